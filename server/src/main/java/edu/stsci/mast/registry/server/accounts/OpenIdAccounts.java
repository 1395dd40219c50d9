package edu.stsci.mast.registry.server.accounts;

import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import edu.stsci.mast.registry.model.accounts.Account;
import edu.stsci.mast.registry.model.accounts.Accounts;
import edu.stsci.mast.registry.model.accounts.Actor;
import edu.stsci.mast.registry.model.accounts.Authorities;
import edu.stsci.mast.registry.model.accounts.NewAccount;
import edu.stsci.mast.registry.model.accounts.Right;
import edu.stsci.mast.registry.model.accounts.Role;
import edu.stsci.mast.registry.server.RegistrySettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which account somebody has whom the OpenID provider knows: by issuer and subject, never by a name that may change hands. What they may do
 * is read from the provider's claims at each sign-in, or is as our own administrators have set it.
 */
final class OpenIdAccounts {
    private final RegistrySettings.Oidc settings;
    private final Accounts accounts;

    OpenIdAccounts(RegistrySettings.Oidc settings, Accounts accounts) {
        this.settings = settings;
        this.accounts = accounts;
    }

    /**
     * Their account; made at the first sign-in when the claims give a role.
     *
     * @throws OpenIdException when they have none and get none
     */
    Account of(IDTokenClaimsSet claims, String sender) throws OpenIdException {
        Actor provider = new Actor(
                0,
                "OpenID provider",
                Optional.empty(),
                Optional.of(Right.ADMINISTER),
                Authorities.ALL,
                "sign-in",
                sender);
        Accounts.Identity identity = new Accounts.Identity(
                claims.getIssuer().getValue(), claims.getSubject().getValue());
        Map<String, Object> all = claims.toJSONObject();
        Optional<Role> role = settings.rolesFromClaims() ? Optional.of(role(all)) : Optional.empty();
        try {
            Optional<Account> known = accounts.find(identity);
            Account account = known.isPresent() ? known.get() : first(provider, identity, name(all), role);
            if (account.disabled()) {
                throw new OpenIdException(403, "Your account " + account.name() + " is disabled.");
            }
            if (role.isPresent()) {
                accounts.setRights(provider, account.id(), role.get(), authorities(all, account));
            }
            return accounts.get(account.id()).orElseThrow();
        } catch (IllegalArgumentException e) {
            throw new OpenIdException(403, e.getMessage() + ".", e);
        }
    }

    private Account first(Actor provider, Accounts.Identity identity, String name, Optional<Role> role)
            throws OpenIdException {
        Optional<Account> waiting = accounts.find(name);
        if (waiting.isEmpty() && role.isEmpty()) {
            throw new OpenIdException(
                    403, "There is no account " + name + " here; ask an administrator of this registry for one.");
        }
        Account account = waiting.isPresent()
                ? waiting.get()
                : accounts.addElsewhere(
                        provider, new NewAccount(name, role.get(), new Authorities(false, java.util.Set.of())));
        accounts.own(provider, account.id(), identity);
        return account;
    }

    private String name(Map<String, Object> claims) throws OpenIdException {
        List<String> names = values(claims, settings.nameClaim());
        if (names.isEmpty()) {
            throw new OpenIdException(
                    403, "The OpenID provider does not tell your name (the claim " + settings.nameClaim() + ").");
        }
        return names.get(0);
    }

    private Role role(Map<String, Object> claims) throws OpenIdException {
        List<String> given = values(claims, settings.rolesClaim());
        if (given.stream().anyMatch(settings.administrators()::contains)) {
            return Role.ADMINISTRATOR;
        }
        if (given.stream().anyMatch(settings.curators()::contains)) {
            return Role.CURATOR;
        }
        if (given.stream().anyMatch(settings.editors()::contains)) {
            return Role.EDITOR;
        }
        throw new OpenIdException(403, "The OpenID provider gives you no role in this registry.");
    }

    /** What is no authority among the values is left out: the claim may serve other applications, too. */
    private Authorities authorities(Map<String, Object> claims, Account account) {
        if (settings.authoritiesClaim().isEmpty()) {
            return account.authorities();
        }
        List<String> usable = new ArrayList<>();
        for (String value : values(claims, settings.authoritiesClaim())) {
            try {
                Authorities.of(List.of(value));
                usable.add(value);
            } catch (IllegalArgumentException e) {
                continue;
            }
        }
        return Authorities.of(usable);
    }

    /** The texts of a claim, one or a list; its name may be a path such as {@code realm_access.roles}. */
    private static List<String> values(Map<String, Object> claims, String name) {
        Object value = claims.get(name);
        if (value == null && name.contains(".")) {
            value = claims;
            for (String step : name.split("\\.")) {
                value = value instanceof Map<?, ?> map ? map.get(step) : null;
            }
        }
        if (value instanceof Collection<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        return value == null ? List.of() : List.of(value.toString());
    }
}

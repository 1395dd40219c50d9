package edu.stsci.mast.registry.server.accounts;

import edu.stsci.mast.registry.model.accounts.Account;
import edu.stsci.mast.registry.model.accounts.Actor;
import edu.stsci.mast.registry.model.accounts.Authorities;
import edu.stsci.mast.registry.model.accounts.NewAccount;
import edu.stsci.mast.registry.model.accounts.RandomKey;
import edu.stsci.mast.registry.model.accounts.Right;
import edu.stsci.mast.registry.model.accounts.Role;
import edu.stsci.mast.registry.server.pages.Templates;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** {@code /staff/accounts}: who may do what, for administrators. */
@Path("/staff/accounts")
@Requires(Right.ADMINISTER)
public final class AccountsPages {
    private static final int PASSWORD_LENGTH = 20;
    private static final Map<String, String> TOLD = Map.of(
            "rights", "What the account may do was changed.",
            "disabled", "The account was disabled, and its sessions have ended.",
            "enabled", "The account was enabled.",
            "revoked", "The token was revoked.");

    private final AccountStores stores;
    private final Templates templates;
    private final List<String> managed;
    private final boolean openid;
    private final Clock clock = Clock.systemUTC();

    /**
     * The pages of a registry.
     *
     * @param managed the authorities whose records we are the master of
     * @param openid whether there is an OpenID provider
     */
    AccountsPages(AccountStores stores, Templates templates, Collection<String> managed, boolean openid) {
        this.stores = stores;
        this.templates = templates;
        this.managed = managed.stream().sorted().toList();
        this.openid = openid;
    }

    /** All accounts. */
    @GET
    public Response accounts(@Context SecurityContext security) {
        return list(security, 200, "", "", "", "");
    }

    /** Adds an account; with a random password, which the answer shows this once, unless it signs in at the OpenID provider. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response add(MultivaluedMap<String, String> form, @Context SecurityContext security) {
        Actor actor = Visit.of(security).actor();
        try {
            NewAccount account = new NewAccount(
                    Fields.of(form, "name"),
                    Role.of(Fields.of(form, "role")),
                    Authorities.of(Fields.words(form, "authorities")));
            if (openid && Fields.of(form, "openid").equals("true")) {
                Account added = stores.accounts().addElsewhere(actor, account);
                return list(security, 200, "The account " + added.name() + " was added.", "", "", "");
            }
            String password = newPassword();
            Account added = stores.accounts().add(actor, account, password.toCharArray());
            return list(security, 200, "The account " + added.name() + " was added.", "", added.name(), password);
        } catch (IllegalArgumentException e) {
            return list(security, 400, "", e.getMessage() + ".", "", "");
        }
    }

    /** One account. */
    @GET
    @Path("{account: [0-9]{1,18}}")
    public Response account(
            @PathParam("account") long id, @QueryParam("told") String told, @Context SecurityContext security) {
        return one(security, id, 200, told == null ? "" : TOLD.getOrDefault(told, ""), "");
    }

    /** Changes what an account may do. */
    @POST
    @Path("{account: [0-9]{1,18}}/rights")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response rights(
            @PathParam("account") long id, MultivaluedMap<String, String> form, @Context SecurityContext security) {
        return change(security, id, "rights", actor -> stores.accounts()
                .setRights(
                        actor,
                        id,
                        Role.of(Fields.of(form, "role")),
                        Authorities.of(Fields.words(form, "authorities"))));
    }

    /** Disables an account, or enables it again. */
    @POST
    @Path("{account: [0-9]{1,18}}/disabled")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response disable(
            @PathParam("account") long id, MultivaluedMap<String, String> form, @Context SecurityContext security) {
        boolean disabled = Fields.of(form, "disabled").equals("true");
        return change(security, id, disabled ? "disabled" : "enabled", actor -> stores.accounts()
                .setDisabled(actor, id, disabled));
    }

    /** Gives an account a new random password, which the answer shows this once. */
    @POST
    @Path("{account: [0-9]{1,18}}/password")
    public Response password(@PathParam("account") long id, @Context SecurityContext security) {
        Account account = known(id);
        String password = newPassword();
        try {
            stores.accounts().setPassword(Visit.of(security).actor(), id, password.toCharArray());
        } catch (IllegalArgumentException e) {
            return one(security, id, 409, "", e.getMessage() + ".");
        }
        return list(
                security,
                200,
                "The password of " + account.name() + " was changed, and its sessions have ended.",
                "",
                account.name(),
                password);
    }

    /** Takes a token of an account back. */
    @POST
    @Path("{account: [0-9]{1,18}}/tokens/{token: [0-9]{1,18}}/revoke")
    public Response revoke(
            @PathParam("account") long id, @PathParam("token") long token, @Context SecurityContext security) {
        Account account = known(id);
        return change(security, id, "revoked", actor -> {
            if (!stores.tokens().revoke(actor, account, token)) {
                throw new IllegalArgumentException(account.name() + " has no token " + token + " that is not revoked");
            }
        });
    }

    /** A change to one account. */
    @FunctionalInterface
    private interface Change {
        void by(Actor actor);
    }

    private Response change(SecurityContext security, long id, String told, Change change) {
        known(id);
        try {
            change.by(Visit.of(security).actor());
        } catch (IllegalArgumentException e) {
            return one(security, id, 409, "", e.getMessage() + ".");
        }
        return Response.seeOther(URI.create("/staff/accounts/" + id + "?told=" + told))
                .build();
    }

    private static String newPassword() {
        return RandomKey.make().substring(0, PASSWORD_LENGTH);
    }

    private Account known(long id) {
        return stores.accounts()
                .get(id)
                .orElseThrow(() -> new WebApplicationException(new StaffAnswers(templates)
                        .page(404, "No such account", "There is no account with the number " + id + ".")
                        .build()));
    }

    private Response list(
            SecurityContext security, int status, String told, String problem, String name, String password) {
        AccountsPage page = new AccountsPage(stores.accounts().list(), managed, openid, told, problem, name, password);
        return answer(security, status, "accounts.jte", page);
    }

    private Response one(SecurityContext security, long id, int status, String told, String problem) {
        Instant now = clock.instant();
        AccountPage page = new AccountPage(
                known(id),
                stores.tokens().of(id).stream().filter(token -> token.good(now)).toList(),
                now,
                told,
                problem);
        return answer(security, status, "account.jte", page);
    }

    private Response answer(SecurityContext security, int status, String template, Object page) {
        return Response.status(status)
                .type(StaffAnswers.HTML)
                .entity(templates.render(template, Map.of("page", page, "visit", Visit.of(security))))
                .build();
    }
}

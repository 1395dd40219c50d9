package edu.stsci.mast.registry.server.accounts;

import edu.stsci.mast.registry.model.store.Secrets;
import edu.stsci.mast.registry.server.RegistrySettings;
import edu.stsci.mast.registry.server.Storage;
import edu.stsci.mast.registry.server.http.Senders;
import edu.stsci.mast.registry.server.pages.Templates;
import java.net.URI;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The doors for staff, put together from the settings. */
public final class StaffAccess {
    private final AccountStores stores;
    private final Set<Object> resources = new HashSet<>();

    /**
     * The doors of a registry.
     *
     * @param url how the world reaches it
     */
    public StaffAccess(RegistrySettings settings, Storage storage, Templates templates, String url) {
        this.stores = AccountStores.of(settings.accounts(), storage);
        StaffCookies cookies = new StaffCookies(url);
        OwnForms forms = new OwnForms(settings.http().publicUrl());
        Senders senders = new Senders(settings.http().proxies());
        Seal seal = new Seal(new Secrets(storage.database().dataSource()).get("sign-in"));
        KnownBrowsers browsers = new KnownBrowsers(seal);
        RegistrySettings.Oidc oidc = settings.accounts().oidc();
        boolean openid = !oidc.issuer().isEmpty();
        StaffAnswers answers = new StaffAnswers(templates);
        PasswordDoor door = new PasswordDoor(stores);
        SignInPages signIn = new SignInPages(
                stores,
                door,
                cookies,
                forms,
                browsers,
                senders,
                templates,
                settings.accounts().passwords(),
                openid ? oidc.name() : "");
        resources.addAll(List.of(
                new StaffFilter(stores, cookies, forms, senders, answers),
                signIn,
                new OwnAccountPages(stores, door, signIn, templates),
                new AccountsPages(stores, templates, settings.managedAuthorities(), openid),
                new AuditPages(stores.audit(), templates)));
        if (openid) {
            resources.add(new OpenIdPages(
                    new OpenIdProvider(oidc, URI.create(url + "/staff/login/openid/return"), Clock.systemUTC()),
                    new OpenIdAccounts(oidc, stores.accounts()),
                    stores.audit(),
                    signIn,
                    cookies,
                    seal,
                    senders,
                    answers));
        }
    }

    /** Accounts and what belongs to them. */
    public AccountStores stores() {
        return stores;
    }

    /** What answers requests of staff, and stands before all other resources. */
    public Set<Object> resources() {
        return resources;
    }
}

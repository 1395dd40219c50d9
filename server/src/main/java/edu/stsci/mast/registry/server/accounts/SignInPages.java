package edu.stsci.mast.registry.server.accounts;

import edu.stsci.mast.registry.model.accounts.Account;
import edu.stsci.mast.registry.model.accounts.Actor;
import edu.stsci.mast.registry.model.accounts.RandomKey;
import edu.stsci.mast.registry.model.accounts.Right;
import edu.stsci.mast.registry.model.accounts.Sessions;
import edu.stsci.mast.registry.model.accounts.SignInLimits.Attempt;
import edu.stsci.mast.registry.server.http.Senders;
import edu.stsci.mast.registry.server.pages.Templates;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** {@code /staff/login}: signing in with a password, and out. */
@Path("/staff")
public final class SignInPages {
    private static final Duration BROWSER_KNOWN = Duration.ofDays(365);

    private final AccountStores stores;
    private final PasswordDoor door;
    private final StaffCookies cookies;
    private final OwnForms forms;
    private final KnownBrowsers browsers;
    private final Senders senders;
    private final Templates templates;
    private final boolean passwords;
    private final String provider;

    /**
     * The pages of a registry.
     *
     * @param passwords whether one can sign in with a password
     * @param provider what the OpenID provider is called; empty when there is none
     */
    SignInPages(
            AccountStores stores,
            PasswordDoor door,
            StaffCookies cookies,
            OwnForms forms,
            KnownBrowsers browsers,
            Senders senders,
            Templates templates,
            boolean passwords,
            String provider) {
        this.stores = stores;
        this.door = door;
        this.cookies = cookies;
        this.forms = forms;
        this.browsers = browsers;
        this.senders = senders;
        this.templates = templates;
        this.passwords = passwords;
        this.provider = provider;
    }

    /** The page to sign in. */
    @GET
    @Path("login")
    @OpenToAll("who has not signed in must be able to")
    public Response page(
            @QueryParam("next") String next, @QueryParam("told") String told, @Context HttpHeaders headers) {
        boolean signedIn = cookies.read(headers, StaffCookies.Kind.SESSION)
                .flatMap(id -> stores.sessions().find(id, false))
                .isPresent();
        if (signedIn) {
            return Response.seeOther(URI.create(NextPage.safe(next))).build();
        }
        return page(headers, 200, NextPage.safe(next), "", "", "out".equals(told) ? "You have signed out." : "")
                .build();
    }

    /** Signs in. */
    @POST
    @Path("login")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @OpenToAll("who has not signed in must be able to")
    public Response signIn(
            MultivaluedMap<String, String> form, @Context HttpServletRequest servlet, @Context HttpHeaders headers) {
        String name = Fields.of(form, "name");
        String next = NextPage.safe(Fields.of(form, "next"));
        Optional<String> key = cookies.read(headers, StaffCookies.Kind.SIGN_IN);
        Optional<String> objection = key.isEmpty()
                ? Optional.of("Your browser has not sent our cookie. Let it keep cookies of this site, and try again.")
                : forms.objection(servlet, key.get(), Fields.of(form, OwnForms.FIELD));
        if (objection.isPresent()) {
            return page(headers, 403, next, name, objection.get(), "").build();
        }
        if (!passwords) {
            return page(headers, 403, next, name, "Passwords are not used here.", "")
                    .build();
        }
        String sender = senders.of(servlet);
        Attempt attempt = browsers.attempt(name, cookies.read(headers, StaffCookies.Kind.BROWSER), sender);
        PasswordDoor.Checked checked =
                door.check(name, Fields.of(form, "password").toCharArray(), attempt, sender);
        if (checked.account().isEmpty()) {
            Response.ResponseBuilder answer = page(headers, checked.status(), next, name, checked.sentence(), "");
            return (checked.pause().isZero()
                            ? answer
                            : answer.header(
                                    HttpHeaders.RETRY_AFTER, checked.pause().toSeconds()))
                    .build();
        }
        return welcome(
                checked.account().get(), "password", sender, next, cookies.read(headers, StaffCookies.Kind.SESSION));
    }

    /**
     * Begins a session under a new identifier, and ends the one that the browser may still have had: an identifier that somebody else has
     * put into the browser is of no use to them.
     */
    Response welcome(Account account, String how, String sender, String next, Optional<String> before) {
        Sessions.Begun begun = stores.sessions().begin(account, how, sender);
        before.ifPresent(old ->
                stores.sessions().end(Actor.inSession(account, begun.session().number(), sender), old));
        return Response.seeOther(URI.create(next))
                .header(HttpHeaders.SET_COOKIE, cookies.write(StaffCookies.Kind.SESSION, begun.identifier()))
                .header(
                        HttpHeaders.SET_COOKIE,
                        cookies.write(StaffCookies.Kind.BROWSER, browsers.mark(account.name()), BROWSER_KNOWN))
                .header(HttpHeaders.SET_COOKIE, cookies.remove(StaffCookies.Kind.SIGN_IN))
                .build();
    }

    /** Signs out. */
    @POST
    @Path("logout")
    @Requires(value = Right.READ, session = true)
    public Response signOut(@Context SecurityContext security, @Context HttpHeaders headers) {
        cookies.read(headers, StaffCookies.Kind.SESSION)
                .ifPresent(id -> stores.sessions().end(Visit.of(security).actor(), id));
        return Response.seeOther(URI.create("/staff/login?told=out"))
                .header(HttpHeaders.SET_COOKIE, cookies.remove(StaffCookies.Kind.SESSION))
                .build();
    }

    private Response.ResponseBuilder page(
            HttpHeaders headers, int status, String next, String name, String problem, String told) {
        Optional<String> had = cookies.read(headers, StaffCookies.Kind.SIGN_IN);
        String key = had.orElseGet(RandomKey::make);
        SignInPage page = new SignInPage(
                next,
                OwnForms.token(key),
                name.length() > 100 ? "" : name,
                problem,
                told,
                passwords,
                provider,
                passwords && provider.isEmpty() && stores.accounts().none());
        Response.ResponseBuilder answer = Response.status(status)
                .type(StaffAnswers.HTML)
                .entity(templates.render("signIn.jte", Map.of("page", page)));
        return had.isPresent()
                ? answer
                : answer.header(HttpHeaders.SET_COOKIE, cookies.write(StaffCookies.Kind.SIGN_IN, key));
    }
}

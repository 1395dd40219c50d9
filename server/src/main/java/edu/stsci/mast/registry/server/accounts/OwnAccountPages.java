package edu.stsci.mast.registry.server.accounts;

import edu.stsci.mast.registry.model.accounts.Account;
import edu.stsci.mast.registry.model.accounts.Actor;
import edu.stsci.mast.registry.model.accounts.ApiTokens;
import edu.stsci.mast.registry.model.accounts.Right;
import edu.stsci.mast.registry.model.accounts.SignInLimits.Attempt;
import edu.stsci.mast.registry.server.pages.Templates;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** {@code /staff/account}: one's own password and tokens. A token can do nothing here, so that it cannot make itself more than it is. */
@Path("/staff/account")
@Requires(value = Right.READ, session = true)
public final class OwnAccountPages {
    private static final Duration SHOWN_AFTERWARDS = Duration.ofDays(30);
    private static final Map<String, String> TOLD = Map.of(
            "password",
            "Your password was changed. Your other sessions have ended.",
            "revoked",
            "The token was revoked.");

    private final AccountStores stores;
    private final PasswordDoor door;
    private final SignInPages signIn;
    private final Templates templates;
    private final Clock clock = Clock.systemUTC();

    OwnAccountPages(AccountStores stores, PasswordDoor door, SignInPages signIn, Templates templates) {
        this.stores = stores;
        this.door = door;
        this.signIn = signIn;
        this.templates = templates;
    }

    /** The page. */
    @GET
    public Response page(@QueryParam("told") String told, @Context SecurityContext security) {
        return page(security, 200, told == null ? "" : TOLD.getOrDefault(told, ""), "", "")
                .build();
    }

    /** Changes one's password, of which one must know the present one. All sessions end; a new one begins. */
    @POST
    @Path("password")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response password(MultivaluedMap<String, String> form, @Context SecurityContext security) {
        Actor actor = Visit.of(security).actor();
        PasswordDoor.Checked checked = door.check(
                actor.name(),
                Fields.of(form, "present").toCharArray(),
                Attempt.byStranger(actor.name(), actor.sender()),
                actor.sender());
        if (checked.account().isEmpty()) {
            boolean wrong = checked.pause().isZero();
            Response.ResponseBuilder answer = page(
                    security,
                    wrong ? 400 : checked.status(),
                    "",
                    wrong ? "The present password is wrong; nothing was changed." : checked.sentence(),
                    "");
            return (checked.pause().isZero()
                            ? answer
                            : answer.header(
                                    HttpHeaders.RETRY_AFTER, checked.pause().toSeconds()))
                    .build();
        }
        String password = Fields.of(form, "password");
        if (!password.equals(Fields.of(form, "again"))) {
            return page(security, 400, "", "The two new passwords differ; nothing was changed.", "")
                    .build();
        }
        try {
            stores.accounts().setPassword(actor, actor.account(), password.toCharArray());
        } catch (IllegalArgumentException e) {
            return page(security, 400, "", e.getMessage() + ".", "").build();
        }
        return signIn.welcome(
                checked.account().get(), "password", actor.sender(), "/staff/account?told=password", Optional.empty());
    }

    /** Makes a token, which the answer shows this once. */
    @POST
    @Path("tokens")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response token(MultivaluedMap<String, String> form, @Context SecurityContext security) {
        try {
            ApiTokens.Made made = stores.tokens()
                    .make(
                            Visit.of(security).actor(),
                            account(security),
                            Fields.of(form, "name"),
                            Right.of(Fields.of(form, "scope")),
                            Expiry.parse(Fields.of(form, "expires"), clock));
            return page(security, 200, "", "", made.secret()).build();
        } catch (IllegalArgumentException e) {
            return page(security, 400, "", e.getMessage() + ".", "").build();
        }
    }

    /** Takes a token back. */
    @POST
    @Path("tokens/{token: [0-9]{1,18}}/revoke")
    public Response revoke(@PathParam("token") long token, @Context SecurityContext security) {
        if (!stores.tokens().revoke(Visit.of(security).actor(), account(security), token)) {
            throw new NotFoundException("You have no token " + token + " that is not revoked.");
        }
        return Response.seeOther(URI.create("/staff/account?told=revoked")).build();
    }

    private Account account(SecurityContext security) {
        return stores.accounts()
                .get(Visit.of(security).actor().account())
                .orElseThrow(() -> new NotFoundException("Your account is gone."));
    }

    private Response.ResponseBuilder page(
            SecurityContext security, int status, String told, String problem, String secret) {
        Account account = account(security);
        Instant now = clock.instant();
        OwnAccountPage page = new OwnAccountPage(
                account,
                stores.tokens().of(account.id()).stream()
                        .filter(token -> token.good(now.minus(SHOWN_AFTERWARDS)))
                        .toList(),
                now,
                told,
                problem,
                secret);
        return Response.status(status)
                .type(StaffAnswers.HTML)
                .entity(templates.render("ownAccount.jte", Map.of("page", page, "visit", Visit.of(security))));
    }
}

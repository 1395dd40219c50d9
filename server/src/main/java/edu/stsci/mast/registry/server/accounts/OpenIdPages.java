package edu.stsci.mast.registry.server.accounts;

import edu.stsci.mast.registry.model.accounts.Account;
import edu.stsci.mast.registry.model.accounts.Actor;
import edu.stsci.mast.registry.model.accounts.AuditEntry.Outcome;
import edu.stsci.mast.registry.model.accounts.AuditLog;
import edu.stsci.mast.registry.server.http.Senders;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** {@code /staff/login/openid}: signing in at the OpenID provider. */
@Path("/staff/login/openid")
public final class OpenIdPages {
    private static final Duration TIME_TO_ANSWER = Duration.ofMinutes(10);
    private static final String TITLE = "You are not signed in";

    private final OpenIdProvider provider;
    private final OpenIdAccounts accounts;
    private final AuditLog audit;
    private final SignInPages signIn;
    private final StaffCookies cookies;
    private final Seal seal;
    private final Senders senders;
    private final StaffAnswers answers;
    private final Clock clock = Clock.systemUTC();

    OpenIdPages(
            OpenIdProvider provider,
            OpenIdAccounts accounts,
            AuditLog audit,
            SignInPages signIn,
            StaffCookies cookies,
            Seal seal,
            Senders senders,
            StaffAnswers answers) {
        this.provider = provider;
        this.accounts = accounts;
        this.audit = audit;
        this.signIn = signIn;
        this.cookies = cookies;
        this.seal = seal;
        this.senders = senders;
        this.answers = answers;
    }

    /** Sends the browser to the provider. */
    @GET
    @OpenToAll("who has not signed in must be able to")
    public Response ask(@QueryParam("next") String next) {
        OpenIdQuestion question = provider.question(NextPage.safe(next));
        try {
            return Response.seeOther(provider.address(question))
                    .header(
                            HttpHeaders.SET_COOKIE,
                            cookies.write(StaffCookies.Kind.OPENID, question.sealed(seal), TIME_TO_ANSWER))
                    .build();
        } catch (OpenIdException e) {
            return answers.page(e.status(), TITLE, e.getMessage()).build();
        }
    }

    /** Takes the provider's answer, with which the browser comes back. */
    @GET
    @Path("return")
    @OpenToAll("who has not signed in must be able to")
    public Response answer(@Context UriInfo uri, @Context HttpHeaders headers, @Context HttpServletRequest servlet) {
        String sender = senders.of(servlet);
        try {
            OpenIdQuestion question = cookies.read(headers, StaffCookies.Kind.OPENID)
                    .flatMap(cookie -> OpenIdQuestion.unsealed(cookie, seal, clock.instant()))
                    .orElseThrow(
                            () -> new OpenIdException(
                                    403,
                                    "Nobody has begun to sign in in this browser during the last ten minutes. Please sign in again."));
            Account account = accounts.of(provider.who(question, uri.getRequestUri()), sender);
            Optional<String> before = cookies.read(headers, StaffCookies.Kind.SESSION);
            return Response.fromResponse(signIn.welcome(account, "openid", sender, question.next(), before))
                    .header(HttpHeaders.SET_COOKIE, cookies.remove(StaffCookies.Kind.OPENID))
                    .build();
        } catch (OpenIdException e) {
            audit.append(Actor.stranger("unknown", sender), "sign in", "", Outcome.FAILED, "openid: " + e.getMessage());
            return answers.page(e.status(), TITLE, e.getMessage())
                    .header(HttpHeaders.SET_COOKIE, cookies.remove(StaffCookies.Kind.OPENID))
                    .build();
        }
    }
}

package edu.stsci.mast.registry.server.accounts;

import edu.stsci.mast.registry.model.accounts.Actor;
import edu.stsci.mast.registry.model.accounts.AuditEntry.Outcome;
import edu.stsci.mast.registry.model.accounts.Right;
import edu.stsci.mast.registry.model.accounts.Sessions;
import edu.stsci.mast.registry.server.http.Senders;
import jakarta.annotation.Priority;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.security.Principal;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Stands before every resource method: finds out who is asking where a method {@link Requires requires} a right, by the header {@code
 * Authorization: Bearer} or the session's cookie, and lets in only those who have it. Methods below {@code /staff} that say nothing are
 * closed to all. What is for staff only is never kept by caches, nor shown to scripts of other sites.
 */
@Priority(Priorities.AUTHENTICATION)
public final class StaffFilter implements ContainerRequestFilter, ContainerResponseFilter {
    /** What pages send along that refresh themselves: nobody is working there. */
    static final String REFRESH = "X-Refresh";

    private static final Set<String> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final Pattern STAFF = Pattern.compile("/*staff([/;].*)?", Pattern.DOTALL);
    private static final Pattern BEARER = Pattern.compile("(?i)bearer +(\\S+) *");
    private static final String CHALLENGE = "Bearer realm=\"MAST registry\"";
    /** How large the body of a request may be, in bytes; somewhat more than the largest record. */
    private static final long LARGEST_BODY = 40L << 20;

    private static final long LARGEST_OPEN_BODY = 64L << 10;

    private final AccountStores stores;
    private final StaffCookies cookies;
    private final OwnForms forms;
    private final Senders senders;
    private final StaffAnswers answers;

    @Context
    private ResourceInfo resource;

    @Context
    private HttpServletRequest servlet;

    StaffFilter(AccountStores stores, StaffCookies cookies, OwnForms forms, Senders senders, StaffAnswers answers) {
        this.stores = stores;
        this.cookies = cookies;
        this.forms = forms;
        this.senders = senders;
        this.answers = answers;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        Optional<Requires> needed = needed();
        if (needed.isPresent()) {
            bound(request, LARGEST_BODY);
            letIn(request, needed.get());
        } else if (isStaff(request)) {
            bound(request, LARGEST_OPEN_BODY);
            if (!isOpen()) {
                request.abortWith(answers.answer(request, 403, "Not open", "This address is open to nobody.")
                        .build());
            }
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (isStaff(request) || needed().isPresent()) {
            response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
            response.getHeaders().remove("Access-Control-Allow-Origin");
        }
    }

    private void letIn(ContainerRequestContext request, Requires needed) {
        Optional<String> token = token(request);
        Optional<String> session =
                token.isPresent() ? Optional.empty() : cookies.read(request, StaffCookies.Kind.SESSION);
        Optional<Visit> visit =
                token.isPresent() ? byToken(token.get()) : session.flatMap(id -> inSession(request, id));
        if (visit.isEmpty()) {
            request.abortWith(whoAreYou(request, token.isPresent(), session.isPresent()));
            return;
        }
        boolean changes = !SAFE.contains(request.getMethod());
        Optional<String> objection =
                changes && session.isPresent() ? forms.objection(request, servlet, session.get()) : Optional.empty();
        if (objection.isEmpty()) {
            objection = lack(visit.get().actor(), needed, token.isPresent());
        }
        if (objection.isPresent()) {
            if (changes) {
                stores.audit()
                        .append(
                                visit.get().actor(),
                                "request",
                                request.getMethod() + " /"
                                        + request.getUriInfo().getPath(),
                                Outcome.REFUSED,
                                objection.get());
            }
            request.abortWith(
                    answers.answer(request, 403, changes ? "Nothing was changed" : "Not open to you", objection.get())
                            .build());
            return;
        }
        request.setSecurityContext(new Staff(visit.get(), token.isPresent(), servlet.isSecure()));
    }

    private static Optional<String> lack(Actor actor, Requires needed, boolean byToken) {
        if (needed.session() && byToken) {
            return Optional.of("A token cannot do this; sign in in a browser.");
        }
        if (actor.may(needed.value())) {
            return Optional.empty();
        }
        String what =
                switch (needed.value()) {
                    case READ -> "look at this";
                    case EDIT -> "edit records";
                    case PUBLISH -> "publish records";
                    case ADMINISTER -> "do this; it is for administrators";
                };
        return Optional.of(
                "The " + (byToken ? "token's scope does not allow it" : "account " + actor.name() + " may not")
                        + (byToken ? " to " : " ") + what + ".");
    }

    private Optional<Visit> byToken(String secret) {
        return stores.tokens()
                .find(secret)
                .map(found -> new Visit(Actor.byToken(found.account(), found.token(), senders.of(servlet)), ""));
    }

    private Optional<Visit> inSession(ContainerRequestContext request, String identifier) {
        boolean active = request.getHeaderString(REFRESH) == null;
        return stores.sessions().find(identifier, active).map(found -> visit(found, identifier));
    }

    private Visit visit(Sessions.Found found, String identifier) {
        return new Visit(
                Actor.inSession(found.account(), found.session().number(), senders.of(servlet)),
                OwnForms.token(identifier));
    }

    /** What whoever cannot be known is told; browsers that only look are led to the page to sign in. */
    private Response whoAreYou(ContainerRequestContext request, boolean withToken, boolean withSession) {
        if (withToken) {
            return answers.answer(request, 401, "Who are you?", "The token is not known, has expired or was revoked.")
                    .header(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE + ", error=\"invalid_token\"")
                    .build();
        }
        URI asked = request.getUriInfo().getRequestUri();
        boolean looks = SAFE.contains(request.getMethod());
        URI signIn = NextPage.signIn(
                looks ? asked.getRawPath() + (asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery()) : null);
        if (request.getHeaderString("HX-Request") != null) {
            return answers.answer(request, 401, "Sign in", "Please sign in first.")
                    .header(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE)
                    .header("HX-Redirect", signIn)
                    .build();
        }
        if (looks && isStaff(request) && StaffAnswers.wantsPage(request)) {
            return Response.seeOther(signIn).build();
        }
        return answers.answer(
                        request,
                        401,
                        "Sign in first",
                        withSession
                                ? "Your session has ended, so nothing was done. Sign in at /staff/login, and do it again."
                                : "Please sign in at /staff/login, or send a token (Authorization: Bearer …).")
                .header(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE)
                .build();
    }

    private static Optional<String> token(ContainerRequestContext request) {
        String header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (header == null) {
            return Optional.empty();
        }
        var bearer = BEARER.matcher(header);
        if (bearer.matches()) {
            return Optional.of(bearer.group(1));
        }
        // Something that is meant to be a token is never overlooked in favour of a cookie; what is for a proxy in front
        // of us is.
        return header.toLowerCase(java.util.Locale.ROOT).startsWith("bearer") ? Optional.of("") : Optional.empty();
    }

    private Optional<Requires> needed() {
        return needed(resource);
    }

    /** What a resource method requires; empty when it says nothing, or is none of ours. */
    static Optional<Requires> needed(ResourceInfo resource) {
        if (resource.getResourceMethod() == null || isOpen(resource)) {
            return Optional.empty();
        }
        Requires own = resource.getResourceMethod().getAnnotation(Requires.class);
        return Optional.ofNullable(
                own != null ? own : resource.getResourceClass().getAnnotation(Requires.class));
    }

    private boolean isOpen() {
        return isOpen(resource);
    }

    private static boolean isOpen(ResourceInfo resource) {
        return resource.getResourceMethod() != null
                && resource.getResourceMethod().isAnnotationPresent(OpenToAll.class);
    }

    private static boolean isStaff(ContainerRequestContext request) {
        return STAFF.matcher(request.getUriInfo().getPath()).matches();
    }

    private static void bound(ContainerRequestContext request, long most) {
        if (request.getLength() > most) {
            throw BoundedBody.tooLarge(most);
        }
        if (request.hasEntity()) {
            request.setEntityStream(new BoundedBody(request.getEntityStream(), most));
        }
    }

    /** Who is asking, as JAX-RS tells it to resource methods. */
    private record Staff(Visit visit, boolean byToken, boolean secure) implements SecurityContext {
        @Override
        public Principal getUserPrincipal() {
            return visit;
        }

        /** Whether they have the right of this word, such as {@code edit}. */
        @Override
        public boolean isUserInRole(String role) {
            return visit.actor().may(Right.of(role));
        }

        @Override
        public boolean isSecure() {
            return secure;
        }

        @Override
        public String getAuthenticationScheme() {
            return byToken ? "Bearer" : FORM_AUTH;
        }
    }
}

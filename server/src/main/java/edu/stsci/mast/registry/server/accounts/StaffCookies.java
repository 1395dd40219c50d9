package edu.stsci.mast.registry.server.accounts;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The cookies of staff's browsers. No script can read them; other sites' pages do not send them, but for links to us (SameSite=Lax, not
 * Strict, since the way back from an OpenID provider is such a link). When the world reaches us by https they travel by https only, and
 * their names begin with {@code __Host-}, so that no other host of our domain can set them (RFC 6265bis, section 4.1.3.2).
 */
final class StaffCookies {
    /** What a cookie may hold here; nothing that could end it and begin another header. */
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_.-]{1,3000}");

    private final boolean secure;

    /** Cookies of a registry that the world reaches at an address. */
    StaffCookies(String url) {
        this.secure = url.startsWith("https:");
    }

    /** A kind of cookie. */
    enum Kind {
        /** The identifier of a session. */
        SESSION("mast-session"),
        /** A random key for whoever looks at the page to sign in, by which its form is known. */
        SIGN_IN("mast-sign-in"),
        /** A sign that an account has signed in in this browser before. */
        BROWSER("mast-browser"),
        /** What was asked of the OpenID provider. */
        OPENID("mast-openid");

        private final String name;

        Kind(String name) {
            this.name = name;
        }
    }

    private String name(Kind kind) {
        return (secure ? "__Host-" : "") + kind.name;
    }

    /** What a browser has; empty when it has none, or something that we never gave it. */
    Optional<String> read(Map<String, Cookie> cookies, Kind kind) {
        return Optional.ofNullable(cookies.get(name(kind)))
                .map(Cookie::getValue)
                .filter(value -> VALUE.matcher(value).matches());
    }

    /** As {@link #read(Map, Kind)}. */
    Optional<String> read(ContainerRequestContext request, Kind kind) {
        return read(request.getCookies(), kind);
    }

    /** As {@link #read(Map, Kind)}. */
    Optional<String> read(HttpHeaders headers, Kind kind) {
        return read(headers.getCookies(), kind);
    }

    /** A {@code Set-Cookie} header for a cookie that lives as long as the browser. */
    String write(Kind kind, String value) {
        if (!VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException("A cookie cannot hold this");
        }
        return name(kind) + "=" + value + "; Path=/; HttpOnly; SameSite=Lax" + (secure ? "; Secure" : "");
    }

    /** A {@code Set-Cookie} header for a cookie that lives for a time. */
    String write(Kind kind, String value, Duration life) {
        return write(kind, value) + "; Max-Age=" + life.toSeconds();
    }

    /** A {@code Set-Cookie} header that removes a cookie. */
    String remove(Kind kind) {
        return write(kind, "x", Duration.ZERO);
    }
}

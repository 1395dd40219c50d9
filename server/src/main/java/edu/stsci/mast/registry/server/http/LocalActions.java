package edu.stsci.mast.registry.server.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Decides which requests may change something, as long as there are no accounts: those of a browser on this machine that has the page
 * which sends them from this server.
 */
public final class LocalActions {
    /** What proxies add; a request that has any of them comes from elsewhere. */
    private static final List<String> PROXY_HEADERS = List.of(
            "Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via", "X-Client-IP");

    private final boolean local;
    private final boolean behindAnother;

    /**
     * The rule of a server.
     *
     * @param setting {@code local} or {@code off}
     * @param publicUrl how the world reaches the server; empty when it does so directly. With another machine's name in it there is a
     *     proxy in front, perhaps on this machine, that may hide where requests come from
     */
    public LocalActions(String setting, String publicUrl) {
        this.local = setting.equals("local");
        this.behindAnother = !publicUrl.isEmpty() && !isLoopbackName(host(publicUrl));
    }

    /** Why whoever sends this request may not change anything; empty when they may. */
    public Optional<String> objection(HttpServletRequest request) {
        if (!local) {
            return Optional.of("Changes are switched off on this server (registry.harvest.actions).");
        }
        // The server's host name in the request, too: a stranger's page may give its own name our address (DNS
        // rebinding).
        boolean here = isLoopback(request.getRemoteAddr())
                && isLoopbackName(request.getServerName())
                && PROXY_HEADERS.stream().allMatch(name -> request.getHeader(name) == null);
        if (!here || behindAnother) {
            return Optional.of("Changes can only be made in a browser on the server's own machine, at localhost.");
        }
        return Optional.empty();
    }

    /**
     * Why this request may not change anything; empty when it may. Beside where it comes from, the page counts that it was sent by: a page
     * of another site can send a form to us without its reader's knowledge, but the browser says so.
     */
    public Optional<String> objectionToChange(HttpServletRequest request) {
        return objection(request).or(() -> {
            String site = request.getHeader("Sec-Fetch-Site");
            String origin = request.getHeader("Origin");
            String own = request.getScheme() + "://" + request.getHeader("Host");
            boolean ours = origin != null
                    && origin.toLowerCase(Locale.ROOT).equals(own.toLowerCase(Locale.ROOT))
                    && (site == null || site.equals("same-origin"));
            return ours
                    ? Optional.empty()
                    : Optional.of("This request was not sent by a page of this registry, so it changes nothing.");
        });
    }

    private static String host(String url) {
        try {
            return new URI(url).getHost();
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress(); // an address, never a name that is looked up
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static boolean isLoopbackName(String host) {
        return host != null && host.matches("(?i)localhost|127(\\.\\d{1,3}){3}|\\[::1]|::1");
    }
}

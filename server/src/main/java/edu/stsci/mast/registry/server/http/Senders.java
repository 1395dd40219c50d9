package edu.stsci.mast.registry.server.http;

import edu.stsci.mast.registry.server.AddressRange;
import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Tells the senders of requests apart, as far as anybody can without accounts: by their network addresses, of IPv6 by the first 64 bits,
 * since one machine has all addresses of these. What a proxy says of its client is believed only when the proxy is a known one.
 */
public final class Senders {
    private static final int IPV6_NETWORK_BYTES = 8;

    private final List<AddressRange> proxies;

    /** Senders behind the given proxies, or none. */
    public Senders(List<AddressRange> proxies) {
        this.proxies = List.copyOf(proxies);
    }

    /** Who sends a request: a text that is the same for the same sender, and means nothing else. */
    public String of(HttpServletRequest request) {
        return address(request).map(Senders::key).orElseGet(request::getRemoteAddr);
    }

    /** From which address a request was sent; empty when nobody can tell. */
    public Optional<InetAddress> address(HttpServletRequest request) {
        Optional<InetAddress> sender =
                AddressRange.address(request.getRemoteAddr().split("%", 2)[0]); // without an IPv6 zone
        if (sender.isEmpty()) {
            return sender;
        }
        // Each proxy adds the address that it was asked from; what is before those of our own proxies anybody may have
        // made up.
        for (String told : forwardedFor(request)) {
            if (!isProxy(sender.get())) {
                break;
            }
            Optional<InetAddress> before = AddressRange.address(withoutPort(told));
            if (before.isEmpty()) {
                break;
            }
            sender = before;
        }
        return sender;
    }

    /** Whether a known proxy has passed a request on, whose other words may be believed, too. */
    public boolean isByProxy(HttpServletRequest request) {
        return AddressRange.address(request.getRemoteAddr().split("%", 2)[0])
                .filter(this::isProxy)
                .isPresent();
    }

    private boolean isProxy(InetAddress address) {
        return proxies.stream().anyMatch(range -> range.contains(address));
    }

    /** What proxies told, the nearest first. */
    private static List<String> forwardedFor(HttpServletRequest request) {
        List<String> told = new ArrayList<>();
        for (String header : Collections.list(request.getHeaders("X-Forwarded-For"))) {
            told.addAll(Arrays.asList(header.split(",")));
        }
        Collections.reverse(told);
        return told;
    }

    /** {@code 192.0.2.1:80} and {@code [2001:db8::1]:80} without port and brackets. */
    private static String withoutPort(String address) {
        String text = address.strip();
        if (text.startsWith("[")) {
            return text.substring(1).replaceFirst("\\].*", "");
        }
        return text.indexOf(':') == text.lastIndexOf(':') ? text.replaceFirst(":.*", "") : text;
    }

    private static String key(InetAddress address) {
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(address.getAddress(), 0, IPV6_NETWORK_BYTES)
                : address.getHostAddress();
    }
}

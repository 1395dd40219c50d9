package edu.stsci.mast.registry.server.pages.record;

import edu.stsci.mast.registry.server.pages.Element;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A web address from a record, safe to link to and to write into scripts: http or https, and in it nothing but the characters that
 * addresses may have, without quotes; others are encoded (RFC 3986, section 2).
 */
public record Address(String text) {
    private static final String ALLOWED = "-._~:/?#[]@!$&()*+,;=%";

    /** Reads an address; empty when it is none, or of another scheme. */
    public static Optional<Address> of(String text) {
        return Element.isLink(text) ? Optional.of(new Address(encoded(text))) : Optional.empty();
    }

    /** This with a query behind it, be it a base that ends in a question mark or an ampersand, or one that doesn't. */
    Address with(String query) {
        String separator = text.endsWith("?") || text.endsWith("&") ? "" : text.contains("?") ? "&" : "?";
        return new Address(text + separator + encoded(query));
    }

    /** This with a path behind it. */
    Address child(String path) {
        int query = text.indexOf('?');
        String base = query < 0 ? text : text.substring(0, query);
        return new Address((base.endsWith("/") ? base : base + "/") + path);
    }

    /** A value for a query. */
    static String value(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.strip().getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || ALLOWED.indexOf(c) >= 0)) {
                encoded.append(c);
            } else {
                encoded.append(String.format("%%%02X", (int) c));
            }
        }
        return encoded.toString();
    }
}

package edu.stsci.mast.registry.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.catalina.util.NetMask;

/** Network addresses that have their first bits in common, such as {@code 10.0.0.0/8}; or one address. */
public final class AddressRange {
    private static final String BYTE = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IPV4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private final NetMask mask;

    private AddressRange(NetMask mask) {
        this.mask = mask;
    }

    /**
     * Reads a range.
     *
     * @throws IllegalArgumentException with a sentence when it is none
     */
    public static AddressRange parse(String text) {
        String range = text.strip();
        try {
            if (address(range.split("/", 2)[0]).isPresent()) { // the mask would look names up
                return new AddressRange(new NetMask(range));
            }
        } catch (IllegalArgumentException e) {
            // The sentence below says it.
        }
        throw new IllegalArgumentException(
                "'" + text + "' is no network address like 10.0.0.7, and no range like 10.0.0.0/8");
    }

    /** The address that a text is; empty when it is none. Names are never looked up. */
    public static Optional<InetAddress> address(String text) {
        if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Whether an address is in the range; one of the other version of IP is not. */
    public boolean contains(InetAddress address) {
        return mask.matches(address);
    }
}

package edu.stsci.mast.registry.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** Network addresses that have their first bits in common, such as {@code 10.0.0.0/8}; or one address. */
public final class AddressRange {
    private static final String BYTE = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IPV4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private final byte[] first;
    private final int bits;

    private AddressRange(byte[] first, int bits) {
        this.first = first;
        this.bits = bits;
    }

    /**
     * Reads a range.
     *
     * @throws IllegalArgumentException with a sentence when it is none
     */
    public static AddressRange parse(String text) {
        String[] parts = text.strip().split("/", 2);
        byte[] first = address(parts[0])
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + text + "' is no network address like 10.0.0.7, and no range like 10.0.0.0/8"))
                .getAddress();
        int most = first.length * 8;
        if (parts.length == 1) {
            return new AddressRange(first, most);
        }
        if (!parts[1].matches("\\d{1,3}") || Integer.parseInt(parts[1]) > most) {
            throw new IllegalArgumentException("in '" + text + "', the number of bits must be between 0 and " + most);
        }
        return new AddressRange(first, Integer.parseInt(parts[1]));
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
        byte[] other = address.getAddress();
        return other.length == first.length && Arrays.equals(head(other, bits), head(first, bits));
    }

    /** An address whose bits behind the first ones are 0. */
    private static byte[] head(byte[] address, int bits) {
        byte[] head = new byte[address.length];
        for (int i = 0; i < address.length; i++) {
            int left = Math.max(0, Math.min(8, bits - 8 * i));
            head[i] = (byte) (address[i] & 0xFF << 8 - left);
        }
        return head;
    }
}

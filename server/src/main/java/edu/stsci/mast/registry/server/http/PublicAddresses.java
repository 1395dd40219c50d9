package edu.stsci.mast.registry.server.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/** Resolves names to addresses that everybody can reach, and no others; asked again for each redirection. */
public final class PublicAddresses implements DnsResolver {

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = SystemDefaultDnsResolver.INSTANCE.resolve(host);
        for (InetAddress address : addresses) {
            if (!isPublic(address)) {
                throw new UnknownHostException(host + " is not a public address");
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return SystemDefaultDnsResolver.INSTANCE.resolveCanonicalHostname(host);
    }

    /** Whether everybody can reach an address, and not only this machine and its neighbours. */
    public static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean special = address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress();
        if (bytes.length == 4) {
            int first = bytes[0] & 0xFF;
            int second = bytes[1] & 0xFF;
            // RFC 6890: this network, shared address space, benchmarking, reserved.
            return !special
                    && first != 0
                    && !(first == 100 && second >= 64 && second < 128)
                    && !(first == 198 && (second == 18 || second == 19))
                    && first < 240;
        }
        // RFC 4193: unique local addresses; RFC 6052 and 3056: IPv4 addresses in other clothes.
        boolean local = (bytes[0] & 0xFE) == 0xFC;
        boolean translated = bytes[0] == 0x00 && bytes[1] == 0x64 || bytes[0] == 0x20 && bytes[1] == 0x02;
        return !special && !local && !translated;
    }
}

package edu.stsci.mast.registry.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import edu.stsci.mast.registry.server.AddressRange;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SendersTest {
    private final Senders senders = new Senders(
            List.of(AddressRange.parse("10.0.0.0/9"), AddressRange.parse("127.0.0.1"), AddressRange.parse("fd00::/8")));

    private static HttpServletRequest request(String address, String... forwardedFor) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                SendersTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getRemoteAddr" -> address;
                    case "getHeaders" -> Collections.enumeration(List.of(forwardedFor));
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "192.0.2.1   |                                | 192.0.2.1",
                "192.0.2.1   | 192.0.2.9                      | 192.0.2.1",
                "127.0.0.1   |                                | 127.0.0.1",
                "127.0.0.1   | 192.0.2.9                      | 192.0.2.9",
                "127.0.0.1   | 192.0.2.9:1234                 | 192.0.2.9",
                "127.0.0.1   | 1.1.1.1, 192.0.2.9             | 192.0.2.9",
                "127.0.0.1   | 1.1.1.1, 192.0.2.9, 10.127.0.3 | 192.0.2.9",
                "127.0.0.1   | 1.1.1.1, 192.0.2.9, 10.128.0.3 | 10.128.0.3",
                "127.0.0.1   | 1.1.1.1, unknown               | 127.0.0.1",
                "127.0.0.1   | archive.stsci.edu              | 127.0.0.1",
                "127.0.0.1   | [2001:db8:1:2::7]:80           | 20010db800010002",
                "fd00::1%eth0| 2001:db8:1:2:3::8              | 20010db800010002",
                "2001:db8:1:2:ffff::1 | 192.0.2.9             | 20010db800010002"
            })
    void areToldApartByTheLastAddressThatCanBeBelieved(String address, String forwardedFor, String sender) {
        HttpServletRequest request =
                forwardedFor == null ? request(address) : request(address, forwardedFor.split("(?<=1\\.1), "));

        assertThat(senders.of(request)).isEqualTo(sender);
    }

    @Test
    void withoutAProxyNothingIsBelieved() {
        assertThat(new Senders(List.of()).of(request("127.0.0.1", "192.0.2.1"))).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10",
                "10.0.0.256",
                "10.0.0.1/33",
                "10.0.0.1/-1",
                "10.0.0.1/",
                "fd00::/129",
                "proxy.example",
                "dead.beef"
            })
    void wrongRangesAreRefused(String text) {
        assertThatThrownBy(() -> AddressRange.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}

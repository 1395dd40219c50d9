package edu.stsci.mast.registry.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientNameTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pyVO/1.7 Python/3.12 (Linux) somebody@example.org | pyVO",
                "TOPCAT/4.10 STIL/4.3 Java/17 | TOPCAT",
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 | a browser",
                "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html) | googlebot",
                "'' | a program without a name",
                "(nothing before a comment) | a program without a name"
            })
    void aProgramIsKnownByItsName(String agent, String name) {
        assertThat(ClientName.of(agent)).isEqualTo(name);
    }
}

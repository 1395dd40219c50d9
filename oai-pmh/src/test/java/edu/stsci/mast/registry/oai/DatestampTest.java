package edu.stsci.mast.registry.oai;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatestampTest {
    // OAI-PMH 2.0, section 3.3: both granularities of ISO 8601, UTC only.
    @Test
    void readsDaysAndSeconds() {
        Datestamp day = Datestamp.parse("2024-02-29").orElseThrow();
        assertThat(day.granularity()).isEqualTo(Granularity.DAY);
        assertThat(day.start()).isEqualTo("2024-02-29T00:00:00Z");
        assertThat(day.end()).isEqualTo("2024-03-01T00:00:00Z");

        Datestamp second = Datestamp.parse("2024-12-31T23:59:59Z").orElseThrow();
        assertThat(second.granularity()).isEqualTo(Granularity.SECOND);
        assertThat(second.end()).isEqualTo("2025-01-01T00:00:00Z");
    }

    // Section 3.3.1: no other form of ISO 8601.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2024",
                "2024-02",
                "2024-02-30",
                "2023-02-29",
                "2024-13-01",
                "0000-01-01",
                "24-01-01",
                "+12024-01-01",
                "-2024-01-01",
                "2024-01-01Z",
                " 2024-01-01",
                "2024-01-01 ",
                "2024-01-01T00:00:00",
                "2024-01-01T00:00Z",
                "2024-01-01T00:00:00.0Z",
                "2024-01-01T00:00:00z",
                "2024-01-01t00:00:00Z",
                "2024-01-01 00:00:00Z",
                "2024-01-01T00:00:00+00:00",
                "2024-01-01T24:00:00Z",
                "2024-01-01T23:59:60Z",
                "٢٠٢٤-01-01",
            })
    void refusesWhatIsWrittenOtherwise(String text) {
        assertThat(Datestamp.parse(text)).isEmpty();
    }

    @Property
    void writesWhatItReads(@ForAll @LongRange(min = -62_135_596_800L, max = 253_402_300_799L) long second) {
        Instant time = Instant.ofEpochSecond(second);
        for (Granularity granularity : Granularity.values()) {
            String text = granularity.write(time);
            Datestamp read = Datestamp.parse(text).orElseThrow();
            assertThat(read).hasToString(text);
            assertThat(time).isBetween(read.start(), read.end());
        }
    }
}

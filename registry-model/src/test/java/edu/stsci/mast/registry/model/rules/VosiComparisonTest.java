package edu.stsci.mast.registry.model.rules;

import static edu.stsci.mast.registry.model.rules.Samples.SERVICE;
import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.model.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a service tells of itself, beside its record. */
class VosiComparisonTest {
    private static final String CAPABILITIES =
            "<cap:capabilities xmlns:cap=\"http://www.ivoa.net/xml/VOSICapabilities/v1.0\""
                    + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:vs=\"v\" xmlns:vr=\"r\" xmlns:cs=\"c\" xmlns:sia=\"i\" xmlns:ssap=\"s\""
                    + " xmlns:slap=\"l\" xmlns:tr=\"t\">"
                    + SERVICE.substring(SERVICE.indexOf("<capability"), SERVICE.indexOf("<coverage>"))
                    + "</cap:capabilities>";

    private static List<String> codes(String record, String capabilities) {
        return VosiComparison.of(Samples.element(record), Samples.element(capabilities))
                .findings(Samples.element(record))
                .stream()
                .map(Finding::code)
                .toList();
    }

    @Test
    void findsNothingWhenBothTellTheSame() {
        assertThat(VosiComparison.of(Samples.element(SERVICE), Samples.element(CAPABILITIES))
                        .same())
                .isTrue();
        assertThat(codes(
                        SERVICE,
                        Samples.changed(CAPABILITIES, "https://example.org/cone?", "HTTPS://Example.org/cone")))
                .isEmpty();
        assertThat(codes(SERVICE, Samples.changed(CAPABILITIES, "std/ConeSearch", "std/conesearch")))
                .isEmpty();
    }

    @Test
    void tellsWhatTheRecordLacks() {
        String more = Samples.changed(
                CAPABILITIES,
                "<capability>",
                "<capability standardID=\"ivo://ivoa.net/std/VOSI#availability\"><interface><accessURL>https://example.org/avail</accessURL>"
                        + "</interface></capability><capability>");

        assertThat(codes(SERVICE, more)).containsExactly("VOSI-01");
    }

    @Test
    void tellsWhatTheServiceNoLongerTells() {
        assertThat(codes(SERVICE, Samples.changed(CAPABILITIES, "VOSI#tables", "VOSI#capabilities")))
                .contains("VOSI-02");
    }

    @Test
    void tellsWhatHasMoved() {
        VosiComparison comparison = VosiComparison.of(
                Samples.element(SERVICE),
                Samples.element(
                        Samples.changed(CAPABILITIES, "https://example.org/tap<", "https://example.org/newtap<")));

        assertThat(comparison.moved()).singleElement().satisfies(moved -> {
            assertThat(moved.recorded().urls()).containsExactly("https://example.org/tap");
            assertThat(moved.told().urls()).containsExactly("https://example.org/newtap");
        });
        assertThat(comparison.findings(Samples.element(SERVICE)))
                .extracting(Finding::code)
                .containsExactly("VOSI-03");
    }
}

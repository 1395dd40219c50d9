package edu.stsci.mast.registry.model.compare;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import edu.stsci.mast.registry.model.SampleRecords;
import edu.stsci.mast.registry.model.compare.Comparison.Kind;
import edu.stsci.mast.registry.model.compare.Comparison.Line;
import edu.stsci.mast.registry.model.compare.Comparison.Piece;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final String RECORD =
            SampleRecords.organisationXml("ivo://archive.stsci.edu/hst", "Hubble Telescope", "active");

    private static List<Line> differences(String before, String after) {
        return Comparison.of(before.getBytes(UTF_8), after.getBytes(UTF_8)).stream()
                .filter(line -> line.kind() != Kind.SAME)
                .toList();
    }

    private static String text(List<Piece> pieces) {
        return pieces.stream().map(Piece::text).collect(Collectors.joining()).strip();
    }

    @Test
    void aChangedElementShowsWhichWordsDiffer() {
        assertThat(differences(RECORD, RECORD.replace("Hubble Telescope", "Hubble Space Telescope")))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.kind()).isEqualTo(Kind.CHANGED);
                    assertThat(text(line.before())).isEqualTo("<title>Hubble Telescope</title>");
                    assertThat(text(line.after())).isEqualTo("<title>Hubble Space Telescope</title>");
                    assertThat(line.after().stream().filter(Piece::differs).map(Piece::text))
                            .singleElement()
                            .asString()
                            .contains("Space");
                });
    }

    @Test
    void elementsComeAndGo() {
        String more = RECORD.replace("<subject>stars</subject>", "<subject>stars</subject><subject>galaxies</subject>");
        assertThat(differences(RECORD, more)).extracting(Line::kind).containsExactly(Kind.ADDED);
        assertThat(differences(more, RECORD)).singleElement().satisfies(line -> {
            assertThat(line.kind()).isEqualTo(Kind.REMOVED);
            assertThat(text(line.before())).isEqualTo("<subject>galaxies</subject>");
            assertThat(line.after()).isEmpty();
        });
    }

    @Test
    void whiteSpaceBetweenElementsDoesNotCount() {
        assertThat(differences(RECORD, RECORD.replaceAll(">\\s+<", "><"))).isEmpty();
    }

    @Test
    void whatIsNoDocumentIsRefused() {
        assertThatThrownBy(() -> differences(RECORD, "<a>")).hasMessageContaining("not well-formed");
        assertThatThrownBy(() -> differences(RECORD, "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

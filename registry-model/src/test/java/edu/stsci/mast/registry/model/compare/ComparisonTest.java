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
    void ofManyNewLinesEachIsShown() {
        StringBuilder many = new StringBuilder("<subject>first</subject>");
        for (int i = 0; i < 5000; i++) {
            many.append("<subject>subject ").append(i).append("</subject>");
        }
        String longer = RECORD.replace("<subject>stars</subject>", many);
        List<Line> differences = differences(RECORD, longer);
        assertThat(differences).hasSize(5002);
        assertThat(differences.get(0).kind()).isEqualTo(Kind.REMOVED);
        assertThat(text(differences.get(0).before())).isEqualTo("<subject>stars</subject>");
        assertThat(differences.subList(1, 5002)).allMatch(line -> line.kind() == Kind.ADDED);
        assertThat(text(differences.get(5001).after())).isEqualTo("<subject>subject 4999</subject>");
        assertThat(differences(longer, RECORD))
                .filteredOn(line -> line.kind() == Kind.REMOVED)
                .hasSize(5001);
        assertThat(Comparison.of(RECORD.getBytes(UTF_8), longer.getBytes(UTF_8))
                        .get(0)
                        .kind())
                .isEqualTo(Kind.SAME);
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

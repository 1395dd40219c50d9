package edu.stsci.mast.registry.model.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import edu.stsci.mast.registry.model.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubjectTermsTest {
    private static final String VOCABULARY = """
            {"uri": "http://www.example.org/rdf/subjects", "flavour": "SKOS", "terms": {
              "paper-stars": {"label": "Paper stars", "description": "Stars of paper", "wider": ["stars"]},
              "stars": {"label": "Stars"},
              "folded-paper-stars": {"label": "Folded paper stars"},
              "tin-stars": {"label": "Tin stars", "deprecated": "", "useInstead": "paper-stars"},
              "old-stars": {"label": "Old stars", "deprecated": ""}
            }}
            """;

    @TempDir
    Path folder;

    private SubjectTerms terms;

    @BeforeEach
    void read() throws IOException {
        terms = SubjectTerms.read(Files.writeString(folder.resolve("terms.json"), VOCABULARY));
    }

    private List<Finding> check(String subject) {
        String record = Samples.changed(Samples.SERVICE, firstSubject(), "<subject>" + subject + "</subject>");
        return new RecordRules(Clock.systemUTC(), terms)
                .check(Samples.element(record)).stream()
                        .filter(finding -> finding.message().contains("'" + subject + "'"))
                        .toList();
    }

    private static String firstSubject() {
        int start = Samples.SERVICE.indexOf("<subject>");
        return Samples.SERVICE.substring(start, Samples.SERVICE.indexOf("</subject>", start) + "</subject>".length());
    }

    @Test
    void termsAreFoundWithoutRegardToCase() {
        assertThat(terms.size()).isEqualTo(5);
        assertThat(terms.find("Paper-Stars")).map(SubjectTerms.Term::label).contains("Paper stars");
        assertThat(terms.find("Paper stars")).isEmpty();
    }

    @Test
    void whatWasMeantIsTheLabelOrTheNearestTerm() {
        assertThat(terms.meant("Paper stars")).map(SubjectTerms.Term::name).contains("paper-stars");
        assertThat(terms.meant("papper-stars")).map(SubjectTerms.Term::name).contains("paper-stars");
        assertThat(terms.meant("tin stars")).isEmpty();
        assertThat(terms.meant("spectroscopy")).isEmpty();
    }

    @Test
    void suggestionsBeginWithWhatWasTypedThoseWhoseNameDoesFirst() {
        assertThat(terms.beginning("pap", 10))
                .extracting(SubjectTerms.Term::name)
                .containsExactly("paper-stars", "folded-paper-stars");
        assertThat(terms.beginning("sta", 1))
                .extracting(SubjectTerms.Term::name)
                .containsExactly("stars");
        assertThat(terms.beginning("tin", 10)).isEmpty();
        assertThat(terms.beginning(" ", 10)).isEmpty();
    }

    @Test
    void unknownAndDeprecatedSubjectsAreToldWithWhatToWrite() {
        assertThat(check("paper-stars")).isEmpty();
        assertThat(check("Paper stars")).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("SUB-06");
            assertThat(finding.message()).contains("http://www.example.org/rdf/subjects", "Is it 'paper-stars'?");
        });
        assertThat(check("tin-stars")).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("SUB-07");
            assertThat(finding.message()).contains("Write 'paper-stars' instead");
        });
        assertThat(check("old-stars")).singleElement().satisfies(finding -> assertThat(finding.message())
                .contains("a more exact term"));
    }

    @Test
    void otherFilesAreRefusedWithASentence() throws IOException {
        Path html = Files.writeString(folder.resolve("page.html"), "<html>");
        Path empty = Files.writeString(folder.resolve("empty.json"), "{}");
        assertThatThrownBy(() -> SubjectTerms.read(html))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("page.html")
                .hasMessageContaining("application/x-desise+json");
        assertThatThrownBy(() -> SubjectTerms.read(empty)).hasMessageContaining("it has no terms");
        assertThatThrownBy(() -> SubjectTerms.read(folder.resolve("none"))).hasMessageContaining("cannot be read");
    }
}

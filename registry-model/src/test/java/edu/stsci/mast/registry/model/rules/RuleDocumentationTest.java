package edu.stsci.mast.registry.model.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page for curators lists exactly the rules that there are. */
class RuleDocumentationTest {
    @Test
    void listsEveryRuleWithSeveritySentenceAndClause() throws IOException {
        List<String> listed = Files.readAllLines(Path.of("../docs/checking.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();

        assertThat(listed)
                .containsExactlyElementsOf(Arrays.stream(Rule.values())
                        .map(rule ->
                                "| `" + rule.code() + "` | " + rule.severity().text() + " | " + rule.sentence() + " | ["
                                        + rule.clause() + "](" + rule.standard().url() + ") |")
                        .toList());
    }
}

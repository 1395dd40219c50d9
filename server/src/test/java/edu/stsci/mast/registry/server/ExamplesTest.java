package edu.stsci.mast.registry.server;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.Finding;
import edu.stsci.mast.registry.model.ResourceDocument;
import edu.stsci.mast.registry.model.rules.RecordRules;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import edu.stsci.mast.registry.server.content.Examples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExamplesTest {
    private static final Path FOLDER = Path.of("src/main/resources/examples");

    private final Examples examples = new Examples(new DocumentNormaliser(SchemaValidator.shared()));

    @ParameterizedTest
    @ValueSource(strings = {"mast", "observatory", "observatory-changes"})
    void listsEveryFileAndEachIsValid(String set) throws Exception {
        try (Stream<Path> files = Files.list(FOLDER.resolve(set))) {
            List<String> names =
                    files.map(f -> f.getFileName().toString()).sorted().toList();
            assertThat(Files.readAllLines(FOLDER.resolve(set + ".txt"))).containsExactlyInAnyOrderElementsOf(names);
        }
        List<ResourceDocument> records = examples.read(set);

        assertThat(records)
                .allSatisfy(r ->
                        assertThat(r.findings()).as("findings of %s", r.ivoid()).isEmpty());
        assertThat(records).extracting(ResourceDocument::ivoid).doesNotHaveDuplicates();
    }

    @Test
    void keepTheRules() {
        Examples checked =
                new Examples(new DocumentNormaliser(SchemaValidator.shared(), new RecordRules(Clock.systemUTC())));

        assertThat(checked.read("mast")).allSatisfy(record -> assertThat(record.findings())
                .as("findings of %s", record.ivoid())
                .allSatisfy(finding -> assertThat(finding.severity()).isEqualTo(Finding.Severity.HINT)));
    }

    @Test
    void coverEveryKindOfServiceThatMastRuns() {
        List<ResourceDocument> records = examples.read("mast");

        assertThat(records).hasSizeGreaterThanOrEqualTo(40);
        for (String standard : List.of("ConeSearch", "SIA", "SSA", "TAP", "Registry")) {
            assertThat(records)
                    .anySatisfy(r -> assertThat(r.toString()).contains("ivo://ivoa.net/std/" + standard + "\""));
        }
    }
}

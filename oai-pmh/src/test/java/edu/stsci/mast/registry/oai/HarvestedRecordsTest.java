package edu.stsci.mast.registry.oai;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.model.Ivoid;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry that also serves what it has harvested (Registry Interfaces 1.1, section 2.6). */
class HarvestedRecordsTest {
    private static final String ONE = "ivo://other.test/one";

    @TempDir
    static Path folder;

    private static TestRegistry registry;
    private static OaiProvider provider;

    @BeforeAll
    static void open() {
        registry = TestRegistry.filled(folder);
        provider = registry.provider(new OaiSettings(
                URI.create("https://archive.test/oai"),
                "Everything",
                List.of("desk@archive.test"),
                Ivoid.of(TestRecords.REGISTRY),
                10,
                1 << 20,
                true,
                true));
    }

    @AfterAll
    static void close() {
        registry.close();
    }

    /** All identifiers of a list, response by response. */
    private static List<String> identifiers(String... arguments) {
        Reply reply = TestRegistry.ask(provider, arguments);
        List<String> all = new ArrayList<>(reply.identifiers());
        while (!reply.token().isEmpty()) {
            reply = TestRegistry.ask(provider, "verb", "ListIdentifiers", "resumptionToken", reply.token());
            all.addAll(reply.identifiers());
        }
        return all;
    }

    @Test
    void areInListsWithoutASet() {
        List<String> managed = registry.managedIdentifiers();

        List<String> all = identifiers("verb", "ListIdentifiers", "metadataPrefix", "ivo_vor");

        assertThat(all)
                .hasSize(managed.size() + 2)
                .containsAll(managed)
                .contains(ONE, "ivo://other.test/two")
                .doesNotHaveDuplicates();
    }

    // Section 2.6 of Registry Interfaces 1.1.
    @Test
    void areNotInTheSetOfManagedRecords() {
        assertThat(identifiers("verb", "ListIdentifiers", "metadataPrefix", "ivo_vor", "set", "ivo_managed"))
                .isEqualTo(registry.managedIdentifiers());
    }

    // OAI-PMH 2.0, section 2.6: headers name the sets of the record.
    @Test
    void comeOneByOneInTheSetOfTheirTypeOnly() {
        Reply reply = TestRegistry.ask(provider, "verb", "GetRecord", "metadataPrefix", "ivo_vor", "identifier", ONE);

        assertThat(reply.identifiers()).containsExactly(ONE);
        assertThat(reply.values("//oai:setSpec")).containsExactly("type_vs.CatalogService");
        assertThat(reply.nodes("//oai:metadata/*")).hasSize(1);
    }
}

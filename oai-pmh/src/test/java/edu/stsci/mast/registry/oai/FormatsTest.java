package edu.stsci.mast.registry.oai;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.model.ManualClock;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Formats that not all records have (OAI-PMH 2.0, sections 2.4 and 4.3 to 4.5). */
class FormatsTest {
    private static final String CITABLE = "ivo://archive.test/citable/";

    @TempDir
    static Path folder;

    private static TestRegistry registry;
    private static OaiProvider provider;

    @BeforeAll
    static void open() {
        registry = new TestRegistry(folder, new ManualClock("2026-03-01T10:00:00Z"));
        registry.save(TestRecords.registry(), TestRecords.authority());
        for (int i = 0; i < 7; i++) {
            registry.save(TestRecords.citableService(CITABLE + i, "Citable " + i));
        }
        registry.delete(CITABLE + 3);
        provider = registry.provider(3);
    }

    @AfterAll
    static void close() {
        registry.close();
    }

    private static List<String> formats(String identifier) {
        return TestRegistry.ask(provider, "verb", "ListMetadataFormats", "identifier", identifier)
                .values("//oai:metadataPrefix");
    }

    // Section 4.4.
    @Test
    void recordsHaveTheFormatsThatApplyToThem() {
        assertThat(formats(CITABLE + 1)).containsExactly("ivo_vor", "oai_dc", "oai_datacite");
        assertThat(formats(CITABLE + 3)).as("deleted").containsExactly("ivo_vor", "oai_dc", "oai_datacite");
        assertThat(formats(TestRecords.REGISTRY)).containsExactly("ivo_vor", "oai_dc");
        assertThat(TestRegistry.ask(provider, "verb", "ListMetadataFormats").values("//oai:metadataPrefix"))
                .containsExactly("ivo_vor", "oai_dc", "oai_datacite");
    }

    // Section 4.3 and 4.5: "only if the metadata format ... is available or ... has been deleted".
    @Test
    void listsHoldTheRecordsThatHaveTheFormatOrHadIt() {
        for (String verb : List.of("ListRecords", "ListIdentifiers")) {
            List<Reply> replies = TestRegistry.walk(provider, "verb", verb, "metadataPrefix", "oai_datacite");
            assertThat(replies.stream().flatMap(r -> r.identifiers().stream()))
                    .containsExactly(
                            CITABLE + 0, CITABLE + 1, CITABLE + 2, CITABLE + 4, CITABLE + 5, CITABLE + 6, CITABLE + 3);
            assertThat(replies)
                    .extracting(r -> r.value("//oai:resumptionToken/@completeListSize"))
                    .containsOnly("7");
        }
    }

    @Test
    void recordInDataCiteSaysWhatIsCited() {
        Reply reply = TestRegistry.ask(
                provider, "verb", "GetRecord", "metadataPrefix", "oai_datacite", "identifier", CITABLE + 1);
        assertThat(reply.value("//datacite:resource/datacite:titles/datacite:title"))
                .isEqualTo("Citable 1");
        assertThat(reply.value("//datacite:creatorName")).isEqualTo("Doe, J.");
    }

    // Section 3.6, cannotDisseminateFormat: "not supported by the item".
    @Test
    void recordWithoutTheFormatCannotBeHadInIt() {
        Reply reply = TestRegistry.ask(
                provider, "verb", "GetRecord", "metadataPrefix", "oai_datacite", "identifier", TestRecords.REGISTRY);
        assertThat(reply.errorCodes()).containsExactly("cannotDisseminateFormat");
        assertThat(reply.messages()).contains("oai_datacite", "ListMetadataFormats");
    }

    @Test
    void listOfASetWithoutSuchRecordsIsEmpty() {
        Reply reply = TestRegistry.ask(
                provider, "verb", "ListRecords", "metadataPrefix", "oai_datacite", "set", "type_vg.Registry");
        assertThat(reply.errorCodes()).containsExactly("noRecordsMatch");
    }

    // A resumed list never ends in an error, even when all that it promised has lost the format.
    @Test
    void listWhoseRestHasLostTheFormatEndsAllTheSame(@TempDir Path other) {
        try (TestRegistry changing = new TestRegistry(other, new ManualClock("2026-03-01T10:00:00Z"))) {
            for (int i = 0; i < 3; i++) {
                changing.save(TestRecords.citableService(CITABLE + i, "Citable"));
            }
            OaiProvider pagesOfTwo = changing.provider(2);
            Reply first = TestRegistry.ask(pagesOfTwo, "verb", "ListRecords", "metadataPrefix", "oai_datacite");
            changing.save(TestRecords.service(CITABLE + 2, "No longer citable"));
            Reply last = TestRegistry.ask(pagesOfTwo, "verb", "ListRecords", "resumptionToken", first.token());
            assertThat(last.errorCodes()).isEmpty();
            assertThat(last.identifiers()).hasSize(1);
            assertThat(last.token()).isEmpty();
        }
    }
}

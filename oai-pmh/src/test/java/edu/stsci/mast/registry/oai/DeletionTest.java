package edu.stsci.mast.registry.oai;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.model.ManualClock;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes and deletions as harvesters see them over time (OAI-PMH 2.0, sections 2.5.1 and 2.7.1). */
class DeletionTest {
    private static final String ONE = "ivo://archive.test/one";
    private static final String TWO = "ivo://archive.test/two";

    private final ManualClock clock = new ManualClock("2026-03-01T00:00:00Z");
    private TestRegistry registry;
    private OaiProvider provider;

    @BeforeEach
    void open(@TempDir Path folder) {
        registry = new TestRegistry(folder, clock);
        provider = registry.provider(10);
        registry.save(TestRecords.service(ONE, "One"), TestRecords.service(TWO, "Two"));
    }

    @AfterEach
    void close() {
        registry.close();
    }

    private Reply get(String prefix) {
        return TestRegistry.ask(provider, "verb", "GetRecord", "identifier", ONE, "metadataPrefix", prefix);
    }

    private Reply changedSince(String from) {
        return TestRegistry.ask(provider, "verb", "ListRecords", "metadataPrefix", "ivo_vor", "from", from);
    }

    // Section 2.7.1: a change of the metadata is a change of the datestamp, and what has not changed keeps its own.
    @Test
    void changedRecordHasTheTimeOfItsChange() {
        clock.set("2026-03-02T00:00:00Z");
        registry.save(TestRecords.service(ONE, "One, revised"));

        assertThat(get("ivo_vor").value("//oai:datestamp")).isEqualTo("2026-03-02T00:00:00Z");
        assertThat(get("oai_dc").value("//oai:datestamp")).isEqualTo("2026-03-02T00:00:00Z");
        assertThat(changedSince("2026-03-02").identifiers()).containsExactly(ONE);
        assertThat(TestRegistry.ask(provider, "verb", "ListRecords", "metadataPrefix", "ivo_vor", "until", "2026-03-01")
                        .identifiers())
                .containsExactly(TWO);
    }

    // Section 2.7.1: only a change of the record changes its datestamp.
    @Test
    void recordThatIsSavedUnchangedIsNoNews() {
        clock.set("2026-03-02T00:00:00Z");
        registry.save(TestRecords.service(ONE, "One"));

        assertThat(get("ivo_vor").value("//oai:datestamp")).isEqualTo("2026-03-01T00:00:00Z");
        assertThat(changedSince("2026-03-02").errorCodes()).containsExactly("noRecordsMatch");
    }

    // Section 2.5.1: the datestamp of a deleted record is the time of its deletion, so that incremental harvesters
    // learn of it.
    @ParameterizedTest
    @ValueSource(strings = {"ivo_vor", "oai_dc"})
    void deletedRecordHasTheTimeOfItsDeletion(String prefix) {
        clock.set("2026-03-02T00:00:00Z");
        registry.delete(ONE);

        assertThat(get(prefix).value("//oai:header[@status='deleted']/oai:datestamp"))
                .isEqualTo("2026-03-02T00:00:00Z");
        assertThat(get(prefix).nodes("//oai:metadata | //oai:about")).isEmpty();
        Reply news = changedSince("2026-03-02T00:00:00Z");
        assertThat(news.identifiers()).containsExactly(ONE);
        assertThat(news.values("//oai:header/@status")).containsExactly("deleted");
    }

    // Section 2.5.1, persistent: the deletion is told for ever, also to those who harvest everything for the first
    // time.
    @Test
    void deletionIsToldForEver() {
        clock.set("2026-03-02T00:00:00Z");
        registry.delete(ONE);
        clock.set("2056-03-02T00:00:00Z");

        assertThat(TestRegistry.ask(provider, "verb", "Identify").value("//oai:deletedRecord"))
                .isEqualTo("persistent");
        for (String verb : List.of("ListRecords", "ListIdentifiers")) {
            Reply reply = TestRegistry.ask(provider, "verb", verb, "metadataPrefix", "oai_dc");
            assertThat(reply.values("//oai:header[@status='deleted']/oai:identifier"))
                    .containsExactly(ONE);
        }
    }

    // Section 2.6: a deleted record is in the sets in which it was, so that those who harvest a set learn of it.
    @Test
    void deletedRecordStaysInItsSet() {
        clock.set("2026-03-02T00:00:00Z");
        registry.delete(ONE);

        Reply reply = TestRegistry.ask(
                provider,
                "verb",
                "ListIdentifiers",
                "metadataPrefix",
                "ivo_vor",
                "set",
                "ivo_managed",
                "from",
                "2026-03-02");
        assertThat(reply.identifiers()).containsExactly(ONE);
        assertThat(reply.values("//oai:setSpec")).contains("ivo_managed");
    }

    // Section 2.5.1: status is "deleted" as long as the record is; when it comes back, so do its metadata.
    @Test
    void recordThatComesBackIsWholeAndNews() {
        clock.set("2026-03-02T00:00:00Z");
        registry.delete(ONE);
        clock.set("2026-03-03T00:00:00Z");
        registry.save(TestRecords.service(ONE, "One"));

        Reply news = changedSince("2026-03-03");
        assertThat(news.identifiers()).containsExactly(ONE);
        assertThat(news.nodes("//oai:header/@status")).isEmpty();
        assertThat(news.value("//ri:Resource/title")).isEqualTo("One");
        assertThat(news.value("//oai:datestamp")).isEqualTo("2026-03-03T00:00:00Z");
    }

    // Section 4.2: earliestDatestamp is a lower limit of all datestamps, those of deletions included.
    @Test
    void earliestDatestampIsALowerLimitAfterDeletionsToo() {
        clock.set("2026-03-02T00:00:00Z");
        registry.delete(ONE, TWO);

        String earliest = TestRegistry.ask(provider, "verb", "Identify").value("//oai:earliestDatestamp");
        assertThat(TestRegistry.ask(provider, "verb", "ListIdentifiers", "metadataPrefix", "ivo_vor")
                        .values("//oai:datestamp"))
                .allSatisfy(datestamp -> assertThat(datestamp).isGreaterThanOrEqualTo(earliest));
        // Section 2.7.1: before it there is nothing.
        assertThat(TestRegistry.ask(provider, "verb", "ListRecords", "metadataPrefix", "ivo_vor", "until", "2026-02-28")
                        .errorCodes())
                .containsExactly("noRecordsMatch");
    }
}

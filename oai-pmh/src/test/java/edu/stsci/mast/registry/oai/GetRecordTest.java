package edu.stsci.mast.registry.oai;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xmlunit.assertj3.XmlAssert;

/** One record by its identifier (OAI-PMH 2.0, section 4.1). */
class GetRecordTest {
    private static TestRegistry registry;
    private static OaiProvider provider;

    @BeforeAll
    static void fill(@TempDir Path folder) {
        registry = TestRegistry.filled(folder);
        provider = registry.provider(10);
    }

    @AfterAll
    static void close() {
        registry.close();
    }

    // Registry Interfaces 1.1, section 2.2: ri:Resource; its children are in no namespace.
    @Test
    void recordIsTheStoredDocument() {
        Reply reply = get("ivo://archive.test/greek", "ivo_vor");
        XmlAssert.assertThat(reply.nodes("//oai:metadata/ri:Resource").get(0))
                .and(Reply.element(registry.find("ivo://archive.test/greek").document()))
                .areIdentical();
        assertThat(reply.value("//ri:Resource/title")).isEqualTo("Ωρίων & 猎户座 \uD83D\uDD2D <M42>");
        assertThat(reply.value("//oai:datestamp")).isEqualTo("2026-03-03T10:00:00Z");
        assertThat(reply.values("//oai:setSpec")).contains("ivo_managed");
        assertThat(reply.requestAttributes()).containsExactly("identifier", "metadataPrefix", "verb");
    }

    // Section 4.1.
    @Test
    void storedBytesAreCopiedAsTheyAre() {
        String stored = new String(registry.find("ivo://archive.test/greek").document(), StandardCharsets.UTF_8);
        String fromFirstAttribute = stored.substring(stored.indexOf(' '));
        assertThat(get("ivo://archive.test/greek", "ivo_vor").toString())
                .contains("<ri:Resource xmlns=\"\"" + fromFirstAttribute);
    }

    // IVOA Identifiers 2.0, section 2.1: identifiers compare without regard to case; ours are written as they are
    // stored.
    @Test
    void identifierIsFoundInAnyCaseAndWrittenAsStored() {
        Reply reply = get("IVO://ARCHIVE.TEST/lastoftheDAY", "ivo_vor");
        assertThat(reply.identifiers()).containsExactly("ivo://archive.test/LastOfTheDay");
        assertThat(reply.value("//oai:request/@identifier")).isEqualTo("IVO://ARCHIVE.TEST/lastoftheDAY");
    }

    // Registry Interfaces 1.1, section 2.4: the record of the authority is among those that are served.
    @Test
    void authorityIsServed() {
        assertThat(get("ivo://archive.test", "ivo_vor").value("//ri:Resource/@xsi:type"))
                .isEqualTo("vg:Authority");
    }

    // OAI-PMH 2.0, section 2.5.1: a deleted record has a header with its status and the time of its deletion, and no
    // metadata.
    @Test
    void deletedRecordIsAHeader() {
        for (String ivoid : List.of("ivo://archive.test/service/07", "ivo://archive.test/service/09")) {
            for (String prefix : List.of("ivo_vor", "oai_dc")) {
                Reply reply = get(ivoid, prefix);
                assertThat(reply.value("//oai:header/@status")).isEqualTo("deleted");
                assertThat(reply.value("//oai:datestamp")).startsWith("2026-03-03T10:00:0");
                assertThat(reply.values("//oai:setSpec")).contains("ivo_managed");
                assertThat(reply.nodes("//oai:metadata")).isEmpty();
            }
        }
    }

    // VOResource 1.1, section 2.2.1: inactive is no deletion.
    @Test
    void inactiveRecordIsServedWhole() {
        Reply reply = get("ivo://archive.test/asleep", "ivo_vor");
        assertThat(reply.nodes("//oai:header/@status")).isEmpty();
        assertThat(reply.value("//ri:Resource/@status")).isEqualTo("inactive");
    }

    @Test
    void dublinCoreIsServed() {
        Reply reply = get("ivo://archive.test/greek", "oai_dc");
        assertThat(reply.value("//oai_dc:dc/dc:title")).isEqualTo("Ωρίων & 猎户座 \uD83D\uDD2D <M42>");
        assertThat(reply.value("//oai_dc:dc/dc:identifier")).isEqualTo("ivo://archive.test/greek");
    }

    // Section 3.6, idDoesNotExist.
    @Test
    void unknownRecordDoesNotExist() {
        assertDoesNotExist(get("ivo://archive.test/nothing", "ivo_vor"), "'ivo://archive.test/nothing'");
    }

    // Section 3.6, idDoesNotExist.
    @Test
    void identifierOfAnotherKindDoesNotExist() {
        assertDoesNotExist(get("really_wrong_id", "ivo_vor"), "'really_wrong_id'", "ivo://");
        assertDoesNotExist(get("ivo://archive.test/greek?part", "ivo_vor"), "'ivo://archive.test/greek?part'");
    }

    // Registry Interfaces 1.1, section 2.6: records that were harvested are not ours to publish.
    @Test
    void harvestedRecordDoesNotExistAndItsHomeIsNamed() {
        assertDoesNotExist(
                get("ivo://other.test/one", "ivo_vor"), "'ivo://other.test/one'", TestRecords.OTHER_REGISTRY);
    }

    private static void assertDoesNotExist(Reply reply, String... words) {
        assertThat(reply.errorCodes()).containsExactly("idDoesNotExist");
        assertThat(reply.messages()).contains(words);
    }

    private static Reply get(String identifier, String prefix) {
        return TestRegistry.ask(provider, "verb", "GetRecord", "identifier", identifier, "metadataPrefix", prefix);
    }
}

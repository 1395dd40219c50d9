package edu.stsci.mast.registry.oai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.ManualClock;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Node;
import org.xmlunit.assertj3.XmlAssert;

/** How the registry describes itself, its formats and its sets. */
class DescriptionTest {
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

    // OAI-PMH 2.0, section 3.2: root element, namespace and schema location; the root has no prefix.
    @Test
    void rootElementHasNoPrefix() {
        String reply = TestRegistry.ask(provider, "verb", "Identify").toString();
        assertThat(reply)
                .startsWith(
                        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<OAI-PMH xmlns=\"http://www.openarchives.org/OAI/2.0/\"")
                .contains("xsi:schemaLocation=\"http://www.openarchives.org/OAI/2.0/"
                        + " http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd\"");
    }

    // Section 4.2.
    @Test
    void identifyTellsWhatTheProtocolRequires() {
        Reply reply = TestRegistry.ask(provider, "verb", "Identify");
        assertThat(reply.value("//oai:repositoryName")).isEqualTo("The Archive's registry");
        assertThat(reply.value("//oai:baseURL")).isEqualTo("https://archive.test/oai");
        assertThat(reply.value("//oai:request")).isEqualTo("https://archive.test/oai");
        assertThat(reply.value("//oai:request/@verb")).isEqualTo("Identify");
        assertThat(reply.value("//oai:protocolVersion")).isEqualTo("2.0");
        assertThat(reply.values("//oai:adminEmail")).containsExactly("desk@archive.test", "second@archive.test");
        assertThat(reply.value("//oai:deletedRecord")).isEqualTo("persistent");
        assertThat(reply.value("//oai:granularity")).isEqualTo("YYYY-MM-DDThh:mm:ssZ");
        assertThat(reply.values("//oai:compression")).containsExactly("gzip");
        assertThat(reply.responseDate()).isEqualTo("2026-03-03T12:00:00Z");
    }

    // Section 4.2: no datestamp is lower than earliestDatestamp.
    @Test
    void earliestDatestampIsTheLowestOfAll() {
        List<String> datestamps =
                TestRegistry.walk(provider, "verb", "ListIdentifiers", "metadataPrefix", "ivo_vor").stream()
                        .flatMap(reply -> reply.values("//oai:datestamp").stream())
                        .toList();
        assertThat(TestRegistry.ask(provider, "verb", "Identify").value("//oai:earliestDatestamp"))
                .isEqualTo(datestamps.stream().min(String::compareTo).orElseThrow())
                .isEqualTo("2026-03-01T10:00:00Z");
    }

    // Registry Interfaces 1.1, sections 2.4 and 2.5.
    @Test
    void identifyHoldsTheRegistrysOwnRecord() {
        Reply reply = TestRegistry.ask(provider, "verb", "Identify");
        List<Node> described = reply.nodes("//oai:description/ri:Resource");
        assertThat(described).hasSize(1);
        XmlAssert.assertThat(described.get(0))
                .and(Reply.element(registry.find(TestRecords.REGISTRY).document()))
                .areIdentical();
        assertThat(reply.value("//ri:Resource/@xsi:type")).isEqualTo("vg:Registry");
        assertThat(reply.value("//ri:Resource/managedAuthority")).isEqualTo("archive.test");
    }

    // Section 4.2: what Identify must have, it always has.
    @Test
    void identifyOfAnEmptyRegistryIsComplete(@TempDir Path folder) {
        try (TestRegistry empty = new TestRegistry(folder, new ManualClock("2026-01-01T00:00:00Z"))) {
            Reply reply = TestRegistry.ask(empty.provider(10), "verb", "Identify");
            assertThat(reply.nodes("//oai:description")).isEmpty();
            assertThat(reply.value("//oai:earliestDatestamp")).isEqualTo("2026-01-01T00:00:00Z");
            // Section 3.6, noRecordsMatch.
            assertThat(TestRegistry.ask(empty.provider(10), "verb", "ListRecords", "metadataPrefix", "ivo_vor")
                            .errorCodes())
                    .containsExactly("noRecordsMatch");
        }
    }

    // Section 3.1.3: Identify names the encodings that are supported.
    @Test
    void compressionIsAnnouncedOnlyWhenItIsDone() {
        OaiProvider plain = registry.provider(TestRegistry.settings(10, false));
        assertThat(TestRegistry.ask(plain, "verb", "Identify").nodes("//oai:compression"))
                .isEmpty();
    }

    // Section 4.4; Registry Interfaces 1.1, section 2.2: the first two are mandatory.
    @Test
    void formatsAreListedWithTheirSchemas() {
        Reply reply = TestRegistry.ask(provider, "verb", "ListMetadataFormats");
        assertThat(reply.values("//oai:metadataPrefix")).containsExactly("ivo_vor", "oai_dc", "oai_datacite");
        assertThat(reply.values("//oai:metadataNamespace"))
                .containsExactly(
                        "http://www.ivoa.net/xml/RegistryInterface/v1.0",
                        "http://www.openarchives.org/OAI/2.0/oai_dc/",
                        "http://schema.datacite.org/oai/oai-1.1/");
        assertThat(reply.values("//oai:schema"))
                .containsExactly(
                        "http://www.ivoa.net/xml/RegistryInterface/v1.0",
                        "http://www.openarchives.org/OAI/2.0/oai_dc.xsd",
                        "http://schema.datacite.org/oai/oai-1.1/oai.xsd");
    }

    // Section 4.4, with an identifier.
    @Test
    void formatsOfARecordAreListed() {
        for (String ivoid :
                List.of("ivo://archive.test/greek", "ivo://archive.test/service/07", "IVO://Archive.Test/Greek")) {
            Reply reply = TestRegistry.ask(provider, "verb", "ListMetadataFormats", "identifier", ivoid);
            assertThat(reply.values("//oai:metadataPrefix")).containsExactly("ivo_vor", "oai_dc");
            assertThat(reply.value("//oai:request/@identifier")).isEqualTo(ivoid);
        }
    }

    // Section 3.6, idDoesNotExist: "the value of the identifier argument is unknown or illegal in this repository".
    @Test
    void formatsOfWhatIsNotServedDoNotExist() {
        for (String ivoid :
                List.of("ivo://archive.test/nothing", "ivo://other.test/one", "oai:arXiv.org:1", "really_wrong")) {
            Reply reply = TestRegistry.ask(provider, "verb", "ListMetadataFormats", "identifier", ivoid);
            assertThat(reply.errorCodes()).containsExactly("idDoesNotExist");
            assertThat(reply.messages()).contains("'" + ivoid + "'");
        }
    }

    // Section 4.6; Registry Interfaces 1.1, section 2.6: every registry has the set ivo_managed.
    @Test
    void theSetOfManagedRecordsIsListed() {
        Reply reply = TestRegistry.ask(provider, "verb", "ListSets");
        assertThat(reply.values("//oai:setSpec")).contains("ivo_managed");
        assertThat(reply.nodes("//oai:resumptionToken")).isEmpty();
    }

    // Section 4.6: we have issued no token for sets.
    @Test
    void tokenForSetsIsBadResumptionToken() {
        Reply reply = TestRegistry.ask(provider, "verb", "ListSets", "resumptionToken", "more");
        assertThat(reply.errorCodes()).containsExactly("badResumptionToken");
        assertThat(reply.requestAttributes()).containsExactly("resumptionToken", "verb");
    }

    // Section 4.2: the elements that Identify must have, and OAI-PMH.xsd for how they are written.
    @Test
    void settingsThatWouldBreakTheProtocolAreRefused() {
        Ivoid ivoid = Ivoid.of(TestRecords.REGISTRY);
        URI url = URI.create("https://archive.test/oai");
        List<String> emails = List.of("desk@archive.test");
        assertThatThrownBy(() -> new OaiSettings(URI.create("/oai"), "A", emails, ivoid, 1, 1 << 20, true, false))
                .hasMessageContaining("absolute");
        assertThatThrownBy(() -> new OaiSettings(
                        URI.create("https://a.test/oai?x"), "A", emails, ivoid, 1, 1 << 20, true, false))
                .hasMessageContaining("query");
        assertThatThrownBy(() -> new OaiSettings(url, " ", emails, ivoid, 1, 1 << 20, true, false))
                .hasMessageContaining("name");
        assertThatThrownBy(() -> new OaiSettings(url, "A", List.of(), ivoid, 1, 1 << 20, true, false))
                .hasMessageContaining("e-mail");
        assertThatThrownBy(() -> new OaiSettings(url, "A", List.of("desk"), ivoid, 1, 1 << 20, true, false))
                .hasMessageContaining("desk");
        assertThatThrownBy(() -> new OaiSettings(url, "A", emails, ivoid, 0, 1 << 20, true, false))
                .hasMessageContaining("page size");
    }

    // OAI-PMH's guidelines for optional containers: friends, a description of section 4.2.
    @Test
    void identifyNamesFriends(@TempDir Path folder) {
        List<String> urls = List.of("https://one.test/oai?a=1&b=2", "http://two.test/oai.xml");
        try (TestRegistry withFriends = new TestRegistry(folder, Clock.systemUTC())) {
            Reply reply = TestRegistry.ask(withFriends.providerWithFriends(() -> urls), "verb", "Identify");
            assertThat(reply.values("//oai:Identify/oai:description/friends:friends/friends:baseURL"))
                    .isEqualTo(urls);
        }
    }
}

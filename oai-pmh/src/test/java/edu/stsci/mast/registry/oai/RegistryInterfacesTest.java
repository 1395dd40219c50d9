package edu.stsci.mast.registry.oai;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.ManualClock;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Node;
import org.xmlunit.assertj3.XmlAssert;

/** What Registry Interfaces 1.1 adds to OAI-PMH; the sections are its own. */
class RegistryInterfacesTest {
    private static TestRegistry registry;
    private static OaiProvider provider;

    @BeforeAll
    static void fill(@TempDir Path folder) {
        registry = TestRegistry.filled(folder);
        provider = registry.provider(1000);
    }

    @AfterAll
    static void close() {
        registry.close();
    }

    private static Reply list(String prefix) {
        return TestRegistry.ask(provider, "verb", "ListRecords", "metadataPrefix", prefix, "set", "ivo_managed");
    }

    private static Reply get(String ivoid) {
        return TestRegistry.ask(provider, "verb", "GetRecord", "metadataPrefix", "ivo_vor", "identifier", ivoid);
    }

    // Section 2.2: in the format ivo_vor each record is one ri:Resource with an xsi:type.
    @Test
    void everyRecordIsAResourceWithAType() {
        List<Node> metadata = list("ivo_vor").nodes("//oai:metadata");

        assertThat(metadata).isNotEmpty();
        assertThat(list("ivo_vor").nodes("//oai:metadata[count(*)=1]/ri:Resource[@xsi:type]"))
                .hasSameSizeAs(metadata);
    }

    // Section 2.2: types are written with the prefixes that the standards recommend.
    @Test
    void typesHaveTheRecommendedPrefixes(@TempDir Path folder) {
        String odd = TestRecords.service("ivo://archive.test/odd", "Odd prefixes")
                .replace("xmlns:vs=", "xmlns:q1=")
                .replace("\"vs:CatalogService\"", "\"q1:CatalogService\"");
        try (TestRegistry other = new TestRegistry(folder, new ManualClock("2026-01-01T00:00:00Z"))) {
            other.save(odd);
            assertThat(TestRegistry.ask(other.provider(10), "verb", "ListRecords", "metadataPrefix", "ivo_vor")
                            .values("//ri:Resource/@xsi:type"))
                    .containsExactly("vs:CatalogService");
        }
        assertThat(list("ivo_vor").values("//@xsi:type"))
                .allSatisfy(type -> assertThat(type).matches("(vr|vg|vs):\\w+"));
    }

    // Section 2.2: both mandatory formats hold every record; deleted ones have no metadata in either.
    @Test
    void everyRecordIsInBothFormats() {
        assertThat(list("oai_dc").identifiers()).isEqualTo(list("ivo_vor").identifiers());
        assertThat(list("oai_dc").nodes("//oai:metadata"))
                .hasSameSizeAs(list("ivo_vor").nodes("//oai:metadata"));
    }

    // Section 2.3: the identifier of the record in OAI-PMH is that of the resource, as the document writes it.
    @Test
    void identifiersAreThoseOfTheResources() {
        List<Node> records = list("ivo_vor").nodes("//oai:record[oai:metadata]");

        assertThat(records).isNotEmpty().allSatisfy(record -> {
            Node identifier =
                    record.getFirstChild().getNextSibling().getFirstChild().getNextSibling();
            XmlAssert.assertThat(record)
                    .withNamespaceContext(Reply.NAMESPACES)
                    .valueByXPath("oai:metadata/ri:Resource/identifier")
                    .isEqualTo(identifier.getTextContent());
        });
    }

    // Section 2.4: the registry's own record is among those that are served, a vg:Registry; section 2.5: Identify
    // repeats it.
    @Test
    void registryServesItsOwnRecord() {
        Reply identify = TestRegistry.ask(provider, "verb", "Identify");
        Reply record = get(TestRecords.REGISTRY);

        assertThat(record.value("//ri:Resource/@xsi:type")).isEqualTo("vg:Registry");
        assertThat(identify.nodes("//oai:description")).hasSize(1);
        XmlAssert.assertThat(identify.nodes("//oai:description/ri:Resource").get(0))
                .and(record.nodes("//oai:metadata/ri:Resource").get(0))
                .areIdentical();
        assertThat(list("ivo_vor").identifiers()).contains(TestRecords.REGISTRY);
    }

    // Sections 2.4, 2.6 and 3.2: a vg:Authority for each managed authority, in ivo_managed, and no record beyond the
    // authorities.
    @Test
    void managedAuthoritiesCoverTheManagedRecords() {
        List<String> authorities = get(TestRecords.REGISTRY).values("//managedAuthority");
        Reply managed = list("ivo_vor");

        assertThat(managed.identifiers())
                .extracting(identifier -> Ivoid.of(identifier).authority())
                .containsOnlyElementsOf(authorities);
        assertThat(managed.values("//ri:Resource[@xsi:type='vg:Authority']/identifier"))
                .containsExactlyElementsOf(
                        authorities.stream().map(a -> "ivo://" + a).toList());
    }

    // Section 2.6: names of sets that begin with ivo_ are reserved; ivo_managed is the only one so far.
    @Test
    void noOtherSetHasAReservedName() {
        assertThat(TestRegistry.ask(provider, "verb", "ListSets").values("//oai:setSpec"))
                .filteredOn(spec -> spec.startsWith("ivo_"))
                .containsExactly("ivo_managed");
    }

    // Section 2.7: from and until to the second, and days as OAI-PMH 2.0, section 3.3.1, wants of every repository.
    @ParameterizedTest
    @ValueSource(strings = {"2026-03-01", "2026-03-01T00:00:00Z"})
    void bothGranularitiesAreUnderstood(String from) {
        assertThat(TestRegistry.ask(provider, "verb", "ListRecords", "metadataPrefix", "ivo_vor", "from", from)
                        .identifiers())
                .isEqualTo(registry.managedIdentifiers());
    }
}

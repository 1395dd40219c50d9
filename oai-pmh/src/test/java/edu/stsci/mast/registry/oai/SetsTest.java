package edu.stsci.mast.registry.oai;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.model.store.ChangeFeed.Scope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Node;

/** Sets (OAI-PMH 2.0, sections 2.6 and 4.6; Registry Interfaces 1.1, section 2.6). */
class SetsTest {
    @TempDir
    static Path folder;

    private static TestRegistry registry;
    private static OaiProvider provider;

    @BeforeAll
    static void open() {
        registry = TestRegistry.filled(folder);
        provider = registry.provider(10);
    }

    @AfterAll
    static void close() {
        registry.close();
    }

    private static List<String> members(String set) {
        return TestRegistry.walk(provider, "verb", "ListIdentifiers", "metadataPrefix", "ivo_vor", "set", set).stream()
                .flatMap(r -> r.identifiers().stream())
                .toList();
    }

    // Section 4.6.
    @Test
    void thereIsOneForManagedRecordsOneForEachAuthorityAndOneForEachType() {
        Reply reply = TestRegistry.ask(provider, "verb", "ListSets");
        assertThat(reply.values("//oai:setSpec"))
                .containsExactly(
                        "ivo_managed",
                        "authority_archive.test",
                        "type_vg.Authority",
                        "type_vg.Registry",
                        "type_vs.CatalogService");
        assertThat(reply.values("//oai:setName")).doesNotHaveDuplicates().doesNotContain("");
    }

    // Section 2.5: a header tells all sets that the record is in; section 2.6: a request by a set gives its members.
    @Test
    void headersAndListsAgree() {
        for (String set : TestRegistry.ask(provider, "verb", "ListSets").values("//oai:setSpec")) {
            List<String> byHeader = new ArrayList<>();
            for (Reply reply : TestRegistry.walk(provider, "verb", "ListIdentifiers", "metadataPrefix", "ivo_vor")) {
                for (Node identifier : reply.nodes("//oai:header[oai:setSpec='" + set + "']/oai:identifier")) {
                    byHeader.add(identifier.getTextContent());
                }
            }
            assertThat(members(set)).as(set).isNotEmpty().isEqualTo(byHeader);
        }
        assertThat(members("type_vg.Registry")).containsExactly(TestRecords.REGISTRY);
    }

    // Section 2.5.1: deleted records are told in selective harvests, too.
    @Test
    void deletedRecordsStayInTheirSets() {
        assertThat(members("type_vs.CatalogService"))
                .contains("ivo://archive.test/service/07", "ivo://archive.test/service/09");
        assertThat(TestRegistry.ask(
                                provider,
                                "verb",
                                "GetRecord",
                                "metadataPrefix",
                                "ivo_vor",
                                "identifier",
                                "ivo://archive.test/service/07")
                        .values("//oai:setSpec"))
                .containsExactly("ivo_managed", "authority_archive.test", "type_vs.CatalogService");
    }

    @Test
    void unknownSetsHoldNothing() {
        for (String set :
                List.of("stars", "authority_other.test", "type_vs.Nothing", "type_", "ivo_managed:more", "type_!ZZ")) {
            Reply reply = TestRegistry.ask(provider, "verb", "ListRecords", "metadataPrefix", "ivo_vor", "set", set);
            assertThat(reply.errorCodes()).as(set).containsExactly("noRecordsMatch");
            assertThat(reply.messages()).contains("ListSets");
        }
    }

    // OAI-PMH.xsd, setSpecType.
    @Property(tries = 200)
    void anyTypeHasASetOfALegalName(@ForAll @NotEmpty String type) {
        OaiSets sets = new OaiSets(null, Set.of());
        String name = new String(
                type.getBytes(java.nio.charset.StandardCharsets.UTF_8), java.nio.charset.StandardCharsets.UTF_8);
        String spec = OaiSets.specOfType(name);
        assertThat(spec).matches("[A-Za-z0-9\\-_.!~*'()]+");
        assertThat(sets.find(spec, Scope.ALL)).map(OaiSet::scope).contains(Scope.ALL.ofType(name));
    }
}

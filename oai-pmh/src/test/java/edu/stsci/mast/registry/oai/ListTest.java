package edu.stsci.mast.registry.oai;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Node;
import org.xmlunit.assertj3.XmlAssert;

/** Lists of records that do not change meanwhile (OAI-PMH 2.0, sections 2.7, 3.5, 4.3 and 4.5). */
class ListTest {
    private static final int ALL = 44;

    private static TestRegistry registry;
    private static OaiProvider atOnce;
    private static OaiProvider paged;

    @BeforeAll
    static void fill(@TempDir Path folder) {
        registry = TestRegistry.filled(folder);
        atOnce = registry.provider(1000);
        paged = registry.provider(10);
    }

    @AfterAll
    static void close() {
        registry.close();
    }

    // Registry Interfaces 1.1, section 2.6: harvested records are excluded.
    @ParameterizedTest
    @ValueSource(strings = {"ListRecords", "ListIdentifiers"})
    void listHoldsAllManagedRecordsInTheOrderOfTheirChanges(String verb) {
        Reply reply = TestRegistry.ask(atOnce, "verb", verb, "metadataPrefix", "ivo_vor");
        assertThat(reply.identifiers()).hasSize(ALL).isEqualTo(registry.managedIdentifiers());
        assertThat(reply.values("//oai:datestamp")).isSorted();
        assertThat(reply.nodes("//oai:header[oai:setSpec='ivo_managed']")).hasSize(ALL);
    }

    // Section 2.7.2; Registry Interfaces 1.1, section 2.6.
    @Test
    void setOfManagedRecordsIsTheWholeList() {
        Reply reply =
                TestRegistry.ask(atOnce, "verb", "ListRecords", "metadataPrefix", "ivo_vor", "set", "ivo_managed");
        assertThat(reply.identifiers()).isEqualTo(registry.managedIdentifiers());
        assertThat(reply.requestAttributes()).containsExactly("metadataPrefix", "set", "verb");
    }

    // Section 4.5.
    @Test
    void recordsOfAListAreTheStoredDocuments() {
        Reply reply = TestRegistry.ask(atOnce, "verb", "ListRecords", "metadataPrefix", "ivo_vor");
        List<Node> documents = reply.nodes("//oai:metadata/*");
        assertThat(documents).hasSize(ALL - 3);
        for (Node document : documents) {
            String ivoid = document.getFirstChild().getNextSibling().getTextContent();
            XmlAssert.assertThat(document)
                    .and(Reply.element(registry.find(ivoid).document()))
                    .areIdentical();
        }
    }

    // Section 2.5.1: deleted records are in lists of either format, as headers with a status.
    @ParameterizedTest
    @CsvSource({"ListRecords, ivo_vor", "ListRecords, oai_dc", "ListIdentifiers, ivo_vor", "ListIdentifiers, oai_dc"})
    void deletedRecordsAreListedAsHeaders(String verb, String prefix) {
        Reply reply = TestRegistry.ask(atOnce, "verb", verb, "metadataPrefix", prefix);
        assertThat(reply.values("//oai:header[@status='deleted']/oai:identifier"))
                .containsExactlyInAnyOrder(
                        "ivo://archive.test/service/07",
                        "ivo://archive.test/service/08",
                        "ivo://archive.test/service/09");
        assertThat(reply.nodes("//oai:record[oai:header/@status]/oai:metadata")).isEmpty();
        assertThat(reply.nodes("//oai:record[not(oai:header/@status) and not(oai:metadata)]"))
                .isEmpty();
    }

    // Section 4.3.
    @Test
    void listOfIdentifiersHoldsHeadersOnly() {
        Reply reply = TestRegistry.ask(atOnce, "verb", "ListIdentifiers", "metadataPrefix", "ivo_vor");
        assertThat(reply.nodes("/oai:OAI-PMH/oai:ListIdentifiers/oai:header")).hasSize(ALL);
        assertThat(reply.nodes("//oai:metadata")).isEmpty();
    }

    // Section 2.7.1: from and until are inclusive, a day means the whole day; either may be left out.
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "2026-03-01, 2026-03-01, 3",
                "2026-03-02, 2026-03-02, 36",
                "2026-03-03, -, 5",
                "-, 2026-03-02, 39",
                "2026-03-01T23:59:59Z, 2026-03-01T23:59:59Z, 1",
                "2026-03-01T23:59:59Z, 2026-03-02T00:00:00Z, 2",
                "2026-03-02T00:00:00Z, 2026-03-02T00:00:00Z, 1",
                "2026-03-02T01:30:00Z, 2026-03-02T01:30:00Z, 2",
                "2026-03-02T02:29:59Z, 2026-03-02T02:30:00Z, 3",
                "2026-03-03T10:00:00Z, 2026-03-03T10:00:04Z, 4",
                "2026-03-03T10:00:05Z, -, 1",
                "-, 2026-03-01T10:00:00Z, 2",
                "2026-03-01T10:00:00Z, -, 44",
                "1999-12-31, -, 44",
                "0001-01-01, 9999-12-31, 44",
                "0001-01-01T00:00:00Z, 9999-12-31T23:59:59Z, 44",
                "-, 2100-01-01, 44",
            })
    void datesChooseInclusively(String from, String until, int expected) {
        List<String> arguments = new ArrayList<>(List.of("verb", "ListIdentifiers", "metadataPrefix", "ivo_vor"));
        if (from != null) {
            arguments.addAll(List.of("from", from));
        }
        if (until != null) {
            arguments.addAll(List.of("until", until));
        }
        Reply reply = TestRegistry.ask(atOnce, arguments.toArray(String[]::new));
        assertThat(reply.identifiers()).hasSize(expected);
        assertThat(reply.value("//oai:request/@from")).isEqualTo(from == null ? "" : from);
        assertThat(reply.value("//oai:request/@until")).isEqualTo(until == null ? "" : until);
    }

    // Section 3.6, noRecordsMatch; 2.7.1 names until before the earliest datestamp.
    @ParameterizedTest
    @CsvSource({
        "until, 2026-02-28",
        "until, 2026-03-01T09:59:59Z",
        "until, 0001-01-01",
        "from, 2026-03-03T10:00:06Z",
        "from, 2026-03-04",
        "from, 9999-12-31",
    })
    void emptyListIsNoRecordsMatch(String name, String date) {
        for (String verb : List.of("ListRecords", "ListIdentifiers")) {
            Reply reply = TestRegistry.ask(atOnce, "verb", verb, "metadataPrefix", "ivo_vor", name, date);
            assertThat(reply.errorCodes()).containsExactly("noRecordsMatch");
            assertThat(reply.requestAttributes()).containsExactlyInAnyOrder("metadataPrefix", name, "verb");
            assertThat(reply.responseDate()).isEqualTo("2026-03-03T12:00:00Z");
        }
    }

    // Section 3.5: what fits into one response needs no token.
    @Test
    void wholeListHasNoResumptionToken() {
        for (int pageSize : new int[] {ALL, ALL + 1}) {
            Reply reply =
                    TestRegistry.ask(registry.provider(pageSize), "verb", "ListRecords", "metadataPrefix", "ivo_vor");
            assertThat(reply.identifiers()).hasSize(ALL);
            assertThat(reply.nodes("//oai:resumptionToken")).isEmpty();
        }
    }

    // Section 3.5: cursor counts what was delivered before; the last response's token is empty.
    @ParameterizedTest
    @CsvSource({"ListRecords, ivo_vor", "ListRecords, oai_dc", "ListIdentifiers, oai_dc"})
    void pagesOfAListTellWhereTheyStand(String verb, String prefix) {
        List<Reply> replies = TestRegistry.walk(paged, "verb", verb, "metadataPrefix", prefix);
        assertThat(replies).extracting(r -> r.identifiers().size()).containsExactly(10, 10, 10, 10, 4);
        assertThat(replies)
                .extracting(r -> r.value("//oai:resumptionToken/@cursor"))
                .containsExactly("0", "10", "20", "30", "40");
        assertThat(replies)
                .extracting(r -> r.value("//oai:resumptionToken/@completeListSize"))
                .containsOnly("44");
        assertThat(replies).allSatisfy(r -> assertThat(r.nodes("//oai:resumptionToken/@expirationDate"))
                .isEmpty());
        assertThat(replies.get(4).nodes("//oai:resumptionToken")).hasSize(1);
        assertThat(replies.get(4).token()).isEmpty();
        assertThat(replies.stream().flatMap(r -> r.identifiers().stream()).toList())
                .isEqualTo(registry.managedIdentifiers());
    }

    @Test
    void lastPageMayBeFull() {
        List<Reply> replies =
                TestRegistry.walk(registry.provider(22), "verb", "ListRecords", "metadataPrefix", "ivo_vor");
        assertThat(replies).extracting(r -> r.identifiers().size()).containsExactly(22, 22);
    }

    // Section 3.2: the request element repeats the token.
    @Test
    void resumedRequestIsRepeated() {
        String token = TestRegistry.ask(paged, "verb", "ListRecords", "metadataPrefix", "ivo_vor")
                .token();
        Reply reply = TestRegistry.ask(paged, "verb", "ListRecords", "resumptionToken", token);
        assertThat(reply.value("//oai:request/@resumptionToken")).isEqualTo(token);
        assertThat(reply.requestAttributes()).containsExactly("resumptionToken", "verb");
    }

    // Section 2.7: a resumed list keeps to the dates and the set of its first request.
    @Test
    void resumedListKeepsItsBounds() {
        List<String> identifiers = TestRegistry.walk(
                        paged,
                        "verb",
                        "ListIdentifiers",
                        "metadataPrefix",
                        "ivo_vor",
                        "from",
                        "2026-03-02",
                        "until",
                        "2026-03-02",
                        "set",
                        "ivo_managed")
                .stream()
                .flatMap(r -> r.identifiers().stream())
                .toList();
        assertThat(identifiers)
                .hasSize(36)
                .isSubsetOf(registry.managedIdentifiers())
                .contains("ivo://archive.test/first-of-the-day")
                .doesNotContain("ivo://archive.test/LastOfTheDay", "ivo://archive.test/greek");
    }

    // Section 3.5.1: repeating a token gives the same response, on any node.
    @Test
    void tokenGivesTheSamePageAgainAndOnAnotherNode() {
        String token = TestRegistry.ask(paged, "verb", "ListRecords", "metadataPrefix", "ivo_vor")
                .token();
        Reply first = TestRegistry.ask(paged, "verb", "ListRecords", "resumptionToken", token);
        assertThat(TestRegistry.ask(paged, "verb", "ListRecords", "resumptionToken", token)
                        .bytes())
                .isEqualTo(first.bytes());
        assertThat(TestRegistry.ask(registry.provider(10), "verb", "ListRecords", "resumptionToken", token)
                        .bytes())
                .isEqualTo(first.bytes());
    }

    // Section 3.5: a token continues the request that it was given for.
    @Test
    void tokenOfTheOtherVerbIsBadResumptionToken() {
        String token = TestRegistry.ask(paged, "verb", "ListRecords", "metadataPrefix", "ivo_vor")
                .token();
        Reply reply = TestRegistry.ask(paged, "verb", "ListIdentifiers", "resumptionToken", token);
        assertThat(reply.errorCodes()).containsExactly("badResumptionToken");
        assertThat(reply.messages()).contains("ListRecords, not ListIdentifiers");
    }

    @Test
    void responseMayBeWrittenTwice() {
        OaiResponse response =
                paged.respond(Map.of("verb", List.of("ListRecords"), "metadataPrefix", List.of("ivo_vor")));
        assertThat(Reply.of(response).bytes()).isEqualTo(Reply.of(response).bytes());
        assertThat(response.verb()).contains(Verb.LIST_RECORDS);
        assertThat(response.errors()).isEmpty();
    }
}

package edu.stsci.mast.registry.oai;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * What all responses have in common (OAI-PMH 2.0, sections 3.2 and 3.3), for each verb and each error. That they are valid against
 * OAI-PMH.xsd is checked by {@link Reply}.
 */
class ResponseDocumentTest {
    private static final String SECONDS = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ";

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

    static Stream<Map<String, List<String>>> answered() {
        return Stream.of(
                TestRegistry.arguments("verb", "Identify"),
                TestRegistry.arguments("verb", "ListSets"),
                TestRegistry.arguments("verb", "ListMetadataFormats"),
                TestRegistry.arguments("verb", "ListMetadataFormats", "identifier", "ivo://archive.test/greek"),
                TestRegistry.arguments("verb", "ListIdentifiers", "metadataPrefix", "oai_dc", "from", "2026-03-02"),
                TestRegistry.arguments("verb", "ListRecords", "metadataPrefix", "ivo_vor", "set", "ivo_managed"),
                TestRegistry.arguments(
                        "verb", "ListRecords", "metadataPrefix", "oai_dc", "until", "2026-03-03T12:00:00Z"),
                TestRegistry.arguments(
                        "verb", "GetRecord", "metadataPrefix", "ivo_vor", "identifier", "ivo://archive.test/greek"),
                TestRegistry.arguments(
                        "verb",
                        "GetRecord",
                        "metadataPrefix",
                        "oai_dc",
                        "identifier",
                        "ivo://archive.test/service/07"));
    }

    /** Errors other than badVerb and badArgument. */
    static Stream<Map<String, List<String>>> understoodButInVain() {
        return Stream.of(
                TestRegistry.arguments("verb", "ListRecords", "resumptionToken", "<&>\"' \t\n]]>é\uD83D\uDD2D"),
                TestRegistry.arguments("verb", "ListIdentifiers", "resumptionToken", "x"),
                TestRegistry.arguments("verb", "ListSets", "resumptionToken", "x"),
                TestRegistry.arguments("verb", "ListRecords", "metadataPrefix", "marc21"),
                TestRegistry.arguments("verb", "GetRecord", "metadataPrefix", "ivo_vor", "identifier", "oai:x:1"),
                TestRegistry.arguments("verb", "ListMetadataFormats", "identifier", "ivo://archive.test/nothing"),
                TestRegistry.arguments("verb", "ListIdentifiers", "metadataPrefix", "ivo_vor", "set", "no:such:set"),
                TestRegistry.arguments("verb", "ListRecords", "metadataPrefix", "ivo_vor", "from", "2100-01-01"));
    }

    static Stream<Map<String, List<String>>> notUnderstood() {
        return Stream.of(
                TestRegistry.arguments(),
                TestRegistry.arguments("verb", "Nothing", "metadataPrefix", "ivo_vor"),
                TestRegistry.arguments("verb", "Identify", "verb", "Identify"),
                TestRegistry.arguments("verb", "Identify", "metadataPrefix", "ivo_vor"),
                TestRegistry.arguments("verb", "ListRecords", "from", "2026-03-02"),
                TestRegistry.arguments("verb", "GetRecord", "metadataPrefix", "ivo_vor", "identifier", "not a URI"));
    }

    static Stream<Map<String, List<String>>> all() {
        return Stream.of(answered(), understoodButInVain(), notUnderstood()).flatMap(s -> s);
    }

    private static Reply ask(Map<String, List<String>> arguments) {
        return Reply.of(provider.respond(arguments));
    }

    // Section 3.2: an XML declaration with version 1.0 and encoding UTF-8; character references, never entity
    // references, so no
    // document type either.
    @ParameterizedTest
    @MethodSource("all")
    void documentIsUtf8WithoutEntities(Map<String, List<String>> arguments) {
        Reply reply = ask(arguments);

        assertThat(reply.toString())
                .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
                .doesNotContain("<!DOCTYPE", "<!ENTITY")
                .doesNotContainPattern("&(?!amp;|lt;|gt;|quot;|apos;|#)");
        assertThat(reply.toString().getBytes(StandardCharsets.UTF_8)).isEqualTo(reply.bytes());
    }

    // Section 3.2: the root with its namespace and schema, without a prefix, since some harvesters and validators read
    // it as text.
    @ParameterizedTest
    @MethodSource("all")
    void rootHasNoPrefixAndNamesItsSchema(Map<String, List<String>> arguments) {
        assertThat(ask(arguments).toString().lines().skip(1).findFirst().orElseThrow())
                .isEqualTo("<OAI-PMH xmlns=\"http://www.openarchives.org/OAI/2.0/\""
                        + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
                        + " xsi:schemaLocation=\"http://www.openarchives.org/OAI/2.0/"
                        + " http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd\">");
    }

    // Section 3.2: first responseDate, then request, then the errors or one element with the name of the verb.
    @ParameterizedTest
    @MethodSource("all")
    void childrenOfTheRootAreInOrder(Map<String, List<String>> arguments) {
        Reply reply = ask(arguments);
        List<String> names = new ArrayList<>();
        reply.nodes("/oai:OAI-PMH/*").forEach(node -> names.add(node.getNodeName()));

        assertThat(names).startsWith("responseDate", "request");
        if (reply.errorCodes().isEmpty()) {
            assertThat(names.subList(2, names.size())).containsExactlyElementsOf(arguments.get("verb"));
        } else {
            assertThat(names.subList(2, names.size())).isNotEmpty().containsOnly("error");
        }
    }

    // Section 3.3.2: all times are UTC, those of responses to the second; header datestamps and earliestDatestamp have
    // the granularity
    // of Identify (Registry Interfaces 1.1, section 2.7: seconds).
    @ParameterizedTest
    @MethodSource("all")
    void timesAreSecondsOfUtc(Map<String, List<String>> arguments) {
        Reply reply = ask(arguments);

        assertThat(reply.responseDate()).matches(SECONDS);
        assertThat(reply.values("//oai:header/oai:datestamp | //oai:earliestDatestamp"))
                .allSatisfy(time -> assertThat(time).matches(SECONDS));
    }

    // Section 3.2: the request element holds the base URL; its attributes are the arguments, to the letter.
    @ParameterizedTest
    @MethodSource({"answered", "understoodButInVain"})
    void requestIsRepeatedToTheLetter(Map<String, List<String>> arguments) {
        Reply reply = ask(arguments);

        assertThat(reply.value("/oai:OAI-PMH/oai:request")).isEqualTo("https://archive.test/oai");
        assertThat(reply.nodes("/oai:OAI-PMH/oai:request/@*"))
                .allSatisfy(attribute -> assertThat(attribute.getNodeValue())
                        .isEqualTo(arguments.get(attribute.getNodeName()).get(0)));
        assertThat(reply.requestAttributes()).containsExactlyInAnyOrderElementsOf(arguments.keySet());
    }

    // Section 3.2: after badVerb and badArgument the request element holds the base URL only.
    @ParameterizedTest
    @MethodSource("notUnderstood")
    void requestThatWasNotUnderstoodIsNotRepeated(Map<String, List<String>> arguments) {
        Reply reply = ask(arguments);

        assertThat(reply.errorCodes()).isNotEmpty().isSubsetOf("badVerb", "badArgument");
        assertThat(reply.value("/oai:OAI-PMH/oai:request")).isEqualTo("https://archive.test/oai");
        assertThat(reply.requestAttributes()).isEmpty();
    }

    // Section 3.6: each error has a code, and may have a text for people; ours always has.
    @ParameterizedTest
    @MethodSource({"understoodButInVain", "notUnderstood"})
    void errorsHaveACodeAndASentence(Map<String, List<String>> arguments) {
        Reply reply = ask(arguments);

        assertThat(reply.errorCodes()).isNotEmpty();
        assertThat(reply.values("//oai:error"))
                .allSatisfy(text -> assertThat(text).hasSizeGreaterThan(20).endsWith("."));
    }

    // Section 3.4: the metadata part declares its namespaces, and says where the schema of its format is.
    @ParameterizedTest
    @MethodSource("answered")
    void metadataNameTheirSchema(Map<String, List<String>> arguments) {
        for (Node root : ask(arguments).nodes("//oai:metadata/*")) {
            String location =
                    ((Element) root).getAttributeNS("http://www.w3.org/2001/XMLSchema-instance", "schemaLocation");
            assertThat(location.split("\\s+")).contains(root.getNamespaceURI());
        }
    }
}

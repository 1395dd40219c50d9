package edu.stsci.mast.registry.oai;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are wrong in themselves (OAI-PMH 2.0, section 3.6). */
class RequestErrorsTest {
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

    // Section 3.6: badVerb for a missing, repeated or illegal verb; section 3.2: the request then has no attributes.
    @ParameterizedTest
    @ValueSource(strings = {"identify", "LISTRECORDS", "", "Harvest", " Identify"})
    void unknownVerbIsBadVerb(String verb) {
        Reply reply = TestRegistry.ask(provider, "verb", verb, "metadataPrefix", "oai_dc");
        assertBadVerb(reply);
        assertThat(reply.messages()).contains("'" + verb + "'", "ListMetadataFormats");
    }

    // Section 3.6, badVerb.
    @Test
    void missingVerbIsBadVerb() {
        assertBadVerb(TestRegistry.ask(provider));
        assertBadVerb(Reply.of(provider.respond(Map.of("verb", List.of()))));
        assertThat(TestRegistry.ask(provider, "metadataPrefix", "oai_dc").messages())
                .contains("missing");
    }

    // Section 3.6, badVerb.
    @Test
    void repeatedVerbIsBadVerb() {
        Reply reply = TestRegistry.ask(provider, "verb", "Identify", "verb", "Identify");
        assertBadVerb(reply);
        assertThat(reply.messages()).contains("repeated");
    }

    private static void assertBadVerb(Reply reply) {
        assertThat(reply.errorCodes()).containsExactly("badVerb");
        assertThat(reply.requestAttributes()).isEmpty();
        assertThat(reply.value("//oai:request")).isEqualTo("https://archive.test/oai");
    }

    // Section 3.6: badArgument for illegal arguments, missing ones, repeated ones, and values of illegal syntax.
    @ParameterizedTest
    @CsvSource({
        "Identify, identifier, ivo://archive.test/greek",
        "Identify, metadataPrefix, ivo_vor",
        "ListSets, set, ivo_managed",
        "ListMetadataFormats, metadataPrefix, ivo_vor",
        "ListRecords, identifier, ivo://archive.test/greek",
        "ListIdentifiers, verbose, true",
        "ListIdentifiers, FROM, 2026-03-01",
        "ListRecords, resumptiontoken, x",
    })
    void argumentThatTheVerbDoesNotTakeIsBadArgument(String verb, String name, String value) {
        Reply reply = verb.equals("ListRecords") || verb.equals("ListIdentifiers")
                ? TestRegistry.ask(provider, "verb", verb, "metadataPrefix", "ivo_vor", name, value)
                : TestRegistry.ask(provider, "verb", verb, name, value);
        assertBadArgument(reply, "'" + name + "'");
    }

    // Section 3.6, badArgument; sections 4.1, 4.3 and 4.5 for what is required.
    @ParameterizedTest
    @CsvSource({
        "GetRecord, metadataPrefix, ivo_vor, identifier",
        "GetRecord, identifier, ivo://archive.test/greek, metadataPrefix",
        "ListRecords, from, 2026-03-01, metadataPrefix",
        "ListIdentifiers, set, ivo_managed, metadataPrefix",
    })
    void missingArgumentIsBadArgument(String verb, String name, String value, String missing) {
        assertBadArgument(TestRegistry.ask(provider, "verb", verb, name, value), "'" + missing + "'", "missing");
    }

    // Section 3.6, badArgument.
    @ParameterizedTest
    @CsvSource({
        "metadataPrefix, ivo_vor",
        "from, 2026-03-01",
        "until, 2026-03-05",
        "set, ivo_managed",
    })
    void repeatedArgumentIsBadArgument(String name, String value) {
        Map<String, List<String>> arguments =
                TestRegistry.arguments("verb", "ListRecords", "metadataPrefix", "ivo_vor");
        arguments.put(name, List.of(value, value));
        assertBadArgument(Reply.of(provider.respond(arguments)), "'" + name + "'", "repeated");
    }

    // Section 3.6, badArgument.
    @ParameterizedTest
    @ValueSource(strings = {"metadataPrefix", "from", "until", "set", "resumptionToken"})
    void emptyArgumentIsBadArgument(String name) {
        Map<String, List<String>> arguments =
                TestRegistry.arguments("verb", "ListRecords", "metadataPrefix", "ivo_vor");
        if (name.equals("resumptionToken")) {
            arguments.remove("metadataPrefix");
        }
        arguments.put(name, List.of(""));
        assertBadArgument(Reply.of(provider.respond(arguments)), "'" + name + "'", "empty");
        arguments.put(name, List.of());
        assertBadArgument(Reply.of(provider.respond(arguments)), "'" + name + "'", "empty");
    }

    // Section 3.6, badArgument; sections 2.6, 3.3.1 and 3.4 for what is legal.
    @ParameterizedTest
    @CsvSource({
        "from, 2026-3-1",
        "from, 2026-03-01T00:00:00",
        "until, 2026-03-01T00:00:00+01:00",
        "until, 2026-02-30",
        "until, yesterday",
        "set, ivo managed",
        "set, ivo_managed:",
        "set, :",
        "metadataPrefix, ivo vor",
        "metadataPrefix, a/b",
    })
    void illegalSyntaxIsBadArgument(String name, String value) {
        Map<String, List<String>> arguments =
                TestRegistry.arguments("verb", "ListRecords", "metadataPrefix", "ivo_vor");
        arguments.put(name, List.of(value));
        assertBadArgument(Reply.of(provider.respond(arguments)), "'" + name + "'", "'" + value + "'");
    }

    // Section 2.4: identifiers are URIs.
    @Test
    void identifierThatIsNoUriIsBadArgument() {
        for (String verb : List.of("GetRecord", "ListMetadataFormats")) {
            for (String identifier : List.of("invalid\"id", "ivo://archive.test/%zz", "ivo://a b")) {
                Map<String, List<String>> arguments = TestRegistry.arguments("verb", verb, "identifier", identifier);
                if (verb.equals("GetRecord")) {
                    arguments.put("metadataPrefix", List.of("ivo_vor"));
                }
                assertBadArgument(Reply.of(provider.respond(arguments)), "'identifier'", identifier);
            }
        }
    }

    // XML 1.0, section 2.2: there is no way to repeat such characters in a response.
    @Test
    void characterThatXmlCannotHoldIsBadArgument() {
        Reply value = TestRegistry.ask(provider, "verb", "ListRecords", "resumptionToken", "a\u0000\uD800b");
        assertBadArgument(value, "'resumptionToken'");
        Reply name = TestRegistry.ask(provider, "verb", "Identify", "a\u0001\uFFFF\uDC00", "x");
        assertBadArgument(name, "'a\uFFFD\uFFFD\uFFFD'");
    }

    // Section 3.5: resumptionToken is an exclusive argument.
    @ParameterizedTest
    @CsvSource({"metadataPrefix, ivo_vor", "from, 2026-03-01", "until, 2026-03-05", "set, ivo_managed"})
    void resumptionTokenBesideAnotherArgumentIsBadArgument(String name, String value) {
        String token = TestRegistry.ask(provider, "verb", "ListRecords", "metadataPrefix", "ivo_vor")
                .token();
        Reply reply = TestRegistry.ask(provider, "verb", "ListRecords", "resumptionToken", token, name, value);
        assertBadArgument(reply, "'resumptionToken'", "alone");
    }

    // Sections 2.7.1 and 4.5: from must not be later than until, and both have the same granularity.
    @Test
    void fromLaterThanUntilIsBadArgument() {
        assertBadArgument(list("from", "2026-03-03", "until", "2026-03-02"), "'from' (2026-03-03)");
        assertBadArgument(
                list("from", "2026-03-02T00:00:01Z", "until", "2026-03-02T00:00:00Z"), "'from' (2026-03-02T00:00:01Z)");
        assertThat(list("from", "2026-03-02", "until", "2026-03-02").errorCodes())
                .isEmpty();
    }

    // Section 3.3.1: both dates have the same granularity.
    @Test
    void fromAndUntilOfDifferentGranularityAreBadArgument() {
        assertBadArgument(list("from", "2026-03-01", "until", "2026-03-02T00:00:00Z"), "granularity");
        assertBadArgument(list("from", "2026-03-01T00:00:00Z", "until", "2026-03-02"), "granularity");
    }

    // Section 3.6: all errors may be given together.
    @Test
    void everyFaultIsToldAtOnce() {
        Reply reply = TestRegistry.ask(
                provider, "verb", "ListRecords", "from", "soon", "until", "", "nonsense", "1", "set", "a", "set", "b");
        assertThat(reply.errorCodes()).hasSize(5).containsOnly("badArgument");
        assertThat(reply.messages()).contains("'from'", "'until'", "'nonsense'", "'set'", "'metadataPrefix'");
        assertThat(reply.requestAttributes()).isEmpty();
    }

    // Section 3.6, cannotDisseminateFormat; section 3.2: the arguments themselves were valid, so they are repeated.
    @Test
    void unknownMetadataPrefixCannotBeDisseminated() {
        Reply record = TestRegistry.ask(
                provider, "verb", "GetRecord", "identifier", "ivo://archive.test/greek", "metadataPrefix", "marc21");
        assertThat(record.errorCodes()).containsExactly("cannotDisseminateFormat");
        assertThat(record.messages()).contains("'marc21'", "ivo_vor, oai_dc, oai_datacite");
        assertThat(record.requestAttributes()).containsExactly("identifier", "metadataPrefix", "verb");
        for (String verb : List.of("ListRecords", "ListIdentifiers")) {
            assertThat(TestRegistry.ask(provider, "verb", verb, "metadataPrefix", "IVO_VOR")
                            .errorCodes())
                    .containsExactly("cannotDisseminateFormat");
        }
    }

    // Section 2.7.2: a set that is well written but unknown holds nothing.
    @Test
    void unknownSetMatchesNoRecords() {
        Reply reply = list("set", "ivo_managed:part");
        assertThat(reply.errorCodes()).containsExactly("noRecordsMatch");
        assertThat(reply.messages()).contains("'ivo_managed:part'", "ListSets");
        assertThat(reply.requestAttributes()).containsExactly("metadataPrefix", "set", "verb");
    }

    // Section 3.6: all errors should be told.
    @Test
    void unknownFormatAndUnknownSetAreToldTogether() {
        assertThat(TestRegistry.ask(provider, "verb", "ListRecords", "metadataPrefix", "marc21", "set", "stars")
                        .errorCodes())
                .containsExactly("cannotDisseminateFormat", "noRecordsMatch");
        assertThat(TestRegistry.ask(
                                provider,
                                "verb",
                                "GetRecord",
                                "metadataPrefix",
                                "marc21",
                                "identifier",
                                "ivo://archive.test/nothing")
                        .errorCodes())
                .containsExactly("cannotDisseminateFormat", "idDoesNotExist");
    }

    private static Reply list(String... more) {
        Map<String, List<String>> arguments =
                TestRegistry.arguments("verb", "ListRecords", "metadataPrefix", "ivo_vor");
        arguments.putAll(TestRegistry.arguments(more));
        return Reply.of(provider.respond(arguments));
    }

    private static void assertBadArgument(Reply reply, String... words) {
        assertThat(reply.errorCodes()).containsOnly("badArgument");
        assertThat(reply.messages()).contains(words);
        assertThat(reply.requestAttributes()).isEmpty();
    }
}

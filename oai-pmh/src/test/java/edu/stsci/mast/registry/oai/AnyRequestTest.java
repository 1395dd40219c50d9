package edu.stsci.mast.registry.oai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** What holds for all requests to a registry. */
class AnyRequestTest {
    private static Path folder;
    private static TestRegistry registry;

    @BeforeContainer
    static void fill() throws IOException {
        folder = Files.createTempDirectory("oai");
        registry = TestRegistry.filled(folder);
    }

    @AfterContainer
    static void close() throws IOException {
        registry.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(AnyRequestTest::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // Section 3.5: the incomplete lists together are the complete list.
    @Property(tries = 60)
    void walkWithAnyPageSizeGivesEachRecordOnce(
            @ForAll @IntRange(min = 1, max = 50) int pageSize,
            @ForAll("listVerbs") Verb verb,
            @ForAll MetadataFormat format) {
        List<String> expected = registry.managed().stream()
                .filter(format::appliesTo)
                .map(record -> record.ivoid().toString())
                .toList();
        List<Reply> replies =
                TestRegistry.walk(registry.provider(pageSize), "verb", verb.text(), "metadataPrefix", format.prefix());
        assertThat(replies.stream().flatMap(r -> r.identifiers().stream()).toList())
                .isEqualTo(expected);
        int cursor = 0;
        for (Reply reply : replies) {
            if (replies.size() > 1) {
                assertThat(reply.value("//oai:resumptionToken/@cursor")).isEqualTo(Integer.toString(cursor));
                assertThat(reply.value("//oai:resumptionToken/@completeListSize"))
                        .isEqualTo(Integer.toString(expected.size()));
            }
            cursor += reply.identifiers().size();
        }
        assertThat(replies).hasSize((expected.size() + pageSize - 1) / pageSize);
    }

    @Provide
    Arbitrary<Verb> listVerbs() {
        return Arbitraries.of(Verb.LIST_RECORDS, Verb.LIST_IDENTIFIERS);
    }

    // Section 3.2: every response is valid, whatever was asked. Reply validates it.
    @Property(tries = 500)
    void everyRequestHasAValidResponse(@ForAll("requests") Map<String, List<String>> arguments) {
        OaiResponse response = registry.provider(3).respond(arguments);
        Reply reply = Reply.of(response);
        Optional<OaiErrorCode> first =
                response.errors().stream().map(OaiError::code).findFirst();
        if (first.isPresent()
                && List.of(OaiErrorCode.BAD_VERB, OaiErrorCode.BAD_ARGUMENT).contains(first.get())) {
            assertThat(reply.requestAttributes()).isEmpty();
        } else {
            assertThat(reply.requestAttributes()).containsExactlyInAnyOrderElementsOf(arguments.keySet());
        }
        assertThat(response.errors())
                .allSatisfy(error -> assertThat(error.message()).endsWith("."));
    }

    @Provide
    Arbitrary<Map<String, List<String>>> requests() {
        Arbitrary<String> anyText = Arbitraries.strings().ofMaxLength(12);
        Arbitrary<String> names = Arbitraries.frequencyOf(
                Tuple.of(12, Arbitraries.of("metadataPrefix", "identifier", "from", "until", "set", "resumptionToken")),
                Tuple.of(1, anyText));
        Arbitrary<String> values = Arbitraries.oneOf(
                Arbitraries.of(
                        "ivo_vor",
                        "oai_dc",
                        "ivo_managed",
                        "ivo_managed:x",
                        "ivo://archive.test/greek",
                        "ivo://other.test/one",
                        "ivo://[x",
                        "http://a:b@c:d/%41",
                        "//",
                        ":",
                        "2026-03-02",
                        "2026-03-02T00:00:00Z",
                        "0001-01-01",
                        "9999-12-31"),
                anyText,
                Arbitraries.strings().ascii().ofMaxLength(8).map(s -> "ivo://archive.test/" + s));
        Arbitrary<String> verbs = Arbitraries.frequencyOf(
                Tuple.of(15, Arbitraries.of(Verb.values()).map(Verb::text)), Tuple.of(1, anyText));
        return Arbitraries.maps(names, values.list().ofMinSize(1).ofMaxSize(1))
                .ofMaxSize(3)
                .flatMap(arguments -> verbs.map(verb -> {
                    arguments.put("verb", List.of(verb));
                    return arguments;
                }));
    }
}

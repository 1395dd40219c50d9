package edu.stsci.mast.registry.oai;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.model.ManualClock;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists of records that change while they are read (OAI-PMH 2.0, section 3.5.1; the choices are those of {@link RecordLists}). */
class ChangingListTest {
    private final ManualClock clock = new ManualClock("2026-03-01T00:00:00Z");
    private TestRegistry registry;
    private OaiProvider provider;

    @BeforeEach
    void open(@TempDir Path folder) {
        registry = new TestRegistry(folder, clock);
        provider = registry.provider(2);
    }

    @AfterEach
    void close() {
        registry.close();
    }

    // Section 3.5.1: what changes after the beginning of a list need not be in it.
    @Test
    void laterChangesDoNotLengthenAList() {
        save("A", 1, 2, 3);
        Reply first = list();
        clock.set("2026-03-01T00:00:01Z");
        save("A", 4, 5, 6);
        Reply second = resume(first);
        assertThat(second.identifiers()).containsExactly(ivoid(3));
        assertThat(second.token()).isEmpty();
        assertThat(list("from", first.responseDate()).value("//oai:resumptionToken/@completeListSize"))
                .isEqualTo("6"); // the second is inclusive: records 1 to 3 have the response date, too
    }

    // Section 3.5.1: what was unchanged is in the list; what changed comes with the next request for news.
    @Test
    void recordThatChangesMeanwhileLeavesTheListAndIsNews() {
        save("A", 1, 2, 3, 4);
        clock.set("2026-03-01T00:00:01Z");
        Reply first = list();
        clock.set("2026-03-01T00:00:02Z");
        save("B", 3);
        Reply second = resume(first);
        assertThat(second.identifiers()).containsExactly(ivoid(4));
        assertThat(second.value("//oai:resumptionToken/@cursor")).isEqualTo("2");
        assertThat(second.value("//oai:resumptionToken/@completeListSize")).isEqualTo("4");
        assertThat(list("from", first.responseDate()).identifiers()).containsExactly(ivoid(3));
        assertThat(list("from", second.responseDate()).identifiers()).containsExactly(ivoid(3));
    }

    // Section 3.5.1: a resumed list never ends in an error, nor without a record, which OAI-PMH.xsd requires.
    @Test
    void listWhoseRestHasMovedOnEndsWithARecordThatChanged() {
        save("A", 1, 2, 3, 4);
        clock.set("2026-03-01T00:00:01Z");
        Reply first = list();
        clock.set("2026-03-01T00:00:02Z");
        save("B", 4, 3);
        registry.delete(ivoid(1));
        Reply second = resume(first);
        assertThat(second.errorCodes()).isEmpty();
        assertThat(second.identifiers()).containsExactly(ivoid(4));
        assertThat(second.value("//ri:Resource/title")).isEqualTo("B");
        assertThat(second.nodes("//oai:resumptionToken")).hasSize(1);
        assertThat(second.token()).isEmpty();
        assertThat(TestRegistry.walk(
                                provider,
                                "verb",
                                "ListRecords",
                                "metadataPrefix",
                                "ivo_vor",
                                "from",
                                first.responseDate())
                        .stream()
                        .flatMap(r -> r.identifiers().stream()))
                .containsExactly(ivoid(4), ivoid(3), ivoid(1));
    }

    @Test
    void listWithAnEndWhoseRestHasMovedOnEndsWithARecordThatChangedSinceItBegan() {
        save("A", 1, 2, 3);
        clock.set("2026-03-02T00:00:00Z");
        save("A", 4); // later than the list, and not changed since it began
        Reply first = list("until", "2026-03-01");
        registry.delete(ivoid(3));
        Reply second = resume(first);
        assertThat(second.identifiers()).containsExactly(ivoid(3));
        assertThat(second.values("//oai:header/@status")).containsExactly("deleted");
        assertThat(second.token()).isEmpty();
    }

    @Test
    void listOfIdentifiersWhoseRestHasMovedOnEndsLikewise() {
        save("A", 1, 2, 3);
        Reply first = TestRegistry.ask(provider, "verb", "ListIdentifiers", "metadataPrefix", "oai_dc");
        save("B", 3);
        Reply second = TestRegistry.ask(provider, "verb", "ListIdentifiers", "resumptionToken", first.token());
        assertThat(second.identifiers()).containsExactly(ivoid(3));
    }

    // The response dates of a list are that of its beginning: a harvester may go on from any of them.
    @Test
    void allResponsesOfAListStateTheMomentOfItsBeginning() {
        save("A", 1, 2, 3, 4, 5);
        clock.set("2026-03-01T00:00:10Z");
        Reply first = list();
        clock.set("2026-03-09T00:00:00Z");
        Reply second = resume(first);
        assertThat(second.responseDate()).isEqualTo(first.responseDate()).isEqualTo("2026-03-01T00:00:10Z");
        assertThat(resume(second).responseDate()).isEqualTo(first.responseDate());
    }

    // Section 2.7.1, incremental harvesting.
    // Design: datestamps grow with the order of commits even when the computer's clock goes back, and response dates
    // with them.
    @Test
    void responseDateIsNeverBehindTheRecords() {
        save("A", 1);
        clock.set("2026-02-01T00:00:00Z");
        save("A", 2);
        assertThat(list().responseDate()).isEqualTo("2026-03-01T00:00:00Z");
        assertThat(list("from", "2026-03-01T00:00:01Z").responseDate()).isEqualTo("2026-03-01T00:00:00Z");
    }

    @Test
    void recordsOfALaterSecondAreNotInAListThatEndsNow() {
        save("A", 1);
        Reply reply = list("until", "2030-01-01");
        assertThat(reply.identifiers()).containsExactly(ivoid(1));
        assertThat(reply.responseDate()).isEqualTo("2026-03-01T00:00:00Z");
    }

    // Section 3.5: the repository chooses how much is in a response.
    // Documents vary in size by orders of magnitude, and a response is held in memory.
    @Test
    void responseEndsEarlyWhenItsDocumentsAreLarge() {
        save("A", IntStream.rangeClosed(1, 20).toArray());
        long document = registry.managed().get(0).document().length;
        List<Reply> replies = TestRegistry.walk(
                registry.provider(1000, 7 * document), "verb", "ListRecords", "metadataPrefix", "ivo_vor");
        assertThat(replies).extracting(r -> r.identifiers().size()).containsExactly(7, 7, 6);
        assertThat(replies)
                .extracting(r -> r.value("//oai:resumptionToken/@cursor"))
                .containsExactly("0", "7", "14");
        assertThat(replies)
                .extracting(r -> r.value("//oai:resumptionToken/@completeListSize"))
                .containsOnly("20");
        assertThat(replies.stream().flatMap(r -> r.identifiers().stream()).toList())
                .isEqualTo(registry.managedIdentifiers());
    }

    @Test
    void responseHoldsARecordHoweverLargeItIs() {
        save("A", 1, 2, 3);
        List<Reply> replies =
                TestRegistry.walk(registry.provider(1000, 1), "verb", "ListRecords", "metadataPrefix", "ivo_vor");
        assertThat(replies).extracting(r -> r.identifiers().size()).containsExactly(1, 1, 1);
        assertThat(TestRegistry.ask(registry.provider(1000, 1), "verb", "ListIdentifiers", "metadataPrefix", "ivo_vor")
                        .identifiers())
                .hasSize(3);
    }

    private Reply list(String... more) {
        var arguments = TestRegistry.arguments("verb", "ListRecords", "metadataPrefix", "ivo_vor");
        arguments.putAll(TestRegistry.arguments(more));
        return Reply.of(provider.respond(arguments));
    }

    private Reply resume(Reply reply) {
        return TestRegistry.ask(provider, "verb", "ListRecords", "resumptionToken", reply.token());
    }

    private void save(String title, int... numbers) {
        registry.save(Arrays.stream(numbers)
                .mapToObj(i -> TestRecords.service(ivoid(i), title))
                .toArray(String[]::new));
    }

    private static String ivoid(int number) {
        return "ivo://archive.test/%03d".formatted(number);
    }
}

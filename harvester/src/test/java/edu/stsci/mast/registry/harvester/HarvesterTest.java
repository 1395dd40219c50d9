package edu.stsci.mast.registry.harvester;

import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okXml;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.ManualClock;
import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.store.Database;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.model.store.StoredRecord;
import edu.stsci.mast.registry.model.store.TestDatabase;
import edu.stsci.mast.registry.oai.Granularity;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class HarvesterTest {
    private static final String REGISTRY = "ivo://x.org/registry";
    private static final String FIRST_DATE = "2024-05-01T12:00:00Z";

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock(FIRST_DATE);
    private Database database;
    private MasterCopy masterCopy;
    private HarvestSources sources;
    private HarvestRuns runs;
    private Quarantine quarantine;
    private OaiClient client;
    private Harvester harvester;
    private HarvestSource source;

    @BeforeEach
    void open() {
        database = TestDatabase.open(folder);
        masterCopy = new MasterCopy(database.dataSource(), Set.of("archive.stsci.edu"), clock);
        sources = new HarvestSources(database.dataSource(), clock);
        runs = new HarvestRuns(database.dataSource());
        quarantine = new Quarantine(database.dataSource(), clock);
        client = new OaiClient(OaiClientSettings.of("test"), clock, (pause, stop) -> {});
        harvester = harvester("node 1");
        source = sources.add(NewSource.at(SERVER.baseUrl() + "/oai"));
        SERVER.stubFor(verb("Identify").willReturn(okXml(Xml.identify(REGISTRY, "x.org"))));
        SERVER.stubFor(verb("ListSets").willReturn(okXml(Xml.sets("other", "ivo_managed"))));
    }

    @AfterEach
    void close() {
        harvester.close();
        client.close();
        database.close();
    }

    @Test
    void copiesAllPagesAndNotesWhatItDid() throws Exception {
        SERVER.stubFor(firstPage()
                .willReturn(okXml(Xml.page(
                        FIRST_DATE,
                        "t 1&amp;",
                        Xml.item("ivo://x.org/a", "A"),
                        Xml.item("ivo://x.org/b", "B").replace("<content>", "<content><wrong/>"),
                        Xml.tombstone("ivo://x.org/gone")))));
        SERVER.stubFor(
                page("t 1&").willReturn(okXml(Xml.page("2024-05-01T12:00:09Z", "", Xml.item("ivo://x.org/c", "C")))));

        HarvestReport report = harvest(false);

        assertThat(report.failure()).isEmpty();
        assertThat(report.state()).isEqualTo(HarvestReport.State.COMPLETE);
        assertThat(report.created()).isEqualTo(4);
        assertThat(report.flagged()).isEqualTo(1);
        assertThat(report.pages()).isEqualTo(2);
        assertThat(report.requests()).isEqualTo(4);
        assertThat(report.retries()).isZero();
        assertThat(report.bytes()).isPositive();
        assertThat(report.registry()).contains(REGISTRY);
        assertThat(report.set()).isEqualTo("ivo_managed");
        assertThat(report.from()).isEmpty();
        assertThat(report.clean()).isTrue();
        assertThat(report.node()).isEqualTo("node 1");
        assertThat(runs.latest(source.id(), 10)).containsExactly(report);

        StoredRecord record = masterCopy.find(Ivoid.of("ivo://x.org/a")).orElseThrow();
        assertThat(record.homeRegistry()).contains(Ivoid.of(REGISTRY));
        assertThat(record.managed()).isFalse();
        assertThat(masterCopy.history(record.ivoid())).singleElement().satisfies(version -> {
            assertThat(version.actor()).isEqualTo("harvest");
            assertThat(version.reason()).contains("harvest " + report.run()).contains(source.name());
        });
        assertThat(masterCopy.find(Ivoid.of("ivo://x.org/gone")).orElseThrow().status())
                .isEqualTo(RecordStatus.DELETED);
        SERVER.verify(getRequestedFor(anyUrl())
                .withQueryParam("metadataPrefix", equalTo("ivo_vor"))
                .withQueryParam("set", equalTo("ivo_managed"))
                .withQueryParam("from", absent()));
        HarvestSource after = sources.get(source.id()).orElseThrow();
        assertThat(after.registry()).contains(Ivoid.of(REGISTRY));
        assertThat(after.granularity()).contains(Granularity.SECOND);
        assertThat(after.nextFrom()).contains(Instant.parse(FIRST_DATE));
    }

    @Test
    void thenAsksForChangesSinceItsFirstResponse() throws Exception {
        SERVER.stubFor(firstPage()
                .willReturn(okXml(
                        Xml.page(FIRST_DATE, "next", Xml.item("ivo://x.org/a", "A"), Xml.item("ivo://x.org/b", "B")))));
        SERVER.stubFor(
                page("next").willReturn(okXml(Xml.page("2024-05-01T13:00:00Z", null, Xml.item("ivo://x.org/c", "C")))));
        harvest(false);
        clock.set("2024-05-02T12:00:00Z");
        SERVER.stubFor(firstPage()
                .withQueryParam("from", equalTo(FIRST_DATE))
                .willReturn(okXml(Xml.page(
                        "2024-05-02T12:00:00Z",
                        null,
                        Xml.item("ivo://x.org/a", "A, revised"),
                        Xml.tombstone("ivo://x.org/b"),
                        Xml.item("ivo://x.org/c", "C"),
                        Xml.item("ivo://x.org/d", "D")))));

        HarvestReport report = harvest(false);

        assertThat(report.state()).isEqualTo(HarvestReport.State.COMPLETE);
        assertThat(report.from()).contains(Instant.parse(FIRST_DATE));
        assertThat(List.of(report.created(), report.changed(), report.deleted(), report.unchanged()))
                .containsExactly(1, 1, 1, 1);
        assertThat(masterCopy.find(Ivoid.of("ivo://x.org/a")).orElseThrow().title())
                .isEqualTo("A, revised");
        assertThat(sources.get(source.id()).orElseThrow().nextFrom()).contains(Instant.parse("2024-05-02T12:00:00Z"));
    }

    @Test
    void nothingNewIsASuccess() throws Exception {
        SERVER.stubFor(firstPage().willReturn(okXml(Xml.page(FIRST_DATE, null, Xml.item("ivo://x.org/a", "A")))));
        harvest(false);
        clock.set("2024-05-02T12:00:00Z");
        SERVER.stubFor(firstPage().willReturn(okXml(Xml.error("2024-05-02T12:00:00Z", "noRecordsMatch"))));

        HarvestReport report = harvest(false);

        assertThat(report.state()).isEqualTo(HarvestReport.State.COMPLETE);
        assertThat(report.pages()).isZero();
        assertThat(sources.get(source.id()).orElseThrow().nextFrom()).contains(Instant.parse("2024-05-02T12:00:00Z"));
    }

    @Test
    void aFullHarvestAsksForEverything() throws Exception {
        SERVER.stubFor(firstPage().willReturn(okXml(Xml.page(FIRST_DATE, null, Xml.item("ivo://x.org/a", "A")))));
        harvest(false);

        HarvestReport report = harvest(true);

        assertThat(report.full()).isTrue();
        assertThat(report.unchanged()).isEqualTo(1);
        SERVER.verify(
                2,
                getRequestedFor(anyUrl())
                        .withQueryParam("verb", equalTo("ListRecords"))
                        .withQueryParam("from", absent()));
    }

    @Test
    void asksForDaysWhereTheServerKnowsOnlyDays() throws Exception {
        SERVER.stubFor(verb("Identify")
                .willReturn(okXml(Xml.identify(REGISTRY).replace("YYYY-MM-DDThh:mm:ssZ", "YYYY-MM-DD"))));
        SERVER.stubFor(firstPage().willReturn(okXml(Xml.page(FIRST_DATE, null, Xml.item("ivo://x.org/a", "A")))));
        harvest(false);
        harvest(false);

        SERVER.verify(1, getRequestedFor(anyUrl()).withQueryParam("from", equalTo("2024-05-01")));
    }

    @Test
    void whatCannotBeTakenGoesToQuarantineUntilItCan() throws Exception {
        SERVER.stubFor(firstPage()
                .willReturn(okXml(Xml.page(
                        FIRST_DATE,
                        null,
                        Xml.item("ivo://archive.stsci.edu/ours", "Not theirs"),
                        Xml.item("not an ivoid", "Bad"),
                        Xml.item("ivo://x.org/a", "No name")
                                .replace("</title><identifier>ivo://x.org/a</identifier>", "</title>"),
                        Xml.item("ivo://x.org/b", "B")))));

        HarvestReport report = harvest(false);

        assertThat(report.state()).isEqualTo(HarvestReport.State.COMPLETE);
        assertThat(report.created()).isEqualTo(1);
        assertThat(report.quarantined()).isEqualTo(3);
        assertThat(report.clean()).isFalse();
        assertThat(report.problems()).hasSize(3).anySatisfy(line -> assertThat(line)
                .contains("ivo://archive.stsci.edu/ours")
                .contains("is ours"));
        assertThat(quarantine.list(10))
                .extracting(record -> record.identifier().orElse(null))
                .containsExactlyInAnyOrder("ivo://archive.stsci.edu/ours", "not an ivoid", "ivo://x.org/a");
        assertThat(quarantine.list(source.id(), 10))
                .allSatisfy(record -> assertThat(record.excerpt()).startsWith("<ri:Resource"))
                .allSatisfy(record -> assertThat(record.run()).isEqualTo(report.run()));

        clock.set("2024-05-02T12:00:00Z");
        SERVER.stubFor(firstPage()
                .willReturn(okXml(Xml.page(
                        "2024-05-02T12:00:00Z",
                        null,
                        Xml.item("ivo://archive.stsci.edu/ours", "Still not theirs"),
                        Xml.item("ivo://x.org/a", "Mended")))));
        HarvestReport second = harvest(false);

        assertThat(second.created()).isEqualTo(1);
        assertThat(quarantine.count(source.id())).isEqualTo(2);
        assertThat(quarantine.list(1).get(0).excerpt()).contains("Still not theirs");

        harvest(true);
        assertThat(quarantine.list(10))
                .as("a full harvest clears what is not delivered any more")
                .extracting(record -> record.identifier().orElseThrow())
                .containsExactly("ivo://archive.stsci.edu/ours");
    }

    @Test
    void aFailureInTheMiddleKeepsWhatWasStoredAndTheNextRunRepeats() throws Exception {
        SERVER.stubFor(firstPage().willReturn(okXml(Xml.page(FIRST_DATE, null, Xml.item("ivo://x.org/a", "A")))));
        harvest(false);
        clock.set("2024-05-02T12:00:00Z");
        SERVER.stubFor(firstPage()
                .willReturn(okXml(Xml.page("2024-05-02T12:00:00Z", "next", Xml.item("ivo://x.org/b", "B")))));
        SERVER.stubFor(page("next").willReturn(serverError()));

        HarvestReport failed = harvest(false);

        assertThat(failed.state()).isEqualTo(HarvestReport.State.FAILED);
        assertThat(failed.failure()).contains("resumptionToken=next answered 500");
        assertThat(failed.retries()).isEqualTo(4);
        assertThat(failed.created()).isEqualTo(1);
        assertThat(failed.ended()).isPresent();
        assertThat(masterCopy.find(Ivoid.of("ivo://x.org/b"))).isPresent();
        assertThat(sources.get(source.id()).orElseThrow().nextFrom()).contains(Instant.parse(FIRST_DATE));

        SERVER.stubFor(
                page("next").willReturn(okXml(Xml.page("2024-05-03T12:00:00Z", null, Xml.item("ivo://x.org/c", "C")))));
        HarvestReport repeated = harvest(false);

        assertThat(repeated.state()).isEqualTo(HarvestReport.State.COMPLETE);
        assertThat(repeated.from()).contains(Instant.parse(FIRST_DATE));
        assertThat(repeated.created()).isEqualTo(1);
        assertThat(repeated.unchanged())
                .as("it goes on behind the last page that is stored")
                .isZero();
        assertThat(repeated.resumed()).contains(failed.run());
        assertThat(sources.get(source.id()).orElseThrow().nextFrom())
                .as("the date of the list's first page")
                .contains(Instant.parse("2024-05-02T12:00:00Z"));
        assertThat(runs.latest(10))
                .extracting(HarvestReport::state)
                .containsExactly(
                        HarvestReport.State.COMPLETE, HarvestReport.State.FAILED, HarvestReport.State.COMPLETE);
    }

    @Test
    void aListWithoutEndIsNoticed() throws Exception {
        SERVER.stubFor(firstPage().willReturn(okXml(Xml.page(FIRST_DATE, "again", Xml.item("ivo://x.org/a", "A")))));
        SERVER.stubFor(page("again").willReturn(okXml(Xml.page(FIRST_DATE, "again", Xml.item("ivo://x.org/a", "A")))));

        HarvestReport report = harvest(false);

        assertThat(report.state()).isEqualTo(HarvestReport.State.FAILED);
        assertThat(report.failure()).contains("'again' a second time");
        assertThat(report.pages()).isEqualTo(2);
    }

    @Test
    void aServerWithoutTheSetIsAskedForEverything() throws Exception {
        SERVER.stubFor(firstPage().willReturn(okXml(Xml.page(FIRST_DATE, null, Xml.item("ivo://x.org/a", "A")))));
        for (String answer : List.of(Xml.sets("other"), Xml.error(FIRST_DATE, "noSetHierarchy"))) {
            SERVER.resetRequests();
            SERVER.stubFor(verb("ListSets").willReturn(okXml(answer)));

            HarvestReport report = harvest(true);

            assertThat(report.state()).isEqualTo(HarvestReport.State.COMPLETE);
            assertThat(report.set()).isEmpty();
            assertThat(report.problems()).singleElement().asString().contains("no set ivo_managed");
            SERVER.verify(getRequestedFor(anyUrl())
                    .withQueryParam("verb", equalTo("ListRecords"))
                    .withQueryParam("set", absent()));
        }
    }

    @Test
    void saysInOneSentenceWhyItFailed() throws Exception {
        SERVER.stubFor(firstPage().willReturn(okXml(Xml.error(FIRST_DATE, "badArgument"))));
        assertThat(harvest(false).failure()).isEqualTo("The server answers with an error: badArgument: no luck");

        SERVER.stubFor(firstPage().willReturn(okXml("<html>\n<p></html>")));
        assertThat(harvest(false).failure()).contains("html").doesNotContain("\n");

        SERVER.stubFor(firstPage().willReturn(okXml("<OAI-PMH>\n<ListRecords>")));
        assertThat(harvest(false).failure()).contains("did not answer in readable XML: line 2, column ");

        SERVER.stubFor(verb("Identify").willReturn(okXml(Xml.identify("ivo://y.org/registry"))));
        assertThat(harvest(false).failure())
                .isEqualTo("The server says that it is ivo://y.org/registry, but the source is " + REGISTRY);

        SERVER.stubFor(verb("Identify").willReturn(okXml(Xml.error(FIRST_DATE, "badVerb"))));
        assertThat(harvest(false).failure()).isEqualTo("The server does not answer to Identify: badVerb: no luck");
    }

    @Test
    void needsToKnowWhichRegistryItHarvests() throws Exception {
        SERVER.stubFor(verb("Identify").willReturn(okXml(Xml.response(FIRST_DATE, "<Identify></Identify>"))));
        SERVER.stubFor(firstPage().willReturn(okXml(Xml.page(FIRST_DATE, null, Xml.item("ivo://x.org/a", "A")))));
        assertThat(harvest(false).failure()).contains("does not say which registry it is");

        source = sources.add(new NewSource(
                "named", SERVER.baseUrl() + "/named", Optional.of(Ivoid.of(REGISTRY)), "", Schedule.DAILY, true));
        assertThat(harvest(false).state()).isEqualTo(HarvestReport.State.COMPLETE);
    }

    @Test
    void twoAtOnceOnOneSourceIsOne() throws Exception {
        CompletableFuture<Void> asked = new CompletableFuture<>();
        CompletableFuture<Void> goOn = new CompletableFuture<>();
        SERVER.stubFor(firstPage().willReturn(okXml(Xml.page(FIRST_DATE, null, Xml.item("ivo://x.org/a", "A")))));
        CompletableFuture<HarvestReport> first = CompletableFuture.supplyAsync(() -> {
            try {
                return harvester.harvest(source, false, new StopSignal(), new HarvestProgress() {
                    @Override
                    public void requesting(String url) {
                        asked.complete(null);
                        goOn.join();
                    }
                });
            } catch (SourceBusyException e) {
                throw new AssertionError(e);
            }
        });
        asked.get(10, TimeUnit.SECONDS);

        try (Harvester other = harvester("node 2")) {
            assertThatThrownBy(() -> other.harvest(source, false, new StopSignal(), HarvestProgress.NONE))
                    .isInstanceOf(SourceBusyException.class)
                    .hasMessageContaining(source.name());
            goOn.complete(null);
            assertThat(first.get(10, TimeUnit.SECONDS).state()).isEqualTo(HarvestReport.State.COMPLETE);
            assertThat(other.harvest(source, true, new StopSignal(), HarvestProgress.NONE)
                            .node())
                    .isEqualTo("node 2");
        }
    }

    @Test
    void stopsBetweenPagesAndKeepsThem() throws Exception {
        SERVER.stubFor(firstPage().willReturn(okXml(Xml.page(FIRST_DATE, "next", Xml.item("ivo://x.org/a", "A")))));
        SERVER.stubFor(page("next").willReturn(okXml(Xml.page(FIRST_DATE, null, Xml.item("ivo://x.org/b", "B")))));
        StopSignal stop = new StopSignal();

        HarvestReport report = harvester.harvest(source, false, stop, new HarvestProgress() {
            @Override
            public void requesting(String url) {
                if (url.contains("resumptionToken")) {
                    stop.stop("The registry is shutting down");
                }
            }
        });

        assertThat(report.state()).isEqualTo(HarvestReport.State.FAILED);
        assertThat(report.failure()).isEqualTo("The registry is shutting down");
        assertThat(report.created()).isEqualTo(1);
        assertThat(sources.get(source.id()).orElseThrow().nextFrom()).isEmpty();
    }

    @Test
    void tellsHowItGetsOn() throws Exception {
        SERVER.stubFor(firstPage()
                .willReturn(okXml(Xml.response(
                        FIRST_DATE,
                        "<ListRecords>" + Xml.item("ivo://x.org/a", "A") + Xml.item("bad", "Bad")
                                + "<resumptionToken completeListSize='3'>next</resumptionToken></ListRecords>"))));
        SERVER.stubFor(page("next").willReturn(okXml(Xml.page(FIRST_DATE, null, Xml.item("ivo://x.org/b", "B")))));
        List<String> news = new ArrayList<>();

        harvester.harvest(source, false, new StopSignal(), new HarvestProgress() {
            @Override
            public void requesting(String url) {
                news.add("requesting");
            }

            @Override
            public void waiting(Duration pause, String why) {
                news.add("waiting");
            }

            @Override
            public void stored(HarvestReport soFar, OptionalLong completeListSize) {
                news.add("stored " + soFar.created() + " of " + completeListSize);
            }

            @Override
            public void problem(String line) {
                news.add("problem " + line.substring(0, 3));
            }

            @Override
            public void ended(HarvestReport report) {
                news.add("ended " + report.state());
            }
        });

        assertThat(news)
                .contains("stored 1 of OptionalLong[3]", "stored 2 of OptionalLong[3]", "problem bad")
                .endsWith("ended COMPLETE");
        assertThat(news.stream().filter("requesting"::equals)).hasSize(4);
    }

    private HarvestReport harvest(boolean full) throws SourceBusyException {
        return harvester.harvest(source, full, new StopSignal(), HarvestProgress.NONE);
    }

    private Harvester harvester(String node) {
        return new Harvester(
                database.dataSource(),
                masterCopy,
                new DocumentNormaliser(SchemaValidator.shared()),
                client,
                node,
                clock);
    }

    private static MappingBuilder verb(String verb) {
        return get(anyUrl()).withQueryParam("verb", equalTo(verb));
    }

    private static MappingBuilder firstPage() {
        return verb("ListRecords").withQueryParam("resumptionToken", absent());
    }

    private static MappingBuilder page(String token) {
        return verb("ListRecords").withQueryParam("resumptionToken", equalTo(token));
    }
}

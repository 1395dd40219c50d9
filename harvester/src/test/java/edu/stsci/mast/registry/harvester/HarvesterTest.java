package edu.stsci.mast.registry.harvester;

import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.store.Database;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.model.store.TestDatabase;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HarvesterTest {
    private static final String REGISTRY = "ivo://x.org/registry";
    private static final Clock CLOCK = Clock.systemUTC();

    private final WireMockServer server = new WireMockServer(wireMockConfig().dynamicPort());
    private final OaiClient client = new OaiClient(OaiClientSettings.of("test"), CLOCK, (pause, stop) -> stop.check());

    @TempDir
    Path folder;

    private Database database;
    private MasterCopy masterCopy;
    private HarvestSources sources;
    private HarvestRuns runs;
    private Harvester harvester;
    private HarvestSource source;

    @BeforeEach
    void open() {
        server.start();
        database = TestDatabase.open(folder);
        masterCopy = new MasterCopy(database.dataSource(), Set.of("ours.org"), CLOCK);
        sources = new HarvestSources(database.dataSource(), CLOCK);
        runs = new HarvestRuns(database.dataSource(), CLOCK);
        harvester = new Harvester(
                masterCopy, new DocumentNormaliser(SchemaValidator.shared()), client, sources, runs, CLOCK, "node");
        source = sources.add(NewSource.at(server.baseUrl() + "/oai"));
        answer("Identify", Xml.identify(REGISTRY, "x.org"));
    }

    @AfterEach
    void close() {
        client.close();
        database.close();
        server.stop();
    }

    @Test
    void harvestsAllAndThenWhatHasChanged() throws Exception {
        answerList(Xml.page("2024-05-01T12:00:00Z", "t1", item("a"), item("b")));
        answerToken("t1", Xml.page("2024-05-01T12:00:09Z", null, item("c")));

        HarvestReport first = harvest();

        assertThat(first.failure()).isEmpty();
        assertThat(first.state()).isEqualTo(HarvestReport.State.COMPLETE);
        assertThat(first.created()).isEqualTo(3);
        assertThat(first.pages()).isEqualTo(2);
        assertThat(first.requests()).isEqualTo(3);
        assertThat(first.registry()).contains(REGISTRY);
        assertThat(now().nextFrom()).contains(Instant.parse("2024-05-01T12:00:00Z"));

        answerFrom("2024-05-01T12:00:00Z", Xml.page("2024-05-02T12:00:00Z", null, Xml.tombstone("ivo://x.org/a")));

        HarvestReport second = harvest();

        assertThat(second.state()).isEqualTo(HarvestReport.State.COMPLETE);
        assertThat(second.full()).isFalse();
        assertThat(second.deleted()).isEqualTo(1);
        assertThat(masterCopy.find(Ivoid.of("ivo://x.org/a")).orElseThrow().status())
                .isEqualTo(RecordStatus.DELETED);
        assertThat(runs.latest(source.id(), 10))
                .extracting(HarvestReport::run)
                .containsExactly(second.run(), first.run());

        answerFrom("2024-05-02T12:00:00Z", Xml.error("2024-05-03T12:00:00Z", "noRecordsMatch"));
        assertThat(harvest().state()).isEqualTo(HarvestReport.State.COMPLETE);
        assertThat(now().nextFrom()).contains(Instant.parse("2024-05-03T12:00:00Z"));
    }

    @Test
    void whatCannotBeTakenGoesToQuarantineUntilItCan() throws Exception {
        answerList(Xml.page(
                "2024-05-01T12:00:00Z",
                null,
                item("a"),
                Xml.item("ivo://ours.org/mine", "M"),
                Xml.item("nothing", "N")));

        HarvestReport report = harvest();

        assertThat(report.state()).isEqualTo(HarvestReport.State.COMPLETE);
        assertThat(report.created()).isEqualTo(1);
        assertThat(report.quarantined()).isEqualTo(2);
        assertThat(report.problems()).hasSize(2);
        assertThat(report.clean()).isFalse();
        assertThat(runs.quarantine(source.id(), 10))
                .extracting(QuarantinedRecord::identifier)
                .containsExactlyInAnyOrder(Optional.of("ivo://ours.org/mine"), Optional.of("nothing"));
        assertThat(runs.latest(5).get(0).problems()).isEqualTo(report.problems());
    }

    @Test
    void aFailureKeepsWhatWasStoredAndTheNextRunAsksAgain() throws Exception {
        answerList(Xml.page("2024-05-01T12:00:00Z", "t1", item("a")));
        server.stubFor(get(urlPathEqualTo("/oai"))
                .withQueryParam("resumptionToken", equalTo("t1"))
                .willReturn(status(404)));

        HarvestReport failed = harvest();

        assertThat(failed.state()).isEqualTo(HarvestReport.State.FAILED);
        assertThat(failed.failure()).contains("404");
        assertThat(masterCopy.find(Ivoid.of("ivo://x.org/a"))).isPresent();
        assertThat(now().nextFrom()).isEmpty();

        answerToken("t1", Xml.page("2024-05-01T12:00:00Z", null, item("b")));
        HarvestReport again = harvest();
        assertThat(again.state()).isEqualTo(HarvestReport.State.COMPLETE);
        assertThat(again.created()).isEqualTo(1);
        assertThat(again.unchanged()).isEqualTo(1);
    }

    @Test
    void anEndlessListIsNoticed() throws Exception {
        answerList(Xml.page("2024-05-01T12:00:00Z", "t1", item("a")));
        answerToken("t1", Xml.page("2024-05-01T12:00:00Z", "t1", item("a")));

        HarvestReport report = harvest();

        assertThat(report.state()).isEqualTo(HarvestReport.State.FAILED);
        assertThat(report.failure()).contains("never ends");
    }

    @Test
    void oneRunAtATimeWorksOnASource() throws Exception {
        answerList(Xml.page("2024-05-01T12:00:00Z", null, item("a")));
        Instant start = CLOCK.instant();
        assertThat(sources.claim(source.id(), "other", start)).isTrue();

        assertThatThrownBy(this::harvest).isInstanceOf(SourceBusyException.class);
        assertThat(sources.renew(source.id(), "other")).isTrue();
        assertThat(sources.claim(source.id(), "heir", CLOCK.instant().plusSeconds(1)))
                .as("a dead claim is taken over")
                .isTrue();
        assertThat(sources.renew(source.id(), "other")).isFalse();
        sources.release(source.id(), "heir");
        assertThat(harvest().state()).isEqualTo(HarvestReport.State.COMPLETE);
    }

    @Test
    void sourcesAreFoundAndChanged() {
        assertThat(sources.find(source.name().toUpperCase(java.util.Locale.ROOT)))
                .contains(source);
        assertThat(sources.find(source.baseUrl())).contains(source);
        assertThatThrownBy(() -> sources.add(NewSource.at(source.baseUrl())))
                .isInstanceOf(IllegalArgumentException.class);
        sources.setEnabled(source.id(), false);
        sources.changeSchedule(source.id(), Schedule.parse("every 6 hours"));
        assertThat(now().enabled()).isFalse();
        assertThat(now().schedule().text()).isEqualTo("every 6 hours");
        assertThat(sources.remove(source.id())).isTrue();
        assertThat(sources.list()).isEmpty();
    }

    @Test
    void theSchedulerHarvestsByItself() {
        answerList(Xml.page("2024-05-01T12:00:00Z", null, item("a")));
        answerFrom("2024-05-01T12:00:00Z", Xml.error("2024-05-01T12:00:00Z", "noRecordsMatch"));
        sources.changeSchedule(source.id(), new Schedule.Every(Duration.ofSeconds(1)));

        try (HarvestScheduler scheduler =
                HarvestScheduler.start(database.dataSource(), sources, harvester, "node", Duration.ofSeconds(10))) {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> runs.latest(source.id(), 10).stream()
                                    .filter(run -> run.state() == HarvestReport.State.COMPLETE)
                                    .count()
                            >= 2);
            sources.setEnabled(source.id(), false);
            scheduler.reconcile();
        }
        assertThat(masterCopy.find(Ivoid.of("ivo://x.org/a"))).isPresent();
    }

    private HarvestReport harvest() throws SourceBusyException {
        return harvester.harvest(source, false, HarvestProgress.NONE);
    }

    private HarvestSource now() {
        return sources.find(source.id()).orElseThrow();
    }

    private static String item(String name) {
        return Xml.item("ivo://x.org/" + name, name);
    }

    private void answer(String verb, String body) {
        server.stubFor(get(urlPathEqualTo("/oai"))
                .withQueryParam("verb", equalTo(verb))
                .willReturn(ok(body)));
    }

    private void answerList(String body) {
        server.stubFor(get(urlPathEqualTo("/oai"))
                .withQueryParam("verb", equalTo("ListRecords"))
                .withQueryParam("set", equalTo("ivo_managed"))
                .withQueryParam("from", absent())
                .willReturn(ok(body)));
    }

    private void answerFrom(String from, String body) {
        server.stubFor(get(urlPathEqualTo("/oai"))
                .withQueryParam("set", equalTo("ivo_managed"))
                .withQueryParam("from", equalTo(from))
                .willReturn(ok(body)));
    }

    private void answerToken(String token, String body) {
        server.stubFor(get(urlPathEqualTo("/oai"))
                .withQueryParam("resumptionToken", equalTo(token))
                .willReturn(ok(body)));
    }
}

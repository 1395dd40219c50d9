package edu.stsci.mast.registry.harvester;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okXml;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.store.Database;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.model.store.TestDatabase;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 240, unit = TimeUnit.SECONDS)
class HarvestSchedulerTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    @TempDir
    Path folder;

    private final Clock clock = Clock.systemUTC();
    private Database database;
    private HarvestSources sources;
    private HarvestRuns runs;
    private OaiClient client;
    private Harvester harvester;

    @BeforeEach
    void open() {
        database = TestDatabase.open(folder);
        sources = new HarvestSources(database.dataSource(), clock);
        runs = new HarvestRuns(database.dataSource());
        client = new OaiClient(OaiClientSettings.of("test"));
        harvester = new Harvester(
                database.dataSource(),
                new MasterCopy(database.dataSource(), Set.of("archive.stsci.edu"), clock),
                new DocumentNormaliser(SchemaValidator.shared()),
                client,
                "node 1",
                clock);
        SERVER.stubFor(get(anyUrl())
                .withQueryParam("verb", equalTo("Identify"))
                .willReturn(okXml(Xml.identify("ivo://x.org/registry"))));
        SERVER.stubFor(get(anyUrl())
                .withQueryParam("verb", equalTo("ListRecords"))
                .willReturn(okXml(Xml.page("2024-05-01T12:00:00Z", null, Xml.item("ivo://x.org/a", "A")))));
    }

    @AfterEach
    void close() {
        harvester.close();
        client.close();
        database.close();
    }

    @Test
    void harvestsByItselfAgainAndAgain() {
        HarvestSource source = add("a", "every second", true);

        try (HarvestScheduler scheduler = scheduler()) {
            scheduler.start();
            awaitRuns(source, 3);
        }

        assertThat(runs.latest(source.id(), 10))
                .filteredOn(run -> run.state() == HarvestReport.State.COMPLETE)
                .hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void leavesDisabledSourcesAloneUnlessOrdered() {
        HarvestSource disabled = add("disabled", "every second", false);
        HarvestSource other = add("other", "every second", true);

        try (HarvestScheduler scheduler = scheduler()) {
            scheduler.start();
            awaitRuns(other, 2);
            assertThat(runs.latest(disabled.id(), 10)).isEmpty();

            scheduler.harvestNow(disabled, true);
            awaitRuns(disabled, 1);
            assertThat(runs.latest(disabled.id(), 10)).hasSize(1).allMatch(HarvestReport::full);
        }
    }

    @Test
    void aChangeByAnotherProcessTakesEffect() {
        HarvestSource source = add("a", "0 0 0 1 1 ? 2099", true);

        try (HarvestScheduler scheduler = scheduler()) {
            scheduler.start();
            assertThat(runs.latest(source.id(), 1)).isEmpty();

            sources.setSchedule(source.id(), Schedule.parse("* * * * * ?"));
            awaitRuns(source, 1);

            sources.setEnabled(source.id(), false);
            HarvestSource late = add("late", "every second", true);
            awaitRuns(late, 1);
            int soFar = ended(source);
            awaitRuns(late, 3);
            assertThat(ended(source)).as("a run that was under way, at most").isLessThanOrEqualTo(soFar + 1);
        }
    }

    @Test
    void aRemovedSourceIsForgotten() {
        HarvestSource source = add("a", "every second", true);

        try (HarvestScheduler scheduler = scheduler()) {
            scheduler.start();
            awaitRuns(source, 1);
            await().atMost(LONG).until(() -> runs.latest(source.id(), 1).stream()
                    .noneMatch(run -> run.state() == HarvestReport.State.RUNNING));
            sources.setEnabled(source.id(), false);
            scheduler.reconcile();
            sources.remove(source.id());
            scheduler.reconcile();
        }

        assertThat(count("QRTZ_JOB_DETAILS")).isZero();
        assertThat(count("QRTZ_TRIGGERS")).isZero();
    }

    @Test
    void timesSurviveARestart() {
        HarvestSource interval = add("a", "every second", true);
        add("b", "0 0 0 1 1 ? 2099", true);
        try (HarvestScheduler scheduler = scheduler()) {
            scheduler.start();
            awaitRuns(interval, 1);
        }
        assertThat(count("QRTZ_TRIGGERS")).isEqualTo(2);
        long nextOfB = nextTime("CRON");
        int before = ended(interval);

        try (HarvestScheduler scheduler = scheduler()) {
            scheduler.start();
            awaitRuns(interval, before + 1);
        }
        assertThat(count("QRTZ_TRIGGERS")).isEqualTo(2);
        assertThat(nextTime("CRON"))
                .isEqualTo(nextOfB)
                .isEqualTo(Instant.parse("2099-01-01T00:00:00Z").toEpochMilli());
    }

    @Test
    void aSourceThatWasHarvestedWaitsForItsInterval() throws Exception {
        HarvestSource source = add("a", "every day", true);
        HarvestReport run = harvester.harvest(source, false, new StopSignal(), HarvestProgress.NONE);

        try (HarvestScheduler scheduler = scheduler()) {
            scheduler.start();
            assertThat(nextTime("SIMPLE"))
                    .isEqualTo(run.started().plus(Duration.ofDays(1)).toEpochMilli());
        }
    }

    @Test
    void severalNodesRunEachHarvestOnce() {
        HarvestSource source = add("a", "every second", true);

        try (HarvestScheduler first = scheduler();
                HarvestScheduler second = scheduler()) {
            first.start();
            second.start();
            awaitRuns(source, 4);
        }

        List<HarvestReport> all = runs.latest(source.id(), 100);
        Duration time =
                Duration.between(all.get(all.size() - 1).started(), all.get(0).started());
        assertThat(all.size()).isLessThanOrEqualTo((int) time.toSeconds() + 2);
        assertThat(all).allMatch(run -> run.state() == HarvestReport.State.COMPLETE);
    }

    @Test
    void closingStopsARunningHarvest() {
        SERVER.stubFor(get(anyUrl())
                .withQueryParam("verb", equalTo("ListRecords"))
                .willReturn(okXml(Xml.page("2024-05-01T12:00:00Z", null)).withFixedDelay(60_000)));
        HarvestSource source = add("a", "every day", true);

        HarvestScheduler scheduler = scheduler();
        scheduler.start();
        await().atMost(LONG).until(() -> !runs.latest(source.id(), 1).isEmpty());
        long began = System.nanoTime();
        scheduler.close();

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
        assertThat(runs.latest(source.id(), 1)).singleElement().satisfies(run -> {
            assertThat(run.state()).isEqualTo(HarvestReport.State.FAILED);
            assertThat(run.failure()).isEqualTo("The registry was shut down");
        });
    }

    private HarvestSource add(String name, String schedule, boolean enabled) {
        return sources.add(new NewSource(
                name, SERVER.baseUrl() + "/" + name, Optional.empty(), "", Schedule.parse(schedule), enabled));
    }

    private HarvestScheduler scheduler() {
        return new HarvestScheduler(
                database.dataSource(),
                harvester,
                new HarvestSchedulerSettings(
                        "node 1", 2, Duration.ofMillis(200), Duration.ofSeconds(20), Duration.ofMillis(200)),
                clock);
    }

    private void awaitRuns(HarvestSource source, int number) {
        await().atMost(LONG).until(() -> ended(source) >= number);
    }

    private int ended(HarvestSource source) {
        return (int) runs.latest(source.id(), 100).stream()
                .filter(run -> run.ended().isPresent())
                .count();
    }

    private int count(String table) {
        return number("SELECT COUNT(*) FROM " + table).intValue();
    }

    private long nextTime(String kind) {
        return number("SELECT NEXT_FIRE_TIME FROM QRTZ_TRIGGERS WHERE TRIGGER_TYPE = '" + kind + "'");
    }

    private Long number(String sql) {
        return new HarvestTables(database.dataSource()).transaction("look", statements -> statements
                .query(row -> row.getLong(1), sql)
                .get(0));
    }
}

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
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
            scheduler.arrangeTimes();
            sources.remove(source.id());
            scheduler.arrangeTimes();
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
        assertThat(count("QRTZ_TRIGGERS WHERE TRIGGER_GROUP = 'harvest'")).isEqualTo(2);
        long nextOfB = nextTime("CRON");
        int before = ended(interval);

        try (HarvestScheduler scheduler = scheduler()) {
            scheduler.start();
            awaitRuns(interval, before + 1);
        }
        assertThat(count("QRTZ_TRIGGERS WHERE TRIGGER_GROUP = 'harvest'")).isEqualTo(2);
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
        // From before its first time: on a slow database the first run may begin late and the others on time.
        Instant beginning = Instant.now();

        try (HarvestScheduler first = scheduler();
                HarvestScheduler second = scheduler()) {
            first.start();
            second.start();
            awaitRuns(source, 4);
        }

        List<HarvestReport> all = runs.latest(source.id(), 100);
        Duration time = Duration.between(beginning, all.get(0).started());
        assertThat(all.size()).isLessThanOrEqualTo((int) time.toSeconds() + 2);
        // On a slow database, one more may have begun when the nodes were stopped.
        assertThat(all)
                .allMatch(run -> run.state() == HarvestReport.State.COMPLETE
                        || run.failure().equals("The registry was shut down"));
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

    @Test
    void sourcesWithOneScheduleAreSpreadAndAlwaysComeAtTheSameTime() {
        List<HarvestSource> many = IntStream.range(0, 50)
                .mapToObj(i -> sources.add(spread("s" + i, i % 2 == 0 ? "every day" : "0 30 3 * * ?")))
                .toList();
        try (HarvestScheduler scheduler = scheduler()) {
            scheduler.arrangeTimes();
        }

        List<Long> times = numbers("SELECT NEXT_FIRE_TIME FROM QRTZ_TRIGGERS WHERE TRIGGER_GROUP = 'harvest'");
        assertThat(times).hasSize(50);
        long different = times.stream().map(time -> time / 1000).distinct().count();
        assertThat(different).as("different seconds").isGreaterThanOrEqualTo(45);
        List<Long> cron = numbers("SELECT NEXT_FIRE_TIME FROM QRTZ_TRIGGERS WHERE TRIGGER_GROUP = 'harvest'"
                + " AND TRIGGER_TYPE = 'CRON'");
        assertThat(cron).hasSize(25).allSatisfy(time -> {
            LocalTime at = LocalTime.ofInstant(Instant.ofEpochMilli(time), ZoneOffset.UTC);
            assertThat(at).isBetween(LocalTime.of(3, 30), LocalTime.of(3, 40));
        });
        HarvestSource one = many.get(1);
        assertThat(one.delay())
                .isEqualTo(sources.get(one.id()).orElseThrow().delay())
                .isLessThan(one.jitter());
    }

    @Test
    void missedTimesAreMadeUpForByOneRun() {
        HarvestSource interval = add("a", "every hour", true);
        HarvestSource cron = sources.add(
                new NewSource("b", SERVER.baseUrl() + "/b", Optional.empty(), "", Schedule.parse("0 0 * * * ?"), true));
        try (HarvestScheduler scheduler = scheduler()) {
            scheduler.arrangeTimes();
        }
        long now = clock.instant().toEpochMilli();
        long fiveHoursAgo = now - Duration.ofHours(5).toMillis();
        change("UPDATE QRTZ_TRIGGERS SET NEXT_FIRE_TIME = " + fiveHoursAgo + ", START_TIME = " + fiveHoursAgo
                + " WHERE TRIGGER_GROUP = 'harvest'");

        try (HarvestScheduler scheduler = scheduler()) {
            scheduler.start();
            awaitRuns(interval, 1);
            awaitRuns(cron, 1);
            await().atMost(LONG)
                    .until(() -> numbers("SELECT NEXT_FIRE_TIME FROM QRTZ_TRIGGERS WHERE TRIGGER_GROUP = 'harvest'"
                                    + " AND TRIGGER_NAME NOT LIKE '%again'")
                            .stream()
                            .allMatch(time -> time > now));
        }

        assertThat(runs.latest(interval.id(), 10)).hasSize(1);
        assertThat(runs.latest(cron.id(), 10)).hasSize(1);
    }

    @Test
    void aHostIsAskedByOneHarvestAtATime() throws Exception {
        try (FakeRegistry server = new FakeRegistry("ivo://x.org/registry", "x.org")) {
            server.put(FakeRegistry.names("ivo://x.org/r", 3));
            server.gate = new CountDownLatch(1);
            List<HarvestSource> same = IntStream.range(0, 3)
                    .mapToObj(i -> sources.add(
                            new NewSource("s" + i, server.url() + "/" + i, Optional.empty(), "", Schedule.DAILY, true)))
                    .toList();
            try (HarvestScheduler scheduler = scheduler()) {
                scheduler.start();
                await().atMost(LONG)
                        .until(() -> server.requests().stream().anyMatch(query -> query.contains("ListRecords")));
                await().atMost(LONG).until(() -> count("QRTZ_TRIGGERS WHERE TRIGGER_NAME LIKE '%again'") > 0);
                server.gate.countDown();
                same.forEach(source -> awaitRuns(source, 1));
            }
            assertThat(server.mostAtOnce.get()).isEqualTo(1);
            assertThat(runs.latest(10)).hasSize(3).allMatch(run -> run.state() == HarvestReport.State.COMPLETE);
        }
    }

    @Test
    void noMoreThanTheLimitRunAtOnceOverAllNodes() throws Exception {
        try (FakeRegistry server = new FakeRegistry("ivo://x.org/registry", "x.org");
                Harvester limited = harvester(new HarvestLimits(2, 0.1, 20, 500))) {
            server.put(FakeRegistry.names("ivo://x.org/r", 3));
            server.gate = new CountDownLatch(1);
            List<HarvestSource> many = List.of("localhost", "127.0.0.1", "127.0.0.2", "127.0.0.3").stream()
                    .map(host -> sources.add(
                            new NewSource(host, server.url(host), Optional.empty(), "", Schedule.DAILY, true)))
                    .toList();
            try (HarvestScheduler first = scheduler(limited);
                    HarvestScheduler second = scheduler(limited)) {
                first.start();
                second.start();
                await().atMost(LONG).until(() -> server.mostAtOnce.get() == 2);
                await().atMost(LONG).until(() -> count("QRTZ_TRIGGERS WHERE TRIGGER_NAME LIKE '%again'") > 0);
                assertThat(count("harvest_source WHERE claim_owner IS NOT NULL"))
                        .isEqualTo(2);
                server.gate.countDown();
                many.forEach(source -> awaitRuns(source, 1));
            }
            assertThat(server.mostAtOnce.get()).isEqualTo(2);
        }
    }

    @Test
    void aHarvestInProgressCanBeStoppedFromAnotherNode() throws Exception {
        try (FakeRegistry server = new FakeRegistry("ivo://x.org/registry", "x.org");
                Harvester elsewhere = harvester(HarvestLimits.USUAL)) {
            server.gate = new CountDownLatch(1);
            HarvestSource source =
                    sources.add(new NewSource("s", server.url(), Optional.empty(), "", Schedule.DAILY, true));
            assertThat(elsewhere.stop(source.id())).isFalse();
            try (HarvestScheduler scheduler = scheduler()) {
                scheduler.start();
                await().atMost(LONG).until(() -> server.mostAtOnce.get() == 1);

                assertThat(elsewhere.stop(source.id())).isTrue();

                awaitRuns(source, 1);
            }
            assertThat(runs.latest(source.id(), 1)).singleElement().satisfies(run -> {
                assertThat(run.state()).isEqualTo(HarvestReport.State.FAILED);
                assertThat(run.failure()).isEqualTo("The harvest was stopped by a person");
            });
        }
    }

    @Test
    void aReconciliationComesAtItsTimeAndAtAPersonsWord() throws Exception {
        try (FakeRegistry server = new FakeRegistry("ivo://x.org/registry", "x.org")) {
            server.put(FakeRegistry.names("ivo://x.org/r", 3));
            HarvestSource source = sources.add(new NewSource(
                    "s",
                    server.url(),
                    Optional.empty(),
                    "",
                    Schedule.DAILY,
                    true,
                    Duration.ZERO,
                    0,
                    Optional.empty(),
                    false));
            harvester.harvest(source, false, new StopSignal(), HarvestProgress.NONE);
            Reconciliations reconciliations = new Reconciliations(database.dataSource());
            try (HarvestScheduler scheduler = scheduler()) {
                scheduler.start();
                scheduler.reconcileNow(source);
                await().atMost(LONG).until(() -> reconciliations.latest(source.id(), 5).stream()
                        .anyMatch(run -> run.ended().isPresent()));
                sources.setReconcileSchedule(source.id(), Optional.of(Schedule.parse("every second")));
                await().atMost(LONG)
                        .until(() -> reconciliations.latest(source.id(), 5).size() >= 3);
            }
        }
    }

    private static NewSource spread(String name, String schedule) {
        return new NewSource(
                name,
                SERVER.baseUrl() + "/" + name,
                Optional.empty(),
                "",
                Schedule.parse(schedule),
                true,
                Duration.ofMinutes(10),
                0,
                Optional.empty(),
                false);
    }

    private Harvester harvester(HarvestLimits limits) {
        return new Harvester(
                database.dataSource(),
                new MasterCopy(database.dataSource(), Set.of("archive.stsci.edu"), clock),
                new DocumentNormaliser(SchemaValidator.shared()),
                client,
                "node 2",
                clock,
                limits);
    }

    private HarvestSource add(String name, String schedule, boolean enabled) {
        return sources.add(new NewSource(
                name, SERVER.baseUrl() + "/" + name, Optional.empty(), "", Schedule.parse(schedule), enabled));
    }

    private HarvestScheduler scheduler() {
        return scheduler(harvester);
    }

    private HarvestScheduler scheduler(Harvester with) {
        return new HarvestScheduler(
                database.dataSource(),
                with,
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
        return number("SELECT NEXT_FIRE_TIME FROM QRTZ_TRIGGERS WHERE TRIGGER_GROUP = 'harvest'"
                + " AND TRIGGER_TYPE = '" + kind + "'");
    }

    private Long number(String sql) {
        return numbers(sql).get(0);
    }

    private List<Long> numbers(String sql) {
        return new HarvestTables(database.dataSource())
                .transaction("look", statements -> statements.query(row -> row.getLong(1), sql));
    }

    private void change(String sql) {
        new HarvestTables(database.dataSource()).transaction("change", statements -> statements.update(sql));
    }
}

package edu.stsci.mast.registry.harvester;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.store.Database;
import edu.stsci.mast.registry.model.store.TestDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HarvestOverviewTest {
    private static final Instant NOW = Instant.parse("2024-05-01T12:00:00Z");

    @TempDir
    Path folder;

    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private Database database;
    private HarvestSources sources;
    private HarvestRuns runs;

    @BeforeEach
    void open() {
        database = TestDatabase.open(folder);
        sources = new HarvestSources(database.dataSource(), clock);
        runs = new HarvestRuns(database.dataSource());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void showsTheLatestRunsOfEachSource() {
        HarvestSource first = source(1);
        HarvestSource second = source(2);
        long run = 0;
        for (int i = 0; i < HarvestOverview.TREND + 3; i++) {
            keep(first, ++run, i);
            keep(second, ++run, 1000 + i);
        }

        List<SourceOverview> overview = new HarvestOverview(database.dataSource(), clock).sources();

        assertThat(overview).extracting(SourceOverview::source).containsExactly(first, second);
        for (SourceOverview source : overview) {
            int least = (source.source().equals(first) ? 0 : 1000) + 3;
            assertThat(source.trend())
                    .hasSize(HarvestOverview.TREND)
                    .extracting(SourceOverview.RunMark::changes)
                    .isSorted()
                    .startsWith(least);
            assertThat(source.last().orElseThrow().changes()).isEqualTo(least + HarvestOverview.TREND - 1);
            assertThat(new HarvestOverview(database.dataSource(), clock)
                            .source(source.source().id()))
                    .contains(source);
        }
    }

    @Test
    void asksAsManyStatementsForManySourcesAsForOne() {
        keep(source(0), 1, 1);
        int forOne = statements();
        for (int i = 1; i < 50; i++) {
            keep(source(i), 1 + i, i);
        }

        assertThat(statements()).isEqualTo(forOne).isLessThan(12);
    }

    private int statements() {
        AtomicInteger statements = new AtomicInteger();
        assertThat(new HarvestOverview(counting(database.dataSource(), statements), clock).sources())
                .isNotEmpty();
        return statements.get();
    }

    /** A view of a data source that counts the statements which are prepared. */
    private static DataSource counting(DataSource dataSource, AtomicInteger statements) {
        return (DataSource) Proxy.newProxyInstance(
                HarvestOverviewTest.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, args) -> {
                    Object result = invoke(dataSource, method, args);
                    return result instanceof Connection connection ? counting(connection, statements) : result;
                });
    }

    private static Connection counting(Connection connection, AtomicInteger statements) {
        return (Connection) Proxy.newProxyInstance(
                HarvestOverviewTest.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, args) -> {
                    if (method.getName().equals("prepareStatement")) {
                        statements.incrementAndGet();
                    }
                    return invoke(connection, method, args);
                });
    }

    private static Object invoke(Object target, java.lang.reflect.Method method, Object[] args) throws Throwable {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private HarvestSource source(int number) {
        return sources.add(new NewSource(
                "source " + number,
                "http://x.org/oai/" + number,
                Optional.of(Ivoid.of("ivo://x.org/r" + number)),
                "ivo_managed",
                Schedule.DAILY,
                true));
    }

    private void keep(HarvestSource source, long run, int created) {
        runs.keep(
                source.id(),
                new HarvestReport(
                        run,
                        source.name(),
                        source.baseUrl(),
                        Optional.empty(),
                        HarvestReport.State.COMPLETE,
                        true,
                        Optional.empty(),
                        "",
                        created,
                        0,
                        0,
                        0,
                        0,
                        0,
                        1,
                        1,
                        0,
                        100,
                        "",
                        List.of(),
                        NOW.minusSeconds(60),
                        Optional.of(NOW),
                        "node",
                        Optional.empty(),
                        created,
                        Optional.empty()));
    }
}

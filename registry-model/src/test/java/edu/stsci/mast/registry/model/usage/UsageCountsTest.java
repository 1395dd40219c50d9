package edu.stsci.mast.registry.model.usage;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.model.store.Database;
import edu.stsci.mast.registry.model.store.TestDatabase;
import edu.stsci.mast.registry.model.usage.Usage.Kind;
import edu.stsci.mast.registry.model.usage.UsageCounts.Count;
import edu.stsci.mast.registry.model.usage.UsageCounts.DayCount;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageCountsTest {
    private static final LocalDate DAY = LocalDate.of(2026, 5, 1);

    @TempDir
    Path folder;

    private Database database;
    private UsageCounts counts;

    @BeforeEach
    void open() {
        database = TestDatabase.open(folder);
        counts = new UsageCounts(database.dataSource());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void usesAddUpByDayAndTheMostUsedComesFirst() {
        Usage search = new Usage(Kind.REQUESTS, "page search");
        Usage list = new Usage(Kind.REQUESTS, "oai ListRecords");
        assertThat(counts.add(DAY, Map.of(search, 2L, list, 1L))).isEmpty();
        counts.add(DAY, Map.of(search, 3L));
        counts.add(DAY.plusDays(1), Map.of(list, 10L, new Usage(Kind.CLIENTS, "pyVO"), 1L));

        assertThat(counts.most(Kind.REQUESTS, DAY, DAY.plusDays(1), 10))
                .containsExactly(new Count("oai ListRecords", 11), new Count("page search", 5));
        assertThat(counts.most(Kind.REQUESTS, DAY, DAY.plusDays(1), 1)).hasSize(1);
        assertThat(counts.byDay(Kind.REQUESTS, DAY, DAY))
                .containsExactly(new DayCount(DAY, "oai ListRecords", 1), new DayCount(DAY, "page search", 5));
        assertThat(counts.byDay(Kind.CLIENTS, DAY, DAY)).isEmpty();
    }

    @Test
    void nodesThatCountAtOnceLoseNothing() throws Exception {
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int node = 0; node < 4; node++) {
                running.add(nodes.submit(() -> {
                    for (int i = 0; i < 50; i++) {
                        assertThat(counts.add(
                                        DAY,
                                        Map.of(
                                                new Usage(Kind.CLIENTS, "program " + i),
                                                1L,
                                                new Usage(Kind.CLIENTS, "one for all"),
                                                1L)))
                                .isEmpty();
                    }
                }));
            }
            for (Future<?> node : running) {
                node.get();
            }
        } finally {
            nodes.shutdownNow();
        }
        List<Count> all = counts.most(Kind.CLIENTS, DAY, DAY, 100);
        assertThat(all).hasSize(51).contains(new Count("one for all", 200));
        assertThat(all).filteredOn(count -> count.name().startsWith("program")).allMatch(count -> count.number() == 4);
    }

    @Test
    void oldCountsAreForgotten() {
        Usage usage = new Usage(Kind.RECORDS, "archive.stsci.edu/hst");
        counts.add(DAY, Map.of(usage, 1L));
        counts.add(DAY.plusDays(1), Map.of(usage, 1L));
        assertThat(counts.forgetBefore(DAY.plusDays(1))).isEqualTo(1);
        assertThat(counts.byDay(Kind.RECORDS, DAY, DAY.plusDays(1)))
                .extracting(DayCount::day)
                .containsExactly(DAY.plusDays(1));
    }

    @Test
    void longNamesAreCutBetweenCharacters() {
        String name = "x".repeat(399) + "😀 and more";
        Usage usage = new Usage(Kind.CLIENTS, name);
        assertThat(usage.name()).isEqualTo("x".repeat(399));
        assertThat(counts.add(DAY, Map.of(usage, 1L))).isEmpty();
        assertThat(counts.most(Kind.CLIENTS, DAY, DAY, 1)).containsExactly(new Count("x".repeat(399), 1));
    }
}

package edu.stsci.mast.registry.model.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeasesTest {
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final Duration LENGTH = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private Database database;

    @BeforeEach
    void open() {
        database = TestDatabase.open(folder);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Leases at(Instant time) {
        return new Leases(database.dataSource(), Clock.fixed(time, ZoneOffset.UTC));
    }

    @Test
    void areHeldByOneUntilTheyAreGivenBack() {
        Leases one = at(NOON);
        Leases other = at(NOON);

        assertThat(one.take("index", LENGTH)).isTrue();
        assertThat(one.take("index", LENGTH)).isTrue();
        assertThat(other.take("index", LENGTH)).isFalse();
        assertThat(other.take("another index", LENGTH)).isTrue();
        other.giveBack("index");
        assertThat(other.take("index", LENGTH)).isFalse();
        one.giveBack("index");
        assertThat(other.take("index", LENGTH)).isTrue();
    }

    @Test
    void areTakenOverWhenTheyWereNotRenewed() {
        Leases dead = at(NOON);
        dead.take("index", LENGTH);

        assertThat(at(NOON.plus(LENGTH)).take("index", LENGTH)).isFalse();
        assertThat(at(NOON.plus(LENGTH).plusMillis(1)).take("index", LENGTH)).isTrue();
        assertThat(dead.take("index", LENGTH)).isFalse();
    }

    @Test
    void areTakenByOneOfManyAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            for (int round = 0; round < 10; round++) {
                String name = "index " + round;
                List<Callable<Boolean>> takers = new ArrayList<>();
                for (int i = 0; i < 6; i++) {
                    takers.add(() -> at(NOON).take(name, LENGTH));
                }
                int taken = 0;
                for (Future<Boolean> taker : threads.invokeAll(takers)) {
                    taken += taker.get() ? 1 : 0;
                }
                assertThat(taken).isOne();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void areNeverInTheWayOfThoseWhoTakeThemWhileTheyAreGivenBack() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        AtomicInteger holders = new AtomicInteger();
        try {
            List<Callable<Integer>> takers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                takers.add(() -> {
                    Leases leases = at(NOON);
                    int taken = 0;
                    for (int round = 0; round < 100; round++) {
                        if (leases.take("index", LENGTH)) {
                            assertThat(holders.incrementAndGet()).isOne();
                            taken++;
                            holders.decrementAndGet();
                            leases.giveBack("index");
                        }
                    }
                    return taken;
                });
            }
            int taken = 0;
            for (Future<Integer> taker : threads.invokeAll(takers)) {
                taken += taker.get();
            }
            assertThat(taken).isPositive();
        } finally {
            threads.shutdownNow();
        }
    }
}

package edu.stsci.mast.registry.harvester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.store.Database;
import edu.stsci.mast.registry.model.store.TestDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HarvestSourcesTest {
    private static final Instant NOW = Instant.parse("2024-05-01T12:00:00Z");

    @TempDir
    Path folder;

    private Database database;
    private HarvestSources sources;

    @BeforeEach
    void open() {
        database = TestDatabase.open(folder);
        sources = new HarvestSources(database.dataSource(), at(NOW));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void keepsWhatWasAdded() {
        HarvestSource added = sources.add(new NewSource(
                " Example ",
                "https://x.org/oai?",
                Optional.of(Ivoid.of("ivo://X.org/Registry")),
                "ivo_managed",
                Schedule.parse("0 30 3 * * ?"),
                true));

        assertThat(added.name()).isEqualTo("Example");
        assertThat(added.baseUrl()).isEqualTo("https://x.org/oai");
        assertThat(added.created()).isEqualTo(NOW);
        assertThat(added.nextFrom()).isEmpty();
        assertThat(sources.get(added.id())).contains(added);
        assertThat(sources.list()).containsExactly(added);
        for (String words : List.of("example", "ivo://x.org/registry", "https://x.org/oai", "https://x.org/oai?")) {
            assertThat(sources.find(words)).as(words).contains(added);
        }
        assertThat(sources.find("nobody")).isEmpty();
    }

    @Test
    void namesAndAddressesAreUnique() {
        sources.add(NewSource.at("http://x.org/oai"));

        assertThatThrownBy(() -> sources.add(NewSource.at("http://X.org/oai")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is a source named 'X.org/oai' already");
        assertThatThrownBy(() -> sources.add(
                        new NewSource("other", "http://x.org/oai", Optional.empty(), "", Schedule.DAILY, false)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'x.org/oai' has the base URL http://x.org/oai already");
    }

    @Test
    void refusesWhatIsNoSource() {
        for (String url : List.of("x.org/oai", "ftp://x.org/oai", "http://", "http://x.org/a b")) {
            assertThatThrownBy(() -> NewSource.at(url))
                    .as(url)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(url);
        }
    }

    @Test
    void changesAndRemoves() {
        HarvestSource source = sources.add(NewSource.at("http://x.org/oai"));

        sources.setEnabled(source.id(), false);
        sources.setSchedule(source.id(), new Schedule.Every(Duration.ofMinutes(15)));
        HarvestSource changed = sources.get(source.id()).orElseThrow();
        assertThat(changed.enabled()).isFalse();
        assertThat(changed.schedule()).isEqualTo(Schedule.parse("every 15 minutes"));

        assertThat(sources.remove(source.id())).isTrue();
        assertThat(sources.remove(source.id())).isFalse();
        assertThat(sources.list()).isEmpty();
    }

    @Test
    void oneOfManyGetsTheClaim() {
        HarvestSource source = sources.add(NewSource.at("http://x.org/oai"));
        int many = 8;
        CountDownLatch ready = new CountDownLatch(many);
        List<CompletableFuture<Optional<HarvestClaims.Claim>>> tries = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            HarvestClaims claims = claims("node " + i, NOW);
            tries.add(CompletableFuture.supplyAsync(
                    () -> {
                        ready.countDown();
                        return taken(claims, source);
                    },
                    task -> new Thread(task).start()));
        }

        assertThat(tries.stream().filter(attempt -> attempt.join().isPresent())).hasSize(1);
    }

    @Test
    void aClaimThatNobodyRenewsIsTakenOver() {
        HarvestSource source = sources.add(NewSource.at("http://x.org/oai"));
        HarvestClaims.Claim first = taken(claims("node 1", NOW), source).orElseThrow();
        Instant later = NOW.plusSeconds(45);
        assertThat(claims("node 1", later).renew(first)).isTrue();
        Instant muchLater = NOW.plusSeconds(90);
        assertThat(taken(claims("node 2", muchLater), source)).isEmpty();

        Instant tooLate = NOW.plusSeconds(300);
        HarvestClaims.Claim second = taken(claims("node 2", tooLate), source).orElseThrow();

        assertThat(claims("node 1", tooLate).renew(first)).isFalse();
        claims("node 1", tooLate).release(first);
        assertThat(taken(claims("node 1", tooLate), source))
                .as("a claim that was lost gives nothing back")
                .isEmpty();
        claims("node 2", tooLate).release(second);
        assertThat(taken(claims("node 1", tooLate), source)).isPresent();
    }

    @Test
    void takingOverClosesTheRunThatDied() {
        HarvestSource source = sources.add(NewSource.at("http://x.org/oai"));
        HarvestRuns runs = new HarvestRuns(database.dataSource());
        HarvestReport running = new HarvestReport(
                runs.nextNumber(),
                source.name(),
                source.baseUrl(),
                Optional.empty(),
                HarvestReport.State.RUNNING,
                false,
                Optional.empty(),
                "",
                1,
                2,
                3,
                4,
                5,
                6,
                7,
                8,
                9,
                10L,
                "",
                List.of("a", "b"),
                NOW,
                Optional.empty(),
                "n",
                Optional.of(3L),
                21,
                Optional.of(30L));
        runs.keep(source.id(), running);
        assertThat(runs.get(running.run())).contains(running);

        taken(claims("node 2", NOW), source);

        assertThat(runs.get(running.run()).orElseThrow()).satisfies(run -> {
            assertThat(run.state()).isEqualTo(HarvestReport.State.FAILED);
            assertThat(run.failure()).contains("process ended");
            assertThat(run.ended()).contains(NOW);
            assertThat(run.problems()).containsExactly("a", "b");
        });
    }

    /** The claim of a source, when it can be had. */
    private static Optional<HarvestClaims.Claim> taken(HarvestClaims claims, HarvestSource source) {
        try {
            return Optional.of(claims.take(source.id(), Integer.MAX_VALUE));
        } catch (HarvestClaims.RefusedException e) {
            return Optional.empty();
        }
    }

    private HarvestClaims claims(String node, Instant now) {
        return new HarvestClaims(new HarvestTables(database.dataSource()), at(now), node);
    }

    private static Clock at(Instant time) {
        return Clock.fixed(time, ZoneOffset.UTC);
    }
}

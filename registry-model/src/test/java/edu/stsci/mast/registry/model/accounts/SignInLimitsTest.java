package edu.stsci.mast.registry.model.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.model.accounts.SignInLimits.Attempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignInLimitsTest extends AccountsFixture {
    private SignInLimits limits;

    @BeforeEach
    void limits() {
        limits = new SignInLimits(database.dataSource(), clock);
    }

    private Attempt from(String name, int sender) {
        return Attempt.byStranger(name, "192.0.2." + sender);
    }

    @Test
    void whoGuessesWaitsTwiceAsLongEachTimeUpToALimit() {
        for (int i = 0; i < 5; i++) {
            assertThat(limits.begin(from("ann", i))).as("attempt %d", i).isEmpty();
        }
        List<Long> waits = new ArrayList<>();
        for (int i = 5; i < 15; i++) {
            Duration wait = limits.begin(from("ANN", i)).orElseThrow();
            assertThat(limits.begin(from(" ann ", i)))
                    .as("refused attempts are not counted")
                    .contains(wait);
            waits.add(wait.toSeconds());
            clock.advance(wait);
            assertThat(limits.begin(from("ann", i))).isEmpty();
        }
        assertThat(waits).containsExactly(2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L, 300L);
        assertThat(limits.begin(from("bob", 99))).isEmpty();
    }

    @Test
    void oneAddressMayNotTryManyNames() {
        for (int i = 0; i < 20; i++) {
            assertThat(limits.begin(from("name" + i, 1))).isEmpty();
        }
        assertThat(limits.begin(from("another", 1))).contains(Duration.ofSeconds(2));
        assertThat(limits.begin(from("another", 2))).isEmpty();
    }

    @Test
    void successBeginsANameAnewButNotAnAddress() {
        for (int i = 0; i < 19; i++) {
            assertThat(limits.begin(from("name" + i, 1))).isEmpty();
        }
        for (int i = 0; i < 3; i++) {
            Attempt own = from("mallory", 1);
            assertThat(limits.begin(own)).isEmpty();
            limits.succeeded(own);
        }
        assertThat(limits.begin(from("next", 1))).isEmpty();
        assertThat(limits.begin(from("next", 1))).isPresent();
    }

    @Test
    void othersGuessesDoNotKeepAKnownBrowserOut() {
        for (int i = 0; i < 5; i++) {
            limits.begin(from("ann", 1));
        }
        assertThat(limits.begin(from("ann", 2))).isPresent();
        Attempt owner = Attempt.inKnownBrowser("ann browser 1");
        for (int i = 0; i < 9; i++) {
            assertThat(limits.begin(owner)).isEmpty();
        }
        limits.succeeded(owner);
        for (int i = 0; i < 10; i++) {
            assertThat(limits.begin(owner)).isEmpty();
        }
        assertThat(limits.begin(owner))
                .as("who has stolen its cookie guesses no faster")
                .isPresent();
    }

    @Test
    void attemptsAtOnceDoNotSlipThroughTogether() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        Callable<Optional<Duration>> attempt = () -> limits.begin(from("ann", 1));
        List<Future<Optional<Duration>>> all = threads.invokeAll(Collections.nCopies(40, attempt));
        threads.shutdown();
        int allowed = 0;
        for (Future<Optional<Duration>> one : all) {
            allowed += one.get().isEmpty() ? 1 : 0;
        }
        assertThat(allowed).isEqualTo(5);
    }

    @Test
    void attemptsAreForgottenAfterADay() {
        for (int i = 0; i < 5; i++) {
            limits.begin(from("ann", i));
        }
        clock.advance(Duration.ofHours(25));
        for (int i = 0; i < 5; i++) {
            assertThat(limits.begin(from("ann", i))).isEmpty();
        }
        assertThat(limits.begin(from("ann", 9))).isPresent();
    }
}

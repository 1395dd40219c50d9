package edu.stsci.mast.registry.search.uws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is asked in whatever order, a job moves only as UWS 1.1, section 2.1.3, says, and a refused request changes nothing. */
class JobPhasesProperty {
    /** Which phases may follow; those passed through while nobody looked included. */
    private static final Map<JobPhase, Set<JobPhase>> NEXT = new EnumMap<>(Map.of(
            JobPhase.PENDING,
            EnumSet.of(JobPhase.QUEUED, JobPhase.EXECUTING, JobPhase.COMPLETED, JobPhase.ERROR, JobPhase.ABORTED),
            JobPhase.QUEUED,
            EnumSet.of(JobPhase.EXECUTING, JobPhase.COMPLETED, JobPhase.ERROR, JobPhase.ABORTED),
            JobPhase.EXECUTING,
            EnumSet.of(JobPhase.COMPLETED, JobPhase.ERROR, JobPhase.ABORTED),
            JobPhase.COMPLETED,
            EnumSet.noneOf(JobPhase.class),
            JobPhase.ERROR,
            EnumSet.noneOf(JobPhase.class),
            JobPhase.ABORTED,
            EnumSet.noneOf(JobPhase.class)));

    private enum Action {
        RUN,
        ABORT,
        DELETE,
        DURATION,
        DESTRUCTION,
        PARAMETERS,
        SWEEP,
        TICK,
        TIME_PASSES,
        REOPEN,
        AWAIT
    }

    @Provide
    Arbitrary<List<Action>> actions() {
        return Arbitraries.frequency(
                        net.jqwik.api.Tuple.of(4, Action.RUN),
                        net.jqwik.api.Tuple.of(2, Action.ABORT),
                        net.jqwik.api.Tuple.of(1, Action.DELETE),
                        net.jqwik.api.Tuple.of(2, Action.DURATION),
                        net.jqwik.api.Tuple.of(2, Action.DESTRUCTION),
                        net.jqwik.api.Tuple.of(2, Action.PARAMETERS),
                        net.jqwik.api.Tuple.of(1, Action.SWEEP),
                        net.jqwik.api.Tuple.of(2, Action.TICK),
                        net.jqwik.api.Tuple.of(1, Action.TIME_PASSES),
                        net.jqwik.api.Tuple.of(1, Action.REOPEN),
                        net.jqwik.api.Tuple.of(3, Action.AWAIT))
                .list()
                .ofMaxSize(12);
    }

    @Property(tries = 150)
    void aJobNeverLeavesItsPath(@ForAll("actions") List<Action> actions, @ForAll("kinds") String kind)
            throws IOException {
        Path folder = Files.createTempDirectory("jobs");
        try (JobsFixture fixture = new JobsFixture(folder)) {
            Jobs jobs = fixture.open();
            String id = JobsFixture.create(jobs, kind, false).id();
            Optional<Job> before = jobs.find(id);
            for (Action action : actions) {
                boolean refused = false;
                try {
                    jobs = perform(action, jobs, fixture, id);
                } catch (JobRefusedException e) {
                    refused = true;
                    assertThat(e.kind()).isEqualTo(JobRefusedException.Kind.PHASE);
                } catch (NoSuchJobException e) {
                    assertThat(jobs.find(id)).isEmpty();
                }
                Optional<Job> after = jobs.find(id);
                check(action, before, after, refused);
                before = after;
            }
        } finally {
            JobStore.deleteTree(folder);
        }
    }

    @Provide
    Arbitrary<String> kinds() {
        return Arbitraries.of("write", "wait", "refuse", "nothing");
    }

    private static Jobs perform(Action action, Jobs jobs, JobsFixture fixture, String id) {
        switch (action) {
            case RUN -> jobs.run(id);
            case ABORT -> jobs.abort(id);
            case DELETE -> jobs.delete(id);
            case DURATION -> jobs.setExecutionDuration(id, 5);
            case DESTRUCTION -> jobs.setDestruction(id, fixture.clock.instant().plusSeconds(90));
            case PARAMETERS -> {
                try (JobDraft draft = jobs.draft()) {
                    draft.parameter("MORE", "1");
                    jobs.setParameters(id, draft, n -> false);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            case SWEEP -> jobs.sweep();
            case TICK -> jobs.tick();
            case TIME_PASSES -> fixture.clock.advance(Duration.ofSeconds(60));
            case REOPEN -> {
                try {
                    jobs.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return fixture.open();
            }
            case AWAIT ->
                jobs.awaitChange(id, Optional.empty(), Duration.ofMillis(20)).join();
        }
        return jobs;
    }

    private static void check(Action action, Optional<Job> before, Optional<Job> after, boolean refused) {
        if (before.isEmpty()) {
            assertThat(after).as("a job that is gone stays gone").isEmpty();
            return;
        }
        if (after.isEmpty()) {
            assertThat(action).isIn(Action.DELETE, Action.TIME_PASSES);
            return;
        }
        JobPhase from = before.get().phase();
        JobPhase to = after.get().phase();
        boolean putBack = action == Action.REOPEN && from == JobPhase.EXECUTING && to == JobPhase.QUEUED;
        if (from != to && !putBack) {
            assertThat(NEXT.get(from)).as("what may follow %s", from).contains(to);
        }
        if (from == JobPhase.PENDING && to != JobPhase.PENDING) {
            assertThat(action).isIn(Action.RUN, Action.ABORT);
        }
        if (refused) {
            assertThat(after.get().parameters()).isEqualTo(before.get().parameters());
            assertThat(after.get().executionDuration()).isEqualTo(before.get().executionDuration());
            assertThat(after.get().destruction()).isEqualTo(before.get().destruction());
            assertThat(from == JobPhase.PENDING).as("refused while PENDING").isFalse();
        }
        if (!from.active()) {
            assertThat(after.get().keptUntil(Instant.EPOCH))
                    .isEqualTo(before.get().keptUntil(Instant.EPOCH));
        }
        Job job = after.get();
        assertThat(job.endTime().isPresent()).isEqualTo(!to.active());
        assertThat(job.error().isPresent() && to.active()).isFalse();
        assertThat(to != JobPhase.ERROR || job.error().isPresent())
                .as("an error has a reason")
                .isTrue();
        if (to == JobPhase.EXECUTING || to == JobPhase.COMPLETED) {
            assertThat(job.startTime()).isPresent();
        }
    }
}

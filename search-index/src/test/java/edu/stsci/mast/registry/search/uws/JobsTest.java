package edu.stsci.mast.registry.search.uws;

import static edu.stsci.mast.registry.search.uws.JobsFixture.LIMITS;
import static edu.stsci.mast.registry.search.uws.JobsFixture.awaitPhase;
import static edu.stsci.mast.registry.search.uws.JobsFixture.create;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import edu.stsci.mast.registry.search.uws.JobRefusedException.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobsTest {
    @TempDir
    Path folder;

    private JobsFixture fixture;
    private Jobs jobs;

    @BeforeEach
    void open() {
        fixture = new JobsFixture(folder);
        jobs = fixture.open();
    }

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    @Test
    void aNewJobWaitsToBeStarted() {
        Job job = create(jobs, "write", false);

        assertThat(job.id()).matches("[0-9a-f]{32}");
        assertThat(job.phase()).isEqualTo(JobPhase.PENDING);
        assertThat(job.creationTime()).isEqualTo(Instant.parse("2026-11-24T12:00:00Z"));
        assertThat(job.destruction()).isEqualTo(Instant.parse("2026-12-01T12:00:00Z"));
        assertThat(job.executionDuration()).isEqualTo(Duration.ofMinutes(10));
        assertThat(job.startTime()).isEmpty();
        assertThat(jobs.get(job.id())).isEqualTo(job);
    }

    @Test
    void aStartedJobIsDoneAndKeepsItsResult() throws IOException {
        Job job = create(jobs, "write", false);

        assertThat(jobs.run(job.id()).phase()).isEqualTo(JobPhase.QUEUED);

        Job done = awaitPhase(jobs, job, JobPhase.COMPLETED);
        assertThat(done.results()).containsExactly(new JobResult("result", "text/plain", 9));
        assertThat(jobs.file(done, done.result("result").orElseThrow())).hasContent("forty-two");
        assertThat(done.startTime()).contains(fixture.clock.instant());
        assertThat(done.endTime()).contains(fixture.clock.instant());
        assertThat(done.error()).isEmpty();
    }

    @Test
    void lookingAfterJobsDoesNotDisturbThoseThatJustBegin() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Void> looking = CompletableFuture.runAsync(() -> {
            while (!over.get()) {
                jobs.tick();
            }
        });
        try {
            for (int i = 0; i < 100; i++) {
                Job done = awaitPhase(jobs, create(jobs, "write", true), JobPhase.COMPLETED);
                assertThat(done.results()).containsExactly(new JobResult("result", "text/plain", 9));
                jobs.delete(done.id());
            }
        } finally {
            over.set(true);
            looking.join();
        }
    }

    @Test
    void aRefusalOfTheWorkIsToldToTheSender() throws IOException {
        Job job = awaitPhase(jobs, create(jobs, "refuse", true), JobPhase.ERROR);

        assertThat(job.error())
                .contains(new JobError(JobError.Type.FATAL, "There is no table nowhere.", "text/plain;charset=utf-8"));
        assertThat(jobs.errorFile(job)).hasContent("There is no table nowhere.\n");
        assertThat(job.results()).isEmpty();
    }

    @Test
    void anErrorOfOursTellsNothingOfOurInsides() {
        for (String what : List.of("crash", "overflow")) {
            Job job = awaitPhase(jobs, create(jobs, what, true), JobPhase.ERROR);

            assertThat(job.error().orElseThrow().type()).isEqualTo(JobError.Type.TRANSIENT);
            assertThat(job.error().orElseThrow().message())
                    .contains("The service made an error")
                    .doesNotContain("secret");
            assertThat(jobs.errorFile(job)).exists();
        }
    }

    @Test
    void abortReallyEndsTheWork() {
        Job job = create(jobs, "wait", true);
        fixture.awaitEvent("started " + job.id());

        assertThat(jobs.abort(job.id()).phase()).isEqualTo(JobPhase.ABORTED);

        fixture.awaitEvent("cancelled " + job.id());
        fixture.awaitEvent("interrupted " + job.id());
        // the threads are free again
        create(jobs, "write", true);
        awaitPhase(jobs, create(jobs, "write", true), JobPhase.COMPLETED);
        Job aborted = jobs.get(job.id());
        assertThat(aborted.phase()).isEqualTo(JobPhase.ABORTED);
        // section 2.1.4: results that were complete are retained
        assertThat(aborted.results()).containsExactly(new JobResult("early", "text/plain", 1));
        await().until(() -> !Files.exists(jobs.file(aborted, new JobResult("late", "", 0))));
    }

    @Test
    void deletionReallyEndsTheWorkAndTakesTheFolder() throws IOException {
        Job job = create(jobs, "wait", true);
        fixture.awaitEvent("started " + job.id());

        jobs.delete(job.id());

        fixture.awaitEvent("interrupted " + job.id());
        assertThat(jobs.find(job.id())).isEmpty();
        assertThatThrownBy(() -> jobs.get(job.id()))
                .isInstanceOf(NoSuchJobException.class)
                .hasMessageContaining(job.id());
        await().until(() -> {
            jobs.sweep();
            return files(folder).noneMatch(f -> f.toString().contains(job.id()));
        });
    }

    @Test
    void aJobThatTakesTooLongIsAbortedAndSaysSo() {
        Job job = create(jobs, "wait", false);
        jobs.setExecutionDuration(job.id(), 60);
        jobs.run(job.id());
        fixture.awaitEvent("started " + job.id());

        fixture.clock.advance(Duration.ofSeconds(59));
        jobs.tick();
        assertThat(jobs.get(job.id()).phase()).isEqualTo(JobPhase.EXECUTING);
        fixture.clock.advance(Duration.ofSeconds(1));
        jobs.tick();

        fixture.awaitEvent("interrupted " + job.id());
        Job aborted = jobs.get(job.id());
        assertThat(aborted.phase()).isEqualTo(JobPhase.ABORTED);
        assertThat(aborted.error().orElseThrow().message()).contains("execution duration of 60 seconds");
        assertThat(jobs.errorFile(aborted)).exists();
    }

    @Test
    void theExecutionDurationIsBoundedByTheService() {
        Job job = create(jobs, "wait", false);

        assertThat(jobs.setExecutionDuration(job.id(), 0).executionDuration()).hasMinutes(10);
        assertThat(jobs.setExecutionDuration(job.id(), 1).executionDuration()).hasSeconds(1);
        assertThat(jobs.setExecutionDuration(job.id(), Long.MAX_VALUE).executionDuration())
                .hasMinutes(10);
        jobs.run(job.id());
        fixture.awaitEvent("started " + job.id());
        assertRefused(Kind.PHASE, "EXECUTING", () -> jobs.setExecutionDuration(job.id(), 5));
    }

    @Test
    void destructionTimesAreBoundedAndKept() {
        Job job = create(jobs, "wait", true);
        fixture.awaitEvent("started " + job.id());

        assertThat(jobs.setDestruction(job.id(), Instant.parse("2099-01-01T00:00:00Z"))
                        .destruction())
                .isEqualTo(Instant.parse("2026-12-01T12:00:00Z"));
        jobs.setDestruction(job.id(), Instant.parse("2026-11-24T12:05:00Z"));
        Job other = create(jobs, "write", false);
        fixture.clock.advance(Duration.ofMinutes(5));

        assertThat(jobs.find(job.id())).isEmpty();
        assertThat(jobs.sweep()).isLessThanOrEqualTo(1);
        fixture.awaitEvent("interrupted " + job.id());
        assertThat(jobs.find(other.id())).isPresent();
        assertThat(folder.resolve("jobs").resolve(job.id())).doesNotExist();
    }

    @Test
    void beyondTheQueueJobsAreNotStarted() {
        for (int i = 0; i < 5; i++) {
            create(jobs, "wait", true);
        }
        Job sixth = create(jobs, "write", false);

        assertRefused(Kind.BUSY, "2 jobs at a time, and 3 are waiting", () -> jobs.run(sixth.id()));
        assertRefused(Kind.BUSY, "waiting", () -> create(jobs, "write", true));
        assertThat(jobs.get(sixth.id()).phase()).isEqualTo(JobPhase.PENDING);
        assertThat(folder.resolve("jobs")).isDirectoryContaining(f -> true);
        assertThat(folder.resolve("jobs").toFile().list()).hasSize(6);

        fixture.release.countDown();
        await().until(() -> {
            try {
                jobs.run(sixth.id());
                return true;
            } catch (JobRefusedException e) {
                return false;
            }
        });
        awaitPhase(jobs, sixth, JobPhase.COMPLETED);
    }

    @Test
    void anAbortedJobGivesItsPlaceInTheQueueBack() {
        Job last = null;
        for (int i = 0; i < 5; i++) {
            last = create(jobs, "wait", true);
        }
        jobs.abort(last.id());

        Job next = create(jobs, "write", true);

        assertThat(next.phase()).isEqualTo(JobPhase.QUEUED);
        fixture.release.countDown();
        awaitPhase(jobs, next, JobPhase.COMPLETED);
        assertThat(fixture.events).doesNotContain("started " + last.id());
    }

    private Job createFrom(String sender, String what, boolean run) {
        try (JobDraft draft = jobs.draft()) {
            draft.sender(sender);
            draft.parameter("DO", what);
            return jobs.create(draft, Optional.empty(), run);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void eachSenderHasAShareOfTheQueue() {
        Job last = null;
        for (int i = 0; i < 3; i++) {
            last = createFrom("one", "wait", true);
        }
        Job fourth = createFrom("one", "write", false);

        assertRefused(Kind.BUSY, "3 jobs of one sender", () -> jobs.run(fourth.id()));
        assertRefused(Kind.BUSY, "3 jobs of one sender", () -> createFrom("one", "write", true));
        assertThat(createFrom("other", "write", true).phase()).isEqualTo(JobPhase.QUEUED);

        jobs.abort(last.id());
        assertThat(jobs.run(fourth.id()).phase()).isEqualTo(JobPhase.QUEUED);
    }

    @Test
    void eachSenderHasAShareOfTheJobsThatAreKept() throws IOException {
        Job first = createFrom("one", "write", false);
        for (int i = 0; i < 5; i++) {
            createFrom("one", "write", false);
        }
        assertRefused(Kind.BUSY, "6 jobs of one sender", () -> createFrom("one", "write", false));
        createFrom("other", "write", false);
        create(jobs, "write", false); // of an unknown one
        // other processes, and the next start, count them, too
        assertRefused(Kind.BUSY, "6 jobs of one sender", () -> {
            Jobs next = fixture.open();
            try (JobDraft draft = next.draft()) {
                draft.sender("one");
                next.create(draft, Optional.empty(), false);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });

        jobs.delete(first.id());
        createFrom("one", "write", false);
        fixture.clock.advance(Duration.ofDays(7));
        assertThat(createFrom("one", "write", false).phase()).isEqualTo(JobPhase.PENDING);
    }

    @Test
    void whenAllPlacesAreTakenExpiredJobsMakeRoom() {
        for (int i = 0; i < 20; i++) {
            create(jobs, "write", false);
        }
        assertRefused(Kind.BUSY, "keeps 20 jobs", () -> create(jobs, "write", false));
        fixture.clock.advance(Duration.ofDays(7));

        assertThat(create(jobs, "write", false).phase()).isEqualTo(JobPhase.PENDING);
    }

    @Test
    void resultsThatAreTooLargeEndInAnErrorThatSaysSo() {
        Job job = awaitPhase(jobs, create(jobs, "flood", true), JobPhase.ERROR);

        assertThat(fixture.events).contains("flooded");
        assertThat(job.error().orElseThrow().message()).contains("1000 bytes");
        assertThat(folder.resolve("jobs").resolve(job.id()).resolve("results")).doesNotExist();
    }

    @Test
    void filesBelongToTheJobAndCanBeReplacedWhileItIsPending() throws IOException {
        Job job;
        try (JobDraft draft = jobs.draft()) {
            draft.parameter("DO", "wait");
            draft.parameter("UPLOAD", "t1,param:t1");
            draft.upload("t1", "text/csv", new ByteArrayInputStream("one".getBytes()));
            job = jobs.create(draft, Optional.empty(), false);
        }
        Path first = jobs.file(job, job.parameters().get(2).file().orElseThrow());
        assertThat(first).hasContent("one");
        try (JobDraft draft = jobs.draft()) {
            draft.parameter("do", "write");
            draft.parameter("UPLOAD", "t2,param:t2");
            draft.upload("T1", "text/csv", new ByteArrayInputStream("two".getBytes()));
            draft.runId("run 1");
            job = jobs.setParameters(job.id(), draft, "UPLOAD"::equals);
        }

        assertThat(job.values("DO")).containsExactly("write");
        assertThat(job.values("upload")).containsExactly("t1,param:t1", "t2,param:t2");
        assertThat(job.runId()).contains("run 1");
        JobFile second = job.parameters().get(3).file().orElseThrow();
        assertThat(jobs.file(job, second)).hasContent("two");
        assertThat(first).doesNotExist();

        String id = job.id();
        jobs.run(id);
        try (JobDraft draft = jobs.draft()) {
            draft.parameter("DO", "wait");
            assertRefused(Kind.PHASE, "cannot be given parameters", () -> jobs.setParameters(id, draft, n -> false));
        }
    }

    @Test
    void whatIsTooLargeIsRefusedAndLeavesNothing() throws IOException {
        try (JobDraft draft = jobs.draft()) {
            assertRefused(Kind.TOO_LARGE, "10000 bytes", () -> {
                try {
                    draft.upload("t", "text/csv", new ByteArrayInputStream(new byte[10_001]));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
        }
        try (JobDraft draft = jobs.draft()) {
            assertRefused(Kind.TOO_LARGE, "10000 bytes", () -> draft.parameter("QUERY", "x".repeat(10_000)));
        }
        assertThat(files(folder.resolve("incoming"))).isEmpty();
    }

    @Test
    void severalRequestsTogetherMayNotBringMore() throws IOException {
        Job job = create(jobs, "write", false);
        for (String name : List.of("a", "b")) {
            try (JobDraft draft = jobs.draft()) {
                draft.upload(name, "text/csv", new ByteArrayInputStream(new byte[6000]));
                if (name.equals("a")) {
                    jobs.setParameters(job.id(), draft, n -> false);
                } else {
                    assertRefused(Kind.TOO_LARGE, "10000 bytes", () -> jobs.setParameters(job.id(), draft, n -> false));
                }
            }
        }
        assertThat(jobs.get(job.id()).parameters()).hasSize(2);
    }

    @Test
    void listsShowTheOwnersJobsOnly() {
        Job first = create(jobs, "write", Optional.of("ada"), false);
        fixture.clock.advance(Duration.ofSeconds(1));
        Job second = create(jobs, "write", Optional.of("ada"), true);
        create(jobs, "write", Optional.of("bob"), false);
        create(jobs, "write", Optional.empty(), false);
        awaitPhase(jobs, second, JobPhase.COMPLETED);

        assertThat(jobs.list("ada", JobFilter.ALL)).extracting(Job::id).containsExactly(second.id(), first.id());
        assertThat(jobs.list("ada", new JobFilter(Set.of(JobPhase.PENDING), Optional.empty(), OptionalInt.empty())))
                .extracting(Job::id)
                .containsExactly(first.id());
        assertThat(jobs.list("ada", new JobFilter(Set.of(), Optional.of(first.creationTime()), OptionalInt.empty())))
                .extracting(Job::id)
                .containsExactly(second.id());
        assertThat(jobs.list("ada", new JobFilter(Set.of(), Optional.empty(), OptionalInt.of(1))))
                .extracting(Job::id)
                .containsExactly(second.id());
        assertThat(jobs.list("eve", JobFilter.ALL)).isEmpty();
    }

    @Test
    void waitingEndsWithTheChangeOfPhase() {
        Job job = create(jobs, "wait", false);
        CompletableFuture<Job> change =
                jobs.awaitChange(job.id(), Optional.of(JobPhase.PENDING), Duration.ofMinutes(5));
        assertThat(change).isNotDone();

        jobs.run(job.id());

        assertThat(change.join().phase()).isIn(JobPhase.QUEUED, JobPhase.EXECUTING);
        fixture.awaitEvent("started " + job.id());
        CompletableFuture<Job> end = jobs.awaitChange(job.id(), Optional.empty(), Duration.ofMinutes(5));
        fixture.release.countDown();
        assertThat(end.join().phase()).isEqualTo(JobPhase.COMPLETED);
        assertThat(jobs.waiting()).isZero();
    }

    @Test
    void nobodyWaitsForWhatIsOverOrUnknown() {
        Job job = create(jobs, "write", false);
        Duration long5 = Duration.ofMinutes(5);

        assertThat(jobs.awaitChange(job.id(), Optional.of(JobPhase.QUEUED), long5))
                .isCompletedWithValue(job);
        assertThat(jobs.awaitChange(job.id(), Optional.empty(), Duration.ZERO)).isCompletedWithValue(job);
        CompletableFuture<Job> gone = jobs.awaitChange(job.id(), Optional.empty(), long5);
        jobs.delete(job.id());
        assertThatThrownBy(gone::join).hasCauseInstanceOf(NoSuchJobException.class);
        assertThatThrownBy(() -> jobs.awaitChange(job.id(), Optional.empty(), long5))
                .isInstanceOf(NoSuchJobException.class);
        Job done = awaitPhase(jobs, create(jobs, "write", true), JobPhase.COMPLETED);
        assertThat(jobs.awaitChange(done.id(), Optional.empty(), long5)).isCompletedWithValue(done);
    }

    @Test
    void onlySoManyMayWait() {
        Job job = create(jobs, "write", false);
        Duration long5 = Duration.ofMinutes(5);
        List<CompletableFuture<Job>> first = Stream.generate(() -> jobs.awaitChange(job.id(), Optional.empty(), long5))
                .limit(5)
                .toList();

        assertThat(jobs.awaitChange(job.id(), Optional.empty(), long5)).isCompletedWithValue(job);
        assertThat(first).noneMatch(CompletableFuture::isDone);
        jobs.abort(job.id());
        first.forEach(f -> assertThat(f.join().phase()).isEqualTo(JobPhase.ABORTED));
        assertThat(jobs.waiting()).isZero();
    }

    @Test
    void aWaitThatTakesTooLongEndsWithTheJobAsItIs() {
        Job job = create(jobs, "write", false);

        assertThat(jobs.awaitChange(job.id(), Optional.empty(), Duration.ofMillis(1))
                        .join())
                .isEqualTo(job);
    }

    @Test
    void nothingButAnIdNamesAJob() {
        for (String id : List.of("", "..", "../jobs", "A".repeat(32), "0".repeat(32), "0".repeat(31) + "/")) {
            assertThat(jobs.find(id)).isEmpty();
        }
    }

    @Test
    void idsDiffer() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            ids.add(create(jobs, "write", false).id());
        }
        assertThat(ids).hasSize(20);
    }

    @Test
    void aStopPutsTheJobsThatAreBeingDoneBackInTheQueue() throws IOException {
        Job pending = create(jobs, "write", false);
        Job done = awaitPhase(jobs, create(jobs, "write", true), JobPhase.COMPLETED);
        Job running = create(jobs, "wait", true);
        fixture.awaitEvent("started " + running.id());

        jobs.close();

        fixture.awaitEvent("interrupted " + running.id());
        fixture.release.countDown();
        Jobs next = fixture.open();
        assertThat(next.get(pending.id())).isEqualTo(pending);
        assertThat(next.get(done.id())).isEqualTo(done);
        Job again = awaitPhase(next, running, JobPhase.COMPLETED);
        assertThat(again.attempts()).isEqualTo(1);
        assertThat(again.results()).extracting(JobResult::id).containsExactly("early", "late");
    }

    @Test
    void aFolderCopiedInMidRunIsTakenUp(@TempDir Path copies) throws IOException {
        for (int i = 0; i < 4; i++) {
            create(jobs, "wait", true);
        }
        await().until(() ->
                fixture.events.stream().filter(e -> e.startsWith("started")).count() == 2);
        Path copy = copies.resolve("copy");
        copy(folder, copy);
        fixture.release.countDown();

        Jobs next = fixture.open(copy, LIMITS);

        for (String id : folder.resolve("jobs").toFile().list()) {
            await().until(() -> next.get(id).phase() == JobPhase.COMPLETED);
        }
    }

    @Test
    void anyProcessSeesAbortsAndDeletesAnyJob() {
        Jobs other = fixture.open();
        Job aborted = create(jobs, "wait", true);
        Job deleted = create(jobs, "wait", true);
        fixture.awaitEvent("started " + aborted.id());
        fixture.awaitEvent("started " + deleted.id());
        CompletableFuture<Job> change = jobs.awaitChange(aborted.id(), Optional.empty(), Duration.ofMinutes(5));

        assertThat(other.get(aborted.id()).phase()).isEqualTo(JobPhase.EXECUTING);
        other.abort(aborted.id());
        other.delete(deleted.id());
        jobs.tick();

        fixture.awaitEvent("interrupted " + aborted.id());
        fixture.awaitEvent("interrupted " + deleted.id());
        assertThat(change.join().phase()).isEqualTo(JobPhase.ABORTED);
        assertThat(jobs.get(aborted.id()).phase()).isEqualTo(JobPhase.ABORTED);
        assertThat(jobs.find(deleted.id())).isEmpty();
    }

    @Test
    void aProcessThatIsStoppedLeavesItsJobsToTheOthers() throws IOException {
        Jobs other = fixture.open();
        Job running = create(jobs, "wait", true);
        fixture.awaitEvent("started " + running.id());

        jobs.close();
        fixture.release.countDown();

        // looked for every few seconds, and here at once
        await().until(() -> {
            other.tick();
            return other.get(running.id()).phase() == JobPhase.COMPLETED;
        });
    }

    @Test
    void aProcessThatLivesKeepsItsJobs() {
        Job running = create(jobs, "wait", true);
        fixture.awaitEvent("started " + running.id());

        Jobs other = fixture.open();
        for (int i = 0; i < 20; i++) {
            other.tick();
        }

        assertThat(other.get(running.id()).attempts()).isEqualTo(1);
        assertThat(fixture.events).containsOnlyOnce("started " + running.id());
    }

    @Test
    void aJobThatCannotBeReadHindersNothing() throws IOException {
        Job broken = create(jobs, "write", false);
        Job good = create(jobs, "write", false);
        Files.writeString(folder.resolve("jobs").resolve(broken.id()).resolve("job.json"), "{\"id\":");

        assertThat(jobs.find(broken.id())).isEmpty();
        assertThat(jobs.sweep()).isZero();
        assertThat(jobs.find(good.id())).isPresent();
    }

    private static void assertRefused(Kind kind, String words, Runnable request) {
        assertThatThrownBy(request::run)
                .isInstanceOfSatisfying(
                        JobRefusedException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessageContaining(words);
    }

    private static Stream<Path> files(Path root) throws IOException {
        if (!Files.exists(root)) {
            return Stream.empty();
        }
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).toList().stream();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes a) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(directory)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
                // Not by opening them: that would give this process's lock of its node's file away when it is closed
                // (POSIX).
                if (file.getParent().endsWith("nodes") || file.endsWith("lock")) {
                    Files.createFile(to.resolve(from.relativize(file)));
                } else {
                    Files.copy(file, to.resolve(from.relativize(file)));
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}

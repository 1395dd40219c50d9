package edu.stsci.mast.registry.search.uws;

import static org.awaitility.Awaitility.await;

import edu.stsci.mast.registry.model.ManualClock;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Jobs in a folder whose work is told by the parameter DO: nothing, write, wait, fail, stubborn … */
final class JobsFixture implements AutoCloseable {
    static final JobLimits LIMITS =
            new JobLimits(2, 3, 20, Duration.ofMinutes(10), Duration.ofDays(7), 10_000, 1000, 5, 6, 3);

    final ManualClock clock = new ManualClock("2026-11-24T12:00:00Z");
    final CountDownLatch release = new CountDownLatch(1);
    final List<String> events = java.util.Collections.synchronizedList(new ArrayList<>());
    private final Path folder;
    private final List<Jobs> opened = new ArrayList<>();

    JobsFixture(Path folder) {
        this.folder = folder;
    }

    Jobs open() {
        return open(LIMITS);
    }

    Jobs open(JobLimits limits) {
        return open(folder, limits);
    }

    Jobs open(Path root, JobLimits limits) {
        try {
            Jobs jobs = Jobs.open(root, limits, this::work, ErrorDocuments.TEXT, clock);
            opened.add(jobs);
            return jobs;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void work(JobContext job) throws Exception {
        job.onCancel(() -> events.add("cancelled " + job.job().id()));
        switch (job.values("do").get(0)) {
            case "write" -> {
                try (OutputStream out = job.openResult("result", "text/plain")) {
                    out.write("forty-two".getBytes(StandardCharsets.UTF_8));
                }
            }
            case "wait" -> {
                try (OutputStream out = job.openResult("early", "text/plain")) {
                    out.write(1);
                }
                events.add("started " + job.job().id());
                try (OutputStream late = job.openResult("late", "text/plain")) {
                    late.write(1);
                    release.await();
                } catch (InterruptedException e) {
                    events.add("interrupted " + job.job().id());
                    throw e;
                }
            }
            case "flood" -> {
                try (OutputStream out = job.openResult("result", "text/plain")) {
                    out.write(new byte[1001]);
                } catch (IOException e) {
                    events.add("flooded");
                }
            }
            case "refuse" -> throw new JobFailedException(JobError.Type.FATAL, "There is no table nowhere.", null);
            case "crash" -> throw new IllegalStateException("secret detail");
            case "overflow" -> throw new StackOverflowError();
            default -> events.add("did nothing");
        }
    }

    static Job create(Jobs jobs, String what, boolean run) {
        return create(jobs, what, Optional.empty(), run);
    }

    static Job create(Jobs jobs, String what, Optional<String> owner, boolean run) {
        try (JobDraft draft = jobs.draft()) {
            draft.parameter("DO", what);
            return jobs.create(draft, owner, run);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Job awaitPhase(Jobs jobs, Job job, JobPhase phase) {
        await().until(() -> jobs.get(job.id()).phase() == phase);
        return jobs.get(job.id());
    }

    void awaitEvent(String event) {
        await().until(() -> events.contains(event));
    }

    @Override
    public void close() throws IOException {
        release.countDown();
        for (Jobs jobs : opened) {
            jobs.close();
        }
    }
}

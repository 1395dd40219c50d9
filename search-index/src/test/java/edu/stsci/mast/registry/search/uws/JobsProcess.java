package edu.stsci.mast.registry.search.uws;

import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A process that starts a job which never ends, or goes on with those that it finds, until it is killed. */
final class JobsProcess {
    private JobsProcess() {}

    /** Arguments: the folder, and {@code new} for a job of its own. */
    public static void main(String... arguments) throws Exception {
        Jobs jobs = Jobs.open(
                Path.of(arguments[0]), JobsFixture.LIMITS, JobsProcess::work, ErrorDocuments.TEXT, Clock.systemUTC());
        if (arguments.length > 1) {
            try (JobDraft draft = jobs.draft()) {
                draft.parameter("DO", "write");
                jobs.create(draft, Optional.empty(), true);
            }
        }
        new CountDownLatch(1).await();
    }

    private static void work(JobContext job) throws Exception {
        try (OutputStream out = job.openResult("half", "text/plain")) {
            out.write(1);
        }
        System.out.println("executing " + job.job().id());
        new CountDownLatch(1).await();
    }
}

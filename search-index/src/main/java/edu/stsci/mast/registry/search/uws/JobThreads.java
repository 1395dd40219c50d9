package edu.stsci.mast.registry.search.uws;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the threads of jobs are made and ended. */
final class JobThreads {
    private static final Logger LOG = LoggerFactory.getLogger(JobThreads.class);
    private static final long STOP_SECONDS = 10;

    private JobThreads() {}

    /** Makes threads that do not keep the process alive. */
    static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Waits a while for a service that was shut down. */
    static void awaitEnd(ExecutorService service) {
        try {
            if (!service.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("Some jobs do not let themselves be ended");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package edu.stsci.mast.registry.server.curation;

import edu.stsci.mast.registry.model.drafts.Publication;
import edu.stsci.mast.registry.model.store.StoredRecord;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes drafts at the times that curators have set. Any number of nodes may do it at once: each draft is published once. */
public final class DuePublication implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DuePublication.class);
    private static final Duration STOP = Duration.ofSeconds(10);

    private final Publication publication;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "due-publication");
        thread.setDaemon(true);
        return thread;
    });

    /** Looks again and again for drafts that are due, until it is closed. */
    public DuePublication(Publication publication, Duration every) {
        this.publication = publication;
        timer.scheduleWithFixedDelay(this::publish, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void publish() {
        try {
            for (StoredRecord record : publication.publishDue()) {
                LOG.info("Published {} at the time that was set", record.ivoid());
            }
        } catch (RuntimeException e) {
            LOG.warn("Drafts that are due could not be published now: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        timer.shutdown();
        try {
            if (!timer.awaitTermination(STOP.toSeconds(), TimeUnit.SECONDS)) {
                timer.shutdownNow();
            }
        } catch (InterruptedException e) {
            timer.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}

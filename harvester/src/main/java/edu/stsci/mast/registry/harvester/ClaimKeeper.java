package edu.stsci.mast.registry.harvester;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renews a run's claim on its source until it is closed, and stops the run when it has lost it. */
final class ClaimKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClaimKeeper.class);
    private static final long PERIOD_SECONDS = 20;

    private final ScheduledExecutorService heart;

    ClaimKeeper(HarvestSources sources, long source, String owner, StopSignal stop) {
        heart = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "harvest-claim-" + source);
            thread.setDaemon(true);
            return thread;
        });
        heart.scheduleWithFixedDelay(
                () -> beat(sources, source, owner, stop), PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    private static void beat(HarvestSources sources, long source, String owner, StopSignal stop) {
        try {
            if (!sources.renew(source, owner)) {
                stop.stop("Another process has taken the harvest over, or its source was removed");
            }
        } catch (RuntimeException e) { // the next beat may succeed; the claim lasts for several
            LOG.warn("The claim on a source could not be renewed: {}", e.getMessage());
        }
    }

    /** Lets a beat that is under way end, uninterrupted. */
    @Override
    public void close() {
        heart.shutdown();
    }
}

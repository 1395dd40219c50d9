package edu.stsci.mast.registry.harvester;

import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.store.MasterCopy;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies the records of other registries into the master copy over OAI-PMH. What was stored of a source's list stays when a run fails or
 * dies later, and the next run goes on behind the last page that is stored, or asks for the whole list again, which changes nothing in what
 * is known already. A run that is complete lets the next one ask for changes since the first response of its list, so no change is ever
 * missed.
 *
 * <p>Thread-safe; any number of processes may harvest into one database, each source is harvested by one run at a time.
 */
public final class Harvester implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Harvester.class);

    private final Parts parts;
    private final HarvestClaims claims;
    private final ScheduledExecutorService heartbeats =
            Executors.newSingleThreadScheduledExecutor(daemons("harvest-heartbeat"));

    /**
     * A harvester into a master copy.
     *
     * @param dataSource the master copy's database
     * @param normaliser brings records into the registry's form
     * @param client speaks with the sources; stays open when the harvester is closed
     * @param node this process's name, for the history of runs
     */
    public Harvester(
            DataSource dataSource,
            MasterCopy masterCopy,
            DocumentNormaliser normaliser,
            OaiClient client,
            String node,
            Clock clock) {
        HarvestTables tables = new HarvestTables(dataSource);
        this.parts = new Parts(
                new HarvestSources(dataSource, clock),
                new HarvestRuns(tables),
                new HarvestLists(tables),
                new Quarantine(tables, clock),
                masterCopy,
                normaliser,
                client,
                node,
                clock);
        this.claims = new HarvestClaims(tables, clock, node);
    }

    /** What every run works with. */
    record Parts(
            HarvestSources sources,
            HarvestRuns runs,
            HarvestLists lists,
            Quarantine quarantine,
            MasterCopy masterCopy,
            DocumentNormaliser normaliser,
            OaiClient client,
            String node,
            Clock clock) {}

    /**
     * Harvests a source to the end, and says how it went; a harvest that fails is a report, not an exception.
     *
     * @param source a source that was added
     * @param full whether to ask for all records, not only for those that have changed since the last complete run
     * @param stop ends the run early when it is given
     * @param progress is told how it gets on
     * @throws SourceBusyException when another run is at this source
     * @throws edu.stsci.mast.registry.model.store.DatabaseException when the database fails so that not even this can be noted
     */
    public HarvestReport harvest(HarvestSource source, boolean full, StopSignal stop, HarvestProgress progress)
            throws SourceBusyException {
        HarvestClaims.Claim claim = claims.take(source.id()).orElseThrow(() -> new SourceBusyException(source));
        Future<?> heartbeat = heartbeats.scheduleWithFixedDelay(
                () -> renew(claim, stop),
                HarvestClaims.RENEWAL.toMillis(),
                HarvestClaims.RENEWAL.toMillis(),
                TimeUnit.MILLISECONDS);
        ExecutorService storing = Executors.newSingleThreadExecutor(daemons("harvest-store"));
        try {
            // As it is now that nobody else harvests it.
            HarvestSource present = parts.sources().get(source.id()).orElseThrow(() -> new SourceBusyException(source));
            LOG.info("Harvesting {} from {}{}", present.name(), present.baseUrl(), full ? ", everything" : "");
            HarvestReport report =
                    new HarvestRun(parts, claim, present, full, stop, new OneAtATime(progress), storing).perform();
            log(report);
            return report;
        } finally {
            storing.shutdown();
            heartbeat.cancel(false);
            claims.release(claim);
            stop.restoreInterrupt();
        }
    }

    private void renew(HarvestClaims.Claim claim, StopSignal stop) {
        try {
            if (!claims.renew(claim)) {
                stop.stop("The source was removed, or another process has taken the harvest over");
            }
        } catch (RuntimeException e) {
            LOG.warn("A claim cannot be renewed now: {}", e.getMessage());
        }
    }

    private static void log(HarvestReport report) {
        if (report.state() == HarvestReport.State.FAILED) {
            LOG.warn("The harvest of {} failed: {}", report.source(), report.failure());
        } else {
            LOG.info(
                    "The harvest of {} is complete: {} new, {} changed, {} deleted, {} unchanged, {} quarantined",
                    report.source(),
                    report.created(),
                    report.changed(),
                    report.deleted(),
                    report.unchanged(),
                    report.quarantined());
        }
    }

    /** Stops to look after claims; harvests must have ended before. */
    @Override
    public void close() {
        heartbeats.shutdownNow();
    }

    private static ThreadFactory daemons(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}

package edu.stsci.mast.registry.harvester;

import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.store.HarvestedRecords;
import edu.stsci.mast.registry.model.store.MasterCopy;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
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

    private static final Duration RETRY_LIMIT = Duration.ofSeconds(40);
    private static final String STOPPED = "The harvest was stopped by a person";

    private final Parts parts;
    private final HarvestClaims claims;
    private final HarvestLimits limits;
    private final ObservationRegistry observations;
    private final Reconciliations reconciliations;
    private final Map<Long, StopSignal> running = new ConcurrentHashMap<>();
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
        this(dataSource, masterCopy, normaliser, client, node, clock, HarvestLimits.USUAL);
    }

    /** Likewise, with limits other than the usual ones. */
    public Harvester(
            DataSource dataSource,
            MasterCopy masterCopy,
            DocumentNormaliser normaliser,
            OaiClient client,
            String node,
            Clock clock,
            HarvestLimits limits) {
        this(dataSource, masterCopy, normaliser, client, node, clock, limits, ObservationRegistry.NOOP);
    }

    /**
     * Likewise.
     *
     * @param observations is told of each harvest as {@code registry.harvest}, with its {@code source}'s name and its {@code outcome}: a {@link
     *     HarvestReport.State} in lower case
     */
    public Harvester(
            DataSource dataSource,
            MasterCopy masterCopy,
            DocumentNormaliser normaliser,
            OaiClient client,
            String node,
            Clock clock,
            HarvestLimits limits,
            ObservationRegistry observations) {
        this.observations = observations;
        HarvestTables tables = new HarvestTables(dataSource);
        this.parts = new Parts(
                new HarvestSources(dataSource, clock),
                new HarvestRuns(tables),
                new HarvestLists(tables),
                new Quarantine(tables, clock),
                new RemovalGuard.Guards(
                        new HeldRemovals(dataSource, clock), new HarvestedRecords(dataSource), normaliser, limits),
                masterCopy,
                normaliser,
                client,
                node,
                clock);
        this.limits = limits;
        this.reconciliations = new Reconciliations(dataSource);
        this.claims = new HarvestClaims(tables, clock, node);
    }

    /** What every run works with. */
    record Parts(
            HarvestSources sources,
            HarvestRuns runs,
            HarvestLists lists,
            Quarantine quarantine,
            RemovalGuard.Guards guards,
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
        return harvest(source, full, stop, progress, Integer.MAX_VALUE);
    }

    /** Likewise, when not too many others run. */
    HarvestReport harvestInTurn(HarvestSource source, boolean full, StopSignal stop) throws SourceBusyException {
        return harvest(source, full, stop, HarvestProgress.NONE, limits.atOnce());
    }

    private HarvestReport harvest(
            HarvestSource source, boolean full, StopSignal stop, HarvestProgress progress, int atOnce)
            throws SourceBusyException {
        return claimed(source, stop, atOnce, (claim, present, storing) -> {
            LOG.info("Harvesting {} from {}{}", present.name(), present.baseUrl(), full ? ", everything" : "");
            HarvestReport report = observed(
                    present,
                    new HarvestRun(parts, claim, present, full, stop, new OneAtATime(progress), storing)::perform);
            log(report, stop);
            return report;
        });
    }

    private HarvestReport observed(HarvestSource source, Supplier<HarvestReport> run) {
        Observation observation = Observation.createNotStarted("registry.harvest", observations)
                .lowCardinalityKeyValue("source", source.name())
                .lowCardinalityKeyValue("outcome", outcome(HarvestReport.State.FAILED));
        return observation.observe(() -> {
            HarvestReport report = run.get();
            observation.lowCardinalityKeyValue("outcome", outcome(report.state()));
            return report;
        });
    }

    private static String outcome(HarvestReport.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Compares what a source lists with what we hold from it, fetches what is missing, and removes what has vanished, unless that is so much
     * that a curator has to approve it; a reconciliation that fails is a report, not an exception.
     *
     * @param stop ends it early when it is given
     * @throws SourceBusyException when another run is at this source or its host
     * @throws edu.stsci.mast.registry.model.store.DatabaseException when the database fails so that not even this can be noted
     */
    public ReconciliationReport reconcile(HarvestSource source, StopSignal stop) throws SourceBusyException {
        return reconcile(source, stop, Integer.MAX_VALUE);
    }

    /** Likewise, when not too many others run. */
    ReconciliationReport reconcileInTurn(HarvestSource source, StopSignal stop) throws SourceBusyException {
        return reconcile(source, stop, limits.atOnce());
    }

    private ReconciliationReport reconcile(HarvestSource source, StopSignal stop, int atOnce)
            throws SourceBusyException {
        return claimed(source, stop, atOnce, (claim, present, storing) -> {
            LOG.info("Comparing what {} lists with what we hold from it", present.name());
            ReconciliationReport report = new ReconciliationRun(parts, reconciliations, present, stop).perform();
            log(report);
            return report;
        });
    }

    /**
     * Asks whoever is at work at a source, in this process or another, to stop; it keeps what it has stored. In another process this takes
     * a few seconds.
     *
     * @return whether anybody was
     */
    public boolean stop(long source) {
        boolean any = claims.askToStop(source);
        StopSignal here = running.get(source);
        if (here != null) {
            here.stop(STOPPED);
        }
        return any;
    }

    /** Work at a claimed source, as it is now that nobody else is at it. */
    @FunctionalInterface
    private interface Work<T> {
        T at(HarvestClaims.Claim claim, HarvestSource source, ExecutorService storing);
    }

    private <T> T claimed(HarvestSource source, StopSignal stop, int atOnce, Work<T> work) throws SourceBusyException {
        HarvestClaims.Claim claim;
        try {
            claim = claims.take(source.id(), atOnce);
        } catch (HarvestClaims.RefusedException e) {
            throw new SourceBusyException(source, e.reason());
        }
        running.put(source.id(), stop);
        Future<?> heartbeat = heartbeats.scheduleWithFixedDelay(
                () -> renew(claim, stop),
                HarvestClaims.RENEWAL.toMillis(),
                HarvestClaims.RENEWAL.toMillis(),
                TimeUnit.MILLISECONDS);
        ExecutorService storing = Executors.newSingleThreadExecutor(daemons("harvest-store"));
        try {
            HarvestSource present = parts.sources()
                    .get(source.id())
                    .orElseThrow(() -> new SourceBusyException(source, SourceBusyException.Reason.SOURCE));
            return work.at(claim, present, storing);
        } finally {
            storing.shutdown();
            heartbeat.cancel(false);
            running.remove(source.id());
            claims.release(claim);
            stop.restoreInterrupt();
        }
    }

    /**
     * Asks a source for a record that is in quarantine, and takes it when it can be taken now.
     *
     * @param id the record's number in the quarantine
     * @throws HarvestException when the server cannot be asked
     * @throws SourceBusyException when a run is at the source, which may meet the record itself
     */
    public Retry retry(long id) throws HarvestException, SourceBusyException {
        Optional<QuarantinedRecord> quarantined = parts.quarantine().get(id);
        Optional<HarvestSource> source =
                quarantined.flatMap(record -> parts.sources().get(record.source()));
        if (quarantined.isEmpty() || source.isEmpty()) {
            return Retry.NOT_THERE;
        }
        HarvestClaims.Claim claim;
        try {
            claim = claims.take(source.get().id(), Integer.MAX_VALUE);
        } catch (HarvestClaims.RefusedException e) {
            throw new SourceBusyException(source.get(), e.reason());
        }
        StopSignal stop = new StopSignal();
        // Well before the claim ends, and before the person who waits for it loses patience.
        Future<?> limit = heartbeats.schedule(
                () -> stop.stop("The server did not answer within " + Phrases.duration(RETRY_LIMIT)),
                RETRY_LIMIT.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            return new QuarantineRetry(parts, source.get(), quarantined.get(), stop).perform();
        } finally {
            limit.cancel(false);
            claims.release(claim);
            stop.restoreInterrupt();
        }
    }

    /** What became of the attempt to take a record that is in quarantine. */
    public enum Retry {
        /** It was taken, and is no longer in quarantine. */
        TAKEN,
        /** It still cannot be taken; the quarantine says why. */
        REFUSED,
        /** The source does not have it any more; it is no longer in quarantine. */
        GONE,
        /** It was not in quarantine any more. */
        NOT_THERE
    }

    private void renew(HarvestClaims.Claim claim, StopSignal stop) {
        try {
            if (!claims.renew(claim)) {
                stop.stop("The source was removed, or another process has taken the harvest over");
            } else if (claims.isAskedToStop(claim)) {
                stop.stop(STOPPED);
            }
        } catch (RuntimeException e) {
            LOG.warn("A claim cannot be renewed now: {}", e.getMessage());
        }
    }

    private static void log(HarvestReport report, StopSignal stop) {
        if (report.state() == HarvestReport.State.FAILED && stop.isStopped()) {
            LOG.info("The harvest of {} was ended early: {}", report.source(), report.failure());
        } else if (report.state() == HarvestReport.State.FAILED) {
            LOG.warn("The harvest of {} failed: {}", report.source(), report.failure());
        } else if (report.state() == HarvestReport.State.HELD) {
            LOG.warn(
                    "The harvest of {} waits for a curator: {}",
                    report.source(),
                    report.problems().isEmpty()
                            ? ""
                            : report.problems().get(report.problems().size() - 1));
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

    private static void log(ReconciliationReport report) {
        switch (report.state()) {
            case FAILED -> LOG.warn("The reconciliation of {} failed: {}", report.source(), report.failure());
            case HELD ->
                LOG.warn(
                        "The reconciliation of {} waits for a curator: {}",
                        report.source(),
                        report.problems().get(report.problems().size() - 1));
            default ->
                LOG.info(
                        "The reconciliation of {} is complete: {} listed, {} held; {} vanished, {} missing, {} changed; {} repaired,"
                                + " {} removed",
                        report.source(),
                        report.listed(),
                        report.held(),
                        report.vanished(),
                        report.missing(),
                        report.changed(),
                        report.repaired(),
                        report.removed());
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

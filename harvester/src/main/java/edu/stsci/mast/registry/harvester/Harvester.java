package edu.stsci.mast.registry.harvester;

import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.store.MasterCopy;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/**
 * Harvests other registries into the master copy: asks a source for what has changed since its last complete run, and stores it page by
 * page.
 *
 * <p>Thread-safe. Of all nodes, one at a time works on a source.
 */
public final class Harvester {
    /** A run that has been silent for so long is dead, and another may take its source. */
    static final Duration DEAD_AFTER = Duration.ofMinutes(2);

    private final MasterCopy masterCopy;
    private final DocumentNormaliser normaliser;
    private final OaiClient client;
    private final HarvestSources sources;
    private final HarvestRuns runs;
    private final Clock clock;
    private final String node;

    /**
     * A harvester.
     *
     * @param normaliser brings the records into the registry's form and checks them
     * @param client sends the requests; stays open
     * @param node this node's name, for the history
     */
    public Harvester(
            MasterCopy masterCopy,
            DocumentNormaliser normaliser,
            OaiClient client,
            HarvestSources sources,
            HarvestRuns runs,
            Clock clock,
            String node) {
        this.masterCopy = masterCopy;
        this.normaliser = normaliser;
        this.client = client;
        this.sources = sources;
        this.runs = runs;
        this.clock = clock;
        this.node = node;
    }

    /** A run that nobody stops. */
    public HarvestReport harvest(HarvestSource source, boolean full, HarvestProgress progress)
            throws SourceBusyException {
        return harvest(source, full, progress, new StopSignal());
    }

    /**
     * Does one run, and returns when it has ended; the report says whether it succeeded.
     *
     * @param full whether to ask for all records; else only for those that have changed since the last complete run
     * @param stop ends the run early
     * @throws SourceBusyException when another run works on the source, or the source was removed
     */
    public HarvestReport harvest(HarvestSource source, boolean full, HarvestProgress progress, StopSignal stop)
            throws SourceBusyException {
        String owner = Sql.atMost(150, node) + " " + UUID.randomUUID();
        if (!sources.claim(source.id(), owner, clock.instant().minus(DEAD_AFTER))) {
            throw new SourceBusyException(
                    sources.find(source.id()).isPresent()
                            ? "Another harvest of " + source.name() + " is under way"
                            : "The source " + source.name() + " was removed");
        }
        try (ClaimKeeper keeper = new ClaimKeeper(sources, source.id(), owner, stop)) {
            HarvestSource now = sources.find(source.id())
                    .orElseThrow(() -> new SourceBusyException("The source " + source.name() + " was removed"));
            OaiSession session = new OaiSession(client, normaliser, now.baseUrl(), stop, progress);
            return new HarvestRun(masterCopy, sources, runs, clock, node, now, full, owner, session, progress, stop)
                    .run();
        } finally {
            sources.release(source.id(), owner);
        }
    }
}

package edu.stsci.mast.registry.server.checks;

import edu.stsci.mast.registry.model.rules.RegistryRules;
import edu.stsci.mast.registry.model.store.CheckReports;
import edu.stsci.mast.registry.model.store.RecordChecks;
import edu.stsci.mast.registry.model.store.StoredHoldings;
import edu.stsci.mast.registry.server.RegistrySettings;
import edu.stsci.mast.registry.server.Storage;
import java.io.IOException;
import java.time.Clock;

/** Checks the stored records at their times, with Quartz: one node at a time does it. Closing it stops a check that is under way. */
public final class Checks implements AutoCloseable {
    private final LinkClient client;
    private final RecordChecker checker;
    private final RecordChecks records;
    private final CheckReports reports;
    private final TimedWork timed;

    /**
     * The checks of a registry; nothing happens before {@link #start}.
     *
     * @param node this node's name
     */
    public Checks(RegistrySettings settings, Storage storage, String node) {
        RegistrySettings.Checks limits = settings.checks();
        Clock clock = Clock.systemUTC();
        var database = storage.database().dataSource();
        this.records = new RecordChecks(database);
        this.reports = new CheckReports(database);
        this.client = new LinkClient(
                settings.name() + " link check (" + settings.adminEmail() + ")",
                limits.pause(),
                limits.timeout(),
                limits.linksFrom().equals("anywhere"));
        this.checker = new RecordChecker(
                records,
                new RegistryRules(
                        new StoredHoldings(database, storage.masterCopy().managedAuthorities())),
                limits,
                client,
                settings.vocabularies().subjects(),
                clock);
        this.timed = limits.enabled() ? new TimedWork("checks", database, node, limits.schedule(), this::run) : null;
    }

    /** Begins to check at the times of the settings; does nothing when they say that this server does not check. */
    public void start() {
        if (timed != null) {
            timed.start();
        }
    }

    /** Whether this server checks. */
    public boolean enabled() {
        return timed != null;
    }

    /** Has the records checked as soon as a node is free. */
    public void checkNow() {
        timed.now();
    }

    /**
     * Checks the records now, in this thread.
     *
     * @throws InterruptedException when the thread is interrupted
     */
    public RecordChecks.Run run() throws InterruptedException {
        return checker.run();
    }

    /** What was found in single records. */
    public RecordChecks records() {
        return records;
    }

    /** Asks services what they tell of themselves, with the same courtesy. */
    public VosiReader vosi(int largestAnswer) {
        return new VosiReader(client, largestAnswer);
    }

    /** Sums of what was found. */
    public CheckReports reports() {
        return reports;
    }

    @Override
    public void close() throws IOException {
        if (timed != null) {
            timed.close();
        }
        client.close();
    }
}

package edu.stsci.mast.registry.server;

import edu.stsci.mast.registry.harvester.ContestedRecords;
import edu.stsci.mast.registry.harvester.Discoveries;
import edu.stsci.mast.registry.harvester.DiscoverySettings;
import edu.stsci.mast.registry.harvester.HarvestOverview;
import edu.stsci.mast.registry.harvester.HarvestRuns;
import edu.stsci.mast.registry.harvester.HarvestSources;
import edu.stsci.mast.registry.harvester.Harvester;
import edu.stsci.mast.registry.harvester.HeldRemovals;
import edu.stsci.mast.registry.harvester.OaiClient;
import edu.stsci.mast.registry.harvester.OaiClientSettings;
import edu.stsci.mast.registry.harvester.Proposals;
import edu.stsci.mast.registry.harvester.Quarantine;
import edu.stsci.mast.registry.harvester.Reconciliations;
import edu.stsci.mast.registry.harvester.RegistryDiscovery;
import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.store.Anomalies;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import io.micrometer.observation.ObservationRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.Optional;

/** The harvesting parts of a registry, put together from the settings; for servers and commands alike. */
public final class Harvesting implements AutoCloseable {
    private final OaiClient client;
    private final HarvestSources sources;
    private final HarvestRuns runs;
    private final HarvestOverview overview;
    private final Quarantine quarantine;
    private final Anomalies anomalies;
    private final Proposals proposals;
    private final Discoveries discoveries;
    private final ContestedRecords contested;
    private final Ivoid ourselves;
    private final HeldRemovals removals;
    private final Reconciliations reconciliations;
    private final Harvester harvester;
    private final Optional<RegistryDiscovery> discovery;
    private final String node;

    /** The parts over a master copy. */
    public Harvesting(RegistrySettings settings, Storage storage) {
        this(settings, storage, ObservationRegistry.NOOP);
    }

    /** Likewise; harvests are told to those who observe. */
    Harvesting(RegistrySettings settings, Storage storage, ObservationRegistry observations) {
        RegistrySettings.Harvest limits = settings.harvest();
        OaiClientSettings usual = OaiClientSettings.of(settings.name() + " (" + settings.adminEmail() + ")");
        this.client = new OaiClient(new OaiClientSettings(
                usual.userAgent(),
                limits.connectTimeout(),
                limits.readTimeout(),
                usual.answerTimeout(),
                limits.maxResponse(),
                usual.attempts(),
                usual.firstPause(),
                limits.maxPause(),
                usual.redirects()));
        this.node = nodeName();
        Clock clock = Clock.systemUTC();
        this.sources = new HarvestSources(storage.database().dataSource(), clock);
        this.runs = new HarvestRuns(storage.database().dataSource());
        this.overview = new HarvestOverview(storage.database().dataSource(), clock);
        this.quarantine = new Quarantine(storage.database().dataSource(), clock);
        this.anomalies = new Anomalies(storage.database().dataSource(), settings.managedAuthorities());
        this.proposals = new Proposals(storage.database().dataSource(), clock);
        this.discoveries = new Discoveries(storage.database().dataSource(), clock);
        this.contested = new ContestedRecords(storage.database().dataSource());
        this.ourselves = settings.identifier();
        this.removals = new HeldRemovals(storage.database().dataSource(), clock);
        this.reconciliations = new Reconciliations(storage.database().dataSource());
        DocumentNormaliser normaliser = new DocumentNormaliser(SchemaValidator.shared(), limits.maxRecord());
        this.harvester = new Harvester(
                storage.database().dataSource(),
                storage.masterCopy(),
                normaliser,
                client,
                node,
                clock,
                limits.limits(),
                observations);
        this.discovery = limits.registryOfRegistries().isEmpty()
                ? Optional.empty()
                : Optional.of(new RegistryDiscovery(
                        storage.database().dataSource(),
                        normaliser,
                        client,
                        new DiscoverySettings(
                                limits.registryOfRegistries(),
                                limits.discoverySchedule(),
                                limits.applyProposals(),
                                settings.identifier()),
                        clock));
    }

    /** What finds sources in the Registry of Registries; empty when the settings name none. */
    public Optional<RegistryDiscovery> discovery() {
        return discovery;
    }

    /** The registries that are harvested. */
    public HarvestSources sources() {
        return sources;
    }

    /** How they are doing. */
    public HarvestOverview overview() {
        return overview;
    }

    /** What was harvested, and when. */
    public HarvestRuns runs() {
        return runs;
    }

    /** What could not be taken. */
    public Quarantine quarantine() {
        return quarantine;
    }

    /** What the Registry of Registries suggests. */
    public Proposals proposals() {
        return proposals;
    }

    /** What became of the last look into the Registry of Registries. */
    public Discoveries discoveries() {
        return discoveries;
    }

    /** The records that two registries deliver. */
    public ContestedRecords contested() {
        return contested;
    }

    /** Our own registry. */
    public Ivoid ourselves() {
        return ourselves;
    }

    /** The removals that wait. */
    public HeldRemovals removals() {
        return removals;
    }

    /** The comparisons of what sources list with what we hold. */
    public Reconciliations reconciliations() {
        return reconciliations;
    }

    /** What is wrong with them all together. */
    public Anomalies anomalies() {
        return anomalies;
    }

    /** What harvests them. */
    public Harvester harvester() {
        return harvester;
    }

    /** This node's name in the history of runs. */
    public String node() {
        return node;
    }

    @Override
    public void close() {
        harvester.close();
        client.close();
    }

    private static String nodeName() {
        try {
            return InetAddress.getLocalHost().getHostName() + ":"
                    + ProcessHandle.current().pid();
        } catch (UnknownHostException e) {
            return "node:" + ProcessHandle.current().pid();
        }
    }
}

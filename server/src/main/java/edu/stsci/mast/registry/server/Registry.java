package edu.stsci.mast.registry.server;

import com.zaxxer.hikari.HikariDataSource;
import edu.stsci.mast.registry.harvester.HarvestScheduler;
import edu.stsci.mast.registry.harvester.HarvestSchedulerSettings;
import edu.stsci.mast.registry.harvester.HarvestSource;
import edu.stsci.mast.registry.harvester.HarvestSources;
import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.ResourceDocument;
import edu.stsci.mast.registry.model.store.CommitResult;
import edu.stsci.mast.registry.model.store.IndexRequests;
import edu.stsci.mast.registry.model.store.Origin;
import edu.stsci.mast.registry.model.store.Provenance;
import edu.stsci.mast.registry.model.store.RecordCounts;
import edu.stsci.mast.registry.model.store.Secrets;
import edu.stsci.mast.registry.model.store.StoredRecord;
import edu.stsci.mast.registry.model.store.WriteTransaction;
import edu.stsci.mast.registry.model.usage.UsageCounts;
import edu.stsci.mast.registry.oai.OaiProvider;
import edu.stsci.mast.registry.oai.OaiSettings;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import edu.stsci.mast.registry.search.IndexFollower;
import edu.stsci.mast.registry.search.KeywordSearch;
import edu.stsci.mast.registry.search.SolrStore;
import edu.stsci.mast.registry.search.coverage.SkyDensities;
import edu.stsci.mast.registry.search.regtap.RegtapFollower;
import edu.stsci.mast.registry.server.accounts.AccountStores;
import edu.stsci.mast.registry.server.accounts.StaffAccess;
import edu.stsci.mast.registry.server.checks.Checks;
import edu.stsci.mast.registry.server.consolidation.Consolidation;
import edu.stsci.mast.registry.server.consolidation.VosiSync;
import edu.stsci.mast.registry.server.content.Examples;
import edu.stsci.mast.registry.server.curation.Curation;
import edu.stsci.mast.registry.server.curation.DuePublication;
import edu.stsci.mast.registry.server.http.ChecksApi;
import edu.stsci.mast.registry.server.http.HarvestApi;
import edu.stsci.mast.registry.server.http.HealthResource;
import edu.stsci.mast.registry.server.http.HttpServer;
import edu.stsci.mast.registry.server.http.ListGate;
import edu.stsci.mast.registry.server.http.NameResolver;
import edu.stsci.mast.registry.server.http.OaiResource;
import edu.stsci.mast.registry.server.http.OpenApi;
import edu.stsci.mast.registry.server.http.ReadyResource;
import edu.stsci.mast.registry.server.http.ResourceSearch;
import edu.stsci.mast.registry.server.http.SearchApi;
import edu.stsci.mast.registry.server.http.Senders;
import edu.stsci.mast.registry.server.http.StaticFiles;
import edu.stsci.mast.registry.server.http.SuggestApi;
import edu.stsci.mast.registry.server.http.VosiResource;
import edu.stsci.mast.registry.server.metrics.MetricsResource;
import edu.stsci.mast.registry.server.metrics.RegistryMetrics;
import edu.stsci.mast.registry.server.metrics.RequestLog;
import edu.stsci.mast.registry.server.metrics.Traces;
import edu.stsci.mast.registry.server.metrics.UsageCounter;
import edu.stsci.mast.registry.server.metrics.UsagePages;
import edu.stsci.mast.registry.server.nvo.NvoInterface;
import edu.stsci.mast.registry.server.pages.ChecksPages;
import edu.stsci.mast.registry.server.pages.HarvestActions;
import edu.stsci.mast.registry.server.pages.HarvestPages;
import edu.stsci.mast.registry.server.pages.OaiPages;
import edu.stsci.mast.registry.server.pages.RecordPages;
import edu.stsci.mast.registry.server.pages.Site;
import edu.stsci.mast.registry.server.pages.Templates;
import edu.stsci.mast.registry.server.pages.front.FrontPages;
import edu.stsci.mast.registry.server.pages.record.RegtapRecords;
import edu.stsci.mast.registry.server.pages.search.SearchPages;
import edu.stsci.mast.registry.server.pages.staff.StaffFrontPages;
import edu.stsci.mast.registry.server.pages.staff.StaffWork;
import io.micrometer.observation.ObservationRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running registry: the place where its parts are put together. Closing it stops them in the reverse order of their start. */
public final class Registry implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Registry.class);

    /** How long the database may take to answer before it counts as not available. */
    private static final Duration DATABASE_LIMIT = Duration.ofSeconds(3);

    /** How often it is looked for drafts that are to be published. */
    private static final Duration DUE = Duration.ofSeconds(10);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final RegistrySettings settings;
    private final Storage storage;
    private final IndexFollower follower;
    private final Harvesting harvesting;
    private final HarvestScheduler scheduler;
    private final HttpServer http;
    private final Checks checks;
    private final VosiSync vosiSync;
    private final Tap tap;
    private final StaffAccess access;
    private final Readiness readiness;

    private Registry(RegistrySettings settings) {
        this.settings = settings;
        try {
            DataFolder folder = DataFolder.forWriting(settings.data());
            DataFolder.ServerMark mark = opened(folder.markServer());
            RegistryMetrics metrics =
                    opened(new RegistryMetrics(settings.metrics().every()));
            ObservationRegistry observations = metrics.observations();
            http = opened(HttpServer.bind(settings.http(), folder.http()));
            Senders senders = new Senders(settings.http().proxies());
            if (!settings.traces().collector().isEmpty()) {
                Traces traces = opened(Traces.start(settings.traces(), senders, observations));
                http.add(traces.ofRequests());
            }
            Ahead<SolrStore> solrAhead =
                    opened(Ahead.open("solr", () -> SolrStore.open(settings.solr(), folder.path())));
            compileSchemasAhead();
            storage = opened(Storage.open(settings, folder));
            SolrStore solr = solrAhead.get();
            follower = opened(new IndexFollower(storage.changeFeed(), solr, storage.leases()));
            KeywordSearch search = new KeywordSearch(solr, observations);
            OaiProvider oai = new OaiProvider(
                    storage.masterCopy(),
                    storage.changeFeed(),
                    new Secrets(storage.database().dataSource()).get("resumption-token"),
                    new OaiSettings(
                            URI.create(http.url() + "/oai"),
                            settings.name(),
                            List.of(settings.adminEmail()),
                            settings.identifier(),
                            settings.oai().pageSize(),
                            settings.oai().pageBytes(),
                            true,
                            settings.oai().harvestedRecords()),
                    this::friends);
            follower.start();
            Templates templates =
                    new Templates(new Site(settings.name(), settings.tap().enabled()));
            tap = settings.tap().enabled()
                    ? opened(new Tap(settings, folder, storage.changeFeed(), http.url(), templates, observations))
                    : null;
            IndexRebuilder rebuilder = opened(new IndexRebuilder(
                    new IndexRequests(storage.database().dataSource()),
                    // An index that nodes share is built anew by the command that asks for it.
                    Stream.of(solr.isShared() ? null : follower, tap == null ? null : tap.follower())
                            .filter(Objects::nonNull)
                            .toList()));
            readiness = new Readiness(tap == null ? List.of(follower) : List.of(follower, tap.follower()));
            harvesting = opened(new Harvesting(settings, storage, observations));
            scheduler = settings.harvest().enabled()
                    ? startScheduler(settings.harvest().limits().atOnce())
                    : null;
            checks = opened(new Checks(settings, storage, harvesting.node()));
            checks.start();
            ListGate lists = new ListGate(
                    settings.oai().concurrentLists(), settings.oai().retryAfter());
            access = new StaffAccess(settings, storage, templates, http.url());
            ResourceSearch resourceSearch = new ResourceSearch(
                    search, new NameResolver(settings.search().resolver()));
            Set<Object> resources = new HashSet<>(List.of(
                    new OaiResource(oai, new OaiPages(templates)::render, lists),
                    lists,
                    new SearchApi(resourceSearch),
                    new SuggestApi(resourceSearch),
                    new FrontPages(
                            templates,
                            resourceSearch,
                            tap == null ? null : new SkyDensities(tap.store()),
                            harvesting.overview()),
                    new SearchPages(templates, resourceSearch, storage.masterCopy(), settings.name(), http.url()),
                    new RecordPages(
                            templates,
                            storage.masterCopy(),
                            checks.reports(),
                            tap == null ? null : new RegtapRecords(tap.engine())),
                    new HarvestPages(templates, harvesting, scheduler != null),
                    new HarvestActions(
                            templates, harvesting, scheduler, access.stores().audit()),
                    new HarvestApi(harvesting),
                    new ChecksPages(templates, checks),
                    new ChecksApi(checks),
                    new ReadyResource(readiness::obstacle),
                    new HealthResource(storage.database(), storage.changeFeed(), follower, regtap(), rebuilder),
                    new VosiResource(
                            new RegistryCapabilities(
                                    () -> selfDescription().ownRecord().map(StoredRecord::document),
                                    http.url(),
                                    settings.oai().pageSize(),
                                    () -> Optional.ofNullable(tap).map(Tap::capabilities))::document,
                            () -> storage.database().answers(DATABASE_LIMIT)
                                    ? Optional.empty()
                                    : Optional.of("The registry's database does not answer.")),
                    new StaticFiles()));
            resources.addAll(access.resources());
            Curation curation = Curation.of(
                    storage.database().dataSource(),
                    storage.masterCopy(),
                    new DocumentNormaliser(SchemaValidator.shared(), settings.rules()),
                    access.stores().audit(),
                    Clock.systemUTC());
            resources.addAll(curation.resources(
                    templates,
                    settings.newRecords(),
                    search,
                    settings.vocabularies().subjects(),
                    Clock.systemUTC()));
            opened(new DuePublication(curation.publication(), DUE));
            Consolidation consolidation =
                    Consolidation.of(storage.database().dataSource(), curation, Clock.systemUTC());
            resources.add(new StaffFrontPages(
                    templates,
                    new StaffWork(
                            storage.database().dataSource(),
                            curation.drafts(),
                            consolidation.proposals(),
                            harvesting.anomalies(),
                            harvesting.ourselves(),
                            Clock.systemUTC())));
            vosiSync = opened(new VosiSync(
                    settings,
                    storage,
                    harvesting.node(),
                    checks.vosi(settings.vosiSync().largestAnswer()),
                    consolidation.proposals()));
            vosiSync.start();
            resources.addAll(
                    consolidation.resources(templates, vosiSync, access.stores().audit(), settings.newRecords()));
            if (tap != null) {
                resources.addAll(tap.resources());
            }
            resources.add(
                    new MetricsResource(metrics, senders, settings.metrics().readers()));
            observe(metrics);
            UsageCounts usage = new UsageCounts(storage.database().dataSource());
            UsageCounter counter = opened(
                    new UsageCounter(usage, Clock.systemUTC(), settings.usage().keep()).start());
            resources.add(new UsagePages(templates, usage, counter, Clock.systemUTC()));
            http.onAnswered(metrics.requests());
            http.onAnswered(new RequestLog());
            http.onAnswered(counter);
            if (tap != null && settings.nvo().enabled()) {
                resources.add(opened(new NvoInterface(
                        templates,
                        search,
                        tap.store(),
                        storage.masterCopy(),
                        settings.nvo().mostResources(),
                        observations)));
            }
            resources.add(new OpenApi(List.copyOf(resources), settings.name(), http.url()));
            http.start(
                    resources,
                    (title, sentence) -> templates.render("error.jte", Map.of("title", title, "sentence", sentence)));
            // What answers requests is stopped after the last of them.
            opened((AutoCloseable) http::drain);
            mark.tell(http.localUrl());
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Their first use takes a while; who needs them earlier waits for the same. */
    private static void compileSchemasAhead() {
        Thread thread = new Thread(SchemaValidator::shared, "open-schemas");
        thread.setDaemon(true);
        thread.start();
    }

    private void observe(RegistryMetrics metrics) {
        metrics.feed(storage.changeFeed()::head)
                .index("solr", follower::head, follower::position, follower::rebuildings)
                .records(new RecordCounts(storage.database().dataSource()))
                .harvests(harvesting.overview());
        regtap().ifPresent(tables -> metrics.index("regtap", tables::head, tables::position, tables::rebuildings));
        if (storage.database().dataSource() instanceof HikariDataSource pool) {
            metrics.pool(pool);
        }
        metrics.start();
    }

    /** The registries that we harvest: harvesters that know us may want to know them, too. */
    private List<String> friends() {
        return harvesting.sources().list().stream()
                .filter(HarvestSource::enabled)
                .map(HarvestSource::baseUrl)
                .toList();
    }

    private HarvestScheduler startScheduler(int concurrent) {
        HarvestScheduler started = opened(new HarvestScheduler(
                storage.database().dataSource(),
                harvesting.harvester(),
                harvesting.discovery(),
                HarvestSchedulerSettings.of(harvesting.node(), concurrent),
                Clock.systemUTC()));
        started.start();
        return started;
    }

    /**
     * Starts a registry; it answers requests when this returns.
     *
     * @throws FailureException with a sentence when its port or its data folder is in use, or cannot be used
     */
    public static Registry start(RegistrySettings settings) {
        return new Registry(settings);
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    /** The registry's address for its users, without a slash at the end. */
    public String url() {
        return http.url();
    }

    /** The records. */
    public Storage storage() {
        return storage;
    }

    /** What keeps the search index up to date. */
    public IndexFollower follower() {
        return follower;
    }

    /** What keeps the relational registry up to date; empty when the settings say that there is none. */
    public Optional<RegtapFollower> regtap() {
        return Optional.ofNullable(tap).map(Tap::follower);
    }

    /** The registries that are harvested. */
    public HarvestSources sources() {
        return harvesting.sources();
    }

    /** The parts that harvest, and what they have noted. */
    public Harvesting harvesting() {
        return harvesting;
    }

    /** What harvests them on their schedules; null when the settings say that this server does not. */
    public HarvestScheduler scheduler() {
        return scheduler;
    }

    /** The accounts of staff, and what belongs to them. */
    public AccountStores accounts() {
        return access.stores();
    }

    /** What checks the stored records. */
    public Checks checks() {
        return checks;
    }

    /** What compares our records with what their services tell. */
    public VosiSync vosiSync() {
        return vosiSync;
    }

    /** Brings an example set into the master copy as managed records; the registry's own record names this registry's address. */
    public void loadExamples(String set) {
        save(
                new Examples(new DocumentNormaliser(SchemaValidator.shared(), settings.rules()))
                        .read(set, Examples.harvestedAt(http.url() + "/oai")),
                "example records");
    }

    /** What is amiss in the records by which the registry describes itself, one sentence each; see {@link SelfDescription}. */
    public List<String> selfDescriptionProblems() {
        return selfDescription().problems();
    }

    private SelfDescription selfDescription() {
        return new SelfDescription(storage.masterCopy(), settings.identifier(), http.url() + "/oai");
    }

    /** Saves managed records, all or none. */
    public void save(Collection<ResourceDocument> documents, String reason) {
        try (WriteTransaction transaction = storage.masterCopy().begin(new Provenance("registry", reason))) {
            transaction.save(documents, Origin.MANAGED);
            refuse(transaction.commitAll());
        }
    }

    /** Deletes a managed record. */
    public void delete(Ivoid ivoid, String reason) {
        try (WriteTransaction transaction = storage.masterCopy().begin(new Provenance("registry", reason))) {
            transaction.delete(List.of(ivoid), Origin.MANAGED);
            refuse(transaction.commitAll());
        }
    }

    private static void refuse(CommitResult result) {
        if (!result.refusals().isEmpty()) {
            throw new FailureException(
                    "A record was refused: " + result.refusals().get(0));
        }
    }

    /** Has load balancers see that this server is leaving, and answers on for the time that they need to notice. */
    private void leave() {
        if (parts.isEmpty() || readiness == null) {
            return;
        }
        readiness.leave();
        try {
            Thread.sleep(settings.http().drainTime().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        leave();
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("{} did not stop cleanly", part.getClass().getSimpleName(), e);
            }
        }
    }
}

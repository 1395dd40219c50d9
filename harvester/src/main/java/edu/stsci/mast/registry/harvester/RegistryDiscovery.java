package edu.stsci.mast.registry.harvester;

import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.ResourceDocument;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import javax.xml.stream.XMLStreamException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the registries of the Virtual Observatory in the Registry of Registries: its set {@code ivo_publishers} holds the
 * {@code vg:Registry} records of all publishing registries. What differs from our sources becomes proposals.
 *
 * <p>Thread-safe.
 */
public final class RegistryDiscovery {
    /** The set of the registries that publish (Registry of Registries). */
    private static final String PUBLISHERS = "ivo_publishers";
    /** Of more registries than one in this many, it is not believed without a curator's word that they are gone. */
    private static final int GONE_AT_MOST_ONE_IN = 10;

    private static final Logger LOG = LoggerFactory.getLogger(RegistryDiscovery.class);

    private final OaiClient client;
    private final DocumentNormaliser normaliser;
    private final DiscoverySettings settings;
    private final HarvestSources sources;
    private final Proposals proposals;
    private final Discoveries discoveries;
    private final Clock clock;

    /**
     * Discovery for the sources in a database.
     *
     * @param client stays open; the caller closes it
     */
    public RegistryDiscovery(
            DataSource dataSource,
            DocumentNormaliser normaliser,
            OaiClient client,
            DiscoverySettings settings,
            Clock clock) {
        this.client = client;
        this.normaliser = normaliser;
        this.settings = settings;
        this.sources = new HarvestSources(dataSource, clock);
        this.proposals = new Proposals(dataSource, clock);
        this.discoveries = new Discoveries(dataSource, clock);
        this.clock = clock;
    }

    /** When it is to be done. */
    Schedule schedule() {
        return settings.schedule();
    }

    /** When it was done last; empty when it never was. */
    Optional<Instant> lastStarted() {
        return discoveries.latest().map(Discovery::started);
    }

    /** The OAI-PMH base URL of the Registry of Registries that is asked. */
    public String baseUrl() {
        return settings.baseUrl();
    }

    private record Found(Ivoid registry, String title, String url) {}

    /**
     * Looks into the Registry of Registries; when that fails, the report says so, and nothing is proposed. What became of it is kept as the
     * latest of the {@link Discoveries}.
     *
     * @param stop ends it early when it is given
     * @throws edu.stsci.mast.registry.model.store.DatabaseException when the database fails
     */
    public DiscoveryReport discover(StopSignal stop) {
        discoveries.begin();
        DiscoveryReport report = look(stop);
        discoveries.end(report);
        return report;
    }

    private DiscoveryReport look(StopSignal stop) {
        List<String> problems = new ArrayList<>();
        Map<Ivoid, Found> found;
        try {
            found = registries(stop, problems);
            if (found.isEmpty()) {
                throw new HarvestException("It lists no active registry with an OAI-PMH interface");
            }
        } catch (HarvestException e) {
            LOG.warn("The Registry of Registries cannot be read: {}", e.getMessage());
            return new DiscoveryReport(0, List.of(), List.of(), problems, e.getMessage());
        }
        List<Proposals.Made> changes = changes(found, problems);
        List<Long> fresh = proposals.propose(changes);
        List<Long> applied = settings.apply() ? apply(problems) : List.of();
        LOG.info(
                "The Registry of Registries lists {} registries; {} new proposals, {} carried out",
                found.size(),
                fresh.size(),
                applied.size());
        return new DiscoveryReport(found.size(), fresh, applied, List.copyOf(problems), "");
    }

    private Map<Ivoid, Found> registries(StopSignal stop, List<String> problems) throws HarvestException {
        OaiSession session = new OaiSession(client, normaliser, settings.baseUrl(), stop, HarvestProgress.NONE, clock);
        Map<Ivoid, Found> found = new LinkedHashMap<>();
        Set<String> tokens = new HashSet<>();
        OaiSession.Rescue<Optional<ResumptionToken>> none = broken -> {
            // Half a list would make registries seem gone.
            throw broken.failure();
        };
        Optional<ResumptionToken> token =
                session.listRecords(Optional.empty(), PUBLISHERS, response -> page(response, found, problems), none);
        while (token.isPresent()) {
            if (!tokens.add(token.get().value())) {
                throw new HarvestException("The server gives the resumption token '"
                        + HarvestTables.cut(token.get().value(), 200) + "' a second time; its list would never end");
            }
            token = session.resume(token.get().value(), response -> page(response, found, problems), none);
        }
        return found;
    }

    private Optional<ResumptionToken> page(OaiResponseReader response, Map<Ivoid, Found> found, List<String> problems)
            throws XMLStreamException, HarvestException {
        for (Optional<Delivery> next = response.next(); next.isPresent(); next = response.next()) {
            if (next.get() instanceof Delivery.Resource resource) {
                take(resource.document(), found, problems);
            } else if (next.get() instanceof Delivery.Unusable unusable) {
                problems.add(unusable.identifier().orElse("A record without an identifier") + ": " + unusable.reason());
            }
        }
        if (!response.errors().isEmpty()) {
            throw new HarvestException(
                    "The server answers with an error: " + response.errors().get(0));
        }
        return response.resumptionToken();
    }

    private void take(ResourceDocument document, Map<Ivoid, Found> found, List<String> problems) {
        ResourceDocument.Summary summary = document.summary();
        if (!summary.resourceType().equals("vg:Registry")
                || summary.status() != RecordStatus.ACTIVE
                || document.ivoid().equals(settings.ourselves())) {
            return;
        }
        Optional<String> url = HarvestInterface.urlOf(document);
        if (url.isEmpty()) {
            problems.add(document.ivoid() + ": the record has no OAI-PMH interface");
            return;
        }
        try {
            found.put(document.ivoid(), new Found(document.ivoid(), summary.title(), NewSource.checkedUrl(url.get())));
        } catch (IllegalArgumentException e) {
            problems.add(document.ivoid() + ": " + e.getMessage());
        }
    }

    private List<Proposals.Made> changes(Map<Ivoid, Found> found, List<String> problems) {
        List<Proposals.Made> changes = new ArrayList<>();
        List<HarvestSource> present = sources.list();
        Map<Ivoid, HarvestSource> byRegistry = new LinkedHashMap<>();
        Map<String, HarvestSource> byUrl = new LinkedHashMap<>();
        for (HarvestSource source : present) {
            source.registry().ifPresent(registry -> byRegistry.put(registry, source));
            byUrl.put(source.baseUrl(), source);
        }
        for (Found registry : found.values()) {
            HarvestSource known = byRegistry.get(registry.registry());
            HarvestSource there = byUrl.get(registry.url());
            if (there != null && (known == null || there.id() != known.id())) {
                there.registry()
                        .filter(other -> !other.equals(registry.registry()))
                        .ifPresent(other -> problems.add(registry.registry() + ": its address " + registry.url()
                                + " is that of the source '" + there.name() + "', which is " + other));
            } else if (known == null) {
                changes.add(new Proposals.Made(
                        Proposal.Kind.NEW, registry.registry(), registry.title(), "", registry.url()));
            } else if (there == null) {
                changes.add(new Proposals.Made(
                        Proposal.Kind.MOVED, registry.registry(), registry.title(), known.baseUrl(), registry.url()));
            }
        }
        for (HarvestSource source : present) {
            if (source.discovered()
                    && source.enabled()
                    && source.registry().isPresent()
                    && !found.containsKey(source.registry().get())) {
                changes.add(
                        new Proposals.Made(Proposal.Kind.GONE, source.registry().get(), "", source.baseUrl(), ""));
            }
        }
        return changes;
    }

    private List<Long> apply(List<String> problems) {
        List<Proposal> all = proposals.list(Proposal.State.OPEN, Integer.MAX_VALUE);
        long gone = all.stream()
                .filter(proposal -> proposal.kind() == Proposal.Kind.GONE)
                .count();
        long sourcesThere = sources.list().stream()
                .filter(source -> source.discovered() && source.enabled())
                .count();
        boolean believable = gone <= Math.max(1, sourcesThere / GONE_AT_MOST_ONE_IN);
        List<Long> applied = new ArrayList<>();
        for (Proposal proposal : all) {
            if (proposal.kind() == Proposal.Kind.GONE && !believable) {
                problems.add(proposal.registry() + " is one of " + gone
                        + " registries that are listed no longer; so many are left to a curator");
                continue;
            }
            try {
                proposals.accept(proposal.id(), "discovery");
                applied.add(proposal.id());
            } catch (IllegalArgumentException e) {
                problems.add(proposal.registry() + ": " + e.getMessage());
            }
        }
        return applied;
    }
}

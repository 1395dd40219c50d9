package edu.stsci.mast.registry.harvester;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.ResourceDocument;
import edu.stsci.mast.registry.model.store.CommitResult;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.model.store.Origin;
import edu.stsci.mast.registry.model.store.Outcome;
import edu.stsci.mast.registry.model.store.Provenance;
import edu.stsci.mast.registry.model.store.Refusal;
import edu.stsci.mast.registry.model.store.WriteTransaction;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of a harvest, whose source it has claimed. For one thread. */
final class HarvestRun {
    private static final Logger LOG = LoggerFactory.getLogger(HarvestRun.class);
    private static final int BATCH = 200; // documents in memory at a time, however large a page is
    private static final int LONGEST_PROBLEM = 1000;

    private final MasterCopy masterCopy;
    private final HarvestSources sources;
    private final HarvestRuns runs;
    private final Clock clock;
    private final String node;
    private final HarvestSource source;
    private final boolean full;
    private final String owner;
    private final OaiSession session;
    private final HarvestProgress progress;
    private final StopSignal stop;
    private final Optional<Instant> from;
    private final Instant started;
    private final List<String> problems = new ArrayList<>();
    private final long id;
    private Optional<Ivoid> registry;
    private Outcome outcome = Outcome.NONE;
    private int quarantined;
    private int pages;

    HarvestRun(
            MasterCopy masterCopy,
            HarvestSources sources,
            HarvestRuns runs,
            Clock clock,
            String node,
            HarvestSource source,
            boolean full,
            String owner,
            OaiSession session,
            HarvestProgress progress,
            StopSignal stop) {
        this.masterCopy = masterCopy;
        this.sources = sources;
        this.runs = runs;
        this.clock = clock;
        this.node = node;
        this.source = source;
        this.full = full || source.nextFrom().isEmpty();
        this.owner = owner;
        this.session = session;
        this.progress = progress;
        this.stop = stop;
        this.from = this.full ? Optional.empty() : source.nextFrom();
        this.registry = source.registry();
        this.started = clock.instant();
        this.id = runs.begin(source, this.full, from, node);
    }

    /** One response of the list, after its records were stored. */
    private record Page(Optional<Instant> responseDate, Optional<ResumptionToken> token, int deliveries) {}

    HarvestReport run() {
        HarvestReport report;
        try {
            Optional<Instant> firstResponse = harvest();
            report = report(HarvestReport.State.COMPLETE, "");
            runs.complete(report, source.id(), firstResponse, owner);
        } catch (HarvestException e) {
            report = failed(e.getMessage());
        } catch (RuntimeException e) { // of the database, or a fault of ours: the run must not seem to go on
            LOG.error("The harvest of {} failed", source.name(), e);
            report = failed(e.getMessage() == null ? e.toString() : e.getMessage());
        }
        LOG.info(
                "Harvest of {}: {}; {} created, {} changed, {} deleted, {} unchanged, {} quarantined{}",
                source.name(),
                report.state(),
                report.created(),
                report.changed(),
                report.deleted(),
                report.unchanged(),
                report.quarantined(),
                report.failure().isEmpty() ? "" : "; " + report.failure());
        progress.ended(report);
        return report;
    }

    private HarvestReport failed(String why) {
        HarvestReport report = report(HarvestReport.State.FAILED, why);
        try {
            runs.update(report);
        } catch (RuntimeException e) { // the next run will find it, and note that it died
            LOG.error("The end of the harvest of {} could not be noted", source.name(), e);
        }
        return report;
    }

    /** Fetches and stores everything; the server's time at its first response. */
    private Optional<Instant> harvest() throws HarvestException {
        OaiIdentity identity = session.identify(HarvestRun::identity);
        Ivoid home = home(identity);
        registry = Optional.of(home);
        sources.learn(source.id(), home, identity.granularity());

        Page page = session.listRecords(
                from.map(identity.granularity()::format), source.set(), response -> store(response, home));
        Optional<Instant> firstResponse = page.responseDate();
        if (firstResponse.isEmpty()) {
            problem("The first response has no date that can be read; the next run asks for the same again");
        }
        Set<String> tokens = new HashSet<>();
        int emptyPages = 0;
        while (page.token().isPresent()) {
            ResumptionToken token = page.token().get();
            emptyPages = page.deliveries() == 0 ? emptyPages + 1 : 0;
            // A token that comes again would go round in circles; ever new tokens without records would never end.
            if (!tokens.add(token.value()) || emptyPages > 2) {
                throw new HarvestException(source.baseUrl() + " never ends its list: after " + pages
                        + " pages it gives "
                        + (emptyPages > 2 ? "pages without records" : "a resumption token that it has given before"));
            }
            stop.check();
            page = session.resume(token, response -> store(response, home));
        }
        return firstResponse;
    }

    private static OaiIdentity identity(OaiResponseReader response) throws XMLStreamException, HarvestException {
        response.next();
        return response.identity()
                .orElseThrow(() -> new HarvestException("The server did not answer Identify" + because(response)));
    }

    private static String because(OaiResponseReader response) {
        return response.errors().isEmpty()
                ? ""
                : response.errors().stream().map(OaiError::toString).collect(Collectors.joining(", ", ": ", ""));
    }

    private Ivoid home(OaiIdentity identity) throws HarvestException {
        Optional<Ivoid> stated = identity.registry();
        if (source.registry().isPresent()) {
            Ivoid known = source.registry().get();
            if (stated.isPresent() && !stated.get().equals(known)) {
                problem("The server says that it is " + stated.get() + "; its records are kept under " + known);
            }
            return known;
        }
        return stated.orElseThrow(() -> new HarvestException(
                source.baseUrl() + " does not say which registry it is; give the source its registry's IVOID"));
    }

    /** Stores the records of one response, all in one transaction. */
    private Page store(OaiResponseReader response, Ivoid home) throws XMLStreamException, HarvestException {
        List<Delivery.Unusable> unusable = new ArrayList<>();
        Map<Ivoid, Boolean> delivered = new LinkedHashMap<>();
        int deliveries = 0;
        CommitResult result;
        Origin origin = Origin.harvestedFrom(home);
        try (WriteTransaction transaction =
                masterCopy.begin(new Provenance("harvest", "run " + id + " of " + source.name()))) {
            List<ResourceDocument> documents = new ArrayList<>();
            for (Optional<Delivery> next = response.next(); next.isPresent(); next = response.next()) {
                deliveries++;
                if (next.get() instanceof Delivery.Resource resource) {
                    documents.add(resource.document());
                    delivered.put(resource.document().ivoid(), true);
                } else if (next.get() instanceof Delivery.Tombstone tombstone) {
                    // In the order of the response: of two on one record, the later one stands.
                    transaction.save(documents, origin);
                    documents.clear();
                    transaction.delete(List.of(tombstone.ivoid()), origin);
                    delivered.put(tombstone.ivoid(), true);
                } else {
                    unusable.add((Delivery.Unusable) next.get());
                }
                if (documents.size() >= BATCH) {
                    transaction.save(documents, origin);
                    documents.clear();
                }
            }
            transaction.save(documents, origin);
            checkErrors(response);
            stop.check();
            if (!sources.renew(source.id(), owner)) {
                throw new HarvestException("Another process has taken the harvest over, or its source was removed");
            }
            result = transaction.commit();
        }
        pages += deliveries > 0 ? 1 : 0;
        outcome = outcome.plus(result.outcome());
        quarantine(result.refusals(), unusable, delivered.keySet());
        HarvestReport soFar = report(HarvestReport.State.RUNNING, "");
        runs.update(soFar);
        progress.stored(
                soFar,
                response.resumptionToken()
                        .map(ResumptionToken::completeListSize)
                        .orElse(OptionalLong.empty()));
        return new Page(response.responseDate(), response.resumptionToken(), deliveries);
    }

    /** An empty list is no error to us, nor what follows records; everything else is. */
    private static void checkErrors(OaiResponseReader response) throws HarvestException {
        boolean refused = response.errors().stream().anyMatch(error -> !error.is(OaiError.NO_RECORDS_MATCH));
        if (refused) {
            throw new HarvestException("The server refused the request" + because(response));
        }
        if (response.errors().isEmpty() && !response.verb().equals("ListRecords")) {
            throw new HarvestException("The server's answer has neither records nor an error");
        }
    }

    private void quarantine(List<Refusal> refused, List<Delivery.Unusable> unusable, Set<Ivoid> delivered) {
        Set<Ivoid> taken = new HashSet<>(delivered);
        refused.forEach(refusal -> taken.remove(refusal.ivoid()));
        runs.quarantine(source.id(), id, refused, unusable, taken);
        quarantined += refused.size() + unusable.size();
        refused.forEach(refusal -> problem(refusal.toString()));
        unusable.forEach(
                record -> problem(record.identifier().orElse("A record without identifier, line " + record.line())
                        + ": " + record.reason()));
    }

    private void problem(String text) {
        String line = Sql.atMost(LONGEST_PROBLEM, text.replaceAll("\\s+", " ").strip());
        if (problems.size() < HarvestReport.MOST_PROBLEMS) {
            problems.add(line);
        }
        progress.problem(line);
    }

    private HarvestReport report(HarvestReport.State state, String failure) {
        return new HarvestReport(
                id,
                source.name(),
                source.baseUrl(),
                registry.map(Ivoid::toString),
                state,
                full,
                from,
                source.set(),
                outcome.created(),
                outcome.changed(),
                outcome.deleted(),
                outcome.unchanged(),
                outcome.flagged(),
                quarantined,
                pages,
                session.requests(),
                session.retries(),
                session.bytes(),
                failure,
                List.copyOf(problems),
                started,
                state == HarvestReport.State.RUNNING ? Optional.empty() : Optional.of(clock.instant()),
                node);
    }
}

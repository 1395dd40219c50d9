package edu.stsci.mast.registry.harvester;

import edu.stsci.mast.registry.model.Ivoid;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reconciliation of one source: list all identifiers, see what is missing here and what has vanished there, ask for the records
 * concerned one by one, and put things right.
 */
final class ReconciliationRun {
    private static final Logger LOG = LoggerFactory.getLogger(ReconciliationRun.class);
    private static final int STORED_AT_A_TIME = 50;
    private static final int MOST_FAILURES_IN_A_ROW = 5;

    private final Harvester.Parts parts;
    private final Reconciliations history;
    private final HarvestSource source;
    private final OaiSession session;
    private final long run;
    private final Instant started;
    private final HarvestLimits limits;
    private final List<String> problems = new ArrayList<>();
    private final List<Delivery> batch = new ArrayList<>();
    private RecordStorage storage;
    private RemovalGuard guard;
    private int listedCount;
    private int heldCount;
    /** The record in the server's answer to Identify, which we take from there whether or not it is listed. */
    private Optional<Ivoid> ownRecord = Optional.empty();

    private int vanishedCount;
    private int missingCount;
    private int changedCount;
    private int fetched;
    private int repaired;
    private int removed;
    private int failuresInARow;

    /** A reconciliation that has not begun; the caller has the right to the source. */
    ReconciliationRun(Harvester.Parts parts, Reconciliations history, HarvestSource source, StopSignal stop) {
        this.parts = parts;
        this.history = history;
        this.source = source;
        this.limits = parts.guards().limits();
        this.session = new OaiSession(
                parts.client(), parts.normaliser(), source.baseUrl(), stop, HarvestProgress.NONE, parts.clock());
        this.run = parts.runs().nextNumber();
        this.started = now();
    }

    /** Reconciles, and keeps what became of it. */
    ReconciliationReport perform() {
        history.keep(source.id(), report(HarvestReport.State.RUNNING, "", Optional.empty()));
        ReconciliationReport report;
        try {
            boolean held = reconcile();
            report = report(held ? HarvestReport.State.HELD : HarvestReport.State.COMPLETE, "", Optional.of(now()));
        } catch (HarvestException e) {
            report = report(HarvestReport.State.FAILED, e.getMessage(), Optional.of(now()));
        } catch (RuntimeException e) {
            LOG.error("Reconciliation {} of {} met a fault", run, source.name(), e);
            report = report(
                    HarvestReport.State.FAILED,
                    e.getMessage() == null ? e.toString() : e.getMessage(),
                    Optional.of(now()));
        }
        history.keep(source.id(), report);
        return report;
    }

    /** The list as the source gives it: records by whether they are there, and whether all of them were announced as IVOIDs. */
    private static final class Listing {
        final Map<Ivoid, OaiHeader> present = new LinkedHashMap<>();
        final Set<Ivoid> deleted = new LinkedHashSet<>();
        boolean strangeNames;
        int twice;
        Optional<Ivoid> example = Optional.empty();

        void add(Ivoid ivoid, OaiHeader header) {
            if (present.containsKey(ivoid) || deleted.contains(ivoid)) {
                twice++;
                example = example.or(() -> Optional.of(ivoid));
            }
            if (header.deleted()) {
                present.remove(ivoid);
                deleted.add(ivoid);
            } else {
                deleted.remove(ivoid);
                present.put(ivoid, header);
            }
        }
    }

    /** Whether removals are held. */
    private boolean reconcile() throws HarvestException {
        OaiIdentity identity = session.identify();
        Ivoid registry = source.registryBehind(identity);
        ownRecord = identity.registry();
        Instant lastHarvest = source.nextFrom()
                .orElseThrow(
                        () -> new HarvestException(
                                "The source was never harvested completely, so that there is nothing to compare its list with"));
        guard = parts.guards().of(source, registry, run);
        storage = new RecordStorage(
                parts.masterCopy(), parts.quarantine(), guard, source, "reconciliation", run, registry);
        Listing listing = list(availableSet());
        Map<Ivoid, Instant> held = parts.guards().records().notDeleted(registry);
        heldCount = held.size();
        listedCount = listing.present.size();
        if (listing.present.isEmpty() && !held.isEmpty()) {
            // A registry lists its own record at least (Registry Interfaces 1.1, section 2.2); an empty list is a
            // fault.
            throw new HarvestException("The server lists no records at all; nothing is concluded from this");
        }
        listing.example.ifPresent(example -> problem("The list names records more than once, " + listing.twice
                + " times in all, for instance " + example
                + "; it may leave out others for that, which this comparison cannot find"));
        guard.listed(listing.present.keySet());
        fetchMissing(listing, held, lastHarvest);
        removeDeleted(listing, held);
        removeVanished(listing, held);
        store();
        RecordStorage.Settlement settlement = storage.settleRemovals();
        settlement.results().forEach(this::count);
        settlement.alarm().ifPresent(this::problem);
        return settlement.alarm().isPresent();
    }

    /** The set that harvests ask for: what lies outside of it is no business of ours, and what is in it has to be complete. */
    private String availableSet() throws HarvestException {
        return source.set().isEmpty() || session.hasSet(source.set()) ? source.set() : "";
    }

    private Listing list(String set) throws HarvestException {
        Listing listing = new Listing();
        Set<String> tokens = new HashSet<>();
        Optional<ResumptionToken> token = session.listIdentifiers(set, response -> page(response, listing));
        while (token.isPresent()) {
            if (!tokens.add(token.get().value())) {
                throw new HarvestException("The server gives the resumption token '"
                        + HarvestTables.cut(token.get().value(), 200) + "' a second time; its list would never end");
            }
            token = session.resumeIdentifiers(token.get(), response -> page(response, listing));
        }
        return listing;
    }

    private Optional<ResumptionToken> page(OaiResponseReader response, Listing listing)
            throws XMLStreamException, HarvestException {
        response.readToEnd();
        for (OaiError error : response.errors()) {
            if (!error.is(OaiError.NO_RECORDS_MATCH)) {
                throw new HarvestException("The server answers with an error: " + error);
            }
        }
        if (response.errors().isEmpty() && !response.verb().equals("ListIdentifiers")) {
            throw new HarvestException("The server's answer to ListIdentifiers has no list of identifiers");
        }
        for (OaiHeader header : response.headers()) {
            Optional<Ivoid> ivoid = Ivoid.parse(header.identifier());
            if (ivoid.isEmpty()) {
                listing.strangeNames = true;
            } else {
                listing.add(ivoid.get(), header);
            }
        }
        return response.resumptionToken();
    }

    /** Fetches what is listed and not here, and what has changed since our last harvest. */
    private void fetchMissing(Listing listing, Map<Ivoid, Instant> held, Instant lastHarvest) throws HarvestException {
        List<Ivoid> missing = listing.present.keySet().stream()
                .filter(ivoid -> !held.containsKey(ivoid))
                .filter(ivoid -> !parts.masterCopy().managedAuthorities().contains(ivoid.authority()))
                .toList();
        // What another registry has the better right to, and what was refused before, is not missing.
        Set<Ivoid> elsewhere = parts.guards().records().homes(missing).keySet();
        Set<String> quarantined = parts.quarantine().keys(source.id());
        List<OaiHeader> wanted = new ArrayList<>();
        for (Ivoid ivoid : missing) {
            OaiHeader header = listing.present.get(ivoid);
            boolean refused = quarantined.contains(Quarantine.key(ivoid.toString()));
            if (!elsewhere.contains(ivoid) && (!refused || isLater(header, lastHarvest))) {
                missingCount++;
                wanted.add(header);
            }
        }
        for (Map.Entry<Ivoid, OaiHeader> entry : listing.present.entrySet()) {
            if (held.containsKey(entry.getKey()) && isLater(entry.getValue(), lastHarvest)) {
                changedCount++;
                wanted.add(entry.getValue());
            }
        }
        for (OaiHeader header : wanted) {
            if (fetched >= limits.fetches()) {
                problem("Of " + wanted.size() + " records that are missing or have changed, " + fetched
                        + " were asked for; the rest is left to the next reconciliation");
                break;
            }
            fetch(header.identifier());
        }
    }

    /** Whether a record was changed after our last harvest; what cannot be read as a time was not. */
    private static boolean isLater(OaiHeader header, Instant lastHarvest) {
        try {
            String text = header.datestamp();
            Instant changed = text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
            return changed.isAfter(lastHarvest);
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    /** The source has left a tombstone that never reached us. */
    private void removeDeleted(Listing listing, Map<Ivoid, Instant> held) {
        for (Ivoid ivoid : listing.deleted) {
            if (held.containsKey(ivoid)) {
                add(new Delivery.Tombstone(ivoid, 0));
            }
        }
    }

    private void removeVanished(Listing listing, Map<Ivoid, Instant> held) throws HarvestException {
        List<Ivoid> vanished = held.keySet().stream()
                .filter(ivoid -> !listing.present.containsKey(ivoid) && !listing.deleted.contains(ivoid))
                .filter(ivoid -> !ownRecord.equals(Optional.of(ivoid)))
                .sorted()
                .toList();
        vanishedCount = vanished.size();
        if (vanished.isEmpty()) {
            return;
        }
        if (listing.strangeNames) {
            problem(
                    "The server announces records under names that are not IVOIDs, so that it cannot be told which have vanished");
            return;
        }
        Optional<HarvestSource> twin = parts.sources().list().stream()
                .filter(other -> other.id() != source.id() && other.registry().equals(source.registry()))
                .findFirst();
        if (twin.isPresent()) {
            problem("The source '" + twin.get().name()
                    + "' delivers records of the same registry, so that it cannot be told which have vanished");
            return;
        }
        // A list whose pages shift names some records twice and leaves out as many: it does not tell which are gone.
        if (listing.twice == 0
                && limits.tooMany(
                        vanished.size(),
                        parts.guards().records().countActive(source.registry().get()))) {
            guard.vanished(vanished); // the guard will hold them, whatever the server says of each
            return;
        }
        List<Ivoid> gone = new ArrayList<>();
        for (Ivoid ivoid : vanished) {
            if (fetched >= limits.fetches()) {
                problem("Not all of the " + vanished.size()
                        + " records that have vanished were asked for; the rest is left to the next reconciliation");
                break;
            }
            // A record that changes while the list is read may be left out by some servers; so ask for it.
            if (fetch(ivoid.toString()) == Found.NO) {
                gone.add(ivoid);
            }
        }
        guard.vanished(gone);
    }

    private enum Found {
        YES,
        NO,
        UNKNOWN
    }

    /** Asks for one record and has it stored. */
    private Found fetch(String identifier) throws HarvestException {
        fetched++;
        try {
            Optional<Delivery> delivery = session.getRecord(identifier);
            failuresInARow = 0;
            delivery.ifPresent(this::add);
            return delivery.isPresent() ? Found.YES : Found.NO;
        } catch (StoppedException e) {
            throw e;
        } catch (HarvestException e) {
            failuresInARow++;
            if (failuresInARow >= MOST_FAILURES_IN_A_ROW) {
                store();
                throw e;
            }
            problem(identifier + " cannot be fetched: " + e.getMessage());
            return Found.UNKNOWN;
        }
    }

    private void add(Delivery delivery) {
        batch.add(delivery);
        if (batch.size() >= STORED_AT_A_TIME) {
            store();
        }
    }

    private void store() {
        if (!batch.isEmpty()) {
            count(storage.store(List.copyOf(batch)));
            batch.clear();
            history.keep(source.id(), report(HarvestReport.State.RUNNING, "", Optional.empty()));
        }
    }

    private void count(RecordStorage.Result result) {
        repaired += result.outcome().created() + result.outcome().changed();
        removed += result.outcome().deleted();
        for (Quarantine.Entry entry : result.refused()) {
            problem(entry.identifier().orElse("A record without an identifier") + ": " + entry.reason());
        }
    }

    private void problem(String line) {
        if (problems.size() < HarvestReport.MOST_PROBLEMS) {
            problems.add(line.replaceAll("\\s+", " "));
        }
    }

    private ReconciliationReport report(HarvestReport.State state, String failure, Optional<Instant> ended) {
        return new ReconciliationReport(
                run,
                source.name(),
                state,
                listedCount,
                heldCount,
                vanishedCount,
                missingCount,
                changedCount,
                fetched,
                repaired,
                removed,
                session.requests(),
                failure,
                List.copyOf(problems),
                started,
                ended,
                parts.node());
    }

    private Instant now() {
        return parts.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }
}

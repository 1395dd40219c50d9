package edu.stsci.mast.registry.harvester;

import edu.stsci.mast.registry.model.Ivoid;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import javax.xml.stream.XMLStreamException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run over one source: who are you, which records have changed, next page, until there is none. While a page is stored, the next one is
 * fetched and checked.
 */
final class HarvestRun {
    private static final Logger LOG = LoggerFactory.getLogger(HarvestRun.class);
    /** A page with more is stored in parts, so that servers that give everything at once do not fill the memory. */
    private static final int MOST_RECORDS = 1000;

    private static final long MOST_BYTES = 16L << 20;

    private final Harvester.Parts parts;
    private final HarvestClaims.Claim claim;
    private final HarvestSource source;
    private final boolean full;
    private final OaiSession session;
    private final HarvestProgress progress;
    private final Executor storing;
    private final long run;
    private final RunTally tally;
    private final Clock clock;
    private RecordStorage storage;
    private CompletableFuture<Void> stored = CompletableFuture.completedFuture(null);

    /**
     * A run that has not begun.
     *
     * @param claim the right to the source
     * @param source the source as it is under this claim
     * @param storing does the storing, one part after the other
     */
    HarvestRun(
            Harvester.Parts parts,
            HarvestClaims.Claim claim,
            HarvestSource source,
            boolean full,
            StopSignal stop,
            HarvestProgress progress,
            Executor storing) {
        this.parts = parts;
        this.claim = claim;
        this.source = source;
        this.full = full;
        this.progress = progress;
        this.storing = storing;
        this.clock = parts.clock();
        this.session = new OaiSession(parts.client(), parts.normaliser(), source.baseUrl(), stop, progress);
        this.run = parts.runs().nextNumber();
        this.tally = new RunTally(run, source, full, now(), parts.node(), session);
    }

    /** Harvests, and keeps what became of it. */
    HarvestReport perform() {
        parts.runs().keep(source.id(), tally.report());
        HarvestReport report;
        try {
            Optional<Instant> responseDate = harvest();
            boolean held = settleRemovals();
            complete(responseDate);
            report = tally.report(
                    held ? HarvestReport.State.HELD : HarvestReport.State.COMPLETE, "", Optional.of(now()));
        } catch (HarvestException e) {
            report = failed(e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("Harvest {} of {} met a fault", run, source.name(), e);
            report = failed(e.getMessage() == null ? e.toString() : e.getMessage());
        } finally {
            // Whatever happens, nothing is stored any more once the claim is given back.
            stored.exceptionally(e -> null).join();
        }
        parts.runs().keep(source.id(), report);
        progress.ended(report);
        return report;
    }

    /** The date of the first response, which is the next run's {@code from}. */
    private Optional<Instant> harvest() throws HarvestException {
        OaiIdentity identity = session.identify(this::identity);
        Ivoid registry = registry(identity);
        tally.registry(registry);
        parts.sources().identified(source.id(), registry, identity.granularity());
        storage = new RecordStorage(
                parts.masterCopy(),
                parts.quarantine(),
                parts.guards().of(source, registry, run),
                source,
                "harvest",
                run,
                registry);
        identity.registryRecord().filter(own -> own.ivoid().equals(registry)).ifPresent(storage::introduce);

        Optional<Instant> from = full ? Optional.empty() : source.nextFrom();
        String set = availableSet();
        tally.asksFor(from, set);
        Page page = session.listRecords(from.map(identity.granularity()::write), set, this::store);
        Optional<Instant> responseDate = page.responseDate();
        Set<String> tokens = new HashSet<>();
        while (page.next().isPresent()) {
            ResumptionToken token = page.next().get();
            if (!tokens.add(token.value())) {
                throw new HarvestException("The server gives the resumption token '"
                        + HarvestTables.cut(token.value(), 200) + "' a second time; its list would never end");
            }
            if (source.pageLimit() > 0 && tokens.size() >= source.pageLimit()) {
                throw new HarvestException("The list has more than the " + source.pageLimit()
                        + " pages that one run may ask for; what was read is stored");
            }
            page = session.resume(token, this::store);
        }
        awaitStored();
        return responseDate;
    }

    /** One page of a list: when it was answered, and how to get the next. */
    private record Page(Optional<Instant> responseDate, Optional<ResumptionToken> next) {}

    private OaiIdentity identity(OaiResponseReader response) throws XMLStreamException, HarvestException {
        while (response.next().isPresent()) {
            // Identify has no records; this reads on to the end.
        }
        return response.identity()
                .orElseThrow(() -> new HarvestException("The server does not answer to Identify"
                        + (response.errors().isEmpty()
                                ? ""
                                : ": " + response.errors().get(0))));
    }

    private Ivoid registry(OaiIdentity identity) throws HarvestException {
        Optional<Ivoid> stated = identity.registry();
        if (source.registry().isEmpty()) {
            return stated.orElseThrow(
                    () -> new HarvestException("The server does not say which registry it is: there is no"
                            + " vg:Registry record with an IVOID in its answer to Identify; give the registry's IVOID"
                            + " with the source"));
        }
        Ivoid expected = source.registry().get();
        if (stated.isPresent() && !stated.get().equals(expected)) {
            // Records are owned by registries; a stranger behind a known address must not get another's rights.
            throw new HarvestException(
                    "The server says that it is " + stated.get() + ", but the source is " + expected);
        }
        return expected;
    }

    /**
     * The set to ask for: the source's, or everything when the server does not have it. ListSets tells, because a list in a set that does
     * not exist looks like one without news (OAI-PMH 2.0, section 3.6, {@code noRecordsMatch}).
     */
    private String availableSet() throws HarvestException {
        String wanted = source.set();
        if (wanted.isEmpty()) {
            return "";
        }
        try {
            if (session.listSets(response -> hasSet(response, wanted))) {
                return wanted;
            }
        } catch (StoppedException e) {
            throw e;
        } catch (HarvestException e) {
            problem("Whether the server has the set " + wanted + " cannot be learned (" + e.getMessage()
                    + "); it is taken to have it");
            return wanted;
        }
        problem("The server has no set " + wanted + "; everything it has is asked for");
        return "";
    }

    private static boolean hasSet(OaiResponseReader response, String wanted)
            throws XMLStreamException, HarvestException {
        while (response.next().isPresent()) {
            // ListSets has no records; this reads on to the end.
        }
        for (OaiError error : response.errors()) {
            if (error.is(OaiError.NO_SET_HIERARCHY)) {
                return false;
            }
            throw new HarvestException("the server answers " + error);
        }
        // A list of sets in several pages is rare enough for the benefit of the doubt.
        return response.sets().contains(wanted)
                || response.resumptionToken().isPresent()
                || !response.verb().equals("ListSets");
    }

    /** Reads one page, and hands its records over for storing. */
    private Page store(OaiResponseReader response) throws XMLStreamException, HarvestException {
        List<Delivery> batch = new ArrayList<>();
        long bytes = 0;
        for (Optional<Delivery> next = response.next(); next.isPresent(); next = response.next()) {
            batch.add(next.get());
            noteOtherName(next.get());
            bytes += bytes(next.get());
            if (batch.size() >= MOST_RECORDS || bytes >= MOST_BYTES) {
                storeNext(batch, OptionalLong.empty());
                batch = new ArrayList<>();
                bytes = 0;
            }
        }
        for (OaiError error : response.errors()) {
            if (!error.is(OaiError.NO_RECORDS_MATCH)) {
                throw new HarvestException("The server answers with an error: " + error);
            }
        }
        if (response.errors().isEmpty() && !response.verb().equals("ListRecords")) {
            throw new HarvestException("The server's answer to ListRecords has no list of records");
        }
        Optional<ResumptionToken> token = response.resumptionToken();
        if (response.errors().isEmpty()) {
            tally.page();
            storeNext(batch, token.map(ResumptionToken::completeListSize).orElse(OptionalLong.empty()));
        }
        return new Page(response.responseDate(), token);
    }

    private static long bytes(Delivery delivery) {
        if (delivery instanceof Delivery.Resource resource) {
            return resource.document().xml().length;
        }
        return delivery instanceof Delivery.Unusable unusable ? unusable.xml().length : 0;
    }

    /** OAI identifiers are IVOIDs (Registry Interfaces 1.1, section 2.1); a deletion will be announced under the header's. */
    private void noteOtherName(Delivery delivery) {
        if (delivery instanceof Delivery.Resource resource) {
            Ivoid ivoid = resource.document().ivoid();
            resource.header()
                    .map(OaiHeader::identifier)
                    .filter(announced -> !announced.equalsIgnoreCase(ivoid.toString()))
                    .ifPresent(announced -> problem(ivoid + ": the server announces it as '" + announced + "'"));
        }
    }

    /** Waits for what is being stored, then begins to store the next part. */
    private void storeNext(List<Delivery> batch, OptionalLong completeListSize) {
        awaitStored();
        if (!batch.isEmpty()) {
            stored = CompletableFuture.runAsync(() -> storeNow(batch, completeListSize), storing);
        }
    }

    private void awaitStored() {
        try {
            stored.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void storeNow(List<Delivery> batch, OptionalLong completeListSize) {
        count(storage.store(batch));
        HarvestReport soFar = tally.report();
        parts.runs().keep(source.id(), soFar);
        progress.stored(soFar, completeListSize);
    }

    /** Whether removals are held until a curator has said a word. */
    private boolean settleRemovals() {
        RecordStorage.Settlement settlement = storage.settleRemovals();
        settlement.results().forEach(this::count);
        settlement.alarm().ifPresent(this::problem);
        return settlement.alarm().isPresent();
    }

    private void count(RecordStorage.Result result) {
        tally.stored(result.outcome(), result.refused().size());
        for (Quarantine.Entry entry : result.refused()) {
            problem(entry.identifier().orElse("A record without an identifier") + ": " + entry.reason());
        }
    }

    private void complete(Optional<Instant> responseDate) {
        if (responseDate.isPresent()) {
            parts.sources().completed(claim, responseDate.get());
        } else {
            problem("The server's first answer has no date; the next harvest asks for the same again");
        }
        if (full || source.nextFrom().isEmpty()) {
            parts.quarantine().keepOnly(source.id(), run);
        }
    }

    private HarvestReport failed(String sentence) {
        // What is being stored still counts.
        stored.exceptionally(e -> null).join();
        return tally.report(HarvestReport.State.FAILED, sentence, Optional.of(now()));
    }

    private void problem(String line) {
        tally.problem(line);
        progress.problem(line);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}

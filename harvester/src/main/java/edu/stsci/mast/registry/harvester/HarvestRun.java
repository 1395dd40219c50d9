package edu.stsci.mast.registry.harvester;

import edu.stsci.mast.registry.model.Ivoid;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run over one source: who are you, which records have changed, next page, until there is none. While a page is stored, the next one is
 * fetched and checked.
 */
final class HarvestRun {
    private static final Logger LOG = LoggerFactory.getLogger(HarvestRun.class);

    /**
     * How long a list that was not finished can be gone on with: while it waits, its pages may shift on the server. A day and a half, so that
     * a daily harvest that may only ask for some pages gets to the end.
     */
    private static final Duration RESUMABLE = Duration.ofHours(36);

    private final Harvester.Parts parts;
    private final HarvestClaims.Claim claim;
    private final HarvestSource source;
    private final boolean full;
    private final OaiSession session;
    private final HarvestProgress progress;
    private final StoringLane lane;
    private final long run;
    private final RunTally tally;
    private final Clock clock;

    private RecordStorage storage;
    private ListProgress list;
    private int problemsKept;

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
        this.lane = new StoringLane(storing);
        this.clock = parts.clock();
        this.session = new OaiSession(parts.client(), parts.normaliser(), source.baseUrl(), stop, progress, clock);
        this.run = parts.runs().nextNumber();
        this.tally = new RunTally(run, source, full || source.nextFrom().isEmpty(), now(), parts.node(), session);
    }

    /** Harvests, and keeps what became of it. */
    HarvestReport perform() {
        keep(tally.report());
        HarvestReport report;
        try {
            harvest();
            boolean held = settleRemovals();
            complete();
            report = tally.report(
                    held ? HarvestReport.State.HELD : HarvestReport.State.COMPLETE, "", Optional.of(now()));
        } catch (HarvestException e) {
            report = failed(e.getMessage(), e.excerpt());
        } catch (RuntimeException e) {
            LOG.error("Harvest {} of {} met a fault", run, source.name(), e);
            report = failed(e.getMessage() == null ? e.toString() : e.getMessage(), "");
        } finally {
            // Whatever happens, nothing is stored any more once the claim is given back.
            lane.end();
        }
        keep(report);
        progress.ended(report);
        return report;
    }

    private void harvest() throws HarvestException {
        OaiIdentity identity = session.identify();
        Ivoid registry = source.registryBehind(identity);
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
        // A time that is still to come, from a clock that was wrong, would leave out what changes until then.
        Optional<Instant> from = full ? Optional.empty() : source.nextFrom().map(this::atMostNow);
        list = new ListProgress(run, from, availableSet());
        Optional<HarvestLists.Unfinished> unfinished =
                parts.lists().get(source.id()).filter(this::canGoOn);
        unfinished.ifPresent(this::resume);
        tellList();
        ListPageReader pages = new ListPageReader(parts.normaliser(), list, this::problem, this::storeLater);
        new ListReading(
                        session,
                        identity.granularity(),
                        list,
                        pages,
                        new Storing(),
                        this::problem,
                        run,
                        source.pageLimit(),
                        clock)
                .readToEnd(unfinished.map(HarvestLists.Unfinished::token));
        lane.await();
    }

    private Instant atMostNow(Instant time) {
        return time.isAfter(now()) ? now().truncatedTo(ChronoUnit.SECONDS) : time;
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
            if (session.hasSet(wanted)) {
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

    /** A list that was asked for in the same words, and for everything if we are to, and not so long ago that its pages have shifted. */
    private boolean canGoOn(HarvestLists.Unfinished unfinished) {
        return unfinished.baseUrl().equals(source.baseUrl())
                && unfinished.set().equals(list.set())
                && (unfinished.from().isEmpty() || unfinished.from().equals(list.from()))
                && !unfinished.storedAt().isBefore(now().minus(RESUMABLE));
    }

    private void resume(HarvestLists.Unfinished unfinished) {
        list.resume(unfinished, parts.lists().keysOfPages(source.id()));
        tally.resumes(unfinished.lastRun());
    }

    private void tellList() {
        tally.asksFor(list.from(), list.set());
        tally.listed(list.different(), list.announced());
    }

    private final class Storing implements ListReading.Storing {
        @Override
        public void page(List<Delivery> rest, Optional<ResumptionToken> next) {
            tally.page();
            tellList();
            Optional<HarvestLists.Unfinished> unfinished = next.map(HarvestRun.this::unfinished);
            byte[] keys = list.keysOfLastPage();
            lane.begin(() -> {
                store(rest);
                unfinished.ifPresent(place -> note(place, keys));
            });
        }

        @Override
        public void brokenOff(List<Delivery> rest) {
            storeLater(rest);
        }

        @Override
        public void forget() {
            lane.await();
            parts.lists().drop(source.id());
        }
    }

    private HarvestLists.Unfinished unfinished(ResumptionToken next) {
        return new HarvestLists.Unfinished(
                source.id(),
                source.baseUrl(),
                list.firstRun(),
                run,
                list.from(),
                list.set(),
                list.nextFrom(),
                list.announced(),
                next.value(),
                list.page() - 1,
                now());
    }

    private void note(HarvestLists.Unfinished place, byte[] keys) {
        if (!parts.lists().keep(claim, place, keys)) {
            throw new IllegalStateException("The source was removed, or another process has taken the harvest over");
        }
    }

    private void storeLater(List<Delivery> batch) {
        lane.begin(() -> store(batch));
    }

    private void store(List<Delivery> batch) {
        if (batch.isEmpty()) {
            return;
        }
        count(storage.store(batch));
        HarvestReport soFar = tally.report();
        keep(soFar);
        progress.stored(soFar, soFar.announced().map(OptionalLong::of).orElse(OptionalLong.empty()));
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
            problem(new HarvestProblem(
                    entry.identifier().orElse("A record without an identifier") + ": " + entry.reason(),
                    Quarantine.excerpt(entry.xml())));
        }
        result.wentBack().forEach(this::problem);
    }

    private void complete() {
        list.problems().forEach(this::problem);
        parts.lists().drop(source.id());
        list.nextFrom().ifPresent(next -> parts.sources().completed(claim, next));
        if (list.from().isEmpty()) {
            parts.quarantine().keepSince(source.id(), list.firstRun());
        }
    }

    private HarvestReport failed(String sentence, String excerpt) {
        // What is being stored still counts.
        lane.end();
        String failure = sentence.replaceAll("\\s+", " ").strip();
        HarvestReport report = tally.report(HarvestReport.State.FAILED, failure, Optional.of(now()));
        keep(report);
        parts.runs().keepProblems(run, problemsKept, List.of(new HarvestProblem(failure, excerpt)));
        return report;
    }

    /** Keeps the run as it stands, with the problems that are new. */
    private synchronized void keep(HarvestReport report) {
        parts.runs().keep(source.id(), report);
        List<HarvestProblem> more = tally.problems(problemsKept);
        if (!more.isEmpty()) {
            parts.runs().keepProblems(run, problemsKept, more);
            problemsKept += more.size();
        }
    }

    private void problem(String line) {
        problem(new HarvestProblem(line, ""));
    }

    private void problem(HarvestProblem problem) {
        tally.problem(problem);
        progress.problem(problem.sentence());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}

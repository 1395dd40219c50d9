package edu.stsci.mast.registry.harvester;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.oai.Granularity;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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

    /** How long a list that was not finished can be gone on with: while it waits, its pages may shift on the server. */
    private static final Duration RESUMABLE = Duration.ofDays(1);
    /** How many pages one after the other may name nothing but records that were named before. */
    private static final int MOST_PAGES_WITHOUT_NEWS = 50;
    /** How far a server's clock may be from ours; networks and waiting proxies included. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(10);
    /** How far to go back when the clocks disagree by more. */
    private static final Duration CLOCK_OVERLAP = Duration.ofDays(1);

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
    private final ListedRecords listed = new ListedRecords();
    private final Datestamps datestamps = new Datestamps();
    private final Set<String> tokens = new HashSet<>();
    /** What was stored of the page that is read now, when it broke and is asked for again. */
    private final Map<Ivoid, byte[]> handedOver = new HashMap<>();

    private RecordStorage storage;
    private Granularity granularity;
    private ListState list;
    private int pagesWithoutNews;
    private int problemsKept;
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
            stored.exceptionally(e -> null).join();
        }
        keep(report);
        progress.ended(report);
        return report;
    }

    private void harvest() throws HarvestException {
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
        granularity = identity.granularity();
        String set = availableSet();
        // A time that is still to come, from a clock that was wrong, would leave out what changes until then.
        Optional<Instant> from = full ? Optional.empty() : source.nextFrom().map(this::atMostNow);
        list = new ListState(run, from, set);
        Optional<HarvestLists.Unfinished> unfinished =
                parts.lists().get(source.id()).filter(this::canGoOn);
        unfinished.ifPresent(this::resume);
        tally.asksFor(list.from, set);
        readList(unfinished.map(HarvestLists.Unfinished::token));
        awaitStored();
    }

    private Instant atMostNow(Instant time) {
        return time.isAfter(now()) ? now().truncatedTo(ChronoUnit.SECONDS) : time;
    }

    /** A list that was asked for in the same words, and for everything if we are to, and not so long ago that its pages have shifted. */
    private boolean canGoOn(HarvestLists.Unfinished unfinished) {
        return unfinished.baseUrl().equals(source.baseUrl())
                && unfinished.set().equals(list.set)
                && (unfinished.from().isEmpty() || unfinished.from().equals(list.from))
                && !unfinished.storedAt().isBefore(now().minus(RESUMABLE));
    }

    private void resume(HarvestLists.Unfinished unfinished) {
        list = new ListState(unfinished.firstRun(), unfinished.from(), unfinished.set());
        list.nextFrom = unfinished.nextFrom();
        list.announced = unfinished.announced();
        listed.resume(parts.lists().keysOfPages(source.id()));
        tally.resumes(unfinished.lastRun());
        tally.listed(listed.different(), list.announced);
    }

    /** Reads the list to its end, from its first page or from where an earlier run was. */
    private void readList(Optional<String> resumed) throws HarvestException {
        Optional<String> token = resumed;
        boolean goesOn = resumed.isPresent();
        boolean mayStartOver = true;
        int pages = 0;
        while (true) {
            Page page;
            try {
                page = token.isEmpty() ? firstPage() : nextPage(token.get());
                if (goesOn && page.noRecordsMatch()) {
                    throw new OaiErrorException(new OaiError(OaiError.NO_RECORDS_MATCH, ""));
                }
            } catch (StoppedException | UnreachableException e) {
                throw placed(e);
            } catch (HarvestException e) {
                boolean badToken = e instanceof OaiErrorException error && error.is(OaiError.BAD_RESUMPTION_TOKEN);
                if (token.isEmpty() || !mayStartOver || !(badToken || goesOn)) {
                    if (badToken) {
                        awaitStored();
                        parts.lists().drop(source.id());
                    }
                    throw placed(e);
                }
                // Nothing is lost by asking again: what is stored already brings nothing new.
                problem(new HarvestProblem(
                        "The list is asked for from its beginning, since it cannot be continued at page "
                                + listed.page() + ": " + e.getMessage(),
                        e.excerpt()));
                startOver();
                token = Optional.empty();
                goesOn = false;
                mayStartOver = false;
                continue;
            }
            goesOn = false;
            if (page.brokenOff().isPresent()) {
                throw placed(page.brokenOff().get());
            }
            if (page.next().isEmpty()) {
                return;
            }
            refuseEndlessList(page.next().get(), page.news());
            pages++;
            if (source.pageLimit() > 0 && pages >= source.pageLimit()) {
                throw new HarvestException("The list has more than the " + source.pageLimit()
                        + " pages that one run may ask for; the next run goes on from here");
            }
            token = page.next().map(ResumptionToken::value);
        }
    }

    /** Some servers keep a list's state to themselves and repeat the token; a list that brings nothing new for long has no end. */
    private void refuseEndlessList(ResumptionToken token, int news) throws HarvestException {
        pagesWithoutNews = news > 0 ? 0 : pagesWithoutNews + 1;
        boolean again = !tokens.add(token.value());
        if (again && news == 0) {
            throw placed(new HarvestException("The server gives the resumption token '"
                    + HarvestTables.cut(token.value(), 200) + "' a second time; its list would never end"));
        }
        if (pagesWithoutNews >= MOST_PAGES_WITHOUT_NEWS) {
            throw placed(
                    new HarvestException(
                            "The server has sent " + pagesWithoutNews
                                    + " pages one after the other without a record that it had not sent before; its list would never end"));
        }
    }

    private void startOver() {
        awaitStored();
        parts.lists().drop(source.id());
        listed.clear();
        tokens.clear();
        pagesWithoutNews = 0;
        list = new ListState(run, list.from, list.set);
    }

    /** The same trouble with the place where it happened. */
    private HarvestException placed(HarvestException e) {
        if (e instanceof StoppedException || listed.page() == 1) {
            return e;
        }
        return new HarvestException(
                e.getMessage() + " (page " + listed.page() + " of the list; the pages before are stored)",
                e.excerpt(),
                e);
    }

    /**
     * Asks for a list from its beginning. A server that refuses the time is asked in days, which every server has to understand (OAI-PMH
     * 2.0, section 3.3), and then for everything.
     */
    private Page firstPage() throws HarvestException {
        try {
            return firstPage(list.from.map(granularity::write));
        } catch (OaiErrorException e) {
            if (!e.is(OaiError.BAD_ARGUMENT) || list.from.isEmpty()) {
                throw e;
            }
            if (granularity == Granularity.SECOND) {
                try {
                    Page page = firstPage(list.from.map(Granularity.DAY::write));
                    problem("The server says that it takes times in seconds, but refuses them (" + e.error()
                            + "); it was asked for changes since a day");
                    return page;
                } catch (OaiErrorException inDays) {
                    if (!inDays.is(OaiError.BAD_ARGUMENT)) {
                        throw inDays;
                    }
                }
            }
            problem("The server refuses to tell changes since a time (" + e.error() + "); it was asked for everything");
            list = new ListState(run, Optional.empty(), list.set);
            tally.asksFor(list.from, list.set);
            return firstPage(Optional.empty());
        }
    }

    private Page firstPage(Optional<String> from) throws HarvestException {
        handedOver.clear();
        Page page = session.listRecords(from, list.set, this::store, this::rescue);
        list.nextFrom = page.responseDate().map(this::nextFrom);
        if (list.nextFrom.isEmpty() && page.brokenOff().isEmpty()) {
            problem("The server's first answer has no date; the next harvest asks for the same again");
        }
        return ended(page);
    }

    private Page nextPage(String token) throws HarvestException {
        handedOver.clear();
        return ended(session.resume(token, this::store, this::rescue));
    }

    /** Has the last records of a page stored, and then the page noted as done. */
    private Page ended(Page page) {
        if (page.brokenOff().isPresent()) {
            storeNext(page.rest(), () -> {});
            return page;
        }
        if (page.noRecordsMatch()) {
            return page;
        }
        int news = listed.endPage();
        tally.page();
        if (page.announced().isPresent()) {
            list.announced = Optional.of(page.announced().getAsLong());
        }
        tally.listed(listed.different(), list.announced);
        Runnable note = page.next().isEmpty() ? () -> {} : notePage(page.next().get(), listed.keysOfLastPage());
        storeNext(page.rest(), note);
        return page.with(news);
    }

    private Runnable notePage(ResumptionToken token, byte[] keys) {
        HarvestLists.Unfinished unfinished = new HarvestLists.Unfinished(
                source.id(),
                source.baseUrl(),
                list.firstRun,
                run,
                list.from,
                list.set,
                list.nextFrom,
                list.announced,
                token.value(),
                listed.page() - 1,
                now());
        return () -> {
            if (!parts.lists().keep(claim, unfinished, keys)) {
                throw new IllegalStateException(
                        "The source was removed, or another process has taken the harvest over");
            }
        };
    }

    /**
     * The time since when the next harvest asks for changes: that of the first response, or that of our own clock when it was asked, whatever
     * is earlier; earlier still when the two do not agree, since nobody knows which clock the server's datestamps are from.
     */
    private Instant nextFrom(Instant stated) {
        Instant asked = session.lastSent();
        Instant earlier = stated.isBefore(asked) ? stated : asked;
        boolean agree = !stated.isBefore(asked.minus(CLOCK_TOLERANCE))
                && !stated.isAfter(clock.instant().plus(CLOCK_TOLERANCE));
        if (agree) {
            return earlier.truncatedTo(ChronoUnit.SECONDS);
        }
        Instant safe = earlier.minus(CLOCK_OVERLAP).truncatedTo(ChronoUnit.SECONDS);
        problem("The server's clock says " + stated + " where ours says " + asked.truncatedTo(ChronoUnit.SECONDS)
                + "; the next harvest asks for changes since " + safe);
        return safe;
    }

    /**
     * One page of a list.
     *
     * @param responseDate when it was answered
     * @param next how to get the next page; empty at the end of the list
     * @param announced how many records the list has, as the server says
     * @param rest the records that are to be stored still
     * @param noRecordsMatch whether the server says that there are none
     * @param news how many records no page before had named
     * @param brokenOff why not all of the page could be read
     */
    private record Page(
            Optional<Instant> responseDate,
            Optional<ResumptionToken> next,
            OptionalLong announced,
            List<Delivery> rest,
            boolean noRecordsMatch,
            int news,
            Optional<HarvestException> brokenOff) {
        Page with(int moreNews) {
            return new Page(responseDate, next, announced, List.of(), noRecordsMatch, moreNews, brokenOff);
        }
    }

    /** The list that is being read. */
    private static final class ListState {
        final long firstRun;
        final Optional<Instant> from;
        final String set;
        Optional<Instant> nextFrom = Optional.empty();
        Optional<Long> announced = Optional.empty();

        ListState(long firstRun, Optional<Instant> from, String set) {
            this.firstRun = firstRun;
            this.from = from;
            this.set = set;
        }
    }

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

    /** Reads one page, and hands its records over for storing but for the last ones. */
    private Page store(OaiResponseReader response) throws XMLStreamException, HarvestException {
        PageBatch batch = new PageBatch();
        for (Optional<Delivery> next = response.next(); next.isPresent(); next = response.next()) {
            batch.add(next.get());
        }
        boolean none = false;
        for (OaiError error : response.errors()) {
            if (!error.is(OaiError.NO_RECORDS_MATCH)) {
                throw new OaiErrorException(error);
            }
            none = true;
        }
        if (!none && !response.verb().equals("ListRecords")) {
            throw new HarvestException("The server's answer to ListRecords has no list of records");
        }
        response.faultAfterRoot()
                .ifPresent(fault -> problem("Page " + listed.page() + " is followed by something that is not XML ("
                        + XmlFault.of(fault) + "); its records are all there"));
        return new Page(
                response.responseDate(),
                response.resumptionToken(),
                response.resumptionToken()
                        .map(ResumptionToken::completeListSize)
                        .orElse(OptionalLong.empty()),
                batch.rest,
                none,
                0,
                Optional.empty());
    }

    /** Reads what can be read of a page that stays broken when it is asked for again. */
    private Page rescue(BrokenAnswer broken) throws HarvestException {
        Optional<BrokenPage> found;
        try {
            found = BrokenPage.of(broken.answer(), parts.normaliser());
        } catch (IOException e) {
            throw new HarvestException(
                    "The answer of " + broken.request() + " cannot be read back: " + e.getMessage(), e);
        }
        if (found.isEmpty()) {
            throw broken.failure();
        }
        PageBatch batch = new PageBatch();
        BrokenPage page = found.get();
        page.read(batch::add);
        Optional<HarvestException> brokenOff = Optional.empty();
        if (page.whole()) {
            problem(new HarvestProblem(
                    "Page " + listed.page() + " is not well-formed XML (" + broken.fault()
                            + "); its records were read one by one",
                    broken.excerpt()));
        } else {
            HarvestException failure = broken.failure();
            brokenOff = Optional.of(new HarvestException(
                    failure.getMessage() + "; " + batch.count + " records before that place were taken",
                    failure.excerpt(),
                    null));
        }
        return new Page(
                page.responseDate(),
                page.token(),
                page.token().map(ResumptionToken::completeListSize).orElse(OptionalLong.empty()),
                batch.rest,
                false,
                0,
                brokenOff);
    }

    /** The records of one page as they come; large pages are stored in parts. */
    private final class PageBatch {
        private List<Delivery> rest = new ArrayList<>();
        private long bytes;
        private int count;

        PageBatch() {
            listed.beginPage();
        }

        void add(Delivery delivery) {
            count++;
            listed.add(delivery);
            if (wasHandedOver(delivery)) {
                return;
            }
            noteHeader(delivery);
            rest.add(delivery);
            bytes += bytes(delivery);
            if (rest.size() >= MOST_RECORDS || bytes >= MOST_BYTES) {
                rest.forEach(HarvestRun.this::markHandedOver);
                storeNext(rest, () -> {});
                rest = new ArrayList<>();
                bytes = 0;
            }
        }
    }

    /** Whether a part of the page with this record was stored when the page was asked for before and broke later. */
    private boolean wasHandedOver(Delivery delivery) {
        return delivery instanceof Delivery.Resource resource
                && Arrays.equals(
                        handedOver.get(resource.document().ivoid()),
                        resource.document().sha256());
    }

    private void markHandedOver(Delivery delivery) {
        if (delivery instanceof Delivery.Resource resource) {
            handedOver.put(resource.document().ivoid(), resource.document().sha256());
        }
    }

    private static long bytes(Delivery delivery) {
        if (delivery instanceof Delivery.Resource resource) {
            return resource.document().xml().length;
        }
        return delivery instanceof Delivery.Unusable unusable ? unusable.xml().length : 0;
    }

    private void noteHeader(Delivery delivery) {
        if (delivery instanceof Delivery.Resource resource && resource.header().isPresent()) {
            OaiHeader header = resource.header().get();
            Ivoid ivoid = resource.document().ivoid();
            // OAI identifiers are IVOIDs (Registry Interfaces 1.1, section 2.1); a deletion will be announced under the
            // header's.
            if (!header.identifier().equalsIgnoreCase(ivoid.toString())) {
                problem(ivoid + ": the server announces it as '" + header.identifier() + "'");
            }
            datestamps.add(header, list.from);
        }
    }

    /** Waits for what is being stored, then begins to store the next part, and then does what comes after it. */
    private void storeNext(List<Delivery> batch, Runnable then) {
        awaitStored();
        stored = CompletableFuture.runAsync(
                () -> {
                    if (!batch.isEmpty()) {
                        storeNow(batch);
                    }
                    then.run();
                },
                storing);
    }

    private void awaitStored() {
        try {
            stored.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void storeNow(List<Delivery> batch) {
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
        boolean everything = list.from.isEmpty();
        datestamps.problems(list.from).forEach(this::problem);
        listed.example()
                .ifPresent(example -> problem("The list names records more than once, " + listed.twice()
                        + " times in all, for instance " + example.identifier() + " on page " + example.firstPage()
                        + (example.firstPage() == example.secondPage() ? "" : " and page " + example.secondPage())
                        + "; it may leave out others for that"));
        if (everything
                && list.announced.filter(count -> count > listed.different()).isPresent()) {
            problem("The server announced " + list.announced.get() + " records, but its list names only "
                    + listed.different() + " different ones");
        }
        parts.lists().drop(source.id());
        list.nextFrom.ifPresent(next -> parts.sources().completed(claim, next));
        if (everything) {
            parts.quarantine().keepSince(source.id(), list.firstRun);
        }
    }

    private HarvestReport failed(String sentence, String excerpt) {
        // What is being stored still counts.
        stored.exceptionally(e -> null).join();
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

package edu.stsci.mast.registry.harvester;

import edu.stsci.mast.registry.oai.Granularity;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads one list from its first page, or from where an earlier run was, to its end: page by page, and from the beginning again when the
 * server has forgotten where we were. For one thread.
 */
final class ListReading {
    /** How far a server's clock may be from ours; networks and waiting proxies included. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(10);
    /** How far to go back when the clocks disagree by more. */
    private static final Duration CLOCK_OVERLAP = Duration.ofDays(1);

    private final OaiSession session;
    private final Granularity granularity;
    private final ListProgress list;
    private final ListPageReader pages;
    private final Storing storing;
    private final Consumer<HarvestProblem> problems;
    private final long run;
    private final int pageLimit;
    private final Clock clock;

    /** Keeps what is read. */
    interface Storing {
        /** Takes the last records of a page; when there is a token for the next page, also that this one is done. */
        void page(List<Delivery> rest, Optional<ResumptionToken> next);

        /** Takes the records of a page whose rest is broken. */
        void brokenOff(List<Delivery> rest);

        /** What was noted about the list up to now is of no use any more. */
        void forget();
    }

    /**
     * A reading that has not begun.
     *
     * @param granularity how finely the server takes times
     * @param list what is asked for, and how far it was read
     * @param pages reads single pages of it
     * @param problems gets a line for what is wrong with the list
     * @param run the run that reads
     * @param pageLimit how many pages it may ask for; 0 for any number
     */
    ListReading(
            OaiSession session,
            Granularity granularity,
            ListProgress list,
            ListPageReader pages,
            Storing storing,
            Consumer<HarvestProblem> problems,
            long run,
            int pageLimit,
            Clock clock) {
        this.session = session;
        this.granularity = granularity;
        this.list = list;
        this.pages = pages;
        this.storing = storing;
        this.problems = problems;
        this.run = run;
        this.pageLimit = pageLimit;
        this.clock = clock;
    }

    /**
     * Reads to the end.
     *
     * @param resumed the token to go on with; empty to ask for the first page
     * @throws HarvestException when the end cannot be reached; what was read until then is stored
     */
    void readToEnd(Optional<String> resumed) throws HarvestException {
        Optional<String> token = resumed;
        boolean goesOn = resumed.isPresent();
        boolean mayStartOver = true;
        int count = 0;
        while (true) {
            ListPage page;
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
                        storing.forget();
                    }
                    throw placed(e);
                }
                // Nothing is lost by asking again: what is stored already brings nothing new.
                problems.accept(new HarvestProblem(
                        "The list is asked for from its beginning, since it cannot be continued at page " + list.page()
                                + ": " + e.getMessage(),
                        e.excerpt()));
                storing.forget();
                list.startOver(run);
                token = Optional.empty();
                goesOn = false;
                mayStartOver = false;
                continue;
            }
            goesOn = false;
            token = next(page);
            if (token.isEmpty()) {
                return;
            }
            count++;
            if (pageLimit > 0 && count >= pageLimit) {
                throw new HarvestException("The list has more than the " + pageLimit
                        + " pages that one run may ask for; the next run goes on from here");
            }
        }
    }

    /** Ends a page and has its last records stored; how to get the next one, if there is one. */
    private Optional<String> next(ListPage page) throws HarvestException {
        if (page.brokenOff().isPresent()) {
            storing.brokenOff(page.rest());
            throw placed(page.brokenOff().get());
        }
        if (page.noRecordsMatch()) {
            return Optional.empty();
        }
        int news = list.endPage(page.announced());
        storing.page(page.rest(), page.next());
        if (page.next().isPresent()) {
            try {
                list.refuseEndless(page.next().get(), news);
            } catch (HarvestException e) {
                throw placed(e);
            }
        }
        return page.next().map(ResumptionToken::value);
    }

    /** The same trouble with the place where it happened. */
    private HarvestException placed(HarvestException e) {
        if (e instanceof StoppedException || list.page() == 1) {
            return e;
        }
        return new HarvestException(
                e.getMessage() + " (page " + list.page() + " of the list; the pages before are stored)",
                e.excerpt(),
                e);
    }

    /**
     * Asks for a list from its beginning. A server that refuses the time is asked in days, which every server has to understand (OAI-PMH
     * 2.0, section 3.3), and then for everything.
     */
    private ListPage firstPage() throws HarvestException {
        try {
            return firstPage(list.from().map(granularity::write));
        } catch (OaiErrorException e) {
            if (!e.is(OaiError.BAD_ARGUMENT) || list.from().isEmpty()) {
                throw e;
            }
            if (granularity == Granularity.SECOND) {
                try {
                    ListPage page = firstPage(list.from().map(Granularity.DAY::write));
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
            list.askForEverything(run);
            return firstPage(Optional.empty());
        }
    }

    private ListPage firstPage(Optional<String> from) throws HarvestException {
        pages.nextPage();
        ListPage page = session.listRecords(from, list.set(), pages::read, pages::rescue);
        list.nextFrom(page.responseDate().map(this::nextFrom));
        if (list.nextFrom().isEmpty() && page.brokenOff().isEmpty()) {
            problem("The server's first answer has no date; the next harvest asks for the same again");
        }
        return page;
    }

    private ListPage nextPage(String token) throws HarvestException {
        pages.nextPage();
        return session.resume(token, pages::read, pages::rescue);
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

    private void problem(String sentence) {
        problems.accept(new HarvestProblem(sentence, ""));
    }
}

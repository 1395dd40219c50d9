package edu.stsci.mast.registry.harvester;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** One list as it has been read so far: what was asked for, what its pages have named, and what is odd about it. For one thread. */
final class ListProgress {
    /** How many pages one after the other may name nothing but records that were named before. */
    private static final int MOST_PAGES_WITHOUT_NEWS = 50;

    private final ListedRecords listed = new ListedRecords();
    private final Datestamps datestamps = new Datestamps();
    private final Set<String> tokens = new HashSet<>();
    private int pagesWithoutNews;
    private long firstRun;
    private Optional<Instant> from;
    private String set;
    private Optional<Instant> nextFrom = Optional.empty();
    private Optional<Long> announced = Optional.empty();

    /**
     * A list that is not begun.
     *
     * @param run the run that begins it
     * @param from the time since when changes are asked for; empty for everything
     * @param set the set that is asked for; empty for everything
     */
    ListProgress(long run, Optional<Instant> from, String set) {
        this.firstRun = run;
        this.from = from;
        this.set = set;
    }

    /** Goes on with a list that an earlier run has begun. */
    void resume(HarvestLists.Unfinished unfinished, List<byte[]> keysOfPages) {
        firstRun = unfinished.firstRun();
        from = unfinished.from();
        set = unfinished.set();
        nextFrom = unfinished.nextFrom();
        announced = unfinished.announced();
        listed.resume(keysOfPages);
    }

    /** Begins the list again, as a list of the given run. */
    void startOver(long run) {
        firstRun = run;
        nextFrom = Optional.empty();
        announced = Optional.empty();
        listed.clear();
        tokens.clear();
        pagesWithoutNews = 0;
    }

    /** The list is asked for without a time after all. */
    void askForEverything(long run) {
        startOver(run);
        from = Optional.empty();
    }

    /** The run that began the list. */
    long firstRun() {
        return firstRun;
    }

    /** The time since when changes are asked for; empty for everything. */
    Optional<Instant> from() {
        return from;
    }

    /** The set that is asked for; empty for everything. */
    String set() {
        return set;
    }

    /** The time since when the next list is to tell changes; empty when the first page did not tell. */
    Optional<Instant> nextFrom() {
        return nextFrom;
    }

    /** Sets the time since when the next list is to tell changes. */
    void nextFrom(Optional<Instant> time) {
        nextFrom = time;
    }

    /** How many records the server announced; empty when it did not. */
    Optional<Long> announced() {
        return announced;
    }

    /** The number of the page that is read now, or will be next; from 1. */
    int page() {
        return listed.page();
    }

    /** How many different records the ended pages name. */
    int different() {
        return listed.different();
    }

    /** Begins a page, perhaps once more. */
    void beginPage() {
        listed.beginPage();
    }

    /** Takes a delivery of the page. */
    void add(Delivery delivery) {
        listed.add(delivery);
    }

    /** Takes the header of a record. */
    void dated(OaiHeader header) {
        datestamps.add(header, from);
    }

    /**
     * Ends a page: how many records it named that no page before had named.
     *
     * @param serversCount how many records the list has, as the page says
     */
    int endPage(OptionalLong serversCount) {
        if (serversCount.isPresent()) {
            announced = Optional.of(serversCount.getAsLong());
        }
        return listed.endPage();
    }

    /** The keys of the page that was ended last. */
    byte[] keysOfLastPage() {
        return listed.keysOfLastPage();
    }

    /**
     * Some servers keep a list's state to themselves and repeat the token; a list that brings nothing new for long has no end.
     *
     * @param token what the page that was ended last gave for the next
     * @param news what {@link #endPage} said of it
     * @throws HarvestException when the list would never end
     */
    void refuseEndless(ResumptionToken token, int news) throws HarvestException {
        pagesWithoutNews = news > 0 ? 0 : pagesWithoutNews + 1;
        boolean again = !tokens.add(token.value());
        if (again && news == 0) {
            throw new HarvestException("The server gives the resumption token '" + HarvestTables.cut(token.value(), 200)
                    + "' a second time; its list would never end");
        }
        if (pagesWithoutNews >= MOST_PAGES_WITHOUT_NEWS) {
            throw new HarvestException(
                    "The server has sent " + pagesWithoutNews
                            + " pages one after the other without a record that it had not sent before; its list would never end");
        }
    }

    /** A sentence for each thing that is wrong with the list, now that it is at its end. */
    List<String> problems() {
        List<String> problems = new ArrayList<>(datestamps.problems(from));
        listed.example()
                .ifPresent(example -> problems.add("The list names records more than once, " + listed.twice()
                        + " times in all, for instance " + example.identifier() + " on page " + example.firstPage()
                        + (example.firstPage() == example.secondPage() ? "" : " and page " + example.secondPage())
                        + "; it may leave out others for that"));
        if (from.isEmpty()
                && announced.filter(count -> count > listed.different()).isPresent()) {
            problems.add("The server announced " + announced.get() + " records, but its list names only "
                    + listed.different() + " different ones");
        }
        return problems;
    }
}

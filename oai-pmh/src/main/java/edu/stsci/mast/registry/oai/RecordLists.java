package edu.stsci.mast.registry.oai;

import edu.stsci.mast.registry.model.store.ChangeFeed;
import edu.stsci.mast.registry.model.store.ChangeFeed.Moment;
import edu.stsci.mast.registry.model.store.ChangeFeed.Range;
import edu.stsci.mast.registry.model.store.ChangeFeed.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lists of records, response by response: selective harvesting (section 2.7) and flow control (section 3.5).
 *
 * <p>A list is a stretch of the change feed that is fixed when the list is begun, at a moment taken under the writers' lock. All its
 * responses state this moment as their response date, also those that are sent much later: what changes after it has a datestamp at or
 * after it, so whichever response's date a harvester uses as its next {@code from}, it misses nothing. For the same reason an empty list
 * ({@code noRecordsMatch}) states the moment at which it was found empty.
 *
 * <p>A record that changes while a list is being read leaves its place in the feed for the end, beyond the list. So a list may turn out
 * shorter than was announced, and all that a resumption token promised may be gone. A resumed list must neither end in an error nor
 * come without a record (OAI-PMH.xsd wants at least one). It then ends with the first record that has changed since the list was begun,
 * in its present state, even where that is later than {@code until}. There is such a record, namely what is missing; and the harvester
 * gets it, and all others that have changed, with its next request for news in any case.
 */
final class RecordLists {
    /** How many documents are read from the database at a time. */
    private static final int BATCH = 50;

    /** The last second that all databases can compare with. */
    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59Z");

    private final ChangeFeed feed;
    private final TokenSeal seal;
    private final int pageSize;
    private final long pageBytes;
    private final Scope withoutSet;

    /**
     * The lists over a change feed.
     *
     * @param pageSize how many records a response holds at most
     * @param pageBytes how many bytes of metadata a response may have before it takes no more records; it may exceed them by a batch
     * @param withoutSet which records a list has that asks for no set
     */
    RecordLists(ChangeFeed feed, TokenSeal seal, int pageSize, long pageBytes, Scope withoutSet) {
        this.feed = feed;
        this.seal = seal;
        this.pageSize = pageSize;
        this.pageBytes = pageBytes;
        this.withoutSet = withoutSet;
    }

    /**
     * The first response of a list.
     *
     * @throws OaiProblem when the list is empty
     */
    ListPage begin(OaiRequest request, MetadataFormat format, Optional<OaiSet> set) throws OaiProblem {
        Moment now = feed.now();
        Range range = range(request, set.isPresent() ? Scope.MANAGED : withoutSet, now);
        List<OaiRecord> records = read(request.verb(), format, range, pageSize);
        if (records.isEmpty()) {
            throw nothing(request, now);
        }
        Range rest = range.from(last(records).sequence());
        int left = feed.count(rest);
        if (left == 0) {
            return new ListPage(now.datestamp(), records, Optional.empty());
        }
        int size = records.size() + left;
        var next = new ResumptionToken(request.verb(), format, set, rest, now, records.size(), size);
        return new ListPage(now.datestamp(), records, Optional.of(new ListPage.Resumption(seal.seal(next), 0, size)));
    }

    /**
     * A further response of a list.
     *
     * @param token the token as the harvester has sent it
     * @throws OaiProblem when it is none that this registry has issued for the verb
     */
    ListPage resume(Verb verb, String token) throws OaiProblem {
        ResumptionToken present = open(verb, token);
        List<OaiRecord> records = read(verb, present.format(), present.rest(), pageSize);
        if (records.isEmpty()) {
            records = movedOn(present);
        }
        Range rest = present.rest().from(last(records).sequence());
        String next = "";
        if (isMoreIn(rest)) {
            next = seal.seal(new ResumptionToken(
                    verb,
                    present.format(),
                    present.set(),
                    rest,
                    present.begun(),
                    present.cursor() + records.size(),
                    present.completeListSize()));
        }
        var resumption = new ListPage.Resumption(next, present.cursor(), present.completeListSize());
        return new ListPage(present.begun().datestamp(), records, Optional.of(resumption));
    }

    /** The stretch of the feed that the request's dates choose, as far as it is written by now. */
    private Range range(OaiRequest request, Scope scope, Moment now) {
        long after = request.date(Argument.FROM)
                .map(from -> feed.placeBefore(from.start()).orElse(now.sequence()))
                .orElse(0L);
        // Section 2.7.1: until is inclusive, the whole second or day.
        long upTo = request.date(Argument.UNTIL)
                .map(Datestamp::end)
                .filter(end -> !end.isAfter(END_OF_TIME))
                .flatMap(feed::placeBefore)
                .map(place -> Math.min(place, now.sequence()))
                .orElse(now.sequence());
        return new Range(scope, after, upTo);
    }

    private static OaiProblem nothing(OaiRequest request, Moment now) {
        String message;
        if (request.date(Argument.UNTIL).isPresent()) {
            message =
                    "No record has its datestamp in the time asked for; a record has the datestamp of its latest change"
                            + " only, and none is earlier than the earliestDatestamp that Identify tells.";
        } else if (request.date(Argument.FROM).isPresent()) {
            message =
                    "No record has changed since the date in 'from'; ask again later, from the date of this response.";
        } else {
            message = "This registry has no records yet; ask again later.";
        }
        return new OaiProblem(OaiErrorCode.NO_RECORDS_MATCH, message, now.datestamp());
    }

    private ResumptionToken open(Verb verb, String token) throws OaiProblem {
        Optional<ResumptionToken> opened = seal.open(token);
        if (opened.isEmpty()) {
            throw badToken("The resumption token was not issued by this registry in this form;"
                    + " repeat it exactly as it was received, or begin the list again.");
        }
        if (opened.get().verb() != verb) {
            throw badToken(
                    "The resumption token continues " + opened.get().verb().text() + ", not " + verb.text()
                            + "; use it with the verb that it came with.");
        }
        return opened.get();
    }

    private List<OaiRecord> movedOn(ResumptionToken token) throws OaiProblem {
        Range since = new Range(token.rest().scope(), token.begun().sequence(), feed.head());
        List<OaiRecord> first = read(token.verb(), token.format(), since, 1);
        if (first.isEmpty()) { // records never vanish, unless an older state of the database was put back
            throw badToken("The registry's records were replaced after the resumption token was issued;"
                    + " begin the list again.");
        }
        return first;
    }

    private static OaiProblem badToken(String message) {
        return new OaiProblem(OaiErrorCode.BAD_RESUMPTION_TOKEN, message);
    }

    private boolean isMoreIn(Range range) {
        boolean[] more = {false};
        feed.readWithoutDocuments(range, 1, record -> more[0] = true);
        return more[0];
    }

    /** The first records of a range: at most the limit, fewer when their documents are very large, none only when the range is empty. */
    private List<OaiRecord> read(Verb verb, MetadataFormat format, Range range, int limit) {
        List<OaiRecord> records = new ArrayList<>();
        if (verb == Verb.LIST_IDENTIFIERS) {
            feed.readWithoutDocuments(range, limit, record -> records.add(OaiRecord.ofHeader(record)));
            return records;
        }
        Range rest = range;
        while (records.size() < limit && size(records) < pageBytes) {
            int wanted = Math.min(BATCH, limit - records.size());
            int before = records.size();
            feed.read(rest, wanted, record -> records.add(OaiRecord.of(record, format)));
            if (records.size() - before < wanted) {
                break;
            }
            rest = rest.from(last(records).sequence());
        }
        return records;
    }

    private static long size(List<OaiRecord> records) {
        return records.stream().mapToLong(OaiRecord::size).sum();
    }

    private static OaiRecord last(List<OaiRecord> records) {
        return records.get(records.size() - 1);
    }
}

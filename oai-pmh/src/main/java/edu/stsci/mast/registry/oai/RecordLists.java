package edu.stsci.mast.registry.oai;

import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.store.ChangeFeed;
import edu.stsci.mast.registry.model.store.ChangeFeed.Entry;
import edu.stsci.mast.registry.model.store.ChangeFeed.Moment;
import edu.stsci.mast.registry.model.store.ChangeFeed.Range;
import edu.stsci.mast.registry.model.store.ChangeFeed.Scope;
import edu.stsci.mast.registry.model.store.StoredRecord;
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
 *
 * <p>Sets and formats are properties of a record's present state: one that has left a set or has lost a format is no longer in lists by it,
 * as OAI-PMH knows no word for that. Who needs to hear of it harvests without a set, or in {@code ivo_vor}.
 */
final class RecordLists {
    /** The last second that all databases can compare with. */
    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59Z");

    private final ChangeFeed feed;
    private final OaiSets sets;
    private final TokenSeal seal;
    private final OaiSettings settings;

    /** The lists over a change feed. */
    RecordLists(ChangeFeed feed, OaiSets sets, TokenSeal seal, OaiSettings settings) {
        this.feed = feed;
        this.sets = sets;
        this.seal = seal;
        this.settings = settings;
    }

    /**
     * The first response of a list.
     *
     * @throws OaiProblem when the list is empty
     */
    ListPage begin(OaiRequest request, MetadataFormat format, Optional<OaiSet> set) throws OaiProblem {
        Moment now = feed.now();
        Scope scope = format.scope(set.map(OaiSet::scope).orElseGet(() -> served(settings.harvestedRecords())));
        Page page = page(request.verb(), format, range(request, scope, now), settings.pageSize());
        if (page.size() == 0) {
            throw nothing(request, now);
        }
        Optional<OaiContent.Resumption> resumption = Optional.empty();
        if (page.more()) {
            int size = page.size() + feed.count(page.rest());
            var next = new ResumptionToken(
                    request.verb(),
                    format,
                    set.map(OaiSet::spec),
                    settings.harvestedRecords(),
                    page.rest().after(),
                    page.rest().upTo(),
                    now,
                    page.size(),
                    size);
            resumption = Optional.of(new OaiContent.Resumption(seal.seal(next), 0, size));
        }
        return new ListPage(now.datestamp(), page.content(resumption));
    }

    /**
     * A further response of a list.
     *
     * @param token the token as the harvester has sent it
     * @throws OaiProblem when it is none that this registry has issued for the verb
     */
    ListPage resume(Verb verb, String token) throws OaiProblem {
        ResumptionToken present = open(verb, token);
        Scope scope = scope(present);
        Range rest = new Range(scope, present.after(), present.upTo());
        Page page = page(verb, present.format(), rest, settings.pageSize());
        if (page.size() == 0) {
            page = movedOn(scope, present);
        }
        String next = "";
        if (page.more()) {
            next = seal.seal(new ResumptionToken(
                    verb,
                    present.format(),
                    present.set(),
                    present.harvested(),
                    page.rest().after(),
                    present.upTo(),
                    present.begun(),
                    present.cursor() + page.size(),
                    present.completeListSize()));
        }
        var resumption = new OaiContent.Resumption(next, present.cursor(), present.completeListSize());
        return new ListPage(present.begun().datestamp(), page.content(Optional.of(resumption)));
    }

    private static Scope served(boolean harvestedRecords) {
        return harvestedRecords ? Scope.ALL : Scope.MANAGED;
    }

    /** The records that the list of a token is about. */
    private Scope scope(ResumptionToken token) throws OaiProblem {
        Scope served = served(token.harvested());
        if (token.set().isPresent()) {
            served = sets.find(token.set().get(), served)
                    .orElseThrow(() -> badToken("The set of the list is no longer served; begin another list."))
                    .scope();
        }
        return token.format().scope(served);
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
        } else if (request.value(Argument.SET).isPresent()) {
            message = "There is no record in this set; ListSets tells which sets there are.";
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

    private Page movedOn(Scope scope, ResumptionToken token) throws OaiProblem {
        long head = feed.head();
        Page page = page(
                token.verb(), token.format(), new Range(scope, token.begun().sequence(), head), 1);
        if (page.size() == 0) { // what was promised has not only changed, but left the set or lost the format
            page = page(token.verb(), token.format(), new Range(scope, 0, head), 1);
        }
        if (page.size() == 0) { // so has everything else, or an older state of the database was put back
            throw badToken("The records of this list are no longer there; begin the list again.");
        }
        return new Page(page.headers(), page.records(), page.rest(), false);
    }

    private static OaiProblem badToken(String message) {
        return new OaiProblem(OaiErrorCode.BAD_RESUMPTION_TOKEN, message);
    }

    /**
     * What one response holds.
     *
     * @param headers its headers, for a list of identifiers; else null
     * @param records its records, for a list of records; else null
     * @param rest what is left of the list
     * @param more whether there is a record in the rest
     */
    private record Page(List<OaiHeader> headers, List<OaiRecord> records, Range rest, boolean more) {
        int size() {
            return headers == null ? records.size() : headers.size();
        }

        OaiContent content(Optional<OaiContent.Resumption> resumption) {
            return headers == null
                    ? new OaiContent.Records(records, resumption)
                    : new OaiContent.Headers(headers, resumption);
        }
    }

    /**
     * The first records of a range: as many as a response may hold by the size of their documents, and at most the limit; at least one when
     * there is any. Those that change at this very moment are left out: they have got a new place in the feed.
     */
    private Page page(Verb verb, MetadataFormat format, Range range, int limit) {
        List<OaiHeader> headers = verb == Verb.LIST_IDENTIFIERS ? new ArrayList<>() : null;
        List<OaiRecord> records = headers == null ? new ArrayList<>() : null;
        Range rest = range;
        while (true) {
            List<Entry> entries = feed.entries(rest, limit + 1);
            int taken = headers == null ? fitting(entries, limit) : Math.min(entries.size(), limit);
            if (taken == 0) {
                return new Page(headers, records, rest, false);
            }
            Range stretch =
                    new Range(rest.scope(), rest.after(), entries.get(taken - 1).sequence());
            rest = rest.from(stretch.upTo());
            if (headers == null) {
                feed.read(stretch, taken, record -> records.add(record(record, format)));
            } else {
                feed.readWithoutDocuments(stretch, taken, record -> headers.add(header(record)));
            }
            Page page = new Page(headers, records, rest, taken < entries.size());
            if (page.size() > 0) {
                return page;
            }
        }
    }

    /** How many of the records fit into one response. */
    private int fitting(List<Entry> entries, int limit) {
        int most = Math.min(entries.size(), limit);
        long bytes = 0;
        for (int i = 0; i < most; i++) {
            bytes += entries.get(i).documentBytes();
            if (bytes > settings.pageBytes() && i > 0) {
                return i;
            }
        }
        return most;
    }

    /** A record in a format that it has. */
    OaiRecord record(StoredRecord record, MetadataFormat format) {
        OaiHeader header = header(record);
        return new OaiRecord(header, header.deleted() ? null : format.disseminate(record));
    }

    private OaiHeader header(StoredRecord record) {
        return new OaiHeader(
                record.ivoid().toString(),
                record.datestamp(),
                sets.of(record),
                record.status() == RecordStatus.DELETED);
    }
}

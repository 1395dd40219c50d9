package edu.stsci.mast.registry.oai;

import edu.stsci.mast.registry.model.store.ChangeFeed;
import edu.stsci.mast.registry.model.store.ChangeFeed.Moment;
import edu.stsci.mast.registry.model.store.ChangeFeed.Range;
import java.time.Instant;
import java.util.Optional;

/**
 * All that is needed to go on with a list (section 3.5): no node of the registry remembers anything about it.
 *
 * @param verb the verb of the list
 * @param format the metadata format of the list
 * @param set the set that was asked for; empty for a list without one
 * @param rest the records that are left: after the last one delivered, up to the list's fixed end
 * @param begun the moment at which the list was begun, and which all its responses state
 * @param cursor how many records were delivered before
 * @param completeListSize how many records the list had when it was begun
 */
record ResumptionToken(
        Verb verb,
        MetadataFormat format,
        Optional<OaiSet> set,
        Range rest,
        Moment begun,
        int cursor,
        int completeListSize) {
    private static final String LAYOUT = "2";
    private static final String NO_SET = "-";
    private static final int FIELDS = 11;

    /** The token as plain text. */
    String encode() {
        return String.join(
                " ",
                LAYOUT,
                verb.text(),
                format.prefix(),
                set.map(OaiSet::spec).orElse(NO_SET),
                Long.toString(rest.after()),
                Long.toString(rest.upTo()),
                Long.toString(begun.sequence()),
                Long.toString(begun.datestamp().getEpochSecond()),
                Integer.toString(cursor),
                Integer.toString(completeListSize),
                rest.scope().name());
    }

    /** Reads what {@link #encode} wrote; empty for the text of another layout, or one that names what is no longer served. */
    static Optional<ResumptionToken> decode(String text) {
        String[] field = text.split(" ");
        if (field.length != FIELDS || !field[0].equals(LAYOUT)) {
            return Optional.empty();
        }
        Optional<Verb> verb = Verb.of(field[1]);
        Optional<MetadataFormat> format = MetadataFormat.of(field[2]);
        Optional<OaiSet> set = OaiSet.of(field[3]);
        if (verb.isEmpty() || format.isEmpty() || (set.isEmpty() && !field[3].equals(NO_SET))) {
            return Optional.empty();
        }
        return Optional.of(new ResumptionToken(
                verb.get(),
                format.get(),
                set,
                new Range(ChangeFeed.Scope.valueOf(field[10]), Long.parseLong(field[4]), Long.parseLong(field[5])),
                new Moment(Long.parseLong(field[6]), Instant.ofEpochSecond(Long.parseLong(field[7]))),
                Integer.parseInt(field[8]),
                Integer.parseInt(field[9])));
    }
}

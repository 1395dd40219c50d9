package edu.stsci.mast.registry.oai;

import edu.stsci.mast.registry.model.store.ChangeFeed.Moment;
import java.time.Instant;
import java.util.Optional;

/**
 * All that is needed to go on with a list (section 3.5): no node of the registry remembers anything about it.
 *
 * @param verb the verb of the list
 * @param format the metadata format of the list
 * @param set the name of the set that was asked for; empty for a list without one
 * @param harvested whether harvested records were served when the list was begun
 * @param after the sequence number of the last record delivered
 * @param upTo the last sequence number of the list
 * @param begun the moment at which the list was begun, and which all its responses state
 * @param cursor how many records were delivered before
 * @param completeListSize how many records the list had when it was begun
 */
record ResumptionToken(
        Verb verb,
        MetadataFormat format,
        Optional<String> set,
        boolean harvested,
        long after,
        long upTo,
        Moment begun,
        int cursor,
        int completeListSize) {
    private static final String LAYOUT = "3";
    private static final String NO_SET = "-";
    private static final String HARVESTED = "all";
    private static final String MANAGED = "managed";
    private static final int FIELDS = 11;

    /** The token as plain text. */
    String encode() {
        return String.join(
                " ",
                LAYOUT,
                verb.text(),
                format.prefix(),
                set.orElse(NO_SET),
                harvested ? HARVESTED : MANAGED,
                Long.toString(after),
                Long.toString(upTo),
                Long.toString(begun.sequence()),
                Long.toString(begun.datestamp().getEpochSecond()),
                Integer.toString(cursor),
                Integer.toString(completeListSize));
    }

    /** Reads what {@link #encode} wrote; empty for the text of another layout, or one that names what is no longer served. */
    static Optional<ResumptionToken> decode(String text) {
        String[] field = text.split(" ");
        if (field.length != FIELDS || !field[0].equals(LAYOUT)) {
            return Optional.empty();
        }
        Optional<Verb> verb = Verb.of(field[1]);
        Optional<MetadataFormat> format = MetadataFormat.of(field[2]);
        if (verb.isEmpty() || format.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ResumptionToken(
                verb.get(),
                format.get(),
                Optional.of(field[3]).filter(set -> !set.equals(NO_SET)),
                field[4].equals(HARVESTED),
                Long.parseLong(field[5]),
                Long.parseLong(field[6]),
                new Moment(Long.parseLong(field[7]), Instant.ofEpochSecond(Long.parseLong(field[8]))),
                Integer.parseInt(field[9]),
                Integer.parseInt(field[10])));
    }
}

package edu.stsci.mast.registry.search.feed;

import edu.stsci.mast.registry.model.store.ChangeFeed;
import edu.stsci.mast.registry.model.store.StoredRecord;
import java.io.Serial;
import java.util.ArrayList;
import java.util.List;

/**
 * The next changes to apply.
 *
 * @param records the records, in the order of the feed
 * @param end the sequence number up to which nothing is left out
 */
record FeedBatch(List<StoredRecord> records, long end) {
    private static final int MOST_RECORDS = 400;
    private static final int MOST_BYTES = 8 << 20;

    /** Reads the changes after one sequence number, and up to another at the most. */
    static FeedBatch read(ChangeFeed feed, long after, long upTo) {
        List<StoredRecord> records = new ArrayList<>();
        int[] bytes = {0};
        boolean complete = true;
        try {
            feed.read(new ChangeFeed.Range(ChangeFeed.Scope.ALL, after, upTo), MOST_RECORDS, record -> {
                records.add(record);
                bytes[0] += record.document() == null ? 0 : record.document().length;
                if (bytes[0] > MOST_BYTES) {
                    throw new Full();
                }
            });
        } catch (Full e) {
            complete = false;
        }
        complete = complete && records.size() < MOST_RECORDS;
        return new FeedBatch(
                records, complete ? upTo : records.get(records.size() - 1).sequence());
    }

    /** Ends the reading. */
    private static final class Full extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;

        Full() {
            super(null, null, false, false);
        }
    }
}

package edu.stsci.mast.registry.search.feed;

import java.time.Duration;
import java.util.Locale;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log how long work gets on: nothing of short work, a line every few seconds of long work, and one at its end. */
final class FeedProgress {
    private static final Logger LOG = LoggerFactory.getLogger(FeedProgress.class);
    private static final Duration TELL_EVERY = Duration.ofSeconds(5);

    private final String what;
    private final long start = System.nanoTime();
    private long lastTold = start;
    private boolean told;
    private long done;

    /** Begins to count the work on what is named, for instance {@code search index data/solr}. */
    FeedProgress(String what) {
        this.what = what;
    }

    /** Counts records; {@code left} finds out, when it is needed, how many there are still to do. */
    void add(int records, IntSupplier left) {
        done += records;
        long now = System.nanoTime();
        if (now - lastTold >= TELL_EVERY.toNanos()) {
            lastTold = now;
            told = true;
            LOG.info(
                    "The {} has {} of {} records, {} a second",
                    what,
                    text(done),
                    text(done + left.getAsInt()),
                    text(rate(now)));
        }
    }

    /** The work is done. */
    void end() {
        long now = System.nanoTime();
        String line = "The {} has taken in {} records in {} s, {} a second";
        Object[] values = {what, text(done), text(Duration.ofNanos(now - start).toSeconds()), text(rate(now))};
        if (told) {
            LOG.info(line, values);
        } else {
            LOG.debug(line, values);
        }
    }

    private long rate(long now) {
        return Math.round(done * 1e9 / Math.max(1, now - start));
    }

    private static String text(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}

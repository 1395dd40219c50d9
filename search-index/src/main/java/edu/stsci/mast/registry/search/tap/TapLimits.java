package edu.stsci.mast.registry.search.tap;

import java.time.Duration;

/**
 * What one query may cost (TAP 1.1, section 2.7.4; TAPRegExt 1.0, section 2.4).
 *
 * @param usualRows how many rows a result has at most when the query does not say
 * @param mostRows how many it may ask for by MAXREC
 * @param syncTime how long a synchronous query may take, its output included
 * @param syncOfSender how many synchronous queries of one sender are answered at a time
 * @param uploadRows how many rows all uploaded tables of a query may have together
 * @param uploadBytes how many bytes they may have together, as they are sent
 * @param keepFree how many bytes must stay free on the disk on which queries sort; else the one that has run the longest is ended
 */
public record TapLimits(
        long usualRows,
        long mostRows,
        Duration syncTime,
        int syncOfSender,
        long uploadRows,
        long uploadBytes,
        long keepFree) {
    /** Limits that are fit for a registry of 30,000 resources with a million columns. */
    public static TapLimits usual() {
        return new TapLimits(20_000, 10_000_000, Duration.ofMinutes(2), 4, 100_000, 32L << 20, 1L << 30);
    }
}

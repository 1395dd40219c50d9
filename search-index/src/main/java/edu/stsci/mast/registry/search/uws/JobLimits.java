package edu.stsci.mast.registry.search.uws;

import java.time.Duration;

/**
 * What a service of jobs takes on.
 *
 * @param concurrent how many jobs this node works on at a time
 * @param queue how many more wait for their turn on this node; beyond, jobs are not started
 * @param kept how many jobs there may be in all, over all nodes
 * @param runTime the largest, and the usual, execution duration; whole seconds
 * @param keep how far ahead a destruction time may be, and usually is
 * @param upload how much one request may bring, in bytes
 * @param results how large the results of one job may be together, in bytes
 * @param waiters how many may wait for changes of phases at a time; further ones are answered at once
 * @param senderKept how many jobs of one sender there may be in all, over all nodes
 * @param senderActive how many jobs of one sender this node works on or lets wait for their turn
 */
public record JobLimits(
        int concurrent,
        int queue,
        int kept,
        Duration runTime,
        Duration keep,
        long upload,
        long results,
        int waiters,
        int senderKept,
        int senderActive) {
    /** @throws IllegalArgumentException when a limit leaves room for nothing */
    public JobLimits {
        if (concurrent < 1
                || queue < 0
                || kept < 1
                || senderKept < 1
                || senderActive < 1
                || runTime.toSeconds() < 1
                || keep.toSeconds() < 1) {
            throw new IllegalArgumentException("A service of jobs needs room for one job and a second at least");
        }
        if (runTime.toSeconds() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "An execution duration has at most " + Integer.MAX_VALUE + " seconds (xs:int)");
        }
        if (upload < 1 || results < 1 || waiters < 0) {
            throw new IllegalArgumentException("The limits of sizes must be positive");
        }
    }
}

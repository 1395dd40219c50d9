package edu.stsci.mast.registry.harvester;

import java.time.Duration;

/**
 * How a node harvests by itself.
 *
 * @param node the node's name, for the history; several nodes may share one
 * @param atOnce how many sources this node harvests at a time, from 1
 * @param lookEvery how often it looks for changes that other processes have made to the sources
 * @param shutdownTimeout how long it waits at its end for running harvests, which are told to stop first
 * @param again how long a harvest is put off that has to wait for others
 */
public record HarvestSchedulerSettings(
        String node, int atOnce, Duration lookEvery, Duration shutdownTimeout, Duration again) {
    /** The usual settings for a node. */
    public static HarvestSchedulerSettings of(String node) {
        return of(node, HarvestLimits.USUAL.atOnce());
    }

    /** The usual settings for a node that harvests so many sources at a time. */
    public static HarvestSchedulerSettings of(String node, int atOnce) {
        return new HarvestSchedulerSettings(
                node, atOnce, Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(15));
    }
}

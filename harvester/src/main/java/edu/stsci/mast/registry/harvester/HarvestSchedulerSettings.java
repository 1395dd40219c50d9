package edu.stsci.mast.registry.harvester;

import java.time.Duration;

/**
 * How a node harvests by itself.
 *
 * @param node the node's name, for the history; several nodes may share one
 * @param atOnce how many sources this node harvests at a time, from 1
 * @param reconcileEvery how often it looks for changes that other processes have made to the sources
 * @param shutdownTimeout how long it waits at its end for running harvests, which are told to stop first
 */
public record HarvestSchedulerSettings(String node, int atOnce, Duration reconcileEvery, Duration shutdownTimeout) {
    /** The usual settings for a node. */
    public static HarvestSchedulerSettings of(String node) {
        return new HarvestSchedulerSettings(node, 2, Duration.ofSeconds(5), Duration.ofSeconds(20));
    }
}

package edu.stsci.mast.registry.harvester;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * Is told how a harvest gets on, for a command line or a log. Calls come from the harvest's threads one at a time, and should return
 * quickly.
 */
public interface HarvestProgress {
    /** Listens to nothing. */
    HarvestProgress NONE = new HarvestProgress() {};

    /** A request is sent. */
    default void requesting(String url) {}

    /** The server is not ready; the harvest waits. */
    default void waiting(Duration pause, String why) {}

    /**
     * Records were stored.
     *
     * @param soFar the run up to now
     * @param completeListSize how many records the server has announced for the whole list, when it has
     */
    default void stored(HarvestReport soFar, OptionalLong completeListSize) {}

    /** Something is worth a line, for instance a record that went to quarantine. */
    default void problem(String line) {}

    /** The run has ended. */
    default void ended(HarvestReport report) {}
}

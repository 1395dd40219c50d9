package edu.stsci.mast.registry.harvester;

import java.time.Duration;

/** How to wait between two attempts; tests do not wait. */
@FunctionalInterface
interface Waiter {
    /** Really waits, as long as the signal allows. */
    Waiter REAL = (duration, stop) -> stop.pause(duration);

    /** Waits for the given time. */
    void pause(Duration duration, StopSignal stop) throws StoppedException;
}

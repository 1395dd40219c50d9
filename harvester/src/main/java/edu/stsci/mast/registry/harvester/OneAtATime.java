package edu.stsci.mast.registry.harvester;

import java.time.Duration;
import java.util.OptionalLong;

/** Passes news on, from several threads one at a time. */
record OneAtATime(HarvestProgress listener) implements HarvestProgress {
    @Override
    public synchronized void requesting(String url) {
        listener.requesting(url);
    }

    @Override
    public synchronized void waiting(Duration pause, String why) {
        listener.waiting(pause, why);
    }

    @Override
    public synchronized void stored(HarvestReport soFar, OptionalLong completeListSize) {
        listener.stored(soFar, completeListSize);
    }

    @Override
    public synchronized void problem(String line) {
        listener.problem(line);
    }

    @Override
    public synchronized void ended(HarvestReport report) {
        listener.ended(report);
    }
}

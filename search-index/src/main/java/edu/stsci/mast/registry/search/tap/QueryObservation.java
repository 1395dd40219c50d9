package edu.stsci.mast.registry.search.tap;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Locale;

/**
 * What is told of one query to those who observe: how long it took until its rows had been read, as {@code registry.query}, and its {@code
 * outcome}: ok, or a {@link TapException.Reason} in lower case. The query itself is not told.
 */
final class QueryObservation {
    private final Observation observation;
    private boolean failed;

    QueryObservation(ObservationRegistry observations) {
        this.observation = Observation.start("registry.query", observations);
    }

    /** The query could not be answered; what is said first stands. */
    synchronized void failed(TapException.Reason reason) {
        if (!failed) {
            failed = true;
            observation.lowCardinalityKeyValue("outcome", reason.name().toLowerCase(Locale.ROOT));
        }
    }

    void end() {
        if (!failed) {
            observation.lowCardinalityKeyValue("outcome", "ok");
        }
        observation.stop();
    }
}

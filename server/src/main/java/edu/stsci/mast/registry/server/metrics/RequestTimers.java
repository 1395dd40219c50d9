package edu.stsci.mast.registry.server.metrics;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/** Counts requests, and how long they took and how large their answers were, by protocol, question and outcome. */
final class RequestTimers implements Consumer<AnsweredRequest> {
    /** Where the histogram of durations has its borders. */
    private static final Duration[] BORDERS = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(60)
    };

    private final MeterRegistry meters;

    RequestTimers(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void accept(AnsweredRequest request) {
        String outcome = request.outcome().name().toLowerCase(Locale.ROOT);
        Timer.builder("registry.requests")
                .description("Requests that were answered, and how long that took")
                .tag("protocol", request.kind().protocol())
                .tag("verb", request.kind().verb())
                .tag("outcome", outcome)
                .serviceLevelObjectives(BORDERS)
                .register(meters)
                .record(request.took());
        DistributionSummary.builder("registry.answers")
                .description("How large answers were on the wire")
                .baseUnit("bytes")
                .tag("protocol", request.kind().protocol())
                .tag("verb", request.kind().verb())
                .register(meters)
                .record(request.bytes());
    }
}

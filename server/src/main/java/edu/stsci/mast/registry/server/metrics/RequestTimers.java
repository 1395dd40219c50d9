package edu.stsci.mast.registry.server.metrics;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.function.Consumer;

/** Counts requests, and how long they took and how large their answers were, by protocol, question and outcome. */
final class RequestTimers implements Consumer<AnsweredRequest> {
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

package edu.stsci.mast.registry.server.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import java.time.Duration;
import java.util.stream.Stream;

/** Where the histograms of durations have their borders: for what people wait for, and for harvests. */
final class Borders implements MeterFilter {
    private static final double[] ANSWERS = nanoseconds(
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
            Duration.ofSeconds(60));

    private static final double[] HARVESTS = nanoseconds(
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofMinutes(10),
            Duration.ofHours(1),
            Duration.ofHours(6));

    @Override
    public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
        if (id.getType() != Meter.Type.TIMER || !id.getName().startsWith("registry.")) {
            return config;
        }
        return DistributionStatisticConfig.builder()
                .serviceLevelObjectives(id.getName().equals("registry.harvest") ? HARVESTS : ANSWERS)
                .build()
                .merge(config);
    }

    private static double[] nanoseconds(Duration... borders) {
        return Stream.of(borders).mapToDouble(Duration::toNanos).toArray();
    }
}

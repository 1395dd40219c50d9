package edu.stsci.mast.registry.server.metrics;

import com.zaxxer.hikari.HikariDataSource;
import edu.stsci.mast.registry.harvester.HarvestOverview;
import edu.stsci.mast.registry.harvester.SourceOverview;
import edu.stsci.mast.registry.model.store.RecordCounts;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler.IgnoredMeters;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The numbers of one node for Prometheus. What the database has to be asked for is asked now and then, not whenever somebody reads the
 * numbers; when the database does not answer, the last numbers stand.
 */
public final class RegistryMetrics implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryMetrics.class);

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ObservationRegistry observations = ObservationRegistry.create();
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final List<Runnable> looks = new ArrayList<>();
    private final AtomicLong head = new AtomicLong();
    private final Duration every;
    private volatile Optional<Instant> looked = Optional.empty();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "metrics");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * The numbers of this Java virtual machine; what else there is has to be added.
     *
     * @param every how often the database is asked
     */
    public RegistryMetrics(Duration every) {
        this.every = every;
        meters.config().meterFilter(new Borders()); // holds for what is registered after it
        new JvmMemoryMetrics().bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        new ClassLoaderMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
        new FileDescriptorMetrics().bindTo(meters);
        new UptimeMetrics().bindTo(meters);
        collections.bindTo(meters);
        observations
                .observationConfig()
                .observationHandler(new DefaultMeterObservationHandler(meters, IgnoredMeters.LONG_TASK_TIMER));
    }

    /** What is told of searches, queries and harvests; each becomes a number here. */
    public ObservationRegistry observations() {
        return observations;
    }

    /** Where other parts keep their numbers. */
    public MeterRegistry meters() {
        return meters;
    }

    /** What counts requests. */
    public Consumer<AnsweredRequest> requests() {
        return new RequestTimers(meters);
    }

    /** Adds the use of a pool of connections. */
    public RegistryMetrics pool(HikariDataSource pool) {
        pool.setMetricRegistry(meters);
        return this;
    }

    /** Adds the number of the last change of the master copy, asked now and then. */
    public RegistryMetrics feed(LongSupplier feed) {
        Gauge.builder("registry.feed.head", head, AtomicLong::doubleValue)
                .description("The number of the last change of the master copy")
                .register(meters);
        looks.add(() -> head.set(feed.getAsLong()));
        return this;
    }

    /**
     * Adds how far an index has followed the change feed.
     *
     * @param name solr or regtap
     * @param seen the number of the last change that it knows of
     * @param position the number of the last change that it holds
     * @param rebuildings how many times it was built from nothing
     */
    public RegistryMetrics index(String name, LongSupplier seen, LongSupplier position, LongSupplier rebuildings) {
        FunctionCounter.builder("registry.index.rebuildings", rebuildings, LongSupplier::getAsLong)
                .description("How many times this node has built the index from nothing")
                .tag("index", name)
                .register(meters);
        Gauge.builder(
                        "registry.index.lag",
                        () -> Math.max(0, Math.max(head.get(), seen.getAsLong()) - position.getAsLong()))
                .description("Changes that the index does not hold yet")
                .baseUnit("changes")
                .tag("index", name)
                .register(meters);
        Gauge.builder("registry.index.position", position::getAsLong)
                .description("The number of the last change that the index holds")
                .tag("index", name)
                .register(meters);
        return this;
    }

    /** Adds a number that costs nothing to learn. */
    public RegistryMetrics gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(meters);
        return this;
    }

    /** Adds how many records there are, by registry and state. */
    public RegistryMetrics records(RecordCounts counts) {
        MultiGauge gauge = MultiGauge.builder("registry.records")
                .description("Records by the registry that they come from, and their state")
                .register(meters);
        looks.add(() -> gauge.register(
                counts.all().stream()
                        .map(count -> Row.of(
                                Tags.of(
                                        "registry",
                                        count.managed()
                                                ? "managed"
                                                : count.home().orElse("unknown"),
                                        "state",
                                        count.status().name().toLowerCase(Locale.ROOT)),
                                count.number()))
                        .toList(),
                true));
        return this;
    }

    /** Adds how the sources of harvests are doing. */
    public RegistryMetrics harvests(HarvestOverview overview) {
        MultiGauge health = MultiGauge.builder("registry.harvest.source")
                .description("1 for each source, with its health in one word")
                .register(meters);
        MultiGauge age = MultiGauge.builder("registry.harvest.age")
                .description("How long ago the last complete harvest of the source ended")
                .baseUnit("seconds")
                .register(meters);
        MultiGauge quarantine = MultiGauge.builder("registry.harvest.quarantined")
                .description("Records of the source that are in quarantine")
                .register(meters);
        MultiGauge running = MultiGauge.builder("registry.harvest.running")
                .description("Whether the source is being harvested")
                .register(meters);
        looks.add(() -> {
            List<SourceOverview> sources = overview.sources();
            Instant now = Instant.now();
            health.register(
                    sources.stream()
                            .map(source -> Row.of(
                                    name(source).and("health", source.health().word()), 1))
                            .toList(),
                    true);
            age.register(
                    sources.stream()
                            .flatMap(source -> source.lastSuccess().stream()
                                    .map(end -> Row.of(
                                            name(source),
                                            Duration.between(end, now).toSeconds())))
                            .toList(),
                    true);
            quarantine.register(
                    sources.stream()
                            .map(source -> Row.of(name(source), source.quarantined()))
                            .toList(),
                    true);
            running.register(
                    sources.stream()
                            .map(source -> Row.of(name(source), source.running().isPresent() ? 1 : 0))
                            .toList(),
                    true);
        });
        return this;
    }

    private static Tags name(SourceOverview source) {
        return Tags.of("source", source.source().name());
    }

    /** Begins to look at what changes slowly. */
    public void start() {
        Gauge.builder("registry.metrics.age", this, RegistryMetrics::age)
                .description("How old the numbers are that the database was asked for")
                .baseUnit("seconds")
                .register(meters);
        clock.scheduleWithFixedDelay(this::look, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private double age() {
        return looked.map(time -> (double) Duration.between(time, Instant.now()).toMillis() / 1000)
                .orElse(Double.NaN);
    }

    private void look() {
        try {
            looks.forEach(Runnable::run);
            looked = Optional.of(Instant.now());
        } catch (RuntimeException e) {
            LOG.warn("The numbers for metrics cannot be brought up to date now: {}", e.getMessage());
        }
    }

    /** All numbers in Prometheus's text format. */
    public String text() {
        return meters.scrape();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        collections.close();
        meters.close();
    }
}

package edu.stsci.mast.registry.server.metrics;

import edu.stsci.mast.registry.server.RegistrySettings;
import edu.stsci.mast.registry.server.http.Senders;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.Valve;

/**
 * Sends spans of requests, and of the searches, queries and harvests in them, to a collector of OpenTelemetry. When that is away or slow, spans
 * are lost, and nobody waits. Closing it sends what is left.
 */
public final class Traces implements AutoCloseable {
    private static final String NAME = "mast-registry";
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final SdkTracerProvider provider;
    private final Tracer tracer;
    private final Senders senders;

    private Traces(SdkTracerProvider provider, Senders senders) {
        this.provider = provider;
        this.tracer = provider.get(NAME);
        this.senders = senders;
    }

    /**
     * Begins to send spans.
     *
     * @param settings with a collector
     * @param senders knows which traces of others may be gone on with: those of our proxies
     * @param observations tells of what becomes spans
     */
    public static Traces start(RegistrySettings.Traces settings, Senders senders, ObservationRegistry observations) {
        SdkTracerProvider provider = SdkTracerProvider.builder()
                .setResource(Resource.getDefault().toBuilder()
                        .put(AttributeKey.stringKey("service.name"), NAME)
                        .build())
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(settings.share())))
                .addSpanProcessor(BatchSpanProcessor.builder(OtlpHttpSpanExporter.builder()
                                .setEndpoint(settings.collector())
                                .setConnectTimeout(LIMIT)
                                .setTimeout(LIMIT)
                                .build())
                        .build())
                .build();
        Traces traces = new Traces(provider, senders);
        observations
                .observationConfig()
                .observationHandler(new DefaultTracingObservationHandler(
                        new OtelTracer(traces.tracer, new OtelCurrentTraceContext(), event -> {})));
        return traces;
    }

    /** What makes a span of each request. */
    public Valve ofRequests() {
        return new RequestSpans(tracer, senders);
    }

    @Override
    public void close() {
        provider.shutdown().join(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }
}

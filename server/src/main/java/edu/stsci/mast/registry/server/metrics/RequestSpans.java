package edu.stsci.mast.registry.server.metrics;

import edu.stsci.mast.registry.server.http.Senders;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Collections;
import java.util.Optional;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.slf4j.MDC;

/**
 * Makes a span of each request, with the attributes of OpenTelemetry's conventions for HTTP; it goes on with a proxy's trace (W3C Trace Context).
 * What is logged meanwhile has the trace's name as {@code trace.id}. Nothing is told of who asked, nor of what stands behind the question
 * mark. Files of the pages, and those who look whether the server lives, have none.
 */
final class RequestSpans extends ValveBase {
    /** The name of the trace in the log: Elastic Common Schema's. */
    private static final String ID = "trace.id";

    private static final int FAILED = 500;
    private static final TextMapGetter<Request> HEADERS = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Request request) {
            return Collections.list(request.getHeaderNames());
        }

        @Override
        public String get(Request request, String name) {
            return request.getHeader(name);
        }
    };

    private final Tracer tracer;
    private final Senders senders;

    RequestSpans(Tracer tracer, Senders senders) {
        super(true);
        this.tracer = tracer;
        this.senders = senders;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        String path = Optional.ofNullable(request.getRequestURI()).orElse("/");
        String protocol = RequestKind.of(path, Optional.empty()).protocol();
        if (protocol.equals("static") || protocol.equals("operation")) {
            getNext().invoke(request, response);
            return;
        }
        Span span = tracer.spanBuilder(request.getMethod() + " " + protocol)
                .setParent(parent(request))
                .setSpanKind(SpanKind.SERVER)
                .setAttribute("http.request.method", request.getMethod())
                .setAttribute("url.path", path)
                .setAttribute(RequestWatch.ID, MDC.get(RequestWatch.ID))
                .startSpan();
        MDC.put(ID, span.getSpanContext().getTraceId());
        try (Scope scope = span.makeCurrent()) {
            getNext().invoke(request, response);
        } finally {
            MDC.remove(ID);
            if (request.isAsync()) {
                request.getAsyncContext().addListener(new AsyncEnd(() -> end(span, path, request, response)));
            } else {
                end(span, path, request, response);
            }
        }
    }

    private Context parent(Request request) {
        return senders.isByProxy(request)
                ? W3CTraceContextPropagator.getInstance().extract(Context.root(), request, HEADERS)
                : Context.root();
    }

    private static void end(Span span, String path, Request request, Response response) {
        RequestKind kind = RequestKind.of(
                path,
                Optional.ofNullable(request.getAttribute(RequestKind.VERB)).map(Object::toString));
        span.updateName(request.getMethod() + " " + kind.protocol() + " " + kind.verb());
        span.setAttribute("http.response.status_code", response.getStatus());
        if (response.getStatus() >= FAILED) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }
}

package edu.stsci.mast.registry.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RequestLogTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(RequestLog.NAME);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Level before = logger.getLevel();

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
        logger.setLevel(before);
    }

    private static AnsweredRequest request(String path, String query, int status) {
        return new AnsweredRequest(
                "abc-1",
                new RequestKind("oai", "ListRecords"),
                "GET",
                path,
                query,
                status,
                1234,
                Duration.ofMillis(56),
                "harvester/1.0");
    }

    @Test
    void aLineSaysWhatPeopleWantToKnow() {
        new RequestLog().accept(request("/oai", "verb=ListRecords", 200));
        assertThat(lines.list)
                .singleElement()
                .extracting(ILoggingEvent::getFormattedMessage)
                .isEqualTo("GET /oai?verb=ListRecords 200 1234 bytes 56 ms");
    }

    @Test
    void theFieldsAreThoseOfElasticCommonSchema() throws Exception {
        new RequestLog().accept(request("/oai", "verb=ListRecords", 503));
        EcsLines encoder = new EcsLines();
        encoder.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
        encoder.start();
        JsonNode line =
                new ObjectMapper().readTree(new String(encoder.encode(lines.list.get(0)), StandardCharsets.UTF_8));
        assertThat(line.path("http.request.id").asText()).isEqualTo("abc-1");
        assertThat(line.path("http.response.status_code").numberValue()).isEqualTo(503);
        assertThat(line.path("event.duration").numberValue()).isEqualTo(56_000_000);
        assertThat(line.path("event.outcome").asText()).isEqualTo("failure");
        assertThat(line.path("url.path").asText()).isEqualTo("/oai");
        assertThat(line.path("registry.verb").asText()).isEqualTo("ListRecords");
    }

    @Test
    void whatWouldBreakALineIsNotWritten() {
        new RequestLog().accept(request("/a\nFAKE ERROR line", "x=\u001b[31m", 404));
        assertThat(lines.list.get(0).getFormattedMessage()).doesNotContain("\n").doesNotContain("\u001b");
    }
}

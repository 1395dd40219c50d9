package edu.stsci.mast.registry.model.rules;

import edu.stsci.mast.registry.model.Finding;
import edu.stsci.mast.registry.model.RecordElement;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import javax.xml.stream.XMLStreamException;

/** Records with which nothing is wrong, and changes to them. */
final class Samples {
    static final String SERVICE = text("service.xml");
    static final String REGISTRY = text("registry.xml");
    static final String AUTHORITY = text("authority.xml");

    private static final RecordRules RULES =
            new RecordRules(Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC));

    private Samples() {}

    /** A record with one passage changed; the passage must be there. */
    static String changed(String record, String old, String replacement) {
        if (!record.contains(old)) {
            throw new IllegalArgumentException("The sample has no " + old);
        }
        int start = record.indexOf(old);
        return record.substring(0, start) + replacement + record.substring(start + old.length());
    }

    static List<Finding> check(String record) {
        return RULES.check(element(record));
    }

    static RecordElement element(String document) {
        try {
            return RecordElement.read(document.getBytes(StandardCharsets.UTF_8));
        } catch (XMLStreamException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String text(String name) {
        try (InputStream in = Samples.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

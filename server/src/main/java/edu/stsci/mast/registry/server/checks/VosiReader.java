package edu.stsci.mast.registry.server.checks;

import edu.stsci.mast.registry.model.RecordElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;

/**
 * Asks services what they tell of themselves at their VOSI endpoints (VOSI 1.1), with the courtesy and the guards of checks, and reads whole
 * answers up to a limit. Thread-safe.
 */
public final class VosiReader {
    private final LinkClient client;
    private final int largest;

    /** Asks by a client; {@code largest} is how many bytes an answer may have. */
    VosiReader(LinkClient client, int largest) {
        this.client = client;
        this.largest = largest;
    }

    /**
     * What a service tells.
     *
     * @param capabilities its answer at {@code /capabilities}; empty when there is none that can be used
     * @param tables its answer at {@code /tables}; empty likewise
     * @param notes what could not be had, and whether the service says that it is available; sentences for a person
     */
    public record Told(Optional<byte[]> capabilities, Optional<byte[]> tables, List<String> notes) {
        /** Whether there is anything to compare with. */
        public boolean isEmpty() {
            return capabilities.isEmpty() && tables.isEmpty();
        }
    }

    /** Whether a record tells where its service can be asked. */
    public static boolean canAsk(RecordElement record) {
        return LinkTarget.of(record).stream()
                .anyMatch(target ->
                        target.kind() == LinkTarget.Kind.CAPABILITIES || target.kind() == LinkTarget.Kind.TABLES);
    }

    /**
     * Asks a record's service.
     *
     * @throws InterruptedException when the thread is interrupted while it waits for a host's turn
     */
    public Told read(RecordElement record) throws InterruptedException {
        List<LinkTarget> targets = LinkTarget.of(record);
        List<String> notes = new ArrayList<>();
        Optional<byte[]> capabilities =
                first(targets, LinkTarget.Kind.CAPABILITIES).isPresent()
                        ? answer(first(targets, LinkTarget.Kind.CAPABILITIES).get(), notes)
                        : Optional.empty();
        Optional<String> tablesAt = first(targets, LinkTarget.Kind.TABLES)
                .or(() -> capabilities.flatMap(told -> first(targets(told), LinkTarget.Kind.TABLES)));
        Optional<byte[]> tables = tablesAt.isPresent() ? answer(tablesAt.get(), notes) : Optional.empty();
        if (tables.isPresent() && !hasColumns(tables.get())) {
            // VOSI 1.1, section 6.1: a service with many tables may leave their columns out until it is asked for them.
            Optional<byte[]> detailed = answer(withDetail(tablesAt.get()), new ArrayList<>());
            tables = detailed.isPresent() ? detailed : tables;
        }
        Optional<String> availability = first(targets, LinkTarget.Kind.AVAILABILITY);
        if (availability.isPresent()) {
            availability(availability.get()).ifPresent(notes::add);
        }
        return new Told(capabilities, tables, notes);
    }

    private static Optional<String> first(List<LinkTarget> targets, LinkTarget.Kind kind) {
        return targets.stream()
                .filter(target -> target.kind() == kind)
                .map(LinkTarget::url)
                .findFirst();
    }

    /** The addresses that a service itself tells. */
    private static List<LinkTarget> targets(byte[] capabilities) {
        try {
            return LinkTarget.of(RecordElement.read(capabilities));
        } catch (XMLStreamException e) {
            return List.of(); // who reads it will say what is wrong with it
        }
    }

    private static boolean hasColumns(byte[] tables) {
        try {
            return !RecordElement.read(tables).all("schema/table/column").isEmpty();
        } catch (XMLStreamException e) {
            return true; // who reads it will say what is wrong with it
        }
    }

    private static String withDetail(String url) {
        return url + (url.contains("?") ? "&" : "?") + "detail=max";
    }

    private Optional<byte[]> answer(String url, List<String> notes) throws InterruptedException {
        LinkAnswer answer = client.whole(url, largest);
        if (!answer.trouble().isEmpty()) {
            notes.add("The address " + url + " cannot be had: " + answer.trouble() + ".");
        } else if (answer.status() != 200) {
            notes.add("The address " + url + " answers with status " + answer.status() + ".");
        } else {
            return Optional.of(answer.body());
        }
        return Optional.empty();
    }

    private Optional<String> availability(String url) throws InterruptedException {
        LinkAnswer answer = client.whole(url, largest);
        LinkVerdict verdict = LinkVerdict.of(new LinkTarget(LinkTarget.Kind.AVAILABILITY, url, null), answer);
        return Optional.of(verdict.sentence()).filter(sentence -> !sentence.isEmpty());
    }
}

package edu.stsci.mast.registry.harvester;

import edu.stsci.mast.registry.model.DocumentNormaliser;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;

/** The conversation with one server during one run, and its counts. For one thread; the counts may be read by others. */
final class OaiSession {
    /** The metadata format of VO registries (Registry Interfaces 1.1, section 2.2). */
    private static final String METADATA_PREFIX = "ivo_vor";

    private final OaiClient client;
    private final DocumentNormaliser normaliser;
    private final String baseUrl;
    private final StopSignal stop;
    private final HarvestProgress progress;
    private final Clock clock;
    // Written by the session's thread only, read by others for reports.
    private volatile int requests;
    private volatile int retries;
    private volatile long bytes;
    private Instant lastSent;

    OaiSession(
            OaiClient client,
            DocumentNormaliser normaliser,
            String baseUrl,
            StopSignal stop,
            HarvestProgress progress,
            Clock clock) {
        this.client = client;
        this.normaliser = normaliser;
        this.baseUrl = baseUrl;
        this.stop = stop;
        this.progress = progress;
        this.clock = clock;
        this.lastSent = clock.instant();
    }

    /** Takes one response apart. */
    @FunctionalInterface
    interface ResponseUse<T> {
        T read(OaiResponseReader response) throws XMLStreamException, HarvestException;
    }

    int requests() {
        return requests;
    }

    int retries() {
        return retries;
    }

    /** How many bytes were received, uncompressed. */
    long bytes() {
        return bytes;
    }

    /** When the latest request was sent, by our clock. */
    Instant lastSent() {
        return lastSent;
    }

    /** What to make of an answer that is not well-formed XML, or not whole. */
    @FunctionalInterface
    interface Rescue<T> {
        T read(BrokenAnswer broken) throws HarvestException;
    }

    /**
     * Asks who the server is (OAI-PMH 2.0, section 4.2).
     *
     * @throws HarvestException also when it does not say
     */
    OaiIdentity identify() throws HarvestException {
        return ask(
                Map.of("verb", "Identify"),
                response -> {
                    response.readToEnd();
                    return response.identity()
                            .orElseThrow(() -> new HarvestException("The server does not answer to Identify"
                                    + (response.errors().isEmpty()
                                            ? ""
                                            : ": " + response.errors().get(0))));
                },
                OaiSession::refuse);
    }

    /**
     * Whether the server has a set (OAI-PMH 2.0, section 4.6). A list of sets in several pages, and an answer that is no list of sets, are
     * rare enough for the benefit of the doubt.
     */
    boolean hasSet(String set) throws HarvestException {
        return ask(
                Map.of("verb", "ListSets"),
                response -> {
                    response.readToEnd();
                    for (OaiError error : response.errors()) {
                        if (error.is(OaiError.NO_SET_HIERARCHY)) {
                            return false;
                        }
                        throw new HarvestException("the server answers " + error);
                    }
                    return response.sets().contains(set)
                            || response.resumptionToken().isPresent()
                            || !response.verb().equals("ListSets");
                },
                OaiSession::refuse);
    }

    /** Asks for the first page of a list. An answer that cannot be read is asked for again; {@code use} then begins anew. */
    <T> T listRecords(Optional<String> from, String set, ResponseUse<T> use, Rescue<T> rescue) throws HarvestException {
        Map<String, String> arguments = new LinkedHashMap<>();
        arguments.put("verb", "ListRecords");
        arguments.put("metadataPrefix", METADATA_PREFIX);
        if (!set.isEmpty()) {
            arguments.put("set", set);
        }
        from.ifPresent(time -> arguments.put("from", time));
        return ask(arguments, use, rescue);
    }

    /** Asks for a further page of a list; see {@link #listRecords}. */
    <T> T resume(String token, ResponseUse<T> use, Rescue<T> rescue) throws HarvestException {
        Map<String, String> arguments = new LinkedHashMap<>();
        arguments.put("verb", "ListRecords");
        arguments.put("resumptionToken", token);
        return ask(arguments, use, rescue);
    }

    /** Asks for the first page of the list of all identifiers (OAI-PMH 2.0, section 4.3). */
    <T> T listIdentifiers(String set, ResponseUse<T> use) throws HarvestException {
        Map<String, String> arguments = new LinkedHashMap<>();
        arguments.put("verb", "ListIdentifiers");
        arguments.put("metadataPrefix", METADATA_PREFIX);
        if (!set.isEmpty()) {
            arguments.put("set", set);
        }
        return ask(arguments, use, OaiSession::refuse);
    }

    /** Asks for a further page of the list of all identifiers. */
    <T> T resumeIdentifiers(ResumptionToken token, ResponseUse<T> use) throws HarvestException {
        Map<String, String> arguments = new LinkedHashMap<>();
        arguments.put("verb", "ListIdentifiers");
        arguments.put("resumptionToken", token.value());
        return ask(arguments, use, OaiSession::refuse);
    }

    /**
     * Asks for one record (OAI-PMH 2.0, section 4.1).
     *
     * @return the record, or that it was deleted; empty when the server says that there is none
     */
    Optional<Delivery> getRecord(String identifier) throws HarvestException {
        Map<String, String> arguments = new LinkedHashMap<>();
        arguments.put("verb", "GetRecord");
        arguments.put("identifier", identifier);
        arguments.put("metadataPrefix", METADATA_PREFIX);
        return ask(arguments, OaiSession::record, OaiSession::refuse);
    }

    private static Optional<Delivery> record(OaiResponseReader response) throws XMLStreamException, HarvestException {
        Optional<Delivery> delivery = response.next();
        response.readToEnd();
        for (OaiError error : response.errors()) {
            if (!error.is(OaiError.ID_DOES_NOT_EXIST)) {
                throw new HarvestException("The server answers " + error);
            }
        }
        if (delivery.isEmpty() && response.errors().isEmpty()) {
            throw new HarvestException("The server's answer to GetRecord has no record");
        }
        return delivery;
    }

    private static <T> T refuse(BrokenAnswer broken) throws HarvestException {
        throw broken.failure();
    }

    /**
     * What is broken may come whole when it is asked for again. A server that breaks the same answer at the same place twice means it; so
     * does one that never gets to the end of its answer, which the client has asked for often enough.
     */
    private <T> T ask(Map<String, String> arguments, ResponseUse<T> use, Rescue<T> rescue) throws HarvestException {
        URI request = uri(baseUrl, arguments);
        Optional<BrokenAnswer> before = Optional.empty();
        for (int attempt = 1; ; attempt++) {
            Counter counter = new Counter(attempt > 1);
            try (OaiAnswer answer = client.get(request, stop, counter)) {
                bytes += answer.size();
                XmlFault fault;
                try (InputStream stream = answer.stream();
                        OaiResponseReader response = OaiResponseReader.open(stream, normaliser)) {
                    return use.read(response);
                } catch (XMLStreamException e) {
                    fault = XmlFault.of(e);
                }
                BrokenAnswer broken = new BrokenAnswer(request, answer, fault);
                boolean meansIt = before.filter(broken::isLike).isPresent();
                if (!answer.whole() || meansIt || attempt >= client.attempts()) {
                    return rescue.read(broken);
                }
                before = Optional.of(broken);
                client.pauseAfter(attempt, request, broken.trouble(), stop, counter);
            } catch (IOException e) {
                throw new HarvestException("The answer of " + request + " cannot be read back: " + e.getMessage(), e);
            }
        }
    }

    /** A request's address; everything but letters, digits and a few marks is encoded (OAI-PMH 2.0, section 3.1.1.3). */
    static URI uri(String baseUrl, Map<String, String> arguments) throws HarvestException {
        StringBuilder uri = new StringBuilder(baseUrl);
        char separator = baseUrl.contains("?") ? '&' : '?';
        for (Map.Entry<String, String> argument : arguments.entrySet()) {
            uri.append(separator)
                    .append(argument.getKey())
                    .append('=')
                    .append(URLEncoder.encode(argument.getValue(), StandardCharsets.UTF_8)
                            .replace("+", "%20"));
            separator = '&';
        }
        try {
            return URI.create(uri.toString());
        } catch (IllegalArgumentException e) {
            throw new HarvestException("'" + baseUrl + "' is not a base URL: " + e.getMessage(), e);
        }
    }

    private final class Counter implements OaiClient.Listener {
        private final boolean repeats;

        Counter(boolean repeats) {
            this.repeats = repeats;
        }

        @Override
        public void sending(URI request, boolean again) {
            requests++;
            retries += again || repeats ? 1 : 0;
            lastSent = clock.instant();
            progress.requesting(request.toString());
        }

        @Override
        public void waiting(Duration pause, String why) {
            progress.waiting(pause, why);
        }
    }
}

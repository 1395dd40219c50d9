package edu.stsci.mast.registry.server.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import edu.stsci.mast.registry.search.coverage.TypedPosition;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalDouble;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a service for the positions of objects. The service answers an address that ends with an object's name by XML with the elements
 * {@code jradeg} and {@code jdedeg}, in degrees, as CDS's Sesame does. What it knows is kept for a day, so that a search that is paged
 * through, or asked by many, asks it once; that it does not know a name, or does not answer, is not kept. Thread-safe.
 */
public final class NameResolver {
    private static final Logger LOG = LoggerFactory.getLogger(NameResolver.class);
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_KEPT = 10_000;

    private final String address;
    private final Cache<String, TypedPosition> known = Caffeine.newBuilder()
            .maximumSize(MOST_KEPT)
            .expireAfterWrite(Duration.ofDays(1))
            .build();
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();

    /** {@code address} is what stands before the name; empty when there is no service. */
    public NameResolver(String address) {
        this.address = address;
    }

    /**
     * The position of an object.
     *
     * @throws IllegalArgumentException with a sentence when it is not known, or there is no answer in time
     */
    public TypedPosition resolve(String name) {
        if (address.isEmpty()) {
            throw new IllegalArgumentException("'" + name
                    + "' is no position; write 210.802 54.349, 14:03:12.5 +54:20:56 or 14h03m12.5s +54d20m56s.");
        }
        TypedPosition kept = known.getIfPresent(name);
        if (kept != null) {
            return kept;
        }
        TypedPosition position = ask(name);
        known.put(name, position);
        return position;
    }

    private TypedPosition ask(String name) {
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        try {
            HttpResponse<InputStream> answer = client.send(
                    HttpRequest.newBuilder(URI.create(address + encoded))
                            .timeout(LIMIT)
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                if (answer.statusCode() != 200) {
                    throw new IOException("it answers " + answer.statusCode());
                }
                return position(body.readNBytes(MOST_BYTES), name);
            }
        } catch (IOException | XMLStreamException | NumberFormatException e) {
            LOG.warn("The service for names of objects failed: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalArgumentException(
                "The service that knows the positions of objects does not answer now; give the position of '" + name
                        + "' instead.");
    }

    private static TypedPosition position(byte[] document, String name) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader xml = factory.createXMLStreamReader(new java.io.ByteArrayInputStream(document));
        OptionalDouble longitude = OptionalDouble.empty();
        OptionalDouble latitude = OptionalDouble.empty();
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                if (longitude.isEmpty() && xml.getLocalName().equals("jradeg")) {
                    longitude = OptionalDouble.of(Double.parseDouble(xml.getElementText()));
                } else if (latitude.isEmpty() && xml.getLocalName().equals("jdedeg")) {
                    latitude = OptionalDouble.of(Double.parseDouble(xml.getElementText()));
                }
            }
        }
        if (longitude.isEmpty() || latitude.isEmpty()) {
            throw new IllegalArgumentException("No object is known by the name '" + name + "'.");
        }
        return new TypedPosition(longitude.getAsDouble(), latitude.getAsDouble());
    }
}

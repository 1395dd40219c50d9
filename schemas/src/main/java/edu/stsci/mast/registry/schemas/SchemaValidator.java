package edu.stsci.mast.registry.schemas;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import java.io.InputStream;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.validation.Schema;
import javax.xml.validation.ValidatorHandler;

/**
 * Checks documents against the official schemas without touching the network. The grammar is compiled once for the process, at the first
 * use; the validator itself has no state and serves any number of threads.
 */
public final class SchemaValidator {
    private static final SchemaValidator SHARED = new SchemaValidator(SchemaCatalogue.compile());

    private final Schema schema;
    /** Handlers that have finished a check: making one costs as much as checking a small record. As many as checks ran at a time. */
    private final Queue<ValidatorHandler> idleHandlers = new ConcurrentLinkedQueue<>();

    private SchemaValidator(Schema schema) {
        this.schema = schema;
    }

    /** The process's validator. */
    public static SchemaValidator shared() {
        return SHARED;
    }

    /**
     * Checks one whole document, whatever its root element.
     *
     * @return the problems in document order, empty when it is valid; at most {@value SchemaValidation#MOST_PROBLEMS}
     * @throws XMLStreamException when the document is not well-formed
     */
    public List<SchemaProblem> validate(InputStream document) throws XMLStreamException {
        XMLStreamReader in = safeInputFactory().createXMLStreamReader(document);
        try {
            while (in.getEventType() != XMLStreamReader.START_ELEMENT) {
                in.next();
            }
            SchemaValidation validation = start(in);
            validation.event();
            while (in.hasNext() && in.next() != XMLStreamReader.END_DOCUMENT) {
                validation.event();
            }
            return validation.end();
        } finally {
            in.close();
        }
    }

    /**
     * Starts to check the element at which {@code in} stands (at its start tag), while somebody else moves the reader. The other calls
     * {@link SchemaValidation#event()} for that start tag and for each event after it, and {@link SchemaValidation#end()} after the
     * element's end tag.
     */
    public SchemaValidation start(XMLStreamReader in) {
        ValidatorHandler idle = idleHandlers.poll();
        return new SchemaValidation(idle == null ? schema.newValidatorHandler() : idle, idleHandlers, in);
    }

    /**
     * A factory of XML readers for documents of unknown origin: namespaces, no document type definitions, no external entities, bounded
     * depth, attributes and text.
     */
    public static XMLInputFactory safeInputFactory() {
        return SafeInput.FACTORY;
    }

    private static final class SafeInput {
        static final XMLInputFactory FACTORY = create();

        private static XMLInputFactory create() {
            WstxInputFactory factory = new WstxInputFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
            factory.setProperty(XMLInputFactory.IS_COALESCING, false);
            // Otherwise a fault within text comes as an unchecked exception from the getters, where nobody expects it.
            factory.setProperty(WstxInputProperties.P_LAZY_PARSING, false);
            factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, 500);
            factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, 500);
            factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, 1 << 20);
            return factory;
        }
    }
}

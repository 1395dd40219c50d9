package edu.stsci.mast.registry.schemas;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLStreamReader;
import javax.xml.validation.ValidatorHandler;
import org.xml.sax.ErrorHandler;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * The check of one element while it is being read for another purpose, so that a document is parsed only once. Made by
 * {@link SchemaValidator#start}; for one thread.
 */
public final class SchemaValidation {
    /** How many problems of one element are kept; a document with more is not told apart by the rest. */
    public static final int MOST_PROBLEMS = 50;

    private final ValidatorHandler handler;
    private final Queue<ValidatorHandler> idleHandlers;
    private final XMLStreamReader in;
    private final StreamAttributes attributes;
    private final Deque<String> path = new ArrayDeque<>();
    private final List<SchemaProblem> problems = new ArrayList<>();

    SchemaValidation(ValidatorHandler handler, Queue<ValidatorHandler> idleHandlers, XMLStreamReader in) {
        this.handler = handler;
        this.idleHandlers = idleHandlers;
        this.in = in;
        this.attributes = new StreamAttributes(in);
        handler.setErrorHandler(new Collector());
        handler.setDocumentLocator(new StreamLocator(in));
        try {
            handler.startDocument();
            // Prefixes that an ancestor declares are in force here too, and xsi:type may use them.
            for (String prefix : inheritedPrefixes()) {
                handler.startPrefixMapping(prefix, in.getNamespaceURI(prefix));
            }
        } catch (SAXException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes the event at which the reader stands. */
    public void event() {
        try {
            switch (in.getEventType()) {
                case XMLStreamReader.START_ELEMENT -> startElement();
                case XMLStreamReader.END_ELEMENT -> endElement();
                case XMLStreamReader.CHARACTERS, XMLStreamReader.CDATA, XMLStreamReader.SPACE ->
                    handler.characters(in.getTextCharacters(), in.getTextStart(), in.getTextLength());
                default -> {} // comments and processing instructions mean nothing to a schema
            }
        } catch (SAXException e) {
            throw new IllegalStateException(e); // our error handler throws nothing
        }
    }

    /** Ends the check; the problems in document order. */
    public List<SchemaProblem> end() {
        try {
            handler.endDocument();
            // One that was left in the middle of a document is not used again.
            idleHandlers.add(handler);
        } catch (SAXException e) {
            throw new IllegalStateException(e);
        }
        return List.copyOf(problems);
    }

    private void startElement() throws SAXException {
        path.addLast(in.getLocalName());
        for (int i = 0; i < in.getNamespaceCount(); i++) {
            handler.startPrefixMapping(orEmpty(in.getNamespacePrefix(i)), orEmpty(in.getNamespaceURI(i)));
        }
        handler.startElement(orEmpty(in.getNamespaceURI()), in.getLocalName(), qualified(), attributes);
    }

    private void endElement() throws SAXException {
        handler.endElement(orEmpty(in.getNamespaceURI()), in.getLocalName(), qualified());
        for (int i = 0; i < in.getNamespaceCount(); i++) {
            handler.endPrefixMapping(orEmpty(in.getNamespacePrefix(i)));
        }
        path.removeLast();
    }

    private String qualified() {
        String prefix = in.getPrefix();
        return prefix == null || prefix.isEmpty() ? in.getLocalName() : prefix + ":" + in.getLocalName();
    }

    private List<String> inheritedPrefixes() {
        List<String> prefixes = new ArrayList<>();
        for (VoNamespace known : VoNamespace.values()) {
            Iterator<?> bound = in.getNamespaceContext().getPrefixes(known.uri());
            while (bound.hasNext()) {
                String prefix = (String) bound.next();
                // Woodstox says null for the default namespace.
                if (!orEmpty(prefix).equals(XMLConstants.DEFAULT_NS_PREFIX)) {
                    prefixes.add(prefix);
                }
            }
        }
        return prefixes;
    }

    private static String orEmpty(String s) {
        return s == null ? "" : s;
    }

    private final class Collector implements ErrorHandler {
        @Override
        public void warning(SAXParseException e) {
            // Warnings of the schema processor are about schemas, not about documents.
        }

        @Override
        public void error(SAXParseException e) {
            if (problems.size() < MOST_PROBLEMS) {
                problems.add(new SchemaProblem(
                        e.getLineNumber(), e.getColumnNumber(), String.join("/", path), withoutCode(e.getMessage())));
            }
        }

        @Override
        public void fatalError(SAXParseException e) {
            error(e);
        }

        /** Drops codes such as {@code cvc-complex-type.2.4.a: }, which tell a reader nothing. */
        private static String withoutCode(String message) {
            int colon = message.indexOf(": ");
            return message.startsWith("cvc-") && colon > 0 ? message.substring(colon + 2) : message;
        }
    }

    private record StreamLocator(XMLStreamReader in) implements Locator {
        @Override
        public String getPublicId() {
            return null;
        }

        @Override
        public String getSystemId() {
            return null;
        }

        @Override
        public int getLineNumber() {
            return in.getLocation().getLineNumber();
        }

        @Override
        public int getColumnNumber() {
            return in.getLocation().getColumnNumber();
        }
    }
}

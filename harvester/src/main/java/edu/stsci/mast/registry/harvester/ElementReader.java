package edu.stsci.mast.registry.harvester;

import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Moves through elements by their children, whatever lies between them; servers are read with more tolerance than they deserve. */
final class ElementReader {
    private final XMLStreamReader in;

    /** Reads on from the start tag at which {@code in} stands. */
    ElementReader(XMLStreamReader in) {
        this.in = in;
    }

    /** Moves to the next child's start tag, or to the parent's end tag; whether there is a child. */
    boolean nextChild() throws XMLStreamException {
        while (true) {
            switch (in.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    return true;
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    return false;
                }
                default -> {} // text, comments and the like between children mean nothing here
            }
        }
    }

    /** The local name of the element at which the reader stands. */
    String name() {
        return in.getLocalName();
    }

    /** The line at which the reader stands. */
    int line() {
        return in.getLocation().getLineNumber();
    }

    /** An attribute of the element at which the reader stands, without blanks around it; empty when it is missing. */
    String attribute(String name) {
        String value = in.getAttributeValue(null, name);
        return value == null ? "" : value.strip();
    }

    /** The element's text without blanks around it; moves to its end tag. */
    String text() throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        int depth = 1;
        while (depth > 0) {
            switch (in.next()) {
                case XMLStreamConstants.START_ELEMENT -> depth++;
                case XMLStreamConstants.END_ELEMENT -> depth--;
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    text.append(in.getTextCharacters(), in.getTextStart(), in.getTextLength());
                default -> {}
            }
        }
        return text.toString().strip();
    }

    /** Moves to the element's end tag. */
    void skip() throws XMLStreamException {
        int depth = 1;
        while (depth > 0) {
            switch (in.next()) {
                case XMLStreamConstants.START_ELEMENT -> depth++;
                case XMLStreamConstants.END_ELEMENT -> depth--;
                default -> {}
            }
        }
    }

    /** Reads to the end of the document, so that what follows the root element must be well-formed, too. */
    void finish() throws XMLStreamException {
        while (in.hasNext()) {
            in.next();
        }
    }
}

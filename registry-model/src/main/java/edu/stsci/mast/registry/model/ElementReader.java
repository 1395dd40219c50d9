package edu.stsci.mast.registry.model;

import edu.stsci.mast.registry.schemas.VoNamespace;
import javax.xml.stream.XMLStreamReader;

/** Gathers the tree of {@link RecordElement}s while a record is read. For one record. */
final class ElementReader {
    private static final String XSI = VoNamespace.XSI.uri();
    private static final String[] NONE = {};

    private final XMLStreamReader in;
    private final RecordElement root;
    private final StringBuilder text = new StringBuilder();
    private RecordElement at;
    /** Whether the text may belong to the innermost element: it has no children yet. */
    private boolean gathering = true;

    /** Begins at the record's start tag. */
    ElementReader(XMLStreamReader in) {
        this.in = in;
        this.root = element(null);
        this.at = root;
    }

    /** Takes a start tag below the record's own. */
    void start() {
        RecordElement child = element(at);
        at.add(child);
        at = child;
        text.setLength(0);
        gathering = true;
    }

    /** Takes text. */
    void text() {
        if (gathering) {
            text.append(in.getTextCharacters(), in.getTextStart(), in.getTextLength());
        }
    }

    /** Takes an end tag. */
    void end() {
        if (gathering) {
            at.setText(collapsed(text));
        }
        at = at.parent();
        gathering = false;
    }

    RecordElement root() {
        return root;
    }

    private RecordElement element(RecordElement parent) {
        int count = in.getAttributeCount();
        String[] attributes = count == 0 ? NONE : new String[2 * count];
        for (int i = 0; i < count; i++) {
            String name = in.getAttributeLocalName(i);
            attributes[2 * i] = XSI.equals(in.getAttributeNamespace(i)) ? "xsi:" + name : name;
            attributes[2 * i + 1] = in.getAttributeValue(i).strip();
        }
        var place = in.getLocation();
        return new RecordElement(parent, in.getLocalName(), place.getLineNumber(), place.getColumnNumber(), attributes);
    }

    private static String collapsed(StringBuilder text) {
        int length = 0;
        boolean blank = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
                blank = length > 0;
            } else {
                if (blank) {
                    text.setCharAt(length++, ' ');
                    blank = false;
                }
                text.setCharAt(length++, c);
            }
        }
        return length == 0 ? "" : text.substring(0, length);
    }
}

package edu.stsci.mast.registry.model;

import edu.stsci.mast.registry.schemas.SchemaValidator;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An element of a record as checks see it: by local names, whatever the namespace and version of the extension, with the place where it was
 * read. So rules speak also of records that break their schema. Made while the record is {@linkplain DocumentNormaliser read}, or by
 * {@link #read}.
 */
public final class RecordElement {
    private final RecordElement parent;
    private final String name;
    private final int line;
    private final int column;
    private final String[] attributes;
    private List<RecordElement> children = Collections.emptyList();
    private String text = "";

    RecordElement(RecordElement parent, String name, int line, int column, String[] attributes) {
        this.parent = parent;
        this.name = name;
        this.line = line;
        this.column = column;
        this.attributes = attributes;
    }

    /**
     * Reads a document whose root is a record, or a document of VOSI.
     *
     * @throws XMLStreamException when it is not well-formed
     */
    public static RecordElement read(byte[] document) throws XMLStreamException {
        XMLStreamReader in =
                SchemaValidator.safeInputFactory().createXMLStreamReader(new ByteArrayInputStream(document));
        try {
            in.nextTag();
            ElementReader reader = new ElementReader(in);
            int depth = 1;
            while (depth > 0) {
                switch (in.next()) {
                    case XMLStreamReader.START_ELEMENT -> {
                        depth++;
                        reader.start();
                    }
                    case XMLStreamReader.END_ELEMENT -> {
                        depth--;
                        reader.end();
                    }
                    case XMLStreamReader.CHARACTERS, XMLStreamReader.CDATA -> reader.text();
                    default -> {}
                }
            }
            return reader.root();
        } finally {
            in.close();
        }
    }

    void add(RecordElement child) {
        if (children.isEmpty()) {
            children = new ArrayList<>(4);
        }
        children.add(child);
    }

    void setText(String value) {
        text = value;
    }

    RecordElement parent() {
        return parent;
    }

    /** The local name. */
    public String name() {
        return name;
    }

    /** The line in the document as it was read, from 1. */
    public int line() {
        return line;
    }

    /** The column where the start tag begins, from 1. */
    public int column() {
        return column;
    }

    /** The element's own text, its white space collapsed; empty when there is none. */
    public String text() {
        return text;
    }

    /** The children in document order. */
    public List<RecordElement> children() {
        return Collections.unmodifiableList(children);
    }

    /**
     * An attribute by its local name; those of XML Schema instance have their prefix, as in {@code xsi:type}. Its value has no white space at
     * its ends; it is empty when there is none.
     */
    public String attribute(String wanted) {
        for (int i = 0; i < attributes.length; i += 2) {
            if (attributes[i].equals(wanted)) {
                return attributes[i + 1];
            }
        }
        return "";
    }

    /** The names of its attributes, as {@link #attribute} takes them, in the document's order. */
    public List<String> attributeNames() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < attributes.length; i += 2) {
            names.add(attributes[i]);
        }
        return names;
    }

    /** Whether it has any attribute. */
    public boolean hasAttributes() {
        return attributes.length > 0;
    }

    /** Whether the attribute is there, perhaps empty. */
    public boolean has(String wanted) {
        for (int i = 0; i < attributes.length; i += 2) {
            if (attributes[i].equals(wanted)) {
                return true;
            }
        }
        return false;
    }

    /** The type that {@code xsi:type} names, without its prefix; empty when it names none. */
    public String type() {
        String type = attribute("xsi:type");
        return type.substring(type.indexOf(':') + 1);
    }

    /** All elements at a path of local names, such as {@code curation/creator}, in document order. */
    public List<RecordElement> all(String path) {
        List<RecordElement> found = new ArrayList<>();
        collect(path, found);
        return found;
    }

    private void collect(String path, List<RecordElement> into) {
        int slash = path.indexOf('/');
        String first = slash < 0 ? path : path.substring(0, slash);
        for (RecordElement child : children) {
            if (child.name.equals(first)) {
                if (slash < 0) {
                    into.add(child);
                } else {
                    child.collect(path.substring(slash + 1), into);
                }
            }
        }
    }

    /** The first element at a path. */
    public Optional<RecordElement> first(String path) {
        return Optional.ofNullable(find(path, false));
    }

    /** The text of the first element at a path; empty when there is none. */
    public String text(String path) {
        RecordElement found = find(path, false);
        return found == null ? "" : found.text;
    }

    /** Whether there is an element with text at the path. */
    public boolean says(String path) {
        return find(path, true) != null;
    }

    private RecordElement find(String path, boolean withText) {
        int slash = path.indexOf('/');
        String first = slash < 0 ? path : path.substring(0, slash);
        for (RecordElement child : children) {
            if (child.name.equals(first)) {
                RecordElement found = slash >= 0
                        ? child.find(path.substring(slash + 1), withText)
                        : withText && child.text.isEmpty() ? null : child;
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    /** Shows this element and all below it, in document order. */
    public void each(Consumer<RecordElement> use) {
        use.accept(this);
        for (RecordElement child : children) {
            child.each(use);
        }
    }

    /**
     * The path of local names to this element from the root, such as {@code Resource/capability[2]/interface}; a number says which it is where
     * its parent has several of the name.
     */
    public String path() {
        if (parent == null) {
            return name;
        }
        int number = 0;
        int count = 0;
        for (RecordElement sibling : parent.children) {
            if (sibling.name.equals(name)) {
                count++;
                if (sibling == this) {
                    number = count;
                }
            }
        }
        return parent.path() + "/" + name + (count > 1 ? "[" + number + "]" : "");
    }
}

package edu.stsci.mast.registry.corpus;

import java.util.EnumSet;
import java.util.Set;

/** Writes XML elements into memory, escapes texts, and remembers which namespaces their types need. */
final class Markup {
    private final StringBuilder out;
    private final Set<Namespace> namespaces = EnumSet.of(Namespace.RI, Namespace.XSI);

    Markup(int capacity) {
        this.out = new StringBuilder(capacity);
    }

    /** Starts an element; attributes are names and values in turn, and those without a value are left out. */
    Markup start(String name, String... attributes) {
        startTag(name, attributes);
        out.append('>');
        return this;
    }

    Markup end(String name) {
        out.append("</").append(name).append('>');
        return this;
    }

    Markup empty(String name, String... attributes) {
        startTag(name, attributes);
        out.append("/>");
        return this;
    }

    Markup leaf(String name, CharSequence text, String... attributes) {
        startTag(name, attributes);
        out.append('>');
        text(text);
        return end(name);
    }

    Markup leaf(String name, long number) {
        out.append('<').append(name).append('>').append(number);
        return end(name);
    }

    Markup text(CharSequence text) {
        escape(text, out);
        return this;
    }

    /** Appends what is already XML. */
    Markup xml(CharSequence xml) {
        out.append(xml);
        return this;
    }

    Set<Namespace> namespaces() {
        return namespaces;
    }

    StringBuilder content() {
        return out;
    }

    static void escape(CharSequence text, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                default -> out.append(c);
            }
        }
    }

    private void startTag(String name, String... attributes) {
        out.append('<').append(name);
        for (int i = 0; i < attributes.length; i += 2) {
            if (attributes[i + 1] != null) {
                attribute(attributes[i], attributes[i + 1]);
            }
        }
    }

    private void attribute(String name, String value) {
        if (name.equals("xsi:type")) {
            namespaces.add(Namespace.ofPrefix(value.substring(0, value.indexOf(':'))));
        }
        out.append(' ').append(name).append("=\"");
        escape(value, out);
        out.append('"');
    }
}

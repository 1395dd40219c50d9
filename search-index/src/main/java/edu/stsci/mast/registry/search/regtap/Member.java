package edu.stsci.mast.registry.search.regtap;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An element of a record, by local names. Texts are as RegTAP wants them: white space at both ends is gone, white space within is one blank,
 * and what is empty then is not there (RegTAP 1.2, sections 4.1 and 4.2).
 */
final class Member {
    private final String name;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<Member> children = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    Member(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    void attribute(String attribute, String value) {
        attributes.put(attribute, value);
    }

    void add(Member child) {
        children.add(child);
    }

    void append(char[] characters, int start, int length) {
        text.append(characters, start, length);
    }

    /** The element's own text; null when it is empty. */
    String text() {
        return normal(text.toString());
    }

    /** An attribute's value, {@code xsi:type} by this name; null when there is none or it is empty. */
    String attribute(String attribute) {
        return normal(attributes.getOrDefault(attribute, ""));
    }

    /** The names of all attributes. */
    Iterable<String> attributeNames() {
        return attributes.keySet();
    }

    /** The elements of a name right below this one. */
    List<Member> children(String child) {
        return children.stream().filter(c -> c.name.equals(child)).toList();
    }

    /** All elements right below this one. */
    List<Member> children() {
        return children;
    }

    /** The first element of a name right below this one. */
    Optional<Member> child(String child) {
        return children.stream().filter(c -> c.name.equals(child)).findFirst();
    }

    /** The text of the first element of a name right below this one that has any; null when none has. */
    String childText(String child) {
        return texts(child).findFirst().orElse(null);
    }

    /** The texts of the elements of a name right below this one, empty ones left out. */
    Stream<String> texts(String child) {
        return children.stream()
                .filter(c -> c.name.equals(child))
                .map(Member::text)
                .filter(value -> value != null);
    }

    private static String normal(String text) {
        String stripped = text.strip();
        if (stripped.isEmpty()) {
            return null;
        }
        StringBuilder normal = new StringBuilder(stripped.length());
        boolean blank = false;
        for (int i = 0; i < stripped.length(); i++) {
            char c = stripped.charAt(i);
            boolean space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
            if (!space) {
                normal.append(c);
            } else if (!blank) {
                normal.append(' ');
            }
            blank = space;
        }
        return normal.toString();
    }
}

package edu.stsci.mast.registry.search.adql;

import java.util.ArrayList;
import java.util.List;

/** SQL as it is put together: pieces of text, values to bind, and other SQL. Immutable; written out once, at the end. */
final class SqlText {
    /** Beyond this number of bound values, strings are quoted into the text; SQLite binds at most 32,766. */
    private static final int MOST_PARAMETERS = 900;

    private record Bound(Object value) {}

    private final List<Object> parts;

    private SqlText(List<Object> parts) {
        this.parts = parts;
    }

    /** Strings are SQL, and SqlTexts are inserted. */
    static SqlText of(Object... parts) {
        return new SqlText(List.of(parts));
    }

    static SqlText value(Object value) {
        return new SqlText(List.of(new Bound(value)));
    }

    static SqlText join(String separator, List<SqlText> items) {
        List<Object> parts = new ArrayList<>(items.size() * 2);
        for (SqlText item : items) {
            if (!parts.isEmpty()) {
                parts.add(separator);
            }
            parts.add(item);
        }
        return new SqlText(parts);
    }

    /**
     * An associative operator between many operands, in parentheses that make a shallow tree: SQLite refuses expressions
     * that are more than 1,000 deep.
     */
    static SqlText balanced(String operator, List<SqlText> operands) {
        if (operands.size() == 1) {
            return operands.get(0);
        }
        int half = operands.size() / 2;
        return of(
                "(",
                balanced(operator, operands.subList(0, half)),
                operator,
                balanced(operator, operands.subList(half, operands.size())),
                ")");
    }

    static SqlText of(SqlFragment fragment) {
        List<Object> parts = new ArrayList<>();
        String[] texts = fragment.sql().split("\\?", -1);
        if (texts.length != fragment.parameters().size() + 1) {
            throw new IllegalArgumentException(
                    "SQL with another number of ? than parameters (keep ? out of its strings): " + fragment.sql());
        }
        for (int i = 0; i < texts.length; i++) {
            if (i > 0) {
                parts.add(new Bound(fragment.parameters().get(i - 1)));
            }
            parts.add(texts[i]);
        }
        return new SqlText(parts);
    }

    /** Writes the text, and the bound values in their order. */
    String write(List<Object> parameters) {
        StringBuilder text = new StringBuilder();
        write(text, parameters);
        return text.toString();
    }

    private void write(StringBuilder text, List<Object> parameters) {
        for (Object part : parts) {
            if (part instanceof SqlText inner) {
                inner.write(text, parameters);
            } else if (part instanceof Bound bound) {
                if (bound.value() instanceof String string && parameters.size() >= MOST_PARAMETERS) {
                    text.append(quotedString(string));
                } else {
                    text.append('?');
                    parameters.add(bound.value());
                }
            } else {
                text.append(part);
            }
        }
    }

    /** A text that is the same for the same SQL with the same values. */
    String key() {
        List<Object> parameters = new ArrayList<>();
        return write(parameters) + parameters;
    }

    static String quotedName(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String quotedString(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }
}

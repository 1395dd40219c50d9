package edu.stsci.mast.registry.search.adql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sqlite.Function;
import org.sqlite.core.Codes;

/** The functions, written in Java, that compiled queries call. A connection needs them before it runs any. */
public final class SqliteFunctions {
    private static final Pattern SEXAGESIMAL = Pattern.compile(
            "([+-]?)(?:(\\d{1,3})[:hHdD](\\d{1,2})[:mM](\\d{1,2}(?:\\.\\d*)?)[sS]?|(\\d{2})(\\d{2})(\\d{2}(?:\\.\\d*)?))");

    private SqliteFunctions() {}

    /**
     * Gives a SQLite connection the functions, and makes LIKE case-sensitive as ADQL's is.
     *
     * @param connection one that has no statement open: SQLite silently leaves LIKE as it is then
     */
    public static void register(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA case_sensitive_like=ON");
            try (var rows = statement.executeQuery("SELECT 'a' LIKE 'A'")) {
                if (!rows.next() || rows.getBoolean(1)) {
                    throw new SQLException("LIKE does not mind case on a connection that has statements open");
                }
            }
        }
        create(
                connection,
                "adql_lower",
                1,
                a -> a.text(0) == null ? null : a.text(0).toLowerCase(Locale.ROOT));
        create(
                connection,
                "adql_upper",
                1,
                a -> a.text(0) == null ? null : a.text(0).toUpperCase(Locale.ROOT));
        Words words = new Words();
        create(connection, "adql_hasword", 2, a -> words.areIn(a.text(0), a.text(1)) ? 1 : 0);
        create(connection, "adql_hms", 1, a -> degrees(a.text(0), 15));
        create(connection, "adql_dms", 1, a -> degrees(a.text(0), 1));
        Function.create(
                connection,
                "adql_normal_random",
                new Body(a ->
                        a.number(0) + a.number(1) * ThreadLocalRandom.current().nextGaussian()),
                2,
                0);
        GeometryFunctions.register(connection);
    }

    static void create(Connection connection, String name, int arguments, Computation computation) throws SQLException {
        Function.create(connection, name, new Body(computation), arguments, Function.FLAG_DETERMINISTIC);
    }

    /** What a function computes of its arguments: a String, bytes, a Number, or null. */
    @FunctionalInterface
    interface Computation {
        Object compute(Body arguments) throws SQLException;
    }

    /** A function as SQLite calls it. */
    static final class Body extends Function {
        private final Computation computation;

        Body(Computation computation) {
            this.computation = computation;
        }

        @Override
        protected void xFunc() throws SQLException {
            Object value = computation.compute(this);
            if (value == null) {
                result();
            } else if (value instanceof Integer number) {
                result(number);
            } else if (value instanceof Long number) {
                result(number);
            } else if (value instanceof Double number) {
                result(number);
            } else if (value instanceof byte[] bytes) {
                result(bytes);
            } else {
                result((String) value);
            }
        }

        String text(int argument) throws SQLException {
            return value_text(argument);
        }

        double number(int argument) throws SQLException {
            return value_double(argument);
        }

        /** A text's are those of its UTF-8. */
        byte[] bytes(int argument) throws SQLException {
            return value_blob(argument);
        }

        boolean isNull(int argument) throws SQLException {
            return value_type(argument) == Codes.SQLITE_NULL;
        }

        int size() throws SQLException {
            return args();
        }
    }

    /** Null when the text is no angle, as the catalogue of functions wants it. */
    private static Double degrees(String text, int factor) {
        Matcher matcher = text == null ? null : SEXAGESIMAL.matcher(text.strip());
        if (matcher == null || !matcher.matches()) {
            return null;
        }
        int first = matcher.group(2) != null ? 2 : 5;
        double value = Double.parseDouble(matcher.group(first))
                + Double.parseDouble(matcher.group(first + 1)) / 60
                + Double.parseDouble(matcher.group(first + 2)) / 3600;
        return (matcher.group(1).equals("-") ? -value : value) * factor;
    }
}

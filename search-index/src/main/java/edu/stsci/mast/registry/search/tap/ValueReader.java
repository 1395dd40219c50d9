package edu.stsci.mast.registry.search.tap;

import edu.stsci.mast.registry.search.adql.AdqlType;
import edu.stsci.mast.registry.search.adql.AdqlType.Kind;
import edu.stsci.mast.registry.search.adql.geometry.Sky;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Reads a column's values as Java objects of one class, whatever SQLite has made of them. NULL, and what is no value of the type, become
 * null.
 */
enum ValueReader {
    SHORT(Short.class) {
        @Override
        Object value(Object raw) {
            return raw instanceof Number number ? (Object) number.shortValue() : null;
        }
    },
    INTEGER(Integer.class) {
        @Override
        Object value(Object raw) {
            return raw instanceof Number number ? (Object) number.intValue() : null;
        }
    },
    LONG(Long.class) {
        @Override
        Object value(Object raw) {
            return raw instanceof Number number ? (Object) number.longValue() : null;
        }
    },
    FLOAT(Float.class) {
        @Override
        Object value(Object raw) {
            return raw instanceof Number number ? (Object) number.floatValue() : null;
        }
    },
    DOUBLE(Double.class) {
        @Override
        Object value(Object raw) {
            return raw instanceof Number number ? (Object) number.doubleValue() : null;
        }
    },
    TEXT(String.class) {
        @Override
        Object value(Object raw) {
            return raw instanceof byte[] ? null : raw.toString();
        }

        /** Without asking for the kind of value first, which takes as long as the value. */
        @Override
        Object read(ResultSet row, int column) throws SQLException {
            return row.getString(column);
        }
    },
    /** Regions of any kind; MOCs, which SQLite holds as bytes, become their ASCII form. */
    REGION(String.class) {
        @Override
        Object value(Object raw) {
            return raw instanceof byte[] moc ? Sky.mocText(moc) : raw.toString();
        }
    },
    /** Points, circles and polygons, which SQLite holds as a word and numbers (docs/adql.md). */
    NUMBERS(double[].class) {
        @Override
        Object value(Object raw) {
            String[] parts = WORDS.split(raw.toString().strip());
            try {
                return Arrays.stream(parts)
                        .skip(parts[0].matches("[A-Za-z]+") ? 1 : 0)
                        .mapToDouble(Double::parseDouble)
                        .toArray();
            } catch (NumberFormatException e) {
                return null;
            }
        }
    };

    private static final Pattern WORDS = Pattern.compile("\\s+");

    private final Class<?> valueClass;

    ValueReader(Class<?> valueClass) {
        this.valueClass = valueClass;
    }

    abstract Object value(Object raw);

    Class<?> valueClass() {
        return valueClass;
    }

    Object read(ResultSet row, int column) throws SQLException {
        Object raw = row.getObject(column);
        return raw == null ? null : value(raw);
    }

    static ValueReader of(AdqlType type) {
        return switch (type.datatype()) {
            case "short" -> SHORT;
            case "int" -> INTEGER;
            case "long" -> LONG;
            case "float" -> FLOAT;
            case "double" -> type.arraysize() == null ? DOUBLE : NUMBERS;
            default -> type.kind() == Kind.MOC || type.kind() == Kind.REGION ? REGION : TEXT;
        };
    }
}

package edu.stsci.mast.registry.search.adql;

import java.util.Objects;

/**
 * The type of a column or value: ADQL's name for it (ADQL 2.1, section 3), and how VOTable writes it.
 *
 * @param kind ADQL's type
 * @param datatype VOTable's {@code datatype}, such as {@code char}
 * @param arraysize VOTable's {@code arraysize}, null for a single value
 * @param xtype VOTable's {@code xtype}, null when there is none
 */
public record AdqlType(Kind kind, String datatype, String arraysize, String xtype) {
    /** ADQL's types; {@link #UNKNOWN} is the type of NULL, and in function declarations stands for any type. */
    public enum Kind {
        SMALLINT(Family.NUMBER, "short", null, null),
        INTEGER(Family.NUMBER, "int", null, null),
        BIGINT(Family.NUMBER, "long", null, null),
        REAL(Family.NUMBER, "float", null, null),
        DOUBLE(Family.NUMBER, "double", null, null),
        CHAR(Family.TEXT, "char", "*", null),
        VARCHAR(Family.TEXT, "char", "*", null),
        TIMESTAMP(Family.TIME, "char", "*", "timestamp"),
        POINT(Family.GEOMETRY, "double", "2", "point"),
        CIRCLE(Family.GEOMETRY, "double", "3", "circle"),
        POLYGON(Family.GEOMETRY, "double", "*", "polygon"),
        /** Any region; in function declarations any geometry. */
        REGION(Family.GEOMETRY, "char", "*", "adql:region"),
        /** A multi-order coverage map of the sky (IVOA MOC 2.0) as ASCII text. */
        MOC(Family.GEOMETRY, "char", "*", "moc"),
        CLOB(Family.OPAQUE, "char", "*", "adql:clob"),
        BLOB(Family.OPAQUE, "unsignedByte", "*", "adql:blob"),
        UNKNOWN(Family.ANY, "char", "*", null);

        private final Family family;
        private final String datatype;
        private final String arraysize;
        private final String xtype;

        Kind(Family family, String datatype, String arraysize, String xtype) {
            this.family = family;
            this.datatype = datatype;
            this.arraysize = arraysize;
            this.xtype = xtype;
        }
    }

    /** What may be compared with one another. */
    enum Family {
        NUMBER("a number"),
        TEXT("text"),
        TIME("a timestamp"),
        GEOMETRY("a geometry"),
        OPAQUE("opaque data"),
        ANY("anything");

        private final String words;

        Family(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** Refuses a type without its kind or datatype. */
    public AdqlType {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(datatype, "datatype");
    }

    /** The type as VOTable usually writes it (ADQL 2.1, tables 4 to 12). */
    public static AdqlType of(Kind kind) {
        return new AdqlType(kind, kind.datatype, kind.arraysize, kind.xtype);
    }

    /** Text of any length that holds nothing but ASCII. */
    public static AdqlType text() {
        return of(Kind.VARCHAR);
    }

    /** Text of any length that may hold any character of Unicode. */
    public static AdqlType unicode() {
        return new AdqlType(Kind.VARCHAR, "unicodeChar", "*", null);
    }

    Family family() {
        return kind.family;
    }

    boolean isNumber() {
        return family() == Family.NUMBER;
    }

    boolean isText() {
        return family() == Family.TEXT;
    }

    boolean isInteger() {
        return kind == Kind.SMALLINT || kind == Kind.INTEGER || kind == Kind.BIGINT;
    }

    boolean isUnknown() {
        return kind == Kind.UNKNOWN;
    }

    /** Whether values of this type can stand in one column, comparison or COALESCE with those of the other. */
    boolean goesWith(AdqlType other) {
        return isUnknown() || other.isUnknown() || family() == other.family();
    }

    /** The type that can hold both: the wider number, Unicode rather than ASCII. */
    AdqlType or(AdqlType other) {
        if (isUnknown()) {
            return other;
        }
        if (other.isUnknown() || equals(other)) {
            return this;
        }
        if (isNumber()) {
            return kind.compareTo(other.kind) >= 0 ? this : other;
        }
        if (isText()) {
            boolean ascii = datatype.equals("char") && other.datatype.equals("char");
            return ascii ? text() : unicode();
        }
        return kind == other.kind ? of(kind) : of(Kind.REGION);
    }

    /** ADQL's name, as in messages and signatures (ADQL 2.1, section 3): clients know no {@code VARCHAR(*)} there. */
    String words() {
        return kind == Kind.DOUBLE ? "DOUBLE PRECISION" : kind.name();
    }
}

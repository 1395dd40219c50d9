package edu.stsci.mast.registry.search.adql;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** CAST and its types (ADQL 2.1, section 4.6.1). */
final class CastResolver {
    private static final Map<String, AdqlType.Kind> TYPES = Map.ofEntries(
            Map.entry("SMALLINT", AdqlType.Kind.SMALLINT),
            Map.entry("INTEGER", AdqlType.Kind.INTEGER),
            Map.entry("INT", AdqlType.Kind.INTEGER),
            Map.entry("BIGINT", AdqlType.Kind.BIGINT),
            Map.entry("REAL", AdqlType.Kind.REAL),
            Map.entry("FLOAT", AdqlType.Kind.DOUBLE),
            Map.entry("DOUBLE", AdqlType.Kind.DOUBLE),
            Map.entry("DOUBLE PRECISION", AdqlType.Kind.DOUBLE),
            Map.entry("CHAR", AdqlType.Kind.CHAR),
            Map.entry("VARCHAR", AdqlType.Kind.VARCHAR),
            Map.entry("TIMESTAMP", AdqlType.Kind.TIMESTAMP),
            Map.entry("POINT", AdqlType.Kind.POINT),
            Map.entry("CIRCLE", AdqlType.Kind.CIRCLE),
            Map.entry("POLYGON", AdqlType.Kind.POLYGON));

    /** DALI 1.1, section 3.3.3; a blank instead of the T is widely used. */
    private static final Pattern TIMESTAMP = Pattern.compile(
            "(\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01]))(?:[T ]([01]\\d|2[0-3]):([0-5]\\d):([0-5]\\d|60)(\\.\\d+)?Z?)?");

    private CastResolver() {}

    static Evaluated resolve(Syntax.Cast cast, Evaluated value) throws AdqlException {
        AdqlType.Kind kind = TYPES.get(cast.type());
        if (kind == null) {
            throw new AdqlException(
                    cast.typeSpot(),
                    "CAST knows no type '" + cast.type() + "'.",
                    "Types are SMALLINT, INTEGER, BIGINT, REAL, DOUBLE PRECISION, CHAR(n), VARCHAR(n), TIMESTAMP, POINT,"
                            + " CIRCLE and POLYGON.");
        }
        boolean character = kind == AdqlType.Kind.CHAR || kind == AdqlType.Kind.VARCHAR;
        if (cast.length().isPresent() && !character) {
            throw new AdqlException(cast.typeSpot(), "Only CHAR and VARCHAR have a length.", "Drop the parentheses.");
        }
        if (!value.type().isUnknown()) {
            check(cast, kind, value.type());
        }
        return switch (kind) {
            case CHAR, VARCHAR -> text(kind, cast.length(), value);
            case TIMESTAMP -> Evaluated.of(timestamp(cast.value().spot(), value), AdqlType.of(kind));
            case POINT, CIRCLE, POLYGON ->
                Evaluated.of(SqlText.of("adql_geometry('" + kind + "', ", value.sql(), ")"), AdqlType.of(kind));
            case REAL, DOUBLE -> Evaluated.of(SqlText.of("CAST(", value.sql(), " AS REAL)"), AdqlType.of(kind));
            default -> Evaluated.of(SqlText.of("CAST(", value.sql(), " AS INTEGER)"), AdqlType.of(kind));
        };
    }

    /** Table 13 of the standard. */
    private static void check(Syntax.Cast cast, AdqlType.Kind to, AdqlType from) throws AdqlException {
        AdqlType.Family target = AdqlType.of(to).family();
        boolean possible =
                switch (from.family()) {
                    case TEXT -> true;
                    case NUMBER -> target == AdqlType.Family.NUMBER || target == AdqlType.Family.TEXT;
                    case TIME -> target == AdqlType.Family.TIME || target == AdqlType.Family.TEXT;
                    case GEOMETRY -> from.kind() == to;
                    default -> false;
                };
        if (!possible) {
            throw new AdqlException(cast.spot(), "CAST can't make " + target + " of " + from.family() + ".");
        }
    }

    private static Evaluated text(AdqlType.Kind kind, Optional<Integer> length, Evaluated value) {
        boolean unicode = value.type().datatype().equals("unicodeChar");
        String datatype = unicode ? "unicodeChar" : "char";
        SqlText sql = SqlText.of("CAST(", value.sql(), " AS TEXT)");
        if (length.isEmpty()) {
            return Evaluated.of(sql, new AdqlType(kind, datatype, "*", null));
        }
        return Evaluated.of(
                SqlText.of("substr(", sql, ", 1, " + length.get() + ")"),
                new AdqlType(kind, datatype, length.get() + (kind == AdqlType.Kind.CHAR ? "" : "*"), null));
    }

    /**
     * A timestamp in the one form in which comparing text compares time: {@code YYYY-MM-DDThh:mm:ss}, with fractions if
     * there are, without Z. A literal is checked and brought into it here, other text when the query runs.
     */
    static SqlText timestamp(Spot spot, Evaluated value) throws AdqlException {
        if (!value.type().isText()) {
            return value.sql();
        }
        if (value.constant().isEmpty()) {
            return SqlText.of("strftime('%Y-%m-%dT%H:%M:%S', ", value.sql(), ")");
        }
        String text = ((String) value.constant().get()).strip();
        Matcher matcher = TIMESTAMP.matcher(text);
        if (!matcher.matches()) {
            throw new AdqlException(
                    spot, "'" + text + "' is no timestamp.", "Write it as '2026-11-24T12:30:00' or '2026-11-24'.");
        }
        String time = matcher.group(2) == null
                ? "00:00:00"
                : matcher.group(2) + ":" + matcher.group(3) + ":" + matcher.group(4)
                        + (matcher.group(5) == null ? "" : matcher.group(5));
        return SqlText.value(matcher.group(1) + "T" + time);
    }
}

package edu.stsci.mast.registry.search.adql;

import edu.stsci.mast.registry.search.adql.AdqlType.Kind;
import edu.stsci.mast.registry.search.adql.FunctionDeclaration.Body;
import edu.stsci.mast.registry.search.adql.FunctionDeclaration.CaselessPattern;
import edu.stsci.mast.registry.search.adql.FunctionDeclaration.Condition;
import edu.stsci.mast.registry.search.adql.FunctionDeclaration.Parameter;
import edu.stsci.mast.registry.search.adql.FunctionDeclaration.SqliteFunction;
import edu.stsci.mast.registry.search.adql.FunctionDeclaration.Template;
import java.util.List;
import java.util.stream.Stream;

/**
 * Declarations of functions from the IVOA's Catalogue of ADQL User Defined Functions 1.2, among them all that RegTAP 1.2
 * (section 8.2) requires. {@code ivo_hasword} and {@code ivo_hashlist_has} take a body, so that a service can decide them
 * from its indexes.
 */
public final class CatalogueFunctions {
    private static final AdqlType TEXT = AdqlType.unicode();
    private static final AdqlType NUMBER = AdqlType.of(Kind.DOUBLE);
    private static final AdqlType INTEGER = AdqlType.of(Kind.INTEGER);

    private CatalogueFunctions() {}

    /** All of them, computed by SQLite and the functions of {@link SqliteFunctions}. */
    public static List<FunctionDeclaration> all() {
        return List.of(
                hasWord(wordByWord()),
                hashListHas(inHashList()),
                noCaseMatch(),
                stringAggregate(),
                intervalOverlaps(),
                julianDate("ivo_to_jd", "", "The Julian Date of a timestamp."),
                julianDate("ivo_to_mjd", " - 2400000.5", "The Modified Julian Date of a timestamp."),
                normalRandom(),
                sexagesimal("ivo_hms_to_degrees", "hms", "Degrees of an angle in hours, minutes and seconds."),
                sexagesimal("ivo_dms_to_degrees", "dms", "Degrees of an angle in degrees, minutes and seconds."),
                geometryTransform(),
                positionAtEpoch(),
                healpix(
                        "ivo_healpix_index",
                        AdqlType.of(Kind.BIGINT),
                        "The HEALPix cell, in NESTED numbering, of a position.",
                        new Parameter("hpxOrder", INTEGER),
                        new Parameter("long", NUMBER),
                        new Parameter("lat", NUMBER)),
                healpix(
                        "ivo_healpix_index",
                        AdqlType.of(Kind.BIGINT),
                        "The HEALPix cell, in NESTED numbering, of a point.",
                        new Parameter("hpxOrder", INTEGER),
                        new Parameter("point", AdqlType.of(Kind.POINT))),
                healpix(
                        "ivo_healpix_center",
                        AdqlType.of(Kind.POINT),
                        "The centre of a HEALPix cell in NESTED numbering.",
                        new Parameter("hpxOrder", INTEGER),
                        new Parameter("hpxIndex", AdqlType.of(Kind.BIGINT))));
    }

    /** {@code ivo_hasword(haystack, needle)} computed by the given body. */
    public static FunctionDeclaration hasWord(Body body) {
        return new FunctionDeclaration(
                "ivo_hasword",
                List.of(new Parameter("haystack", TEXT), new Parameter("needle", TEXT)),
                INTEGER,
                false,
                body,
                "1 if all words of needle are in haystack, whatever their case; otherwise 0.");
    }

    /** The body of {@code ivo_hasword} that reads the text of each row. */
    public static Body wordByWord() {
        return new Template("adql_hasword($1, $2)");
    }

    /** {@code ivo_hashlist_has(hashlist, item)} computed by the given body. */
    public static FunctionDeclaration hashListHas(Body body) {
        return new FunctionDeclaration(
                "ivo_hashlist_has",
                List.of(new Parameter("hashlist", TEXT), new Parameter("item", TEXT)),
                INTEGER,
                false,
                body,
                "1 if item is one of the words that # separates in hashlist, whatever their case; otherwise 0.");
    }

    /** The body of {@code ivo_hashlist_has} that reads the list of each row. */
    public static Body inHashList() {
        return new Condition("coalesce(instr($2, '#') = 0 AND "
                + "instr('#' || adql_lower($1) || '#', '#' || adql_lower($2) || '#') > 0, 0)");
    }

    private static FunctionDeclaration noCaseMatch() {
        return new FunctionDeclaration(
                "ivo_nocasematch",
                List.of(new Parameter("value", TEXT), new Parameter("pat", TEXT)),
                INTEGER,
                false,
                new CaselessPattern(),
                "1 if value matches the pattern of LIKE, whatever the case; otherwise 0. ILIKE does the same.");
    }

    private static FunctionDeclaration stringAggregate() {
        return new FunctionDeclaration(
                "ivo_string_agg",
                List.of(new Parameter("expr", TEXT), new Parameter("delim", TEXT)),
                TEXT,
                true,
                new Template("coalesce(group_concat($1, $2), '')"),
                "The values of a group, joined by delim; NULLs leave no trace.");
    }

    /** An interval whose start lies behind its end overlaps nothing. */
    private static FunctionDeclaration intervalOverlaps() {
        return new FunctionDeclaration(
                "ivo_interval_overlaps",
                List.of(
                        new Parameter("l1", NUMBER),
                        new Parameter("h1", NUMBER),
                        new Parameter("l2", NUMBER),
                        new Parameter("h2", NUMBER)),
                INTEGER,
                false,
                // Bare comparisons let SQLite use indexes; NULL makes it 0, since NULL AND 0 is 0.
                new Condition("$2 >= $3 AND $4 >= $1 AND $1 <= $2 AND $3 <= $4"
                        + " AND $1 IS NOT NULL AND $2 IS NOT NULL AND $3 IS NOT NULL AND $4 IS NOT NULL"),
                "1 if the intervals from l1 to h1 and from l2 to h2 touch or overlap; otherwise 0.");
    }

    private static FunctionDeclaration julianDate(String name, String offset, String description) {
        return new FunctionDeclaration(
                name,
                List.of(new Parameter("d", AdqlType.of(Kind.TIMESTAMP))),
                NUMBER,
                false,
                new Template("(julianday($1)" + offset + ")"),
                description);
    }

    private static FunctionDeclaration normalRandom() {
        return new FunctionDeclaration(
                "ivo_normal_random",
                List.of(new Parameter("mu", NUMBER), new Parameter("sigma", NUMBER)),
                NUMBER,
                false,
                new SqliteFunction("adql_normal_random"),
                "A random number of the normal distribution with mean mu and standard deviation sigma.");
    }

    private static FunctionDeclaration sexagesimal(String name, String parameter, String description) {
        return new FunctionDeclaration(
                name,
                List.of(new Parameter(parameter, TEXT)),
                NUMBER,
                false,
                new SqliteFunction("adql_" + parameter),
                description);
    }

    private static FunctionDeclaration geometryTransform() {
        return new FunctionDeclaration(
                "ivo_geom_transform",
                List.of(
                        new Parameter("from_sys", TEXT),
                        new Parameter("to_sys", TEXT),
                        new Parameter("geo", AdqlType.of(Kind.REGION))),
                AdqlType.of(Kind.REGION),
                false,
                new SqliteFunction("adql_geom_transform"),
                "A point, circle or polygon of one reference frame in another, by a rotation. Frames are ICRS, FK5 (J2000.0), FK4"
                        + " (B1950.0), ECLIPTIC (J2000.0) and GALACTIC.");
    }

    private static FunctionDeclaration positionAtEpoch() {
        return new FunctionDeclaration(
                "ivo_epoch_prop_pos",
                Stream.of("ra", "dec", "parallax", "pmra", "pmdec", "radial_velocity", "ref_epoch", "out_epoch")
                        .map(name -> new Parameter(name, NUMBER))
                        .toList(),
                AdqlType.of(Kind.POINT),
                false,
                new SqliteFunction("adql_epoch_prop_pos"),
                "The position at out_epoch of an object that moves straight on; degrees, mas, mas/yr, km/s and Julian years.");
    }

    private static FunctionDeclaration healpix(
            String name, AdqlType returns, String description, Parameter... parameters) {
        return new FunctionDeclaration(
                name,
                List.of(parameters),
                returns,
                false,
                new SqliteFunction(name.replace("ivo_", "adql_")),
                description);
    }
}

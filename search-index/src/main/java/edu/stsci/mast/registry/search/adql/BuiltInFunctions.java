package edu.stsci.mast.registry.search.adql;

import edu.stsci.mast.registry.search.adql.AdqlType.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The functions of ADQL 2.1 that have fixed parameters: section 2.3, and those of 4.1 and 4.3. */
final class BuiltInFunctions {
    private static final Map<String, List<FunctionDeclaration>> FUNCTIONS = new TreeMap<>();

    static {
        for (String same :
                List.of("acos", "asin", "atan", "cos", "degrees", "exp", "log10", "radians", "sin", "sqrt", "tan")) {
            number(same, same + "($1)", 1);
        }
        number("abs", "CAST(abs($1) AS REAL)", 1);
        number("ceiling", "CAST(ceil($1) AS REAL)", 1);
        number("floor", "CAST(floor($1) AS REAL)", 1);
        number("log", "ln($1)", 1);
        number("cot", "(1.0 / tan($1))", 1);
        number("atan2", "atan2($1, $2)", 2);
        number("mod", "mod($1, $2)", 2);
        number("power", "CAST(pow($1, $2) AS REAL)", 2);
        number("pi", "pi()", 0);
        // 53 random bits; the remainder's absolute value can't overflow.
        number("rand", "(abs(random() % 9007199254740992) / 9007199254740992.0)", 0);
        number("rand", "(abs(random() % 9007199254740992) / 9007199254740992.0)", 1);
        add("lower", "adql_lower($1)", Kind.VARCHAR, Kind.VARCHAR);
        add("upper", "adql_upper($1)", Kind.VARCHAR, Kind.VARCHAR);
        geometry();
    }

    private BuiltInFunctions() {}

    private static void geometry() {
        add("area", "adql_area($1)", Kind.DOUBLE, Kind.REGION);
        add("centroid", "adql_centroid($1)", Kind.POINT, Kind.REGION);
        add("contains", new FunctionDeclaration.Regions(true), Kind.INTEGER, Kind.REGION, Kind.REGION);
        add("intersects", new FunctionDeclaration.Regions(false), Kind.INTEGER, Kind.REGION, Kind.REGION);
        add("coord1", "adql_coord1($1)", Kind.DOUBLE, Kind.POINT);
        add("coord2", "adql_coord2($1)", Kind.DOUBLE, Kind.POINT);
        add("coordsys", "CASE WHEN $1 IS NOT NULL THEN 'ICRS' END", Kind.VARCHAR, Kind.REGION);
        add("distance", "adql_distance($1, $2)", Kind.DOUBLE, Kind.POINT, Kind.POINT);
        add(
                "distance",
                "adql_distance($1, $2, $3, $4)",
                Kind.DOUBLE,
                Kind.DOUBLE,
                Kind.DOUBLE,
                Kind.DOUBLE,
                Kind.DOUBLE);
        add("region", "adql_region($1)", Kind.REGION, Kind.VARCHAR);
        add("moc", "adql_moc($1)", Kind.MOC, Kind.VARCHAR);
        add("moc", "adql_moc($1, $2)", Kind.MOC, Kind.INTEGER, Kind.REGION);
    }

    private static void number(String name, String sql, int arguments) {
        Kind[] parameters = new Kind[arguments];
        java.util.Arrays.fill(parameters, Kind.DOUBLE);
        add(name, sql, Kind.DOUBLE, parameters);
    }

    private static void add(String name, String sql, Kind returns, Kind... parameters) {
        add(name, new FunctionDeclaration.Template(sql), returns, parameters);
    }

    private static void add(String name, FunctionDeclaration.Body body, Kind returns, Kind... parameters) {
        List<FunctionDeclaration.Parameter> list = new ArrayList<>();
        for (Kind parameter : parameters) {
            list.add(new FunctionDeclaration.Parameter("x" + (list.size() + 1), AdqlType.of(parameter)));
        }
        AdqlType type = returns == Kind.VARCHAR ? AdqlType.unicode() : AdqlType.of(returns);
        FUNCTIONS
                .computeIfAbsent(name, n -> new ArrayList<>())
                .add(new FunctionDeclaration(name, list, type, false, body, ""));
    }

    static List<FunctionDeclaration> named(String name) {
        return FUNCTIONS.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    static Set<String> names() {
        return FUNCTIONS.keySet();
    }
}

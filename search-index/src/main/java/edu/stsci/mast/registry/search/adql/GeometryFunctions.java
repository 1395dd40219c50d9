package edu.stsci.mast.registry.search.adql;

import edu.stsci.mast.registry.search.adql.geometry.Motion;
import edu.stsci.mast.registry.search.adql.geometry.Sky;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiPredicate;

/** ADQL's geometry as SQLite functions on the texts, and for MOCs the bytes, that {@link Sky} documents. NULL makes NULL. */
final class GeometryFunctions {
    /** Texts longer than this are not kept: a table's coverages would only push the query's own geometry out. */
    private static final int LONGEST_KEPT = 100_000;

    /** What is computed, once no argument is NULL. */
    @FunctionalInterface
    private interface Computed {
        Object of(SqliteFunctions.Body arguments, Geometries geometries) throws SQLException;
    }

    /** The geometries read last on a connection, so that a query's constants are read once. Used by one thread. */
    private static final class Geometries {
        private final Map<String, Sky> recent = new LinkedHashMap<>(32, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Sky> eldest) {
                return size() > 16;
            }
        };

        /** The argument; null when it is NULL. Each question to SQLite takes as long as much of a comparison, so there is one. */
        Sky of(SqliteFunctions.Body arguments, int argument) throws SQLException {
            byte[] value = arguments.bytes(argument);
            if (value == null) {
                return null;
            }
            return Sky.isMoc(value) ? Sky.of(value) : of(new String(value, StandardCharsets.UTF_8));
        }

        private Sky of(String text) {
            if (text.length() > LONGEST_KEPT) {
                return Sky.parse(text);
            }
            Sky known = recent.get(text);
            if (known == null) {
                known = Sky.parse(text);
                recent.put(text, known);
            }
            return known;
        }
    }

    private GeometryFunctions() {}

    static void register(Connection connection) throws SQLException {
        Geometries geometries = new Geometries();
        Registration add = (name, arguments, computed) ->
                SqliteFunctions.create(connection, name, arguments, a -> compute(name, computed, a, geometries));
        add.add("adql_distance", 4, (a, g) -> distance(a.number(0), a.number(1), a.number(2), a.number(3)));
        add.add("adql_distance", 2, (a, g) -> {
            double[] first = g.of(a, 0).coordinates();
            double[] second = g.of(a, 1).coordinates();
            return distance(first[0], first[1], second[0], second[1]);
        });
        add.add("adql_point", 2, (a, g) -> Sky.text("POINT", a.number(0), a.number(1)));
        add.add("adql_circle", 3, (a, g) -> Sky.text("CIRCLE", a.number(0), a.number(1), a.number(2)));
        add.add("adql_circle", 2, (a, g) -> {
            double[] center = g.of(a, 0).coordinates();
            return Sky.text("CIRCLE", center[0], center[1], a.number(1));
        });
        add.add("adql_box", 4, (a, g) -> Sky.box(a.number(0), a.number(1), a.number(2), a.number(3)));
        add.add("adql_box", 3, (a, g) -> {
            double[] center = g.of(a, 0).coordinates();
            return Sky.box(center[0], center[1], a.number(1), a.number(2));
        });
        add.add("adql_polygon", -1, GeometryFunctions::polygon);
        add.add("adql_geometry", 2, (a, g) -> checked(a.text(0) + " " + a.text(1), a.text(1)));
        add.add("adql_region", 1, (a, g) -> checked(a.text(0), a.text(0)));
        compare(connection, "adql_contains", geometries, Sky::isIn);
        compare(connection, "adql_intersects", geometries, Sky::intersects);
        add.add("adql_area", 1, (a, g) -> g.of(a, 0).area());
        add.add("adql_centroid", 1, (a, g) -> g.of(a, 0).centroid());
        add.add("adql_coord1", 1, (a, g) -> g.of(a, 0).coordinates()[0]);
        add.add("adql_coord2", 1, (a, g) -> g.of(a, 0).coordinates()[1]);
        add.add("adql_cells", 1, (a, g) -> g.of(a, 0).cells());
        add.add("adql_moc", 1, (a, g) -> g.of(a, 0).toMoc(0));
        add.add("adql_moc", 2, (a, g) -> g.of(a, 1).toMoc((int) a.number(0)));
        add.add("adql_geom_transform", 3, (a, g) -> Sky.transformed(a.text(2), a.text(0), a.text(1)));
        SqliteFunctions.create(connection, "adql_epoch_prop_pos", 8, GeometryFunctions::propagated);
        add.add("adql_healpix_index", 3, (a, g) -> Sky.healpix((int) a.number(0), a.number(1), a.number(2)));
        add.add("adql_healpix_index", 2, (a, g) -> {
            double[] position = g.of(a, 1).coordinates();
            return Sky.healpix((int) a.number(0), position[0], position[1]);
        });
        add.add("adql_healpix_center", 2, (a, g) -> Sky.healpixCenter((int) a.number(0), (long) a.number(1)));
    }

    private static final String[] MUST_NOT_BE_NULL = {"ra", "dec", null, null, null, null, "ref_epoch", "out_epoch"};

    /** NULL positions and epochs are errors, other NULLs are 0, by the catalogue of functions. */
    private static String propagated(SqliteFunctions.Body arguments) throws SQLException {
        double[] numbers = new double[MUST_NOT_BE_NULL.length];
        for (int i = 0; i < numbers.length; i++) {
            if (!arguments.isNull(i)) {
                numbers[i] = arguments.number(i);
            } else if (MUST_NOT_BE_NULL[i] != null) {
                throw new SQLException("IVO_EPOCH_PROP_POS: " + MUST_NOT_BE_NULL[i] + " is NULL.");
            }
        }
        try {
            return Motion.position(
                    numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], numbers[7] - numbers[6]);
        } catch (IllegalArgumentException e) {
            throw new SQLException("IVO_EPOCH_PROP_POS: " + e.getMessage(), e);
        }
    }

    @FunctionalInterface
    private interface Registration {
        void add(String name, int arguments, Computed computed) throws SQLException;
    }

    private static void compare(
            Connection connection, String name, Geometries geometries, BiPredicate<Sky, Sky> comparison)
            throws SQLException {
        SqliteFunctions.create(connection, name, 2, arguments -> {
            try {
                Sky first = geometries.of(arguments, 0);
                Sky second = first == null ? null : geometries.of(arguments, 1);
                return second == null ? null : (Integer) (comparison.test(first, second) ? 1 : 0);
            } catch (IllegalArgumentException e) {
                throw refusal(name, e);
            }
        });
    }

    private static SQLException refusal(String name, IllegalArgumentException e) {
        return new SQLException(name.replace("adql_", "").toUpperCase(Locale.ROOT) + ": " + e.getMessage(), e);
    }

    private static Object compute(String name, Computed computed, SqliteFunctions.Body arguments, Geometries geometries)
            throws SQLException {
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.isNull(i)) {
                return null;
            }
        }
        try {
            return computed.of(arguments, geometries);
        } catch (IllegalArgumentException e) {
            throw refusal(name, e);
        }
    }

    private static String polygon(SqliteFunctions.Body arguments, Geometries geometries) throws SQLException {
        boolean points = Character.isLetter(arguments.text(0).charAt(0));
        double[] numbers = new double[points ? 2 * arguments.size() : arguments.size()];
        for (int i = 0; i < arguments.size(); i++) {
            if (points) {
                System.arraycopy(geometries.of(arguments, i).coordinates(), 0, numbers, 2 * i, 2);
            } else {
                numbers[i] = arguments.number(i);
            }
        }
        return Sky.text("POLYGON", numbers);
    }

    /** The first text when it is a geometry, the second when that names its kind already. */
    private static String checked(String text, String alone) {
        String wanted = !alone.isBlank() && Character.isLetter(alone.strip().charAt(0)) ? alone.strip() : text;
        Sky.parse(wanted);
        return wanted;
    }

    /** The arc between two positions in degrees, exact also for small ones (Vincenty's formula). */
    static double distance(double longitude1, double latitude1, double longitude2, double latitude2) {
        double lat1 = Math.toRadians(latitude1);
        double lat2 = Math.toRadians(latitude2);
        double difference = Math.toRadians(longitude2 - longitude1);
        double x = Math.cos(lat2) * Math.sin(difference);
        double y = Math.cos(lat1) * Math.sin(lat2) - Math.sin(lat1) * Math.cos(lat2) * Math.cos(difference);
        double z = Math.sin(lat1) * Math.sin(lat2) + Math.cos(lat1) * Math.cos(lat2) * Math.cos(difference);
        return Math.toDegrees(Math.atan2(Math.hypot(x, y), z));
    }
}

package edu.stsci.mast.registry.search.adql;

import java.sql.Connection;
import java.sql.SQLException;

/** Points on the sky as SQLite functions. */
final class GeometryFunctions {
    private GeometryFunctions() {}

    static void register(Connection connection) throws SQLException {
        SqliteFunctions.create(
                connection,
                "adql_distance",
                4,
                a -> a.isNull(0) || a.isNull(1) || a.isNull(2) || a.isNull(3)
                        ? null
                        : distance(a.number(0), a.number(1), a.number(2), a.number(3)));
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

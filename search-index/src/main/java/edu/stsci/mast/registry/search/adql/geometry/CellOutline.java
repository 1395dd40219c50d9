package edu.stsci.mast.registry.search.adql.geometry;

import java.util.Arrays;

/**
 * The border of a HEALPix cell, for drawing. The arrays are not copied; don't change them.
 *
 * @param longitude of the cell's centre in degrees, from 0 to below 360
 * @param longitudes of the points around it in degrees, each within 180 degrees of the centre's, so that they may be below 0 or above 360;
 *     a pole has the centre's
 * @param latitudes of the same points in degrees
 */
public record CellOutline(double longitude, double[] longitudes, double[] latitudes) {
    static CellOutline of(int order, long cell, int steps) {
        double center = Healpix.center(order, cell).longitude();
        Direction[] border = Healpix.border(order, cell, steps);
        double[] latitudes =
                Arrays.stream(border).mapToDouble(Direction::latitude).toArray();
        double[] longitudes = Arrays.stream(border)
                .mapToDouble(point -> isPole(point) ? center : center + turn(point.longitude() - center))
                .toArray();
        return new CellOutline(center, longitudes, latitudes);
    }

    private static boolean isPole(Direction point) {
        return Math.hypot(point.x(), point.y()) < 1e-12;
    }

    private static double turn(double degrees) {
        return degrees > 180 ? degrees - 360 : degrees < -180 ? degrees + 360 : degrees;
    }
}

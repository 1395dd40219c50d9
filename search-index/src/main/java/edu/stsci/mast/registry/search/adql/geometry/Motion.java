package edu.stsci.mast.registry.search.adql.geometry;

/**
 * The motion of a star that goes straight on, in the rigorous treatment of L. Lindegren (ESA SP-1200, volume 1, section 1.5.5), without the
 * time that light takes.
 */
public final class Motion {
    private static final double MAS = Math.toRadians(1 / 3_600_000.0);
    /** An astronomical unit a Julian year in km/s. */
    private static final double KM_S_OF_AU_A_YEAR = 149_597_870.7 / (365.25 * 86_400);

    private Motion() {}

    /**
     * The position after some time, as a point's text.
     *
     * @param longitude degrees, as the latitude
     * @param parallax mas; 0 for what is infinitely remote
     * @param alongLongitude proper motion in mas a year, times the cosine of the latitude
     * @param alongLatitude mas a year
     * @param radialVelocity km/s
     * @param years Julian years
     */
    public static String position(
            double longitude,
            double latitude,
            double parallax,
            double alongLongitude,
            double alongLatitude,
            double radialVelocity,
            double years) {
        Direction start = Direction.of(longitude, latitude);
        Direction east = Direction.of(longitude + 90, 0);
        Direction north = start.cross(east);
        double away = radialVelocity * parallax / KM_S_OF_AU_A_YEAR;
        Direction end = start.times(1 + away * MAS * years)
                .plus(east.times(alongLongitude * MAS * years))
                .plus(north.times(alongLatitude * MAS * years))
                .unit();
        return Sky.text("POINT", end.longitude(), end.latitude());
    }
}

package edu.stsci.mast.registry.server.pages.record;

/**
 * The Hammer projection of the sky: an ellipse twice as wide as high in which equal areas are equal. The right ascension 0 is in the middle
 * and increases to the left, as one sees the sky from the Earth.
 *
 * @param width of the ellipse
 * @param left of it on the drawing
 * @param top of it on the drawing
 */
record Hammer(double width, double left, double top) {
    /** A place on the drawing. */
    record Place(double x, double y) {}

    /**
     * Where a position is drawn.
     *
     * @param offset longitude east of the middle in degrees, from -180 to 180, which are the two edges
     * @param latitude in degrees
     */
    Place place(double offset, double latitude) {
        double half = Math.toRadians(offset) / 2;
        double phi = Math.toRadians(latitude);
        double scale = Math.sqrt(1 + Math.cos(phi) * Math.cos(half));
        // Both are parts of the half axes, from -1 to 1.
        double x = Math.cos(phi) * Math.sin(half) / scale;
        double y = Math.sin(phi) / scale;
        return new Place(left + width / 2 * (1 - x), top + height() / 2 * (1 - y));
    }

    /** The height of the ellipse. */
    double height() {
        return width / 2;
    }
}

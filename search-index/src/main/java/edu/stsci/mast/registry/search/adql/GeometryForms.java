package edu.stsci.mast.registry.search.adql;

/** How geometries are written, for messages (ADQL 2.1, section 4.1). */
final class GeometryForms {
    private GeometryForms() {}

    static String of(String name) {
        return switch (name) {
            case "POINT" -> "Write POINT(longitude, latitude), in degrees.";
            case "CIRCLE" -> "Write CIRCLE(longitude, latitude, radius) or CIRCLE(point, radius), in degrees.";
            case "BOX" -> "Write BOX(longitude, latitude, width, height) or BOX(point, width, height), in degrees.";
            default -> "Write POLYGON with 3 to 50 vertices: longitude, latitude, … or points.";
        };
    }
}

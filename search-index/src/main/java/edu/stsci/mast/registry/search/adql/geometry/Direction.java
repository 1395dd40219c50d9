package edu.stsci.mast.registry.search.adql.geometry;

/** A vector in space; of length 1 for a position on the sky. */
record Direction(double x, double y, double z) {
    /** The position at a longitude and latitude in degrees. */
    static Direction of(double longitude, double latitude) {
        double phi = Math.toRadians(longitude);
        double theta = Math.toRadians(latitude);
        return new Direction(Math.cos(theta) * Math.cos(phi), Math.cos(theta) * Math.sin(phi), Math.sin(theta));
    }

    double dot(Direction other) {
        return x * other.x + y * other.y + z * other.z;
    }

    Direction cross(Direction other) {
        return new Direction(y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x);
    }

    Direction plus(Direction other) {
        return new Direction(x + other.x, y + other.y, z + other.z);
    }

    Direction times(double factor) {
        return new Direction(x * factor, y * factor, z * factor);
    }

    double length() {
        return Math.sqrt(dot(this));
    }

    Direction unit() {
        double length = length();
        return length == 0 ? this : times(1 / length);
    }

    /** The angle between two vectors in radians, exact also for small ones. */
    double angle(Direction other) {
        return Math.atan2(cross(other).length(), dot(other));
    }

    /** In degrees, from 0 to below 360. */
    double longitude() {
        double degrees = Math.toDegrees(Math.atan2(y, x));
        return degrees < 0 ? degrees + 360 : degrees;
    }

    /** In degrees. */
    double latitude() {
        return Math.toDegrees(Math.atan2(z, Math.hypot(x, y)));
    }
}

package edu.stsci.mast.registry.search.adql.geometry;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reference frames by the names of the IVOA's vocabulary refframe, as rotations against ICRS and no more than that (Catalogue of ADQL User
 * Defined Functions 1.2, {@code ivo_geom_transform}): FK5 is ICRS, the equinoxes are J2000.0 and, of FK4, B1950.0.
 */
enum Frame {
    ICRS(new Axes(new Direction(1, 0, 0), new Direction(0, 1, 0), new Direction(0, 0, 1))),
    FK5(ICRS.axes),
    /** Where the galactic pole is at 192.85948, 27.12825 (Hipparcos catalogue, volume 1, section 1.5.3). */
    GALACTIC(Axes.of(192.85948, 27.12825, 122.93192)),
    /** Where it is at 192.25, 27.4, by its definition. */
    FK4(Axes.throughGalactic(GALACTIC.axes, Axes.of(192.25, 27.4, 123))),
    /** Rotated by the obliquity of the ecliptic. */
    ECLIPTIC(Axes.of(270, 90 - 23.4392911, 90));

    private final Axes axes;

    Frame(Axes axes) {
        this.axes = axes;
    }

    /** The frame of this name, which minds case; empty when it is not known here. */
    static Optional<Frame> named(String name) {
        return Arrays.stream(values())
                .filter(frame -> frame.name().equals(name))
                .findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(Frame::name).toList();
    }

    /** Whether positions are the same in both. */
    boolean isAs(Frame other) {
        return axes == other.axes;
    }

    /** A position of this frame in another one. */
    Direction in(Frame other, Direction position) {
        return other.axes.fromIcrs(axes.toIcrs(position));
    }

    /** A frame's axes in ICRS. */
    private record Axes(Direction x, Direction y, Direction z) {
        /** The frame whose pole is at the given position, and in which the equatorial pole has the given longitude. */
        static Axes of(double longitude, double latitude, double ofEquatorialPole) {
            Direction z = Direction.of(longitude, latitude);
            Direction equatorialPole = new Direction(0, 0, 1);
            Direction towards =
                    equatorialPole.plus(z.times(-equatorialPole.dot(z))).unit();
            double angle = Math.toRadians(ofEquatorialPole);
            Direction x = towards.times(Math.cos(angle)).plus(z.cross(towards).times(-Math.sin(angle)));
            return new Axes(x, z.cross(x), z);
        }

        /** The frame in which the galactic axes are {@code galacticThere}, while in ICRS they are {@code galactic}. */
        static Axes throughGalactic(Axes galactic, Axes galacticThere) {
            return new Axes(
                    galactic.toIcrs(galacticThere.fromIcrs(new Direction(1, 0, 0))),
                    galactic.toIcrs(galacticThere.fromIcrs(new Direction(0, 1, 0))),
                    galactic.toIcrs(galacticThere.fromIcrs(new Direction(0, 0, 1))));
        }

        Direction toIcrs(Direction here) {
            return x.times(here.x()).plus(y.times(here.y())).plus(z.times(here.z()));
        }

        Direction fromIcrs(Direction there) {
            return new Direction(there.dot(x), there.dot(y), there.dot(z));
        }
    }
}

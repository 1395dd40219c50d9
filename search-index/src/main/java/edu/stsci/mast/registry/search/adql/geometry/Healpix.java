package edu.stsci.mast.registry.search.adql.geometry;

/**
 * The HEALPix division of the sphere in the NESTED numbering (Górski et al. 2005, ApJ 622, 759), orders 0 to 29. Every cell
 * of one order has four of the next, numbered 4n to 4n+3.
 */
final class Healpix {
    static final int MOST = 29;

    private static final int[] RING = {2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4};
    private static final int[] MERIDIAN = {1, 3, 5, 7, 0, 2, 4, 6, 1, 3, 5, 7};

    private Healpix() {}

    /** The number of the cell of this order that holds the position. */
    static long index(int order, Direction position) {
        long side = 1L << order;
        double z = position.z();
        double quarter = Math.toRadians(position.longitude()) / (Math.PI / 2) % 4;
        double height = Math.abs(z);
        if (height <= 2.0 / 3) {
            double along = side * (0.5 + quarter);
            double across = side * z * 0.75;
            long up = (long) Math.floor(along - across);
            long down = (long) Math.floor(along + across);
            long upFace = up >> order;
            long downFace = down >> order;
            long face = upFace == downFace ? (upFace & 3) | 4 : upFace < downFace ? upFace & 3 : (downFace & 3) + 8;
            return number(order, face, down & (side - 1), side - (up & (side - 1)) - 1);
        }
        long face = Math.min(3, (long) quarter);
        double inFace = quarter - face;
        // sqrt(3 (1 - |z|)) without loss of digits at the poles
        double fromPole = side * Math.hypot(position.x(), position.y()) * Math.sqrt(3 / (1 + height));
        long up = Math.min(side - 1, (long) (inFace * fromPole));
        long down = Math.min(side - 1, (long) ((1 - inFace) * fromPole));
        return z >= 0 ? number(order, face, side - down - 1, side - up - 1) : number(order, face + 8, up, down);
    }

    private static long number(int order, long face, long x, long y) {
        return (face << 2 * order) + (spread(x) | spread(y) << 1);
    }

    static Direction center(int order, long cell) {
        return at(order, cell, 0.5, 0.5);
    }

    /** The corners in order around the cell. */
    static Direction[] corners(int order, long cell) {
        return new Direction[] {
            at(order, cell, 0, 0), at(order, cell, 1, 0), at(order, cell, 1, 1), at(order, cell, 0, 1)
        };
    }

    /** Points around the cell, counter-clockwise as seen from inside the sphere: each side in this many steps. */
    static Direction[] border(int order, long cell, int steps) {
        Direction[] border = new Direction[4 * steps];
        for (int i = 0; i < steps; i++) {
            double part = (double) i / steps;
            border[i] = at(order, cell, part, 0);
            border[steps + i] = at(order, cell, 1, part);
            border[2 * steps + i] = at(order, cell, 1 - part, 1);
            border[3 * steps + i] = at(order, cell, 0, 1 - part);
        }
        return border;
    }

    /** A point of the cell, whose sides are from 0 to 1. */
    private static Direction at(int order, long cell, double right, double left) {
        long side = 1L << order;
        int face = (int) (cell >> 2 * order);
        long inFace = cell & (side * side - 1);
        double x = (gather(inFace) + right) / side;
        double y = (gather(inFace >> 1) + left) / side;
        double ring = RING[face] - x - y;
        double width = ring < 1 ? ring : ring > 3 ? 4 - ring : 1;
        double z = ring < 1 ? 1 - width * width / 3 : ring > 3 ? width * width / 3 - 1 : (2 - ring) * 2 / 3;
        double meridian = MERIDIAN[face] * width + x - y;
        double phi = width < 1e-15 ? 0 : Math.PI / 4 * meridian / width;
        double equatorial = width < 1 ? width * Math.sqrt((2 - width * width / 3) / 3) : Math.sqrt(1 - z * z);
        return new Direction(equatorial * Math.cos(phi), equatorial * Math.sin(phi), z);
    }

    /** Puts a zero before every bit. */
    private static long spread(long value) {
        long bits = value & 0xffffffffL;
        bits = (bits | bits << 16) & 0x0000ffff0000ffffL;
        bits = (bits | bits << 8) & 0x00ff00ff00ff00ffL;
        bits = (bits | bits << 4) & 0x0f0f0f0f0f0f0f0fL;
        bits = (bits | bits << 2) & 0x3333333333333333L;
        return (bits | bits << 1) & 0x5555555555555555L;
    }

    private static long gather(long value) {
        long bits = value & 0x5555555555555555L;
        bits = (bits | bits >> 1) & 0x3333333333333333L;
        bits = (bits | bits >> 2) & 0x0f0f0f0f0f0f0f0fL;
        bits = (bits | bits >> 4) & 0x00ff00ff00ff00ffL;
        bits = (bits | bits >> 8) & 0x0000ffff0000ffffL;
        return (bits | bits >> 16) & 0x00000000ffffffffL;
    }
}

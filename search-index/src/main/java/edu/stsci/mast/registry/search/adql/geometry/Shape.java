package edu.stsci.mast.registry.search.adql.geometry;

import java.util.List;

/** A point, circle or polygon on the sky. Angles are in radians. */
sealed interface Shape permits Shape.Circle, Shape.Polygon {
    /** Rounding errors in radians: what is no farther from a border is on it. */
    double TOUCHING = 1e-14;

    boolean contains(Direction position);

    /** How far the border is from the position, be it inside or outside. */
    double distanceToBorder(Direction position);

    /** Some point of the shape's border, and inside of it if it has no border. */
    Direction somewhere();

    /** In steradians. */
    double area();

    Direction centroid();

    /** Whether all of the other shape is in this one. Circles must be no larger than a hemisphere. */
    default boolean contains(Shape other) {
        if (other instanceof Circle circle) {
            return contains(circle.center()) && distanceToBorder(circle.center()) >= circle.radius() - TOUCHING;
        }
        Polygon polygon = (Polygon) other;
        return polygon.vertices().stream().allMatch(this::contains)
                && (this instanceof Circle || !((Polygon) this).crosses(polygon));
    }

    default boolean intersects(Shape other) {
        if (other instanceof Circle circle) {
            return contains(circle.center()) || distanceToBorder(circle.center()) <= circle.radius();
        }
        if (this instanceof Circle) {
            return other.intersects(this);
        }
        Polygon polygon = (Polygon) other;
        Polygon own = (Polygon) this;
        return polygon.vertices().stream().anyMatch(this::contains)
                || own.vertices().stream().anyMatch(polygon::contains)
                || own.crosses(polygon);
    }

    /** A circle; with radius 0, a point. */
    record Circle(Direction center, double radius) implements Shape {
        @Override
        public boolean contains(Direction position) {
            return center.angle(position) <= radius + TOUCHING;
        }

        @Override
        public double distanceToBorder(Direction position) {
            return Math.abs(radius - center.angle(position));
        }

        @Override
        public Direction somewhere() {
            return center;
        }

        @Override
        public double area() {
            double half = Math.sin(radius / 2);
            return 4 * Math.PI * half * half;
        }

        @Override
        public Direction centroid() {
            return center;
        }
    }

    /** A polygon of great circles smaller than a hemisphere, whichever way its vertices run. */
    record Polygon(List<Direction> vertices) implements Shape {
        private Direction next(int i) {
            return vertices.get((i + 1) % vertices.size());
        }

        /** Half the sum of the sides' poles, each times the side's length: it points to the centroid, or away from it. */
        private Direction moment() {
            Direction sum = new Direction(0, 0, 0);
            for (int i = 0; i < vertices.size(); i++) {
                Direction pole = vertices.get(i).cross(next(i));
                sum = sum.plus(pole.unit().times(vertices.get(i).angle(next(i)) / 2));
            }
            return sum;
        }

        private Direction middle() {
            return vertices.stream().reduce(new Direction(0, 0, 0), Direction::plus);
        }

        /** 1 when the vertices run counter-clockwise as seen from the sphere's centre outwards, else -1. */
        private double orientation() {
            return moment().dot(middle()) >= 0 ? 1 : -1;
        }

        /** Counts how often the border runs around the position; around the opposite of an inner point it runs backwards. */
        @Override
        public boolean contains(Direction position) {
            double around = 0;
            for (int i = 0; i < vertices.size(); i++) {
                Direction a = position.cross(vertices.get(i));
                Direction b = position.cross(next(i));
                around += Math.atan2(position.dot(a.cross(b)), a.dot(b));
            }
            return around * orientation() > Math.PI || distanceToBorder(position) < TOUCHING;
        }

        @Override
        public double distanceToBorder(Direction position) {
            double least = Math.PI;
            for (int i = 0; i < vertices.size(); i++) {
                least = Math.min(least, distance(position, vertices.get(i), next(i)));
            }
            return least;
        }

        private static double distance(Direction position, Direction from, Direction to) {
            Direction pole = from.cross(to).unit();
            boolean beside =
                    pole.cross(from).dot(position) >= 0 && to.cross(pole).dot(position) >= 0;
            if (beside && pole.length() > 0) {
                return Math.abs(Math.asin(Math.max(-1, Math.min(1, pole.dot(position)))));
            }
            return Math.min(position.angle(from), position.angle(to));
        }

        /** Whether a side of one crosses one of the other, not merely touching it. */
        boolean crosses(Polygon other) {
            for (int i = 0; i < vertices.size(); i++) {
                for (int j = 0; j < other.vertices.size(); j++) {
                    if (cross(vertices.get(i), next(i), other.vertices.get(j), other.next(j))) {
                        return true;
                    }
                }
            }
            return false;
        }

        private static boolean cross(Direction a, Direction b, Direction c, Direction d) {
            Direction first = a.cross(b);
            Direction second = c.cross(d);
            double ac = first.dot(c);
            double ad = first.dot(d);
            double ca = second.dot(a);
            double cb = second.dot(b);
            // On opposite sides of each other, and on the same half of the sphere.
            boolean apart =
                    Math.min(Math.min(Math.abs(ac), Math.abs(ad)), Math.min(Math.abs(ca), Math.abs(cb))) > TOUCHING;
            return apart && ac * ad < 0 && ca * cb < 0 && ac * cb > 0;
        }

        @Override
        public Direction somewhere() {
            return vertices.get(0);
        }

        /** By the sum of the triangles that the sides make with the first vertex. */
        @Override
        public double area() {
            double sum = 0;
            Direction first = vertices.get(0);
            for (int i = 1; i + 1 < vertices.size(); i++) {
                Direction b = vertices.get(i);
                Direction c = vertices.get(i + 1);
                double volume = first.dot(b.cross(c));
                sum += 2 * Math.atan2(volume, 1 + first.dot(b) + b.dot(c) + c.dot(first));
            }
            return Math.abs(sum);
        }

        @Override
        public Direction centroid() {
            return moment().times(orientation()).unit();
        }
    }
}

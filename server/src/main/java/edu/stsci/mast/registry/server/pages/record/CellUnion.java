package edu.stsci.mast.registry.server.pages.record;

import edu.stsci.mast.registry.search.adql.geometry.CellOutline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The outline of cells taken together, on the drawing: borders between two cells are left out, so that areas are seamless and the path
 * short. Cells on the map's edge, where the sky is cut open, are cut in two.
 */
final class CellUnion {
    /** How far a border may be off its place, in units of the drawing. */
    private static final double TOLERANCE = 0.9;

    /** How long straight pieces of the map's edge may be, in degrees. */
    private static final double EDGE_STEP = 2;

    /** A point of the drawing's grid. */
    record Point(int x, int y) {}

    private final Hammer map;
    /** The sides whose opposite has not been met, by their starts. */
    private final Map<Point, List<Point>> sides = new HashMap<>();

    private CellUnion(Hammer map) {
        this.map = map;
    }

    /** The closed borders, the inside always on the same hand. */
    static List<List<Point>> outlines(Hammer map, List<CellOutline> cells) {
        CellUnion union = new CellUnion(map);
        cells.forEach(union::add);
        return union.loops().stream()
                .map(CellUnion::simplified)
                .filter(loop -> loop.size() > 2)
                .toList();
    }

    private void add(CellOutline cell) {
        // East of the middle from -180 to 180; a cell is on the side where its centre is.
        double shift = cell.longitude() > 180 ? -360 : 0;
        double[] offsets = new double[cell.longitudes().length];
        boolean east = false;
        boolean west = false;
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = cell.longitudes()[i] + shift;
            east |= offsets[i] > 180 + 1e-9;
            west |= offsets[i] < -180 - 1e-9;
        }
        if (east || west) {
            double edge = east ? 180 : -180;
            addRing(clipped(offsets, cell.latitudes(), edge, east ? 1 : -1), 0);
            addRing(clipped(offsets, cell.latitudes(), edge, east ? -1 : 1), east ? -360 : 360);
        } else {
            List<double[]> ring = new ArrayList<>();
            for (int i = 0; i < offsets.length; i++) {
                ring.add(new double[] {offsets[i], cell.latitudes()[i]});
            }
            addRing(ring, 0);
        }
    }

    /** The part of a ring on one side of a meridian (Sutherland and Hodgman's way): below it for a sign of 1, above for -1. */
    private static List<double[]> clipped(double[] offsets, double[] latitudes, double edge, int sign) {
        List<double[]> ring = new ArrayList<>();
        for (int i = 0; i < offsets.length; i++) {
            int next = (i + 1) % offsets.length;
            double here = sign * (edge - offsets[i]);
            double there = sign * (edge - offsets[next]);
            if (here >= 0) {
                ring.add(new double[] {offsets[i], latitudes[i]});
            }
            if (here > 0 && there < 0 || here < 0 && there > 0) {
                double part = here / (here - there);
                ring.add(new double[] {edge, latitudes[i] + part * (latitudes[next] - latitudes[i])});
            }
        }
        return ring;
    }

    private void addRing(List<double[]> ring, double shift) {
        for (int i = 0; i < ring.size(); i++) {
            double[] from = ring.get(i);
            double[] to = ring.get((i + 1) % ring.size());
            // The map's edge is round; only cuts along it have such long sides.
            int steps = from[0] == to[0] ? Math.max(1, (int) Math.ceil(Math.abs(to[1] - from[1]) / EDGE_STEP)) : 1;
            for (int step = 0; step < steps; step++) {
                addSide(
                        between(from, to, shift, (double) step / steps),
                        between(from, to, shift, (step + 1.0) / steps));
            }
        }
    }

    private Point between(double[] from, double[] to, double shift, double part) {
        double offset = Math.max(-180, Math.min(180, from[0] + part * (to[0] - from[0]) + shift));
        Hammer.Place place = map.place(offset, from[1] + part * (to[1] - from[1]));
        return new Point((int) Math.round(place.x()), (int) Math.round(place.y()));
    }

    private void addSide(Point from, Point to) {
        if (from.equals(to)) {
            return;
        }
        List<Point> back = sides.get(to);
        if (back != null && back.remove(from)) {
            if (back.isEmpty()) {
                sides.remove(to);
            }
            return;
        }
        sides.computeIfAbsent(from, key -> new ArrayList<>(2)).add(to);
    }

    /** Every point has as many sides that end in it as begin there, so that a walk always comes back. */
    private List<List<Point>> loops() {
        List<List<Point>> loops = new ArrayList<>();
        for (Point start : List.copyOf(sides.keySet())) {
            while (sides.containsKey(start)) {
                List<Point> loop = new ArrayList<>();
                Point at = start;
                do {
                    loop.add(at);
                    List<Point> ways = sides.get(at);
                    Point next = ways.remove(ways.size() - 1);
                    if (ways.isEmpty()) {
                        sides.remove(at);
                    }
                    at = next;
                } while (!at.equals(start));
                loops.add(loop);
            }
        }
        return loops;
    }

    /** Leaves out points that hardly show (Douglas and Peucker's way). */
    private static List<Point> simplified(List<Point> loop) {
        int far = 0;
        for (int i = 1; i < loop.size(); i++) {
            far = distance(loop.get(0), loop.get(i)) > distance(loop.get(0), loop.get(far)) ? i : far;
        }
        List<Point> closed = new ArrayList<>(loop);
        closed.add(loop.get(0));
        boolean[] kept = new boolean[closed.size()];
        kept[0] = true;
        kept[far] = true;
        keep(closed, 0, far, kept);
        keep(closed, far, closed.size() - 1, kept);
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < loop.size(); i++) {
            if (kept[i]) {
                points.add(loop.get(i));
            }
        }
        return points;
    }

    private static void keep(List<Point> points, int from, int to, boolean[] kept) {
        int farthest = -1;
        double most = TOLERANCE;
        for (int i = from + 1; i < to; i++) {
            double off = distanceToSide(points.get(i), points.get(from), points.get(to));
            if (off > most) {
                most = off;
                farthest = i;
            }
        }
        if (farthest >= 0) {
            kept[farthest] = true;
            keep(points, from, farthest, kept);
            keep(points, farthest, to, kept);
        }
    }

    private static double distance(Point a, Point b) {
        return Math.hypot(a.x() - b.x(), a.y() - b.y());
    }

    private static double distanceToSide(Point point, Point from, Point to) {
        double length = distance(from, to);
        if (length == 0) {
            return distance(point, from);
        }
        double along = ((point.x() - from.x()) * (double) (to.x() - from.x())
                        + (point.y() - from.y()) * (double) (to.y() - from.y()))
                / (length * length);
        double part = Math.max(0, Math.min(1, along));
        return Math.hypot(
                point.x() - from.x() - part * (to.x() - from.x()), point.y() - from.y() - part * (to.y() - from.y()));
    }
}

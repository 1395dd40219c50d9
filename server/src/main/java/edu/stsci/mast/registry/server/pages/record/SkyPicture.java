package edu.stsci.mast.registry.server.pages.record;

import edu.stsci.mast.registry.search.adql.geometry.Sky;
import gg.jte.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An all-sky map of a coverage: an ellipse in equatorial coordinates (ICRS) in which equal areas are equal, with a graticule, the ecliptic
 * and the plane of the Milky Way. The map is cut open along the right ascension of 180 degrees.
 */
public final class SkyPicture {
    private static final int WIDTH = 2880;
    private static final int MARGIN = 130;
    private static final Hammer MAP = new Hammer(WIDTH - 2.0 * MARGIN, MARGIN, 40);
    private static final int HEIGHT = (int) MAP.height() + 80;

    /** The size of the smallest cells drawn: 0.9 degrees. */
    private static final int FINEST = 6;

    /** How long the outline of the coverage may be, in characters. */
    static final int LONGEST = 40_000;

    /** Coverages no wider than this, in units of the drawing, get a ring around them, lest they be overlooked. */
    private static final int SMALL = 60;

    private static final double WHOLE_SKY = 360 * 360 / Math.PI;

    /** The pole of the ecliptic and of the Milky Way, and a point on each, in degrees (J2000; IAU 1958 in ICRS). */
    private static final double OBLIQUITY = 23.4392911;

    private static final double GALACTIC_POLE_RA = 192.85948;
    private static final double GALACTIC_POLE_DEC = 27.12825;
    private static final double GALACTIC_NODE = 32.93192;

    private final double area;
    private final boolean celestial;
    private final List<List<CellUnion.Point>> outlines;
    private final String data;
    private final int order;

    private SkyPicture(Sky coverage, boolean celestial) {
        this.area = coverage.area();
        this.celestial = celestial;
        int tried = FINEST + 1;
        List<List<CellUnion.Point>> drawn;
        String path;
        do {
            tried--;
            drawn = CellUnion.outlines(MAP, coverage.outlines(tried));
            path = data(drawn);
        } while (path.length() > LONGEST && tried > 2);
        this.outlines = drawn;
        this.data = path;
        this.order = tried;
    }

    /**
     * The picture of a coverage map.
     *
     * @param moc in ASCII (MOC 2.0, section 4.3.2)
     * @param frame the spatial frame that the record names (VODataService 1.2, section 3.2); empty for ICRS
     * @return empty when the text is no map, or covers nothing
     */
    public static Optional<SkyPicture> of(String moc, String frame) {
        if (moc.isBlank() || !Character.isDigit(moc.strip().charAt(0))) {
            return Optional.empty();
        }
        try {
            Sky sky = Sky.parse(moc);
            boolean celestial = frame.isBlank() || frame.strip().equalsIgnoreCase("ICRS");
            return sky.somewhere().isEmpty() ? Optional.empty() : Optional.of(new SkyPicture(sky, celestial));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** How much of the sphere is covered, from 0 to 1. */
    public double fraction() {
        return Math.min(1, area / WHOLE_SKY);
    }

    /** How much is covered, in a few words. */
    public String share() {
        double fraction = fraction();
        String share = fraction > 0.999_999
                ? "the whole"
                : fraction < 0.000_1
                        ? "less than 0.01 % of the"
                        : String.format(
                                Locale.ROOT, fraction < 0.01 ? "%.2f %% of the" : "%.1f %% of the", 100 * fraction);
        return share + (celestial ? " sky" : " sphere");
    }

    /** How much is covered, as a sentence. */
    public String sentence() {
        return "Covers " + share() + (fraction() > 0.999_999 ? "" : ", " + squareDegrees()) + ".";
    }

    private String squareDegrees() {
        if (area < 0.01) {
            return String.format(Locale.ROOT, "%.2g square arcminutes", area * 3600);
        }
        return String.format(Locale.ROOT, area < 10 ? "%.2f square degrees" : "%,.0f square degrees", area);
    }

    /** What the map shows, in a sentence. */
    public String legend() {
        String cells = String.format(Locale.ROOT, "%.1f", Math.toDegrees(Math.sqrt(Math.PI / 3)) / (1 << order));
        return (celestial
                        ? "All-sky map in equatorial coordinates (ICRS), equal areas equal, right ascension increasing to the left."
                        : "Map of the whole sphere, equal areas equal, longitude increasing to the left.")
                + " It is drawn in cells of " + cells
                + " degrees; whatever has something of the coverage in it is filled.";
    }

    /** The drawing. */
    public Content drawing() {
        return new Svg.Drawing(markup());
    }

    String markup() {
        return framed(
                "sky",
                "Coverage of the sky",
                sentence() + " " + legend(),
                celestial,
                svg -> {
                    svg.path("sky-covered", data);
                },
                this::markSmall);
    }

    /** A map of the sky with something on its ground; {@code id} is unique on the page. */
    static String framed(String id, String title, String description, Consumer<Svg> content) {
        return framed(id, title, description, true, content, svg -> {});
    }

    /** The path around an area, in cells of an order. */
    static String outline(Sky area, int order) {
        return data(CellUnion.outlines(MAP, area.outlines(order)));
    }

    private static String framed(
            String id,
            String title,
            String description,
            boolean celestial,
            Consumer<Svg> content,
            Consumer<Svg> above) {
        Svg svg = new Svg(id, "sky", WIDTH, HEIGHT, title, description);
        svg.ellipse("sky-ground", WIDTH / 2.0, MAP.top() + MAP.height() / 2, MAP.width(), MAP.height());
        content.accept(svg);
        svg.path("sky-grid", graticule());
        if (celestial) {
            svg.path("sky-ecliptic", greatCircle(SkyPicture::onEcliptic));
            svg.path("sky-galactic", greatCircle(SkyPicture::onGalacticPlane));
        }
        svg.ellipse("sky-edge", WIDTH / 2.0, MAP.top() + MAP.height() / 2, MAP.width(), MAP.height());
        above.accept(svg);
        label(svg, celestial);
        return svg.finished();
    }

    private void markSmall(Svg svg) {
        if (outlines.size() > 3) {
            return;
        }
        for (List<CellUnion.Point> outline : outlines) {
            var x = outline.stream().mapToInt(CellUnion.Point::x).summaryStatistics();
            var y = outline.stream().mapToInt(CellUnion.Point::y).summaryStatistics();
            if (x.getMax() - x.getMin() <= SMALL && y.getMax() - y.getMin() <= SMALL) {
                svg.ellipse("sky-ring", (x.getMax() + x.getMin()) / 2.0, (y.getMax() + y.getMin()) / 2.0, 120, 120);
            }
        }
    }

    private static void label(Svg svg, boolean celestial) {
        for (int latitude = -60; latitude <= 60; latitude += 30) {
            Hammer.Place place = MAP.place(180, latitude);
            svg.words(
                    "sky-latitude",
                    place.x() - 12,
                    place.y() + 14,
                    latitude == 0 ? "0°" : (latitude < 0 ? "−" : "+") + Math.abs(latitude) + "°");
        }
        for (int longitude = -120; longitude <= 120; longitude += 60) {
            Hammer.Place place = MAP.place(longitude, 0);
            svg.words("sky-longitude", place.x(), place.y() + 50, (longitude + 360) % 360 + "°");
        }
        if (celestial) {
            Hammer.Place ecliptic = MAP.place(90, OBLIQUITY);
            svg.words("sky-name sky-of-ecliptic", ecliptic.x(), ecliptic.y() - 26, "ecliptic");
            Hammer.Place center = MAP.place(266.405 - 360, -28.936);
            svg.words("sky-name sky-of-galactic", center.x() + 30, center.y() + 50, "Milky Way");
            svg.ellipse("sky-center", center.x(), center.y(), 22, 22);
        }
    }

    private static String graticule() {
        StringBuilder path = new StringBuilder();
        for (int latitude = -60; latitude <= 60; latitude += 30) {
            List<double[]> line = new ArrayList<>();
            for (int offset = -180; offset <= 180; offset += 5) {
                line.add(new double[] {offset, latitude});
            }
            draw(path, line);
        }
        for (int offset = -120; offset <= 120; offset += 60) {
            List<double[]> line = new ArrayList<>();
            for (int latitude = -90; latitude <= 90; latitude += 5) {
                line.add(new double[] {offset, latitude});
            }
            draw(path, line);
        }
        return path.toString();
    }

    /** A position in the ICRS by the angle along a great circle. */
    @FunctionalInterface
    private interface Circle {
        double[] at(double degrees);
    }

    static double[] onEcliptic(double longitude) {
        double lambda = Math.toRadians(longitude);
        double epsilon = Math.toRadians(OBLIQUITY);
        return new double[] {
            Math.toDegrees(Math.atan2(Math.sin(lambda) * Math.cos(epsilon), Math.cos(lambda))),
            Math.toDegrees(Math.asin(Math.sin(lambda) * Math.sin(epsilon)))
        };
    }

    static double[] onGalacticPlane(double longitude) {
        double fromNode = Math.toRadians(longitude - GALACTIC_NODE);
        double pole = Math.toRadians(GALACTIC_POLE_DEC);
        double y = Math.sin(fromNode) * Math.sin(pole);
        double alpha = Math.toDegrees(Math.atan2(Math.cos(fromNode), -y));
        return new double[] {GALACTIC_POLE_RA + alpha, Math.toDegrees(Math.asin(Math.sin(fromNode) * Math.cos(pole)))};
    }

    /** The circle's line, which ends at one edge of the map and goes on at the other. */
    private static String greatCircle(Circle circle) {
        List<List<double[]>> lines = new ArrayList<>();
        List<double[]> line = new ArrayList<>();
        double[] last = null;
        for (int degrees = 0; degrees <= 360; degrees += 3) {
            double[] position = circle.at(degrees);
            double[] here = {offset(position[0]), position[1]};
            if (last != null && Math.abs(here[0] - last[0]) > 180) {
                double edge = last[0] > 0 ? 180 : -180;
                double there = here[0] + 2 * edge;
                double latitude = last[1] + (edge - last[0]) / (there - last[0]) * (here[1] - last[1]);
                line.add(new double[] {edge, latitude});
                lines.add(line);
                line = new ArrayList<>(List.of(new double[] {-edge, latitude}));
            }
            line.add(here);
            last = here;
        }
        lines.add(line);
        StringBuilder path = new StringBuilder();
        lines.forEach(part -> draw(path, part));
        return path.toString();
    }

    private static double offset(double longitude) {
        double turned = longitude % 360;
        return turned > 180 ? turned - 360 : turned < -180 ? turned + 360 : turned;
    }

    private static void draw(StringBuilder path, List<double[]> line) {
        List<CellUnion.Point> points = line.stream()
                .map(position -> MAP.place(position[0], position[1]))
                .map(place -> new CellUnion.Point((int) Math.round(place.x()), (int) Math.round(place.y())))
                .toList();
        append(path, points);
    }

    private static String data(List<List<CellUnion.Point>> loops) {
        StringBuilder path = new StringBuilder();
        for (List<CellUnion.Point> loop : loops) {
            append(path, loop);
            path.append('z');
        }
        return path.toString();
    }

    /** Absolute at first, relative from there, which is shorter. */
    private static void append(StringBuilder path, List<CellUnion.Point> points) {
        CellUnion.Point last = points.get(0);
        path.append('M').append(last.x()).append(' ').append(last.y());
        char command = 'l';
        for (CellUnion.Point point : points.subList(1, points.size())) {
            int x = point.x() - last.x();
            int y = point.y() - last.y();
            path.append(command == 'l' ? "l" : x < 0 ? "" : " ")
                    .append(x)
                    .append(y < 0 ? "" : " ")
                    .append(y);
            command = ' ';
            last = point;
        }
    }
}

package edu.stsci.mast.registry.search.adql.geometry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The geometry of ADQL 2.1 (section 4.1) on texts. A geometry is its kind and, in degrees, its numbers as DALI orders them:
 * {@code POINT 10.5 -20}, {@code CIRCLE 10.5 -20 1}, {@code POLYGON 0 0 1 0 1 1}; a MOC is its ASCII form,
 * {@code 6/1-9 7/60}, or its {@linkplain #mocBytes bytes}, which are read much faster. Without the first word a point, circle or polygon is DALI's text for it.
 *
 * <p>Shapes are compared exactly; a shape and a MOC as MOCs of the MOC's order, of which a shape has all cells that it
 * touches. A polygon is the smaller of the two areas that its sides enclose. Methods throw
 * {@link IllegalArgumentException} with a sentence about what isn't a geometry.
 */
public final class Sky {
    /**
     * The bytes by which databases hold a coverage map; the same for all texts that mean the same.
     *
     * @param text the ASCII form (MOC 2.0, section 4.3.2)
     * @return empty when the text is no coverage map, or covers nothing
     */
    public static Optional<byte[]> mocBytes(String text) {
        try {
            Moc moc = Moc.parse(text);
            return moc.isEmpty() ? Optional.empty() : Optional.of(moc.bytes());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The canonical ASCII form of a coverage map: each cell at the coarsest order that has it, orders and cells in order. */
    public static String mocText(byte[] bytes) {
        return Moc.read(bytes).toString();
    }

    /** Shapes become MOCs of no higher order than this, lest a large circle become millions of cells. */
    private static final int FINEST = 10;

    private static final double SQUARE_DEGREES = Math.toDegrees(Math.toDegrees(1));

    private final Shape shape;
    private final Moc moc;
    private final boolean point;
    private final Moc[] mocs;

    private Sky(Shape shape, Moc moc, boolean point) {
        this.shape = shape;
        this.moc = moc;
        this.point = point;
        this.mocs = moc == null ? new Moc[FINEST + 1] : null;
    }

    /** Whether bytes are those of a MOC rather than of a text. */
    public static boolean isMoc(byte[] value) {
        return Moc.isMoc(value);
    }

    /** Reads the bytes of a MOC. */
    public static Sky of(byte[] moc) {
        return new Sky(null, Moc.read(moc), false);
    }

    /** Reads the text form; also STC-S's words such as {@code Circle ICRS 10 20 1} and {@code Position ICRS 10 20}. */
    public static Sky parse(String text) {
        String stripped = text.strip();
        if (stripped.isEmpty() || Character.isDigit(stripped.charAt(0))) {
            return new Sky(null, Moc.parse(stripped), false);
        }
        String[] words = stripped.split("[\\s,]+");
        int first = 1;
        while (first < words.length && Character.isLetter(words[first].charAt(0))) {
            first++;
        }
        double[] numbers = new double[words.length - first];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(words[first + i]);
        }
        return of(words[0].toUpperCase(Locale.ROOT), numbers);
    }

    private static double number(String word) {
        try {
            double number = Double.parseDouble(word);
            if (!Double.isNaN(number) && !Double.isInfinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The message below says it.
        }
        throw new IllegalArgumentException("A geometry has '" + word + "' where a number belongs.");
    }

    private static Sky of(String kind, double[] numbers) {
        switch (kind) {
            case "POINT", "POSITION":
                if (numbers.length == 2) {
                    return new Sky(new Shape.Circle(direction(numbers, 0), 0), null, true);
                }
                break;
            case "CIRCLE":
                if (numbers.length == 3 && numbers[2] >= 0 && numbers[2] <= 180) {
                    return new Sky(new Shape.Circle(direction(numbers, 0), Math.toRadians(numbers[2])), null, false);
                }
                break;
            case "POLYGON":
                if (numbers.length >= 6 && numbers.length % 2 == 0) {
                    List<Direction> vertices = new ArrayList<>();
                    for (int i = 0; i < numbers.length; i += 2) {
                        vertices.add(direction(numbers, i));
                    }
                    return new Sky(new Shape.Polygon(vertices), null, false);
                }
                break;
            default:
                throw new IllegalArgumentException("There is no geometry '" + kind + "'.");
        }
        throw new IllegalArgumentException(kind + " has the wrong numbers; it takes degrees, as in POINT 10.5 -20,"
                + " CIRCLE 10.5 -20 1 or POLYGON 0 0 1 0 1 1.");
    }

    private static Direction direction(double[] numbers, int from) {
        if (Math.abs(numbers[from + 1]) > 90) {
            throw new IllegalArgumentException(
                    "The latitude " + numbers[from + 1] + " is not between -90 and 90 degrees.");
        }
        return Direction.of(numbers[from], numbers[from + 1]);
    }

    /** The text of a shape of this kind; reading it back checks the numbers. */
    public static String text(String kind, double... numbers) {
        StringBuilder text = new StringBuilder(kind);
        for (double number : numbers) {
            text.append(' ').append(number);
        }
        of(kind, numbers);
        return text.toString();
    }

    /** A point, circle or polygon of one reference frame in another; frames are those of {@link Frame}. */
    public static String transformed(String text, String from, String to) {
        Frame source = frame(from);
        Frame target = frame(to);
        String[] words = text.strip().split("[\\s,]+");
        String kind = words[0].toUpperCase(Locale.ROOT);
        if (!kind.equals("POINT") && !kind.equals("CIRCLE") && !kind.equals("POLYGON")) {
            throw new IllegalArgumentException("Only a POINT, CIRCLE or POLYGON can be brought into another frame.");
        }
        double[] numbers = new double[words.length - 1];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(words[1 + i]);
        }
        of(kind, numbers);
        if (source.isAs(target)) {
            return text; // exactly
        }
        // A circle's radius is behind its only position.
        for (int i = 0; i + 1 < numbers.length; i += 2) {
            Direction there = source.in(target, direction(numbers, i));
            numbers[i] = there.longitude();
            numbers[i + 1] = there.latitude();
        }
        return text(kind, numbers);
    }

    private static Frame frame(String name) {
        return Frame.named(name)
                .orElseThrow(() -> new IllegalArgumentException("There is no reference frame '" + name
                        + "' here; there are " + String.join(", ", Frame.names()) + "."));
    }

    /** The corners of a box whose arms run along the meridian and the great circle across it (STC 1.33, 4.5.1.5). */
    public static String box(double longitude, double latitude, double width, double height) {
        if (width <= 0 || height <= 0 || width >= 180 || height >= 180) {
            throw new IllegalArgumentException("A BOX needs a width and height between 0 and 180 degrees.");
        }
        Direction center = direction(new double[] {longitude, latitude}, 0);
        Direction east = Direction.of(longitude + 90, 0);
        Direction north = center.cross(east);
        // The sides are great circles at right angles to the arms' ends, so the corners lie on tangent planes.
        Direction right = east.times(Math.tan(Math.toRadians(width / 2)));
        Direction up = north.times(Math.tan(Math.toRadians(height / 2)));
        double[] numbers = new double[8];
        int[][] signs = {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}};
        for (int i = 0; i < 4; i++) {
            Direction corner = center.plus(right.times(signs[i][0])).plus(up.times(signs[i][1]));
            numbers[2 * i] = corner.longitude();
            numbers[2 * i + 1] = corner.latitude();
        }
        return text("POLYGON", numbers);
    }

    /**
     * The cells of a coverage map, each at the coarsest order that has it.
     *
     * @param moc the map's bytes
     * @param most if there were more cells than these, those of the finest order that gives no more, which together have all of the map
     */
    public static List<SkyCell> mocCells(byte[] moc, int most) {
        Moc map = Moc.read(moc);
        List<SkyCell> cells = cells(map);
        for (int order = map.order() - 1; cells.size() > most && order >= 0; order--) {
            cells = cells(map.widened(order));
        }
        return cells;
    }

    private static List<SkyCell> cells(Moc map) {
        List<SkyCell> cells = new ArrayList<>();
        map.visitCells((order, cell) -> cells.add(new SkyCell(order, cell)));
        return cells;
    }

    /** Whether this is wholly in the other, borders included. */
    public boolean isIn(Sky other) {
        if (moc == null && other.moc == null) {
            return other.shape.contains(shape);
        }
        if (point && other.moc != null) {
            return other.moc.contains(shape.somewhere());
        }
        int order = commonOrder(other);
        return other.asMoc(order).contains(asMoc(order));
    }

    /** Whether the two have anything in common. */
    public boolean intersects(Sky other) {
        if (moc == null && other.moc == null) {
            return shape.intersects(other.shape);
        }
        if (point || other.point) {
            return point ? isIn(other) : other.isIn(this);
        }
        int order = commonOrder(other);
        return asMoc(order).intersects(other.asMoc(order));
    }

    private int commonOrder(Sky other) {
        return Math.min(FINEST, moc != null ? moc.order() : other.moc.order());
    }

    /** As a map; the shape of a query is compared with many maps of few orders. */
    private Moc asMoc(int order) {
        if (moc != null) {
            return moc;
        }
        if (mocs[order] == null) {
            mocs[order] = Moc.of(shape, order);
        }
        return mocs[order];
    }

    /** The bytes of the MOC of an order. A point has one cell. */
    public byte[] toMoc(int order) {
        int finest = point ? Healpix.MOST : FINEST;
        if (order < 0 || order > finest) {
            throw new IllegalArgumentException(
                    "The order of a MOC made here is between 0 and " + finest + ", not " + order + ".");
        }
        if (moc != null) {
            return moc.bytes();
        }
        return point
                ? Moc.parse(order + "/" + Healpix.index(order, shape.somewhere()))
                        .bytes()
                : Moc.of(shape, order).bytes();
    }

    /**
     * Coarse cells for a first look: a number whose bits stand for the 48 HEALPix cells of order 1, NESTED. What {@link #intersects}
     * this, what {@link #isIn} this, and what this is in, has a bit in common with it.
     */
    public long cells() {
        return moc != null ? moc.coarseCells() : Moc.coarseCells(shape);
    }

    /** In square degrees. */
    public double area() {
        return (moc != null ? moc.area() : shape.area()) * SQUARE_DEGREES;
    }

    /**
     * The coverage for a picture: cells that together have all of it, none smaller than those of an order. What is smaller fills the cell
     * in which it is. Neighbours share the points of their borders.
     *
     * @param order of the smallest cells, from 0 to 10
     */
    public List<CellOutline> outlines(int order) {
        if (order < 0 || order > FINEST) {
            throw new IllegalArgumentException(
                    "The order of outlines is between 0 and " + FINEST + ", not " + order + ".");
        }
        Moc cells = moc != null ? moc.widened(order) : Moc.of(shape, order);
        List<CellOutline> outlines = new ArrayList<>();
        cells.visitCells((own, cell) -> outlines.add(CellOutline.of(own, cell, 1 << order - own)));
        return outlines;
    }

    /**
     * A position that is surely covered, in degrees: a point's or circle's own, a polygon's first vertex, the centre of one of the largest
     * cells of a map.
     *
     * @return empty for a map that covers nothing
     */
    public Optional<double[]> somewhere() {
        if (moc != null && moc.isEmpty()) {
            return Optional.empty();
        }
        Direction position = moc != null ? moc.somewhere() : shape.somewhere();
        return Optional.of(new double[] {position.longitude(), position.latitude()});
    }

    /** The centroid as a point's text. */
    public String centroid() {
        if (moc != null) {
            throw new IllegalArgumentException("CENTROID takes points, circles and polygons.");
        }
        Direction center = shape.centroid();
        return text("POINT", center.longitude(), center.latitude());
    }

    /** Longitude and latitude of a point. */
    public double[] coordinates() {
        if (!point) {
            throw new IllegalArgumentException("Only a POINT has coordinates.");
        }
        Direction position = shape.somewhere();
        return new double[] {position.longitude(), position.latitude()};
    }

    /** The HEALPix cell, in NESTED numbering, of a position in degrees. */
    public static long healpix(int order, double longitude, double latitude) {
        checkOrder(order);
        return Healpix.index(order, direction(new double[] {longitude, latitude}, 0));
    }

    /** The centre of a HEALPix cell as a point's text. */
    public static String healpixCenter(int order, long cell) {
        checkOrder(order);
        if (cell < 0 || cell >= 12L << 2 * order) {
            throw new IllegalArgumentException("There is no HEALPix cell " + cell + " of order " + order + ".");
        }
        Direction center = Healpix.center(order, cell);
        return text("POINT", center.longitude(), center.latitude());
    }

    private static void checkOrder(int order) {
        if (order < 0 || order > Healpix.MOST) {
            throw new IllegalArgumentException("A HEALPix order is between 0 and 29, not " + order + ".");
        }
    }
}

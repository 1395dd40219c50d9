package edu.stsci.mast.registry.search.adql.geometry;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** A multi-order coverage map of the sky (IVOA MOC 2.0), as ranges of HEALPix cells of order 29. */
final class Moc {
    /** A text in UTF-8 never begins with a byte of this and an order. */
    private static final int MARK = 0x80;

    /** The last order whose cells' numbers fit into 31 bits. */
    private static final int LAST_OF_INTS = 13;

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Borders of ranges in order, apart from one another: the first cell, and the cell after the last. */
    @FunctionalInterface
    private interface Borders {
        long at(int place);
    }

    /** How many borders there are. */
    private final int size;

    private final Borders borders;

    private Moc(long[] ranges) {
        this(ranges.length, place -> ranges[place]);
    }

    private Moc(int size, Borders borders) {
        this.size = size;
        this.borders = borders;
    }

    /** Orders and joins ranges given as pairs. */
    private static Moc of(List<long[]> given) {
        given.sort((a, b) -> Long.compare(a[0], b[0]));
        List<long[]> joined = new ArrayList<>();
        for (long[] range : given) {
            long[] last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null && range[0] <= last[1]) {
                last[1] = Math.max(last[1], range[1]);
            } else {
                joined.add(range.clone());
            }
        }
        return new Moc(joined.stream().flatMapToLong(java.util.Arrays::stream).toArray());
    }

    /**
     * Reads the ASCII form (MOC 2.0, section 4.3.2): {@code 6/1-9 12 7/60}.
     *
     * @throws IllegalArgumentException with a sentence when the text isn't a MOC
     */
    static Moc parse(String text) {
        List<long[]> cells = new ArrayList<>();
        int order = -1;
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c <= ' ' || c == ',') {
                at++;
                continue;
            }
            int end = digits(text, at);
            long number = number(text, at, end);
            if (end < text.length() && text.charAt(end) == '/') {
                if (number > Healpix.MOST) {
                    throw new IllegalArgumentException("The MOC has the order " + number + "; 29 is the highest.");
                }
                order = (int) number;
                at = end + 1;
                continue;
            }
            long last = number;
            if (end < text.length() && text.charAt(end) == '-') {
                int start = end + 1;
                end = digits(text, start);
                last = number(text, start, end);
            }
            if (order < 0 || last < number || last >= 12L << 2 * order) {
                throw new IllegalArgumentException("The MOC has cells that don't exist at their order, near '"
                        + text.substring(at, Math.min(end, text.length())) + "'.");
            }
            int shift = 2 * (Healpix.MOST - order);
            cells.add(new long[] {number << shift, last + 1 << shift});
            at = end;
        }
        return of(cells);
    }

    /**
     * The map that {@link #bytes} wrote; the bytes must not change any more.
     *
     * @throws IllegalArgumentException with a sentence when the bytes are something else
     */
    static Moc read(byte[] bytes) {
        int order = isMoc(bytes) ? bytes[0] & (MARK - 1) : -1;
        int width = order <= LAST_OF_INTS ? Integer.BYTES : Long.BYTES;
        if (order < 0 || order > Healpix.MOST || (bytes.length - 1) % (2 * width) != 0) {
            throw new IllegalArgumentException("The bytes are no MOC.");
        }
        int shift = 2 * (Healpix.MOST - order);
        // Most maps are only looked into, so that reading all of them first would take longer than the rest.
        return new Moc(
                (bytes.length - 1) / width,
                width == Integer.BYTES
                        ? place -> (long) (int) INTS.get(bytes, 1 + place * Integer.BYTES) << shift
                        : place -> (long) LONGS.get(bytes, 1 + place * Long.BYTES) << shift);
    }

    /** Whether bytes begin as those of {@link #bytes} do. */
    static boolean isMoc(byte[] bytes) {
        return bytes.length > 0 && bytes[0] >= (byte) MARK && bytes[0] <= (byte) (MARK | Healpix.MOST);
    }

    /** A short form that is read fast: the order as one byte, with a mark, and the ranges' borders in cells of that order, as 4 bytes or 8. */
    byte[] bytes() {
        int order = order();
        boolean ints = order <= LAST_OF_INTS;
        ByteBuffer buffer = ByteBuffer.allocate(1 + size * (ints ? Integer.BYTES : Long.BYTES));
        buffer.put((byte) (MARK | order));
        int shift = 2 * (Healpix.MOST - order);
        for (int i = 0; i < size; i++) {
            long border = borders.at(i) >> shift;
            if (ints) {
                buffer.putInt((int) border);
            } else {
                buffer.putLong(border);
            }
        }
        return buffer.array();
    }

    /** The cells of order 1 that have something of the map, as bits. */
    long coarseCells() {
        int shift = 2 * (Healpix.MOST - 1);
        long cells = 0;
        for (int i = 0; i < size; i += 2) {
            for (long cell = borders.at(i) >> shift; cell <= borders.at(i + 1) - 1 >> shift; cell++) {
                cells |= 1L << cell;
            }
        }
        return cells;
    }

    /** The cells of order 1 that {@link #of(Shape, int)} looks into, whatever the order. */
    static long coarseCells(Shape shape) {
        long cells = 1L << (Healpix.index(Healpix.MOST, shape.somewhere()) >> 2 * (Healpix.MOST - 1));
        for (long cell = 0; cell < 48; cell++) {
            if (shape.intersects(around(1, cell))) {
                cells |= 1L << cell;
            }
        }
        return cells;
    }

    /** A circle that surely holds a cell. A cell's sides are no great circles; a tenth more than its corners' distance is enough. */
    private static Shape.Circle around(int order, long cell) {
        Direction center = Healpix.center(order, cell);
        double radius = 0;
        for (Direction corner : Healpix.corners(order, cell)) {
            radius = Math.max(radius, center.angle(corner));
        }
        return new Shape.Circle(center, radius * 1.1);
    }

    boolean isEmpty() {
        return size == 0;
    }

    private static int digits(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    private static long number(String text, int from, int to) {
        try {
            return Long.parseLong(text, from, to, 10);
        } catch (NumberFormatException e) { // none, or one that no cell has
            throw new IllegalArgumentException(
                    "A MOC is written like '6/1-9 12 7/60'; this one isn't, at character " + (from + 1) + ".", e);
        }
    }

    /** The cells of an order that have something of the shape in them. */
    static Moc of(Shape shape, int order) {
        List<long[]> cells = new ArrayList<>();
        for (long base = 0; base < 12; base++) {
            collect(shape, 0, base, order, cells);
        }
        return of(cells);
    }

    private static void collect(Shape shape, int order, long cell, int finest, List<long[]> cells) {
        Shape.Circle around = around(order, cell);
        if (!shape.intersects(around)) {
            return;
        }
        boolean inside = shape.contains(around);
        boolean here = order == finest
                && (shape.contains(Healpix.center(order, cell))
                        || shape.intersects(new Shape.Polygon(List.of(Healpix.corners(order, cell))))
                        || Healpix.index(order, shape.somewhere()) == cell);
        if (inside || here) {
            int shift = 2 * (Healpix.MOST - order);
            cells.add(new long[] {cell << shift, cell + 1 << shift});
        } else if (order < finest) {
            for (long child = 4 * cell; child < 4 * cell + 4; child++) {
                collect(shape, order + 1, child, finest, cells);
            }
        }
    }

    /** The finest order that the map needs. */
    int order() {
        long bits = 0;
        for (int i = 0; i < size; i++) {
            bits |= borders.at(i);
        }
        return bits == 0 ? 0 : Math.max(0, Healpix.MOST - Long.numberOfTrailingZeros(bits) / 2);
    }

    boolean contains(Direction position) {
        long cell = Healpix.index(Healpix.MOST, position);
        return containsRange(cell, cell + 1);
    }

    boolean contains(Moc other) {
        for (int i = 0; i < other.size; i += 2) {
            if (!containsRange(other.borders.at(i), other.borders.at(i + 1))) {
                return false;
            }
        }
        return true;
    }

    boolean intersects(Moc other) {
        if (size < other.size) {
            return other.intersects(this);
        }
        for (int i = 0; i < other.size; i += 2) {
            // The last range that begins before the other one ends must not end before that begins.
            int start = lastAtMost(other.borders.at(i + 1) - 1) & ~1;
            if (start >= 0 && borders.at(start + 1) > other.borders.at(i)) {
                return true;
            }
        }
        return false;
    }

    private boolean containsRange(long from, long to) {
        // Starts of ranges have even places.
        int start = lastAtMost(from);
        return start >= 0 && start % 2 == 0 && to <= borders.at(start + 1);
    }

    /** The place of the last border that is not beyond a cell; -1 when there is none. */
    private int lastAtMost(long cell) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = low + high >>> 1;
            if (borders.at(middle) <= cell) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    /** In steradians. */
    double area() {
        double cells = 0;
        for (int i = 0; i < size; i += 2) {
            cells += borders.at(i + 1) - borders.at(i);
        }
        return cells * 4 * Math.PI / (12L << 2 * Healpix.MOST);
    }

    /** Takes a cell. */
    @FunctionalInterface
    interface CellVisitor {
        void visit(int order, long cell);
    }

    /** Visits all cells, each at the coarsest order that has it, in the order of their positions. */
    void visitCells(CellVisitor visitor) {
        for (int i = 0; i < size; i += 2) {
            long from = borders.at(i);
            while (from < borders.at(i + 1)) {
                int zeros = from == 0 ? 2 * Healpix.MOST : Math.min(2 * Healpix.MOST, Long.numberOfTrailingZeros(from));
                int shift = zeros / 2 * 2;
                while (from + (1L << shift) > borders.at(i + 1)) {
                    shift -= 2;
                }
                visitor.visit(Healpix.MOST - shift / 2, from >> shift);
                from += 1L << shift;
            }
        }
    }

    /** The map of all cells of an order that have something of this one. */
    Moc widened(int order) {
        int shift = 2 * (Healpix.MOST - order);
        List<long[]> cells = new ArrayList<>();
        for (int i = 0; i < size; i += 2) {
            cells.add(new long[] {borders.at(i) >> shift << shift, (borders.at(i + 1) - 1 >> shift) + 1 << shift});
        }
        return of(cells);
    }

    /** The centre of the first of the largest cells. */
    Direction somewhere() {
        long[] best = {Long.MAX_VALUE, 0};
        visitCells((order, cell) -> {
            if (order < best[0]) {
                best[0] = order;
                best[1] = cell;
            }
        });
        return Healpix.center((int) best[0], best[1]);
    }

    /** The ASCII form, each cell at the coarsest order that has it. */
    @Override
    public String toString() {
        List<List<String>> orders = new ArrayList<>();
        for (int order = 0; order <= Healpix.MOST; order++) {
            orders.add(new ArrayList<>());
        }
        visitCells((order, cell) -> orders.get(order).add(Long.toString(cell)));
        StringBuilder text = new StringBuilder();
        for (int order = 0; order <= Healpix.MOST; order++) {
            if (!orders.get(order).isEmpty()) {
                text.append(text.length() == 0 ? "" : " ")
                        .append(order)
                        .append('/')
                        .append(String.join(" ", orders.get(order)));
            }
        }
        return text.toString();
    }
}

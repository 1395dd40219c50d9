package edu.stsci.mast.registry.search.coverage;

import edu.stsci.mast.registry.search.adql.geometry.SkyCell;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.lucene.util.NumericUtils;

/**
 * Areas and intervals as terms of an index of words, so that what has something in common with a question is found without looking at all
 * records, and exactly. Both are cut into cells of which each but the largest is in one that is larger. Two areas have something in common
 * if a cell of one is a cell of the other, or is in one, or has one in it.
 */
public final class CellTerms {
    /** Half the line of the numbers; larger cells would have numbers of both signs. */
    private static final int LARGEST_STEP = 62;

    private CellTerms() {}

    /** The terms of cells. */
    public static Set<String> of(Collection<SkyCell> cells) {
        Set<String> terms = new LinkedHashSet<>();
        cells.forEach(cell -> terms.add(term(cell)));
        return terms;
    }

    /** The terms of the larger cells in which these are. */
    public static Set<String> around(Collection<SkyCell> cells) {
        Set<String> terms = new LinkedHashSet<>();
        for (SkyCell cell : cells) {
            SkyCell larger = cell;
            // Where one is there already, those around it are, too.
            while (larger.order() > 0 && terms.add(term(larger.parent()))) {
                larger = larger.parent();
            }
        }
        return terms;
    }

    private static String term(SkyCell cell) {
        return cell.order() + "/" + cell.number();
    }

    /**
     * The terms of the cells that together are an interval. The line of all floating-point numbers, of which there are 2⁶⁴, is cut in half
     * again and again; numbers with few digits are at the borders of large cells, and so an interval has some twenty cells, and 124 at most.
     *
     * @param interval with finite ends
     */
    public static Set<String> of(Interval interval) {
        Set<String> terms = new LinkedHashSet<>();
        long from = place(interval.low());
        long last = place(interval.high());
        while (from <= last) {
            int step = Math.min(LARGEST_STEP, Long.numberOfTrailingZeros(from));
            while (from + (1L << step) - 1 > last) {
                step--;
            }
            terms.add(term(step, from));
            from += 1L << step;
        }
        return terms;
    }

    /** The terms of all cells that a number is in; none for an infinite one, which no record's interval has. */
    public static Set<String> at(double number) {
        Set<String> terms = new LinkedHashSet<>();
        if (Double.isFinite(number)) {
            for (int step = 0; step <= LARGEST_STEP; step++) {
                terms.add(term(step, place(number)));
            }
        }
        return terms;
    }

    private static String term(int step, long place) {
        return step + "/" + Long.toString(place >> step, Character.MAX_RADIX);
    }

    /** Among all numbers in their order, with the two zeros in one place. */
    private static long place(double number) {
        return NumericUtils.doubleToSortableLong(number + 0.0);
    }
}

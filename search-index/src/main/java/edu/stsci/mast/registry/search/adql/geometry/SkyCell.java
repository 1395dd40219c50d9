package edu.stsci.mast.registry.search.adql.geometry;

/**
 * A HEALPix cell.
 *
 * @param order from 0, for the twelve largest, to 29
 * @param number its number among those of its order, NESTED
 */
public record SkyCell(int order, long number) {
    /** The cell of the next lower order that has this one; not for order 0. */
    public SkyCell parent() {
        return new SkyCell(order - 1, number >> 2);
    }
}

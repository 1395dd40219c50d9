package edu.stsci.mast.registry.search.coverage;

import edu.stsci.mast.registry.search.adql.geometry.Sky;
import edu.stsci.mast.registry.search.adql.geometry.SkyCell;
import java.util.List;

/**
 * A part of the sky that somebody asks for.
 *
 * @param text the region as {@link Sky} reads it
 */
public record SkyRegion(String text) {
    private static final int LONGEST = 200_000;
    /** Orders of the maps by which regions are compared: cells of 0.06 degrees for small ones, of 0.23 degrees for others. */
    private static final int FINE = 10;

    private static final int COARSE = 8;
    private static final double SMALL = 1; // square degree

    /**
     * A circle.
     *
     * @param radius in degrees, from 0 to 180
     * @throws IllegalArgumentException with a sentence when the radius is out of range
     */
    public static SkyRegion around(TypedPosition center, double radius) {
        if (!(radius >= 0 && radius <= 180)) {
            throw new IllegalArgumentException("The radius must be between 0 and 180 degrees, not " + radius + ".");
        }
        return new SkyRegion(
                radius == 0
                        ? Sky.text("POINT", center.longitude(), center.latitude())
                        : Sky.text("CIRCLE", center.longitude(), center.latitude(), radius));
    }

    /**
     * Reads {@code CIRCLE 210.8 54.35 0.5}, {@code POLYGON 10 10 12 10 12 12}, in degrees, or the ASCII form of a MOC, {@code 6/1-9 7/60}.
     *
     * @throws IllegalArgumentException with a sentence when the text is no region
     */
    public static SkyRegion parse(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("The region has more than " + LONGEST + " characters.");
        }
        if (text.isBlank()) {
            throw new IllegalArgumentException(
                    "A region is written like CIRCLE 210.8 54.35 0.5, POLYGON 10 10 12 10 12 12, or as a MOC, 6/1-9 7/60.");
        }
        Sky.parse(text);
        return new SkyRegion(text.strip());
    }

    /** All cells that the region touches; those of a MOC as they are. */
    public List<SkyCell> cells() {
        Sky sky = Sky.parse(text);
        return Sky.mocCells(sky.toMoc(sky.area() < SMALL ? FINE : COARSE), Integer.MAX_VALUE);
    }
}

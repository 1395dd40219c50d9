package edu.stsci.mast.registry.server.pages.record;

import edu.stsci.mast.registry.search.adql.geometry.Sky;
import gg.jte.Content;
import java.util.Arrays;
import java.util.stream.Collectors;

/** An all-sky map, as {@link SkyPicture}'s, of how many resources have data of each part of the sky. */
public final class SkyDensity {
    private static final int SHADES = 5;
    /** Cells are outlined by this many smaller ones, so that they are curved as on the sphere. */
    private static final int FINE = 4;

    private final long[] counts;
    private final long least;
    private final long most;

    /** {@code counts} are those of the 48 HEALPix cells of order 1, NESTED. */
    public SkyDensity(long[] counts) {
        this.counts = counts.clone();
        this.least = Arrays.stream(counts).min().orElse(0);
        this.most = Arrays.stream(counts).max().orElse(0);
    }

    /** Whether there is anything to show. */
    public boolean isEmpty() {
        return most == 0;
    }

    /** What the map shows, in a sentence. */
    public String legend() {
        return "From " + least + " to " + most
                + " resources have data of each part of the sky; the more, the stronger the colour.";
    }

    /** The drawing. */
    public Content drawing() {
        return new Svg.Drawing(SkyPicture.framed("density", "Resources by part of the sky", legend(), svg -> {
            for (int shade = 0; shade < SHADES; shade++) {
                int wanted = shade;
                String cells = java.util.stream.IntStream.range(0, counts.length)
                        .filter(cell -> counts[cell] > 0 && shade(counts[cell]) == wanted)
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(" "));
                if (!cells.isEmpty()) {
                    svg.path("sky-shade shade" + shade, SkyPicture.outline(Sky.parse("1/" + cells), FINE));
                }
            }
        }));
    }

    private int shade(long count) {
        return most == least ? SHADES / 2 : (int) Math.min(SHADES - 1, SHADES * (count - least) / (most - least));
    }
}

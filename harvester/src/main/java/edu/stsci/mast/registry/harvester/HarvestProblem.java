package edu.stsci.mast.registry.harvester;

/**
 * Something in a run that is worth a line.
 *
 * @param sentence what is wrong, and where
 * @param excerpt the text of the server that it is about, as it came; empty when there is none
 */
public record HarvestProblem(String sentence, String excerpt) {
    /** How much of the server's text is kept, in characters. */
    static final int EXCERPT = 2000;

    /** A problem on one line, with a short excerpt. */
    public HarvestProblem {
        sentence = sentence.replaceAll("\\s+", " ").strip();
        excerpt = HarvestTables.cut(excerpt, EXCERPT);
    }
}

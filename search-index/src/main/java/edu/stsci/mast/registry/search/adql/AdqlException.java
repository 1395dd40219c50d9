package edu.stsci.mast.registry.search.adql;

/**
 * Says why an ADQL query is refused: a sentence in plain words with what to do about it, and the spot that it is about.
 * Lines and columns count from 1; the length is in characters and is 0 at the end of the text.
 */
public final class AdqlException extends Exception {
    private static final long serialVersionUID = 1;

    private final String problem;
    private final String suggestion;
    private final int line;
    private final int column;
    private final int length;

    AdqlException(Spot spot, String problem, String suggestion) {
        super("Line " + spot.line() + ", column " + spot.column() + ": " + problem
                + (suggestion.isEmpty() ? "" : " " + suggestion));
        this.problem = problem;
        this.suggestion = suggestion;
        this.line = spot.line();
        this.column = spot.column();
        this.length = spot.length();
    }

    AdqlException(Spot spot, String problem) {
        this(spot, problem, "");
    }

    /** What is wrong, without the position and without the suggestion. */
    public String problem() {
        return problem;
    }

    /** What to write instead; empty when there is nothing to suggest. */
    public String suggestion() {
        return suggestion;
    }

    /** The line of the spot, from 1. */
    public int line() {
        return line;
    }

    /** The column of the spot in its line, from 1. */
    public int column() {
        return column;
    }

    /** How many characters the spot has; 0 at the end of the text. */
    public int length() {
        return length;
    }
}

package edu.stsci.mast.registry.model.compare;

import com.github.difflib.text.DiffRow;
import com.github.difflib.text.DiffRowGenerator;
import edu.stsci.mast.registry.model.IndentedXml;
import java.util.ArrayList;
import java.util.List;

/** Two texts of a record side by side, an element a line. */
public final class Comparison {
    /** Private-use characters around what differs within a line. */
    private static final char BEGINS = '\uE000';

    private static final char ENDS = '\uE001';

    /**
     * How many more lines one text may have where the two differ, for the lines to be matched with each other: the work grows with the square of
     * that number.
     */
    private static final int MOST_MORE = 4000;

    private Comparison() {}

    /** What happened to a line. */
    public enum Kind {
        /** It is the same. */
        SAME,
        /** It is different. */
        CHANGED,
        /** It is in the second text only. */
        ADDED,
        /** It is in the first text only. */
        REMOVED
    }

    /**
     * A piece of a line.
     *
     * @param differs whether the other text has something else in its place
     */
    public record Piece(String text, boolean differs) {}

    /**
     * A line of both texts.
     *
     * @param before its pieces in the first text; empty when it is not there
     * @param after its pieces in the second
     */
    public record Line(Kind kind, List<Piece> before, List<Piece> after) {}

    /**
     * Compares two documents, whatever their white space between elements.
     *
     * @throws IllegalArgumentException when one is not well-formed
     */
    public static List<Line> of(byte[] before, byte[] after) {
        return of(lines(before), lines(after));
    }

    /** A document as lines, one for each element that has no elements within, and for each start and end of the others. */
    static List<String> lines(byte[] document) {
        return IndentedXml.of(document).lines().toList();
    }

    /** The lines at the beginning and end that are the same need no looking for, and where one text has much more, neither has the rest. */
    private static List<Line> of(List<String> before, List<String> after) {
        int shorter = Math.min(before.size(), after.size());
        int head = 0;
        while (head < shorter && before.get(head).equals(after.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < shorter - head
                && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
            tail++;
        }
        List<String> removed = before.subList(head, before.size() - tail);
        List<String> added = after.subList(head, after.size() - tail);
        List<Line> lines = new ArrayList<>();
        before.subList(0, head).forEach(line -> lines.add(whole(Kind.SAME, line)));
        if (removed.isEmpty() || added.isEmpty() || Math.abs(removed.size() - added.size()) > MOST_MORE) {
            removed.forEach(line -> lines.add(whole(Kind.REMOVED, line)));
            added.forEach(line -> lines.add(whole(Kind.ADDED, line)));
        } else {
            lines.addAll(aligned(removed, added));
        }
        before.subList(before.size() - tail, before.size()).forEach(line -> lines.add(whole(Kind.SAME, line)));
        return lines;
    }

    private static Line whole(Kind kind, String line) {
        List<Piece> pieces = line.isEmpty() ? List.of() : List.of(new Piece(line, kind != Kind.SAME));
        return new Line(kind, kind == Kind.ADDED ? List.of() : pieces, kind == Kind.REMOVED ? List.of() : pieces);
    }

    private static List<Line> aligned(List<String> before, List<String> after) {
        DiffRowGenerator generator = DiffRowGenerator.create()
                .showInlineDiffs(true)
                .inlineDiffByWord(true)
                .lineNormalizer(line -> line) // pages escape
                .oldTag(opens -> String.valueOf(opens ? BEGINS : ENDS))
                .newTag(opens -> String.valueOf(opens ? BEGINS : ENDS))
                .build();
        List<Line> lines = new ArrayList<>();
        for (DiffRow row : generator.generateDiffRows(before, after)) {
            Kind kind =
                    switch (row.getTag()) {
                        case EQUAL -> Kind.SAME;
                        case CHANGE -> Kind.CHANGED;
                        case INSERT -> Kind.ADDED;
                        case DELETE -> Kind.REMOVED;
                    };
            lines.add(new Line(
                    kind,
                    kind == Kind.ADDED ? List.of() : pieces(row.getOldLine()),
                    kind == Kind.REMOVED ? List.of() : pieces(row.getNewLine())));
        }
        return lines;
    }

    private static List<Piece> pieces(String marked) {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        boolean differs = false;
        for (int i = 0; i < marked.length(); i++) {
            char c = marked.charAt(i);
            if (c == BEGINS || c == ENDS) {
                add(pieces, text, differs);
                differs = c == BEGINS;
            } else {
                text.append(c);
            }
        }
        add(pieces, text, differs);
        return pieces;
    }

    private static void add(List<Piece> pieces, StringBuilder text, boolean differs) {
        if (!text.isEmpty()) {
            pieces.add(new Piece(text.toString(), differs));
            text.setLength(0);
        }
    }
}

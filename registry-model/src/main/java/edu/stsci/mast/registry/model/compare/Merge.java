package edu.stsci.mast.registry.model.compare;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What two people have made of one text, put together: what only one of them has changed is taken, what both have changed in different ways
 * is left to be chosen. Where lines came or went, changes that are next to each other are a conflict, too.
 *
 * @param parts the whole text in order
 */
public record Merge(List<Part> parts) {
    /** Copies the parts. */
    public Merge {
        parts = List.copyOf(parts);
    }

    /** Some lines of the merged text. */
    public sealed interface Part {}

    /** Lines on which there is nothing to be chosen. */
    public record Settled(List<String> lines) implements Part {}

    /**
     * Lines that both have changed.
     *
     * @param base as they were
     * @param mine as the one has them
     * @param theirs as the other has them
     */
    public record Conflict(List<String> base, List<String> mine, List<String> theirs) implements Part {}

    /**
     * Merges two documents that began as a third.
     *
     * @throws IllegalArgumentException when one is not well-formed
     */
    public static Merge of(byte[] base, byte[] mine, byte[] theirs) {
        return of(Comparison.lines(base), Comparison.lines(mine), Comparison.lines(theirs));
    }

    /** Lines of the base that one side has replaced; {@code to} is the line after the last, {@code from} itself where lines were added only. */
    private record Change(boolean mine, int from, int to, List<String> lines) {}

    static Merge of(List<String> base, List<String> mine, List<String> theirs) {
        List<Change> changes = new ArrayList<>(changes(base, mine, true));
        changes.addAll(changes(base, theirs, false));
        changes.sort(Comparator.comparingInt(Change::from).thenComparingInt(Change::to));
        List<Part> parts = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < changes.size(); ) {
            int from = changes.get(i).from();
            int to = changes.get(i).to();
            int next = i + 1;
            while (next < changes.size() && changes.get(next).from() <= to) {
                to = Math.max(to, changes.get(next).to());
                next++;
            }
            settled(parts, base.subList(at, from));
            region(parts, base, from, to, changes.subList(i, next));
            at = to;
            i = next;
        }
        settled(parts, base.subList(at, base.size()));
        return new Merge(parts);
    }

    private static List<Change> changes(List<String> base, List<String> other, boolean mine) {
        return DiffUtils.diff(base, other).getDeltas().stream()
                .map(AbstractDelta.class::cast)
                .map(delta -> change(delta, mine))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static Change change(AbstractDelta<?> delta, boolean mine) {
        int from = delta.getSource().getPosition();
        return new Change(mine, from, from + delta.getSource().size(), (List<String>)
                delta.getTarget().getLines());
    }

    /** What becomes of lines of the base that at least one side has changed. */
    private static void region(List<Part> parts, List<String> base, int from, int to, List<Change> changes) {
        List<String> before = base.subList(from, to);
        List<String> mine = applied(base, from, to, changes, true);
        List<String> theirs = applied(base, from, to, changes, false);
        if (mine.equals(theirs) || theirs.equals(before)) {
            settled(parts, mine);
        } else if (mine.equals(before)) {
            settled(parts, theirs);
        } else if (before.size() > 1 && mine.size() == before.size() && theirs.size() == before.size()) {
            // Lines were replaced only, so that each can be looked at by itself.
            for (int i = 0; i < before.size(); i++) {
                line(parts, before.get(i), mine.get(i), theirs.get(i));
            }
        } else {
            parts.add(new Conflict(List.copyOf(before), mine, theirs));
        }
    }

    private static void line(List<Part> parts, String before, String mine, String theirs) {
        if (mine.equals(theirs) || theirs.equals(before)) {
            settled(parts, List.of(mine));
        } else if (mine.equals(before)) {
            settled(parts, List.of(theirs));
        } else {
            parts.add(new Conflict(List.of(before), List.of(mine), List.of(theirs)));
        }
    }

    /** The lines of the region as one side has them. */
    private static List<String> applied(List<String> base, int from, int to, List<Change> changes, boolean mine) {
        List<String> lines = new ArrayList<>();
        int at = from;
        for (Change change : changes) {
            if (change.mine() == mine) {
                lines.addAll(base.subList(at, change.from()));
                lines.addAll(change.lines());
                at = change.to();
            }
        }
        lines.addAll(base.subList(at, to));
        return List.copyOf(lines);
    }

    private static void settled(List<Part> parts, List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        int last = parts.size() - 1;
        if (last >= 0 && parts.get(last) instanceof Settled before) {
            List<String> joined = new ArrayList<>(before.lines());
            joined.addAll(lines);
            parts.set(last, new Settled(List.copyOf(joined)));
        } else {
            parts.add(new Settled(List.copyOf(lines)));
        }
    }

    /** What is to be chosen. */
    public List<Conflict> conflicts() {
        return parts.stream()
                .filter(Conflict.class::isInstance)
                .map(Conflict.class::cast)
                .toList();
    }

    /**
     * The merged text.
     *
     * @param mine for each conflict, in order, whether mine is taken, theirs otherwise
     * @throws IllegalArgumentException when there are not as many choices as conflicts
     */
    public String text(List<Boolean> mine) {
        if (mine.size() != conflicts().size()) {
            throw new IllegalArgumentException(
                    "There are " + conflicts().size() + " conflicts, and " + mine.size() + " choices.");
        }
        List<String> lines = new ArrayList<>();
        int conflict = 0;
        for (Part part : parts) {
            if (part instanceof Settled settled) {
                lines.addAll(settled.lines());
            } else if (part instanceof Conflict open) {
                lines.addAll(mine.get(conflict++) ? open.mine() : open.theirs());
            }
        }
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }
}

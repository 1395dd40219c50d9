package edu.stsci.mast.registry.model.store;

import java.util.List;

/**
 * Things that wait for a person's attention.
 *
 * @param count how many there are
 * @param first those that have waited longest, not more than were asked for
 */
public record Waiting<T>(long count, List<T> first) {
    /** A thing, in an answer whose rows each tell how many there are. */
    public record Row<T>(long count, T thing) {}

    /** The things of such an answer. */
    public static <T> Waiting<T> of(List<Row<T>> rows) {
        return new Waiting<>(
                rows.isEmpty() ? 0 : rows.get(0).count(),
                rows.stream().map(Row::thing).toList());
    }
}

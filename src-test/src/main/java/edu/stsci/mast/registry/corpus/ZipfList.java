package edu.stsci.mast.registry.corpus;

import java.util.List;

/** A list whose entries are picked by Zipf's law: the n-th about 1/n as often as the first. */
final class ZipfList<T> {
    private static final int SLOTS = 8192;

    private final List<T> entries;
    private final short[] entryOfSlot = new short[SLOTS];

    ZipfList(List<T> entries) {
        if (entries.isEmpty() || entries.size() > SLOTS / 8) {
            throw new IllegalArgumentException(
                    "A Zipf list takes 1 to " + SLOTS / 8 + " entries, not " + entries.size());
        }
        this.entries = List.copyOf(entries);
        double total = 0;
        for (int rank = 1; rank <= entries.size(); rank++) {
            total += 1.0 / rank;
        }
        double cumulated = 0;
        int slot = 0;
        for (int rank = 1; rank <= entries.size(); rank++) {
            cumulated += 1.0 / rank;
            int end = (int) Math.round(cumulated / total * SLOTS);
            while (slot < end) {
                entryOfSlot[slot++] = (short) (rank - 1);
            }
        }
    }

    T pick(Dice dice) {
        return entries.get(entryOfSlot[dice.below(SLOTS)]);
    }

    List<T> entries() {
        return entries;
    }
}

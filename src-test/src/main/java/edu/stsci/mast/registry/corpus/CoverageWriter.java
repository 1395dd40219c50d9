package edu.stsci.mast.registry.corpus;

/** Writes what part of the sky, of time and of the spectrum a resource covers. */
final class CoverageWriter {
    private static final int BASE_CELLS = 12;

    private final CorpusProfile profile;
    private final Dice dice;
    private final Markup out;

    CoverageWriter(CorpusProfile profile, Dice dice, Markup out) {
        this.profile = profile;
        this.dice = dice;
        this.out = out;
    }

    void write(Authority authority) {
        out.start("coverage");
        if (profile.optional(dice, 0.3)) {
            out.leaf("spatial", dice.chance(0.1) ? "0/0-11" : moc());
        }
        if (profile.optional(dice, 0.15)) {
            int start = dice.between(40_000, 59_000);
            out.leaf(
                    "temporal",
                    start + "." + dice.below(10) + " " + (start + dice.between(1, 4_000)) + "." + dice.below(10));
        }
        if (profile.optional(dice, 0.15)) {
            int exponent = dice.between(14, 25);
            out.leaf(
                    "spectral",
                    dice.decimal(1, 4, 3) + "e-" + exponent + " " + dice.decimal(5, 9, 3) + "e-" + exponent);
        }
        if (profile.optional(dice, 0.05)) {
            out.leaf("footprint", authority.url("footprint/" + dice.below(10_000)), "ivo-id", "ivo://ivoa.net/std/MOC");
        }
        String first = waveband();
        out.leaf("waveband", first);
        String second = waveband();
        if (dice.chance(0.3) && !second.equals(first)) {
            out.leaf("waveband", second);
        }
        out.end("coverage");
    }

    private String waveband() {
        return Vocabulary.standard().text("wavebands", dice);
    }

    /** An ASCII MOC: coarse cells in one half of the sky and finer ones in the other, so that none overlap. */
    private String moc() {
        int order = dice.between(3, 5);
        int finerOrder = order + dice.between(1, 4);
        StringBuilder moc = new StringBuilder();
        cells(moc, order, 0, half(order));
        moc.append(' ');
        cells(moc, finerOrder, half(finerOrder), 2 * half(finerOrder));
        return moc.toString();
    }

    private static int half(int order) {
        return BASE_CELLS / 2 << (2 * order);
    }

    private void cells(StringBuilder moc, int order, int from, int to) {
        moc.append(order).append('/');
        int cells = dice.between(1, 60);
        int gap = Math.max(2, (to - from) / cells / 2);
        int cell = from + dice.below(gap);
        for (int i = 0; i < cells && cell + 8 < to; i++) {
            moc.append(i == 0 ? "" : ",").append(cell);
            if (dice.chance(0.3)) {
                cell += dice.between(1, 6);
                moc.append('-').append(cell);
            }
            cell += 2 + dice.below(gap);
        }
    }
}

package edu.stsci.mast.registry.corpus;

/** How large the records of a {@link Corpus} are, and how densely they lie in time. */
public enum CorpusProfile {
    /** Records as the Virtual Observatory has them: thousands of bytes of metadata, about 40 columns a record. */
    FULL(8_400, 2, 7, 16),
    /** Short records, for corpora of a million: about 1.5 kB each, with few columns or none. */
    SMALL(250, 1, 1, 2),
    /** The texts and the coverage of full records, and at most a few columns, for searches among a million: about 5 kB each. */
    FEW_COLUMNS(250, 2, 7, 16);

    private final int secondsBetweenRecords;
    private final int minSentences;
    private final int maxSentences;
    private final int maxCreators;

    CorpusProfile(int secondsBetweenRecords, int minSentences, int maxSentences, int maxCreators) {
        this.secondsBetweenRecords = secondsBetweenRecords;
        this.minSentences = minSentences;
        this.maxSentences = maxSentences;
        this.maxCreators = maxCreators;
    }

    /** The mean distance of datestamps: 30,000 full records, or a million small ones, span eight years. */
    int secondsBetweenRecords() {
        return secondsBetweenRecords;
    }

    int sentences(Dice dice) {
        return dice.between(minSentences, maxSentences);
    }

    int creators(Dice dice) {
        return Math.min(maxCreators, 1 + dice.skewed(4));
    }

    int tables(Dice dice) {
        if (this == SMALL) {
            return dice.chance(0.2) ? 1 : 0;
        }
        if (this == FEW_COLUMNS) {
            return dice.chance(0.8) ? 1 : 0;
        }
        double draw = dice.uniform();
        return draw < 0.87 ? 1 : draw < 0.96 ? 2 : draw < 0.99 ? 3 : 4;
    }

    /** Most tables of full records have 7 to 66 columns, a few have hundreds, as in VizieR. */
    int columns(Dice dice) {
        if (this == SMALL) {
            return dice.between(1, 2);
        }
        if (this == FEW_COLUMNS) {
            return dice.between(1, 6);
        }
        int usual = 7 + dice.below(30) + dice.below(31);
        return dice.chance(0.05) ? usual + dice.below(160) : usual;
    }

    /** Whether a record has the optional parts that are found on the given share of full records. */
    boolean optional(Dice dice, double share) {
        return dice.chance(this == SMALL ? share / 8 : share);
    }
}

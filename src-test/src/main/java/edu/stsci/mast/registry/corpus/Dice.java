package edu.stsci.mast.registry.corpus;

import java.util.List;
import java.util.SplittableRandom;

/** A reproducible source of chance: the same seed, index and purpose always give the same throws. */
final class Dice {
    private final SplittableRandom random;

    private Dice(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Dice for one purpose at one index of a seeded corpus, independent of all others. */
    static Dice of(long seed, long index, String purpose) {
        return new Dice(mix(mix(mix(seed) + index) + purpose.hashCode()));
    }

    /** The finaliser of MurmurHash3: neighbouring numbers become unrelated ones. */
    private static long mix(long bits) {
        long mixed = bits ^ (bits >>> 33);
        mixed *= 0xff51afd7ed558ccdL;
        mixed ^= mixed >>> 33;
        mixed *= 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }

    double uniform() {
        return random.nextDouble();
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** A number from 0 to {@code bound - 1}. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    /** A number from {@code low} to {@code high}, both included. */
    int between(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    /** A small number, 0 or more, geometrically distributed about its mean. */
    int skewed(double mean) {
        return (int) (StrictMath.log1p(-random.nextDouble()) / StrictMath.log(mean / (mean + 1)));
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    @SafeVarargs
    final <T> T pickOf(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** A decimal number between two whole ones, written with the given number of digits after the point. */
    String decimal(int low, int high, int digits) {
        int scale = 1;
        for (int i = 0; i < digits; i++) {
            scale *= 10;
        }
        String fraction = Integer.toString(scale + below(scale)).substring(1);
        int whole = low + below(high - low);
        return whole + "." + fraction;
    }
}

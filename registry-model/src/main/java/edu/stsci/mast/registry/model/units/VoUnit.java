package edu.stsci.mast.registry.model.units;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A unit of measurement in the syntax of VOUnits 1.1, such as {@code km/s}, {@code erg.s**-1} or {@code mas/(a.pc)}: a factor, and powers of
 * base units. Factors are exact fractions and powers of π, so that 3600 arcsec are 1 deg.
 */
public final class VoUnit {
    private static final MathContext PRECISE = new MathContext(40);
    private static final BigDecimal PI = new BigDecimal("3.14159265358979323846264338327950288419717");

    private final String text;
    private final BigInteger numerator;
    private final BigInteger denominator;
    private final int powerOfPi;
    private final Map<String, Integer> dimensions;

    private VoUnit(
            String text, BigInteger numerator, BigInteger denominator, int powerOfPi, Map<String, Integer> dimensions) {
        BigInteger common = numerator.gcd(denominator);
        this.text = text;
        this.numerator = numerator.divide(common);
        this.denominator = denominator.divide(common);
        this.powerOfPi = powerOfPi;
        this.dimensions = dimensions;
    }

    /**
     * Reads a unit.
     *
     * @throws IllegalArgumentException with a sentence when it is none of VOUnits, or has powers that are not whole
     */
    public static VoUnit parse(String text) {
        return new UnitParser(text).parse();
    }

    /** Whether VOUnits has this symbol, perhaps with a prefix, such as {@code kpc}. */
    public static boolean isSymbol(String symbol) {
        return UnitSymbols.find(symbol).isPresent();
    }

    static VoUnit base(String symbol) {
        return new VoUnit(symbol, BigInteger.ONE, BigInteger.ONE, 0, Map.of(symbol, 1));
    }

    static VoUnit number(BigDecimal number) {
        BigInteger unscaled = number.unscaledValue();
        BigInteger scale = BigInteger.TEN.pow(Math.abs(number.scale()));
        return number.scale() >= 0
                ? new VoUnit("", unscaled, scale, 0, Map.of())
                : new VoUnit("", unscaled.multiply(scale), BigInteger.ONE, 0, Map.of());
    }

    /** The number π. */
    static VoUnit pi() {
        return new VoUnit("", BigInteger.ONE, BigInteger.ONE, 1, Map.of());
    }

    VoUnit named(String other) {
        return new VoUnit(other, numerator, denominator, powerOfPi, dimensions);
    }

    VoUnit times(VoUnit other) {
        Map<String, Integer> sum = new TreeMap<>(dimensions);
        other.dimensions.forEach((unit, power) -> sum.merge(unit, power, (a, b) -> a + b == 0 ? null : a + b));
        return new VoUnit(
                text,
                numerator.multiply(other.numerator),
                denominator.multiply(other.denominator),
                powerOfPi + other.powerOfPi,
                sum);
    }

    VoUnit to(int power) {
        Map<String, Integer> powers = new TreeMap<>();
        dimensions.forEach((unit, old) -> powers.put(unit, old * power));
        powers.values().removeIf(p -> p == 0);
        int size = Math.abs(power);
        return new VoUnit(
                text,
                (power >= 0 ? numerator : denominator).pow(size),
                (power >= 0 ? denominator : numerator).pow(size),
                powerOfPi * power,
                powers);
    }

    /** Whether quantities in this unit can be told in the other one, by a factor. */
    public boolean goesWith(VoUnit other) {
        return dimensions.equals(other.dimensions);
    }

    /**
     * How quantities in this unit become ones in the other.
     *
     * @throws IllegalArgumentException when they cannot
     */
    public Conversion to(VoUnit other) {
        if (!goesWith(other)) {
            throw new IllegalArgumentException("Quantities in '" + text + "' can't be told in '" + other.text + "'.");
        }
        VoUnit ratio = times(other.to(-1));
        double factor = ratio.value();
        double inverse = ratio.to(-1).value();
        // The larger of both is a whole number more often than the smaller, and then exact.
        return factor >= 1 ? new Conversion(factor, false) : new Conversion(inverse, true);
    }

    private double value() {
        BigDecimal value = new BigDecimal(numerator).divide(new BigDecimal(denominator), PRECISE);
        return value.multiply(PI.pow(powerOfPi, PRECISE), PRECISE).doubleValue();
    }

    /**
     * A factor.
     *
     * @param divides whether to divide by it rather than to multiply
     */
    public record Conversion(double factor, boolean divides) {}

    /** The unit as it was written. */
    @Override
    public String toString() {
        return text;
    }

    /** Whether both are the same quantity, whatever they are called. */
    @Override
    public boolean equals(Object other) {
        return other instanceof VoUnit unit
                && numerator.equals(unit.numerator)
                && denominator.equals(unit.denominator)
                && powerOfPi == unit.powerOfPi
                && goesWith(unit);
    }

    @Override
    public int hashCode() {
        return Objects.hash(numerator, denominator, powerOfPi, dimensions);
    }
}

package edu.stsci.mast.registry.model.units;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The symbols of VOUnits 1.1, tables 1 to 5. Units whose value is only measured, or is none of physics, such as {@code solMass} and
 * {@code count}, are bases of their own: they become nothing else, but may have prefixes.
 */
final class UnitSymbols {
    private static final Map<String, VoUnit> UNITS = new HashMap<>();
    private static final Set<String> WITHOUT_PREFIX = new HashSet<>();
    /** By powers of ten; of 2 for Ki, Mi … */
    private static final Map<String, VoUnit> PREFIXES = new HashMap<>();

    static {
        base("m g s A K cd mol rad sr");
        base("mag dB solMass solLum solRad geoMass jupMass geoRad jupRad Ry u R D Sun");
        base("count photon pixel voxel bit byte adu beam bin chan electron");
        alias("ct", "count");
        alias("ph", "photon");
        alias("pix", "pixel");
        alias("B", "byte");
        alias("ADU", "adu");
        unit("Hz", "s**-1");
        unit("kg", "1e3", "g");
        unit("N", "1e3", "g.m.s**-2");
        unit("J", "1e3", "g.m**2.s**-2");
        unit("W", "1e3", "g.m**2.s**-3");
        unit("Pa", "1e3", "g.m**-1.s**-2");
        unit("C", "A.s");
        unit("V", "1e3", "g.m**2.s**-3.A**-1");
        unit("Ohm", "1e3", "g.m**2.s**-3.A**-2");
        unit("S", "1e-3", "g**-1.m**-2.s**3.A**2");
        unit("F", "1e-3", "g**-1.m**-2.s**4.A**2");
        unit("Wb", "1e3", "g.m**2.s**-2.A**-1");
        unit("T", "1e3", "g.s**-2.A**-1");
        unit("H", "1e3", "g.m**2.s**-2.A**-2");
        unit("lm", "cd.sr");
        unit("lx", "cd.sr.m**-2");
        unit("Bq", "s**-1");
        unit("Gy", "m**2.s**-2");
        unit("min", "60", "s");
        unit("h", "3600", "s");
        unit("d", "86400", "s");
        unit("a", "31557600", "s");
        alias("yr", "a");
        unit("cy", "100", "a");
        UNITS.put(
                "deg",
                of("rad")
                        .times(VoUnit.pi())
                        .times(VoUnit.number(new BigDecimal(180)).to(-1)));
        UNITS.put("arcmin", of("deg").times(VoUnit.number(new BigDecimal(60)).to(-1)));
        UNITS.put("arcsec", of("deg").times(VoUnit.number(new BigDecimal(3600)).to(-1)));
        unit("mas", "1e-3", "arcsec");
        // Exact by definition: SI of 2019, IAU 2012 B2 and 2015 B2.
        unit("eV", "1.602176634e-19", "J");
        unit("erg", "1e-7", "J");
        unit("Jy", "1e-26", "W.m**-2.Hz**-1");
        unit("G", "1e-4", "T");
        unit("barn", "1e-28", "m**2");
        unit("Angstrom", "1e-10", "m");
        alias("angstrom", "Angstrom");
        unit("AU", "149597870700", "m");
        alias("au", "AU");
        unit("lyr", "9460730472580800", "m");
        UNITS.put(
                "pc",
                of("AU").times(VoUnit.number(new BigDecimal(648000)))
                        .times(VoUnit.pi().to(-1)));
        UNITS.put("%", VoUnit.number(new BigDecimal("1e-2")));
        WITHOUT_PREFIX.addAll(Set.of(
                "kg", "min", "h", "d", "cy", "deg", "arcmin", "mas", "AU", "au", "Angstrom", "angstrom", "%", "Sun"));
        String[] decimal =
                "q -30 r -27 y -24 z -21 a -18 f -15 p -12 n -9 u -6 m -3 c -2 d -1 da 1 h 2 k 3 M 6 G 9 T 12 P 15 E 18 Z 21 Y 24 R 27 Q 30"
                        .split(" ");
        for (int i = 0; i < decimal.length; i += 2) {
            PREFIXES.put(decimal[i], VoUnit.number(new BigDecimal("1e" + decimal[i + 1])));
        }
        String[] binary = "Ki Mi Gi Ti Pi Ei Zi Yi".split(" ");
        for (int i = 0; i < binary.length; i++) {
            PREFIXES.put(binary[i], VoUnit.number(new BigDecimal(1024)).to(i + 1));
        }
    }

    private UnitSymbols() {}

    private static VoUnit of(String symbol) {
        return UNITS.get(symbol);
    }

    private static void base(String symbols) {
        for (String symbol : symbols.split(" ")) {
            UNITS.put(symbol, VoUnit.base(symbol));
        }
    }

    private static void alias(String symbol, String of) {
        UNITS.put(symbol, of(of));
    }

    private static void unit(String symbol, String product) {
        unit(symbol, "1", product);
    }

    private static void unit(String symbol, String factor, String product) {
        UNITS.put(symbol, VoUnit.number(new BigDecimal(factor)).times(VoUnit.parse(product)));
    }

    /** The unit of a symbol, with or without prefix; a symbol that is one without prefix is that one (VOUnits, section 2.6). */
    static Optional<VoUnit> find(String symbol) {
        VoUnit plain = of(symbol);
        if (plain != null) {
            return Optional.of(plain);
        }
        for (int length = 1; length <= 2 && length < symbol.length(); length++) {
            VoUnit prefix = PREFIXES.get(symbol.substring(0, length));
            String rest = symbol.substring(length);
            boolean binary = length == 2 && symbol.charAt(1) == 'i';
            boolean bits = rest.equals("bit") || rest.equals("byte") || rest.equals("B");
            if (prefix != null && of(rest) != null && !WITHOUT_PREFIX.contains(rest) && (!binary || bits)) {
                return Optional.of(prefix.times(of(rest)));
            }
        }
        return Optional.empty();
    }
}

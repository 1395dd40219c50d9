package edu.stsci.mast.registry.search.coverage;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parts of the spectrum as people type them, as energies in joules: {@code 500 nm}, {@code 400-700 nm}, {@code 4000..7000 Å},
 * {@code 0.5 keV to 10 keV}, {@code 1.4 GHz}, or the name of a band, {@code infrared}.
 */
public final class TypedSpectrum {
    /** Wavelengths in metres. */
    private static final Map<String, Double> LENGTHS = Map.ofEntries(
            Map.entry("m", 1.0),
            Map.entry("cm", 1e-2),
            Map.entry("mm", 1e-3),
            Map.entry("um", 1e-6),
            Map.entry("µm", 1e-6),
            Map.entry("μm", 1e-6),
            Map.entry("micron", 1e-6),
            Map.entry("microns", 1e-6),
            Map.entry("nm", 1e-9),
            Map.entry("å", 1e-10),
            Map.entry("a", 1e-10),
            Map.entry("angstrom", 1e-10),
            Map.entry("angstroms", 1e-10),
            Map.entry("pm", 1e-12));

    /** Energies in joules. */
    private static final Map<String, Double> ENERGIES = Map.ofEntries(
            Map.entry("hz", Photon.PLANCK),
            Map.entry("khz", 1e3 * Photon.PLANCK),
            Map.entry("mhz", 1e6 * Photon.PLANCK),
            Map.entry("ghz", 1e9 * Photon.PLANCK),
            Map.entry("thz", 1e12 * Photon.PLANCK),
            Map.entry("mev", 1e6 * Photon.ELECTRON_VOLT),
            Map.entry("ev", Photon.ELECTRON_VOLT),
            Map.entry("kev", 1e3 * Photon.ELECTRON_VOLT),
            Map.entry("gev", 1e9 * Photon.ELECTRON_VOLT),
            Map.entry("tev", 1e12 * Photon.ELECTRON_VOLT),
            Map.entry("j", 1.0));

    private static final String VALUE = "(\\d+(?:\\.\\d*)?(?:[eE][+-]?\\d+)?|\\.\\d+(?:[eE][+-]?\\d+)?)";
    private static final String UNIT = "\\s*([a-zA-ZµμÅå]+)";
    private static final Pattern ONE = Pattern.compile(VALUE + UNIT);
    private static final Pattern TWO =
            Pattern.compile(VALUE + "(?:" + UNIT + ")?\\s*(?:/|\\.\\.+|\\s+to\\s+|-|–|\\s)\\s*" + VALUE + UNIT);

    private TypedSpectrum() {}

    /**
     * Reads a text.
     *
     * @return energies in joules
     * @throws IllegalArgumentException with a sentence when the text is no part of the spectrum
     */
    public static Interval parse(String text) {
        String typed = text.strip();
        Optional<Interval> band = SpectralBand.named(typed).map(SpectralBand::energies);
        if (band.isPresent()) {
            return band.get();
        }
        Matcher one = ONE.matcher(typed);
        if (one.matches()) {
            double energy = energy(one.group(1), one.group(2), typed);
            return new Interval(energy, energy);
        }
        Matcher two = TWO.matcher(typed);
        if (two.matches()) {
            String unit = two.group(4);
            return Interval.between(
                    energy(two.group(1), two.group(2) == null ? unit : two.group(2), typed),
                    energy(two.group(3), unit, typed));
        }
        throw wrong(typed);
    }

    private static double energy(String value, String unit, String text) {
        double number = Double.parseDouble(value);
        // Only the case of M tells milli- from mega-, and there are no milli-electronvolts or millihertz here.
        String name = unit.toLowerCase(Locale.ROOT);
        Double length = LENGTHS.get(name);
        Double energy = ENERGIES.get(name);
        if (length == null && energy == null) {
            throw wrong(text);
        }
        if (number <= 0) {
            throw new IllegalArgumentException("Wavelengths, frequencies and energies are larger than 0.");
        }
        return length != null ? Photon.energy(number * length) : number * energy;
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "'" + text
                        + "' is no part of the spectrum; write 500 nm, 400-700 nm, 4000..7000 Å, 0.5-10 keV, 1.4 GHz, or a band: radio, millimeter,"
                        + " infrared, optical, UV, EUV, X-ray, gamma-ray. Units are m, cm, mm, µm, nm, Å, pm, Hz to THz, eV to TeV and J.");
    }
}

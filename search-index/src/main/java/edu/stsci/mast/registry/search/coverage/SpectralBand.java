package edu.stsci.mast.registry.search.coverage;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The named bands of the spectrum, from long wavelengths to short ones (VODataService 1.2, section 3.2, vs:Waveband). */
public enum SpectralBand {
    /** Down to 10 mm. */
    RADIO("Radio", 1e-2, Double.POSITIVE_INFINITY),
    /** From 0.1 mm to 10 mm. */
    MILLIMETER("Millimeter", 1e-4, 1e-2, "submillimeter", "mm"),
    /** From 1 µm to 100 µm. */
    INFRARED("Infrared", 1e-6, 1e-4, "ir"),
    /** From 0.3 µm to 1 µm. */
    OPTICAL("Optical", 3e-7, 1e-6, "visible"),
    /** From 0.1 µm to 0.3 µm. */
    UV("UV", 1e-7, 3e-7, "ultraviolet"),
    /** From 10 nm to 100 nm. */
    EUV("EUV", 1e-8, 1e-7, "extreme ultraviolet"),
    /** From 0.01 nm to 10 nm. */
    X_RAY("X-ray", 1e-11, 1e-8, "xray", "x ray", "x-rays"),
    /** Shorter than 0.01 nm. */
    GAMMA_RAY("Gamma-ray", 0, 1e-11, "gamma", "gamma ray", "gamma rays", "gamma-rays");

    private final String term;
    private final double shortest;
    private final double longest;
    private final List<String> otherNames;

    SpectralBand(String term, double shortest, double longest, String... otherNames) {
        this.term = term;
        this.shortest = shortest;
        this.longest = longest;
        this.otherNames = List.of(otherNames);
    }

    /** The band of a name, as the standard has it or as people say; case does not matter. */
    public static Optional<SpectralBand> named(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(band -> band.term.toLowerCase(Locale.ROOT).equals(lower) || band.otherNames.contains(lower))
                .findFirst();
    }

    /** The standard's name. */
    public String term() {
        return term;
    }

    /** The shortest wavelength, in metres; 0 for the last. */
    public double shortest() {
        return shortest;
    }

    /** The longest wavelength, in metres; infinite for the first. */
    public double longest() {
        return longest;
    }

    /** The energies of its photons, in joules. */
    public Interval energies() {
        return new Interval(Photon.energy(longest), Photon.energy(shortest));
    }
}

package edu.stsci.mast.registry.search;

import java.util.Locale;
import java.util.Map;

/** The terms of the IVOA's vocabulary of messengers, which record authors spell in many ways. */
final class Wavebands {
    private static final Map<String, String> LABELS = Map.ofEntries(
            Map.entry("radio", "Radio"),
            Map.entry("millimeter", "Millimeter"),
            Map.entry("infrared", "Infrared"),
            Map.entry("optical", "Optical"),
            Map.entry("uv", "UV"),
            Map.entry("euv", "EUV"),
            Map.entry("x-ray", "X-ray"),
            Map.entry("gamma-ray", "Gamma-ray"),
            Map.entry("photon", "Photon"),
            Map.entry("neutrino", "Neutrino"),
            Map.entry("gravitationalwave", "Gravitational waves"));

    private Wavebands() {}

    /** The term as the vocabulary writes it, in lower case; unknown words too. */
    static String term(String written) {
        return written.strip().toLowerCase(Locale.ROOT);
    }

    /** What to show people for a term; an unknown one as it is. */
    static String label(String term) {
        return LABELS.getOrDefault(term, term);
    }
}

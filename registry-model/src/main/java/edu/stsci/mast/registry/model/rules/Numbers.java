package edu.stsci.mast.registry.model.rules;

import java.util.Optional;

/** Reads numbers of records. */
final class Numbers {
    private Numbers() {}

    /** A finite number; empty when the text is none. */
    static Optional<Double> read(String text) {
        if (text.isEmpty() || text.length() > 40) {
            return Optional.empty();
        }
        try {
            return Optional.of(Double.parseDouble(text)).filter(Double::isFinite);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}

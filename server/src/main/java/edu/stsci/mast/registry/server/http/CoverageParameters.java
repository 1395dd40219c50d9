package edu.stsci.mast.registry.server.http;

import edu.stsci.mast.registry.search.coverage.CoverageRequest;
import edu.stsci.mast.registry.search.coverage.Interval;
import edu.stsci.mast.registry.search.coverage.SkyRegion;
import edu.stsci.mast.registry.search.coverage.TypedPosition;
import edu.stsci.mast.registry.search.coverage.TypedSpectrum;
import edu.stsci.mast.registry.search.coverage.TypedTime;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Place, time and part of the spectrum as they stand in a URL: {@code pos} with {@code radius} in degrees, or {@code region}; {@code time};
 * {@code spectrum}; and {@code unknown=yes} when resources count that do not say what data they have.
 *
 * @param request what is asked for
 * @param typed what was typed in each parameter, those left empty aside, to be shown again and kept in addresses
 * @param mistakes for each parameter that cannot be understood, a sentence; then it does not count
 */
public record CoverageParameters(CoverageRequest request, Map<String, String> typed, Map<String, String> mistakes) {
    private static final double RADIUS = 0.1;
    private static final List<String> NAMES = List.of("pos", "radius", "region", "time", "spectrum", "unknown");

    /**
     * Reads the parameters.
     *
     * @param resolver finds the position of an object by its name; throws an {@link IllegalArgumentException} with a sentence when there is
     *     none
     */
    public static CoverageParameters read(
            MultivaluedMap<String, String> parameters, Function<String, TypedPosition> resolver) {
        Map<String, String> typed = new LinkedHashMap<>();
        for (String name : NAMES) {
            String value = parameters.getFirst(name);
            if (value != null && !value.isBlank()) {
                typed.put(name, value.strip());
            }
        }
        Map<String, String> mistakes = new LinkedHashMap<>();
        Optional<Double> radius = read(typed, mistakes, "radius", CoverageParameters::radius);
        Optional<SkyRegion> circle = read(
                typed,
                mistakes,
                "pos",
                text -> SkyRegion.around(
                        TypedPosition.parse(text).orElseGet(() -> resolver.apply(text)), radius.orElse(RADIUS)));
        Optional<SkyRegion> region = read(typed, mistakes, "region", SkyRegion::parse);
        if (circle.isPresent() && region.isPresent()) {
            mistakes.put("region", "Give a position or a region, not both.");
        }
        Optional<Interval> time = read(typed, mistakes, "time", TypedTime::parse);
        Optional<Interval> spectrum = read(typed, mistakes, "spectrum", TypedSpectrum::parse);
        boolean unknown = typed.getOrDefault("unknown", "no").equals("yes");
        return new CoverageParameters(
                new CoverageRequest(circle.or(() -> region), time, spectrum, unknown), typed, mistakes);
    }

    private static <T> Optional<T> read(
            Map<String, String> typed, Map<String, String> mistakes, String name, Function<String, T> reader) {
        String text = typed.get(name);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(reader.apply(text));
        } catch (IllegalArgumentException e) {
            mistakes.put(name, e.getMessage());
            return Optional.empty();
        }
    }

    private static double radius(String text) {
        try {
            double radius = Double.parseDouble(text);
            if (radius >= 0 && radius <= 180) {
                return radius;
            }
        } catch (NumberFormatException e) {
            // The sentence below says it.
        }
        throw new IllegalArgumentException("The radius is a number of degrees between 0 and 180, not '" + text + "'.");
    }
}

package edu.stsci.mast.registry.search.coverage;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A position on the sky as people type it: {@code 210.802 54.349}, {@code 14:03:12.5 +54:20:56}, {@code 14h03m12.5s +54d20m56s},
 * {@code 14 03 12.5 +54 20 56}, or a name that is made of a position, such as {@code SDSS J140312.5+542056}.
 *
 * @param longitude the right ascension in degrees (ICRS), from 0 to 360
 * @param latitude the declination in degrees, from -90 to 90
 */
public record TypedPosition(double longitude, double latitude) {
    private static final String NUMBER = "\\d+(?:\\.\\d*)?|\\.\\d+";
    private static final Pattern DECIMAL =
            Pattern.compile("([+-]?(?:" + NUMBER + "))(?:°|deg|d)?[\\s,;]+([+-]?(?:" + NUMBER + "))(?:°|deg|d)?");
    private static final Pattern SEXAGESIMAL = Pattern.compile(
            "(\\d{1,2})(?:\\s*[hH:]\\s*|\\s+)(\\d{1,2})(?:(?:\\s*[mM:′']\\s*|\\s+)(\\d{1,2}(?:\\.\\d*)?)?\\s*[sS″\"]?)?[\\s,;]*"
                    + "([+−-])\\s*(\\d{1,2})(?:\\s*[dD°:]\\s*|\\s+)(\\d{1,2})(?:(?:\\s*[mM:′']\\s*|\\s+)(\\d{1,2}(?:\\.\\d*)?)?\\s*[sS″\"]?)?");
    private static final Pattern NAME = Pattern.compile(
            "(?:.*[\\s_-])?J(\\d{2})(\\d{2})(\\d{2}(?:\\.\\d*)?)?([+−-])(\\d{2})(\\d{2})(\\d{2}(?:\\.\\d*)?)?");

    /** Reads a text; empty when it is no position, so that it may be an object's name. */
    public static Optional<TypedPosition> parse(String text) {
        String typed = text.strip();
        Matcher decimal = DECIMAL.matcher(typed);
        if (decimal.matches()) {
            return of(Double.parseDouble(decimal.group(1)), Double.parseDouble(decimal.group(2)));
        }
        Matcher sexagesimal = SEXAGESIMAL.matcher(typed);
        if (sexagesimal.matches()) {
            return of(sexagesimal);
        }
        Matcher name = NAME.matcher(typed);
        return name.matches() ? of(name) : Optional.empty();
    }

    private static Optional<TypedPosition> of(Matcher parts) {
        double hours = sum(parts, 1);
        double degrees = sum(parts, 5);
        return of(hours * 15, parts.group(4).equals("+") ? degrees : -degrees);
    }

    private static double sum(Matcher parts, int group) {
        double seconds = parts.group(group + 2) == null ? 0 : Double.parseDouble(parts.group(group + 2));
        return Integer.parseInt(parts.group(group)) + Integer.parseInt(parts.group(group + 1)) / 60.0 + seconds / 3600;
    }

    private static Optional<TypedPosition> of(double longitude, double latitude) {
        boolean onSky = longitude >= -180 && longitude <= 360 && Math.abs(latitude) <= 90;
        return onSky
                ? Optional.of(new TypedPosition(longitude < 0 ? longitude + 360 : longitude, latitude))
                : Optional.empty();
    }
}

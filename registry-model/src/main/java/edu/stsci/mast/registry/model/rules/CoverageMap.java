package edu.stsci.mast.registry.model.rules;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ASCII form of coverage maps (MOC 2.0, section 4.3.2), checked without being kept. */
final class CoverageMap {
    private static final int DEEPEST = 29;
    private static final Pattern TOKEN = Pattern.compile("(\\d{1,20})(?:-(\\d{1,20}))?");
    private static final Pattern STC_S = Pattern.compile(
            "(?i)\\s*(circle|box|polygon|position|positioninterval|convex|allsky|union|ellipse|stc)\\b.*");

    private CoverageMap() {}

    /** What is wrong with a map, as the end of a sentence; empty when nothing is. */
    static Optional<String> fault(String text) {
        if (text.isEmpty()) {
            return Optional.of("it is empty");
        }
        if (STC_S.matcher(text).matches()) {
            return Optional.of("it is in STC-S, which is for queries");
        }
        int order = -1;
        for (String item : text.split("[\\s,]+")) {
            String cells = item;
            int slash = item.indexOf('/');
            if (slash >= 0) {
                Optional<Double> number = Numbers.read(item.substring(0, slash).replaceFirst("^s", ""));
                if (number.filter(n -> n >= 0 && n <= DEEPEST && n == Math.rint(n))
                        .isEmpty()) {
                    return Optional.of("the order '" + item.substring(0, slash) + "' is not between 0 and " + DEEPEST);
                }
                order = number.get().intValue();
                cells = item.substring(slash + 1);
            }
            if (cells.isEmpty()) {
                continue;
            }
            Matcher range = TOKEN.matcher(cells);
            if (!range.matches()) {
                return Optional.of(
                        "'" + Findings.quoted(cells).replace("'", "") + "' is neither a cell nor a range of cells");
            }
            if (order < 0) {
                return Optional.of("it does not begin with an order, as in 3/");
            }
            double most = 12 * Math.pow(4, order);
            double first = Double.parseDouble(range.group(1));
            double last = range.group(2) == null ? first : Double.parseDouble(range.group(2));
            if (last < first) {
                return Optional.of("the range " + cells + " runs backwards");
            }
            if (last >= most) {
                return Optional.of(
                        "the order " + order + " has no cell " + range.group(range.group(2) == null ? 1 : 2));
            }
        }
        return order < 0 ? Optional.of("it names no order") : Optional.empty();
    }
}

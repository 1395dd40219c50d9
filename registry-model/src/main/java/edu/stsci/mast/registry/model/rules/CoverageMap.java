package edu.stsci.mast.registry.model.rules;

import java.util.Optional;
import java.util.StringTokenizer;
import java.util.regex.Pattern;

/** The ASCII form of coverage maps (MOC 2.0, section 4.3.2), checked without being kept. */
final class CoverageMap {
    private static final int DEEPEST = 29;
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
        StringTokenizer items = new StringTokenizer(text, " ,\t\r\n");
        while (items.hasMoreTokens()) {
            String item = items.nextToken();
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
            int dash = cells.indexOf('-');
            long first = cell(dash < 0 ? cells : cells.substring(0, dash));
            long last = dash < 0 ? first : cell(cells.substring(dash + 1));
            if (first < 0 || last < 0) {
                return Optional.of(Findings.quoted(cells) + " is neither a cell nor a range of cells");
            }
            if (order < 0) {
                return Optional.of("it does not begin with an order, as in 3/");
            }
            if (last < first) {
                return Optional.of("the range " + cells + " runs backwards");
            }
            if (last >= 12L << 2 * order) {
                return Optional.of("the order " + order + " has no cell " + last);
            }
        }
        return order < 0 ? Optional.of("it names no order") : Optional.empty();
    }

    /** A cell's number; -1 for what is none. The largest of order 29 has 19 digits. */
    private static long cell(String text) {
        if (text.isEmpty() || text.length() > 19) {
            return -1;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return -1;
            }
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}

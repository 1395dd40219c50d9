package edu.stsci.mast.registry.search.adql;

import java.util.Locale;
import java.util.Set;

/** The set functions of ADQL 2.1's grammar. */
final class StandardAggregates {
    private static final Set<String> NAMES = Set.of("AVG", "COUNT", "MAX", "MIN", "SUM");

    private StandardAggregates() {}

    static boolean isAggregate(String name) {
        return NAMES.contains(name.toUpperCase(Locale.ROOT));
    }
}

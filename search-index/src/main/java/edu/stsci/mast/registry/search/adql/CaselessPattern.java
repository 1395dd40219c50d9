package edu.stsci.mast.registry.search.adql;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Patterns of {@code LIKE} that match whatever the case: cases are folded by Unicode's algorithm R2 (ADQL 2.1, section 4.3.1). SQLite's own
 * {@code lower} knows only ASCII, which is enough, and faster, when the pattern has nothing else.
 */
final class CaselessPattern {
    private CaselessPattern() {}

    /** The condition that a text matches; with the catalogue's own condition before it, if there is one that finds rows fast. */
    static SqlText match(ExpressionResolver values, Evaluated text, Evaluated pattern) {
        Optional<SqlFragment> fast = values.queries()
                .session()
                .catalogue()
                .fast()
                .pattern(new KnownArguments(List.of(text, pattern), values.clause()));
        SqlText exact = compare(text, " LIKE ", pattern);
        return fast.isPresent() ? SqlText.of(SqlText.of(fast.get()), " AND ", exact) : exact;
    }

    /** The condition that a text does not match. */
    static SqlText mismatch(Evaluated text, Evaluated pattern) {
        return compare(text, " NOT LIKE ", pattern);
    }

    private static SqlText compare(Evaluated text, String operator, Evaluated pattern) {
        if (pattern.constant().isEmpty()) {
            return SqlText.of("adql_lower(", text.sql(), ")" + operator + "adql_lower(", pattern.sql(), ")");
        }
        String written = (String) pattern.constant().get();
        String lower = written.chars().allMatch(c -> c < 128) ? "lower(" : "adql_lower(";
        return SqlText.of(lower, text.sql(), ")" + operator + SqlText.quotedString(written.toLowerCase(Locale.ROOT)));
    }
}

package edu.stsci.mast.registry.search.adql;

/**
 * What a query may cost before it is even run. A query beyond a limit is refused with a sentence that names the limit.
 *
 * @param length the longest text, in characters
 * @param depth how deep parentheses may be nested
 * @param queries how deep subqueries may be nested; SQLite adds up the depth of the expressions around them, to 1,000 at most
 * @param tables how many tables may be read, counting one as often as FROM names it; SQLite joins at most 64
 * @param terms how many terms one chain of {@code +}, {@code -}, {@code *}, {@code /} may have. Chains of AND, OR and
 *     {@code ||} have no limit but the text's
 */
public record AdqlLimits(int length, int depth, int queries, int tables, int terms) {
    /** The limits of a public service: 200,000 characters, 50 parentheses and 12 subqueries deep, 60 tables, 200
     * terms. */
    public static AdqlLimits standard() {
        return new AdqlLimits(200_000, 50, 12, 60, 200);
    }

    /** Refuses limits that would refuse everything. */
    public AdqlLimits {
        if (length < 1 || depth < 1 || queries < 1 || tables < 1 || terms < 1) {
            throw new IllegalArgumentException("Every limit of ADQL queries must be at least 1.");
        }
    }
}

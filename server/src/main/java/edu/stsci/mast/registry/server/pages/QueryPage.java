package edu.stsci.mast.registry.server.pages;

import edu.stsci.mast.registry.search.adql.AdqlException;
import edu.stsci.mast.registry.search.tap.ExampleQuery;
import edu.stsci.mast.registry.search.tap.PublishedSchema;
import edu.stsci.mast.registry.search.tap.QueryPreview;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What the page for queries shows.
 *
 * @param query the text that was asked; empty when nothing was
 * @param result its rows; empty when there are none to show
 * @param problem why it has no result, in a sentence; empty when it has, or nothing was asked
 * @param spot where in the text the problem is; empty when that is nowhere in particular
 * @param seconds how long it took
 */
public record QueryPage(
        String query,
        List<ExampleQuery> examples,
        List<PublishedSchema> schemas,
        Optional<QueryPreview> result,
        String problem,
        Optional<Spot> spot,
        double seconds) {
    /** Formats in which the result can be had, and what the links to them are called. */
    private static final List<String> FORMATS = List.of("votable", "csv", "tsv", "fits", "json");

    /**
     * The place of a problem: the text before it, itself, and the text behind it.
     *
     * @param text a blank when the place is the end of the query
     */
    public record Spot(String before, String text, String after) {
        static Spot of(String query, AdqlException e) {
            int start = 0;
            for (int line = 1; line < e.line(); line++) {
                start = query.indexOf('\n', start) + 1;
            }
            start = Math.min(query.length(), start + e.column() - 1);
            int end = Math.min(query.length(), start + Math.max(1, e.length()));
            return new Spot(
                    query.substring(0, start), start == end ? " " : query.substring(start, end), query.substring(end));
        }
    }

    /** The address of this page with a query in it. */
    public static String address(String adql) {
        return "/tap?QUERY=" + encoded(adql);
    }

    /** The formats for {@link #download}. */
    public List<String> formats() {
        return FORMATS;
    }

    /** Where the whole result can be had in a format. */
    public String download(String format) {
        return "/tap/sync?LANG=ADQL&RESPONSEFORMAT=" + encoded(format) + "&QUERY=" + encoded(query);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

package edu.stsci.mast.registry.server.pages.front;

import edu.stsci.mast.registry.harvester.SourceOverview;
import edu.stsci.mast.registry.search.Facet;
import edu.stsci.mast.registry.search.SearchResult;
import edu.stsci.mast.registry.server.pages.record.SkyDensity;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What the front page shows.
 *
 * @param everything the newest resources, and how many there are of what
 * @param sky how many resources have data of each part of the sky; empty when that is not known
 * @param harvests the registries that are harvested, the last first
 * @param queries whether tables can be queried
 */
public record FrontPage(
        SearchResult everything, Optional<SkyDensity> sky, List<SourceOverview> harvests, boolean queries) {
    private static final int BARS = 8;
    private static final int WIDTH = 100;

    /** The facets that are shown as bars. */
    public List<Facet> facets() {
        return everything.facets().stream()
                .filter(facet -> !facet.buckets().isEmpty())
                .limit(3)
                .toList();
    }

    /** The most frequent values of a facet. */
    public List<Facet.Bucket> bars(Facet facet) {
        return facet.buckets().stream().limit(BARS).toList();
    }

    /** The address of the search for the resources of a value. */
    public String address(Facet facet, Facet.Bucket bucket) {
        return "/search?q=&" + facet.field().parameter() + "="
                + URLEncoder.encode(bucket.value(), StandardCharsets.UTF_8);
    }

    /** How long a value's bar is, of 100. */
    public long length(Facet facet, Facet.Bucket bucket) {
        long most =
                facet.buckets().stream().mapToLong(Facet.Bucket::count).max().orElse(1);
        return Math.max(1, WIDTH * bucket.count() / Math.max(1, most));
    }
}

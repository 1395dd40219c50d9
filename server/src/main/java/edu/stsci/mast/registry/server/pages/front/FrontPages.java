package edu.stsci.mast.registry.server.pages.front;

import edu.stsci.mast.registry.harvester.HarvestOverview;
import edu.stsci.mast.registry.harvester.SourceOverview;
import edu.stsci.mast.registry.search.SearchRequest;
import edu.stsci.mast.registry.search.SearchUnavailableException;
import edu.stsci.mast.registry.search.coverage.SkyDensities;
import edu.stsci.mast.registry.server.http.ResourceSearch;
import edu.stsci.mast.registry.server.pages.Templates;
import edu.stsci.mast.registry.server.pages.record.SkyDensity;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The front page: what the registry holds now, in numbers and pictures, and where to begin. */
@Path("/")
public final class FrontPages {
    private static final int NEWEST = 5;
    private static final int HARVESTS = 8;

    private final Templates templates;
    private final ResourceSearch search;
    private final SkyDensities densities;
    private final HarvestOverview harvests;

    /**
     * The page.
     *
     * @param densities the resources of each part of the sky; null when there are no tables for it
     */
    public FrontPages(Templates templates, ResourceSearch search, SkyDensities densities, HarvestOverview harvests) {
        this.templates = templates;
        this.search = search;
        this.densities = densities;
        this.harvests = harvests;
    }

    /** The page as of now. */
    @GET
    public Response page() {
        FrontPage page = new FrontPage(
                search.find(new SearchRequest("", Map.of(), 0, NEWEST)), sky(), lastHarvests(), densities != null);
        return Response.ok(templates.render("front.jte", Map.of("page", page)))
                .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
                .build();
    }

    private Optional<SkyDensity> sky() {
        try {
            return Optional.ofNullable(densities)
                    .map(SkyDensities::densities)
                    .map(SkyDensity::new)
                    .filter(sky -> !sky.isEmpty());
        } catch (SearchUnavailableException e) {
            return Optional.empty(); // the rest of the page does not need the tables
        }
    }

    private List<SourceOverview> lastHarvests() {
        return harvests.sources().stream()
                .filter(source -> source.last().isPresent())
                .sorted(Comparator.comparing(
                                (SourceOverview source) -> source.last().get().started())
                        .reversed())
                .limit(HARVESTS)
                .toList();
    }
}

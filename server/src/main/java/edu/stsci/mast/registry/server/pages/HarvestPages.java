package edu.stsci.mast.registry.server.pages;

import edu.stsci.mast.registry.harvester.HarvestReport;
import edu.stsci.mast.registry.harvester.HeldRemoval;
import edu.stsci.mast.registry.harvester.Proposal;
import edu.stsci.mast.registry.harvester.RegistryDiscovery;
import edu.stsci.mast.registry.harvester.SourceOverview;
import edu.stsci.mast.registry.model.accounts.Right;
import edu.stsci.mast.registry.server.Harvesting;
import edu.stsci.mast.registry.server.accounts.Requires;
import edu.stsci.mast.registry.server.accounts.Visit;
import edu.stsci.mast.registry.server.http.QueryNumbers;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * {@code /staff/harvest}: the sources, their runs and what is wrong, for members of staff. What they see they may only change when they
 * are administrators.
 */
@Path("/staff/harvest")
@Requires(Right.READ)
public final class HarvestPages {
    private static final MediaType HTML = MediaType.TEXT_HTML_TYPE.withCharset("utf-8");
    private static final int RUNS = 20;
    private static final int QUARANTINE = 20;
    private static final int PROPOSALS = 200;
    private static final int REMOVALS = 100;
    private static final int RECONCILIATIONS = 5;
    private static final int OF_RUN = 100;
    private static final int MOST_SKIPPED = 1_000_000;

    private final Templates templates;
    private final Harvesting harvesting;
    private final boolean harvests;
    private final Clock clock = Clock.systemUTC();

    /**
     * The pages of a registry.
     *
     * @param harvests whether this server can be told to harvest
     */
    public HarvestPages(Templates templates, Harvesting harvesting, boolean harvests) {
        this.templates = templates;
        this.harvesting = harvesting;
        this.harvests = harvests;
    }

    /** All sources. */
    @GET
    public Response sources(@QueryParam("told") String told, @Context SecurityContext security) {
        return page(
                "harvests.jte",
                new HarvestsPage(
                        harvesting.overview().sources(),
                        harvesting.proposals().list(Proposal.State.OPEN, PROPOSALS),
                        harvesting.discovery().map(RegistryDiscovery::baseUrl).orElse(""),
                        harvesting.discoveries().latest(),
                        clock.instant(),
                        harvests,
                        refusal(security),
                        HarvestActions.told(told)),
                security);
    }

    /** One source. */
    @GET
    @Path("{source: [0-9]{1,18}}")
    public Response source(
            @PathParam("source") long id,
            @QueryParam("told") String told,
            @Context UriInfo uri,
            @Context SecurityContext security) {
        long before = QueryNumbers.read(uri.getQueryParameters(), "before", 0, Long.MAX_VALUE);
        int skipped = (int) QueryNumbers.read(uri.getQueryParameters(), "skip", 0, MOST_SKIPPED);
        SourceOverview health = harvesting.overview().source(id).orElseThrow(() -> noSource(id));
        List<HarvestReport> runs = harvesting.runs().before(id, before > 0 ? before : Long.MAX_VALUE, RUNS + 1);
        return page(
                "harvestSource.jte",
                new HarvestSourcePage(
                        health,
                        runs.subList(0, Math.min(RUNS, runs.size())),
                        before,
                        runs.size() > RUNS,
                        harvesting.quarantine().list(id, skipped, QUARANTINE),
                        skipped,
                        harvesting.removals().list(id, HeldRemoval.State.HELD, REMOVALS),
                        harvesting.reconciliations().latest(id, RECONCILIATIONS),
                        clock.instant(),
                        harvests,
                        refusal(security),
                        HarvestActions.told(told)),
                security);
    }

    /** One run. */
    @GET
    @Path("runs/{run: [0-9]{1,18}}")
    public Response run(@PathParam("run") long run, @Context SecurityContext security) {
        HarvestReport report = harvesting
                .runs()
                .get(run)
                .orElseThrow(() -> trouble(404, "No such run", "There is no run with the number " + run + "."));
        return page(
                "harvestRun.jte",
                new HarvestRunPage(
                        harvesting.sources().find(report.source()).orElseThrow(() -> noSource(0)),
                        report,
                        harvesting.runs().problems(run),
                        harvesting.quarantine().ofRun(run, OF_RUN),
                        clock.instant()),
                security);
    }

    /** What is wrong in all registries together. */
    @GET
    @Path("anomalies")
    public Response anomalies(@Context SecurityContext security) {
        return page(
                "harvestAnomalies.jte",
                new AnomaliesPage(
                        harvesting.anomalies().claimsToOurs(harvesting.ourselves()),
                        harvesting.anomalies().sharedAuthorities(),
                        harvesting.anomalies().undeclaredAuthorities(),
                        harvesting.contested().list(),
                        harvesting.anomalies().registriesWithoutRecord(),
                        harvesting.anomalies().invalidShares()),
                security);
    }

    private Response page(String template, Object page, SecurityContext security) {
        return Response.ok(templates.render(template, Map.of("page", page, "visit", Visit.of(security))))
                .type(HTML)
                .build();
    }

    /** Why whoever looks may not change anything; empty when they may. */
    private static String refusal(SecurityContext security) {
        return Visit.of(security).administers() ? "" : "Only administrators may change something here.";
    }

    private WebApplicationException noSource(long id) {
        return trouble(
                404, "No such source", "There is no source with the number " + id + "; it may have been removed.");
    }

    private WebApplicationException trouble(int status, String title, String sentence) {
        return trouble(templates, status, title, sentence);
    }

    /** An answer that says in a page why a request cannot be answered. */
    static WebApplicationException trouble(Templates templates, int status, String title, String sentence) {
        return new WebApplicationException(Response.status(status)
                .type(HTML)
                .entity(templates.render("harvestTrouble.jte", Map.of("title", title, "sentence", sentence)))
                .build());
    }
}

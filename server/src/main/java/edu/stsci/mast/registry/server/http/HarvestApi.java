package edu.stsci.mast.registry.server.http;

import edu.stsci.mast.registry.harvester.HarvestReport;
import edu.stsci.mast.registry.harvester.HarvestSource;
import edu.stsci.mast.registry.harvester.QuarantinedRecord;
import edu.stsci.mast.registry.harvester.SourceOverview;
import edu.stsci.mast.registry.harvester.SourceOverview.RunMark;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.store.Holdings.Holding;
import edu.stsci.mast.registry.server.Harvesting;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code /api/harvest}: what the pages at {@code /staff/harvest} show, in JSON. Times are in UTC; what is not known is null. */
@Path("/api/harvest")
@Produces(MediaType.APPLICATION_JSON)
public final class HarvestApi {
    private static final int USUAL = 50;
    private static final int MOST = 500;
    private static final int MOST_SKIPPED = 1_000_000;

    private final Harvesting harvesting;

    /** The API of a registry. */
    public HarvestApi(Harvesting harvesting) {
        this.harvesting = harvesting;
    }

    /** The answer with all sources. */
    public record Sources(List<Source> sources) {}

    /**
     * A source and how it is doing.
     *
     * @param id its number
     * @param registry the IVOID of its registry
     * @param set the OAI-PMH set that is asked for; empty for everything
     * @param schedule when it is harvested, as people write it
     * @param health new, good, troubled, late or failing
     * @param sentence what that means here; empty when there is nothing to say
     * @param lastSuccess when the last complete run ended
     * @param due when it is to be harvested next
     * @param nextFrom the time since when the next run asks for changes
     * @param records how many of its records are held that were not deleted
     * @param running the run that is under way
     * @param trend its last runs, the oldest first
     */
    public record Source(
            long id,
            String name,
            Optional<Ivoid> registry,
            String baseUrl,
            String set,
            String schedule,
            boolean enabled,
            String health,
            String sentence,
            Optional<Instant> lastSuccess,
            Optional<Instant> due,
            Optional<Instant> nextFrom,
            Optional<String> granularity,
            int records,
            int quarantined,
            Optional<HarvestReport> running,
            List<RunMark> trend) {
        /** A source as the API tells it. */
        public static Source of(SourceOverview health) {
            HarvestSource source = health.source();
            return new Source(
                    source.id(),
                    source.name(),
                    source.registry(),
                    source.baseUrl(),
                    source.set(),
                    source.schedule().text(),
                    source.enabled(),
                    health.health().word(),
                    health.sentence(),
                    health.lastSuccess(),
                    health.due(),
                    source.nextFrom(),
                    source.granularity().map(g -> g.name().toLowerCase(Locale.ROOT)),
                    health.liveRecords(),
                    health.quarantined(),
                    health.running(),
                    health.trend());
        }
    }

    /**
     * Some runs of a source, the newest first.
     *
     * @param before the number to give as {@code before} for the next ones; null when there are none
     */
    public record Runs(List<HarvestReport> runs, Optional<Long> before) {}

    /** Some of the records in quarantine, those met last first; {@code total} is how many there are. */
    public record Quarantined(int total, List<QuarantinedRecord> records) {}

    /**
     * What is wrong in all registries together.
     *
     * @param unregistered sources whose registry's own record is not held
     * @param holdings what is held of each registry, those with the largest share of invalid records first
     */
    public record Found(List<Unregistered> unregistered, List<Holding> holdings) {}

    /** A source whose registry's own record is not held. */
    public record Unregistered(long id, String name, Optional<Ivoid> registry, String baseUrl) {}

    /** All sources, in the order of their names. */
    @GET
    @Path("sources")
    public Sources sources() {
        return new Sources(
                harvesting.overview().sources().stream().map(Source::of).toList());
    }

    /** One source. */
    @GET
    @Path("sources/{source: [0-9]{1,18}}")
    public Source source(@PathParam("source") long id) {
        return harvesting.overview().source(id).map(Source::of).orElseThrow(() -> noSource(id));
    }

    /** The runs of a source; {@code limit} of them, from the newest or from {@code before}. */
    @GET
    @Path("sources/{source: [0-9]{1,18}}/runs")
    public Runs runs(@PathParam("source") long id, @Context UriInfo uri) {
        known(id);
        int limit = limit(uri);
        long before = QueryNumbers.read(uri.getQueryParameters(), "before", Long.MAX_VALUE, Long.MAX_VALUE);
        List<HarvestReport> runs = harvesting.runs().before(id, before, limit + 1);
        boolean more = runs.size() > limit;
        List<HarvestReport> answer = runs.subList(0, Math.min(limit, runs.size()));
        return new Runs(
                answer, more && limit > 0 ? Optional.of(answer.get(limit - 1).run()) : Optional.empty());
    }

    /** One run. */
    @GET
    @Path("runs/{run: [0-9]{1,18}}")
    public HarvestReport run(@PathParam("run") long run) {
        return harvesting
                .runs()
                .get(run)
                .orElseThrow(() -> new NotFoundException("There is no run with the number " + run + "."));
    }

    /** The records in quarantine: {@code limit} of them after the first {@code skip}, of all sources or of {@code source}. */
    @GET
    @Path("quarantine")
    public Quarantined quarantine(@Context UriInfo uri) {
        MultivaluedMap<String, String> parameters = uri.getQueryParameters();
        int limit = limit(uri);
        int skip = (int) QueryNumbers.read(parameters, "skip", 0, MOST_SKIPPED);
        long source = QueryNumbers.read(parameters, "source", -1, Long.MAX_VALUE);
        if (source < 0) {
            return new Quarantined(
                    harvesting.quarantine().count(), harvesting.quarantine().listAll(skip, limit));
        }
        known(source);
        return new Quarantined(
                harvesting.quarantine().count(source), harvesting.quarantine().list(source, skip, limit));
    }

    /** What is wrong in all registries together. */
    @GET
    @Path("anomalies")
    public Found anomalies() {
        return new Found(
                harvesting.anomalies().unregistered().stream()
                        .map(source ->
                                new Unregistered(source.id(), source.name(), source.registry(), source.baseUrl()))
                        .toList(),
                harvesting.anomalies().holdings());
    }

    private static int limit(UriInfo uri) {
        return (int) QueryNumbers.read(uri.getQueryParameters(), "limit", USUAL, MOST);
    }

    private void known(long source) {
        if (harvesting.sources().get(source).isEmpty()) {
            throw noSource(source);
        }
    }

    private static NotFoundException noSource(long id) {
        return new NotFoundException("There is no source with the number " + id + ".");
    }
}

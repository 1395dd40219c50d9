package edu.stsci.mast.registry.server.http;

import edu.stsci.mast.registry.harvester.ContestedRecord;
import edu.stsci.mast.registry.harvester.Discovery;
import edu.stsci.mast.registry.harvester.HarvestProblem;
import edu.stsci.mast.registry.harvester.HarvestReport;
import edu.stsci.mast.registry.harvester.HarvestSource;
import edu.stsci.mast.registry.harvester.HeldRemoval;
import edu.stsci.mast.registry.harvester.Proposal;
import edu.stsci.mast.registry.harvester.QuarantinedRecord;
import edu.stsci.mast.registry.harvester.ReconciliationReport;
import edu.stsci.mast.registry.harvester.RegistryDiscovery;
import edu.stsci.mast.registry.harvester.SourceOverview;
import edu.stsci.mast.registry.harvester.SourceOverview.RunMark;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.store.Anomalies;
import edu.stsci.mast.registry.model.store.Anomalies.InvalidShare;
import edu.stsci.mast.registry.model.store.Anomalies.RegistryWithoutRecord;
import edu.stsci.mast.registry.model.store.Anomalies.SharedAuthority;
import edu.stsci.mast.registry.model.store.Anomalies.UndeclaredAuthority;
import edu.stsci.mast.registry.server.Harvesting;
import jakarta.ws.rs.BadRequestException;
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
     * @param health new, good, troubled, held, overdue or failing
     * @param sentence what that means here; empty when there is nothing to say
     * @param lastSuccess when the last complete run ended
     * @param due when it is to be harvested next
     * @param nextFrom the time since when the next run asks for changes
     * @param records how many of its active records are held
     * @param heldRemovals how many removals wait for a curator's word
     * @param lastReconciliation when the last complete comparison with what we hold ended
     * @param discovered whether it comes from the Registry of Registries
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
            int heldRemovals,
            Optional<Instant> lastReconciliation,
            boolean discovered,
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
                    health.heldRemovals(),
                    health.lastReconciliation(),
                    source.discovered(),
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

    /** What is wrong in all registries together; the parts are {@link Anomalies}' and those of contested records. */
    public record Found(
            List<SharedAuthority> claimsToOurs,
            List<SharedAuthority> sharedAuthorities,
            List<UndeclaredAuthority> undeclaredAuthorities,
            List<ContestedRecord> contestedRecords,
            List<RegistryWithoutRecord> registriesWithoutRecord,
            List<InvalidShare> invalidShares) {}

    /** What was worth a line in a run, with the server's text that each is about. */
    public record Problems(List<HarvestProblem> problems) {}

    /** The last comparisons of what a source lists with what we hold, the newest first. */
    public record Compared(List<ReconciliationReport> reconciliations) {}

    /** Some of the removals that wait for a curator's word; {@code total} is how many there are. */
    public record Removals(int total, List<HeldRemoval> removals) {}

    /** What the Registry of Registries suggests to change. */
    public record Suggested(List<Proposal> proposals) {}

    /**
     * The Registry of Registries.
     *
     * @param url its OAI-PMH base URL; null when the settings name none
     * @param last the last look into it, which may be under way; null when there was none
     */
    public record Discovered(Optional<String> url, Optional<Discovery> last) {}

    /** What became of the last look into the Registry of Registries. */
    @ApiDoor("What became of the last look into the Registry of Registries.")
    @GET
    @Path("discovery")
    public Discovered discovery() {
        return new Discovered(
                harvesting.discovery().map(RegistryDiscovery::baseUrl),
                harvesting.discoveries().latest());
    }

    /** All sources, in the order of their names. */
    @ApiDoor("All registries that are harvested, and how they are doing.")
    @GET
    @Path("sources")
    public Sources sources() {
        return new Sources(
                harvesting.overview().sources().stream().map(Source::of).toList());
    }

    /** One source. */
    @ApiDoor(
            value = "One of them.",
            parameters = {
                @ApiDoor.Parameter(name = "source", value = "The number of the source."),
            })
    @GET
    @Path("sources/{source: [0-9]{1,18}}")
    public Source source(@PathParam("source") long id) {
        return harvesting.overview().source(id).map(Source::of).orElseThrow(() -> noSource(id));
    }

    /** The runs of a source; {@code limit} of them, from the newest or from {@code before}. */
    @ApiDoor(
            value = "The runs of a source, the newest first.",
            parameters = {
                @ApiDoor.Parameter(name = "source", value = "The number of the source."),
                @ApiDoor.Parameter(name = "limit", value = "How many at most.", number = true),
                @ApiDoor.Parameter(name = "before", value = "Only runs before this number.", number = true),
            })
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
    @ApiDoor(
            value = "One run.",
            parameters = {
                @ApiDoor.Parameter(name = "run", value = "The number of the run."),
            })
    @GET
    @Path("runs/{run: [0-9]{1,18}}")
    public HarvestReport run(@PathParam("run") long run) {
        return harvesting
                .runs()
                .get(run)
                .orElseThrow(() -> new NotFoundException("There is no run with the number " + run + "."));
    }

    /** The records in quarantine: {@code limit} of them after the first {@code skip}, of all sources or of {@code source}. */
    @ApiDoor(
            value = "The records in quarantine.",
            parameters = {
                @ApiDoor.Parameter(name = "limit", value = "How many at most.", number = true),
                @ApiDoor.Parameter(name = "skip", value = "How many to leave out.", number = true),
                @ApiDoor.Parameter(
                        name = "source",
                        value = "The number of a source; all when it is missing.",
                        number = true),
            })
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
    @ApiDoor("What is wrong between registries.")
    @GET
    @Path("anomalies")
    public Found anomalies() {
        Anomalies anomalies = harvesting.anomalies();
        return new Found(
                anomalies.claimsToOurs(harvesting.ourselves()),
                anomalies.sharedAuthorities(),
                anomalies.undeclaredAuthorities(),
                harvesting.contested().list(),
                anomalies.registriesWithoutRecord(),
                anomalies.invalidShares());
    }

    /** What was worth a line in a run. */
    @ApiDoor(
            value = "What was worth a line in a run.",
            parameters = {
                @ApiDoor.Parameter(name = "run", value = "The number of the run."),
            })
    @GET
    @Path("runs/{run: [0-9]{1,18}}/problems")
    public Problems problems(@PathParam("run") long run) {
        run(run);
        return new Problems(harvesting.runs().problems(run));
    }

    /** The last {@code limit} comparisons of what a source lists with what we hold. */
    @ApiDoor(
            value = "The last comparisons of what a source lists with what we hold.",
            parameters = {
                @ApiDoor.Parameter(name = "source", value = "The number of the source."),
                @ApiDoor.Parameter(name = "limit", value = "How many at most.", number = true),
            })
    @GET
    @Path("sources/{source: [0-9]{1,18}}/reconciliations")
    public Compared reconciliations(@PathParam("source") long id, @Context UriInfo uri) {
        known(id);
        return new Compared(harvesting.reconciliations().latest(id, limit(uri)));
    }

    /** The first {@code limit} removals of a source that wait for a curator's word. */
    @ApiDoor(
            value = "Removals that wait for the word of a curator.",
            parameters = {
                @ApiDoor.Parameter(name = "source", value = "The number of the source."),
                @ApiDoor.Parameter(name = "limit", value = "How many at most.", number = true),
            })
    @GET
    @Path("sources/{source: [0-9]{1,18}}/removals")
    public Removals removals(@PathParam("source") long id, @Context UriInfo uri) {
        known(id);
        return new Removals(
                harvesting.removals().counts().getOrDefault(id, 0),
                harvesting.removals().list(id, HeldRemoval.State.HELD, limit(uri)));
    }

    /** What the Registry of Registries suggests to change: in the state {@code state}, open when it is not given. */
    @ApiDoor(
            value = "What the Registry of Registries suggests to change.",
            parameters = {
                @ApiDoor.Parameter(
                        name = "state",
                        value = "open, accepted, rejected or withdrawn; open when it is missing."),
                @ApiDoor.Parameter(name = "limit", value = "How many at most.", number = true),
            })
    @GET
    @Path("proposals")
    public Suggested proposals(@Context UriInfo uri) {
        String state = uri.getQueryParameters().getFirst("state");
        try {
            return new Suggested(harvesting
                    .proposals()
                    .list(
                            state == null
                                    ? Proposal.State.OPEN
                                    : Proposal.State.valueOf(state.toUpperCase(Locale.ROOT)),
                            limit(uri)));
        } catch (IllegalArgumentException e) {
            throw new BadRequestException(
                    "The parameter state must be open, accepted, rejected or withdrawn, not '" + state + "'.", e);
        }
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

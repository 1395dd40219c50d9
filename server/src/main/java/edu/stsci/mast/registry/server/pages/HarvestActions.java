package edu.stsci.mast.registry.server.pages;

import edu.stsci.mast.registry.harvester.HarvestException;
import edu.stsci.mast.registry.harvester.HarvestScheduler;
import edu.stsci.mast.registry.harvester.HarvestSource;
import edu.stsci.mast.registry.harvester.Harvester;
import edu.stsci.mast.registry.harvester.NewSource;
import edu.stsci.mast.registry.harvester.QuarantinedRecord;
import edu.stsci.mast.registry.harvester.Schedule;
import edu.stsci.mast.registry.harvester.SourceBusyException;
import edu.stsci.mast.registry.model.accounts.AuditEntry.Outcome;
import edu.stsci.mast.registry.model.accounts.AuditLog;
import edu.stsci.mast.registry.model.accounts.Right;
import edu.stsci.mast.registry.server.Harvesting;
import edu.stsci.mast.registry.server.accounts.Requires;
import edu.stsci.mast.registry.server.accounts.Visit;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.util.Map;

/** What the forms of the pages at {@code /staff/harvest} do, for administrators. Each leads back to a page, which says what was done. */
@Path("/staff/harvest")
@Requires(Right.ADMINISTER)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public final class HarvestActions {
    private static final String NOT_HERE = "This server does not harvest (registry.harvest.enabled).";

    /** What is told on the page that an action leads to, by the word in that page's address. */
    private static final Map<String, String> TOLD = Map.ofEntries(
            Map.entry("added", "The source was added."),
            Map.entry("ordered", "A harvest was ordered; it begins as soon as a server is free."),
            Map.entry("full", "A full harvest was ordered; it begins as soon as a server is free."),
            Map.entry(
                    "reconcile", "A comparison with what we hold was ordered; it begins as soon as a server is free."),
            Map.entry("approved", "The removals were approved; the next complete harvest carries them out."),
            Map.entry("rejected", "The removals were rejected; the records stay as they are."),
            Map.entry("asked", "The Registry of Registries is asked as soon as a server is free."),
            Map.entry("accepted", "The proposal was carried out."),
            Map.entry("declined", "The proposal was dropped."),
            Map.entry("stopping", "The harvest was told to stop."),
            Map.entry("not-running", "No harvest of this source was running."),
            Map.entry("enabled", "The source will be harvested on its schedule."),
            Map.entry("paused", "The source is paused; it is harvested only when somebody orders it."),
            Map.entry("schedule", "The schedule was changed."),
            Map.entry(
                    "discarded",
                    "The record was taken out of quarantine. It comes back when the source delivers it again as it is."),
            Map.entry("taken", "The record could be taken now and is no longer in quarantine."),
            Map.entry("refused", "The record still cannot be taken; the quarantine says why."),
            Map.entry("gone", "The source does not have the record any more; it is no longer in quarantine."),
            Map.entry("not-there", "The record was not in quarantine any more."));

    private final Templates templates;
    private final Harvesting harvesting;
    private final HarvestScheduler scheduler;
    private final AuditLog audit;

    /**
     * The actions of a registry.
     *
     * @param scheduler what harvests here; null when this server does not
     * @param audit notes who did what
     */
    public HarvestActions(Templates templates, Harvesting harvesting, HarvestScheduler scheduler, AuditLog audit) {
        this.templates = templates;
        this.harvesting = harvesting;
        this.scheduler = scheduler;
        this.audit = audit;
    }

    /** What a page tells by a word in its address; empty for words that it does not know, and for null. */
    static String told(String word) {
        return word == null ? "" : TOLD.getOrDefault(word, "");
    }

    /** Adds a source; without a name it is named after its URL. */
    @POST
    @Path("sources")
    public Response add(MultivaluedMap<String, String> form, @Context SecurityContext security) {
        String url = field(form, "url");
        String name = field(form, "name");
        String schedule = field(form, "schedule");
        try {
            NewSource usual = NewSource.at(url);
            HarvestSource source = harvesting
                    .sources()
                    .add(new NewSource(
                            name.isBlank() ? usual.name() : name,
                            usual.baseUrl(),
                            usual.registry(),
                            usual.set(),
                            schedule.isBlank() ? usual.schedule() : Schedule.parse(schedule),
                            usual.enabled(),
                            usual.jitter(),
                            usual.pageLimit(),
                            usual.reconcileSchedule(),
                            usual.discovered()));
            arrangeTimes();
            note(security, "add source", source.name() + " " + source.baseUrl());
            return backTo(source.id(), "added", "");
        } catch (IllegalArgumentException e) {
            throw trouble(400, "The source was not added", e.getMessage() + ".");
        }
    }

    /** Orders a harvest. */
    @POST
    @Path("{source: [0-9]{1,18}}/harvest")
    public Response harvest(
            @PathParam("source") long id, MultivaluedMap<String, String> form, @Context SecurityContext security) {
        boolean full = field(form, "full").equals("true");
        HarvestSource source = source(id);
        if (scheduler == null) {
            throw trouble(409, "No harvest was ordered", NOT_HERE);
        }
        scheduler.harvestNow(source, full);
        note(security, full ? "order full harvest" : "order harvest", source.name());
        return backTo(id, full ? "full" : "ordered", "");
    }

    /** Orders a comparison of what a source lists with what we hold from it. */
    @POST
    @Path("{source: [0-9]{1,18}}/reconcile")
    public Response compare(@PathParam("source") long id, @Context SecurityContext security) {
        HarvestSource source = source(id);
        if (scheduler == null) {
            throw trouble(409, "Nothing was ordered", NOT_HERE);
        }
        scheduler.reconcileNow(source);
        note(security, "order comparison", source.name());
        return backTo(id, "reconcile", "");
    }

    /** Stops whatever works at a source, on this server or another. */
    @POST
    @Path("{source: [0-9]{1,18}}/stop")
    public Response stop(@PathParam("source") long id, @Context SecurityContext security) {
        HarvestSource source = source(id);
        boolean stopped = harvesting.harvester().stop(source.id());
        note(security, "stop harvest", source.name());
        return backTo(id, stopped ? "stopping" : "not-running", "");
    }

    /** Decides about the removals of a source that wait. */
    @POST
    @Path("{source: [0-9]{1,18}}/removals/{decision: approve|reject}")
    public Response decide(
            @PathParam("source") long id, @PathParam("decision") String decision, @Context SecurityContext security) {
        HarvestSource source = source(id);
        boolean approved = decision.equals("approve");
        int removals = approved
                ? harvesting.removals().approve(id)
                : harvesting.removals().reject(id);
        note(security, decision + " removals", removals + " of " + source.name());
        return backTo(id, approved ? "approved" : "rejected", "");
    }

    /** Has the Registry of Registries asked now. */
    @POST
    @Path("discover")
    public Response discover(@Context SecurityContext security) {
        if (harvesting.discovery().isEmpty()) {
            throw trouble(
                    409,
                    "Nothing was asked",
                    "The settings name no Registry of Registries (registry.harvest.registry-of-registries).");
        }
        if (scheduler == null) {
            throw trouble(409, "Nothing was asked", NOT_HERE);
        }
        scheduler.discoverNow();
        note(security, "ask registries", harvesting.discovery().orElseThrow().baseUrl());
        return Response.seeOther(URI.create("/staff/harvest?told=asked#discovery"))
                .build();
    }

    /** Carries a proposal of the Registry of Registries out, or drops it. */
    @POST
    @Path("proposals/{proposal: [0-9]{1,18}}/{decision: accept|reject}")
    public Response decideProposal(
            @PathParam("proposal") long id, @PathParam("decision") String decision, @Context SecurityContext security) {
        boolean accepted = decision.equals("accept");
        String who = Visit.of(security).getName();
        try {
            if (accepted) {
                harvesting.proposals().accept(id, who);
                arrangeTimes();
            } else {
                harvesting.proposals().reject(id, who);
            }
        } catch (IllegalArgumentException e) {
            throw trouble(409, "Nothing was changed", e.getMessage() + ".");
        }
        note(security, decision + " proposal", "proposal " + id);
        return Response.seeOther(URI.create("/staff/harvest?told=" + (accepted ? "accepted" : "declined")))
                .build();
    }

    /** Lets a source be harvested by itself, or no longer. */
    @POST
    @Path("{source: [0-9]{1,18}}/enabled")
    public Response enable(
            @PathParam("source") long id, MultivaluedMap<String, String> form, @Context SecurityContext security) {
        boolean enabled = field(form, "enabled").equals("true");
        HarvestSource source = source(id);
        harvesting.sources().setEnabled(source.id(), enabled);
        arrangeTimes();
        note(security, enabled ? "enable source" : "pause source", source.name());
        return backTo(id, enabled ? "enabled" : "paused", "");
    }

    /** Changes when a source is harvested. */
    @POST
    @Path("{source: [0-9]{1,18}}/schedule")
    public Response schedule(
            @PathParam("source") long id, MultivaluedMap<String, String> form, @Context SecurityContext security) {
        String schedule = field(form, "schedule");
        HarvestSource source = source(id);
        try {
            harvesting.sources().setSchedule(source.id(), Schedule.parse(schedule));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw trouble(400, "The schedule was not changed", e.getMessage() + ".");
        }
        arrangeTimes();
        note(security, "change schedule", source.name() + ": " + schedule);
        return backTo(id, "schedule", "");
    }

    /** Takes a record out of quarantine. */
    @POST
    @Path("quarantine/{record: [0-9]{1,18}}/discard")
    public Response discard(@PathParam("record") long id, @Context SecurityContext security) {
        QuarantinedRecord record = quarantined(id);
        boolean done = harvesting.quarantine().discard(id);
        note(security, "discard from quarantine", name(record));
        return backTo(record.source(), done ? "discarded" : "not-there", "#quarantine");
    }

    /** Asks the source for a record that is in quarantine once more. */
    @POST
    @Path("quarantine/{record: [0-9]{1,18}}/retry")
    public Response retry(@PathParam("record") long id, @Context SecurityContext security) {
        QuarantinedRecord record = quarantined(id);
        try {
            Harvester.Retry outcome = harvesting.harvester().retry(id);
            note(security, "retry from quarantine", name(record));
            String word =
                    switch (outcome) {
                        case TAKEN -> "taken";
                        case REFUSED -> "refused";
                        case GONE -> "gone";
                        case NOT_THERE -> "not-there";
                    };
            return backTo(record.source(), word, "#quarantine");
        } catch (SourceBusyException e) {
            throw trouble(409, "The record was not asked for", e.getMessage() + ". Try again when it has ended.");
        } catch (HarvestException e) {
            throw trouble(502, "The record could not be asked for", e.getMessage() + ".");
        }
    }

    /** A field of a form; empty when it was not sent. */
    private static String field(MultivaluedMap<String, String> form, String name) {
        String value = form == null ? null : form.getFirst(name);
        return value == null ? "" : value;
    }

    /** What is ordered here is done by others later, or in transactions of the harvester's; the entry follows it. */
    private void note(SecurityContext security, String act, String subject) {
        audit.append(Visit.of(security).actor(), act, subject, Outcome.DONE, "");
    }

    private HarvestSource source(long id) {
        return harvesting
                .sources()
                .get(id)
                .orElseThrow(() -> trouble(404, "No such source", "There is no source with the number " + id + "."));
    }

    private QuarantinedRecord quarantined(long id) {
        return harvesting
                .quarantine()
                .get(id)
                .orElseThrow(() -> trouble(404, "No such record", "The record is not in quarantine any more."));
    }

    private static String name(QuarantinedRecord record) {
        return record.identifier().orElse("a record without an identifier");
    }

    private void arrangeTimes() {
        if (scheduler != null) {
            scheduler.arrangeTimes();
        }
    }

    private static Response backTo(long source, String word, String place) {
        return Response.seeOther(URI.create("/staff/harvest/" + source + "?told=" + word + place))
                .build();
    }

    private WebApplicationException trouble(int status, String title, String sentence) {
        return HarvestPages.trouble(templates, status, title, sentence);
    }
}

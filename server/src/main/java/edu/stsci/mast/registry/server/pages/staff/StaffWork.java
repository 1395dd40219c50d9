package edu.stsci.mast.registry.server.pages.staff;

import edu.stsci.mast.registry.harvester.ContestedRecords;
import edu.stsci.mast.registry.harvester.HarvestOverview;
import edu.stsci.mast.registry.harvester.HeldRemoval;
import edu.stsci.mast.registry.harvester.HeldRemovals;
import edu.stsci.mast.registry.harvester.Proposal;
import edu.stsci.mast.registry.harvester.Proposals;
import edu.stsci.mast.registry.harvester.Quarantine;
import edu.stsci.mast.registry.harvester.QuarantinedRecord;
import edu.stsci.mast.registry.harvester.SourceOverview;
import edu.stsci.mast.registry.harvester.SourceOverview.Health;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.consolidation.VosiProposal;
import edu.stsci.mast.registry.model.consolidation.VosiProposals;
import edu.stsci.mast.registry.model.drafts.Draft;
import edu.stsci.mast.registry.model.drafts.Drafts;
import edu.stsci.mast.registry.model.store.Anomalies;
import edu.stsci.mast.registry.model.store.CheckReports;
import edu.stsci.mast.registry.model.store.RecordActivity;
import edu.stsci.mast.registry.model.store.RecordChecks;
import edu.stsci.mast.registry.model.store.Waiting;
import edu.stsci.mast.registry.server.pages.Amounts;
import edu.stsci.mast.registry.server.pages.staff.StaffFrontPage.Group;
import edu.stsci.mast.registry.server.pages.staff.StaffFrontPage.Line;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Gathers what members of staff should see to, and what was done of late. Each kind costs one or a few SQL statements, however much there is
 * of it.
 */
public final class StaffWork {
    private static final int FEW = 5;
    private static final int LATEST = 8;
    private static final int LONGEST_NOTE = 240;
    private static final String ANOMALIES = "/staff/harvest/anomalies";

    private final Drafts drafts;
    private final VosiProposals services;
    private final CheckReports reports;
    private final RecordChecks checks;
    private final RecordActivity activity;
    private final HarvestOverview harvests;
    private final HeldRemovals removals;
    private final Quarantine quarantine;
    private final Proposals proposals;
    private final Anomalies anomalies;
    private final ContestedRecords contested;
    private final Ivoid ourselves;
    private final Clock clock;

    /**
     * The work to be done in a master copy's database.
     *
     * @param ourselves our own registry, whose claims to authorities are in order
     */
    public StaffWork(
            DataSource dataSource,
            Drafts drafts,
            VosiProposals services,
            Anomalies anomalies,
            Ivoid ourselves,
            Clock clock) {
        this.drafts = drafts;
        this.services = services;
        this.reports = new CheckReports(dataSource);
        this.checks = new RecordChecks(dataSource);
        this.activity = new RecordActivity(dataSource);
        this.harvests = new HarvestOverview(dataSource, clock);
        this.removals = new HeldRemovals(dataSource, clock);
        this.quarantine = new Quarantine(dataSource, clock);
        this.proposals = new Proposals(dataSource, clock);
        this.anomalies = anomalies;
        this.contested = new ContestedRecords(dataSource);
        this.ourselves = ourselves;
        this.clock = clock;
    }

    /** All of it, as it is now. */
    public StaffFrontPage now() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        LocalDate from = today.minusDays(StaffFrontPage.DAYS - 1);
        List<SourceOverview> sources = harvests.sources();
        Map<Long, String> names = sources.stream()
                .collect(Collectors.toMap(source -> source.source().id(), source -> source.source()
                        .name()));
        List<Group> groups = List.of(
                group(
                        "Drafts to be reviewed",
                        "Their editors have handed them to the curators.",
                        "/staff/drafts",
                        drafts.waiting(Draft.State.IN_REVIEW, FEW),
                        StaffWork::inReview),
                group(
                        "Drafts with a date",
                        "They will be published at the time that a curator has set.",
                        "/staff/drafts",
                        drafts.waiting(Draft.State.SCHEDULED, FEW),
                        StaffWork::scheduled),
                group(
                        "Services that fail",
                        "Addresses of our services did not answer as they should when they were last asked.",
                        "/staff/checks#failing",
                        reports.failing(true, FEW),
                        StaffWork::failing),
                group(
                        "Broken links",
                        "Pages that our records refer to do not answer.",
                        "/staff/checks#failing",
                        reports.failing(false, FEW),
                        StaffWork::failing),
                group(
                        "Our records with errors",
                        "They break a schema or a rule of a standard.",
                        "/staff/checks/ours",
                        reports.faulty(FEW),
                        StaffWork::faulty),
                group(
                        "Proposals of services",
                        "Services tell of themselves what their records do not.",
                        "/staff/proposals",
                        ofServices(),
                        StaffWork::ofService),
                troubled(sources),
                group(
                        "Removals that are held",
                        "Registries want so many records gone at once that an administrator has to decide.",
                        "/staff/harvest",
                        removals.waiting(FEW),
                        removal -> held(removal, names)),
                group(
                        "Records in quarantine",
                        "Registries deliver them in a state in which they cannot be taken.",
                        "/staff/harvest",
                        quarantine.waiting(FEW),
                        record -> quarantined(record, names)),
                group(
                        "Proposals about registries",
                        "The Registry of Registries knows of registries that are new, have moved or are gone.",
                        "/staff/harvest#proposals",
                        proposals.waiting(FEW),
                        StaffWork::proposed),
                wrongBetweenRegistries());
        return new StaffFrontPage(
                groups,
                checks.runs(1).stream().findFirst(),
                new WeekChart(from, activity.counts(from)),
                activity.latest(from, LATEST));
    }

    private static <T> Group group(
            String title, String help, String address, Waiting<T> waiting, Function<T, Line> line) {
        return new Group(
                title,
                help,
                address,
                waiting.count(),
                waiting.count() - waiting.first().size(),
                waiting.first().stream().map(line).toList());
    }

    private static Line inReview(Draft draft) {
        return new Line(name(draft), "/staff/drafts/" + draft.id(), "by " + draft.changedBy(), since(draft.changed()));
    }

    private static Line scheduled(Draft draft) {
        return new Line(
                name(draft),
                "/staff/drafts/" + draft.id(),
                "as " + draft.approvedBy().orElse("a curator") + " has said",
                draft.publishAt()
                        .map(time -> "at " + Amounts.time(time) + " UTC")
                        .orElse(""));
    }

    private static String name(Draft draft) {
        return draft.title().isEmpty() ? draft.ivoid().toString() : draft.title();
    }

    private static Line failing(CheckReports.FailingLink failing) {
        return new Line(
                failing.ivoid().toString(),
                "/staff/records/" + failing.ivoid().withoutScheme(),
                cut(failing.link().message()),
                failing.link().failingSince().map(StaffWork::since).orElse(""));
    }

    private static Line faulty(CheckReports.Worst record) {
        return new Line(
                record.title().isEmpty() ? record.ivoid().toString() : record.title(),
                "/staff/records/" + record.ivoid().withoutScheme(),
                Amounts.count(record.errors(), "error"),
                "");
    }

    private Waiting<VosiProposal> ofServices() {
        List<VosiProposal> open = services.open();
        return new Waiting<>(
                open.size(),
                open.stream()
                        .sorted(Comparator.comparing(VosiProposal::made))
                        .limit(FEW)
                        .toList());
    }

    private static Line ofService(VosiProposal proposal) {
        return new Line(
                proposal.ivoid().toString(),
                "/staff/proposals/" + proposal.id(),
                cut(String.join(" ", proposal.notes())),
                since(proposal.made()));
    }

    private static Group troubled(List<SourceOverview> sources) {
        List<SourceOverview> troubled = sources.stream()
                .filter(source -> source.health() == Health.FAILING || source.health() == Health.OVERDUE)
                .toList();
        return new Group(
                "Harvests in trouble",
                "The last run failed, or a run is overdue.",
                "/staff/harvest",
                troubled.size(),
                Math.max(0, troubled.size() - FEW),
                troubled.stream()
                        .sorted(Comparator.comparing(
                                source -> source.lastSuccess().orElse(Instant.EPOCH)))
                        .limit(FEW)
                        .map(source -> new Line(
                                source.source().name(),
                                "/staff/harvest/" + source.source().id(),
                                cut(source.sentence()),
                                source.lastSuccess()
                                        .map(time -> "last complete " + Amounts.time(time) + " UTC")
                                        .orElse("never complete")))
                        .toList());
    }

    private static Line held(HeldRemoval removal, Map<Long, String> names) {
        return new Line(
                removal.ivoid().toString(),
                "/staff/harvest/" + removal.source() + "#removals",
                names.getOrDefault(removal.source(), ""),
                since(removal.announced()));
    }

    private static Line quarantined(QuarantinedRecord record, Map<Long, String> names) {
        return new Line(
                record.identifier()
                        .filter(text -> !text.isBlank())
                        .map(StaffWork::cut)
                        .orElse("A record without an identifier"),
                "/staff/harvest/" + record.source() + "#quarantine",
                names.getOrDefault(record.source(), "") + ": " + cut(record.reason()),
                "met last " + Amounts.time(record.time()) + " UTC");
    }

    private static Line proposed(Proposal proposal) {
        return new Line(
                proposal.title().isEmpty() ? proposal.registry().toString() : proposal.title(),
                "/staff/harvest#proposals",
                switch (proposal.kind()) {
                    case NEW -> "a new registry";
                    case MOVED -> "has moved";
                    case GONE -> "is gone";
                },
                since(proposal.firstSeen()));
    }

    private Group wrongBetweenRegistries() {
        List<Wrong> all = List.of(
                new Wrong(anomalies.claimsToOurs(ourselves).size(), "Claims", "of others to our authorities", "claims"),
                new Wrong(
                        anomalies.sharedAuthorities().size(),
                        "Authorities",
                        "that several registries declare",
                        "shared"),
                new Wrong(
                        anomalies.undeclaredAuthorities().size(),
                        "Authorities",
                        "that no registry declares",
                        "undeclared"),
                new Wrong(contested.list().size(), "Records", "that two registries deliver", "contested"),
                new Wrong(
                        anomalies.registriesWithoutRecord().size(),
                        "Registries",
                        "without a record of their own",
                        "missing"));
        return new Group(
                "Wrong between registries",
                "None of this stops a harvest; it is for those who can talk to the registries' operators.",
                ANOMALIES,
                all.stream().mapToInt(Wrong::count).sum(),
                0,
                all.stream().filter(wrong -> wrong.count() > 0).map(Wrong::line).toList());
    }

    /** Things of a kind that are wrong between registries, and where the page of anomalies has them. */
    private record Wrong(int count, String what, String which, String anchor) {
        Line line() {
            return new Line(what + " " + which + ": " + Amounts.count(count), ANOMALIES + "#" + anchor, "", "");
        }
    }

    private static String since(Instant time) {
        return "since " + Amounts.time(time) + " UTC";
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_NOTE
                ? text
                : text.substring(
                                0,
                                Character.isHighSurrogate(text.charAt(LONGEST_NOTE - 1))
                                        ? LONGEST_NOTE - 1
                                        : LONGEST_NOTE)
                        + "…";
    }
}

package edu.stsci.mast.registry.harvester;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.store.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What one run has done so far. Thread-safe. */
final class RunTally {
    private final long run;
    private final HarvestSource source;
    private boolean full;
    private final Instant started;
    private final String node;
    private final OaiSession session;
    private final List<HarvestProblem> problems = new ArrayList<>();
    private Optional<Ivoid> registry;
    private Optional<Instant> from = Optional.empty();
    private String set;
    private Outcome outcome = Outcome.NONE;
    private int quarantined;
    private int pages;
    private int moreProblems;
    private Optional<Long> resumed = Optional.empty();
    private int delivered;
    private Optional<Long> announced = Optional.empty();

    RunTally(long run, HarvestSource source, boolean full, Instant started, String node, OaiSession session) {
        this.run = run;
        this.source = source;
        this.full = full;
        this.started = started;
        this.node = node;
        this.session = session;
        this.registry = source.registry();
        this.set = source.set();
    }

    synchronized void registry(Ivoid ivoid) {
        registry = Optional.of(ivoid);
    }

    synchronized void asksFor(Optional<Instant> since, String inSet) {
        from = since;
        set = inSet;
        full = since.isEmpty();
    }

    synchronized void resumes(long earlierRun) {
        resumed = Optional.of(earlierRun);
    }

    /** What is known of the list now. */
    synchronized void listed(int different, Optional<Long> serversCount) {
        delivered = different;
        announced = serversCount;
    }

    synchronized void page() {
        pages++;
    }

    synchronized void stored(Outcome more, int moreQuarantined) {
        outcome = outcome.plus(more);
        quarantined += moreQuarantined;
    }

    synchronized void problem(HarvestProblem problem) {
        if (problems.size() < HarvestReport.MOST_PROBLEMS) {
            problems.add(problem);
        } else {
            moreProblems++;
        }
    }

    /** The problems from the given one on, from 0. */
    synchronized List<HarvestProblem> problems(int from) {
        return List.copyOf(problems.subList(from, problems.size()));
    }

    /** The run as it stands. */
    HarvestReport report() {
        return report(HarvestReport.State.RUNNING, "", Optional.empty());
    }

    synchronized HarvestReport report(HarvestReport.State state, String failure, Optional<Instant> ended) {
        return new HarvestReport(
                run,
                source.name(),
                source.baseUrl(),
                registry.map(Ivoid::toString),
                state,
                full,
                from,
                set,
                outcome.created(),
                outcome.changed(),
                outcome.deleted(),
                outcome.unchanged(),
                outcome.flagged(),
                quarantined,
                pages,
                session.requests(),
                session.retries(),
                session.bytes(),
                failure,
                lines(),
                started,
                ended,
                node,
                resumed,
                delivered,
                announced);
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        problems.forEach(problem -> lines.add(problem.sentence()));
        if (moreProblems > 0) {
            lines.add("There are " + moreProblems + " more");
        }
        return List.copyOf(lines);
    }
}

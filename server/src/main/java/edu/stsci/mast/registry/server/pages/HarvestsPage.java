package edu.stsci.mast.registry.server.pages;

import edu.stsci.mast.registry.harvester.Proposal;
import edu.stsci.mast.registry.harvester.SourceOverview;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the page of all sources shows.
 *
 * @param sources the sources
 * @param proposals what the Registry of Registries suggests to change
 * @param refusal why this reader may not change anything; empty when they may
 * @param told what has just been done for the reader; empty for nothing
 */
public record HarvestsPage(
        List<SourceOverview> sources, List<Proposal> proposals, Instant now, String refusal, String told) {
    /** Whether a harvest is under way. */
    public boolean busy() {
        return sources.stream().anyMatch(source -> source.running().isPresent());
    }

    /** What a proposal would change, in words. */
    public String words(Proposal proposal) {
        return switch (proposal.kind()) {
            case NEW -> "A registry that is not among the sources. Accepting it adds " + proposal.newUrl() + ".";
            case MOVED ->
                "The registry states another base URL. Accepting it replaces " + proposal.oldUrl() + " by "
                        + proposal.newUrl() + ".";
            case GONE ->
                "The Registry of Registries does not list it as active any more. Accepting it pauses the source "
                        + proposal.oldUrl() + ".";
        };
    }

    /** How many sources are in which state, in words. */
    public String summary() {
        String states = Arrays.stream(SourceOverview.Health.values())
                .map(health -> new Object() {
                    final long count = sources.stream()
                            .filter(source -> source.health() == health)
                            .count();
                    final String text = count + " " + health.word();
                })
                .filter(state -> state.count > 0)
                .map(state -> state.text)
                .collect(Collectors.joining(", "));
        long live = sources.stream().mapToLong(SourceOverview::liveRecords).sum();
        long quarantined =
                sources.stream().mapToLong(SourceOverview::quarantined).sum();
        return Amounts.count(sources.size(), "source") + (states.isEmpty() ? "" : ": " + states) + " · "
                + Amounts.count(live, "record") + " held · " + Amounts.count(quarantined) + " in quarantine";
    }

    /** A running harvest's facts. */
    public RunFacts running(SourceOverview source) {
        return new RunFacts(source.running().orElseThrow(), now);
    }

    /** The chart of a source's last runs. */
    public TrendChart trend(SourceOverview source) {
        return new TrendChart(source.trend());
    }
}

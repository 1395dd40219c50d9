package edu.stsci.mast.registry.server.pages;

import edu.stsci.mast.registry.harvester.Discovery;
import edu.stsci.mast.registry.harvester.Proposal;
import edu.stsci.mast.registry.harvester.SourceOverview;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the page of all sources shows.
 *
 * @param sources the sources
 * @param proposals what the Registry of Registries suggests to change
 * @param registryOfRegistries its OAI-PMH base URL; empty when the settings name none
 * @param discovery the last look into it; empty when there was none
 * @param harvests whether this server can be told to harvest
 * @param refusal why this reader may not change anything; empty when they may
 * @param told what has just been done for the reader; empty for nothing
 */
public record HarvestsPage(
        List<SourceOverview> sources,
        List<Proposal> proposals,
        String registryOfRegistries,
        Optional<Discovery> discovery,
        Instant now,
        boolean harvests,
        String refusal,
        String told) {
    /** After this time without an end, a look into the Registry of Registries has probably died with its server. */
    private static final Duration LONGEST_DISCOVERY = Duration.ofMinutes(15);

    /** The sources, those that need a person's attention most before the others. */
    public List<SourceOverview> attentionFirst() {
        return sources.stream()
                .sorted(Comparator.comparing(SourceOverview::health).reversed())
                .toList();
    }

    /** Whether a harvest or a look into the Registry of Registries is under way. */
    public boolean busy() {
        return discovering()
                || sources.stream().anyMatch(source -> source.running().isPresent());
    }

    /** Whether the Registry of Registries is asked now, as far as is known. */
    public boolean discovering() {
        return discovery
                .filter(d -> d.ended().isEmpty()
                        && d.started().plus(LONGEST_DISCOVERY).isAfter(now))
                .isPresent();
    }

    /** What became of the last look into the Registry of Registries, in words. */
    public String discovered() {
        if (discovery.isEmpty()) {
            return "It has not been asked yet.";
        }
        Discovery last = discovery.get();
        String began = Amounts.time(last.started()) + " UTC";
        if (discovering()) {
            return "It is being asked since " + began + ".";
        } else if (last.ended().isEmpty()) {
            return "It was asked at " + began
                    + ", but nothing was heard of the outcome; the server was probably stopped meanwhile.";
        } else if (!last.failure().isEmpty()) {
            return "It was asked at " + began + ", but its list could not be read: " + last.failure()
                    + (last.failure().endsWith(".") ? "" : ".")
                    + last.lastSuccess()
                            .map(time -> " That last succeeded at " + Amounts.time(time) + " UTC.")
                            .orElse(" That has never succeeded.");
        }
        return "It was asked at " + began + " and lists "
                + (last.registries() == 1
                        ? "one other registry"
                        : Amounts.count(last.registries()) + " other registries")
                + "; "
                + (last.proposed() == 0 ? "nothing new" : Amounts.count(last.proposed(), "new proposal"))
                + (last.applied() == 0 ? "" : ", " + Amounts.count(last.applied()) + " carried out at once")
                + ".";
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

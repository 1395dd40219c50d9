package edu.stsci.mast.registry.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import edu.stsci.mast.registry.harvester.DiscoveryReport;
import edu.stsci.mast.registry.harvester.HarvestProgress;
import edu.stsci.mast.registry.harvester.HarvestReport;
import edu.stsci.mast.registry.harvester.HarvestSource;
import edu.stsci.mast.registry.harvester.NewSource;
import edu.stsci.mast.registry.harvester.Proposal;
import edu.stsci.mast.registry.harvester.RegistryDiscovery;
import edu.stsci.mast.registry.harvester.SourceBusyException;
import edu.stsci.mast.registry.harvester.SourceOverview;
import edu.stsci.mast.registry.harvester.StopSignal;
import edu.stsci.mast.registry.server.DataFolder;
import edu.stsci.mast.registry.server.FailureException;
import edu.stsci.mast.registry.server.Harvesting;
import edu.stsci.mast.registry.server.RegistrySettings;
import edu.stsci.mast.registry.server.Storage;
import edu.stsci.mast.registry.server.http.HarvestApi;
import edu.stsci.mast.registry.server.http.JsonWriter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "harvest", description = "Harvests one source, or all that are enabled.")
final class HarvestCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Parameters(
            paramLabel = "SOURCE",
            arity = "0..1",
            description =
                    "A known source's name or IVOID, or an OAI-PMH base URL, which becomes a source when it is new.")
    private String word;

    @Option(
            names = "--full",
            description = "Ask for all records, not only for those that have changed since the last complete run.")
    private boolean full;

    @Option(names = "--json", description = "Print each run's report as JSON.")
    private boolean json;

    @Option(
            names = "--list",
            description = "Harvest nothing; list the sources, how they are doing, and their last runs.")
    private boolean list;

    @Option(
            names = "--discover",
            description =
                    "Harvest nothing; ask the Registry of Registries for registries that are new, have moved or are gone.")
    private boolean discover;

    @Override
    public Integer call() throws JsonProcessingException {
        RegistrySettings settings = common.settings();
        DataFolder folder = DataFolder.forWriting(settings.data());
        try (Storage storage = Storage.open(settings, folder);
                Harvesting harvesting = new Harvesting(settings, storage)) {
            if (discover) {
                return discover(harvesting);
            }
            if (list) {
                list(harvesting);
                return 0;
            }
            boolean complete = true;
            for (HarvestSource source : sources(harvesting)) {
                complete &= harvestAndTell(harvesting, source);
            }
            return complete ? 0 : 1;
        }
    }

    /** Whether all went well; that a source is busy keeps no other from its harvest. */
    private boolean harvestAndTell(Harvesting harvesting, HarvestSource source) throws JsonProcessingException {
        try {
            HarvestReport report = harvest(harvesting, source);
            System.out.println(json ? JsonWriter.text(report) : line(report));
            return report.clean();
        } catch (SourceBusyException e) {
            System.err.println("registry: " + e.getMessage() + "; try again in a minute");
            return false;
        }
    }

    private int discover(Harvesting harvesting) throws JsonProcessingException {
        if (word != null || full || list) {
            throw new FailureException(
                    "--discover goes with --json only; it asks the Registry of Registries, not a source");
        }
        RegistryDiscovery discovery = harvesting
                .discovery()
                .orElseThrow(() -> new FailureException(
                        "The settings name no Registry of Registries (registry.harvest.registry-of-registries)"));
        if (!json && System.console() != null) {
            System.err.println("Asking " + discovery.baseUrl());
        }
        DiscoveryReport report = discovery.discover(new StopSignal());
        List<Proposal> open = harvesting.proposals().list(Proposal.State.OPEN, Integer.MAX_VALUE);
        System.out.print(
                json
                        ? JsonWriter.text(new Discovered(report, open)) + System.lineSeparator()
                        : new DiscoveryText(report, open).toString());
        return report.failure().isEmpty() ? 0 : 1;
    }

    /** What {@code --discover --json} prints: what was found, and all proposals that wait for a decision. */
    record Discovered(DiscoveryReport discovery, List<Proposal> proposals) {}

    private void list(Harvesting harvesting) throws JsonProcessingException {
        List<SourceOverview> sources = harvesting.overview().sources().stream()
                .filter(health -> word == null || isMeant(harvesting, health))
                .toList();
        if (word != null && sources.isEmpty()) {
            throw new FailureException("There is no source '" + word + "'");
        }
        if (json) {
            System.out.println(JsonWriter.text(new HarvestApi.Sources(
                    sources.stream().map(HarvestApi.Source::of).toList())));
        } else if (sources.isEmpty()) {
            System.out.println("There are no sources; 'harvest URL' adds one by its OAI-PMH base URL.");
        } else {
            System.out.print(new SourceTable(sources));
        }
    }

    private boolean isMeant(Harvesting harvesting, SourceOverview health) {
        return harvesting.sources().find(word).filter(health.source()::equals).isPresent();
    }

    private List<HarvestSource> sources(Harvesting harvesting) {
        if (word == null) {
            List<HarvestSource> enabled = harvesting.sources().list().stream()
                    .filter(HarvestSource::enabled)
                    .toList();
            if (enabled.isEmpty()) {
                throw new FailureException("No source is enabled; name an OAI-PMH base URL to add one");
            }
            return enabled;
        }
        return List.of(harvesting.sources().find(word).orElseGet(() -> {
            if (!word.matches("(?i)https?://.+")) {
                throw new FailureException(
                        "There is no source '" + word + "'; an OAI-PMH base URL would become a new one");
            }
            try {
                return harvesting.sources().add(NewSource.at(word));
            } catch (IllegalArgumentException e) {
                throw new FailureException(e.getMessage(), e);
            }
        }));
    }

    private HarvestReport harvest(Harvesting harvesting, HarvestSource source) throws SourceBusyException {
        try (ConsoleProgress progress = new ConsoleProgress("Harvesting " + source.name(), "records")) {
            return harvesting.harvester().harvest(source, full, new StopSignal(), new HarvestProgress() {
                @Override
                public void stored(HarvestReport soFar, OptionalLong completeListSize) {
                    progress.at(
                            (long) soFar.created()
                                    + soFar.changed()
                                    + soFar.deleted()
                                    + soFar.unchanged()
                                    + soFar.quarantined(),
                            completeListSize.orElse(0));
                }

                @Override
                public void problem(String line) {
                    if (!json) {
                        System.err.println(line);
                    }
                }
            });
        }
    }

    private static String line(HarvestReport report) {
        return String.format(
                Locale.ROOT,
                "%s: %s; %,d new, %,d changed, %,d deleted, %,d unchanged; %,d stored with errors noted, %,d quarantined;"
                        + " %,d requests, %,d retries%s",
                report.source(),
                report.state().name().toLowerCase(Locale.ROOT),
                report.created(),
                report.changed(),
                report.deleted(),
                report.unchanged(),
                report.flagged(),
                report.quarantined(),
                report.requests(),
                report.retries(),
                report.failure().isEmpty() ? "" : "; " + report.failure());
    }
}

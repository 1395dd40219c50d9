package edu.stsci.mast.registry.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code bin/bench} with its sub-commands. */
@Command(
        name = "bench",
        description = "Benchmarks of the registry, and the corpus that they run on.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            CorpusCommand.class,
            IngestCommand.class,
            OaiCommand.class,
            HarvestCommand.class,
            RegtapCommand.class,
            SearchCommand.class,
            LoadCommand.class
        })
public final class BenchCommand {
    private BenchCommand() {}

    /** Runs one command. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BenchCommand()).execute(arguments));
    }
}

package edu.stsci.mast.registry.server.cli;

import edu.stsci.mast.registry.model.backup.BackupException;
import edu.stsci.mast.registry.model.store.DatabaseException;
import edu.stsci.mast.registry.search.SearchUnavailableException;
import edu.stsci.mast.registry.server.FailureException;
import edu.stsci.mast.registry.server.SettingsException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code registry} with its sub-commands. */
@Command(
        name = "registry",
        description = "The registry of the Mikulski Archive for Space Telescopes.",
        mixinStandardHelpOptions = true,
        version = "0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            ImportCommand.class,
            ExportCommand.class,
            ValidateCommand.class,
            HarvestCommand.class,
            ReindexCommand.class,
            HealthCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            AccountCommand.class,
            CommandLine.HelpCommand.class
        })
public final class RegistryCommand {
    private RegistryCommand() {}

    /** Runs a command line; the exit code is 0 only when all went well, 2 when the line itself is wrong. */
    public static int run(String... arguments) {
        LogSetup.beforeSettings();
        CommandLine line = new CommandLine(new RegistryCommand());
        line.getSubcommands().values().forEach(sub -> sub.getCommandSpec().mixinStandardHelpOptions(true));
        line.setParameterExceptionHandler((e, args) -> {
            String name = e.getCommandLine().getCommandSpec().qualifiedName();
            System.err.println("registry: " + e.getMessage() + ". '" + name + " --help' lists what there is.");
            return CommandLine.ExitCode.USAGE;
        });
        line.setExecutionExceptionHandler((e, command, result) -> fail(e));
        if (arguments.length == 0) {
            line.usage(System.err);
            return CommandLine.ExitCode.USAGE;
        }
        return line.execute(arguments);
    }

    private static int fail(Exception e) {
        if (e instanceof FailureException
                || e instanceof SettingsException
                || e instanceof DatabaseException
                || e instanceof BackupException
                || e instanceof SearchUnavailableException) {
            System.err.println("registry: " + e.getMessage());
        } else {
            LoggerFactory.getLogger(RegistryCommand.class).error("An error in the registry itself", e);
        }
        return CommandLine.ExitCode.SOFTWARE;
    }
}

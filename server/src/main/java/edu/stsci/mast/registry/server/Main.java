package edu.stsci.mast.registry.server;

import edu.stsci.mast.registry.server.cli.RegistryCommand;

/** The registry's program: see {@code bin/registry --help}. */
public final class Main {
    private Main() {}

    /** Runs one command and ends the process with its exit code: 0 only when all went well. */
    public static void main(String[] arguments) {
        System.exit(RegistryCommand.run(arguments));
    }
}

package edu.stsci.mast.registry.server.cli;

import edu.stsci.mast.registry.server.RegistrySettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that all commands take. */
final class CommonOptions {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The folder of the registry's data (default: the setting registry.data, ./data).")
    private Path data;

    @Option(names = "--config", paramLabel = "FILE", description = "A file of settings; reference.conf lists them.")
    private Path config;

    /** The settings for this command; {@code own} are those that it takes from its own options. */
    RegistrySettings settings(Map<String, Object> own) {
        Map<String, Object> commandLine = new HashMap<>(own);
        if (data != null) {
            commandLine.put("registry.data", data.toString());
        }
        RegistrySettings settings = RegistrySettings.load(config, System.getenv(), commandLine);
        LogSetup.apply(settings.log());
        return settings;
    }

    RegistrySettings settings() {
        return settings(Map.of());
    }
}

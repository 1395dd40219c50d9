package edu.stsci.mast.registry.bench;

import edu.stsci.mast.registry.server.Registry;
import edu.stsci.mast.registry.server.RegistrySettings;
import java.util.Map;

/** The program of a {@link ServerProcess}: a whole registry with its default settings, but for the schedules of harvests. */
final class SearchServer {
    private SearchServer() {}

    /** Serves a data folder, the first argument; the second is whether there is a relational registry. */
    public static void main(String[] arguments) throws Exception {
        ServerProcess.quietLogs();
        RegistrySettings settings = RegistrySettings.load(
                null,
                Map.of(),
                Map.of(
                        "registry.data",
                        arguments[0],
                        "registry.http.address",
                        "127.0.0.1",
                        "registry.http.port",
                        0,
                        "registry.harvest.enabled",
                        false,
                        "registry.tap.enabled",
                        arguments[1]));
        try (Registry registry = Registry.start(settings)) {
            ServerProcess.ready(registry.url());
        }
    }
}

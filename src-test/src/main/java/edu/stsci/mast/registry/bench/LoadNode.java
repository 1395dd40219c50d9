package edu.stsci.mast.registry.bench;

import edu.stsci.mast.registry.server.Registry;
import edu.stsci.mast.registry.server.RegistrySettings;
import java.time.Duration;
import java.util.Map;

/** The program of a {@link ServerProcess}: one of several registries over one database, with its usual settings. It is ready when its indexes are. */
final class LoadNode {
    private static final Duration LIMIT = Duration.ofMinutes(30);

    private LoadNode() {}

    /** Serves with a data folder, the first argument, over a database, whose JDBC URL is the second. */
    public static void main(String[] arguments) throws Exception {
        ServerProcess.quietLogs();
        RegistrySettings settings = RegistrySettings.load(
                null,
                Map.of(),
                Map.of(
                        "registry.data",
                        arguments[0],
                        "registry.database.url",
                        arguments[1],
                        "registry.database.user",
                        "sa",
                        "registry.http.address",
                        "127.0.0.1",
                        "registry.http.port",
                        0,
                        "registry.harvest.enabled",
                        false,
                        "registry.checks.enabled",
                        false));
        try (Registry registry = Registry.start(settings)) {
            if (!registry.follower().awaitCaughtUp(LIMIT)
                    || !registry.regtap().orElseThrow().awaitCaughtUp(LIMIT)) {
                throw new IllegalStateException("The indexes were not made within " + LIMIT.toMinutes() + " minutes");
            }
            ServerProcess.ready(registry.url());
        }
    }
}

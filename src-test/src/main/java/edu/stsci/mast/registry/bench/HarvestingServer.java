package edu.stsci.mast.registry.bench;

import edu.stsci.mast.registry.corpus.Corpus;
import edu.stsci.mast.registry.harvester.NewSource;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.server.Registry;
import edu.stsci.mast.registry.server.RegistrySettings;
import java.util.Map;
import java.util.Optional;

/**
 * The program of a {@link ServerProcess}: a whole registry with its default settings, as {@code registry serve} starts it, with one source
 * that it harvests only when it is told to.
 */
final class HarvestingServer {
    private HarvestingServer() {}

    /** Serves a data folder, the first argument; the second is the base URL of the source, which has the whole corpus. */
    public static void main(String[] arguments) throws Exception {
        ServerProcess.quietLogs();
        RegistrySettings settings = RegistrySettings.load(
                null,
                Map.of(),
                Map.of("registry.data", arguments[0], "registry.http.address", "127.0.0.1", "registry.http.port", 0));
        try (Registry registry = Registry.start(settings)) {
            NewSource usual = NewSource.at(arguments[1]);
            registry.sources()
                    .add(new NewSource(
                            "corpus",
                            usual.baseUrl(),
                            Optional.of(Ivoid.of(Corpus.homeRegistry())),
                            "", // the corpus is there as records from elsewhere, which are in no set
                            usual.schedule(),
                            false,
                            usual.jitter(),
                            usual.pageLimit(),
                            Optional.empty(),
                            false));
            ServerProcess.ready(registry.url());
        }
    }
}

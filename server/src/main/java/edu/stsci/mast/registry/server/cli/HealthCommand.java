package edu.stsci.mast.registry.server.cli;

import edu.stsci.mast.registry.server.DataFolder;
import edu.stsci.mast.registry.server.FailureException;
import edu.stsci.mast.registry.server.RegistrySettings;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "health",
        description = "Asks the server that runs on the data folder whether it can work: exit code 0 when it can.")
final class HealthCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() {
        RegistrySettings settings = common.settings();
        DataFolder folder = DataFolder.existing(settings.data());
        String url = folder.serverUrl()
                .orElseThrow(
                        () -> new FailureException("No registry server is ready on the data folder " + folder.path()));
        try {
            LocalServer.Health health = new LocalServer(url).health();
            System.out.println(health.document());
            return health.status() == 200 ? 0 : 1;
        } catch (IOException e) {
            throw new FailureException("The registry server at " + url + " does not answer: " + e.getMessage(), e);
        }
    }
}

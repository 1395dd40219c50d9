package edu.stsci.mast.registry.server.cli;

import edu.stsci.mast.registry.server.DataFolder;
import edu.stsci.mast.registry.server.Registry;
import edu.stsci.mast.registry.server.RegistrySettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "serve", description = "Runs the registry until it is told to stop (SIGTERM or Ctrl-C).")
final class ServeCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Option(names = "--port", paramLabel = "N", description = "The port to listen at; 0 takes any free one.")
    private Integer port;

    @Option(names = "--examples", description = "Load the example records first.")
    private boolean examples;

    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

    @Override
    public Integer call() throws InterruptedException {
        Map<String, Object> own = new HashMap<>();
        if (port != null) {
            own.put("registry.http.port", port);
        }
        RegistrySettings settings = common.settings(own);
        unpackNativeCodeIn(settings.data().toAbsolutePath());
        try (Registry registry = Registry.start(settings)) {
            TerminationSignal stop = new TerminationSignal();
            if (examples) {
                registry.loadExamples(settings.examples());
            }
            registry.selfDescriptionProblems().forEach(LOG::warn);
            if (settings.accounts().passwords()
                    && registry.accounts().accounts().none()) {
                LOG.info("Nobody can sign in at /staff yet; 'account add NAME --role administrator' makes an account");
            }
            System.out.println("Ready: " + registry.url() + "/");
            stop.await();
        }
        return 0;
    }

    /** SQLite and Snappy bring native code, which they unpack before use; machines often forbid to run what is in their temporary folder. */
    private static void unpackNativeCodeIn(Path data) {
        String folder = DataFolder.forWriting(data).nativeCode().toString();
        for (String setting : List.of("org.sqlite.tmpdir", "org.xerial.snappy.tempdir")) {
            if (System.getProperty(setting) == null) {
                System.setProperty(setting, folder);
            }
        }
    }
}

package edu.stsci.mast.registry.server.cli;

import edu.stsci.mast.registry.harvester.HarvestSource;
import edu.stsci.mast.registry.harvester.NewSource;
import edu.stsci.mast.registry.harvester.Schedule;
import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.accounts.Actor;
import edu.stsci.mast.registry.model.accounts.Authorities;
import edu.stsci.mast.registry.model.accounts.NewAccount;
import edu.stsci.mast.registry.model.accounts.RandomKey;
import edu.stsci.mast.registry.model.accounts.Role;
import edu.stsci.mast.registry.model.store.StoredRecord;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import edu.stsci.mast.registry.server.FailureException;
import edu.stsci.mast.registry.server.Registry;
import edu.stsci.mast.registry.server.RegistrySettings;
import edu.stsci.mast.registry.server.content.Examples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        description =
                "Runs a MAST registry with the example records, and a second small registry of an invented observatory, which the"
                        + " first one harvests. The second one changes a record and deletes another, so that the harvest can be watched."
                        + " Each demo begins anew, in the folder demo of the data folder.")
final class DemoCommand implements Callable<Integer> {
    private static final Ivoid CHANGING = Ivoid.of("ivo://observatory.example/variables");
    private static final Ivoid VANISHING = Ivoid.of("ivo://observatory.example/skycam");
    private static final String ADMINISTRATOR = "demo";
    private static final int PASSWORD_LENGTH = 20;
    private static final String MARK = ".demo";
    private static final Duration LOOK = Duration.ofMillis(500);

    @Mixin
    private CommonOptions common;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "The MAST registry's port (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--second-port",
            paramLabel = "N",
            defaultValue = "8081",
            description = "The observatory's port (default: ${DEFAULT-VALUE}).")
    private int secondPort;

    @Option(
            names = "--every",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How often the observatory is harvested (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Override
    public Integer call() throws InterruptedException {
        RegistrySettings base = common.settings();
        Path folder = anew(base.data().resolve("demo"));
        RegistrySettings mastSettings = common.settings(Map.of(
                "registry.data",
                folder.resolve("mast").toString(),
                "registry.http.port",
                port,
                "registry.http.public-url",
                ""));
        RegistrySettings observatorySettings = common.settings(Map.of(
                "registry.data",
                folder.resolve("observatory").toString(),
                "registry.http.port",
                secondPort,
                "registry.http.public-url",
                "",
                "registry.identifier",
                "ivo://observatory.example/registry",
                "registry.name",
                "Example Observatory Registry",
                "registry.admin-email",
                "registry@observatory.example",
                "registry.managed-authorities",
                List.of("observatory.example"),
                "registry.harvest.enabled",
                false));
        Examples examples = new Examples(new DocumentNormaliser(SchemaValidator.shared(), observatorySettings.rules()));
        try (Registry observatory = Registry.start(observatorySettings);
                Registry mast = Registry.start(mastSettings)) {
            TerminationSignal stop = new TerminationSignal();
            mast.loadExamples("mast");
            observatory.loadExamples("observatory");
            mast.sources()
                    .add(new NewSource(
                            "Example Observatory",
                            observatory.url() + "/oai",
                            Optional.empty(),
                            HarvestSource.MANAGED_SET,
                            new Schedule.Every(Duration.ofSeconds(seconds)),
                            true));
            mast.scheduler().arrangeTimes();
            String password = RandomKey.make().substring(0, PASSWORD_LENGTH);
            mast.accounts()
                    .accounts()
                    .add(
                            Actor.atCommandLine("demo"),
                            new NewAccount(ADMINISTRATOR, Role.ADMINISTRATOR, Authorities.ALL),
                            password.toCharArray());
            tell(mast, observatory, password);
            play(mast, observatory, examples, stop);
            stop.await();
        }
        return 0;
    }

    private void tell(Registry mast, Registry observatory, String password) {
        System.out.println("The MAST registry:          " + mast.url() + "/");
        System.out.println("  a search                  " + mast.url() + "/search?q=variable+stars");
        System.out.println("  a record                  " + mast.url() + "/resource/archive.stsci.edu/hst");
        System.out.println("  OAI-PMH                   " + mast.url() + "/oai?verb=Identify");
        System.out.println("  its harvests              " + mast.url() + "/staff/harvest");
        System.out.println("  sign in there as          " + ADMINISTRATOR + ", password " + password);
        System.out.println("  the search as JSON        " + mast.url() + "/api/search?q=ultraviolet+spectra");
        System.out.println("The Example Observatory's:  " + observatory.url() + "/");
        System.out.println(
                "  its OAI-PMH               " + observatory.url() + "/oai?verb=ListRecords&metadataPrefix=ivo_vor");
        System.out.println("It is harvested every " + seconds + " seconds. Stop with Ctrl-C.");
        System.out.println("Ready: " + mast.url() + "/");
    }

    /** What happens while the demo runs; each step waits for the harvest of the one before. */
    private static void play(Registry mast, Registry observatory, Examples examples, TerminationSignal stop)
            throws InterruptedException {
        if (!harvested(mast, CHANGING, r -> r.status() == RecordStatus.ACTIVE, stop)) {
            return;
        }
        System.out.println("Harvested: the observatory's records are here, " + page(mast, CHANGING));
        observatory.save(examples.read("observatory-changes"), "a new data release");
        System.out.println("The observatory has changed a record: " + page(observatory, CHANGING));
        if (!harvested(mast, CHANGING, r -> r.version() > 1, stop)) {
            return;
        }
        System.out.println("Harvested: the change is here, " + page(mast, CHANGING));
        observatory.delete(VANISHING, "the camera is gone");
        System.out.println("The observatory has deleted a record: " + page(observatory, VANISHING));
        if (harvested(mast, VANISHING, r -> r.status() == RecordStatus.DELETED, stop)) {
            System.out.println("Harvested: the deletion is here, " + page(mast, VANISHING));
        }
    }

    private static boolean harvested(
            Registry mast, Ivoid ivoid, Predicate<StoredRecord> awaited, TerminationSignal stop)
            throws InterruptedException {
        while (mast.storage().masterCopy().find(ivoid).filter(awaited).isEmpty()) {
            if (stop.await(LOOK)) {
                return false;
            }
        }
        return true;
    }

    private static String page(Registry registry, Ivoid ivoid) {
        return registry.url() + "/resource/" + ivoid.withoutScheme();
    }

    /** An empty folder for the demo; only what an earlier demo has made is removed. */
    private static Path anew(Path folder) {
        try {
            if (Files.exists(folder)) {
                if (!Files.exists(folder.resolve(MARK))) {
                    throw new FailureException(
                            folder + " was not made by a demo; name another data folder with --data");
                }
                try (Stream<Path> content = Files.walk(folder)) {
                    for (Path path : content.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(path);
                    }
                }
            }
            Files.createDirectories(folder);
            Files.createFile(folder.resolve(MARK));
            return folder;
        } catch (IOException e) {
            throw new FailureException("The demo's folder " + folder + " cannot be made: " + e.getMessage(), e);
        }
    }
}

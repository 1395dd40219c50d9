package edu.stsci.mast.registry.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import edu.stsci.mast.registry.model.store.IndexRequests;
import edu.stsci.mast.registry.search.IndexFollower;
import edu.stsci.mast.registry.search.Reindexing;
import edu.stsci.mast.registry.search.SolrStore;
import edu.stsci.mast.registry.server.DataFolder;
import edu.stsci.mast.registry.server.FailureException;
import edu.stsci.mast.registry.server.RegistrySettings;
import edu.stsci.mast.registry.server.Storage;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "reindex",
        description = "Builds the search index anew from the master copy; in the running server, or without one."
                + " Searches go on meanwhile. Where nodes share a Solr, this command fills it itself, in a SolrCloud a new"
                + " collection; and the nodes build their tables of RegTAP anew.")
final class ReindexCommand implements Callable<Integer> {
    private static final Duration STEP = Duration.ofMillis(500);
    private static final Duration SILENCE = Duration.ofSeconds(60);

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() throws InterruptedException {
        RegistrySettings settings = common.settings();
        DataFolder folder = DataFolder.existing(settings.data());
        Optional<DataFolder.ServerMark> mark = folder.tryMark();
        try (Storage storage = Storage.open(settings, folder);
                ConsoleProgress progress = new ConsoleProgress("Indexing", "changes")) {
            long indexed;
            if (!settings.solr().isEmbedded()) {
                indexed = rebuildShared(settings, storage, progress);
            } else if (mark.isPresent()) {
                indexed = rebuild(folder, storage, progress);
            } else {
                indexed = request(folder, storage, progress);
            }
            progress.close();
            System.out.printf(
                    Locale.ROOT,
                    "Indexed up to change %,d in %.1f s%n",
                    indexed,
                    progress.elapsed().toMillis() / 1000.0);
            return 0;
        } finally {
            mark.ifPresent(DataFolder.ServerMark::close);
        }
    }

    private static long rebuildShared(RegistrySettings settings, Storage storage, ConsoleProgress progress)
            throws InterruptedException {
        long indexed = new Reindexing(storage.changeFeed(), settings.solr(), storage.leases(), Clock.systemUTC())
                .run(progress::at, System.out::println);
        new IndexRequests(storage.database().dataSource()).add();
        return indexed;
    }

    private static long rebuild(DataFolder folder, Storage storage, ConsoleProgress progress)
            throws InterruptedException {
        try (SolrStore solr = SolrStore.embedded(folder.path());
                IndexFollower follower = new IndexFollower(storage.changeFeed(), solr)) {
            follower.rebuild();
            follower.start();
            while (!follower.awaitCaughtUp(STEP)) {
                progress.at(follower.position(), follower.head());
            }
            return follower.position();
        }
    }

    /** Asks the running server, and watches it. */
    private static long request(DataFolder folder, Storage storage, ConsoleProgress progress)
            throws InterruptedException {
        String server = folder.serverUrl()
                .orElseThrow(() -> new FailureException(
                        "The registry server on " + folder.path() + " is still starting; try again"));
        long number = new IndexRequests(storage.database().dataSource()).add();
        long lastAnswer = System.nanoTime();
        while (System.nanoTime() - lastAnswer < SILENCE.toNanos()) {
            Optional<JsonNode> health = health(server);
            if (health.isPresent()) {
                lastAnswer = System.nanoTime();
                long indexed = health.get().path("indexed").asLong();
                if (health.get().path("reindexed").asLong() >= number) {
                    return indexed;
                }
                progress.at(indexed, health.get().path("changes").asLong());
            }
            Thread.sleep(STEP.toMillis());
        }
        throw new FailureException(
                "The registry server at " + server + " no longer answers; the index is built when it does");
    }

    private static Optional<JsonNode> health(String server) {
        try {
            return Optional.of(
                    new ObjectMapper().readTree(new LocalServer(server).health().document()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}

package edu.stsci.mast.registry.server.cli;

import edu.stsci.mast.registry.search.IndexFollower;
import edu.stsci.mast.registry.search.SolrStore;
import edu.stsci.mast.registry.server.DataFolder;
import edu.stsci.mast.registry.server.FailureException;
import edu.stsci.mast.registry.server.RegistrySettings;
import edu.stsci.mast.registry.server.Storage;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "reindex",
        description = "Builds the search index anew from the master copy. The server must not be running.")
final class ReindexCommand implements Callable<Integer> {
    private static final Duration STEP = Duration.ofMillis(500);

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() throws InterruptedException {
        RegistrySettings settings = common.settings();
        DataFolder folder = DataFolder.existing(settings.data());
        try (DataFolder.ServerMark mark = folder.tryMark()
                        .orElseThrow(() -> new FailureException(
                                "A registry server is running on " + folder.path() + "; stop it first"));
                Storage storage = Storage.open(settings, folder);
                SolrStore solr = settings.solr().url().isEmpty()
                        ? SolrStore.embedded(folder.path())
                        : SolrStore.standalone(URI.create(settings.solr().url()));
                IndexFollower follower = new IndexFollower(storage.changeFeed(), solr);
                ConsoleProgress progress = new ConsoleProgress("Indexing", "changes")) {
            follower.rebuild();
            follower.start();
            while (!follower.awaitCaughtUp(STEP)) {
                progress.at(follower.position(), follower.head());
            }
            progress.close();
            System.out.printf(
                    Locale.ROOT,
                    "Indexed up to change %,d in %.1f s%n",
                    follower.position(),
                    progress.elapsed().toMillis() / 1000.0);
            return 0;
        }
    }
}

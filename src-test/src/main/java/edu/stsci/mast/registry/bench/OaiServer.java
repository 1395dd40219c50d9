package edu.stsci.mast.registry.bench;

import edu.stsci.mast.registry.corpus.Corpus;
import edu.stsci.mast.registry.model.store.ChangeFeed;
import edu.stsci.mast.registry.model.store.Database;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.model.store.Secrets;
import edu.stsci.mast.registry.oai.OaiProvider;
import edu.stsci.mast.registry.oai.OaiSettings;
import edu.stsci.mast.registry.server.RegistrySettings;
import edu.stsci.mast.registry.server.http.HttpServer;
import edu.stsci.mast.registry.server.http.ListGate;
import edu.stsci.mast.registry.server.http.OaiResource;
import edu.stsci.mast.registry.server.pages.OaiPages;
import edu.stsci.mast.registry.server.pages.Site;
import edu.stsci.mast.registry.server.pages.Templates;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The program of a {@link ServerProcess}: the registry's HTTP server with OAI-PMH alone, put together as the registry does it with its
 * default settings, but as the home registry of the corpus and without the search index, the pages and the schedules, so that they take no part in what is measured.
 */
final class OaiServer {
    private OaiServer() {}

    /** Serves a data folder, the first argument; the second, when there is one, is the page size. */
    public static void main(String[] arguments) throws Exception {
        ServerProcess.quietLogs();
        Path folder = Path.of(arguments[0]);
        Map<String, Object> own = new HashMap<>(Map.of(
                "registry.identifier",
                Corpus.homeRegistry(),
                "registry.http.address",
                "127.0.0.1",
                "registry.http.port",
                0));
        if (arguments.length > 1) {
            own.put("registry.oai.page-size", arguments[1]);
        }
        RegistrySettings settings = RegistrySettings.load(null, Map.of(), own);
        try (HttpServer server = HttpServer.bind(settings.http(), folder.resolve("http"));
                Database database = Database.open(
                        Database.Settings.embedded(folder, settings.database().connections()))) {
            ListGate lists = new ListGate(
                    settings.oai().concurrentLists(), settings.oai().retryAfter());
            OaiPages pages = new OaiPages(new Templates(new Site(settings.name(), true)));
            server.start(Set.of(
                    new OaiResource(provider(settings, database, server.localUrl()), pages::render, lists), lists));
            ServerProcess.ready(server.localUrl());
        }
    }

    private static OaiProvider provider(RegistrySettings settings, Database database, String url) {
        Clock clock = Clock.systemUTC();
        return new OaiProvider(
                new MasterCopy(database.dataSource(), settings.managedAuthorities(), clock),
                new ChangeFeed(database.dataSource(), clock),
                new Secrets(database.dataSource()).get("resumption-token"),
                new OaiSettings(
                        URI.create(url + "/oai"),
                        settings.name(),
                        List.of(settings.adminEmail()),
                        settings.identifier(),
                        settings.oai().pageSize(),
                        settings.oai().pageBytes(),
                        true,
                        settings.oai().harvestedRecords()),
                List::of);
    }
}

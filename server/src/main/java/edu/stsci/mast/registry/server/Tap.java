package edu.stsci.mast.registry.server;

import edu.stsci.mast.registry.model.store.ChangeFeed;
import edu.stsci.mast.registry.search.adql.AdqlLimits;
import edu.stsci.mast.registry.search.regtap.RegtapFollower;
import edu.stsci.mast.registry.search.regtap.RegtapIndexes;
import edu.stsci.mast.registry.search.regtap.RegtapSchema;
import edu.stsci.mast.registry.search.regtap.RegtapStore;
import edu.stsci.mast.registry.search.tap.PublishedSchema;
import edu.stsci.mast.registry.search.tap.QueryEngine;
import edu.stsci.mast.registry.search.tap.QueryJob;
import edu.stsci.mast.registry.search.tap.ResultFormat;
import edu.stsci.mast.registry.search.tap.TapCapabilities;
import edu.stsci.mast.registry.search.tap.TapCapabilities.DataModel;
import edu.stsci.mast.registry.search.tap.TapSchema;
import edu.stsci.mast.registry.search.tap.VosiTables;
import edu.stsci.mast.registry.search.tap.VotableDocument;
import edu.stsci.mast.registry.search.uws.ErrorDocuments;
import edu.stsci.mast.registry.search.uws.Jobs;
import edu.stsci.mast.registry.server.http.ClientWatch;
import edu.stsci.mast.registry.server.http.SenderGate;
import edu.stsci.mast.registry.server.http.Senders;
import edu.stsci.mast.registry.server.http.TapResource;
import edu.stsci.mast.registry.server.http.UploadFetcher;
import edu.stsci.mast.registry.server.http.UwsResource;
import edu.stsci.mast.registry.server.pages.QueryPages;
import edu.stsci.mast.registry.server.pages.Templates;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts that answer queries at {@code /tap}, put together from the settings. */
final class Tap implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Tap.class);
    private static final String SERVICE = "/tap";

    private final RegtapStore store;
    private final RegtapFollower follower;
    private final QueryEngine engine;
    private final UploadFetcher fetcher;
    private final ClientWatch watch = new ClientWatch();
    private final TapResource resource;
    private final QueryPages pages;
    private final Jobs jobs;
    private final UwsResource async;

    /**
     * The parts; they begin to follow the feed at once.
     *
     * @param url the registry's address, without a slash at the end
     */
    Tap(
            RegistrySettings settings,
            DataFolder folder,
            ChangeFeed feed,
            String url,
            Templates templates,
            ObservationRegistry observations) {
        this.store = new RegtapStore(folder.regtap());
        this.follower = new RegtapFollower(feed, store);
        List<PublishedSchema> schemas =
                TapSchema.describing(List.of(RegtapSchema.shared().published()));
        this.engine = new QueryEngine(
                store,
                RegtapIndexes.catalogue(schemas),
                AdqlLimits.standard(),
                settings.tap().limits(),
                observations);
        this.fetcher = new UploadFetcher(
                settings.name() + " (" + settings.adminEmail() + ")",
                settings.tap().limits().uploadBytes(),
                settings.tap().uploadsFrom().equals("anywhere"));
        Senders senders = new Senders(settings.http().proxies());
        SenderGate gate = new SenderGate(senders, settings.tap().limits().syncOfSender());
        this.resource = new TapResource(
                engine,
                new TapCapabilities(
                        url + SERVICE,
                        dataModels(settings.tap().fullRegistry()),
                        RegtapIndexes.functions(),
                        settings.tap().limits(),
                        settings.tap().async()),
                new VosiTables(schemas),
                fetcher,
                gate,
                watch,
                folder.uploads(),
                store::trouble);
        this.pages = new QueryPages(templates, engine, gate, watch, schemas, RegtapSchema.examples());
        Path jobsFolder = settings.tap().jobs().orElse(folder.jobs());
        if (settings.tap().jobs().isEmpty() && !settings.database().url().isEmpty()) {
            LOG.info(
                    "Queries that are sent as jobs are known to this server only; if others use its database, too, name a folder that"
                            + " they share by registry.tap.async.folder");
        }
        try {
            this.jobs = Jobs.open(
                    jobsFolder,
                    settings.tap().async(),
                    new QueryJob(engine, fetcher::fetch, Clock.systemUTC()),
                    (type, message) -> new ErrorDocuments.Document(
                            ResultFormat.VOTABLE.mediaType(), VotableDocument.error(message)),
                    Clock.systemUTC());
        } catch (IOException e) {
            throw new FailureException("The folder " + jobsFolder + " of jobs cannot be used: " + e.getMessage(), e);
        }
        this.async = new UwsResource(jobs, URI.create(url + SERVICE + "/async"), senders);
        follower.start();
    }

    /**
     * Clients take a service that declares these for one that knows all resources (RegTAP 1.2, section 7). The tables and columns of 1.0 are
     * all there, and TOPCAT looks for services of exactly that version.
     */
    private static List<DataModel> dataModels(boolean full) {
        return full
                ? List.of(
                        new DataModel("ivo://ivoa.net/std/RegTAP#1.0", "Registry 1.0"),
                        new DataModel("ivo://ivoa.net/std/RegTAP#1.1", "Registry 1.1"),
                        new DataModel(RegtapSchema.DATA_MODEL, "Registry 1.2"))
                : List.of();
    }

    /** What the service can do, as its VOSI capabilities document. */
    byte[] capabilities() {
        return resource.capabilities();
    }

    /** What answers the requests. */
    List<Object> resources() {
        return List.of(resource, pages, async);
    }

    /** The tables. */
    RegtapStore store() {
        return store;
    }

    /** What answers queries. */
    QueryEngine engine() {
        return engine;
    }

    /** What keeps the tables up to date. */
    RegtapFollower follower() {
        return follower;
    }

    @Override
    public void close() throws IOException {
        jobs.close();
        watch.close();
        engine.close();
        follower.close();
        store.close();
        fetcher.close();
    }
}

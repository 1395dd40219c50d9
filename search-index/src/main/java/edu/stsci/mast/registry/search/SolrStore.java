package edu.stsci.mast.registry.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.solr.client.solrj.SolrClient;
import org.apache.solr.client.solrj.impl.HttpJdkSolrClient;

/**
 * Where the search index is: Solr within this process, or a Solr server. Thread-safe; share one among {@link KeywordSearch} and
 * {@link IndexFollower}, and close it after them.
 */
public final class SolrStore implements AutoCloseable {
    private final SolrClient client;
    private final AutoCloseable owner;
    private final Runnable revival;
    private final String place;

    private SolrStore(SolrClient client, AutoCloseable owner, Runnable revival, String place) {
        this.client = client;
        this.owner = owner;
        this.revival = revival;
        this.place = place;
    }

    /**
     * Opens the index in the folder {@code solr} of a data folder, in this process. It is made when it is missing; one that is damaged or
     * of an older layout is removed, for the follower to build it anew.
     *
     * @param dataFolder the folder that holds {@code solr}; made when it is missing
     * @throws SearchUnavailableException with a sentence when another process uses the index, or it cannot be opened
     */
    public static SolrStore embedded(Path dataFolder) {
        return of(EmbeddedSolr.open(dataFolder));
    }

    static SolrStore of(EmbeddedSolr solr) {
        return new SolrStore(solr.client(), solr, solr::revive, solr.toString());
    }

    /**
     * Reaches a Solr server; nothing is sent yet. Its core must have this module's configset.
     *
     * @param core the address of the core, for instance {@code http://solr.example.org:8983/solr/registry}
     * @throws IllegalArgumentException with a sentence when that is not the address of a core
     */
    public static SolrStore standalone(URI core) {
        String address = core.toString().replaceFirst("/+$", "");
        int slash = address.lastIndexOf('/');
        if (!address.matches("https?://[^/]+/.+/[^/?#]+")) {
            throw new IllegalArgumentException(
                    "'" + core + "' is not the address of a Solr core, such as http://host:8983/solr/registry");
        }
        SolrClient client = new HttpJdkSolrClient.Builder(address.substring(0, slash))
                .withDefaultCollection(address.substring(slash + 1))
                .withConnectionTimeout(5, TimeUnit.SECONDS)
                .withRequestTimeout(Duration.ofMinutes(2).toMillis(), TimeUnit.MILLISECONDS)
                .build();
        return new SolrStore(client, client, () -> {}, address);
    }

    SolrClient client() {
        return client;
    }

    /** After a failed write: opens again what Solr in this process has given up for good, if that is the matter. Never throws. */
    void revive() {
        revival.run();
    }

    /** Where the index is, for messages. */
    @Override
    public String toString() {
        return place;
    }

    /** Puts what was indexed on disk and lets go of the index. */
    @Override
    public void close() {
        try {
            owner.close();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The search index " + place + " was not closed cleanly: " + e.getMessage(), e);
        } catch (Exception e) {
            throw new IllegalStateException(
                    "The search index " + place + " was not closed cleanly: " + e.getMessage(), e);
        }
    }
}

package edu.stsci.mast.registry.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.solr.client.solrj.SolrClient;
import org.apache.solr.client.solrj.SolrServerException;
import org.apache.solr.client.solrj.impl.HttpJdkSolrClient;

/**
 * Where the search index is: Solr within this process, a Solr server, or a SolrCloud. Thread-safe; share one among {@link KeywordSearch} and
 * {@link IndexFollower}, and close it after them.
 */
public final class SolrStore implements AutoCloseable {
    private final SolrClient searching;
    private final SolrClient writing;
    private final Home home;
    private final String place;

    private SolrStore(SolrClient searching, SolrClient writing, Home home, String place) {
        this.searching = searching;
        this.writing = writing;
        this.home = home;
        this.place = place;
    }

    /** What differs between the places where an index can be. */
    private interface Home {
        /** The collection that is to be written to now, null for the only one there is. */
        default String collection() throws SolrServerException {
            return null;
        }

        /** Whether other processes may write to it, too. */
        default boolean isShared() {
            return true;
        }

        default void revive() {}

        default void close() throws IOException {}
    }

    /**
     * Opens the index where the settings say that it is. One in this process is opened now, as {@link #embedded} tells; to a server nothing
     * is sent yet.
     *
     * @param dataFolder the folder that holds {@code solr} when Solr is in this process
     * @throws SearchUnavailableException with a sentence when the index in this process cannot be opened
     */
    public static SolrStore open(SolrAccess access, Path dataFolder) {
        if (access.isEmbedded()) {
            return embedded(dataFolder);
        }
        return access.isCloud() ? cloud(access, Optional.empty()) : standalone(access);
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
        Home home = new Home() {
            @Override
            public boolean isShared() {
                return false;
            }

            @Override
            public void revive() {
                solr.revive();
            }

            @Override
            public void close() throws IOException {
                solr.close();
            }
        };
        return new SolrStore(solr.client(), solr.client(), home, solr.toString());
    }

    /**
     * Reaches a Solr server without a password; nothing is sent yet. Its core must have this module's configset.
     *
     * @param core the address of the core, for instance {@code http://solr.example.org:8983/solr/registry}
     * @throws IllegalArgumentException with a sentence when that is not the address of a core
     */
    public static SolrStore standalone(URI core) {
        SolrAccess usual = SolrAccess.EMBEDDED;
        return standalone(new SolrAccess(
                core.toString(), "", usual.collection(), usual.shards(), usual.replicas(), "", "", usual.timeouts()));
    }

    private static SolrStore standalone(SolrAccess access) {
        SolrClient searching = coreClient(access, access.timeouts().search());
        SolrClient writing = coreClient(access, access.timeouts().update());
        Home home = new Home() {
            @Override
            public void close() throws IOException {
                closeBoth(searching, writing);
            }
        };
        return new SolrStore(searching, writing, home, coreAddress(access));
    }

    /** Reaches a standalone Solr's core. */
    static SolrClient coreClient(SolrAccess access, Duration limit) {
        String address = coreAddress(access);
        return client(access, address.substring(address.lastIndexOf('/') + 1), limit);
    }

    /** Reaches a standalone Solr as a whole. */
    static SolrClient serverClient(SolrAccess access, Duration limit) {
        return client(access, null, limit);
    }

    private static SolrClient client(SolrAccess access, String core, Duration limit) {
        String address = coreAddress(access);
        HttpJdkSolrClient.Builder client = new HttpJdkSolrClient.Builder(address.substring(0, address.lastIndexOf('/')))
                .withDefaultCollection(core)
                .withConnectionTimeout(access.timeouts().connect().toMillis(), TimeUnit.MILLISECONDS)
                .withRequestTimeout(limit.toMillis(), TimeUnit.MILLISECONDS);
        if (!access.user().isEmpty()) {
            client.withBasicAuthCredentials(access.user(), access.password());
        }
        return client.build();
    }

    static String coreAddress(SolrAccess access) {
        return access.core().replaceFirst("/+$", "");
    }

    /**
     * Reaches a SolrCloud; nothing is sent yet.
     *
     * @param collection a collection to read and write; empty for what the alias of this program's layout stands for at each moment
     */
    static SolrStore cloud(SolrAccess access, Optional<String> collection) {
        String name = collection.orElse(access.alias());
        CloudClient searching = new CloudClient(access, name, access.timeouts().search());
        CloudClient writing = new CloudClient(access, name, access.timeouts().update());
        Home home = new Home() {
            @Override
            public String collection() throws SolrServerException {
                if (collection.isPresent()) {
                    return name;
                }
                return writing.collectionOf(name)
                        .orElseThrow(() -> new SolrServerException("The SolrCloud has no alias " + name
                                + ", the index of this version of the registry; 'registry solr-setup' makes it"));
            }

            @Override
            public void close() throws IOException {
                closeBoth(searching, writing);
            }
        };
        return new SolrStore(searching, writing, home, access + ", " + name);
    }

    private static void closeBoth(SolrClient one, SolrClient other) throws IOException {
        try {
            one.close();
        } finally {
            other.close();
        }
    }

    /** What searches are sent to. */
    SolrClient client() {
        return searching;
    }

    /** What changes are sent to; it waits longer. */
    SolrClient writing() {
        return writing;
    }

    /** The collection to which changes are to be written now; null for the only one there is. */
    String collection() throws SolrServerException {
        return home.collection();
    }

    /**
     * Whether other processes may write to this index, too: then each record's newest state wins by its version, and the present place in the
     * change feed is the one that stands in the index.
     */
    public boolean isShared() {
        return home.isShared();
    }

    /** After a failed write: opens again what Solr in this process has given up for good, if that is the matter. Never throws. */
    void revive() {
        home.revive();
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
            home.close();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The search index " + place + " was not closed cleanly: " + e.getMessage(), e);
        }
    }
}

package edu.stsci.mast.registry.search;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.solr.client.solrj.SolrClient;
import org.apache.solr.client.solrj.SolrRequest;
import org.apache.solr.client.solrj.SolrServerException;
import org.apache.solr.client.solrj.impl.CloudHttp2SolrClient;
import org.apache.solr.client.solrj.impl.Http2SolrClient;
import org.apache.solr.client.solrj.impl.ZkClientClusterStateProvider;
import org.apache.solr.common.cloud.ClusterState;
import org.apache.solr.common.util.NamedList;

/**
 * Reaches a SolrCloud, whose state it learns from ZooKeeper. Nothing is sent before the first request; when ZooKeeper is away then, requests
 * fail at once but for one that tries, now and then.
 */
final class CloudClient extends SolrClient {
    private static final long serialVersionUID = 1L;

    private static final Duration ZOOKEEPER_SESSION = Duration.ofSeconds(30);
    private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(2);

    private final transient ZkClientClusterStateProvider state;
    private final transient CloudHttp2SolrClient client;
    private final transient ReentrantLock connecting = new ReentrantLock();
    private final String zookeeper;
    private volatile boolean connected;
    private long failedAt;

    /**
     * A client whose requests go to a collection or alias where they do not say another.
     *
     * @param requestLimit how long an answer may take
     */
    CloudClient(SolrAccess access, String collection, Duration requestLimit) {
        zookeeper = access.zookeeper();
        defaultCollection = collection;
        state = new ZkClientClusterStateProvider(
                access.zookeeperServers(), access.zookeeperPath().orElse(null));
        state.setZkConnectTimeout((int) access.timeouts().connect().toMillis());
        state.setZkClientTimeout((int) ZOOKEEPER_SESSION.toMillis());
        Http2SolrClient.Builder http = new Http2SolrClient.Builder()
                .withConnectionTimeout(access.timeouts().connect().toMillis(), TimeUnit.MILLISECONDS)
                .withIdleTimeout(requestLimit.toMillis(), TimeUnit.MILLISECONDS)
                .withRequestTimeout(requestLimit.toMillis(), TimeUnit.MILLISECONDS);
        if (!access.user().isEmpty()) {
            http.withBasicAuthCredentials(access.user(), access.password());
        }
        client = new CloudHttp2SolrClient.Builder(state)
                .withHttpClientBuilder(http)
                .build();
    }

    @Override
    public NamedList<Object> request(SolrRequest<?> request, String collection)
            throws SolrServerException, IOException {
        connect();
        String name = collection == null ? defaultCollection : collection;
        // Asked for what is not there, Solr's client says that the request is bad.
        if (name != null && collectionOf(name).isEmpty() && state.getState(name) == null) {
            throw new SolrServerException("The SolrCloud has no collection or alias " + name);
        }
        return client.request(request, name);
    }

    /**
     * The collection that an alias stands for now; empty when there is no such alias.
     *
     * @throws SolrServerException when ZooKeeper cannot be reached
     */
    Optional<String> collectionOf(String alias) throws SolrServerException {
        connect();
        // Of an unknown alias, this says that it stands for itself.
        List<String> collections = state.resolveAlias(alias);
        return collections.size() == 1 && !collections.get(0).equals(alias)
                ? Optional.of(collections.get(0))
                : Optional.empty();
    }

    /**
     * The name of a collection's configset; empty when there is no such collection.
     *
     * @throws SolrServerException when ZooKeeper cannot be reached
     */
    String configsetOf(String collection) throws SolrServerException {
        connect();
        ClusterState.CollectionRef found = state.getState(collection);
        return found == null ? "" : found.get().getConfigName();
    }

    /** As long as nobody has reached ZooKeeper, one thread tries, and the others do not wait for it. */
    private void connect() throws SolrServerException {
        if (connected) {
            return;
        }
        if (!connecting.tryLock()) {
            throw new SolrServerException("ZooKeeper at " + zookeeper + " has not answered yet");
        }
        try {
            if (failedAt != 0 && System.nanoTime() - failedAt < TRY_AGAIN_AFTER.toNanos()) {
                throw new SolrServerException("ZooKeeper at " + zookeeper + " did not answer a moment ago");
            }
            state.connect();
            connected = true;
        } catch (RuntimeException e) {
            failedAt = System.nanoTime();
            throw new SolrServerException("ZooKeeper at " + zookeeper + " does not answer: " + e.getMessage(), e);
        } finally {
            connecting.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}

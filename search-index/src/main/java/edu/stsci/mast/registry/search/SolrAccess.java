package edu.stsci.mast.registry.search;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where Solr is, and how to reach it: within this process when neither {@code core} nor {@code zookeeper} is given.
 *
 * @param core the address of a core of a standalone Solr, for instance {@code http://solr.example.org:8983/solr/registry}, or empty
 * @param zookeeper the ZooKeeper servers of a SolrCloud, as in {@code zk1:2181,zk2:2181/solr}, or empty
 * @param collection what the names of collections, aliases and configsets in a SolrCloud begin with
 * @param shards how many shards a new collection has
 * @param replicas how many replicas each of them has
 * @param user the name for basic authentication, or empty
 * @param password its password
 * @param timeouts how long to wait
 */
public record SolrAccess(
        String core,
        String zookeeper,
        String collection,
        int shards,
        int replicas,
        String user,
        String password,
        Timeouts timeouts) {
    /**
     * How long to wait.
     *
     * @param connect for a connection, to ZooKeeper too
     * @param search for the answer to a search
     * @param update for the answer to a change
     */
    public record Timeouts(Duration connect, Duration search, Duration update) {}

    /** Solr within this process. */
    public static final SolrAccess EMBEDDED = new SolrAccess(
            "",
            "",
            "registry",
            1,
            1,
            "",
            "",
            new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofMinutes(2)));

    private static final String SERVERS = "[^\\s/,:]+:\\d+(,[^\\s/,:]+:\\d+)*(/[^\\s,]*)?";

    /**
     * Checks what is given.
     *
     * @throws IllegalArgumentException with a sentence when it does not go together
     */
    public SolrAccess {
        if (!core.isEmpty() && !zookeeper.isEmpty()) {
            throw new IllegalArgumentException(
                    "both url (a standalone Solr) and zookeeper (a SolrCloud) are set; leave one of them empty");
        }
        if (!core.isEmpty() && !core.matches("https?://[^\\s/]+/.+/[^\\s/?#]+/*")) {
            throw new IllegalArgumentException(
                    "'" + core + "' is not the address of a Solr core, such as http://host:8983/solr/registry");
        }
        if (!zookeeper.isEmpty() && !zookeeper.matches(SERVERS)) {
            throw new IllegalArgumentException(
                    "'" + zookeeper
                            + "' does not name ZooKeeper servers; write them as host:port,host:port/path, such as zk1:2181,zk2:2181/solr");
        }
        if (!collection.matches("[A-Za-z0-9][A-Za-z0-9_-]*")) {
            throw new IllegalArgumentException(
                    "collection '" + collection + "' has other characters than letters, digits, _ and -");
        }
        if (user.isEmpty() != password.isEmpty()) {
            throw new IllegalArgumentException("user and password have to be set both, or none of them");
        }
        if (core.isEmpty() && zookeeper.isEmpty() && !user.isEmpty()) {
            throw new IllegalArgumentException(
                    "user is set, but neither url nor zookeeper: Solr within the registry takes no password");
        }
    }

    /** Whether Solr is within this process, for it alone. */
    public boolean isEmbedded() {
        return core.isEmpty() && zookeeper.isEmpty();
    }

    /** Whether it is a SolrCloud. */
    public boolean isCloud() {
        return !zookeeper.isEmpty();
    }

    /**
     * The name by which nodes of this program's layout know the collection of the moment. Nodes of another layout have another alias, so
     * that both work at a time during an upgrade.
     */
    String alias() {
        return collection + "-v" + IndexLayout.NUMBER;
    }

    /** The ZooKeeper servers, without the path. */
    List<String> zookeeperServers() {
        return List.of(zookeeper.replaceFirst("/.*", "").split(","));
    }

    /** The path in ZooKeeper where the SolrCloud's data begin; empty when that is its root. */
    Optional<String> zookeeperPath() {
        int slash = zookeeper.indexOf('/');
        String path = slash < 0 ? "" : zookeeper.substring(slash).replaceFirst("/+$", "");
        return path.isEmpty() ? Optional.empty() : Optional.of(path);
    }

    /** Never shows the password. */
    @Override
    public String toString() {
        return isEmbedded() ? "embedded" : isCloud() ? "SolrCloud " + zookeeper : core;
    }
}

package edu.stsci.mast.registry.search;

import edu.stsci.mast.registry.model.store.DatabaseException;
import edu.stsci.mast.registry.model.store.Leases;
import edu.stsci.mast.registry.model.store.StoredRecord;
import edu.stsci.mast.registry.search.feed.FeedTarget;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.apache.solr.client.solrj.SolrServerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The search index, built and followed in place: documents of earlier buildings stay until they are overwritten, or removed at the end.
 *
 * <p>An index on a Solr server is shared by the nodes of a registry. Four things make that right, whatever fails and whoever is late: each
 * node goes by the cursor that stands in the index; the cursor is written after all that it stands for; Solr drops what is older than what it
 * has ({@link DocumentVersion}); and only earlier generations are removed. A lease in the database saves the nodes from doing all the work
 * twice, no more. A rebuilding begins with its cursor, so that no document is of a later generation than the cursor is.
 */
final class SolrTarget implements FeedTarget {
    private static final Logger LOG = LoggerFactory.getLogger(SolrTarget.class);
    /** During long work what has been done becomes searchable this often. */
    private static final Duration COMMIT_EVERY = Duration.ofSeconds(10);
    /** How long a node that has died or stalled keeps others from writing. */
    private static final Duration TURN = Duration.ofSeconds(30);

    private final SolrStore store;
    private final RecordIndexer indexer;
    private final Leases leases;
    private String place;
    private String turn;
    private IndexCursor cursor;
    private long lastCommit;
    private boolean committed = true;

    /**
     * The index in a store.
     *
     * @param leases whose turn it is to write; null when nobody else writes
     */
    SolrTarget(SolrStore store, Leases leases) {
        this.store = store;
        this.leases = leases;
        this.indexer = new RecordIndexer(store.writing());
    }

    @Override
    public boolean isShared() {
        return store.isShared();
    }

    @Override
    public boolean takeTurn() {
        if (leases == null) {
            return true;
        }
        turn = "search index " + place;
        return leases.take(turn, TURN);
    }

    @Override
    public void endTurn() {
        if (leases != null && turn != null) {
            leases.giveBack(turn);
            turn = null;
        }
    }

    @Override
    public OptionalLong resume() throws SolrServerException, IOException {
        String collection = store.collection();
        indexer.use(collection);
        place = collection == null ? store.toString() : collection;
        cursor = indexer.cursor().orElse(null);
        return cursor == null ? OptionalLong.empty() : OptionalLong.of(cursor.sequence());
    }

    @Override
    public void begin() throws SolrServerException, IOException {
        indexer.commit();
        cursor = IndexCursor.rebuild(indexer.latestGeneration());
        // Before any document of this generation, so that whoever has to go on from here finds it.
        indexer.write(cursor);
        indexer.commit();
        committed = true;
    }

    @Override
    public boolean isWhole() {
        return cursor != null && !cursor.rebuilding();
    }

    @Override
    public boolean apply(List<StoredRecord> records, long end, boolean last) throws SolrServerException, IOException {
        if (committed) {
            lastCommit = System.nanoTime();
        }
        indexer.apply(records, cursor.generation());
        cursor = cursor.at(end);
        if (last && cursor.rebuilding()) {
            indexer.removeEarlierGenerations(cursor.generation());
            cursor = cursor.rebuilt();
        }
        indexer.write(cursor);
        committed = last || System.nanoTime() - lastCommit > COMMIT_EVERY.toNanos();
        if (committed) {
            indexer.commit();
        }
        return committed;
    }

    @Override
    public void failed(Exception failure) {
        cursor = null;
        committed = true;
        store.revive();
        try {
            endTurn(); // another node may have more luck
        } catch (DatabaseException e) {
            LOG.debug("The turn ends by itself", e);
        }
    }

    @Override
    public void close() {
        try {
            endTurn();
        } finally {
            indexer.close();
        }
    }

    @Override
    public String toString() {
        return "search index " + store;
    }
}

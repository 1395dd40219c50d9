package edu.stsci.mast.registry.search;

import edu.stsci.mast.registry.model.store.StoredRecord;
import edu.stsci.mast.registry.search.feed.FeedTarget;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.apache.solr.client.solrj.SolrServerException;

/** The search index, built and followed in place: documents of earlier buildings stay until they are overwritten, or removed at the end. */
final class SolrTarget implements FeedTarget {
    /** During long work what has been done becomes searchable this often. */
    private static final Duration COMMIT_EVERY = Duration.ofSeconds(10);

    private final SolrStore store;
    private final RecordIndexer indexer;
    private IndexCursor cursor;
    private long lastCommit;
    private boolean committed = true;

    SolrTarget(SolrStore store) {
        this.store = store;
        this.indexer = new RecordIndexer(store.client());
    }

    @Override
    public OptionalLong resume() throws SolrServerException, IOException {
        cursor = indexer.cursor().orElse(null);
        return cursor == null ? OptionalLong.empty() : OptionalLong.of(cursor.sequence());
    }

    @Override
    public void begin() {
        cursor = IndexCursor.rebuild();
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
            indexer.removeOtherGenerations(cursor.generation());
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
    }

    @Override
    public void close() {
        indexer.close();
    }

    @Override
    public String toString() {
        return "search index " + store;
    }
}

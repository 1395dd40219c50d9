package edu.stsci.mast.registry.search;

import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.store.ChangeFeed;
import edu.stsci.mast.registry.model.store.StoredRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.solr.client.solrj.SolrClient;
import org.apache.solr.client.solrj.SolrServerException;
import org.apache.solr.common.SolrException;
import org.apache.solr.common.SolrInputDocument;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the search index up to date: one thread that follows the change feed from the cursor in the index (design, decision 4). An edit
 * is searchable within a second. An index that is empty, of another layout, or ahead of the master copy is built anew; searches go on
 * meanwhile. When Solr or the database fails, it waits and tries again for as long as it runs.
 */
public final class IndexFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IndexFollower.class);
    private static final int RECORDS_AT_A_TIME = 200;
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_COMMITS = Duration.ofSeconds(5);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final ChangeFeed feed;
    private final SolrClient solr;
    private final String place;
    private final Thread thread = new Thread(this::run, "index-follower");
    private final Object signal = new Object();

    // Guarded by signal.
    private boolean stopping;
    private boolean rebuildWanted;
    private long position = -1;
    private long head;

    private IndexCursor cursor; // of the thread alone
    private long lastCommit;

    /** A follower of a feed; it does nothing before it is started. */
    public IndexFollower(ChangeFeed feed, SolrStore store) {
        this.feed = feed;
        this.solr = store.client();
        this.place = store.toString();
        thread.setDaemon(true);
    }

    /** Begins to follow. */
    public void start() {
        thread.start();
    }

    /** The last change that can be found by searching; -1 until the index was read. */
    public long position() {
        synchronized (signal) {
            return position;
        }
    }

    /** The last change that the follower knows of. */
    public long head() {
        synchronized (signal) {
            return head;
        }
    }

    /** Says that there is news, so that the follower looks at once. */
    public void nudge() {
        synchronized (signal) {
            signal.notifyAll();
        }
    }

    /** Has the index built anew from the master copy; records stay searchable meanwhile. */
    public void rebuild() {
        synchronized (signal) {
            rebuildWanted = true;
            signal.notifyAll();
        }
    }

    /**
     * Waits until everything that is in the master copy at the time of the call can be found.
     *
     * @return false when the time is over first
     */
    public boolean awaitCaughtUp(Duration limit) throws InterruptedException {
        long target = feed.head();
        long end = System.nanoTime() + limit.toNanos();
        synchronized (signal) {
            while (position < target || rebuildWanted) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return false;
                }
                signal.wait(left);
            }
            return true;
        }
    }

    private void run() {
        int failures = 0;
        while (!stopping()) {
            try {
                boolean more = follow();
                if (failures > 0) {
                    LOG.info("The search index {} is followed again", place);
                    failures = 0;
                }
                if (!more) {
                    pause(POLL);
                }
            } catch (SolrServerException | IOException | RuntimeException e) {
                if (stopping()) {
                    return;
                }
                failures++;
                if (failures == 1) {
                    LOG.warn("The search index {} cannot be brought up to date; trying again until it can", place, e);
                }
                cursor = null; // what was not committed may be lost
                Duration pause = POLL.multipliedBy(1L << Math.min(failures, 8));
                pause(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
            }
        }
    }

    /** Takes the next changes; whether there may be more at once. */
    private boolean follow() throws SolrServerException, IOException {
        long newHead = feed.head();
        synchronized (signal) {
            head = newHead;
        }
        prepare(newHead);
        List<StoredRecord> records = new ArrayList<>(RECORDS_AT_A_TIME);
        if (cursor.sequence() < newHead) {
            feed.read(
                    new ChangeFeed.Range(ChangeFeed.Scope.ALL, cursor.sequence(), newHead),
                    RECORDS_AT_A_TIME,
                    records::add);
            apply(records);
        }
        boolean end = records.size() < RECORDS_AT_A_TIME;
        if (end && cursor.rebuilding()) {
            solr.deleteByQuery(
                    "kind:" + SolrField.KIND_RECORD + " AND generation:[* TO " + (cursor.generation() - 1) + "]");
            LOG.info("The search index is complete up to change {}", newHead);
        }
        IndexCursor reached = end
                ? cursor.at(newHead).complete()
                : cursor.at(records.get(records.size() - 1).sequence());
        if (!reached.equals(cursor)) {
            cursor = reached;
            solr.add(cursor.document());
            if (end || System.nanoTime() - lastCommit > BETWEEN_COMMITS.toNanos()) {
                commit();
            }
        } else {
            told();
        }
        return !end;
    }

    /** Finds the cursor, and decides whether the index has to be built anew. */
    private void prepare(long newHead) throws SolrServerException, IOException {
        if (cursor == null) {
            cursor = IndexCursor.read(solr).orElse(null);
        }
        boolean wanted;
        synchronized (signal) {
            wanted = rebuildWanted;
        }
        if (cursor == null || cursor.sequence() > newHead || wanted) {
            if (newHead > 0) {
                LOG.info("The search index {} is built anew from the master copy", place);
            }
            cursor = (cursor == null ? new IndexCursor(0, System.currentTimeMillis(), true) : cursor).rebuilt();
            solr.add(cursor.document());
            synchronized (signal) {
                rebuildWanted = false;
                position = -1;
            }
        }
    }

    private void apply(List<StoredRecord> records) throws SolrServerException, IOException {
        List<SolrInputDocument> documents = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        for (StoredRecord record : records) {
            if (record.status() == RecordStatus.ACTIVE) {
                documents.add(SolrDocuments.of(record, cursor.generation()));
            } else {
                gone.add(record.ivoid().key());
            }
        }
        if (!gone.isEmpty()) {
            solr.deleteById(gone);
        }
        if (documents.isEmpty()) {
            return;
        }
        try {
            solr.add(documents);
        } catch (SolrException e) {
            if (e.code() != SolrException.ErrorCode.BAD_REQUEST.code) {
                throw e;
            }
            oneByOne(records);
        }
    }

    /** One of the documents is refused: it is indexed by what the master copy knows of it, the others in full. */
    private void oneByOne(List<StoredRecord> records) throws SolrServerException, IOException {
        for (StoredRecord record : records) {
            if (record.status() != RecordStatus.ACTIVE) {
                continue;
            }
            try {
                solr.add(SolrDocuments.of(record, cursor.generation()));
            } catch (SolrException e) {
                LOG.warn(
                        "{} is found by its title only, because Solr refuses its content: {}",
                        record.ivoid(),
                        e.getMessage());
                solr.add(SolrDocuments.plain(record, cursor.generation()));
            }
        }
    }

    private void commit() throws SolrServerException, IOException {
        solr.commit(null, true, true, true); // soft: searchable now, on disk soon
        lastCommit = System.nanoTime();
        if (cursor.rebuilding()) {
            LOG.info("The search index is being built: {} of {} changes", cursor.sequence(), head());
        }
        told();
    }

    private void told() {
        synchronized (signal) {
            position = cursor.sequence();
            signal.notifyAll();
        }
    }

    private boolean stopping() {
        synchronized (signal) {
            return stopping;
        }
    }

    private void pause(Duration duration) {
        synchronized (signal) {
            if (stopping || rebuildWanted) {
                return;
            }
            try {
                signal.wait(duration.toMillis());
            } catch (InterruptedException e) {
                stopping = true;
            }
        }
    }

    /** Stops following and puts on disk what was indexed. */
    @Override
    public void close() {
        synchronized (signal) {
            stopping = true;
            signal.notifyAll();
        }
        try {
            // Not by an interrupt, which would close the index's and the embedded database's files.
            thread.join(STOP_LIMIT.toMillis());
            if (thread.isAlive()) {
                LOG.warn("The search index {} is still being written to after {} s", place, STOP_LIMIT.toSeconds());
            }
            solr.commit();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SolrServerException | IOException | RuntimeException e) {
            LOG.warn(
                    "The last changes of the search index {} were not put on disk and will be indexed again", place, e);
        }
    }
}

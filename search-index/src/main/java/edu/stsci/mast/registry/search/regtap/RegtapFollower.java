package edu.stsci.mast.registry.search.regtap;

import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.store.ChangeFeed;
import edu.stsci.mast.registry.model.store.StoredRecord;
import edu.stsci.mast.registry.search.FeedBatch;
import edu.stsci.mast.registry.search.IndexProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import javax.xml.stream.XMLStreamException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the relational registry in step with the master copy: a thread of its own follows the change feed and writes what is new, so that a
 * committed change can be queried within a second. How far it has come stands in the file itself. It makes a new file when there is none, or
 * none that can be used, when it is told to, or when the master copy is behind the file, which means that it is another one; queries go on
 * with the old file meanwhile.
 *
 * <p>Thread-safe. Start it once; close it before its {@link RegtapStore}.
 */
public final class RegtapFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RegtapFollower.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final ChangeFeed feed;
    private final RegtapStore store;
    private final Thread thread = new Thread(this::run, "regtap-follower");
    private final ExecutorService readers =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), task -> {
                Thread reader = new Thread(task, "regtap-reader");
                reader.setDaemon(true);
                return reader;
            });

    private final Lock lock = new ReentrantLock();
    private final Condition nudged = lock.newCondition();
    private final Condition moved = lock.newCondition();
    private boolean news;
    private boolean stopping;
    private boolean rebuildWanted;
    private volatile long position;
    private volatile boolean whole;

    // Only the thread uses these.
    private RegtapWriter writer;
    private Path written;
    private boolean failing;

    /** A follower that brings what the feed has into the store; {@link #start} begins. */
    public RegtapFollower(ChangeFeed feed, RegtapStore store) {
        this.feed = feed;
        this.store = store;
        thread.setDaemon(true);
    }

    /** Begins to follow, in the background. */
    public void start() {
        thread.start();
    }

    /** Says that there may be news, so that it is looked for at once. */
    public void nudge() {
        signal(() -> news = true);
    }

    /** Makes a new file in the background; queries go on with the present one until that is complete. */
    public void rebuild() {
        signal(() -> {
            rebuildWanted = true;
            whole = false;
        });
    }

    /** The sequence number of the last change that can be queried; 0 before there is anything. */
    public long position() {
        return position;
    }

    /**
     * Waits until all changes that were committed before this call can be queried.
     *
     * @return whether they can within the time
     * @throws InterruptedException when this thread is interrupted meanwhile
     * @throws edu.stsci.mast.registry.model.store.DatabaseException when the database fails
     */
    public boolean awaitCaughtUp(Duration limit) throws InterruptedException {
        long wanted = feed.head();
        nudge();
        long left = limit.toNanos();
        lock.lock();
        try {
            while (!(whole && position >= wanted)) {
                if (left <= 0) {
                    return false;
                }
                left = moved.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        while (!isStopping()) {
            try {
                follow();
                store.tidy();
                if (failing) {
                    LOG.info("The relational registry is followed again");
                    failing = false;
                }
                pause(LOOK_EVERY, true);
            } catch (SQLException | IOException | RuntimeException e) {
                failed(e);
            } catch (InterruptedException e) {
                break;
            }
        }
        closeWriter();
    }

    /** Brings the tables up to the present head. */
    private void follow() throws SQLException, IOException, InterruptedException {
        long present = feed.head();
        Optional<Long> place = place();
        boolean wanted = takeRebuildWanted();
        if (place.isEmpty() || wanted || place.get() > present) {
            String why = place.isEmpty()
                    ? "there is none that can be used"
                    : wanted ? "as asked for" : "the master copy is another one, which ends before it";
            LOG.info("The tables of the relational registry are made from the records: {}", why);
            build(present);
            place = place();
        }
        long sequence = place.orElseThrow();
        publish(sequence);
        IndexProgress progress = new IndexProgress("Relational registry");
        while (!isStopping() && sequence < present) {
            FeedBatch batch = FeedBatch.read(feed, sequence, present);
            for (Rows rows : rows(batch.records())) {
                writer.delete(rows.ivoid());
                writer.insert(rows.tables());
            }
            writer.commit(batch.end());
            sequence = batch.end();
            publish(sequence);
            long from = sequence;
            progress.add(
                    batch.records().size(),
                    () -> feed.count(new ChangeFeed.Range(ChangeFeed.Scope.ALL, from, present)));
        }
        progress.end();
    }

    /** How far the file has followed; empty when there is none. */
    private Optional<Long> place() throws SQLException {
        Optional<Path> path = store.path();
        if (path.isEmpty()) {
            return Optional.empty();
        }
        if (writer == null || !path.get().equals(written)) {
            closeWriter();
            Connection connection = RegtapFile.writer(path.get());
            Optional<Long> sequence = RegtapWriter.sequence(connection);
            if (sequence.isEmpty()) {
                connection.close();
                return Optional.empty();
            }
            writer = new RegtapWriter(connection);
            written = path.get();
            return sequence;
        }
        return Optional.of(position);
    }

    /** Makes a new file with all records up to a place of the feed, and has it used. */
    private void build(long upTo) throws SQLException, IOException, InterruptedException {
        Path path = store.next();
        RegtapFile.delete(path);
        try (Connection connection = RegtapFile.loader(path)) {
            RegtapTables.execute(connection, RegtapTables.create());
            RegtapWriter loading = new RegtapWriter(connection);
            load(loading, upTo);
            loading.markComplete();
            loading.commit(upTo);
            connection.setAutoCommit(true);
            RegtapTables.execute(connection, RegtapTables.indexes());
            RegtapTables.execute(connection, List.of("ANALYZE"));
        }
        if (isStopping()) {
            RegtapFile.delete(path);
            return;
        }
        try (Connection connection = RegtapFile.writer(path)) {
            RegtapTables.execute(connection, List.of("PRAGMA wal_checkpoint(TRUNCATE)"));
        }
        closeWriter();
        store.use(path);
    }

    private void load(RegtapWriter loading, long upTo) throws SQLException, InterruptedException {
        IndexProgress progress = new IndexProgress("Relational registry");
        long sequence = 0;
        while (!isStopping() && sequence < upTo) {
            FeedBatch batch = FeedBatch.read(feed, sequence, upTo);
            for (Rows rows : rows(batch.records())) {
                loading.insert(rows.tables());
            }
            sequence = batch.end();
            long from = sequence;
            progress.add(
                    batch.records().size(), () -> feed.count(new ChangeFeed.Range(ChangeFeed.Scope.ALL, from, upTo)));
        }
        progress.end();
    }

    /** A record's rows; none for one that is not active (RegTAP 1.2, section 8.1). */
    private record Rows(String ivoid, Map<String, List<Object[]>> tables) {}

    private List<Rows> rows(List<StoredRecord> records) throws InterruptedException {
        List<Future<Rows>> reading = new ArrayList<>();
        for (StoredRecord record : records) {
            reading.add(readers.submit(() -> rows(record)));
        }
        List<Rows> rows = new ArrayList<>();
        for (Future<Rows> one : reading) {
            try {
                rows.add(one.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException("A record could not be read: " + e.getCause(), e.getCause());
            }
        }
        return rows;
    }

    private static Rows rows(StoredRecord record) {
        String ivoid = record.ivoid().toString().toLowerCase(Locale.ROOT);
        if (record.status() != RecordStatus.ACTIVE || record.document() == null) {
            return new Rows(ivoid, Map.of());
        }
        try {
            return new Rows(ivoid, RecordRows.of(ivoid, record.document()));
        } catch (XMLStreamException e) {
            LOG.warn("{} cannot be read and is not in the relational registry: {}", record.ivoid(), e.getMessage());
            return new Rows(ivoid, Map.of());
        }
    }

    private void publish(long sequence) {
        lock.lock();
        try {
            position = sequence;
            whole = !rebuildWanted;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean takeRebuildWanted() {
        lock.lock();
        try {
            boolean wanted = rebuildWanted;
            rebuildWanted = false;
            return wanted;
        } finally {
            lock.unlock();
        }
    }

    private void failed(Exception e) {
        if (!failing) {
            LOG.warn("The relational registry cannot be brought up to date for now; trying again: {}", e.toString());
            LOG.debug("What failed", e);
        }
        failing = true;
        closeWriter();
        try {
            pause(RETRY, false);
        } catch (InterruptedException interrupted) {
            signal(() -> stopping = true);
        }
    }

    private void closeWriter() {
        if (writer != null) {
            try {
                writer.close();
            } catch (SQLException e) {
                LOG.warn("The relational registry's file was not closed cleanly: {}", e.getMessage());
            }
            writer = null;
            written = null;
        }
    }

    private void signal(Runnable change) {
        lock.lock();
        try {
            change.run();
            nudged.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean isStopping() {
        lock.lock();
        try {
            return stopping;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the time given, or until the end; or until there is something to do, when that matters. */
    private void pause(Duration time, boolean wakeForNews) throws InterruptedException {
        lock.lock();
        try {
            long left = time.toNanos();
            while (!stopping && !(wakeForNews && (news || rebuildWanted)) && left > 0) {
                left = nudged.awaitNanos(left);
            }
            news = false;
        } finally {
            lock.unlock();
        }
    }

    /** Stops after the batch at hand, waiting up to 30 seconds. */
    @Override
    public void close() {
        signal(() -> stopping = true);
        try {
            thread.join(STOP_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        readers.shutdownNow();
        if (thread.isAlive()) {
            LOG.warn("The relational registry is still being written after {} seconds", STOP_LIMIT.toSeconds());
        }
    }
}

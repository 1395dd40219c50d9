package edu.stsci.mast.registry.search.regtap;

import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.store.StoredRecord;
import edu.stsci.mast.registry.search.feed.FeedTarget;
import edu.stsci.mast.registry.search.tap.SqliteDamage;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.xml.stream.XMLStreamException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The relational registry's file that is followed, and the new one that is filled while everything is built anew. */
final class RegtapTarget implements FeedTarget {
    private static final Logger LOG = LoggerFactory.getLogger(RegtapTarget.class);

    private final RegtapStore store;
    private final ExecutorService readers =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), task -> {
                Thread reader = new Thread(task, "regtap-reader");
                reader.setDaemon(true);
                return reader;
            });
    private RegtapWriter writer;
    private Path loading;
    private boolean spoilt;

    RegtapTarget(RegtapStore store) {
        this.store = store;
    }

    @Override
    public OptionalLong resume() throws SQLException {
        Optional<Path> path = store.path();
        if (path.isEmpty()) {
            return OptionalLong.empty();
        }
        Connection connection = RegtapFile.writer(path.get());
        Optional<Long> sequence = RegtapWriter.sequence(connection);
        if (sequence.isEmpty()) {
            connection.close();
            return OptionalLong.empty();
        }
        writer = new RegtapWriter(connection);
        return OptionalLong.of(sequence.get());
    }

    @Override
    public void begin() throws SQLException, IOException {
        letGo();
        spoilt = false;
        loading = store.next();
        Connection connection = RegtapFile.loader(loading);
        RegtapTables.execute(connection, RegtapTables.create());
        writer = new RegtapWriter(connection);
    }

    @Override
    public boolean isSpoilt() {
        return spoilt;
    }

    @Override
    public boolean isWhole() {
        return writer != null && loading == null;
    }

    @Override
    public boolean apply(List<StoredRecord> records, long end, boolean last)
            throws SQLException, IOException, InterruptedException {
        for (Rows rows : rows(records)) {
            if (loading == null) {
                writer.delete(rows.ivoid());
            }
            writer.insert(rows.tables());
        }
        if (loading == null) {
            writer.commit(end);
        } else if (last) {
            finish(end);
        }
        return loading == null;
    }

    /** Makes the file that was filled the one that is read and followed. */
    private void finish(long end) throws SQLException, IOException {
        writer.complete(end);
        writer.close();
        writer = null;
        store.use(loading);
        loading = null;
        resume();
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

    @Override
    public void failed(Exception failure) {
        spoilt |= SqliteDamage.isToldBy(failure);
        letGo();
    }

    /** Closes what is written, and deletes a file that was not filled to its end. */
    private void letGo() {
        try {
            if (writer != null) {
                writer.close();
            }
            if (loading != null) {
                RegtapFile.delete(loading);
            }
        } catch (SQLException | IOException e) {
            LOG.warn("The relational registry's file was not closed cleanly: {}", e.getMessage());
        }
        writer = null;
        loading = null;
    }

    @Override
    public void close() {
        letGo();
        readers.shutdownNow();
    }

    @Override
    public String toString() {
        return "relational registry";
    }
}

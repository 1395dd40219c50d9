package edu.stsci.mast.registry.model.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * The records in the order of their latest changes. A record stands once, at the place of its latest change, so reading on from a place
 * gives each record that has changed since, in its present state; a reader that remembers the last sequence number it has dealt with
 * misses nothing and needs nothing else (design, decisions 3 and 4). OAI-PMH lists and indexes are both read here.
 *
 * <p>Thread-safe.
 */
public final class ChangeFeed {
    private final DataSource dataSource;
    private final Clock clock;

    /** The feed of a database. */
    public ChangeFeed(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /** Which records a reader wants. */
    public enum Scope {
        /** Those whose master we are. */
        MANAGED,
        /** All, harvested ones included. */
        ALL
    }

    /**
     * A stretch of the feed: the records whose latest change is later than {@code after} and not later than {@code upTo}.
     *
     * @param scope which records
     * @param after a sequence number, exclusive; 0 for the beginning
     * @param upTo a sequence number, inclusive
     */
    public record Range(Scope scope, long after, long upTo) {
        /** What is left of the range after the given sequence number. */
        public Range from(long sequence) {
            return new Range(scope, sequence, upTo);
        }
    }

    /**
     * A point in the order of changes.
     *
     * @param sequence the sequence number of the last change before it
     * @param datestamp its time, in whole seconds; every later change has this datestamp or a later one
     */
    public record Moment(long sequence, Instant datestamp) {}

    /**
     * The present moment, taken under the writers' lock: all changes up to it are visible, and all others will have its datestamp or a
     * later one. This is the response date that a harvester may use as its next {@code from}.
     */
    public Moment now() {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                ChangeClock.Moment moment = ChangeClock.advance(connection, clock.instant(), 0);
                connection.commit();
                return new Moment(moment.sequence(), moment.datestamp());
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw MasterCopy.failed("read the clock of changes", e);
        }
    }

    /** The sequence number of the last committed change; cheap, for readers that look whether there is news. */
    public long head() {
        try (Connection connection = dataSource.getConnection()) {
            return ChangeClock.read(connection).sequence();
        } catch (SQLException e) {
            throw MasterCopy.failed("read the clock of changes", e);
        }
    }

    /**
     * The place in the feed before the first record whose datestamp is at or after the given time (in whole seconds, rounded up): what to
     * use as {@link Range#after()} for a list {@code from} then. Empty when there is no such record.
     */
    public Optional<Long> placeBefore(Instant time) {
        Instant second = time.truncatedTo(ChronoUnit.SECONDS);
        Instant first = second.equals(time) ? second : second.plusSeconds(1);
        String sql = "SELECT sequence FROM record WHERE datestamp >= ? ORDER BY datestamp, sequence"
                + " OFFSET 0 ROWS FETCH NEXT 1 ROWS ONLY";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, RecordRow.column(first));
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getLong(1) - 1) : Optional.empty();
            }
        } catch (SQLException e) {
            throw MasterCopy.failed("find a place in the change feed", e);
        }
    }

    /** How many records a range holds. */
    public int count(Range range) {
        String sql = "SELECT COUNT(*) FROM record r WHERE r.sequence > ? AND r.sequence <= ?" + condition(range);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, range.after());
            select.setLong(2, range.upTo());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        } catch (SQLException e) {
            throw MasterCopy.failed("count records", e);
        }
    }

    /** The datestamp of the record that has been unchanged for longest; empty when there is no record. */
    public Optional<Instant> earliestDatestamp(Scope scope) {
        String sql = "SELECT r.datestamp FROM record r WHERE 1 = 1" + condition(new Range(scope, 0, 0))
                + " ORDER BY r.sequence OFFSET 0 ROWS FETCH NEXT 1 ROWS ONLY";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(RecordRow.instant(row, 1)) : Optional.empty();
        } catch (SQLException e) {
            throw MasterCopy.failed("find the earliest datestamp", e);
        }
    }

    /**
     * Reads the first records of a range in order, one at a time, with their documents.
     *
     * @param limit the largest number of records to read
     * @param reader gets each record; what it throws ends the reading and is passed on
     */
    public void read(Range range, int limit, Consumer<StoredRecord> reader) {
        read(range, limit, true, reader);
    }

    /** As {@link #read}, but leaves documents out ({@link StoredRecord#document()} is null): for lists of identifiers. */
    public void readWithoutDocuments(Range range, int limit, Consumer<StoredRecord> reader) {
        read(range, limit, false, reader);
    }

    private void read(Range range, int limit, boolean documents, Consumer<StoredRecord> reader) {
        String sql = "SELECT " + RecordRow.COLUMNS + (documents ? ", d.xml" : "") + " FROM record r"
                + (documents ? " LEFT JOIN document d ON d.id = r.document_id" : "")
                + " WHERE r.sequence > ? AND r.sequence <= ?" + condition(range)
                + " ORDER BY r.sequence OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, range.after());
            select.setLong(2, range.upTo());
            select.setInt(3, limit);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    reader.accept(RecordRow.read(rows, documents));
                }
            }
        } catch (SQLException e) {
            throw MasterCopy.failed("read the change feed", e);
        }
    }

    private static String condition(Range range) {
        return range.scope() == Scope.MANAGED ? " AND r.managed = 1" : "";
    }
}

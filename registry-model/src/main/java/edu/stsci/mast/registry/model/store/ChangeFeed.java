package edu.stsci.mast.registry.model.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
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

    /**
     * Which records a reader wants: those that meet all conditions.
     *
     * @param managed only those whose master we are
     * @param citable only those that may be cited by a DOI ({@link StoredRecord#citable()})
     * @param authority only those of this naming authority, in lower case; null for any
     * @param resourceType only those of this type, with its canonical prefix; null for any
     */
    public record Scope(boolean managed, boolean citable, String authority, String resourceType) {
        /** All, harvested ones included. */
        public static final Scope ALL = new Scope(false, false, null, null);
        /** Those whose master we are. */
        public static final Scope MANAGED = new Scope(true, false, null, null);

        /** Those of them whose master we are. */
        public Scope managedOnly() {
            return new Scope(true, citable, authority, resourceType);
        }

        /** Those of them that may be cited by a DOI. */
        public Scope citableOnly() {
            return new Scope(managed, true, authority, resourceType);
        }

        /** Those of them under a naming authority, which is given in lower case. */
        public Scope ofAuthority(String name) {
            return new Scope(managed, citable, name, resourceType);
        }

        /** Those of them of a type, which is given with its canonical prefix. */
        public Scope ofType(String type) {
            return new Scope(managed, citable, authority, type);
        }

        private String condition() {
            return (managed ? " AND r.managed = 1" : "")
                    + (citable ? " AND r.citable = 1" : "")
                    + (authority == null ? "" : " AND r.authority = ?")
                    + (resourceType == null ? "" : " AND r.resource_type = ?");
        }

        /** Sets the condition's parameters, and tells the number of the next one. */
        private int bind(PreparedStatement statement, int first) throws SQLException {
            int next = first;
            if (authority != null) {
                statement.setString(next++, authority);
            }
            if (resourceType != null) {
                statement.setString(next++, resourceType);
            }
            return next;
        }
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
        return Transactions.run(dataSource, "read the clock of changes", connection -> {
            ChangeClock.Moment moment = ChangeClock.advance(connection, clock.instant(), 0);
            return new Moment(moment.sequence(), moment.datestamp());
        });
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
        String sql = "SELECT COUNT(*) FROM record r WHERE r.sequence > ? AND r.sequence <= ?"
                + range.scope().condition();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, range.after());
            select.setLong(2, range.upTo());
            range.scope().bind(select, 3);
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
        String sql = "SELECT r.datestamp FROM record r WHERE 1 = 1" + scope.condition()
                + " ORDER BY r.sequence OFFSET 0 ROWS FETCH NEXT 1 ROWS ONLY";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            scope.bind(select, 1);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(RecordRow.instant(row, 1)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw MasterCopy.failed("find the earliest datestamp", e);
        }
    }

    /**
     * A record's place in the feed.
     *
     * @param sequence the sequence number of its latest change
     * @param documentBytes the size of its document; 0 for a tombstone that never had one
     */
    public record Entry(long sequence, int documentBytes) {}

    /** The places of the first records of a range, in order; {@code limit} is the largest number of them. */
    public List<Entry> entries(Range range, int limit) {
        String sql = "SELECT r.sequence, r.document_bytes FROM record r WHERE r.sequence > ? AND r.sequence <= ?"
                + range.scope().condition() + " ORDER BY r.sequence OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, range.after());
            select.setLong(2, range.upTo());
            select.setInt(range.scope().bind(select, 3), limit);
            List<Entry> entries = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    entries.add(new Entry(row.getLong(1), row.getInt(2)));
                }
            }
            return entries;
        } catch (SQLException e) {
            throw MasterCopy.failed("read the change feed", e);
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
                + " WHERE r.sequence > ? AND r.sequence <= ?"
                + range.scope().condition()
                + " ORDER BY r.sequence OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, range.after());
            select.setLong(2, range.upTo());
            select.setInt(range.scope().bind(select, 3), limit);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    reader.accept(RecordRow.read(rows, documents));
                }
            }
        } catch (SQLException e) {
            throw MasterCopy.failed("read the change feed", e);
        }
    }

    /** The types of the records of a scope, with their canonical prefixes, in alphabetical order; tombstones without a document have none. */
    public List<String> resourceTypes(Scope scope) {
        // From type to type along the index, instead of through all records.
        String sql = "SELECT MIN(r.resource_type) FROM record r WHERE r.resource_type > ?" + scope.condition();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            List<String> types = new ArrayList<>();
            String last = "";
            while (last != null) {
                select.setString(1, last);
                scope.bind(select, 2);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    last = row.getString(1);
                }
                if (last != null) {
                    types.add(last);
                }
            }
            return types;
        } catch (SQLException e) {
            throw MasterCopy.failed("list the types of records", e);
        }
    }
}

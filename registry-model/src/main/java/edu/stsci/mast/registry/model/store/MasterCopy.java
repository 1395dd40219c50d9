package edu.stsci.mast.registry.model.store;

import edu.stsci.mast.registry.model.Finding;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.RecordStatus;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * The master copy: all resource records, ours and those harvested, with their whole history. Reading in the order of changes is the
 * {@link ChangeFeed}'s part.
 *
 * <p>Thread-safe; any number of processes may share one database.
 */
public final class MasterCopy {
    private static final int AT_A_TIME = 200;

    private final DataSource dataSource;
    private final Clock clock;
    private final Set<String> managedAuthorities;
    private final DocumentKeys documentKeys = new DocumentKeys();

    /**
     * The master copy in a database.
     *
     * @param managedAuthorities the naming authorities that are ours, for instance {@code archive.stsci.edu}
     * @param clock the source of datestamps
     */
    public MasterCopy(DataSource dataSource, Set<String> managedAuthorities, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.managedAuthorities = managedAuthorities.stream()
                .map(a -> a.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The naming authorities that are ours, in lower case. */
    public Set<String> managedAuthorities() {
        return managedAuthorities;
    }

    /**
     * Begins to change records. Nothing is visible to others before the transaction commits, and nothing stays when it is closed without.
     *
     * @param provenance who changes them, and why
     * @throws DatabaseException when the database fails
     */
    public WriteTransaction begin(Provenance provenance) {
        try {
            Connection connection = dataSource.getConnection();
            try {
                connection.setAutoCommit(false);
                Ownership ownership = Ownership.load(connection, managedAuthorities);
                return new WriteTransaction(connection, ownership, documentKeys, clock, provenance);
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw failed("begin a transaction", e);
        }
    }

    /** The present state of a record with its document; empty when there never was one. */
    public Optional<StoredRecord> find(Ivoid ivoid) {
        String sql = "SELECT " + RecordRow.COLUMNS
                + ", d.xml FROM record r LEFT JOIN document d ON d.id = r.document_id" + " WHERE r.ivoid_key = ?";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, ivoid.key());
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? Optional.of(RecordRow.read(rows, true)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw failed("read " + ivoid, e);
        }
    }

    /** All versions of a record, the newest first; empty when there never was one. */
    public List<RecordVersion> history(Ivoid ivoid) {
        String sql = "SELECT v.version, v.kind, v.status, v.changed_at, v.actor, v.reason FROM record_version v"
                + " JOIN record r ON r.id = v.record_id WHERE r.ivoid_key = ? ORDER BY v.version DESC";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, ivoid.key());
            List<RecordVersion> versions = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    versions.add(new RecordVersion(
                            rows.getInt(1),
                            RecordVersion.Kind.valueOf(rows.getString(2)),
                            RecordStatus.valueOf(rows.getString(3)),
                            rows.getObject(4, LocalDateTime.class).toInstant(ZoneOffset.UTC),
                            rows.getString(5),
                            rows.getString(6)));
                }
            }
            return versions;
        } catch (SQLException e) {
            throw failed("read the history of " + ivoid, e);
        }
    }

    /** The document of one version of a record; empty when there is no such version, or it is a tombstone that never had a document. */
    public Optional<byte[]> document(Ivoid ivoid, int version) {
        String sql = "SELECT d.xml FROM record_version v JOIN record r ON r.id = v.record_id"
                + " JOIN document d ON d.id = v.document_id WHERE r.ivoid_key = ? AND v.version = ?";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, ivoid.key());
            select.setInt(2, version);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? Optional.of(rows.getBytes(1)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw failed("read version " + version + " of " + ivoid, e);
        }
    }

    /** What validation found in the present version of a record, in document order. */
    public List<Finding> findings(Ivoid ivoid) {
        String sql = "SELECT f.severity, f.code, f.line_no, f.column_no, f.element, f.message FROM finding f"
                + " JOIN record r ON r.id = f.record_id WHERE r.ivoid_key = ? ORDER BY f.position";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, ivoid.key());
            List<Finding> findings = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    findings.add(new Finding(
                            Finding.Severity.valueOf(rows.getString(1)),
                            rows.getString(2),
                            rows.getInt(3),
                            rows.getInt(4),
                            rows.getString(5),
                            rows.getString(6)));
                }
            }
            return findings;
        } catch (SQLException e) {
            throw failed("read the findings of " + ivoid, e);
        }
    }

    /**
     * When the present versions of records say that they were last changed ({@code updated}); those that do not exist, or do not say it, are
     * absent from the result.
     */
    public Map<Ivoid, Instant> updated(Collection<Ivoid> ivoids) {
        return values(ivoids, "updated", (rows, column) -> rows.getObject(column, LocalDateTime.class)
                .toInstant(ZoneOffset.UTC));
    }

    /** The titles of the present versions of records, deleted ones too; those that do not exist are absent from the result. */
    public Map<Ivoid, String> titles(Collection<Ivoid> ivoids) {
        return values(ivoids, "title", ResultSet::getString);
    }

    /** Reads a value that is not NULL. */
    @FunctionalInterface
    private interface Reader<T> {
        T read(ResultSet rows, int column) throws SQLException;
    }

    private <T> Map<Ivoid, T> values(Collection<Ivoid> ivoids, String column, Reader<T> reader) {
        Map<Ivoid, T> values = new HashMap<>();
        List<Ivoid> all = List.copyOf(ivoids);
        // Always the same number of parameters, so that the database compiles the statement once.
        String sql = "SELECT ivoid_key, " + column + " FROM record WHERE " + column + " IS NOT NULL AND ivoid_key IN ("
                + String.join(",", Collections.nCopies(AT_A_TIME, "?")) + ")";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            for (int from = 0; from < all.size(); from += AT_A_TIME) {
                List<Ivoid> some = all.subList(from, Math.min(all.size(), from + AT_A_TIME));
                for (int i = 0; i < AT_A_TIME; i++) {
                    select.setString(
                            i + 1, some.get(Math.min(i, some.size() - 1)).key());
                }
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        values.put(Ivoid.of(rows.getString(1)), reader.read(rows, 2));
                    }
                }
            }
            return values;
        } catch (SQLException e) {
            throw failed("read the column " + column + " of records", e);
        }
    }

    static DatabaseException failed(String what, SQLException e) {
        return new DatabaseException("The database failed to " + what + ": " + e.getMessage(), e);
    }
}

package edu.stsci.mast.registry.model.backup;

import edu.stsci.mast.registry.model.backup.Tables.Column;
import edu.stsci.mast.registry.model.backup.Tables.Table;
import edu.stsci.mast.registry.model.store.Database;
import edu.stsci.mast.registry.model.store.IndexRequests;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Brings a backup into a database, H2 or SQL Server, whichever it was made of. All rows come in one transaction: when anything fails, the
 * database is as it was. No server may use the database meanwhile.
 */
public final class Restore {
    private static final int BATCH = 500;
    private static final int REPORT = 1000;

    private final Database database;

    /** A database that a backup is to be restored into, connected by {@link Database#connect}. */
    public Restore(Database database) {
        this.database = database;
    }

    /**
     * Restores a backup; the indexes are asked to build themselves anew.
     *
     * @param replace whether the records that the database has may be lost
     * @param progress told how many rows are there
     * @throws BackupException with a sentence when the database has records and must not lose them, is of a newer version than the backup or
     *     refuses a row; when the backup is newer than this program
     */
    public void restore(BackupFile backup, boolean replace, LongConsumer progress) {
        Manifest manifest = backup.manifest();
        int newest = database.newestVersion();
        if (manifest.version() > newest) {
            throw new BackupException(
                    "The backup has tables of version " + manifest.version() + ", and this program knows those up to "
                            + newest + "; use the program that made it, or a newer one",
                    null);
        }
        int present = database.version();
        if (present > manifest.version()) {
            throw new BackupException(
                    "The database has tables of version " + present + ", newer than the backup's " + manifest.version()
                            + "; restore into a new database, which is then brought up to date",
                    null);
        }
        database.migrateTo(manifest.version());
        try (Connection connection = database.dataSource().getConnection()) {
            refuseToLose(connection, replace);
            load(connection, backup, progress);
        } catch (SQLException e) {
            throw new BackupException(
                    "The backup was not restored, and the database is as it was; it says: " + e.getMessage(), e);
        } catch (IOException | DateTimeException | IllegalArgumentException e) {
            throw new BackupException(
                    "The backup was not restored, and the database is as it was: " + e.getMessage(), e);
        }
        database.migrateTo(newest);
        new IndexRequests(database.dataSource()).add();
    }

    private static void refuseToLose(Connection connection, boolean replace) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("SELECT COUNT(*) FROM record")) {
            row.next();
            if (row.getLong(1) > 0 && !replace) {
                throw new BackupException(
                        "The database has " + row.getLong(1)
                                + " records, which would be lost; restore into a new one, or say --replace",
                        null);
            }
        }
    }

    private static void load(Connection connection, BackupFile backup, LongConsumer progress)
            throws SQLException, IOException {
        boolean h2 = connection.getMetaData().getDatabaseProductName().equals("H2");
        Map<String, Table> tables = new HashMap<>();
        List<Table> ordered = Tables.of(connection);
        ordered.forEach(table -> tables.put(table.name(), table));
        // What changes the numbers that come next commits by itself. Numbers that are left out do no harm.
        goOn(connection, backup.manifest());
        connection.setAutoCommit(false);
        try {
            List<Table> last = new ArrayList<>(ordered);
            Collections.reverse(last);
            if (Tables.has(connection, Tables.SESSIONS)) {
                // They are of accounts that go; everybody signs in again.
                execute(connection, "DELETE FROM " + Tables.SESSIONS);
            }
            for (Table table : last) {
                execute(connection, "DELETE FROM " + table.name());
            }
            long[] rows = {0};
            Map<String, Long> numbers = new HashMap<>();
            for (Manifest.Content content : backup.manifest().contents()) {
                Table table = tables.get(content.table());
                if (table == null) {
                    throw new BackupException(
                            "The backup has a table " + content.table() + " that this database has not", null);
                }
                load(connection, backup, table, content, numbers, () -> {
                    if (++rows[0] % REPORT == 0) {
                        progress.accept(rows[0]);
                    }
                });
            }
            connection.commit();
            progress.accept(rows[0]);
            if (h2) {
                for (Map.Entry<String, Long> largest : numbers.entrySet()) {
                    execute(
                            connection,
                            "ALTER TABLE " + largest.getKey() + " ALTER COLUMN "
                                    + tables.get(largest.getKey()).identity().orElseThrow() + " RESTART WITH "
                                    + (largest.getValue() + 1));
                }
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static void goOn(Connection connection, Manifest manifest) throws SQLException {
        List<String> known = Tables.sequences(connection);
        for (Map.Entry<String, Long> sequence : manifest.sequences().entrySet()) {
            if (known.contains(sequence.getKey())) {
                long next;
                try (Statement select = connection.createStatement();
                        ResultSet row = select.executeQuery("SELECT NEXT VALUE FOR " + sequence.getKey())) {
                    row.next();
                    next = Math.max(row.getLong(1), sequence.getValue());
                }
                execute(connection, "ALTER SEQUENCE " + sequence.getKey() + " RESTART WITH " + next);
            }
        }
    }

    /** Numbers that rows had given themselves are written as they were. */
    private static void load(
            Connection connection,
            BackupFile backup,
            Table table,
            Manifest.Content content,
            Map<String, Long> numbers,
            Runnable loaded)
            throws SQLException, IOException {
        boolean own = table.identity().isPresent()
                && !connection.getMetaData().getDatabaseProductName().equals("H2");
        if (own) {
            execute(connection, "SET IDENTITY_INSERT " + table.name() + " ON");
        }
        long count = 0;
        try (CSVParser rows =
                Backup.CSV.builder().setHeader().setSkipHeaderRecord(true).get().parse(backup.rows(table.name()))) {
            List<Column> columns = columns(table, rows.getHeaderNames());
            String names = String.join(", ", rows.getHeaderNames());
            String marks = String.join(", ", Collections.nCopies(columns.size(), "?"));
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO " + table.name() + " (" + names + ") VALUES (" + marks + ")")) {
                for (CSVRecord row : rows) {
                    for (int i = 0; i < columns.size(); i++) {
                        columns.get(i).kind().read(insert, i + 1, row.get(i));
                        if (columns.get(i).identity()) {
                            numbers.merge(table.name(), Long.valueOf(row.get(i)), Math::max);
                        }
                    }
                    insert.addBatch();
                    if (++count % BATCH == 0) {
                        insert.executeBatch();
                    }
                    loaded.run();
                }
                insert.executeBatch();
            }
        }
        if (own) {
            execute(connection, "SET IDENTITY_INSERT " + table.name() + " OFF");
        }
        if (count != content.rows()) {
            throw new BackupException(
                    "The backup should have " + content.rows() + " rows of " + table.name() + " and has " + count,
                    null);
        }
    }

    private static List<Column> columns(Table table, List<String> names) {
        Map<String, Column> known = new HashMap<>();
        table.columns().forEach(column -> known.put(column.name(), column));
        List<Column> columns = new ArrayList<>();
        for (String name : names) {
            if (!known.containsKey(name)) {
                throw new BackupException(
                        "The backup has a column " + table.name() + "." + name + " that this database has not", null);
            }
            columns.add(known.get(name));
        }
        return columns;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

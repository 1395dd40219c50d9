package edu.stsci.mast.registry.model.store;

import edu.stsci.mast.registry.model.ResourceDocument;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;

/** Migration 6: what is known only from the documents of the records that were stored before: whether they are citable, and their size. */
final class DocumentFacts implements JavaMigration {
    private static final int BATCH = 200;

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("6");
    }

    @Override
    public String getDescription() {
        return "facts from documents";
    }

    @Override
    public Integer getChecksum() {
        return null;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        long last = 0;
        while (last >= 0) {
            last = migrateBatch(context.getConnection(), last);
        }
    }

    /** Does the first records after the given one; tells the last that it did, -1 when there was none. */
    private static long migrateBatch(Connection connection, long after) throws SQLException {
        long last = -1;
        try (PreparedStatement select = connection.prepareStatement("SELECT r.id, d.xml FROM record r"
                        + " LEFT JOIN document d ON d.id = r.document_id WHERE r.id > ? ORDER BY r.id"
                        + " OFFSET 0 ROWS FETCH NEXT " + BATCH + " ROWS ONLY");
                PreparedStatement update =
                        connection.prepareStatement("UPDATE record SET citable = ?, document_bytes = ? WHERE id = ?")) {
            select.setLong(1, after);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    last = row.getLong(1);
                    byte[] document = row.getBytes(2);
                    if (document != null) {
                        update.setBoolean(
                                1, ResourceDocument.summaryOf(document).citable());
                        update.setInt(2, document.length);
                        update.setLong(3, last);
                        update.addBatch();
                    }
                }
            }
            update.executeBatch();
        }
        return last;
    }
}

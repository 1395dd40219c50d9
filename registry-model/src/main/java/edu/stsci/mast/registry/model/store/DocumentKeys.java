package edu.stsci.mast.registry.model.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Keys for new documents, taken from the database in blocks. Thread-safe; keys that are not used are lost, which does no harm. */
final class DocumentKeys {
    private static final int BLOCK = 100; // the increment of the sequence document_key

    private long next;
    private long end;

    synchronized long next(Connection connection) throws SQLException {
        if (next == end) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT NEXT VALUE FOR document_key")) {
                row.next();
                next = row.getLong(1);
                end = next + BLOCK;
            }
        }
        return next++;
    }
}

package edu.stsci.mast.registry.model.store;

import edu.stsci.mast.registry.model.RecordStatus;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a writer must know of a stored record. {@code homeRegistry}, {@code documentId} and {@code sha256} may be null. */
record RecordState(
        long id,
        int version,
        RecordStatus status,
        boolean managed,
        String homeRegistry,
        Long documentId,
        byte[] sha256) {
    private static final int AT_A_TIME = 200;

    boolean deleted() {
        return status == RecordStatus.DELETED;
    }

    /** Whether the record holds this content, in this status, from this origin. */
    boolean same(byte[] otherSha256, RecordStatus otherStatus, Origin origin) {
        return status == otherStatus
                && managed == origin.managed()
                && (managed || origin.home().orElseThrow().key().equals(homeRegistry))
                && Arrays.equals(sha256, otherSha256);
    }

    /** The states of the records with these keys; records that do not exist are absent from the result. */
    static Map<String, RecordState> read(Connection connection, Collection<String> keys) throws SQLException {
        Map<String, RecordState> states = new HashMap<>();
        List<String> all = List.copyOf(keys);
        for (int i = 0; i < all.size(); i += AT_A_TIME) {
            readSome(connection, all.subList(i, Math.min(all.size(), i + AT_A_TIME)), states);
        }
        return states;
    }

    private static void readSome(Connection connection, List<String> keys, Map<String, RecordState> states)
            throws SQLException {
        // Always the same number of parameters, so that the database compiles the statement once.
        String marks = String.join(",", Collections.nCopies(AT_A_TIME, "?"));
        String sql = "SELECT ivoid_key, id, version, status, managed, home_registry, document_id, sha256 FROM record"
                + " WHERE ivoid_key IN (" + marks + ")";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < AT_A_TIME; i++) {
                select.setString(i + 1, keys.get(Math.min(i, keys.size() - 1)));
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    long documentId = row.getLong(7);
                    Long document = row.wasNull() ? null : documentId;
                    states.put(
                            row.getString(1),
                            new RecordState(
                                    row.getLong(2),
                                    row.getInt(3),
                                    RecordStatus.valueOf(row.getString(4)),
                                    row.getBoolean(5),
                                    row.getString(6),
                                    document,
                                    row.getBytes(8)));
                }
            }
        }
    }
}

package edu.stsci.mast.registry.model.store;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/** Random keys that all nodes of a registry share, made when they are first asked for. */
public final class Secrets {
    private static final int BYTES = 32;

    private final DataSource dataSource;

    /** The secrets in a database. */
    public Secrets(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * The secret of this name, {@value #BYTES} random bytes; the same on every node and after every restart.
     *
     * @throws DatabaseException when the database fails
     */
    public byte[] get(String name) {
        try (Connection connection = dataSource.getConnection()) {
            Optional<byte[]> known = read(connection, name);
            if (known.isPresent()) {
                return known.get();
            }
            byte[] made = new byte[BYTES];
            new SecureRandom().nextBytes(made);
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO secret (name, bytes) VALUES (?, ?)")) {
                insert.setString(1, name);
                insert.setBytes(2, made);
                insert.executeUpdate();
                return made;
            } catch (SQLException e) {
                // Another node was faster, or the database fails in earnest.
                return read(connection, name).orElseThrow(() -> e);
            }
        } catch (SQLException e) {
            throw MasterCopy.failed("read the secret " + name, e);
        }
    }

    private static Optional<byte[]> read(Connection connection, String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT bytes FROM secret WHERE name = ?")) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
            }
        }
    }
}

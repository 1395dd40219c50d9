package edu.stsci.mast.registry.bench;

import edu.stsci.mast.registry.search.adql.AdqlType.Kind;
import edu.stsci.mast.registry.search.adql.CatalogueColumn;
import edu.stsci.mast.registry.search.adql.geometry.Sky;
import edu.stsci.mast.registry.search.regtap.RegtapSchema;
import edu.stsci.mast.registry.search.tap.PublishedTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The same rows in PostgreSQL, to compare with: its schema {@code rr} is made anew. It needs the extensions {@code pg_sphere} (with MOC) and
 * {@code pg_trgm}. All columns that RegTAP recommends have indexes, words and coverages those that PostgreSQL offers for them.
 */
final class PostgresPeer implements AutoCloseable {
    private static final String URL_VARIABLE = "REGISTRY_BENCH_POSTGRES_URL";
    private static final int BATCH = 1000;

    private final Connection connection;

    private PostgresPeer(Connection connection) {
        this.connection = connection;
    }

    /** The database that the environment names with a {@code jdbc:postgresql:} URL; empty when it names none. */
    static Optional<PostgresPeer> ofEnvironment() throws SQLException {
        String url = System.getenv(URL_VARIABLE);
        return url == null ? Optional.empty() : Optional.of(new PostgresPeer(DriverManager.getConnection(url)));
    }

    /** Copies all tables of the folder's one SQLite file. */
    void fill(Path folder) throws IOException, SQLException {
        try (Stream<Path> files = Files.list(folder)) {
            Path file = files.filter(path -> path.toString().endsWith(".sqlite"))
                    .findAny()
                    .orElseThrow();
            try (Connection source = DriverManager.getConnection("jdbc:sqlite:" + file)) {
                fill(source);
            }
        }
    }

    private void fill(Connection source) throws SQLException {
        List<PublishedTable> tables = RegtapSchema.shared().published().tables().stream()
                .filter(table -> !table.view())
                .toList();
        execute("CREATE EXTENSION IF NOT EXISTS pg_sphere");
        execute("CREATE EXTENSION IF NOT EXISTS pg_trgm");
        execute("DROP SCHEMA IF EXISTS rr CASCADE");
        execute("CREATE SCHEMA rr");
        for (PublishedTable table : tables) {
            copy(source, table);
        }
        for (PublishedTable table : tables) {
            index(table);
        }
        words("resource", "res_title");
        words("resource", "res_description");
        words("res_table", "table_title");
        words("res_table", "table_description");
        execute("CREATE INDEX ON rr.res_subject USING gin (res_subject gin_trgm_ops)");
        execute("CREATE INDEX ON rr.res_role USING gin (role_name gin_trgm_ops)");
        execute("CREATE INDEX ON rr.resource USING gin (string_to_array(waveband, '#'))");
        execute("CREATE INDEX ON rr.stc_spatial USING gin (coverage)");
        execute("SET search_path = rr, public");
        execute(tapTable(source));
        execute("ANALYZE");
    }

    /** The view as SQLite has it, in PostgreSQL's words. */
    private static String tapTable(Connection source) throws SQLException {
        try (Statement statement = source.createStatement();
                ResultSet rows = statement.executeQuery("SELECT sql FROM sqlite_master WHERE name = 'tap_table'")) {
            rows.next();
            return rows.getString(1).replace("IS NOT 'output'", "IS DISTINCT FROM 'output'");
        }
    }

    private void copy(Connection source, PublishedTable published) throws SQLException {
        String name = published.table().name();
        List<CatalogueColumn> columns = published.table().columns();
        execute("CREATE TABLE rr." + name + " ("
                + columns.stream()
                        .map(column -> column.name() + " " + type(column.type().kind()))
                        .collect(Collectors.joining(", "))
                + ")");
        connection.setAutoCommit(false);
        String marks = columns.stream()
                .map(column -> column.type().kind() == Kind.MOC ? "?::smoc" : "?")
                .collect(Collectors.joining(", "));
        try (Statement read = source.createStatement();
                ResultSet rows = read.executeQuery("SELECT * FROM \"" + name + "\"");
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO rr." + name + " VALUES (" + marks + ")")) {
            int waiting = 0;
            while (rows.next()) {
                for (int i = 1; i <= columns.size(); i++) {
                    Object value = rows.getObject(i);
                    insert.setObject(i, value instanceof byte[] moc ? Sky.mocText(moc) : value);
                }
                insert.addBatch();
                if (++waiting == BATCH) {
                    insert.executeBatch();
                    waiting = 0;
                }
            }
            insert.executeBatch();
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    private static String type(Kind kind) {
        return switch (kind) {
            case SMALLINT, INTEGER -> "integer";
            case REAL, DOUBLE -> "double precision";
            case MOC -> "smoc";
            default -> "text";
        };
    }

    /** Patterns need text_pattern_ops, since the database's collation may not be C. */
    private void index(PublishedTable published) throws SQLException {
        String name = published.table().name();
        for (CatalogueColumn column : published.table().columns()) {
            if (published.indexed().contains(column.name())) {
                String operators = type(column.type().kind()).equals("text") ? " text_pattern_ops" : "";
                execute("CREATE INDEX ON rr." + name + " (" + column.name() + operators + ")");
                if (column.name().equals("ivoid")) {
                    execute("CREATE INDEX ON rr." + name + " (ivoid)");
                }
            }
        }
    }

    private void words(String table, String column) throws SQLException {
        execute("CREATE INDEX ON rr." + table + " USING gin (to_tsvector('english', " + column + "))");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Carries a query out and reads all values; how many milliseconds that takes. */
    double millis(String sql) throws SQLException {
        long start = System.nanoTime();
        read(sql);
        return (System.nanoTime() - start) / 1e6;
    }

    private void read(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                for (int i = 1; i <= columns; i++) {
                    rows.getString(i);
                }
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

package edu.stsci.mast.registry.search.tap;

import edu.stsci.mast.registry.search.adql.AdqlLimits;
import edu.stsci.mast.registry.search.adql.AdqlType;
import edu.stsci.mast.registry.search.adql.AdqlType.Kind;
import edu.stsci.mast.registry.search.adql.Catalogue;
import edu.stsci.mast.registry.search.adql.CatalogueColumn;
import edu.stsci.mast.registry.search.adql.CatalogueFunctions;
import edu.stsci.mast.registry.search.adql.CatalogueTable;
import edu.stsci.mast.registry.search.adql.SqliteFunctions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A small table of stars in a SQLite file, and what a service says of it. */
final class SkyTable {
    static final TapLimits LIMITS = new TapLimits(100, 1000, Duration.ofSeconds(30), 4, 50, 1 << 20, 1 << 20);

    private static final CatalogueTable STARS = new CatalogueTable(
            "sky",
            "stars",
            List.of(
                    column("id", AdqlType.of(Kind.INTEGER), "meta.id", null, "A number."),
                    column("name", AdqlType.unicode(), "meta.id;meta.main", null, "Its name, <any> & all."),
                    column("pos", AdqlType.of(Kind.POINT), "pos.eq", "deg", "Where it is."),
                    column("mag", AdqlType.of(Kind.REAL), "phot.mag", "mag", "How bright it is."),
                    column("seen", AdqlType.of(Kind.TIMESTAMP), "time.epoch", null, "When it was seen."),
                    column("size", AdqlType.of(Kind.BIGINT), null, "km", "A reserved word.")),
            null);

    private final String url;

    SkyTable(Path folder) throws SQLException {
        url = "jdbc:sqlite:" + folder.resolve("sky.sqlite");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE stars (id, name, pos, mag, seen, size)");
            statement.execute("INSERT INTO stars VALUES"
                    + " (1, 'Sirius', 'POINT 101.25 -16.75', -1.5, '2024-01-01T00:00:00Z', 5000000000),"
                    + " (2, 'ζ Puppis', NULL, 2.25, NULL, NULL),"
                    + " (3, NULL, 'POINT 0.0 90.0', NULL, '2025-01-01T00:00:00Z', 1)");
            statement.execute("CREATE TABLE numbers AS WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n"
                    + " WHERE i < 1000) SELECT i FROM n");
        }
    }

    private static CatalogueColumn column(String name, AdqlType type, String ucd, String unit, String description) {
        return new CatalogueColumn(name, type, true, ucd, unit, "sky:" + name, description, null);
    }

    static List<PublishedSchema> schemas() {
        CatalogueTable numbers = new CatalogueTable(
                "sky", "numbers", List.of(column("i", AdqlType.of(Kind.INTEGER), null, null, "A number.")), null);
        return TapSchema.describing(List.of(new PublishedSchema(
                "sky",
                "The sky's",
                null,
                List.of(
                        new PublishedTable(
                                STARS,
                                false,
                                "Stars.",
                                null,
                                Set.of("id"),
                                Set.of("name"),
                                Set.of(),
                                List.of(new PublishedTable.Key("sky.numbers", Map.of("id", "i")))),
                        new PublishedTable(
                                numbers, true, "Numbers.", null, Set.of(), Set.of(), Set.of(), List.of())))));
    }

    QueryEngine engine() {
        return engine(this::connection);
    }

    /** An engine that believes there is so much room on the disk. */
    QueryEngine engineWithRoom(long bytes) {
        return engine(new QueryEngine.Readers() {
            @Override
            public Connection connection() throws SQLException {
                return SkyTable.this.connection();
            }

            @Override
            public long room() {
                return bytes;
            }
        });
    }

    private static QueryEngine engine(QueryEngine.Readers readers) {
        return new QueryEngine(
                readers,
                new Catalogue(
                        schemas().stream()
                                .flatMap(schema -> schema.tables().stream())
                                .map(PublishedTable::table)
                                .toList(),
                        CatalogueFunctions.all()),
                AdqlLimits.standard(),
                LIMITS);
    }

    private Connection connection() throws SQLException {
        Connection connection = DriverManager.getConnection(url);
        SqliteFunctions.register(connection);
        return connection;
    }
}

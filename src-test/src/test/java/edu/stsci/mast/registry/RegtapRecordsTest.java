package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.corpus.Corpus;
import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.ResourceDocument;
import edu.stsci.mast.registry.model.store.ChangeFeed;
import edu.stsci.mast.registry.model.store.Database;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.model.store.Origin;
import edu.stsci.mast.registry.model.store.Provenance;
import edu.stsci.mast.registry.model.store.TestDatabase;
import edu.stsci.mast.registry.model.store.WriteTransaction;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import edu.stsci.mast.registry.search.adql.AdqlLimits;
import edu.stsci.mast.registry.search.adql.CatalogueColumn;
import edu.stsci.mast.registry.search.regtap.RegtapFollower;
import edu.stsci.mast.registry.search.regtap.RegtapIndexes;
import edu.stsci.mast.registry.search.regtap.RegtapSchema;
import edu.stsci.mast.registry.search.regtap.RegtapStore;
import edu.stsci.mast.registry.search.tap.PublishedTable;
import edu.stsci.mast.registry.search.tap.QueryEngine;
import edu.stsci.mast.registry.search.tap.ResultFormat;
import edu.stsci.mast.registry.search.tap.RunningQuery;
import edu.stsci.mast.registry.search.tap.TapLimits;
import edu.stsci.mast.registry.search.tap.TapQuery;
import edu.stsci.mast.registry.server.content.Examples;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What holds for the relational registry when it is made of many records, flawed ones among them, and of MAST's own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegtapRecordsTest {
    private static final int RECORDS = 2000;
    private static final Duration LONG = Duration.ofMinutes(2);

    /** RegTAP 1.2, sections 8.1 to 8.17: beside {@code ivoid}, which is in lower case everywhere. */
    private static final Map<String, List<String>> LOWER_CASE = Map.of(
            "resource", List.of("res_type", "content_level", "content_type", "source_format", "waveband"),
            "res_role", List.of("role_ivoid", "base_role"),
            "capability", List.of("cap_type", "standard_id"),
            "res_schema", List.of("schema_name", "schema_utype"),
            "res_table", List.of("table_type", "table_utype"),
            "table_column", List.of("name", "ucd", "utype", "datatype", "type_system"),
            "interface", List.of("intf_type", "intf_role", "std_version", "query_type", "result_type", "url_use"),
            "relationship", List.of("relationship_type", "related_id"),
            "validation", List.of("validated_by"),
            "res_date", List.of("value_role"));

    private final Corpus corpus = new Corpus(20, RECORDS);
    private final DocumentNormaliser normaliser = new DocumentNormaliser(SchemaValidator.shared());
    private final List<PublishedTable> tables =
            RegtapSchema.shared().published().tables();

    private Database database;
    private RegtapStore store;
    private RegtapFollower follower;
    private QueryEngine engine;
    private long examples;

    @BeforeAll
    void fill(@TempDir Path folder) throws Exception {
        database = TestDatabase.open(Files.createDirectories(folder.resolve("db")));
        MasterCopy masterCopy = new MasterCopy(database.dataSource(), Set.of("archive.stsci.edu"), Clock.systemUTC());
        List<ResourceDocument> mast =
                List.copyOf(new Examples(normaliser).read("mast", Examples.harvestedAt("http://localhost/oai")));
        examples = mast.stream()
                .filter(document -> document.summary().status() == RecordStatus.ACTIVE)
                .count();
        assertThat(examples).isPositive().isLessThan(mast.size());
        save(masterCopy, mast, Origin.MANAGED);
        List<ResourceDocument> records = IntStream.range(0, RECORDS)
                .filter(i -> !corpus.isDeleted(i))
                .mapToObj(i -> normalised(corpus.record(i)))
                .toList();
        save(masterCopy, records, Origin.harvestedFrom(Ivoid.of(Corpus.homeRegistry())));
        store = new RegtapStore(folder.resolve("regtap"));
        follower = new RegtapFollower(new ChangeFeed(database.dataSource(), Clock.systemUTC()), store);
        follower.start();
        assertThat(follower.awaitCaughtUp(LONG)).isTrue();
        engine = new QueryEngine(
                store,
                RegtapIndexes.catalogue(List.of(RegtapSchema.shared().published())),
                AdqlLimits.standard(),
                TapLimits.usual());
    }

    @AfterAll
    void close() {
        engine.close();
        follower.close();
        store.close();
        database.close();
    }

    private ResourceDocument normalised(String record) {
        try {
            return normaliser.normalise(record.getBytes(StandardCharsets.UTF_8));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void save(MasterCopy masterCopy, Collection<ResourceDocument> documents, Origin origin) {
        try (WriteTransaction transaction = masterCopy.begin(new Provenance("test", "test"))) {
            transaction.save(documents, origin);
            assertThat(transaction.commit().refusals()).isEmpty();
        }
    }

    /** How many rows a table has that fulfil a condition. */
    private long count(String from) throws Exception {
        TapQuery query =
                new TapQuery("SELECT COUNT(*) AS n FROM " + from, OptionalLong.empty(), ResultFormat.TSV, List.of());
        try (RunningQuery running = engine.begin(query, LONG)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            running.write(out);
            return Long.parseLong(
                    out.toString(StandardCharsets.UTF_8).lines().toList().get(1));
        }
    }

    @Test
    void allActiveRecordsAndNoOthersAreThere() throws Exception {
        long active = IntStream.range(0, RECORDS).filter(corpus::isActive).count();
        long flawed = IntStream.range(0, RECORDS)
                .filter(i -> corpus.isActive(i) && corpus.breaksSchema(i))
                .count();
        assertThat(flawed).isPositive();
        assertThat(count("rr.resource")).isEqualTo(active + examples);
        assertThat(count("rr.resource WHERE ivoid LIKE 'ivo://archive.stsci.edu%'"))
                .isEqualTo(examples);
        assertThat(
                        count(
                                "rr.resource WHERE res_title IS NULL OR res_type IS NULL OR created IS NULL OR updated IS NULL"))
                .isZero();
    }

    @Test
    void noTableIsEmptyAndAllRowsBelongToSomething() throws Exception {
        for (PublishedTable table : tables) {
            String name = table.table().qualifiedName();
            assertThat(count(name)).as(name).isPositive();
            for (PublishedTable.Key key : table.keys()) {
                // A capability's number is NULL in rows about the whole resource.
                StringBuilder orphans = new StringBuilder(
                        name + " AS a WHERE NOT EXISTS (SELECT 1 FROM " + key.target() + " AS b WHERE 1 = 1");
                key.columns().forEach((own, target) -> orphans.append(" AND a." + own + " = b." + target));
                assertThat(count(orphans + ")"))
                        .as(name + " and " + key.target())
                        .isZero();
            }
        }
    }

    // RegTAP 1.2, section 5.
    @Test
    void textIsTrimmedNeverEmptyAndInLowerCaseWhereItMustBe() throws Exception {
        for (PublishedTable table : tables) {
            String name = table.table().qualifiedName();
            for (CatalogueColumn column : table.table().columns()) {
                String c = column.name();
                switch (column.type().kind()) {
                    case VARCHAR, CHAR ->
                        assertThat(count(name + " WHERE " + c + " = '' OR " + c + " LIKE ' %' OR " + c + " LIKE '% '"))
                                .as(name + "." + c)
                                .isZero();
                    case TIMESTAMP ->
                        assertThat(count(name + " WHERE CAST(" + c + " AS VARCHAR) NOT LIKE '____-__-__T__:__:__'"))
                                .as(name + "." + c)
                                .isZero();
                    default -> {
                        // Numbers and maps have no text.
                    }
                }
            }
            for (String column : LOWER_CASE.getOrDefault(table.table().name(), List.of())) {
                assertThat(count(name + " WHERE " + column + " <> LOWER(" + column + ")"))
                        .as(name + "." + column)
                        .isZero();
            }
            if (!table.view()) {
                assertThat(count(name + " WHERE ivoid <> LOWER(ivoid)"))
                        .as(name)
                        .isZero();
            }
        }
        assertThat(count("rr.res_table WHERE table_name <> LOWER(table_name)"))
                .as("names of tables are kept as they are written")
                .isPositive();
    }

    @Test
    void keysTellRowsApart() throws Exception {
        Map<String, String> keys = Map.of(
                "resource", "ivoid",
                "capability", "ivoid, cap_index",
                "interface", "ivoid, intf_index",
                "res_schema", "ivoid, schema_index",
                "res_table", "ivoid, table_index",
                "tap_table", "svcid, table_name");
        for (Map.Entry<String, String> key : keys.entrySet()) {
            assertThat(count("(SELECT " + key.getValue() + ", COUNT(*) AS c FROM rr." + key.getKey() + " GROUP BY "
                            + key.getValue() + " HAVING COUNT(*) > 1) AS t"))
                    .as(key.getKey())
                    .isZero();
        }
    }

    // RegTAP 1.2, section 5: terms that were replaced are translated.
    @Test
    void noDeprecatedTermIsLeft() throws Exception {
        assertThat(
                        count(
                                "rr.relationship WHERE relationship_type IN ('mirror-of', 'service-for', 'served-by', 'derived-from')"))
                .isZero();
        assertThat(count("rr.res_date WHERE value_role IN ('representative', 'creation', 'update')"))
                .isZero();
    }
}

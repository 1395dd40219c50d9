package edu.stsci.mast.registry.search.tap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.RecordReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results in Parquet, read back by Parquet's own library. */
class ParquetDocumentTest {
    private static final String ALL = "SELECT id, name, pos, mag, seen, \"size\" FROM sky.stars ORDER BY id";

    @TempDir
    Path folder;

    private QueryEngine engine;

    @BeforeEach
    void open() throws Exception {
        engine = new SkyTable(folder).engine();
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private byte[] run(String adql, long maxrec) throws Exception {
        TapQuery query = new TapQuery(adql, OptionalLong.of(maxrec), ResultFormat.PARQUET, List.of());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (RunningQuery running = engine.begin(query, Duration.ofSeconds(30))) {
            running.write(out);
        }
        return out.toByteArray();
    }

    private record Read(FileMetaData metadata, List<Group> rows) {}

    private Read read(byte[] document) throws Exception {
        Path file = Files.write(folder.resolve("result.parquet"), document);
        ParquetReadOptions options =
                ParquetReadOptions.builder(new PlainParquetConfiguration()).build();
        List<Group> rows = new ArrayList<>();
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file), options)) {
            FileMetaData metadata = reader.getFileMetaData();
            for (PageReadStore pages = reader.readNextRowGroup(); pages != null; pages = reader.readNextRowGroup()) {
                RecordReader<Group> records = new ColumnIOFactory()
                        .getColumnIO(metadata.getSchema())
                        .getRecordReader(pages, new GroupRecordConverter(metadata.getSchema()));
                for (long i = 0; i < pages.getRowCount(); i++) {
                    rows.add(records.read());
                }
            }
            return new Read(metadata, rows);
        }
    }

    @Test
    void carriesValuesAndWhatTheirColumnsMean() throws Exception {
        Read read = read(run(ALL, 100));

        assertThat(read.rows()).hasSize(3);
        Group sirius = read.rows().get(0);
        assertThat(sirius.getInteger("id", 0)).isEqualTo(1);
        assertThat(sirius.getString("name", 0)).isEqualTo("Sirius");
        assertThat(sirius.getFloat("mag", 0)).isEqualTo(-1.5f);
        assertThat(sirius.getLong("size", 0)).isEqualTo(5_000_000_000L);
        assertThat(sirius.getString("seen", 0)).isEqualTo("2024-01-01T00:00:00Z");
        Group position = sirius.getGroup("pos", 0);
        assertThat(List.of(
                        position.getGroup(0, 0).getDouble(0, 0),
                        position.getGroup(0, 1).getDouble(0, 0)))
                .containsExactly(101.25, -16.75);
        assertThat(read.rows().get(1).getString("name", 0)).isEqualTo("ζ Puppis");
        assertThat(read.rows().get(2).getFieldRepetitionCount("name"))
                .as("NULL")
                .isZero();
        assertThat(read.metadata().getKeyValueMetaData().get("IVOA.VOTable-Parquet.content"))
                .contains("ucd=\"phot.mag\"", "unit=\"mag\"", "How bright it is.", "xtype=\"timestamp\"");
        assertThat(read.metadata().getKeyValueMetaData()).doesNotContainKey(ParquetDocument.STATUS);
    }

    @Test
    void tellsOverflow() throws Exception {
        Read read = read(run(ALL, 2));

        assertThat(read.rows()).hasSize(2);
        assertThat(read.metadata().getKeyValueMetaData()).containsEntry("QUERY_STATUS", "OVERFLOW");
        assertThat(read(run(ALL, 0)).rows()).isEmpty();
        assertThat(read(run("SELECT id FROM sky.stars WHERE id > 5", 10)).rows())
                .isEmpty();
    }

    @Test
    void aFileOfAQueryThatFailsOnItsWayHasNoEnd() throws Exception {
        TapQuery query = new TapQuery(
                "SELECT i, CAST(MOC(i - 20, CIRCLE(1, 2, 3)) AS VARCHAR) FROM sky.numbers ORDER BY i",
                OptionalLong.empty(),
                ResultFormat.PARQUET,
                List.of());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThatThrownBy(() -> {
                    try (RunningQuery running = engine.begin(query, Duration.ofSeconds(30))) {
                        running.write(out);
                    }
                })
                .isInstanceOf(Exception.class);
        assertThatThrownBy(() -> read(out.toByteArray())).isInstanceOf(RuntimeException.class);
    }

    @Test
    void isAskedForByItsNames() {
        assertThat(ResultFormat.named("parquet")).contains(ResultFormat.PARQUET);
        assertThat(ResultFormat.named("application/vnd.apache.parquet")).contains(ResultFormat.PARQUET);
    }
}

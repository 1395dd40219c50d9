package edu.stsci.mast.registry.search.tap;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.DelegatingWriteSupport;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import uk.ac.starlink.parquet.StarParquetWriter;
import uk.ac.starlink.table.RowSequence;
import uk.ac.starlink.votable.VOTableVersion;

/** Results as Apache Parquet. A result that was cut at the limit of rows says so in the file's metadata, as VOTable does in an INFO. */
final class ParquetDocument {
    static final String STATUS = "QUERY_STATUS";
    static final String OVERFLOW = "OVERFLOW";
    /** How much is kept in memory until it is written, in bytes; usual is 128 MiB, too much for each of many queries. */
    private static final long ROW_GROUP = 8 << 20;

    private ParquetDocument() {}

    /** Writes a result and leaves the stream open. When the query fails on its way, the file has no end, so that nobody takes it for whole. */
    static void write(QueryResult result, OutputStream out) throws IOException {
        ParquetWriter<Object[]> writer = new Builder(result, out)
                .withGroupArray(true) // leaves room for NULL in place of a list
                .withVOTableMetadata(VOTableVersion.V14)
                .withCompressionCodec(CompressionCodecName.SNAPPY)
                .withRowGroupSize(ROW_GROUP)
                .build();
        try (RowSequence rows = result.getRowSequence()) {
            while (rows.next()) {
                writer.write(rows.getRow());
            }
        }
        writer.close(); // which writes the end; not after a failure
    }

    /** STIL's way to write tables, but for what is known only behind the rows. */
    private static final class Builder extends StarParquetWriter.StarBuilder {
        private final QueryResult result;

        Builder(QueryResult result, OutputStream out) {
            super(result, file(out));
            this.result = result;
        }

        @Override
        public WriteSupport<Object[]> getWriteSupport(Configuration configuration) {
            return new DelegatingWriteSupport<>(super.getWriteSupport(configuration)) {
                @Override
                public FinalizedWriteContext finalizeWrite() {
                    Map<String, String> metadata =
                            new HashMap<>(super.finalizeWrite().getExtraMetaData());
                    if (result.overflow()) {
                        metadata.put(STATUS, OVERFLOW);
                    }
                    return new FinalizedWriteContext(metadata);
                }
            };
        }
    }

    private static OutputFile file(OutputStream out) {
        return new OutputFile() {
            @Override
            public PositionOutputStream create(long blockSize) {
                return new Counting(out);
            }

            @Override
            public PositionOutputStream createOrOverwrite(long blockSize) {
                return create(blockSize);
            }

            @Override
            public boolean supportsBlockSize() {
                return false;
            }

            @Override
            public long defaultBlockSize() {
                return 0;
            }
        };
    }

    /** A stream that knows how much it took, and is not closed with the file. */
    private static final class Counting extends PositionOutputStream {
        private final OutputStream out;
        private long position;

        Counting(OutputStream out) {
            this.out = out;
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            position++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            position += length;
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }
    }
}

package edu.stsci.mast.registry.search.tap;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import uk.ac.starlink.fits.FitsTableWriter;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.RowSequence;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableWriter;
import uk.ac.starlink.table.StoragePolicy;
import uk.ac.starlink.table.formats.CsvTableWriter;
import uk.ac.starlink.table.formats.HTMLTableWriter;
import uk.ac.starlink.table.formats.TextTableWriter;
import uk.ac.starlink.votable.DataFormat;

/** Writes results in all formats, row by row, but for FITS and text in columns, which are put together on disk first. */
final class ResultWriter {
    private static final int BUFFER = 64 << 10;

    private ResultWriter() {}

    /**
     * Writes a result and leaves the stream open.
     *
     * @param query the query, for formats that can say what they are the answer to
     * @throws IOException when the stream does not take it, or the query fails on its way and the format cannot say so
     */
    static void write(QueryResult result, ResultFormat format, String query, OutputStream stream) throws IOException {
        OutputStream out = new BufferedOutputStream(stream, BUFFER);
        switch (format) {
            case VOTABLE -> VotableDocument.write(result, DataFormat.BINARY2, query, out);
            case TABLEDATA -> VotableDocument.write(result, DataFormat.TABLEDATA, query, out);
            case BINARY -> VotableDocument.write(result, DataFormat.BINARY, query, out);
            case CSV -> write(result, new CsvTableWriter(true), out);
            case TSV -> TabSeparated.write(result, out);
            case FITS -> writeKept(result, new FitsTableWriter(), out);
            case PARQUET -> ParquetDocument.write(result, out);
            case TEXT -> writeKept(result, textWriter(), out);
            case HTML -> write(result, new HTMLTableWriter(), out);
            case JSON -> json(result, out);
        }
        out.flush();
    }

    private static StarTableWriter textWriter() {
        TextTableWriter writer = new TextTableWriter();
        writer.setWriteParameters(false);
        return writer;
    }

    private static void write(StarTable table, StarTableWriter writer, OutputStream out) throws IOException {
        writer.writeStarTable(table, out);
    }

    /** For formats that need to see all rows before they write the first. */
    private static void writeKept(StarTable table, StarTableWriter writer, OutputStream out) throws IOException {
        StarTable kept = StoragePolicy.PREFER_DISK.copyTable(table);
        try {
            writer.writeStarTable(kept, out);
        } finally {
            kept.close();
        }
    }

    private static void json(QueryResult result, OutputStream out) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(out);
                RowSequence rows = result.getRowSequence()) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.writeStartObject();
            json.writeArrayFieldStart("columns");
            for (int i = 0; i < result.getColumnCount(); i++) {
                column(json, result.getColumnInfo(i));
            }
            json.writeEndArray();
            json.writeArrayFieldStart("data");
            while (rows.next()) {
                json.writeStartArray();
                for (Object value : rows.getRow()) {
                    value(json, value);
                }
                json.writeEndArray();
            }
            json.writeEndArray();
            json.writeBooleanField("overflow", result.overflow());
            json.writeEndObject();
        }
    }

    private static void column(JsonGenerator json, ColumnInfo info) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", info.getName());
        json.writeStringField("class", info.getContentClass().getSimpleName());
        text(json, "unit", info.getUnitString());
        text(json, "ucd", info.getUCD());
        text(json, "utype", info.getUtype());
        text(json, "xtype", info.getXtype());
        text(json, "description", info.getDescription());
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, String name, String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    private static void value(JsonGenerator json, Object value) throws IOException {
        if (value instanceof double[] numbers) {
            json.writeArray(numbers, 0, numbers.length);
        } else if (value instanceof Double number && !Double.isFinite(number)) {
            json.writeNull(); // JSON has no such numbers (RFC 8259, section 6)
        } else if (value instanceof Float number && !Float.isFinite(number)) {
            json.writeNull();
        } else {
            json.writePOJO(value);
        }
    }
}

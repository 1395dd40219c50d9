package edu.stsci.mast.registry.search.tap;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.votable.DataFormat;
import uk.ac.starlink.votable.VOSerializer;
import uk.ac.starlink.votable.VOTableVersion;

/** VOTable documents as DALI 1.1, section 4.4, has them: one results resource with its status, or an error. */
public final class VotableDocument {
    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + "<VOTABLE version=\"1.4\" xmlns=\"http://www.ivoa.net/xml/VOTable/v1.3\">\n<RESOURCE type=\"results\">\n";
    private static final String END = "</RESOURCE>\n</VOTABLE>\n";

    private VotableDocument() {}

    /**
     * Writes a result. A query that fails while its rows are written ends the table, and the document says so behind it (DALI 1.1, section
     * 4.4.1), since the status of the answer has long been sent.
     */
    static void write(QueryResult result, DataFormat format, String query, OutputStream out) throws IOException {
        result.tellFailure();
        writeBegin(out);
        text(out, info("QUERY", query, ""));
        VOSerializer serializer = VOSerializer.makeSerializer(format, VOTableVersion.V14, result);
        serializer.writeInlineTableElementUTF8(out);
        if (result.failure() != null) {
            text(out, info("QUERY_STATUS", "ERROR", result.failure()));
        } else if (result.overflow()) {
            text(out, info("QUERY_STATUS", "OVERFLOW", ""));
        }
        text(out, END);
    }

    /**
     * Writes a table.
     *
     * @param query what was asked for
     * @param overflow whether there are more rows
     */
    public static void write(StarTable table, String query, boolean overflow, OutputStream out) throws IOException {
        writeBegin(out);
        text(out, info("QUERY", query, ""));
        VOSerializer.makeSerializer(DataFormat.TABLEDATA, VOTableVersion.V14, table)
                .writeInlineTableElementUTF8(out);
        if (overflow) {
            text(out, info("QUERY_STATUS", "OVERFLOW", ""));
        }
        text(out, END);
    }

    static void writeBegin(OutputStream out) throws IOException {
        text(out, HEAD);
        text(out, info("QUERY_STATUS", "OK", ""));
    }

    /** Writes one of several tables; a failure is thrown, for these are written to memory first. */
    static void writeTable(QueryResult result, OutputStream out) throws IOException {
        VOSerializer.makeSerializer(DataFormat.TABLEDATA, VOTableVersion.V14, result)
                .writeInlineTableElementUTF8(out);
    }

    static void writeEnd(OutputStream out) throws IOException {
        text(out, END);
    }

    /** A document that says why there is no result. */
    public static byte[] error(String message) {
        return (HEAD + info("QUERY_STATUS", "ERROR", message) + END).getBytes(StandardCharsets.UTF_8);
    }

    private static String info(String name, String value, String content) {
        String start = "<INFO name=\"" + name + "\" "
                + VOSerializer.formatAttribute("value", value).strip();
        return content.isEmpty() ? start + "/>\n" : start + ">" + VOSerializer.formatText(content) + "</INFO>\n";
    }

    private static void text(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}

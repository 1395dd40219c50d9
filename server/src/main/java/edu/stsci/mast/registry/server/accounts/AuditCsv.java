package edu.stsci.mast.registry.server.accounts;

import edu.stsci.mast.registry.model.accounts.AuditEntry;
import edu.stsci.mast.registry.model.accounts.AuditLog;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Entries of the audit log as CSV (RFC 4180), the newest first; read page by page, so that a long log needs little memory. */
final class AuditCsv implements StreamingOutput {
    private static final int AT_A_TIME = 1000;
    private static final String HEAD = "number,time,account,actor,via,sender,act,subject,outcome,detail\r\n";

    private final AuditLog log;
    private final AuditLog.Filter filter;

    AuditCsv(AuditLog log, AuditLog.Filter filter) {
        this.log = log;
        this.filter = filter;
    }

    @Override
    public void write(OutputStream out) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        writer.write(HEAD);
        long before = Long.MAX_VALUE;
        List<AuditEntry> entries;
        do {
            entries = log.read(filter, before, AT_A_TIME);
            for (AuditEntry entry : entries) {
                writer.write(line(entry));
                before = entry.id();
            }
        } while (entries.size() == AT_A_TIME);
        writer.flush();
    }

    private static String line(AuditEntry entry) {
        return Stream.of(
                                Long.toString(entry.id()),
                                entry.happened().toString(),
                                Long.toString(entry.account()),
                                entry.actor(),
                                entry.via(),
                                entry.sender(),
                                entry.act(),
                                entry.subject(),
                                entry.outcome().name().toLowerCase(Locale.ROOT),
                                entry.detail())
                        .map(AuditCsv::cell)
                        .collect(Collectors.joining(","))
                + "\r\n";
    }

    /** A cell in quotes. One that a spreadsheet would take for a formula begins with an apostrophe. */
    private static String cell(String text) {
        String safe = text.matches("(?s)[=+@\\t\\r-].*") ? "'" + text : text;
        return '"' + safe.replace("\"", "\"\"") + '"';
    }
}

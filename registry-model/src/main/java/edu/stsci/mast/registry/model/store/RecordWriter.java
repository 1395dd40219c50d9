package edu.stsci.mast.registry.model.store;

import edu.stsci.mast.registry.model.Finding;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.ResourceDocument;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/** Writes the changes of one transaction to the tables, in batches. The caller holds the lock of the {@link ChangeClock}. */
final class RecordWriter implements AutoCloseable {
    private final List<PreparedStatement> inOrder = new ArrayList<>();
    private final Connection connection;
    private final Provenance provenance;
    private final LocalDateTime changedAt;
    private final LocalDateTime datestamp;
    private final PreparedStatement insertRecord;
    private final PreparedStatement updateRecord;
    private final PreparedStatement insertVersion;
    private final PreparedStatement deleteFindings;
    private final PreparedStatement insertFinding;
    private final PreparedStatement deleteClaims;
    private final PreparedStatement insertClaim;

    RecordWriter(Connection connection, Provenance provenance, Instant changedAt, Instant datestamp)
            throws SQLException {
        this.connection = connection;
        this.provenance = provenance;
        this.changedAt = RecordRow.column(changedAt);
        this.datestamp = RecordRow.column(datestamp);
        insertRecord =
                prepare("INSERT INTO record (ivoid, status, managed, home_registry, resource_type, title, short_name,"
                        + " citable, created, updated, version, sequence, datestamp, document_id, sha256, document_bytes, id,"
                        + " ivoid_key, authority) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        updateRecord =
                prepare("UPDATE record SET ivoid = ?, status = ?, managed = ?, home_registry = ?, resource_type = ?,"
                        + " title = ?, short_name = ?, citable = ?, created = ?, updated = ?, version = ?, sequence = ?, datestamp = ?,"
                        + " document_id = ?, sha256 = ?, document_bytes = ? WHERE id = ?");
        insertVersion =
                prepare("INSERT INTO record_version (record_id, version, sequence, changed_at, actor, reason, kind,"
                        + " status, document_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
        deleteFindings = prepare("DELETE FROM finding WHERE record_id = ?");
        insertFinding = prepare("INSERT INTO finding (record_id, position, severity, code, line_no, column_no, element,"
                + " message) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
        deleteClaims = prepare("DELETE FROM authority_claim WHERE registry = ?");
        insertClaim = prepare("INSERT INTO authority_claim (registry, authority) VALUES (?, ?)");
    }

    private PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        inOrder.add(statement);
        return statement;
    }

    /** Writes a change at its place in the order; {@code present} is the record's state before, null for a new record. */
    void write(PendingChange change, RecordState present, long sequence) throws SQLException {
        if (change instanceof PendingChange.Content content) {
            writeContent(content, present, sequence);
        } else {
            writeTombstone((PendingChange.Deletion) change, present, sequence);
        }
    }

    private void writeContent(PendingChange.Content change, RecordState present, long sequence) throws SQLException {
        ResourceDocument.Summary summary = change.summary();
        PreparedStatement row = present == null ? insertRecord : updateRecord;
        row.setString(1, change.ivoid().toString());
        row.setString(2, summary.status().name());
        row.setBoolean(3, change.origin().managed());
        row.setString(4, change.origin().home().map(Ivoid::key).orElse(null));
        row.setString(5, cut(summary.resourceType(), 100));
        row.setString(6, cut(summary.title(), 1000));
        row.setString(7, cut(summary.shortName(), 100));
        row.setBoolean(8, summary.citable());
        row.setObject(9, RecordRow.column(summary.created()));
        row.setObject(10, RecordRow.column(summary.updated()));
        long id = finishRow(
                row, change.ivoid(), present, change.documentId(), change.sha256(), change.documentBytes(), sequence);
        version(change, present, id, change.documentId(), sequence);
        findings(id, present, change.findings());
        claims(change.ivoid(), summary.managedAuthorities(), summary.resourceType());
    }

    private void writeTombstone(PendingChange.Deletion change, RecordState present, long sequence) throws SQLException {
        Long documentId = present == null ? null : present.documentId();
        if (present == null) {
            insertRecord.setString(1, change.ivoid().toString());
            insertRecord.setString(2, RecordStatus.DELETED.name());
            insertRecord.setBoolean(3, change.origin().managed());
            insertRecord.setString(4, change.origin().home().map(Ivoid::key).orElse(null));
            insertRecord.setString(5, "");
            insertRecord.setString(6, "");
            insertRecord.setString(7, "");
            insertRecord.setBoolean(8, false);
            insertRecord.setObject(9, null, java.sql.Types.TIMESTAMP);
            insertRecord.setObject(10, null, java.sql.Types.TIMESTAMP);
            finishRow(insertRecord, change.ivoid(), null, null, null, 0, sequence);
            version(change, null, sequence, null, sequence);
        } else {
            try (PreparedStatement mark = connection.prepareStatement(
                    "UPDATE record SET status = ?, version = ?, sequence = ?, datestamp = ? WHERE id = ?")) {
                mark.setString(1, RecordStatus.DELETED.name());
                mark.setInt(2, present.version() + 1);
                mark.setLong(3, sequence);
                mark.setObject(4, datestamp);
                mark.setLong(5, present.id());
                mark.executeUpdate();
            }
            version(change, present, present.id(), documentId, sequence);
        }
        deleteClaims.setString(1, change.ivoid().key());
        deleteClaims.addBatch();
    }

    private long finishRow(
            PreparedStatement row,
            Ivoid ivoid,
            RecordState present,
            Long documentId,
            byte[] sha256,
            int documentBytes,
            long sequence)
            throws SQLException {
        long id = present == null ? sequence : present.id();
        row.setInt(11, present == null ? 1 : present.version() + 1);
        row.setLong(12, sequence);
        row.setObject(13, datestamp);
        row.setObject(14, documentId, java.sql.Types.BIGINT);
        row.setBytes(15, sha256);
        row.setInt(16, documentBytes);
        row.setLong(17, id);
        if (present == null) {
            row.setString(18, ivoid.key());
            row.setString(19, ivoid.authority());
        }
        row.addBatch();
        return id;
    }

    private void version(PendingChange change, RecordState present, long id, Long documentId, long sequence)
            throws SQLException {
        insertVersion.setLong(1, id);
        insertVersion.setInt(2, present == null ? 1 : present.version() + 1);
        insertVersion.setLong(3, sequence);
        insertVersion.setObject(4, changedAt);
        insertVersion.setString(5, cut(provenance.actor(), 400));
        insertVersion.setString(6, cut(provenance.reason(), 1000));
        insertVersion.setString(7, change.kind(present).name());
        insertVersion.setString(8, change.status().name());
        insertVersion.setObject(9, documentId, java.sql.Types.BIGINT);
        insertVersion.addBatch();
    }

    private void findings(long id, RecordState present, List<Finding> findings) throws SQLException {
        if (present != null) {
            deleteFindings.setLong(1, id);
            deleteFindings.addBatch();
        }
        for (int i = 0; i < findings.size(); i++) {
            Finding finding = findings.get(i);
            insertFinding.setLong(1, id);
            insertFinding.setInt(2, i);
            insertFinding.setString(3, finding.severity().name());
            insertFinding.setString(4, finding.code());
            insertFinding.setInt(5, finding.line());
            insertFinding.setInt(6, finding.column());
            insertFinding.setString(7, cut(finding.element(), 1000));
            insertFinding.setString(8, cut(finding.message(), 2000));
            insertFinding.addBatch();
        }
    }

    private void claims(Ivoid registry, List<String> authorities, String resourceType) throws SQLException {
        if (!resourceType.equals("vg:Registry")) {
            return;
        }
        deleteClaims.setString(1, registry.key());
        deleteClaims.addBatch();
        // One that is longer than an IVOID may be is no authority.
        for (String authority : authorities.stream()
                .distinct()
                .filter(name -> name.length() <= Ivoid.MAX_LENGTH)
                .toList()) {
            insertClaim.setString(1, registry.key());
            insertClaim.setString(2, authority);
            insertClaim.addBatch();
        }
    }

    /** Sends everything to the database, parents before children. */
    void flush() throws SQLException {
        for (PreparedStatement statement : inOrder) {
            statement.executeBatch();
        }
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : inOrder) {
            statement.close();
        }
    }

    /** At most {@code length} characters, never half of a surrogate pair. */
    static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }
}

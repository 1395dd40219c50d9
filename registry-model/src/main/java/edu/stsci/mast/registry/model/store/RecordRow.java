package edu.stsci.mast.registry.model.store;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.RecordStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** How a row of the table {@code record} becomes a {@link StoredRecord}. */
final class RecordRow {
    /** The columns of {@code record r}, in the order in which {@link #read} takes them; {@code d.xml} may follow as the last. */
    static final String COLUMNS =
            "r.ivoid, r.version, r.status, r.managed, r.home_registry, r.resource_type, r.title, r.short_name,"
                    + " r.citable, r.created, r.updated, r.sequence, r.datestamp";

    private static final int DOCUMENT = 14;

    private RecordRow() {}

    static StoredRecord read(ResultSet row, boolean withDocument) throws SQLException {
        return new StoredRecord(
                Ivoid.of(row.getString(1)),
                row.getInt(2),
                RecordStatus.valueOf(row.getString(3)),
                row.getBoolean(4),
                Optional.ofNullable(row.getString(5)).map(Ivoid::of),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getBoolean(9),
                Optional.ofNullable(instant(row, 10)),
                Optional.ofNullable(instant(row, 11)),
                row.getLong(12),
                instant(row, 13),
                withDocument ? row.getBytes(DOCUMENT) : null);
    }

    /** A column of type {@code DATETIME2}, which holds UTC; null when it is NULL. */
    static Instant instant(ResultSet row, int column) throws SQLException {
        LocalDateTime time = row.getObject(column, LocalDateTime.class);
        return time == null ? null : time.toInstant(ZoneOffset.UTC);
    }

    /** A time as the tables hold it; null for null. */
    static LocalDateTime column(Instant time) {
        return time == null ? null : LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    }
}

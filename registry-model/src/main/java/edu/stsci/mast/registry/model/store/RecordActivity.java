package edu.stsci.mast.registry.model.store;

import edu.stsci.mast.registry.model.Ivoid;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import javax.sql.DataSource;

/**
 * What was done to our own records of late, by their histories.
 *
 * <p>Thread-safe. All methods throw a {@link DatabaseException} when the database fails.
 */
public final class RecordActivity {
    private static final String KIND =
            "CASE WHEN v.kind = 'DELETED' THEN 'RETIRED' WHEN p.kind = 'DELETED' THEN 'RESTORED'"
                    + " ELSE 'PUBLISHED' END";

    /** By the records that have changed, of which there are few: the table of versions has no index on times. */
    private static final String CHANGES = " FROM record r JOIN record_version v ON v.record_id = r.id"
            + " LEFT JOIN record_version p ON p.record_id = v.record_id AND p.version = v.version - 1"
            + " WHERE r.managed = 1 AND r.datestamp >= ? AND v.changed_at >= ?";

    private final DataSource dataSource;

    /** The activity in a master copy's database. */
    public RecordActivity(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** What can be done to a record. */
    public enum Kind {
        /** A new record, or a new text. */
        PUBLISHED,
        /** A record that was retired is there again. */
        RESTORED,
        /** It became a tombstone. */
        RETIRED
    }

    /** How many changes of a kind somebody has made on a day (in UTC). */
    public record Count(LocalDate day, Kind kind, String actor, int changes) {}

    /** One change; {@code reason} may be empty. */
    public record Change(Ivoid ivoid, String title, Kind kind, Instant at, String actor, String reason) {}

    /** How much was done by whom on which day, the first day first. */
    public List<Count> counts(LocalDate from) {
        return Rows.of(
                dataSource,
                "SELECT c.changed_on, c.done, c.actor, COUNT(*) FROM (SELECT CAST(v.changed_at AS DATE) AS changed_on, "
                        + KIND
                        + " AS done, v.actor AS actor" + CHANGES
                        + ") c GROUP BY c.changed_on, c.done, c.actor ORDER BY c.changed_on, c.actor, c.done",
                row -> new Count(
                        row.getObject(1, LocalDate.class),
                        Kind.valueOf(row.getString(2)),
                        row.getString(3),
                        row.getInt(4)),
                from.atStartOfDay(),
                from.atStartOfDay());
    }

    /** The latest changes, the newest first. */
    public List<Change> latest(LocalDate from, int limit) {
        return Rows.of(
                dataSource,
                "SELECT r.ivoid, r.title, " + KIND + ", v.changed_at, v.actor, v.reason" + CHANGES
                        + " ORDER BY v.sequence DESC OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY",
                row -> new Change(
                        Ivoid.of(row.getString(1)),
                        row.getString(2),
                        Kind.valueOf(row.getString(3)),
                        RecordRow.instant(row, 4),
                        row.getString(5),
                        row.getString(6)),
                from.atStartOfDay(),
                from.atStartOfDay(),
                limit);
    }
}

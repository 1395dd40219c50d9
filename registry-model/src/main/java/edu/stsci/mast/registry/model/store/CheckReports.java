package edu.stsci.mast.registry.model.store;

import edu.stsci.mast.registry.model.Finding;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.rules.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Sums of what schemas and rules have found, for curators. Deleted records do not count.
 *
 * <p>Thread-safe. All methods throw a {@link DatabaseException} when the database fails.
 */
public final class CheckReports {
    /** The findings of services that are more than hints; with one of these a record is not functional. */
    private static final String SILENT = "(code LIKE 'LINK-%' OR code LIKE 'VOSI-%') AND severity <> 'HINT'";

    private static final String LEVELS = "SELECT r.id, r.home_registry, CASE WHEN f.errors > 0 THEN 0"
            + " WHEN c.asked = 1 AND c.version = r.version AND COALESCE(f.silent, 0) = 0 THEN 2 ELSE 1 END AS level_no"
            + " FROM record r LEFT JOIN (SELECT record_id, SUM(CASE WHEN severity = 'ERROR' THEN 1 ELSE 0 END) AS errors,"
            + " SUM(CASE WHEN " + SILENT
            + " THEN 1 ELSE 0 END) AS silent FROM finding GROUP BY record_id) f ON f.record_id = r.id"
            + " LEFT JOIN record_check c ON c.record_id = r.id WHERE r.status <> 'DELETED'";

    private final DataSource dataSource;

    /** The reports over a master copy. */
    public CheckReports(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * How good the records of a registry are.
     *
     * @param registry the home registry; empty for our own records
     * @param records how many records it has
     * @param stored how many of them have level 0 (VOResource 1.1, section 3.1.4): they have errors
     * @param compliant how many have level 1
     * @param functional how many have level 2
     */
    public record Registry(Optional<Ivoid> registry, int records, int stored, int compliant, int functional) {}

    /** How many findings of a code there are, and in how many records. */
    public record Code(String code, Finding.Severity severity, int findings, int records) {}

    /** A record with many findings. */
    public record Worst(Ivoid ivoid, String title, int errors, int warnings, int hints) {}

    /** An address of a record that does not answer as it should. */
    public record FailingLink(Ivoid ivoid, RecordChecks.Link link) {}

    /** When a record was last looked at by itself; {@code asked} is whether what it points at was asked for the present version. */
    public record Checked(Instant at, boolean asked) {}

    /** All registries, ours first. */
    public List<Registry> registries() {
        List<Registry> list = new ArrayList<>(Rows.of(
                dataSource,
                "SELECT home_registry, COUNT(*), SUM(CASE WHEN level_no = 0 THEN 1 ELSE 0 END),"
                        + " SUM(CASE WHEN level_no = 1 THEN 1 ELSE 0 END), SUM(CASE WHEN level_no = 2 THEN 1 ELSE 0 END) FROM ("
                        + LEVELS + ") leveled GROUP BY home_registry ORDER BY home_registry",
                row -> new Registry(
                        Optional.ofNullable(row.getString(1)).map(Ivoid::of),
                        row.getInt(2),
                        row.getInt(3),
                        row.getInt(4),
                        row.getInt(5))));
        list.sort(
                (a, b) -> Boolean.compare(a.registry().isPresent(), b.registry().isPresent()));
        return list;
    }

    /** The codes found in a registry's records, errors first, then by number; empty for our own records. */
    public List<Code> codes(Optional<Ivoid> registry) {
        List<Code> codes = new ArrayList<>(Rows.of(
                dataSource,
                "SELECT f.code, f.severity, COUNT(*), COUNT(DISTINCT f.record_id) FROM finding f JOIN record r ON r.id = f.record_id"
                        + " WHERE r.status <> 'DELETED' AND " + of(registry) + " GROUP BY f.code, f.severity",
                row -> new Code(
                        row.getString(1), Finding.Severity.valueOf(row.getString(2)), row.getInt(3), row.getInt(4)),
                parameters(registry)));
        codes.sort(java.util.Comparator.comparing(Code::severity)
                .thenComparing(Code::records, java.util.Comparator.reverseOrder())
                .thenComparing(Code::code));
        return codes;
    }

    /**
     * A registry's records with most errors, then warnings, then hints.
     *
     * @param code only those with findings of this code; empty for all
     */
    public List<Worst> worst(Optional<Ivoid> registry, String code, int limit) {
        List<Object> parameters = new ArrayList<>(List.of(parameters(registry)));
        String only = "";
        if (!code.isEmpty()) {
            only = " AND EXISTS (SELECT 1 FROM finding o WHERE o.record_id = r.id AND o.code = ?)";
            parameters.add(code);
        }
        parameters.add(limit);
        return Rows.of(
                dataSource,
                "SELECT r.ivoid, r.title, SUM(CASE WHEN f.severity = 'ERROR' THEN 1 ELSE 0 END) AS errors,"
                        + " SUM(CASE WHEN f.severity = 'WARNING' THEN 1 ELSE 0 END) AS warnings,"
                        + " SUM(CASE WHEN f.severity = 'HINT' THEN 1 ELSE 0 END) AS hints FROM record r JOIN finding f ON f.record_id = r.id"
                        + " WHERE r.status <> 'DELETED' AND " + of(registry) + only + " GROUP BY r.ivoid, r.title"
                        + " ORDER BY errors DESC, warnings DESC, hints DESC, r.ivoid OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY",
                row -> new Worst(
                        Ivoid.of(row.getString(1)), row.getString(2), row.getInt(3), row.getInt(4), row.getInt(5)),
                parameters.toArray());
    }

    /** A registry's addresses that fail, those that have failed most often first. */
    public List<FailingLink> failingLinks(Optional<Ivoid> registry, int limit) {
        List<Object> parameters = new ArrayList<>(List.of(parameters(registry)));
        parameters.add(limit);
        return Rows.of(
                dataSource,
                "SELECT l.url, l.code, l.status, l.message, l.millis, l.checked_at, l.failing_since, l.failures, r.ivoid FROM link_check l"
                        + " JOIN record r ON r.id = l.record_id WHERE l.failures > 0 AND r.status <> 'DELETED' AND "
                        + of(registry)
                        + " ORDER BY l.failures DESC, r.ivoid, l.position OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY",
                row -> new FailingLink(Ivoid.of(row.getString(9)), RecordChecks.link(row)),
                parameters.toArray());
    }

    /** Our own records with errors, those first that have been so longest. */
    public Waiting<Worst> faulty(int limit) {
        return Waiting.of(Rows.of(
                dataSource,
                "SELECT r.ivoid, r.title, COUNT(*), COUNT(*) OVER () FROM record r JOIN finding f ON f.record_id = r.id"
                        + " WHERE r.managed = 1 AND r.status <> 'DELETED' AND f.severity = 'ERROR'"
                        + " GROUP BY r.ivoid, r.title, r.sequence ORDER BY r.sequence OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY",
                row -> new Waiting.Row<>(
                        row.getLong(4), new Worst(Ivoid.of(row.getString(1)), row.getString(2), row.getInt(3), 0, 0)),
                limit));
    }

    /**
     * Our own records' addresses that fail, those first that have failed longest.
     *
     * @param services whether those of services are wanted, or those of pages about resources
     */
    public Waiting<FailingLink> failing(boolean services, int limit) {
        return Waiting.of(Rows.of(
                dataSource,
                "SELECT l.url, l.code, l.status, l.message, l.millis, l.checked_at, l.failing_since, l.failures, r.ivoid,"
                        + " COUNT(*) OVER () FROM link_check l JOIN record r ON r.id = l.record_id WHERE l.failures > 0"
                        + " AND r.managed = 1 AND r.status <> 'DELETED' AND l.code " + (services ? "<>" : "=")
                        + " ? ORDER BY l.failing_since, r.ivoid, l.position OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY",
                row -> new Waiting.Row<>(
                        row.getLong(10), new FailingLink(Ivoid.of(row.getString(9)), RecordChecks.link(row))),
                Rule.LINK_01.code(),
                limit));
    }

    /** When a record was last looked at by itself; empty when it never was. */
    public Optional<Checked> checked(Ivoid ivoid) {
        return Rows.of(
                        dataSource,
                        "SELECT c.checked_at, CASE WHEN c.version = r.version AND c.asked = 1 THEN 1 ELSE 0 END FROM record_check c"
                                + " JOIN record r ON r.id = c.record_id WHERE r.ivoid_key = ?",
                        row -> new Checked(RecordRow.instant(row, 1), row.getInt(2) == 1),
                        ivoid.key())
                .stream()
                .findFirst();
    }

    private static String of(Optional<Ivoid> registry) {
        return registry.isPresent() ? "r.home_registry = ?" : "r.home_registry IS NULL";
    }

    private static Object[] parameters(Optional<Ivoid> registry) {
        return registry.map(r -> new Object[] {r.key()}).orElse(new Object[0]);
    }
}

package edu.stsci.mast.registry.harvester;

import edu.stsci.mast.registry.model.store.Waiting;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/**
 * The records that sources deliver and that could not be taken, for the people who can mend them. A record is there once for each source,
 * with what was wrong with it last; it goes away when the source delivers it in a state in which it can be taken, or, after a full
 * harvest, no longer.
 *
 * <p>Thread-safe. All methods throw a {@link edu.stsci.mast.registry.model.store.DatabaseException} when the database fails.
 */
public final class Quarantine {
    /** How much of a record is kept, in bytes. */
    static final int EXCERPT = 20_000;

    private static final int LONGEST_IDENTIFIER = 400;
    private static final int LONGEST_REASON = 2000;
    private static final String SELECT =
            "SELECT id, source_id, run_id, identifier, reason, excerpt, quarantined_at FROM harvest_quarantine";
    private static final String NEWEST_FIRST =
            " ORDER BY quarantined_at DESC, id DESC OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY";

    private static final String PART = " ORDER BY quarantined_at DESC, id DESC OFFSET ? ROWS FETCH NEXT ? ROWS ONLY";

    private final HarvestTables tables;
    private final Clock clock;

    /** The quarantine in a database. */
    public Quarantine(DataSource dataSource, Clock clock) {
        this(new HarvestTables(dataSource), clock);
    }

    Quarantine(HarvestTables tables, Clock clock) {
        this.tables = tables;
        this.clock = clock;
    }

    /**
     * A record that goes to quarantine.
     *
     * @param xml the record as far as it could be read; may be empty
     */
    record Entry(Optional<String> identifier, String reason, byte[] xml) {
        /** What tells this problem from others of the source. */
        String key() {
            return identifier
                    .map(String::strip)
                    .filter(text -> !text.isEmpty() && text.length() <= LONGEST_IDENTIFIER)
                    .map(Quarantine::key)
                    .orElseGet(() -> "sha256:" + digest());
        }

        private String digest() {
            try {
                MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
                sha256.update(identifier.orElse(reason).getBytes(StandardCharsets.UTF_8));
                return HexFormat.of().formatHex(sha256.digest(xml));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java has SHA-256", e);
            }
        }
    }

    /** The records of all sources, those met last first. */
    public List<QuarantinedRecord> list(int limit) {
        return tables.transaction("read the quarantine", s -> s.query(Quarantine::read, SELECT + NEWEST_FIRST, limit));
    }

    /** The records of a source, those met last first. */
    public List<QuarantinedRecord> list(long source, int limit) {
        return tables.transaction(
                "read the quarantine",
                s -> s.query(Quarantine::read, SELECT + " WHERE source_id = ?" + NEWEST_FIRST, source, limit));
    }

    /** The records of a source after the first ones, those met last first. */
    public List<QuarantinedRecord> list(long source, int skip, int limit) {
        return tables.transaction(
                "read the quarantine",
                s -> s.query(Quarantine::read, SELECT + " WHERE source_id = ?" + PART, source, skip, limit));
    }

    /** The records of all sources after the first ones, those met last first. */
    public List<QuarantinedRecord> listAll(int skip, int limit) {
        return tables.transaction("read the quarantine", s -> s.query(Quarantine::read, SELECT + PART, skip, limit));
    }

    /** The records that a run has met, and no later one; in the order in which it met them. */
    public List<QuarantinedRecord> ofRun(long run, int limit) {
        return tables.transaction(
                "read the quarantine",
                s -> s.query(
                        Quarantine::read,
                        SELECT + " WHERE run_id = ? ORDER BY quarantined_at, id OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY",
                        run,
                        limit));
    }

    /** The record with this number in the quarantine; empty when it is not there any more. */
    public Optional<QuarantinedRecord> get(long id) {
        return tables
                .transaction("read the quarantine", s -> s.query(Quarantine::read, SELECT + " WHERE id = ?", id))
                .stream()
                .findFirst();
    }

    /** The records of all sources, without their excerpts; those first whose last delivery is longest ago. */
    public Waiting<QuarantinedRecord> waiting(int limit) {
        return tables.transaction(
                "read the quarantine",
                s -> Waiting.of(s.query(
                        row -> new Waiting.Row<>(row.getLong("everything"), read(row)),
                        "SELECT id, source_id, run_id, identifier, reason, '' AS excerpt, quarantined_at,"
                                + " COUNT(*) OVER () AS everything FROM harvest_quarantine ORDER BY quarantined_at, id"
                                + " OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY",
                        limit)));
    }

    /** How many records of all sources are in quarantine. */
    public int count() {
        return tables.transaction(
                        "count the quarantine",
                        s -> s.query(row -> row.getInt(1), "SELECT COUNT(*) FROM harvest_quarantine"))
                .get(0);
    }

    /**
     * Takes a record out that nobody will mend. It comes back when the source delivers it again in a state in which it cannot be taken.
     *
     * @return whether it was there
     */
    public boolean discard(long id) {
        return tables.transaction(
                "discard a record in quarantine", s -> s.update("DELETE FROM harvest_quarantine WHERE id = ?", id) > 0);
    }

    /** How many records of a source are in quarantine. */
    public int count(long source) {
        return tables.transaction("count the quarantine", s -> s.query(
                        row -> row.getInt(1), "SELECT COUNT(*) FROM harvest_quarantine WHERE source_id = ?", source)
                .get(0));
    }

    /** How many records of each source are in quarantine; a source without any is absent. */
    Map<Long, Integer> counts() {
        Map<Long, Integer> counts = new HashMap<>();
        tables.transaction(
                "count the quarantine",
                s -> s.query(
                        row -> counts.put(row.getLong(1), row.getInt(2)),
                        "SELECT source_id, COUNT(*) FROM harvest_quarantine GROUP BY source_id"));
        return counts;
    }

    /** The key under which a record with this identifier would be in quarantine. */
    static String key(String identifier) {
        return identifier.strip().toLowerCase(Locale.ROOT);
    }

    /** The keys of all records of a source that are in quarantine. */
    Set<String> keys(long source) {
        return tables.transaction(
                "read the quarantine",
                s -> new HashSet<>(s.query(
                        row -> row.getString(1),
                        "SELECT problem_key FROM harvest_quarantine WHERE source_id = ?",
                        source)));
    }

    /** Takes records out that could be taken, and puts others in, or notes anew what is wrong with them. */
    void update(long source, long run, Collection<String> taken, Collection<Entry> refused) {
        tables.transaction("write the quarantine", statements -> {
            for (String key : taken) {
                statements.update(
                        "DELETE FROM harvest_quarantine WHERE source_id = ? AND problem_key = ?", source, key);
            }
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            for (Entry entry : refused) {
                put(statements, source, run, entry, now);
            }
            return null;
        });
    }

    /** Takes out what a full harvest, the work of this run and perhaps of later ones, has not met again. */
    void keepSince(long source, long run) {
        tables.transaction(
                "clear the quarantine",
                statements -> statements.update(
                        "DELETE FROM harvest_quarantine WHERE source_id = ? AND run_id < ?", source, run));
    }

    private static void put(HarvestTables.Statements statements, long source, long run, Entry entry, Instant now)
            throws SQLException {
        String reason = HarvestTables.cut(entry.reason(), LONGEST_REASON);
        String excerpt = excerpt(entry.xml());
        int known = statements.update(
                "UPDATE harvest_quarantine SET run_id = ?, reason = ?, excerpt = ?, quarantined_at = ?"
                        + " WHERE source_id = ? AND problem_key = ?",
                run,
                reason,
                excerpt,
                now,
                source,
                entry.key());
        if (known == 0) {
            statements.update(
                    "INSERT INTO harvest_quarantine (id, source_id, run_id, problem_key, identifier, reason, excerpt,"
                            + " quarantined_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    statements.nextKey(),
                    source,
                    run,
                    entry.key(),
                    entry.identifier()
                            .map(text -> HarvestTables.cut(text, LONGEST_IDENTIFIER))
                            .orElse(null),
                    reason,
                    excerpt,
                    now);
        }
    }

    /** The beginning of a record, as text. */
    static String excerpt(byte[] xml) {
        if (xml.length <= EXCERPT) {
            return new String(xml, StandardCharsets.UTF_8);
        }
        int end = EXCERPT;
        while (end > 0 && (xml[end] & 0xC0) == 0x80) { // in the middle of a character
            end--;
        }
        return new String(xml, 0, end, StandardCharsets.UTF_8);
    }

    private static QuarantinedRecord read(ResultSet row) throws SQLException {
        return new QuarantinedRecord(
                row.getLong("id"),
                row.getLong("source_id"),
                row.getLong("run_id"),
                Optional.ofNullable(row.getString("identifier")),
                row.getString("reason"),
                row.getString("excerpt"),
                HarvestTables.time(row, "quarantined_at").orElseThrow());
    }
}

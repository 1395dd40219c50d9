package edu.stsci.mast.registry.harvester;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.store.Waiting;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/**
 * The removals that wait: those of a run under way, and those that are so many that a curator has to say a word. The records concerned stay
 * as they are meanwhile, and all that the source delivers of others is taken.
 *
 * <p>Thread-safe. All methods throw a {@link edu.stsci.mast.registry.model.store.DatabaseException} when the database fails.
 */
public final class HeldRemovals {
    private static final String SELECT =
            "SELECT id, source_id, ivoid, kind, run_id, removal_state, announced FROM harvest_removal";

    private final HarvestTables tables;
    private final Clock clock;

    /** The removals in a database. */
    public HeldRemovals(DataSource dataSource, Clock clock) {
        this.tables = new HarvestTables(dataSource);
        this.clock = clock;
    }

    /**
     * A removal as it is announced.
     *
     * @param document the delivered content of a record that becomes inactive; null when there is none
     */
    record Announced(Ivoid ivoid, HeldRemoval.Kind kind, byte[] document) {}

    /** The removals of a source in a state, in the order of the records' identifiers. */
    public List<HeldRemoval> list(long source, HeldRemoval.State state, int limit) {
        return tables.transaction(
                "list removals",
                statements -> statements.query(
                        HeldRemovals::read,
                        SELECT + " WHERE source_id = ? AND removal_state = ? ORDER BY record_key"
                                + " OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY",
                        source,
                        state.name(),
                        limit));
    }

    /** The removals of all sources that wait for a curator's word, those announced first at the beginning. */
    public Waiting<HeldRemoval> waiting(int limit) {
        return tables.transaction(
                "list removals",
                statements -> Waiting.of(statements.query(
                        row -> new Waiting.Row<>(row.getLong("everything"), read(row)),
                        "SELECT id, source_id, ivoid, kind, run_id, removal_state, announced, COUNT(*) OVER () AS everything"
                                + " FROM harvest_removal WHERE removal_state = ? ORDER BY announced, id"
                                + " OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY",
                        HeldRemoval.State.HELD.name(),
                        limit)));
    }

    /** How many removals wait for a curator's word, by source; sources without any are absent. */
    public Map<Long, Integer> counts() {
        Map<Long, Integer> counts = new HashMap<>();
        tables.transaction(
                "count removals",
                statements -> statements.query(
                        row -> counts.put(row.getLong(1), row.getInt(2)),
                        "SELECT source_id, COUNT(*) FROM harvest_removal WHERE removal_state = ? GROUP BY source_id",
                        HeldRemoval.State.HELD.name()));
        return counts;
    }

    /** Has the source's next complete run carry out what is held; how many removals that are. */
    public int approve(long source) {
        return decide(source, HeldRemoval.State.APPROVED);
    }

    /**
     * Has what is held ignored, until the source delivers a record again or announces something else about it; how many removals that are.
     */
    public int reject(long source) {
        return decide(source, HeldRemoval.State.REJECTED);
    }

    private int decide(long source, HeldRemoval.State state) {
        return tables.transaction(
                "decide on removals",
                statements -> statements.update(
                        "UPDATE harvest_removal SET removal_state = ? WHERE source_id = ? AND removal_state = ?",
                        state.name(),
                        source,
                        HeldRemoval.State.HELD.name()));
    }

    /** All removals of a source that are not rejected. */
    List<HeldRemoval> undecided(long source) {
        return tables.transaction(
                "list removals",
                statements -> statements.query(
                        HeldRemovals::read,
                        SELECT + " WHERE source_id = ? AND removal_state <> ? ORDER BY id",
                        source,
                        HeldRemoval.State.REJECTED.name()));
    }

    /** The records of a source of which some removal is known, in whatever state. */
    Set<Ivoid> known(long source) {
        return tables.transaction(
                "list removals",
                statements -> new HashSet<>(statements.query(
                        row -> Ivoid.of(row.getString(1)),
                        "SELECT ivoid FROM harvest_removal WHERE source_id = ?",
                        source)));
    }

    /** Notes removals; one that a curator has rejected is left alone when nothing about it is new. */
    void announce(long source, long run, Collection<Announced> removals) {
        tables.transaction("note removals", statements -> {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            for (Announced removal : removals) {
                announce(statements, source, run, removal, now);
            }
            return null;
        });
    }

    private record Known(long id, HeldRemoval.Kind kind, HeldRemoval.State state, byte[] document) {
        boolean says(Announced removal) {
            boolean weaker = kind == HeldRemoval.Kind.DELETED && removal.kind() == HeldRemoval.Kind.VANISHED;
            return weaker || kind == removal.kind() && Arrays.equals(document, removal.document());
        }
    }

    private static void announce(
            HarvestTables.Statements statements, long source, long run, Announced removal, Instant now)
            throws SQLException {
        Optional<Known> known = statements
                .query(
                        row -> new Known(
                                row.getLong(1),
                                HeldRemoval.Kind.valueOf(row.getString(2)),
                                HeldRemoval.State.valueOf(row.getString(3)),
                                row.getBytes(4)),
                        "SELECT id, kind, removal_state, document FROM harvest_removal WHERE source_id = ? AND record_key = ?",
                        source,
                        removal.ivoid().key())
                .stream()
                .findFirst();
        if (known.isPresent() && known.get().says(removal)) {
            return;
        }
        HeldRemoval.State state = known.map(Known::state)
                .filter(present -> present == HeldRemoval.State.HELD)
                .orElse(HeldRemoval.State.PENDING);
        if (known.isPresent()) {
            statements.update(
                    "DELETE FROM harvest_removal WHERE id = ?", known.get().id());
        }
        statements.update(
                // Without the cast, SQL Server takes a NULL for a text, which it does not make bytes of (error 257).
                "INSERT INTO harvest_removal (id, source_id, record_key, ivoid, kind, run_id, removal_state, document, announced)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, CAST(? AS VARBINARY(MAX)), ?)",
                statements.nextKey(),
                source,
                removal.ivoid().key(),
                removal.ivoid().toString(),
                removal.kind().name(),
                run,
                state.name(),
                removal.document(),
                now);
    }

    /** Forgets removals of records, as they are carried out or no longer announced. */
    void forget(long source, Collection<Ivoid> ivoids) {
        tables.transaction("forget removals", statements -> {
            for (Ivoid ivoid : ivoids) {
                statements.update(
                        "DELETE FROM harvest_removal WHERE source_id = ? AND record_key = ?", source, ivoid.key());
            }
            return null;
        });
    }

    /** Forgets that records are gone, since the source lists them; that they are inactive may still be so. */
    void forgetGone(long source, Collection<Ivoid> listed) {
        tables.transaction("forget removals", statements -> {
            for (Ivoid ivoid : listed) {
                statements.update(
                        "DELETE FROM harvest_removal WHERE source_id = ? AND record_key = ? AND kind <> ?",
                        source,
                        ivoid.key(),
                        HeldRemoval.Kind.INACTIVE.name());
            }
            return null;
        });
    }

    /** Has removals wait for a curator. */
    void hold(long source, Collection<HeldRemoval> removals) {
        tables.transaction("hold removals", statements -> {
            for (HeldRemoval removal : removals) {
                statements.update(
                        "UPDATE harvest_removal SET removal_state = ? WHERE id = ? AND source_id = ?",
                        HeldRemoval.State.HELD.name(),
                        removal.id(),
                        source);
            }
            return null;
        });
    }

    /** The delivered content of a record that becomes inactive; empty when there is none. */
    Optional<byte[]> document(HeldRemoval removal) {
        return tables
                .transaction(
                        "read a removal",
                        statements -> statements.query(
                                row -> Optional.ofNullable(row.getBytes(1)),
                                "SELECT document FROM harvest_removal WHERE id = ?",
                                removal.id()))
                .stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static HeldRemoval read(ResultSet row) throws SQLException {
        return new HeldRemoval(
                row.getLong("id"),
                row.getLong("source_id"),
                Ivoid.of(row.getString("ivoid")),
                HeldRemoval.Kind.valueOf(row.getString("kind")),
                row.getLong("run_id"),
                HeldRemoval.State.valueOf(row.getString("removal_state")),
                HarvestTables.time(row, "announced").orElseThrow());
    }
}

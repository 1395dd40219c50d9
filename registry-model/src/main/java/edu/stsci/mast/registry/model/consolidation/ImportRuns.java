package edu.stsci.mast.registry.model.consolidation;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.accounts.Actor;
import edu.stsci.mast.registry.model.drafts.Draft;
import edu.stsci.mast.registry.model.store.WriteTransaction.Written;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The list of imports and other changes of many records, with what each did to which record. {@link Undo} undoes them.
 *
 * <p>Thread-safe; any number of processes may share one database. All methods throw a {@link
 * edu.stsci.mast.registry.model.store.DatabaseException} when it fails.
 */
public final class ImportRuns {
    private static final int LONGEST_NOTE = 1000;
    private static final int LONGEST_ACTOR = 400;
    private static final int LONGEST_PROBLEM = 2000;
    private static final int MOST_PROBLEMS = 1000;

    private static final String RUN = "SELECT r.id, r.kind, r.what, r.actor, r.started, r.ended, r.undone, r.undone_by,"
            + " (SELECT COUNT(*) FROM import_item i WHERE i.run_id = r.id),"
            + " (SELECT COUNT(*) FROM import_problem p WHERE p.run_id = r.id) FROM import_run r ";
    private static final String ITEM =
            "SELECT ivoid, version_before, version_after, draft_id, item_state, note FROM import_item WHERE run_id = ? ";

    private static final String INSERT =
            "INSERT INTO import_item (run_id, ivoid_key, ivoid, version_before, version_after, draft_id, item_state, note)"
                    + " VALUES (?, ?, ?, ?, ?, ?, 'DONE', '')";

    private final DataSource dataSource;
    private final Clock clock;

    /** The list in a master copy's database. */
    public ImportRuns(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /**
     * Notes that an import begins.
     *
     * @param what it is about; at most 1000 characters are kept
     * @return its number
     */
    public long begin(ImportRun.Kind kind, String what, Actor actor) {
        return Statements.transaction(dataSource, "note an import", statements -> {
            long id = statements
                    .query(row -> row.getLong(1), "SELECT NEXT VALUE FOR import_key")
                    .get(0);
            statements.update(
                    "INSERT INTO import_run (id, kind, what, actor, started) VALUES (?, ?, ?, ?, ?)",
                    id,
                    kind.name(),
                    Statements.cut(what, LONGEST_NOTE),
                    Statements.cut(actor.name(), LONGEST_ACTOR),
                    now());
            return id;
        });
    }

    /** Notes what was written in a transaction, within it. Of two changes of a record, the first one's version counts as the one before. */
    public void note(Connection connection, long run, List<Written> written) throws SQLException {
        List<Written> fresh = new ArrayList<>();
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE import_item SET version_before = CASE WHEN version_after = ? THEN version_before ELSE ? END,"
                        + " version_after = ? WHERE run_id = ? AND ivoid_key = ?")) {
            for (Written record : written) {
                update.setInt(1, record.before());
                update.setInt(2, record.before());
                update.setInt(3, record.after());
                update.setLong(4, run);
                update.setString(5, record.ivoid().key());
                update.addBatch();
            }
            int[] known = update.executeBatch();
            for (int i = 0; i < known.length; i++) {
                if (known[i] == 0) {
                    fresh.add(written.get(i));
                }
            }
        }
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (Written record : fresh) {
                insert.setLong(1, run);
                insert.setString(2, record.ivoid().key());
                insert.setString(3, record.ivoid().toString());
                insert.setInt(4, record.before());
                insert.setInt(5, record.after());
                insert.setNull(6, Types.BIGINT);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Notes that a draft was begun, in the transaction in which it was. */
    public void note(Connection connection, long run, Draft draft) throws SQLException {
        new Statements(connection)
                .update(INSERT, run, draft.ivoid().key(), draft.ivoid().toString(), draft.baseVersion(), 0, draft.id());
    }

    /** Notes that an import is done, and what was not taken, of which the first thousand are kept. */
    public void end(long run, List<String> problems) {
        Statements.transaction(dataSource, "note the end of an import", statements -> {
            List<String> kept = problems.subList(0, Math.min(MOST_PROBLEMS, problems.size()));
            for (int i = 0; i < kept.size(); i++) {
                statements.update(
                        "INSERT INTO import_problem (run_id, position, message) VALUES (?, ?, ?)",
                        run,
                        i + 1,
                        Statements.cut(kept.get(i), LONGEST_PROBLEM));
            }
            return statements.update("UPDATE import_run SET ended = ? WHERE id = ?", now(), run);
        });
    }

    /** The imports, the newest first. */
    public List<ImportRun> list(int skip, int limit) {
        return Statements.transaction(
                dataSource,
                "list imports",
                statements -> statements.query(
                        ImportRuns::run, RUN + "ORDER BY r.id DESC OFFSET ? ROWS FETCH NEXT ? ROWS ONLY", skip, limit));
    }

    /** An import; empty when there never was one of this number. */
    public Optional<ImportRun> find(long run) {
        return Statements.transaction(
                        dataSource,
                        "read an import",
                        statements -> statements.query(ImportRuns::run, RUN + "WHERE r.id = ?", run))
                .stream()
                .findFirst();
    }

    /** What an import did, in the order of identifiers. */
    public List<ImportItem> items(long run, int skip, int limit) {
        return Statements.transaction(
                dataSource,
                "read an import",
                statements -> statements.query(
                        ImportRuns::item,
                        ITEM + "ORDER BY ivoid_key OFFSET ? ROWS FETCH NEXT ? ROWS ONLY",
                        run,
                        skip,
                        limit));
    }

    /** What of an import is not undone, in the order of identifiers. */
    List<ImportItem> toUndo(long run, String afterKey, int limit) {
        return Statements.transaction(
                dataSource,
                "read an import",
                statements -> statements.query(
                        ImportRuns::item,
                        ITEM + "AND item_state <> 'UNDONE' AND ivoid_key > ? ORDER BY ivoid_key"
                                + " OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY",
                        run,
                        afterKey,
                        limit));
    }

    /** What of an import was not taken, and why. */
    public List<String> problems(long run) {
        return Statements.transaction(
                dataSource,
                "read an import",
                statements -> statements.query(
                        row -> row.getString(1),
                        "SELECT message FROM import_problem WHERE run_id = ? ORDER BY position",
                        run));
    }

    /** Notes what has become of a change. */
    void settle(long run, Ivoid ivoid, ImportItem.State state, String note) {
        Statements.transaction(
                dataSource,
                "note that a change is undone",
                statements -> statements.update(
                        "UPDATE import_item SET item_state = ?, note = ? WHERE run_id = ? AND ivoid_key = ?",
                        state.name(),
                        Statements.cut(note, LONGEST_NOTE),
                        run,
                        ivoid.key()));
    }

    void undone(long run, Actor actor) {
        Statements.transaction(
                dataSource,
                "note that an import is undone",
                statements -> statements.update(
                        "UPDATE import_run SET undone = ?, undone_by = ? WHERE id = ?",
                        now(),
                        Statements.cut(actor.name(), LONGEST_ACTOR),
                        run));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static ImportRun run(ResultSet row) throws SQLException {
        return new ImportRun(
                row.getLong(1),
                ImportRun.Kind.valueOf(row.getString(2)),
                row.getString(3),
                row.getString(4),
                Statements.time(row, 5).orElseThrow(),
                Statements.time(row, 6),
                Statements.time(row, 7),
                Optional.ofNullable(row.getString(8)),
                row.getInt(9),
                row.getInt(10));
    }

    private static ImportItem item(ResultSet row) throws SQLException {
        return new ImportItem(
                Ivoid.of(row.getString(1)),
                row.getInt(2),
                row.getInt(3),
                Statements.number(row, 4),
                ImportItem.State.valueOf(row.getString(5)),
                row.getString(6));
    }
}

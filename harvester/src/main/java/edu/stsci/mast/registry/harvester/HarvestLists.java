package edu.stsci.mast.registry.harvester;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How far the list of each source has been read when it is not at its end: what a run that dies leaves to the next. Thread-safe. */
final class HarvestLists {
    private final HarvestTables tables;

    HarvestLists(HarvestTables tables) {
        this.tables = tables;
    }

    /**
     * A list that is not at its end.
     *
     * @param source the source's number
     * @param baseUrl where it was asked for
     * @param firstRun the run that began it
     * @param lastRun the run that stored its last page
     * @param from the time since when changes were asked for; empty for everything
     * @param set the set that was asked for; empty for everything
     * @param nextFrom the time to go on from once the list is at its end; empty when the first response did not tell
     * @param announced how many records the server announced
     * @param token asks for the next page
     * @param pages how many pages are stored
     * @param storedAt when the last page was stored
     */
    record Unfinished(
            long source,
            String baseUrl,
            long firstRun,
            long lastRun,
            Optional<Instant> from,
            String set,
            Optional<Instant> nextFrom,
            Optional<Long> announced,
            String token,
            int pages,
            Instant storedAt) {}

    /** A source's unfinished list; empty when there is none. */
    Optional<Unfinished> get(long source) {
        return tables
                .transaction(
                        "read how far a list has been read",
                        statements -> statements.query(
                                HarvestLists::read, "SELECT * FROM harvest_list WHERE source_id = ?", source))
                .stream()
                .findFirst();
    }

    /** The keys of the records of each stored page, in order. */
    List<byte[]> keysOfPages(long source) {
        return tables.transaction(
                "read the pages of a list",
                statements -> statements.query(
                        row -> row.getBytes(1),
                        "SELECT record_keys FROM harvest_list_page WHERE source_id = ? ORDER BY page",
                        source));
    }

    /**
     * Notes one page more as stored.
     *
     * @param keys the keys of the page's records
     * @return false when the claim is lost, and nothing was noted
     */
    boolean keep(HarvestClaims.Claim claim, Unfinished list, byte[] keys) {
        return tables.transaction("note how far a list has been read", statements -> {
            // Locks the source's row, so that no other run takes it over meanwhile.
            int ours = statements.update(
                    "UPDATE harvest_source SET claim_owner = claim_owner WHERE id = ? AND claim_owner = ?",
                    claim.source(),
                    claim.owner());
            if (ours == 0) {
                return false;
            }
            if (list.pages() == 1) {
                drop(statements, list.source());
            }
            write(statements, list);
            statements.update(
                    "INSERT INTO harvest_list_page (source_id, page, record_keys) VALUES (?, ?, ?)",
                    list.source(),
                    list.pages(),
                    keys);
            return true;
        });
    }

    /** Forgets how far a source's list has been read. */
    void drop(long source) {
        tables.transaction("forget how far a list has been read", statements -> {
            drop(statements, source);
            return null;
        });
    }

    private static void drop(HarvestTables.Statements statements, long source) throws SQLException {
        statements.update("DELETE FROM harvest_list_page WHERE source_id = ?", source);
        statements.update("DELETE FROM harvest_list WHERE source_id = ?", source);
    }

    private static void write(HarvestTables.Statements statements, Unfinished list) throws SQLException {
        Object[] values = {
            list.baseUrl(),
            list.firstRun(),
            list.lastRun(),
            list.from().orElse(null),
            list.set(),
            list.nextFrom().orElse(null),
            list.announced().orElse(null),
            list.token(),
            list.pages(),
            list.storedAt(),
            list.source()
        };
        int known = statements.update(
                "UPDATE harvest_list SET base_url = ?, first_run = ?, last_run = ?, from_time = ?, oai_set = ?, next_from = ?,"
                        + " announced = ?, token = ?, pages = ?, stored_at = ? WHERE source_id = ?",
                values);
        if (known == 0) {
            statements.update(
                    "INSERT INTO harvest_list (base_url, first_run, last_run, from_time, oai_set, next_from, announced, token,"
                            + " pages, stored_at, source_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    values);
        }
    }

    private static Unfinished read(ResultSet row) throws SQLException {
        return new Unfinished(
                row.getLong("source_id"),
                row.getString("base_url"),
                row.getLong("first_run"),
                row.getLong("last_run"),
                HarvestTables.time(row, "from_time"),
                row.getString("oai_set"),
                HarvestTables.time(row, "next_from"),
                HarvestTables.number(row, "announced"),
                row.getString("token"),
                row.getInt("pages"),
                HarvestTables.time(row, "stored_at").orElseThrow());
    }
}

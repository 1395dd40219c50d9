package edu.stsci.mast.registry.model.accounts;

import edu.stsci.mast.registry.model.accounts.AuditEntry.Outcome;
import edu.stsci.mast.registry.model.store.DatabaseException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;

/** Who did what and when. Entries are only ever added. */
public final class AuditLog {
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_VIA = 200;
    private static final int LONGEST_ACT = 50;
    private static final int LONGEST_SUBJECT = 400;
    private static final int LONGEST_DETAIL = 2000;

    private final AccountTables tables;
    private final Clock clock;

    /** The log in a database. */
    public AuditLog(DataSource dataSource, Clock clock) {
        this.tables = new AccountTables(dataSource);
        this.clock = clock;
    }

    /**
     * Notes an act that is done in this connection's transaction: both become durable together, or neither.
     *
     * @param act a word or two, such as {@code publish}; at most 50 characters are kept
     * @param subject what it was done to, such as an IVOID; at most 400 characters are kept
     * @param detail what else is worth knowing, empty for nothing; at most 2000 characters are kept
     * @throws DatabaseException when the database fails
     */
    public void append(Connection connection, Actor actor, String act, String subject, String detail) {
        append(connection, actor, act, subject, Outcome.DONE, detail);
    }

    /** As {@link #append(Connection, Actor, String, String, String)}, with what became of the act. */
    public void append(Connection connection, Actor actor, String act, String subject, Outcome outcome, String detail) {
        try {
            insert(new AccountTables.Statements(connection), actor, act, subject, outcome, detail);
        } catch (SQLException e) {
            throw AccountTables.failed("write the audit log", e);
        }
    }

    /** Notes an act that has no transaction of its own in this database. */
    public void append(Actor actor, String act, String subject, Outcome outcome, String detail) {
        tables.transaction("write the audit log", statements -> {
            insert(statements, actor, act, subject, outcome, detail);
            return null;
        });
    }

    private void insert(
            AccountTables.Statements statements,
            Actor actor,
            String act,
            String subject,
            Outcome outcome,
            String detail)
            throws SQLException {
        String name = AccountTables.cut(actor.name(), LONGEST_NAME);
        statements.update(
                "INSERT INTO audit_entry (id, happened, account_id, actor, actor_key, via, sender, act, subject, outcome, detail)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                statements.nextKey(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                actor.account(),
                name,
                AccountTables.cut(name.toLowerCase(Locale.ROOT), LONGEST_NAME),
                AccountTables.cut(actor.via(), LONGEST_VIA),
                AccountTables.cut(actor.sender(), LONGEST_NAME),
                AccountTables.cut(act, LONGEST_ACT),
                AccountTables.cut(subject, LONGEST_SUBJECT),
                outcome.name(),
                AccountTables.cut(detail, LONGEST_DETAIL));
    }

    /**
     * Which entries are wanted; an empty part restricts nothing.
     *
     * @param actor the name of who acted, without regard to case
     * @param act what was done
     * @param subject a part of what it was done to
     * @param outcome what became of it
     * @param from not before this time
     * @param until before this time
     */
    public record Filter(
            String actor,
            String act,
            String subject,
            Optional<Outcome> outcome,
            Optional<Instant> from,
            Optional<Instant> until) {
        /** All entries. */
        public static final Filter NONE = new Filter("", "", "", Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Entries, the newest first.
     *
     * @param before only those whose number is smaller
     * @param limit how many at most
     */
    public List<AuditEntry> read(Filter filter, long before, int limit) {
        StringBuilder where = new StringBuilder(" WHERE id < ?");
        List<Object> parameters = new ArrayList<>(List.of(before));
        if (!filter.actor().isEmpty()) {
            where.append(" AND actor_key = ?");
            parameters.add(filter.actor().toLowerCase(Locale.ROOT));
        }
        if (!filter.act().isEmpty()) {
            where.append(" AND act = ?");
            parameters.add(filter.act());
        }
        if (!filter.subject().isEmpty()) {
            where.append(" AND CHARINDEX(?, LOWER(subject)) > 0");
            parameters.add(filter.subject().toLowerCase(Locale.ROOT));
        }
        filter.outcome().ifPresent(outcome -> {
            where.append(" AND outcome = ?");
            parameters.add(outcome.name());
        });
        filter.from().ifPresent(from -> {
            where.append(" AND happened >= ?");
            parameters.add(from);
        });
        filter.until().ifPresent(until -> {
            where.append(" AND happened < ?");
            parameters.add(until);
        });
        parameters.add(limit);
        return tables.transaction(
                "read the audit log",
                statements -> statements.query(
                        AuditLog::read,
                        "SELECT id, happened, account_id, actor, via, sender, act, subject, outcome, detail FROM audit_entry"
                                + where + " ORDER BY id DESC OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY",
                        parameters.toArray()));
    }

    /** The acts that the log knows, in alphabetical order. */
    public List<String> acts() {
        return tables.transaction(
                "read the audit log",
                statements ->
                        statements.query(row -> row.getString(1), "SELECT DISTINCT act FROM audit_entry ORDER BY act"));
    }

    private static AuditEntry read(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getLong("id"),
                AccountTables.time(row, "happened"),
                row.getLong("account_id"),
                row.getString("actor"),
                row.getString("via"),
                row.getString("sender"),
                row.getString("act"),
                row.getString("subject"),
                Outcome.valueOf(row.getString("outcome")),
                row.getString("detail"));
    }
}

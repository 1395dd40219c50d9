package edu.stsci.mast.registry.model.accounts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import javax.sql.DataSource;

/** The sessions of all accounts, which every node knows. A session is known by a random identifier, of which only the SHA-256 is kept. */
public final class Sessions {
    /** How exactly the time of the last request is kept; a request a second must not write once a second. */
    private static final Duration EXACT = Duration.ofMinutes(1);

    private final AccountTables tables;
    private final AuditLog audit;
    private final Clock clock;
    private final Duration idle;
    private final Duration length;

    /**
     * The sessions in a database.
     *
     * @param idle how long one goes on when nothing is done in it
     * @param length how long one goes on at most
     */
    public Sessions(DataSource dataSource, Clock clock, Duration idle, Duration length) {
        this.tables = new AccountTables(dataSource);
        this.audit = new AuditLog(dataSource, clock);
        this.clock = clock;
        this.idle = idle;
        this.length = length;
    }

    /**
     * A session that has just begun.
     *
     * @param identifier the secret that its browser keeps
     */
    public record Begun(String identifier, Session session) {}

    /** An account in a session. */
    public record Found(Session session, Account account) {}

    /**
     * Begins a session, under an identifier that was never used before.
     *
     * @param signIn how its account has signed in: {@code password} or {@code openid}
     * @param sender from which network address
     */
    public Begun begin(Account account, String signIn, String sender) {
        String identifier = RandomKey.make();
        Instant now = now();
        return tables.transaction("begin a session", statements -> {
            statements.update("DELETE FROM account_session WHERE expires <= ? OR last_seen <= ?", now, now.minus(idle));
            Session session = new Session(statements.nextKey(), account.id(), signIn, now, now, now.plus(length));
            statements.update(
                    "INSERT INTO account_session (session_sha256, id, account_id, sign_in, created, last_seen, expires)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                    RandomKey.sha256(identifier),
                    session.number(),
                    session.account(),
                    signIn,
                    now,
                    now,
                    session.expires());
            statements.update("UPDATE account SET last_sign_in = ? WHERE id = ?", now, account.id());
            audit.append(
                    statements.connection(),
                    Actor.inSession(account, session.number(), sender),
                    "sign in",
                    account.name(),
                    "by " + signIn);
            return new Begun(identifier, session);
        });
    }

    /**
     * The session of an identifier, with its account; empty when it is not known, has ended, or the account is disabled.
     *
     * @param active whether somebody does something, so that the session is not idle
     */
    public Optional<Found> find(String identifier, boolean active) {
        Instant now = now();
        byte[] key = RandomKey.sha256(identifier);
        return tables.transaction("find a session", statements -> {
            Optional<Session> session = statements
                    .first(
                            Sessions::read,
                            "SELECT id, account_id, sign_in, created, last_seen, expires FROM account_session"
                                    + " WHERE session_sha256 = ?",
                            (Object) key)
                    .filter(s -> now.isBefore(s.expires())
                            && now.isBefore(s.lastSeen().plus(idle)));
            if (session.isEmpty()) {
                return Optional.empty();
            }
            Optional<Account> account =
                    Accounts.get(statements, session.get().account()).filter(a -> !a.disabled());
            if (account.isPresent()
                    && active
                    && Duration.between(session.get().lastSeen(), now).compareTo(exact()) >= 0) {
                statements.update("UPDATE account_session SET last_seen = ? WHERE session_sha256 = ?", now, key);
            }
            return account.map(a -> new Found(session.get(), a));
        });
    }

    /** Ends a session because its browser asks for it. */
    public void end(Actor by, String identifier) {
        tables.transaction("end a session", statements -> {
            int ended = statements.update(
                    "DELETE FROM account_session WHERE session_sha256 = ?", (Object) RandomKey.sha256(identifier));
            if (ended > 0) {
                audit.append(statements.connection(), by, "sign out", by.name(), "");
            }
            return null;
        });
    }

    static void endAll(AccountTables.Statements statements, long account) throws SQLException {
        statements.update("DELETE FROM account_session WHERE account_id = ?", account);
    }

    private Duration exact() {
        Duration tenth = idle.dividedBy(10);
        return tenth.compareTo(EXACT) < 0 ? tenth : EXACT;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Session read(ResultSet row) throws SQLException {
        return new Session(
                row.getLong("id"),
                row.getLong("account_id"),
                row.getString("sign_in"),
                AccountTables.time(row, "created"),
                AccountTables.time(row, "last_seen"),
                AccountTables.time(row, "expires"));
    }
}

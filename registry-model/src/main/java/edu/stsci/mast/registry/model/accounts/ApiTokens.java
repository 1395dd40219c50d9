package edu.stsci.mast.registry.model.accounts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** The tokens of all accounts. */
public final class ApiTokens {
    /** The longest that a token is good. */
    public static final Duration LONGEST = Duration.ofDays(366);

    /** What every token begins with, so that scanners find those that were published by mistake. */
    public static final String PREFIX = "mastreg_";

    private static final int LONGEST_NAME = 100;
    private static final Duration EXACT = Duration.ofMinutes(1);
    private static final String SELECT =
            "SELECT id, account_id, name, scope, created, expires, last_used, revoked FROM account_token";

    private final AccountTables tables;
    private final AuditLog audit;
    private final Clock clock;

    /** The tokens in a database. */
    public ApiTokens(DataSource dataSource, Clock clock) {
        this.tables = new AccountTables(dataSource);
        this.audit = new AuditLog(dataSource, clock);
        this.clock = clock;
    }

    /**
     * A token that has just been made.
     *
     * @param secret what programs show; it cannot be had again
     */
    public record Made(String secret, ApiToken token) {}

    /** An account's program. */
    public record Found(ApiToken token, Account account) {}

    /**
     * Makes a token for an account.
     *
     * @param name what its owner calls it; another one that is still good must not have it
     * @param scope what it allows at most
     * @throws IllegalArgumentException with a sentence when the name, the scope or the expiry will not do
     */
    public Made make(Actor by, Account owner, String name, Right scope, Instant expires) {
        String called = name.strip();
        if (called.isEmpty() || called.length() > LONGEST_NAME || called.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("A token needs a name of at most " + LONGEST_NAME + " characters");
        }
        if (!owner.role().right().includes(scope)) {
            throw new IllegalArgumentException("The scope " + scope.word() + " is more than the role "
                    + owner.role().word() + " allows; at most it can be "
                    + owner.role().right().word());
        }
        Instant now = now();
        if (!expires.isAfter(now) || expires.isAfter(now.plus(LONGEST))) {
            throw new IllegalArgumentException(
                    "A token must expire in the future, " + LONGEST.toDays() + " days from now at the latest");
        }
        String secret = PREFIX + RandomKey.make();
        return tables.transaction("make a token", statements -> {
            // One at a time, so that no two get one name.
            statements.update("UPDATE account_lock SET taken = taken + 1 WHERE id = 1");
            if (of(statements, owner.id()).stream()
                    .anyMatch(token -> token.good(now) && token.name().equalsIgnoreCase(called))) {
                throw new IllegalArgumentException("There is a token called " + called + " already");
            }
            long id = statements.nextKey();
            statements.update(
                    "INSERT INTO account_token (id, account_id, name, scope, token_sha256, created, expires)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                    id,
                    owner.id(),
                    called,
                    scope.name(),
                    RandomKey.sha256(secret),
                    now,
                    expires.truncatedTo(ChronoUnit.MILLIS));
            audit.append(
                    statements.connection(),
                    by,
                    "make token",
                    owner.name(),
                    "token " + id + " (" + called + "), scope " + scope.word() + ", until " + expires);
            return new Made(
                    secret,
                    statements
                            .first(ApiTokens::read, SELECT + " WHERE id = ?", id)
                            .orElseThrow());
        });
    }

    /** The token of a secret, with its account; empty when it is not known, has expired or was revoked, or the account is disabled. */
    public Optional<Found> find(String secret) {
        Instant now = now();
        return tables.transaction("find a token", statements -> {
            Optional<ApiToken> token = statements
                    .first(ApiTokens::read, SELECT + " WHERE token_sha256 = ?", (Object) RandomKey.sha256(secret))
                    .filter(t -> t.good(now));
            if (token.isEmpty()) {
                return Optional.empty();
            }
            Optional<Account> account =
                    Accounts.get(statements, token.get().account()).filter(a -> !a.disabled());
            boolean recent = token.get()
                    .lastUsed()
                    .filter(used -> Duration.between(used, now).compareTo(EXACT) < 0)
                    .isPresent();
            if (account.isPresent() && !recent) {
                statements.update(
                        "UPDATE account_token SET last_used = ? WHERE id = ?",
                        now,
                        token.get().id());
            }
            return account.map(a -> new Found(token.get(), a));
        });
    }

    /** The tokens of an account, the newest first; also those that are not good any more. */
    public List<ApiToken> of(long account) {
        return tables.transaction("list tokens", statements -> of(statements, account));
    }

    /** Takes a token of an account back; false when it has none of this number that is not revoked. */
    public boolean revoke(Actor by, Account owner, long id) {
        return tables.transaction("revoke a token", statements -> {
            int revoked = statements.update(
                    "UPDATE account_token SET revoked = ? WHERE id = ? AND account_id = ? AND revoked IS NULL",
                    now(),
                    id,
                    owner.id());
            if (revoked > 0) {
                audit.append(statements.connection(), by, "revoke token", owner.name(), "token " + id);
            }
            return revoked > 0;
        });
    }

    private static List<ApiToken> of(AccountTables.Statements statements, long account) throws SQLException {
        return statements.query(ApiTokens::read, SELECT + " WHERE account_id = ? ORDER BY id DESC", account);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static ApiToken read(ResultSet row) throws SQLException {
        return new ApiToken(
                row.getLong("id"),
                row.getLong("account_id"),
                row.getString("name"),
                Right.valueOf(row.getString("scope")),
                AccountTables.time(row, "created"),
                AccountTables.time(row, "expires"),
                AccountTables.timeOrNone(row, "last_used"),
                AccountTables.timeOrNone(row, "revoked"));
    }
}

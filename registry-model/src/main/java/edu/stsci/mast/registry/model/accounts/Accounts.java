package edu.stsci.mast.registry.model.accounts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;

/** The accounts. Every change is noted in the audit log, in the same transaction. */
public final class Accounts {
    private static final String SELECT =
            "SELECT id, name, account_role, all_authorities, sign_in_elsewhere, disabled, password,"
                    + " created, last_sign_in FROM account";

    private final AccountTables tables;
    private final AuditLog audit;
    private final Passwords passwords;
    private final Clock clock;

    /**
     * The accounts in a database.
     *
     * @param passwords makes what is stored of passwords
     */
    public Accounts(DataSource dataSource, Passwords passwords, Clock clock) {
        this.tables = new AccountTables(dataSource);
        this.audit = new AuditLog(dataSource, clock);
        this.passwords = passwords;
        this.clock = clock;
    }

    /** Who somebody is at an OpenID provider; the two together never change, names may. */
    public record Identity(String issuer, String subject) {
        private byte[] key() {
            return RandomKey.sha256(issuer + "\n" + subject);
        }
    }

    /** All accounts, in the order of their names. */
    public List<Account> list() {
        return tables.transaction("list accounts", statements -> {
            Map<Long, Set<String>> authorities = new TreeMap<>();
            statements.query(
                    row -> authorities
                            .computeIfAbsent(row.getLong(1), id -> new HashSet<>())
                            .add(row.getString(2)),
                    "SELECT account_id, authority FROM account_authority");
            return statements.query(
                    row -> read(row, authorities.getOrDefault(row.getLong("id"), Set.of())),
                    SELECT + " ORDER BY name_key");
        });
    }

    /** Whether there is no account at all. */
    public boolean none() {
        return tables.transaction(
                "count accounts",
                statements -> statements
                                .first(row -> row.getInt(1), "SELECT COUNT(*) FROM account")
                                .orElseThrow()
                        == 0);
    }

    /** The account of this number; empty when there is none. */
    public Optional<Account> get(long id) {
        return tables.transaction("read an account", statements -> get(statements, id));
    }

    /** The account of this name, without regard to case; empty when there is none. */
    public Optional<Account> find(String name) {
        return tables.transaction("read an account", statements -> find(statements, name));
    }

    /** The account of somebody who is known at an OpenID provider; empty when there is none. */
    public Optional<Account> find(Identity identity) {
        return tables.transaction("read an account", statements -> {
            Optional<Long> id = statements.first(
                    row -> row.getLong(1), "SELECT account_id FROM account_identity WHERE identity_sha256 = ?", (Object)
                            identity.key());
            return id.isEmpty() ? Optional.empty() : get(statements, id.get());
        });
    }

    /**
     * Adds an account that signs in with a password.
     *
     * @throws IllegalArgumentException with a sentence when the name is taken, or the password will not do
     */
    public Account add(Actor by, NewAccount account, char[] password) {
        Passwords.check(account.name(), password);
        return add(by, account, passwords.hash(password));
    }

    /**
     * Adds an account that signs in at an OpenID provider; whoever has this name there first becomes its owner.
     *
     * @throws IllegalArgumentException with a sentence when the name is taken
     */
    public Account addElsewhere(Actor by, NewAccount account) {
        return add(by, account, "");
    }

    private Account add(Actor by, NewAccount account, String password) {
        return changing("add an account", statements -> {
            if (find(statements, account.name()).isPresent()) {
                throw new IllegalArgumentException("There is an account " + account.name() + " already");
            }
            long id = statements.nextKey();
            statements.update(
                    "INSERT INTO account (id, name, name_key, account_role, all_authorities, sign_in_elsewhere, disabled, password,"
                            + " created) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    id,
                    account.name(),
                    key(account.name()),
                    account.role().name(),
                    account.authorities().all(),
                    password.isEmpty(),
                    false,
                    password,
                    now());
            writeAuthorities(statements, id, account.authorities());
            Account added = get(statements, id).orElseThrow();
            note(statements, by, "add account", added, rights(added));
            return added;
        });
    }

    /**
     * Makes somebody of an OpenID provider the owner of an account that signs in there.
     *
     * @throws IllegalArgumentException with a sentence when the account has a password, or an owner
     */
    public void own(Actor by, long id, Identity identity) {
        changing("give an account its owner", statements -> {
            Account account = known(statements, id);
            boolean owned = !statements
                    .query(row -> row.getLong(1), "SELECT account_id FROM account_identity WHERE account_id = ?", id)
                    .isEmpty();
            if (!account.elsewhere() || owned) {
                throw new IllegalArgumentException("The account " + account.name() + " belongs to somebody else");
            }
            statements.update(
                    "INSERT INTO account_identity (identity_sha256, account_id, issuer, subject) VALUES (?, ?, ?, ?)",
                    identity.key(),
                    id,
                    AccountTables.cut(identity.issuer(), 400),
                    AccountTables.cut(identity.subject(), 400));
            note(statements, by, "first sign-in", account, identity.issuer() + " " + identity.subject());
            return null;
        });
    }

    /**
     * The account of a name and a password; empty when there is none, or it is disabled. It takes the same time for names that have no
     * account. What is stored of the password is made anew when it is weaker than what is made now.
     */
    public Optional<Account> authenticate(String name, char[] password) {
        record Stored(long id, String password, boolean disabled) {}
        Optional<Stored> stored = tables.transaction(
                "read an account",
                statements -> statements.first(
                        row -> new Stored(row.getLong("id"), row.getString("password"), row.getBoolean("disabled")),
                        SELECT + " WHERE name_key = ? AND password <> ''",
                        key(name)));
        if (stored.isEmpty()) {
            passwords.matchNobody(password);
            return Optional.empty();
        }
        if (!passwords.matches(password, stored.get().password())
                || stored.get().disabled()) {
            return Optional.empty();
        }
        if (passwords.outdated(stored.get().password())) {
            String stronger = passwords.hash(password);
            tables.transaction(
                    "renew what is stored of a password",
                    statements -> statements.update(
                            "UPDATE account SET password = ? WHERE id = ? AND password = ?",
                            stronger,
                            stored.get().id(),
                            stored.get().password()));
        }
        return get(stored.get().id());
    }

    /**
     * Changes a password and ends the account's sessions.
     *
     * @throws IllegalArgumentException with a sentence when the password will not do, or the account has none
     */
    public void setPassword(Actor by, long id, char[] password) {
        Account before = get(id).orElseThrow(() -> noAccount(id));
        Passwords.check(before.name(), password);
        String hash = passwords.hash(password);
        changing("change a password", statements -> {
            Account account = known(statements, id);
            if (account.elsewhere()) {
                throw new IllegalArgumentException(
                        "The account " + account.name() + " has no password here: it signs in at the OpenID provider");
            }
            statements.update("UPDATE account SET password = ? WHERE id = ?", hash, id);
            Sessions.endAll(statements, id);
            note(statements, by, "change password", account, "");
            return null;
        });
    }

    /**
     * Changes what an account may do; its sessions and tokens may do no more from their next request on.
     *
     * @throws IllegalArgumentException with a sentence when it is the last administrator and would not be one any more
     */
    public void setRights(Actor by, long id, Role role, Authorities authorities) {
        changing("change an account", statements -> {
            Account account = known(statements, id);
            if (account.role() == role && account.authorities().equals(authorities)) {
                return null;
            }
            if (role != Role.ADMINISTRATOR) {
                keepAnAdministrator(statements, account);
            }
            statements.update(
                    "UPDATE account SET account_role = ?, all_authorities = ? WHERE id = ?",
                    role.name(),
                    authorities.all(),
                    id);
            writeAuthorities(statements, id, authorities);
            note(
                    statements,
                    by,
                    "change rights",
                    account,
                    "from " + rights(account) + " to " + rights(known(statements, id)));
            return null;
        });
    }

    /**
     * Disables an account, which ends its sessions, or enables it again.
     *
     * @throws IllegalArgumentException with a sentence when it is the last administrator
     */
    public void setDisabled(Actor by, long id, boolean disabled) {
        changing("change an account", statements -> {
            Account account = known(statements, id);
            if (account.disabled() == disabled) {
                return null;
            }
            if (disabled) {
                keepAnAdministrator(statements, account);
                Sessions.endAll(statements, id);
            }
            statements.update("UPDATE account SET disabled = ? WHERE id = ?", disabled, id);
            note(statements, by, disabled ? "disable account" : "enable account", account, "");
            return null;
        });
    }

    /** Without an administrator nobody could give anybody rights any more, but on the command line. */
    private static void keepAnAdministrator(AccountTables.Statements statements, Account account) throws SQLException {
        boolean another = statements
                        .first(
                                row -> row.getInt(1),
                                "SELECT COUNT(*) FROM account WHERE account_role = ? AND disabled = ? AND id <> ?",
                                Role.ADMINISTRATOR.name(),
                                false,
                                account.id())
                        .orElseThrow()
                > 0;
        if (account.role() == Role.ADMINISTRATOR && !account.disabled() && !another) {
            throw new IllegalArgumentException(account.name() + " is the last administrator; make another one first");
        }
    }

    /** A transaction of which there is one at a time. */
    private <T> T changing(String what, AccountTables.Work<T> work) {
        return tables.transaction(what, statements -> {
            statements.update("UPDATE account_lock SET taken = taken + 1 WHERE id = 1");
            return work.run(statements);
        });
    }

    private static void writeAuthorities(AccountTables.Statements statements, long id, Authorities authorities)
            throws SQLException {
        statements.update("DELETE FROM account_authority WHERE account_id = ?", id);
        for (String name : authorities.names()) {
            statements.update("INSERT INTO account_authority (account_id, authority) VALUES (?, ?)", id, name);
        }
    }

    private void note(AccountTables.Statements statements, Actor by, String act, Account account, String detail) {
        audit.append(statements.connection(), by, act, account.name(), detail);
    }

    /** Administrators have all authorities, whichever are kept for them. */
    private static String rights(Account account) {
        String role = account.role().word();
        return account.role() == Role.ADMINISTRATOR
                ? role
                : role + " of " + account.authorities().text();
    }

    private static Account known(AccountTables.Statements statements, long id) throws SQLException {
        return get(statements, id).orElseThrow(() -> noAccount(id));
    }

    private static IllegalArgumentException noAccount(long id) {
        return new IllegalArgumentException("There is no account with the number " + id);
    }

    static Optional<Account> get(AccountTables.Statements statements, long id) throws SQLException {
        Set<String> authorities = authorities(statements, id);
        return statements.first(row -> read(row, authorities), SELECT + " WHERE id = ?", id);
    }

    private static Optional<Account> find(AccountTables.Statements statements, String name) throws SQLException {
        Optional<Long> id =
                statements.first(row -> row.getLong(1), "SELECT id FROM account WHERE name_key = ?", key(name));
        return id.isEmpty() ? Optional.empty() : get(statements, id.get());
    }

    private static Set<String> authorities(AccountTables.Statements statements, long id) throws SQLException {
        return new HashSet<>(statements.query(
                row -> row.getString(1), "SELECT authority FROM account_authority WHERE account_id = ?", id));
    }

    private static String key(String name) {
        return AccountTables.cut(name.strip().toLowerCase(Locale.ROOT), 100);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Account read(ResultSet row, Set<String> authorities) throws SQLException {
        return new Account(
                row.getLong("id"),
                row.getString("name"),
                Role.valueOf(row.getString("account_role")),
                new Authorities(row.getBoolean("all_authorities"), authorities),
                row.getBoolean("sign_in_elsewhere"),
                row.getBoolean("disabled"),
                AccountTables.time(row, "created"),
                AccountTables.timeOrNone(row, "last_sign_in"));
    }
}

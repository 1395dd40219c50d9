package edu.stsci.mast.registry.model.accounts;

import edu.stsci.mast.registry.model.store.DatabaseException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Slows down whoever guesses passwords: attempts are counted by the account's name and by the sender's address, over all nodes, and after a
 * few that failed each must wait, twice as long each time, up to a limit. Attempts that are refused for this are not counted, so that
 * nobody is kept out for longer by them. A browser in which an account has signed in before is counted by itself, so that others' guesses
 * do not keep the owner out.
 */
public final class SignInLimits {
    private static final Duration FIRST_WAIT = Duration.ofSeconds(2);
    private static final Duration FORGOTTEN = Duration.ofDays(1);
    private static final int TRIES = 3;

    private final AccountTables tables;
    private final Clock clock;

    /** The limits in a database. */
    public SignInLimits(DataSource dataSource, Clock clock) {
        this.tables = new AccountTables(dataSource);
        this.clock = clock;
    }

    /** By what attempts are counted, how many may fail before one must wait, and how long at most. */
    private enum Kind {
        NAME(5, Duration.ofMinutes(5)),
        ADDRESS(20, Duration.ofMinutes(15)),
        BROWSER(10, Duration.ofMinutes(5));

        private final int free;
        private final Duration longest;

        Kind(int free, Duration longest) {
            this.free = free;
            this.longest = longest;
        }

        private Duration wait(int failures) {
            if (failures < free) {
                return Duration.ZERO;
            }
            Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(failures - free, 20));
            return wait.compareTo(longest) < 0 ? wait : longest;
        }
    }

    /** Something by which attempts are counted. */
    private record Counted(Kind kind, byte[] key) {
        static Counted by(Kind kind, String value) {
            return new Counted(kind, RandomKey.sha256(kind + "\n" + value));
        }
    }

    /** An attempt to sign in; who makes it, as far as anybody can tell. */
    public static final class Attempt {
        private final List<Counted> counted;

        private Attempt(Counted... counted) {
            // Always in the same order, so that two transactions never wait for each other.
            this.counted = Arrays.stream(counted)
                    .sorted((a, b) -> Arrays.compareUnsigned(a.key(), b.key()))
                    .toList();
        }

        /** By somebody of whom only the name that they typed and their address are known. */
        public static Attempt byStranger(String name, String sender) {
            return new Attempt(
                    Counted.by(Kind.NAME, name.strip().toLowerCase(Locale.ROOT)), Counted.by(Kind.ADDRESS, sender));
        }

        /** In a browser in which this account has signed in before. */
        public static Attempt inKnownBrowser(String browser) {
            return new Attempt(Counted.by(Kind.BROWSER, browser));
        }
    }

    /**
     * Lets an attempt begin, and counts it as one that failed until {@link #succeeded} says otherwise: so many at once do not slip through
     * together.
     *
     * @return how long to wait first, when it must not begin yet
     */
    public Optional<Duration> begin(Attempt attempt) {
        for (int tried = 1; ; tried++) {
            try {
                return tables.transaction("count an attempt to sign in", statements -> begin(statements, attempt));
            } catch (DatabaseException e) {
                // Two first attempts at once make the same row; one of them fails.
                if (tried == TRIES) {
                    throw e;
                }
            }
        }
    }

    private Optional<Duration> begin(AccountTables.Statements statements, Attempt attempt) throws SQLException {
        Instant now = now();
        statements.update("DELETE FROM sign_in_attempt WHERE last_attempt < ?", now.minus(FORGOTTEN));
        List<Counted> fresh = new ArrayList<>();
        Duration longest = Duration.ZERO;
        for (Counted counted : attempt.counted) {
            // takes the row's lock
            int present = statements.update(
                    "UPDATE sign_in_attempt SET failures = failures WHERE key_sha256 = ?", (Object) counted.key());
            if (present == 0) {
                fresh.add(counted);
                continue;
            }
            Duration wait = statements
                    .first(
                            row -> Duration.between(
                                    now,
                                    AccountTables.time(row, "last_attempt")
                                            .plus(counted.kind().wait(row.getInt("failures")))),
                            "SELECT failures, last_attempt FROM sign_in_attempt WHERE key_sha256 = ?",
                            (Object) counted.key())
                    .orElseThrow();
            longest = wait.compareTo(longest) > 0 ? wait : longest;
        }
        if (!longest.isZero()) {
            return Optional.of(longest);
        }
        for (Counted counted : attempt.counted) {
            if (fresh.contains(counted)) {
                statements.update(
                        "INSERT INTO sign_in_attempt (key_sha256, failures, last_attempt) VALUES (?, 1, ?)",
                        counted.key(),
                        now);
            } else {
                statements.update(
                        "UPDATE sign_in_attempt SET failures = failures + 1, last_attempt = ? WHERE key_sha256 = ?",
                        now,
                        counted.key());
            }
        }
        return Optional.empty();
    }

    /**
     * An attempt that began has succeeded. The name and the browser begin anew; of the address only this attempt is forgotten, since one
     * who guesses at others' accounts may well have one of their own.
     */
    public void succeeded(Attempt attempt) {
        tables.transaction("count an attempt to sign in", statements -> {
            for (Counted counted : attempt.counted) {
                if (counted.kind() == Kind.ADDRESS) {
                    statements.update(
                            "UPDATE sign_in_attempt SET failures = failures - 1 WHERE key_sha256 = ? AND failures > 0",
                            (Object) counted.key());
                } else {
                    statements.update("DELETE FROM sign_in_attempt WHERE key_sha256 = ?", (Object) counted.key());
                }
            }
            return null;
        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}

package edu.stsci.mast.registry.server.accounts;

import edu.stsci.mast.registry.model.accounts.Account;
import edu.stsci.mast.registry.model.accounts.Actor;
import edu.stsci.mast.registry.model.accounts.AuditEntry.Outcome;
import edu.stsci.mast.registry.model.accounts.SignInLimits.Attempt;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Checks passwords: not too often for whoever guesses, and never on all cores at once, since each check is slow on purpose. */
final class PasswordDoor {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final AccountStores stores;
    private final Semaphore checking =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

    PasswordDoor(AccountStores stores) {
        this.stores = stores;
    }

    /**
     * What came of a check.
     *
     * @param account whose password it is; empty when it is wrong or was not checked
     * @param status 200, 403 when it is wrong, 429 or 503 when it was not checked
     * @param sentence why there is no account
     * @param pause how long to wait before the next attempt; zero when it was checked
     */
    record Checked(Optional<Account> account, int status, String sentence, Duration pause) {
        private static Checked later(int status, String sentence, Duration wait) {
            long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
            return new Checked(
                    Optional.empty(),
                    status,
                    sentence + " Try again in " + (seconds == 1 ? "a second." : seconds + " seconds."),
                    Duration.ofSeconds(seconds));
        }
    }

    /** Checks a password; failures are noted in the audit log. */
    Checked check(String name, char[] password, Attempt attempt, String sender) {
        Optional<Duration> wait = stores.limits().begin(attempt);
        if (wait.isPresent()) {
            return Checked.later(429, "Too many attempts have failed.", wait.get());
        }
        if (!myTurn()) {
            return Checked.later(503, "The registry is very busy.", PATIENCE);
        }
        Optional<Account> account;
        try {
            account = stores.accounts().authenticate(name, password);
        } finally {
            checking.release();
        }
        if (account.isEmpty()) {
            noteFailure(name, sender);
            return new Checked(account, 403, "The name or the password is wrong.", Duration.ZERO);
        }
        stores.limits().succeeded(attempt);
        return new Checked(account, 200, "", Duration.ZERO);
    }

    private boolean myTurn() {
        try {
            return checking.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Only names that are known are noted: people type their password into the field for the name. */
    private void noteFailure(String name, String sender) {
        String known = stores.accounts().find(name).map(Account::name).orElse("");
        stores.audit()
                .append(
                        Actor.stranger(known.isEmpty() ? "unknown" : known, sender),
                        "sign in",
                        known,
                        Outcome.FAILED,
                        known.isEmpty() ? "a name that has no account" : "wrong password, or disabled");
    }
}

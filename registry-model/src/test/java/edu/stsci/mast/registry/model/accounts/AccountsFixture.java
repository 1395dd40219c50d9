package edu.stsci.mast.registry.model.accounts;

import edu.stsci.mast.registry.model.ManualClock;
import edu.stsci.mast.registry.model.store.Database;
import edu.stsci.mast.registry.model.store.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Stores of accounts in a fresh database, at a time that tests choose. */
abstract class AccountsFixture {
    static final Actor ROOT = Actor.atCommandLine("root");
    static final String PASSWORD = "correct horse battery";
    static final Duration IDLE = Duration.ofHours(1);
    static final Duration LENGTH = Duration.ofHours(12);

    @TempDir
    Path folder;

    final ManualClock clock = new ManualClock("2024-05-01T12:00:00Z");
    Database database;
    Accounts accounts;
    Sessions sessions;
    ApiTokens tokens;
    AuditLog audit;

    @BeforeEach
    void open() {
        database = TestDatabase.open(folder);
        accounts = accounts(1000);
        sessions = new Sessions(database.dataSource(), clock, IDLE, LENGTH);
        tokens = new ApiTokens(database.dataSource(), clock);
        audit = new AuditLog(database.dataSource(), clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    Accounts accounts(int iterations) {
        return new Accounts(database.dataSource(), new Passwords(iterations), clock);
    }

    Account add(String name, Role role, String... authorities) {
        return accounts.add(
                ROOT, new NewAccount(name, role, Authorities.of(List.of(authorities))), PASSWORD.toCharArray());
    }

    List<String> acts() {
        return audit.read(AuditLog.Filter.NONE, Long.MAX_VALUE, 100).stream()
                .map(AuditEntry::act)
                .toList();
    }
}

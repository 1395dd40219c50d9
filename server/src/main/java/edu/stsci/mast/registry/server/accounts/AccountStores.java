package edu.stsci.mast.registry.server.accounts;

import edu.stsci.mast.registry.model.accounts.Accounts;
import edu.stsci.mast.registry.model.accounts.ApiTokens;
import edu.stsci.mast.registry.model.accounts.AuditLog;
import edu.stsci.mast.registry.model.accounts.Passwords;
import edu.stsci.mast.registry.model.accounts.Sessions;
import edu.stsci.mast.registry.model.accounts.SignInLimits;
import edu.stsci.mast.registry.server.RegistrySettings;
import edu.stsci.mast.registry.server.Storage;
import java.time.Clock;
import javax.sql.DataSource;

/** Accounts and what belongs to them, in the master database; for servers and commands alike. */
public record AccountStores(
        Accounts accounts, Sessions sessions, ApiTokens tokens, AuditLog audit, SignInLimits limits) {
    /** The stores of a registry. */
    public static AccountStores of(RegistrySettings.Accounts settings, Storage storage) {
        DataSource database = storage.database().dataSource();
        Clock clock = Clock.systemUTC();
        return new AccountStores(
                new Accounts(database, new Passwords(settings.passwordIterations()), clock),
                new Sessions(database, clock, settings.sessionIdle(), settings.sessionLength()),
                new ApiTokens(database, clock),
                new AuditLog(database, clock),
                new SignInLimits(database, clock));
    }
}

package edu.stsci.mast.registry.model.store;

import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;

/**
 * Migration 16: on SQL Server, the key of {@code authority_claim} no longer orders the table itself (it is not clustered), since its two
 * names may have 1600 bytes, such a key takes 900, and any other one 1700. H2 knows no such limit.
 */
final class ClaimKey implements JavaMigration {
    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("16");
    }

    @Override
    public String getDescription() {
        return "key of claims";
    }

    @Override
    public Integer getChecksum() {
        return null;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        if (context.getConnection().getMetaData().getDatabaseProductName().equals("H2")) {
            return;
        }
        try (Statement statement = context.getConnection().createStatement()) {
            statement.execute("ALTER TABLE authority_claim DROP CONSTRAINT pk_authority_claim");
            statement.execute("ALTER TABLE authority_claim ADD CONSTRAINT pk_authority_claim"
                    + " PRIMARY KEY NONCLUSTERED (registry, authority)");
        }
    }
}

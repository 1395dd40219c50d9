-- What the registry needs of SQL Server: a database of its own, a login that owns its tables, and one that may only read and write their
-- rows. Run by an administrator; what is there already stays as it is. docs/sql-server.md tells why each part is there.
:on error exit
IF DB_ID('registry') IS NULL
    CREATE DATABASE registry COLLATE Latin1_General_100_BIN2;
GO
IF EXISTS (SELECT 1 FROM sys.databases WHERE name = 'registry' AND is_read_committed_snapshot_on = 0)
    ALTER DATABASE registry SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE;
IF EXISTS (SELECT 1 FROM sys.databases WHERE name = 'registry' AND snapshot_isolation_state = 0)
    ALTER DATABASE registry SET ALLOW_SNAPSHOT_ISOLATION ON;
IF EXISTS (SELECT 1 FROM sys.databases WHERE name = 'registry' AND recovery_model_desc <> 'FULL')
    ALTER DATABASE registry SET RECOVERY FULL;
GO
IF SUSER_ID('registry_owner') IS NULL
    CREATE LOGIN registry_owner WITH PASSWORD = N'$(REGISTRY_OWNER_PASSWORD)', DEFAULT_DATABASE = registry;
IF SUSER_ID('registry_app') IS NULL
    CREATE LOGIN registry_app WITH PASSWORD = N'$(REGISTRY_DATABASE_PASSWORD)', DEFAULT_DATABASE = registry;
GO
USE registry;
GO
IF USER_ID('registry_owner') IS NULL
    CREATE USER registry_owner FOR LOGIN registry_owner WITH DEFAULT_SCHEMA = registry;
IF USER_ID('registry_app') IS NULL
    CREATE USER registry_app FOR LOGIN registry_app WITH DEFAULT_SCHEMA = registry;
GO
IF SCHEMA_ID('registry') IS NULL
    EXEC('CREATE SCHEMA registry AUTHORIZATION registry_owner');
GO
GRANT CREATE TABLE TO registry_owner;
GRANT SELECT, INSERT, UPDATE, DELETE ON SCHEMA::registry TO registry_app;
GO

-- What the registry needs of SQL Server: a database of its own, and a login that owns it.
IF DB_ID('registry') IS NULL
    CREATE DATABASE registry COLLATE Latin1_General_100_BIN2;
GO
ALTER DATABASE registry SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE;
ALTER DATABASE registry SET ALLOW_SNAPSHOT_ISOLATION ON;
GO
IF SUSER_ID('registry') IS NULL
    CREATE LOGIN registry WITH PASSWORD = '$(REGISTRY_DATABASE_PASSWORD)', DEFAULT_DATABASE = registry;
GO
USE registry;
GO
IF USER_ID('registry') IS NULL
    CREATE USER registry FOR LOGIN registry;
GO
ALTER ROLE db_owner ADD MEMBER registry;
GO

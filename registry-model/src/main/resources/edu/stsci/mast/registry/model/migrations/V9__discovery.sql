-- The last look into the Registry of Registries: one row, none before the first. ended is NULL while it is under way, or when its process
-- has died; last_success is when the last one ended that could read the whole list; problems holds one a line. Times are UTC.
CREATE TABLE harvest_discovery (
    id           INT            NOT NULL CONSTRAINT pk_harvest_discovery PRIMARY KEY,
    started      DATETIME2(3)   NOT NULL,
    ended        DATETIME2(3)   NULL,
    last_success DATETIME2(3)   NULL,
    registries   INT            NOT NULL,
    proposed     INT            NOT NULL,
    applied      INT            NOT NULL,
    problems     NVARCHAR(MAX)  NOT NULL,
    failure      NVARCHAR(2000) NOT NULL
);

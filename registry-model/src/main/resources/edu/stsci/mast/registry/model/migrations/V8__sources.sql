-- Sources: how they are spread in time, how far one run goes, how they are compared with what we hold, and what the Registry of Registries
-- says of them. Times are UTC.

-- jitter is in seconds; page_limit 0 means none; an empty reconcile_times means never; discovered tells those that were taken from the
-- Registry of Registries; claim_stop asks the run that has the source's claim to end.
ALTER TABLE harvest_source ADD jitter INT DEFAULT 0 NOT NULL;
ALTER TABLE harvest_source ADD page_limit INT DEFAULT 0 NOT NULL;
ALTER TABLE harvest_source ADD reconcile_times NVARCHAR(200) DEFAULT 'every 7 days' NOT NULL;
ALTER TABLE harvest_source ADD discovered BIT DEFAULT 0 NOT NULL;
ALTER TABLE harvest_source ADD claim_stop BIT DEFAULT 0 NOT NULL;

-- The row that whoever claims a source updates first, so that two never count the running harvests at once.
CREATE TABLE harvest_lock (
    id    INT    NOT NULL CONSTRAINT pk_harvest_lock PRIMARY KEY,
    taken BIGINT NOT NULL
);
INSERT INTO harvest_lock (id, taken) VALUES (1, 0);

-- Removals that a source has announced and that are not carried out yet: removal_state is PENDING until the end of a complete run, then HELD
-- when they are too many, until a curator says APPROVED or REJECTED. document is the delivered content of a record that becomes inactive.
CREATE TABLE harvest_removal (
    id            BIGINT         NOT NULL CONSTRAINT pk_harvest_removal PRIMARY KEY,
    source_id     BIGINT         NOT NULL CONSTRAINT fk_harvest_removal_source REFERENCES harvest_source (id),
    record_key    NVARCHAR(400)  NOT NULL,
    ivoid         NVARCHAR(400)  NOT NULL,
    kind          NVARCHAR(20)   NOT NULL,
    run_id        BIGINT         NOT NULL,
    removal_state NVARCHAR(10)   NOT NULL,
    document      VARBINARY(MAX) NULL,
    announced     DATETIME2(3)   NOT NULL,
    CONSTRAINT uq_harvest_removal UNIQUE (source_id, record_key)
);

-- Comparisons of what a source lists with what we hold from it; problems holds one a line.
CREATE TABLE harvest_reconciliation (
    id             BIGINT         NOT NULL CONSTRAINT pk_harvest_reconciliation PRIMARY KEY,
    source_id      BIGINT         NOT NULL CONSTRAINT fk_harvest_reconciliation_source REFERENCES harvest_source (id),
    run_state      NVARCHAR(10)   NOT NULL,
    listed         INT            NOT NULL,
    held           INT            NOT NULL,
    vanished       INT            NOT NULL,
    missing        INT            NOT NULL,
    changed        INT            NOT NULL,
    fetched        INT            NOT NULL,
    repaired       INT            NOT NULL,
    removed        INT            NOT NULL,
    requests       INT            NOT NULL,
    failure        NVARCHAR(2000) NOT NULL,
    problems       NVARCHAR(MAX)  NOT NULL,
    started        DATETIME2(3)   NOT NULL,
    ended          DATETIME2(3)   NULL,
    node_name      NVARCHAR(200)  NOT NULL
);
CREATE INDEX ix_harvest_reconciliation_source ON harvest_reconciliation (source_id, id);

-- What the Registry of Registries suggests to change: registries that are new, have moved or are gone.
CREATE TABLE harvest_proposal (
    id             BIGINT         NOT NULL CONSTRAINT pk_harvest_proposal PRIMARY KEY,
    kind           NVARCHAR(10)   NOT NULL,
    registry       NVARCHAR(400)  NOT NULL,
    registry_key   NVARCHAR(400)  NOT NULL,
    title          NVARCHAR(1000) NOT NULL,
    old_url        NVARCHAR(800)  NOT NULL,
    new_url        NVARCHAR(800)  NOT NULL,
    proposal_state NVARCHAR(10)   NOT NULL,
    first_seen     DATETIME2(3)   NOT NULL,
    last_seen      DATETIME2(3)   NOT NULL,
    decided        DATETIME2(3)   NULL,
    decided_by     NVARCHAR(400)  NULL
);
CREATE INDEX ix_harvest_proposal_registry ON harvest_proposal (registry_key);

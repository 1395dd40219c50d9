-- Harvesting: the sources, their runs, and the records that could not be taken. Times are UTC.

CREATE SEQUENCE harvest_key AS BIGINT START WITH 1 INCREMENT BY 1;

-- The registries that we harvest. claim_owner is the run that works on the source now; one that has not renewed claim_renewed for long
-- is dead, and its claim may be taken over.
CREATE TABLE harvest_source (
    id            BIGINT        NOT NULL CONSTRAINT pk_harvest_source PRIMARY KEY,
    name          NVARCHAR(100) NOT NULL,
    name_key      NVARCHAR(100) NOT NULL CONSTRAINT uq_harvest_source_name UNIQUE,
    base_url      NVARCHAR(800) NOT NULL CONSTRAINT uq_harvest_source_url UNIQUE,
    registry      NVARCHAR(400) NULL,
    registry_key  NVARCHAR(400) NULL,
    oai_set       NVARCHAR(200) NOT NULL,
    harvest_times NVARCHAR(200) NOT NULL,
    enabled       BIT           NOT NULL,
    granularity   NVARCHAR(10)  NULL,
    next_from     DATETIME2(0)  NULL,
    created       DATETIME2(3)  NOT NULL,
    claim_owner   NVARCHAR(200) NULL,
    claim_renewed DATETIME2(3)  NULL
);
CREATE INDEX ix_harvest_source_registry ON harvest_source (registry_key);

-- Every run, the running ones included; problems holds one a line.
CREATE TABLE harvest_run (
    id                BIGINT         NOT NULL CONSTRAINT pk_harvest_run PRIMARY KEY,
    source_id         BIGINT         NOT NULL CONSTRAINT fk_harvest_run_source REFERENCES harvest_source (id),
    run_state         NVARCHAR(10)   NOT NULL,
    full_harvest      BIT            NOT NULL,
    from_time         DATETIME2(0)   NULL,
    oai_set           NVARCHAR(200)  NOT NULL,
    records_created   INT            NOT NULL,
    records_changed   INT            NOT NULL,
    records_deleted   INT            NOT NULL,
    records_unchanged INT            NOT NULL,
    records_flagged   INT            NOT NULL,
    quarantined       INT            NOT NULL,
    pages             INT            NOT NULL,
    requests          INT            NOT NULL,
    retries           INT            NOT NULL,
    received_bytes    BIGINT         NOT NULL,
    failure           NVARCHAR(2000) NOT NULL,
    problems          NVARCHAR(MAX)  NOT NULL,
    started           DATETIME2(3)   NOT NULL,
    ended             DATETIME2(3)   NULL,
    node_name         NVARCHAR(200)  NOT NULL
);
CREATE INDEX ix_harvest_run_source ON harvest_run (source_id, id);

-- Records that a source delivers and that cannot be taken, each once: problem_key is the identifier in lower case, or stands for the
-- content of a record without a usable one.
CREATE TABLE harvest_quarantine (
    id             BIGINT         NOT NULL CONSTRAINT pk_harvest_quarantine PRIMARY KEY,
    source_id      BIGINT         NOT NULL CONSTRAINT fk_harvest_quarantine_source REFERENCES harvest_source (id),
    run_id         BIGINT         NOT NULL,
    problem_key    NVARCHAR(400)  NOT NULL,
    identifier     NVARCHAR(400)  NULL,
    reason         NVARCHAR(2000) NOT NULL,
    excerpt        NVARCHAR(MAX)  NOT NULL,
    quarantined_at DATETIME2(3)   NOT NULL,
    CONSTRAINT uq_harvest_quarantine UNIQUE (source_id, problem_key)
);

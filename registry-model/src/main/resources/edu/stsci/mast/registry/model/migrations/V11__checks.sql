-- What rules find in a record stands in the table finding, in the order of its position: schemas and the record's own rules as it was stored,
-- what depends on other records and on services as it was last looked at. Times are UTC.
CREATE INDEX ix_finding_code ON finding (code, severity);

-- When a record was last looked at by itself, in which version, and whether what it points at was asked, too.
CREATE TABLE record_check (
    record_id  BIGINT       NOT NULL CONSTRAINT pk_record_check PRIMARY KEY
                            CONSTRAINT fk_record_check_record REFERENCES record (id),
    version    INT          NOT NULL,
    asked      BIT          NOT NULL,
    checked_at DATETIME2(3) NOT NULL
);

-- The addresses that records point at, and what became of the last look: code is the rule that is broken, empty when none is; status is the
-- answer's status, 0 when there was none; failing_since is when the failures that have followed each other began, NULL when it answers.
CREATE TABLE link_check (
    record_id     BIGINT         NOT NULL CONSTRAINT fk_link_check_record REFERENCES record (id),
    position      INT            NOT NULL,
    url           NVARCHAR(2000) NOT NULL,
    code          NVARCHAR(50)   NOT NULL,
    status        INT            NOT NULL,
    message       NVARCHAR(1000) NOT NULL,
    millis        INT            NOT NULL,
    checked_at    DATETIME2(3)   NOT NULL,
    failing_since DATETIME2(3)   NULL,
    failures      INT            NOT NULL,
    CONSTRAINT pk_link_check PRIMARY KEY (record_id, position)
);
CREATE INDEX ix_link_check_failures ON link_check (failures);

-- The last runs of checks; the oldest are removed. rules tells by which rules records were checked.
CREATE TABLE check_run (
    id      BIGINT        NOT NULL IDENTITY(1, 1) CONSTRAINT pk_check_run PRIMARY KEY,
    started DATETIME2(3)  NOT NULL,
    ended   DATETIME2(3)  NULL,
    rules   NVARCHAR(64)  NOT NULL,
    records INT           NOT NULL,
    links   INT           NOT NULL,
    failing INT           NOT NULL
);

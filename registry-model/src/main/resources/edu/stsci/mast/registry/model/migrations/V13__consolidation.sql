-- Imports and changes of many records at once, with what they did to each record, so that they can be undone; and what services tell that
-- their records do not. Times are UTC.

CREATE SEQUENCE import_key AS BIGINT START WITH 1 INCREMENT BY 1;

-- kind is what did it (FILES, DATABASE, SHEET, BULK_EDIT); ended is NULL while it goes on, and for one that was cut off.
CREATE TABLE import_run (
    id        BIGINT         NOT NULL CONSTRAINT pk_import_run PRIMARY KEY,
    kind      NVARCHAR(20)   NOT NULL,
    what      NVARCHAR(1000) NOT NULL,
    actor     NVARCHAR(400)  NOT NULL,
    started   DATETIME2(3)   NOT NULL,
    ended     DATETIME2(3)   NULL,
    undone    DATETIME2(3)   NULL,
    undone_by NVARCHAR(400)  NULL
);

-- What became of a record: version_before is 0 for one that was new; version_after is 0 where a draft was begun, draft_id, and nothing was
-- published. item_state is DONE, UNDONE, or KEPT when undoing it was not possible; note says why.
CREATE TABLE import_item (
    run_id         BIGINT         NOT NULL CONSTRAINT fk_import_item_run REFERENCES import_run (id),
    ivoid_key      NVARCHAR(400)  NOT NULL,
    ivoid          NVARCHAR(400)  NOT NULL,
    version_before INT            NOT NULL,
    version_after  INT            NOT NULL,
    draft_id       BIGINT         NULL,
    item_state     NVARCHAR(10)   NOT NULL,
    note           NVARCHAR(1000) NOT NULL,
    CONSTRAINT pk_import_item PRIMARY KEY (run_id, ivoid_key)
);

-- What was not taken, and why.
CREATE TABLE import_problem (
    run_id   BIGINT         NOT NULL CONSTRAINT fk_import_problem_run REFERENCES import_run (id),
    position INT            NOT NULL,
    message  NVARCHAR(2000) NOT NULL,
    CONSTRAINT pk_import_problem PRIMARY KEY (run_id, position)
);

-- What a service tells by VOSI that its record does not. proposal_place is the record's ivoid_key while the proposal waits, and its own
-- number with # before it afterwards, so that one waits a record at most. change_sha256 is of what would change, by which a proposal that was
-- rejected is known again.
CREATE TABLE vosi_proposal (
    id             BIGINT         NOT NULL CONSTRAINT pk_vosi_proposal PRIMARY KEY,
    ivoid          NVARCHAR(400)  NOT NULL,
    ivoid_key      NVARCHAR(400)  NOT NULL,
    proposal_place NVARCHAR(400)  NOT NULL CONSTRAINT uq_vosi_proposal UNIQUE,
    record_version INT            NOT NULL,
    change_sha256  VARBINARY(32)  NOT NULL,
    xml            VARBINARY(MAX) NOT NULL,
    notes          NVARCHAR(MAX)  NOT NULL,
    proposal_state NVARCHAR(10)   NOT NULL,
    made           DATETIME2(3)   NOT NULL,
    made_by        NVARCHAR(400)  NOT NULL,
    decided        DATETIME2(3)   NULL,
    decided_by     NVARCHAR(400)  NULL,
    draft_id       BIGINT         NULL
);
CREATE INDEX ix_vosi_proposal_record ON vosi_proposal (ivoid_key, id);

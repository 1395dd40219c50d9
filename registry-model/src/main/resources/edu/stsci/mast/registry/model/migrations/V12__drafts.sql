-- Drafts: texts of managed records that are not published yet, and what was said of them. Times are UTC.

CREATE SEQUENCE draft_key AS BIGINT START WITH 1 INCREMENT BY 1;

-- One open draft a record at most: draft_place is the record's ivoid_key while the draft is open, and its own number with # before it
-- afterwards. base_version is the record's version that the draft began with, 0 for a new record; revision counts what was saved.
CREATE TABLE draft (
    id           BIGINT         NOT NULL CONSTRAINT pk_draft PRIMARY KEY,
    ivoid        NVARCHAR(400)  NOT NULL,
    ivoid_key    NVARCHAR(400)  NOT NULL,
    draft_place  NVARCHAR(400)  NOT NULL CONSTRAINT uq_draft_place UNIQUE,
    base_version INT            NOT NULL,
    draft_state  NVARCHAR(10)   NOT NULL,
    revision     INT            NOT NULL,
    resource_type NVARCHAR(100) NOT NULL,
    title        NVARCHAR(1000) NOT NULL,
    publish_at   DATETIME2(3)   NULL,
    approved_by  NVARCHAR(400)  NULL,
    created      DATETIME2(3)   NOT NULL,
    created_by   NVARCHAR(400)  NOT NULL,
    changed      DATETIME2(3)   NOT NULL,
    changed_by   NVARCHAR(400)  NOT NULL
);
CREATE INDEX ix_draft_record ON draft (ivoid_key, id);
CREATE INDEX ix_draft_state ON draft (draft_state, publish_at);

-- Every text that was saved; never changed.
CREATE TABLE draft_revision (
    draft_id   BIGINT         NOT NULL CONSTRAINT fk_draft_revision REFERENCES draft (id),
    revision   INT            NOT NULL,
    saved_at   DATETIME2(3)   NOT NULL,
    saved_by   NVARCHAR(400)  NOT NULL,
    xml        VARBINARY(MAX) NOT NULL,
    CONSTRAINT pk_draft_revision PRIMARY KEY (draft_id, revision)
);

-- What people, and the registry, say of a draft.
CREATE TABLE draft_comment (
    draft_id   BIGINT        NOT NULL CONSTRAINT fk_draft_comment REFERENCES draft (id),
    position   INT           NOT NULL,
    written_at DATETIME2(3)  NOT NULL,
    author     NVARCHAR(400) NOT NULL,
    words      NVARCHAR(MAX) NOT NULL,
    CONSTRAINT pk_draft_comment PRIMARY KEY (draft_id, position)
);

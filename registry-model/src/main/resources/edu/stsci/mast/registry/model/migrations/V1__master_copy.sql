-- The master copy: every resource record, its versions, and what validation found.
-- One SQL text for Microsoft SQL Server and for H2 in MODE=MSSQLServer. Times are UTC.

-- The one row that every writing transaction updates last, and which so puts commits in order.
CREATE TABLE change_clock (
    id        INT          NOT NULL CONSTRAINT pk_change_clock PRIMARY KEY,
    sequence  BIGINT       NOT NULL,
    datestamp DATETIME2(0) NOT NULL
);
INSERT INTO change_clock (id, sequence, datestamp) VALUES (1, 0, '2000-01-01 00:00:00');

-- Keys of documents, which writers need before they know their place in the order; taken in blocks.
CREATE SEQUENCE document_key AS BIGINT START WITH 1 INCREMENT BY 100;

-- Normalised documents; never changed after they were written.
CREATE TABLE document (
    id  BIGINT         NOT NULL CONSTRAINT pk_document PRIMARY KEY,
    xml VARBINARY(MAX) NOT NULL
);

-- The present state of each record; sequence and datestamp are those of its latest change, id is the sequence of its first.
CREATE TABLE record (
    id            BIGINT         NOT NULL CONSTRAINT pk_record PRIMARY KEY,
    ivoid         NVARCHAR(400)  NOT NULL,
    ivoid_key     NVARCHAR(400)  NOT NULL CONSTRAINT uq_record_ivoid UNIQUE,
    authority     NVARCHAR(400)  NOT NULL,
    managed       BIT            NOT NULL,
    home_registry NVARCHAR(400)  NULL,
    status        NVARCHAR(10)   NOT NULL,
    resource_type NVARCHAR(100)  NOT NULL,
    title         NVARCHAR(1000) NOT NULL,
    short_name    NVARCHAR(100)  NOT NULL,
    created       DATETIME2(3)   NULL,
    updated       DATETIME2(3)   NULL,
    version       INT            NOT NULL,
    sequence      BIGINT         NOT NULL CONSTRAINT uq_record_sequence UNIQUE,
    datestamp     DATETIME2(0)   NOT NULL,
    document_id   BIGINT         NULL CONSTRAINT fk_record_document REFERENCES document (id),
    sha256        VARBINARY(32)  NULL
);
CREATE INDEX ix_record_datestamp ON record (datestamp, sequence);
CREATE INDEX ix_record_managed ON record (managed, sequence);
CREATE INDEX ix_record_home ON record (home_registry, sequence);

-- Every version that ever was: who made it, when and why.
CREATE TABLE record_version (
    record_id   BIGINT         NOT NULL CONSTRAINT fk_version_record REFERENCES record (id),
    version     INT            NOT NULL,
    sequence    BIGINT         NOT NULL CONSTRAINT uq_version_sequence UNIQUE,
    changed_at  DATETIME2(3)   NOT NULL,
    actor       NVARCHAR(400)  NOT NULL,
    reason      NVARCHAR(1000) NOT NULL,
    kind        NVARCHAR(10)   NOT NULL,
    status      NVARCHAR(10)   NOT NULL,
    document_id BIGINT         NULL CONSTRAINT fk_version_document REFERENCES document (id),
    CONSTRAINT pk_record_version PRIMARY KEY (record_id, version)
);

-- What validation found in the present version of a record.
CREATE TABLE finding (
    record_id   BIGINT         NOT NULL CONSTRAINT fk_finding_record REFERENCES record (id),
    position    INT            NOT NULL,
    severity    NVARCHAR(10)   NOT NULL,
    code        NVARCHAR(50)   NOT NULL,
    line_no     INT            NOT NULL,
    column_no   INT            NOT NULL,
    element     NVARCHAR(1000) NOT NULL,
    message     NVARCHAR(2000) NOT NULL,
    CONSTRAINT pk_finding PRIMARY KEY (record_id, position)
);

-- Which registries claim which authorities (managedAuthority of their vg:Registry records).
CREATE TABLE authority_claim (
    authority NVARCHAR(400) NOT NULL,
    registry  NVARCHAR(400) NOT NULL,
    CONSTRAINT pk_authority_claim PRIMARY KEY (registry, authority)
);

-- Random keys that all nodes share, made at their first use; for instance the one that signs resumption tokens.
CREATE TABLE secret (
    name  NVARCHAR(50)  NOT NULL CONSTRAINT pk_secret PRIMARY KEY,
    bytes VARBINARY(64) NOT NULL
);

-- Runs that go on where an earlier one ended, the words of servers behind a run's problems, and numbers of runs that are not shared with
-- other things. Times are UTC.

-- One row: the number of the latest run.
CREATE TABLE harvest_run_number (
    last_number BIGINT NOT NULL
);
INSERT INTO harvest_run_number (last_number) SELECT COALESCE(MAX(id), 0) FROM harvest_run;

-- resumed_run is the run whose list this one went on with; delivered counts different records of the list, of both runs; announced is the
-- server's completeListSize.
ALTER TABLE harvest_run ADD resumed_run BIGINT NULL;
ALTER TABLE harvest_run ADD delivered INT DEFAULT 0 NOT NULL;
ALTER TABLE harvest_run ADD announced BIGINT NULL;

-- A run's problems in order, its failure last, each with the text of the server that it is about.
CREATE TABLE harvest_problem (
    run_id   BIGINT        NOT NULL CONSTRAINT fk_harvest_problem_run REFERENCES harvest_run (id) ON DELETE CASCADE,
    position INT           NOT NULL,
    sentence NVARCHAR(MAX) NOT NULL,
    excerpt  NVARCHAR(MAX) NOT NULL,
    CONSTRAINT pk_harvest_problem PRIMARY KEY (run_id, position)
);

-- How far a list has been read that is not at its end: what a run that dies leaves to the next. next_from is what the list's first
-- response says of the time; token asks for the first page that is not stored.
CREATE TABLE harvest_list (
    source_id    BIGINT        NOT NULL CONSTRAINT pk_harvest_list PRIMARY KEY
                               CONSTRAINT fk_harvest_list_source REFERENCES harvest_source (id) ON DELETE CASCADE,
    base_url     NVARCHAR(800) NOT NULL,
    first_run    BIGINT        NOT NULL,
    last_run     BIGINT        NOT NULL,
    from_time    DATETIME2(0)  NULL,
    oai_set      NVARCHAR(200) NOT NULL,
    next_from    DATETIME2(3)  NULL,
    announced    BIGINT        NULL,
    token        NVARCHAR(MAX) NOT NULL,
    pages        INT           NOT NULL,
    stored_at    DATETIME2(3)  NOT NULL
);

-- The records of each stored page of such a list: 8 bytes for each, by which a record that is listed twice is known.
CREATE TABLE harvest_list_page (
    source_id    BIGINT         NOT NULL CONSTRAINT fk_harvest_list_page REFERENCES harvest_list (source_id) ON DELETE CASCADE,
    page         INT            NOT NULL,
    record_keys  VARBINARY(MAX) NOT NULL,
    CONSTRAINT pk_harvest_list_page PRIMARY KEY (source_id, page)
);

-- What OAI-PMH's sets, formats and pages are told by: records of an authority, of a type, those that may be cited by a DOI, and the size of
-- their documents. Migration 6 fills the columns for records that are stored already.
ALTER TABLE record ADD citable BIT DEFAULT 0 NOT NULL;
ALTER TABLE record ADD document_bytes INT DEFAULT 0 NOT NULL;
CREATE INDEX ix_record_authority ON record (authority, sequence);
CREATE INDEX ix_record_type ON record (resource_type, sequence);

-- Which programs may use these tables: those that know this version of them at least. Migrations only add, so that the nodes of the version
-- before go on beside newer ones; one that takes something away says here which programs do without it.
CREATE TABLE compatibility (
    id             INT NOT NULL CONSTRAINT pk_compatibility PRIMARY KEY,
    oldest_program INT NOT NULL
);
INSERT INTO compatibility (id, oldest_program) VALUES (1, 14);

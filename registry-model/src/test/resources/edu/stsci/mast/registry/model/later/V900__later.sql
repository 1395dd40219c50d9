-- What a later version of the registry might add.
ALTER TABLE record ADD later_note NVARCHAR(200) NULL;
ALTER TABLE record ADD later_count INT DEFAULT 0 NOT NULL;
CREATE TABLE later (
    id   INT           NOT NULL CONSTRAINT pk_later PRIMARY KEY,
    name NVARCHAR(200) NOT NULL
);
INSERT INTO later (id, name) VALUES (1, 'one');

-- How often somebody has asked for the search index to be built anew; servers compare it with what they have done.
CREATE TABLE index_request (
    id     INT    NOT NULL CONSTRAINT pk_index_request PRIMARY KEY,
    number BIGINT NOT NULL
);
INSERT INTO index_request (id, number) VALUES (1, 0);

-- Work that one process at a time does for all, for instance writing changes into a search index that several nodes share.
CREATE TABLE lease (
    name      NVARCHAR(300) NOT NULL,
    holder    NVARCHAR(200) NOT NULL,
    lease_end DATETIME2     NOT NULL,
    CONSTRAINT pk_lease PRIMARY KEY (name)
);

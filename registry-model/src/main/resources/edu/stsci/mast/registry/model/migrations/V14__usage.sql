-- How much the registry is used, by day (UTC): usage_kind is what is counted (REQUESTS, HARVESTERS, CLIENTS, RECORDS), name which of them. Nothing
-- tells a person: neither addresses nor what was searched for.
CREATE TABLE usage_day (
    usage_date DATE          NOT NULL,
    usage_kind NVARCHAR(20)  NOT NULL,
    name       NVARCHAR(400) NOT NULL,
    number     BIGINT        NOT NULL,
    CONSTRAINT pk_usage_day PRIMARY KEY (usage_date, usage_kind, name)
);

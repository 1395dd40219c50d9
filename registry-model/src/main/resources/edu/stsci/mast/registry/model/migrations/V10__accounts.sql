-- Accounts of the archive's staff, what they may do, by what they are known, and what they did. Times are UTC. Secrets that a browser or a
-- program shows (session identifiers, tokens) are kept as SHA-256 only.

-- Numbers of accounts, tokens, sessions and entries of the audit log.
CREATE SEQUENCE account_key AS BIGINT START WITH 1 INCREMENT BY 1;

-- The row that whoever changes accounts updates first, so that two never take the last administrator's rights at once.
CREATE TABLE account_lock (
    id    INT    NOT NULL CONSTRAINT pk_account_lock PRIMARY KEY,
    taken BIGINT NOT NULL
);
INSERT INTO account_lock (id, taken) VALUES (1, 0);

-- password is a salted slow hash with its parameters, empty for accounts that sign in elsewhere (sign_in_elsewhere) only.
CREATE TABLE account (
    id                BIGINT        NOT NULL CONSTRAINT pk_account PRIMARY KEY,
    name              NVARCHAR(100) NOT NULL,
    name_key          NVARCHAR(100) NOT NULL CONSTRAINT uq_account_name UNIQUE,
    account_role      NVARCHAR(20)  NOT NULL,
    all_authorities   BIT           NOT NULL,
    sign_in_elsewhere BIT           NOT NULL,
    disabled          BIT           NOT NULL,
    password          NVARCHAR(400) NOT NULL,
    created           DATETIME2(3)  NOT NULL,
    last_sign_in      DATETIME2(3)  NULL
);

-- The authorities whose records an account may change; not looked at when it may change all.
CREATE TABLE account_authority (
    account_id BIGINT        NOT NULL CONSTRAINT fk_authority_account REFERENCES account (id),
    authority  NVARCHAR(400) NOT NULL,
    CONSTRAINT pk_account_authority PRIMARY KEY (account_id, authority)
);

-- Who an account is at an OpenID provider: the key is the SHA-256 of the issuer, a line feed and the subject, which are too long for one.
CREATE TABLE account_identity (
    identity_sha256 VARBINARY(32) NOT NULL CONSTRAINT pk_account_identity PRIMARY KEY,
    account_id      BIGINT        NOT NULL CONSTRAINT fk_identity_account REFERENCES account (id),
    issuer          NVARCHAR(400) NOT NULL,
    subject         NVARCHAR(400) NOT NULL
);
CREATE INDEX ix_account_identity ON account_identity (account_id);

CREATE TABLE account_token (
    id           BIGINT        NOT NULL CONSTRAINT pk_account_token PRIMARY KEY,
    account_id   BIGINT        NOT NULL CONSTRAINT fk_token_account REFERENCES account (id),
    name         NVARCHAR(100) NOT NULL,
    scope        NVARCHAR(20)  NOT NULL,
    token_sha256 VARBINARY(32) NOT NULL CONSTRAINT uq_account_token UNIQUE,
    created      DATETIME2(3)  NOT NULL,
    expires      DATETIME2(3)  NOT NULL,
    last_used    DATETIME2(3)  NULL,
    revoked      DATETIME2(3)  NULL
);
CREATE INDEX ix_account_token_account ON account_token (account_id, id);

-- Sessions that have not ended; sign_in tells how they began, password or openid.
CREATE TABLE account_session (
    session_sha256 VARBINARY(32) NOT NULL CONSTRAINT pk_account_session PRIMARY KEY,
    id             BIGINT        NOT NULL CONSTRAINT uq_account_session UNIQUE,
    account_id     BIGINT        NOT NULL CONSTRAINT fk_session_account REFERENCES account (id),
    sign_in        NVARCHAR(20)  NOT NULL,
    created        DATETIME2(3)  NOT NULL,
    last_seen      DATETIME2(3)  NOT NULL,
    expires        DATETIME2(3)  NOT NULL
);
CREATE INDEX ix_account_session_account ON account_session (account_id);
CREATE INDEX ix_account_session_expires ON account_session (expires);

-- Attempts to sign in that have not succeeded, by what they are counted by (a name, a network address, a browser), as SHA-256: people type
-- their password into the field for the name.
CREATE TABLE sign_in_attempt (
    key_sha256   VARBINARY(32) NOT NULL CONSTRAINT pk_sign_in_attempt PRIMARY KEY,
    failures     INT           NOT NULL,
    last_attempt DATETIME2(3)  NOT NULL
);
CREATE INDEX ix_sign_in_attempt_time ON sign_in_attempt (last_attempt);

-- The audit log: one row for each act, never changed. It refers to no other table, so that nothing that is removed there takes a row with it.
CREATE TABLE audit_entry (
    id         BIGINT         NOT NULL CONSTRAINT pk_audit_entry PRIMARY KEY,
    happened   DATETIME2(3)   NOT NULL,
    account_id BIGINT         NOT NULL,
    actor      NVARCHAR(100)  NOT NULL,
    actor_key  NVARCHAR(100)  NOT NULL,
    via        NVARCHAR(200)  NOT NULL,
    sender     NVARCHAR(100)  NOT NULL,
    act        NVARCHAR(50)   NOT NULL,
    subject    NVARCHAR(400)  NOT NULL,
    outcome    NVARCHAR(10)   NOT NULL,
    detail     NVARCHAR(2000) NOT NULL
);
CREATE INDEX ix_audit_entry_actor ON audit_entry (actor_key, id);
CREATE INDEX ix_audit_entry_act ON audit_entry (act, id);

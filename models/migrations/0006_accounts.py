"""Accounts are managed and activated, employers are reviewed, and outside providers may let somebody in.

SQLite cannot change a table's checks in place, so `account` and `employer` are written anew there. Rows that refer to them find
theirs again before the transaction ends: foreign keys are checked at the commit, and the rows are put back under the old name.
"""

from tortoise.migrations.migration import Migration as BaseMigration

from models.migrations._script import for_sqlite, script, script_per_engine

_EMPLOYER = """
CREATE TABLE employer (
    id uuid PRIMARY KEY,
    name varchar(60) NOT NULL,
    uscc varchar(18) NOT NULL,
    province_code varchar(2) NOT NULL REFERENCES province (code),
    status varchar(16) NOT NULL,
    status_reason varchar(500),
    version integer NOT NULL DEFAULT 1,
    nature varchar(2),
    industry varchar(2),
    division varchar(6),
    address varchar(100),
    postcode varchar(6),
    contact_name varchar(40),
    contact_phone varchar(20),
    contact_email varchar(100),
    superior varchar(60),
    accepts_archive boolean,
    solves_hukou boolean,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    UNIQUE (id, province_code),
    CONSTRAINT employer_uscc_length CHECK (length(uscc) = 18),
    {checks}
);
"""
_EMPLOYER_CHECKS = (
    "CONSTRAINT employer_status_known CHECK (status IN ('REGISTERED', 'PENDING_REVIEW', 'APPROVED', 'REJECTED', 'DISABLED'))",
    "CONSTRAINT employer_reason_where_refused CHECK ((status_reason IS NOT NULL) = (status IN ('REJECTED', 'DISABLED')))",
    "CONSTRAINT employer_whole_where_registered CHECK (status <> 'REGISTERED' OR nature IS NOT NULL AND industry IS NOT NULL AND division "
    "IS NOT NULL AND address IS NOT NULL AND contact_name IS NOT NULL AND contact_phone IS NOT NULL AND accepts_archive IS NOT NULL "
    "AND solves_hukou IS NOT NULL)",
    "CONSTRAINT employer_codes_digits CHECK (ltrim(nature, '0123456789') = '' AND ltrim(industry, '0123456789') = '')",
    "CONSTRAINT employer_division_digits CHECK (length(division) = 6 AND ltrim(division, '0123456789') = '')",
    "CONSTRAINT employer_postcode_digits CHECK (length(postcode) = 6 AND ltrim(postcode, '0123456789') = '')",
    "CONSTRAINT employer_version_positive CHECK (version >= 1)",
)
_CHECKED = ",\n    ".join(_EMPLOYER_CHECKS)
_EMPLOYER_TEXTS = {
    "status_reason": 500,
    "nature": 2,
    "industry": 2,
    "division": 6,
    "address": 100,
    "postcode": 6,
    "contact_name": 40,
    "contact_phone": 20,
    "contact_email": 100,
    "superior": 60,
}
_EMPLOYER_ADDED = ",\n    ".join(
    [
        *(f"""ADD COLUMN {name} varchar({length}) COLLATE "C" CHECK ({name} <> '')""" for name, length in _EMPLOYER_TEXTS.items()),
        "ADD COLUMN accepts_archive boolean",
        "ADD COLUMN solves_hukou boolean",
        "ADD COLUMN version integer NOT NULL DEFAULT 1",
        "ADD UNIQUE (id, province_code)",
    ]
)
_UNEXPLAINED = "'未记录'"
"""Why what had been refused before was refused: nobody had to say so."""

_SCOPE_OF_ROLE = """
        (province_code IS NOT NULL) = (role IN ('PROVINCE', 'SCHOOL', 'DEPARTMENT', 'EMPLOYER'))
        AND CASE role WHEN 'GRADUATE' THEN TRUE ELSE (school_id IS NOT NULL) = (role IN ('SCHOOL', 'DEPARTMENT')) END
        AND (department_id IS NOT NULL) = (role = 'DEPARTMENT')
        AND (person_id IS NOT NULL) = (role = 'GRADUATE')
        AND (employer_id IS NOT NULL) = (role = 'EMPLOYER')
"""

_ACCOUNT = f"""
CREATE TABLE account (
    id uuid PRIMARY KEY,
    username varchar(40) NOT NULL UNIQUE,
    password_hash varchar(200),
    is_activated boolean NOT NULL GENERATED ALWAYS AS (password_hash IS NOT NULL) STORED,
    display_name varchar(60) NOT NULL,
    role varchar(10) NOT NULL,
    is_enabled boolean NOT NULL,
    epoch integer NOT NULL,
    version integer NOT NULL DEFAULT 1,
    province_code varchar(2) REFERENCES province (code),
    school_id uuid REFERENCES school (id),
    department_id uuid,
    person_id uuid REFERENCES person (id),
    employer_id uuid,
    employment_level integer NOT NULL,
    archive_level integer NOT NULL,
    hukou_level integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    FOREIGN KEY (school_id, province_code) REFERENCES school (id, province_code),
    FOREIGN KEY (department_id, school_id) REFERENCES department (id, school_id),
    FOREIGN KEY (employer_id, province_code) REFERENCES employer (id, province_code),
    CONSTRAINT account_role_known CHECK (role IN ('MINISTRY', 'PROVINCE', 'SCHOOL', 'DEPARTMENT', 'GRADUATE', 'EMPLOYER')),
    CONSTRAINT account_scope_of_role CHECK ({_SCOPE_OF_ROLE}    ),
    CONSTRAINT account_epoch_positive CHECK (epoch >= 1),
    CONSTRAINT account_version_positive CHECK (version >= 1),
    CONSTRAINT account_levels_known CHECK (
        employment_level BETWEEN 0 AND 2 AND archive_level BETWEEN 0 AND 2 AND hukou_level BETWEEN 0 AND 2
    )
);
"""

_PLACES = """
UPDATE {table} SET province_code = (SELECT province_code FROM school WHERE id = {table}.school_id) WHERE role IN ('SCHOOL', 'DEPARTMENT');
UPDATE {table} SET province_code = (SELECT province_code FROM employer WHERE id = {table}.employer_id) WHERE role = 'EMPLOYER';
"""
"""Staff and employers bear the code of the province above them: row scope asks for it without a join."""

_SQLITE = f"""
PRAGMA defer_foreign_keys = ON;
CREATE INDEX review_of_employer_meanwhile ON review (employer_id);
CREATE TABLE employer_before AS SELECT * FROM employer;
DROP TABLE employer;
{for_sqlite(_EMPLOYER.format(checks=_CHECKED))}
INSERT INTO employer (id, name, uscc, province_code, status, status_reason, created_at, updated_at)
SELECT
    id, name, uscc, province_code, status, CASE WHEN status IN ('REJECTED', 'DISABLED') THEN {_UNEXPLAINED} END, created_at, updated_at
FROM employer_before;
DROP TABLE employer_before;
DROP INDEX review_of_employer_meanwhile;

CREATE TABLE account_before AS SELECT * FROM account;
{_PLACES.format(table="account_before")}
DROP TABLE account;
{for_sqlite(_ACCOUNT)}
INSERT INTO account (
    id, username, password_hash, display_name, role, is_enabled, epoch, province_code, school_id, department_id, person_id, employer_id,
    employment_level, archive_level, hukou_level, created_at, updated_at
)
SELECT
    id, username, password_hash, display_name, role, is_enabled, epoch, province_code, school_id, department_id, person_id, employer_id,
    employment_level, archive_level, hukou_level, created_at, updated_at
FROM account_before;
DROP TABLE account_before;
"""

_POSTGRES = f"""
ALTER TABLE employer
    DROP CONSTRAINT employer_uscc_key,
    DROP CONSTRAINT employer_status_known,
    {_EMPLOYER_ADDED};
UPDATE employer SET status_reason = {_UNEXPLAINED} WHERE status IN ('REJECTED', 'DISABLED');
ALTER TABLE employer ADD {", ADD ".join(_EMPLOYER_CHECKS)};
DROP INDEX account_of_school;
ALTER TABLE account DROP CONSTRAINT account_scope_of_role, DROP CONSTRAINT account_employer_id_fkey;
{_PLACES.format(table="account")}
ALTER TABLE account
    ADD COLUMN is_activated boolean NOT NULL GENERATED ALWAYS AS (password_hash IS NOT NULL) STORED,
    ADD COLUMN version integer NOT NULL DEFAULT 1,
    ADD FOREIGN KEY (school_id, province_code) REFERENCES school (id, province_code),
    ADD FOREIGN KEY (employer_id, province_code) REFERENCES employer (id, province_code),
    ADD CONSTRAINT account_scope_of_role CHECK ({_SCOPE_OF_ROLE}    ),
    ADD CONSTRAINT account_version_positive CHECK (version >= 1);
"""

_CODES = """
CREATE TABLE activation_code (
    account_id uuid PRIMARY KEY REFERENCES account (id),
    digest varchar(64) NOT NULL,
    expires_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT activation_code_digest_length CHECK (length(digest) = 64)
);
"""

_PROVIDERS = """
CREATE TABLE identity_link (
    id uuid PRIMARY KEY,
    issuer varchar(200) NOT NULL,
    subject varchar(255) NOT NULL,
    account_id uuid NOT NULL REFERENCES account (id),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    UNIQUE (issuer, subject),
    UNIQUE (account_id, issuer)
);

CREATE TABLE login_ticket (
    digest varchar(64) PRIMARY KEY,
    challenge varchar(43) NOT NULL,
    account_id uuid NOT NULL REFERENCES account (id),
    epoch integer NOT NULL,
    expires_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT login_ticket_digest_length CHECK (length(digest) = 64),
    CONSTRAINT login_ticket_challenge_length CHECK (length(challenge) = 43)
);
"""

_GRADUATE = """
ALTER TABLE graduate ADD COLUMN version integer NOT NULL DEFAULT 1 CONSTRAINT graduate_version_positive CHECK (version >= 1);
"""

# Graduates' accounts are a thousand times as many as all others, and their names are digits: no index has them that need not.
_INDEXES = """
CREATE UNIQUE INDEX account_one_of_name_in_any_case ON account (lower(username)) WHERE role <> 'GRADUATE';
CREATE UNIQUE INDEX account_one_of_person ON account (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX account_page_of_province ON account (province_code, username, id) WHERE province_code IS NOT NULL;
CREATE UNIQUE INDEX employer_one_of_code ON employer (uscc) WHERE status IN ('APPROVED', 'DISABLED');
CREATE INDEX employer_page ON employer (created_at, id);
CREATE INDEX employer_page_of_province ON employer (province_code, created_at, id);
CREATE INDEX employer_page_of_province_status ON employer (province_code, status, created_at, id);
CREATE INDEX login_ticket_lapsed ON login_ticket (expires_at);
CREATE INDEX account_page_of_school ON account (school_id, username, id);
"""


class Migration(BaseMigration):
    dependencies = [("models", "0005_sessions")]
    operations = [
        script_per_engine(postgres=_POSTGRES, sqlite=_SQLITE),
        script(_CODES),
        script(_PROVIDERS),
        script(_GRADUATE),
        script(_INDEXES),
    ]

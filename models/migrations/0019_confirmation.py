"""Confirmed destinations, authorised verifications and who looked, with their two counters."""

from tortoise.migrations.migration import Migration as BaseMigration

from models.migrations._script import script, script_per_engine

_OF_GRADUATE = """
    graduate_id uuid NOT NULL REFERENCES graduate (id),
    school_id uuid NOT NULL,
    province_code varchar(2) NOT NULL,
    department_id uuid NOT NULL,
    person_id uuid NOT NULL REFERENCES person (id),
    class_year integer NOT NULL REFERENCES class_year (year),""".strip("\n")
_SCOPE = """
    FOREIGN KEY (school_id, province_code) REFERENCES school (id, province_code),
    FOREIGN KEY (department_id, school_id) REFERENCES department (id, school_id)""".strip("\n")

_TABLES = f"""
CREATE TABLE confirmation (
    id uuid PRIMARY KEY,
{_OF_GRADUATE}
    state varchar(9) NOT NULL,
    category varchar(2) NOT NULL,
    holder_kind varchar(24) NOT NULL,
    holder_id uuid NOT NULL,
    transfer_number varchar(16) NOT NULL UNIQUE,
    stale_at timestamptz,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    UNIQUE (id, graduate_id),
{_SCOPE},
    CONSTRAINT confirmation_state_known CHECK (state IN ('CONFIRMED', 'STALE')),
    CONSTRAINT confirmation_stale_since CHECK ((state = 'STALE') = (stale_at IS NOT NULL)),
    CONSTRAINT confirmation_transfer_number_digits CHECK (length(transfer_number) = 16 AND ltrim(transfer_number, '0123456789') = ''),
    CONSTRAINT confirmation_version_positive CHECK (version >= 1)
);
CREATE UNIQUE INDEX confirmation_one_in_force ON confirmation (graduate_id) WHERE state = 'CONFIRMED';
CREATE INDEX confirmation_page_of_school ON confirmation (school_id, class_year, created_at, id);
CREATE INDEX confirmation_page_of_province ON confirmation (province_code, class_year, created_at, id);
CREATE INDEX confirmation_of_graduate ON confirmation (graduate_id, created_at, id);
CREATE INDEX confirmation_of_person ON confirmation (person_id, created_at, id);

CREATE TABLE verification_grant (
    id uuid PRIMARY KEY,
    confirmation_id uuid NOT NULL,
{_OF_GRADUATE}
    number varchar(16) NOT NULL UNIQUE,
    shows_destination boolean NOT NULL,
    shows_archive boolean NOT NULL,
    shows_hukou boolean NOT NULL,
    state varchar(7) NOT NULL,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    UNIQUE (id, graduate_id),
    FOREIGN KEY (confirmation_id, graduate_id) REFERENCES confirmation (id, graduate_id),
{_SCOPE},
    CONSTRAINT verification_grant_number_length CHECK (length(number) = 16),
    CONSTRAINT verification_grant_state_known CHECK (state IN ('ACTIVE', 'REVOKED')),
    CONSTRAINT verification_grant_revoked_since CHECK ((state = 'REVOKED') = (revoked_at IS NOT NULL)),
    CONSTRAINT verification_grant_version_positive CHECK (version >= 1)
);
CREATE INDEX verification_grant_of_confirmation ON verification_grant (confirmation_id, created_at, id);
CREATE INDEX verification_grant_of_person ON verification_grant (person_id, created_at, id);
CREATE INDEX verification_grant_active ON verification_grant (graduate_id) WHERE state = 'ACTIVE';

CREATE TABLE verification_look (
    id uuid PRIMARY KEY,
    grant_id uuid NOT NULL,
{_OF_GRADUATE}
    looked_by varchar(60) NOT NULL,
    key_kind varchar(12) NOT NULL,
    address varchar(45),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    FOREIGN KEY (grant_id, graduate_id) REFERENCES verification_grant (id, graduate_id),
{_SCOPE},
    CONSTRAINT verification_look_key_kind_known CHECK (key_kind IN ('VERIFICATION', 'TRANSFER'))
);
CREATE INDEX verification_look_of_grant ON verification_look (grant_id, created_at, id);
CREATE INDEX verification_look_of_person ON verification_look (person_id, created_at, id);
"""

_COUNTERS = "".join(
    f"ALTER TABLE signing_counters ADD COLUMN {column} integer NOT NULL DEFAULT 0 "
    f"CONSTRAINT signing_counters_{column} CHECK ({column} >= 0);\n"
    for column in ("confirmed", "stale")
)

_KEPT = "verification_look_kept"
_SQLITE = f"""
CREATE TRIGGER {_KEPT} BEFORE UPDATE ON verification_look
BEGIN SELECT RAISE(ABORT, '{_KEPT}: who looked stays known'); END;
CREATE TRIGGER {_KEPT}_from_delete BEFORE DELETE ON verification_look
BEGIN SELECT RAISE(ABORT, '{_KEPT}: who looked stays known'); END;
"""
_POSTGRES = f"""
CREATE TRIGGER {_KEPT} BEFORE DELETE OR UPDATE ON verification_look
FOR EACH ROW EXECUTE FUNCTION refuse('who looked stays known');
CREATE TRIGGER {_KEPT}_from_truncate BEFORE TRUNCATE ON verification_look
EXECUTE FUNCTION refuse('who looked stays known');
"""


class Migration(BaseMigration):
    dependencies = [("models", "0018_sync")]
    operations = [script(_TABLES), script(_COUNTERS), script_per_engine(postgres=_POSTGRES, sqlite=_SQLITE)]

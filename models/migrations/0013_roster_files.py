"""Rosters among the uploads: a purpose of their own, whose files are spreadsheets and are never attached to an agreement."""

from tortoise.migrations.migration import Migration as BaseMigration

from models.migrations._script import for_sqlite, script_per_engine

_KNOWN = "CHECK (purpose IN ('SCAN', 'ROSTER'))"
_KINDS = """CHECK (
        (purpose <> 'SCAN' OR media_type IN ('image/jpeg', 'image/png', 'application/pdf'))
        AND (purpose <> 'ROSTER' OR media_type IN ('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'text/csv'))
    )"""
_APART = "CHECK (purpose <> 'ROSTER' OR agreement_id IS NULL)"

_VIEW = """
CREATE VIEW attached_upload AS
SELECT id, media_type, size, file_name, '/files/' || CAST(id AS text) AS path,
    agreement_id, school_id, province_code, department_id, person_id, employer_id, created_at, updated_at
FROM upload WHERE agreement_id IS NOT NULL;
"""

_POSTGRES = f"""
DROP VIEW attached_upload;
ALTER TABLE upload DROP CONSTRAINT upload_purpose_known;
ALTER TABLE upload DROP CONSTRAINT upload_media_type_served;
ALTER TABLE upload ALTER COLUMN media_type TYPE varchar(80) COLLATE "C";
ALTER TABLE upload ADD CONSTRAINT upload_purpose_known {_KNOWN};
ALTER TABLE upload ADD CONSTRAINT upload_media_type_of_purpose {_KINDS};
ALTER TABLE upload ADD CONSTRAINT upload_roster_apart {_APART};
{_VIEW}"""

# SQLite changes no check of a table that is there. Nothing refers to this one, so nothing is lost with it but what is written anew.
_TABLE = f"""
CREATE TABLE upload (
    id uuid PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES account (id),
    purpose varchar(16) NOT NULL,
    sha256 varchar(64) NOT NULL REFERENCES stored_content (sha256),
    size integer NOT NULL,
    media_type varchar(80) NOT NULL,
    file_name varchar(100) NOT NULL,
    agreement_id uuid REFERENCES agreement (id),
    school_id uuid REFERENCES school (id),
    province_code varchar(2) REFERENCES province (code),
    department_id uuid REFERENCES department (id),
    person_id uuid REFERENCES person (id),
    employer_id uuid REFERENCES employer (id),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT upload_purpose_known {_KNOWN},
    CONSTRAINT upload_size_positive CHECK (size > 0),
    CONSTRAINT upload_media_type_of_purpose {_KINDS},
    CONSTRAINT upload_roster_apart {_APART},
    CONSTRAINT upload_attached_whole CHECK (
        agreement_id IS NULL AND school_id IS NULL AND province_code IS NULL AND department_id IS NULL
            AND person_id IS NULL AND employer_id IS NULL
        OR agreement_id IS NOT NULL AND school_id IS NOT NULL AND province_code IS NOT NULL AND department_id IS NOT NULL
            AND person_id IS NOT NULL
    )
);
"""
_COLUMNS = """id, account_id, purpose, sha256, size, media_type, file_name,
    agreement_id, school_id, province_code, department_id, person_id, employer_id, created_at, updated_at"""
_SAME_SCOPE = """NOT EXISTS (
    SELECT 1 FROM agreement WHERE id = NEW.agreement_id AND person_id = NEW.person_id AND school_id = NEW.school_id
    AND department_id = NEW.department_id AND province_code = NEW.province_code AND employer_id IS NEW.employer_id
)"""

_SQLITE = f"""
DROP VIEW attached_upload;
CREATE TABLE upload_before AS SELECT {_COLUMNS} FROM upload;
DROP TABLE upload;
{for_sqlite(_TABLE)}
INSERT INTO upload ({_COLUMNS}) SELECT {_COLUMNS} FROM upload_before;
DROP TABLE upload_before;

CREATE INDEX upload_of_agreement ON upload (agreement_id, created_at, id);
CREATE INDEX upload_of_content ON upload (sha256);
CREATE INDEX upload_unattached ON upload (created_at) WHERE agreement_id IS NULL;

CREATE TRIGGER upload_kept BEFORE UPDATE ON upload WHEN OLD.agreement_id IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'upload_kept: what is attached stays as it is'); END;
CREATE TRIGGER upload_kept_from_delete BEFORE DELETE ON upload WHEN OLD.agreement_id IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'upload_kept: what is attached stays as it is'); END;
CREATE TRIGGER upload_copies_agreement BEFORE INSERT ON upload
WHEN NEW.agreement_id IS NOT NULL AND {_SAME_SCOPE}
BEGIN SELECT RAISE(ABORT, 'upload_copies_agreement: its scope is not that of its agreement'); END;
CREATE TRIGGER upload_copies_agreement_on_update BEFORE UPDATE ON upload
WHEN NEW.agreement_id IS NOT NULL AND {_SAME_SCOPE}
BEGIN SELECT RAISE(ABORT, 'upload_copies_agreement: its scope is not that of its agreement'); END;
{_VIEW}"""


class Migration(BaseMigration):
    dependencies = [("models", "0012_lists")]
    operations = [script_per_engine(postgres=_POSTGRES, sqlite=_SQLITE)]

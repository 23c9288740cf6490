"""Uploads are attached to a record of any kind: to its kind and key, with its scope; letters and proofs are uploaded as scans are."""

from tortoise.migrations.migration import Migration as BaseMigration

from models.migrations._attached import copies
from models.migrations._script import for_sqlite, script_per_engine

_KNOWN = "CHECK (purpose IN ('SCAN', 'LETTER', 'PROOF', 'ROSTER'))"
_KIND = "CHECK (record_kind IN ('AGREEMENT', 'SUPPLEMENT', 'TERMINATION', 'REGISTRATION'))"
_KINDS = """CHECK (
        (purpose NOT IN ('SCAN', 'LETTER', 'PROOF') OR media_type IN ('image/jpeg', 'image/png', 'application/pdf'))
        AND (purpose <> 'ROSTER' OR media_type IN ('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'text/csv'))
    )"""
_APART = "CHECK (purpose <> 'ROSTER' OR record_id IS NULL)"
_WHOLE = """CHECK (
        record_kind IS NULL AND record_id IS NULL AND school_id IS NULL AND province_code IS NULL AND department_id IS NULL
            AND person_id IS NULL AND employer_id IS NULL
        OR record_kind IS NOT NULL AND record_id IS NOT NULL AND school_id IS NOT NULL AND province_code IS NOT NULL
            AND department_id IS NOT NULL AND person_id IS NOT NULL
    )"""

_INDEXES = """
CREATE INDEX upload_of_record ON upload (record_id, created_at, id);
CREATE INDEX upload_unattached ON upload (created_at) WHERE record_id IS NULL;
"""
_VIEW = """
CREATE VIEW attached_upload AS
SELECT id, media_type, size, file_name, '/files/' || CAST(id AS text) AS path,
    record_kind, record_id, school_id, province_code, department_id, person_id, employer_id, created_at, updated_at
FROM upload WHERE record_id IS NOT NULL;
"""
_OF_AGREEMENTS = copies("AGREEMENT", has_employer=True)

_POSTGRES = f"""
DROP VIEW attached_upload;
DROP TRIGGER upload_kept ON upload;
DROP TRIGGER upload_copies_agreement ON upload;
DROP FUNCTION upload_copies_agreement();
DROP INDEX upload_of_agreement;
DROP INDEX upload_unattached;
ALTER TABLE upload DROP CONSTRAINT upload_purpose_known;
ALTER TABLE upload DROP CONSTRAINT upload_media_type_of_purpose;
ALTER TABLE upload DROP CONSTRAINT upload_roster_apart;
ALTER TABLE upload DROP CONSTRAINT upload_attached_whole;
ALTER TABLE upload ADD COLUMN record_kind varchar(16) COLLATE "C" CHECK (record_kind <> '');
ALTER TABLE upload ADD COLUMN record_id uuid;
UPDATE upload SET record_kind = 'AGREEMENT', record_id = agreement_id WHERE agreement_id IS NOT NULL;
ALTER TABLE upload DROP COLUMN agreement_id;
ALTER TABLE upload ADD CONSTRAINT upload_purpose_known {_KNOWN};
ALTER TABLE upload ADD CONSTRAINT upload_record_kind_known {_KIND};
ALTER TABLE upload ADD CONSTRAINT upload_media_type_of_purpose {_KINDS};
ALTER TABLE upload ADD CONSTRAINT upload_roster_apart {_APART};
ALTER TABLE upload ADD CONSTRAINT upload_attached_whole {_WHOLE};
{_INDEXES}
CREATE TRIGGER upload_kept BEFORE DELETE OR UPDATE ON upload FOR EACH ROW WHEN (OLD.record_id IS NOT NULL)
EXECUTE FUNCTION refuse('what is attached stays as it is');
{_OF_AGREEMENTS[0]}{_VIEW}"""

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
    record_kind varchar(16),
    record_id uuid,
    school_id uuid REFERENCES school (id),
    province_code varchar(2) REFERENCES province (code),
    department_id uuid REFERENCES department (id),
    person_id uuid REFERENCES person (id),
    employer_id uuid REFERENCES employer (id),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT upload_purpose_known {_KNOWN},
    CONSTRAINT upload_record_kind_known {_KIND},
    CONSTRAINT upload_size_positive CHECK (size > 0),
    CONSTRAINT upload_media_type_of_purpose {_KINDS},
    CONSTRAINT upload_roster_apart {_APART},
    CONSTRAINT upload_attached_whole {_WHOLE}
);
"""
_SAME = "id, account_id, purpose, sha256, size, media_type, file_name"
_SCOPE = "school_id, province_code, department_id, person_id, employer_id, created_at, updated_at"

_SQLITE = f"""
DROP VIEW attached_upload;
CREATE TABLE upload_before AS
SELECT {_SAME}, CASE WHEN agreement_id IS NOT NULL THEN 'AGREEMENT' END AS record_kind, agreement_id AS record_id, {_SCOPE} FROM upload;
DROP TABLE upload;
{for_sqlite(_TABLE)}
INSERT INTO upload ({_SAME}, record_kind, record_id, {_SCOPE}) SELECT {_SAME}, record_kind, record_id, {_SCOPE} FROM upload_before;
DROP TABLE upload_before;
{_INDEXES}
CREATE INDEX upload_of_content ON upload (sha256);

CREATE TRIGGER upload_kept BEFORE UPDATE ON upload WHEN OLD.record_id IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'upload_kept: what is attached stays as it is'); END;
CREATE TRIGGER upload_kept_from_delete BEFORE DELETE ON upload WHEN OLD.record_id IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'upload_kept: what is attached stays as it is'); END;
{_OF_AGREEMENTS[1]}{_VIEW}"""


class Migration(BaseMigration):
    dependencies = [("models", "0016_records")]
    operations = [script_per_engine(postgres=_POSTGRES, sqlite=_SQLITE)]

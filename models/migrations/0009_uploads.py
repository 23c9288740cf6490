"""Uploads: what people sent, the contents they name, and the view of those that are attached to a record.

An upload is attached at most once; from then on it stays as it is, its scope the agreement's.
"""

from tortoise.migrations.migration import Migration as BaseMigration

from models.migrations._script import script, script_per_engine

_TABLES = """
CREATE TABLE stored_content (
    sha256 varchar(64) PRIMARY KEY,
    claimed_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT stored_content_sha256_length CHECK (length(sha256) = 64)
);

CREATE TABLE upload (
    id uuid PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES account (id),
    purpose varchar(16) NOT NULL,
    sha256 varchar(64) NOT NULL REFERENCES stored_content (sha256),
    size integer NOT NULL,
    media_type varchar(32) NOT NULL,
    file_name varchar(100) NOT NULL,
    agreement_id uuid REFERENCES agreement (id),
    school_id uuid REFERENCES school (id),
    province_code varchar(2) REFERENCES province (code),
    department_id uuid REFERENCES department (id),
    person_id uuid REFERENCES person (id),
    employer_id uuid REFERENCES employer (id),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT upload_purpose_known CHECK (purpose IN ('SCAN')),
    CONSTRAINT upload_size_positive CHECK (size > 0),
    CONSTRAINT upload_media_type_served CHECK (media_type IN ('image/jpeg', 'image/png', 'application/pdf')),
    CONSTRAINT upload_attached_whole CHECK (
        agreement_id IS NULL AND school_id IS NULL AND province_code IS NULL AND department_id IS NULL
            AND person_id IS NULL AND employer_id IS NULL
        OR agreement_id IS NOT NULL AND school_id IS NOT NULL AND province_code IS NOT NULL AND department_id IS NOT NULL
            AND person_id IS NOT NULL
    )
);
"""

_INDEXES = """
CREATE INDEX upload_of_agreement ON upload (agreement_id, created_at, id);
CREATE INDEX upload_of_content ON upload (sha256);
CREATE INDEX upload_unattached ON upload (created_at) WHERE agreement_id IS NULL;
CREATE INDEX stored_content_claimed ON stored_content (claimed_at);
"""

_VIEW = """
CREATE VIEW attached_upload AS
SELECT id, media_type, size, file_name, '/files/' || CAST(id AS text) AS path,
    agreement_id, school_id, province_code, department_id, person_id, employer_id, created_at, updated_at
FROM upload WHERE agreement_id IS NOT NULL;
"""

_SQLITE = """
CREATE TRIGGER upload_kept BEFORE UPDATE ON upload WHEN OLD.agreement_id IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'upload_kept: what is attached stays as it is'); END;
CREATE TRIGGER upload_kept_from_delete BEFORE DELETE ON upload WHEN OLD.agreement_id IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'upload_kept: what is attached stays as it is'); END;

CREATE TRIGGER upload_copies_agreement BEFORE INSERT ON upload
WHEN NEW.agreement_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM agreement WHERE id = NEW.agreement_id AND person_id = NEW.person_id AND school_id = NEW.school_id
    AND department_id = NEW.department_id AND province_code = NEW.province_code AND employer_id IS NEW.employer_id
)
BEGIN SELECT RAISE(ABORT, 'upload_copies_agreement: its scope is not that of its agreement'); END;
CREATE TRIGGER upload_copies_agreement_on_update BEFORE UPDATE ON upload
WHEN NEW.agreement_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM agreement WHERE id = NEW.agreement_id AND person_id = NEW.person_id AND school_id = NEW.school_id
    AND department_id = NEW.department_id AND province_code = NEW.province_code AND employer_id IS NEW.employer_id
)
BEGIN SELECT RAISE(ABORT, 'upload_copies_agreement: its scope is not that of its agreement'); END;
"""

_POSTGRES = """
CREATE TRIGGER upload_kept BEFORE DELETE OR UPDATE ON upload FOR EACH ROW WHEN (OLD.agreement_id IS NOT NULL)
EXECUTE FUNCTION refuse('what is attached stays as it is');
CREATE TRIGGER upload_kept_from_truncate BEFORE TRUNCATE ON upload
EXECUTE FUNCTION refuse('what is attached stays as it is');

CREATE FUNCTION upload_copies_agreement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.agreement_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM agreement WHERE id = NEW.agreement_id AND person_id = NEW.person_id AND school_id = NEW.school_id
        AND department_id = NEW.department_id AND province_code = NEW.province_code
        AND employer_id IS NOT DISTINCT FROM NEW.employer_id
    ) THEN
        RAISE EXCEPTION '%: its scope is not that of its agreement', TG_NAME USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER upload_copies_agreement BEFORE INSERT OR UPDATE ON upload
FOR EACH ROW EXECUTE FUNCTION upload_copies_agreement();
"""


class Migration(BaseMigration):
    dependencies = [("models", "0008_orders")]
    operations = [script(_TABLES), script(_INDEXES), script(_VIEW), script_per_engine(postgres=_POSTGRES, sqlite=_SQLITE)]

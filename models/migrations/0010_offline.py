"""Offline signing: what the graduate types of an employer and its terms, and every number an agreement was ever issued under.

Numbers are kept by the database itself, so that none can be used a second time whoever writes: a form that is changed after it was
issued loses its number, and the row that says so stays.
"""

from tortoise.migrations.migration import Migration as BaseMigration

from models.migrations._script import script, script_per_engine

_COLUMNS = """
ALTER TABLE agreement ADD COLUMN
    employer_uscc varchar(18) CONSTRAINT agreement_employer_uscc_length CHECK (length(employer_uscc) = 18);
ALTER TABLE agreement ADD COLUMN
    employer_contact varchar(40);
ALTER TABLE agreement ADD COLUMN
    employer_phone varchar(20);
ALTER TABLE agreement ADD COLUMN
    work_address varchar(120);
ALTER TABLE agreement ADD COLUMN
    start_date date;

CREATE TABLE issued_number (
    number varchar(19) PRIMARY KEY,
    agreement_id uuid NOT NULL REFERENCES agreement (id),
    school_id uuid NOT NULL REFERENCES school (id),
    province_code varchar(2) NOT NULL REFERENCES province (code),
    department_id uuid NOT NULL REFERENCES department (id),
    person_id uuid NOT NULL REFERENCES person (id),
    employer_id uuid REFERENCES employer (id),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX issued_number_page_of_agreement ON issued_number (agreement_id, created_at, number);

INSERT INTO issued_number
SELECT number, id, school_id, province_code, department_id, person_id, employer_id, updated_at, updated_at
FROM agreement WHERE number IS NOT NULL;
"""

_KEEP = """INSERT INTO issued_number VALUES (
        NEW.number, NEW.id, NEW.school_id, NEW.province_code, NEW.department_id, NEW.person_id, NEW.employer_id,
        NEW.updated_at, NEW.updated_at
    );"""

_SQLITE = f"""
CREATE TRIGGER issued_number_remembered AFTER INSERT ON agreement WHEN NEW.number IS NOT NULL
BEGIN {_KEEP} END;
CREATE TRIGGER issued_number_remembered_on_update AFTER UPDATE OF number ON agreement
WHEN NEW.number IS NOT NULL AND NEW.number IS NOT OLD.number
BEGIN {_KEEP} END;
CREATE TRIGGER issued_number_kept BEFORE UPDATE ON issued_number
BEGIN SELECT RAISE(ABORT, 'issued_number_kept: a number is never used again'); END;
CREATE TRIGGER issued_number_kept_from_delete BEFORE DELETE ON issued_number
BEGIN SELECT RAISE(ABORT, 'issued_number_kept: a number is never used again'); END;
"""

_POSTGRES = f"""
CREATE FUNCTION issued_number_remembered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {_KEEP}
    RETURN NULL;
END $$;
CREATE TRIGGER issued_number_remembered AFTER INSERT ON agreement
FOR EACH ROW WHEN (NEW.number IS NOT NULL) EXECUTE FUNCTION issued_number_remembered();
CREATE TRIGGER issued_number_remembered_on_update AFTER UPDATE OF number ON agreement
FOR EACH ROW WHEN (NEW.number IS NOT NULL AND NEW.number IS DISTINCT FROM OLD.number) EXECUTE FUNCTION issued_number_remembered();
CREATE TRIGGER issued_number_kept BEFORE DELETE OR UPDATE ON issued_number
FOR EACH ROW EXECUTE FUNCTION refuse('a number is never used again');
CREATE TRIGGER issued_number_kept_from_truncate BEFORE TRUNCATE ON issued_number
EXECUTE FUNCTION refuse('a number is never used again');
"""


class Migration(BaseMigration):
    dependencies = [("models", "0009_uploads")]
    operations = [script(_COLUMNS), script_per_engine(postgres=_POSTGRES, sqlite=_SQLITE)]

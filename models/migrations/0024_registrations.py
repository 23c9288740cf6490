"""Registrations of other destinations (去向登记), what happened to them, and the destination that counts for each graduate."""

from typing import Final

from tortoise.migrations.migration import Migration as BaseMigration

from models.migrations._attached import copies
from models.migrations._script import script, script_per_engine

_TABLE: Final = """
CREATE TABLE registration (
    id uuid PRIMARY KEY,
    graduate_id uuid NOT NULL REFERENCES graduate (id),
    school_id uuid NOT NULL REFERENCES school (id),
    province_code varchar(2) NOT NULL REFERENCES province (code),
    department_id uuid NOT NULL REFERENCES department (id),
    person_id uuid NOT NULL REFERENCES person (id),
    class_year integer NOT NULL REFERENCES class_year (year),
    review_levels varchar(22) NOT NULL,
    status varchar(23) NOT NULL,
    rejected_by varchar(10),
    status_reason varchar(500),
    version integer NOT NULL,
    category varchar(2) NOT NULL,
    subtype varchar(40),
    employer_name varchar(60),
    employer_uscc varchar(18),
    employer_nature varchar(2),
    employer_industry varchar(2),
    division varchar(6),
    employer_address varchar(100),
    employer_contact varchar(40),
    employer_phone varchar(20),
    position_category varchar(2),
    position varchar(60),
    country varchar(3),
    admitted_school_code varchar(5),
    admitted_school_name varchar(100),
    admitted_major varchar(60),
    admitted_degree varchar(2),
    is_full_time boolean,
    entity_name varchar(60),
    entity_uscc varchar(18),
    role varchar(40),
    occupation varchar(100),
    wish varchar(200),
    start_date date,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT registration_category_known CHECK (
        category IN ('10', '11', '12', '27', '46', '50', '51', '75', '76', '80', '85', '70', '71', '72')
    ),
    CONSTRAINT registration_review_levels_known CHECK (review_levels IN ('SCHOOL_ONLY', 'DEPARTMENT_THEN_SCHOOL')),
    CONSTRAINT registration_status_of_its_life CHECK (
        status IN (
            'PENDING_DEPARTMENT', 'PENDING_SCHOOL', 'APPROVED', 'REJECTED', 'CANCELLED', 'VOID_PENDING_DEPARTMENT',
            'VOID_PENDING_SCHOOL', 'VOIDED', 'SUPERSEDED'
        )
    ),
    CONSTRAINT registration_rejected_by_known CHECK (rejected_by IN ('DEPARTMENT', 'SCHOOL')),
    CONSTRAINT registration_rejected_by_where_rejected CHECK ((rejected_by IS NOT NULL) = (status = 'REJECTED')),
    CONSTRAINT registration_department_reviews_where_set_up CHECK (
        review_levels = 'DEPARTMENT_THEN_SCHOOL'
        OR coalesce(rejected_by, 'SCHOOL') = 'SCHOOL' AND status NOT IN ('PENDING_DEPARTMENT', 'VOID_PENDING_DEPARTMENT')
    ),
    CONSTRAINT registration_reason_where_asked CHECK (
        status_reason IS NOT NULL OR status NOT IN ('REJECTED', 'VOID_PENDING_DEPARTMENT', 'VOID_PENDING_SCHOOL', 'VOIDED')
    ),
    CONSTRAINT registration_only_unsettled_is_superseded CHECK (status <> 'SUPERSEDED' OR category IN ('70', '71', '72')),
    CONSTRAINT registration_version_positive CHECK (version >= 1)
);
"""

_INDEXES: Final = """
CREATE INDEX registration_page ON registration (created_at, id);
CREATE INDEX registration_page_of_province ON registration (province_code, created_at, id);
CREATE INDEX registration_page_of_province_status ON registration (province_code, status, created_at, id, class_year);
CREATE INDEX registration_page_of_school ON registration (school_id, created_at, id);
CREATE INDEX registration_page_of_school_status ON registration (school_id, status, created_at, id, class_year);
CREATE INDEX registration_page_of_school_category ON registration (school_id, category, created_at, id, class_year);
CREATE INDEX registration_page_of_school_updated ON registration (school_id, updated_at, id);
CREATE INDEX registration_page_of_school_employer ON registration (school_id, employer_name, id);
CREATE INDEX registration_page_of_department ON registration (department_id, created_at, id);
CREATE INDEX registration_page_of_department_status ON registration (department_id, status, created_at, id, class_year);
CREATE INDEX registration_page_of_person ON registration (person_id, created_at, id);
CREATE INDEX registration_page_of_graduate ON registration (graduate_id, created_at, id);
"""

# Both ways round, so that an index answers it from a registration and from an entry. Only a text that is a UUID is read as one.
_EVENT: Final = """
CREATE VIEW registration_event AS
SELECT audit.id AS id, registration.id AS registration_id, registration.school_id AS school_id,
    registration.province_code AS province_code, registration.department_id AS department_id, registration.person_id AS person_id,
    audit.role AS role, audit.action AS action, audit.status_before AS status_before, audit.status_after AS status_after,
    audit.reason AS reason, audit.created_at AS created_at, audit.updated_at AS updated_at
FROM audit JOIN registration ON {tie}
WHERE audit.record_kind = 'REGISTRATION';
"""
_SQLITE_TIE: Final = "registration.id = audit.record_id"
_POSTGRES_TIE: Final = """audit.record_id = CAST(registration.id AS text) AND registration.id =
    CASE WHEN audit.record_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN CAST(audit.record_id AS uuid) END"""

# Beneath what asks for the slot, what was in force before stays in force: it is a registration, and its category is the slot's.
_IN_FORCE: Final = """
CREATE VIEW destination_in_force AS
SELECT graduate.id AS id, graduate.school_id AS school_id, graduate.province_code AS province_code,
    graduate.department_id AS department_id, graduate.person_id AS person_id, destination_slot.category AS category,
    CASE WHEN destination_slot.under_id IS NULL THEN destination_slot.holder_kind ELSE 'REGISTRATION' END AS record_kind,
    coalesce(destination_slot.under_id, destination_slot.holder_id) AS record_id,
    destination_slot.created_at AS created_at, destination_slot.updated_at AS updated_at
FROM destination_slot JOIN graduate ON graduate.id = destination_slot.graduate_id
WHERE destination_slot.category IS NOT NULL;
"""

_SAME: Final = """SELECT 1 FROM graduate WHERE id = NEW.graduate_id AND person_id = NEW.person_id AND school_id = NEW.school_id
    AND department_id = NEW.department_id AND province_code = NEW.province_code AND class_year = NEW.class_year"""
_SCOPE: Final = "graduate_id, person_id, school_id, department_id, province_code, class_year"
_HELD: Final = "SELECT 1 FROM registration WHERE id = {key} AND graduate_id = NEW.graduate_id"
_OF_HOLDER: Final = f"NEW.holder_kind = 'REGISTRATION' AND NOT EXISTS ({_HELD.format(key='NEW.holder_id')})"
_BENEATH: Final = f"NEW.under_id IS NOT NULL AND NOT EXISTS ({_HELD.format(key='NEW.under_id')})"
_UPLOADS: Final = copies("REGISTRATION", has_employer=False)

_POSTGRES: Final = f"""
CREATE FUNCTION registration_copies_graduate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS ({_SAME}) THEN
        RAISE EXCEPTION '%: its scope is not that of its graduate', TG_NAME USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER registration_copies_graduate BEFORE INSERT OR UPDATE OF {_SCOPE} ON registration
FOR EACH ROW EXECUTE FUNCTION registration_copies_graduate();

CREATE FUNCTION destination_slot_of_its_registration() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {_OF_HOLDER} OR {_BENEATH} THEN
        RAISE EXCEPTION '%: no registration of this graduate', TG_NAME USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER destination_slot_of_its_registration
BEFORE INSERT OR UPDATE OF graduate_id, holder_kind, holder_id, under_id ON destination_slot
FOR EACH ROW EXECUTE FUNCTION destination_slot_of_its_registration();
{_UPLOADS[0]}{_EVENT.format(tie=_POSTGRES_TIE)}"""

_SQLITE: Final = f"""
CREATE TRIGGER registration_copies_graduate BEFORE INSERT ON registration WHEN NOT EXISTS ({_SAME})
BEGIN SELECT RAISE(ABORT, 'registration_copies_graduate: its scope is not that of its graduate'); END;
CREATE TRIGGER registration_copies_graduate_on_update BEFORE UPDATE OF {_SCOPE} ON registration WHEN NOT EXISTS ({_SAME})
BEGIN SELECT RAISE(ABORT, 'registration_copies_graduate: its scope is not that of its graduate'); END;
CREATE TRIGGER destination_slot_of_its_registration BEFORE INSERT ON destination_slot WHEN {_OF_HOLDER} OR {_BENEATH}
BEGIN SELECT RAISE(ABORT, 'destination_slot_of_its_registration: no registration of this graduate'); END;
CREATE TRIGGER destination_slot_of_its_registration_on_update
BEFORE UPDATE OF graduate_id, holder_kind, holder_id, under_id ON destination_slot WHEN {_OF_HOLDER} OR {_BENEATH}
BEGIN SELECT RAISE(ABORT, 'destination_slot_of_its_registration: no registration of this graduate'); END;
{_UPLOADS[1]}{_EVENT.format(tie=_SQLITE_TIE)}"""


class Migration(BaseMigration):
    dependencies = [("models", "0023_deadlines")]
    operations = [script(_TABLE), script(_INDEXES), script(_IN_FORCE), script_per_engine(postgres=_POSTGRES, sqlite=_SQLITE)]

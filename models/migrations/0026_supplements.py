"""Supplementary registrations (补登) and terminations (解约), what happened to them, and whose slot a supplement holds."""

from typing import Final

from tortoise.migrations.migration import Migration as BaseMigration

from models.migrations._attached import copies
from models.migrations._records import COPIED, checks, copies_graduate, event_view, pages
from models.migrations._script import script, script_per_engine

_SUPPLEMENT_STATUSES: Final = ("PENDING_DEPARTMENT", "PENDING_SCHOOL", "APPROVED", "REJECTED", "CANCELLED", "VOIDED", "TERMINATED")
_OPEN: Final = ("PENDING_COUNTERPARTY", "PENDING_DEPARTMENT", "PENDING_SCHOOL")
_TERMINATION_STATUSES: Final = (*_OPEN, "COUNTERPARTY_REFUSED", "WITHDRAWN", "APPROVED", "REJECTED", "LAPSED")

_TABLES: Final = f"""
CREATE TABLE supplement (
{COPIED}
    agreement_number varchar(40) NOT NULL,
    employer_name varchar(60) NOT NULL,
    employer_uscc varchar(18) NOT NULL,
    employer_contact varchar(40),
    employer_phone varchar(20),
    position varchar(60),
    monthly_pay integer,
    work_address varchar(120),
    start_date date,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT supplement_reason_where_asked CHECK (status_reason IS NOT NULL OR status NOT IN ('REJECTED', 'VOIDED')),
    CONSTRAINT supplement_uscc_length CHECK (length(employer_uscc) = 18),
    CONSTRAINT supplement_monthly_pay_positive CHECK (monthly_pay > 0),
{checks("supplement", _SUPPLEMENT_STATUSES)}
);

CREATE TABLE termination (
{COPIED}
    agreement_id uuid REFERENCES agreement (id),
    supplement_id uuid REFERENCES supplement (id),
    initiator varchar(8) NOT NULL,
    kind varchar(7) NOT NULL,
    reason varchar(500) NOT NULL,
    employer_id uuid REFERENCES employer (id),
    employer_name varchar(60) NOT NULL,
    agreement_number varchar(40) NOT NULL,
    is_graduate_disclosed boolean NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT termination_of_one CHECK ((agreement_id IS NULL) <> (supplement_id IS NULL)),
    CONSTRAINT termination_initiator_known CHECK (initiator IN ('EMPLOYER', 'GRADUATE')),
    CONSTRAINT termination_kind_known CHECK (kind IN ('ONLINE', 'OFFLINE')),
    CONSTRAINT termination_offline_by_graduate CHECK (
        kind = 'ONLINE' AND supplement_id IS NULL
        OR kind = 'OFFLINE' AND initiator = 'GRADUATE' AND status NOT IN ('PENDING_COUNTERPARTY', 'COUNTERPARTY_REFUSED')
    ),
    CONSTRAINT termination_reason_where_asked CHECK (status_reason IS NOT NULL OR status NOT IN ('REJECTED', 'COUNTERPARTY_REFUSED')),
{checks("termination", _TERMINATION_STATUSES)}
);
"""

_OPEN_ONES: Final = ", ".join(f"'{status}'" for status in _OPEN)
_INDEXES: Final = f"""
{pages("supplement")}
CREATE INDEX supplement_page_of_school_updated ON supplement (school_id, updated_at, id);
CREATE INDEX supplement_page_of_school_employer ON supplement (school_id, employer_name, id);
{pages("termination")}
CREATE INDEX termination_page_of_school_updated ON termination (school_id, updated_at, id);
CREATE INDEX termination_page_of_school_employer ON termination (school_id, employer_name, id);
CREATE INDEX termination_page_of_employer ON termination (employer_id, created_at, id);
CREATE INDEX termination_of_agreement ON termination (agreement_id, created_at, id) WHERE agreement_id IS NOT NULL;
CREATE INDEX termination_of_supplement ON termination (supplement_id, created_at, id) WHERE supplement_id IS NOT NULL;
CREATE UNIQUE INDEX termination_one_open_of_agreement ON termination (agreement_id) WHERE status IN ({_OPEN_ONES});
CREATE UNIQUE INDEX termination_one_open_of_supplement ON termination (supplement_id) WHERE status IN ({_OPEN_ONES});
"""

# What a termination copies of what it is to end: whose it is, and which employer sees it.
_SCOPE: Final = """graduate_id = NEW.graduate_id AND person_id = NEW.person_id AND school_id = NEW.school_id
        AND department_id = NEW.department_id AND province_code = NEW.province_code AND class_year = NEW.class_year"""
_ENDED: Final = f"""NEW.agreement_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM agreement WHERE id = NEW.agreement_id AND employer_id {{same}} NEW.employer_id AND {_SCOPE}
    ) OR NEW.supplement_id IS NOT NULL AND (NEW.employer_id IS NOT NULL OR NOT EXISTS (
        SELECT 1 FROM supplement WHERE id = NEW.supplement_id AND {_SCOPE}
    ))"""
_OF: Final = "agreement_id, supplement_id, graduate_id, person_id, school_id, department_id, province_code, class_year, employer_id"
_SLOT: Final = """NEW.holder_kind = 'SUPPLEMENT' AND NOT EXISTS (
    SELECT 1 FROM supplement WHERE id = NEW.holder_id AND graduate_id = NEW.graduate_id
)"""
_HELD: Final = "graduate_id, holder_kind, holder_id"

_POSTGRES: Final = f"""
CREATE FUNCTION termination_copies_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {_ENDED.format(same="IS NOT DISTINCT FROM")} THEN
        RAISE EXCEPTION '%: its scope is not that of what it ends', TG_NAME USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER termination_copies_ended BEFORE INSERT OR UPDATE OF {_OF} ON termination
FOR EACH ROW EXECUTE FUNCTION termination_copies_ended();

CREATE FUNCTION destination_slot_of_its_supplement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {_SLOT} THEN
        RAISE EXCEPTION '%: no supplement of this graduate', TG_NAME USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER destination_slot_of_its_supplement BEFORE INSERT OR UPDATE OF {_HELD} ON destination_slot
FOR EACH ROW EXECUTE FUNCTION destination_slot_of_its_supplement();
"""
_SQLITE: Final = f"""
CREATE TRIGGER termination_copies_ended BEFORE INSERT ON termination WHEN {_ENDED.format(same="IS")}
BEGIN SELECT RAISE(ABORT, 'termination_copies_ended: its scope is not that of what it ends'); END;
CREATE TRIGGER termination_copies_ended_on_update BEFORE UPDATE OF {_OF} ON termination WHEN {_ENDED.format(same="IS")}
BEGIN SELECT RAISE(ABORT, 'termination_copies_ended: its scope is not that of what it ends'); END;
CREATE TRIGGER destination_slot_of_its_supplement BEFORE INSERT ON destination_slot WHEN {_SLOT}
BEGIN SELECT RAISE(ABORT, 'destination_slot_of_its_supplement: no supplement of this graduate'); END;
CREATE TRIGGER destination_slot_of_its_supplement_on_update BEFORE UPDATE OF {_HELD} ON destination_slot WHEN {_SLOT}
BEGIN SELECT RAISE(ABORT, 'destination_slot_of_its_supplement: no supplement of this graduate'); END;
"""
_BOTH: Final = (
    (_POSTGRES, _SQLITE),
    copies_graduate("supplement"),
    copies("SUPPLEMENT", has_employer=False),
    copies("TERMINATION", has_employer=True),
    event_view("supplement"),
    event_view("termination", has_employer=True),
)


class Migration(BaseMigration):
    dependencies = [("models", "0025_snapshots")]
    operations = [
        script(_TABLES),
        script(_INDEXES),
        script_per_engine(postgres="".join(each[0] for each in _BOTH), sqlite="".join(each[1] for each in _BOTH)),
    ]

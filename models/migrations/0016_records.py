"""What records beside agreements stand on: slots of any kind with a category, counters of every kind, review levels by kind, reports."""

from tortoise.migrations.migration import Migration as BaseMigration

from models.migrations._script import script, script_per_engine

_LEVELS = "".join(
    f"ALTER TABLE school_setup ADD COLUMN\n    {kind}_levels varchar(22) "
    f"CONSTRAINT school_setup_{kind}_levels_known CHECK ({kind}_levels IN ('SCHOOL_ONLY', 'DEPARTMENT_THEN_SCHOOL'));\n"
    for kind in ("supplement", "termination", "registration")
)
_GATE = """
ALTER TABLE class_year ADD COLUMN
    changes_until timestamptz;
ALTER TABLE school_setup ADD COLUMN
    allowed_categories varchar(60);
ALTER TABLE school_setup ADD COLUMN
    confirm_from date;
ALTER TABLE school_setup ADD COLUMN
    confirm_until date CONSTRAINT school_setup_confirm_days CHECK (confirm_until >= confirm_from);
"""

# A table's checks cannot be changed on SQLite, so the slots are written anew.
_SLOT = """
CREATE TABLE slot_before AS SELECT * FROM destination_slot;
DROP TABLE destination_slot;

CREATE TABLE destination_slot (
    graduate_id uuid PRIMARY KEY REFERENCES graduate (id),
    holder_kind varchar(16) NOT NULL,
    holder_id uuid NOT NULL,
    state varchar(12) NOT NULL,
    category varchar(2),
    under_id uuid,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    UNIQUE (holder_id, holder_kind),
    CONSTRAINT destination_slot_holder_kind_known CHECK (holder_kind IN ('AGREEMENT', 'SUPPLEMENT', 'REGISTRATION')),
    CONSTRAINT destination_slot_state_known CHECK (state IN ('RESERVED', 'HELD', 'SUPERSEDABLE')),
    CONSTRAINT destination_slot_category_where_in_force CHECK (
        (state = 'RESERVED' AND (category IS NULL) = (under_id IS NULL))
        OR (state <> 'RESERVED' AND category IS NOT NULL AND under_id IS NULL)
    )
);

INSERT INTO destination_slot (graduate_id, holder_kind, holder_id, state, category, under_id, created_at, updated_at)
SELECT graduate_id, holder_kind, holder_id, state, CASE state WHEN 'HELD' THEN '10' END, NULL, created_at, updated_at FROM slot_before;
DROP TABLE slot_before;
"""

_SLOT_OF_POSTGRES = """
DROP FUNCTION destination_slot_held_by_its_graduate() CASCADE;
CREATE FUNCTION destination_slot_held_by_its_graduate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.holder_kind = 'AGREEMENT'
        AND NOT EXISTS (SELECT 1 FROM agreement WHERE id = NEW.holder_id AND graduate_id = NEW.graduate_id) THEN
        RAISE EXCEPTION '%: the holder is no agreement of this graduate', TG_NAME USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER destination_slot_held_by_its_graduate BEFORE INSERT OR UPDATE OF graduate_id, holder_kind, holder_id ON destination_slot
FOR EACH ROW EXECUTE FUNCTION destination_slot_held_by_its_graduate();
"""
_SLOT_OF_SQLITE = """
CREATE TRIGGER destination_slot_held_by_its_graduate BEFORE INSERT ON destination_slot
WHEN NEW.holder_kind = 'AGREEMENT' AND NOT EXISTS (SELECT 1 FROM agreement WHERE id = NEW.holder_id AND graduate_id = NEW.graduate_id)
BEGIN SELECT RAISE(ABORT, 'destination_slot_held_by_its_graduate: the holder is no agreement of this graduate'); END;
CREATE TRIGGER destination_slot_held_by_its_graduate_on_update BEFORE UPDATE OF graduate_id, holder_kind, holder_id ON destination_slot
WHEN NEW.holder_kind = 'AGREEMENT' AND NOT EXISTS (SELECT 1 FROM agreement WHERE id = NEW.holder_id AND graduate_id = NEW.graduate_id)
BEGIN SELECT RAISE(ABORT, 'destination_slot_held_by_its_graduate: the holder is no agreement of this graduate'); END;
"""

_COUNTED = (
    *(
        f"supplement_{status}"
        for status in ("pending_department", "pending_school", "approved", "rejected", "cancelled", "voided", "terminated")
    ),
    *(
        f"termination_{status}"
        for status in (
            "pending_counterparty",
            "counterparty_refused",
            "withdrawn",
            "pending_department",
            "pending_school",
            "approved",
            "rejected",
            "lapsed",
        )
    ),
    *(
        f"registration_{status}"
        for status in (
            "pending_department",
            "pending_school",
            "approved",
            "rejected",
            "cancelled",
            "void_pending_department",
            "void_pending_school",
            "voided",
            "superseded",
        )
    ),
    *(f"category_{code}" for code in ("10", "11", "12", "27", "46", "50", "51", "75", "76", "80", "85", "70", "71", "72")),
    "registered",
)
_COUNTERS = "".join(
    f"ALTER TABLE signing_counters ADD COLUMN {column} integer NOT NULL DEFAULT 0 "
    f"CONSTRAINT signing_counters_{column} CHECK ({column} >= 0);\n"
    for column in _COUNTED
)

_COUNT = """
UPDATE signing_counters SET category_10 = online_effective + offline_effective, registered = (
    SELECT count(*) FROM destination_slot JOIN graduate ON graduate.id = destination_slot.graduate_id
    WHERE graduate.school_id = signing_counters.school_id AND graduate.class_year = signing_counters.class_year);
"""

_REPORT = """
CREATE TABLE report (
    id uuid PRIMARY KEY,
    graduate_id uuid NOT NULL REFERENCES graduate (id),
    seq integer NOT NULL,
    school_id uuid NOT NULL,
    province_code varchar(2) NOT NULL,
    department_id uuid NOT NULL,
    person_id uuid NOT NULL REFERENCES person (id),
    class_year integer NOT NULL REFERENCES class_year (year),
    feature varchar(11) NOT NULL,
    operation varchar(8) NOT NULL,
    record_kind varchar(24) NOT NULL,
    record_id uuid NOT NULL,
    record_version integer NOT NULL,
    payload text NOT NULL,
    state varchar(7) NOT NULL,
    attempts integer NOT NULL,
    next_attempt_at timestamptz,
    last_error varchar(500),
    acked_at timestamptz,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    UNIQUE (graduate_id, seq),
    UNIQUE (record_id, record_version, operation),
    FOREIGN KEY (school_id, province_code) REFERENCES school (id, province_code),
    FOREIGN KEY (department_id, school_id) REFERENCES department (id, school_id),
    CONSTRAINT report_seq_from_one CHECK (seq >= 1),
    CONSTRAINT report_feature_known CHECK (feature IN ('DESTINATION', 'ARCHIVE', 'HUKOU')),
    CONSTRAINT report_operation_known CHECK (operation IN ('UPSERT', 'WITHDRAW')),
    CONSTRAINT report_state_known CHECK (state IN ('PENDING', 'ACKED', 'DEAD')),
    CONSTRAINT report_attempts_from_zero CHECK (attempts >= 0),
    CONSTRAINT report_acked_where_acked CHECK ((state = 'ACKED') = (acked_at IS NOT NULL))
);
"""


class Migration(BaseMigration):
    dependencies = [("models", "0015_roster_import")]
    operations = [
        script(_GATE + _LEVELS),
        script(_SLOT),
        script_per_engine(postgres=_SLOT_OF_POSTGRES, sqlite=_SLOT_OF_SQLITE),
        script(_COUNTERS),
        script(_COUNT),
        script(_REPORT),
    ]

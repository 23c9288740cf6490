"""Archives and household registrations: their records, their counters, and what of the audit each module's readers see."""

from tortoise.migrations.migration import Migration as BaseMigration

from models.migrations._script import script, script_per_engine

_RECORD = """
    id uuid PRIMARY KEY,
    graduate_id uuid NOT NULL REFERENCES graduate (id),
    school_id uuid NOT NULL,
    province_code varchar(2) NOT NULL,
    department_id uuid NOT NULL,
    person_id uuid NOT NULL REFERENCES person (id),
    class_year integer NOT NULL REFERENCES class_year (year),
    review_levels varchar(22) NOT NULL,
    status varchar(23) NOT NULL,
    rejected_by varchar(10),
    status_reason varchar(500),
    version integer NOT NULL,
    source varchar(11) NOT NULL,
    is_change boolean NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,"""

_RULES = """
    FOREIGN KEY (school_id, province_code) REFERENCES school (id, province_code),
    FOREIGN KEY (department_id, school_id) REFERENCES department (id, school_id),
    CONSTRAINT {table}_status_known CHECK (status IN ({statuses})),
    CONSTRAINT {table}_status_of_its_life CHECK (
        status IN ('PENDING_DEPARTMENT', 'PENDING_SCHOOL', 'APPROVED', 'REJECTED', 'CANCELLED', 'SUPERSEDED')
    ),
    CONSTRAINT {table}_review_levels_known CHECK (review_levels IN ('SCHOOL_ONLY', 'DEPARTMENT_THEN_SCHOOL')),
    CONSTRAINT {table}_rejected_by_known CHECK (rejected_by IN ('DEPARTMENT', 'SCHOOL')),
    CONSTRAINT {table}_rejected_by_where_rejected CHECK ((status = 'REJECTED') = (rejected_by IS NOT NULL)),
    CONSTRAINT {table}_source_known CHECK (source IN ('GRADUATE', 'SCHOOL', 'DESTINATION')),
    CONSTRAINT {table}_version_positive CHECK (version >= 1),"""

_STATUSES = ", ".join(
    f"'{status}'"
    for status in (
        "PENDING_COUNTERPARTY",
        "COUNTERPARTY_REFUSED",
        "WITHDRAWN",
        "PENDING_DEPARTMENT",
        "PENDING_SCHOOL",
        "REJECTED",
        "CANCELLED",
        "APPROVED",
        "VOID_PENDING_DEPARTMENT",
        "VOID_PENDING_SCHOOL",
        "VOIDED",
        "TERMINATED",
        "SUPERSEDED",
        "LAPSED",
    )
)

_TRANSFERS = "'EMPLOYER', 'TALENT_AGENCY', 'ORIGIN', 'ADMITTED_SCHOOL', 'KEEP_AT_SCHOOL'"
_MIGRATIONS = "'BACK_TO_ORIGIN', 'TO_EMPLOYER', 'TO_TALENT_MARKET', 'TO_SCHOOL', 'TO_OTHER', 'KEEP'"

_ARCHIVE = f"""
CREATE TABLE archive_record ({_RECORD}
    transfer_type varchar(15) NOT NULL,
    receiver_name varchar(50),
    receiver_division varchar(6),
    receiver_address varchar(100),
    receiver_postcode varchar(6),
    receiver_person varchar(40),
    receiver_phone varchar(20),
    dispatch_mode varchar(14),
    dispatch_state varchar(8) NOT NULL,
    tracking_no varchar(40),
    transfer_no varchar(16),
    sent_at timestamptz,
    received_at timestamptz,
    return_reason varchar(500),{_RULES.format(table="archive_record", statuses=_STATUSES)}
    CONSTRAINT archive_record_transfer_type_known CHECK (transfer_type IN ({_TRANSFERS})),
    CONSTRAINT archive_record_dispatch_mode_known CHECK (dispatch_mode IN ('CONFIDENTIAL', 'EMS', 'SPECIAL_PERSON')),
    CONSTRAINT archive_record_dispatch_state_known CHECK (dispatch_state IN ('NOT_SENT', 'SENT', 'RECEIVED', 'RETURNED')),
    CONSTRAINT archive_record_receiver_unless_kept CHECK (
        (transfer_type = 'KEEP_AT_SCHOOL') = (receiver_name IS NULL) AND (transfer_type <> 'KEEP_AT_SCHOOL' OR dispatch_state = 'NOT_SENT')
    ),
    CONSTRAINT archive_record_sent_once_approved CHECK (dispatch_state = 'NOT_SENT' OR status IN ('APPROVED', 'SUPERSEDED')),
    CONSTRAINT archive_record_sent_at_a_moment CHECK ((dispatch_state = 'NOT_SENT') = (sent_at IS NULL)),
    CONSTRAINT archive_record_received_at_a_moment CHECK ((dispatch_state = 'RECEIVED') = (received_at IS NOT NULL)),
    CONSTRAINT archive_record_returned_for_a_reason CHECK ((dispatch_state = 'RETURNED') = (return_reason IS NOT NULL))
);
"""

_HUKOU = f"""
CREATE TABLE hukou_record ({_RECORD}
    migration_type varchar(16) NOT NULL,
    migration_reason varchar(13),
    destination_division varchar(6),
    destination_address varchar(100),
    receiving_unit varchar(60),{_RULES.format(table="hukou_record", statuses=_STATUSES)}
    CONSTRAINT hukou_record_migration_type_known CHECK (migration_type IN ({_MIGRATIONS})),
    CONSTRAINT hukou_record_migration_reason_known CHECK (migration_reason IN ('FURTHER_STUDY', 'GRADUATION')),
    CONSTRAINT hukou_record_destination_unless_kept CHECK (
        (migration_type = 'KEEP') = (destination_address IS NULL) AND (migration_type = 'KEEP') = (migration_reason IS NULL)
    )
);
"""


def _indexes(table: str) -> str:
    return f"""
CREATE UNIQUE INDEX {table}_one_open ON {table} (graduate_id) WHERE status IN ('PENDING_DEPARTMENT', 'PENDING_SCHOOL', 'REJECTED');
CREATE UNIQUE INDEX {table}_one_approved ON {table} (graduate_id) WHERE status = 'APPROVED';
CREATE INDEX {table}_of_graduate ON {table} (graduate_id, created_at, id);
CREATE INDEX {table}_of_person ON {table} (person_id, created_at, id);
CREATE INDEX {table}_page ON {table} (created_at, id);
CREATE INDEX {table}_page_of_province ON {table} (province_code, created_at, id);
CREATE INDEX {table}_page_of_school ON {table} (school_id, created_at, id);
CREATE INDEX {table}_page_of_department ON {table} (department_id, created_at, id);
CREATE INDEX {table}_page_of_school_status ON {table} (school_id, status, created_at, id);
"""


_STANDING = ("pending_department", "pending_school", "approved", "rejected", "cancelled", "superseded")
_COLUMNS = {
    "archive": (
        *("needed", "registered", *_STANDING),
        *(f"type_{each}" for each in ("employer", "talent_agency", "origin", "admitted_school", "keep_at_school")),
        *("sent", "received", "returned"),
    ),
    "hukou": (
        *("needed", "registered", *_STANDING),
        *(f"type_{each}" for each in ("back_to_origin", "to_employer", "to_talent_market", "to_school", "to_other", "keep")),
    ),
}


def _counters(kind: str) -> str:
    """Return the table, with a row for every school and class year that is counted already."""
    table, columns = f"{kind}_counters", _COLUMNS[kind]
    typed = "".join(f"    {column} integer NOT NULL DEFAULT 0,\n" for column in columns)
    checks = ",\n".join(f"    CONSTRAINT {table}_{column} CHECK ({column} >= 0)" for column in columns)
    return f"""
CREATE TABLE {table} (
    id uuid PRIMARY KEY,
    school_id uuid NOT NULL,
    province_code varchar(2) NOT NULL,
    class_year integer NOT NULL REFERENCES class_year (year),
    version integer NOT NULL,
{typed}    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    UNIQUE (school_id, class_year),
    FOREIGN KEY (school_id, province_code) REFERENCES school (id, province_code),
    CONSTRAINT {table}_version_from_zero CHECK (version >= 0),
{checks}
);
CREATE INDEX {table}_of_province ON {table} (province_code, class_year);

INSERT INTO {table} (id, school_id, province_code, class_year, version, needed, created_at, updated_at)
SELECT id, school_id, province_code, class_year, 0, (
    SELECT count(*) FROM graduate WHERE graduate.school_id = signing_counters.school_id
    AND graduate.class_year = signing_counters.class_year AND graduate.{kind}_in_school
), created_at, updated_at FROM signing_counters;
"""


_SCOPE = ("graduate_id", "person_id", "school_id", "department_id", "province_code", "class_year")
_SAME = """NOT EXISTS (
    SELECT 1 FROM graduate WHERE id = NEW.graduate_id AND person_id = NEW.person_id AND school_id = NEW.school_id
    AND department_id = NEW.department_id AND province_code = NEW.province_code AND class_year = NEW.class_year
)"""
_TABLES = ("archive_record", "hukou_record")
_SQLITE = "".join(
    f"""
CREATE TRIGGER {table}_copies_graduate BEFORE INSERT ON {table}
WHEN {_SAME}
BEGIN SELECT RAISE(ABORT, '{table}_copies_graduate: its scope is not that of its graduate'); END;
CREATE TRIGGER {table}_copies_graduate_on_update BEFORE UPDATE OF {", ".join(_SCOPE)} ON {table}
WHEN {_SAME}
BEGIN SELECT RAISE(ABORT, '{table}_copies_graduate: its scope is not that of its graduate'); END;
"""
    for table in _TABLES
)
_POSTGRES = f"""
CREATE FUNCTION transfer_copies_graduate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {_SAME} THEN
        RAISE EXCEPTION '%: its scope is not that of its graduate', TG_NAME USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
""" + "".join(
    f"""
CREATE TRIGGER {table}_copies_graduate BEFORE INSERT OR UPDATE OF {", ".join(_SCOPE)} ON {table}
FOR EACH ROW EXECUTE FUNCTION transfer_copies_graduate();
"""
    for table in _TABLES
)

# Acts of these two kinds are read by whoever holds their module, and nobody else learns that there are any.
_ENTRY = """
CREATE VIEW audit_entry AS
SELECT id, account_id, role, action, record_kind, record_id, status_before, status_after, reason, school_id, province_code, address,
    reader_school_id, reader_province_code, chain, chain_seq, seal_key, seal, created_at, updated_at
FROM audit WHERE record_kind NOT IN ('ARCHIVE', 'HUKOU');
"""
_EVENT = """
CREATE VIEW {kind}_event AS
SELECT audit.id AS id, record.id AS {kind}_record_id, record.school_id AS school_id, record.province_code AS province_code,
    record.department_id AS department_id, record.person_id AS person_id,
    audit.role AS role, audit.action AS action, audit.status_before AS status_before, audit.status_after AS status_after,
    audit.reason AS reason, audit.account_id AS account_id, audit.address AS address,
    audit.created_at AS created_at, audit.updated_at AS updated_at
FROM audit JOIN {kind}_record AS record ON {tie}
WHERE audit.record_kind = '{KIND}';
"""
_SQLITE_TIE = "record.id = audit.record_id"
_POSTGRES_TIE = """audit.record_id = CAST(record.id AS text)
    AND record.id = CASE WHEN audit.record_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN CAST(audit.record_id AS uuid) END"""


def _views(tie: str) -> str:
    return _ENTRY + "".join(_EVENT.format(kind=kind, KIND=kind.upper(), tie=tie) for kind in _COLUMNS)


class Migration(BaseMigration):
    dependencies = [("models", "0026_supplements")]
    operations = [
        script(_ARCHIVE + _HUKOU + "".join(map(_indexes, _TABLES))),
        script("".join(map(_counters, _COLUMNS))),
        script_per_engine(postgres=_POSTGRES + _views(_POSTGRES_TIE), sqlite=_SQLITE + _views(_SQLITE_TIE)),
    ]

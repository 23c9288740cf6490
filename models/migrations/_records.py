"""What tables of reviewed records have in common, and the triggers and views that go with each."""

from typing import Final

COPIED: Final = """
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
    version integer NOT NULL,""".strip("\n")

_SAME: Final = """SELECT 1 FROM graduate WHERE id = NEW.graduate_id AND person_id = NEW.person_id AND school_id = NEW.school_id
    AND department_id = NEW.department_id AND province_code = NEW.province_code AND class_year = NEW.class_year"""
_SCOPE: Final = "graduate_id, person_id, school_id, department_id, province_code, class_year"

# Only a text that is a UUID is read as one; both ways round, so that an index answers it from a record and from an entry.
_SQLITE_TIE: Final = "{table}.id = audit.record_id"
_POSTGRES_TIE: Final = """audit.record_id = CAST({table}.id AS text) AND {table}.id =
    CASE WHEN audit.record_id ~ '^[0-9a-f]{{8}}(-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}$' THEN CAST(audit.record_id AS uuid) END"""


def checks(table: str, statuses: tuple[str, ...]) -> str:
    """Return the checks of columns that all kinds of records have; `statuses` are those of the kind."""
    known = ", ".join(f"'{status}'" for status in statuses)
    return f"""
    CONSTRAINT {table}_review_levels_known CHECK (review_levels IN ('SCHOOL_ONLY', 'DEPARTMENT_THEN_SCHOOL')),
    CONSTRAINT {table}_status_of_its_life CHECK (status IN ({known})),
    CONSTRAINT {table}_rejected_by_known CHECK (rejected_by IN ('DEPARTMENT', 'SCHOOL')),
    CONSTRAINT {table}_rejected_by_where_rejected CHECK ((rejected_by IS NOT NULL) = (status = 'REJECTED')),
    CONSTRAINT {table}_department_reviews_where_set_up CHECK (
        review_levels = 'DEPARTMENT_THEN_SCHOOL' OR coalesce(rejected_by, 'SCHOOL') = 'SCHOOL' AND status <> 'PENDING_DEPARTMENT'
    ),
    CONSTRAINT {table}_version_positive CHECK (version >= 1)""".strip("\n")


def pages(table: str) -> str:
    """Return the indexes of lists: of everybody's rows, newest first, and of one status."""
    return "".join(
        f"CREATE INDEX {table}_page_of_{name} ON {table} ({name}_{key}, created_at, id);\n"
        for name, key in (("province", "code"), ("school", "id"), ("department", "id"), ("person", "id"), ("graduate", "id"))
    ) + "".join(
        f"CREATE INDEX {table}_page_of_{name}_status ON {table} ({name}_{key}, status, created_at, id, class_year);\n"
        for name, key in (("province", "code"), ("school", "id"), ("department", "id"))
    )


def copies_graduate(table: str) -> tuple[str, str]:
    """Return the triggers, for PostgreSQL and for SQLite, that hold a record's scope to that of its graduate."""
    said = "its scope is not that of its graduate"
    postgres = f"""
CREATE FUNCTION {table}_copies_graduate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS ({_SAME}) THEN
        RAISE EXCEPTION '%: {said}', TG_NAME USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER {table}_copies_graduate BEFORE INSERT OR UPDATE OF {_SCOPE} ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_copies_graduate();
"""
    sqlite = "".join(
        f"""
CREATE TRIGGER {table}_copies_graduate{suffix} BEFORE {event} ON {table} WHEN NOT EXISTS ({_SAME})
BEGIN SELECT RAISE(ABORT, '{table}_copies_graduate: {said}'); END;
"""
        for suffix, event in (("", "INSERT"), ("_on_update", f"UPDATE OF {_SCOPE}"))
    )
    return postgres, sqlite


def event_view(table: str, *, has_employer: bool = False) -> tuple[str, str]:
    """Return the view `TABLE_event` of the audit about such records, for PostgreSQL and for SQLite."""
    employer = f"{table}.employer_id AS employer_id, " if has_employer else ""
    view = f"""
CREATE VIEW {table}_event AS
SELECT audit.id AS id, {table}.id AS {table}_id, {table}.school_id AS school_id, {table}.province_code AS province_code,
    {table}.department_id AS department_id, {table}.person_id AS person_id, {employer}
    audit.role AS role, audit.action AS action, audit.status_before AS status_before, audit.status_after AS status_after,
    audit.reason AS reason, audit.created_at AS created_at, audit.updated_at AS updated_at
FROM audit JOIN {table} ON {{tie}}
WHERE audit.record_kind = '{table.upper()}';
"""
    return view.format(tie=_POSTGRES_TIE.format(table=table)), view.format(tie=_SQLITE_TIE.format(table=table))

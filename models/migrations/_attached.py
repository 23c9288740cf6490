"""Triggers that hold the scope of an upload to that of the record it is attached to, one for each kind of record."""

from typing import Final

_SAME: Final = """SELECT 1 FROM {table} WHERE id = NEW.record_id AND person_id = NEW.person_id AND school_id = NEW.school_id
    AND department_id = NEW.department_id AND province_code = NEW.province_code"""
_EMPLOYER: Final = {
    True: ("employer_id IS NOT DISTINCT FROM NEW.employer_id", "employer_id IS NEW.employer_id"),
    False: ("NEW.employer_id IS NULL", "NEW.employer_id IS NULL"),
}


def copies(kind: str, *, has_employer: bool) -> tuple[str, str]:
    """Return the triggers `upload_copies_KIND` for PostgreSQL and for SQLite; the kind's table is called as it is.

    Where its records have no `employer_id`, an upload of one has none either: no employer sees it.
    """
    table = kind.lower()
    for_postgres, for_sqlite = (f"{_SAME.format(table=table)} AND {same}" for same in _EMPLOYER[has_employer])
    said = f"its scope is not that of its {table}"
    postgres = f"""
CREATE FUNCTION upload_copies_{table}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        {for_postgres}
    ) THEN
        RAISE EXCEPTION '%: {said}', TG_NAME USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER upload_copies_{table} BEFORE INSERT OR UPDATE ON upload
FOR EACH ROW WHEN (NEW.record_kind = '{kind}') EXECUTE FUNCTION upload_copies_{table}();
"""
    sqlite = "".join(
        f"""
CREATE TRIGGER upload_copies_{table}{suffix} BEFORE {event} ON upload
WHEN NEW.record_kind = '{kind}' AND NOT EXISTS (
    {for_sqlite}
)
BEGIN SELECT RAISE(ABORT, 'upload_copies_{table}: {said}'); END;
"""
        for suffix, event in (("", "INSERT"), ("_on_update", "UPDATE"))
    )
    return postgres, sqlite

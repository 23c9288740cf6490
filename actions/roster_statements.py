"""The set-wise statements of an import: a portion of the rows put aside, compared with the roster and written into it.

Each is about `$1`, the import, and its rows from `$2` to `$3`. What school, year and moment it is about stands in the import's row.
They are PostgreSQL's and SQLite's alike.
"""

from collections.abc import Collection
from typing import Final

from actions.account import level_columns
from auth.modules import NO_LEVELS, held_levels
from rules.roles import Role
from rules.roster_fields import CORRECTABLE, KEPT, RosterField

_PORTION: Final = "r.roster_import_id = $1 AND r.row_number BETWEEN $2 AND $3"
_GOOD: Final = "(r.fate IS NULL OR r.fate <> 'BAD')"
_ON_ROSTER: Final = "g.school_id = i.school_id AND g.class_year = i.class_year"
_OF: Final = "FROM roster_row r JOIN roster_import i ON i.id = r.roster_import_id"

FORGET: Final = f"UPDATE roster_row AS r SET fate = NULL, changes = NULL WHERE {_PORTION} AND {_GOOD}"
"""Lets the portion be compared anew: others may have written since it was."""

TWICE: Final = """SELECT r.row_number, {column} AS twice FROM roster_row r WHERE r.roster_import_id = $1 AND r.{column} IN (
    SELECT d.{column} FROM roster_row d WHERE d.roster_import_id = $1 GROUP BY d.{column} HAVING count(*) > 1
) ORDER BY r.row_number"""
"""Rows whose number stands in another row of the file too; takes only the import."""

OTHERS_EXAM: Final = f"""SELECT r.row_number {_OF} JOIN graduate g ON {_ON_ROSTER} AND g.exam_number = r.exam_number
    JOIN person p ON p.id = g.person_id AND p.identity_index <> r.identity_index WHERE {_PORTION} AND {_GOOD}"""
"""Rows whose examination number is somebody else's on the roster."""

OTHER_EXAM: Final = f"""SELECT r.row_number {_OF} JOIN person p ON p.identity_index = r.identity_index
    JOIN graduate g ON g.person_id = p.id AND {_ON_ROSTER} AND g.exam_number <> r.exam_number WHERE {_PORTION} AND {_GOOD}"""
"""Rows of somebody who is on the roster under another examination number."""

UNKNOWN_DEPARTMENT: Final = f"""SELECT r.row_number, r.department {_OF}
    LEFT JOIN department d ON d.school_id = i.school_id AND d.name = r.department WHERE {_PORTION} AND {_GOOD} AND d.id IS NULL"""
"""Rows of a department that the school has not."""

BAD: Final = "UPDATE roster_row AS r SET fate = 'BAD' WHERE r.roster_import_id = $1 AND r.row_number IN ({rows})"

NEW: Final = f"UPDATE roster_row AS r SET fate = 'NEW' WHERE {_PORTION} AND r.fate IS NULL"
"""Comes after all else: what is neither known nor bad is new."""

COUNT: Final = f"SELECT r.fate, count(*) AS n FROM roster_row r WHERE {_PORTION} GROUP BY r.fate"
TOUCHED: Final = (
    f"SELECT r.graduate_id, r.fate, r.changes FROM roster_row r WHERE {_PORTION} AND r.fate IN ('NEW', 'CHANGED') ORDER BY r.row_number"
)
NEXT: Final = """SELECT max(n.row_number) AS last FROM (
    SELECT r.row_number FROM roster_row r WHERE r.roster_import_id = $1 AND r.row_number > $2{only} ORDER BY r.row_number LIMIT {most}
) n"""
"""The last row of the next portion behind `$2`; null where there is none."""
TO_WRITE: Final = " AND r.fate IN ('NEW', 'CHANGED')"
"""Only rows that the roster has not, or has otherwise: a file that it has already is not gone through again."""
WRITTEN_LATER: Final = f"SELECT count(*) AS n FROM roster_row r WHERE r.roster_import_id = $1{TO_WRITE}"

NEW_PEOPLE: Final = f"""INSERT INTO person (
    id, identity_index, identity_index_key, identity_cipher, identity_cipher_key, id_number_masked, created_at, updated_at
)
SELECT r.person_id, r.identity_index, r.identity_index_key, r.identity_cipher, r.identity_cipher_key, r.id_number_masked,
    i.updated_at, i.updated_at
{_OF} WHERE {_PORTION} AND r.fate = 'NEW' AND NOT EXISTS (SELECT 1 FROM person p WHERE p.identity_index = r.identity_index)
ORDER BY r.identity_index"""
"""In the order of their indexes: two schools that write the same people at once wait for each other in one direction."""

KNOWN_PEOPLE: Final = f"""UPDATE roster_row AS r SET person_id = p.id FROM person p
WHERE {_PORTION} AND r.fate = 'NEW' AND p.identity_index = r.identity_index AND p.id <> r.person_id"""

TAKEN_NAMES: Final = f"SELECT r.row_number {_OF} JOIN account a ON a.username = r.username WHERE {_PORTION} AND r.fate = 'NEW'"
RENAMED: Final = "UPDATE roster_row AS r SET username = $3 WHERE r.roster_import_id = $1 AND r.row_number = $2"

_LEVELS: Final = {column: int(level) for column, level in level_columns(held_levels(Role.GRADUATE, NO_LEVELS, NO_LEVELS)).items()}
NEW_ACCOUNTS: Final = f"""INSERT INTO account (
    id, username, display_name, role, is_enabled, epoch, version, person_id, school_id, {", ".join(_LEVELS)}, created_at, updated_at
)
SELECT r.account_id, r.username, r.name, 'GRADUATE', TRUE, 1, 1, r.person_id, i.school_id, {", ".join(map(str, _LEVELS.values()))},
    i.updated_at, i.updated_at
{_OF} WHERE {_PORTION} AND r.fate = 'NEW' AND NOT EXISTS (SELECT 1 FROM account a WHERE a.person_id = r.person_id)"""

_KEPT: Final = [field.attribute for field in KEPT]
NEW_GRADUATES: Final = f"""INSERT INTO graduate (
    id, person_id, school_id, department_id, province_code, class_year, id_number_masked, version, created_at, updated_at,
    {", ".join(_KEPT)}
)
SELECT r.graduate_id, r.person_id, i.school_id, d.id, i.province_code, i.class_year, r.id_number_masked, 1, i.updated_at, i.updated_at,
    {", ".join(f"r.{column}" for column in _KEPT)}
{_OF} JOIN department d ON d.school_id = i.school_id AND d.name = r.department WHERE {_PORTION} AND r.fate = 'NEW'"""

AT_SCHOOL: Final = f"""SELECT count(CASE WHEN g.archive_in_school THEN 1 END) AS archives,
    count(CASE WHEN g.hukou_in_school THEN 1 END) AS hukou
FROM roster_row r JOIN graduate g ON g.id = r.graduate_id WHERE {_PORTION} AND r.fate IN ('NEW', 'CHANGED')"""
"""Of how many of the portion's graduates, as the roster has them at that moment, archive and household registration are at the school."""

GREETINGS: Final = f"""UPDATE account SET display_name = r.name, updated_at = i.updated_at
FROM roster_row r JOIN roster_import i ON i.id = r.roster_import_id JOIN graduate g ON g.id = r.graduate_id
WHERE {_PORTION} AND r.fate = 'CHANGED' AND account.person_id = g.person_id AND account.school_id = i.school_id
    AND account.display_name <> r.name"""
"""The school's own accounts greet their graduates by the name that the roster has now."""


def known(given: Collection[str]) -> str:
    """Return the statement that finds the rows of graduates who are on the roster, and what of the fields given differs there.

    A department that is not there yet differs from any that is.
    """
    differs = " || ".join(f"CASE WHEN {_differs(field)} THEN '、{field.label}' ELSE '' END" for field in CORRECTABLE if field.name in given)
    return f"""UPDATE roster_row AS r SET
    graduate_id = k.graduate_id, changes = NULLIF(substr(k.changes, 2), ''), fate = CASE WHEN k.changes = '' THEN 'SAME' ELSE 'CHANGED' END
FROM (
    SELECT r.id, g.id AS graduate_id, {differs} AS changes
    {_OF} JOIN graduate g ON {_ON_ROSTER} AND g.exam_number = r.exam_number
        JOIN person p ON p.id = g.person_id AND p.identity_index = r.identity_index JOIN department d ON d.id = g.department_id
    WHERE {_PORTION} AND r.fate IS NULL
) k WHERE k.id = r.id"""


def corrected(given: Collection[str]) -> str:
    """Return the statement that corrects the fields given of graduates on the roster, who confirm their data anew."""
    columns = ", ".join(
        f"{field.attribute} = r.{field.attribute}" for field in CORRECTABLE if field.name in given and field.name != "department"
    )
    return f"""UPDATE graduate SET
    {columns}, department_id = d.id, confirmed_at = NULL, version = graduate.version + 1, updated_at = i.updated_at
FROM roster_row r JOIN roster_import i ON i.id = r.roster_import_id
    JOIN department d ON d.school_id = i.school_id AND d.name = r.department
WHERE {_PORTION} AND r.fate = 'CHANGED' AND graduate.id = r.graduate_id"""


def _differs(field: RosterField) -> str:
    if field.name == "department":
        return "d.name <> r.department"
    return f"g.{field.attribute} IS DISTINCT FROM r.{field.attribute}"

"""The answers the oracle expects: of one record with all its fields, of a list, of the statistics."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final

from rules.roles import Module, Role
from tests.access.oracle import WRITE, Asker, Facts, Levels, Row, leads_to, needs_of, offered, refusal, sees
from tests.access.sdl import fields_of, is_list, target_of
from tests.access.stage import Stage, denials

Denial = tuple[tuple[object, ...], dict[str, Any]]

LEVELLED: Final = frozenset({"Agreement", "DestinationRegistration", "ArchiveRecord", "HukouRecord"})
"""Records of which every act needs a level, whoever does it."""
PARENT: Final = {
    "Province": "province",
    "Cohort": "cohort",
    "School": "school",
    "Department": "department",
    "Graduate": "graduate",
    "Account": "account",
    "Agreement": "agreement",
    "DestinationRegistration": "registration",
    "Supplement": "supplement",
    "Termination": "termination",
    "CurrentDestination": "graduate",
    "Employer": "employer",
    "EmployerRegistration": "employer",
    "RosterImport": "roster_import",
    "ArchiveRecord": "record",
    "HukouRecord": "record",
    # What a form says beside its destination has the key of the destination's record.
    **dict.fromkeys(("ArchiveBlock", "HukouBlock"), "key"),
    "Snapshot": "snapshot",
    "SchoolSigningStatistics": "counters",
    **dict.fromkeys(("DestinationReport", "ArchiveReport", "HukouReport"), "report"),
    **dict.fromkeys(("DestinationLedgerEntry", "ArchiveLedgerEntry", "HukouLedgerEntry"), "entry"),
    "Confirmation": "confirmation",
    "Dispute": "dispute",
    "VerificationGrant": "grant",
    # What happened to an agreement is an entry of the audit, seen by others.
    "AuditEntry": "key",
}
"""Type of record -> what its key is called on the rows that hang on it."""


RECORDS: Final = frozenset({"Agreement", "Supplement", "Termination", "DestinationRegistration"})
"""What is moved by whoever holds 读写, of whatever role."""


def denial(coordinate: str, facts: Facts, path: Sequence[object]) -> Denial:
    """Return one error as `denials` shows it."""
    return tuple(path), {"coordinate": coordinate, **facts}


def denied_fields(asker: Asker, type_: str) -> dict[str, Facts]:
    """Return the fields of a type of record that the asker may not read, and why."""
    return _denied_fields(asker.role, asker.held, type_)


@cache
def _denied_fields(role: Role | None, held: Levels, type_: str) -> dict[str, Facts]:
    asker = Asker("somebody", role, held)
    found = {name: refusal(asker, needs_of(f"{type_}.{name}", target_of(field))) for name, field in fields_of(type_).items()}
    return {name: facts for name, facts in found.items() if facts is not None}


def field_denials(asker: Asker, type_: str, path: Sequence[object]) -> list[Denial]:
    """Return the errors of a whole record at a path: one for each denied field, however many rows there are."""
    return sorted((denial(f"{type_}.{name}", facts, [*path, name]) for name, facts in denied_fields(asker, type_).items()), key=repr)


def one(stage: Stage, asker: Asker, row: Row, type_: str) -> dict[str, str] | None:
    """Return what a to-one relation of a visible row to a type shows."""
    key = getattr(row, PARENT[type_])
    target = next((each for each in stage.cast.of(type_) if each.key == key), None)
    return {"id": target.id} if target is not None and leads_to(asker, row, target) else None


def hanging(stage: Stage, asker: Asker, row: Row, type_: str) -> set[str]:
    """Return the IDs of the rows of a type that hang on a row and are visible."""
    return {each.id for each in stage.cast.of(type_) if getattr(each, PARENT[row.type]) == row.key and sees(asker, each)}


def check_page(page: Mapping[str, Any], expected: set[str]) -> None:
    """Check that a connection holds and counts exactly these rows, and that its cursors are of them alone."""
    ids = [edge["node"]["id"] for edge in page["edges"]]
    assert sorted(ids) == sorted(expected)
    assert page["totalCount"] == len(expected)
    assert page["pageInfo"]["hasNextPage"] is False
    ends = [page["edges"][at]["cursor"] for at in (0, -1)] if ids else [None, None]
    assert [page["pageInfo"]["startCursor"], page["pageInfo"]["endCursor"]] == ends


def check_record(stage: Stage, asker: Asker, row: Row, record: Mapping[str, Any], truth: Mapping[str, Any]) -> int:
    """Check every field of a visible row; `truth` is what the ministry reads there. Return how many were checked."""
    denied = denied_fields(asker, row.type)
    for name, field in fields_of(row.type).items():
        target = target_of(field)
        where = (asker.name, row.id, name)
        if name in denied:
            assert record[name] is None, where
        elif is_list(field):
            check_page(record[name], hanging(stage, asker, row, str(target)))
        elif name == "availableActions":
            check_actions(asker, row, record[name])
        elif target is not None:
            assert record[name] == one(stage, asker, row, target), where
        else:
            assert record[name] == truth[name], where
    return len(fields_of(row.type))


def check_actions(asker: Asker, row: Row, actions: Sequence[Mapping[str, Any]]) -> None:
    """Check that a record offers what is the asker's turn to do, and that whoever may not write is told so."""
    assert tuple(action["action"] for action in actions) == offered(asker, row), (asker.name, row.id)
    # Provinces and the ministry manage accounts and registrations without a level: they have none of their own.
    module = {"ArchiveRecord": Module.ARCHIVE, "HukouRecord": Module.HUKOU}.get(row.type, Module.EMPLOYMENT)
    needs_level = row.type in (LEVELLED | RECORDS) or asker.role not in {Role.MINISTRY, Role.PROVINCE}
    for action in actions:
        codes = {reason["code"] for reason in action["reasons"]}
        assert ("LEVEL_TOO_LOW" in codes) is (needs_level and asker.level([module]) is not WRITE), (asker.name, row.id)
        assert action["allowed"] is (not codes)


def reader_of(stage: Stage, row: Row) -> Asker:
    """Return who reads all of a row: the ministry, or whose own affair it is."""
    readers = [asker for asker in stage.askers if sees(asker, row) and denied_fields(asker, row.type) == {}]
    return next((asker for asker in readers if asker.name == "ministry"), readers[0])


async def truths(stage: Stage, type_: str, document: str) -> dict[str, dict[str, Any]]:
    """Return every row of a type as the ministry reads it, by ID; what is one person's own as that person reads it.

    Every leaf is filled in at least one row, so nulls mean denials.
    """
    found = {}
    for row in stage.cast.of(type_):
        answer = await stage.ask(reader_of(stage, row), document, id=row.id)
        assert denials(answer) == []
        found[row.id] = answer["data"]["node"]
    assert {name for name in fields_of(type_) if all(record[name] is None for record in found.values())} == set()
    return found


def visible(stage: Stage, asker: Asker, type_: str) -> Iterator[Row]:
    """Yield the rows of a type that an asker may know of."""
    return (row for row in stage.cast.of(type_) if sees(asker, row))

"""Lists, counts, filters by ID and statistics, for everybody: rows out of scope do not exist."""

from collections.abc import Iterable
from typing import Any, Final

import pytest

from rules.roles import Role
from tests.access.conftest import Cells
from tests.access.expected import (
    Denial,
    check_page,
    check_record,
    denial,
    denied_fields,
    field_denials,
    one,
    truths,
    visible,
)
from tests.access.oracle import TYPES, Asker, Row, refusal, sees
from tests.access.sdl import fields_of, input_fields, is_list, node_document, selection, target_of, whole
from tests.access.stage import Stage, denials
from tests.reference.statistics import rates

LISTS: Final = {name: str(target_of(field)) for name, field in fields_of("Query").items() if is_list(field)}
"""Root connection -> type of record."""
STATISTICS: Final = ("Signing", "Archive", "Hukou")
COUNTED: Final = (
    *(f"{of.lower()}Statistics" for of in STATISTICS),
    *("agreementCounts", "supplementCounts", "terminationCounts", "registrationCounts", "archiveRecordCounts", "hukouRecordCounts"),
    "worklist",
    *("departmentStatistics", "degreeStatistics", "majorStatistics", "snapshotComparison"),
)
"""Root fields that count rows."""
OFF_STAGE: Final = {"Province": 30}
"""Rows that are there and not on the stage: the other provinces, whose names everybody may know."""
NOTHING: Final = {
    "schools": 'filter: {code: {eq: "-"}}',
    "graduates": "filter: {classYear: {eq: 1}}",
    "agreements": "filter: {classYear: {eq: 1}}",
    "supplements": "filter: {classYear: {eq: 1}}",
    "terminations": "filter: {classYear: {eq: 1}}",
    "registrations": "filter: {classYear: {eq: 1}}",
    "disputes": "filter: {classYear: {eq: 1}}",
    "auditEntries": 'filter: {at: {lt: "2000-01-01T00:00:00Z"}}',
    "accounts": 'filter: {username: {eq: "-"}}',
    "employerRegistrations": 'filter: {uscc: {eq: "-"}}',
    "setupGaps": "filter: {classYear: {eq: 1}}",
    "classYears": "filter: {year: {eq: 1}}",
    "schoolEnablements": "filter: {classYear: {eq: 1}}",
    "rosterImports": "filter: {classYear: {eq: 1}}",
    **dict.fromkeys(("archiveRecords", "hukouRecords"), "filter: {classYear: {eq: 1}}"),
    **dict.fromkeys(("archiveEvents", "hukouEvents"), 'filter: {at: {lt: "2000-01-01T00:00:00Z"}}'),
    "statisticsSnapshots": "filter: {classYear: {eq: 1}}",
    "schoolSnapshots": "filter: {classYear: {eq: 1}}",
    **{f"{of}{what}": "filter: {classYear: {eq: 1}}" for of in ("destination", "archive", "hukou") for what in ("Reports", "Ledger")},
    "downloads": 'filter: {list: {eq: "-"}}',
    "confirmations": 'filter: {transferNumber: {eq: "1"}}',
    "sessions": 'filter: {expiresAt: {lt: "1999-01-01T00:00:00Z"}}',
}
"""What finds nothing in a list; of provinces, which have no filter, nothing comes after the last."""
OF_EVENTS: Final = dict.fromkeys(("archiveRecord", "hukouRecord"), "record")
"""What hangs on a record, by what the key of that is called on the stage's rows."""
PAGE: Final = "totalCount pageInfo { hasNextPage startCursor endCursor }"
FOLLOWED: Final = {
    "Graduate": ("School", "Department"),
    "Agreement": ("School", "Department", "Graduate", "Employer"),
    "Supplement": ("School", "Department", "Graduate"),
    "Termination": ("School", "Department", "Graduate", "Employer"),
    "DestinationRegistration": ("School", "Department", "Graduate"),
    "Confirmation": ("School", "Department", "Graduate"),
    "Dispute": ("School", "Department", "Graduate"),
}
"""To-one relations that lists can be filtered by, by what they lead to."""


def test_the_root_lists_are_those_of_the_table() -> None:
    assert set(fields_of("Query")) == {
        "viewer",
        "loginProviders",
        "permissionTable",
        "registrationForms",
        "archiveForm",
        "hukouForm",
        "downloadLists",
        *("node", "nodes"),
        *COUNTED,
        *LISTS,
    }
    assert LISTS == {
        "provinces": "Province",
        "schools": "School",
        "graduates": "Graduate",
        "agreements": "Agreement",
        "supplements": "Supplement",
        "terminations": "Termination",
        "registrations": "DestinationRegistration",
        "auditEntries": "AuditEntry",
        "sessions": "Session",
        "accounts": "Account",
        "employerRegistrations": "EmployerRegistration",
        "setupGaps": "SetupGap",
        "classYears": "Cohort",
        "schoolEnablements": "SchoolEnablement",
        "rosterImports": "RosterImport",
        "archiveRecords": "ArchiveRecord",
        "archiveEvents": "ArchiveEvent",
        "hukouRecords": "HukouRecord",
        "hukouEvents": "HukouEvent",
        "statisticsSnapshots": "Snapshot",
        "schoolSnapshots": "SchoolSnapshot",
        "destinationReports": "DestinationReport",
        "archiveReports": "ArchiveReport",
        "hukouReports": "HukouReport",
        "destinationLedger": "DestinationLedgerEntry",
        "archiveLedger": "ArchiveLedgerEntry",
        "hukouLedger": "HukouLedgerEntry",
        "downloads": "Download",
        "confirmations": "Confirmation",
        "disputes": "Dispute",
    }


def list_denials(asker: Asker, name: str) -> list[Denial]:
    """Return the errors of a root list with whole records: the list's own, or those of its records' fields."""
    facts = refusal(asker, iter([TYPES[LISTS[name]]]))
    if facts is not None:
        return [denial(f"Query.{name}", facts, [name])]
    return field_denials(asker, LISTS[name], [name, "edges", "node"])


@pytest.mark.parametrize("name", LISTS)
async def test_a_list_holds_and_counts_the_rows_in_scope_and_their_readable_fields(stage: Stage, cells: Cells, name: str) -> None:
    type_ = LISTS[name]
    document = f"{{ {name}(first: 100) {{ {PAGE} edges {{ cursor node {{ {whole(type_)} }} }} }} }}"
    truth = await truths(stage, type_, node_document(type_))
    for asker in stage.askers:
        answer = await stage.ask(asker, document)
        assert denials(answer) == list_denials(asker, name), asker.name
        page = answer["data"][name]
        if refusal(asker, iter([TYPES[type_]])) is not None:
            assert page is None
            continue
        rows = {row.id: row for row in visible(stage, asker, type_)}
        assert page["totalCount"] == len(page["edges"]) == len(rows) + OFF_STAGE.get(type_, 0)
        found = {edge["node"]["id"]: edge["node"] for edge in page["edges"]}
        assert set(rows) <= set(found)
        for id_, row in rows.items():
            cells.add("fields in lists", check_record(stage, asker, row, found[id_], truth[id_]))


@pytest.mark.parametrize("name", LISTS)
async def test_a_denial_is_the_same_where_there_are_no_rows(stage: Stage, cells: Cells, name: str) -> None:
    nothing = NOTHING[name] if name in NOTHING else f'after: "{await last_cursor(stage)}"'
    document = f"{{ {name}(first: 100, {nothing}) {{ edges {{ node {{ {whole(LISTS[name])} }} }} }} }}"
    for asker in stage.askers:
        answer = await stage.ask(asker, document)
        assert denials(answer) == list_denials(asker, name), asker.name
        assert answer["data"][name] in (None, {"edges": []})
        cells.add("denials over no rows", len(fields_of(LISTS[name])))


async def last_cursor(stage: Stage) -> str:
    """Return the cursor after which there is no province."""
    answer = await stage.ask(stage.askers[1], "{ provinces(first: 100) { pageInfo { endCursor } } }")
    return str(answer["data"]["provinces"]["pageInfo"]["endCursor"])


def by_id(stage: Stage) -> Iterable[tuple[str, str, Row]]:
    """Yield every filter by ID of a root list, with every row it can name: list, filter's field, row."""
    for name in LISTS:
        argument = next((each for each in fields_of("Query")[name].arguments or () if each.name.value == "filter"), None)
        if argument is None:
            continue
        for field, type_ in input_fields(f"{LISTS[name]}Filter").items():
            if type_ == "IDFilter":
                yield from ((name, field, row) for row in stage.cast.of(field[0].upper() + field[1:]))


async def test_a_filter_by_id_finds_nothing_out_of_scope(stage: Stage, cells: Cells) -> None:
    for name, field, named in by_id(stage):
        type_ = LISTS[name]
        document = f"query($id: ID!) {{ list: {selection(fields_of('Query')[name], f'first: 100, filter: {{{field}: {{eq: $id}}}}')} }}"
        for asker in stage.places:
            if refusal(asker, iter([TYPES[type_]])) is not None or (asker.role is Role.EMPLOYER and field in {"department", "graduate"}):
                continue
            answer = await stage.ask(asker, document, id=named.id)
            assert denials(answer) == []
            check_page(
                answer["data"]["list"],
                {row.id for row in visible(stage, asker, type_) if getattr(row, OF_EVENTS.get(field, field)) == named.key},
            )
            cells.add("filters by ID")


async def test_a_relation_is_followed_only_into_scope(stage: Stage, cells: Cells) -> None:
    """Rows reached through two hops: what hangs on what a visible row names."""
    for type_, targets in FOLLOWED.items():
        for target in targets:
            lists = " ".join(selection(field) for field in fields_of(target).values() if is_list(field))
            field = target.lower()
            document = f"query($id: ID!) {{ node(id: $id) {{ ... on {type_} {{ {field} {{ id {lists} }} }} }} }}"
            for asker in stage.places:
                if refusal(asker, iter([TYPES[type_]])) is None and field not in denied_fields(asker, type_):
                    for row in visible(stage, asker, type_):
                        answer = await stage.ask(asker, document, id=row.id)
                        check_followed(stage, asker, one(stage, asker, row, target), answer["data"]["node"][field])
                        cells.add("relations followed")


def check_followed(stage: Stage, asker: Asker, expected: dict[str, str] | None, record: dict[str, Any] | None) -> None:
    """Check the lists of a record that was reached through another."""
    assert (record is None) is (expected is None)
    if record is None or expected is None:
        return
    assert record["id"] == expected["id"]
    row = stage.cast.find(record["id"])
    for name, field in fields_of(row.type).items():
        if is_list(field):
            if name in denied_fields(asker, row.type):
                assert record[name] is None
            else:
                target = str(target_of(field))
                key = row.type.lower()
                check_page(record[name], {each.id for each in visible(stage, asker, target) if getattr(each, key) == row.key})


@pytest.mark.parametrize("of", STATISTICS)
async def test_statistics_sum_exactly_the_schools_in_scope(stage: Stage, cells: Cells, of: str) -> None:
    of_schools, name = f"School{of}Statistics", f"{of.lower()}Statistics"
    truth = await truths(stage, of_schools, node_document(of_schools))
    document = f"""query($province: ID, $school: ID) {{
        {name}(classYear: 2023, province: $province, school: $school) {{ {whole(f"{of}Statistics")} }} }}"""
    places: list[Row | None] = [None, *stage.cast.of("Province"), *stage.cast.of("School")]
    for asker in stage.askers:
        facts = refusal(asker, iter([TYPES[f"{of}Statistics"]]))
        for place in places:
            answer = await stage.ask(asker, document, **({place.type.lower(): place.id} if place else {}))
            figures = answer["data"][name]
            cells.add("statistics", len(fields_of(f"{of}Statistics")))
            if facts is not None:
                assert denials(answer) == [denial(f"Query.{name}", facts, [name])]
                assert figures is None
                continue
            chosen = [row for row in stage.cast.of(of_schools) if row.class_year == 2023 and is_in(row, place)]
            check_sums(figures, {row.id: truth[row.id] for row in chosen if sees(asker, row)})


def is_in(row: Row, place: Row | None) -> bool:
    """Return whether a school's counters are of the place that was chosen."""
    return place is None or getattr(row, place.type.lower()) == place.key


def check_sums(figures: dict[str, Any] | None, schools: dict[str, dict[str, Any]]) -> None:
    """Check every figure against the sum over the schools; no school in scope looks like no school at all."""
    assert (figures is None) is (not schools)
    if figures is None:
        return
    check_page(figures["schools"], set(schools))
    assert figures["schoolCount"] == len(schools)
    assert figures["classYear"] == 2023
    numbers = [name for name in figures if name not in {"schools", "schoolCount", "classYear"} and not name.endswith("Rate")]
    assert {name: figures[name] for name in numbers} == {name: sum(each[name] for each in schools.values()) for name in numbers}
    rated = [name for name in figures if name.endswith("Rate")]
    reckoned = rates(figures)
    assert {name: figures[name] for name in rated} == {name: reckoned[name] for name in rated}


async def test_everybody_is_told_who_they_are_and_what_they_hold(stage: Stage, cells: Cells) -> None:
    document = "{ viewer { account role permissions { module level } } }"
    for asker in stage.askers:
        answer = await stage.ask(asker, document)
        levels = zip(("EMPLOYMENT", "ARCHIVE", "HUKOU"), asker.held, strict=True)
        permissions = [{"module": module, "level": level.name} for module, level in levels]
        expected = {"account": asker.name, "role": asker.role.value, "permissions": permissions} if asker.role else None
        assert answer["data"] == {"viewer": expected}
        assert denials(answer) == []
        cells.add("viewers")

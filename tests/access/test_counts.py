"""Counts per state, what waits, and filters by the graduate, for everybody: no more is counted or found than could be listed."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

import pytest

from rules.roles import Module, Role
from tests.access.conftest import Cells
from tests.access.expected import denial, visible
from tests.access.offers import OFFERED
from tests.access.oracle import NONE, TYPES, WRITE, Asker, Row, leads_to, needs_of_column, refusal
from tests.access.sdl import input_fields
from tests.access.stage import Stage, denials
from tests.access.test_arguments import VALUES, target

COUNTS: Final = "{ agreementCounts { initiator status statusLabel initiatorLabel count } }"
WORKLIST: Final = "{ worklist { code label count dueAt list filter } }"


def enters(asker: Asker) -> bool:
    return refusal(asker, iter([TYPES["Agreement"]])) is None


async def test_counts_are_of_the_rows_in_scope_and_denied_with_their_list(stage: Stage, cells: Cells) -> None:
    for asker in stage.askers:
        answer = await stage.ask(asker, COUNTS)
        facts = refusal(asker, iter([TYPES["AgreementCount"]]))
        if facts is not None:
            assert answer["data"] == {"agreementCounts": None}
            assert denials(answer) == [denial("Query.agreementCounts", facts, ["agreementCounts"])]
            continue
        assert denials(answer) == []
        told = {(each["initiator"], each["status"]): each["count"] for each in answer["data"]["agreementCounts"]}
        expected = Counter(row.standing for row in visible(stage, asker, "Agreement"))
        assert len(told) == 21
        assert {standing: number for standing, number in told.items() if number} == dict(expected), asker.name
        cells.add("counts", len(told))


async def test_archives_and_household_registrations_are_counted_for_whoever_lists_them(stage: Stage, cells: Cells) -> None:
    for asker in stage.askers:
        for kind in ("archive", "hukou"):
            answer = await stage.ask(asker, f"{{ {kind}RecordCounts {{ status statusLabel count }} }}")
            facts = refusal(asker, iter([TYPES[f"{kind.capitalize()}RecordCount"]]))
            name = f"{kind}RecordCounts"
            if facts is not None:
                assert denials(answer) == [denial(f"Query.{name}", facts, [name])]
                continue
            assert denials(answer) == []
            told = {each["status"]: each["count"] for each in answer["data"][name]}
            rows = visible(stage, asker, f"{kind.capitalize()}Record")
            expected = Counter(row.standing[1].split()[0] for row in rows if row.standing)
            assert len(told) == 6
            assert {status: number for status, number in told.items() if number} == dict(expected), asker.name
            cells.add("counts", len(told))


@pytest.mark.parametrize(
    ("root", "count", "type_", "statuses"),
    [
        ("supplementCounts", "SupplementCount", "Supplement", 7),
        ("terminationCounts", "TerminationCount", "Termination", 8),
        ("registrationCounts", "RegistrationCount", "DestinationRegistration", 9),
    ],
)
async def test_other_records_are_counted_as_they_are_listed(
    stage: Stage, cells: Cells, root: str, count: str, type_: str, statuses: int
) -> None:
    for asker in stage.askers:
        answer = await stage.ask(asker, f"{{ {root} {{ status statusLabel count }} }}")
        facts = refusal(asker, iter([TYPES[count]]))
        if facts is not None:
            assert denials(answer) == [denial(f"Query.{root}", facts, [root])]
            continue
        told = {each["status"]: each["count"] for each in answer["data"][root]}
        assert len(told) == statuses
        assert +Counter(told) == Counter(row.standing[1] for row in visible(stage, asker, type_) if row.standing), asker.name
        cells.add("counts", len(told))


async def test_what_may_not_be_filtered_in_the_list_may_not_be_counted_by_either(stage: Stage, cells: Cells) -> None:
    ids = {type_: stage.cast.of(type_)[0].id for type_ in ("School", "Department", "Graduate", "Employer")}
    comparisons = {
        name: f'{{eq: "{ids[name.capitalize()]}"}}' if kind.endswith("IDFilter") else VALUES[kind]
        for name, kind in input_fields("AgreementFilter").items()
        if name not in {"and", "or", "not"}
    }
    for asker in (asker for asker in stage.askers if enters(asker)):
        for name, value in comparisons.items():
            chosen = f"filter: {{{name}: {value}}}"
            both = f"{{ list: agreements(first: 1, {chosen}) {{ totalCount }} counts: agreementCounts({chosen}) {{ count }} }}"
            answer = await stage.ask(asker, both)
            facts = refusal(asker, needs_of_column(f"AgreementFilter.{name}", target(f"AgreementFilter.{name}")))
            if facts is None:
                assert denials(answer) == []
                assert sum(each["count"] for each in answer["data"]["counts"]) == answer["data"]["list"]["totalCount"]
            else:
                assert answer["data"] == {"list": None, "counts": None}
                assert denials(answer) == [denial(f"AgreementFilter.{name}", facts, [key]) for key in ("counts", "list")]
            cells.add("counts")


async def test_a_filter_by_the_graduate_finds_only_those_one_is_led_to(stage: Stage, cells: Cells) -> None:
    """Neither by the name that everybody has, nor by one's own, nor by the opposite of what nobody has."""
    graduates = {row.key: row for row in stage.cast.of("Graduate")}
    names = await names_of_graduates(stage)
    document = "query($f: AgreementFilter) { agreements(first: 100, filter: $f) { totalCount edges { node { id } } } }"
    for asker in (asker for asker in stage.askers if enters(asker)):
        rows = list(visible(stage, asker, "Agreement"))
        led = {row.id for row in rows if leads_to(asker, row, graduates[row.graduate])}
        answer = await stage.ask(asker, document, f={"graduateMatches": {}})
        assert ids_of(answer) == led, asker.name
        answer = await stage.ask(asker, document, f={"not": {"graduateMatches": {}}})
        assert ids_of(answer) == {row.id for row in rows} - led, asker.name
        for name in set(names.values()):
            of_name = {row.id for row in rows if row.id in led and names[f"Graduate:{row.graduate}"] == name}
            # Found first where few can be meant, and followed where it is part of an alternative: either way the same.
            for chosen in ({"name": {"eq": name}}, {"or": [{"name": {"eq": name}}]}, {"name": {"prefix": name}}):
                answer = await stage.ask(asker, document, f={"graduateMatches": chosen})
                assert ids_of(answer) == of_name, (asker.name, name)
                cells.add("filters by the graduate")


async def names_of_graduates(stage: Stage) -> dict[str, str]:
    """Return the name of every graduate, by ID, as the ministry reads it."""
    ministry = next(asker for asker in stage.askers if asker.name == "ministry")
    answer = await stage.ask(ministry, "{ graduates(first: 100) { edges { node { id name } } } }")
    return {edge["node"]["id"]: edge["node"]["name"] for edge in answer["data"]["graduates"]["edges"]}


def ids_of(answer: dict[str, Any]) -> set[str]:
    """Return the IDs of a list that is whole."""
    assert denials(answer) == []
    page = answer["data"]["agreements"]
    assert page["totalCount"] == len(page["edges"])
    return {edge["node"]["id"] for edge in page["edges"]}


async def test_an_employer_cannot_try_out_identity_numbers(stage: Stage, cells: Cells) -> None:
    number = stage.world.id_number(stage.world.graduate)
    document = "query($f: AgreementFilter) { agreements(first: 1, filter: $f) { totalCount } agreementCounts(filter: $f) { count } }"
    for asker in (asker for asker in stage.askers if enters(asker)):
        answer = await stage.ask(asker, document, f={"or": [{"graduateMatches": {"idNumber": {"eq": number}}}]})
        facts = refusal(asker, needs_of_column("GraduateFilter.idNumber", None))
        assert (facts is not None) is (asker.role is Role.EMPLOYER)
        paths = ["agreementCounts", "agreements"] if facts else []
        assert denials(answer) == [denial("GraduateFilter.idNumber", facts or {}, [path]) for path in paths]
        cells.add("filters by the graduate")


ENDINGS: Final = ("SUPPLEMENTS_TO_REVIEW", "TERMINATIONS_TO_REVIEW")
REVIEWS: Final = ("SIGNINGS_TO_REVIEW", "FORMS_TO_REVIEW", "SCANS_TO_REVIEW", *ENDINGS, "DESTINATIONS_TO_REVIEW", "VOIDS_TO_REVIEW")
RESUBMITTED: Final = ("SUPPLEMENTS_TO_RESUBMIT", "DESTINATIONS_TO_RESUBMIT")
TRANSFERRED: Final = ("ARCHIVES_TO_RESUBMIT", "HUKOU_TO_RESUBMIT")
RETURNED: Final = ("SCANS_TO_UPLOAD", "SCANS_TO_CORRECT", "TERMINATIONS_TO_ANSWER")
TRANSFERS: Final = ("ARCHIVES_TO_REVIEW", "ARCHIVES_TO_SEND", "HUKOU_TO_REVIEW")
WORK: Final[Mapping[Role, tuple[str, ...]]] = {
    Role.MINISTRY: (),
    Role.PROVINCE: ("EMPLOYERS_TO_REVIEW", "AGREEMENT_TYPES_MISSING", "SCHOOLS_NOT_SET_UP"),
    Role.SCHOOL: (*REVIEWS, "DISPUTES_TO_RESOLVE", *TRANSFERS, "SIGNING_SETUP_MISSING", "ARCHIVE_SETUP_MISSING", "HUKOU_SETUP_MISSING"),
    Role.DEPARTMENT: (*REVIEWS, "ARCHIVES_TO_REVIEW", "HUKOU_TO_REVIEW"),
    Role.GRADUATE: ("BASICS_TO_CONFIRM", "INVITATIONS_TO_ANSWER", "FORMS_TO_RESUBMIT", *RESUBMITTED, *RETURNED, *TRANSFERRED),
    Role.EMPLOYER: ("REGISTRATION_TO_SUBMIT", "REGISTRATION_RETURNED", *RETURNED),
}
"""What can wait for each role: its own reviews and answers, its registration, its set-ups; a province's registrations and schools."""
FILTERS: Final = {
    "archiveRecords": "ArchiveRecordFilter",
    "hukouRecords": "HukouRecordFilter",
    "agreements": "AgreementFilter",
    "employerRegistrations": "EmployerRegistrationFilter",
    "graduates": "GraduateFilter",
    "registrations": "DestinationRegistrationFilter",
    "setupGaps": "SetupGapFilter",
    "supplements": "SupplementFilter",
    "disputes": "DisputeFilter",
    "terminations": "TerminationFilter",
}
MODULES: Final = {
    **dict.fromkeys(("ARCHIVE_SETUP_MISSING", "ARCHIVES_TO_REVIEW", "ARCHIVES_TO_SEND", "ARCHIVES_TO_RESUBMIT"), Module.ARCHIVE),
    **dict.fromkeys(("HUKOU_SETUP_MISSING", "HUKOU_TO_REVIEW", "HUKOU_TO_RESUBMIT"), Module.HUKOU),
}


def waits_for(asker: Asker) -> list[str]:
    """Return the kinds of work an asker is told: what it could not do for want of 读写 is not its work."""
    if asker.role is Role.PROVINCE:
        return list(WORK[asker.role])
    return [code for code in WORK[asker.role or Role.MINISTRY] if asker.level([MODULES.get(code, Module.EMPLOYMENT)]) is WRITE]


async def test_what_waits_is_what_ones_levels_let_one_do_and_its_list_shows_it(stage: Stage, cells: Cells) -> None:
    for asker in stage.askers:
        answer = await stage.ask(asker, WORKLIST)
        if asker.role is None:
            assert answer["data"] == {"worklist": None}
            assert [facts["code"] for _, facts in denials(answer)] == ["UNAUTHENTICATED"]
            continue
        assert denials(answer) == []
        items = answer["data"]["worklist"]
        assert [item["code"] for item in items] == waits_for(asker), asker.name
        for item in items:
            filter_ = FILTERS[item["list"]]
            document = f"query($f: {filter_}) {{ {item['list']}(first: 100, filter: $f) {{ totalCount edges {{ node {{ id }} }} }} }}"
            listed = await stage.ask(asker, document, f=item["filter"])
            assert denials(listed) == []
            rows = [stage.cast.find(edge["node"]["id"]) for edge in listed["data"][item["list"]]["edges"]]
            assert item["count"] == listed["data"][item["list"]]["totalCount"] == len(rows)
            assert all(could_do(asker, row) for row in rows), (asker.name, item["code"])
            cells.add("work", 1 + len(rows))


def could_do(asker: Asker, row: Row) -> bool:
    """Return whether a row is one that somebody of the role could do something about: offered, a set-up, or one's own basic data."""
    in_scope = {"SetupGap": row.school == asker.school or row.province == asker.province, "Graduate": row.person == asker.person}
    if row.type in in_scope:
        return in_scope[row.type]
    assert asker.role is not None
    assert row.standing is not None
    return bool(OFFERED.get((asker.role, *row.standing)))


async def test_nobody_without_a_module_is_told_of_its_work(stage: Stage) -> None:
    for asker in stage.askers:
        if asker.role in {Role.SCHOOL, Role.DEPARTMENT} and asker.held == (NONE, NONE, NONE):
            assert (await stage.ask(asker, WORKLIST))["data"] == {"worklist": []}

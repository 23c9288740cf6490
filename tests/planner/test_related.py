"""Filters by the row a relation leads to, counts by combinations: that both ways to find rows agree, how deep, how much, how."""

from typing import Any, Final

import pytest

from auth.actor import Actor
from models import Agreement, Graduate
from planner.limits import FILTER_DEPTH_OF_RELATION, MAX_FILTER_DEPTH
from rules.agreement import Initiator, Status
from rules.roles import Role
from tests.outputs import numbers_in
from tests.planner.compiled import Compiled, Noted
from tests.planner.test_explain import explained
from tests.planner.test_limits import PAGES, branching, nested
from tests.reference.vocabulary import DEPTH_OF_RELATION
from tests.world import World, make_agreement

QUERY: Final = """query($f: AgreementFilter) {
  agreements(first: 100, filter: $f) { totalCount edges { node { id } } }
  agreementCounts(filter: $f) { initiator status count }
}"""


async def found(reads: Compiled, actor: Actor, filter_: dict[str, Any]) -> set[str]:
    """Return the IDs of the agreements that a filter chooses, which are counted as they are listed."""
    answer = await reads.ask(QUERY, actor, f=filter_)
    assert not answer.errors
    page = answer.data["agreements"]
    assert page["totalCount"] == len(page["edges"]) == sum(each["count"] for each in answer.data["agreementCounts"])
    return {edge["node"]["id"] for edge in page["edges"]}


def id_of(agreement: Agreement) -> str:
    return f"Agreement:{agreement.id}"


async def three(world: World) -> tuple[str, str, str]:
    """Write an invitation, an accepted one and one of another employer, of three graduates; return their IDs."""
    invitation = await make_agreement(world)
    accepted = await make_agreement(world, graduate=world.classmate, status=Status.PENDING_SCHOOL)
    other = await make_agreement(world, graduate=world.directed_graduate, employer=world.other_employer, status=Status.EFFECTIVE)
    return id_of(invitation), id_of(accepted), id_of(other)


WAYS: Final = [lambda chosen: chosen, lambda chosen: {"or": [chosen]}, lambda chosen: {"not": {"not": chosen}}]
"""A comparison where few rows can be meant, so that these are found first, and the same where each row is followed."""


@pytest.mark.parametrize("way", WAYS)
async def test_staff_find_by_what_the_roster_says(reads: Compiled, world: World, way: Any) -> None:
    invitation, accepted, other = await three(world)
    school = world.actor(Role.SCHOOL)
    for chosen, expected in (
        ({"name": {"eq": world.classmate.name}}, {accepted}),
        ({"studentNumber": {"prefix": "123"}}, {other}),
        ({"examNumber": {"in": [world.graduate.exam_number]}}, {invitation}),
        ({"degreeCode": {"prefix": "1"}}, {accepted}),
        ({"majorCode": {"eq": "0101"}}, {invitation, other}),
        ({"majorName": {"eq": "哲学"}}, {accepted}),
        ({"department": {"eq": f"Department:{world.lower_department.id}"}}, {accepted}),
        ({"studentNumber": {"isNull": True}}, {invitation, accepted}),
        ({"idNumber": {"eq": world.id_number(world.graduate)}}, {invitation}),
    ):
        assert await found(reads, school, {"graduateMatches": way(chosen)}) == expected, chosen
        assert await found(reads, school, {"not": {"graduateMatches": way(chosen)}}) == {invitation, accepted, other} - expected


@pytest.mark.parametrize("way", WAYS)
async def test_an_employer_finds_only_graduates_that_accepted_and_learns_nothing_from_the_opposite(
    reads: Compiled, world: World, way: Any
) -> None:
    invitation, accepted, _ = await three(world)
    employer = world.actor(Role.EMPLOYER)
    for graduate, expected in ((world.graduate, set()), (world.classmate, {accepted}), (world.directed_graduate, set())):
        chosen = {"graduateMatches": way({"name": {"eq": graduate.name}})}
        assert await found(reads, employer, chosen) == expected
        assert await found(reads, employer, {"not": chosen}) == {invitation, accepted} - expected
        assert await found(reads, employer, {"or": [{"status": {"eq": "EXPIRED"}}, chosen]}) == expected


async def test_whose_turn_it_is_and_which_years_take_writes(reads: Compiled, world: World) -> None:
    invitation, accepted, other = await three(world)
    school = world.actor(Role.SCHOOL)
    former = id_of(await make_agreement(world, graduate=world.former_graduate, status=Status.PENDING_SCHOOL))
    issued = id_of(await make_agreement(world, initiator=Initiator.GRADUATE, status=Status.PROTOCOL_ISSUED))
    for turn, expected in (
        ({"eq": "GRADUATE"}, {invitation, issued}),
        ({"eq": "EMPLOYER"}, {issued}),
        ({"eq": "SCHOOL"}, {accepted, former}),
        ({"eq": "PROVINCE"}, set()),
        ({"in": []}, set()),
        ({"in": ["GRADUATE", "SCHOOL"], "eq": "GRADUATE"}, {invitation, issued}),
    ):
        assert await found(reads, school, {"waitsFor": turn}) == expected
    assert await found(reads, school, {"yearIsOpen": {"eq": False}}) == {former}
    assert await found(reads, school, {"yearIsOpen": {"eq": True}}) == {invitation, accepted, other, issued}
    assert await found(reads, school, {"not": {"waitsFor": {"in": ["GRADUATE", "SCHOOL"]}}}) == {other}


async def test_counts_tell_every_state_there_is_in_the_order_of_its_life(reads: Compiled, world: World) -> None:
    await three(world)
    answer = await reads.ask("{ agreementCounts { initiatorLabel statusLabel count } }", world.actor(Role.SCHOOL))
    told = [(each["initiatorLabel"], each["statusLabel"], each["count"]) for each in answer.data["agreementCounts"]]
    assert [each[:2] for each in told[:2]] == [("单位", "待毕业生应约"), ("单位", "单位已撤回")]
    assert [each[:2] for each in told[10:12]] == [("学生", "就业协议待院系审核"), ("学生", "就业协议待学校审核")]
    assert {each for each in told if each[2]} == {("单位", "待毕业生应约", 1), ("单位", "待学校审核", 1), ("单位", "签约已生效", 1)}
    assert [sum(each[0] == side for each in told) for side in ("单位", "学生")] == [10, 11]


@pytest.mark.parametrize("filter_", [{"graduateMatches": {"name": {"eq": None}}}, {"waitsFor": {"eq": None}}, {"yearIsOpen": {"eq": None}}])
async def test_a_comparison_with_null_is_refused_wherever_it_stands(reads: Compiled, world: World, filter_: dict[str, Any]) -> None:
    answer = await reads.ask(QUERY, world.actor(Role.SCHOOL), f=filter_)
    assert answer.data == {"agreements": None, "agreementCounts": None}
    assert {code for _, code, _ in answer.errors} == {"BAD_USER_INPUT"}


def test_a_relation_counts_as_much_as_is_documented() -> None:
    assert FILTER_DEPTH_OF_RELATION == DEPTH_OF_RELATION


FOUND: Final = "agreements(last: 2, filter: $f) { totalCount edges { cursor } pageInfo { hasNextPage startCursor } }"
DEEPEST_LISTS: Final = [
    nested(*PAGES[:3], "things").replace(nested("things"), FOUND),
    nested("agreements", "graduate", "agreements", "graduate", "things").replace(nested("things"), FOUND),
]
LEAVES: Final[list[dict[str, Any]]] = [{"majorName": {"in": ["x"]}}, {"degreeCode": {"prefix": "3"}}, {"name": {"eq": "x"}}]


@pytest.mark.parametrize("outside", range(MAX_FILTER_DEPTH - FILTER_DEPTH_OF_RELATION + 1))
@pytest.mark.parametrize("leaf", LEAVES, ids=str)
@pytest.mark.parametrize("text", DEEPEST_LISTS, ids=["pages", "ones"])
@pytest.mark.parametrize("role", [Role.MINISTRY, Role.EMPLOYER])
async def test_the_deepest_filters_by_a_relation_run_in_the_deepest_lists(
    reads: Compiled, world: World, text: str, leaf: dict[str, Any], outside: int, role: Role
) -> None:
    inside = MAX_FILTER_DEPTH - FILTER_DEPTH_OF_RELATION - outside
    for branches in ((0, 0), (2, 2), (2, 0), (0, 2)):
        chosen = branching(outside, branches[0], {"graduateMatches": branching(inside, branches[1], leaf)})
        answer = await reads.ask(f"query($f: AgreementFilter) {{ {text} }}", world.actor(role), f=chosen)
        assert {code for _, code, _ in answer.errors} <= {"FORBIDDEN"}


async def test_one_filter_more_around_or_inside_a_relation_is_refused(reads: Compiled, world: World) -> None:
    deep = MAX_FILTER_DEPTH - FILTER_DEPTH_OF_RELATION
    for chosen in (
        branching(deep + 1, 0, {"graduateMatches": LEAVES[0]}),
        {"graduateMatches": branching(deep + 1, 0, LEAVES[0])},
        {"or": [{"graduateMatches": LEAVES[0]}] * 31},
    ):
        answer = await reads.ask(QUERY, world.actor(Role.MINISTRY), f=chosen)
        assert {code for _, code, _ in answer.errors} == {"BAD_USER_INPUT"}


FEW: Final[list[dict[str, Any]]] = [
    {"studentNumber": {"eq": "12345AA"}},
    {"examNumber": {"prefix": "23110000"}},
    {"name": {"in": ["姜培"]}},
    {"name": {"prefix": "姜培"}},
    {"and": [{"studentNumber": {"prefix": "12345A"}}]},
    {"idNumber": {"in": []}},
]
MANY: Final[list[dict[str, Any]]] = [
    {"or": [FEW[0]]},
    {"studentNumber": {"isNull": False}},
    {"name": {"prefix": ""}},
    {"name": {"prefix": "姜"}},
    {"name": {"gte": "姜", "lt": "姝"}},
    {"studentNumber": {"prefix": "12345"}},
    {"not": {"name": {"eq": "姜培"}}},
    {"majorName": {"eq": "哲学"}},
    {},
]


@pytest.mark.parametrize("chosen", [*FEW, *MANY], ids=str)
async def test_where_few_can_be_meant_they_are_found_first_and_once(reads: Compiled, world: World, chosen: dict[str, Any]) -> None:
    text = "query($f: AgreementFilter) { agreements(first: 9, filter: $f) { totalCount edges { cursor } } }"
    noted = Noted(reads.database)
    asking = Compiled(reads.schema, noted)
    await asking.answer(asking.read(text), {"f": {"graduateMatches": chosen}}, world.actor(Role.PROVINCE))
    (statement,) = noted.statements
    followed, found_first = statement.count("exists("), statement.count("select x.id from graduate x where ")
    # Both the page and its count look at what was found; else each follows the rows that it meets.
    assert (followed, found_first) == ((0, 1) if chosen in FEW else (2, 0))


async def test_an_employer_always_follows_since_what_it_sees_is_disclosed_row_by_row(reads: Compiled, world: World) -> None:
    noted = Noted(reads.database)
    asking = Compiled(reads.schema, noted)
    text = "query($f: AgreementFilter) { agreements(first: 9, filter: $f) { totalCount } }"
    await asking.answer(asking.read(text), {"f": {"graduateMatches": FEW[0]}}, world.actor(Role.EMPLOYER))
    assert noted.statements[0].count("exists(") == 1


async def test_an_explanation_shows_no_value_of_a_related_row(reads: Compiled, world: World) -> None:
    lists = "agreements(first: 1, filter: $f) { totalCount } agreementCounts(filter: $f) { count } worklist { count }"
    text = f"query($f: AgreementFilter) {{ {lists} }}"
    number, department = world.id_number(world.graduate), f"Department:{world.department.id}"
    matches = {"name": {"eq": world.graduate.name}, "idNumber": {"eq": number}, "department": {"eq": department}}
    fields = await explained(reads, world.actor(Role.SCHOOL), text, f={"graduateMatches": matches, "waitsFor": {"eq": "SCHOOL"}})
    shown = [(each.source, each.value) for field in fields[:2] for each in field.parameters]
    assert ("agreements: filter, name eq", f"<{len(world.graduate.name)} characters>") in shown
    assert ("agreementCounts: filter, department_id eq", repr(world.department.id)) in shown
    assert world.graduate.name not in repr(fields)
    assert numbers_in(repr(fields)) == set()
    assert fields[2].statement is not None
    assert all(each.errors == [] for each in fields)


async def test_a_roster_that_was_corrected_is_found_by_what_it_says_now_and_by_what_was_signed(reads: Compiled, world: World) -> None:
    agreement = id_of(await make_agreement(world, status=Status.PENDING_SCHOOL))
    signed = world.graduate.name
    await Graduate.filter(id=world.graduate.id).update(name="花贞申")
    school = world.actor(Role.SCHOOL)
    assert await found(reads, school, {"inviteeName": {"eq": signed}}) == {agreement}
    assert await found(reads, school, {"graduateMatches": {"name": {"eq": signed}}}) == set()
    assert await found(reads, school, {"graduateMatches": {"name": {"eq": "花贞申"}}}) == {agreement}

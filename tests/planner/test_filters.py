"""Rules of filters, one by one: what composes, what null is, what may be compared, and how much of it."""

from typing import Any, Final

import pytest

from models import Graduate
from rules.agreement import Status
from rules.identity import mask_id_number
from rules.roles import Role
from tests.outputs import numbers_in
from tests.planner.compiled import Compiled, Noted
from tests.world import VAULT, World, make_agreement

QUERY: Final = "query($f: GraduateFilter) { graduates(first: 100, filter: $f) { totalCount edges { node { name } } } }"
REFUSED: Final = {"BAD_USER_INPUT"}


async def found(reads: Compiled, world: World, filter_: dict[str, Any] | None) -> set[str]:
    """Return the names of the graduates that a filter chooses."""
    answer = await reads.ask(QUERY, world.actor(Role.MINISTRY), f=filter_)
    assert not answer.errors
    chosen = [edge["node"]["name"] for edge in answer.data["graduates"]["edges"]]
    assert answer.data["graduates"]["totalCount"] == len(chosen)
    return set(chosen)


async def refused(reads: Compiled, world: World, filter_: dict[str, Any]) -> bool:
    answer = await reads.ask(QUERY, world.actor(Role.MINISTRY), f=filter_)
    return {code for _, code, _ in answer.errors} == REFUSED


async def named(world: World, **names: str) -> None:
    """Give graduates of the world other names."""
    for who, name in names.items():
        await Graduate.filter(id=getattr(world, who).id).update(name=name)


NOTHING_ASKED: Final[list[dict[str, Any] | None]] = [
    None,
    {},
    {"and": []},
    {"and": [{}, {}]},
    {"or": [{}]},
    {"not": {"not": {}}},
    {"name": {}},
    {"not": None},
    {"or": None},
]


@pytest.mark.parametrize("filter_", NOTHING_ASKED)
async def test_what_asks_for_nothing_chooses_everything(reads: Compiled, world: World, filter_: dict[str, Any] | None) -> None:
    assert await found(reads, world, filter_) == {graduate.name for graduate in await Graduate.all()}


@pytest.mark.parametrize("filter_", [{"or": []}, {"not": {}}, {"not": {"and": []}}, {"name": {"in": []}}, {"and": [{"or": []}, {}]}])
async def test_none_of_no_alternatives_holds(reads: Compiled, world: World, filter_: dict[str, Any]) -> None:
    assert await found(reads, world, filter_) == set()


async def test_and_or_and_not_compose(reads: Compiled, world: World) -> None:
    await named(world, graduate="A", classmate="B", directed_graduate="C")
    a, b, c = ({"name": {"eq": name}} for name in "ABC")
    assert await found(reads, world, {"or": [a, b]}) == {"A", "B"}
    assert await found(reads, world, {"or": [a, b], "not": b}) == {"A"}
    assert await found(reads, world, {"and": [{"or": [a, b]}, {"or": [b, c]}]}) == {"B"}
    assert await found(reads, world, {"name": {"in": ["A", "B", "C"]}, "not": {"or": [a, {"and": [b, {}]}]}}) == {"C"}


async def test_a_comparison_with_null_does_not_hold_and_its_opposite_does(reads: Compiled, world: World) -> None:
    await Graduate.all().update(student_number=None)
    await Graduate.filter(id=world.graduate.id).update(student_number="1")
    with_number, everybody = {world.graduate.name}, await found(reads, world, None)
    for comparison in ({"eq": "1"}, {"in": ["1"]}, {"prefix": "1"}, {"gte": "1"}, {"lte": "1"}, {"isNull": False}):
        assert await found(reads, world, {"studentNumber": comparison}) == with_number
        assert await found(reads, world, {"not": {"studentNumber": comparison}}) == everybody - with_number
        assert await found(reads, world, {"not": {"not": {"studentNumber": comparison}}}) == with_number
    for comparison in ({"gt": "1"}, {"lt": "1"}, {"eq": "2"}):
        assert await found(reads, world, {"studentNumber": comparison}) == set()
        assert await found(reads, world, {"not": {"studentNumber": comparison}}) == everybody
    unequal = {"not": {"or": [{"studentNumber": {"eq": "1"}}, {"studentNumber": {"isNull": True}}]}}
    assert await found(reads, world, unequal) == set()


async def test_every_operator_of_a_comparison_must_hold(reads: Compiled, world: World) -> None:
    await named(world, graduate="A", classmate="B", directed_graduate="C")
    assert await found(reads, world, {"name": {"gte": "A", "lt": "C"}}) == {"A", "B"}
    assert await found(reads, world, {"name": {"gt": "A", "lte": "C"}}) == {"B", "C"}
    assert await found(reads, world, {"not": {"name": {"gte": "A", "lt": "C"}}, "name": {"lte": "C"}}) == {"C"}


async def test_text_is_compared_by_code_point(reads: Compiled, world: World) -> None:
    await named(world, graduate="a", classmate="B", directed_graduate="\U0001f393", neighbour_graduate="\uffee")
    assert await found(reads, world, {"name": {"lt": "a", "gte": "A"}}) == {"B"}
    assert await found(reads, world, {"name": {"gt": "\uffee"}}) == {"\U0001f393"}


@pytest.mark.parametrize("text", ["\x00", "a\x00b"])
@pytest.mark.parametrize("operator", ["eq", "prefix", "gte", "gt", "lte", "lt", "in"])
async def test_u_0000_is_refused_wherever_text_is_compared(reads: Compiled, world: World, operator: str, text: str) -> None:
    operand = [text] if operator == "in" else text
    assert await refused(reads, world, {"name": {operator: operand}})
    assert await refused(reads, world, {"or": [{"not": {"name": {operator: operand}}}]})


async def test_half_of_a_surrogate_pair_is_refused(reads: Compiled, world: World) -> None:
    assert await refused(reads, world, {"name": {"eq": "\ud83c"}})


@pytest.mark.parametrize("operator", ["eq", "in", "prefix", "isNull"])
async def test_a_comparison_with_a_null_literal_is_refused(reads: Compiled, world: World, operator: str) -> None:
    assert await refused(reads, world, {"studentNumber": {operator: None}})
    assert await refused(reads, world, {"not": {"studentNumber": {operator: None}}})


async def test_filters_are_nested_eight_deep_and_no_deeper(reads: Compiled, world: World) -> None:
    deep: dict[str, Any] = {"name": {"eq": world.graduate.name}}
    for _ in range(4):
        deep = {"and": [{"or": [deep]}]}
    assert await found(reads, world, deep) == {world.graduate.name}
    assert await refused(reads, world, {"and": [deep]})


async def test_a_filter_has_at_most_sixty_comparisons_and_filters(reads: Compiled, world: World) -> None:
    each = {"name": {"eq": world.graduate.name}}
    assert await found(reads, world, {"or": [each] * 30}) == {world.graduate.name}
    assert await refused(reads, world, {"or": [each] * 31})
    assert await refused(reads, world, {"and": [{}] * 61})


async def test_a_list_of_values_has_at_most_a_hundred(reads: Compiled, world: World) -> None:
    assert await found(reads, world, {"name": {"in": [world.graduate.name] * 100}}) == {world.graduate.name}
    assert await refused(reads, world, {"name": {"in": [world.graduate.name] * 101}})


async def test_filters_inside_filters_choose_the_rows_of_nested_lists_too(reads: Compiled, world: World) -> None:
    await make_agreement(world, graduate=world.graduate, status=Status.EFFECTIVE)
    await make_agreement(world, graduate=world.graduate, employer=world.other_employer, status=Status.WITHDRAWN)
    text = """query($f: AgreementFilter) { graduates(first: 9) { edges { node { agreements(first: 9, filter: $f) { totalCount } } } } }"""
    for filter_, expected in (({"not": {"status": {"eq": "EFFECTIVE"}}}, 1), ({"or": [{"rejectedBy": {"isNull": True}}]}, 2)):
        answer = await reads.ask(text, world.actor(Role.MINISTRY), f=filter_)
        assert sum(edge["node"]["agreements"]["totalCount"] for edge in answer.data["graduates"]["edges"]) == expected


BY_NUMBER: Final = "query($f: GraduateFilter) { graduates(first: 9, filter: $f) { totalCount edges { node { name idNumber } } } }"


def as_typed(number: str) -> list[str]:
    """Return a number as people type it."""
    full_width = number.translate({ord(digit): 0xFEE0 + ord(digit) for digit in "0123456789X"})
    return [number, number.lower(), f" {number[:6]} {number[6:14]}\u3000{number[14:]}\n", full_width]


async def test_a_graduate_is_found_by_the_whole_identity_number_however_it_is_typed(reads: Compiled, world: World) -> None:
    for typed in as_typed(world.id_number(world.graduate)):
        assert await found(reads, world, {"idNumber": {"eq": typed}}) == {world.graduate.name}
        assert await found(reads, world, {"idNumber": {"in": ["110000", typed]}}) == {world.graduate.name}
        assert world.graduate.name not in await found(reads, world, {"not": {"idNumber": {"eq": typed}}})


async def test_nobody_is_found_by_a_part_of_an_identity_number(reads: Compiled, world: World) -> None:
    number = world.id_number(world.graduate)
    for part in ("", number[:6], number[:17], number[14:], mask_id_number(number), VAULT.index(number), f"{number}0"):
        assert await found(reads, world, {"idNumber": {"eq": part}}) == set()


async def test_a_number_finds_nobody_beyond_the_scope_of_who_asks(reads: Compiled, world: World) -> None:
    by_number = {"idNumber": {"eq": world.id_number(world.far_graduate)}}
    for role, expected in ((Role.MINISTRY, 1), (Role.SCHOOL, 0), (Role.DEPARTMENT, 0), (Role.GRADUATE, 0)):
        answer = await reads.ask(BY_NUMBER, world.actor(role), f=by_number)
        assert not answer.errors
        assert answer.data["graduates"]["totalCount"] == expected, role


async def test_the_statement_of_a_search_by_identity_number_holds_no_number(reads: Compiled, world: World) -> None:
    noting = Noted(reads.database)
    number = world.id_number(world.graduate)
    await Compiled(reads.schema, noting).ask(BY_NUMBER, world.actor(Role.SCHOOL), f={"idNumber": {"eq": number}})
    (statement,) = noting.statements
    assert numbers_in(statement + repr(noting.parameters)) == set()
    assert VAULT.index(number) in noting.parameters[0]

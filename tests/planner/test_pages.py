"""Rules of pages, filters, orders, cursors and IDs, one by one."""

from typing import Any

import pytest

from models import Department, Graduate
from rules.roles import Role
from tests.planner.compiled import Compiled
from tests.reference.answers import Answer
from tests.world import World, make_agreement

NAMES = "query($first: Int, $last: Int, $after: String, $before: String, $filter: GraduateFilter, $order: [GraduateOrder!]) { \
graduates(first: $first, last: $last, after: $after, before: $before, filter: $filter, orderBy: $order) { edges { cursor node { name } } \
pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount } }"
REFUSED = {"BAD_USER_INPUT"}


async def listed(reads: Compiled, world: World, first: int | None = 100, **variables: Any) -> dict[str, Any]:
    """Return a page of the ministry's graduates."""
    answer = await reads.ask(NAMES, world.actor(Role.MINISTRY), first=first, **variables)
    assert not answer.errors
    page: dict[str, Any] = answer.data["graduates"]
    return page


def names(page: dict[str, Any]) -> list[str]:
    return [edge["node"]["name"] for edge in page["edges"]]


def codes(answer: Answer) -> set[str]:
    return {code for _, code, _ in answer.errors}


async def test_a_page_never_shows_its_extra_row(reads: Compiled, world: World) -> None:
    everybody = names(await listed(reads, world))
    assert len(everybody) == 6
    for first in range(1, 7):
        page = await listed(reads, world, first)
        assert names(page) == everybody[:first]
        assert page["pageInfo"]["hasNextPage"] is (first < 6)
        assert page["pageInfo"]["endCursor"] == page["edges"][-1]["cursor"]


async def test_pages_follow_each_other_without_gap_or_repetition(reads: Compiled, world: World) -> None:
    everybody, walked, after = names(await listed(reads, world)), list[str](), None
    while True:
        page = await listed(reads, world, 2, after=after)
        walked += names(page)
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert walked == everybody


async def test_total_count_ignores_the_cursor(reads: Compiled, world: World) -> None:
    page = await listed(reads, world, 2)
    later = await listed(reads, world, 2, after=page["pageInfo"]["endCursor"])
    assert later["pageInfo"]["hasPreviousPage"] is True
    assert later["totalCount"] == page["totalCount"] == 6


async def test_a_cursor_of_another_order_is_refused(reads: Compiled, world: World) -> None:
    cursor = (await listed(reads, world, 1))["pageInfo"]["endCursor"]
    for order in ({"field": "NAME", "direction": "DESC"}, {"field": "EXAM_NUMBER"}):
        answer = await reads.ask(NAMES, world.actor(Role.MINISTRY), first=1, after=cursor, order=order)
        assert answer.data == {"graduates": None}
        assert answer.errors == {(("graduates",), "BAD_USER_INPUT", None): 1}


@pytest.mark.parametrize("side", ["first", "last"])
@pytest.mark.parametrize("size", [0, -1, 101])
async def test_a_page_has_1_to_100_rows(reads: Compiled, world: World, side: str, size: int) -> None:
    assert codes(await reads.ask(NAMES, world.actor(Role.MINISTRY), **{side: size})) == REFUSED


@pytest.mark.parametrize("sizes", [{}, {"first": None}, {"first": 1, "last": 1}, {"first": None, "last": None}])
async def test_exactly_one_of_first_and_last_is_needed(reads: Compiled, world: World, sizes: dict[str, int | None]) -> None:
    assert codes(await reads.ask(NAMES, world.actor(Role.MINISTRY), **sizes)) == REFUSED


async def test_a_page_from_the_end_has_the_last_rows_in_the_lists_order(reads: Compiled, world: World) -> None:
    everybody = names(await listed(reads, world))
    for last in range(1, 7):
        page = await listed(reads, world, None, last=last)
        assert names(page) == everybody[-last:]
        assert page["pageInfo"]["hasPreviousPage"] is (last < 6)
        assert page["pageInfo"]["hasNextPage"] is False
        assert page["pageInfo"]["startCursor"] == page["edges"][0]["cursor"]
        assert page["pageInfo"]["endCursor"] == page["edges"][-1]["cursor"]


async def test_pages_precede_each_other_without_gap_or_repetition(reads: Compiled, world: World) -> None:
    everybody, walked, before = names(await listed(reads, world)), list[str](), None
    while True:
        page = await listed(reads, world, None, last=4, before=before)
        walked = names(page) + walked
        assert page["pageInfo"]["hasNextPage"] is (before is not None)
        if not page["pageInfo"]["hasPreviousPage"]:
            break
        before = page["pageInfo"]["startCursor"]
    assert walked == everybody


async def test_two_cursors_bound_a_page_on_both_sides(reads: Compiled, world: World) -> None:
    whole = await listed(reads, world)
    cursors = [edge["cursor"] for edge in whole["edges"]]
    forward = await listed(reads, world, 2, after=cursors[0], before=cursors[4])
    assert names(forward) == names(whole)[1:3]
    assert (forward["pageInfo"]["hasNextPage"], forward["pageInfo"]["hasPreviousPage"]) == (True, True)
    backward = await listed(reads, world, None, last=3, after=cursors[0], before=cursors[4])
    assert names(backward) == names(whole)[1:4]
    assert (backward["pageInfo"]["hasNextPage"], backward["pageInfo"]["hasPreviousPage"]) == (True, False)
    crossed = await listed(reads, world, 2, after=cursors[4], before=cursors[0])
    assert names(crossed) == []
    assert crossed["totalCount"] == forward["totalCount"] == 6


async def test_pages_inside_pages_have_their_own_arguments_under_their_own_names(reads: Compiled, world: World) -> None:
    text = """{ schools(first: 2) { edges { node {
      one: departments(first: 1) { edges { node { name } } pageInfo { hasNextPage } }
      end: departments(last: 1, orderBy: {field: NAME, direction: DESC}) { edges { node { name } } }
      all: departments(last: 100) { edges { node { name } } totalCount }
    } } } }"""
    answer = await reads.ask(text, world.actor(Role.MINISTRY))
    for edge in answer.data["schools"]["edges"]:
        one, end, every = (names(edge["node"][key]) for key in ("one", "end", "all"))
        assert one == end == every[:1]
        assert edge["node"]["all"]["totalCount"] == len(every)


async def test_an_empty_in_matches_nothing(reads: Compiled, world: World) -> None:
    page = await listed(reads, world, filter={"name": {"in": []}})
    assert names(page) == []
    assert page["totalCount"] == 0
    assert page["pageInfo"] == {"hasNextPage": False, "hasPreviousPage": False, "startCursor": None, "endCursor": None}


async def test_rr_and_upper_case_rr_differ_in_equality_prefix_and_order(reads: Compiled, world: World) -> None:
    await Graduate.filter(id=world.graduate.id).update(name="RR")
    await Graduate.filter(id=world.classmate.id).update(name="rr")
    await Graduate.filter(id=world.directed_graduate.id).update(name="Rr")
    for name, alike in (("RR", ["RR", "Rr"]), ("rr", ["rr"])):
        assert names(await listed(reads, world, filter={"name": {"eq": name}})) == [name]
        assert names(await listed(reads, world, filter={"name": {"prefix": name[0]}})) == alike
    assert [name for name in names(await listed(reads, world)) if name.lower() == "rr"] == ["RR", "Rr", "rr"]
    order = {"field": "NAME", "direction": "DESC"}
    assert [name for name in names(await listed(reads, world, order=order)) if name.lower() == "rr"] == ["rr", "Rr", "RR"]


async def test_a_prefix_ends_where_the_code_points_end(reads: Compiled, world: World) -> None:
    await Graduate.filter(id=world.graduate.id).update(name="\U0010ffff\U0010ffff")
    await Graduate.filter(id=world.classmate.id).update(name="\ud7ffz")
    assert names(await listed(reads, world, filter={"name": {"prefix": "\U0010ffff"}})) == ["\U0010ffff\U0010ffff"]
    assert names(await listed(reads, world, filter={"name": {"prefix": "\ud7ff"}})) == ["\ud7ffz"]


async def test_a_prefix_leaves_out_the_text_that_comes_right_after_it(reads: Compiled, world: World) -> None:
    await Graduate.filter(id=world.graduate.id).update(name="R")
    await Graduate.filter(id=world.classmate.id).update(name="S")
    assert names(await listed(reads, world, filter={"name": {"prefix": "R"}})) == ["R"]


async def test_a_filter_refuses_the_id_of_another_type(reads: Compiled, world: World) -> None:
    other = {"school": {"eq": f"Department:{world.department.id}"}}
    assert codes(await reads.ask(NAMES, world.actor(Role.MINISTRY), first=1, filter=other)) == REFUSED


@pytest.mark.parametrize("spelling", [str.upper, lambda key: f"{{{key}}}", lambda key: key.replace("-", ""), lambda key: f" {key}"])
async def test_an_ids_other_spellings_are_refused(reads: Compiled, world: World, spelling: Any) -> None:
    # A key without letters would be its own upper case.
    row = await Department.create(id="abcdefab-0000-4000-8000-000000000001", school=world.school, province_code="11", name="D")
    asked = {"id": f"Department:{spelling(str(row.id))}"}
    answer = await reads.ask("query($id: ID!) { node(id: $id) { id } }", world.actor(Role.MINISTRY), **asked)
    assert answer.data == {"node": None}
    assert answer.errors == {(("node",), "BAD_USER_INPUT", None): 1}
    filtered = await reads.ask(NAMES, world.actor(Role.MINISTRY), first=1, filter={"department": {"eq": asked["id"]}})
    assert codes(filtered) == REFUSED


async def test_a_sum_of_rows_has_no_id(reads: Compiled, world: World) -> None:
    key = world.school.id
    answer = await reads.ask("query($id: ID!) { node(id: $id) { id } }", world.actor(Role.MINISTRY), id=f"SigningStatistics:{key}")
    assert answer.errors == {(("node",), "BAD_USER_INPUT", None): 1}


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+08:00", "9999-12-31T23:59:59-08:00", "2023-03-01T04:00:00"])
async def test_a_moment_outside_the_calendar_or_without_an_offset_is_refused(reads: Compiled, world: World, moment: str) -> None:
    text = "query($gte: DateTime) { agreements(first: 1, filter: {createdAt: {gte: $gte}}) { totalCount } }"
    assert codes(await reads.ask(text, world.actor(Role.MINISTRY), gte=moment)) == REFUSED


async def test_bad_arguments_refuse_their_root_field_once_and_no_other(reads: Compiled, world: World) -> None:
    text = "{ bad: schools(first: 3) { edges { node { a: graduates(first: 0) { totalCount } b: graduates(first: 999) { totalCount } } } } \
good: schools(first: 1) { totalCount } }"
    answer = await reads.ask(text, world.actor(Role.MINISTRY))
    assert answer.data == {"bad": None, "good": {"totalCount": 3}}
    assert answer.errors == {(("bad",), "BAD_USER_INPUT", None): 1}


async def test_moments_keep_their_microseconds_and_order_by_them(reads: Compiled, world: World) -> None:
    first = await make_agreement(world, graduate=world.graduate)
    second = await make_agreement(world, graduate=world.classmate, created_at=first.created_at.replace(microsecond=1))
    answer = await reads.ask("{ agreements(first: 2) { edges { node { createdAt } } } }", world.actor(Role.MINISTRY))
    moments = [edge["node"]["createdAt"] for edge in answer.data["agreements"]["edges"]]
    assert moments == [second.created_at.isoformat(), first.created_at.isoformat()]
    assert moments[0].endswith(".000001+00:00")
    assert moments[1].endswith(":00+00:00")

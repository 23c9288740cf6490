"""Orders of several terms, both directions and nulls; and that an index answers the ones that clerks ask for."""

from typing import Any, Final

import pytest
from graphql import GraphQLSchema

from auth.actor import Actor
from models import Graduate
from models.database import is_postgres
from rules.roles import AccessLevel, Module, Role
from tests.planner.actors import NOBODY
from tests.planner.compiled import Compiled, open_reads
from tests.planner.conftest import Grounds
from tests.reference.answers import Answer
from tests.world import World

NUMBERS: Final = "query($first: Int, $last: Int, $after: String, $before: String, $by: [GraduateOrder!]) { graduates(first: $first, \
last: $last, after: $after, before: $before, orderBy: $by) { edges { cursor node { studentNumber name } } } }"


async def numbers(reads: Compiled, world: World, **variables: Any) -> list[str | None]:
    """Return the student numbers of the ministry's graduates, in an order."""
    answer = await reads.ask(NUMBERS, world.actor(Role.MINISTRY), **({"first": 100} | variables))
    assert not answer.errors
    return [edge["node"]["studentNumber"] for edge in answer.data["graduates"]["edges"]]


async def some_without_number(world: World) -> None:
    """Take the student numbers of all graduates away but two."""
    await Graduate.all().update(student_number=None)
    await Graduate.filter(id=world.graduate.id).update(student_number="2")
    await Graduate.filter(id=world.classmate.id).update(student_number="10")


async def test_null_is_larger_than_everything(reads: Compiled, world: World) -> None:
    await some_without_number(world)
    by = {"field": "STUDENT_NUMBER"}
    assert await numbers(reads, world, by=[by]) == ["10", "2", None, None, None, None]
    assert await numbers(reads, world, by=[by | {"direction": "DESC"}]) == [None, None, None, None, "2", "10"]


@pytest.mark.parametrize("direction", ["ASC", "DESC"])
async def test_pages_cross_from_numbers_to_nulls_and_back_without_gap_or_repetition(reads: Compiled, world: World, direction: str) -> None:
    await some_without_number(world)
    by = [{"field": "STUDENT_NUMBER", "direction": direction}, {"field": "NAME", "direction": "DESC"}]
    whole = (await reads.ask(NUMBERS, world.actor(Role.MINISTRY), first=100, by=by)).data["graduates"]["edges"]
    for at, edge in enumerate(whole):
        after = await reads.ask(NUMBERS, world.actor(Role.MINISTRY), first=100, by=by, after=edge["cursor"])
        assert after.data["graduates"]["edges"] == whole[at + 1 :]
        before = await reads.ask(NUMBERS, world.actor(Role.MINISTRY), last=100, by=by, before=edge["cursor"])
        assert before.data["graduates"]["edges"] == whole[:at]


async def test_a_second_term_orders_what_the_first_leaves_equal(reads: Compiled, world: World) -> None:
    await Graduate.all().update(student_number="1")
    names = "{ graduates(first: 9, orderBy: [{field: STUDENT_NUMBER}, {field: NAME, direction: DESC}]) { edges { node { name } } } }"
    answer = await reads.ask(names, world.actor(Role.MINISTRY))
    found = [edge["node"]["name"] for edge in answer.data["graduates"]["edges"]]
    assert found == sorted(found, reverse=True)


async def test_an_order_that_is_no_list_is_a_list_of_one_and_an_empty_one_is_the_lists_own(reads: Compiled, world: World) -> None:
    texts = ["", ", orderBy: []", ", orderBy: {field: NAME}", ", orderBy: [{field: NAME, direction: ASC}]"]
    answers = [await reads.ask(f"{{ graduates(first: 9{text}) {{ edges {{ cursor }} }} }}", world.actor(Role.MINISTRY)) for text in texts]
    assert all(answer == answers[0] for answer in answers)


async def test_a_field_named_twice_is_refused(reads: Compiled, world: World) -> None:
    by = "[{field: NAME}, {field: NAME, direction: DESC}]"
    answer = await reads.ask(f"{{ graduates(first: 1, orderBy: {by}) {{ totalCount }} }}", world.actor(Role.MINISTRY))
    assert answer.data == {"graduates": None}
    assert codes(answer) == {"BAD_USER_INPUT"}


async def test_an_order_has_at_most_four_terms(grounds: Grounds) -> None:
    things, ministry = (
        grounds["kinds"][0].compiled,
        Actor(account_id=NOBODY, role=Role.MINISTRY, levels=dict.fromkeys(Module, AccessLevel.READ_ONLY)),
    )
    terms = [f"{{field: {name}}}" for name in ("DAY", "MAYBE_DAY", "PRICE", "TRUTH", "NUMBER")]
    for length, refused in ((4, set()), (5, {"BAD_USER_INPUT"})):
        answer = await things.ask(f"{{ things(first: 1, orderBy: [{', '.join(terms[:length])}]) {{ totalCount }} }}", ministry)
        assert codes(answer) == refused


def codes(answer: Answer) -> set[str]:
    return {code for _, code, _ in answer.errors}


async def test_a_cursor_of_other_terms_or_directions_is_refused(reads: Compiled, world: World) -> None:
    by = [{"field": "STUDENT_NUMBER"}, {"field": "NAME"}]
    cursor = (await reads.ask(NUMBERS, world.actor(Role.MINISTRY), first=1, by=by)).data["graduates"]["edges"][0]["cursor"]
    for other in ([by[0]], by[::-1], [by[0], by[1] | {"direction": "DESC"}], []):
        answer = await reads.ask(NUMBERS, world.actor(Role.MINISTRY), first=1, by=other, after=cursor)
        assert answer.errors == {(("graduates",), "BAD_USER_INPUT", None): 1}


@pytest.mark.parametrize(
    ("list_", "order", "index"),
    [
        ("agreements", "REPLY_DEADLINE", "agreement_page_of_school_deadline"),
        ("graduates", "STUDENT_NUMBER", "graduate_page_of_school_student_number"),
        ("agreements", "CREATED_AT", "agreement_page_of_school"),
        ("agreements", "UPDATED_AT", "agreement_page_of_school_updated"),
        ("agreements", "AGREEMENT_NUMBER", "agreement_page_of_school_number"),
        ("agreements", "EMPLOYER_NAME", "agreement_page_of_school_employer"),
        ("agreements", "INVITEE_NAME", "agreement_page_of_school_invitee"),
        ("agreements", "STATUS CREATED_AT", "agreement_page_of_school_status"),
        ("graduates", "NAME", "graduate_page_of_school"),
    ],
)
@pytest.mark.parametrize("direction", ["ASC", "DESC"])
@pytest.mark.parametrize("size", ["first: 20", "last: 20"])
async def test_an_index_answers_the_orders_of_a_schools_clerks(
    database: str, product: GraphQLSchema, world: World, list_: str, order: str, index: str, direction: str, size: str
) -> None:
    # A table of six rows is sorted whatever the indexes are, unless sorting and reading all of it are held to be dear.
    dear = "enable_seqscan=off&enable_bitmapscan=off&enable_sort=off&enable_incremental_sort=off"
    reads = await open_reads(f"{database}{'&' if '?' in database else '?'}{dear}" if is_postgres(database) else database)
    terms = ", ".join(f"{{field: {name}, direction: {direction}}}" for name in order.split())
    by = f"{size}, orderBy: [{terms}]"
    text = f"{{ {list_}({by}) {{ edges {{ cursor }} pageInfo {{ hasNextPage }} }} }}"
    plan = await Compiled(product, reads).plan_of(text, world.actor(Role.SCHOOL))
    await reads.close()
    (page,) = (at for at, line in enumerate(plan) if f"{index} " in f"{line} ")
    # The index is read as far as the page goes, and nothing sorts in between. What is sorted later is the page alone, to number it.
    assert "Limit" in plan[page - 1] if is_postgres(database) else "USE TEMP B-TREE FOR ORDER BY" not in plan[page + 1]

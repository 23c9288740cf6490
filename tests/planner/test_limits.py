"""How deep, how wide and how odd a read may be on the engine in hand, and what a client learns of a fault."""

import json
from typing import Any, Final, cast

import pytest
from graphql import GraphQLSchema, get_introspection_query, parse

from auth.actor import Actor
from planner.execute import planner_of
from planner.limits import MAX_FILTER_DEPTH, MAX_NESTING
from rules.agreement import Status
from rules.roles import Role
from tests.engines import Engine
from tests.planner.compiled import Compiled, open_reads
from tests.planner.conftest import Grounds
from tests.planner.shapes import PAGE_INFO, Shapes
from tests.reference.vocabulary import DEEPEST
from tests.world import World, make_agreement

PAGES = ("provinces", "schools", "graduates", "agreements", "reviews")
ONES = ("agreements", "graduate", "agreements", "graduate", "school")


def nested(*relations: str) -> str:
    """Return a read through relations inside relations; a name in the plural is a page."""
    head, *below = relations
    inner = f"__typename {nested(*below)}" if below else "__typename"
    if head.endswith("s"):
        return f"{head}(first: 2) {{ edges {{ cursor node {{ {inner} }} }} {PAGE_INFO} }}"
    return f"{head} {{ {inner} }}"


def test_the_deepest_nesting_is_the_documented_one() -> None:
    assert MAX_NESTING == DEEPEST


@pytest.mark.parametrize("relations", [PAGES, ONES])
async def test_the_deepest_allowed_nesting_runs(reads: Compiled, world: World, relations: tuple[str, ...]) -> None:
    assert len(relations) == MAX_NESTING
    await make_agreement(world, status=Status.EFFECTIVE)
    answer = await reads.ask(f"{{ {nested(*relations)} }}", world.actor(Role.MINISTRY))
    assert not answer.errors
    assert answer.data[relations[0]]["edges"]


@pytest.mark.parametrize("role", [Role.MINISTRY, Role.GRADUATE])
@pytest.mark.parametrize("name", ["product", "kinds"])
async def test_every_succession_of_relations_runs_at_the_deepest(grounds: Grounds, world: World, name: str, role: Role) -> None:
    ground = grounds[name][0]
    documents = Shapes(ground.printed, ground.store).documents()
    assert [text for text in documents if not await answers(ground.compiled, text, world.actor(role))] == []


async def answers(compiled: Compiled, text: str, actor: Actor) -> bool:
    """Return whether the engine takes a read: what the actor may not read is denied before, and so never refused as too deep."""
    return {code for _, code, _ in (await compiled.ask(text, actor)).errors} <= {"FORBIDDEN"}


FOUND: Final = "graduates(last: 2, filter: $f) { totalCount edges { cursor } pageInfo { hasNextPage startCursor } }"
DEEPEST_LISTS: Final = [
    f"nodes(ids: [$id]) {{ ... on AgreementTypeSetting {{ school {{ {nested('departments').replace('__typename', FOUND)} }} }} }}",
    nested("agreements", "graduate", "school", "departments").replace("__typename }", f"{FOUND} }}"),
    nested("provinces", "schools", "agreements", "department").replace("__typename }", f"{FOUND} }}"),
]
LEAVES: Final[list[dict[str, Any]]] = [
    {"name": {"eq": "张"}},
    {"name": {"in": ["张"]}},
    {"studentNumber": {"isNull": True}},
    {"examNumber": {"prefix": "1"}},
    {"idNumber": {"eq": "110000200001010016"}},
    {"idNumber": {"in": ["110000200001010016"]}},
]


def branching(depth: int, branches: int, leaf: dict[str, Any]) -> dict[str, Any]:
    """Return a filter as deep as it is asked for, in two branches at each of so many levels: what costs a parser most."""
    if depth == 0:
        return leaf
    inner = branching(depth - 1, max(branches - 1, 0), leaf)
    return {"or": [inner, inner]} if branches else {"not": inner}


@pytest.mark.parametrize("branches", range(3))
@pytest.mark.parametrize("leaf", LEAVES, ids=str)
@pytest.mark.parametrize("text", DEEPEST_LISTS, ids=lambda text: text[:9])
async def test_the_largest_filters_run_in_the_deepest_lists(
    reads: Compiled, world: World, text: str, leaf: dict[str, Any], branches: int
) -> None:
    chosen = branching(MAX_FILTER_DEPTH, branches, leaf)
    variables = "$id: ID!, $f: GraduateFilter" if "$id" in text else "$f: GraduateFilter"
    given = {"f": chosen, "id": f"AgreementTypeSetting:{world.school.id}"}
    answer = await reads.ask(f"query({variables}) {{ {text} }}", world.actor(Role.MINISTRY), **given)
    assert not answer.errors


@pytest.mark.parametrize("relations", [(*PAGES[:4], "graduate", "school"), (*ONES, "province")])
async def test_one_relation_more_is_refused(reads: Compiled, world: World, relations: tuple[str, ...]) -> None:
    answer = await reads.ask(f"{{ {nested(*relations)} }}", world.actor(Role.MINISTRY))
    assert answer.data == {relations[0]: None}
    assert answer.errors == {((relations[0],), "BAD_USER_INPUT", None): 1}


async def test_wide_selections_run(reads: Compiled, world: World) -> None:
    leaves = " ".join(f"n{number}: name" for number in range(1_000))
    relations = " ".join(f"d{each}: departments(first: {each % 3 + 1}) {{ totalCount }} p{each}: province {{ code }}" for each in range(60))
    answer = await reads.ask(f"{{ schools(first: 1) {{ edges {{ node {{ {leaves} {relations} }} }} }} }}", world.actor(Role.MINISTRY))
    node = answer.data["schools"]["edges"][0]["node"]
    assert len(node) == 1_120
    assert {node[f"n{number}"] for number in range(1_000)} == {world.school.name}
    assert {json.dumps(node[f"d{number}"]) for number in range(60)} == {'{"totalCount": 2}'}
    assert {json.dumps(node[f"p{number}"]) for number in range(60)} == {'{"code": "11"}'}


async def test_a_row_of_eight_hundred_relations_runs(reads: Compiled, world: World) -> None:
    relations = " ".join(f"p{each}: province {{ id }}" for each in range(800))
    answer = await reads.ask(f"{{ schools(first: 1) {{ edges {{ node {{ {relations} }} }} }} }}", world.actor(Role.MINISTRY))
    assert not answer.errors
    assert answer.data["schools"]["edges"][0]["node"] == {f"p{each}": {"id": "Province:11"} for each in range(800)}


async def asked(reads: Compiled, world: World, text: str) -> tuple[Any, set[str], str]:
    """Return what the ministry is answered: data, codes, the first message."""
    result = await reads.result(reads.read(text), {}, world.actor(Role.MINISTRY))
    errors = [cast("dict[str, Any]", error.formatted) for error in result.errors or ()]
    return result.data, {error["extensions"]["code"] for error in errors}, errors[0]["message"] if errors else ""


def told(reads: Compiled, text: str) -> tuple[str, str]:
    """Return the code and the message by which a document is refused."""
    (error,) = planner_of(reads.schema).documents.read(text).errors
    return str((error.extensions or {})["code"]), error.message


def names(number: int) -> str:
    return " ".join(f"n{each}: name" for each in range(number))


WIDE: Final = f"""{{ schools(first: 1) {{ edges {{ node {{ ...F
  province {{ schools(first: 1) {{ edges {{ node {{ ...F %s }} }} }} }}
}} }} }} }}
fragment F on School {{ {names(997)} }}"""
"""Two thousand fields: 997 of either school, and the six that lead there."""
DOUBLING: Final = "a: schools(first: 1) {{ edges {{ node {{ a: province {{ ...F{0} }} b: province {{ ...F{0} }} }} }} }}"


async def test_a_root_field_selects_no_more_than_it_may(reads: Compiled, world: World) -> None:
    answer = await reads.ask(WIDE % "", world.actor(Role.MINISTRY))
    assert not answer.errors
    assert len(answer.data["schools"]["edges"][0]["node"]) == 998
    data, codes, message = await asked(reads, world, WIDE % "code")
    assert (data, codes) == ({"schools": None}, {"QUERY_TOO_LARGE"})
    assert message == "A root field selects at most 2000 fields once its fragments are spread."


async def test_fragments_that_multiply_are_refused_before_they_cost_anything(reads: Compiled) -> None:
    doubling = " ".join(f"fragment F{each} on Province {{ {DOUBLING.format(each + 1)} }}" for each in range(40))
    text = f"{{ provinces(first: 1) {{ edges {{ node {{ ...F0 }} }} }} }} {doubling} fragment F40 on Province {{ name }}"
    assert told(reads, text) == ("QUERY_TOO_LARGE", "An operation selects at most 4000 fields once its fragments are spread.")


async def test_a_fragment_that_is_skipped_or_does_not_apply_counts_all_the_same(reads: Compiled) -> None:
    skipped = f"fragment F on School {{ {'name @skip(if: true) ' * 300} }}"
    spread = " ".join(f"a{each}: province {{ schools(first: 1) {{ edges {{ node {{ ...F }} }} }} }}" for each in range(20))
    assert told(reads, f"{{ schools(first: 1) {{ edges {{ node {{ {spread} }} }} }} }} {skipped}")[0] == "QUERY_TOO_LARGE"


async def test_a_fragment_that_spreads_itself_is_invalid_and_no_endless_count(reads: Compiled) -> None:
    cycle = "fragment A on Province { ...B } fragment B on Province { ...A }"
    told_ = told(reads, f"{{ provinces(first: 1) {{ edges {{ node {{ ...A }} }} }} }} {cycle}")
    assert told_ == ("GRAPHQL_VALIDATION_FAILED", "Cannot spread fragment 'A' within itself via 'B'.")


async def test_a_long_chain_of_fragments_is_counted_without_recursion(reads: Compiled) -> None:
    chain = " ".join(f"fragment F{each} on Province {{ ...F{each + 1} }}" for each in range(600))
    text = f"{{ provinces(first: 1) {{ edges {{ node {{ ...F0 }} }} }} }} {chain} fragment F600 on Province {{ name }}"
    assert told(reads, text)[0] == "QUERY_TOO_LARGE"


async def test_comparing_many_fields_of_one_key_is_given_up(reads: Compiled) -> None:
    conflicting = " ".join(f"schools(first: {each}) {{ totalCount }}" for each in range(400))
    assert told(reads, f"{{ {conflicting} }}") == ("QUERY_TOO_LARGE", "Validation aborted.")


async def test_the_standard_introspection_is_answered_and_many_of_it_are_not(reads: Compiled) -> None:
    assert planner_of(reads.schema).documents.read(get_introspection_query()).ast is not None
    many = " ".join(f"a{each}: __schema {{ types {{ fields {{ args {{ name }} }} }} }}" for each in range(200))
    in_fragment = f"{{ ...F }} fragment F on Query {{ {many} }}"
    for text in (f"{{ {many} }}", in_fragment):
        assert told(reads, text) == ("QUERY_TOO_LARGE", "An operation introspects at most 3 times as much as the schema is.")


async def test_a_statement_that_would_grow_too_long_is_given_up(reads: Compiled, world: World) -> None:
    labels = " ".join(f"a{each}: statusLabel" for each in range(400))
    data, codes, message = await asked(reads, world, f"{{ agreements(first: 1) {{ edges {{ node {{ {labels} }} }} }} }}")
    assert (data, codes) == ({"agreements": None}, {"QUERY_TOO_LARGE"})
    assert message == "What is selected of this root field makes too long a statement; ask for it in several."


async def test_values_that_many_fields_compare_with_are_counted_together(reads: Compiled, world: World) -> None:
    filter_ = "{or: [" + "{name: {in: $names}} " * 20 + "]}"
    pages = " ".join(f"a{each}: schools(first: 1, filter: {filter_}) {{ totalCount }}" for each in range(3))
    text = f"query($names: [String!]) {{ provinces(first: 1) {{ edges {{ node {{ {pages} }} }} }} }}"
    for length, expected in ((80, set()), (90, {"QUERY_TOO_LARGE"})):
        result = await reads.result(reads.read(text), {"names": ["x"] * length}, world.actor(Role.MINISTRY))
        assert {(error.extensions or {})["code"] for error in result.errors or ()} == expected


async def test_what_selects_nothing_is_an_empty_object(reads: Compiled, world: World) -> None:
    off = "@include(if: false)"
    text = f"""{{
      provinces(first: 1) {{ totalCount {off} }}
      schools(first: 2) {{ edges {{ cursor {off} node {off} {{ id }} }} pageInfo {{ endCursor {off} }} }}
      departments: schools(first: 1) {{ edges {{ node {{ name {off} province {{ name {off} }} }} }} }}
      signingStatistics(classYear: 2023) {{ graduates {off} }}
      node(id: "School:{world.school.id}") {{ id {off} }}
    }}"""
    answer = await reads.ask(text, world.actor(Role.MINISTRY))
    assert not answer.errors
    assert answer.data == {
        "provinces": {},
        "schools": {"edges": [{}, {}], "pageInfo": {}},
        "departments": {"edges": [{"node": {"province": {}}}]},
        "signingStatistics": {},
        "node": {},
    }


async def test_a_fault_tells_the_client_nothing_of_the_engine(engine: Engine, product: GraphQLSchema, world: World) -> None:
    async with engine.fresh(migrated=False) as url:
        empty = await open_reads(url)
        document = parse("{ schools(first: 1) { totalCount } }")
        result = await Compiled(product, empty).result(document, {}, world.actor(Role.MINISTRY))
        await empty.close()
    assert result.data == {"schools": None}
    assert [dict(error.formatted) for error in result.errors or ()] == [
        {
            "message": "服务器内部错误，请稍后重试。",
            "locations": [{"line": 1, "column": 3}],
            "path": ["schools"],
            "extensions": {"code": "INTERNAL_SERVER_ERROR"},
        }
    ]

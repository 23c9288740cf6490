"""How deep, how wide and how odd a read may be on the engine in hand, and what a client learns of a fault."""

import json

import pytest
from graphql import GraphQLSchema, parse

from auth.actor import Actor
from planner.limits import MAX_NESTING
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

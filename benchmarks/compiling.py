"""What a read costs before its statement runs: parsed and validated, compiled, and found again; and what hostile documents cost."""

from collections.abc import Awaitable, Callable
from inspect import isawaitable
from statistics import median
from time import perf_counter
from typing import Any, Final

import strawberry
import uvloop
from graphql import get_introspection_query

from app.schema import build_schema
from auth.actor import Actor
from auth.modules import NO_LEVELS, held_levels
from benchmarks.documents import reads_of
from benchmarks.statements import Asker, Notebook
from demo.ids import named_id
from demo.schools import PROVINCE
from planner.execute import PLANNER, Executor, planner_of
from planner.planning import Planner
from rules.roles import Role

ROUNDS: Final = 30
COLUMNS: Final = "{:<34}{:>9}{:>14}{:>12}{:>11}  {}"
KEY: Final = "00000000-0000-4000-8000-000000000000"


def aliased(field: str, number: int) -> str:
    """Return one field under many aliases."""
    return " ".join(f"a{each}: {field}" for each in range(number))


def inside(list_: str, selection: str) -> str:
    """Return the document of a list whose nodes select something."""
    return f"{{ {list_}(first: 1) {{ edges {{ node {{ {selection} }} }} }} }}"


def doubling(number: int) -> str:
    """Return a fragment that spreads the next one twice."""
    below = f"province {{ ...F{number + 1} }} b: province {{ ...F{number + 1} }}"
    return f"fragment F{number} on Province {{ schools(first: 1) {{ edges {{ node {{ {below} }} }} }} }}"


HOSTILE: Final = {
    "1,600 aliases of a leaf": inside("schools", aliased("name", 1_600)),
    "130 aliases of a label": inside("agreements", aliased("statusLabel", 130)),
    "330 pages inside a page": inside("schools", aliased("departments(first: 1) { pageInfo { endCursor } }", 330)),
    "330 root fields": f"{{ {aliased('schools(first: 1) { pageInfo { endCursor } }', 330)} }}",
    "40 fragments, each spread twice": inside("provinces", "...F0")
    + f"{' '.join(map(doubling, range(40)))} fragment F40 on Province {{ name }}",
    "400 conflicting fields": "{" + " ".join(f"schools(first: {each}) {{ totalCount }}" for each in range(400)) + "}",
    "280 equal fields": "{" + "schools(first: 1) { edges { node { name code id } } } " * 280 + "}",
    "220 fragments side by side": inside("schools", " ".join(f"...F{each}" for each in range(220)))
    + " ".join(f"fragment F{each} on School {{ name code id }}" for each in range(220)),
    "the introspection of GraphiQL": get_introspection_query(),
    "200 introspections": f"{{ {aliased('__schema { types { fields { args { name } } } }', 200)} }}",
    "256 KiB of comments": "#\n" * 131_000 + "{ __typename }",
    "256 KiB of text": f'{{ schools(first: 1, after: "{"a" * 262_000}") {{ totalCount }} }}',
    "6,000 tokens": f"{{ {'a ' * 6_000} }}",
}


def fresh(schema: strawberry.Schema, budget: int) -> None:
    """Forget everything compiled, and keep within a budget from now on."""
    schema._schema.extensions[PLANNER] = Planner(schema._schema, planner_of(schema._schema).catalog, budget)


async def milliseconds(work: Callable[[], Awaitable[Any]]) -> float:
    """Return the median time of some work."""
    times = []
    for _ in range(ROUNDS):
        began = perf_counter()
        await work()
        times.append(perf_counter() - began)
    return 1_000 * median(times)


async def answered(schema: strawberry.Schema, asker: Asker, text: str, variables: dict[str, Any]) -> str:
    """Answer a document as the endpoint does, but that no statement is run; return what it is refused for."""
    document = planner_of(schema._schema).documents.read(text)
    if document.ast is None:
        return str((document.errors[0].extensions or {})["code"])
    executor = Executor.build(schema._schema, document.ast, context_value=asker, raw_variable_values=variables)
    outcome = executor.execute_operation()
    result = await outcome if isawaitable(outcome) else outcome
    return str((result.errors[0].extensions or {})["code"]) if result.errors else ""


async def measure(schema: strawberry.Schema, actor: Actor, name: str, text: str, variables: dict[str, Any]) -> None:
    """Print a line: with nothing kept, with the document kept, with everything kept; the statement, and what is said."""
    asker = Asker(actor, Notebook())
    fresh(schema, 0)
    nothing = await milliseconds(lambda: answered(schema, asker, text, variables))
    reading = await milliseconds(lambda: _read(schema, text))
    fresh(schema, 1 << 30)
    said = await answered(schema, asker, text, variables)
    everything = await milliseconds(lambda: answered(schema, asker, text, variables))
    length = len(asker.database.noted[-1][0]) if asker.database.noted else 0
    print(COLUMNS.format(name, f"{reading:.1f}", f"{nothing - reading:.1f}", f"{everything:.2f}", length, said))


async def _read(schema: strawberry.Schema, text: str) -> None:
    planner_of(schema._schema).documents.read(text)


async def main() -> None:
    """Measure the reads of the other benchmark, then the hostile ones."""
    schema = build_schema()
    actor = Actor(
        account_id=named_id("account", "11jy20"),
        role=Role.PROVINCE,
        levels=held_levels(Role.PROVINCE, NO_LEVELS, NO_LEVELS),
        province_code=PROVINCE,
    )
    print(COLUMNS.format("milliseconds", "read", "compile, run", "found again", "characters", "refused"))
    for read in reads_of([f"School:{KEY}"], [f"Graduate:{KEY}"], f"Province:{PROVINCE}"):
        await measure(schema, actor, f"{read.name} {read.title}", read.document, dict(read.variables[0]))
    for name, text in HOSTILE.items():
        await measure(schema, actor, name, text, {})


if __name__ == "__main__":
    uvloop.run(main())

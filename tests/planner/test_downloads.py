"""A file has the rows that the list answers, whoever asks and whatever the filter: the reference says which these are."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any, Final

import pytest
from graphql import GraphQLError, get_named_type, parse

from auth.actor import Actor
from auth.modules import Profile
from models import Graduate
from rules.errors import InvalidInput
from rules.roles import Role
from schema.downloads.asking import Place, Shape, Wanted, check, columns_of, fields_of, open_columns, place_of, read_wanted
from schema.downloads.cells import Cell, cell_of
from schema.downloads.columns import Column
from schema.downloads.listed import LISTED
from schema.downloads.reading import ListReader, RightsChanged
from tests.auth.actors import actor_of
from tests.planner.actors import actor, asker_of
from tests.planner.arguments import Arguments
from tests.planner.compiled import Compiled, Connections, Reading, scope_of
from tests.planner.conftest import Grounds
from tests.planner.grounds import Ground
from tests.reference.answers import Answer
from tests.reference.statistics import BROKEN_DOWN
from tests.world import World

DOWNLOADS: Final = 120


def selected(path: str) -> str:
    """Return a path as a selection."""
    head, _, rest = path.partition(".")
    return f"{head} {{ {selected(rest)} }}" if rest else head


def page(place: Place, columns: Sequence[Column], given: dict[str, Any]) -> str:
    """Return the query of a page that shows the columns, written apart from how the product writes it."""
    shown = " ".join(selected(column.path) for column in columns)
    is_paged = place.shape is Shape.PAGES
    rows = f"{{ edges {{ node {{ {shown} }} }} }}" if is_paged else f"{{ {shown} }}"
    types = {name: (place.root.args.get(name) or place.field.args[name]).type for name in given}
    of_list = [f"{name}: ${name}" for name in given if name == "orderBy"] + (["first: 100"] if is_paged else [])
    of_root = [f"{name}: ${name}" for name in given if name != "orderBy"]
    calls = [(place.root_name, of_root), (place.below, of_list)] if place.below else [(place.root_name, of_root + of_list)]
    text = rows
    for name, arguments in reversed(calls):
        text = f"{{ {name}{f'({chr(44).join(arguments)})' if arguments else ''} {text} }}"
    heads = ", ".join(f"${name}: {type_}" for name, type_ in types.items())
    return f"query Page{f'({heads})' if heads else ''} {text}"


def drawn(place: Place, draw: Arguments) -> dict[str, Any]:
    """Draw what a list is given, by its arguments."""
    given: dict[str, Any] = {}
    if "filter" in place.root.args:
        type_: Any = get_named_type(place.root.args["filter"].type)
        given["filter"] = draw.filter(type_, type_.name.removesuffix("Filter"))
    if "classYear" in place.root.args:
        given["classYear"] = draw.pick((2022, 2023))
    if place.root_name in BROKEN_DOWN:
        given["school"] = draw.place("school")
    elif "earlier" in place.root.args:
        given |= {"earlier": draw.taken_at(), "later": draw.taken_at()}
    elif "classYear" in place.root.args:
        given |= draw.pick(({}, {"province": draw.place("province")}, {"school": draw.place("school")}))
    if "orderBy" in place.field.args:
        given["orderBy"] = draw.order(place.field.args["orderBy"].type)
    return given


def rows_in(place: Place, data: Any) -> list[dict[str, Any]]:
    """Return the rows of an answer; none where a statistic has none."""
    found = data[place.root_name]
    if place.below and found is not None:
        found = found[place.below]
    if found is None:
        return []
    if place.shape is Shape.PAGES:
        return [edge["node"] for edge in found["edges"]]
    return found if isinstance(found, list) else [found]


def reading(compiled: Compiled, asker: Actor | None) -> Reading:
    """Return the context in which somebody reads."""
    return Reading(Profile.of(asker), scope_of(asker), compiled.database)


async def downloaded(
    compiled: Compiled, asker: Actor | None, name: str, given: Mapping[str, Any], chosen: Sequence[str] | None
) -> list[list[Cell]]:
    """Return the rows of a file, which is read two rows at a time. Raises GraphQLError where it is refused."""
    context, schema = reading(compiled, asker), compiled.schema
    apart = {key: value for key, value in given.items() if key != "orderBy"}
    as_filter = apart.get("filter") if set(apart) == {"filter"} else apart or None
    wanted = read_wanted(schema, context.profile, name, chosen, as_filter, given.get("orderBy"))
    await check(schema, context, wanted)
    reader = ListReader(schema, wanted, rows_a_page=2)
    rows = []
    while portion := await reader.read(context):
        rows += portion
    assert len(rows) == reader.total
    return rows


def expected(ground: Ground, asker: Actor | None, name: str, columns: Sequence[Column], given: dict[str, Any]) -> tuple[Answer, Any]:
    """Return the reference's answer, and the cells that it makes."""
    place = place_of(ground.compiled.schema, name)
    answer = ground.reference.answer(parse(page(place, columns, given)), given, asker_of(asker))
    if answer.errors:
        return answer, None
    scalars = [get_named_type([field for _, field in fields_of(place, column)][-1].type).name for column in columns]
    cells = [[cell_of(*each, row) for each in zip(columns, scalars, strict=True)] for row in rows_in(place, answer.data)]
    return answer, cells


def code_of(error: GraphQLError) -> object:
    """Return an error's code."""
    return (error.extensions or {})["code"]


def choose(random: Random, name: str, is_open: Sequence[str]) -> tuple[list[str] | None, list[Column]]:
    """Draw columns that are open, or none, which are then those of the page; return them as they are asked for, and as they are."""
    by_path = {column.path: column for column in LISTED[name].columns}
    if is_open and random.random() < 0.5:
        chosen = random.sample(is_open, random.randint(1, len(is_open)))
        return chosen, [by_path[path] for path in chosen]
    return None, [by_path[path] for path in is_open if by_path[path].is_default] or [LISTED[name].columns[0]]


async def test_a_file_has_the_rows_that_the_list_answers(grounds: Grounds) -> None:
    rows = refused = 0
    for number in range(DOWNLOADS):
        random, ground = Random(f"download {number}"), grounds["product"][number % len(grounds["product"])]
        schema = ground.compiled.schema
        asker = actor(random, ground.own(random, ground.store))
        name = random.choice(list(LISTED))
        given = drawn(place_of(schema, name), Arguments(random, ground.store))
        chosen, columns = choose(random, name, [column.path for column in open_columns(schema, Profile.of(asker), name)])
        answer, cells = expected(ground, asker, name, columns, given)
        if answer.errors:
            with pytest.raises(GraphQLError) as error:
                await downloaded(ground.compiled, asker, name, given, chosen)
            assert code_of(error.value) in {code for _, code, _ in answer.errors}, (number, name, given)
            refused += 1
            continue
        found = await downloaded(ground.compiled, asker, name, given, chosen)
        assert found == cells, (number, name, given, asker)
        rows += len(found)
    assert rows > DOWNLOADS // 2
    assert refused > DOWNLOADS // 10


@pytest.mark.any_engine
async def test_a_column_that_may_not_be_seen_is_left_out_and_refused_where_it_is_chosen(grounds: Grounds) -> None:
    ground, random = grounds["product"][0], Random("columns")
    schema, own = ground.compiled.schema, ground.own(random, ground.store)
    a_school = ground.store.id_of(ground.store.rows["School"][0])
    a_moment = "2023-09-01T00:00:00+00:00"
    left_out = 0
    for asker in [actor(random, own) for _ in range(40)]:
        profile = Profile.of(asker)
        for name, listed in LISTED.items():
            shown = {column.path for column in open_columns(schema, profile, name)}
            for column in listed.columns:
                # The reference's check of the page says which columns are open.
                place = place_of(schema, name)
                given: dict[str, Any] = {"classYear": 2023} if "classYear" in place.root.args else {}
                given |= {"school": a_school} if name in BROKEN_DOWN else {}
                given |= {"earlier": a_moment, "later": a_moment} if "earlier" in place.root.args else {}
                is_open = not ground.reference.answer(parse(page(place, [column], given)), given, asker_of(asker)).errors
                assert (column.path in shown) is is_open, (asker, name, column.path)
                if not is_open:
                    with pytest.raises(GraphQLError) as refused:
                        read_wanted(schema, profile, name, [column.path], None, None)
                    assert code_of(refused.value) in {"FORBIDDEN", "UNAUTHENTICATED"}
                    left_out += 1
    assert left_out > 0


async def test_what_may_not_be_read_any_more_is_read_no_further(grounds: Grounds) -> None:
    ground = grounds["product"][0]
    own = ground.own(Random(1), ground.store)
    ministry = next(each for seed in range(99) if (each := actor(Random(seed), own)) is not None and each.role == "MINISTRY")
    wanted = Wanted("agreements", None, None, ("statusLabel",))
    reader = ListReader(ground.compiled.schema, wanted, rows_a_page=2)
    assert len(await reader.read(reading(ground.compiled, ministry))) == 2
    with pytest.raises(RightsChanged):
        await reader.read(reading(ground.compiled, None))
    assert [column.path for column in columns_of(wanted)] == ["statusLabel"]


WRONG: Final = [
    ("nothing", None, None, None),
    ("graduates", None, ["no object"], None),
    ("graduates", None, {"nobody": {"eq": 1}}, None),
    ("graduates", None, {"classYear": {"eq": "text"}}, None),
    ("graduates", None, None, {"field": "NOTHING"}),
    ("signingStatistics", None, {"classYear": 2023, "first": 3}, None),
    ("signingStatistics", None, None, None),
    ("agreementCounts", None, None, {"field": "CREATED_AT"}),
]


@pytest.mark.parametrize(("name", "chosen", "filter_", "order_by"), WRONG)
async def test_what_no_list_takes_is_refused(grounds: Grounds, name: str, chosen: Any, filter_: Any, order_by: Any) -> None:
    ground = grounds["product"][0]
    own = ground.own(Random(1), ground.store)
    ministry = next(each for seed in range(99) if (each := actor(Random(seed), own)) is not None and each.role == "MINISTRY")
    context, schema = reading(ground.compiled, ministry), ground.compiled.schema
    with pytest.raises(GraphQLError) as refused:
        await check(schema, context, read_wanted(schema, context.profile, name, chosen, filter_, order_by))
    assert code_of(refused.value) in {"BAD_USER_INPUT", "GRAPHQL_VALIDATION_FAILED"}
    assert refused.value.path is None


@pytest.mark.parametrize("chosen", [[], ["password"], ["name", "name"]])
def test_columns_are_chosen_from_those_of_the_list_and_each_once(grounds: Grounds, chosen: list[str]) -> None:
    profile = Profile.of(actor_of(Role.MINISTRY))
    with pytest.raises(InvalidInput):
        read_wanted(grounds["product"][0].compiled.schema, profile, "graduates", chosen, None, None)


async def test_a_file_is_one_picture_of_a_database_that_changes(reads: Compiled, world: World) -> None:
    database: Connections = reads.database  # type: ignore[assignment]  # the fixture opens one of ours.
    statement = "select cast(count(*) as text) from graduate where name='甲'"
    async with database.snapshot() as seen:
        before = await seen.fetch(statement, [])
        await Graduate.filter(id=world.graduate.id).update(name="甲")
        assert await seen.fetch(statement, []) == before
        assert await database.fetch(statement, []) != before

"""Every kind of column, one by one: how it is shown, compared and ordered, the same on both engines."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

import pytest
import pytest_asyncio
from tortoise.connection import get_connection
from tortoise.context import TortoiseContext

from auth.actor import Actor
from models.database import CONNECTION
from rules.roles import AccessLevel, Module, Role
from tests.engines import Engine
from tests.planner.compiled import Compiled, open_reads
from tests.planner.kinds.models import Holder, Mood, Note, Rank, Thing
from tests.planner.kinds.schema import build_kinds
from tests.planner.kinds.tables import config, statements

READS: Final = dict.fromkeys(Module, AccessLevel.READ_ONLY)
MINISTRY: Final = Actor(account_id=UUID(int=1), role=Role.MINISTRY, levels=READS)
SCHOOL: Final = UUID(int=5, version=4)
EMPTY: Final[dict[str, Any]] = {
    "province_code": "11",
    "school_id": SCHOOL,
    "name": "n",
    "number": 0,
    "truth": False,
    "moment": datetime(2023, 3, 1, tzinfo=UTC),
    "day": date(2023, 3, 1),
    "price": Decimal(0),
    "whole": Decimal(0),
    "rank": Rank.LOW,
    "mood": Mood.GLAD,
    "data": {},
}


@pytest_asyncio.fixture(loop_scope="session")
async def things(engine: Engine) -> AsyncIterator[Compiled]:
    """Yield the compiled side over empty tables, which are open in this process."""
    async with engine.fresh(migrated=False) as url, TortoiseContext() as context:
        await context.init(config=config(url))
        await get_connection(CONNECTION).execute_script(statements(url))
        opened = await open_reads(url)
        yield Compiled(build_kinds()._schema, opened)
        await opened.close()
        await context.close_connections()


async def make(number: int, **columns: Any) -> Thing:
    """Write one thing."""
    return await Thing.create(id=UUID(int=number, version=4), **{**EMPTY, **columns})


async def shown(things: Compiled, field: str, arguments: str = "", actor: Actor = MINISTRY) -> list[Any]:
    """Return a field of every thing, in an order or by a filter."""
    answer = await things.ask(f"{{ things(first: 100{arguments}) {{ edges {{ node {{ x: {field} }} }} }} }}", actor)
    assert not answer.errors
    return [edge["node"]["x"] for edge in answer.data["things"]["edges"]]


async def test_decimals_keep_their_places_and_are_ordered_as_numbers(things: Compiled) -> None:
    prices = ["-10.00", "-9.99", "-0.01", "0.00", "0.10", "9.00", "10.00", "100.50"]
    for number, price in enumerate(prices[::-1]):
        await make(number + 1, price=Decimal(price))
    assert await shown(things, "price", ", orderBy: {field: PRICE}") == prices
    assert await shown(things, "price", ', orderBy: {field: PRICE}, filter: {price: {gt: "-9.99", lte: "9"}}') == prices[2:6]
    assert await shown(things, "price", ', filter: {price: {in: ["10", "9.990", "0.1"]}}, orderBy: {field: PRICE}') == ["0.10", "10.00"]


async def test_a_zero_that_was_rounded_has_no_sign(things: Compiled) -> None:
    await make(1, price=Decimal("-0.001"), whole=Decimal("-0.4"), maybe_price=Decimal("-0.0000001"))
    assert [*await shown(things, "price"), *await shown(things, "whole"), *await shown(things, "maybePrice")] == ["0.00", "0", "0.000000"]
    assert await shown(things, "price", ', filter: {price: {eq: "-0"}}') == ["0.00"]


@pytest.mark.parametrize("value", ['"1.005"', '"NaN"', '"Infinity"', '"10000000000"', '"1e10"', '"0.001"'])
async def test_a_decimal_that_the_column_cannot_hold_is_refused(things: Compiled, value: str) -> None:
    answer = await things.ask(f"{{ things(first: 1, filter: {{price: {{eq: {value}}}}}) {{ totalCount }} }}", MINISTRY)
    assert answer.errors == {(("things",), "BAD_USER_INPUT", None): 1}


async def test_moments_and_days_reach_from_the_first_to_the_last_there_is(things: Compiled) -> None:
    moments = [
        datetime.min.replace(tzinfo=UTC),
        datetime(1969, 12, 31, 23, 59, 59, 999999, UTC),
        datetime(2023, 3, 1, tzinfo=UTC),
        datetime(2023, 3, 1, 0, 0, 0, 1, UTC),
        datetime.max.replace(tzinfo=UTC),
    ]
    days = [date.min, date(1969, 12, 31), date(2000, 2, 29), date(2023, 3, 1), date.max]
    for number, (moment, day) in enumerate(zip(moments, days, strict=True), 1):
        await make(number, moment=moment, day=day, maybe_day=day)
    assert await shown(things, "moment", ", orderBy: {field: MOMENT}") == [each.isoformat() for each in moments]
    assert await shown(things, "day", ", orderBy: {field: DAY, direction: DESC}") == [each.isoformat() for each in days[::-1]]
    between = ', filter: {maybeDay: {gt: "1969-12-31", lt: "9999-12-31"}}, orderBy: {field: DAY}'
    assert await shown(things, "day", between) == ["2000-02-29", "2023-03-01"]


async def test_enums_are_shown_and_compared_by_their_words_however_they_are_stored(things: Compiled) -> None:
    await make(1, rank=Rank.HIGH, mood=Mood.SAD)
    await make(2, rank=Rank.LOW, maybe_rank=Rank.MIDDLE, mood=Mood.GLAD, maybe_mood=Mood.SAD)
    assert sorted(await shown(things, "rank")) == ["HIGH", "LOW"]
    assert await shown(things, "mood", ", filter: {rank: {eq: HIGH}}") == ["SAD"]
    assert await shown(things, "maybeRank", ", filter: {maybeMood: {in: [SAD]}}") == ["MIDDLE"]
    assert await shown(things, "maybeRank", ", filter: {not: {maybeMood: {eq: SAD}}}") == [None]
    assert await shown(things, "rank", ", filter: {maybeRank: {isNull: false}}") == ["LOW"]


async def test_truths_are_compared_ordered_and_null(things: Compiled) -> None:
    for number, truth in enumerate((True, None, False), 1):
        await make(number, maybe_truth=truth)
    assert await shown(things, "maybeTruth", ", orderBy: {field: MAYBE_TRUTH}") == [False, True, None]
    assert await shown(things, "maybeTruth", ", filter: {maybeTruth: {eq: true}}") == [True]
    assert sorted(await shown(things, "maybeTruth", ", filter: {not: {maybeTruth: {eq: true}}}"), key=str) == [False, None]


async def test_json_is_the_value_that_was_stored(things: Compiled) -> None:
    value = {"b": [1, 2.5, True, None, {"𠮷": "🎓\u2028'\"\\%s"}], "a": {}, "": 1e16}
    await make(1, data=value, maybe_data=None)
    assert await shown(things, "data") == [value]
    assert await shown(things, "maybeData") == [None]


async def test_text_of_four_bytes_is_shown_compared_and_ordered_by_code_point(things: Compiled) -> None:
    names = ["A", "a", "张", "\uffee", "𠮷野家", "👩‍🎓"]
    for number, name in enumerate(names, 1):
        await make(number, name=name, nickname=name)
    assert await shown(things, "name", ", orderBy: {field: NAME}") == sorted(names)
    assert await shown(things, "name", ', filter: {nickname: {prefix: "𠮷"}}') == ["𠮷野家"]
    cursors = (await things.ask("{ things(first: 9) { edges { cursor } } }", MINISTRY)).data["things"]["edges"]
    for at, edge in enumerate(cursors):
        assert len(await shown(things, "name", f', after: "{edge["cursor"]}"')) == len(names) - at - 1


async def of_kinds(things: Compiled) -> tuple[Thing, Note]:
    """Write a thing, a holder, and a note about it; the thing is about the holder."""
    await Holder.create(code="h", name="holder")
    thing = await make(1, kind="holder", key="h", secret="s")
    return thing, await Note.create(
        id=UUID(int=2, version=4), province_code="11", school_id=SCHOOL, thing=thing, name="note", about_kind="thing", about_id=thing.id
    )


SUBJECT: Final = (
    "{ things(first: 9) { edges { node { subject { __typename ... on Holder { code } ... on Node { id } ... on Thing { number } } } } } }"
)


async def test_a_relation_into_a_union_shows_each_type_as_its_own_and_what_is_unknown_as_null(things: Compiled) -> None:
    thing, note = await of_kinds(things)
    for number, (kind, key) in enumerate(
        (("thing", str(thing.id)), ("note", str(note.id)), ("other", "x"), ("holder", "none"), (None, None)), 10
    ):
        await make(number, name=f"n{number}", kind=kind, key=key)
    answer = await things.ask(SUBJECT, MINISTRY)
    assert [edge["node"]["subject"] for edge in answer.data["things"]["edges"]] == [
        {"__typename": "Holder", "code": "h", "id": "Holder:h"},
        {"__typename": "Thing", "id": f"Thing:{thing.id}", "number": 0},
        {"__typename": "Note", "id": f"Note:{note.id}"},
        None,
        None,
        None,
    ]


async def test_a_relation_into_an_interface_applies_the_scope_of_the_type_it_leads_to(things: Compiled) -> None:
    thing, _ = await of_kinds(things)
    text = "{ notes(first: 9) { edges { node { about { __typename id ... on Named { name } } } } } }"
    for school, expected in ((SCHOOL, {"__typename": "Thing", "id": f"Thing:{thing.id}", "name": "n"}), (UUID(int=6, version=4), None)):
        await Note.all().update(school_id=school)
        answer = await things.ask(text, Actor(account_id=UUID(int=1), role=Role.SCHOOL, levels=READS, school_id=school))
        assert [edge["node"]["about"] for edge in answer.data["notes"]["edges"]] == [expected]


async def test_a_type_of_a_union_that_is_denied_is_denied_once_and_null_and_the_others_are_shown(things: Compiled) -> None:
    _, note = await of_kinds(things)
    for number in (10, 11):
        await make(number, name=f"n{number}", kind="note", key=str(note.id))
    clerk = Actor(account_id=UUID(int=1), role=Role.MINISTRY, levels={Module.ARCHIVE: AccessLevel.READ_ONLY})
    answer = await things.ask(SUBJECT, clerk)
    assert [edge["node"]["subject"] for edge in answer.data["things"]["edges"]] == [
        {"__typename": "Holder", "code": "h", "id": "Holder:h"},
        None,
        None,
    ]
    assert answer.errors == {(("things", "edges", "node", "subject"), "FORBIDDEN", "Note"): 1}


async def test_nodes_are_in_the_order_asked_for_with_null_for_what_is_not_there(things: Compiled) -> None:
    thing, note = await of_kinds(things)
    ids = [f"Note:{note.id}", "Holder:none", f"Thing:{thing.id}", "Holder:h", f"Thing:{UUID(int=9, version=4)}", f"Note:{note.id}"]
    answer = await things.ask("query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }", MINISTRY, ids=ids)
    assert not answer.errors
    assert [each and each["id"] for each in answer.data["nodes"]] == [ids[0], None, ids[2], ids[3], None, ids[5]]


@pytest.mark.parametrize(
    "ids", [[], ["Holder:h"] * 101, ["Holder:h", "Holder"], ["Holder:h", "Thing:1"], ["Holder:a\x00"], ["Holder:\ud83c"]]
)
async def test_no_ids_too_many_or_a_bad_one_refuse_nodes_and_nothing_else(things: Compiled, ids: list[str]) -> None:
    answer = await things.ask("query($ids: [ID!]!) { nodes(ids: $ids) { id } holders(first: 1) { totalCount } }", MINISTRY, ids=ids)
    assert answer.data == {"nodes": None, "holders": {"totalCount": 0}}
    assert answer.errors == {(("nodes",), "BAD_USER_INPUT", None): 1}


async def test_a_filter_inherits_its_columns_access_however_deep_it_stands(things: Compiled) -> None:
    await of_kinds(things)
    clerk = Actor(account_id=UUID(int=1), role=Role.MINISTRY, levels={Module.ARCHIVE: AccessLevel.READ_ONLY})
    for filter_ in (
        '{secret: {eq: "s"}}',
        '{and: [{secret: {eq: "s"}}]}',
        "{or: [{}, {not: {secret: {isNull: true}}}]}",
        "{not: {secret: null}}",
    ):
        answer = await things.ask(f"{{ things(first: 1, filter: {filter_}) {{ totalCount edges {{ node {{ secret }} }} }} }}", clerk)
        assert answer.data == {"things": None}
        assert answer.errors == {(("things",), "FORBIDDEN", "ThingFilter.secret"): 1}
    answer = await things.ask("{ things(first: 1, orderBy: [{field: NAME}, {field: SECRET}]) { totalCount } }", clerk)
    assert answer.errors == {(("things",), "FORBIDDEN", "ThingOrderField.SECRET"): 1}

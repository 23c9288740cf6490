"""The audit's chains: every entry sealed behind the one before, so that whatever is changed, moved or taken away is found."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

import pytest
from tortoise.connection import get_connection
from tortoise.transactions import in_transaction

from actions.agreement import move_agreement
from actions.chains import BATCH, Anchor, Break, Chain, anchors, verify
from actions.gate import open_feature
from actions.trail import Act, Trail
from actions.transaction import Inconsistent
from auth.seal import AuditSeal
from models import Audit, AuditChain, SigningCounters
from models.database import CONNECTION
from rules.acts import ActName, RecordKind
from rules.agreement import Move
from rules.gate import Feature
from rules.roles import Role
from tests.actions.stage import Stage
from tests.engines import ENGINE
from tests.world import NOW, SEAL, World, make_agreement

ENTRIES = 5


def some_acts(world: World, number: int) -> list[Act]:
    """Return acts of the school."""
    of_school: dict[str, Any] = {"kind": RecordKind.AGREEMENT, "province_code": "11", "school_id": world.school.id, "reason": "原因"}
    return [Act(ActName.AGREEMENT_PASS, record_id=uuid4(), **of_school) for _ in range(number)]


async def entered(world: World, number: int = ENTRIES) -> str:
    """Enter acts in the school's chain, two at a time; return its name."""
    acts = some_acts(world, number)
    for pair in (acts[at : at + 2] for at in range(0, number, 2)):
        async with in_transaction(CONNECTION):
            await Trail(world.actor(Role.SCHOOL), NOW, SEAL).record(*pair)
    return Chain(school_id=world.school.id).name


async def tamper(statement: str) -> None:
    """Change the audit as only somebody can who owns the database: without the triggers that keep it."""
    connection = get_connection(CONNECTION)
    if ENGINE == "postgresql":
        await connection.execute_script(f"ALTER TABLE audit DISABLE TRIGGER ALL; {statement}; ALTER TABLE audit ENABLE TRIGGER ALL")
        return
    kept = [
        row["sql"] for row in await connection.execute_query_dict("SELECT sql FROM sqlite_schema WHERE tbl_name='audit' AND type='trigger'")
    ]
    for name in ("audit_kept", "audit_kept_from_delete", "audit_sealed"):
        await connection.execute_query(f"DROP TRIGGER {name}")
    await connection.execute_query(statement)
    for sql in kept:
        await connection.execute_query(sql)


async def breaks_of(*kept: Anchor, seal: AuditSeal = SEAL) -> Sequence[tuple[int, str]]:
    """Return number and problem of each break."""
    _, breaks = await verify(seal, kept)
    return [(each.seq, each.problem) for each in breaks]


async def test_a_chain_that_nobody_touched_holds(world: World) -> None:
    chain = await entered(world)
    assert await verify(SEAL) == (ENTRIES, [])
    [end] = await anchors()
    assert (end.chain, end.seq) == (chain, ENTRIES)
    assert [entry.chain_seq for entry in await Audit.filter(chain=chain).order_by("chain_seq")] == [1, 2, 3, 4, 5]


async def test_a_chain_longer_than_a_portion_is_verified_to_its_end(world: World) -> None:
    acts = some_acts(world, BATCH + 1)
    async with in_transaction(CONNECTION):
        await Trail(world.actor(Role.SCHOOL), NOW, SEAL).record(*acts)
    assert await verify(SEAL) == (BATCH + 1, [])
    await tamper(f"UPDATE audit SET reason = '改' WHERE chain_seq = {BATCH + 1}")
    assert await breaks_of() == [(BATCH + 1, "is not what was sealed")]


@pytest.mark.parametrize(
    "column",
    [
        "action = 'AGREEMENT_FAIL'",
        "reason = NULL",
        "account_id = id",
        "created_at = updated_at",
        "record_id = '1'",
        "address = '192.0.2.99'",
    ],
)
async def test_a_changed_entry_breaks_its_chain_where_it_stands(world: World, column: str) -> None:
    chain = await entered(world)
    await tamper(f"UPDATE audit SET {column} WHERE chain_seq = 3")
    assert await verify(SEAL) == (2, [Break(chain, 3, "is not what was sealed")])


async def test_an_entry_taken_out_is_missed(world: World) -> None:
    await entered(world)
    await tamper("DELETE FROM audit WHERE chain_seq = 2")
    assert await breaks_of() == [(2, "is missing")]


async def test_entries_taken_from_the_end_are_missed(world: World) -> None:
    await entered(world)
    await tamper("DELETE FROM audit WHERE chain_seq > 3")
    assert await breaks_of() == [(4, "is missing")]


async def test_two_entries_that_changed_places_are_found(world: World) -> None:
    await entered(world)
    await tamper("UPDATE audit SET chain_seq = chain_seq + 10 WHERE chain_seq IN (2, 3)")
    await tamper("UPDATE audit SET chain_seq = 15 - chain_seq WHERE chain_seq > 10")
    assert await breaks_of() == [(2, "is not what was sealed")]


async def test_an_end_moved_back_with_its_entries_is_found_by_an_anchor_that_was_kept(world: World) -> None:
    await entered(world)
    [kept] = await anchors()
    await tamper("DELETE FROM audit WHERE chain_seq > 3")
    third = await Audit.get(chain_seq=3)
    await AuditChain.all().update(seq=3, seal=third.seal)
    assert await breaks_of() == [], "nothing inside the database can tell"
    assert await breaks_of(kept) == [(4, "is missing")]


async def test_a_whole_chain_taken_away_is_found_by_an_anchor_that_was_kept(world: World) -> None:
    await entered(world)
    [kept] = await anchors()
    await tamper("DELETE FROM audit")
    await AuditChain.all().delete()
    assert await breaks_of() == []
    assert await breaks_of(kept) == [(1, "is missing")]


async def test_a_chain_whose_end_was_taken_away_is_found(world: World) -> None:
    await entered(world)
    await AuditChain.all().delete()
    assert await breaks_of() == [(ENTRIES, "is not the end that was noted")]


async def test_an_anchor_of_another_history_is_found(world: World) -> None:
    chain = await entered(world)
    assert await breaks_of(Anchor(chain, 3, "f" * 64)) == [(3, "is not what the anchor says")]


async def test_seals_of_another_secret_do_not_hold(world: World) -> None:
    await entered(world)
    assert await breaks_of(seal=AuditSeal(b"another secret, of 32 bytes.....")) == [(1, "is sealed under another key")]


async def test_a_schools_acts_a_provinces_and_the_nations_are_chains_of_their_own(stage: Stage) -> None:
    agreement = await make_agreement(stage.world)
    await move_agreement(stage.as_role(Role.GRADUATE), agreement.id, Move.ACCEPT, version=1)
    await open_feature(stage.as_role(Role.PROVINCE), Feature.HUKOU)
    async with in_transaction(CONNECTION):
        await Trail(stage.world.actor(Role.MINISTRY), NOW, SEAL).record(Act(ActName.DEMO_LOAD, RecordKind.DATABASE, "demo", None))
    found = await Audit.all().order_by("action").values_list("action", "chain", "reader_school_id", "reader_province_code")
    school = stage.world.school.id
    assert found == [
        ("AGREEMENT_ACCEPT", f"school:{school}", school, None),
        ("DEMO_LOAD", "nation", None, None),
        ("FEATURE_OPEN", "province:11", None, "11"),
    ]
    assert await verify(SEAL) == (3, [])


async def test_an_act_that_is_rolled_back_leaves_its_chain_as_it_was(stage: Stage) -> None:
    agreement = await make_agreement(stage.world)
    await entered(stage.world)
    await SigningCounters.filter(school_id=stage.world.school.id).delete()
    async with stage.leaves_no_trace():
        with pytest.raises(Inconsistent):
            await move_agreement(stage.as_role(Role.GRADUATE), agreement.id, Move.ACCEPT, version=1)
    assert await verify(SEAL) == (ENTRIES, [])

"""A process killed in the middle of its writes: each write is there whole, or not at all."""

from uuid import UUID

from models import Agreement, Audit, Change, DestinationSlot
from rules.agreement import Status
from tests.actions.attempts import Attempt
from tests.actions.racer import racer
from tests.actions.stage import Stage, another_graduation, assert_counted
from tests.actions.test_agreement_races import accepting
from tests.world import make_agreement

WRITES, AT_ONCE = 200, 8
KILLED_AFTER = (1, 60, 70)
"""How many writes each killed process is heard to have done; with those in flight, a process more finishes the rest."""


async def test_what_a_killed_process_had_written_is_whole_and_the_rest_can_still_be_done(stage: Stage, database: str) -> None:
    graduates = [await another_graduation(stage.world.graduate, number) for number in range(WRITES)]
    agreements = {str(agreement.id): agreement for agreement in [await make_agreement(stage.world, graduate=one) for one in graduates]}
    for limit in KILLED_AFTER:
        waiting = [accepting(agreements[str(id_)]) for id_ in await _accepted_or_not(Status.PENDING_GRADUATE)]
        said = await _kill_after(limit, database, waiting)
        await _assert_whole(agreements)
        assert {UUID(agreement_id) for agreement_id in said} <= set(await _accepted_or_not(Status.PENDING_DEPARTMENT))

    left = [accepting(agreements[str(id_)]) for id_ in await _accepted_or_not(Status.PENDING_GRADUATE)]
    assert left
    async with racer(database, left, at_once=AT_ONCE) as last:
        await last.go()
        assert {outcome for _, _, outcome in await last.all_outcomes()} == {"DONE"}
    await _assert_whole(agreements)
    assert len(await _accepted_or_not(Status.PENDING_DEPARTMENT)) == WRITES


async def _kill_after(limit: int, url: str, attempts: list[Attempt]) -> list[str]:
    """Kill a process as soon as it has said `limit` writes were done; return those it said were done."""
    said: list[str] = []
    async with racer(url, attempts, at_once=AT_ONCE) as doomed:
        await doomed.go()
        async for agreement_id, _, outcome in doomed.outcomes():
            assert outcome == "DONE"
            said.append(agreement_id)
            if len(said) == limit:
                doomed.process.kill()
        assert await doomed.process.wait() == -9
    return said


async def _accepted_or_not(status: Status) -> list[UUID]:
    return [agreement.id for agreement in await Agreement.filter(status=status).order_by("id")]


async def _assert_whole(agreements: dict[str, Agreement]) -> None:
    """Assert that everything that goes with a move is there exactly for the agreements that moved."""
    moved = {str(id_) for id_ in await _accepted_or_not(Status.PENDING_DEPARTMENT)}
    assert len(moved) + len(await _accepted_or_not(Status.PENDING_GRADUATE)) == len(agreements)
    assert sorted([audit.record_id for audit in await Audit.all()]) == sorted(moved)
    assert sorted([change.record_id for change in await Change.all()]) == sorted(moved)
    assert sorted([str(slot.holder_id) for slot in await DestinationSlot.all()]) == sorted(moved)
    await assert_counted()

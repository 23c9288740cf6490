"""A piece of work is one process's at a time, is found again when that one has died, and is given up in the end."""

import asyncio
from uuid import UUID, uuid4

from actions.context import ActionContext
from actions.roster_failing import FAILED
from jobs.roster_import import Importer
from models import Audit, RosterImport, Upload
from rules.acts import ActName
from rules.roles import Role
from rules.roster_import import LEASE, MOST_TRIES, ImportPhase, ImportState
from storage.blobs import Blobs
from tests.actions.stage import Stage
from tests.imports import as_it_stands, make_import
from tests.jobs.counting import NOWHERE, count_on, counting, importer_of
from tests.world import OPEN_YEAR

GOAL = 5


def importer(stage: Stage, goal: int = GOAL) -> Importer:
    return importer_of(stage.as_role(Role.SCHOOL), goal)


async def queued(stage: Stage, class_year: int = OPEN_YEAR, **columns: object) -> RosterImport:
    return await make_import(stage.world.accounts[Role.SCHOOL], stage.world.school, class_year=class_year, **columns)


async def take(stage: Stage, holder: UUID) -> RosterImport | None:
    return await importer(stage).leases.take_up(stage.clock.now(), holder)


async def test_of_many_that_take_up_the_same_at_once_one_gets_it(stage: Stage) -> None:
    waiting, holders = await queued(stage), [uuid4() for _ in range(16)]
    taken = [each for each in await asyncio.gather(*(take(stage, holder) for holder in holders)) if each is not None]
    assert [each.id for each in taken] == [waiting.id]
    held = await as_it_stands(waiting.id)
    assert (held.state, held.tries, held.version) == (ImportState.RUNNING, 1, waiting.version + 1)
    assert held.lease_holder in holders
    assert held.lease_until == stage.clock.now() + LEASE


async def test_the_oldest_is_taken_up_first_and_what_is_over_never(stage: Stage) -> None:
    await queued(stage, state=ImportState.DONE)
    first, second = await queued(stage), await queued(stage, class_year=OPEN_YEAR - 1)
    taken = [await take(stage, uuid4()) for _ in range(3)]
    assert [each and each.id for each in taken] == [first.id, second.id, None]


async def test_what_is_held_is_nobody_elses_until_its_lease_is_over(stage: Stage) -> None:
    waiting = await queued(stage)
    assert await take(stage, uuid4()) is not None
    stage.clock.advance(LEASE - LEASE.resolution)
    async with stage.leaves_no_trace():
        assert await take(stage, uuid4()) is None
    stage.clock.advance(LEASE.resolution)
    taken = await take(stage, holder := uuid4())
    assert taken is not None
    assert (taken.id, taken.lease_holder, taken.tries) == (waiting.id, holder, 2)


async def test_what_was_tried_as_often_as_it_is_worth_fails_and_says_so(stage: Stage) -> None:
    waiting = await queued(stage)
    for _ in range(MOST_TRIES):
        assert await take(stage, uuid4()) is not None
        stage.clock.advance(LEASE)
    assert await take(stage, uuid4()) is None
    failed = await as_it_stands(waiting.id)
    assert (failed.state, failed.finished_at, failed.upload_id) == (ImportState.FAILED, stage.clock.now(), None)
    assert (failed.lease_holder, failed.lease_until, failed.refusal) == (None, None, FAILED)
    assert not await Upload.exists(id=waiting.upload_id)
    assert stage.signals.heard[-1].record_id == str(waiting.id)
    entry = await Audit.get(record_id=str(waiting.id))
    assert (entry.action, entry.reader_school_id) == (ActName.ROSTER_IMPORT_END, stage.world.school.id)


async def test_what_is_given_back_is_taken_up_at_once_and_not_counted_as_a_try(stage: Stage) -> None:
    await queued(stage)
    held = await take(stage, uuid4())
    assert held is not None
    await importer(stage).leases.give_back(stage.clock.now(), held)
    taken = await take(stage, uuid4())
    assert taken is not None
    assert taken.tries == 1


async def test_what_somebody_else_has_taken_up_is_not_given_back_by_who_had_it(stage: Stage) -> None:
    await queued(stage)
    late = await take(stage, uuid4())
    assert late is not None
    stage.clock.advance(LEASE)
    assert await take(stage, uuid4()) is not None
    async with stage.leaves_no_trace():
        await importer(stage).leases.give_back(stage.clock.now(), late)


async def test_all_that_waits_is_done_one_after_the_other_however_often_it_is_rung_for(stage: Stage) -> None:
    both = [await queued(stage), await queued(stage, class_year=OPEN_YEAR - 1)]
    running = importer(stage)
    await asyncio.gather(*(running.run() for _ in range(8)))
    for each in both:
        done = await as_it_stands(each.id)
        assert (done.state, done.row_count, done.tries) == (ImportState.DONE, GOAL, 1)


async def test_what_is_rung_for_while_it_works_is_not_left_to_the_next_round(stage: Stage) -> None:
    await queued(stage)
    late: list[RosterImport] = []

    async def run(ctx: ActionContext, held: RosterImport, holder: UUID, blobs: Blobs, stopping: asyncio.Event) -> None:
        await counting(GOAL)(ctx, held, holder, blobs, stopping)
        if not late:
            # Begun while the other ends: who rings finds the process at work, and goes.
            late.append(await queued(stage))
            await running.run()

    running = Importer(stage.as_role(Role.SCHOOL), NOWHERE, run=run)
    await running.run()
    assert (await as_it_stands(late[0].id)).state is ImportState.DONE


async def test_a_fault_leaves_the_lease_and_the_next_is_done_meanwhile(stage: Stage) -> None:
    broken, sound = await queued(stage), await queued(stage, class_year=OPEN_YEAR - 1)

    async def run(ctx: ActionContext, held: RosterImport, holder: UUID, blobs: Blobs, stopping: asyncio.Event) -> None:
        if held.id == broken.id:
            raise OSError("the storage is gone")
        await counting(GOAL)(ctx, held, holder, blobs, stopping)

    running = Importer(stage.as_role(Role.SCHOOL), NOWHERE, run=run)
    await running.run()
    assert (await as_it_stands(sound.id)).state is ImportState.DONE
    left = await as_it_stands(broken.id)
    assert (left.state, left.lease_holder) == (ImportState.RUNNING, running.holder)
    stage.clock.advance(LEASE)
    await importer(stage).run()
    assert (await as_it_stands(broken.id)).state is ImportState.DONE


async def test_who_is_asked_to_stop_ends_its_portion_and_gives_the_import_back(stage: Stage) -> None:
    waiting = await queued(stage)

    async def run(ctx: ActionContext, held: RosterImport, holder: UUID, _blobs: Blobs, stopping: asyncio.Event) -> None:
        asked = asyncio.create_task(first.stop())
        while not stopping.is_set():
            await count_on(held, holder, GOAL, ctx.clock.now())
        assert not asked.done()

    first = Importer(stage.as_role(Role.SCHOOL), NOWHERE, run=run)
    await first.run()
    left = await as_it_stands(waiting.id)
    assert (left.state, left.row_count, left.tries, left.lease_until) == (ImportState.RUNNING, 1, 0, stage.clock.now())
    async with stage.leaves_no_trace():
        await first.run()
    await importer(stage).run()
    done = await as_it_stands(waiting.id)
    assert (done.state, done.row_count) == (ImportState.DONE, GOAL)


async def test_what_is_half_written_and_was_to_be_whole_is_never_given_up(stage: Stage) -> None:
    await queued(stage, phase=ImportPhase.WRITING, tries=MOST_TRIES)
    taken = await take(stage, uuid4())
    assert taken is not None
    assert taken.tries == MOST_TRIES + 1

"""Inviting again (national guide): what ends an invitation frees the way, and being signed stops nobody but the graduate's own employer."""

from typing import Any, Final

import pytest

from actions.agreement import invite, move_agreement
from actions.expiry import expire_due
from models import Agreement, DestinationSlot
from rules.agreement import SLOT_AFTER, STATUSES_OF, Initiator, Move, SlotState, Status
from rules.errors import DuplicateInvitation, MoveNotAllowed, SlotTaken
from rules.roles import Role
from tests.actions.stage import Stage, acts_on, assert_counted
from tests.actions.test_agreement_invitations import invitation_of
from tests.world import make_agreement

ASKS: Final = [(way, status) for way in Initiator for status in STATUSES_OF[way] if SLOT_AFTER[status]]
"""Ways and statuses of agreements that have their graduate's destination, or ask for it."""
ENDED: Final = [
    (way, status)
    for way in Initiator
    for status in STATUSES_OF[way]
    if not SLOT_AFTER[status] and status not in {Status.PENDING_GRADUATE, Status.TERMINATED}
]
STEPS: Final[dict[Move, Role]] = {Move.ACCEPT: Role.GRADUATE, Move.PASS: Role.SCHOOL, Move.FAIL: Role.SCHOOL, Move.VOID: Role.SCHOOL}


async def invited(stage: Stage, *, other: bool = False) -> Agreement:
    """Return an invitation of the world's graduate, just sent by its employer or the other one."""
    employer = stage.world.other_employer if other else stage.world.employer
    ctx = stage.as_role(Role.EMPLOYER, employer_id=employer.id)
    return await Agreement.get(id=await invite(ctx, **invitation_of(stage, stage.world.graduate)))


async def moved(stage: Stage, agreement: Agreement, *moves: Move | tuple[Move, Role]) -> Agreement:
    """Return the agreement after moves, each by whoever usually makes it."""
    for each in moves:
        move, role = each if isinstance(each, tuple) else (each, STEPS[each])
        seen = await Agreement.get(id=agreement.id)
        await move_agreement(stage.as_role(role), seen.id, move, version=seen.version, reason="材料不全")
    return await Agreement.get(id=agreement.id)


BY_DEPARTMENT: Final = (Move.PASS, Role.DEPARTMENT)
FAILED: Final[dict[str, tuple[Any, ...]]] = {
    "by the department": (Move.ACCEPT, (Move.FAIL, Role.DEPARTMENT)),
    "by the school": (Move.ACCEPT, BY_DEPARTMENT, Move.FAIL),
}


@pytest.mark.parametrize("moves", FAILED.values(), ids=FAILED)
async def test_a_failed_review_ends_the_agreement_and_the_employer_starts_again_with_another(stage: Stage, moves: tuple[Any, ...]) -> None:
    failed = await moved(stage, await invited(stage), *moves)
    assert failed.status is Status.REVIEW_REJECTED
    for role in (Role.EMPLOYER, Role.GRADUATE, Role.DEPARTMENT, Role.SCHOOL):
        for move in Move:
            async with stage.refuses(MoveNotAllowed):
                await move_agreement(stage.as_role(role), failed.id, move, version=failed.version, reason="材料不全")
    again = await invited(stage)
    effective = await moved(stage, again, Move.ACCEPT, BY_DEPARTMENT, Move.PASS)
    assert (effective.id != failed.id, effective.status) == (True, Status.EFFECTIVE)
    assert await Agreement.get(id=failed.id) == failed
    assert (await Agreement.get(id=failed.id)).version == failed.version
    await assert_counted()


async def test_after_the_clock_has_expired_an_invitation_the_employer_may_invite_again(stage: Stage) -> None:
    first = await invited(stage)
    stage.clock.move_to(first.reply_deadline)
    assert await expire_due(stage.as_role(Role.SCHOOL)) == 1
    second = await invited(stage)
    assert [(await Agreement.get(id=each.id)).status for each in (first, second)] == [Status.EXPIRED, Status.PENDING_GRADUATE]
    await assert_counted()


@pytest.mark.parametrize(("way", "status"), ENDED)
async def test_whatever_has_ended_between_the_two_does_not_stop_an_employer(stage: Stage, way: Initiator, status: Status) -> None:
    await make_agreement(stage.world, initiator=way, status=status, employer=stage.world.employer)
    await invited(stage)
    async with stage.refuses(DuplicateInvitation):
        await invited(stage)
    await assert_counted()


@pytest.mark.parametrize(("way", "status"), ASKS)
async def test_an_employer_does_not_invite_whom_it_signs_with_already(stage: Stage, way: Initiator, status: Status) -> None:
    await make_agreement(stage.world, initiator=way, status=status, employer=stage.world.employer)
    async with stage.refuses(SlotTaken):
        await invited(stage)


@pytest.mark.parametrize(("way", "status"), ASKS)
async def test_being_signed_stops_no_other_employer_and_its_invitation_can_be_seen_and_rejected_but_not_accepted(
    stage: Stage, way: Initiator, status: Status
) -> None:
    first = await make_agreement(stage.world, initiator=way, status=status, employer=stage.world.employer)
    other = await invited(stage, other=True)
    async with stage.refuses(SlotTaken):
        await move_agreement(stage.as_role(Role.GRADUATE), other.id, Move.ACCEPT, version=1)
    async with stage.refuses(DuplicateInvitation):
        await invited(stage, other=True)
    rejected = await moved(stage, other, (Move.REJECT, Role.GRADUATE))
    assert rejected.status is Status.REJECTED_BY_GRADUATE
    slot = await DestinationSlot.get()
    assert (slot.holder_id, slot.state) == (first.id, SLOT_AFTER[status])
    await invited(stage, other=True)
    await assert_counted()


async def test_once_an_agreement_is_voided_its_employer_may_invite_again_and_what_waited_can_be_accepted(stage: Stage) -> None:
    effective = await moved(stage, await invited(stage), Move.ACCEPT, BY_DEPARTMENT, Move.PASS)
    waiting = await invited(stage, other=True)
    async with stage.refuses(SlotTaken):
        await invited(stage)
    await moved(stage, effective, Move.VOID)
    again = await invited(stage)
    accepted = await moved(stage, waiting, Move.ACCEPT)
    async with stage.refuses(SlotTaken):
        await move_agreement(stage.as_role(Role.GRADUATE), again.id, Move.ACCEPT, version=1)
    slot = await DestinationSlot.get()
    assert (slot.holder_id, slot.state) == (accepted.id, SlotState.RESERVED)
    assert [act for act, _, _ in await acts_on(again)] == ["AGREEMENT_INVITE"]
    await assert_counted()

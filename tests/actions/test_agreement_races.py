"""Concurrent writers: processes of their own with connections of their own, on one database. However they race, one wins."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from contextlib import AsyncExitStack

import pytest

from actions.agreement import invite, move_agreement
from actions.expiry import expire_due
from actions.gate import set_agreement_types
from models import Agreement, AgreementTypeSetting, Audit, Change, DestinationSlot, Graduate, SigningCounters
from rules.agreement import Initiator, Move, SlotState, Status
from rules.errors import AgreementTypeInUse, ChangedMeanwhile, DuplicateInvitation, RuleError
from rules.gate import AgreementType
from rules.roles import Role
from tests.actions.attempts import Attempt, BulkAttempt
from tests.actions.racer import racer
from tests.actions.stage import Stage, acts_on, another_graduation, assert_counted
from tests.world import OPEN_YEAR, make_agreement

PROCESSES, EACH = 4, 16
"""64 moves in flight; on PostgreSQL each has a connection, on SQLite each process has one."""
Outcomes = list[tuple[str, str, str]]


def accepting(agreement: Agreement) -> Attempt:
    return Attempt(str(agreement.id), Move.ACCEPT, Role.GRADUATE, {"person_id": str(agreement.person_id)})


async def race(url: str, attempts: Sequence[Attempt | BulkAttempt]) -> Outcomes:
    """Make all attempts at once, dealt out to the processes in turn; return every outcome."""
    async with AsyncExitStack() as running:
        hands = [attempts[first::PROCESSES] for first in range(PROCESSES)]
        racers = [running.enter_async_context(racer(url, hand, at_once=EACH)) for hand in hands]
        ready = await asyncio.gather(*racers)
        await asyncio.gather(*(one.go() for one in ready))
        said = await asyncio.gather(*(one.all_outcomes() for one in ready))
    return [outcome for of_one in said for outcome in of_one]


async def test_of_64_accepts_of_a_graduates_two_invitations_exactly_one_wins(stage: Stage, database: str) -> None:
    employers = (stage.world.employer, stage.world.other_employer)
    first, second = [await make_agreement(stage.world, employer=employer) for employer in employers]
    # Every process has both invitations: 32 rivals for each row, and two rows for the one slot.
    turns = [first] * PROCESSES + [second] * PROCESSES
    outcomes = await race(database, [accepting(agreement) for agreement in turns * 8])

    assert len(outcomes) == 64
    assert Counter(outcome for _, _, outcome in outcomes)["DONE"] == 1
    assert {outcome for _, _, outcome in outcomes} <= {"DONE", "CHANGED_MEANWHILE", "MOVE_NOT_ALLOWED", "SLOT_TAKEN"}
    winner = await Agreement.get(status=Status.PENDING_DEPARTMENT)
    assert await Agreement.filter(status=Status.PENDING_GRADUATE).count() == 1
    slot = await DestinationSlot.get()
    assert (slot.holder_id, slot.state) == (winner.id, SlotState.RESERVED)
    assert await Audit.all().count() == await Change.all().count() == 1
    await assert_counted()


async def test_64_accepts_of_64_graduates_all_succeed_and_are_counted_exactly(stage: Stage, database: str) -> None:
    graduates = [await another_graduation(stage.world.graduate, number) for number in range(64)]
    agreements = [await make_agreement(stage.world, graduate=graduate) for graduate in graduates]
    before = await SigningCounters.get(school_id=stage.world.school.id, class_year=OPEN_YEAR)
    outcomes = await race(database, [accepting(agreement) for agreement in agreements])

    assert Counter(outcome for _, _, outcome in outcomes) == {"DONE": 64}
    after = await SigningCounters.get(id=before.id)
    assert (after.version - before.version, after.online_pending_department) == (64, 64)
    assert await Audit.all().count() == await Change.all().count() == await DestinationSlot.all().count() == 64
    await assert_counted()


async def test_of_accept_reject_and_withdraw_at_once_each_invitation_takes_one(stage: Stage, database: str) -> None:
    graduates = [await another_graduation(stage.world.graduate, number) for number in range(20)]
    agreements = [await make_agreement(stage.world, graduate=graduate) for graduate in graduates]
    attempts = []
    for agreement in agreements:
        by_graduate, by_employer = {"person_id": str(agreement.person_id)}, {"employer_id": str(agreement.employer_id)}
        attempts += [
            Attempt(str(agreement.id), Move.ACCEPT, Role.GRADUATE, by_graduate),
            Attempt(str(agreement.id), Move.REJECT, Role.GRADUATE, by_graduate),
            Attempt(str(agreement.id), Move.WITHDRAW, Role.EMPLOYER, by_employer),
        ]
    outcomes = await race(database, attempts)

    done = {agreement_id: f"AGREEMENT_{move}" for agreement_id, move, outcome in outcomes if outcome == "DONE"}
    assert len(done) == Counter(outcome for _, _, outcome in outcomes)["DONE"] == len(agreements)
    assert {audit.record_id: audit.action for audit in await Audit.all()} == done
    assert await Agreement.exclude(version=2).count() == 0
    await assert_counted()


async def test_of_review_cancelling_and_voiding_at_once_each_offline_signing_takes_one(stage: Stage, database: str) -> None:
    attempts = []
    for number in range(16):
        graduate = await another_graduation(stage.world.graduate, number)
        form = await make_agreement(stage.world, graduate=graduate, initiator=Initiator.GRADUATE, status=Status.SIGN_PENDING_SCHOOL)
        by_school, by_graduate = {"school_id": str(form.school_id)}, {"person_id": str(form.person_id)}
        attempts += [Attempt(str(form.id), move, Role.SCHOOL, by_school) for move in (Move.PASS, Move.FAIL, Move.VOID)]
        attempts.append(Attempt(str(form.id), Move.CANCEL, Role.GRADUATE, by_graduate))
    outcomes = await race(database, attempts)

    assert len(outcomes) == 64
    done = {agreement_id: f"AGREEMENT_{move}" for agreement_id, move, outcome in outcomes if outcome == "DONE"}
    assert len(done) == Counter(outcome for _, _, outcome in outcomes)["DONE"] == 16
    assert {outcome for _, _, outcome in outcomes} <= {"DONE", "CHANGED_MEANWHILE", "MOVE_NOT_ALLOWED"}
    assert {audit.record_id: audit.action for audit in await Audit.all()} == done
    assert await DestinationSlot.all().count() == await Agreement.filter(status=Status.EFFECTIVE).count()
    await assert_counted()


async def test_an_invitation_is_accepted_or_expired_but_never_both(stage: Stage) -> None:
    graduates = [await another_graduation(stage.world.graduate, number) for number in range(10)]
    agreements = [await make_agreement(stage.world, graduate=graduate) for graduate in graduates]
    punctual, late = stage, Stage(stage.world)
    late.clock.move_to(max(agreement.reply_deadline for agreement in agreements if agreement.reply_deadline))
    accepts = [move_agreement(punctual.as_role(Role.GRADUATE), agreement.id, Move.ACCEPT, version=1) for agreement in agreements]
    expiries = [expire_due(late.as_role(Role.SCHOOL), limit=limit) for limit in (3, 10, 10)]
    outcomes = await asyncio.gather(*accepts, *expiries, return_exceptions=True)

    assert not [outcome for outcome in outcomes if isinstance(outcome, Exception) and not isinstance(outcome, RuleError)]
    for agreement in agreements:
        assert len(await acts_on(agreement)) == 1
    expired = sum(outcome for outcome in outcomes if isinstance(outcome, int))
    assert expired == await Agreement.filter(status=Status.EXPIRED).count()
    assert await Agreement.filter(status=Status.PENDING_DEPARTMENT).count() == len(agreements) - expired
    await assert_counted()


async def test_of_many_invitations_of_one_graduate_by_one_employer_one_is_sent(stage: Stage) -> None:
    outcomes = await asyncio.gather(*(_invite(stage, stage.world.graduate) for _ in range(16)), return_exceptions=True)
    refusals = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert len(refusals) == 15
    assert {type(refusal) for refusal in refusals} == {DuplicateInvitation}
    assert await Agreement.all().count() == await Audit.all().count() == 1
    await assert_counted()


async def _invite(stage: Stage, graduate: Graduate) -> object:
    number = stage.world.id_number(graduate)
    employer = stage.as_role(Role.EMPLOYER)
    return await invite(employer, school_id=graduate.school_id, class_year=OPEN_YEAR, name=graduate.name, id_number=number)


@pytest.mark.parametrize("head_start", range(8))
async def test_an_agreement_never_begins_with_a_type_that_its_school_no_longer_has(stage: Stage, head_start: int) -> None:
    async def change() -> None:
        await asyncio.sleep(head_start / 1000)
        province = stage.as_role(Role.PROVINCE)
        await set_agreement_types(province, class_year=OPEN_YEAR, choices={stage.world.school.id: AgreementType.TWO_PARTY})

    invitees = (stage.world.graduate, stage.world.classmate, stage.world.directed_graduate)
    outcomes = await asyncio.gather(change(), *(_invite(stage, graduate) for graduate in invitees), return_exceptions=True)
    faults = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert {type(fault) for fault in faults} <= {AgreementTypeInUse, ChangedMeanwhile}
    setting = await AgreementTypeSetting.get(school_id=stage.world.school.id, class_year=OPEN_YEAR)
    assert {agreement.agreement_type for agreement in await Agreement.all()} <= {setting.agreement_type}
    await assert_counted()

"""Basic data: the graduate's own to confirm, once for each time they change, and before it signs anything."""

import asyncio
from typing import Any

import pytest

from actions.agreement import move_agreement
from actions.application import apply, resubmit
from actions.basics import confirm_basics
from actions.employer_terms import Terms
from actions.roster_correction import correct_graduate
from models import Audit, Graduate
from rules.agreement import Initiator, Move, Status
from rules.errors import (
    AlreadyConfirmed,
    BasicsUnconfirmed,
    ChangedMeanwhile,
    ClassYearClosed,
    LevelTooLow,
    NotFound,
)
from rules.roles import Role
from tests.actions.stage import Stage, assert_counted
from tests.world import NOW, make_agreement

TERMS = Terms(employer_name="北京科邦网络信息服务有限公司", employer_uscc="91110000MA00000077")


@pytest.fixture
async def unconfirmed(stage: Stage) -> Graduate:
    """The world's graduate, who has not looked at its data yet."""
    await Graduate.filter(id=stage.world.graduate.id).update(confirmed_at=None)
    return await Graduate.get(id=stage.world.graduate.id)


async def confirm(stage: Stage, graduate: Graduate, *, version: int = 1, **scope: Any) -> Graduate:
    key = await confirm_basics(stage.as_role(Role.GRADUATE, **scope), graduate.id, version=version)
    return await Graduate.get(id=key)


async def test_a_graduate_confirms_what_the_roster_says_of_it(stage: Stage, unconfirmed: Graduate) -> None:
    after = await confirm(stage, unconfirmed)
    assert (after.confirmed_at, after.version) == (NOW, 2)
    [audit] = await Audit.all()
    assert (audit.action, audit.record_id, audit.role) == ("GRADUATE_CONFIRM", str(unconfirmed.id), Role.GRADUATE)
    await assert_counted()


async def test_what_is_confirmed_is_not_confirmed_again_until_it_is_corrected(stage: Stage, unconfirmed: Graduate) -> None:
    await confirm(stage, unconfirmed)
    async with stage.refuses(AlreadyConfirmed):
        await confirm(stage, unconfirmed, version=2)
    await correct_graduate(stage.as_role(Role.SCHOOL), unconfirmed.id, version=2, changes={"majorName": "哲学"})
    async with stage.refuses(ChangedMeanwhile):
        await confirm(stage, unconfirmed, version=2)
    assert (await confirm(stage, unconfirmed, version=3)).confirmed_at == NOW


async def test_nobody_confirms_for_somebody_else(stage: Stage, unconfirmed: Graduate) -> None:
    async with stage.refuses(NotFound):
        await confirm(stage, stage.world.classmate)
    for role in set(Role) - {Role.GRADUATE, Role.SYSTEM}:
        async with stage.refuses(LevelTooLow):
            await confirm_basics(stage.as_role(role), unconfirmed.id, version=1)


async def test_in_a_closed_year_nothing_is_confirmed(stage: Stage) -> None:
    former = stage.world.former_graduate
    async with stage.refuses(ClassYearClosed):
        await confirm(stage, former, person_id=former.person_id)


async def test_of_many_confirmations_at_once_one_is_done(stage: Stage, unconfirmed: Graduate) -> None:
    outcomes = await asyncio.gather(*(confirm(stage, unconfirmed) for _ in range(16)), return_exceptions=True)
    refusals = [type(outcome) for outcome in outcomes if isinstance(outcome, BaseException)]
    assert len(refusals) == 15
    assert set(refusals) <= {ChangedMeanwhile, AlreadyConfirmed}
    assert await Audit.all().count() == 1


async def test_who_has_not_confirmed_answers_no_invitation(stage: Stage, unconfirmed: Graduate) -> None:
    agreement = await make_agreement(stage.world)
    graduate = stage.as_role(Role.GRADUATE)
    async with stage.refuses(BasicsUnconfirmed):
        await move_agreement(graduate, agreement.id, Move.ACCEPT, version=1)
    async with stage.refuses(BasicsUnconfirmed):
        await move_agreement(graduate, agreement.id, Move.REJECT, version=1)
    await confirm(stage, unconfirmed)
    await move_agreement(graduate, agreement.id, Move.ACCEPT, version=1)
    await assert_counted()


async def test_who_has_not_confirmed_applies_for_no_form_and_submits_none_anew(stage: Stage, unconfirmed: Graduate) -> None:
    graduate = stage.as_role(Role.GRADUATE)
    async with stage.refuses(BasicsUnconfirmed):
        await apply(graduate, unconfirmed.id, TERMS)
    rejected = await make_agreement(stage.world, initiator=Initiator.GRADUATE, status=Status.PROTOCOL_REJECTED)
    async with stage.refuses(BasicsUnconfirmed):
        await resubmit(graduate, rejected.id, TERMS, version=rejected.version)
    await confirm(stage, unconfirmed)
    await resubmit(graduate, rejected.id, TERMS, version=rejected.version)
    await assert_counted()

"""A graduate confirms what is in force, once; any change of it ends the confirmation and every number that showed it."""

import asyncio
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from actions.agreement import move_agreement
from actions.archive import submit_archive
from actions.confirmation import confirm_destination, grant_verification, revoke_verification
from actions.record import move_record
from models import Agreement, Audit, Confirmation, Graduate, Report, SchoolSetup, VerificationGrant
from rules.acts import RecordKind
from rules.agreement import Move, Status
from rules.confirmation import MOST_GRANTS, ConfirmationState, GrantState
from rules.confirmation_errors import (
    ArchiveMissing,
    DestinationConfirmed,
    DestinationMissing,
    DestinationPending,
    GrantOver,
    NothingConfirmed,
    TooManyGrants,
)
from rules.errors import BasicsUnconfirmed, ChangedMeanwhile, ClassYearClosed, LevelTooLow, NotFound
from rules.gate import Feature, ReviewLevels
from rules.record_terms import RecordMove
from rules.roles import Role
from tests.actions.stage import Stage, assert_counted
from tests.transfers import ENTRY, open_transfers
from tests.world import NOW, make_agreement


@pytest.fixture
async def signed(stage: Stage) -> Agreement:
    """An agreement in force of the world's graduate."""
    return await make_agreement(stage.world, status=Status.EFFECTIVE)


async def confirm(
    stage: Stage, holder_id: UUID, graduate: Graduate | None = None, *, role: Role = Role.GRADUATE, **scope: Any
) -> Confirmation:
    graduate = graduate or stage.world.graduate
    ctx = stage.as_role(role, **scope)
    return await Confirmation.get(id=await confirm_destination(ctx, graduate.id, holder_id=holder_id, shows=[Feature.DESTINATION], days=30))


async def void(stage: Stage, agreement: Agreement) -> None:
    await move_agreement(stage.as_role(Role.SCHOOL), agreement.id, Move.VOID, version=agreement.version, reason="信息有误")


async def test_a_graduate_confirms_what_is_in_force(stage: Stage, signed: Agreement) -> None:
    confirmation = await confirm(stage, signed.id)
    assert (confirmation.state, confirmation.holder_id, confirmation.category) == (ConfirmationState.CONFIRMED, signed.id, "10")
    assert confirmation.transfer_number.startswith("202310001")
    [grant] = await VerificationGrant.all()
    assert (grant.state, grant.shows_destination, grant.shows_archive, grant.shows_hukou) == (GrantState.ACTIVE, True, False, False)
    assert (grant.expires_at - NOW).days == 30
    [audit] = await Audit.all()
    assert (audit.action, audit.role, audit.status_after) == ("CONFIRMATION_MAKE", Role.GRADUATE, "CONFIRMED")
    await assert_counted()


async def test_what_is_confirmed_is_not_confirmed_again(stage: Stage, signed: Agreement) -> None:
    await confirm(stage, signed.id)
    async with stage.refuses(DestinationConfirmed):
        await confirm(stage, signed.id)


async def test_a_change_ends_it_and_its_numbers_and_new_ones_come_with_the_next(stage: Stage, signed: Agreement) -> None:
    first = await confirm(stage, signed.id)
    await void(stage, signed)
    await first.refresh_from_db()
    [grant] = await VerificationGrant.all()
    assert (first.state, first.stale_at, grant.state, grant.revoked_at) == (ConfirmationState.STALE, NOW, GrantState.REVOKED, NOW)
    acts = {audit.action for audit in await Audit.all()}
    assert acts == {"CONFIRMATION_MAKE", "AGREEMENT_VOID", "CONFIRMATION_STALE"}
    assert [report.operation for report in await Report.all()] == ["WITHDRAW"]
    await assert_counted()
    again = await make_agreement(stage.world, status=Status.EFFECTIVE)
    second = await confirm(stage, again.id)
    assert second.transfer_number != first.transfer_number
    await assert_counted()


async def test_without_a_destination_there_is_nothing_to_confirm(stage: Stage) -> None:
    invitation = await make_agreement(stage.world)
    async with stage.refuses(DestinationMissing):
        await confirm(stage, invitation.id)
    asked_for = await make_agreement(stage.world, status=Status.PENDING_SCHOOL)
    async with stage.refuses(DestinationMissing):
        await confirm(stage, asked_for.id)


async def test_another_destination_than_the_graduate_saw_is_not_confirmed(stage: Stage, signed: Agreement) -> None:
    async with stage.refuses(ChangedMeanwhile):
        await confirm(stage, stage.world.employer.id)


async def test_who_has_not_confirmed_its_basic_data_does_not_confirm_its_destination(stage: Stage, signed: Agreement) -> None:
    await Graduate.filter(id=signed.graduate_id).update(confirmed_at=None)
    async with stage.refuses(BasicsUnconfirmed):
        await confirm(stage, signed.id)


async def test_nobody_confirms_for_somebody_else(stage: Stage, signed: Agreement) -> None:
    async with stage.refuses(NotFound):
        await confirm(stage, signed.id, stage.world.classmate)
    for role in set(Role) - {Role.GRADUATE, Role.SYSTEM}:
        async with stage.refuses(LevelTooLow):
            await confirm(stage, signed.id, role=role)


async def test_in_a_closed_year_nothing_is_confirmed(stage: Stage) -> None:
    former = stage.world.former_graduate
    async with stage.refuses(ClassYearClosed):
        await confirm(stage, former.id, former, person_id=former.person_id)


async def test_within_the_days_that_the_school_has_set_up_it_is_confirmed(stage: Stage, signed: Agreement) -> None:
    graduate = stage.world.graduate
    await SchoolSetup.filter(school_id=graduate.school_id).update(confirm_from="2023-01-01", confirm_until="2100-01-01")
    assert (await confirm(stage, signed.id)).state is ConfirmationState.CONFIRMED


async def test_where_the_school_has_set_archives_up_the_archive_comes_first(stage: Stage, signed: Agreement) -> None:
    await open_transfers(stage.world, ReviewLevels.SCHOOL_ONLY)
    graduate = stage.world.graduate
    await Graduate.filter(id=graduate.id).update(archive_in_school=True)
    async with stage.refuses(ArchiveMissing):
        await confirm(stage, signed.id)
    key = await submit_archive(stage.as_role(Role.GRADUATE), graduate.id, ENTRY)
    async with stage.refuses(DestinationPending):
        await confirm(stage, signed.id)
    await move_record(stage.as_role(Role.SCHOOL), RecordKind.ARCHIVE, key, RecordMove.PASS, version=1)
    first = await confirm(stage, signed.id)
    # A change of the archive ends the confirmation as a change of the destination does.
    again = await submit_archive(stage.as_role(Role.GRADUATE), graduate.id, replace(ENTRY, receiver_name="另一人才服务中心"))
    await move_record(stage.as_role(Role.SCHOOL), RecordKind.ARCHIVE, again, RecordMove.PASS, version=1)
    await first.refresh_from_db()
    assert first.state is ConfirmationState.STALE
    await assert_counted()


async def test_of_many_confirmations_at_once_one_is_made(stage: Stage, signed: Agreement) -> None:
    outcomes = await asyncio.gather(*(confirm(stage, signed.id) for _ in range(8)), return_exceptions=True)
    assert [type(each) for each in outcomes if isinstance(each, BaseException)] == [DestinationConfirmed] * 7
    await assert_counted()


async def test_a_confirmation_and_a_voiding_at_once_leave_nothing_confirmed_that_is_void(stage: Stage, signed: Agreement) -> None:
    outcomes = await asyncio.gather(confirm(stage, signed.id), void(stage, signed), return_exceptions=True)
    refused = [each for each in outcomes if isinstance(each, BaseException)]
    assert all(isinstance(each, (ChangedMeanwhile, DestinationMissing, DestinationPending)) for each in refused)
    assert not await Confirmation.exists(state=ConfirmationState.CONFIRMED)
    assert not await VerificationGrant.exists(state=GrantState.ACTIVE)
    await assert_counted()


async def test_each_authorisation_has_a_number_of_its_own_and_ends_alone(stage: Stage, signed: Agreement) -> None:
    confirmation = await confirm(stage, signed.id)
    ctx = stage.as_role(Role.GRADUATE)
    key = await grant_verification(ctx, confirmation.id, shows=[Feature.HUKOU], days=7)
    grant = await VerificationGrant.get(id=key)
    await revoke_verification(ctx, key, version=grant.version)
    states = {each.number: each.state for each in await VerificationGrant.all()}
    assert len(states) == 2
    assert states[grant.number] is GrantState.REVOKED
    assert GrantState.ACTIVE in states.values()
    async with stage.refuses(GrantOver):
        await revoke_verification(ctx, key, version=2)


async def test_another_s_authorisation_is_not_there(stage: Stage, signed: Agreement) -> None:
    confirmation = await confirm(stage, signed.id)
    [grant] = await VerificationGrant.all()
    other = stage.as_role(Role.GRADUATE, person_id=stage.world.classmate.person_id)
    async with stage.refuses(NotFound):
        await revoke_verification(other, grant.id, version=1)
    async with stage.refuses(NotFound):
        await grant_verification(other, confirmation.id, shows=[Feature.HUKOU], days=7)
    async with stage.refuses(ChangedMeanwhile):
        await revoke_verification(stage.as_role(Role.GRADUATE), grant.id, version=9)


async def test_what_holds_no_longer_is_not_authorised(stage: Stage, signed: Agreement) -> None:
    confirmation = await confirm(stage, signed.id)
    await void(stage, signed)
    async with stage.refuses(NothingConfirmed):
        await grant_verification(stage.as_role(Role.GRADUATE), confirmation.id, shows=[Feature.HUKOU], days=7)


async def test_authorisations_in_force_are_bounded(stage: Stage, signed: Agreement) -> None:
    confirmation = await confirm(stage, signed.id)
    ctx = stage.as_role(Role.GRADUATE)
    for _ in range(MOST_GRANTS - 1):
        await grant_verification(ctx, confirmation.id, shows=[Feature.HUKOU], days=7)
    async with stage.refuses(TooManyGrants):
        await grant_verification(ctx, confirmation.id, shows=[Feature.HUKOU], days=7)

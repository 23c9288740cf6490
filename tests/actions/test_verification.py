"""A verifier sees what was authorised and nothing else; whatever is wrong, the answer is the same, and the graduate sees who looked."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from actions.agreement import move_agreement
from actions.confirmation import confirm_destination, revoke_verification
from actions.termination import request_termination
from actions.verification import Verified, verify
from models import Agreement, Confirmation, Graduate, VerificationGrant, VerificationLook
from rules.agreement import Move, Status
from rules.confirmation import ConfirmationState, LookKey
from rules.confirmation_errors import VerificationFailed
from rules.errors import InvalidInput
from rules.gate import Feature
from rules.record_terms import RecordMove
from rules.roles import Role
from tests.actions.ending import move_termination
from tests.actions.stage import Stage, text_of
from tests.world import make_agreement

NAME = "花贞沈"


@pytest.fixture
async def signed(stage: Stage) -> Agreement:
    """An agreement of the world's graduate that the school has just approved, so that it was reported."""
    agreement = await make_agreement(stage.world, status=Status.PENDING_SCHOOL)
    await move_agreement(stage.as_role(Role.SCHOOL), agreement.id, Move.PASS, version=agreement.version)
    return await Agreement.get(id=agreement.id)


async def confirmed(stage: Stage, signed: Agreement, shows: Sequence[Feature], days: int = 30) -> VerificationGrant:
    ctx = stage.as_role(Role.GRADUATE)
    key = await confirm_destination(ctx, signed.graduate_id, holder_id=signed.id, shows=shows, days=days)
    return await VerificationGrant.get(confirmation_id=key)


async def look(stage: Stage, number: str, name: str = NAME) -> Verified:
    return await verify(stage.visitor(), name=name, number=number, looked_by="海淀区公安局户籍科")


async def test_what_is_authorised_is_seen_with_a_masked_number(stage: Stage, signed: Agreement) -> None:
    grant = await confirmed(stage, signed, [Feature.DESTINATION])
    seen = await look(stage, grant.number.lower())
    assert (seen.name, seen.valid_until, seen.transfer_number) == (NAME, grant.expires_at, None)
    assert "****" in seen.id_number
    [part] = seen.parts
    assert part.feature is Feature.DESTINATION
    said = {item.label: item.value for item in part.items}
    assert said["签约单位"] == signed.employer_name
    assert set(said) <= {"毕业去向类别", "签约单位", "协议编号", "工作地址"}


async def test_what_is_not_authorised_is_not_seen(stage: Stage, signed: Agreement) -> None:
    grant = await confirmed(stage, signed, [])
    assert (await look(stage, grant.number)).parts == []


async def test_a_transfer_number_shows_the_archive_alone_and_only_where_that_is_authorised(stage: Stage, signed: Agreement) -> None:
    grant = await confirmed(stage, signed, [Feature.ARCHIVE, Feature.DESTINATION])
    confirmation = await Confirmation.get(id=grant.confirmation_id)
    seen = await look(stage, confirmation.transfer_number)
    assert [part.feature for part in seen.parts] == [Feature.ARCHIVE]
    assert seen.transfer_number == confirmation.transfer_number
    await VerificationGrant.filter(id=grant.id).update(shows_archive=False)
    with pytest.raises(VerificationFailed):
        await look(stage, confirmation.transfer_number)


async def test_the_graduate_learns_who_looked_by_which_number_and_from_where(stage: Stage, signed: Agreement) -> None:
    grant = await confirmed(stage, signed, [Feature.DESTINATION])
    await look(stage, grant.number)
    [seen] = await VerificationLook.all()
    assert (seen.looked_by, seen.key_kind, seen.address) == ("海淀区公安局户籍科", LookKey.VERIFICATION, "192.0.2.1")
    assert (seen.grant_id, seen.person_id) == (grant.id, signed.person_id)


async def test_whatever_is_wrong_is_refused_in_the_same_words_and_leaves_no_trace(stage: Stage, signed: Agreement) -> None:
    grant = await confirmed(stage, signed, [Feature.DESTINATION])
    stale = await confirmed_by_another(stage)
    said = set()
    for name, number in [
        ("花贞", grant.number),
        ("邻家生", grant.number),
        (NAME, "0" * 16),
        (NAME, "A" * 16),
        (NAME, "12"),
        ("姜培", stale.number),
    ]:
        async with stage.refuses(VerificationFailed) as refused:
            await look(stage, number, name)
        said.add(text_of(refused.value))
    stage.clock.advance(timedelta(days=30))
    async with stage.refuses(VerificationFailed) as refused:
        await look(stage, grant.number)
    said.add(text_of(refused.value))
    assert len(said) == 1


async def confirmed_by_another(stage: Stage) -> VerificationGrant:
    """Return a classmate's authorisation that it has revoked."""
    classmate = await Graduate.get(id=stage.world.classmate.id)
    agreement = await make_agreement(stage.world, status=Status.EFFECTIVE, graduate=classmate)
    ctx = stage.as_role(Role.GRADUATE, person_id=classmate.person_id)
    key = await confirm_destination(ctx, classmate.id, holder_id=agreement.id, shows=[Feature.DESTINATION], days=30)
    grant = await VerificationGrant.get(confirmation_id=key)
    await revoke_verification(ctx, grant.id, version=1)
    return grant


async def test_a_change_of_the_destination_hides_it_at_once(stage: Stage, signed: Agreement) -> None:
    grant = await confirmed(stage, signed, [Feature.DESTINATION])
    await move_agreement(stage.as_role(Role.SCHOOL), signed.id, Move.VOID, version=signed.version, reason="信息有误")
    async with stage.refuses(VerificationFailed):
        await look(stage, grant.number)


async def test_a_termination_that_is_approved_ends_the_confirmation_and_no_number_of_it_finds_anything(
    stage: Stage, signed: Agreement
) -> None:
    grant = await confirmed(stage, signed, list(Feature))
    confirmation = await Confirmation.get(id=grant.confirmation_id)
    numbers = [grant.number, confirmation.transfer_number]
    asking = stage.as_role(Role.GRADUATE)
    key = await request_termination(asking, signed.id, version=signed.version, reason="另有更合适的去向")
    for move, role in ((RecordMove.AGREE, Role.EMPLOYER), (RecordMove.PASS, Role.DEPARTMENT)):
        await move_termination(stage, key, move, role)
        # Asked for is not ended: what counts still counts.
        assert [len((await look(stage, number)).parts) for number in numbers] == [3, 1]
    await move_termination(stage, key, RecordMove.PASS, Role.SCHOOL)
    await confirmation.refresh_from_db()
    assert confirmation.state is ConfirmationState.STALE
    with pytest.raises(VerificationFailed) as unknown:
        await look(stage, "Z" * 16)
    for number in numbers:
        async with stage.refuses(VerificationFailed) as refused:
            await look(stage, number)
        assert str(refused.value) == str(unknown.value)


async def test_something_is_typed(stage: Stage) -> None:
    for name, number in ((" ", "A" * 16), (NAME, " ")):
        async with stage.refuses(InvalidInput):
            await look(stage, number, name)

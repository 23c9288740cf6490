"""An identity number is shown in full to its owner and to its school alone, and the audit always tells."""

import pytest

from actions.identity import reveal_identity_number
from auth.vault import IdentityVault, SealBroken
from models import Audit, Change
from rules.errors import InvalidInput, LevelTooLow, NotFound, ReasonRequired
from rules.roles import AccessLevel, Module, Role
from tests.actions.stage import Stage
from tests.world import READ_WRITE

WHY = "核对档案信息"


async def test_a_school_reads_the_number_and_the_audit_tells_who_and_why(stage: Stage) -> None:
    graduate = stage.world.graduate
    school = stage.as_role(Role.SCHOOL)
    assert await reveal_identity_number(school, graduate.id, reason=WHY) == stage.world.id_number(graduate)
    entry = await Audit.get()
    assert (entry.action, entry.record_kind, entry.record_id) == ("IDENTITY_REVEAL", "GRADUATE", str(graduate.id))
    assert (entry.account_id, entry.reason, entry.reader_school_id) == (school.actor.account_id, WHY, stage.world.school.id)


async def test_a_look_changes_nothing_and_wakes_no_live_view(stage: Stage) -> None:
    await reveal_identity_number(stage.as_role(Role.SCHOOL), stage.world.graduate.id, reason=WHY)
    assert await Change.all().count() == 0
    assert stage.signals.heard == []


async def test_a_graduate_reads_its_own_number_without_saying_why_and_the_audit_tells_too(stage: Stage) -> None:
    own = await reveal_identity_number(stage.as_role(Role.GRADUATE), stage.world.graduate.id)
    assert own == stage.world.id_number(stage.world.graduate)
    assert await Audit.all().values_list("action", "role", "reason") == [("IDENTITY_REVEAL", "GRADUATE", None)]


async def test_a_graduate_reads_nobody_elses(stage: Stage) -> None:
    async with stage.refuses(NotFound):
        await reveal_identity_number(stage.as_role(Role.GRADUATE), stage.world.classmate.id)


async def test_a_school_reads_only_its_own_graduates(stage: Stage) -> None:
    for other in (stage.world.neighbour_graduate, stage.world.far_graduate):
        async with stage.refuses(NotFound):
            await reveal_identity_number(stage.as_role(Role.SCHOOL), other.id, reason=WHY)


@pytest.mark.parametrize("reason", [None, "", "  "])
async def test_a_school_says_why(stage: Stage, reason: str | None) -> None:
    async with stage.refuses(ReasonRequired):
        await reveal_identity_number(stage.as_role(Role.SCHOOL), stage.world.graduate.id, reason=reason)


async def test_a_reason_is_not_longer_than_the_audit_takes(stage: Stage) -> None:
    async with stage.refuses(InvalidInput):
        await reveal_identity_number(stage.as_role(Role.SCHOOL), stage.world.graduate.id, reason="长" * 501)


@pytest.mark.parametrize("level", [AccessLevel.NONE, AccessLevel.READ_ONLY])
async def test_a_school_needs_read_write_on_employment(stage: Stage, level: AccessLevel) -> None:
    async with stage.refuses(LevelTooLow):
        lower = stage.as_role(Role.SCHOOL, levels={**READ_WRITE, Module.EMPLOYMENT: level})
        await reveal_identity_number(lower, stage.world.graduate.id, reason=WHY)


@pytest.mark.parametrize("role", [Role.MINISTRY, Role.PROVINCE, Role.DEPARTMENT, Role.EMPLOYER])
async def test_nobody_else_reads_a_number_in_full(stage: Stage, role: Role) -> None:
    async with stage.refuses(LevelTooLow):
        await reveal_identity_number(stage.as_role(role), stage.world.graduate.id, reason=WHY)


async def test_a_number_sealed_under_another_key_is_a_fault_that_leaves_no_trace(stage: Stage) -> None:
    person = await stage.world.graduate.person
    person.identity_cipher = IdentityVault(b"another secret, of 32 bytes.....").seal(stage.world.id_number(stage.world.graduate))
    await person.save()
    async with stage.leaves_no_trace():
        with pytest.raises(SealBroken):
            await reveal_identity_number(stage.as_role(Role.SCHOOL), stage.world.graduate.id, reason=WHY)

"""Codes for graduates: from the school that enrolled them first and from nobody else, and no reset in disguise."""

import asyncio
from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from actions.activation import activate
from actions.roster_codes import IssuedToGraduate, issue_graduate_codes, reset_graduate
from auth.passwords import Passwords
from auth.throttle import LimitsThrottle
from models import Account, ActivationCode, Audit, Graduate
from rules.errors import AccountOfAnotherSchool, AlreadyActivated, InvalidInput, LevelTooLow, NotFound, Refusals, RuleError
from rules.roles import AccessLevel, Module, Role
from tests.actions.stage import CODES, Stage
from tests.actions.test_roster import put
from tests.engines import everything_stored
from tests.rosters import ROW, changed, rows
from tests.sessions import SECRET


async def issue(stage: Stage, graduates: Sequence[UUID], **scope: Any) -> list[IssuedToGraduate]:
    return await issue_graduate_codes(stage.as_role(Role.SCHOOL, **scope), CODES, graduates)


async def refusals(stage: Stage, graduates: Sequence[UUID], **scope: Any) -> list[tuple[type[RuleError], str | None]]:
    async with stage.refuses(Refusals) as refused:
        await issue(stage, graduates, **scope)
    return [(type(refusal), refusal.field) for refusal in refused.value.refusals]


async def test_each_graduate_gets_a_code_that_activates_its_account(stage: Stage) -> None:
    keys = await put(stage, *rows(3))
    issued = await issue(stage, list(reversed(keys)))
    assert [one.graduate_id for one in issued] == list(reversed(keys))
    passwords = Passwords()
    try:
        for one, row in zip(issued, reversed(rows(3)), strict=True):
            given = {"code": one.issued.code, "new_password": "a password of mine", "codes": CODES, "passwords": passwords}
            username = await activate(stage.visitor(), login_name=str(row["idNumber"]), throttle=LimitsThrottle(SECRET.encode()), **given)  # type: ignore[arg-type]
            assert username == one.issued.username
    finally:
        passwords.close()
    assert {audit.action for audit in await Audit.filter(record_kind="ACCOUNT")} == {"ACCOUNT_ISSUE_CODE", "ACCOUNT_ACTIVATE"}
    stored = str(await everything_stored())
    assert not any(one.issued.code in stored for one in issued)


async def test_the_audit_has_one_row_for_each_code(stage: Stage) -> None:
    await issue(stage, await put(stage, *rows(3)))
    codes = await Audit.filter(action="ACCOUNT_ISSUE_CODE")
    assert [audit.school_id for audit in codes] == [stage.world.school.id] * 3


async def test_a_school_does_not_take_over_the_account_of_a_person_whom_another_enrolled_first(stage: Stage) -> None:
    """Whoever holds a code can become the account: with a known number, any school could read what a person signed elsewhere."""
    neighbour = stage.world.neighbour_school.id
    await put(stage, ROW)
    [graduate] = await put(stage, changed(ROW, department="哲学系"), school_id=neighbour)
    assert await refusals(stage, [graduate], school_id=neighbour) == [(AccountOfAnotherSchool, "graduates.0")]
    async with stage.refuses(AccountOfAnotherSchool):
        await reset_graduate(stage.as_role(Role.SCHOOL, school_id=neighbour), CODES, graduate, reason="遗忘密码")


async def test_an_account_in_use_gets_no_new_code_unasked_but_a_reset_with_a_reason(stage: Stage) -> None:
    waiting, active = await put(stage, *rows(2))
    account = await _account_of(active)
    await Account.filter(id=account.id).update(password_hash="h")
    assert await refusals(stage, [waiting, active]) == [(AlreadyActivated, "graduates.1")]
    school = stage.as_role(Role.SCHOOL)
    async with stage.refuses(InvalidInput):
        await reset_graduate(school, CODES, active, reason=" ")
    reset = await reset_graduate(school, CODES, active, reason="遗忘密码")
    after = await _account_of(active)
    assert (after.is_activated, after.epoch, reset.graduate_id) == (False, 2, active)
    assert (await ActivationCode.get(account_id=account.id)).digest == CODES.digest(account.id, reset.issued.code)
    assert [audit.reason for audit in await Audit.filter(action="ACCOUNT_RESET")] == ["遗忘密码"]


async def _account_of(graduate_id: UUID) -> Account:
    return await Account.get(person_id=(await Graduate.get(id=graduate_id)).person_id)


async def test_everybody_at_fault_is_told_and_nobody_gets_a_code(stage: Stage) -> None:
    world = stage.world
    [new] = await put(stage, ROW)
    asked = [new, uuid4(), world.neighbour_graduate.id, world.classmate.id]
    assert await refusals(stage, asked) == [(NotFound, f"graduates.{number}") for number in (1, 2, 3)]  # the last has no account


async def test_a_person_gets_one_code_at_a_time(stage: Stage) -> None:
    [graduate] = await put(stage, ROW)
    again = await Graduate.get(id=graduate)
    another = await Graduate.create(
        **{name: getattr(again, name) for name in ("person_id", "school_id", "department_id", "province_code", "class_year", "name")},
        **{name: getattr(again, name) for name in ("id_number_masked", "degree_code", "major_code", "major_name")},
        exam_number="another",
    )
    assert await refusals(stage, [graduate, another.id]) == [(InvalidInput, "graduates.1")]


async def test_an_act_takes_one_to_a_hundred_different_graduates(stage: Stage) -> None:
    [graduate] = await put(stage, ROW)
    for asked in ([], [graduate, graduate], [uuid4() for _ in range(101)]):
        async with stage.refuses(InvalidInput):
            await issue(stage, asked)


async def test_codes_are_issued_by_a_school_that_writes_basic_data(stage: Stage) -> None:
    [graduate] = await put(stage, ROW)
    for role in set(Role) - {Role.SCHOOL, Role.SYSTEM}:
        async with stage.refuses(LevelTooLow):
            await issue_graduate_codes(stage.as_role(role), CODES, [graduate])
        async with stage.refuses(LevelTooLow):
            await reset_graduate(stage.as_role(role), CODES, graduate, reason="遗忘密码")
    levels = {Module.EMPLOYMENT: AccessLevel.READ_ONLY, Module.ARCHIVE: AccessLevel.READ_WRITE}
    async with stage.refuses(LevelTooLow):
        await issue_graduate_codes(stage.as_role(Role.SCHOOL, levels=levels), CODES, [graduate])


async def test_codes_issued_at_once_leave_one_that_holds(stage: Stage) -> None:
    keys = await put(stage, *rows(5))
    several = await asyncio.gather(*(issue(stage, order) for order in (keys, list(reversed(keys)), keys)))
    assert await ActivationCode.all().count() == 5
    for key in keys:
        account = await _account_of(key)
        digest = (await ActivationCode.get(account_id=account.id)).digest
        shown = [one.issued.code for issued in several for one in issued if one.graduate_id == key]
        assert [CODES.digest(account.id, code) for code in shown].count(digest) == 1

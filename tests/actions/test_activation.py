"""An account gets its password against its one-time code: once, in time, and with one answer for whatever is wrong."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from actions.account import reset_password, set_enabled
from actions.activation import Issued, activate, issue_codes
from auth.passwords import Passwords
from auth.throttle import LimitsThrottle
from models import Account, ActivationCode, Audit, Revocation
from rules.login_errors import ActivationFailed, LoginFailed, TooManyAttempts, WeakPassword
from rules.roles import Role
from rules.throttling import ACTIVATION_BY_ADDRESS, ACTIVATION_BY_NAME
from tests.actions.stage import CODES, Stage, text_of
from tests.engines import everything_stored
from tests.sessions import SECRET, logged_in
from tests.world import NOW

PASSWORD = "正确的密码 2023"


@pytest.fixture(scope="module")
def passwords() -> Iterator[Passwords]:
    pool = Passwords()
    yield pool
    pool.close()


async def issue(stage: Stage, role: Role) -> Issued:
    [issued] = await issue_codes(CODES, [await Account.get(id=stage.world.accounts[role].id)], stage.clock.now())
    return issued


async def use(stage: Stage, passwords: Passwords, login_name: str, code: str, **changes: Any) -> str:
    given: dict[str, Any] = {"new_password": PASSWORD, "throttle": LimitsThrottle(SECRET.encode()), **changes}
    return await activate(stage.visitor(), login_name=login_name, code=code, codes=CODES, passwords=passwords, **given)


async def logs_in(passwords: Passwords, login_name: str, password: str = PASSWORD) -> bool:
    try:
        await logged_in(passwords, login_name, password)
    except LoginFailed:
        return False
    return True


async def test_a_code_gives_the_account_a_password_to_log_in_with(stage: Stage, passwords: Passwords) -> None:
    issued = await issue(stage, Role.SCHOOL)
    assert not await logs_in(passwords, "10001")
    assert await use(stage, passwords, "10001", issued.code.lower().replace("-", " ")) == "10001"
    assert await logs_in(passwords, "10001")
    account = await Account.get(username="10001")
    assert (account.is_activated, account.epoch, account.version) == (True, 2, 2)
    [audit] = await Audit.all()
    assert (audit.action, audit.account_id, audit.address) == ("ACCOUNT_ACTIVATE", account.id, "192.0.2.1")
    assert [revocation.account_id for revocation in await Revocation.all()] == [account.id]


async def test_neither_code_nor_password_is_written_anywhere(stage: Stage, passwords: Passwords) -> None:
    issued = await issue(stage, Role.SCHOOL)
    await use(stage, passwords, "10001", issued.code)
    stored = str(await everything_stored())
    assert PASSWORD not in stored
    assert issued.code not in stored
    assert issued.code.replace("-", "") not in stored


async def test_a_graduate_activates_and_logs_in_by_its_identity_number_too(stage: Stage, passwords: Passwords) -> None:
    issued = await issue(stage, Role.GRADUATE)
    number = stage.world.id_number(stage.world.graduate)
    assert await use(stage, passwords, f" {number.lower()} ", issued.code) == "huazhenshen"
    assert await logs_in(passwords, "huazhenshen")
    assert await logs_in(passwords, number)
    assert not await logs_in(passwords, stage.world.id_number(stage.world.classmate))
    assert number not in str(await everything_stored())


async def test_whatever_is_wrong_gets_the_same_answer_and_leaves_no_trace(stage: Stage, passwords: Passwords) -> None:
    issued, expired, disabled = [await issue(stage, role) for role in (Role.SCHOOL, Role.DEPARTMENT, Role.EMPLOYER)]
    await ActivationCode.filter(account_id=expired.account_id).update(expires_at=NOW)
    await Account.filter(id=disabled.account_id).update(is_enabled=False)
    wrong = CODES.draw()
    answers = set()
    for login_name, code in (
        ("10001", wrong),
        ("10001", ""),
        ("10001", "\ud800"),
        ("nobody", issued.code),
        ("nobody", wrong),
        ("moe", issued.code),
        ("moe", wrong),
        ("10001RR", issued.code),
        ("10001RR", expired.code),
        ("ceshi", disabled.code),
        ("\ud800", issued.code),
        ("10001\x00", issued.code),
        ("110000200102030019x", issued.code),
        (stage.world.id_number(stage.world.classmate), issued.code),
        (issued.code, "10001"),
    ):
        async with stage.refuses(ActivationFailed) as refused:
            await use(stage, passwords, login_name, code)
        answers.add((*text_of(refused.value), refused.value.field))
    assert len(answers) == 1


async def test_a_code_is_used_once(stage: Stage, passwords: Passwords) -> None:
    issued = await issue(stage, Role.SCHOOL)
    await use(stage, passwords, "10001", issued.code)
    async with stage.refuses(ActivationFailed):
        await use(stage, passwords, "10001", issued.code, new_password="another one")
    assert await logs_in(passwords, "10001")


async def test_of_two_who_use_a_code_at_once_one_gives_the_password(stage: Stage, passwords: Passwords) -> None:
    issued = await issue(stage, Role.SCHOOL)
    tried = [use(stage, passwords, "10001", issued.code, new_password=f"unlike {number} others") for number in range(2)]
    done = await asyncio.gather(*tried, return_exceptions=True)
    assert [type(one) for one in done if isinstance(one, BaseException)] == [ActivationFailed]
    assert [await logs_in(passwords, "10001", f"unlike {number} others") for number in range(2)].count(True) == 1
    assert (await Account.get(username="10001")).epoch == 2


async def test_a_new_code_voids_the_one_before(stage: Stage, passwords: Passwords) -> None:
    first, second = await issue(stage, Role.SCHOOL), await issue(stage, Role.SCHOOL)
    async with stage.refuses(ActivationFailed):
        await use(stage, passwords, "10001", first.code)
    assert await use(stage, passwords, "10001", second.code) == "10001"


async def test_a_code_holds_until_its_last_instant_which_is_outside(stage: Stage, passwords: Passwords) -> None:
    issued = await issue(stage, Role.SCHOOL)
    stage.clock.move_to(issued.expires_at)
    async with stage.refuses(ActivationFailed):
        await use(stage, passwords, "10001", issued.code)
    stage.clock.move_to(issued.expires_at - timedelta(microseconds=1))
    await use(stage, passwords, "10001", issued.code)


async def test_an_unsuitable_password_is_refused_whatever_the_code_and_spends_nothing(stage: Stage, passwords: Passwords) -> None:
    issued = await issue(stage, Role.SCHOOL)
    for password in ("", "short", "长" * 129, "10001 10001", "password1"):
        for code in (issued.code, CODES.draw()):
            async with stage.refuses(WeakPassword) as refused:
                await use(stage, passwords, "10001", code, new_password=password)
            assert refused.value.field == "newPassword"
    await use(stage, passwords, "10001", issued.code)


async def test_an_account_is_tried_only_so_often_whether_it_exists_or_not(stage: Stage, passwords: Passwords) -> None:
    issued = await issue(stage, Role.SCHOOL)
    throttle = LimitsThrottle(SECRET.encode())
    for login_name in ("10001", "nobody"):
        for _ in range(ACTIVATION_BY_NAME.times):
            with pytest.raises(ActivationFailed):
                await use(stage, passwords, login_name, CODES.draw(), throttle=throttle)
        async with stage.refuses(TooManyAttempts):
            await use(stage, passwords, login_name, issued.code, throttle=throttle)


async def test_an_address_tries_only_so_often_over_all_accounts(stage: Stage, passwords: Passwords) -> None:
    issued = await issue(stage, Role.SCHOOL)
    throttle = LimitsThrottle(SECRET.encode())
    for _ in range(ACTIVATION_BY_ADDRESS.times):
        await throttle.take(ACTIVATION_BY_ADDRESS, "192.0.2.1")
    async with stage.refuses(TooManyAttempts):
        await use(stage, passwords, "10001", issued.code, throttle=throttle)


async def test_a_reset_shuts_out_the_old_password_and_its_code_lets_in_again(stage: Stage, passwords: Passwords) -> None:
    await use(stage, passwords, "10001", (await issue(stage, Role.SCHOOL)).code)
    account = await Account.get(username="10001")
    issued = await reset_password(stage.as_role(Role.PROVINCE), CODES, account.id, version=account.version, reason="遗忘密码")
    assert not await logs_in(passwords, "10001")
    await use(stage, passwords, "10001", issued.code, new_password="quite another password")
    assert await logs_in(passwords, "10001", "quite another password")


async def test_an_account_that_is_disabled_while_its_password_is_hashed_does_not_get_it(stage: Stage) -> None:
    issued = await issue(stage, Role.SCHOOL)

    class SlowPasswords(Passwords):
        """Real passwords on an unlucky day: the account is disabled just before its password is there."""

        async def hash(self, text: str) -> str:
            hashed = await super().hash(text)
            await set_enabled(stage.as_role(Role.PROVINCE), issued.account_id, is_enabled=False, version=1, reason="停用")
            return hashed

    slow = SlowPasswords()
    try:
        with pytest.raises(ActivationFailed):
            await use(stage, slow, "10001", issued.code)
    finally:
        slow.close()
    account = await Account.get(username="10001")
    assert (account.is_enabled, account.password_hash) == (False, None)
    assert await ActivationCode.exists(account_id=account.id)


async def test_a_password_of_parts_of_ones_identity_number_is_refused_to_whoever_holds_the_code_alone(
    stage: Stage, passwords: Passwords
) -> None:
    issued = await issue(stage, Role.GRADUATE)
    number = stage.world.id_number(stage.world.graduate)
    async with stage.refuses(WeakPassword):
        await use(stage, passwords, "huazhenshen", issued.code, new_password=number[-8:])
    async with stage.refuses(ActivationFailed):
        await use(stage, passwords, "huazhenshen", CODES.draw(), new_password=number[-8:])
    assert await use(stage, passwords, "huazhenshen", issued.code) == "huazhenshen"


async def test_a_number_typed_in_many_ways_is_one_account_to_be_tried(stage: Stage, passwords: Passwords) -> None:
    number = stage.world.id_number(stage.world.graduate)
    throttle = LimitsThrottle(SECRET.encode())
    for blanks in range(ACTIVATION_BY_NAME.times):
        with pytest.raises(ActivationFailed):
            await use(stage, passwords, f"{number[:6]}{' ' * blanks}{number[6:]}", CODES.draw(), throttle=throttle)
    async with stage.refuses(TooManyAttempts):
        await use(stage, passwords, number.lower(), CODES.draw(), throttle=throttle)

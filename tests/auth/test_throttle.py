"""Attempts are counted for each kind and key by itself, and one too many is told when to come back."""

import pytest

from auth.throttle import LIMITS, Attempt, Throttle, name_key
from rules.errors import TooManyAttempts
from tests.world import VAULT

OF_ACCOUNT = Attempt.ACTIVATION_OF_ACCOUNT


async def test_one_attempt_too_many_is_refused_and_says_when_to_try_again() -> None:
    throttle = Throttle()
    for _ in range(LIMITS[OF_ACCOUNT].amount):
        await throttle.admit(OF_ACCOUNT, "somebody")
    with pytest.raises(TooManyAttempts) as refused:
        await throttle.admit(OF_ACCOUNT, "somebody")
    assert 1 <= refused.value.minutes <= 60


async def test_keys_kinds_and_processes_are_counted_apart() -> None:
    throttle = Throttle()
    for _ in range(LIMITS[OF_ACCOUNT].amount):
        await throttle.admit(OF_ACCOUNT, "somebody")
    await throttle.admit(OF_ACCOUNT, "somebody else")
    await throttle.admit(Attempt.ACTIVATION_FROM_ADDRESS, "somebody")
    await Throttle().admit(OF_ACCOUNT, "somebody")


async def test_whoever_has_no_address_is_not_counted() -> None:
    throttle = Throttle()
    for _ in range(LIMITS[Attempt.REGISTRATION_FROM_ADDRESS].amount + 1):
        await throttle.admit(Attempt.REGISTRATION_FROM_ADDRESS, None)


def test_every_kind_of_attempt_has_a_limit() -> None:
    assert set(LIMITS) == set(Attempt)


@pytest.mark.parametrize("name", ["11jy20", "110000200102030019", "\ud800", "", "长" * 1000])
def test_a_key_tells_nothing_of_the_name_it_is_of(name: str) -> None:
    key = name_key(name, VAULT)
    assert len(key) == 64
    assert not name or name not in key

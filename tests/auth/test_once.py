"""Digests of idempotency keys and inputs: the same for the same, another for anything else, and nothing without the secret."""

from typing import Any, Final
from uuid import UUID

import pytest

from auth.once import OnceKeys
from tests.world import ONCE_KEYS

ACCOUNT: Final = UUID(int=1)
SAID: Final = (ACCOUNT, "k", "inviteGraduate", {"name": "姜培", "pay": None, "levels": ["READ_ONLY"]})


def test_the_same_is_known_again_whatever_order_its_fields_came_in() -> None:
    account, key, mutation, given = SAID
    assert ONCE_KEYS.once(*SAID) == ONCE_KEYS.once(account, key, mutation, dict(reversed(given.items())))


@pytest.mark.parametrize(
    "given", [{}, {"name": "姜培"}, {**SAID[3], "pay": 0}, {**SAID[3], "pay": "null"}, {**SAID[3], "levels": "READ_ONLY"}, None]
)
def test_another_input_has_another_digest_under_the_same_key(given: Any) -> None:
    one, other = ONCE_KEYS.once(*SAID), ONCE_KEYS.once(*SAID[:3], given)
    assert one.key == other.key
    assert one.given != other.given


def test_another_mutation_with_the_same_input_has_another_digest() -> None:
    assert ONCE_KEYS.once(*SAID).given != ONCE_KEYS.once(ACCOUNT, "k", "key", SAID[3]).given


def test_digests_of_two_accounts_have_nothing_in_common() -> None:
    one, other = ONCE_KEYS.once(*SAID), ONCE_KEYS.once(UUID(int=2), *SAID[1:])
    assert one.key != other.key
    assert one.given != other.given


def test_digests_need_the_secret() -> None:
    one, other = ONCE_KEYS.once(*SAID), OnceKeys(b"another key for tests, of 32 b..").once(*SAID)
    assert {one.key, one.given}.isdisjoint({other.key, other.given})
    assert {len(digest) for digest in (one.key, one.given)} == {64}


def test_half_of_a_surrogate_pair_has_a_digest_too() -> None:
    assert len(ONCE_KEYS.once(ACCOUNT, "k", "m", {"name": "\ud800"}).given) == 64

"""Passwords are argon2id: a stored one matches its own text, and where none is stored nothing matches."""

import os
import sys
import threading
from collections.abc import AsyncIterator

import pytest
from argon2 import Type, extract_parameters

from auth.passwords import Passwords


@pytest.fixture(scope="module")
async def passwords() -> AsyncIterator[Passwords]:
    pool = Passwords()
    yield pool
    pool.close()


@pytest.mark.parametrize("text", ["去向登记2023", "", "\ud800", "a\x00b"])
async def test_a_password_matches_its_own_hash_and_no_other_text(passwords: Passwords, text: str) -> None:
    stored = await passwords.hash(text)
    assert await passwords.verify(stored, text)
    assert not await passwords.verify(stored, text + "x")


async def test_the_same_password_is_never_stored_the_same_way_twice(passwords: Passwords) -> None:
    assert await passwords.hash("one") != await passwords.hash("one")


async def test_no_password_opens_an_account_that_has_none(passwords: Passwords) -> None:
    assert not await passwords.verify(None, "")


@pytest.mark.parametrize("damaged", ["no hash at all", "$argon2id$v=19$m=65536,t=3,p=4$", "plain"])
async def test_a_damaged_hash_matches_nothing(passwords: Passwords, damaged: str) -> None:
    assert not await passwords.verify(damaged, damaged)


async def test_a_password_is_stored_as_argon2id_with_64_mebibytes_and_three_passes(passwords: Passwords) -> None:
    stored = extract_parameters(await passwords.hash("one"))
    assert (stored.type, stored.memory_cost, stored.time_cost) == (Type.ID, 64 * 1024, 3)


if sys.platform == "linux":
    # Elsewhere a thread has no priority of its own.

    async def test_hashing_gives_way_to_everything_else(passwords: Passwords) -> None:
        await passwords.hash("one")
        hashing = [thread.native_id for thread in threading.enumerate() if thread.name.startswith("passwords")]
        assert hashing
        assert {os.getpriority(os.PRIO_PROCESS, native_id or 0) for native_id in hashing} == {15}
        assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) < 15

"""A list of breached passwords is found by halving, whatever its size and line ends, and what is no list is refused at once."""

from hashlib import sha1
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auth.breached import BreachedFile, NoBreachedPasswords
from auth.passwords import Passwords
from rules.login_errors import WeakPassword


def digest(password: str) -> str:
    return sha1(password.encode(), usedforsecurity=False).hexdigest().upper()


def listed(path: Path, *passwords: str, end: str = "\r\n", count: str = ":3", last: bool = True) -> BreachedFile:
    """Write a list as it is published: CRLF between the lines, a count behind each digest."""
    text = end.join(f"{each}{count}" for each in sorted(map(digest, passwords)))
    path.write_bytes((text + (end if last else "")).encode())
    return BreachedFile(path)


@given(size=st.integers(1, 300), end=st.sampled_from(["\n", "\r\n"]), count=st.sampled_from(["", ":1", ":52256179"]))
async def test_every_password_on_a_list_is_found_and_no_other(
    tmp_path_factory: pytest.TempPathFactory, size: int, end: str, count: str
) -> None:
    passwords = [f"password {number}" for number in range(size)]
    breached = listed(tmp_path_factory.mktemp("list") / "list.txt", *passwords, end=end, count=count)
    for each in (passwords[0], passwords[size // 2], passwords[-1]):
        assert await breached.contains(each)
    for number in range(size, size + 20):
        assert not await breached.contains(f"password {number}")


async def test_a_last_line_without_an_end_is_found(tmp_path: Path) -> None:
    breached = listed(tmp_path / "list.txt", "one", "two", "three", last=False)
    assert [await breached.contains(each) for each in ("one", "two", "three", "four")] == [True, True, True, False]


async def test_digests_in_small_letters_are_found(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    listed(path, *"abcdefgh")
    path.write_bytes(path.read_bytes().lower())
    assert await BreachedFile(path).contains("d")


@pytest.mark.parametrize("content", [b"", b"password1\nletmein\n", b"\x00" * 100, b"A" * 40])
def test_what_is_no_list_is_refused_when_it_is_opened(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "list.txt").write_bytes(content)
    with pytest.raises(ValueError, match="no sorted list"):
        BreachedFile(tmp_path / "list.txt")


def test_a_list_that_is_not_there_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"list\.txt"):
        BreachedFile(tmp_path / "list.txt")


async def test_a_new_password_is_judged_by_the_rules_and_by_the_list_as_it_would_be_hashed(tmp_path: Path) -> None:
    pool = Passwords(breached=listed(tmp_path / "list.txt", "staple battery horse"))
    try:
        await pool.check_new("correct horse battery", username="10001")
        for text in ("staple battery horse", "ｓｔａｐｌｅ battery horse"):
            with pytest.raises(WeakPassword, match="泄露"):
                await pool.check_new(text, username="10001")
        with pytest.raises(WeakPassword, match="不足"):
            await pool.check_new("short", username="10001")
    finally:
        pool.close()
    assert not await NoBreachedPasswords().contains("staple battery horse")

"""A token proves an account and an epoch until its instant of expiry, under one key and one algorithm."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import OctKey

from auth.keys import derive
from auth.tokens import Claims, TokenInvalid, Tokens

SECRET = b"a secret of the tests, not less than 32 bytes"
NOW = datetime(2023, 4, 1, 9, 0, 0, 123456, tzinfo=UTC)
ACCOUNT = UUID(int=7)
TOKENS = Tokens(SECRET, timedelta(minutes=30))


def signed(claims: dict[str, object], algorithm: str = "HS256") -> str:
    """Return a token signed with the real key, to show what else is checked."""
    return jwt.encode({"alg": algorithm}, claims, OctKey.import_key(derive(SECRET, "token-signature")), algorithms=[algorithm])


def test_a_token_is_read_back_until_the_instant_of_its_expiry() -> None:
    issued = TOKENS.issue(ACCOUNT, 3, NOW)
    assert issued.expires_at == datetime(2023, 4, 1, 9, 30, tzinfo=UTC)
    assert TOKENS.read(issued.token, issued.expires_at - timedelta(microseconds=1)) == Claims(ACCOUNT, 3)
    with pytest.raises(TokenInvalid):
        TOKENS.read(issued.token, issued.expires_at)


def test_a_token_of_another_key_is_refused() -> None:
    token = Tokens(SECRET[::-1], timedelta(minutes=30)).issue(ACCOUNT, 1, NOW).token
    with pytest.raises(TokenInvalid):
        TOKENS.read(token, NOW)


@pytest.mark.parametrize("algorithm", ["HS384", "HS512"])
def test_another_algorithm_is_refused_even_under_the_right_key(algorithm: str) -> None:
    claims: dict[str, object] = {"sub": str(ACCOUNT), "epoch": 1, "exp": int(NOW.timestamp()) + 60}
    assert TOKENS.read(signed(claims), NOW) == Claims(ACCOUNT, 1)
    with pytest.raises(TokenInvalid):
        TOKENS.read(signed(claims, algorithm), NOW)


def test_an_unsigned_token_is_refused() -> None:
    _, payload, _ = TOKENS.issue(ACCOUNT, 1, NOW).token.split(".")
    for header in ("eyJhbGciOiJub25lIn0", "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0"):
        with pytest.raises(TokenInvalid):
            TOKENS.read(f"{header}.{payload}.", NOW)


@pytest.mark.parametrize("absent", ["sub", "epoch", "exp"])
def test_a_token_without_one_of_its_claims_is_refused(absent: str) -> None:
    claims: dict[str, object] = {"sub": str(ACCOUNT), "epoch": 1, "exp": int(NOW.timestamp()) + 60}
    del claims[absent]
    with pytest.raises(TokenInvalid):
        TOKENS.read(signed(claims), NOW)


@given(position=st.integers(min_value=0), character=st.characters(codec="ascii"))
def test_a_token_with_any_character_changed_is_refused(position: int, character: str) -> None:
    token = TOKENS.issue(ACCOUNT, 1, NOW).token
    place = position % (len(token) - 1)  # the last character of a digest has two bits that mean nothing
    changed = token[:place] + character + token[place + 1 :]
    if changed != token:
        with pytest.raises(TokenInvalid):
            TOKENS.read(changed, NOW)


@given(st.text() | st.builds(".".join, st.lists(st.text(max_size=20), min_size=3, max_size=3)))
def test_what_is_no_token_is_refused_and_never_a_fault(text: str) -> None:
    with pytest.raises(TokenInvalid):
        TOKENS.read(text, NOW)


def test_a_token_is_not_printed_with_what_carries_it() -> None:
    issued = TOKENS.issue(ACCOUNT, 1, NOW)
    assert issued.token not in repr(issued)

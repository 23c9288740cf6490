"""An access token proves an account, a session and an epoch until its instant of expiry, under one key and one algorithm."""

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
EXPIRES = datetime(2023, 4, 1, 9, 15, tzinfo=UTC)
PROVED = Claims(account_id=UUID(int=7), session_id=UUID(int=8), epoch=3)
TOKENS = Tokens(SECRET)
CLAIMS: dict[str, object] = {"sub": str(UUID(int=7)), "sid": str(UUID(int=8)), "epoch": 3, "exp": int(EXPIRES.timestamp())}


def signed(claims: dict[str, object], algorithm: str = "HS256") -> str:
    """Return a token signed with the real key, to show what else is checked."""
    return jwt.encode({"alg": algorithm}, claims, OctKey.import_key(derive(SECRET, "token-signature")), algorithms=[algorithm])


def test_a_token_is_read_back_until_the_instant_of_its_expiry() -> None:
    token = TOKENS.issue(PROVED, NOW, EXPIRES)
    assert TOKENS.read(token, EXPIRES - timedelta(microseconds=1)) == PROVED
    with pytest.raises(TokenInvalid):
        TOKENS.read(token, EXPIRES)


def test_a_token_of_another_key_is_refused() -> None:
    token = Tokens(SECRET[::-1]).issue(PROVED, NOW, EXPIRES)
    with pytest.raises(TokenInvalid):
        TOKENS.read(token, NOW)


@pytest.mark.parametrize("algorithm", ["HS384", "HS512"])
def test_another_algorithm_is_refused_even_under_the_right_key(algorithm: str) -> None:
    assert TOKENS.read(signed(CLAIMS), NOW) == PROVED
    with pytest.raises(TokenInvalid):
        TOKENS.read(signed(CLAIMS, algorithm), NOW)


def test_an_unsigned_token_is_refused() -> None:
    _, payload, _ = TOKENS.issue(PROVED, NOW, EXPIRES).split(".")
    for header in ("eyJhbGciOiJub25lIn0", "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0"):
        with pytest.raises(TokenInvalid):
            TOKENS.read(f"{header}.{payload}.", NOW)


@pytest.mark.parametrize("claim", ["sub", "sid", "epoch", "exp"])
@pytest.mark.parametrize("value", [None, [], {}, "", "7"])
def test_a_token_without_one_of_its_claims_or_with_one_of_another_kind_is_refused(claim: str, value: object) -> None:
    wrong = {**CLAIMS, claim: value}
    if value is None:
        del wrong[claim]
    if (claim, value) != ("epoch", "7"):
        with pytest.raises(TokenInvalid):
            TOKENS.read(signed(wrong), NOW)


@given(position=st.integers(min_value=0), character=st.characters(codec="ascii"))
def test_a_token_with_any_character_changed_is_refused(position: int, character: str) -> None:
    token = TOKENS.issue(PROVED, NOW, EXPIRES)
    place = position % (len(token) - 1)  # the last character of a digest has two bits that mean nothing
    changed = token[:place] + character + token[place + 1 :]
    if changed != token:
        with pytest.raises(TokenInvalid):
            TOKENS.read(changed, NOW)


@given(st.text() | st.builds(".".join, st.lists(st.text(max_size=20), min_size=3, max_size=3)))
def test_what_is_no_token_is_refused_and_never_a_fault(text: str) -> None:
    with pytest.raises(TokenInvalid):
        TOKENS.read(text, NOW)

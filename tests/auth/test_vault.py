"""Identity numbers at rest tell nothing without the key, and one number is always found by one index."""

from datetime import date

import pytest

from auth.keys import derive
from auth.vault import SEALED_BYTES, IdentityVault, SealBroken
from rules.identity import make_id_number

SECRET = b"a secret of the tests, not less than 32 bytes"
VAULT = IdentityVault(SECRET)
NUMBER = next(number for order in range(1, 999) if (number := make_id_number("110108", date(2001, 5, 17), order)).endswith("X"))


def test_a_sealed_number_opens_under_its_key_and_under_no_other() -> None:
    sealed = VAULT.seal(NUMBER)
    assert IdentityVault(SECRET).open(sealed) == NUMBER
    with pytest.raises(SealBroken):
        IdentityVault(SECRET[::-1]).open(sealed)


def test_a_sealed_number_does_not_hold_it_and_two_seals_of_it_differ() -> None:
    first, second = VAULT.seal(NUMBER), VAULT.seal(NUMBER)
    assert first != second
    assert NUMBER.encode() not in first


def test_a_damaged_or_cut_seal_is_refused_and_never_another_number() -> None:
    sealed = VAULT.seal(NUMBER)
    damaged = [sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :] for place in range(len(sealed))]
    for broken in [*damaged, *(sealed[:length] for length in range(len(sealed)))]:
        with pytest.raises(SealBroken):
            VAULT.open(broken)


def test_one_number_has_one_index_however_it_is_typed() -> None:
    assert VAULT.index(f" {NUMBER.lower()} ") == VAULT.index(NUMBER)
    assert VAULT.open(VAULT.seal(NUMBER.lower())) == NUMBER


def test_an_index_is_64_hex_digits_that_another_key_does_not_give() -> None:
    assert len(bytes.fromhex(VAULT.index(NUMBER))) == 32
    assert VAULT.index(NUMBER) != IdentityVault(SECRET[::-1]).index(NUMBER)


def test_the_key_is_named_in_eight_characters_that_do_not_give_it_away() -> None:
    assert len(VAULT.key_id) == 8
    assert IdentityVault(SECRET).key_id == VAULT.key_id != IdentityVault(SECRET[::-1]).key_id
    assert not derive(SECRET, "identity-index").hex().startswith(VAULT.key_id)


def test_every_purpose_has_a_key_of_its_own() -> None:
    purposes = ("identity-index", "identity-cipher", "identity-key-id", "token-signature")
    keys = {derive(SECRET, purpose) for purpose in purposes}
    assert len(keys) == len(purposes)
    assert {len(key) for key in keys} == {32}


def test_a_secret_too_short_to_be_one_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        IdentityVault(b"x" * 31)


def test_a_file_opens_as_it_was_sealed_and_not_under_another_key_nor_where_it_was_changed() -> None:
    content = b"PK\x03\x04" * 1000
    sealed = VAULT.seal_file(content)
    assert VAULT.open_file(sealed) == content
    assert len(sealed) == len(content) + SEALED_BYTES
    assert sealed != VAULT.seal_file(content)
    assert content[:8] not in sealed
    for broken in (sealed[:-1], bytes([sealed[0] ^ 1]) + sealed[1:], sealed[:20] + bytes([sealed[20] ^ 1]) + sealed[21:], b"", b"x" * 12):
        with pytest.raises(SealBroken):
            VAULT.open_file(broken)
    with pytest.raises(SealBroken):
        IdentityVault(SECRET[::-1]).open_file(sealed)


def test_a_sealed_number_is_no_file() -> None:
    with pytest.raises(SealBroken):
        VAULT.open_file(VAULT.seal(NUMBER))

"""A new password is long and nobody's first guess; nothing is asked of what it is made of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.common_passwords import COMMON_PASSWORDS
from rules.errors import Code
from rules.login_errors import WeakPassword
from rules.passwords import LONGEST, SHORTEST, check_password, normalise_password

ID_NUMBER = "110000200102030018"


def problem(text: str, username: str = "10001", id_number: str | None = ID_NUMBER, *, is_breached: bool = False) -> str | None:
    """Return what is wrong with a password, or None."""
    try:
        check_password(text, username=username, id_number=id_number, is_breached=is_breached)
    except WeakPassword as refused:
        return refused.problem
    return None


@pytest.mark.parametrize(
    "text",
    [
        "correct horse battery staple",
        "只有汉字也是可以的密码",
        "twokinds of letters",
        "        a b c d   ",
        "🎓👩‍🎓🎓👩‍🎓🎓👩‍🎓x",
        "tab\tand\x00nul\x7f",
        "7f3k-9q2m",
    ],
)
def test_any_characters_will_do_and_no_kind_of_them_is_asked_for(text: str) -> None:
    assert problem(text) is None


@given(st.text(max_size=200))
def test_whatever_is_typed_is_judged_and_never_a_fault(text: str) -> None:
    said = problem(text)
    length = len(normalise_password(text))
    if not SHORTEST <= length <= LONGEST:
        assert said in {"不足8个字符", "超过128个字符"}


def test_the_shortest_and_the_longest_are_counted_after_normalisation() -> None:
    assert problem("x7fk3q9") == "不足8个字符"
    assert problem("x7fk3q9m") is None
    assert problem("长城" * 32 + "ab" * 31 + "cd") is None
    assert problem("长城" * 32 + "ab" * 31 + "cde") == "超过128个字符"
    assert problem("ﬃ字体q") == "不足8个字符"  # one ligature is three letters
    assert problem("ﬃ字体q1w2") is None


def test_normalisation_makes_one_of_what_one_set_of_keys_types() -> None:
    assert normalise_password("ｐａｓｓ　２０２３") == "pass 2023"
    assert normalise_password("e\u0301") == normalise_password("\u00e9")
    assert normalise_password("正确的密码") == "正确的密码"
    assert normalise_password("\ud800") == "\ud800"


@given(st.text())
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    assert normalise_password(normalise_password(text)) == normalise_password(text)


@pytest.mark.parametrize("text", ["aaaaaaaa", "1212121212", "........", "abcdefgh", "98765432", "１２３４５６７８９"])
def test_repetition_and_succession_are_no_passwords(text: str) -> None:
    assert problem(text) == "只是重复或连续的字符"


@pytest.mark.parametrize(
    ("username", "text"),
    [
        ("huazhenshen", "huazhenshen"),
        ("huazhenshen", "HuaZhenShen2001"),
        ("huazhenshen", "!huazhenshen!"),
        ("10001rr", "10001RR-abc"),
        ("ｈｕａzhenshen", "huazhenshen1"),
    ],
)
def test_a_name_with_something_around_it_is_no_password(username: str, text: str) -> None:
    assert problem(text, username) == "与用户名过于相近"


def test_a_name_may_stand_in_what_is_long_enough_without_it_and_a_short_name_says_nothing() -> None:
    assert problem("huazhenshen likes the sea", "huazhenshen") is None
    assert problem("maothirty", "ma") is None


@pytest.mark.parametrize(
    "text", [ID_NUMBER, "20010203", "02030018", "hz20010203", "030018030018", "X030018pku", "hua02030018", "0203-030018"]
)
def test_no_part_of_the_identity_number_makes_a_password(text: str) -> None:
    assert problem(text) == "与身份证号过于相近"
    assert problem(text, id_number=None) is None


def test_an_identity_number_that_ends_in_x_is_met_in_either_case() -> None:
    assert problem("hua02030Ix"[:4] + "0203001x", id_number="11000020010203001X") == "与身份证号过于相近"


@pytest.mark.parametrize("text", ["password1", "PassWord1", "woaini1314", "qq123456", "ｐａｓｓｗｏｒｄ１"])
def test_what_guessers_try_first_is_refused_in_any_case_and_width(text: str) -> None:
    assert problem(text) == "过于常见，或已在其他网站泄露的密码中出现"


def test_what_a_list_of_breaches_knows_is_refused() -> None:
    assert problem("correct horse battery", is_breached=True) == "过于常见，或已在其他网站泄露的密码中出现"


def test_the_built_in_list_holds_only_what_length_alone_would_let_through() -> None:
    assert {word for word in COMMON_PASSWORDS if not SHORTEST <= len(word) <= LONGEST or word != word.casefold()} == set()
    assert len(COMMON_PASSWORDS) > 200


def test_a_refusal_does_not_repeat_what_was_typed() -> None:
    for text in ("x7fk3", "huazhenshen", "woaini1314", ID_NUMBER):
        with pytest.raises(WeakPassword) as refused:
            check_password(text, username="huazhenshen", id_number=ID_NUMBER)
        assert text not in str(refused.value)


def test_the_refusal_names_the_field_that_holds_the_password() -> None:
    with pytest.raises(WeakPassword) as refused:
        check_password("short", username="x", field="password")
    assert (refused.value.code, refused.value.field) == (Code.WEAK_PASSWORD, "password")

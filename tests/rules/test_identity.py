"""Identity numbers: what is accepted, what is refused, and that a refusal never repeats what was typed."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from stdnum.cn import ric

from rules.errors import InvalidInput
from rules.identity import check_id_number, make_id_number, mask_id_number, normalise_id_number

TODAY = date(2023, 6, 1)
PROBLEMS = {"身份证号须为18位，末位为数字或X", "身份证号校验位不正确", "身份证号中的出生日期不正确"}
births = st.dates(date(1900, 1, 1), TODAY)
prefixes = st.from_regex(r"[1-9][0-9]{5}", fullmatch=True)
orders = st.integers(1, 999)


def is_accepted(number: str) -> bool:
    try:
        check_id_number(number, today=TODAY)
    except InvalidInput:
        return False
    return True


@given(prefixes, births, orders)
def test_every_number_that_is_made_is_accepted_and_has_the_check_character_of_the_standard(prefix: str, birth: date, order: int) -> None:
    number = make_id_number(prefix, birth, order)
    assert is_accepted(number)
    assert number[17] == ric.calc_check_digit(number)
    assert ric.get_birth_date(number) == birth


@given(births, orders)
def test_numbers_of_a_province_without_a_county_are_accepted_by_others_too(birth: date, order: int) -> None:
    assert ric.is_valid(make_id_number("110000", birth, order))


@given(st.from_regex(r"[1-9][0-9]{5}(19|20)[0-9]{9}", fullmatch=True), st.sampled_from("0123456789X"))
def test_check_character_and_calendar_decide_as_the_oracle_does(body: str, last: str) -> None:
    number = body + last
    try:
        is_born = ric.get_birth_date(number) <= TODAY
    except ValueError:
        is_born = False
    assert is_accepted(number) == (is_born and last == ric.calc_check_digit(number))


@given(prefixes, births, orders, st.integers(0, 16), st.integers(1, 9))
def test_one_digit_mistyped_is_always_noticed(prefix: str, birth: date, order: int, place: int, change: int) -> None:
    number = make_id_number(prefix, birth, order)
    mistyped = number[:place] + str((int(number[place]) + change) % 10) + number[place + 1 :]
    assert not is_accepted(mistyped)


@pytest.mark.parametrize("prefix", ["133100", "330113", "119900", "659012", "830000"])
def test_a_county_that_tables_do_not_know_is_no_error(prefix: str) -> None:
    assert is_accepted(make_id_number(prefix, date(2001, 2, 3), 1))


@pytest.mark.parametrize("birth", [date(1800, 1, 1), date(1899, 12, 31), TODAY + timedelta(days=1), date(2099, 1, 1)])
def test_a_birth_that_cannot_be_is_refused(birth: date) -> None:
    assert not is_accepted(make_id_number("110000", birth, 1))


@pytest.mark.parametrize(
    "text", ["", "11000020010203001", "1100002001020300199", "11000020010203001x", "１１００００200102030019", "0" * 18]
)
def test_what_has_not_the_shape_of_a_number_is_refused(text: str) -> None:
    assert not is_accepted(text)


@example("身份证号")
@given(st.text().map(normalise_id_number).filter(lambda typed: not is_accepted(typed)))
def test_anything_that_is_no_number_is_refused_at_its_field_in_words_that_hang_on_nothing_typed(typed: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        check_id_number(typed, today=TODAY)
    assert refusal.value.field == "idNumber"
    # Not that the text is nowhere in the sentence: somebody may type a word of it, and Hypothesis does (it draws words of our modules).
    assert str(refusal.value) in {f"填写有误：{problem}。请修改后重新提交。" for problem in PROBLEMS}


def test_the_examples_of_clearly_fake_numbers_are_made() -> None:
    assert make_id_number("110000", date(2001, 2, 3), 1) == "110000200102030019"
    assert make_id_number("410000", date(2002, 7, 14), 2) == "410000200207140020"


def test_a_number_is_read_however_it_was_typed() -> None:
    assert normalise_id_number(" １１００００ 20010203\u3000001x\n") == "11000020010203001X"


@given(st.text("0159xX０１５９ｘＸ \u3000\t\n"))
def test_reading_twice_is_reading_once(text: str) -> None:
    once = normalise_id_number(text)
    assert normalise_id_number(once) == once


def test_lists_show_the_division_and_the_last_four_only() -> None:
    assert mask_id_number("110000200102030019") == "110000********0019"

"""The life of a registration, and what it must say."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.employer import (
    NEEDS_REASON,
    TRANSITIONS,
    EmployerDetails,
    EmployerMove,
    EmployerStatus,
    check_reason,
    next_employer_status,
    problems_of,
    province_of,
)
from rules.errors import MoveNotAllowed, ReasonRequired
from rules.roles import Role

DETAILS = EmployerDetails(
    name="测试测试公司",
    nature="39",
    industry="34",
    division="110108",
    address="测试路1号",
    postcode=None,
    contact_name="测试联系人",
    contact_phone="010-62750000",
    contact_email=None,
    superior=None,
    accepts_archive=False,
    solves_hukou=False,
)


@pytest.mark.parametrize(("now", "move", "role"), [*product(EmployerStatus, EmployerMove, Role)])
def test_a_move_that_the_table_does_not_have_is_refused(now: EmployerStatus, move: EmployerMove, role: Role) -> None:
    if (now, move, role) in TRANSITIONS:
        assert next_employer_status(now, move, role) is TRANSITIONS[now, move, role]
    else:
        with pytest.raises(MoveNotAllowed) as refused:
            next_employer_status(now, move, role)
        assert (refused.value.now, refused.value.move, refused.value.role) == (now, move, role)


@given(st.lists(st.tuples(st.sampled_from(EmployerMove), st.sampled_from(Role)), max_size=40))
def test_whatever_is_tried_in_whatever_order_only_a_province_lets_an_employer_invite(tried: list[tuple[EmployerMove, Role]]) -> None:
    """An oracle by hand beside the table: what must be true of the past wherever a registration stands."""
    status, done = EmployerStatus.REGISTERED, []
    for move, role in tried:
        try:
            status = next_employer_status(status, move, role)
        except MoveNotAllowed:
            continue
        done.append((move, role))
    moves = [move for move, _ in done]
    assert all(role is (Role.EMPLOYER if move in {EmployerMove.SUBMIT, EmployerMove.UPDATE} else Role.PROVINCE) for move, role in done)
    if status is EmployerStatus.REGISTERED:
        assert moves == []
    else:
        assert moves[0] is EmployerMove.SUBMIT
    expected = {
        EmployerMove.SUBMIT: EmployerStatus.PENDING_REVIEW,
        EmployerMove.APPROVE: EmployerStatus.APPROVED,
        EmployerMove.REJECT: EmployerStatus.REJECTED,
        EmployerMove.DISABLE: EmployerStatus.DISABLED,
        EmployerMove.ENABLE: EmployerStatus.APPROVED,
        EmployerMove.UPDATE: EmployerStatus.APPROVED,
    }
    assert status is (expected[moves[-1]] if moves else EmployerStatus.REGISTERED)
    if status in {EmployerStatus.APPROVED, EmployerStatus.DISABLED}:
        assert EmployerMove.APPROVE in moves
        assert EmployerMove.SUBMIT not in moves[moves.index(EmployerMove.APPROVE) :]
    assert moves.count(EmployerMove.APPROVE) <= 1


@pytest.mark.parametrize("move", EmployerMove)
def test_what_is_taken_away_is_explained(move: EmployerMove) -> None:
    check_reason(move, "材料不全")
    if move in {EmployerMove.REJECT, EmployerMove.DISABLE}:
        assert move in NEEDS_REASON
        with pytest.raises(ReasonRequired):
            check_reason(move, None)
    else:
        check_reason(move, None)


def test_details_as_the_ministry_wants_them_have_no_problem() -> None:
    assert list(problems_of(DETAILS)) == []
    assert list(problems_of(replace(DETAILS, postcode="100871", contact_email="hr@example.com", contact_phone="+8613900000000"))) == []


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("nature", {"nature": "99"}),
        ("industry", {"industry": ""}),
        ("division", {"division": "11010"}),
        ("division", {"division": "990000"}),
        ("postcode", {"postcode": "10087"}),
        ("contactPhone", {"contact_phone": "12345"}),
        ("contactPhone", {"contact_phone": "call me maybe"}),
        ("contactEmail", {"contact_email": "hr@"}),
        ("contactEmail", {"contact_email": "hr at example.com"}),
    ],
)
def test_a_field_that_says_something_else_is_named(field: str, changes: dict[str, str]) -> None:
    assert [problem.field for problem in problems_of(replace(DETAILS, **changes))] == [field]  # type: ignore[arg-type]  # texts


@pytest.mark.parametrize(
    ("uscc", "division", "province"),
    [
        ("91110000FAKE00013H", "310000", "11"),
        ("91310000FAKE00013H", "110000", "31"),
        ("91100000FAKE00013H", "440106", "44"),  # registered with the nation
        ("12990000FAKE00013H", "510000", "51"),
    ],
)
def test_the_province_of_the_credit_code_reviews_and_that_of_the_seat_where_the_code_names_none(
    uscc: str, division: str, province: str
) -> None:
    assert province_of(uscc, division) == province

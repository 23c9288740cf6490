"""Whose turn it is, out of the moves that each may make."""

import pytest

from rules.agreement import REVIEWING_LEVEL, TRANSITIONS, Move, ReviewLevel, Status
from rules.labels import PARTY_LABELS
from rules.roles import Role
from rules.waiting import REVIEWS, WAITS_FOR, WAITS_FOR_LABELS, WORK_LABELS, Work, reviewed_at

LABELS = {label.when["status"]: label.text for label in WAITS_FOR_LABELS}


@pytest.mark.parametrize(
    ("status", "label"),
    [
        (Status.PENDING_GRADUATE, "毕业生"),
        (Status.PENDING_DEPARTMENT, "院系"),
        (Status.PENDING_SCHOOL, "学校"),
        (Status.PROTOCOL_REJECTED, "毕业生"),
        (Status.PROTOCOL_ISSUED, "毕业生或单位"),
        (Status.SIGN_REJECTED, "毕业生或单位"),
        (Status.EFFECTIVE, None),
        (Status.REVIEW_REJECTED, None),
        (Status.EXPIRED, None),
        (Status.CANCELLED, None),
    ],
)
def test_a_status_says_whom_it_waits_for(status: Status, label: str | None) -> None:
    assert LABELS.get(status) == label


def test_breaking_off_is_nobodys_turn() -> None:
    assert Status.EFFECTIVE not in WAITS_FOR[Role.SCHOOL]
    assert Status.PROTOCOL_PENDING_SCHOOL not in WAITS_FOR[Role.GRADUATE]
    assert Status.PENDING_GRADUATE not in WAITS_FOR[Role.EMPLOYER]
    assert WAITS_FOR[Role.SYSTEM] == WAITS_FOR[Role.PROVINCE] == WAITS_FOR[Role.MINISTRY] == ()


def test_a_review_waits_for_exactly_its_level() -> None:
    for level, role in ((ReviewLevel.DEPARTMENT, Role.DEPARTMENT), (ReviewLevel.SCHOOL, Role.SCHOOL)):
        statuses = {status for status, its in REVIEWING_LEVEL.items() if its is level}
        assert set(WAITS_FOR[role]) == statuses == {reviewed_at(work, level) for work in REVIEWS}


def test_whoever_is_waited_for_can_do_something_there() -> None:
    for role, statuses in WAITS_FOR.items():
        for status in statuses:
            assert any((now, by) == (status, role) and move is not Move.EXPIRE for _, now, move, by in TRANSITIONS)


def test_every_side_and_every_work_has_a_name() -> None:
    assert set(PARTY_LABELS) == set(Role)
    assert set(WORK_LABELS) == set(Work)
    assert len(set(WORK_LABELS.values())) == len(Work)

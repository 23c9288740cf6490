"""Terminations and supplements as tables: whose move it is, where they begin, and what they may never become."""

import pytest

from rules.agreement_terms import Initiator
from rules.errors import MoveNotAllowed, TerminationElsewhere
from rules.gate_terms import ReviewLevels
from rules.record_life import next_record_status
from rules.record_terms import RecordMove, RecordStatus
from rules.roles import Role
from rules.termination import OPEN, TERMINATION, TerminationKind, check_kind, first_standing

PARTIES = {Initiator.GRADUATE: Role.GRADUATE, Initiator.EMPLOYER: Role.EMPLOYER}
TWO = ReviewLevels.DEPARTMENT_THEN_SCHOOL


@pytest.mark.parametrize("initiator", Initiator)
def test_only_the_other_party_answers_and_only_who_asked_withdraws(initiator: Initiator) -> None:
    asker = PARTIES[initiator]
    [other] = set(PARTIES.values()) - {asker}
    waiting = RecordStatus.PENDING_COUNTERPARTY

    def after(move: RecordMove, role: Role) -> RecordStatus:
        return next_record_status(TERMINATION, waiting, move, role, levels=TWO, initiator=initiator)

    assert after(RecordMove.AGREE, other) is RecordStatus.PENDING_DEPARTMENT
    assert after(RecordMove.REFUSE, other) is RecordStatus.COUNTERPARTY_REFUSED
    assert after(RecordMove.WITHDRAW, asker) is RecordStatus.WITHDRAWN
    for move, role in ((RecordMove.AGREE, asker), (RecordMove.REFUSE, asker), (RecordMove.WITHDRAW, other)):
        with pytest.raises(MoveNotAllowed):
            after(move, role)


def test_nothing_leaves_what_is_over() -> None:
    assert {now for now, _, _ in TERMINATION.transitions} == set(OPEN)


@pytest.mark.parametrize(
    ("kind", "levels", "first"),
    [
        (TerminationKind.ONLINE, TWO, RecordStatus.PENDING_COUNTERPARTY),
        (TerminationKind.ONLINE, ReviewLevels.SCHOOL_ONLY, RecordStatus.PENDING_COUNTERPARTY),
        (TerminationKind.OFFLINE, TWO, RecordStatus.PENDING_DEPARTMENT),
        (TerminationKind.OFFLINE, ReviewLevels.SCHOOL_ONLY, RecordStatus.PENDING_SCHOOL),
    ],
)
def test_a_letter_goes_to_the_reviews_at_once(kind: TerminationKind, levels: ReviewLevels, first: RecordStatus) -> None:
    assert first_standing(kind, levels) is first


@pytest.mark.parametrize("wanted", TerminationKind)
@pytest.mark.parametrize("initiator", [*Initiator, None])
@pytest.mark.parametrize("role", [Role.GRADUATE, Role.EMPLOYER])
def test_what_was_signed_online_is_ended_online_and_what_is_on_paper_by_the_graduates_letter(
    wanted: TerminationKind, initiator: Initiator | None, role: Role
) -> None:
    is_online = initiator is Initiator.EMPLOYER
    may = wanted is (TerminationKind.ONLINE if is_online else TerminationKind.OFFLINE) and (is_online or role is Role.GRADUATE)
    if may:
        check_kind(wanted, initiator, role)
    else:
        with pytest.raises(TerminationElsewhere):
            check_kind(wanted, initiator, role)

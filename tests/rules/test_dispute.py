"""The life of a dispute: who ends it how, and what can be disputed."""

from itertools import product

import pytest

from rules.acts import RecordKind
from rules.agreement_terms import Status
from rules.dispute import IN_FORCE, MOVED_BY, DisputeMove, DisputeState, DisputeSubject, check_disputable, next_dispute_state
from rules.dispute_errors import DisputeOver, NotDisputable
from rules.lives import LIVES
from rules.record_terms import RecordStatus
from rules.roles import Role


def test_an_open_dispute_is_answered_by_its_school_or_taken_back_by_its_graduate_and_nobody_else_moves_any() -> None:
    allowed = {}
    for now, move, role in product(DisputeState, DisputeMove, Role):
        try:
            allowed[now, move, role] = next_dispute_state(now, move, role)
        except DisputeOver:
            continue
    assert allowed == {
        (DisputeState.OPEN, DisputeMove.RESOLVE, Role.SCHOOL): DisputeState.RESOLVED,
        (DisputeState.OPEN, DisputeMove.WITHDRAW, Role.GRADUATE): DisputeState.WITHDRAWN,
    }
    assert MOVED_BY == {DisputeMove.RESOLVE: Role.SCHOOL, DisputeMove.WITHDRAW: Role.GRADUATE}


COUNTS: dict[DisputeSubject, set[str]] = {
    DisputeSubject.AGREEMENT: {"EFFECTIVE"},
    DisputeSubject.SUPPLEMENT: {"APPROVED"},
    DisputeSubject.REGISTRATION: {"APPROVED", "VOID_PENDING_DEPARTMENT", "VOID_PENDING_SCHOOL"},
}


def test_basic_data_can_always_be_disputed() -> None:
    check_disputable(DisputeSubject.BASICS, None)
    assert set(IN_FORCE) == set(DisputeSubject) - {DisputeSubject.BASICS} == set(COUNTS)


@pytest.mark.parametrize("subject", COUNTS)
def test_a_record_can_be_disputed_while_it_counts(subject: DisputeSubject) -> None:
    statuses: list[Status | RecordStatus] = [*Status] if subject is DisputeSubject.AGREEMENT else [*LIVES[RecordKind(subject)].statuses]
    for status in statuses:
        if status.value in COUNTS[subject]:
            check_disputable(subject, status)
        else:
            with pytest.raises(NotDisputable):
                check_disputable(subject, status)

"""What must hold besides status and role: deadlines, the gate, the one destination, reasons, and what inviting needs."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.agreement import (
    CHINA,
    GUARDS,
    Guard,
    Move,
    check_application,
    check_guards,
    check_invitation,
    reply_deadline,
)
from rules.confirmation_errors import ChangesEnded
from rules.employer import EmployerStatus
from rules.errors import (
    AgreementTypeMissing,
    BasicsUnconfirmed,
    ClassYearClosed,
    DeadlinePassed,
    DirectedGraduate,
    DuplicateInvitation,
    EmployerNotApproved,
    FeatureClosed,
    InviteeNotFound,
    MoveNotAllowed,
    NotSetUp,
    ReasonRequired,
    RuleError,
    SlotTaken,
    TerminationUnderWay,
)
from rules.gate import AgreementType, ClassYearState, Feature, Gate
from rules.guards import HOLDS, REFUSALS, Facts, check_season
from rules.inbound_errors import ApprovedElsewhere
from rules.lives import LIVES
from rules.termination import ASKING
from rules.transfer_errors import ArchiveDispatched, ArchiveNotNeeded, HukouNotNeeded

DEADLINE = datetime(2023, 6, 5, 16, tzinfo=UTC)
OPEN_GATE = Gate(
    feature=Feature.DESTINATION,
    class_year=2023,
    class_year_state=ClassYearState.OPEN,
    feature_open=True,
    agreement_type=AgreementType.THREE_PARTY,
    set_up=True,
)
BEFORE = Facts(
    now=DEADLINE - timedelta(hours=1),
    reply_deadline=DEADLINE,
    gate=OPEN_GATE,
    slot_free=True,
    basics_confirmed=True,
    directed=False,
    reason="材料不全",
    archive_in_school=True,
    hukou_in_school=True,
)
AFTER = replace(BEFORE, now=DEADLINE)

BREAKING: dict[Guard, tuple[dict[str, Any], type[RuleError]]] = {
    Guard.BEFORE_DEADLINE: ({"now": DEADLINE}, DeadlinePassed),
    Guard.AT_DEADLINE: ({"now": DEADLINE - timedelta(microseconds=1)}, MoveNotAllowed),
    Guard.EMPLOYER_APPROVED: ({"employer_approved": False}, EmployerNotApproved),
    Guard.CLASS_YEAR_OPEN: ({"gate": replace(OPEN_GATE, class_year_state=ClassYearState.CLOSED)}, ClassYearClosed),
    Guard.IN_SEASON: ({"gate": replace(OPEN_GATE, changes_until=DEADLINE - timedelta(hours=1))}, ChangesEnded),
    Guard.FEATURE_OPEN: ({"gate": replace(OPEN_GATE, feature_open=False)}, FeatureClosed),
    Guard.SET_UP: ({"gate": replace(OPEN_GATE, set_up=False)}, NotSetUp),
    Guard.BASICS_CONFIRMED: ({"basics_confirmed": False}, BasicsUnconfirmed),
    Guard.NOT_DIRECTED: ({"directed": True}, DirectedGraduate),
    Guard.SLOT_FREE: ({"slot_free": False}, SlotTaken),
    Guard.NO_TERMINATION: ({"termination_open": True}, TerminationUnderWay),
    Guard.REASON_GIVEN: ({"reason": " \n\u3000"}, ReasonRequired),
    Guard.ARCHIVE_IN_SCHOOL: ({"archive_in_school": False}, ArchiveNotNeeded),
    Guard.ARCHIVE_NOT_DISPATCHED: ({"archive_dispatched": True}, ArchiveDispatched),
    Guard.HUKOU_IN_SCHOOL: ({"hukou_in_school": False}, HukouNotNeeded),
    Guard.DECIDED_HERE: ({"imported": True, "gate": replace(OPEN_GATE, set_up=False)}, ApprovedElsewhere),
}


def test_the_last_day_for_changes_ends_with_its_instant_and_where_none_is_set_there_is_none() -> None:
    ends = replace(OPEN_GATE, changes_until=DEADLINE)
    check_season(OPEN_GATE, DEADLINE + timedelta(days=3650))
    check_season(ends, DEADLINE - timedelta(microseconds=1))
    with pytest.raises(ChangesEnded):
        check_season(ends, DEADLINE)


def facts_for(move: Move) -> Facts:
    """Return facts under which the move is allowed."""
    return AFTER if move is Move.EXPIRE else BEFORE


def test_every_move_has_its_guards_and_every_guard_its_form_and_refusal() -> None:
    assert set(GUARDS) == set(Move)
    of_lives = {guard for life in LIVES.values() for guards in life.guards.values() for guard in guards}
    asked = {guard for guards in GUARDS.values() for guard in guards}
    assert set(HOLDS) == set(REFUSALS) == set(Guard) == {*asked, *of_lives, *ASKING}


@pytest.mark.parametrize("move", Move)
def test_a_move_is_allowed_where_all_its_guards_hold(move: Move) -> None:
    check_guards(move, facts_for(move))


@pytest.mark.parametrize("move", Move)
@pytest.mark.parametrize("guard", Guard)
def test_a_move_is_refused_by_exactly_the_guards_it_has(move: Move, guard: Guard) -> None:
    change, refusal = BREAKING[guard]
    facts = replace(facts_for(move), **change)
    if guard in GUARDS[move]:
        with pytest.raises(refusal):
            check_guards(move, facts)
    elif guard is Guard.DECIDED_HERE and Guard.SET_UP in GUARDS[move]:
        # Where a school has set up, it decides itself: the two guards are never broken apart.
        with pytest.raises(NotSetUp):
            check_guards(move, facts)
    elif guard not in {Guard.BEFORE_DEADLINE, Guard.AT_DEADLINE}:
        check_guards(move, facts)


@pytest.mark.parametrize("move", Move)
def test_of_several_guards_that_fail_the_first_one_speaks(move: Move) -> None:
    facts = facts_for(move)
    for guard in reversed(GUARDS[move]):
        facts = replace(facts, **BREAKING[guard][0])
    with pytest.raises(BREAKING[GUARDS[move][0]][1]):
        check_guards(move, replace(facts, gate=replace(OPEN_GATE, class_year_state=None)))


@given(st.timedeltas(min_value=timedelta(days=-40), max_value=timedelta(days=40)))
def test_at_every_instant_an_invitation_can_either_be_answered_or_expire_and_its_deadline_belongs_to_expiry(offset: timedelta) -> None:
    facts = replace(BEFORE, now=DEADLINE + offset)
    answerable = HOLDS[Guard.BEFORE_DEADLINE](facts)
    assert answerable is not HOLDS[Guard.AT_DEADLINE](facts)
    assert answerable is (offset < timedelta(0))


@pytest.mark.parametrize("move", [Move.ACCEPT, Move.REJECT, Move.WITHDRAW])
def test_at_the_deadline_instant_nobody_can_answer_or_withdraw(move: Move) -> None:
    with pytest.raises(DeadlinePassed):
        check_guards(move, AFTER)


def test_an_agreement_that_was_never_invited_does_not_expire() -> None:
    with pytest.raises(MoveNotAllowed):
        check_guards(Move.EXPIRE, replace(AFTER, reply_deadline=None))


def test_a_closed_class_year_takes_no_writes_the_clocks_among_them() -> None:
    closed = replace(AFTER, gate=replace(OPEN_GATE, class_year_state=ClassYearState.CLOSED))
    with pytest.raises(ClassYearClosed):
        check_guards(Move.EXPIRE, closed)
    for move in set(Move) - {Move.EXPIRE}:
        with pytest.raises((ClassYearClosed, DeadlinePassed)):
            check_guards(move, closed)


@pytest.mark.parametrize("reason", [None, "", " ", "\u3000"])
@pytest.mark.parametrize("move", [Move.FAIL, Move.VOID])
def test_failing_a_review_and_voiding_need_a_reason(move: Move, reason: str | None) -> None:
    with pytest.raises(ReasonRequired):
        check_guards(move, replace(BEFORE, reason=reason))


@pytest.mark.parametrize("move", [Move.ACCEPT, Move.REJECT, Move.WITHDRAW, Move.RESUBMIT, Move.UPLOAD_SCAN, Move.CANCEL, Move.PASS])
def test_other_moves_need_no_reason(move: Move) -> None:
    check_guards(move, replace(BEFORE, reason=None))


def test_an_application_needs_the_open_gate_then_confirmed_basics_and_then_a_free_destination() -> None:
    check_application(OPEN_GATE, basics_confirmed=True, slot_free=True)
    with pytest.raises(SlotTaken):
        check_application(OPEN_GATE, basics_confirmed=True, slot_free=False)
    with pytest.raises(BasicsUnconfirmed):
        check_application(OPEN_GATE, basics_confirmed=False, slot_free=False)
    for closed, refusal in (
        ({"class_year_state": ClassYearState.CLOSED}, ClassYearClosed),
        ({"feature_open": False}, FeatureClosed),
        ({"agreement_type": None}, AgreementTypeMissing),
        ({"set_up": False}, NotSetUp),
    ):
        with pytest.raises(refusal):
            check_application(replace(OPEN_GATE, **closed), basics_confirmed=False, slot_free=False)


def invite(
    gate: Gate = OPEN_GATE,
    *,
    employer: EmployerStatus = EmployerStatus.APPROVED,
    invitee_found: bool = True,
    signs_with_it: bool = False,
    invitation_waits: bool = False,
) -> None:
    between = {"signs_with_it": signs_with_it, "invitation_waits": invitation_waits}
    check_invitation(gate, employer=employer, invitee_found=invitee_found, **between)


def test_an_approved_employer_may_invite_a_graduate_of_a_school_that_is_ready() -> None:
    invite()


@pytest.mark.parametrize("status", set(EmployerStatus) - {EmployerStatus.APPROVED})
def test_an_employer_that_is_not_approved_may_not_invite(status: EmployerStatus) -> None:
    with pytest.raises(EmployerNotApproved):
        invite(employer=status)


@pytest.mark.parametrize("invitee_found", [True, False])
def test_a_closed_gate_is_said_before_anything_about_the_graduate(invitee_found: bool) -> None:
    with pytest.raises(NotSetUp):
        invite(replace(OPEN_GATE, set_up=False), invitee_found=invitee_found, invitation_waits=invitee_found)


def test_an_unknown_graduate_is_refused_neutrally() -> None:
    with pytest.raises(InviteeNotFound):
        invite(invitee_found=False)


def test_a_graduate_is_not_invited_again_while_the_first_invitation_waits() -> None:
    with pytest.raises(DuplicateInvitation):
        invite(invitation_waits=True)


@pytest.mark.parametrize("invitation_waits", [True, False])
def test_that_an_employer_signs_with_the_graduate_already_is_said_before_an_invitation_that_waits(invitation_waits: bool) -> None:
    with pytest.raises(SlotTaken):
        invite(signs_with_it=True, invitation_waits=invitation_waits)


moments = st.timedeltas(timedelta(0), timedelta(days=30_000)).map(lambda passed: datetime(2000, 1, 1, tzinfo=UTC) + passed)


@given(moments, st.integers(1, 30))
def test_a_deadline_is_midnight_in_china_and_leaves_whole_days(invited_at: datetime, days: int) -> None:
    deadline = reply_deadline(invited_at, days)
    local = deadline.astimezone(CHINA)
    assert deadline.tzinfo is UTC
    assert (local.hour, local.minute, local.second, local.microsecond) == (0, 0, 0, 0)
    assert timedelta(days=days) < deadline - invited_at <= timedelta(days=days + 1)


def test_an_invitation_of_26_august_with_five_days_is_answerable_to_the_end_of_31_august() -> None:
    invited_at = datetime(2023, 8, 26, 9, 30, tzinfo=CHINA)
    assert reply_deadline(invited_at, 5) == datetime(2023, 9, 1, tzinfo=CHINA)


def test_the_day_of_inviting_is_the_day_in_china() -> None:
    late_in_london = datetime(2023, 8, 25, 16, 30, tzinfo=UTC)
    assert reply_deadline(late_in_london, 5) == datetime(2023, 8, 31, 16, tzinfo=UTC)

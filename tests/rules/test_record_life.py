"""The lives of reviewed records: who may do what, what every table promises, and that each status can come about."""

from collections.abc import Iterator

import pytest

from rules.agreement_terms import SlotState
from rules.errors import MoveNotAllowed
from rules.gate_terms import ReviewLevels
from rules.lives import LIVES
from rules.record_life import REVIEWING_LEVEL, Life, first_status, is_on_side, next_record_status, rejected_by
from rules.record_terms import RecordMove, RecordStatus
from rules.registration import CATEGORIES, UNSETTLED, held_as
from rules.roles import Role

PARTIES = (Role.GRADUATE, Role.EMPLOYER)
every_life = pytest.mark.parametrize("life", LIVES.values(), ids=LIVES)


def every_step() -> Iterator[tuple[RecordStatus, RecordMove, Role]]:
    return ((now, move, role) for now in RecordStatus for move in RecordMove for role in Role)


def reachable(life: Life, levels: ReviewLevels) -> set[RecordStatus]:
    found: set[RecordStatus] = set()
    waiting = [first_status(life, levels)]
    while waiting:
        now = waiting.pop()
        if now not in found:
            found.add(now)
            # Of two parties each may have asked: whatever either of them may then do can come about.
            waiting += [
                next_record_status(life, *step, levels=levels, initiator=initiator)
                for step in life.transitions
                for initiator in PARTIES
                if step[0] is now and is_on_side(life, step[1], step[2], initiator)
            ]
    return found


@every_life
def test_every_step_that_is_not_in_the_table_is_refused_with_its_facts(life: Life) -> None:
    for step in set(every_step()) - set(life.transitions):
        with pytest.raises(MoveNotAllowed) as refusal:
            next_record_status(life, *step, levels=ReviewLevels.DEPARTMENT_THEN_SCHOOL)
        assert (refusal.value.now, refusal.value.move, refusal.value.role) == step


@every_life
def test_every_status_can_come_about_and_no_other_does(life: Life) -> None:
    assert reachable(life, ReviewLevels.DEPARTMENT_THEN_SCHOOL) == set(life.statuses)


@every_life
def test_where_only_the_school_reviews_nothing_ever_waits_for_a_department(life: Life) -> None:
    departments = {RecordStatus.PENDING_DEPARTMENT, RecordStatus.VOID_PENDING_DEPARTMENT} & set(life.statuses)
    assert reachable(life, ReviewLevels.SCHOOL_ONLY) == set(life.statuses) - departments


@every_life
def test_a_review_is_made_by_the_level_whose_turn_it_is(life: Life) -> None:
    reviews = [step for step in life.transitions if step[1] in {RecordMove.PASS, RecordMove.FAIL}]
    assert {step[0] for step in reviews} == set(REVIEWING_LEVEL) & set(life.statuses)
    assert all(role.value == REVIEWING_LEVEL[now].value for now, _, role in reviews)


@every_life
def test_nothing_is_approved_but_by_the_school(life: Life) -> None:
    approving = {
        (now, role) for (now, _, role), after in life.transitions.items() if after is RecordStatus.APPROVED and now not in life.in_force
    }
    assert approving == {(RecordStatus.PENDING_SCHOOL, Role.SCHOOL)}


@every_life
def test_a_failed_review_names_its_level_and_nothing_else_does(life: Life) -> None:
    for (now, _, _), after in life.transitions.items():
        assert (rejected_by(now, after) is not None) == (after is RecordStatus.REJECTED)


@every_life
def test_every_move_of_the_table_has_its_guards_and_no_other_has(life: Life) -> None:
    assert set(life.guards) == {move for _, move, _ in life.transitions}


@every_life
def test_what_is_in_force_holds_the_destination_and_what_asks_for_one_has_it_reserved(life: Life) -> None:
    if life.slot_after:
        assert {status for status, slot in life.slot_after.items() if slot is SlotState.HELD} == life.in_force
        assert {status for status, slot in life.slot_after.items() if slot is SlotState.RESERVED} == {
            RecordStatus.PENDING_DEPARTMENT,
            RecordStatus.PENDING_SCHOOL,
        }


def test_only_what_is_not_settled_yields_to_another_destination() -> None:
    assert {category for category in CATEGORIES if held_as(SlotState.HELD, category) is SlotState.SUPERSEDABLE} == UNSETTLED
    assert all(held_as(state, category) is state for state in (None, SlotState.RESERVED) for category in CATEGORIES)


def test_a_province_and_the_ministry_move_no_record() -> None:
    assert not {role for life in LIVES.values() for _, _, role in life.transitions} & {Role.PROVINCE, Role.MINISTRY}

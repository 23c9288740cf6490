"""The life of an agreement: what the table has is allowed, everything else is refused."""

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.agreement import (
    FAILED_REVIEWS,
    GUARDS,
    REJECTED_BY,
    REVIEWING_LEVEL,
    SKIPPED_TO,
    SLOT_AFTER,
    STATUSES_OF,
    TRANSITIONS,
    Guard,
    Initiator,
    Move,
    ReviewLevel,
    SlotState,
    Status,
    Step,
    next_status,
)
from rules.agreement_number import BEARS_NUMBER
from rules.errors import MoveNotAllowed
from rules.gate import ReviewLevels
from rules.roles import Role

START = {Initiator.EMPLOYER: Status.PENDING_GRADUATE, Initiator.GRADUATE: Status.PROTOCOL_PENDING_DEPARTMENT}
TERMINAL = {
    Initiator.EMPLOYER: {
        Status.WITHDRAWN,
        Status.REJECTED_BY_GRADUATE,
        Status.EXPIRED,
        Status.REVIEW_REJECTED,
        Status.VOIDED,
        Status.TERMINATED,
    },
    Initiator.GRADUATE: {Status.CANCELLED, Status.VOIDED, Status.TERMINATED},
}
DEPARTMENTS = {
    Initiator.EMPLOYER: {Status.PENDING_DEPARTMENT},
    Initiator.GRADUATE: {Status.PROTOCOL_PENDING_DEPARTMENT, Status.SIGN_PENDING_DEPARTMENT},
}


def every_step() -> Iterator[Step]:
    return product(Initiator, Status, Move, Role)


def reachable(initiator: Initiator, levels: ReviewLevels) -> set[Status]:
    """Return every status a signing that is started so can come to at a school that reviews so."""
    found: set[Status] = set()
    waiting = [SKIPPED_TO.get((levels, START[initiator]), START[initiator])]
    while waiting:
        now = waiting.pop()
        found.add(now)
        after = {next_status(*step, levels=levels) for step in TRANSITIONS if step[:2] == (initiator, now)}
        waiting.extend(after - found)
    return found


@pytest.mark.parametrize("levels", ReviewLevels)
def test_every_step_that_is_not_in_the_table_is_refused_with_its_facts(levels: ReviewLevels) -> None:
    for step in set(every_step()) - set(TRANSITIONS):
        with pytest.raises(MoveNotAllowed) as refusal:
            next_status(*step, levels=levels)
        assert (refusal.value.now, refusal.value.move, refusal.value.role) == step[1:]


def test_a_two_level_school_follows_the_table_as_it_stands() -> None:
    for step, after in TRANSITIONS.items():
        assert next_status(*step, levels=ReviewLevels.DEPARTMENT_THEN_SCHOOL) is after


def test_acceptance_goes_straight_to_the_school_where_only_the_school_reviews() -> None:
    step = (Initiator.EMPLOYER, Status.PENDING_GRADUATE, Move.ACCEPT, Role.GRADUATE)
    assert next_status(*step, levels=ReviewLevels.SCHOOL_ONLY) is Status.PENDING_SCHOOL


@pytest.mark.parametrize("initiator", Initiator)
def test_where_only_the_school_reviews_nothing_ever_waits_for_a_department(initiator: Initiator) -> None:
    twice, once = (reachable(initiator, levels) for levels in (ReviewLevels.DEPARTMENT_THEN_SCHOOL, ReviewLevels.SCHOOL_ONLY))
    assert twice - once == DEPARTMENTS[initiator]


@pytest.mark.parametrize("initiator", Initiator)
def test_every_status_can_come_about(initiator: Initiator) -> None:
    assert reachable(initiator, ReviewLevels.DEPARTMENT_THEN_SCHOOL) == set(STATUSES_OF[initiator])


@pytest.mark.parametrize("initiator", Initiator)
def test_a_status_that_ends_an_agreement_stays(initiator: Initiator) -> None:
    begins = {step[1] for step in TRANSITIONS if step[0] is initiator}
    assert set(STATUSES_OF[initiator]) - begins == TERMINAL[initiator]


@pytest.mark.parametrize("initiator", Initiator)
def test_from_every_status_that_is_no_end_an_end_can_be_reached(initiator: Initiator) -> None:
    def ends(now: Status) -> bool:
        seen, waiting = set(), [now]
        while waiting:
            seen.add(at := waiting.pop())
            waiting += [after for step, after in TRANSITIONS.items() if step[:2] == (initiator, at) and after not in seen]
        return bool(seen & TERMINAL[initiator])

    assert all(map(ends, reachable(initiator, ReviewLevels.DEPARTMENT_THEN_SCHOOL)))


def test_each_move_belongs_to_those_who_may_make_it() -> None:
    makers = {move: {step[3] for step in TRANSITIONS if step[2] is move} for move in Move}
    assert makers == {
        Move.ACCEPT: {Role.GRADUATE},
        Move.REJECT: {Role.GRADUATE},
        Move.WITHDRAW: {Role.EMPLOYER},
        Move.EXPIRE: {Role.SYSTEM},
        Move.RESUBMIT: {Role.GRADUATE},
        Move.UPLOAD_SCAN: {Role.GRADUATE, Role.EMPLOYER},
        Move.CANCEL: {Role.GRADUATE},
        Move.PASS: {Role.DEPARTMENT, Role.SCHOOL},
        Move.FAIL: {Role.DEPARTMENT, Role.SCHOOL},
        Move.VOID: {Role.SCHOOL},
        Move.TERMINATE: {Role.SYSTEM},
    }


def test_nothing_comes_into_force_but_by_the_school() -> None:
    into_force = [step for step, after in TRANSITIONS.items() if after is Status.EFFECTIVE]
    assert into_force == [
        (Initiator.EMPLOYER, Status.PENDING_SCHOOL, Move.PASS, Role.SCHOOL),
        (Initiator.GRADUATE, Status.SIGN_PENDING_SCHOOL, Move.PASS, Role.SCHOOL),
    ]


def test_a_school_voids_what_has_a_number_and_a_graduate_cancels_what_is_not_in_force() -> None:
    for initiator in Initiator:
        voidable = {step[1] for step in TRANSITIONS if step[0] is initiator and step[2] is Move.VOID}
        assert voidable == BEARS_NUMBER[initiator] - {Status.VOIDED, Status.TERMINATED}
    cancellable = {step[1] for step in TRANSITIONS if step[2] is Move.CANCEL}
    assert cancellable == set(STATUSES_OF[Initiator.GRADUATE]) - {Status.EFFECTIVE, *TERMINAL[Initiator.GRADUATE]}


@given(
    initiator=st.sampled_from(Initiator),
    levels=st.sampled_from(ReviewLevels),
    attempts=st.lists(st.tuples(st.sampled_from(Move), st.sampled_from(Role)), max_size=40),
)
def test_however_it_is_pushed_an_agreement_never_leaves_its_flow_and_only_a_resubmission_goes_back(
    initiator: Initiator, levels: ReviewLevels, attempts: list[tuple[Move, Role]]
) -> None:
    seen = [START[initiator]]
    back = {Move.RESUBMIT, Move.UPLOAD_SCAN}
    rounds: list[list[Status]] = [[seen[0]]]
    for move, role in attempts:
        try:
            after = next_status(initiator, seen[-1], move, role, levels=levels)
        except MoveNotAllowed:
            continue
        seen.append(after)
        rounds.append([after]) if move in back else rounds[-1].append(after)
    assert set(seen) <= set(STATUSES_OF[initiator])
    assert all(len(each) == len(set(each)) for each in rounds)


def test_every_status_belongs_to_a_flow_and_only_ends_in_force_are_shared() -> None:
    online, offline = (set(STATUSES_OF[initiator]) for initiator in (Initiator.EMPLOYER, Initiator.GRADUATE))
    assert online | offline == set(Status)
    assert online & offline == {Status.EFFECTIVE, Status.VOIDED, Status.TERMINATED}
    assert all({step[1], after} <= set(STATUSES_OF[step[0]]) for step, after in TRANSITIONS.items())


def test_a_destination_is_held_exactly_in_force_and_asked_for_exactly_under_review_or_issue() -> None:
    assert set(SLOT_AFTER) == set(Status)
    assert {status for status, slot in SLOT_AFTER.items() if slot is SlotState.HELD} == {Status.EFFECTIVE}
    assert {status for status, slot in SLOT_AFTER.items() if slot is SlotState.RESERVED} == {*REVIEWING_LEVEL, Status.PROTOCOL_ISSUED}


def test_a_destination_is_asked_for_before_it_is_held_and_an_end_frees_it() -> None:
    for step, after in TRANSITIONS.items():
        before = SLOT_AFTER[step[1]]
        if SLOT_AFTER[after] is SlotState.HELD:
            assert before is SlotState.RESERVED
        if SLOT_AFTER[after] is SlotState.RESERVED and before is None:
            assert Guard.SLOT_FREE in GUARDS[step[2]]
    assert all(SLOT_AFTER[status] is None for ends in TERMINAL.values() for status in ends)


def test_a_review_is_made_by_the_level_whose_turn_it_is() -> None:
    reviews = [step for step in TRANSITIONS if step[2] in {Move.PASS, Move.FAIL}]
    assert {step[1] for step in reviews} == set(REVIEWING_LEVEL)
    assert all(step[3].value == REVIEWING_LEVEL[step[1]].value for step in reviews)


def test_a_failed_review_names_its_level_and_nothing_else_does() -> None:
    for step, after in TRANSITIONS.items():
        assert (REJECTED_BY.get((step[1], step[2])) is not None) == (after in FAILED_REVIEWS)
    assert REJECTED_BY[Status.PENDING_DEPARTMENT, Move.FAIL] is ReviewLevel.DEPARTMENT
    assert REJECTED_BY[Status.PENDING_SCHOOL, Move.FAIL] is ReviewLevel.SCHOOL


def test_only_a_department_is_ever_skipped() -> None:
    for (levels, skipped), landing in SKIPPED_TO.items():
        assert levels is ReviewLevels.SCHOOL_ONLY
        assert (REVIEWING_LEVEL[skipped], REVIEWING_LEVEL[landing]) == (ReviewLevel.DEPARTMENT, ReviewLevel.SCHOOL)

"""Reviewing many at once: each agreement is decided by itself, and what one is refused for leaves the others alone."""

import asyncio
from collections import Counter
from uuid import UUID, uuid4

import pytest

from actions.bulk_review import PORTION, Reviewed, Seen, review_many
from models import Agreement, Audit, ClassYear, Review
from rules.acts import RecordKind
from rules.agreement import MOST_REVIEWED_AT_ONCE, Initiator, Status
from rules.errors import ChangedMeanwhile, ClassYearClosed, InvalidInput, LevelTooLow, MoveNotAllowed, NotFound, ReasonRequired
from rules.gate import ClassYearState
from rules.record_terms import RecordMove
from rules.roles import AccessLevel, Module, Role
from tests.actions.stage import Stage, another_graduation, assert_counted
from tests.world import OPEN_YEAR, make_agreement


async def waiting(stage: Stage, number: int, status: Status = Status.PENDING_SCHOOL) -> list[Seen]:
    """Return agreements that wait for a review, one a graduation."""
    graduates = [await another_graduation(stage.world.graduate, each) for each in range(number)]
    return [Seen((await make_agreement(stage.world, graduate=graduate, status=status)).id, 1) for graduate in graduates]


def told(outcomes: list[Reviewed]) -> list[type[Exception] | None]:
    """Return what each was refused for."""
    return [type(each.refusal) if each.refusal else None for each in outcomes]


async def test_many_are_decided_in_the_order_given_and_everything_agrees(stage: Stage) -> None:
    seen = (await waiting(stage, PORTION + 3))[::-1]
    outcomes = await review_many(stage.as_role(Role.SCHOOL), RecordKind.AGREEMENT, seen, RecordMove.PASS, None)
    assert outcomes == [Reviewed(each.id) for each in seen]
    assert {(each.status, each.version, len(each.number or "")) for each in await Agreement.all()} == {(Status.EFFECTIVE, 2, 19)}
    assert await Review.all().count() == await Audit.all().count() == len(seen)
    await assert_counted()


async def test_each_is_refused_for_its_own_reason_and_the_others_are_done(stage: Stage) -> None:
    first, second, stale = await waiting(stage, 3)
    neighbours = await make_agreement(stage.world, graduate=stage.world.neighbour_graduate, status=Status.PENDING_SCHOOL)
    early = await make_agreement(stage.world, graduate=stage.world.classmate, status=Status.PENDING_DEPARTMENT)
    directed = stage.world.directed_graduate
    form = await make_agreement(stage.world, graduate=directed, initiator=Initiator.GRADUATE, status=Status.SIGN_PENDING_SCHOOL)
    seen = [first, Seen(neighbours.id, 1), Seen(stale.id, 7), Seen(early.id, 1), Seen(uuid4(), 1), Seen(form.id, 1), second]
    outcomes = await review_many(stage.as_role(Role.SCHOOL), RecordKind.AGREEMENT, seen, RecordMove.FAIL, "材料不全")
    assert told(outcomes) == [None, NotFound, ChangedMeanwhile, MoveNotAllowed, NotFound, None, None]
    statuses = {each.id: each.status for each in await Agreement.all()}
    assert [statuses.get(each.id) for each in seen] == [
        Status.REVIEW_REJECTED,
        Status.PENDING_SCHOOL,
        Status.PENDING_SCHOOL,
        Status.PENDING_DEPARTMENT,
        None,
        Status.SIGN_REJECTED,
        Status.REVIEW_REJECTED,
    ]
    await assert_counted()


async def test_a_department_reviews_its_own_alone(stage: Stage) -> None:
    [own] = await waiting(stage, 1, Status.PENDING_DEPARTMENT)
    others = await make_agreement(stage.world, graduate=stage.world.classmate, status=Status.PENDING_DEPARTMENT)
    outcomes = await review_many(stage.as_role(Role.DEPARTMENT), RecordKind.AGREEMENT, [own, Seen(others.id, 1)], RecordMove.PASS, None)
    assert told(outcomes) == [None, NotFound]


async def test_failing_needs_a_reason_and_a_closed_year_takes_none(stage: Stage) -> None:
    seen = await waiting(stage, 2)
    school = stage.as_role(Role.SCHOOL)
    async with stage.leaves_no_trace():
        assert told(await review_many(school, RecordKind.AGREEMENT, seen, RecordMove.FAIL, " ")) == [ReasonRequired] * 2
    await ClassYear.filter(year=OPEN_YEAR).update(state=ClassYearState.CLOSED)
    async with stage.leaves_no_trace():
        assert told(await review_many(school, RecordKind.AGREEMENT, seen, RecordMove.PASS, None)) == [ClassYearClosed] * 2


@pytest.mark.parametrize("number", [0, MOST_REVIEWED_AT_ONCE + 1])
async def test_one_to_five_hundred_are_reviewed_at_once(stage: Stage, number: int) -> None:
    async with stage.refuses(InvalidInput):
        await review_many(
            stage.as_role(Role.SCHOOL), RecordKind.AGREEMENT, [Seen(UUID(int=each), 1) for each in range(number)], RecordMove.PASS, None
        )


async def test_an_agreement_is_named_once(stage: Stage) -> None:
    seen = await waiting(stage, 1)
    async with stage.refuses(InvalidInput):
        await review_many(stage.as_role(Role.SCHOOL), RecordKind.AGREEMENT, seen * 2, RecordMove.PASS, None)


async def test_who_only_reads_reviews_nothing(stage: Stage) -> None:
    seen = await waiting(stage, 1)
    levels = {Module.EMPLOYMENT: AccessLevel.READ_ONLY, Module.ARCHIVE: AccessLevel.READ_WRITE, Module.HUKOU: AccessLevel.READ_WRITE}
    async with stage.refuses(LevelTooLow):
        await review_many(stage.as_role(Role.SCHOOL, levels=levels), RecordKind.AGREEMENT, seen, RecordMove.PASS, None)


async def test_of_many_bulk_reviews_of_the_same_agreements_each_agreement_takes_one(stage: Stage) -> None:
    seen = await waiting(stage, 12)
    school = stage.as_role(Role.SCHOOL)
    decisions = [(seen, RecordMove.PASS), (seen[::-1], RecordMove.FAIL)] * 4
    outcomes = await asyncio.gather(*(review_many(school, RecordKind.AGREEMENT, each, move, "材料不全") for each, move in decisions))
    done = Counter(one.id for outcome in outcomes for one in outcome if one.refusal is None)
    assert done == {each.id: 1 for each in seen}
    assert {type(one.refusal) for outcome in outcomes for one in outcome} <= {type(None), ChangedMeanwhile, MoveNotAllowed}
    assert await Audit.all().count() == await Review.all().count() == len(seen)
    await assert_counted()


async def test_sent_again_after_a_crash_what_was_written_is_told_as_changed_and_the_rest_is_done(stage: Stage) -> None:
    seen = await waiting(stage, 4)
    school = stage.as_role(Role.SCHOOL)
    await review_many(school, RecordKind.AGREEMENT, seen[:2], RecordMove.PASS, None)
    assert told(await review_many(school, RecordKind.AGREEMENT, seen, RecordMove.PASS, None)) == [
        MoveNotAllowed,
        MoveNotAllowed,
        None,
        None,
    ]
    await assert_counted()

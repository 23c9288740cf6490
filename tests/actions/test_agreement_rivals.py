"""64 rivals for one agreement, from processes of their own: whatever each wants, exactly one decides, and the others are told so."""

from collections.abc import Sequence
from itertools import count
from random import Random
from typing import Any, Final

import pytest

from actions.chains import verify
from models import Agreement, Audit, Change, DestinationSlot, Employer, IssuedNumber, Review, Upload
from rules.agreement import SLOT_AFTER, TRANSITIONS, Initiator, Move, Status
from rules.employer import EmployerStatus
from rules.roles import Role
from tests.actions.attempts import DONE, Attempt, BulkAttempt, Outcome
from tests.actions.stage import Stage, acts_on, another_graduation, assert_counted
from tests.actions.test_agreement_races import race
from tests.uploads import make_upload
from tests.world import SEAL, make_agreement

RIVALS: Final = 64
LOST: Final = frozenset({"CHANGED_MEANWHILE", "MOVE_NOT_ALLOWED"})
"""What a loser is told: that the agreement was changed since, or that from where it is now this is no move."""
NUMBERS: Final = count(1)
Wish = tuple[Move, Role]
ONLINE: Final[tuple[Wish, ...]] = (
    (Move.ACCEPT, Role.GRADUATE),
    (Move.REJECT, Role.GRADUATE),
    (Move.WITHDRAW, Role.EMPLOYER),
    (Move.EXPIRE, Role.SYSTEM),
)
REVIEWS: Final[tuple[Wish, ...]] = tuple((move, role) for role in (Role.DEPARTMENT, Role.SCHOOL) for move in (Move.PASS, Move.FAIL))
SCANS: Final[tuple[Wish, ...]] = ((Move.UPLOAD_SCAN, Role.GRADUATE), (Move.UPLOAD_SCAN, Role.EMPLOYER))
VOID: Final[Wish] = (Move.VOID, Role.SCHOOL)
CANCEL: Final[Wish] = (Move.CANCEL, Role.GRADUATE)
RESUBMIT: Final[Wish] = (Move.RESUBMIT, Role.GRADUATE)
WISHES: Final[dict[Initiator, dict[Status, tuple[Wish, ...]]]] = {
    Initiator.EMPLOYER: {
        Status.PENDING_GRADUATE: (*ONLINE, *ONLINE[:2], ONLINE[3], VOID),
        Status.PENDING_DEPARTMENT: (*REVIEWS, *ONLINE[1:3], VOID, VOID),
        Status.PENDING_SCHOOL: (*REVIEWS, *ONLINE[1:3], VOID, VOID),
        Status.EFFECTIVE: (*REVIEWS, *ONLINE[:2], VOID, VOID),
    },
    Initiator.GRADUATE: {
        Status.PROTOCOL_REJECTED: (*SCANS, *REVIEWS[:2], VOID, CANCEL, RESUBMIT, RESUBMIT),
        Status.PROTOCOL_ISSUED: (*SCANS, *REVIEWS[:2], VOID, CANCEL, CANCEL, RESUBMIT),
        Status.SIGN_PENDING_DEPARTMENT: (*SCANS, *REVIEWS, VOID, CANCEL),
        Status.SIGN_PENDING_SCHOOL: (*SCANS, *REVIEWS, VOID, CANCEL),
        Status.SIGN_REJECTED: (*SCANS, *REVIEWS[2:], VOID, CANCEL, RESUBMIT, RESUBMIT),
    },
}
"""What people want of an agreement, in the status in which they all see it; some of it is no move there, and some is for nobody of them."""
REFUSALS: Final[dict[Move, frozenset[str]]] = {
    Move.ACCEPT: frozenset({"SLOT_TAKEN"}),
    Move.UPLOAD_SCAN: frozenset({"SLOT_TAKEN"}),
    Move.RESUBMIT: frozenset({"SLOT_TAKEN"}),
    Move.EXPIRE: frozenset({"LEFT_ALONE"}),
}
"""What else losers are told, by what they wanted: these moves ask for the destination, and the clock leaves alone what was answered."""
rounds = pytest.mark.parametrize("number", [1, pytest.param(25, marks=pytest.mark.deep)])
"""One agreement after another; 64 attempts are in flight at any time."""


def scope_of(agreement: Agreement, role: Role) -> dict[str, str]:
    """Return whose the rows of a role are that has the agreement among its own."""
    columns = {
        Role.GRADUATE: ("person_id",),
        Role.EMPLOYER: ("employer_id",),
        Role.DEPARTMENT: ("school_id", "department_id"),
        Role.SCHOOL: ("school_id",),
        Role.SYSTEM: (),
    }
    return {name: str(getattr(agreement, name)) for name in columns[role]}


def wishing(agreement: Agreement, wish: Wish, **more: Any) -> Attempt:
    """Return the attempt of one rival; the clock's day is the one on which the agreement is due."""
    move, role = wish
    at = agreement.reply_deadline.isoformat() if move is Move.EXPIRE and agreement.reply_deadline else None
    return Attempt(str(agreement.id), move, role, scope_of(agreement, role), at=at, **more)


async def rivals(agreement: Agreement, wishes: Sequence[Wish], stage: Stage) -> list[Attempt]:
    """Return 64 attempts, as many of each wish, in an order that puts none first. A scan is a new one each time."""
    made = []
    for move, role in list(wishes) * (RIVALS // len(wishes)):
        more = {}
        if move is Move.UPLOAD_SCAN:
            account = stage.world.accounts[role]
            more = {"account": str(account.id), "upload": str((await make_upload(account)).id)}
        made.append(wishing(agreement, (move, role), **more))
    assert len(made) == RIVALS
    Random(str(wishes)).shuffle(made)
    return made


async def decided(agreement: Agreement, outcomes: Sequence[Outcome]) -> Move | None:
    """Return the move that was made, having seen that it is one at most and is all that was written about the agreement."""
    mine = [(Move(move), outcome) for key, move, outcome in outcomes if key == str(agreement.id)]
    made = [move for move, outcome in mine if outcome == DONE]
    assert len(made) <= 1
    # Who resubmits names another employer, and the one that had the agreement before has it no longer.
    lost = LOST | {"NOT_FOUND"} if made == [Move.RESUBMIT] else LOST
    for move, outcome in mine:
        assert outcome in lost | REFUSALS.get(move, frozenset()) | {DONE}, (move, outcome)
    after = await Agreement.get(id=agreement.id)
    acts = [(f"AGREEMENT_{move}", agreement.status, after.status) for move in made]
    assert await acts_on(after) == acts
    assert (after.version, after.status == agreement.status) == (1 + len(made), not made)
    assert await Change.filter(record_id=str(agreement.id)).count() == len(made)
    reviewed = [move for move in made if move in (Move.PASS, Move.FAIL)]
    assert [review.is_passed for review in await Review.filter(agreement_id=agreement.id)] == [move is Move.PASS for move in reviewed]
    scans = await Upload.filter(record_id=agreement.id).count()
    assert scans == made.count(Move.UPLOAD_SCAN)
    return made[0] if made else None


async def assert_consistent() -> None:
    """Assert that each destination is asked for or held by exactly the agreement whose status says so, and that all is counted."""
    asking = {each.id: SLOT_AFTER[each.status] for each in await Agreement.all() if SLOT_AFTER[each.status]}
    assert {slot.holder_id: slot.state for slot in await DestinationSlot.all()} == asking
    assert await verify(SEAL) == (await Audit.all().count(), [])
    await assert_counted()


async def begun(stage: Stage, initiator: Initiator, status: Status) -> Agreement:
    """Write an agreement of a graduation of its own, with the world's employer."""
    graduate = await another_graduation(stage.world.graduate, next(NUMBERS))
    return await make_agreement(stage.world, graduate=graduate, initiator=initiator, status=status, employer=stage.world.employer)


@rounds
@pytest.mark.parametrize("initiator", Initiator)
async def test_of_64_who_want_different_things_one_decides(stage: Stage, database: str, initiator: Initiator, number: int) -> None:
    wishes = WISHES[initiator]
    agreements = [await begun(stage, initiator, status) for status in list(wishes) * number]
    attempts = [attempt for agreement in agreements for attempt in await rivals(agreement, wishes[agreement.status], stage)]
    outcomes = await race(database, attempts)
    assert len(outcomes) == len(attempts) == RIVALS * len(wishes) * number
    for agreement in agreements:
        taken = await decided(agreement, outcomes)
        assert taken in {move for move, role in wishes[agreement.status] if (initiator, agreement.status, move, role) in TRANSITIONS}
    await assert_consistent()


@rounds
async def test_what_a_void_frees_goes_to_one_of_the_invitations_that_wait_for_it(stage: Stage, database: str, number: int) -> None:
    attempts: list[Attempt] = []
    pairs = []
    await Employer.filter(id=stage.world.pending_employer.id).update(status=EmployerStatus.APPROVED)
    for _ in range(number):
        effective = await begun(stage, Initiator.EMPLOYER, Status.EFFECTIVE)
        graduate = await effective.graduate
        others = [await make_agreement(stage.world, graduate=graduate, employer=stage.world.other_employer)]
        others.append(await make_agreement(stage.world, graduate=graduate, employer=stage.world.pending_employer))
        wished = [wishing(effective, (Move.VOID, Role.SCHOOL))] * 22
        wished += [wishing(other, (Move.ACCEPT, Role.GRADUATE)) for other in others] * 21
        Random(len(attempts)).shuffle(wished)
        attempts += wished
        pairs.append((effective, others))
    outcomes = await race(database, attempts)
    for effective, others in pairs:
        assert await decided(effective, outcomes) is Move.VOID
        accepted = [await decided(other, outcomes) for other in others]
        assert sorted(accepted, key=str) in ([Move.ACCEPT, None], [None, None])
    await assert_consistent()


@rounds
async def test_what_was_rejected_is_taken_up_again_or_an_invitation_accepted_but_never_both(
    stage: Stage, database: str, number: int
) -> None:
    attempts: list[Attempt] = []
    pairs = []
    for _ in range(number):
        rejected = await begun(stage, Initiator.GRADUATE, Status.SIGN_REJECTED)
        invitation = await make_agreement(stage.world, graduate=await rejected.graduate, employer=stage.world.other_employer)
        wishes = [(Move.UPLOAD_SCAN, Role.GRADUATE), (Move.RESUBMIT, Role.GRADUATE)]
        wished = (await rivals(rejected, wishes, stage))[:32] + [wishing(invitation, (Move.ACCEPT, Role.GRADUATE))] * 32
        Random(len(attempts)).shuffle(wished)
        attempts += wished
        pairs.append((rejected, invitation))
    outcomes = await race(database, attempts)
    for rejected, invitation in pairs:
        again = await decided(rejected, outcomes)
        accepted = await decided(invitation, outcomes)
        assert (again is None) is not (accepted is None)
    await assert_consistent()


async def test_of_64_bulk_reviews_of_the_same_50_each_is_reviewed_once(stage: Stage, database: str) -> None:
    ways = ((Initiator.EMPLOYER, Status.PENDING_SCHOOL), (Initiator.GRADUATE, Status.SIGN_PENDING_SCHOOL))
    agreements = [await begun(stage, *way) for way in ways * 25]
    keys, school = [str(each.id) for each in agreements], str(stage.world.school.id)
    attempts = [
        BulkAttempt(agreement_ids=Random(number).sample(keys, 50), move=(Move.PASS, Move.FAIL)[number % 2], school_id=school)
        for number in range(RIVALS)
    ]
    outcomes = await race(database, attempts)
    assert len(outcomes) == RIVALS * 50
    taken = [await decided(each, outcomes) for each in agreements]
    assert set(taken) <= {Move.PASS, Move.FAIL}
    assert await Review.all().count() == await Audit.all().count() == 50
    online = [move for each, move in zip(agreements, taken, strict=True) if each.initiator is Initiator.EMPLOYER]
    # A form that was handed in has its number since it was issued.
    assert await IssuedNumber.all().count() == 25 + online.count(Move.PASS)
    await assert_consistent()

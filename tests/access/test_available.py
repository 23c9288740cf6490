"""What a record says can be done with it is what the act then does: offered and allowed is done, everything else is refused."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final

import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st

from actions.agreement import move_agreement
from actions.context import ActionContext, NoSignals
from actions.termination import request_termination, submit_termination
from auth.actor import Actor
from models import Agreement, ClassYear, Graduate
from rules.acts import RecordKind
from rules.agreement import STATUSES_OF, Initiator, Move, Status
from rules.files import Purpose
from rules.gate import ClassYearState
from rules.record_terms import RecordStatus
from rules.roles import AccessLevel, Module, Role
from tests.access.trying import Both, both_sides, check_told, refusal_of
from tests.actions.stage import another_graduation
from tests.endings import make_termination
from tests.engines import Engine
from tests.uploads import make_upload
from tests.world import NOW, OPEN_YEAR, make_agreement

ACTIONS: Final = "query($id: ID!) { node(id: $id) { ... on Agreement { availableActions { action allowed reasons { code message } } } } }"
ACTING: Final = (Role.GRADUATE, Role.EMPLOYER, Role.DEPARTMENT, Role.SCHOOL, Role.PROVINCE)
STANDINGS: Final = [(initiator, status) for initiator, statuses in STATUSES_OF.items() for status in statuses]
STARTED: Final = [standing for standing in STANDINGS if standing[0] is Initiator.EMPLOYER]


@dataclass(frozen=True)
class Case:
    """One agreement in one situation, and who looks at it."""

    standing: tuple[Initiator, Status]
    role: Role
    level: AccessLevel
    deadline: timedelta
    """From now."""
    is_year_open: bool
    is_directed: bool
    is_set_up: bool
    """Whether the school's set-up, and its province's feature, are there."""
    is_slot_taken: bool
    is_ending: bool
    """Whether somebody has asked to end it already, where it is in force."""


CASES: Final = st.builds(
    Case,
    standing=st.sampled_from([*STANDINGS, *STARTED, (Initiator.EMPLOYER, Status.PENDING_GRADUATE)]),
    role=st.sampled_from(ACTING),
    level=st.sampled_from([AccessLevel.READ_WRITE, AccessLevel.READ_WRITE, AccessLevel.READ_ONLY]),
    deadline=st.sampled_from([timedelta(days=1), timedelta(days=1), timedelta(microseconds=1), timedelta(), -timedelta(days=1)]),
    is_year_open=st.sampled_from([True, True, True, False]),
    is_directed=st.sampled_from([False, False, True]),
    is_set_up=st.sampled_from([True, True, False]),
    is_slot_taken=st.sampled_from([False, False, True]),
    is_ending=st.sampled_from([False, True]),
)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def both(engine: Engine) -> AsyncIterator[Both]:
    """Yield both sides over a world of their own."""
    async with both_sides(engine) as both:
        yield both


async def made(both: Both, case: Case) -> Agreement:
    """Write the agreement of a case, of a graduation that is used for nothing else."""
    world = both.stage.world
    graduate = await another_graduation(world.graduate if case.is_set_up else world.far_graduate, next(both.numbers))
    if case.is_directed:
        await Graduate.filter(id=graduate.id).update(training_mode="2")
    initiator, status = case.standing
    if case.is_slot_taken and status in {Status.PENDING_GRADUATE, Status.EXPIRED}:
        await make_agreement(world, graduate=graduate, employer=world.other_employer, status=Status.PENDING_SCHOOL)
    deadline: dict[str, Any] = {"reply_deadline": NOW + case.deadline} if initiator is Initiator.EMPLOYER else {}
    agreement = await make_agreement(world, graduate=graduate, initiator=initiator, status=status, **deadline)
    if case.is_ending and status is Status.EFFECTIVE:
        await make_termination(agreement, RecordStatus.PENDING_SCHOOL)
    return agreement


def actor_of(both: Both, case: Case, agreement: Agreement) -> Actor:
    """Return the actor of the case, whose rows the agreement is among; only schools and departments have levels of their own."""
    levels = dict.fromkeys(Module, case.level)
    own: dict[str, Any] = {
        Role.GRADUATE: {"person_id": agreement.person_id},
        Role.EMPLOYER: {"employer_id": both.stage.world.employer.id},
        Role.DEPARTMENT: {"school_id": agreement.school_id, "department_id": agreement.department_id},
        Role.SCHOOL: {"school_id": agreement.school_id},
        Role.PROVINCE: {"province_code": agreement.province_code},
    }
    return both.stage.world.actor(case.role, **own[case.role], levels=levels)


@given(case=CASES)
async def test_what_is_offered_and_allowed_is_done_and_everything_else_is_refused(case: Case, both: Both) -> None:
    agreement = await made(both, case)
    await ClassYear.filter(year=OPEN_YEAR).update(state=ClassYearState.OPEN if case.is_year_open else ClassYearState.CLOSED)
    actor = actor_of(both, case, agreement)
    answer = await both.reads.ask(ACTIONS, actor, id=f"Agreement:{agreement.id}")
    if answer.data["node"] is None:
        assert case.role is Role.EMPLOYER, "only an employer does not see an agreement that it did not start"
        return
    told = {each["action"]: each for each in answer.data["node"]["availableActions"]}
    ctx = replace(both.stage.as_actor(actor), signals=NoSignals())
    for move in set(Move) - {Move.TERMINATE}:
        refused = await refusal_of(move_agreement(ctx, agreement.id, move, version=agreement.version, reason="原因"))
        check_told(told, move.name, refused, hidden={"MOVE_NOT_ALLOWED", "LEVEL_TOO_LOW"})
    refused = await refusal_of(asked_to_end(both, ctx, agreement))
    check_told(told, "TERMINATE", refused, hidden={"MOVE_NOT_ALLOWED", "LEVEL_TOO_LOW", "TERMINATION_ELSEWHERE"})


async def asked_to_end(both: Both, ctx: ActionContext, agreement: Agreement) -> None:
    """Ask that an agreement be terminated, as it was signed."""
    if agreement.initiator is Initiator.EMPLOYER:
        await request_termination(ctx, agreement.id, version=agreement.version, reason="原因")
    else:
        letter = await make_upload(both.stage.world.accounts[Role.GRADUATE], purpose=Purpose.LETTER)
        await submit_termination(ctx, RecordKind.AGREEMENT, agreement.id, letter.id, version=agreement.version, reason="原因")

"""What a supplement or a termination says can be done with it is what the act then does, for either party and whoever reviews."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Any, Final

import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st

from actions.context import ActionContext, NoSignals
from actions.record import move_record
from actions.termination import review_termination, submit_termination
from models import ClassYear, Supplement, Termination
from rules.acts import RecordKind
from rules.agreement import Initiator, Status
from rules.files import Purpose
from rules.gate import ClassYearState
from rules.record_terms import RecordMove, RecordStatus
from rules.roles import AccessLevel, Module, Role
from rules.supplement import SUPPLEMENT
from rules.termination import OPEN, TERMINATION
from tests.access.trying import Both, both_sides, check_told, refusal_of
from tests.actions.stage import another_graduation
from tests.endings import make_supplement, make_termination
from tests.engines import Engine
from tests.uploads import make_upload
from tests.world import OPEN_YEAR, make_agreement

ACTIONS: Final = "availableActions { action allowed reasons { code message } }"
DOCUMENT: Final = f"query($id: ID!) {{ node(id: $id) {{ ... on Supplement {{ {ACTIONS} }} ... on Termination {{ {ACTIONS} }} }} }}"
ACTING: Final = (Role.GRADUATE, Role.EMPLOYER, Role.DEPARTMENT, Role.SCHOOL, Role.PROVINCE)
HIDDEN: Final = {"MOVE_NOT_ALLOWED", "LEVEL_TOO_LOW"}


@dataclass(frozen=True)
class Case:
    """One record in one situation, and who looks at it."""

    of: tuple[RecordKind, RecordStatus]
    initiator: Initiator
    role: Role
    level: AccessLevel
    is_year_open: bool
    is_slot_taken: bool
    is_ending: bool


CASES: Final = st.builds(
    Case,
    of=st.sampled_from(
        [
            *((RecordKind.SUPPLEMENT, status) for status in SUPPLEMENT.statuses),
            *((RecordKind.TERMINATION, status) for status in (*TERMINATION.statuses, *OPEN, *OPEN)),
        ]
    ),
    initiator=st.sampled_from(Initiator),
    role=st.sampled_from(ACTING),
    level=st.sampled_from([AccessLevel.READ_WRITE, AccessLevel.READ_WRITE, AccessLevel.READ_ONLY]),
    is_year_open=st.sampled_from([True, True, True, False]),
    is_slot_taken=st.sampled_from([False, False, True]),
    is_ending=st.sampled_from([False, True]),
)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def both(engine: Engine) -> AsyncIterator[Both]:
    """Yield both sides over a world of their own."""
    async with both_sides(engine) as both:
        yield both


async def made(both: Both, case: Case) -> Supplement | Termination:
    """Write the record of a case, of a graduation that is used for nothing else."""
    world, (kind, status) = both.stage.world, case.of
    graduate = await another_graduation(world.graduate, next(both.numbers))
    if kind is RecordKind.TERMINATION:
        agreement = await make_agreement(world, graduate=graduate, status=Status.EFFECTIVE)
        return await make_termination(agreement, status, case.initiator)
    supplement = await make_supplement(graduate, status)
    if case.is_slot_taken and status not in SUPPLEMENT.slot_after:
        await make_agreement(world, graduate=graduate, status=Status.PENDING_SCHOOL)
    if case.is_ending and status is RecordStatus.APPROVED:
        await make_termination(supplement, RecordStatus.PENDING_SCHOOL)
    return supplement


@given(case=CASES)
async def test_what_is_offered_and_allowed_is_done_and_everything_else_is_refused(case: Case, both: Both) -> None:
    record = await made(both, case)
    await ClassYear.filter(year=OPEN_YEAR).update(state=ClassYearState.OPEN if case.is_year_open else ClassYearState.CLOSED)
    own: dict[str, Any] = {"department_id": record.department_id} if case.role is Role.DEPARTMENT else {}
    actor = both.stage.world.actor(case.role, levels=dict.fromkeys(Module, case.level), **own)
    answer = await both.reads.ask(DOCUMENT, actor, id=f"{type(record).__name__}:{record.id}")
    if case.role is Role.EMPLOYER and isinstance(record, Supplement):
        assert answer.data["node"] is None, "no employer is told of a paper agreement"
        return
    told = {each["action"]: each for each in answer.data["node"]["availableActions"]}
    ctx = replace(both.stage.as_actor(actor), signals=NoSignals())
    for move in set(RecordMove) - {RecordMove.TERMINATE}:
        check_told(told, move.name, await refusal_of(done(ctx, record, move)), hidden=HIDDEN)
    if isinstance(record, Supplement):
        letter = await make_upload(both.stage.world.accounts[Role.GRADUATE], purpose=Purpose.LETTER)
        asking = submit_termination(ctx, RecordKind.SUPPLEMENT, record.id, letter.id, version=record.version, reason="原因")
        check_told(told, "TERMINATE", await refusal_of(asking), hidden={*HIDDEN, "TERMINATION_ELSEWHERE"})


async def done(ctx: ActionContext, record: Supplement | Termination, move: RecordMove) -> None:
    """Make a move as its mutation does."""
    if isinstance(record, Termination) and move in {RecordMove.PASS, RecordMove.FAIL}:
        await review_termination(ctx, record.id, move, version=record.version, reason="原因")
    else:
        kind = RecordKind(type(record).__name__.upper())
        await move_record(ctx, kind, record.id, move, version=record.version, reason="原因")

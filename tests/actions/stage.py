"""What the tests of actions and jobs act on: a world, a clock that is set by hand, and signals that are listened to."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any, Final, TypeVar
from uuid import UUID

import pytest
from tortoise.backends.base.client import TransactionalDBClient
from tortoise.connection import get_connection

from actions.basics import confirm_basics
from actions.context import ActionContext, Dirty, Visitor, eight_random_digits
from actions.counters import RosterShift, shift_roster
from actions.roster_correction import correct_graduate
from auth.activation import ActivationCodes
from auth.actor import Actor
from auth.modules import Levels
from auth.networks import Origin
from auth.revocation import NOTHING, Gone
from jobs.recount import recount
from models import Agreement, Audit, Graduate
from models.database import CONNECTION
from models.record import ReviewedRecord
from rules.errors import RuleError
from rules.roles import Role
from tests.actions.hand_clock import HandClock
from tests.engines import everything_stored
from tests.world import NOW, ONCE_KEYS, SEAL, VAULT, World

R = TypeVar("R", bound=Exception)

CODES: Final = ActivationCodes(b"a key for tests, of 32 bytes...!", timedelta(days=14))

_ON_THE_ROSTER: Final = (
    "person_id",
    "school_id",
    "department_id",
    "province_code",
    "class_year",
    "name",
    "id_number_masked",
    "degree_code",
    "major_code",
    "major_name",
    "confirmed_at",
)


@dataclass
class HeardSignals:
    """Keeps what it was told, and insists on being told after the commit."""

    heard: list[Dirty] = field(default_factory=list)
    gone: Gone = NOTHING

    def changed(self, dirty: Sequence[Dirty]) -> None:
        assert not isinstance(get_connection(CONNECTION), TransactionalDBClient), "signalled inside the transaction"
        self.heard += dirty

    def revoked(self, gone: Gone) -> None:
        assert not isinstance(get_connection(CONNECTION), TransactionalDBClient), "signalled inside the transaction"
        self.gone |= gone


@dataclass
class Stage:
    """A world in the open database, and whom to act as in it."""

    world: World
    clock: HandClock = field(default_factory=HandClock)
    signals: HeardSignals = field(default_factory=HeardSignals)

    def as_role(self, role: Role, *, levels: Levels | None = None, **changes: Any) -> ActionContext:
        """Return the context of the role's account; see `World.actor`."""
        return self.as_actor(self.world.actor(role, levels=levels, **changes))

    def as_actor(self, actor: Actor, draw_digits: Callable[[], str] = eight_random_digits) -> ActionContext:
        return ActionContext(actor=actor, clock=self.clock, signals=self.signals, vault=VAULT, seal=SEAL, draw_digits=draw_digits)

    def once(self, role: Role, key: str, given: object = None, *, mutation: str = "anyMutation", **scope: Any) -> ActionContext:
        """Return the context of the role's account, whose act is done once under a key."""
        ctx = self.as_role(role, **scope)
        assert ctx.actor.account_id is not None
        return replace(ctx, once=ONCE_KEYS.once(ctx.actor.account_id, key, mutation, given))

    def visitor(self, address: str | None = "192.0.2.1") -> Visitor:
        """Return the context of somebody without an account."""
        return Visitor(clock=self.clock, signals=self.signals, vault=VAULT, seal=SEAL, origin=Origin(address))

    @asynccontextmanager
    async def refuses(self, refusal: type[R]) -> AsyncIterator[pytest.ExceptionInfo[R]]:
        """Expect the refusal, and that it wrote and signalled nothing."""
        async with self.leaves_no_trace():
            with pytest.raises(refusal) as refused:
                yield refused

    @asynccontextmanager
    async def leaves_no_trace(self) -> AsyncIterator[None]:
        """Expect that nothing is written and nothing signalled."""
        before, heard, gone = await everything_stored(), list(self.signals.heard), self.signals.gone
        yield
        assert await everything_stored() == before
        assert (self.signals.heard, self.signals.gone) == (heard, gone)


async def another_graduation(graduate: Graduate, number: int, **more: Any) -> Graduate:
    """Put the graduate on the roster once more, as if of another exam number; it is counted, and its destination is free."""
    columns = {column: getattr(graduate, column) for column in _ON_THE_ROSTER}
    again = await Graduate.create(exam_number=f"again-{number}", **{**columns, **more})
    await shift_roster(again.school_id, again.class_year, RosterShift.of([again]), NOW)
    return again


async def let_confirm(stage: Stage, graduate_id: UUID, number: int, *, is_confirmed: bool) -> None:
    """Let the graduate confirm its basic data, or the school correct them, unless they are so; no two corrections have one number."""
    graduate = await Graduate.get(id=graduate_id)
    if is_confirmed and graduate.confirmed_at is None:
        await confirm_basics(stage.as_role(Role.GRADUATE), graduate.id, version=graduate.version)
    elif not is_confirmed and graduate.confirmed_at is not None:
        changes = {"majorDirection": f"方向{number}"}
        await correct_graduate(stage.as_role(Role.SCHOOL), graduate.id, version=graduate.version, changes=changes)


async def acts_on(record: Agreement | ReviewedRecord) -> list[tuple[str, str | None, str | None]]:
    """Return what the audit says was done to the record, in order: act, status before, status after."""
    return [(act.action, act.status_before, act.status_after) for act in await Audit.filter(record_id=str(record.id)).order_by("id")]


async def assert_counted() -> None:
    """Assert that the counters say exactly what there is."""
    drift = await recount()
    assert not drift, drift


def text_of(refusal: RuleError) -> tuple[type[RuleError], str]:
    """Return all that a client can learn from a refusal."""
    return type(refusal), str(refusal)

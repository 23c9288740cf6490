"""What can be reviewed many at once (批量审核): one entry a kind of record, which says how it is found and how one of it is decided."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol
from uuid import UUID

from tortoise.models import Model

from actions import agreement, record
from actions.context import ActionContext
from actions.facts import read_review_facts
from actions.flow_in import flowing
from actions.record_kinds import KINDS
from actions.steps import Step
from actions.termination import TerminationStep
from auth.scope import Rows
from models import Agreement
from rules.acts import RecordKind
from rules.agreement import Move
from rules.gate import MODULE_OF
from rules.guards import Facts
from rules.lives import LIVES
from rules.record_terms import RecordMove
from rules.roles import Module


class ReviewStep(Step, Protocol):
    """The step that a review is."""

    @property
    def record_id(self) -> UUID: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One kind of record as bulk reviews need it. Its records have `id`, `graduate_id`, `school_id` and `class_year`."""

    model: type[Model]
    rows: Rows
    module: Module
    given: str
    """The GraphQL name of the list of them."""
    named: str
    """What users call some of them, with the word they are counted by."""
    facts: Callable[[Sequence[Any], datetime, str | None], Awaitable[Mapping[UUID, Facts]]]
    """Returns, by record, what the guards of a review ask about."""
    decide: Callable[[ActionContext, Any, RecordMove, Facts, int], Awaitable[ReviewStep]]
    """Returns the step that a review of a record, seen at a version, is by the rules. Raises RuleError where they allow none."""


async def _decide_agreement(ctx: ActionContext, one: Agreement, move: RecordMove, facts: Facts, version: int) -> ReviewStep:
    return agreement.flowing(ctx.actor, await agreement.decide_of(ctx, one, Move(move), facts, version))


def _of(kind: RecordKind, given: str, named: str) -> Subject:
    """Return how records of a kind are reviewed that have one life (`rules.lives`)."""

    async def facts(records: Sequence[Any], now: datetime, reason: str | None) -> Mapping[UUID, Facts]:
        return await record.read_record_facts(kind, records, now, reason)

    async def decide(ctx: ActionContext, one: Any, move: RecordMove, facts: Facts, version: int) -> ReviewStep:
        step = record.decide_of(ctx, kind, one, move, facts, version)
        return TerminationStep(step) if kind is RecordKind.TERMINATION else flowing(ctx.actor, step)

    of_kind, module = KINDS[kind], MODULE_OF[LIVES[kind].feature]
    return Subject(model=of_kind.model, rows=of_kind.rows, module=module, given=given, named=named, facts=facts, decide=decide)


SUBJECTS: Final[Mapping[RecordKind, Subject]] = {
    RecordKind.AGREEMENT: Subject(
        model=Agreement,
        rows=Rows.AGREEMENT,
        module=Module.EMPLOYMENT,
        given="agreements",
        named="份不同的协议",
        facts=read_review_facts,
        decide=_decide_agreement,
    ),
    RecordKind.SUPPLEMENT: _of(RecordKind.SUPPLEMENT, "supplements", "份不同的补登"),
    RecordKind.TERMINATION: _of(RecordKind.TERMINATION, "terminations", "份不同的解约申请"),
    RecordKind.REGISTRATION: _of(RecordKind.REGISTRATION, "registrations", "份不同的去向登记"),
    RecordKind.ARCHIVE: _of(RecordKind.ARCHIVE, "archives", "份不同的档案转递信息"),
    RecordKind.HUKOU: _of(RecordKind.HUKOU, "hukous", "份不同的户口迁移信息"),
}
"""Kind of record -> how many of it are reviewed at once."""

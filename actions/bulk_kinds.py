"""What can be reviewed many at once (批量审核): one entry a kind of record, which says how it is found and how one of it is decided."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol
from uuid import UUID

from tortoise.models import Model

from actions import agreement
from actions.context import ActionContext
from actions.facts import read_review_facts
from actions.steps import Step
from auth.scope import Rows
from models import Agreement
from rules.acts import RecordKind
from rules.agreement import Move
from rules.guards import Facts
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


async def _decide_agreement(ctx: ActionContext, record: Agreement, move: RecordMove, facts: Facts, version: int) -> ReviewStep:
    return await agreement.decide_of(ctx, record, Move(move), facts, version)


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
}
"""Kind of record -> how many of it are reviewed at once."""

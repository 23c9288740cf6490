"""Reviews (审核), whatever is reviewed: what is decided, and how many are decided at once (批量审核)."""

from collections.abc import Sequence
from enum import Enum
from typing import Any, Protocol, TypeVar

import strawberry

from actions.bulk_review import Seen, review_many
from resolvers.context import Info, key_of, located
from rules.acts import RecordKind
from rules.agreement import MOST_REVIEWED_AT_ONCE
from rules.record_terms import RecordMove
from schema.errors import UserError, user_error


@strawberry.enum(description="What a review decides (审核结果).")
class ReviewDecision(Enum):
    """Decisions of a review."""

    PASS = strawberry.enum_value("PASS", description="It passes (通过).")
    FAIL = strawberry.enum_value("FAIL", description="It fails (不通过); an agreement that is signed online must be started again.")


MOVES = {ReviewDecision.PASS: RecordMove.PASS, ReviewDecision.FAIL: RecordMove.FAIL}
EACH_ONCE = f"1 to {MOST_REVIEWED_AT_ONCE}, each once."


@strawberry.input(description="One decision on many records.")
class BulkReviewInput:
    """What every bulk review is given beside the records."""

    decision: ReviewDecision = strawberry.field(description="What you decide (审核结果).")
    reason: str | None = strawberry.field(default=None, description="Why (原因), at most 500 characters; needed where they fail.")


@strawberry.type(description="What became of one record of a bulk review (批量审核).")
class BulkReviewResult:
    """What is told of each record beside the record itself."""

    id: strawberry.ID = strawberry.field(description="Which record, as it was given.")
    user_errors: list[UserError] = strawberry.field(default_factory=list, description="Why it was refused (原因); empty where it was done.")


@strawberry.type(description="What became of a bulk review (批量审核).")
class BulkReviewPayload:
    """What every bulk review tells beside its results."""

    user_errors: list[UserError] = strawberry.field(
        default_factory=list, description="Why nothing was decided at all; what one record was refused for is in its result."
    )


def results(of: str) -> Any:
    """Return the field of the results of a bulk review."""
    return strawberry.field(default_factory=list, description=f"One for each {of}, in the order given.")


R = TypeVar("R", bound=BulkReviewResult)


class Given(Protocol):
    """A record as a client saw it."""

    id: strawberry.ID
    version: int


async def review_all(
    info: Info, kind: RecordKind, of_type: type, given: Sequence[Given], input: BulkReviewInput, result: type[R], name: str
) -> list[R]:
    """Review many records of a kind; return what became of each, in the order given. Raises RuleError, BadUserInput.

    `result` is the type of the results, and `name` the field of it that holds the record.
    """
    seen = [Seen(key_of(of_type, each.id), each.version) for each in given]
    reviewed = await review_many(info.context.acting, kind, seen, MOVES[input.decision], input.reason)
    told: list[R] = []
    for one, each in zip(given, reviewed, strict=True):
        became: dict[str, Any] = {"user_errors": [user_error(each.refusal)]} if each.refusal else {name: located(of_type, each.id)}
        told.append(result(id=one.id, **became))
    return told

"""Household registrations (户口迁移): registering where they go (guide section 6)."""

from dataclasses import asdict, replace
from typing import Any
from uuid import UUID

from actions import transfer
from actions.context import ActionContext
from rules.acts import RecordKind
from rules.errors import Refusals
from rules.hukou import DESTINATION, HukouEntry, hukou_problems


def hukou_columns(entry: HukouEntry) -> dict[str, Any]:
    """Return the columns that a form fills. Raises Refusals with all that is wrong with it."""
    texts, problems = transfer.read_texts(DESTINATION, entry)
    read = replace(entry, **texts)  # type: ignore[arg-type]  # Every text may be None.
    named = {problem.field for problem in problems}
    problems += [problem for problem in hukou_problems(read) if problem.field not in named]
    if problems:
        raise Refusals(problems)
    return asdict(read)


async def submit_hukou(ctx: ActionContext, graduate_id: UUID, entry: HukouEntry) -> UUID:
    """Submit where the registration of one of the actor's graduations goes (登记户口迁移信息); see `actions.transfer.submit`."""
    return await transfer.submit(ctx, RecordKind.HUKOU, graduate_id, lambda _: hukou_columns(entry))


async def register_hukou(ctx: ActionContext, graduate_id: UUID, entry: HukouEntry) -> UUID:
    """Register it for a graduate of the acting school; see `actions.transfer.register`."""
    return await transfer.register(ctx, RecordKind.HUKOU, graduate_id, lambda _: hukou_columns(entry))


async def resubmit_hukou(ctx: ActionContext, record_id: UUID, entry: HukouEntry, *, version: int) -> UUID:
    """Change what was rejected and submit it once more; see `actions.transfer.resubmit`."""
    return await transfer.resubmit(ctx, RecordKind.HUKOU, record_id, lambda _: hukou_columns(entry), version=version)

"""One import of a roster, live: how it stands now, then after each change, until it is over."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Annotated
from uuid import UUID

import strawberry

from planner.bindings import BINDING, Lookup
from planner.ids import parse_id_of
from rules.acts import RecordKind
from schema.roster_import import RosterImport
from subscriptions.context import Info
from subscriptions.hub import OneJob
from subscriptions.versions import IMPORTS, is_under_way

Id = Annotated[strawberry.ID, strawberry.argument(description="Which import (名册导入).")]


@strawberry.type
class RosterImportSubscription:
    """Subscriptions to imports."""

    @strawberry.subscription(  # type: ignore[untyped-decorator]
        description="An import of a roster (名册导入): how it stands, then after each change, at most five times a second, until it "
        "is over. Null, and over at once, where it is not among the rows you may see.",
        metadata={BINDING: Lookup(IMPORTS.name)},
    )
    async def roster_import(self, info: Info, id: Id) -> AsyncGenerator[RosterImport | None, None]:
        """Yield whenever an answer is due; the answer itself is read by the planner, under the subscriber's own access."""
        request, watched = (
            info.context,
            OneJob(RecordKind.ROSTER_IMPORT, UUID(str(parse_id_of(id, [IMPORTS.name], {IMPORTS.name: IMPORTS})))),
        )
        async with aclosing(request.hub.watch(watched)) as due:
            async for _ in due:
                # Asked before the answer is read: what is over then is shown as over.
                goes_on = await is_under_way(request.database, watched, request.actor)
                yield None
                if not goes_on:
                    return

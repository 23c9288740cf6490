"""One download, live: how it stands now, then after each change, until it is over."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Annotated
from uuid import UUID

import strawberry

from planner.bindings import BINDING, Lookup
from planner.ids import parse_id_of
from rules.acts import RecordKind
from schema.download import Download
from subscriptions.context import Info
from subscriptions.hub import OneJob
from subscriptions.versions import DOWNLOADS, is_under_way

Id = Annotated[strawberry.ID, strawberry.argument(description="Which download (下载).")]


@strawberry.type
class DownloadSubscription:
    """Subscriptions to downloads."""

    @strawberry.subscription(  # type: ignore[untyped-decorator]
        description="A download of yours (下载): how it stands, then after each change, at most five times a second, until it is over. "
        "Null, and over at once, where it is not yours.",
        metadata={BINDING: Lookup(DOWNLOADS.name)},
    )
    async def download(self, info: Info, id: Id) -> AsyncGenerator[Download | None, None]:
        """Yield whenever an answer is due; the answer itself is read by the planner, under the subscriber's own access."""
        key = UUID(str(parse_id_of(id, [DOWNLOADS.name], {DOWNLOADS.name: DOWNLOADS})))
        request, watched = info.context, OneJob(RecordKind.DOWNLOAD, key)
        async with aclosing(request.hub.watch(watched)) as due:
            async for _ in due:
                # Asked before the answer is read: what is over then is shown as over.
                goes_on = await is_under_way(request.database, watched, request.actor)
                yield None
                if not goes_on:
                    return

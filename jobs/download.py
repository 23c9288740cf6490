"""Makes the files of downloads (下载), one at a time in a process, until there is none to make that nobody has.

A file is made in a folder that goes with the process, and is kept only when it is whole: whoever takes a download up after a crash
begins it anew. All its rows are one picture of the database; rights are those of the moment, asked for again with every portion.
"""

import asyncio
import errno
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from hashlib import file_digest
from pathlib import Path
from typing import Any, Final, TypeVar
from uuid import UUID

from graphql import GraphQLSchema
from tortoise.expressions import F

from actions.context import ActionContext
from actions.download import end_download, give_up, owner_of, progress_of
from actions.upload import claim, remove_content
from auth.accounts import actor_of
from auth.actor import SCOPE_KEYS, Actor
from auth.modules import Profile
from auth.scope import Scope
from auth.vault import SealBroken
from jobs.leases import Leases
from jobs.worker import Work, Worker
from models import Download
from planner.databases import Database, Snapshots
from planner.limits import MAX_LONG_PAGE
from rules.download import (
    BROKEN_OFF,
    LEASE,
    MOST_TRIES,
    NO_ROOM,
    RIGHTS_CHANGED,
    DownloadFormat,
    DownloadState,
    too_many_rows,
)
from rules.leases import LeaseTerms
from schema.downloads.asking import Wanted
from schema.downloads.cells import local_text
from schema.downloads.notes import filter_in_words, order_in_words
from schema.downloads.reading import ListReader, RightsChanged
from storage.blobs import Blobs, StorageFull
from storage.drafts import draft_folder
from storage.tables import CsvFile, Note, TableFile, XlsxFile

WORK: Final = "download"
"""What is rung for."""
TERMS: Final = LeaseTerms(LEASE, MOST_TRIES)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Means:
    """What it takes to make files."""

    schema: GraphQLSchema
    database: Snapshots
    blobs: Blobs
    most_rows: int
    keep_for: timedelta
    """How long a file can be got."""
    rows_together: int = MAX_LONG_PAGE
    drafts: Path | None = None
    """Where files are made; None = where the system has what is temporary."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The context of a read in somebody's name."""

    profile: Profile
    scope: Scope
    database: Database

    async def search(self, secrets: int) -> None:
        """Count nothing: identity numbers that are looked for were counted when the download was asked for."""


class Lost(Exception):
    """Somebody else has taken the download up meanwhile, or it is over: whoever had it stops, and leaves nothing."""


class Failed(Exception):
    """There will be no file; the text is the Chinese sentence for whoever asked."""


class Cancelled(Exception):
    """It was asked to end."""


class Making:
    """One download in the hands of one holder."""

    def __init__(self, ctx: ActionContext, means: Means, job: Download, holder: UUID, stopping: asyncio.Event) -> None:
        self._ctx = ctx
        self._means = means
        self._job = job
        self._holder = holder
        self._stopping = stopping

    async def run(self) -> None:
        """Make the file, or say why there is none; where this process is to stop, leave it as it is for the next."""
        try:
            await self._make()
        except Lost:
            return
        except Cancelled:
            await self._end(DownloadState.CANCELLED)
        except Failed as failed:
            await self._end(DownloadState.FAILED, failure=str(failed))

    async def _make(self) -> None:
        actor = await self._actor()
        self._ctx = replace(self._ctx, actor=replace(actor, address=self._job.address), once=None)
        try:
            wanted = Wanted.loaded(self._ctx.vault.open_file(bytes(self._job.wanted)))
        except SealBroken:
            raise Failed(BROKEN_OFF) from None
        try:
            with draft_folder(self._means.drafts) as folder:
                file = folder / "table"
                if await self._write(ListReader(self._means.schema, wanted, self._means.rows_together), actor, file, wanted):
                    await self._keep(file)
        except StorageFull:
            raise Failed(NO_ROOM) from None
        except OSError as error:
            if error.errno in {errno.ENOSPC, errno.EDQUOT}:
                raise Failed(NO_ROOM) from None
            raise

    async def _actor(self) -> Actor:
        """Return who asks, with the rights of this moment. Raises Failed where the account lets nobody in any more."""
        actor = await actor_of(self._job.account_id)
        if actor is None:
            raise Failed(RIGHTS_CHANGED)
        return actor

    async def _write(self, reader: ListReader, begun: Actor, path: Path, wanted: Wanted) -> bool:
        """Write the rows and make the file whole; return False where this process is to stop before that."""
        headings = [column.heading for column in reader.columns]
        with await asyncio.to_thread(self._begin, path, headings) as file:
            async with self._means.database.snapshot() as seen:
                while True:
                    rows = await self._read(reader, begun, seen)
                    if reader.total > self._means.most_rows:
                        raise Failed(too_many_rows(reader.total, self._means.most_rows))
                    if not rows:
                        break
                    await asyncio.to_thread(file.write, rows)
                    await self._hold(row_total=reader.total, row_count=F("row_count") + len(rows))
                    if self._stopping.is_set():
                        return False
            notes = await self._notes(wanted, reader.total)
            await self._meanwhile(partial(file.finish, notes))
        return True

    def _begin(self, path: Path, headings: list[str]) -> TableFile:
        if self._job.format is DownloadFormat.CSV:
            return CsvFile(path, headings)
        return XlsxFile(path, headings, title=self._job.title, folder=path.parent)

    async def _read(self, reader: ListReader, begun: Actor, seen: Database) -> list[Any]:
        """Return the next rows, read with the rights of this moment and over the rows of whoever began."""
        actor = await self._actor()
        if any(getattr(actor, key) != getattr(begun, key) for key in SCOPE_KEYS[begun.role]) or actor.role is not begun.role:
            raise Failed(RIGHTS_CHANGED)
        context = Reading(Profile.of(actor), Scope(actor, self._ctx.clock.now, self._ctx.vault.index), seen)
        try:
            return await reader.read(context)
        except RightsChanged:
            raise Failed(RIGHTS_CHANGED) from None

    async def _notes(self, wanted: Wanted, total: int) -> list[Note]:
        owner = await owner_of(self._job)
        return [
            ("列表", self._job.title),
            ("筛选条件", filter_in_words(self._means.schema, wanted)),
            ("排序", order_in_words(self._means.schema, wanted)),
            ("行数", str(total)),
            ("下载账号", owner.username),
            ("数据时间", local_text(self._ctx.clock.now())),
            ("说明", "身份证号已隐去部分数字。下载的数据仅限本单位按规定使用，请妥善保管。"),
        ]

    async def _hold(self, **columns: Any) -> None:
        """Say that the download is held still, and how far it is. Raises Lost, and Cancelled where it was asked to end."""
        now = self._ctx.clock.now()
        mine = Download.filter(id=self._job.id, lease_holder=self._holder, state=DownloadState.RUNNING)
        if not await mine.update(lease_until=now + LEASE, version=F("version") + 1, updated_at=now, **columns):
            raise Lost
        self._job = await Download.get(id=self._job.id)
        self._ctx.signals.changed([progress_of(self._job)])
        if self._job.cancel_requested_at is not None:
            raise Cancelled

    async def _meanwhile(self, work: Callable[[], T]) -> T:
        """Return what work in a thread gives; while it lasts, the download is held."""
        task = asyncio.ensure_future(asyncio.to_thread(work))
        try:
            while not (await asyncio.wait({task}, timeout=LEASE.total_seconds() / 3))[0]:
                await self._hold()
        finally:
            # Nothing is taken from under a thread that is at work.
            await asyncio.wait({task})
        return task.result()

    async def _keep(self, file: Path) -> None:
        """Keep the whole file and say that it is there; a file that came too late goes again."""
        digest, size = await self._meanwhile(partial(_content_of, file))
        claimed = self._ctx.clock.now()
        await claim(digest, claimed)
        storing = asyncio.ensure_future(self._means.blobs.put_file(digest, file))
        try:
            while not (await asyncio.wait({storing}, timeout=LEASE.total_seconds() / 3))[0]:
                await self._hold()
            storing.result()
            kept = await self._end(DownloadState.DONE, content=(digest, size))
        except BaseException:
            await asyncio.wait({storing})
            await remove_content(digest, claimed, self._means.blobs)
            raise
        if not kept:
            await remove_content(digest, claimed, self._means.blobs)

    async def _end(self, state: DownloadState, **how: Any) -> bool:
        """End the download; return whether it has a file now."""
        ended = await end_download(self._ctx, self._job, state, holder=self._holder, keep_for=self._means.keep_for, **how)
        return ended and await Download.exists(id=self._job.id, state=DownloadState.DONE)


def _content_of(file: Path) -> tuple[str, int]:
    """Return a file's hash and size."""
    with file.open("rb") as content:
        return file_digest(content, "sha256").hexdigest(), file.stat().st_size


class Downloader(Worker[Download]):
    """What makes files in this process."""

    def __init__(self, ctx: ActionContext, means: Means) -> None:
        """`ctx` is the clock's; what is read is read in the name of who asked for it."""

        async def do(held: Download, holder: UUID, stopping: asyncio.Event) -> None:
            # A second try begins the file anew.
            await Download.filter(id=held.id, lease_holder=holder).update(row_count=0)
            await Making(ctx, means, held, holder, stopping).run()

        super().__init__(ctx, Work(WORK, Leases(Download, TERMS, partial(give_up, ctx)), do, progress_of))

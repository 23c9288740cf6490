"""Downloads of lists (下载): asking for one, cancelling it, and what is said of one that is over. A job makes the file."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from tortoise.expressions import F

from actions.access import find_in_scope
from actions.context import ActionContext, Dirty
from actions.once import done_once
from actions.trail import Act
from actions.transaction import one_transaction, whole_action_retried
from auth.scope import Rows
from models import Account, Download
from rules.acts import ActName, RecordKind
from rules.download import BROKEN_OFF, MOST_UNDER_WAY, UNDER_WAY, DownloadFormat, DownloadState
from rules.download_errors import DownloadOver, DownloadsUnderWay


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be downloaded, as it was held against the schema and the asker's access."""

    list: str
    title: str
    format: DownloadFormat
    wanted: bytes
    """As `schema.downloads.asking.Wanted` dumps it."""
    file_name: str


@whole_action_retried
@done_once
async def request_download(ctx: ActionContext, prepare: Callable[[], Awaitable[Request]]) -> UUID:
    """Ask for a file of a list; return the download's id. A job makes it then.

    `prepare` holds what is wanted against the schema and the asker's access, and raises what it will; it is not asked where the act was
    done before. Raises DownloadsUnderWay where the account has as many under way as one may.
    """
    now, request = ctx.clock.now(), await prepare()
    job = Download(
        account_id=ctx.actor.account_id,
        address=ctx.actor.address,
        list=request.list,
        title=request.title,
        format=request.format,
        wanted=ctx.vault.seal_file(request.wanted),
        file_name=request.file_name,
        created_at=now,
    )
    async with one_transaction(ctx, now) as trail:
        # The account's row is held while its downloads are counted: of several requests at once none is overlooked.
        account = await Account.filter(id=ctx.actor.account_id).select_for_update(no_key=True).get()
        if await Download.filter(account_id=account.id, state__in=UNDER_WAY).count() >= MOST_UNDER_WAY:
            raise DownloadsUnderWay(MOST_UNDER_WAY)
        await job.save(force_create=True)
        await trail.record(download_act(job, account, ActName.DOWNLOAD_REQUEST, reason=request.title))
        return trail.returns(job.id)


@whole_action_retried
@done_once
async def cancel_download(ctx: ActionContext, download_id: UUID) -> UUID:
    """Cancel a download of the actor's own; return its id. One that is being made ends before its next rows, and leaves nothing.

    No version is asked for: it rises with all progress. To cancel again changes nothing. Raises NotFound, DownloadOver.
    """
    now = ctx.clock.now()
    job = await find_in_scope(Download, Rows.DOWNLOAD, download_id, ctx.actor)
    async with one_transaction(ctx, now) as trail:
        held = await Download.filter(id=job.id).select_for_update(no_key=True).get()
        if held.state not in UNDER_WAY:
            raise DownloadOver
        if held.cancel_requested_at is not None:
            return trail.returns(job.id)
        ended = {"state": DownloadState.CANCELLED, "finished_at": now} if held.state is DownloadState.QUEUED else {}
        await Download.filter(id=job.id).update(cancel_requested_at=now, version=held.version + 1, updated_at=now, **ended)
        await trail.record(download_act(held, await owner_of(held), ActName.DOWNLOAD_CANCEL, reason=held.title))
        return trail.returns(job.id)


@whole_action_retried
async def end_download(
    ctx: ActionContext,
    job: Download,
    state: DownloadState,
    *,
    holder: UUID | None,
    failure: str | None = None,
    content: tuple[str, int] | None = None,
    keep_for: timedelta = timedelta(),
) -> bool:
    """End a download that `holder` has, or that nobody has and is as it was read; return False where that is not so any more.

    `content` is the file's hash and size, where there is one. Where it was asked to be cancelled, it is, and has no file.
    """
    now = ctx.clock.now()
    same = Download.filter(id=job.id, version=job.version)
    mine = Download.filter(id=job.id, state=DownloadState.RUNNING, lease_holder=holder) if holder is not None else same
    async with one_transaction(ctx, now) as trail:
        if not await mine.update(version=F("version") + 1, updated_at=now):
            return False
        held = await Download.get(id=job.id)
        if held.cancel_requested_at is not None:
            state, failure, content = DownloadState.CANCELLED, None, None
        told = _found(held, content, now + keep_for) if content is not None else {}
        over = {"state": state, "finished_at": now, "lease_holder": None, "lease_until": None, "failure": failure}
        await Download.filter(id=job.id).update(**over, **told)
        await trail.record(download_act(held, await owner_of(held), ActName.DOWNLOAD_END, reason=failure or _summary(held, state)))
    return True


async def give_up(ctx: ActionContext, found: Download) -> bool:
    """End as failed a download that a fault stopped each time that it was tried, unless it has changed since it was read."""
    await end_download(ctx, found, DownloadState.FAILED, holder=None, failure=BROKEN_OFF)
    return True


@whole_action_retried
async def note_fetched(ctx: ActionContext, job: Download) -> None:
    """Enter into the audit that the actor gets a file: it is a read, and one that takes many rows out of the house."""
    async with one_transaction(ctx, ctx.clock.now()) as trail:
        await trail.record(download_act(job, await owner_of(job), ActName.DOWNLOAD_FETCH, reason=job.file_name, is_read=True))


def _found(job: Download, content: tuple[str, int], expires_at: datetime) -> dict[str, object]:
    digest, size = content
    return {"content_id": digest, "size": size, "path": f"/downloads/{job.id}", "expires_at": expires_at}


def _summary(job: Download, state: DownloadState) -> str:
    return f"{job.title}：{job.row_count}行" if state is DownloadState.DONE else "已取消"


async def owner_of(job: Download) -> Account:
    """Return whose a download is."""
    return await Account.get(id=job.account_id)


def download_act(job: Download, owner: Account, name: ActName, *, reason: str | None = None, is_read: bool = False) -> Act:
    """Return what the trail says of something done to a download; whose audit it is entered in goes by who asked for it."""
    return Act(
        name=name,
        kind=RecordKind.DOWNLOAD,
        record_id=job.id,
        province_code=owner.province_code,
        school_id=owner.school_id,
        reason=reason,
        account_role=owner.role,
        is_read=is_read,
    )


def progress_of(job: Download) -> Dirty:
    """Return the key by which live views know that a download has come further."""
    return Dirty(RecordKind.DOWNLOAD, str(job.id), None, None, None)

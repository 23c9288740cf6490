"""Uploads: a file is kept for whoever sent it, and then attached to the record that it belongs to, or read as a roster."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final
from uuid import UUID

from tortoise.exceptions import IntegrityError
from tortoise.expressions import Subquery
from tortoise.transactions import in_transaction

from actions.context import ActionContext
from actions.reports import OfGraduate
from actions.transaction import whole_action_retried
from actions.unique import TryAgain
from auth.files import UPLOADING
from auth.modules import Profile
from auth.vault import SEALED_BYTES, IdentityVault
from models import RosterImport, StoredContent, Upload
from rules.acts import RecordKind
from rules.errors import LevelTooLow, NotFound
from rules.files import CLAIM, KEPT_UNATTACHED, MediaType, Purpose, clean_name
from storage.blobs import Blobs

PORTION: Final = 500
"""Rows removed by one statement, so that nobody waits long for their locks."""


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A file that was looked through (`storage.examiner`), or is a roster: nothing of it is believed but its name, which is cleaned."""

    purpose: Purpose
    media_type: MediaType
    name: str | None
    content: bytes


async def claim(digest: str, now: datetime) -> None:
    """Say that a content is about to be stored and named: nobody removes it meanwhile, though nothing names it."""
    await StoredContent.bulk_create(
        [StoredContent(sha256=digest, claimed_at=now, created_at=now)], on_conflict=("sha256",), update_fields=("claimed_at", "updated_at")
    )


@whole_action_retried
async def keep_upload(ctx: ActionContext, blobs: Blobs, file: ReceivedFile) -> Upload:
    """Keep a file for the actor, attached to nothing yet, and return its row. It is no act on a record, so no audit tells of it.

    The content is claimed first, then stored, then named: whoever removes what nothing names leaves what is claimed, and the row
    can only name what is there (its foreign key). A roster is sealed, so that no identity number is stored in the clear.
    Raises LevelTooLow, StorageFull.
    """
    now = ctx.clock.now()
    requirement = UPLOADING[file.purpose]
    if Profile.of(ctx.actor).refusal([requirement]) is not None:
        raise LevelTooLow(*requirement.any_of)
    content, digest = await asyncio.to_thread(_stored_form, file, ctx.vault)
    await claim(digest, now)
    await blobs.put(digest, content)
    upload = Upload(
        account_id=ctx.actor.account_id,
        purpose=file.purpose,
        content_id=digest,
        size=len(file.content),
        media_type=file.media_type,
        file_name=clean_name(file.name, file.purpose, file.media_type),
        created_at=now,
    )
    try:
        await upload.save(force_create=True)
    except IntegrityError as error:
        # Storing it took longer than a claim holds, so it was removed again meanwhile.
        if not await StoredContent.exists(sha256=digest):
            raise TryAgain("the content was removed") from error
        raise
    return upload


def _stored_form(file: ReceivedFile, vault: IdentityVault) -> tuple[bytes, str]:
    """Return what is stored of a file, and its hash."""
    content = vault.seal_file(file.content) if file.purpose is Purpose.ROSTER else file.content
    return content, sha256(content).hexdigest()


async def roster_content(upload: Upload, blobs: Blobs, vault: IdentityVault) -> bytes:
    """Return a roster as it was sent. Raises FileNotFoundError, OSError, and SealBroken where it was sealed under another key."""
    sealed = await blobs.get(upload.content_id, 0, upload.size + SEALED_BYTES)
    return await asyncio.to_thread(vault.open_file, sealed)


async def attach_upload(ctx: ActionContext, upload_id: UUID, kind: RecordKind, record: OfGraduate, purpose: Purpose = Purpose.SCAN) -> None:
    """Attach an upload of the actor's account to a record, for ever; call inside the transaction of what it is attached for.

    It takes the record's scope, with its employer where records of the kind have one: it is seen by whoever sees the record.

    Of several that attach one upload at once exactly one does. Raises NotFound where it is attached already, another account's, of
    another purpose, removed or never was: nobody can tell these apart.
    """
    mine = Upload.filter(id=upload_id, record_id__isnull=True, account_id=ctx.actor.account_id, purpose=purpose)
    attached = await mine.update(
        record_kind=kind,
        record_id=record.id,
        school_id=record.school_id,
        province_code=record.province_code,
        department_id=record.department_id,
        person_id=record.person_id,
        employer_id=getattr(record, "employer_id", None),
        updated_at=ctx.clock.now(),
    )
    if attached != 1:
        raise NotFound


async def remove_unattached(now: datetime) -> int:
    """Remove uploads that have waited too long for a record; return how many. Whoever attaches one at this moment finds it or does not."""
    imported = RosterImport.filter(upload_id__isnull=False).values("upload_id")
    due = Upload.filter(record_id__isnull=True, id__not_in=Subquery(imported), created_at__lte=now - KEPT_UNATTACHED)
    removed = 0
    while keys := await due.limit(PORTION).values_list("id", flat=True):
        removed += await due.filter(id__in=keys).delete()
    return removed


async def remove_unnamed(now: datetime, blobs: Blobs) -> int:
    """Remove contents that no upload names and nobody is about to name; return how many. Raises OSError where storage fails.

    Each goes in a transaction that removes its row first: whoever uploads the same content waits there until both are gone, and
    then stores it anew. If this process dies between the two, the row is still there, and is removed next time.
    """
    unclaimed = StoredContent.filter(claimed_at__lte=now - CLAIM, uploads__id__isnull=True, downloads__id__isnull=True)
    return sum([await remove_content(row.sha256, now - CLAIM, blobs) for row in await unclaimed])


async def remove_content(digest: str, claimed_until: datetime, blobs: Blobs) -> bool:
    """Remove a content that nothing names and nobody has claimed after a moment; return whether it was. Raises OSError."""
    # Whoever has named it since it was looked for holds it by a foreign key.
    with suppress(IntegrityError):
        async with in_transaction():
            if await StoredContent.filter(sha256=digest, claimed_at__lte=claimed_until).delete():
                await blobs.remove(digest)
                return True
    return False

"""Who may upload what, and whose files one may get: the one table of both."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from auth.actor import Actor
from auth.modules import Requirement
from auth.scope import Rows, row_filter
from models import Upload
from rules.files import Purpose
from rules.roles import AccessLevel, Module, Role

UPLOADING: Final[Mapping[Purpose, Requirement]] = {
    # Either party of a paper agreement may send it in (domain 2.5); staff review what they are sent.
    Purpose.SCAN: Requirement((Module.EMPLOYMENT,), AccessLevel.READ_WRITE, (Role.GRADUATE, Role.EMPLOYER)),
}
"""What it takes to upload for a purpose."""

GETTING: Final = Requirement((Module.EMPLOYMENT,))
"""What it takes to get any file, as the record it is attached to asks; whose files they are is row scope."""


async def find_upload(upload_id: UUID, actor: Actor) -> Upload | None:
    """Return an upload whose content the actor may get, by its rows: attached and in scope, or not attached and its own; else None."""
    scope = row_filter(Rows.UPLOAD, actor)
    if scope is not None:
        attached = await Upload.filter(**scope).get_or_none(id=upload_id, agreement_id__isnull=False)
        if attached is not None:
            return attached
    return await Upload.get_or_none(id=upload_id, agreement_id__isnull=True, account_id=actor.account_id)

"""Who may upload what, and whose files one may get: the one table of both."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from auth.actor import Actor
from auth.modules import Requirement
from auth.scope import Rows, row_filter
from models import Download, RosterImport, Upload
from rules.download import DownloadState
from rules.files import Purpose
from rules.roles import AccessLevel, Module, Role

UPLOADING: Final[Mapping[Purpose, Requirement]] = {
    # Either party of a paper agreement may send it in (domain 2.5); staff review what they are sent.
    Purpose.SCAN: Requirement((Module.EMPLOYMENT,), AccessLevel.READ_WRITE, (Role.GRADUATE, Role.EMPLOYER)),
    # A graduate alone proves another destination, and asks offline for a termination.
    Purpose.LETTER: Requirement((Module.EMPLOYMENT,), AccessLevel.READ_WRITE, (Role.GRADUATE,)),
    Purpose.PROOF: Requirement((Module.EMPLOYMENT,), AccessLevel.READ_WRITE, (Role.GRADUATE,)),
    # Only the school itself keeps its roster: a department sees a part of it.
    Purpose.ROSTER: Requirement((Module.EMPLOYMENT,), AccessLevel.READ_WRITE, (Role.SCHOOL,)),
}
"""What it takes to upload for a purpose."""

TEMPLATE: Final = Requirement((Module.EMPLOYMENT,), roles=(Role.SCHOOL,))
"""What it takes to get the roster's template."""
PROBLEMS: Final = Requirement((Module.EMPLOYMENT,), roles=(Role.MINISTRY, Role.PROVINCE, Role.SCHOOL))
"""What it takes to get the report of an import's problems, as the import itself asks; whose imports they are is row scope."""
DOWNLOADING: Final = Requirement(tuple(Module))
"""What it takes to get the file of a download, as the download itself asks; what is in it is asked for again by its columns."""
GETTING: Final = Requirement((Module.EMPLOYMENT,))
"""What it takes to get any file, as the record it is attached to asks; whose files they are is row scope."""
FORM: Final = Requirement((Module.EMPLOYMENT,))
"""What it takes to get an agreement's form, as the agreement itself asks; whose agreements they are is row scope."""
REGISTRATION_FORM: Final = Requirement((Module.EMPLOYMENT,), roles=(Role.GRADUATE,))
"""What it takes to get the form of a confirmed destination, which bears its verification number; whose it is is row scope."""
GIVEN_BACK: Final = frozenset({Purpose.SCAN, Purpose.LETTER, Purpose.PROOF})
"""The purposes whose files are given back: a roster holds identity numbers, and whoever sent it has it."""


async def find_upload(upload_id: UUID, actor: Actor) -> Upload | None:
    """Return an upload whose content the actor may get, by its rows: attached and in scope, or not attached and its own; else None."""
    served = Upload.filter(purpose__in=GIVEN_BACK)
    scope = row_filter(Rows.UPLOAD, actor)
    if scope is not None:
        attached = await served.filter(**scope).get_or_none(id=upload_id, record_id__isnull=False)
        if attached is not None:
            return attached
    return await served.get_or_none(id=upload_id, record_id__isnull=True, account_id=actor.account_id)


async def find_import(import_id: UUID, actor: Actor) -> RosterImport | None:
    """Return an import of a roster that is among the actor's rows; else None."""
    scope = row_filter(Rows.ROSTER_IMPORT, actor)
    return await RosterImport.filter(**scope).get_or_none(id=import_id) if scope is not None else None


async def find_download(download_id: UUID, actor: Actor, now: datetime) -> Download | None:
    """Return a download of the actor's whose file can be got at an aware moment; else None."""
    scope = row_filter(Rows.DOWNLOAD, actor)
    if scope is None:
        return None
    return await Download.filter(**scope).get_or_none(id=download_id, state=DownloadState.DONE, expires_at__gt=now)

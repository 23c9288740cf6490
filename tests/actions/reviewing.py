"""Records of every kind that wait for a review, as the tests of bulk reviews make them."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from actions.bulk_review import Reviewed, Seen
from jobs.recount import recount
from models import ArchiveRecord, Graduate, HukouRecord
from rules.acts import RecordKind
from rules.agreement import Status
from rules.record_terms import RecordStatus
from tests.access.transfer_rows import MIGRATION, RECEIVER, make_transfer
from tests.actions.stage import Stage, another_graduation
from tests.endings import make_supplement, make_termination
from tests.registrations import make_registration
from tests.transfers import open_transfers
from tests.world import SEAL, World, make_agreement


async def _termination(world: World, graduate: Graduate, status: RecordStatus) -> Any:
    return await make_termination(await make_agreement(world, graduate=graduate, status=Status.EFFECTIVE), status)


MAKES: Final[Mapping[RecordKind, Callable[[World, Graduate, RecordStatus], Awaitable[Any]]]] = {
    RecordKind.SUPPLEMENT: lambda _, graduate, status: make_supplement(graduate, status),
    RecordKind.TERMINATION: _termination,
    RecordKind.REGISTRATION: lambda _, graduate, status: make_registration(graduate, "80", status),
    RecordKind.ARCHIVE: lambda _, graduate, status: make_transfer(ArchiveRecord, graduate, status, **RECEIVER),
    RecordKind.HUKOU: lambda _, graduate, status: make_transfer(HukouRecord, graduate, status, **MIGRATION),
}
"""Kind of record -> what writes one of a graduate in a status."""


async def waiting_of(stage: Stage, kind: RecordKind, number: int, status: RecordStatus = RecordStatus.PENDING_SCHOOL) -> list[Seen]:
    """Return records of a kind that wait for a review, one a graduation."""
    more = {"archive_in_school": True, "hukou_in_school": True}
    graduates = [await another_graduation(stage.world.graduate, each, **more) for each in range(number)]
    return [Seen((await MAKES[kind](stage.world, graduate, status)).id, 1) for graduate in graduates]


async def open_and_counted(stage: Stage) -> None:
    """Open the features of archives and household registrations, and count what was written beside the actions."""
    await open_transfers(stage.world)
    await recount(fixed_under=SEAL)


def told(outcomes: list[Reviewed]) -> list[type[Exception] | None]:
    """Return what each was refused for."""
    return [type(each.refusal) if each.refusal else None for each in outcomes]

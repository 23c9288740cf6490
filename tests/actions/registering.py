"""Registrations as the tests of actions make and move them, by the world's graduate unless somebody else is named."""

from collections.abc import Sequence
from uuid import UUID

from actions.record import move_record
from actions.registration import KIND, Said, submit_registration
from models import Graduate, Registration, Report
from rules.files import Purpose
from rules.record_terms import RecordMove
from rules.registration_fields import FORM_OF
from rules.roles import Role
from tests.actions.stage import Stage
from tests.registrations import filled
from tests.uploads import make_upload

REASON = "填写有误"
PASSES = ((RecordMove.PASS, Role.DEPARTMENT), (RecordMove.PASS, Role.SCHOOL))


async def said_of(stage: Stage, category: str, subtype: str | None = None, also: Sequence[str] = ()) -> Said:
    """Return the least that a category takes, with a proof where it asks for one."""
    account = stage.world.accounts[Role.GRADUATE]
    proofs = [(await make_upload(account, purpose=Purpose.PROOF)).id] if FORM_OF[category].proof else []
    return Said(category=category, values=filled(category, subtype, also), proofs=proofs)


async def registered(
    stage: Stage, category: str, *moves: tuple[RecordMove, Role], graduate: Graduate | None = None, also: Sequence[str] = ()
) -> Registration:
    """Return a registration after moves."""
    of = graduate or stage.world.graduate
    key = await submit_registration(stage.as_role(Role.GRADUATE), of.id, await said_of(stage, category, also=also))
    return await moved(stage, key, *moves)


async def moved(stage: Stage, key: UUID, *moves: tuple[RecordMove, Role]) -> Registration:
    """Return a registration after moves."""
    for move, role in moves:
        seen = await Registration.get(id=key)
        await move_record(stage.as_role(role), KIND, key, move, version=seen.version, reason=REASON)
    return await Registration.get(id=key)


async def reported(graduate: Graduate) -> list[tuple[str, str, UUID]]:
    """Return what the employment system is told of a graduate, in order: operation, kind, record."""
    reports = await Report.filter(graduate_id=graduate.id).order_by("seq")
    assert [report.seq for report in reports] == list(range(1, len(reports) + 1))
    return [(str(report.operation), report.record_kind, report.record_id) for report in reports]

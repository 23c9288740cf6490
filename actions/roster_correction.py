"""Correcting what the roster says of a graduate; the examination number and the identity number stay (domain: 基本信息)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from actions.context import ActionContext
from actions.inputs import optional_text, required_text
from actions.once import done_once
from actions.roster import graduate_act, graduate_to_write
from actions.transaction import one_transaction, whole_action_retried
from models import Account, Department, Graduate
from rules.acts import ActName
from rules.errors import ChangedMeanwhile, InvalidInput, NothingToChange
from rules.roster import FIELD_NAMES, LONGEST, check_degree, check_major_code, check_name, check_training_mode

CHECKS: Final = {"name": check_name, "degreeCode": check_degree, "majorCode": check_major_code, "trainingMode": check_training_mode}
COLUMNS: Final = {
    "name": "name",
    "studentNumber": "student_number",
    "department": "department_id",
    "degreeCode": "degree_code",
    "majorCode": "major_code",
    "majorName": "major_name",
    "trainingMode": "training_mode",
}
"""Input field that may be corrected -> its column."""
_CODE_LENGTH: Final = 2


@whole_action_retried
@done_once
async def correct_graduate(ctx: ActionContext, graduate_id: UUID, *, version: int, changes: Mapping[str, str | None]) -> UUID:
    """Change what is given (input field -> text; a student number may become None) and nothing else; return the graduate's id.

    What began before keeps what it began with: an agreement its department and its number.
    Raises LevelTooLow, NotFound, ClassYearClosed, ChangedMeanwhile, InvalidInput, NothingToChange.
    """
    now = ctx.clock.now()
    graduate = await graduate_to_write(ctx.actor, graduate_id, version)
    columns = {COLUMNS[field]: await _read(graduate, field, text) for field, text in changes.items()}
    changed = {column: value for column, value in columns.items() if value != getattr(graduate, column)}
    if not changed:
        raise NothingToChange
    # The audit says which fields, not what they held: a name belongs to nobody's log.
    corrected = "、".join(FIELD_NAMES[field] for field, column in COLUMNS.items() if column in changed)
    async with one_transaction(ctx, now) as trail:
        unchanged = Graduate.filter(id=graduate.id, version=version)
        if not await unchanged.update(version=version + 1, updated_at=now, **changed):
            raise ChangedMeanwhile
        if "name" in changed:
            await _greet(graduate, changed["name"], now)
        await trail.record(graduate_act(graduate, ActName.GRADUATE_CORRECT, reason=f"更正：{corrected}"))
        return trail.returns(graduate.id)


async def _read(graduate: Graduate, field: str, text: str | None) -> Any:
    """Return the value of a column as it is to be. Raises InvalidInput."""
    limit = LONGEST.get(field, _CODE_LENGTH)
    if field == "studentNumber":
        return optional_text(field, FIELD_NAMES[field], text, limit)
    typed = required_text(field, FIELD_NAMES[field], text or "", limit)
    if field in CHECKS:
        CHECKS[field](typed)
    if field != "department":
        return typed
    department = await Department.get_or_none(school_id=graduate.school_id, name=typed)
    if department is None:
        raise InvalidInput(field, "本校没有此院系，请核对院系名称")
    return department.id


async def _greet(graduate: Graduate, name: str, now: datetime) -> None:
    """Greet the account by the new name too, where this school made it."""
    own = Account.filter(person_id=graduate.person_id, school_id=graduate.school_id)
    await own.update(display_name=name, updated_at=now)

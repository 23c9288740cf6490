"""Correcting what the roster says of a graduate; the examination number and the identity number stay (domain: 基本信息)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from actions.context import ActionContext
from actions.counters import RosterShift, begin_counters, shift_roster
from actions.once import done_once
from actions.roster import graduate_act, graduate_to_write
from actions.roster_input import column_value, read_field
from actions.transaction import one_transaction, whole_action_retried
from auth.vault import IdentityVault
from models import Account, Department, Graduate, Person, School
from rules.acts import ActName
from rules.errors import ChangedMeanwhile, InvalidInput, NothingToChange, Refusals, RuleError
from rules.roster import check_correction, check_field, contradictions
from rules.roster_fields import BY_NAME, CORRECTABLE, RosterField


@whole_action_retried
@done_once
async def correct_graduate(ctx: ActionContext, graduate_id: UUID, *, version: int, changes: Mapping[str, str | None]) -> UUID:
    """Change what is given (a field's name -> text; one that may be left out may become None) and nothing else; return the graduate's id.

    The graduate confirms the basic data anew. What began before keeps what it began with: an agreement its department and its number.
    Raises LevelTooLow, NotFound, ClassYearClosed, ChangedMeanwhile, Refusals with one InvalidInput a field at fault, NothingToChange.
    """
    now = ctx.clock.now()
    graduate = await graduate_to_write(ctx.actor, graduate_id, version)
    columns = await _columns(graduate, changes, ctx.vault, now.date())
    changed = {column: value for column, value in columns.items() if value != getattr(graduate, column)}
    if not changed:
        raise NothingToChange
    # The audit says which fields, not what they held: a name belongs to nobody's log.
    corrected = "、".join(field.label for field in CORRECTABLE if _column_of(field) in changed)
    shift = _shift(graduate, changed)
    school = await School.get(id=graduate.school_id)
    async with one_transaction(ctx, now) as trail:
        if shift != RosterShift():
            await begin_counters(school, graduate.class_year)
        unchanged = Graduate.filter(id=graduate.id, version=version)
        if not await unchanged.update(version=version + 1, updated_at=now, confirmed_at=None, **changed):
            raise ChangedMeanwhile
        if "name" in changed:
            await _greet(graduate, changed["name"], now)
        await trail.record(graduate_act(graduate, ActName.GRADUATE_CORRECT, reason=f"更正：{corrected}"))
        await shift_roster(school.id, graduate.class_year, shift, now)
        return trail.returns(graduate.id)


def _shift(graduate: Graduate, changed: Mapping[str, Any]) -> RosterShift:
    """Return how many more archives and household registrations are at the school."""

    def more(column: str) -> int:
        return int(bool(changed.get(column, getattr(graduate, column)))) - int(bool(getattr(graduate, column)))

    return RosterShift(archives=more("archive_in_school"), hukou=more("hukou_in_school"))


def _column_of(field: RosterField) -> str:
    return "department_id" if field.name == "department" else field.attribute


async def _columns(graduate: Graduate, changes: Mapping[str, str | None], vault: IdentityVault, today: date) -> dict[str, Any]:
    """Return the columns as they are to be. Raises Refusals for all that is wrong with what is given, or with what it would then say."""
    found: list[RuleError] = []
    columns: dict[str, Any] = {}
    given: dict[str, str | None] = {}
    for name, typed in changes.items():
        field = BY_NAME[name]
        try:
            check_correction(field)
            value = read_field(field, typed)
            check_field(field, value, today=today)
            columns[_column_of(field)] = await _department(graduate, value) if name == "department" else column_value(field, value)
            given[field.attribute] = value
        except InvalidInput as problem:
            found.append(problem)
    if not found:
        found += await _contradictions(graduate, given, vault)
    if found:
        raise Refusals(found)
    return columns


async def _contradictions(graduate: Graduate, given: Mapping[str, str | None], vault: IdentityVault) -> list[RuleError]:
    """Return what goes together now, and would not once what is given is in the row; what is wrong already is nobody's fault here."""
    person, school = await Person.get(id=graduate.person_id), await School.get(id=graduate.school_id)
    stands = {field.attribute: getattr(graduate, field.attribute) for field in CORRECTABLE if field.name != "department"}
    stands["id_number"] = vault.open(person.identity_cipher)

    def told(values: Mapping[str, Any]) -> dict[str | None, InvalidInput]:
        return {problem.field: problem for problem in contradictions(values, class_year=graduate.class_year, school_code=school.code)}

    before = told(stands)
    return [problem for field, problem in told({**stands, **given}).items() if field not in before]


async def _department(graduate: Graduate, name: str | None) -> UUID:
    department = await Department.get_or_none(school_id=graduate.school_id, name=name or "")
    if department is None:
        raise InvalidInput("department", "本校没有此院系，请核对院系名称")
    return department.id


async def _greet(graduate: Graduate, name: str, now: datetime) -> None:
    """Greet the account by the new name too, where this school made it."""
    own = Account.filter(person_id=graduate.person_id, school_id=graduate.school_id)
    await own.update(display_name=name, updated_at=now)

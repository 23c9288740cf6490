"""A school's roster (毕业生名册): who graduates from it in a class year, and the accounts they log in with."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from tortoise.exceptions import IntegrityError
from tortoise.expressions import Q
from tortoise.models import Model

from actions.access import find_in_scope, require_writer
from actions.account import level_columns, random_username
from actions.context import ActionContext
from actions.counters import RosterShift, begin_counters, shift_roster
from actions.inputs import required_text
from actions.once import done_once
from actions.record_kinds import KINDS
from actions.roster_input import RosterRow, read_row, roster_columns
from actions.trail import Act
from actions.transaction import one_transaction, whole_action_retried
from actions.unique import ONE_ACCOUNT_OF_PERSON, ONE_IDENTITY, ONE_USERNAME, TryAgain, refused_by
from auth.actor import Actor
from auth.modules import NO_LEVELS, held_levels
from auth.scope import Rows
from auth.vault import IdentityVault
from models import (
    Account,
    ActivationCode,
    Agreement,
    ClassYear,
    Department,
    Dispute,
    Graduate,
    IdentityLink,
    LoginTicket,
    Person,
    RosterImport,
    School,
    Session,
)
from rules.acts import ActName, RecordKind
from rules.errors import ChangedMeanwhile, ClassYearClosed, GraduateInUse, InvalidInput, LevelTooLow, Refusals, RuleError
from rules.gate import ClassYearState
from rules.identity import mask_id_number
from rules.roles import Module, Role
from rules.roster import MOST_AT_ONCE, RosterEntry
from rules.roster_errors import ImportUnderWay
from rules.roster_fields import BY_NAME
from rules.roster_import import UNDER_WAY, ImportPhase

REASON_LIMIT: Final = 500


@dataclass(frozen=True, slots=True)
class _Roster:
    """What is to be written, checked as far as it can be without a lock."""

    school: School
    class_year: int
    entries: Sequence[RosterEntry]
    new_departments: frozenset[str]
    now: datetime


@whole_action_retried
@done_once
async def enrol(ctx: ActionContext, *, class_year: int, rows: Sequence[RosterRow], new_departments: Sequence[str] = ()) -> list[UUID]:
    """Put graduates on the acting school's roster, all of them or none; return their ids in the order given.

    Each gets a person and an account where the identity number has none yet; whether it had does not show. A department is known
    by its exact name; one that is not there is made only where `new_departments` names it, so that a slip makes none.
    Raises LevelTooLow, ClassYearClosed, ImportUnderWay, and Refusals: one a row and field at fault (`graduates.N.idNumber`).
    """
    now = ctx.clock.now()
    roster = await _checked(ctx.actor, class_year, rows, new_departments, now)
    async with one_transaction(ctx, now) as trail:
        # Two acts on one roster at once wait for each other here, so that neither misses what the other writes.
        await School.filter(id=roster.school.id).select_for_update(no_key=True)
        await _refuse_while_written(roster)
        departments = await _departments(roster)
        people = await _people(roster, ctx.vault)
        await _refuse_doubles(roster, people)
        await begin_counters(roster.school, class_year)
        await _give_accounts(roster, people)
        graduates = [_graduate(roster, entry, departments, people) for entry in roster.entries]
        await Graduate.bulk_create(graduates)
        await trail.record(*(graduate_act(graduate, ActName.GRADUATE_ENROL) for graduate in graduates))
        await shift_roster(roster.school.id, class_year, RosterShift.of(graduates), now)
        return trail.returns([graduate.id for graduate in graduates])


@whole_action_retried
@done_once
async def remove_graduate(ctx: ActionContext, graduate_id: UUID, *, version: int, reason: str) -> None:
    """Take a graduate off the roster again; `version` is the one the client saw.

    The person and its account go too where nothing else is known of them and nobody ever used them: then the number was a slip.
    Raises LevelTooLow, NotFound, ClassYearClosed, InvalidInput, GraduateInUse (records hang on it), ChangedMeanwhile.
    """
    now = ctx.clock.now()
    graduate = await graduate_to_write(ctx.actor, graduate_id, version)
    reason = required_text("reason", "原因", reason, REASON_LIMIT)
    if await _is_used(graduate):
        raise GraduateInUse
    school = await School.get(id=graduate.school_id)
    try:
        async with one_transaction(ctx, now) as trail:
            await Person.filter(id=graduate.person_id).select_for_update()
            await begin_counters(school, graduate.class_year)
            if not await Graduate.filter(id=graduate.id, version=version).delete():
                raise ChangedMeanwhile
            await _forget_unused(graduate.person_id)
            await trail.record(graduate_act(graduate, ActName.GRADUATE_REMOVE, reason=reason))
            await shift_roster(school.id, graduate.class_year, RosterShift.of([graduate], -1), now)
            trail.returns(None)
    except IntegrityError as conflict:
        # Somebody invited the graduate since it was looked: its agreement keeps it.
        raise GraduateInUse from conflict


async def graduate_to_write(actor: Actor, graduate_id: UUID, version: int) -> Graduate:
    """Return a graduate of the acting school's roster as the client saw it. Raises what `check_school` does, NotFound, ChangedMeanwhile."""
    check_school(actor)
    graduate = await find_in_scope(Graduate, Rows.GRADUATE, graduate_id, actor)
    await check_year(graduate.class_year)
    if graduate.version != version:
        raise ChangedMeanwhile
    return graduate


def check_school(actor: Actor) -> None:
    """Raise LevelTooLow unless the actor is a school that holds 读写 on the basic data: rosters are nobody else's."""
    require_writer(actor, Module.EMPLOYMENT)
    if actor.role is not Role.SCHOOL:
        raise LevelTooLow(Module.EMPLOYMENT)


async def check_year(class_year: int) -> None:
    """Raise ClassYearClosed unless the class year takes writes."""
    if not await ClassYear.exists(year=class_year, state=ClassYearState.OPEN):
        raise ClassYearClosed(class_year)


def graduate_act(graduate: Graduate, name: ActName, reason: str | None = None) -> Act:
    """Return what the trail says of something done to a roster's row."""
    return Act(
        name=name,
        kind=RecordKind.GRADUATE,
        record_id=graduate.id,
        province_code=graduate.province_code,
        school_id=graduate.school_id,
        class_year=graduate.class_year,
        reason=reason,
    )


def at(row: int, field: str, problem: str) -> InvalidInput:
    """Return the refusal of one field of one row, counted from 0 in its path and from 1 in its message."""
    return InvalidInput(f"graduates.{row}.{field}", f"第{row + 1}名毕业生：{problem}")


async def _is_used(graduate: Graduate) -> bool:
    """Return whether any record hangs on the graduate."""
    records: list[type[Model]] = [Agreement, Dispute, *(kind.model for kind in KINDS.values())]
    return any([await model.exists(graduate_id=graduate.id) for model in records])


async def _checked(actor: Actor, class_year: int, rows: Sequence[RosterRow], new_departments: Sequence[str], now: datetime) -> _Roster:
    check_school(actor)
    if not 1 <= len(rows) <= MOST_AT_ONCE:
        raise InvalidInput("graduates", f"每次须登记1至{MOST_AT_ONCE}名毕业生")
    await check_year(class_year)
    longest = BY_NAME["department"].longest
    made = frozenset(required_text("newDepartments", "院系名称", name, longest) for name in new_departments)
    school = await School.get(id=actor.school_id)
    refusals: list[RuleError] = []
    entries: list[RosterEntry] = []
    for number, row in enumerate(rows):
        entry, problems = read_row(row, class_year=class_year, school_code=school.code, today=now.date())
        refusals += (at(number, str(problem.field), problem.problem) for problem in problems)
        if entry is not None:
            entries.append(entry)
    refusals += _doubles_within(entries) if len(entries) == len(rows) else []
    if refusals:
        raise Refusals(refusals)
    return _Roster(school, class_year, entries, made, now)


def _doubles_within(entries: Sequence[RosterEntry]) -> list[RuleError]:
    """Return a refusal for every number that stands in more than one row."""
    numbers = Counter(entry.id_number for entry in entries)
    exams = Counter(entry["exam_number"] for entry in entries)
    found: list[RuleError] = []
    for row, entry in enumerate(entries):
        if numbers[entry.id_number] > 1:
            found.append(at(row, "idNumber", "身份证号与本次登记的另一名毕业生相同"))
        if exams[entry["exam_number"]] > 1:
            found.append(at(row, "examNumber", "考生号与本次登记的另一名毕业生相同"))
    return found


async def _refuse_while_written(roster: _Roster) -> None:
    """Raise ImportUnderWay while a file that was found right is written into the roster: whoever enrols then could make it wrong."""
    of_year = RosterImport.filter(school_id=roster.school.id, class_year=roster.class_year)
    if await of_year.filter(state__in=UNDER_WAY, phase=ImportPhase.WRITING).exists():
        raise ImportUnderWay


async def _departments(roster: _Roster) -> Mapping[str, UUID]:
    """Return the school's departments by name, the new ones made. Raises Refusals where a row names one that is not there."""
    known = {department.name: department.id for department in await Department.filter(school_id=roster.school.id)}
    unknown = {entry.text("department") for entry in roster.entries} - known.keys()
    problem = "本校没有此院系，请核对院系名称，或在“新增院系”中列出"
    missing: list[RuleError] = [
        at(row, "department", problem)
        for row, entry in enumerate(roster.entries)
        if entry["department"] in unknown - roster.new_departments
    ]
    if missing:
        raise Refusals(missing)
    made = [
        Department(school_id=roster.school.id, province_code=roster.school.province_id, name=name, created_at=roster.now)
        for name in sorted(unknown)
    ]
    await Department.bulk_create(made)
    return {**known, **{department.name: department.id for department in made}}


async def _people(roster: _Roster, vault: IdentityVault) -> Mapping[str, Person]:
    """Return the persons by identity number; who is not known yet is written.

    Those that are known are locked, so that nobody removes them meanwhile. Of two schools that write the same new person at once
    the database lets one; the other tries again, and finds it.
    """
    by_index = {vault.index(entry.id_number): entry.id_number for entry in roster.entries}
    known = await Person.filter(identity_index__in=list(by_index)).order_by("id").select_for_update(no_key=True)
    people = {by_index[person.identity_index]: person for person in known}
    new = {
        number: Person(
            identity_index=index,
            identity_index_key=vault.key_id,
            identity_cipher=vault.seal(number),
            identity_cipher_key=vault.key_id,
            id_number_masked=mask_id_number(number),
            created_at=roster.now,
        )
        for index, number in by_index.items()
        if number not in people
    }
    with refused_by(ONE_IDENTITY, TryAgain("somebody else wrote the same person")):
        await Person.bulk_create(new.values())
    return {**people, **new}


async def _refuse_doubles(roster: _Roster, people: Mapping[str, Person]) -> None:
    """Raise Refusals for rows whose person or examination number the school's roster of the year has already."""
    written = await Graduate.filter(school_id=roster.school.id, class_year=roster.class_year).filter(
        Q(exam_number__in=[entry["exam_number"] for entry in roster.entries]) | Q(person_id__in=[person.id for person in people.values()])
    )
    exams, persons = {graduate.exam_number for graduate in written}, {graduate.person_id for graduate in written}
    found: list[RuleError] = []
    for row, entry in enumerate(roster.entries):
        if people[entry.id_number].id in persons:
            found.append(at(row, "idNumber", "该毕业生已在本校本届名册中"))
        if entry["exam_number"] in exams:
            found.append(at(row, "examNumber", "考生号已在本校本届名册中"))
    if found:
        raise Refusals(found)


async def _give_accounts(roster: _Roster, people: Mapping[str, Person]) -> None:
    """Give every person without an account one: no password, a name of random digits, and this school to issue its codes."""
    known = set(await Account.filter(person_id__in=[person.id for person in people.values()]).values_list("person_id", flat=True))
    names = {entry.id_number: entry.text("name") for entry in roster.entries}
    levels = level_columns(held_levels(Role.GRADUATE, NO_LEVELS, NO_LEVELS))
    accounts = [
        Account(
            username=random_username(),
            display_name=names[number],
            role=Role.GRADUATE,
            is_enabled=True,
            person_id=person.id,
            school_id=roster.school.id,
            created_at=roster.now,
            **levels,
        )
        for number, person in people.items()
        if person.id not in known
    ]
    drawn_before, written_before = TryAgain("the username was drawn before"), TryAgain("the person just got an account")
    with refused_by(ONE_USERNAME, drawn_before), refused_by(ONE_ACCOUNT_OF_PERSON, written_before):
        await Account.bulk_create(accounts)


def _graduate(roster: _Roster, entry: RosterEntry, departments: Mapping[str, UUID], people: Mapping[str, Person]) -> Graduate:
    return Graduate(
        person_id=people[entry.id_number].id,
        school_id=roster.school.id,
        department_id=departments[entry.text("department")],
        province_code=roster.school.province_id,
        class_year=roster.class_year,
        id_number_masked=mask_id_number(entry.id_number),
        **roster_columns(entry),
        created_at=roster.now,
    )


async def _forget_unused(person_id: UUID) -> None:
    """Delete a person, whose row is locked, and its account, unless another graduation, a password or a login speaks of them."""
    account = await Account.get_or_none(person_id=person_id)
    if await Graduate.exists(person_id=person_id):
        return
    if account is not None:
        if account.is_activated or not account.is_enabled or await _was_used(account.id):
            return
        await ActivationCode.filter(account_id=account.id).delete()
        await account.delete()
    await Person.filter(id=person_id).delete()


async def _was_used(account_id: UUID) -> bool:
    """Tell whether somebody has logged in with the account, or is about to."""
    return any([await used.exists(account_id=account_id) for used in (Session, IdentityLink, LoginTicket)])

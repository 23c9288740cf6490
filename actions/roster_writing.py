"""Comparing rows of a file with the roster, and writing them into it: a portion at a time, each in its caller's transaction."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import actions.roster_statements as statements
from actions.account import random_username
from actions.counters import RosterShift, begin_counters, shift_roster
from actions.trail import Act, Trail
from actions.unique import ONE_ACCOUNT_OF_PERSON, ONE_IDENTITY, ONE_USERNAME, TryAgain, refused_by
from models import Department, RosterImport, School
from models.bulk import fetch, run
from rules.acts import ActName, RecordKind
from rules.roster_import import Fate, ImportPhase
from rules.roster_sheet import RowProblem, exam_number_of_another, known_by_another_exam_number, twin, unknown_department

MOST_NEW_DEPARTMENTS: Final = 200
"""Of one import: more are a wrong column, not a school's departments."""
_MARKED_TOGETHER: Final = 500
"""Rows that one statement marks."""
AUDITED_TOGETHER: Final = 100


@dataclass(frozen=True, slots=True)
class Portion:
    """Rows of an import that are worked on in one transaction, from one row number to another."""

    job: RosterImport
    first: int
    last: int

    @property
    def keys(self) -> tuple[UUID, int, int]:
        """Return what the statements of `actions.roster_statements` are about."""
        return self.job.id, self.first, self.last

    @property
    def given(self) -> Collection[str]:
        """Return the fields that the file has columns of."""
        return (self.job.columns or "").split(",")

    async def fates(self) -> Counter[Fate]:
        """Return how many rows there are of each fate."""
        return Counter({Fate(row["fate"]): row["n"] for row in await fetch(statements.COUNT, *self.keys) if row["fate"] is not None})


@dataclass(frozen=True, slots=True)
class Compared:
    """What comparing a portion found, and the departments that its rows name and the school has not."""

    problems: list[RowProblem]
    new_departments: frozenset[str]


async def next_portion(job: RosterImport, most: int) -> Portion | None:
    """Return the next rows behind the job's cursor that its phase is about, at most so many of them; None where there are no more."""
    only = statements.TO_WRITE if job.phase is ImportPhase.WRITING else ""
    [found] = await fetch(statements.NEXT.format(most=int(most), only=only), job.id, job.row_cursor)
    return Portion(job, job.row_cursor + 1, found["last"]) if found["last"] is not None else None


async def count_to_write(job: RosterImport) -> int:
    """Return how many rows the roster has not, or has otherwise, once all of them are compared."""
    [counted] = await fetch(statements.WRITTEN_LATER, job.id)
    return int(counted["n"])


async def find_twins(job: RosterImport) -> list[RowProblem]:
    """Mark the rows whose numbers stand in the file more than once, each of them; return what is told of them."""
    problems: list[RowProblem] = []
    for column, name in (("identity_index", "idNumber"), ("exam_number", "examNumber")):
        together: dict[str, list[int]] = defaultdict(list)
        for row in await fetch(statements.TWICE.format(column=column), job.id):
            together[row["twice"]].append(row["row_number"])
        for first, *others in together.values():
            problems += [twin(first, name, others[0]), *(twin(other, name, first) for other in others)]
    await _mark_bad(job, problems)
    return problems


async def compare(portion: Portion) -> Compared:
    """Decide what becomes of each row of a portion that is not bad: new, changed, or the same as the roster has it."""
    await run(statements.FORGET, *portion.keys)
    problems = [exam_number_of_another(row["row_number"]) for row in await fetch(statements.OTHERS_EXAM, *portion.keys)]
    problems += [known_by_another_exam_number(row["row_number"]) for row in await fetch(statements.OTHER_EXAM, *portion.keys)]
    unknown = await fetch(statements.UNKNOWN_DEPARTMENT, *portion.keys)
    if not portion.job.makes_departments:
        problems += [unknown_department(row["row_number"]) for row in unknown]
    await _mark_bad(portion.job, problems)
    await run(statements.known(portion.given), *portion.keys)
    await run(statements.NEW, *portion.keys)
    told = {problem.row_number for problem in problems}
    return Compared(problems, frozenset(row["department"] for row in unknown if row["row_number"] not in told))


async def _mark_bad(job: RosterImport, problems: Sequence[RowProblem]) -> None:
    bad = sorted({problem.row_number for problem in problems})
    for begin in range(0, len(bad), _MARKED_TOGETHER):
        rows = ",".join(str(int(number)) for number in bad[begin : begin + _MARKED_TOGETHER])
        await run(statements.BAD.format(rows=rows), job.id)


async def write(portion: Portion, school: School, new_departments: Collection[str], trail: Trail, now: datetime) -> None:
    """Write what a compared portion has that the roster has not, with the accounts, the audit and the counters; call it last."""
    job = portion.job
    await Department.bulk_create(
        Department(school_id=school.id, province_code=school.province_id, name=name, created_at=now) for name in sorted(new_departments)
    )
    await _write_people(portion)
    before = await _at_school(portion)
    await run(statements.NEW_GRADUATES, *portion.keys)
    await run(statements.GREETINGS, *portion.keys)
    await run(statements.corrected(portion.given), *portion.keys)
    touched = await fetch(statements.TOUCHED, *portion.keys)
    await begin_counters(school, job.class_year)
    for begin in range(0, len(touched), AUDITED_TOGETHER):
        # Each entry is sealed, so whoever else is served by this process comes in between.
        await trail.record(*(_act(job, row) for row in touched[begin : begin + AUDITED_TOGETHER]))
        await asyncio.sleep(0)
    enrolled, after = sum(row["fate"] == Fate.NEW for row in touched), await _at_school(portion)
    shift = RosterShift(enrolled, after["archives"] - before["archives"], after["hukou"] - before["hukou"])
    await shift_roster(school.id, job.class_year, shift, now)


async def _at_school(portion: Portion) -> Mapping[str, int]:
    """Return of how many graduates of a portion, as the roster has them now, archive and household registration are at the school."""
    [counted] = await fetch(statements.AT_SCHOOL, *portion.keys)
    return counted


async def _write_people(portion: Portion) -> None:
    """Give every new graduate a person, and every person without an account one: no password, a name of random digits."""
    written_before = TryAgain("somebody else wrote the same person")
    with refused_by(ONE_IDENTITY, written_before):
        await run(statements.NEW_PEOPLE, *portion.keys)
    await run(statements.KNOWN_PEOPLE, *portion.keys)
    while taken := await fetch(statements.TAKEN_NAMES, *portion.keys):
        for row in taken:
            await run(statements.RENAMED, portion.job.id, row["row_number"], random_username())
    with refused_by(ONE_USERNAME, TryAgain("the username was drawn before")), refused_by(ONE_ACCOUNT_OF_PERSON, written_before):
        await run(statements.NEW_ACCOUNTS, *portion.keys)


def _act(job: RosterImport, row: Mapping[str, Any]) -> Act:
    is_new = row["fate"] == Fate.NEW
    return Act(
        name=ActName.GRADUATE_ENROL if is_new else ActName.GRADUATE_CORRECT,
        kind=RecordKind.GRADUATE,
        record_id=UUID(str(row["graduate_id"])),
        province_code=job.province_code,
        school_id=job.school_id,
        class_year=job.class_year,
        reason="名册导入" if is_new else f"名册导入更正：{row['changes']}",
    )

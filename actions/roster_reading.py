"""Reading a roster's file: a portion of its rows checked, each by itself, and put aside until all of them were looked through."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from actions.account import random_username
from actions.roster_input import read_row, roster_columns
from auth.vault import IdentityVault
from models import RosterImport, RosterRow, School
from models.base import new_id
from models.bulk import columns_of_table, writer
from rules.identity import mask_id_number
from rules.roster import RosterEntry
from rules.roster_fields import BY_NAME, RosterField
from rules.roster_sheet import RowProblem, lost, told, typed_row
from storage.sheets import SheetRow

AT_ONCE: Final = 25
"""Rows checked without giving way to others: a few milliseconds."""
_NOT_YET: Final = frozenset({"fate", "changes"})


@dataclass(frozen=True, slots=True)
class Checked:
    """What a portion of rows holds."""

    staged: list[tuple[object, ...]]
    problems: list[RowProblem]
    bad: int


@dataclass(frozen=True, slots=True)
class Reader:
    """Checks rows of one import's file."""

    job: RosterImport
    school: School
    columns: Mapping[int, RosterField]
    vault: IdentityVault

    async def check(self, rows: Sequence[SheetRow], now: datetime) -> Checked:
        """Return the rows that are right by themselves, as they are put aside, and what is wrong with the others."""
        checked = Checked([], [], 0)
        for begin in range(0, len(rows), AT_ONCE):
            checked = self._more(checked, rows[begin : begin + AT_ONCE], now)
            await asyncio.sleep(0)
        return checked

    def _more(self, before: Checked, rows: Sequence[SheetRow], now: datetime) -> Checked:
        bad = before.bad
        for row in rows:
            entry, problems = self._read(row, now.date())
            before.problems.extend(problems)
            bad += entry is None
            if entry is not None:
                before.staged.append(self._staged(row.number, entry, now))
        return Checked(before.staged, before.problems, bad)

    def _read(self, row: SheetRow, today: date) -> tuple[RosterEntry | None, list[RowProblem]]:
        typed, rounded = typed_row(row.cells, self.columns)
        entry, found = read_row(typed, class_year=self.job.class_year, school_code=self.school.code, today=today)
        problems = [told(row.number, problem) for problem in found if problem.field not in rounded]
        problems += [lost(row.number, BY_NAME[name], why) for name, why in rounded.items()]
        return (None if problems else entry), problems

    def _staged(self, number: int, entry: RosterEntry, now: datetime) -> tuple[object, ...]:
        values: dict[str, object] = {
            "id": new_id(),
            "roster_import_id": self.job.id,
            "row_number": number,
            "department": entry["department"],
            "identity_index": self.vault.index(entry.id_number),
            "identity_index_key": self.vault.key_id,
            "identity_cipher": self.vault.seal(entry.id_number),
            "identity_cipher_key": self.vault.key_id,
            "id_number_masked": mask_id_number(entry.id_number),
            "person_id": new_id(),
            "account_id": new_id(),
            "username": random_username(),
            "graduate_id": new_id(),
            "created_at": now,
            "updated_at": now,
            **roster_columns(entry),
        }
        return tuple(values[column] for column in columns_of_table(RosterRow, but=_NOT_YET))


async def put_aside(checked: Checked) -> None:
    """Keep a portion's rows until they are compared and written; call inside the transaction that says how far the file is read."""
    if checked.staged:
        await writer().write("roster_row", columns_of_table(RosterRow, but=_NOT_YET), checked.staged)

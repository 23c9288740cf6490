"""What is wrong with the rows of an import's file, as a report has it."""

from collections.abc import AsyncIterator
from typing import Final
from uuid import UUID

from models import RosterProblem
from storage.workbooks import ProblemRow

PORTION: Final = 1_000


async def problem_rows(import_id: UUID) -> AsyncIterator[ProblemRow]:
    """Yield the problems of an import in the order of its rows, however many, a portion in memory at a time."""
    of_import = RosterProblem.filter(roster_import_id=import_id).order_by("row_number", "id")
    begin = 0
    while portion := await of_import.offset(begin).limit(PORTION):
        for each in portion:
            yield ProblemRow(each.row_number or None, each.label or "", each.problem, each.remedy)
        begin += len(portion)

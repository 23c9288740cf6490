"""The signing counters of rows on their way into the database, counted as they pass."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from demo.ids import named_id
from demo.record_rows import ConfirmationRow, DestinationSlotRow, RegistrationRow, SupplementRow, TerminationRow
from demo.rows import AgreementRow, GraduateRow, Row
from demo.schools import PROVINCE, DemoSchool
from demo.timeline import CLASS_YEAR
from demo.transfer_rows import ArchiveRecordRow, HukouRecordRow
from rules.acts import RecordKind
from rules.confirmation import ConfirmationState
from rules.counters import CONFIRMED, COUNTER_COLUMNS, REGISTERED, STALE, category_column, counter_column, record_column
from rules.transfer import NEEDED, counted_in

TABLE: Final = "signing_counters"
_RECORDS: Final = {
    SupplementRow: RecordKind.SUPPLEMENT,
    TerminationRow: RecordKind.TERMINATION,
    RegistrationRow: RecordKind.REGISTRATION,
}
COLUMNS: Final = ("id", "school_id", "province_code", "class_year", "version", "graduates", *COUNTER_COLUMNS, "created_at", "updated_at")


class Tally:
    """Counts graduates and agreements per school; one class year, one province."""

    def __init__(self) -> None:
        self.rows: Counter[type[Row]] = Counter()
        self._of_school: defaultdict[UUID, Counter[str]] = defaultdict(Counter)
        self._transfers: defaultdict[tuple[str, UUID], Counter[str]] = defaultdict(Counter)
        self._school_of: dict[UUID, UUID] = {}
        """Graduate -> school: a slot says only whose it is."""
        self._confirmed: dict[UUID, str] = {}
        """Graduate -> the column that it is counted in."""

    def add(self, row: Row) -> None:
        """Count one row; rows of other tables only as rows."""
        self.rows[type(row)] += 1
        if isinstance(row, GraduateRow):
            self._of_school[row.school_id]["graduates"] += 1
            self._school_of[row.id] = row.school_id
            for kind, needed in (("archive", row.archive_in_school), ("hukou", row.hukou_in_school)):
                self._transfers[kind, row.school_id][NEEDED] += needed
        elif isinstance(row, ArchiveRecordRow):
            self._transfers["archive", row.school_id].update(counted_in(row._asdict(), "transfer_type"))
        elif isinstance(row, HukouRecordRow):
            self._transfers["hukou", row.school_id].update(counted_in(row._asdict(), "migration_type"))
        elif isinstance(row, AgreementRow):
            self._of_school[row.school_id][counter_column(row.initiator, row.status)] += 1
        elif isinstance(row, SupplementRow | TerminationRow | RegistrationRow):
            self._of_school[row.school_id][record_column(_RECORDS[type(row)], row.status)] += 1
        elif isinstance(row, ConfirmationRow):
            self._confirm(row)
        elif isinstance(row, DestinationSlotRow):
            counted = self._of_school[self._school_of[row.graduate_id]]
            counted[REGISTERED] += 1
            if row.category is not None:
                counted[category_column(row.category)] += 1

    def _confirm(self, row: ConfirmationRow) -> None:
        """Count a graduate by its newest confirmation, which comes last."""
        counted, column = self._of_school[row.school_id], CONFIRMED if row.state is ConfirmationState.CONFIRMED else STALE
        if before := self._confirmed.get(row.graduate_id):
            counted[before] -= 1
        counted[column] += 1
        self._confirmed[row.graduate_id] = column

    def counter_rows(self, schools: Sequence[DemoSchool], at: datetime) -> Iterator[tuple[object, ...]]:
        """Yield one row of `COLUMNS` for each school, also where nothing counted."""
        for school in schools:
            counted = self._of_school[school.id]
            numbers = (counted[column] for column in ("graduates", *COUNTER_COLUMNS))
            yield named_id("counters", school.code), school.id, PROVINCE, CLASS_YEAR, 0, *numbers, at, at

    def transfer_rows(self, kind: str, columns: Sequence[str], schools: Sequence[DemoSchool], at: datetime) -> Iterator[tuple[object, ...]]:
        """Yield one row of `row_of(columns)` for each school, of archives or of household registrations."""
        for school in schools:
            counted = self._transfers[kind, school.id]
            numbers = (counted[column] for column in columns)
            yield named_id(f"{kind}-counters", school.code), school.id, PROVINCE, CLASS_YEAR, 0, *numbers, at, at


def row_of(columns: Sequence[str]) -> tuple[str, ...]:
    """Return the columns of a row of counters."""
    return ("id", "school_id", "province_code", "class_year", "version", *columns, "created_at", "updated_at")

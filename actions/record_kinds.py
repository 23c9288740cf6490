"""The kinds of reviewed records as actions need them: their tables, whose rows they are, and who reviews them. One entry a kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from auth.scope import Rows
from models import (
    ArchiveCounters,
    ArchiveRecord,
    HukouCounters,
    HukouRecord,
    Registration,
    SigningCounters,
    Supplement,
    Termination,
)
from models.record import ReviewedRecord
from rules.acts import RecordKind

Counters = type[SigningCounters] | type[ArchiveCounters] | type[HukouCounters]
"""A table of counters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of reviewed record beside its life (`rules.lives`)."""

    model: type[ReviewedRecord]
    rows: Rows
    levels: str
    """The column of the school's set-up of the life's feature that says who reviews such records; null there = as `review_levels`."""
    counters: Counters = SigningCounters
    """Where such records are counted."""
    type_column: str | None = None
    """What is counted of approved ones beside, where they have counters of their own (`rules.transfer.counted_in`)."""


KINDS: Final[Mapping[RecordKind, Kind]] = {
    RecordKind.ARCHIVE: Kind(
        model=ArchiveRecord, rows=Rows.ARCHIVE_RECORD, levels="review_levels", counters=ArchiveCounters, type_column="transfer_type"
    ),
    RecordKind.HUKOU: Kind(
        model=HukouRecord, rows=Rows.HUKOU_RECORD, levels="review_levels", counters=HukouCounters, type_column="migration_type"
    ),
    RecordKind.SUPPLEMENT: Kind(model=Supplement, rows=Rows.SUPPLEMENT, levels="supplement_levels"),
    RecordKind.TERMINATION: Kind(model=Termination, rows=Rows.TERMINATION, levels="termination_levels"),
    RecordKind.REGISTRATION: Kind(model=Registration, rows=Rows.REGISTRATION, levels="registration_levels"),
}
"""Kind of record -> its table and rows."""

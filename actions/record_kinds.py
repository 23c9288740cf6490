"""The kinds of reviewed records as actions need them: their tables, whose rows they are, and who reviews them. One entry a kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from auth.scope import Rows
from models import Registration, Supplement, Termination
from models.record import ReviewedRecord
from rules.acts import RecordKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of reviewed record beside its life (`rules.lives`)."""

    model: type[ReviewedRecord]
    rows: Rows
    levels: str
    """The column of the school's set-up of the life's feature that says who reviews such records; null there = as `review_levels`."""


KINDS: Final[Mapping[RecordKind, Kind]] = {
    RecordKind.SUPPLEMENT: Kind(model=Supplement, rows=Rows.SUPPLEMENT, levels="supplement_levels"),
    RecordKind.TERMINATION: Kind(model=Termination, rows=Rows.TERMINATION, levels="termination_levels"),
    RecordKind.REGISTRATION: Kind(model=Registration, rows=Rows.REGISTRATION, levels="registration_levels"),
}
"""Kind of record -> its table and rows."""

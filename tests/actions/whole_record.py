"""One record of any kind as it should be by now, told without a database: what its tables let become of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, cast
from uuid import UUID

from rules.acts import RecordKind
from rules.agreement import GUARDS, SKIPPED_TO, SLOT_AFTER, TRANSITIONS, Guard, Initiator, Move, SlotState, Status
from rules.errors import RuleError
from rules.gate import ReviewLevels
from rules.lives import LIVES
from rules.record_life import SKIPPED_TO as RECORD_SKIPPED_TO
from rules.record_terms import RecordMove, RecordStatus
from rules.registration import SIGNED, UNSETTLED
from rules.roles import Role
from rules.transfer_terms import DispatchState

AnyMove = Move | RecordMove
AnyStatus = Status | RecordStatus
Refusal = type[RuleError]

DESTINATIONS: Final = (RecordKind.AGREEMENT, RecordKind.SUPPLEMENT, RecordKind.REGISTRATION)
"""What can be a graduate's one destination."""
TRANSFERS: Final = (RecordKind.ARCHIVE, RecordKind.HUKOU)
WAITING: Final = frozenset(
    {"PENDING_COUNTERPARTY", "PENDING_DEPARTMENT", "PENDING_SCHOOL", "VOID_PENDING_DEPARTMENT", "VOID_PENDING_SCHOOL"}
)
OPEN: Final = frozenset({"PENDING_COUNTERPARTY", "PENDING_DEPARTMENT", "PENDING_SCHOOL"})
REVIEWED: Final = frozenset({"PENDING_DEPARTMENT", "PENDING_SCHOOL"})
BY_THE_WAY: Final = {"EXPIRED": "EXPIRE", "TERMINATED": "TERMINATE", "SUPERSEDED": "SUPERSEDE", "LAPSED": "LAPSE"}
"""Where records come by moves that nobody makes by itself, and how those are called."""
Row = tuple[str, str, str, str]
"""Of a table of moves: whose (an agreement's by who started it), status before, move, role."""
GONE: Final = (DispatchState.SENT, DispatchState.RECEIVED)


@dataclass(eq=False, kw_only=True)
class Rec:
    """What a record should be by now."""

    kind: RecordKind
    key: UUID
    status: AnyStatus
    version: int = 1
    category: str = SIGNED
    initiator: Initiator | None = None
    """Who started an agreement, or asked for a termination."""
    ends: "Rec | None" = None
    is_change: bool = False
    dispatch: DispatchState = DispatchState.NOT_SENT
    is_kept: bool = False
    """Of an archive: whether it stays at the school."""
    deadline: datetime | None = None

    def __repr__(self) -> str:
        return f"{self.kind}({self.category}) {self.status} v{self.version}"

    @property
    def is_in_force(self) -> bool:
        return self.status is Status.EFFECTIVE if isinstance(self.status, Status) else self.status in LIVES[self.kind].in_force

    @property
    def is_asked_for(self) -> bool:
        slot = SLOT_AFTER[self.status] if isinstance(self.status, Status) else LIVES[self.kind].slot_after.get(self.status)
        return slot is SlotState.RESERVED

    @property
    def is_destination(self) -> bool:
        return self.kind in DESTINATIONS

    @property
    def yields(self) -> bool:
        return self.is_in_force and self.kind is RecordKind.REGISTRATION and self.category in UNSETTLED

    @property
    def guards(self) -> Mapping[AnyMove, tuple[Guard, ...]]:
        return cast(Mapping[AnyMove, tuple[Guard, ...]], GUARDS if self.kind is RecordKind.AGREEMENT else LIVES[self.kind].guards)

    @property
    def seen_by_employer(self) -> bool:
        """Whether the world's employer is a party of it."""
        return self.kind is RecordKind.AGREEMENT or (self.ends is not None and self.ends.kind is RecordKind.AGREEMENT)

    @property
    def columns(self) -> list[str]:
        """The columns that count an archive's record, or one of a household registration."""
        columns = [self.status.lower()]
        if self.status == RecordStatus.APPROVED or (self.status in REVIEWED and not self.is_change):
            columns.append("registered")
        if self.status == RecordStatus.APPROVED:
            kept = "keep_at_school" if self.is_kept else "talent_agency"
            columns.append(f"type_{kept if self.kind is RecordKind.ARCHIVE else 'to_employer'}")
            columns += [] if self.dispatch is DispatchState.NOT_SENT else [self.dispatch.lower()]
        return columns

    def after(self, move: AnyMove, role: Role, levels: ReviewLevels) -> AnyStatus | None:
        """Return what the table says follows; None where it has no row, or the move is the other party's."""
        if isinstance(self.status, Status):
            signed = TRANSITIONS.get((cast(Initiator, self.initiator), self.status, cast(Move, move), role))
            return signed and SKIPPED_TO.get((levels, signed), signed)
        reviewed = LIVES[self.kind].transitions.get((self.status, cast(RecordMove, move), role))
        if self.kind is RecordKind.TERMINATION and role in (Role.GRADUATE, Role.EMPLOYER):
            asked = self.initiator is not None and role.value == self.initiator.value
            if asked is not (move is RecordMove.WITHDRAW):
                return None
        return reviewed and RECORD_SKIPPED_TO.get((levels, reviewed), reviewed)


def whose(rec: Rec) -> str:
    """Return which table a record's life is in."""
    return f"{rec.kind} {rec.initiator}" if rec.kind is RecordKind.AGREEMENT else str(rec.kind)

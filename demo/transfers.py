"""What a part of the invented graduates has registered of its archives and household registrations, in every status and on every way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from demo.courses import Step, submitted_steps
from demo.dossier import Course, Dossier, of_graduate
from demo.endings import standing_of
from demo.record_rows import ConfirmationRow, RegistrationRow
from demo.reporting import Told
from demo.rows import GraduateRow
from demo.schools import TRANSFER_LEVELS
from demo.transfer_rows import ArchiveBlockRow, ArchiveRecordRow, HukouRecordRow
from rules.acts import ActName, RecordKind
from rules.archive import suggested_transfer
from rules.record_terms import RecordMove, RecordStatus
from rules.reporting import Operation
from rules.roles import Role
from rules.transfer import PENDING
from rules.transfer_terms import DispatchMode, DispatchMove, DispatchState, MigrationReason, MigrationType, RecordSource, TransferType

TransferRow = ArchiveRecordRow | HukouRecordRow

_COURSES: Final = ("S+", "", "S+", "", "S+", "S-", "S+", "cancel")
_STATES: Final = (DispatchState.NOT_SENT, DispatchState.SENT, DispatchState.RECEIVED, DispatchState.RETURNED)
_STEP: Final = timedelta(hours=5)
_DAY: Final = timedelta(days=1)
_INCOMPLETE: Final = "接收单位地址不完整，请补充后重新提交"
_CAME_BACK: Final = "收件单位查无此人"


@dataclass(frozen=True, slots=True)
class Transfers:
    """What one graduate has registered: the course of its archive and of its household registration, None where there is none."""

    graduate: GraduateRow
    turn: int
    """Chooses among types, ways and states."""
    archive: str | None
    hukou: str | None

    @property
    def ready_at(self) -> datetime | None:
        """Return from when on these hinder no confirmation; None where they still do."""
        began = self.graduate.confirmed_at
        if began is None or "" in {self.archive, self.hukou} or (self.graduate.archive_in_school and self.archive != "S+"):
            return None
        return began + 2 * _STEP


def transfers_of(ordinal: int, graduate: GraduateRow) -> Transfers:
    """Return what the graduate of this number has registered; of two in three there is nothing."""
    if graduate.confirmed_at is None or ordinal % 3:
        return Transfers(graduate, 0, None, None)
    turn = ordinal // 3
    archive = _COURSES[turn % len(_COURSES)] if graduate.archive_in_school else None
    # Only every second turn has one at the school: half of it goes through all statuses and types.
    return Transfers(graduate, turn, archive, _COURSES[turn // 2 % len(_COURSES)] if graduate.hukou_in_school else None)


def transfer_rows(transfers: Transfers, dossier: Dossier, confirmations: Sequence[ConfirmationRow]) -> Iterator[TransferRow]:
    """Yield the rows; an archive is sent after its graduate's last confirmation, where it has one."""
    began = transfers.graduate.confirmed_at
    if began is None:
        return
    if transfers.archive is not None:
        yield _archive(transfers, dossier, began + _STEP, confirmations[-1] if confirmations else None)
    if transfers.hukou is not None:
        yield _hukou(transfers, dossier, began + _STEP)


def _begin(kind: RecordKind, course: str, dossier: Dossier, begun_at: datetime) -> dict[str, Any]:
    """Note a record's course, and return the columns that both kinds have."""
    steps = submitted_steps(kind, course, TRANSFER_LEVELS)
    key = dossier.keys(kind, 0)
    moved = Course(
        kind=kind,
        began=(ActName(f"{kind}_SUBMIT"), Role.GRADUATE),
        begun_at=begun_at,
        steps=steps,
        at=[begun_at + place * _STEP for place in range(1, len(steps) + 1)],
        reason=_reason,
        first=RecordStatus.PENDING_SCHOOL,
    )
    dossier.follow(moved, key)
    standing = standing_of(kind, RecordStatus.PENDING_SCHOOL, steps)
    return {
        "id": key,
        **of_graduate(dossier.graduate),
        "review_levels": TRANSFER_LEVELS,
        **standing,
        "status_reason": _INCOMPLETE if standing["status"] is RecordStatus.REJECTED else None,
        "source": RecordSource.GRADUATE,
        "is_change": False,
        "created_at": begun_at,
        "updated_at": begun_at if standing["status"] in PENDING else begun_at + _STEP,
    }


def _reason(step: Step) -> str | None:
    return _INCOMPLETE if step.move == RecordMove.FAIL else None


def _archive(transfers: Transfers, dossier: Dossier, begun_at: datetime, confirmation: ConfirmationRow | None) -> ArchiveRecordRow:
    turn, shared = transfers.turn, _begin(RecordKind.ARCHIVE, str(transfers.archive), dossier, begun_at)
    type_ = list(TransferType)[turn % len(TransferType)]
    row = ArchiveRecordRow(**shared, transfer_type=type_, **({} if type_ is TransferType.KEEP_AT_SCHOOL else _receiver(turn)))
    if row.status is not RecordStatus.APPROVED:
        return row
    dossier.told.append(Told(row.updated_at, Operation.UPSERT, RecordKind.ARCHIVE, row, row.version))
    state = _STATES[turn // 2 % len(_STATES)]
    if type_ is TransferType.KEEP_AT_SCHOOL or state is DispatchState.NOT_SENT:
        return row
    sent_at = max(row.updated_at, confirmation.created_at if confirmation else row.updated_at) + _DAY
    holds = confirmation is not None and (confirmation.stale_at is None or confirmation.stale_at > sent_at)
    sent = {"tracking_no": f"EX{turn:09}CN", "transfer_no": confirmation.transfer_number if confirmation and holds else None}
    row = _moved(row, dossier, DispatchMove.SEND, DispatchState.SENT, sent_at, **sent, sent_at=sent_at)
    if state is DispatchState.RECEIVED:
        row = _moved(row, dossier, DispatchMove.RECEIVE, state, sent_at + 2 * _DAY, received_at=sent_at + 2 * _DAY)
    elif state is DispatchState.RETURNED:
        row = _moved(row, dossier, DispatchMove.RETURN, state, sent_at + 2 * _DAY, return_reason=_CAME_BACK)
    return row


def said_beside(row: object, transfers: Transfers) -> Iterator[ArchiveBlockRow]:
    """Yield where the archive goes, as the form of a destination that waits says it; of whoever has not registered it by itself."""
    if not isinstance(row, RegistrationRow) or row.status not in PENDING:
        return
    graduate = transfers.graduate
    if graduate.archive_in_school and transfers.archive is None:
        of = {name: value for name, value in of_graduate(graduate).items() if name != "class_year"}
        said = _receiver(int(graduate.exam_number[-4:]))
        type_ = suggested_transfer(row.category, row.employer_nature)
        yield ArchiveBlockRow(id=row.id, **of, created_at=row.created_at, updated_at=row.created_at, transfer_type=type_, **said)


def _receiver(turn: int) -> dict[str, Any]:
    return {
        "receiver_name": f"测试测试档案接收单位{turn % 40 + 1}",
        "receiver_division": "110108",
        "receiver_address": f"测试路{turn % 90 + 1}号",
        "receiver_postcode": "100871",
        "receiver_person": "测试联系人",
        "receiver_phone": "010-00000000",
        "dispatch_mode": list(DispatchMode)[turn % len(DispatchMode)],
    }


def _moved(
    row: ArchiveRecordRow, dossier: Dossier, move: DispatchMove, state: DispatchState, at: datetime, **changes: Any
) -> ArchiveRecordRow:
    """Return an archive one step further on its way, of which audit and employment system are told."""
    moved = row._replace(dispatch_state=state, version=row.version + 1, updated_at=at, **changes)
    why = _CAME_BACK if move is DispatchMove.RETURN else None
    act = ActName(f"ARCHIVE_{move}")
    dossier.act(act, RecordKind.ARCHIVE, row.id, Role.SCHOOL, at, before=row.dispatch_state, after=state, reason=why)
    dossier.told.append(Told(at, Operation.UPSERT, RecordKind.ARCHIVE, moved, moved.version))
    return moved


def _hukou(transfers: Transfers, dossier: Dossier, begun_at: datetime) -> HukouRecordRow:
    turn, shared = transfers.turn // 2, _begin(RecordKind.HUKOU, str(transfers.hukou), dossier, begun_at)
    type_ = list(MigrationType)[turn % len(MigrationType)]
    where: dict[str, Any] = {}
    if type_ is not MigrationType.KEEP:
        to_somebody = type_ in {MigrationType.TO_EMPLOYER, MigrationType.TO_TALENT_MARKET, MigrationType.TO_SCHOOL}
        where = {
            "migration_reason": MigrationReason.FURTHER_STUDY if type_ is MigrationType.TO_SCHOOL else MigrationReason.GRADUATION,
            "destination_division": "110108",
            "destination_address": f"测试路{turn % 90 + 1}号",
            "receiving_unit": f"测试测试户口接收单位{turn % 40 + 1}" if to_somebody else None,
        }
    row = HukouRecordRow(**shared, migration_type=type_, **where)
    if row.status is RecordStatus.APPROVED:
        dossier.told.append(Told(row.updated_at, Operation.UPSERT, RecordKind.HUKOU, row, row.version))
    return row

"""That all which is stored of a graduate is what `tests.actions.whole` says, and what the tables of all lives let come about."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

import orjson
from tortoise.connection import get_connection

from actions.record_kinds import KINDS
from actions.verification import verify
from models import (
    Agreement,
    ArchiveCounters,
    Audit,
    Confirmation,
    DestinationSlot,
    HukouCounters,
    Report,
    SigningCounters,
    VerificationGrant,
)
from models.base import Identified
from models.database import CONNECTION
from rules.acts import RecordKind
from rules.agreement import SKIPPED_TO, TRANSITIONS, Initiator, Move, Status
from rules.archive import DISPATCHES
from rules.confirmation import ConfirmationState, GrantState
from rules.confirmation_errors import VerificationFailed
from rules.gate import Feature
from rules.lives import LIVES
from rules.record_life import SKIPPED_TO as RECORD_SKIPPED_TO
from rules.record_terms import RecordMove, RecordStatus
from rules.reporting import REPORTED, Operation
from rules.roles import Role
from rules.transfer_terms import DispatchMove, DispatchState
from rules.verification import items_of
from tests.actions.stage import Stage
from tests.actions.whole import Whole
from tests.actions.whole_record import BY_THE_WAY, OPEN, REVIEWED, Rec, Row, whose

BEFORE_ALL: Final = UUID(int=0)
NOT_COUNTED: Final = frozenset({"version", "class_year", "graduates"})
BEGINS: Final = frozenset({"APPLY", "SUBMIT", "REGISTER"})


@dataclass
class Agrees:
    """Compares after every step, and remembers how far it has compared and which rows of the tables have been walked."""

    stage: Stage
    whole: Whole
    walked: set[Row]
    seen_audit: UUID = BEFORE_ALL
    seen_reports: int = 0
    seen_numbers: object = None
    counted_before: Counter[str] = field(default_factory=Counter)
    stands: dict[UUID, str | None] = field(default_factory=dict)
    """Record -> where the trail has left it."""

    async def check(self) -> None:
        """Assert it all."""
        rows = await self._records()
        await self._slot()
        await self._trail()
        await self._reports(rows)
        await self._confirmations()
        await self._numbers(rows)
        assert await self._counters() == self.counted_before + self.whole.counted

    async def begin(self) -> None:
        """Remember what is counted of everybody else."""
        self.counted_before = await self._counters()
        self.counted_before.subtract(self.whole.counted)

    async def _counters(self) -> Counter[str]:
        """Return what the counters of all schools say together, by table and column; not what is none."""
        counted, connection = Counter[str](), get_connection(CONNECTION)
        for name, table in (("signing", SigningCounters), ("archive", ArchiveCounters), ("hukou", HukouCounters)):
            # Straight from the connection: the ORM takes longer to make a hundred columns of a row than all else here takes.
            for row in await connection.execute_query_dict(f"SELECT * FROM {table._meta.db_table}"):
                numbers = {column: value for column, value in row.items() if isinstance(value, int) and column not in NOT_COUNTED}
                counted.update({f"{name} {column}": value for column, value in numbers.items() if value})
        return counted

    async def _records(self) -> dict[UUID, Any]:
        """Return every record by its key, each as it should be; of what there can be one of, there is one at most."""
        of_graduate = {"graduate_id": self.whole.graduate.id}
        by_kind: dict[RecordKind, list[Any]] = {kind: await of.model.filter(**of_graduate) for kind, of in KINDS.items()}
        by_kind[RecordKind.AGREEMENT] = await Agreement.filter(**of_graduate)
        rows = {row.id: row for of_kind in by_kind.values() for row in of_kind}
        stored = {key: (str(row.status), row.version) for key, row in rows.items()}
        assert stored == {rec.key: (str(rec.status), rec.version) for rec in self.whole.records}
        for kind in (RecordKind.ARCHIVE, RecordKind.HUKOU):
            assert len([row for row in by_kind[kind] if row.status is RecordStatus.APPROVED]) <= 1
            assert len([row for row in by_kind[kind] if row.status in {*REVIEWED, "REJECTED"}]) <= 1
            changes = {rec.key: rec.is_change for rec in self.whole.of(kind)}
            assert {row.id: row.is_change for row in by_kind[kind]} == changes
        assert {row.id: row.dispatch_state for row in by_kind[RecordKind.ARCHIVE]} == {
            rec.key: rec.dispatch for rec in self.whole.of(RecordKind.ARCHIVE)
        }
        asked = [row.agreement_id or row.supplement_id for row in by_kind[RecordKind.TERMINATION] if row.status in OPEN]
        assert len(asked) == len(set(asked))
        return rows

    async def _slot(self) -> None:
        slots = await DestinationSlot.filter(graduate_id=self.whole.graduate.id)
        assert [(slot.holder_id, slot.state, slot.category, slot.under_id) for slot in slots] == [self.whole.slot] * bool(self.whole.slot)

    async def _trail(self) -> None:
        """Assert that every entry since the last time is a row of its table, and begins where the one before has ended."""
        of = {str(rec.key): rec for rec in self.whole.records}
        acts = await Audit.filter(id__gt=self.seen_audit).order_by("id")
        for act in acts:
            self.seen_audit = act.id
            if act.record_kind == RecordKind.CONFIRMATION:
                self._confirmation(act, acts[0])
            if (rec := of.get(str(act.record_id))) is None:
                continue
            name = act.action.removeprefix(f"{rec.kind}_")
            if name in DispatchMove.__members__:
                travelled = DISPATCHES[DispatchState(str(act.status_before)), DispatchMove(name)]
                assert travelled == act.status_after
                self.walked.add((f"{rec.kind} dispatch", str(act.status_before), name, Role.SCHOOL))
                continue
            begun = "PENDING_GRADUATE" if rec.kind is RecordKind.AGREEMENT and rec.initiator is Initiator.EMPLOYER else None
            assert act.status_before == self.stands.get(rec.key, begun), act.action
            self.stands[rec.key] = act.status_after
            if act.status_before is None:
                assert name in BEGINS
            else:
                self._row(
                    rec, name, Role.SYSTEM if name in BY_THE_WAY.values() else act.role, str(act.status_before), str(act.status_after)
                )
        for rec in self.whole.records:
            assert self.stands.get(rec.key, Status.PENDING_GRADUATE) == rec.status

    def _confirmation(self, act: Audit, first: Audit) -> None:
        """Remember what was done to a confirmation, and of what else it came."""
        name, held = act.action.removeprefix("CONFIRMATION_"), self.whole.in_force(Feature.DESTINATION)
        kind, _, move = first.action.partition("_")
        by = {"MAKE": str(held and held.kind), "STALE": f"{kind} {move}"}.get(name, str(act.role))
        self.walked.add(("CONFIRMATION", "" if name == "MAKE" else "CONFIRMED", name, by))

    def _row(self, rec: Rec, name: str, role: Role, before: str, after: str) -> None:
        levels = self.whole.levels
        if rec.kind is RecordKind.AGREEMENT:
            assert rec.initiator is not None
            signed = TRANSITIONS[rec.initiator, Status(before), Move(name), role]
            assert after == SKIPPED_TO.get((levels, signed), signed)
        else:
            reviewed = LIVES[rec.kind].transitions[RecordStatus(before), RecordMove(name), role]
            assert after == RECORD_SKIPPED_TO.get((levels, reviewed), reviewed)
        self.walked.add((whose(rec), before, name, role))

    async def _reports(self, rows: dict[UUID, Any]) -> None:
        """Assert that what was told since the last time is what came into force or went out of it, as it is stored."""
        new = await Report.filter(graduate_id=self.whole.graduate.id, seq__gt=self.seen_reports).order_by("seq")
        told = [(str(each.operation), each.record_kind, each.record_id, each.record_version) for each in new]
        assert told == [(each.operation, each.kind, each.key, each.version) for each in self.whole.told[self.seen_reports :]]
        for report in new:
            said, row = orjson.loads(report.payload), rows[report.record_id]
            assert said["status"] == row.status
            if report.operation is Operation.WITHDRAW:
                assert set(said) <= {"status", "category"}
            else:
                kept = {column: _plain(getattr(row, column, None)) for column in REPORTED[RecordKind(report.record_kind)]}
                assert {column: value for column, value in said.items() if kept.get(column) is not None} == {
                    column: value for column, value in kept.items() if value is not None
                }
        self.seen_reports += len(new)

    async def _confirmations(self) -> None:
        of_graduate = {"graduate_id": self.whole.graduate.id}
        stored = {each.id: each.state for each in await Confirmation.filter(**of_graduate)}
        expected = dict.fromkeys(self.whole.stale, ConfirmationState.STALE)
        assert stored == expected | ({self.whole.confirmed: ConfirmationState.CONFIRMED} if self.whole.confirmed else {})
        active = {each.id: each.state is GrantState.ACTIVE for each in await VerificationGrant.filter(**of_graduate)}
        assert active == {each.key: each.is_active for each in self.whole.grants}

    async def _numbers(self, rows: dict[UUID, Any]) -> None:
        """Assert that a number shows what it was granted for and counts now, and that any other number shows nothing to anybody."""
        shown = self.whole.shown
        if self.seen_numbers == (seen := (self.seen_reports, shown)):
            return
        self.seen_numbers = seen
        for number, features in shown.items():
            await self._number(number, features, rows)
        for confirmation in await Confirmation.filter(graduate_id=self.whole.graduate.id):
            holds = confirmation.id == self.whole.confirmed
            shows_archive = any(features is not None and Feature.ARCHIVE in features for features in shown.values())
            shows = frozenset({Feature.ARCHIVE}) if holds and shows_archive else None
            await self._number(confirmation.transfer_number, shows, rows)

    async def _number(self, number: str, features: frozenset[Feature] | None, rows: dict[UUID, Any]) -> None:
        try:
            seen = await verify(self.stage.visitor(), name=self.whole.graduate.name, number=number, looked_by="海淀区公安局")
        except VerificationFailed:
            assert features is None
            return
        assert features is not None
        assert {part.feature for part in seen.parts} == features
        for part in seen.parts:
            rec = self.whole.in_force(part.feature)
            assert list(part.items) == ([] if rec is None else items_of(rec.kind, _columns(rows[rec.key], rec)))


def _columns(row: Identified, rec: Rec) -> dict[str, Any]:
    return {"category": rec.category, **{name: _plain(getattr(row, name, None)) for name in REPORTED[rec.kind]}}


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value

"""The employment ledger as a receiver: where no address is configured, reports are taken inside, exactly once in effect."""

import orjson
from tortoise.transactions import in_transaction

from actions.context import Clock
from actions.transaction import whole_action_retried
from actions.unique import TryAgain, Unique, refused_by
from models import LedgerEdit, LedgerEntry, LedgerReceipt, Report
from rules.delivery import Outcome, Verdict
from rules.ledger import LedgerState
from rules.reporting import Operation
from sync.message import key_of, record_data, source_of

_ONE_ENTRY = Unique("ledger_entry_graduate_id_feature_key", "ledger_entry.graduate_id, ledger_entry.feature")
_ONE_RECEIPT = Unique("ledger_receipt_idempotency_key_key", "ledger_receipt.idempotency_key")


class EmbeddedReceiver:
    """The employment system inside."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def deliver(self, report: Report) -> Outcome:
        """Enter one report into the ledger."""
        await self._enter(report)
        return Outcome(verdict=Verdict.TAKEN)

    async def close(self) -> None:
        """There is nothing to let go of."""

    @whole_action_retried
    async def _enter(self, report: Report) -> None:
        """Enter it in one transaction, unless it is there: the same key twice changes nothing, nor does what is older than the entry."""
        now, source = self._clock.now(), await source_of(report)
        async with in_transaction():
            # Whoever enters something of the graduate at the same moment waits here, or meets the unique indexes.
            entry = await LedgerEntry.select_for_update().get_or_none(graduate_id=report.graduate_id, feature=report.feature)
            if await LedgerReceipt.exists(idempotency_key=key_of(report)):
                return
            if entry is None:
                entry = _entry_of(report, source)
                entry.created_at = now
                with refused_by(_ONE_ENTRY, TryAgain("the graduate's entry was made at the same moment")):
                    await entry.save(force_create=True)
            elif report.seq > entry.seq:
                await _bring_up(entry, report, source)
            receipt = _receipt_of(report, entry, source)
            receipt.created_at = now
            with refused_by(_ONE_RECEIPT, TryAgain("the same report was taken at the same moment")):
                await receipt.save(force_create=True)


async def _bring_up(entry: LedgerEntry, report: Report, source: str) -> None:
    """Change an entry to what a newer report says. What was approved later than an edit overwrites it (domain: drift).

    A withdrawal of a record whose place another one has taken already is remembered by its sequence alone.
    """
    if report.operation is Operation.UPSERT or report.record_id == entry.record_id:
        # Whoever administers the graduate now sees what is reported now.
        entry.department_id = report.department_id
        _say(entry, report, source)
        await LedgerEdit.filter(ledger_entry_id=entry.id).delete()
    entry.seq = report.seq
    entry.version += 1
    await entry.save()


def _entry_of(report: Report, source: str) -> LedgerEntry:
    """Return a new entry of a report that is the first of its graduate and subject."""
    entry = LedgerEntry(
        graduate_id=report.graduate_id,
        school_id=report.school_id,
        province_code=report.province_code,
        department_id=report.department_id,
        person_id=report.person_id,
        class_year=report.class_year,
        feature=report.feature,
        seq=report.seq,
        payload="{}",
    )
    _say(entry, report, source)
    return entry


def _say(entry: LedgerEntry, report: Report, source: str) -> None:
    said = record_data(report)
    entry.source_system = source
    entry.record_kind = report.record_kind
    entry.record_id = report.record_id
    entry.record_version = report.record_version
    entry.reported_at = report.created_at
    entry.has_drift = False
    # A withdrawal says no more than what the record is known by; what it said while it counted stays to be read.
    if report.operation is Operation.UPSERT:
        entry.state = LedgerState.APPROVED
        entry.category = said.get("category")
        entry.payload = orjson.dumps(said).decode()
    else:
        entry.state = LedgerState.WITHDRAWN
        entry.payload = orjson.dumps({**orjson.loads(entry.payload), **said}).decode()


def _receipt_of(report: Report, entry: LedgerEntry, source: str) -> LedgerReceipt:
    return LedgerReceipt(
        ledger_entry_id=entry.id,
        idempotency_key=key_of(report),
        operation=report.operation,
        source_system=source,
        record_kind=report.record_kind,
        record_id=report.record_id,
        record_version=report.record_version,
        seq=report.seq,
        payload=orjson.dumps(record_data(report)).decode(),
        reported_at=report.created_at,
    )

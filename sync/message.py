"""The message that tells the employment system of one report: what docs/sync/report.schema.json describes."""

from typing import Any, Final

import orjson

from actions.record_kinds import KINDS
from auth.vault import IdentityVault
from models import Graduate, Report
from rules.acts import RecordKind
from rules.gate_terms import Feature
from rules.ledger import OURS, camel
from rules.reporting import Operation, idempotency_key

_SUBJECTS: Final = {Feature.DESTINATION: "destination", Feature.ARCHIVE: "archive", Feature.HUKOU: "hukou"}
_EVENTS: Final = {Operation.UPSERT: "approved", Operation.WITHDRAW: "withdrawn"}
TYPES: Final = tuple(f"{subject}.{event}" for subject in _SUBJECTS.values() for event in _EVENTS.values())
"""Every type of message."""


def type_of(report: Report) -> str:
    """Return the type of a report's message, e.g. `destination.approved`."""
    return f"{_SUBJECTS[report.feature]}.{_EVENTS[report.operation]}"


def key_of(report: Report) -> str:
    """Return the report's idempotency key."""
    return idempotency_key(report.record_kind, report.record_id, report.record_version, report.operation)


def record_data(report: Report) -> dict[str, Any]:
    """Return what a report says of its record, with names as messages spell them."""
    return {camel(column): value for column, value in orjson.loads(report.payload).items()}


async def source_of(report: Report) -> str:
    """Return where what is reported was approved: here, or in the province's own system."""
    kind = KINDS.get(RecordKind(report.record_kind))
    record = None if kind is None else await kind.model.get_or_none(id=report.record_id)
    return getattr(record, "source_system", None) or OURS


async def message_of(report: Report, vault: IdentityVault) -> bytes:
    """Return the message as it is sent, JSON in UTF-8. It holds an identity number: it is signed, sent, and neither kept nor logged.

    Raises SealBroken where the number was sealed under another key.
    """
    graduate = await Graduate.get(id=report.graduate_id).select_related("person", "school")
    said = {
        "id": str(report.id),
        "type": type_of(report),
        "occurredAt": report.created_at.isoformat(),
        "sourceSystem": await source_of(report),
        "sequence": report.seq,
        "idempotencyKey": key_of(report),
        "graduate": {
            "schoolCode": graduate.school.code,
            "classYear": graduate.class_year,
            "examNumber": graduate.exam_number,
            "name": graduate.name,
            "idNumber": vault.open(graduate.person.identity_cipher),
        },
        "record": {
            "kind": report.record_kind,
            "id": str(report.record_id),
            "version": report.record_version,
            "data": record_data(report),
        },
    }
    return orjson.dumps(said)

"""The JSON Schema of messages, made from the tables whose columns are reported; `docs/sync/report.schema.json` is it."""

from collections.abc import Mapping
from typing import Any, Final

from tortoise import fields
from tortoise.models import Model

from actions.record_kinds import KINDS
from models import Agreement
from rules.acts import RecordKind
from rules.ledger import camel
from rules.reporting import REPORTED
from sync.message import TYPES

_TABLES: Final[Mapping[RecordKind, type[Model]]] = {RecordKind.AGREEMENT: Agreement, **{kind: of.model for kind, of in KINDS.items()}}
_UUID: Final = {"type": "string", "format": "uuid"}


def message_schema() -> dict[str, Any]:
    """Return the schema (JSON Schema 2020-12). A message has no property that it does not name."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Report to the employment system (就业管理系统)",
        "description": "One record of a graduate that was approved, or counts no more. Take each idempotencyKey once.",
        **_whole(
            {
                "id": {**_UUID, "description": "The report. Also the header webhook-id; the same each time it is sent."},
                "type": {"enum": list(TYPES), "description": "What it is about, and whether it was approved or withdrawn."},
                "occurredAt": {"type": "string", "format": "date-time", "description": "When it was approved or withdrawn."},
                "sourceSystem": {"type": "string", "minLength": 1, "maxLength": 20, "description": "Where it was approved."},
                "sequence": {"type": "integer", "minimum": 1, "description": "Its place among the graduate's reports, without gaps."},
                "idempotencyKey": {"type": "string", "minLength": 1, "maxLength": 100, "description": "Record, version and operation."},
                "graduate": _whole(
                    {
                        "schoolCode": {"type": "string", "pattern": "^[0-9]{5}$", "description": "院校代码"},
                        "classYear": {"type": "integer", "minimum": 2020, "maximum": 2100, "description": "届"},
                        "examNumber": {"type": "string", "minLength": 1, "maxLength": 20, "description": "考生号"},
                        "name": {"type": "string", "minLength": 1, "maxLength": 40, "description": "姓名"},
                        "idNumber": {"type": "string", "minLength": 1, "maxLength": 20, "description": "身份证号, in clear"},
                    }
                ),
                "record": {"oneOf": [_record(kind) for kind in REPORTED]},
            }
        ),
    }


def _record(kind: RecordKind) -> dict[str, Any]:
    """Return what a kind of record looks like. One that was withdrawn says what it is known by alone."""
    columns = ("category", "status", *(column for column in REPORTED[kind] if column not in {"category", "status"}))
    said = _whole({camel(column): _value(kind, column) for column in columns})
    return _whole(
        {
            "kind": {"const": str(kind)},
            "id": _UUID,
            "version": {"type": "integer", "minimum": 1},
            "data": {**said, "required": ["category", "status"]},
        }
    )


def _value(kind: RecordKind, column: str) -> dict[str, Any]:
    """Return what a column may hold; one that is no column of the kind's table is told by itself, as text, number or truth."""
    table = _TABLES.get(kind)
    field = table._meta.fields_map.get(column) if table is not None else None
    match field:
        case fields.BooleanField():
            return {"type": ["boolean", "null"]}
        case fields.IntField():
            return {"type": ["integer", "null"]}
        case fields.DateField():
            return {"type": ["string", "null"], "format": "date"}
        case fields.DatetimeField():
            return {"type": ["string", "null"], "format": "date-time"}
        case fields.CharField(max_length=int(longest)):
            return {"type": ["string", "null"], "maxLength": longest}
        case _:
            return {"type": ["string", "number", "boolean", "null"]}


def _whole(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": dict(properties), "required": list(properties), "additionalProperties": False}

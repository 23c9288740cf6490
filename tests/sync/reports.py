"""Reports as the actions write them, without the records that they are about."""

from typing import Any
from uuid import UUID, uuid4

import orjson

from models import Graduate, Report
from rules.acts import RecordKind
from rules.gate_terms import Feature
from rules.reporting import REPORTED, Operation
from tests.world import NOW


async def reported(
    graduate: Graduate,
    seq: int = 1,
    *,
    feature: Feature = Feature.DESTINATION,
    operation: Operation = Operation.UPSERT,
    record_id: UUID | None = None,
    payload: dict[str, Any] | None = None,
    **columns: Any,
) -> Report:
    """Write a report of a graduate. What it says is an agreement's, or what is given."""
    said: dict[str, Any] = {"category": "10", "status": "EFFECTIVE"}
    if operation is Operation.UPSERT:
        said |= dict.fromkeys(REPORTED[RecordKind.AGREEMENT]) | {"employer_name": f"单位{seq}"}
    return await Report.create(
        **{
            "graduate_id": graduate.id,
            "seq": seq,
            "school_id": graduate.school_id,
            "province_code": graduate.province_code,
            "department_id": graduate.department_id,
            "person_id": graduate.person_id,
            "class_year": graduate.class_year,
            "feature": feature,
            "operation": operation,
            "record_kind": RecordKind.AGREEMENT,
            "record_id": record_id or uuid4(),
            "record_version": seq,
            "payload": orjson.dumps(said if payload is None else payload).decode(),
            "created_at": NOW,
            **columns,
        }
    )

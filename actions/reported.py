"""What of a graduate counts now, as it was reported last (guide section 8): the same words for whoever verifies it and for the form."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import orjson

from models import Report
from rules.acts import RecordKind
from rules.gate_terms import Feature
from rules.reporting import Operation


@dataclass(frozen=True, slots=True)
class InForce:
    """What is in force of one of the three that are reported: the kind of record, and what it says by column."""

    kind: RecordKind
    said: Mapping[str, Any] = field(default_factory=dict)


async def in_force(graduate_id: UUID, feature: Feature) -> InForce | None:
    """Return what was reported last; None where nothing was, or it was withdrawn."""
    newest = await Report.filter(graduate_id=graduate_id, feature=feature).order_by("-seq").first()
    if newest is None or newest.operation is Operation.WITHDRAW:
        return None
    return InForce(RecordKind(newest.record_kind), orjson.loads(newest.payload))

"""What follows when a record comes into force or goes out of it: it is reported (guide section 8), and a confirmation ends."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from actions.reports import OfGraduate, Reported, report
from actions.steps import Done
from actions.unsettle import unsettle
from rules.acts import RecordKind
from rules.gate_terms import Feature
from rules.reporting import Operation


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a record stands before or after a step: whether it is in force, and what it says."""

    is_in_force: bool
    said: Mapping[str, Any]


async def settle(
    record: OfGraduate,
    kind: RecordKind,
    feature: Feature,
    *,
    before: bool,
    after: Standing,
    version: int,
    now: datetime,
    says_more: bool = False,
) -> list[Done]:
    """Report a record that a step brings into force or out of it, end its graduate's confirmation, and return what that leaves behind.

    `before` says whether the record was in force, `after` how it stands now, `version` is its version from now on. What comes into force
    is reported whole (UPSERT), what goes out of it is withdrawn; both get the next number among the graduate's reports. The confirmation
    becomes STALE with every authorisation under it. What is returned is for the caller to leave, with its own (`actions.steps.leave`):
    the acts of the trail and the shifts of the counters, none where there was nothing to end.
    A record that is in force and stays so has not changed: what is asked of it meanwhile (to void it) is not reported. Unless it
    `says_more`: then it is reported as it is from now on, and whoever confirmed it has confirmed something else.
    Raises TryAgain where another record of the graduate got the same number of a report.
    """
    if before == after.is_in_force and not (before and says_more):
        return []
    operation = Operation.UPSERT if after.is_in_force else Operation.WITHDRAW
    await report(record, Reported(kind=kind, feature=feature, operation=operation, version=version, said=after.said), now)
    return await unsettle(record.graduate_id, now)

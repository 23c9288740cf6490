"""Disputes on the stage, one in each state, and what happened to them."""

from dataclasses import dataclass
from typing import Any

from actions.trail import Act
from models import Dispute, DisputeEvent, Graduate
from rules.acts import ActName, RecordKind
from rules.dispute import DisputeState
from tests.access.ending_rows import Endings
from tests.access.oracle import Row
from tests.disputes import make_dispute
from tests.world import World


@dataclass(frozen=True)
class Disputes:
    """What acts are tried on; all of the person of `world.graduate` and of `world.school`."""

    waiting: Dispute
    """Nobody has answered it."""
    undisputed: Graduate
    """A graduation of the same person, of which nothing is disputed."""


async def write_disputes(world: World, endings: Endings, undisputed: Graduate) -> Disputes:
    """Write disputes of several graduates, about all that can be disputed."""
    waiting = await make_dispute(endings.approved)
    await make_dispute(endings.in_force, DisputeState.WITHDRAWN)
    for graduate, state in (
        (world.graduate, DisputeState.RESOLVED),
        (world.classmate, DisputeState.OPEN),
        (world.neighbour_graduate, DisputeState.RESOLVED),
        (world.far_graduate, DisputeState.WITHDRAWN),
    ):
        await make_dispute(graduate, state)
    return Disputes(waiting, undisputed)


async def dispute_acts_told() -> list[Act]:
    """Return acts on all of them, as the audit would have entered them."""
    said: dict[str, Any] = {"before": DisputeState.OPEN, "after": DisputeState.RESOLVED, "reason": "已核实并更正"}
    return [
        Act(ActName.DISPUTE_RESOLVE, RecordKind.DISPUTE, each.id, each.province_code, school_id=each.school_id, **said)
        for each in await Dispute.all()
    ]


async def dispute_rows() -> list[Row]:
    """Return them as they can be asked for."""
    disputes = {each.id: each for each in await Dispute.all()}
    return [
        *(_row("Dispute", each.id, each, ("DISPUTE", each.state)) for each in disputes.values()),
        *(_row("DisputeEvent", each.id, disputes[each.dispute_id]) for each in await DisputeEvent.all()),
    ]


def _row(type_: str, key: object, of: Dispute, standing: tuple[str, str] | None = None) -> Row:
    place = (of.province_code, of.school_id, of.department_id, of.person_id)
    return Row(type_, key, *place, graduate=of.graduate_id, dispute=of.id, class_year=of.class_year, standing=standing)

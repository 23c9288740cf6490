"""Supplements and terminations on the stage, every column of some filled, and what happened to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from models import Agreement, Graduate, Supplement, SupplementEvent, Termination, TerminationEvent
from rules.agreement import Initiator, Status
from rules.files import Purpose
from rules.record_terms import RecordStatus
from rules.roles import Role
from tests.access.oracle import Row
from tests.endings import make_supplement, make_termination
from tests.uploads import make_upload
from tests.world import World, make_agreement

WHOLE: Final[dict[str, Any]] = {
    "employer_contact": "测试联系人",
    "employer_phone": "010-00000000",
    "position": "工程师",
    "monthly_pay": 9000,
    "work_address": "测试路2号",
    "start_date": date(2023, 7, 1),
}


@dataclass(frozen=True)
class Endings:
    """What acts are tried on; all of the person of `world.graduate`, and the agreements of `world.employer`."""

    rejected: Supplement
    waiting: Supplement
    approved: Supplement
    in_force: Agreement
    """Signed online, and nobody has asked to end it."""
    to_answer: Termination
    """Asked for by the employer."""
    to_withdraw: Termination
    """Asked for by the graduate; the other party has not answered."""
    to_review: Termination
    """Waits for the department."""


async def write_endings(world: World, graduations: Sequence[Graduate], agreements: Sequence[Agreement]) -> Endings:
    """Write one of each place, and for seven graduations what acts are tried on."""
    statuses = (RecordStatus.REJECTED, RecordStatus.PENDING_DEPARTMENT, RecordStatus.APPROVED)
    rejected, waiting, approved = [
        await make_supplement(graduate, status, **WHOLE) for graduate, status in zip(graduations[:3], statuses, strict=True)
    ]
    signed = [await make_agreement(world, graduate=graduate, status=Status.EFFECTIVE) for graduate in graduations[3:7]]
    endings = Endings(
        rejected,
        waiting,
        approved,
        signed[0],
        await make_termination(signed[1], RecordStatus.PENDING_COUNTERPARTY, Initiator.EMPLOYER),
        await make_termination(signed[2], RecordStatus.PENDING_COUNTERPARTY),
        await make_termination(signed[3], RecordStatus.PENDING_DEPARTMENT, Initiator.EMPLOYER),
    )
    for agreement in agreements:
        if agreement.status is Status.EFFECTIVE:
            await make_termination(agreement, RecordStatus.REJECTED)
    others = [
        await make_supplement(world.neighbour_graduate, RecordStatus.CANCELLED),
        await make_supplement(world.far_graduate, RecordStatus.VOIDED),
        await make_supplement(world.classmate, RecordStatus.TERMINATED),
    ]
    of_paper = [await make_termination(others[1], RecordStatus.REJECTED), await make_termination(others[2], RecordStatus.APPROVED)]
    sender = world.accounts[Role.EMPLOYER]
    for supplement in (rejected, waiting, approved, *others):
        await make_upload(sender, supplement)
    for termination in (endings.to_withdraw, *of_paper):
        await make_upload(sender, termination, purpose=Purpose.LETTER)
    return endings


async def ending_rows() -> list[Row]:
    """Return them as they can be asked for."""
    supplements, terminations = {each.id: each for each in await Supplement.all()}, {each.id: each for each in await Termination.all()}
    return [
        *(_supplement("Supplement", each.id, each, ("SUPPLEMENT", each.status)) for each in supplements.values()),
        *(_supplement("SupplementEvent", each.id, supplements[each.supplement_id]) for each in await SupplementEvent.all()),
        *(_termination("Termination", each.id, each, (f"ASKED BY {each.initiator}", each.status)) for each in terminations.values()),
        *(_termination("TerminationEvent", each.id, terminations[each.termination_id]) for each in await TerminationEvent.all()),
    ]


def _supplement(type_: str, key: object, of: Supplement, standing: tuple[str, str] | None = None) -> Row:
    place = (of.province_code, of.school_id, of.department_id, of.person_id)
    return Row(type_, key, *place, graduate=of.graduate_id, supplement=of.id, class_year=of.class_year, standing=standing)


def _termination(type_: str, key: object, of: Termination, standing: tuple[str, str] | None = None) -> Row:
    place = (of.province_code, of.school_id, of.department_id, of.person_id, of.employer_id)
    return Row(
        type_,
        key,
        *place,
        graduate=of.graduate_id,
        agreement=of.agreement_id,
        supplement=of.supplement_id,
        termination=of.id,
        class_year=of.class_year,
        standing=standing,
        discloses_graduate=of.is_graduate_disclosed,
    )

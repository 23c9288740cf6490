"""Registrations of other destinations on the stage, every column of some filled, what happened to them, and what counts for whom."""

from collections.abc import Sequence
from typing import Any

from models import DestinationInForce, Graduate, Registration, RegistrationEvent
from rules.files import Purpose
from rules.record_terms import RecordStatus
from rules.registration_fields import FIELDS
from rules.roles import Role
from tests.access.oracle import Row
from tests.registrations import example, make_registration
from tests.uploads import make_upload
from tests.world import World


async def write_registrations(world: World, graduations: Sequence[Graduate]) -> list[Registration]:
    """Write one of each place, and of four graduations one that was rejected, that waits, that is approved, and that is to be voided."""
    whole: dict[str, Any] = {field.attribute: example("10", field.name) for field in FIELDS}
    statuses = (RecordStatus.REJECTED, RecordStatus.PENDING_DEPARTMENT, RecordStatus.APPROVED, RecordStatus.VOID_PENDING_DEPARTMENT)
    written = [
        await make_registration(graduate, category, status, **whole)
        for graduate, category, status in zip(graduations, ("80", "11", "70", "75"), statuses, strict=True)
    ]
    others = [
        await make_registration(world.neighbour_graduate, "12", RecordStatus.CANCELLED, **whole),
        await make_registration(world.far_graduate, "85", RecordStatus.VOIDED),
        await make_registration(world.former_graduate, "72", RecordStatus.SUPERSEDED),
    ]
    for registration in (*written, *others):
        await make_upload(world.accounts[Role.EMPLOYER], registration, purpose=Purpose.PROOF)
    return written


async def registration_rows() -> list[Row]:
    """Return them as they can be asked for."""
    registrations = {each.id: each for each in await Registration.all()}
    graduates = {each.id: each for each in await Graduate.all()}
    return [
        *(_row("DestinationRegistration", each.id, each, ("DESTINATION", each.status)) for each in registrations.values()),
        *(_row("RegistrationEvent", each.id, registrations[each.registration_id]) for each in await RegistrationEvent.all()),
        *(_counting(each.id, graduates[each.id]) for each in await DestinationInForce.all()),
    ]


def _row(type_: str, key: object, of: Registration, standing: tuple[str, str] | None = None) -> Row:
    place = (of.province_code, of.school_id, of.department_id, of.person_id)
    return Row(type_, key, *place, graduate=of.graduate_id, registration=of.id, class_year=of.class_year, standing=standing)


def _counting(key: object, of: Graduate) -> Row:
    return Row("CurrentDestination", key, of.province_code, of.school_id, of.department_id, of.person_id, graduate=of.id)

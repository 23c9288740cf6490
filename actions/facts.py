"""What the rules ask about, read before anything is written."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Protocol
from uuid import UUID

from actions.slot import is_slot_free
from models import Agreement, AgreementTypeSetting, ClassYear, Employer, FeatureSwitch, Graduate, SchoolSetup
from rules.codes import DIRECTED_MODES
from rules.employer import EmployerStatus
from rules.gate import Feature, Gate
from rules.guards import Facts


async def read_gate(feature: Feature, class_year: int, school_id: UUID, province_code: str) -> Gate:
    """Return how far the gate of the feature stands open for the school in the class year (guide section 4)."""
    year = await ClassYear.get_or_none(year=class_year)
    setting = await AgreementTypeSetting.get_or_none(school_id=school_id, class_year=class_year)
    return Gate(
        feature=feature,
        class_year=class_year,
        class_year_state=year.state if year else None,
        feature_open=await FeatureSwitch.exists(province_id=province_code, feature=feature),
        agreement_type=setting.agreement_type if setting else None,
        changes_until=year.changes_until if year else None,
        set_up=await SchoolSetup.exists(school_id=school_id, class_year=class_year, feature=feature),
    )


class OfSchool(Protocol):
    """A record of a school and class year."""

    school_id: UUID
    province_code: str
    class_year: int


Gates = Mapping[tuple[UUID, int], Gate]
"""School and class year -> its gate."""


async def read_gates(feature: Feature, records: Iterable[OfSchool]) -> Gates:
    """Return the gates that records stand behind, each read once."""
    places = {(record.school_id, record.class_year): record.province_code for record in records}
    return {(school, year): await read_gate(feature, year, school, province) for (school, year), province in places.items()}


async def read_facts(agreement: Agreement, now: datetime, reason: str | None) -> Facts:
    """Return what the guards of every move ask about, for an agreement as it was read."""
    graduate = await Graduate.get(id=agreement.graduate_id)
    return Facts(
        now=now,
        reply_deadline=agreement.reply_deadline,
        employer_approved=await _is_let_in(agreement.employer_id),
        gate=await read_gate(Feature.DESTINATION, agreement.class_year, agreement.school_id, agreement.province_code),
        slot_free=await is_slot_free(agreement.graduate_id, agreement.id),
        basics_confirmed=graduate.confirmed_at is not None,
        directed=graduate.training_mode in DIRECTED_MODES,
        reason=reason,
    )


async def read_review_facts(agreements: Iterable[Agreement], now: datetime, reason: str | None) -> Mapping[UUID, Facts]:
    """Return, by agreement, what the guards of a review ask about: the class year and the reason. The rest does not matter to it."""
    of_all = list(agreements)
    gates = await read_gates(Feature.DESTINATION, of_all)
    return {
        each.id: Facts(
            now=now,
            gate=gates[each.school_id, each.class_year],
            slot_free=True,
            basics_confirmed=True,
            reason=reason,
        )
        for each in of_all
    }


async def _is_let_in(employer_id: UUID | None) -> bool:
    """Tell whether an employer may sign; whoever is not registered here is judged by the school that reviews."""
    return employer_id is None or await Employer.exists(id=employer_id, status=EmployerStatus.APPROVED)

"""What the rules ask about, read before anything is written."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from actions.record_kinds import KINDS
from actions.slot import is_slot_free
from models import Agreement, AgreementTypeSetting, ArchiveRecord, ClassYear, Employer, FeatureSwitch, Graduate, SchoolSetup
from rules.acts import RecordKind
from rules.archive import ON_ITS_WAY
from rules.codes import DIRECTED_MODES
from rules.employer import EmployerStatus
from rules.gate import Feature, Gate
from rules.guards import Facts
from rules.lives import LIVES
from rules.record_terms import RecordStatus


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


async def dispatched(graduates: Iterable[UUID]) -> Collection[UUID]:
    """Return the graduates whose archives have left the school."""
    sent = ArchiveRecord.filter(graduate_id__in=list(graduates), status=RecordStatus.APPROVED, dispatch_state__in=ON_ITS_WAY)
    return {each.graduate_id for each in await sent.only("id", "graduate_id")}


async def copied_from_graduate(kind: RecordKind, graduate: Graduate) -> dict[str, Any]:
    """Return what a record copies of its graduate and of the school's set-up: later changes of those do not reach it.

    The gate has been found open, so there is a set-up.
    """
    feature = LIVES[kind].feature
    setup = await SchoolSetup.get(school_id=graduate.school_id, class_year=graduate.class_year, feature=feature)
    return {**scope_of(graduate), "review_levels": getattr(setup, KINDS[kind].levels) or setup.review_levels}


def scope_of(graduate: Graduate) -> dict[str, Any]:
    """Return the columns that say whose a record of a graduate is."""
    return {
        "graduate_id": graduate.id,
        "school_id": graduate.school_id,
        "province_code": graduate.province_code,
        "department_id": graduate.department_id,
        "person_id": graduate.person_id,
        "class_year": graduate.class_year,
    }

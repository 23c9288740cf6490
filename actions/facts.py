"""What the rules ask about, read before anything is written."""

from datetime import datetime
from typing import Any
from uuid import UUID

from actions.record_kinds import KINDS
from actions.slot import is_slot_free
from models import Agreement, AgreementTypeSetting, ArchiveRecord, ClassYear, FeatureSwitch, Graduate, SchoolSetup
from rules.acts import RecordKind
from rules.archive import ON_ITS_WAY
from rules.codes import DIRECTED_MODES
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


async def read_facts(agreement: Agreement, now: datetime, reason: str | None) -> Facts:
    """Return what the guards of every move ask about, for an agreement as it was read."""
    graduate = await Graduate.get(id=agreement.graduate_id)
    return Facts(
        now=now,
        reply_deadline=agreement.reply_deadline,
        gate=await read_gate(Feature.DESTINATION, agreement.class_year, agreement.school_id, agreement.province_code),
        slot_free=await is_slot_free(agreement.graduate_id, agreement.id),
        basics_confirmed=graduate.confirmed_at is not None,
        directed=graduate.training_mode in DIRECTED_MODES,
        reason=reason,
    )


async def is_dispatched(graduate_id: UUID) -> bool:
    """Return whether the graduate's archive has left the school."""
    return await ArchiveRecord.exists(graduate_id=graduate_id, status=RecordStatus.APPROVED, dispatch_state__in=ON_ITS_WAY)


async def copied_from_graduate(kind: RecordKind, graduate: Graduate) -> dict[str, Any]:
    """Return what a record copies of its graduate and of the school's set-up: later changes of those do not reach it.

    The gate has been found open, so there is a set-up.
    """
    feature = LIVES[kind].feature
    setup = await SchoolSetup.get(school_id=graduate.school_id, class_year=graduate.class_year, feature=feature)
    return {
        "graduate_id": graduate.id,
        "school_id": graduate.school_id,
        "province_code": graduate.province_code,
        "department_id": graduate.department_id,
        "person_id": graduate.person_id,
        "class_year": graduate.class_year,
        "review_levels": getattr(setup, KINDS[kind].levels) or setup.review_levels,
    }

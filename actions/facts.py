"""What the rules ask about, read before anything is written."""

from datetime import datetime
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


async def _is_let_in(employer_id: UUID | None) -> bool:
    """Tell whether an employer may sign; whoever is not registered here is judged by the school that reviews."""
    return employer_id is None or await Employer.exists(id=employer_id, status=EmployerStatus.APPROVED)

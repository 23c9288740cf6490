"""How an agreement begins, online or offline: what is copied into it at that moment, and how it is written first."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from actions.agreement_step import agreement_act, holder
from actions.counters import shift_counters
from actions.flow_in import keep_blocks
from actions.slot import move_slot
from actions.trail import Trail
from models import Agreement, AgreementTypeSetting, Graduate, SchoolSetup
from rules.acts import ActName, RecordKind
from rules.agreement import SLOT_AFTER
from rules.counters import shift
from rules.errors import ChangedMeanwhile
from rules.gate import Feature

NOTHING_SAID: Final[Mapping[RecordKind, Mapping[str, Any]]] = MappingProxyType({})


async def set_up_of(graduate: Graduate) -> SchoolSetup:
    """Return how the graduate's school has set up signing for the class year; the gate has been found open."""
    return await SchoolSetup.get(school_id=graduate.school_id, class_year=graduate.class_year, feature=Feature.DESTINATION)


async def copied_from(graduate: Graduate) -> dict[str, Any]:
    """Return what an agreement copies of its graduate and of the school's type and set-up: later changes of those do not reach it."""
    setting = await AgreementTypeSetting.get(school_id=graduate.school_id, class_year=graduate.class_year)
    return {
        "graduate_id": graduate.id,
        "school_id": graduate.school_id,
        "province_code": graduate.province_code,
        "department_id": graduate.department_id,
        "person_id": graduate.person_id,
        "class_year": graduate.class_year,
        "agreement_type": setting.agreement_type,
        "review_levels": (await set_up_of(graduate)).review_levels,
    }


async def begin(
    agreement: Agreement, name: ActName, trail: Trail, now: datetime, beside: Mapping[RecordKind, Mapping[str, Any]] = NOTHING_SAID
) -> None:
    """Write a new agreement with its slot, trail and counters, and what is said `beside` it; it is all that its transaction does.

    The agreement type is looked at again after the insert: from there on the province cannot change it, since it locks the school's
    row to do so, and the insert holds a share of that row. What it changed before, this agreement must not copy.
    Raises SlotTaken, ChangedMeanwhile.
    """
    await agreement.save(force_create=True)
    setting = AgreementTypeSetting.filter(school_id=agreement.school_id, class_year=agreement.class_year)
    if not await setting.filter(agreement_type=agreement.agreement_type).exists():
        raise ChangedMeanwhile
    slot = await move_slot(holder(agreement), None, SLOT_AFTER[agreement.status], now)
    if beside:
        await keep_blocks(agreement, beside, now)
    await trail.record(agreement_act(agreement, name, before=None, after=agreement.status))
    shifts = [shift(agreement.initiator, None, agreement.status), slot.shift]
    await shift_counters(agreement.school_id, agreement.class_year, shifts, now)

"""Supplements and terminations as rows alone, as the actions would have left them: with slot, and counted."""

from typing import Any, Final

from tortoise.transactions import in_transaction

from models import Agreement, Graduate, SchoolSetup, Supplement, Termination
from models.database import CONNECTION
from rules.acts import RecordKind
from rules.agreement_terms import Initiator, ReviewLevel
from rules.counters import record_column
from rules.gate import Feature, ReviewLevels
from rules.record_terms import RecordStatus
from rules.supplement import SUPPLEMENT
from rules.termination import TerminationKind, kind_of
from tests.slots import count_more, hold
from tests.world import NOW

COPIED: Final = ("school_id", "province_code", "department_id", "person_id", "class_year")
PAPER: Final[dict[str, Any]] = {
    "agreement_number": "沪高校字第0001号",
    "employer_name": "线下签约单位",
    "employer_uscc": "91110000MA00000077",
}
EXPLAINED: Final = frozenset({RecordStatus.REJECTED, RecordStatus.VOIDED, RecordStatus.COUNTERPARTY_REFUSED})


async def _standing(of: Graduate | Agreement | Supplement, status: RecordStatus, levels: str) -> dict[str, Any]:
    setup = await SchoolSetup.get_or_none(school_id=of.school_id, class_year=of.class_year, feature=Feature.DESTINATION)
    return {
        **{column: getattr(of, column) for column in COPIED},
        "status": status,
        "rejected_by": ReviewLevel.SCHOOL if status is RecordStatus.REJECTED else None,
        "status_reason": "材料不全" if status in EXPLAINED else None,
        "review_levels": (setup and (getattr(setup, levels) or setup.review_levels)) or ReviewLevels.DEPARTMENT_THEN_SCHOOL,
        "created_at": NOW,
    }


async def make_supplement(graduate: Graduate, status: RecordStatus = RecordStatus.PENDING_DEPARTMENT, **columns: Any) -> Supplement:
    """Write one supplement."""
    standing = await _standing(graduate, status, "supplement_levels")
    async with in_transaction(CONNECTION):
        supplement = await Supplement.create(graduate_id=graduate.id, **{**standing, **PAPER, **columns})
        held = await hold(graduate, RecordKind.SUPPLEMENT, supplement.id, SUPPLEMENT.slot_after.get(status))
        await count_more(graduate, {record_column(RecordKind.SUPPLEMENT, status): 1, **held})
    return supplement


async def make_termination(
    ended: Agreement | Supplement, status: RecordStatus, initiator: Initiator = Initiator.GRADUATE, **columns: Any
) -> Termination:
    """Write one termination of what is in force, or was."""
    standing = await _standing(ended, status, "termination_levels")
    of: dict[str, Any]
    if isinstance(ended, Agreement):
        of = {"agreement_id": ended.id, "employer_id": ended.employer_id, "agreement_number": ended.number, "is_graduate_disclosed": True}
        kind = kind_of(ended.initiator)
    else:
        of = {"supplement_id": ended.id, "agreement_number": ended.agreement_number, "is_graduate_disclosed": False}
        kind = TerminationKind.OFFLINE
    said = {"initiator": initiator, "kind": kind, "reason": "另有去向", "employer_name": ended.employer_name}
    graduate = await Graduate.get(id=ended.graduate_id)
    async with in_transaction(CONNECTION):
        termination = await Termination.create(graduate_id=graduate.id, **{**standing, **of, **said, **columns})
        await count_more(graduate, {record_column(RecordKind.TERMINATION, status): 1})
    return termination

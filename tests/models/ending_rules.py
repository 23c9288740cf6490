"""What the database refuses of supplements and terminations.

There are supplements that were cancelled and rejected, and terminations of an agreement and of a supplement.
"""

from typing import Final

from models import Agreement
from rules.record_terms import RecordStatus
from tests.endings import make_supplement, make_termination
from tests.world import World


def _shared(table: str, over: str, unknown: str) -> dict[str, list[str]]:
    """Return what is refused of either; `over` is the status of one that is over, `unknown` one that its life has not."""
    return {
        f"{table}_review_levels_known": [f"UPDATE {table} SET review_levels = 'NOBODY'"],
        f"{table}_status_of_its_life": [f"UPDATE {table} SET status = '{unknown}' WHERE status = '{over}'"],
        f"{table}_rejected_by_known": [f"UPDATE {table} SET rejected_by = 'PROVINCE' WHERE status = 'REJECTED'"],
        f"{table}_rejected_by_where_rejected": [
            f"UPDATE {table} SET rejected_by = 'SCHOOL' WHERE status = '{over}'",
            f"UPDATE {table} SET rejected_by = NULL WHERE status = 'REJECTED'",
        ],
        f"{table}_department_reviews_where_set_up": [
            f"UPDATE {table} SET review_levels = 'SCHOOL_ONLY', rejected_by = 'DEPARTMENT' WHERE status = 'REJECTED'",
            f"UPDATE {table} SET review_levels = 'SCHOOL_ONLY', status = 'PENDING_DEPARTMENT' WHERE status = '{over}'",
        ],
        f"{table}_version_positive": [f"UPDATE {table} SET version = 0"],
    }


def _upload(table: str, province: str, employer: str) -> str:
    return (
        f"UPDATE upload SET record_kind = '{table.upper()}', record_id = r.id, school_id = r.school_id, department_id = r.department_id, "
        f"province_code = {province}, person_id = r.person_id, employer_id = {employer} "
        f"FROM (SELECT * FROM {table} WHERE status = 'REJECTED') AS r WHERE upload.record_id IS NULL"
    )


SECOND_TERMINATION: Final = "UPDATE termination SET status = 'PENDING_SCHOOL', rejected_by = NULL WHERE kind = 'ONLINE'"
"""Two of one agreement would be open."""
_SOMEBODY: Final = "(SELECT employer_id FROM review)"

OF_ENDINGS: Final[dict[str, list[str]]] = {
    **_shared("supplement", "CANCELLED", "SUPERSEDED"),
    **_shared("termination", "WITHDRAWN", "CANCELLED"),
    "supplement_copies_graduate": ["UPDATE supplement SET province_code = '31'"],
    "supplement_reason_where_asked": [
        "UPDATE supplement SET status = 'VOIDED' WHERE status = 'CANCELLED'",
        "UPDATE supplement SET status_reason = NULL WHERE status = 'REJECTED'",
    ],
    "supplement_uscc_length": ["UPDATE supplement SET employer_uscc = '1'"],
    "supplement_monthly_pay_positive": ["UPDATE supplement SET monthly_pay = 0"],
    "termination_of_one": ["UPDATE termination SET agreement_id = NULL WHERE kind = 'ONLINE'"],
    "termination_initiator_known": ["UPDATE termination SET initiator = 'SCHOOL' WHERE kind = 'ONLINE'"],
    "termination_kind_known": ["UPDATE termination SET kind = 'PAPER'"],
    "termination_offline_by_graduate": [
        "UPDATE termination SET initiator = 'EMPLOYER' WHERE kind = 'OFFLINE'",
        "UPDATE termination SET kind = 'ONLINE' WHERE kind = 'OFFLINE'",
        "UPDATE termination SET status = 'PENDING_COUNTERPARTY' WHERE kind = 'OFFLINE'",
    ],
    "termination_reason_where_asked": [
        "UPDATE termination SET status = 'COUNTERPARTY_REFUSED' WHERE kind = 'ONLINE' AND status = 'WITHDRAWN'",
        "UPDATE termination SET status_reason = NULL WHERE status = 'REJECTED'",
    ],
    "termination_copies_ended": [
        "UPDATE termination SET province_code = '31' WHERE kind = 'ONLINE'",
        "UPDATE termination SET employer_id = NULL WHERE kind = 'ONLINE'",
        f"UPDATE termination SET employer_id = {_SOMEBODY} WHERE kind = 'OFFLINE'",
    ],
    "destination_slot_of_its_supplement": ["UPDATE destination_slot SET holder_kind = 'SUPPLEMENT' WHERE state = 'HELD'"],
    "upload_copies_supplement": [_upload("supplement", "'31'", "NULL"), _upload("supplement", "r.province_code", _SOMEBODY)],
    "upload_copies_termination": [_upload("termination", "'31'", "r.employer_id"), _upload("termination", "r.province_code", "NULL")],
}
"""Rule -> statements of which each breaks it and no other."""


async def begin_endings(world: World, effective: Agreement) -> None:
    """Write supplements that were cancelled and rejected, and terminations of the agreement and of one of them."""
    await make_supplement(world.classmate, RecordStatus.CANCELLED)
    supplement = await make_supplement(world.directed_graduate, RecordStatus.REJECTED)
    for status in (RecordStatus.REJECTED, RecordStatus.WITHDRAWN):
        await make_termination(effective, status)
    await make_termination(supplement, RecordStatus.WITHDRAWN)

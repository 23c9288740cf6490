"""What the database refuses of set-ups, slots and reports: one in force, one asked for and one report are there."""

from typing import Final

from rules.record_terms import RecordStatus
from tests.registrations import make_registration
from tests.world import World

_NEW_ID: Final = "00000000-0000-7000-8000-000000000001"
_REGISTERED: Final = "SELECT id FROM registration WHERE status ="
_INVITED: Final = "WHERE status = 'PENDING_GRADUATE'"

OF_RECORDS: Final[dict[str, list[str]]] = {
    "school_setup_feature_known": ["UPDATE school_setup SET feature = 'OTHER'"],
    "school_setup_review_levels_known": ["UPDATE school_setup SET review_levels = 'NOBODY'"],
    "school_setup_reply_days": ["UPDATE school_setup SET reply_days = 0", "UPDATE school_setup SET reply_days = 31"],
    "school_setup_kept": ["DELETE FROM school_setup"],
    "school_setup_supplement_levels_known": ["UPDATE school_setup SET supplement_levels = 'NOBODY'"],
    "school_setup_termination_levels_known": ["UPDATE school_setup SET termination_levels = 'NOBODY'"],
    "school_setup_registration_levels_known": ["UPDATE school_setup SET registration_levels = 'NOBODY'"],
    "school_setup_confirm_days": ["UPDATE school_setup SET confirm_from = '2023-06-02', confirm_until = '2023-06-01'"],
    "destination_slot_holder_kind_known": ["UPDATE destination_slot SET holder_kind = 'WISH'"],
    "destination_slot_state_known": ["UPDATE destination_slot SET state = 'HOPED', category = '10', under_id = NULL"],
    "destination_slot_category_where_in_force": [
        "UPDATE destination_slot SET category = NULL WHERE state = 'HELD'",
        "UPDATE destination_slot SET category = '70' WHERE state = 'RESERVED'",
        f"UPDATE destination_slot SET under_id = ({_REGISTERED} 'REJECTED') WHERE state = 'RESERVED'",
        f"UPDATE destination_slot SET under_id = ({_REGISTERED} 'CANCELLED') WHERE state = 'HELD'",
    ],
    "destination_slot_held_by_its_graduate": [
        f"UPDATE destination_slot SET holder_id = (SELECT id FROM agreement {_INVITED}) WHERE state = 'HELD'",
        "UPDATE destination_slot SET graduate_id = (SELECT id FROM graduate WHERE name = '邻家生') WHERE state = 'HELD'",
        f"UPDATE destination_slot SET holder_id = '{_NEW_ID}'",
    ],
    "destination_slot_of_its_registration": [
        "UPDATE destination_slot SET holder_kind = 'REGISTRATION' WHERE state = 'HELD'",
        f"UPDATE destination_slot SET under_id = ({_REGISTERED} 'REJECTED') WHERE state = 'HELD'",
        f"UPDATE destination_slot SET holder_kind = 'REGISTRATION', holder_id = ({_REGISTERED} 'REJECTED') WHERE state = 'HELD'",
    ],
    "registration_copies_graduate": ["UPDATE registration SET province_code = '31'"],
    "registration_category_known": ["UPDATE registration SET category = '99'"],
    "registration_review_levels_known": ["UPDATE registration SET review_levels = 'NOBODY'"],
    "registration_status_of_its_life": ["UPDATE registration SET status = 'TERMINATED' WHERE status = 'CANCELLED'"],
    "registration_rejected_by_known": ["UPDATE registration SET rejected_by = 'PROVINCE' WHERE status = 'REJECTED'"],
    "registration_rejected_by_where_rejected": [
        "UPDATE registration SET rejected_by = 'SCHOOL' WHERE status = 'CANCELLED'",
        "UPDATE registration SET rejected_by = NULL WHERE status = 'REJECTED'",
    ],
    "registration_department_reviews_where_set_up": [
        "UPDATE registration SET review_levels = 'SCHOOL_ONLY', rejected_by = 'DEPARTMENT' WHERE status = 'REJECTED'",
        "UPDATE registration SET review_levels = 'SCHOOL_ONLY', status = 'PENDING_DEPARTMENT' WHERE status = 'CANCELLED'",
    ],
    "registration_reason_where_asked": [
        "UPDATE registration SET status = 'VOIDED' WHERE status = 'CANCELLED'",
        "UPDATE registration SET status_reason = NULL WHERE status = 'REJECTED'",
    ],
    "registration_only_unsettled_is_superseded": ["UPDATE registration SET status = 'SUPERSEDED' WHERE status = 'CANCELLED'"],
    "registration_version_positive": ["UPDATE registration SET version = 0"],
    "upload_copies_registration": [
        "UPDATE upload SET record_kind = 'REGISTRATION', record_id = r.id, school_id = r.school_id, department_id = r.department_id, "
        f"province_code = {province}, person_id = r.person_id, employer_id = {employer} "
        "FROM (SELECT * FROM registration WHERE status = 'REJECTED') AS r WHERE upload.record_id IS NULL"
        for province, employer in (("'31'", "NULL"), ("r.province_code", "(SELECT employer_id FROM review)"))
    ],
    "report_seq_from_one": ["UPDATE report SET seq = 0"],
    "report_feature_known": ["UPDATE report SET feature = 'OTHER'"],
    "report_operation_known": ["UPDATE report SET operation = 'FORGET'"],
    "report_state_known": ["UPDATE report SET state = 'LOST'"],
    "report_attempts_from_zero": ["UPDATE report SET attempts = -1"],
    "report_acked_where_acked": ["UPDATE report SET state = 'ACKED'", "UPDATE report SET acked_at = created_at"],
}
"""Rule -> statements of which each breaks it and no other."""


async def begin_registrations(world: World) -> None:
    """Write two registrations: of whom an agreement in force is, and of whom one is asked for."""
    await make_registration(world.classmate, "80", RecordStatus.CANCELLED)
    await make_registration(world.directed_graduate, "80", RecordStatus.REJECTED)

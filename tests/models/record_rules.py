"""What the database refuses of set-ups, slots and reports: one in force, one asked for and one report are there."""

from typing import Final

_NEW_ID: Final = "00000000-0000-7000-8000-000000000001"
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
        "UPDATE destination_slot SET under_id = holder_id WHERE state = 'RESERVED'",
        "UPDATE destination_slot SET under_id = holder_id WHERE state = 'HELD'",
    ],
    "destination_slot_held_by_its_graduate": [
        f"UPDATE destination_slot SET holder_id = (SELECT id FROM agreement {_INVITED}) WHERE state = 'HELD'",
        "UPDATE destination_slot SET graduate_id = (SELECT id FROM graduate WHERE name = '邻家生') WHERE state = 'HELD'",
        f"UPDATE destination_slot SET holder_id = '{_NEW_ID}'",
    ],
    "report_seq_from_one": ["UPDATE report SET seq = 0"],
    "report_feature_known": ["UPDATE report SET feature = 'OTHER'"],
    "report_operation_known": ["UPDATE report SET operation = 'FORGET'"],
    "report_state_known": ["UPDATE report SET state = 'LOST'"],
    "report_attempts_from_zero": ["UPDATE report SET attempts = -1"],
    "report_acked_where_acked": ["UPDATE report SET state = 'ACKED'", "UPDATE report SET acked_at = created_at"],
}
"""Rule -> statements of which each breaks it and no other."""

"""What the database refuses of confirmations and verifications: one of each is there."""

from typing import Final

OF_CONFIRMATIONS: Final[dict[str, list[str]]] = {
    "confirmation_state_known": ["UPDATE confirmation SET state = 'HOPED', stale_at = NULL"],
    "confirmation_stale_since": ["UPDATE confirmation SET state = 'STALE'", "UPDATE confirmation SET stale_at = created_at"],
    "confirmation_transfer_number_digits": ["UPDATE confirmation SET transfer_number = '202310001000000x'"],
    "confirmation_version_positive": ["UPDATE confirmation SET version = 0"],
    "verification_grant_number_length": ["UPDATE verification_grant SET number = 'ABC'"],
    "verification_grant_state_known": ["UPDATE verification_grant SET state = 'LENT'"],
    "verification_grant_revoked_since": [
        "UPDATE verification_grant SET state = 'REVOKED'",
        "UPDATE verification_grant SET revoked_at = created_at",
    ],
    "verification_grant_version_positive": ["UPDATE verification_grant SET version = 0"],
    "verification_look_key_kind_known": [
        "INSERT INTO verification_look (id, grant_id, graduate_id, school_id, province_code, department_id, person_id, class_year, "
        "looked_by, key_kind, created_at, updated_at) SELECT '00000000-0000-7000-8000-000000000001', grant_id, graduate_id, school_id, "
        "province_code, department_id, person_id, class_year, looked_by, 'FACE', created_at, updated_at FROM verification_look"
    ],
    "verification_look_kept": ["UPDATE verification_look SET looked_by = '他人'", "DELETE FROM verification_look"],
}
"""Rule -> statements of which each breaks it and no other."""

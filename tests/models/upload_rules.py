"""What the database refuses of uploads: one that is attached to nothing and one that is attached are there, and a review."""

from typing import Final


def _attach(*, kind: str = "AGREEMENT", province: str = "r.province_code", employer: str = "r.employer_id", also: str = "size = 1") -> str:
    scope = f"school_id = r.school_id, department_id = r.department_id, province_code = {province}, person_id = r.person_id"
    return (
        f"UPDATE upload SET record_kind = '{kind}', record_id = r.agreement_id, {scope}, employer_id = {employer}, {also} "
        "FROM (SELECT * FROM review) AS r WHERE upload.record_id IS NULL"
    )


OF_UPLOADS: Final[dict[str, list[str]]] = {
    "upload_size_positive": ["UPDATE upload SET size = 0 WHERE record_id IS NULL"],
    "upload_purpose_known": ["UPDATE upload SET purpose = 'SELFIE' WHERE record_id IS NULL"],
    "upload_record_kind_known": [_attach(kind="WISH")],
    "upload_media_type_of_purpose": [
        "UPDATE upload SET purpose = 'ROSTER' WHERE record_id IS NULL",
        "UPDATE upload SET media_type = 'text/html' WHERE record_id IS NULL",
        "UPDATE upload SET media_type = 'text/csv' WHERE record_id IS NULL",
    ],
    "upload_roster_apart": [_attach(also="purpose = 'ROSTER', media_type = 'text/csv'")],
    "upload_attached_whole": [
        "UPDATE upload SET province_code = '11' WHERE record_id IS NULL",
        "UPDATE upload SET employer_id = (SELECT employer_id FROM review) WHERE record_id IS NULL",
    ],
    "upload_copies_agreement": [_attach(province="'31'"), _attach(employer="NULL")],
    "upload_kept": [
        "UPDATE upload SET file_name = 'x.pdf' WHERE record_id IS NOT NULL",
        "UPDATE upload SET record_kind = NULL, record_id = NULL WHERE record_id IS NOT NULL",
        "DELETE FROM upload WHERE record_id IS NOT NULL",
    ],
    "stored_content_sha256_length": [
        "INSERT INTO stored_content SELECT 'ab', claimed_at, created_at, updated_at FROM stored_content LIMIT 1"
    ],
}
"""Rule -> statements of which each breaks it and no other."""

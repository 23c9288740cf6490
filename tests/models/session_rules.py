"""What the database refuses of sessions: one is there, with its refresh token."""

from typing import Final

OF_SESSIONS: Final[dict[str, list[str]]] = {
    "session_method_known": ["UPDATE session SET method = 'GUESS'"],
    "session_end_reason_known": ["UPDATE session SET ended_at = created_at, end_reason = 'BORED'"],
    "session_ended_with_reason": ["UPDATE session SET ended_at = created_at", "UPDATE session SET end_reason = 'LOGOUT'"],
    "session_expires_before_it_ends": ["UPDATE session SET ends_at = created_at"],
    "refresh_token_digest_length": ["UPDATE refresh_token SET digest = 'short'"],
}
"""Rule -> statements of which each breaks it and no other."""

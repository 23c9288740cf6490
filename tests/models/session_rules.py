"""What the database refuses of sessions and of what leads to one: each is there."""

from typing import Final

OF_SESSIONS: Final[dict[str, list[str]]] = {
    "login_ticket_digest_length": ["UPDATE login_ticket SET digest = 'short'"],
    "login_ticket_challenge_length": ["UPDATE login_ticket SET challenge = 'short'"],
    "activation_code_digest_length": ["UPDATE activation_code SET digest = 'short'"],
    "session_method_known": ["UPDATE session SET method = 'GUESS'"],
    "session_end_reason_known": ["UPDATE session SET ended_at = created_at, end_reason = 'BORED'"],
    "session_ended_with_reason": ["UPDATE session SET ended_at = created_at", "UPDATE session SET end_reason = 'LOGOUT'"],
    "session_expires_before_it_ends": ["UPDATE session SET ends_at = created_at"],
    "refresh_token_digest_length": ["UPDATE refresh_token SET digest = 'short'"],
}
"""Rule -> statements of which each breaks it and no other."""

"""What the database refuses of idempotency keys: one is there."""

from typing import Final

OF_KEYS: Final[dict[str, list[str]]] = {
    "idempotency_key_digest_length": ["UPDATE idempotency_key SET key_digest = 'ab'"],
    "idempotency_key_input_length": ["UPDATE idempotency_key SET input_digest = 'ab'"],
}
"""Rule -> statements of which each breaks it and no other."""

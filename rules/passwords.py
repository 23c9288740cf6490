"""What a new password must be: long enough, and nothing else that would make people write it down."""

from typing import Final

from rules.errors import InvalidInput

SHORTEST: Final = 10
LONGEST: Final = 128
"""Characters."""


def check_password(password: str, *, field: str) -> None:
    """Raise InvalidInput, naming the input `field`, unless the password has from SHORTEST to LONGEST characters."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise InvalidInput(field, f"密码须为{SHORTEST}至{LONGEST}个字符")

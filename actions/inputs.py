"""What clients type, made fit to be stored: trimmed, within its column, and without what a database cannot hold."""

import re
from typing import Final

from rules.errors import InvalidInput

_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")
"""What not every engine takes: PostgreSQL has no NUL, and half a surrogate pair (JSON can spell one) is no UTF-8."""


def required_text(field: str, name: str, text: str, limit: int) -> str:
    """Return `text` trimmed. `field` is the input field, `name` what users call it, `limit` in characters. Raises InvalidInput."""
    trimmed = optional_text(field, name, text, limit)
    if trimmed is None:
        raise InvalidInput(field, f"{name}不能为空")
    return trimmed


def optional_text(field: str, name: str, text: str | None, limit: int) -> str | None:
    """Return `text` trimmed, None where nothing is left of it. Raises InvalidInput where it is too long or cannot be stored."""
    trimmed = (text or "").strip()
    if _UNSTORABLE.search(trimmed):
        raise InvalidInput(field, f"{name}含有无法保存的字符")
    if len(trimmed) > limit:
        raise InvalidInput(field, f"{name}不能超过{limit}字")
    return trimmed or None


def optional_pay(yuan: int | None) -> int | None:
    """Return a month's pay. Raises InvalidInput where it is none."""
    if yuan is not None and yuan <= 0:
        raise InvalidInput("monthlyPay", "月薪须为正整数")
    return yuan

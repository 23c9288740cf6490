"""What of a file a client asks for: ranges (RFC 9110 section 14) and conditions (section 13), as far as one file needs them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_ONE_RANGE: Final = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})", re.IGNORECASE)
_TAG: Final = re.compile(r'(?:W/)?("[^"]*")')


class NotSatisfiable(Exception):
    """The range begins behind the end of the file."""


@dataclass(frozen=True, slots=True)
class Part:
    """The bytes from `start` to before `end`, of `size`."""

    start: int
    end: int
    size: int

    @property
    def is_whole(self) -> bool:
        """Whether it is the whole file."""
        return (self.start, self.end) == (0, self.size)

    @property
    def content_range(self) -> str:
        """Its Content-Range."""
        return f"bytes {self.start}-{self.end - 1}/{self.size}"


def is_unchanged(headers: Mapping[str, str], etag: str) -> bool:
    """Return whether the client has the file already (If-None-Match)."""
    given = headers.get("if-none-match")
    return given is not None and (given.strip() == "*" or etag in _TAG.findall(given))


def part_of(headers: Mapping[str, str], size: int, etag: str) -> Part | None:
    """Return the one range that is asked for; None where the whole file is to be sent: no range, several, another unit, or If-Range of
    another content. Raises NotSatisfiable.
    """
    asked = _ONE_RANGE.fullmatch(headers.get("range", "").strip())
    if asked is None or headers.get("if-range", etag).strip() != etag:
        return None
    first, last = asked.groups()
    if not first and not last:
        return None
    if not first:
        start, end = max(0, size - int(last)), size
    else:
        start, end = int(first), min(size, int(last) + 1) if last else size
        if last and int(last) < start:
            return None
    if start >= size:
        raise NotSatisfiable
    return Part(start, end, size)

"""Where a JPEG, a PNG or a PDF ends: what stands behind is not kept, so that no file is a second one to another reader.

Phones write whole films behind a picture, and scanners pad a page; neither is what was uploaded for. Pure functions over bytes.
"""

import re
import zlib
from typing import Final

from rules.files import FileRefused, MediaType, Problem

_STANDALONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})
"""JPEG markers without a length."""
_START_OF_SCAN: Final = 0xDA
_END_OF_IMAGE: Final = 0xD9
_NEXT_MARKER: Final = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)
"""Ends coded data: FF 00 is a coded FF, FF D0 to D7 are restarts, and FF FF is padding."""
_END_OF_PDF: Final = re.compile(rb"%%EOF[ \t\x00]*(?:\r\n|\r|\n)?")


def end_of(media_type: MediaType, content: bytes) -> int:
    """Return how many bytes of the content are the file. Raises FileRefused where it does not end, or where a PNG moves."""
    return {MediaType.JPEG: _end_of_jpeg, MediaType.PNG: _end_of_png, MediaType.PDF: _end_of_pdf}[media_type](content)


def _end_of_jpeg(content: bytes) -> int:
    """Walk the markers up to the first end of an image that no segment holds: a thumbnail has an end of its own in one."""
    at = 2
    while at + 2 <= len(content):
        marker = content[at + 1]
        if content[at] != 0xFF:
            break
        if marker == 0xFF:
            at += 1
        elif marker == _END_OF_IMAGE:
            return at + 2
        elif marker in _STANDALONE:
            at += 2
        else:
            at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
            if marker == _START_OF_SCAN:
                found = _NEXT_MARKER.search(content, at)
                if found is None:
                    break
                at = found.start()
    raise FileRefused(Problem.BROKEN)


def _end_of_png(content: bytes) -> int:
    """Walk the chunks, each with its checksum, up to the end of the image."""
    at = 8
    while at + 12 <= len(content):
        behind = at + 12 + int.from_bytes(content[at : at + 4], "big")
        kind, checksum = content[at + 4 : at + 8], content[behind - 4 : behind]
        if behind > len(content) or zlib.crc32(content[at + 4 : behind - 4]).to_bytes(4, "big") != checksum:
            break
        if kind == b"acTL":
            raise FileRefused(Problem.ANIMATED)
        if kind == b"IEND":
            return behind
        at = behind
    raise FileRefused(Problem.BROKEN)


def _end_of_pdf(content: bytes) -> int:
    """Return where the last end of a version stands: each time a PDF is signed or annotated, another one is added."""
    ends = [found.end() for found in _END_OF_PDF.finditer(content)]
    if not ends:
        raise FileRefused(Problem.BROKEN)
    return ends[-1]

"""Files that people upload: for what, of which kinds, how large, what is refused and why, and what a file may be called."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from rules.identity import mask_id_number


class Purpose(StrEnum):
    """What a file is uploaded for; what may be uploaded, and by whom, goes by it."""

    SCAN = "SCAN"
    """盖章扫描件: a paper agreement, signed and stamped, as a picture or a PDF."""


class MediaType(StrEnum):
    """What a file is, by its content; the only types that a file is ever served as."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Accepted:
    """What is accepted for a purpose. `title` names a file that came without a name."""

    media_types: frozenset[MediaType]
    most_bytes: int
    title: str


ACCEPTED: Final[Mapping[Purpose, Accepted]] = {
    Purpose.SCAN: Accepted(frozenset({MediaType.JPEG, MediaType.PNG, MediaType.PDF}), 2 * 1024 * 1024, "盖章扫描件"),
}
"""Schools ask for scans of at most 2 MB, as jpg, png or pdf."""

MOST_PIXELS: Final = 40_000_000
"""An A4 page at 600 dpi has 35 million. A picture is refused by its size as it says itself, before it is unpacked."""
MOST_PAGES: Final = 50
MOST_OBJECTS: Final = 20_000
"""Objects of a PDF: a scanned page is about five, a page that was typeset a few dozen."""

KEPT_UNATTACHED: Final = timedelta(hours=24)
"""How long an upload that nothing names is kept."""
CLAIM: Final = timedelta(hours=1)
"""How long content stays that nothing names yet: its upload is being written. Far longer than any request lives."""

HEAD_BYTES: Final = 8
"""As many as it takes to tell the types apart."""
_SIGNATURES: Final[Mapping[MediaType, bytes]] = {
    MediaType.JPEG: b"\xff\xd8\xff",
    MediaType.PNG: b"\x89PNG\r\n\x1a\n",
    MediaType.PDF: b"%PDF-",
}
"""What each begins with, at its first byte: readers forgive a PDF some bytes before it, and those could be anything."""
_SUFFIXES: Final[Mapping[MediaType, tuple[str, ...]]] = {
    MediaType.JPEG: (".jpg", ".jpeg"),
    MediaType.PNG: (".png",),
    MediaType.PDF: (".pdf",),
}
NAME_LIMIT: Final = 100
"""Of a file's name, in characters."""
_ID_NUMBER: Final = re.compile(r"(?<![0-9])[1-9][0-9]{16}[0-9Xx](?![0-9])")
_WITHHELD_FROM_NAMES: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode categories: what controls a terminal or the direction of writing (a name that reads gpj.exe backwards), and what is no text."""


class Problem(StrEnum):
    """Why a file is not taken; clients branch on it, so it is never renamed or reused."""

    EMPTY = "EMPTY"
    TOO_LARGE = "TOO_LARGE"
    UNKNOWN_TYPE = "UNKNOWN_TYPE"
    BROKEN = "BROKEN"
    TOO_MANY_PIXELS = "TOO_MANY_PIXELS"
    ANIMATED = "ANIMATED"
    ENCRYPTED = "ENCRYPTED"
    ACTIVE = "ACTIVE"
    TOO_MANY_PAGES = "TOO_MANY_PAGES"
    TOO_INTRICATE = "TOO_INTRICATE"


PROBLEMS: Final[Mapping[Problem, str]] = {
    Problem.EMPTY: "文件是空的。请重新选择文件后上传。",
    Problem.TOO_LARGE: "文件超过2MB。请压缩图片或降低扫描分辨率后重新上传。",
    Problem.UNKNOWN_TYPE: "只能上传jpg、png或pdf文件，以文件内容为准，更改扩展名无效。请重新扫描或导出后上传。",
    Problem.BROKEN: "文件已损坏或不完整，无法打开。请重新扫描或导出后上传。",
    Problem.TOO_MANY_PIXELS: "图片尺寸过大。请以不高于600dpi的分辨率扫描后重新上传。",
    Problem.ANIMATED: "不能上传动图。请上传静态的扫描图片。",
    Problem.ENCRYPTED: "PDF文件已加密。请去除密码和权限限制后重新上传。",
    Problem.ACTIVE: "PDF文件含有脚本、附件、多媒体或自动执行的动作。请用“打印为PDF”重新生成，或上传扫描图片。",
    Problem.TOO_MANY_PAGES: f"PDF文件超过{MOST_PAGES}页。请只上传协议书的扫描页。",
    Problem.TOO_INTRICATE: "文件结构过于复杂，无法检查。请用“打印为PDF”重新生成，或上传扫描图片。",
}
"""What users are told: what is wrong, and what to do next."""


class FileRefused(Exception):
    """A file is not taken. Its text is the Chinese sentence for end users; nothing of the file stands in it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem

    def __str__(self) -> str:
        """Return the Chinese sentence for end users."""
        return PROBLEMS[self.problem]


def check_head(purpose: Purpose, head: bytes) -> MediaType:
    """Return the type of a file by its first `HEAD_BYTES` bytes, or fewer where it has no more.

    Raises FileRefused where it is empty, or of no type that is accepted for the purpose.
    """
    if not head:
        raise FileRefused(Problem.EMPTY)
    found = next((media_type for media_type, signature in _SIGNATURES.items() if head.startswith(signature)), None)
    if found not in ACCEPTED[purpose].media_types:
        raise FileRefused(Problem.UNKNOWN_TYPE)
    return found


def check_size(purpose: Purpose, size: int) -> None:
    """Raise FileRefused where so many bytes are more than the purpose takes."""
    if size > ACCEPTED[purpose].most_bytes:
        raise FileRefused(Problem.TOO_LARGE)


def clean_name(given: str | None, purpose: Purpose, media_type: MediaType) -> str:
    """Return what a file is called when it is downloaded: as its uploader called it, without what could harm whoever downloads it.

    Folders, control characters and overlong ends go, identity numbers are masked, and the suffix is always one of the type.
    """
    text = unicodedata.normalize("NFC", given or "").replace("\\", "/").rpartition("/")[2]
    text = "".join(each for each in text if unicodedata.category(each) not in _WITHHELD_FROM_NAMES)
    text = _ID_NUMBER.sub(lambda number: mask_id_number(number.group()), " ".join(text.split()))
    suffixes = _SUFFIXES[media_type]
    stem, suffix = text, suffixes[0]
    for known in suffixes:
        if text.lower().endswith(known):
            stem, suffix = text[: -len(known)], known
    stem = stem[: NAME_LIMIT - len(suffix)].strip(". ")
    return f"{stem or ACCEPTED[purpose].title}{suffix}"

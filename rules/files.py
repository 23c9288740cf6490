"""Files that people upload: for what, of which kinds, how large, what is refused and why, and what a file may be called."""

import codecs
import re
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from rules.identity import mask_id_number


class Purpose(StrEnum):
    """What a file is uploaded for; what may be uploaded, and by whom, goes by it."""

    SCAN = "SCAN"
    """盖章扫描件: a paper agreement, signed and stamped, as a picture or a PDF."""
    LETTER = "LETTER"
    """解约函: a letter that ends an agreement, stamped by the employer."""
    PROOF = "PROOF"
    """去向证明材料: what proves another destination, e.g. an offer or a contract."""
    ROSTER = "ROSTER"
    """毕业生名册: a school's graduates, as a spreadsheet. It holds identity numbers, so it is kept sealed and never given back."""


class MediaType(StrEnum):
    """What a file is, by its content. A file is only ever served as the first three."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    PDF = "application/pdf"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    CSV = "text/csv"


@dataclass(frozen=True, slots=True)
class Accepted:
    """What is accepted for a purpose. `title` names a file that came without a name."""

    media_types: frozenset[MediaType]
    most_bytes: int
    title: str


_PAPER: Final = frozenset({MediaType.JPEG, MediaType.PNG, MediaType.PDF})
"""What paper is scanned or photographed as."""

ACCEPTED: Final[Mapping[Purpose, Accepted]] = {
    Purpose.SCAN: Accepted(_PAPER, 2 * 1024 * 1024, "盖章扫描件"),
    Purpose.LETTER: Accepted(_PAPER, 2 * 1024 * 1024, "解约函"),
    Purpose.PROOF: Accepted(_PAPER, 2 * 1024 * 1024, "去向证明材料"),
    Purpose.ROSTER: Accepted(frozenset({MediaType.XLSX, MediaType.CSV}), 32 * 1024 * 1024, "毕业生名册"),
}
"""Schools ask for scans of at most 2 MB, as jpg, png or pdf. A roster of 100,000 rows and 40 columns that are all filled has 23 MB."""

MOST_PIXELS: Final = 40_000_000
"""An A4 page at 600 dpi has 35 million. A picture is refused by its size as it says itself, before it is unpacked."""
MOST_PAGES: Final = 50
MOST_OBJECTS: Final = 20_000
"""Objects of a PDF: a scanned page is about five, a page that was typeset a few dozen."""

MOST_ROWS: Final = 100_000
"""Of a roster, below its headings."""
MOST_COLUMNS: Final = 200
"""A roster has about 40; more are taken for another file, or for what a slip of the mouse has filled."""

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
    MediaType.XLSX: b"PK\x03\x04",
}
"""What each begins with, at its first byte: readers forgive a PDF some bytes before it, and those could be anything."""
_WORKBOOK: Final = b"xl/workbook.xml"
"""Names of parts stand in a zip as they are."""
_OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
"""What old spreadsheets begin with, and any that has a password."""
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_SUFFIXES: Final[Mapping[MediaType, tuple[str, ...]]] = {
    MediaType.JPEG: (".jpg", ".jpeg"),
    MediaType.PNG: (".png",),
    MediaType.PDF: (".pdf",),
    MediaType.XLSX: (".xlsx",),
    MediaType.CSV: (".csv",),
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
    OLD_FORMAT = "OLD_FORMAT"
    NO_ROWS = "NO_ROWS"
    TOO_MANY_ROWS = "TOO_MANY_ROWS"
    TOO_MANY_COLUMNS = "TOO_MANY_COLUMNS"


_OF_PAPER: Final[Mapping[Problem, str]] = {
    Problem.EMPTY: "文件是空的。请重新选择文件后上传。",
    Problem.TOO_LARGE: "文件超过2MB。请压缩图片或降低扫描分辨率后重新上传。",
    Problem.UNKNOWN_TYPE: "只能上传jpg、png或pdf文件，以文件内容为准，更改扩展名无效。请重新扫描或导出后上传。",
    Problem.BROKEN: "文件已损坏或不完整，无法打开。请重新扫描或导出后上传。",
    Problem.TOO_MANY_PIXELS: "图片尺寸过大。请以不高于600dpi的分辨率扫描后重新上传。",
    Problem.ANIMATED: "不能上传动图。请上传静态的扫描图片。",
    Problem.ENCRYPTED: "PDF文件已加密。请去除密码和权限限制后重新上传。",
    Problem.ACTIVE: "PDF文件含有脚本、附件、多媒体或自动执行的动作。请用“打印为PDF”重新生成，或上传扫描图片。",
    Problem.TOO_MANY_PAGES: f"PDF文件超过{MOST_PAGES}页。请只上传所需材料的扫描页。",
    Problem.TOO_INTRICATE: "文件结构过于复杂，无法检查。请用“打印为PDF”重新生成，或上传扫描图片。",
}

PROBLEMS: Final[Mapping[Purpose, Mapping[Problem, str]]] = {
    **dict.fromkeys((Purpose.SCAN, Purpose.LETTER, Purpose.PROOF), _OF_PAPER),
    Purpose.ROSTER: {
        Problem.EMPTY: "文件是空的。请重新选择文件后上传。",
        Problem.TOO_LARGE: "文件超过32MB。请删除图片和名册以外的内容，或分成几个文件后重新上传。",
        Problem.UNKNOWN_TYPE: "只能上传xlsx或csv文件，以文件内容为准，更改扩展名无效。请用Excel或WPS另存为xlsx后重新上传。",
        Problem.BROKEN: "文件已损坏或不完整，无法读取。请用Excel或WPS打开检查，另存为xlsx后重新上传。",
        Problem.ENCRYPTED: "文件已加密。请去除密码后重新上传。",
        Problem.OLD_FORMAT: "这是旧版的xls文件。请用Excel或WPS另存为xlsx后重新上传。",
        Problem.TOO_INTRICATE: "文件结构过于复杂，或在很远的位置有多余的内容，无法读取。请新建工作簿，只粘贴名册的数据后重新上传。",
        Problem.NO_ROWS: "名册中没有数据：第一个可见的工作表除表头外没有内容。请填写后重新上传。",
        Problem.TOO_MANY_ROWS: f"名册超过{MOST_ROWS}行。请分成几个文件后分别上传。",
        Problem.TOO_MANY_COLUMNS: f"名册超过{MOST_COLUMNS}列。请删除多余的列后重新上传。",
    },
}
"""What users are told: what is wrong, and what to do next. What is in no list of a purpose is never said of it."""


class FileRefused(Exception):
    """A file is not taken. Its text is the Chinese sentence for end users; nothing of the file stands in it."""

    def __init__(self, problem: Problem, purpose: Purpose = Purpose.SCAN) -> None:
        super().__init__(problem, purpose)
        self.problem = problem
        self.purpose = purpose

    def __str__(self) -> str:
        """Return the Chinese sentence for end users."""
        return PROBLEMS[self.purpose][self.problem]


def check_head(purpose: Purpose, head: bytes) -> MediaType:
    """Return the type of a file by its first `HEAD_BYTES` bytes, or fewer where it has no more.

    Text has no signature: what may be one is CSV until all of it is there (`check_roster`). Raises FileRefused where it is empty,
    or of no type that is accepted for the purpose.
    """
    if not head:
        raise FileRefused(Problem.EMPTY, purpose)
    found = next((media_type for media_type, signature in _SIGNATURES.items() if head.startswith(signature)), MediaType.CSV)
    if found not in ACCEPTED[purpose].media_types:
        raise FileRefused(Problem.UNKNOWN_TYPE, purpose)
    return found


def check_size(purpose: Purpose, size: int) -> None:
    """Raise FileRefused where so many bytes are more than the purpose takes."""
    if size > ACCEPTED[purpose].most_bytes:
        raise FileRefused(Problem.TOO_LARGE, purpose)


def check_roster(media_type: MediaType, content: bytes) -> None:
    """Raise FileRefused where a whole file is no workbook or no table as text, as far as that is seen without parsing it."""
    if content.startswith(_OLE):
        raise FileRefused(Problem.ENCRYPTED if _ENCRYPTED in content else Problem.OLD_FORMAT, Purpose.ROSTER)
    is_workbook = media_type is MediaType.XLSX and _WORKBOOK in content
    if not is_workbook and (media_type is MediaType.XLSX or not is_table(content)):
        raise FileRefused(Problem.UNKNOWN_TYPE, Purpose.ROSTER)


def is_table(content: bytes) -> bool:
    """Return whether a content may be CSV: text, and no page or XML document, which some systems give out as spreadsheets."""
    text = content.removeprefix(codecs.BOM_UTF8)
    return b"\0" not in text and not text.lstrip().startswith(b"<") and decoded(content) is not None


def decoded(content: bytes) -> str | None:
    """Return a text as UTF-8, else as GB18030, which spreadsheets write in China; None where it is neither."""
    for encoding in ("utf-8-sig", "gb18030"):
        with suppress(UnicodeDecodeError):
            return content.decode(encoding)
    return None


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

"""Uploads as rows alone, and the files that people send: scans as they come, and what somebody made to do harm."""

import io
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from models import Account, Agreement, StoredContent, Upload
from models.record import ReviewedRecord
from rules.acts import RecordKind
from rules.files import MediaType, Purpose
from tests.world import NOW

_SCOPE = ("school_id", "province_code", "department_id", "person_id", "employer_id")


async def make_upload(account: Account, record: Agreement | ReviewedRecord | None = None, **columns: Any) -> Upload:
    """Write one upload of an account, attached to a record or to nothing. Its content is nowhere; no two have the same."""
    digest = sha256(f"{await StoredContent.all().count()}".encode()).hexdigest()
    await StoredContent.create(sha256=digest, claimed_at=NOW)
    attached: dict[str, Any] = {column: getattr(record, column, None) for column in _SCOPE}
    if record is not None:
        attached |= {"record_kind": RecordKind(type(record).__name__.upper()), "record_id": record.id}
    told: dict[str, Any] = {
        "purpose": Purpose.SCAN,
        "size": 3,
        "media_type": MediaType.PDF,
        "file_name": "盖章扫描件.pdf",
        "created_at": NOW,
    }
    return await Upload.create(account=account, content_id=digest, **(told | attached | columns))


def files_in(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder by its path from there."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def jpeg(size: tuple[int, int] = (120, 160), mode: str = "RGB", **how: Any) -> bytes:
    """Return a JPEG of one colour."""
    return _written(Image.new(mode, size), "JPEG", **how)


def noise(size: tuple[int, int] = (300, 400)) -> bytes:
    """Return a JPEG as large as a photograph of its size."""
    return _written(Image.effect_noise(size, 80), "JPEG")


def png(size: tuple[int, int] = (120, 160), mode: str = "RGB", **how: Any) -> bytes:
    """Return a PNG of one colour."""
    return _written(Image.new(mode, size), "PNG", **how)


def moving_png() -> bytes:
    """Return a PNG of two pictures."""
    return png(save_all=True, append_images=[Image.new("RGB", (120, 160), "red")])


def _written(picture: Image.Image, kind: str, **how: Any) -> bytes:
    written = io.BytesIO()
    picture.save(written, kind, **how)
    return written.getvalue()


def pdf(change: Callable[[PdfWriter], object] = lambda _: None, *, pages: int = 1) -> bytes:
    """Return a PDF of empty pages, changed before it is written."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    change(writer)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def named(**entries: object) -> DictionaryObject:
    """Return a dictionary of a PDF: texts that begin with a slash are names, others are texts."""
    made = DictionaryObject()
    for key, value in entries.items():
        said = value if not isinstance(value, str) else NameObject(value) if value.startswith("/") else TextStringObject(value)
        made[NameObject(f"/{key}")] = said
    return made


def acting(**action: object) -> bytes:
    """Return a PDF that holds an action, which nothing leads to."""
    return pdf(lambda writer: writer._add_object(named(**action)))


def opening(**action: object) -> bytes:
    """Return a PDF that does something when it is opened."""
    return pdf(lambda writer: writer._root_object.update({NameObject("/OpenAction"): writer._add_object(named(**action))}))


def opening_at_its_page() -> bytes:
    """Return a PDF that says which page to show first, as office programs write it."""

    def point(writer: PdfWriter) -> None:
        page = writer.pages[0].indirect_reference
        writer._root_object[NameObject("/OpenAction")] = ArrayObject([page, NameObject("/Fit")])

    return pdf(point)


def with_page_entry(key: str, value: Any) -> bytes:
    """Return a PDF whose page has one more entry."""
    return pdf(lambda writer: writer.pages[0].update({NameObject(key): value}))

"""PDF files, looked through: a scan has pages and nothing that acts, plays, or hides another file.

It is looked through twice: every object as pypdf reads it, and every byte as a reader might that goes by none of the tables in the file.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

from pypdf import PdfReader
from pypdf.errors import LimitReachedError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from rules.files import MOST_OBJECTS, MOST_PAGES, MOST_PIXELS, FileRefused, Problem

_KEYS: Final = frozenset({"/AA", "/JS", "/JavaScript", "/EF", "/EmbeddedFiles", "/XFA"})
"""Keys of what acts by itself, of scripts, of files inside the file, and of forms that are programs."""
_ACTIONS: Final = frozenset(
    {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/Rendition", "/Movie", "/Sound", "/RichMediaExecute"}
)
"""Kinds of actions (`/S`) that leave the page. Going to another page and following a link that is clicked are none."""
_SUBTYPES: Final = frozenset({"/RichMedia", "/Movie", "/Sound", "/Screen", "/3D", "/FileAttachment"})
_NAMES: Final = re.compile(rb"/(?:JavaScript|Launch|SubmitForm|ImportData|GoToE|RichMedia|EmbeddedFiles?|FileAttachment)(?![A-Za-z0-9])")
"""Of these, the names so long that chance does not write them into compressed data."""
_ESCAPED: Final = re.compile(rb"#([0-9a-fA-F]{2})")
"""A letter of a name may be written as its number: /J#61vaScript."""


def check_pdf(content: bytes) -> None:
    """Raise FileRefused where a PDF is encrypted or active, has no pages or too many, too many objects, or too large a picture.

    Raises any exception of pypdf's where it cannot be read.
    """
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted:
            raise FileRefused(Problem.ENCRYPTED)
        _check_text(content)
        _check_objects(reader)
        pages = len(reader.pages)
    except (LimitReachedError, RecursionError):
        raise FileRefused(Problem.TOO_INTRICATE) from None
    if pages < 1:
        raise FileRefused(Problem.BROKEN)
    if pages > MOST_PAGES:
        raise FileRefused(Problem.TOO_MANY_PAGES)


def _check_text(text: bytes) -> None:
    if _NAMES.search(_ESCAPED.sub(lambda found: bytes([int(found.group(1), 16)]), text)):
        raise FileRefused(Problem.ACTIVE)


def _check_objects(reader: PdfReader) -> None:
    keys = [(number, generation) for generation, numbers in reader.xref.items() for number in numbers]
    keys += [(number, 0) for number in reader.xref_objStm]
    if len(keys) > MOST_OBJECTS:
        raise FileRefused(Problem.TOO_INTRICATE)
    for number, generation in keys:
        for found in _dictionaries(reader.get_object(IndirectObject(number, generation, reader))):
            _check_dictionary(found)


def _dictionaries(root: object) -> Iterator[DictionaryObject]:
    """Yield an object's dictionaries, nested ones too; what it refers to is an object of its own."""
    waiting = [root]
    while waiting:
        found = waiting.pop()
        if isinstance(found, DictionaryObject):
            yield found
            waiting.extend(dict.values(found))
        elif isinstance(found, ArrayObject):
            waiting.extend(list.__iter__(found))


def _check_dictionary(found: DictionaryObject) -> None:
    is_active = (
        not _KEYS.isdisjoint(found) or _value(found, "/S") in _ACTIONS or _value(found, "/Subtype") in _SUBTYPES or _opens_otherwise(found)
    )
    if is_active:
        raise FileRefused(Problem.ACTIVE)
    if _value(found, "/Subtype") == "/Image" and _number(found, "/Width") * _number(found, "/Height") > MOST_PIXELS:
        raise FileRefused(Problem.TOO_MANY_PIXELS)
    if isinstance(found, StreamObject) and _value(found, "/Type") == "/ObjStm":
        _check_text(found.get_data())


def _opens_otherwise(found: DictionaryObject) -> bool:
    """Return whether opening the file does more than show a page: office programs write at which one to begin."""
    opening = _value(found, "/OpenAction")
    return isinstance(opening, DictionaryObject) and (_value(opening, "/S") != "/GoTo" or "/Next" in opening)


def _value(found: DictionaryObject, key: str) -> Any:
    """Return what stands under a key, followed where it is a reference; None where nothing does."""
    try:
        return found[key]
    except KeyError:
        return None


def _number(found: DictionaryObject, key: str) -> int:
    value = _value(found, key)
    return int(value) if isinstance(value, int | float) else 0

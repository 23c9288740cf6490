"""What tests read of a PDF: its text as somebody copies it, and the fonts in it."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from pypdf import PdfReader


def text_of(content: bytes) -> str:
    """Return the text of all pages, without the blanks and breaks that laying out makes."""
    return "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages)


def lines_of(content: bytes) -> list[str]:
    """Return the lines of all pages."""
    return [line for page in PdfReader(BytesIO(content)).pages for line in page.extract_text().splitlines()]


def fonts_of(content: bytes) -> dict[str, int]:
    """Return how many bytes of each font are embedded, by the name that it has there; 0 where none are."""
    fonts: dict[str, int] = {}
    for page in PdfReader(BytesIO(content)).pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            inner: Any = font.get_object()["/DescendantFonts"][0].get_object()
            embedded = inner["/FontDescriptor"].get_object().get("/FontFile3")
            fonts[str(inner["/BaseFont"])] = len(embedded.get_object().get_data()) if embedded else 0
    return fonts


def stand_in_order(texts: Iterable[str], content: bytes) -> bool:
    """Return whether texts stand in a PDF whole, one behind the other."""
    text, place = text_of(content), 0
    for each in texts:
        sought = "".join(each.split())
        found = text.find(sought, place)
        assert found >= 0, f"{each} is not there, or not in its place"
        place = found + len(sought)
    return True

"""Lays a document out: one of the templates here and the texts it prints in, the bytes of a PDF out; the same for the same."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Final, Literal
from unicodedata import category

import orjson
import pylopdf_fonts_zh_cn
import segno
import typst
from fontTools.ttLib import TTFont

TEMPLATES: Final = Path(__file__).parent
FONTS: Final = (pylopdf_fonts_zh_cn.serif_path(), pylopdf_fonts_zh_cn.sans_path())
"""Noto Serif SC (宋体) for what is printed, Noto Sans SC (黑体) for headings, and each for what the other lacks."""
MOST_CHARACTERS: Final = 20_000
"""Of one document. Columns are bounded, so nothing real comes near; what does is a fault, and not worth a processor's time."""

STANDARDS: Final[list[Literal["a-2a", "ua-1"]]] = ["a-2a", "ua-1"]
"""PDF/A-2a, which archives keep, and PDF/UA-1, which can be read aloud: everything is tagged, every character has its code."""

Printed = str | bool | None | Sequence["Printed"] | Mapping[str, "Printed"]
"""What a template is given: texts, whether something is so, nothing, and lists and tables of these."""


class TooLong(ValueError):
    """More text than a document can have."""


def typeset(template: str, values: Mapping[str, Printed], as_of: datetime) -> bytes:
    """Return the PDF that a template (`agreement`, `registration`) makes of values. It takes milliseconds: call it in a thread.

    `as_of` (aware) is when what it prints last changed: the document's date, which archives ask for.

    Values are data to the template, never its language. A character that no font has is printed as its code, `［U+30EDE］`, and the
    document says so at its end, since a box or nothing would stand for somebody's name. The bytes hold neither the
    present time nor anything drawn by lot. Raises TooLong.
    """
    if sum(len(text) for text in texts_in(values)) > MOST_CHARACTERS:
        raise TooLong(f"A document prints at most {MOST_CHARACTERS} characters.")
    lacking = sorted({each for text in texts_in(values) for each in text if not is_drawn(each)})
    told = {each: code_of(each) for each in lacking}
    moment = as_of.astimezone(UTC)
    date = [moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second]
    data = orjson.dumps({**spelled(values, told), "lacking": list(told.values()), "date": date}).decode()
    compiler = typst.Compiler(TEMPLATES / f"{template}.typ", root=TEMPLATES, font_paths=fonts(), ignore_system_fonts=True)
    laid_out = compiler.compile(format="pdf", sys_inputs={"data": data}, timestamp=0, pdf_standards=[*STANDARDS])
    if not isinstance(laid_out, bytes):
        raise TypeError("Typst gave no single file.")
    return laid_out


def qr_code(content: str) -> list[str]:
    """Return the rows of a QR code that a quarter of may be lost of (level Q): `1` for a dark square, `0` for a light one."""
    return ["".join("1" if dark else "0" for dark in row) for row in segno.make_qr(content, error="q").matrix]


def texts_in(value: Printed) -> Iterator[str]:
    """Yield every text in a value."""
    match value:
        case str():
            yield value
        case Mapping():
            for each in value.values():
                yield from texts_in(each)
        case Sequence():
            for each in value:
                yield from texts_in(each)


def spelled(value: Mapping[str, Printed], told: Mapping[str, str]) -> dict[str, Printed]:
    """Return a table of values with every character that `told` names replaced by what it says."""
    table = str.maketrans(dict(told))

    def spell(each: Printed) -> Printed:
        match each:
            case str():
                return each.translate(table)
            case Mapping():
                return {name: spell(inner) for name, inner in each.items()}
            case Sequence():
                return [spell(inner) for inner in each]
        return each

    return {name: spell(each) for name, each in value.items()}


def code_of(character: str) -> str:
    """Return how a character is told that cannot be drawn."""
    return f"［U+{ord(character):04X}］"


def is_drawn(character: str) -> bool:
    """Return whether one of the fonts has a character, and the standards let it be. A line break is layout and needs none."""
    return character == "\n" or (ord(character) in coverage() and category(character) not in {"Cc", "Cf", "Co", "Cs"})


@cache
def coverage() -> frozenset[int]:
    """Return the code points that the fonts have: GBK whole, the table of general characters, and what names need beyond."""
    points: set[int] = set()
    for path in FONTS:
        with TTFont(path, lazy=True) as font:
            points.update(font.getBestCmap())
    return frozenset(points)


@cache
def fonts() -> typst.Fonts:
    """Return the fonts, looked through once: only the two of the package, none of the machine's."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS[0].parent])

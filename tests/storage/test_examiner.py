"""Files as people send them are taken, and what could do harm is refused, by processes that are ended where they take too long."""

import asyncio
import os
import subprocess
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress

import psutil
import pytest
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NumberObject, StreamObject

from rules.files import MOST_PAGES, FileRefused, MediaType, Problem
from storage.examiner import AT_ONCE, Examiner, ExaminerBusy
from tests.uploads import (
    acting,
    jpeg,
    moving_png,
    named,
    noise,
    opening,
    opening_at_its_page,
    pdf,
    png,
    with_page_entry,
)

JPEG, PNG, PDF = MediaType.JPEG, MediaType.PNG, MediaType.PDF


@pytest.fixture
def examiner() -> Iterator[Examiner]:
    examiner = Examiner()
    yield examiner
    examiner.close()


def of_picture(width: int) -> bytes:
    """Return a PDF with a picture that says it is so wide, and as high."""

    def draw(writer: PdfWriter) -> None:
        drawn = StreamObject()
        drawn.update(named(Type="/XObject", Subtype="/Image", Width=NumberObject(width), Height=NumberObject(width)))
        writer._add_object(drawn)

    return pdf(draw)


def packed(*objects: bytes) -> bytes:
    """Return a PDF of one page whose objects stand in a compressed stream, which its cross-reference stream names."""
    objects = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"<</Type/Page/Parent 2 0 R>>", *objects)
    places = [sum(len(each) + 1 for each in objects[:number]) for number in range(len(objects))]
    head = b" ".join(b"%d %d" % (number + 1, place) for number, place in enumerate(places)) + b" "
    data = zlib.compress(head + b" ".join(objects), 9)
    stream, table = len(objects) + 1, len(objects) + 2
    out = bytearray(b"%PDF-1.5\n")
    at_objects = len(out)
    out += b"%d 0 obj\n<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>stream\n" % (stream, len(objects), len(head), len(data))
    out += data + b"\nendstream\nendobj\n"
    at_table = len(out)
    rows = [(0, 0, 255), *((2, stream, number) for number in range(len(objects))), (1, at_objects, 0), (1, at_table, 0)]
    told = zlib.compress(b"".join(bytes([kind]) + where.to_bytes(4, "big") + bytes([last]) for kind, where, last in rows))
    out += b"%d 0 obj\n<</Type/XRef/Size %d/W[1 4 1]/Root 1 0 R/Filter/FlateDecode/Length %d>>stream\n" % (table, table + 1, len(told))
    return bytes(out) + told + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % at_table


def of_a_list(depth: int) -> bytes:
    """Return a PDF with a list in a list, and so on."""
    return (
        b"%PDF-1.7\n1 0 obj\n"
        + b"[" * depth
        + b"\nendobj\nxref\n0 2\n0000000000 65535 f \n0000000009 00000 n \n"
        + (b"trailer<</Root 1 0 R/Size 2>>\nstartxref\n%d\n%%%%EOF\n" % (25 + depth))
    )


TAKEN: dict[str, tuple[MediaType, Callable[[], bytes]]] = {
    "a photograph": (JPEG, lambda: noise()),
    "a progressive jpeg": (JPEG, lambda: jpeg(progressive=True)),
    "a jpeg in four colours": (JPEG, lambda: jpeg(mode="CMYK")),
    "a page at 600 dpi in black and white": (PNG, lambda: png((4960, 7016), "1")),
    "a png with transparency": (PNG, lambda: png(mode="RGBA")),
    "a scan of many pages": (PDF, lambda: pdf(pages=MOST_PAGES)),
    "what an office program writes": (PDF, lambda: opening_at_its_page()),
    "a pdf with a link": (PDF, lambda: acting(S="/URI", URI="https://example.cn")),
    "a pdf with a dictionary of another S": (PDF, lambda: acting(Type="/Group", S="/Transparency")),
}


@pytest.mark.parametrize("name", TAKEN)
async def test_scans_as_they_come_are_taken_whole(examiner: Examiner, name: str) -> None:
    media_type, make = TAKEN[name]
    content = make()
    assert await examiner.examine(content, media_type) == content


@pytest.mark.parametrize("name", ["a photograph", "a png with transparency", "what an office program writes"])
async def test_a_second_file_behind_the_first_is_not_taken(examiner: Examiner, name: str) -> None:
    media_type, make = TAKEN[name]
    content = make()
    assert await examiner.examine(content + b"<script>alert(1)</script>PK\x03\x04", media_type) == content


REFUSED: dict[str, tuple[MediaType, Callable[[], bytes], Problem]] = {
    "a jpeg that is none": (JPEG, lambda: b"\xff\xd8\xff" + bytes(1000) + b"\xff\xd9", Problem.BROKEN),
    "a jpeg that was cut": (JPEG, lambda: noise()[:-2000], Problem.BROKEN),
    "html behind the first bytes of a jpeg": (JPEG, lambda: b"\xff\xd8\xff<html><script>alert(1)</script>", Problem.BROKEN),
    "a png without a picture": (PNG, lambda: png()[:33] + png()[-12:], Problem.BROKEN),
    "a png that was cut": (PNG, lambda: png()[:-20], Problem.BROKEN),
    "a png that unpacks to 400 million pixels": (PNG, lambda: png((20_000, 20_000), "1"), Problem.TOO_MANY_PIXELS),
    "a jpeg of 48 million pixels": (JPEG, lambda: jpeg((8000, 6000)), Problem.TOO_MANY_PIXELS),
    "a png that moves": (PNG, lambda: moving_png(), Problem.ANIMATED),
    "a pdf that was cut": (PDF, lambda: pdf()[:200], Problem.BROKEN),
    "a pdf of nothing": (PDF, lambda: b"%PDF-1.7\n%%EOF\n", Problem.BROKEN),
    "a pdf without pages": (PDF, lambda: pdf(pages=0), Problem.BROKEN),
    "a pdf of too many pages": (PDF, lambda: pdf(pages=MOST_PAGES + 1), Problem.TOO_MANY_PAGES),
    "a pdf with a password": (PDF, lambda: pdf(lambda writer: writer.encrypt("secret")), Problem.ENCRYPTED),
    "a pdf that may not be printed": (PDF, lambda: pdf(lambda writer: writer.encrypt("", "secret")), Problem.ENCRYPTED),
    "a pdf with a script": (PDF, lambda: acting(S="/JavaScript", JS="app.alert(1)"), Problem.ACTIVE),
    "a script under an escaped name": (
        PDF,
        lambda: acting(S="/JavaScript", JS="app.alert(1)").replace(b"/JavaScript", b"/J#61vaScript"),
        Problem.ACTIVE,
    ),
    "a pdf that starts a program": (PDF, lambda: acting(S="/Launch", F="cmd.exe"), Problem.ACTIVE),
    "a pdf that sends a form": (PDF, lambda: acting(S="/SubmitForm"), Problem.ACTIVE),
    "a pdf that opens another file": (PDF, lambda: acting(S="/GoToR", F="other.pdf"), Problem.ACTIVE),
    "a pdf with a file inside": (PDF, lambda: pdf(lambda writer: writer.add_attachment("a.exe", b"MZ")), Problem.ACTIVE),
    "a pdf with a file pinned to a page": (PDF, lambda: acting(Type="/Annot", Subtype="/FileAttachment"), Problem.ACTIVE),
    "a pdf with a film": (PDF, lambda: acting(Type="/Annot", Subtype="/RichMedia"), Problem.ACTIVE),
    "a pdf whose form is a program": (PDF, lambda: acting(XFA="<xdp/>"), Problem.ACTIVE),
    "a page that acts when it is shown": (PDF, lambda: with_page_entry("/AA", DictionaryObject()), Problem.ACTIVE),
    "an action inside a page": (PDF, lambda: with_page_entry("/A", ArrayObject([named(S="/Launch")])), Problem.ACTIVE),
    "a pdf that opens a page of the web": (PDF, lambda: opening(S="/URI", URI="https://example.cn"), Problem.ACTIVE),
    "a pdf that goes to its page and then further": (PDF, lambda: opening(S="/GoTo", Next=named(S="/URI")), Problem.ACTIVE),
    "a pdf with a picture of 400 million pixels": (PDF, lambda: of_picture(20_000), Problem.TOO_MANY_PIXELS),
    "a pdf of lists in lists": (PDF, lambda: of_a_list(500_000), Problem.TOO_INTRICATE),
}


@pytest.mark.parametrize("name", REFUSED)
async def test_what_could_do_harm_or_shows_nothing_is_refused_for_what_it_is(examiner: Examiner, name: str) -> None:
    media_type, make, problem = REFUSED[name]
    with pytest.raises(FileRefused) as refused:
        await examiner.examine(make(), media_type)
    assert refused.value.problem is problem


async def test_a_script_in_packed_objects_is_found(examiner: Examiner) -> None:
    harmless, script = packed(b"<</S/GoTo/D[3 0 R/Fit]>>"), packed(b"<</S/JavaScript/JS(app.alert\\(1\\))>>")
    assert await examiner.examine(harmless, PDF) == harmless
    assert b"JavaScript" not in script
    with pytest.raises(FileRefused) as refused:
        await examiner.examine(script, PDF)
    assert refused.value.problem is Problem.ACTIVE


async def test_objects_that_unpack_to_more_than_memory_are_given_up(examiner: Examiner) -> None:
    bomb = packed(b"(" + bytes(300_000_000) + b")")
    assert len(bomb) < 400_000
    with pytest.raises(FileRefused) as refused:
        await examiner.examine(bomb, PDF)
    assert refused.value.problem is Problem.TOO_INTRICATE


async def test_a_process_that_takes_too_long_is_ended_and_leaves_nothing() -> None:
    hurried = Examiner(most_seconds=0.01)
    with pytest.raises(FileRefused) as refused:
        await hurried.examine(noise(), JPEG)
    assert refused.value.problem is Problem.TOO_INTRICATE
    assert [child for child in psutil.Process().children() if "storage.examining" in child.cmdline()] == []


async def test_a_process_that_ends_without_an_answer_is_a_fault_and_no_refusal(examiner: Examiner) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        await examiner.examine(noise(), "image/gif")  # type: ignore[arg-type]  # No file of another type comes so far.


async def test_more_files_than_can_wait_are_refused_at_once_and_the_others_are_answered() -> None:
    examiner, content = Examiner(most_waiting=AT_ONCE + 1), jpeg()
    asked = [asyncio.create_task(examiner.examine(content, JPEG)) for _ in range(AT_ONCE + 3)]
    answers = await asyncio.gather(*asked, return_exceptions=True)
    assert answers[: AT_ONCE + 1] == [content] * (AT_ONCE + 1)
    assert [type(answer) for answer in answers[AT_ONCE + 1 :]] == [ExaminerBusy] * 2
    assert await examiner.examine(content, JPEG) == content


async def test_the_server_goes_on_while_a_file_is_looked_through(examiner: Examiner) -> None:
    large = png((6000, 6000), "RGBA")
    looking = asyncio.create_task(examiner.examine(large, PNG))
    turns = 0
    while not looking.done():
        await asyncio.sleep(0)
        turns += 1
    assert await looking == large
    assert turns > 100


async def test_looking_through_is_given_no_secret(examiner: Examiner) -> None:
    """The environment of the process is read where the machine shows it."""
    os.environ["QUXIANG_SECRET_OF_THIS_TEST"] = "not to be handed on"
    try:
        looking = asyncio.create_task(examiner.examine(png((6000, 6000), "RGBA"), PNG))
        environments: list[dict[str, str]] = []
        while not looking.done():
            await asyncio.sleep(0.005)
            for child in psutil.Process().children():
                # It may end while it is looked at.
                with suppress(psutil.Error):
                    environments += [child.environ()] if "storage.examining" in child.cmdline() else []
        assert environments
        assert {name for environment in environments for name in environment} <= {"PYTHONPATH", "LC_CTYPE"}
    finally:
        del os.environ["QUXIANG_SECRET_OF_THIS_TEST"]

"""Where a file ends: what stands behind is not of it, and what does not end is none."""

import pytest

from rules.files import FileRefused, MediaType, Problem
from storage.formats import end_of
from tests.uploads import jpeg, noise, pdf, png

FILES = {
    "jpeg": (MediaType.JPEG, noise()),
    "progressive jpeg": (MediaType.JPEG, jpeg(progressive=True)),
    "jpeg with a comment that ends a picture": (MediaType.JPEG, jpeg(comment=b"\xff\xd9")),
    "png": (MediaType.PNG, png()),
    "pdf": (MediaType.PDF, pdf()),
}
BEHIND = (b"", b"<html><script>alert(1)</script>", b"PK\x03\x04" + bytes(1000), b"\xff\xd9", b"MZ")


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("behind", BEHIND)
def test_what_stands_behind_a_file_is_not_of_it(name: str, behind: bytes) -> None:
    media_type, content = FILES[name]
    assert end_of(media_type, content + behind) == len(content)


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_was_cut_does_not_end(name: str) -> None:
    media_type, content = FILES[name]
    for length in (3, 10, len(content) // 2, len(content) - 8):
        with pytest.raises(FileRefused) as refused:
            end_of(media_type, content[:length])
        assert refused.value.problem is Problem.BROKEN


def test_a_png_of_which_a_bit_changed_is_broken() -> None:
    content = bytearray(png())
    content[len(content) // 2] ^= 1
    with pytest.raises(FileRefused):
        end_of(MediaType.PNG, bytes(content))


def test_a_pdf_that_was_added_to_ends_with_its_last_version() -> None:
    twice = pdf() + b"1 0 obj\nnull\nendobj\nstartxref\n0\n%%EOF\n"
    assert end_of(MediaType.PDF, twice + b"behind") == len(twice)

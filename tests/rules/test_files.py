"""What files are taken for: their first bytes, their size and their names, and a sentence for each refusal."""

import pytest

from rules.files import (
    ACCEPTED,
    HEAD_BYTES,
    NAME_LIMIT,
    PROBLEMS,
    FileRefused,
    MediaType,
    Problem,
    Purpose,
    check_head,
    check_size,
    clean_name,
)

SCAN = Purpose.SCAN


@pytest.mark.parametrize(
    ("head", "media_type"),
    [(b"\xff\xd8\xff\xe0\x00\x10JF", MediaType.JPEG), (b"\x89PNG\r\n\x1a\n", MediaType.PNG), (b"%PDF-1.7", MediaType.PDF)],
)
def test_a_type_is_told_by_the_first_bytes(head: bytes, media_type: MediaType) -> None:
    assert len(head) == HEAD_BYTES
    assert check_head(SCAN, head) is media_type


@pytest.mark.parametrize(
    "head",
    [
        b"\n%PDF-1.7",
        b"GIF89a\x01\x00",
        b"<!doctype",
        b"PK\x03\x04....",
        b"\x89PNG\n\x1a\n.",
        b"\xff\xd8",
        b"%PDF",
        b"MZ......",
        b"<svg xml",
    ],
)
def test_what_begins_as_nothing_that_is_accepted_is_refused(head: bytes) -> None:
    with pytest.raises(FileRefused) as refused:
        check_head(SCAN, head[:HEAD_BYTES])
    assert refused.value.problem is Problem.UNKNOWN_TYPE


def test_an_empty_file_is_refused_as_that() -> None:
    with pytest.raises(FileRefused) as refused:
        check_head(SCAN, b"")
    assert refused.value.problem is Problem.EMPTY


def test_two_megabytes_are_taken_and_not_a_byte_more() -> None:
    most = ACCEPTED[SCAN].most_bytes
    assert most == 2 * 1024 * 1024
    check_size(SCAN, most)
    with pytest.raises(FileRefused) as refused:
        check_size(SCAN, most + 1)
    assert refused.value.problem is Problem.TOO_LARGE


@pytest.mark.parametrize(("purpose", "problem"), [(purpose, problem) for purpose in Purpose for problem in PROBLEMS[purpose]])
def test_every_problem_says_what_to_do_next(purpose: Purpose, problem: Problem) -> None:
    told = str(FileRefused(problem, purpose))
    assert "请" in told
    assert told.endswith("。")


def test_every_problem_is_one_of_some_purpose() -> None:
    assert {problem for problems in PROBLEMS.values() for problem in problems} == set(Problem)
    assert f"{ACCEPTED[Purpose.ROSTER].most_bytes >> 20}MB" in str(FileRefused(Problem.TOO_LARGE, Purpose.ROSTER))
    assert f"{ACCEPTED[Purpose.SCAN].most_bytes >> 20}MB" in str(FileRefused(Problem.TOO_LARGE))


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("协议 扫描件.PDF", "协议 扫描件.PDF"[:-4] + ".pdf"),
        ("scan.jpg", "scan.jpg.pdf"),
        ("C:\\Users\\x\\scan.pdf", "scan.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("a\r\nSet-Cookie: b.pdf", "aSet-Cookie: b.pdf"),
        ("\u202efdp.exe", "fdp.exe.pdf"),
        ("a\x00b\ud800.pdf", "ab.pdf"),
        ("  a \u3000 b  .pdf", "a b.pdf"),
        (".pdf", "盖章扫描件.pdf"),
        ("...", "盖章扫描件.pdf"),
        ("", "盖章扫描件.pdf"),
        (None, "盖章扫描件.pdf"),
        ("张三110000200102030019.pdf", "张三110000********0019.pdf"),
        ("cafe\u0301.pdf", "caf\u00e9.pdf"),
    ],
)
def test_a_name_keeps_what_it_says_and_loses_what_could_harm(given: str | None, name: str) -> None:
    assert clean_name(given, SCAN, MediaType.PDF) == name


def test_a_name_ends_as_its_type_does_and_within_its_column() -> None:
    assert clean_name("a.jpeg", SCAN, MediaType.JPEG) == "a.jpeg"
    assert clean_name("a.JPG", SCAN, MediaType.JPEG) == "a.jpg"
    assert clean_name("a.png", SCAN, MediaType.JPEG) == "a.png.jpg"
    long = clean_name("名" * 500, SCAN, MediaType.PNG)
    assert long == "名" * (NAME_LIMIT - 4) + ".png"

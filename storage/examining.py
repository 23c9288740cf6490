"""Looks through one file, as a program of its own: `python -m storage.examining TYPE`, the content on standard input.

It answers one line of JSON: `{"end": BYTES}`, or `{"problem": "…"}`. What strangers made is parsed here and nowhere else: in a process
that has no secrets, no database and little of the machine, and that is ended where it takes too long (`storage.examiner`).
"""

import json
import sys
from typing import Final

from rules.files import FileRefused, MediaType, Problem
from storage.confinement import confine
from storage.formats import end_of

MOST_MEMORY: Final = 1 << 30
"""Bytes of address space: the largest picture takes 160 MB, the interpreter and its libraries a few hundred of which little is used."""
MOST_SECONDS: Final = 10
"""Of processor time."""


def examine(content: bytes, media_type: MediaType) -> int:
    """Return how many bytes of the content are the file, none of which is more than a scan needs. Raises FileRefused."""
    try:
        end = end_of(media_type, content)
        if media_type is MediaType.PDF:
            from storage.documents import check_pdf

            check_pdf(content[:end])
        else:
            from storage.pictures import check_picture

            check_picture(content[:end], media_type)
    except MemoryError:
        raise FileRefused(Problem.TOO_INTRICATE) from None
    except FileRefused:
        raise
    except Exception:
        # Whatever a library says of what it cannot read: to its uploader it is one thing.
        raise FileRefused(Problem.BROKEN) from None
    return end


def main() -> None:
    """Answer for the file on standard input."""
    confine(memory=MOST_MEMORY, seconds=MOST_SECONDS)
    try:
        answer: dict[str, object] = {"end": examine(sys.stdin.buffer.read(), MediaType(sys.argv[1]))}
    except FileRefused as refused:
        answer = {"problem": refused.problem}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()

"""Records that a province's own system (省级自建系统) has approved, as it hands them in: what each must say, and which version counts."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rules.acts import RecordKind
from rules.agreement_terms import Guard
from rules.errors import InvalidInput
from rules.inbound_errors import SourceVersionReused
from rules.record_terms import RecordMove, RecordStatus
from rules.roles import Role


class ImportOutcome(StrEnum):
    """What became of one record that was handed in."""

    IMPORTED = "IMPORTED"
    ALREADY_IMPORTED = "ALREADY_IMPORTED"
    STALE = "STALE"
    REFUSED = "REFUSED"


class Ending(StrEnum):
    """How a record ended over there: it was an error (作废), or the parties ended what they had signed (解约)."""

    VOIDED = "VOIDED"
    TERMINATED = "TERMINATED"


MOST_IMPORTED_AT_ONCE: Final = 100
"""Records of one request. Each is a transaction of its own; more of them would ask for more values than a request may hold."""
LONGEST_SOURCE_ID: Final = 64
SOURCE_VERSIONS: Final = range(1, 2**31)
SYSTEM_LIMIT: Final = 20
"""The longest name of a province's system, in characters: reports say where something was approved, and hold no more."""
_SOURCE_ID: Final = re.compile(f"[!-~]{{1,{LONGEST_SOURCE_ID}}}")

CONTENTS: Final[Mapping[str, RecordKind]] = {
    "registration": RecordKind.REGISTRATION,
    "paperAgreement": RecordKind.SUPPLEMENT,
    "archive": RecordKind.ARCHIVE,
    "hukou": RecordKind.HUKOU,
}
"""Input field -> the kind of record that it becomes. What was signed over there is here as a paper agreement is: with its own number."""
WITHDRAWAL: Final = "withdrawal"

STILL_ASKED: Final = frozenset({Guard.CLASS_YEAR_OPEN, Guard.ARCHIVE_IN_SCHOOL, Guard.ARCHIVE_NOT_DISPATCHED, Guard.HUKOU_IN_SCHOOL})
"""What an approved record needs here as everywhere; set-ups, seasons and what graduates confirm first are the other system's affair."""

ENDINGS: Final[Mapping[tuple[RecordKind, Ending], tuple[RecordMove, Role]]] = {
    (RecordKind.REGISTRATION, Ending.VOIDED): (RecordMove.VOID, Role.SCHOOL),
    (RecordKind.SUPPLEMENT, Ending.VOIDED): (RecordMove.VOID, Role.SCHOOL),
    (RecordKind.SUPPLEMENT, Ending.TERMINATED): (RecordMove.TERMINATE, Role.SYSTEM),
    (RecordKind.ARCHIVE, Ending.VOIDED): (RecordMove.WITHDRAW, Role.SYSTEM),
    (RecordKind.HUKOU, Ending.VOIDED): (RecordMove.WITHDRAW, Role.SYSTEM),
}
"""(kind, how it ended there) -> the move that it is here, and whose row of the life's table decides it. A missing pair is refused."""
NEXT_VERSION: Final = (RecordMove.AMEND, Role.SYSTEM)
"""The move that a newer version of a destination in force is. Archives and household registrations have versions of their own."""
IN_FORCE: Final = RecordStatus.APPROVED
"""What is imported stands so until it is withdrawn or another record takes its place."""


@dataclass(frozen=True, slots=True)
class Known:
    """What was imported last under a source's number: its version, and the digest of what it said."""

    version: int
    digest: str


def placed(known: Known | None, version: int, digest: str) -> ImportOutcome:
    """Return what a version is beside the one that was imported last: IMPORTED = to be written, the others are not.

    Raises SourceVersionReused where the same version says something else.
    """
    if known is None or version > known.version:
        return ImportOutcome.IMPORTED
    if version < known.version:
        return ImportOutcome.STALE
    if digest != known.digest:
        raise SourceVersionReused
    return ImportOutcome.ALREADY_IMPORTED


def envelope_problems(source_id: str, version: int, parts: Collection[str], *, names_graduate: bool) -> Iterator[InvalidInput]:
    """Yield everything that is wrong with how a record is handed in, whatever it says. `parts` are the parts that are given."""
    if not _SOURCE_ID.fullmatch(source_id):
        yield InvalidInput("sourceId", f"记录编号须为1至{LONGEST_SOURCE_ID}个可见ASCII字符")
    if version not in SOURCE_VERSIONS:
        yield InvalidInput("sourceVersion", "记录版本须为正整数")
    if len(parts) != 1:
        yield InvalidInput("", f"{'、'.join((*CONTENTS, WITHDRAWAL))}须填写且只能填写一项")
    elif WITHDRAWAL in parts and names_graduate:
        yield InvalidInput("graduate", "撤回时不填写毕业生，撤回的记录由记录编号确定")
    elif WITHDRAWAL not in parts and not names_graduate:
        yield InvalidInput("graduate", "毕业生不能为空")

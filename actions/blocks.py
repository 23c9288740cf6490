"""What a graduate says of its archive and its household registration beside a destination: checked as where it is said by itself."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from actions.access import require_writer
from actions.archive import archive_columns
from actions.flow_in import check_begins
from actions.hukou import hukou_columns
from actions.record_kinds import KINDS
from actions.versions import version_facts
from auth.actor import Actor
from models import Graduate
from rules.acts import RecordKind
from rules.archive import ArchiveEntry
from rules.errors import InvalidInput, Refusals, RuleError
from rules.gate import MODULE_OF
from rules.hukou import HukouEntry
from rules.lives import LIVES
from rules.transfer import OPEN
from rules.transfer_errors import RecordUnderWay


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocks:
    """What is said beside a destination; None of what is not."""

    archive: ArchiveEntry | None = None
    hukou: HukouEntry | None = None


NOTHING_BESIDE: Final = Blocks()


@dataclass(slots=True)
class Beside:
    """What is said beside a destination, as it is kept: columns by kind. `refusals` is all that is wrong with it."""

    columns: dict[RecordKind, dict[str, Any]]
    refusals: list[RuleError]

    def sound(self) -> dict[RecordKind, dict[str, Any]]:
        """Return it where nothing is wrong with it. Raises Refusals."""
        if self.refusals:
            raise Refusals(self.refusals)
        return self.columns

    @contextmanager
    def told_with(self) -> Iterator[None]:
        """Tell what is wrong beside a destination together with what is wrong with the destination itself. Raises Refusals."""
        try:
            yield
        except Refusals as several:
            raise Refusals([*several.refusals, *self.refusals]) from several
        self.sound()


async def read_blocks(actor: Actor, graduate: Graduate, blocks: Blocks, now: datetime) -> Beside:
    """Check what is said beside a destination, and return it with everything that is wrong with it; nothing is written.

    What could not be submitted by itself is not taken with a destination either, so that nobody waits for what never comes: the feature
    is closed or not set up (FEATURE_CLOSED, NOT_SET_UP), nothing is at the school, the archive is sent, or another record is open.
    The refusals name the block (`archive`) or a field of it (`archive.receiverName`). Raises LevelTooLow.
    """
    beside = Beside({}, [])
    forms: dict[RecordKind, Callable[[], dict[str, Any]]] = {}
    if (archive := blocks.archive) is not None:
        forms[RecordKind.ARCHIVE] = lambda: archive_columns(archive, graduate.name)
    if (hukou := blocks.hukou) is not None:
        forms[RecordKind.HUKOU] = lambda: hukou_columns(hukou)
    for kind, form in forms.items():
        require_writer(actor, MODULE_OF[LIVES[kind].feature])
        name = kind.lower()
        try:
            await _check_open(kind, graduate, now)
            beside.columns[kind] = form()
        except Refusals as several:
            beside.refusals += [_within(name, each) for each in several.refusals]
        except RuleError as refusal:
            refusal.field = name
            beside.refusals.append(refusal)
    return beside


async def _check_open(kind: RecordKind, graduate: Graduate, now: datetime) -> None:
    check_begins(kind, await version_facts(kind, graduate, now))
    if await KINDS[kind].model.exists(graduate_id=graduate.id, status__in=OPEN):
        raise RecordUnderWay


def _within(block: str, refusal: RuleError) -> RuleError:
    """Return what is wrong with a field of a block, named from outside of it."""
    return InvalidInput(f"{block}.{refusal.field}", refusal.problem) if isinstance(refusal, InvalidInput) else refusal

"""The audit's chains of a demonstration: entries are numbered and sealed as they pass, and the ends are kept until all have passed."""

from collections.abc import Iterator
from datetime import datetime

from actions.chains import NOT_SEALED
from auth.seal import NOTHING_BEFORE, AuditSeal
from demo.record_rows import AuditChainRow, AuditRow

_SEALED = tuple(name for name in AuditRow._fields if name not in NOT_SEALED)


class Chains:
    """The ends of all chains so far; there are as many as schools, however many entries pass."""

    def __init__(self, seal: AuditSeal) -> None:
        self._seal = seal
        self._ends: dict[str, tuple[int, str]] = {}

    def sealed(self, entry: AuditRow) -> AuditRow:
        """Return an entry with its number, its key and its seal, behind the one that passed before it in its chain."""
        seq, before = self._ends.get(entry.chain, (0, NOTHING_BEFORE))
        numbered = entry._replace(chain_seq=seq + 1, seal_key=self._seal.key_id)
        seal = self._seal.of(before, {name: getattr(numbered, name) for name in _SEALED})
        self._ends[entry.chain] = (seq + 1, seal)
        return numbered._replace(seal=seal)

    def ends(self, at: datetime) -> Iterator[AuditChainRow]:
        """Yield the rows that say where each chain ends."""
        for chain, (seq, seal) in self._ends.items():
            yield AuditChainRow(chain, seq, seal, at, at)

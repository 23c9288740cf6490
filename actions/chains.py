"""The chains of the audit: one a school, one a province, one of the nation, each entry sealed behind the one before."""

from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest
from typing import Final
from uuid import UUID

from auth.seal import NOTHING_BEFORE, AuditSeal
from models import Audit, AuditChain

NOT_SEALED: Final = frozenset({"seal", "updated_at"})
"""Columns that a seal does not cover: itself, and a moment that the engine's wrapper sets while it writes."""
BATCH: Final = 1_000
"""Entries that are read at once when a chain is verified."""


@dataclass(frozen=True, slots=True)
class Chain:
    """One chain: of a school, of a province, or, where neither is given, of the nation."""

    school_id: UUID | None = None
    province_code: str | None = None

    @property
    def name(self) -> str:
        """Return what the chain is called in the tables."""
        if self.school_id is not None:
            return f"school:{self.school_id}"
        return "nation" if self.province_code is None else f"province:{self.province_code}"


@dataclass(frozen=True, slots=True)
class Anchor:
    """The end of a chain at some moment. Kept outside the database, it shows later whether entries before it were taken away."""

    chain: str
    seq: int
    seal: str


@dataclass(frozen=True, slots=True)
class Break:
    """The first place at which a chain is not what was written; `seq` is the number that was expected there."""

    chain: str
    seq: int
    problem: str


def sealed_part(entry: Audit) -> dict[str, object]:
    """Return what the seal of an entry covers: all its columns but `NOT_SEALED`."""
    return {name: getattr(entry, name) for name in Audit._meta.fields_db_projection if name not in NOT_SEALED}


async def append(entries: Sequence[Audit], seal: AuditSeal, now: datetime) -> None:
    """Number and seal new entries, whose `chain` is set, behind the ends of their chains, and write them.

    Call inside a transaction. Chains are locked in the order of their names, so that two transactions never wait for each other.
    """
    for chain in sorted({str(entry.chain) for entry in entries}):
        end = await _locked_end(chain, now)
        seq, before = end.seq, end.seal
        mine = [entry for entry in entries if entry.chain == chain]
        for entry in mine:
            seq += 1
            entry.chain_seq, entry.seal_key = seq, seal.key_id
            entry.seal = before = seal.of(before, sealed_part(entry))
        await Audit.bulk_create(mine)
        await AuditChain.filter(chain=chain).update(seq=seq, seal=before, updated_at=now)


async def _locked_end(chain: str, now: datetime) -> AuditChain:
    """Return the end of a chain, locked until the transaction ends; a chain that nobody has written to begins here."""
    locked = AuditChain.filter(chain=chain).select_for_update()
    if (end := await locked.first()) is not None:
        return end
    beginning = AuditChain(chain=chain, seq=0, seal=NOTHING_BEFORE, created_at=now)
    await AuditChain.bulk_create([beginning], ignore_conflicts=True)
    return await locked.get()


async def anchors() -> list[Anchor]:
    """Return the end of every chain, by name."""
    return [Anchor(end.chain, end.seq, end.seal) for end in await AuditChain.all().order_by("chain")]


async def verify(seal: AuditSeal, kept: Sequence[Anchor] = ()) -> tuple[int, list[Break]]:
    """Compute every seal again; return how many entries hold, and the first break of each chain that does not.

    `kept` are ends noted earlier: a chain must still go through them. It reads in portions, so memory does not grow with the audit.
    """
    by_chain: dict[str, dict[int, str]] = defaultdict(dict)
    for anchor in kept:
        by_chain[anchor.chain][anchor.seq] = anchor.seal
    ends = {end.chain: end for end in await anchors()}
    held, breaks = 0, []
    for chain in sorted({*ends, *by_chain, *await _chains_with_entries()}):
        length, problem = await _verify_chain(chain, ends.get(chain), seal, by_chain[chain])
        held += length
        breaks += [problem] if problem is not None else []
    return held, breaks


async def _chains_with_entries() -> Sequence[str]:
    rows = await Audit.exclude(chain=None).distinct().values_list("chain", flat=True)
    return [str(row) for row in rows]


async def _verify_chain(chain: str, end: Anchor | None, seal: AuditSeal, kept: Mapping[int, str]) -> tuple[int, Break | None]:
    """Return how many entries of a chain hold, and its first break."""
    seq, before = 0, NOTHING_BEFORE
    async for entry in _entries(chain):
        if entry.chain_seq != seq + 1:
            return seq, Break(chain, seq + 1, "is missing")
        if entry.seal_key != seal.key_id:
            return seq, Break(chain, seq + 1, "is sealed under another key")
        if not compare_digest(str(entry.seal), seal.of(before, sealed_part(entry))):
            return seq, Break(chain, seq + 1, "is not what was sealed")
        seq, before = seq + 1, str(entry.seal)
        if kept.get(seq, before) != before:
            return seq, Break(chain, seq, "is not what the anchor says")
    last = max([end.seq if end else 0, *kept])
    if seq < last:
        return seq, Break(chain, seq + 1, "is missing")
    if end is None or (end.seq, end.seal) != (seq, before):
        return seq, Break(chain, seq, "is not the end that was noted")
    return seq, None


async def _entries(chain: str) -> AsyncIterator[Audit]:
    """Yield a chain's entries in order."""
    after = 0
    while True:
        portion = await Audit.filter(chain=chain, chain_seq__gt=after).order_by("chain_seq").limit(BATCH)
        for entry in portion:
            yield entry
        if len(portion) < BATCH:
            return
        after = int(portion[-1].chain_seq or 0)

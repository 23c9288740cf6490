"""What an action is given besides its input: who acts, what time it is, whom to tell, and what the secrets of the house can do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from secrets import randbelow
from typing import Protocol
from uuid import UUID

from auth.actor import Actor
from auth.networks import Origin
from auth.once import Once
from auth.revocation import Gone
from auth.seal import AuditSeal
from auth.vault import IdentityVault


@dataclass(frozen=True, slots=True)
class Dirty:
    """One record that a committed transaction wrote, and the keys by which a live view knows that it concerns it."""

    record_kind: str
    record_id: str
    school_id: UUID | None
    province_code: str | None
    class_year: int | None


class Clock(Protocol):
    """Tells the time, so that a deadline can be reached without waiting for it."""

    def now(self) -> datetime:
        """Return the present instant in UTC, with its time zone."""


class Signals(Protocol):
    """Is told what became dirty, and what is gone. It carries no data: losing a signal is healed by reading the tables."""

    def changed(self, dirty: Sequence[Dirty]) -> None:
        """Take note at once and never raise: the transaction that wrote `dirty` has committed already."""

    def revoked(self, gone: Gone) -> None:
        """Forget at once, in this process, what is remembered of what is gone, and never raise; others read it in the feed."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the present instant in UTC."""
        return datetime.now(UTC)


class NoSignals:
    """For who has no live views to tell: commands and children of the tests."""

    def changed(self, dirty: Sequence[Dirty]) -> None:
        """Forget what became dirty."""

    def revoked(self, gone: Gone) -> None:
        """Forget what is gone: nothing is remembered here."""


def eight_random_digits() -> str:
    """Return the unforeseeable end of an agreement number, e.g. 00471358."""
    return f"{randbelow(10**8):08d}"


@dataclass(frozen=True, slots=True)
class ActionContext:
    """Everything an action may depend on that is not its input. Time and chance are handed in, so a test can set them."""

    actor: Actor
    clock: Clock
    signals: Signals
    vault: IdentityVault
    seal: AuditSeal
    draw_digits: Callable[[], str] = eight_random_digits
    once: Once | None = None
    """What the act is done once under; None where whoever asks gave no idempotency key."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody without an account, who is about to have one or to prove that one is its own."""

    clock: Clock
    signals: Signals
    vault: IdentityVault
    seal: AuditSeal
    origin: Origin
    """Where the visitor is."""

    def acting_as(self, actor: Actor) -> ActionContext:
        """Return the context of the account that the visitor turned out to be."""
        return ActionContext(replace(actor, address=self.origin.address), self.clock, self.signals, self.vault, self.seal)

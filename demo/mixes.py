"""How common everything is in the invented cohort: tables of weights, and decks that deal them out."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from random import Random
from typing import Final, Generic, TypeVar

from demo.signing import Standing, offline, online
from rules.agreement import ReviewLevel, Status

Card = TypeVar("Card")
Shares = Sequence[tuple[int, Card]]
"""(weight, what) rows; here the weights of a table are percents."""


class Deck(Generic[Card]):
    """Deals the shares of a table in exact proportion and random order.

    Unlike independent draws, a hundred cards of a table of percents hold every row of it: a small demonstration shows every state.
    """

    def __init__(self, shares: Shares[Card], random: Random) -> None:
        self._cards = [card for weight, card in shares for _ in range(weight)]
        self._random = random
        self._left: list[Card] = []

    def deal(self) -> Card:
        """Return the next card; an empty deck is filled and shuffled again."""
        if not self._left:
            self._left = self._cards.copy()
            self._random.shuffle(self._left)
        return self._left.pop()


class Mix(StrEnum):
    """Which table of standings an agreement is dealt from."""

    ONLINE = "ONLINE"
    OFFLINE = "OFFLINE"
    EARLIER = "EARLIER"
    """A first attempt of a graduate who made a second one."""
    INVITATION = "INVITATION"
    """A second employer's, beside whatever the graduate has: being signed does not stop others from inviting."""


_DEPARTMENT: Final = ReviewLevel.DEPARTMENT
_SCHOOL: Final = ReviewLevel.SCHOOL

_ONLINE: Final = (
    (58, online(Status.EFFECTIVE)),
    (9, online(Status.EXPIRED)),
    (6, online(Status.REJECTED_BY_GRADUATE)),
    (8, online(Status.PENDING_GRADUATE)),
    (5, online(Status.PENDING_DEPARTMENT)),
    (5, online(Status.PENDING_SCHOOL)),
    (3, online(Status.REVIEW_REJECTED, _SCHOOL)),
    (1, online(Status.REVIEW_REJECTED, _DEPARTMENT)),
    (2, online(Status.TERMINATED)),
    (2, online(Status.VOIDED)),
    (1, online(Status.WITHDRAWN)),
)
"""Of the ended ones about 70 % effective, 11 % expired, 7 % rejected by the graduate; a fifth is still under way."""

_OFFLINE: Final = (
    (62, offline(Status.EFFECTIVE)),
    (4, offline(Status.PROTOCOL_PENDING_DEPARTMENT)),
    (4, offline(Status.PROTOCOL_PENDING_SCHOOL)),
    (6, offline(Status.PROTOCOL_ISSUED)),
    (4, offline(Status.SIGN_PENDING_DEPARTMENT)),
    (4, offline(Status.SIGN_PENDING_SCHOOL)),
    (3, offline(Status.PROTOCOL_REJECTED, _SCHOOL)),
    (1, offline(Status.PROTOCOL_REJECTED, _DEPARTMENT)),
    (3, offline(Status.SIGN_REJECTED, _SCHOOL)),
    (1, offline(Status.SIGN_REJECTED, _DEPARTMENT)),
    (3, offline(Status.TERMINATED)),
    (2, offline(Status.VOIDED)),
    (3, offline(Status.CANCELLED)),
)

_EARLIER: Final = (
    (45, online(Status.EXPIRED)),
    (25, online(Status.REJECTED_BY_GRADUATE)),
    (20, online(Status.REVIEW_REJECTED, _SCHOOL)),
    (5, online(Status.WITHDRAWN)),
    (5, online(Status.VOIDED)),
)
"""Nothing here holds the destination, so that the second attempt may."""

STANDINGS: Final[Mapping[Mix, Shares[Standing]]] = {
    Mix.ONLINE: _ONLINE,
    Mix.OFFLINE: _OFFLINE,
    Mix.EARLIER: _EARLIER,
    Mix.INVITATION: ((1, online(Status.PENDING_GRADUATE)),),
}

PLANS: Final[Shares[tuple[Mix, ...]]] = (
    (30, ()),
    (22, (Mix.ONLINE,)),
    (33, (Mix.OFFLINE,)),
    (7, (Mix.EARLIER, Mix.ONLINE)),
    (5, (Mix.EARLIER, Mix.OFFLINE)),
    (3, (Mix.ONLINE, Mix.INVITATION)),
)
"""The signings of one graduate, earliest first: none or two for some, more offline than online."""

TRAINING_MODES: Final[Shares[str]] = ((96, "1"), (2, "2"), (1, "3"), (1, "4"))
"""培养方式 codes. Graduates of directed modes sign nothing here: they go to their directed unit."""

ACADEMIC_DEGREES: Final[Shares[str]] = ((70, "31"), (26, "11"), (4, "01"))
VOCATIONAL_DEGREES: Final[Shares[str]] = ((1, "41"),)

STUDENT_NUMBER_KNOWN: Final[Shares[bool]] = ((95, True), (5, False))
"""Some schools keep no 学号 for some graduates; figure 6 prints -- there."""

MONTHLY_PAY: Final[Shares[int | None]] = ((2, 6000), (3, 8000), (3, 10000), (1, 15000), (1, None))
"""Yuan; None where the parties wrote none."""

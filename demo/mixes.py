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
    """What somebody who signs did, one after the other: agreements by their table of standings, or something else."""

    ONLINE = "ONLINE"
    OFFLINE = "OFFLINE"
    EARLIER = "EARLIER"
    """A first attempt of a graduate who made a second one."""
    INVITATION = "INVITATION"
    """A second employer's, beside whatever the graduate has: being signed does not stop others from inviting."""
    SUPPLEMENT = "SUPPLEMENT"
    """A paper agreement (补登)."""
    UNSETTLED = "UNSETTLED"
    """待就业 or the like, over which an agreement is signed."""


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

SIGNED: Final = "10"
ACADEMIC_AIMS: Final[Shares[str]] = (
    (548, SIGNED),
    (55, "11"),
    (9, "12"),
    (10, "27"),
    (5, "46"),
    (4, "50"),
    (1, "51"),
    (4, "75"),
    (2, "76"),
    (210, "80"),
    (7, "85"),
    (140, "70"),
    (2, "71"),
    (3, "72"),
)
"""What a thousand graduates of a university come to: the first published cohort (`tests.rules.cohorts`), with what its table leaves out."""
VOCATIONAL_AIMS: Final[Shares[str]] = (
    (415, SIGNED),
    (58, "11"),
    (260, "12"),
    (50, "46"),
    (1, "50"),
    (8, "75"),
    (180, "80"),
    (1, "85"),
    (26, "70"),
    (1, "72"),
)
"""The same of a vocational college: the second published cohort."""
RARE: Final = frozenset(code for weight, code in ACADEMIC_AIMS if weight < 10)
"""What so few come to stands approved, so that a small demonstration has all fourteen in force."""

HAS_BEGUN: Final[Shares[bool]] = ((92, True), (8, False))
"""Some have nothing yet: nobody has invited them, and they have registered nothing."""

PLANS: Final[Shares[tuple[Mix, ...]]] = (
    (30, (Mix.ONLINE,)),
    (42, (Mix.OFFLINE,)),
    (7, (Mix.EARLIER, Mix.ONLINE)),
    (6, (Mix.EARLIER, Mix.OFFLINE)),
    (3, (Mix.ONLINE, Mix.INVITATION)),
    (5, (Mix.SUPPLEMENT,)),
    (3, (Mix.UNSETTLED, Mix.ONLINE)),
    (4, (Mix.UNSETTLED, Mix.OFFLINE)),
)
"""What those do who sign, earliest first: more offline than online, and one in twenty on paper."""

UNSETTLED: Final[Shares[str]] = ((6, "70"), (1, "71"), (1, "72"))

REGISTRATIONS: Final[Shares[str]] = (
    (54, "D+ S+"),
    (10, ""),
    (11, "D+"),
    (4, "D+ S-"),
    (2, "D-"),
    (3, "cancel"),
    (3, "D+ S+ ask"),
    (3, "D+ S+ ask D+"),
    (4, "D+ S+ ask D+ S+"),
    (2, "D+ S+ void"),
    (2, "D+ S+ ask D+ S-"),
    (2, "D+ S+ ask keep"),
)
"""Courses (`demo.courses`) of registrations; two in three are in force."""

SUPPLEMENTS: Final[Shares[str]] = (
    (60, "D+ S+"),
    (8, ""),
    (8, "D+"),
    (2, "D-"),
    (6, "D+ S-"),
    (4, "cancel"),
    (5, "D+ S+ void"),
    (7, "D+ S+ terminate"),
)

ENDINGS_ONLINE: Final[Shares[str | None]] = (
    (93, None),
    (2, ""),
    (1, "refuse"),
    (1, "withdraw"),
    (1, "agree"),
    (1, "agree D+"),
    (1, "agree D+ S-"),
)
"""Courses of terminations that have not ended their agreements; of most there is none."""
ENDINGS_ON_PAPER: Final[Shares[str | None]] = ((96, None), (1, ""), (1, "D+"), (1, "D+ S-"), (1, "withdraw"))
ENDED_ONLINE: Final = "agree D+ S+"
LAPSED: Final[Shares[str | None]] = ((2, None), (1, "lapse"))
"""Of what was voided, some was being terminated."""

IS_CONFIRMED: Final[Shares[bool]] = ((7, True), (3, False))

TRAINING_MODES: Final[Shares[str]] = ((96, "1"), (2, "2"), (1, "3"), (1, "4"))
"""培养方式 codes. Graduates of directed modes sign nothing here: they go to their directed unit."""

ACADEMIC_DEGREES: Final[Shares[str]] = ((70, "31"), (26, "11"), (4, "01"))
VOCATIONAL_DEGREES: Final[Shares[str]] = ((1, "41"),)

STUDENT_NUMBER_KNOWN: Final[Shares[bool]] = ((95, True), (5, False))
"""Some schools keep no 学号 for some graduates; figure 6 prints -- there."""

MONTHLY_PAY: Final[Shares[int | None]] = ((2, 6000), (3, 8000), (3, 10000), (1, 15000), (1, None))
"""Yuan; None where the parties wrote none."""

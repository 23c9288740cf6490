"""What each invented graduate comes to: agreements, paper agreements, other destinations, and what ended them, dealt by `demo.mixes`."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import count
from random import Random
from typing import Final

from demo import mixes
from demo.dossier import Dossier
from demo.employers import EMPLOYER_NAMES, employer_name, unregistered_uscc
from demo.endings import Paper, supplement, termination
from demo.ids import serial_id
from demo.mixes import Deck, Mix
from demo.record_rows import RegistrationRow, SupplementRow, TerminationRow
from demo.registrations import Plan, registration
from demo.rows import EmployerRow
from demo.schools import DemoSchool
from demo.signing import MOST_REVIEWS, Signed, Signing, SigningRow, Standing, at_one_level, signing_rows
from demo.timeline import CLASS_YEAR, EARLIER, LATER, WAITING, instant
from demo.vocabulary import POSITIONS
from rules.agreement import Initiator, Status
from rules.agreement_number import BEARS_NUMBER, agreement_number
from rules.codes import DIRECTED_MODES
from rules.gate import ReviewLevels

DestinationRow = SigningRow | SupplementRow | TerminationRow | RegistrationRow

_AGREEMENTS, _REVIEWS = 4, 5
"""Series of `serial_id`."""
_NUMBER_STRIDE: Final = 7_368_787
"""Prime to 10**8: stepping by it visits all eight-digit numbers once, in no visible order."""
_AGES: Final = {Status.EXPIRED: EARLIER, Status.PENDING_GRADUATE: WAITING}


class Invented:
    """Deals destinations out, graduate by graduate."""

    def __init__(self, random: Random, employers: Sequence[EmployerRow], moment: datetime, endings: Iterator[str]) -> None:
        self._random, self._employers, self._moment, self._endings = random, employers, moment, endings
        self._standings = {mix: Deck(shares, random) for mix, shares in mixes.STANDINGS.items()}
        self._aims = {True: Deck(mixes.VOCATIONAL_AIMS, random), False: Deck(mixes.ACADEMIC_AIMS, random)}
        self._begun = Deck(mixes.HAS_BEGUN, random)
        self._plans = Deck(mixes.PLANS, random)
        self._unsettled = Deck(mixes.UNSETTLED, random)
        self._registrations = Deck(mixes.REGISTRATIONS, random)
        self._supplements = Deck(mixes.SUPPLEMENTS, random)
        self._pays = Deck(mixes.MONTHLY_PAY, random)
        self._ends = {True: Deck(mixes.ENDINGS_ONLINE, random), False: Deck(mixes.ENDINGS_ON_PAPER, random)}
        self._lapsing = Deck(mixes.LAPSED, random)
        self._agreements = count()

    def rows(self, dossier: Dossier, id_number: str, school: DemoSchool, ordinal: int) -> Iterator[DestinationRow]:
        """Yield what the graduate of a dossier has come to so far."""
        graduate = dossier.graduate
        if graduate.training_mode in DIRECTED_MODES:
            # They go to their directed unit, which is registered, not signed.
            if graduate.confirmed_at is not None:
                yield self._registered(mixes.SIGNED, self._registrations.deal(), dossier, school, ordinal)
            return
        aim = self._aims[school.is_vocational].deal()
        if aim not in mixes.RARE and not self._begun.deal():
            return
        if aim == mixes.SIGNED:
            yield from self._signings(self._plans.deal(), dossier, id_number, school, ordinal)
        else:
            course = "D+ S+" if aim in mixes.RARE else self._registrations.deal()
            yield self._registered(aim, course, dossier, school, ordinal)

    def _signings(self, plan: Sequence[Mix], dossier: Dossier, id_number: str, school: DemoSchool, turn: int) -> Iterator[DestinationRow]:
        first_employer = self._below(len(self._employers))
        unsettled: Plan | None = None
        for attempt, mix in enumerate(plan):
            if mix is Mix.UNSETTLED:
                unsettled = Plan(self._unsettled.deal(), "D+ S+", self._at(EARLIER), turn)
            elif mix is Mix.SUPPLEMENT:
                yield from self._on_paper(dossier, school, turn)
            else:
                employer = self._employers[(first_employer + attempt) % len(self._employers)]
                signing = self._signing(mix, dossier, school, employer)
                signed = signing_rows(signing, dossier, id_number[-4:], school.terms)
                yield signed.agreement
                yield from signed.reviews
                yield from self._ending(signed, dossier, school)
                if unsettled is not None:
                    yield self._beneath(unsettled, signed, dossier, school)

    def _beneath(self, plan: Plan, signed: Signed, dossier: Dossier, school: DemoSchool) -> RegistrationRow:
        """Return what was registered before an agreement was signed over it: superseded, where that has come into force."""
        came_at = signed.holding.came_at
        over = plan if came_at is None else replace(plan, course="D+ S+ supersede", moments=(came_at,))
        row, _ = registration(over, dossier, school.terms)
        return row

    def _ending(self, signed: Signed, dossier: Dossier, school: DemoSchool) -> Iterator[TerminationRow]:
        """Yield the termination of an agreement that has come into force, if anybody asked for one."""
        agreement = signed.agreement
        is_online = agreement.initiator is Initiator.EMPLOYER
        match agreement.status:
            case Status.TERMINATED:
                course: str | None = mixes.ENDED_ONLINE if is_online else "D+ S+"
            case Status.VOIDED:
                course = self._lapsing.deal()
            case Status.EFFECTIVE:
                course = self._ends[is_online].deal()
            case _:
                return
        if course is not None:
            asker = Initiator.EMPLOYER if is_online and self._random.random() < 0.5 else Initiator.GRADUATE
            yield termination(agreement, course, asker, dossier, school.terms, signed.holding)

    def _on_paper(self, dossier: Dossier, school: DemoSchool, turn: int) -> Iterator[DestinationRow]:
        name = self._below(EMPLOYER_NAMES)
        course = self._supplements.deal()
        paper = Paper(
            number=f"纸质{CLASS_YEAR}-{turn:06}",
            employer_name=employer_name(name),
            employer_uscc=unregistered_uscc(name),
            position=POSITIONS[self._below(len(POSITIONS))],
            monthly_pay=self._pays.deal(),
            course=course,
            begun_at=self._at(LATER),
        )
        row, holding = supplement(paper, dossier, school.terms)
        yield row
        ended = "D+ S+" if course.endswith("terminate") else self._ends[False].deal() if holding.slot and holding.came_at else None
        if ended is not None:
            yield termination(row, ended, Initiator.GRADUATE, dossier, school.terms, holding)

    def _registered(self, category: str, course: str, dossier: Dossier, school: DemoSchool, turn: int) -> RegistrationRow:
        row, _ = registration(Plan(category, course, self._at(LATER), turn), dossier, school.terms)
        return row

    def _signing(self, mix: Mix, dossier: Dossier, school: DemoSchool, employer: EmployerRow) -> Signing:
        standing = self._standings[mix].deal()
        if school.terms.review_levels is ReviewLevels.SCHOOL_ONLY:
            standing = at_one_level(standing)
        ordinal, unregistered = next(self._agreements), self._below(EMPLOYER_NAMES)
        is_online = standing.initiator is Initiator.EMPLOYER
        ages = _AGES.get(standing.status, EARLIER if mix is Mix.EARLIER else LATER)
        return Signing(
            id=serial_id(_AGREEMENTS, ordinal),
            review_ids=(serial_id(_REVIEWS, ordinal * MOST_REVIEWS + review) for review in range(MOST_REVIEWS)),
            standing=standing,
            number=self._number(standing, dossier.graduate.degree_code, school.code),
            employer_id=employer.id if is_online else None,
            employer_name=employer.name if is_online else employer_name(unregistered),
            employer_uscc=employer.uscc if is_online else unregistered_uscc(unregistered),
            position=POSITIONS[self._below(len(POSITIONS))],
            monthly_pay=self._pays.deal(),
            begun_at=self._at(ages),
        )

    def _number(self, standing: Standing, degree_code: str, school_code: str) -> str | None:
        if standing.status not in BEARS_NUMBER[standing.initiator]:
            return None
        return agreement_number(CLASS_YEAR, standing.initiator, school_code, degree_code, next(self._endings))

    def _at(self, ages: tuple[int, int]) -> datetime:
        return instant(self._moment, ages, self._random.random())

    def _below(self, bound: int) -> int:
        return int(self._random.random() * bound)


def number_endings(taken: frozenset[str]) -> Iterator[str]:
    """Yield eight-digit endings of agreement numbers, none twice and none that is taken."""
    for step in range(1, 10**8):
        ending = f"{step * _NUMBER_STRIDE % 10**8:08}"
        if ending not in taken:
            yield ending

"""The invented cohort: any number of graduates in the real schools of a province, the same for the same seed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count, islice, pairwise
from random import Random
from typing import Final

from auth.vault import IdentityVault
from demo import mixes
from demo.basics import basics_of
from demo.employers import EMPLOYER_NAMES, employer_name
from demo.ids import serial_id
from demo.mixes import Deck, Mix
from demo.people import BIRTHS, invented_id_numbers, person_row, roster_account_row
from demo.reported_rows import ReportRow
from demo.rows import AccountRow, EmployerRow, GraduateRow, PersonRow
from demo.schools import PROVINCE, DemoSchool
from demo.signing import MOST_REVIEWS, Signing, SigningRow, Standing, at_one_level, signing_rows
from demo.timeline import CLASS_YEAR, CONFIRMING, EARLIER, ENROLLED, LATER, WAITING, instant
from demo.transfers import TransferRow, transfer_rows
from demo.vocabulary import GIVEN_NAMES, POSITIONS, SURNAMES, Programme
from rules.agreement import Initiator, Status
from rules.agreement_number import BEARS_NUMBER, agreement_number
from rules.codes import DIRECTED_MODES
from rules.gate import ReviewLevels

CohortRow = PersonRow | GraduateRow | AccountRow | SigningRow | TransferRow

_PERSONS, _GRADUATES, _AGREEMENTS, _REVIEWS, _ACCOUNTS = 2, 3, 4, 5, 6
"""Series of `serial_id`, after that of the employers."""
_ACADEMIC_WEIGHT, _VOCATIONAL_WEIGHT = 3, 2
_SHOWN_SCHOOL: Final = 400
"""The first school, which the figures show, gets as many graduates even in a small cohort, but at most a fifth of all."""
_NUMBER_STRIDE: Final = 7_368_787
"""Prime to 10**8: stepping by it visits all eight-digit numbers once, in no visible order."""
_USERNAME_STRIDE: Final = 618_033_988_751
"""Prime to 10**12: stepping by it visits all twelve-digit names once, in no visible order, as rosters draw them."""
_AGES: Final = {Status.EXPIRED: EARLIER, Status.PENDING_GRADUATE: WAITING}


@dataclass(frozen=True, slots=True)
class CohortPlan:
    """What a cohort is made of. The same plan gives the same rows, but for the encrypted identity numbers, which never repeat."""

    graduates: int
    schools: Sequence[DemoSchool]
    employers: Sequence[EmployerRow]
    vault: IdentityVault
    moment: datetime
    """Aware: what waits, waits at this instant."""
    taken_endings: frozenset[str]
    """Last eight digits of agreement numbers that exist already."""
    seed: int


def allot(graduates: int, schools: Sequence[DemoSchool]) -> list[int]:
    """Return how many of the graduates each school has: by weight, but enough in the first to fill its pages."""
    shares = _by_weight(graduates, schools)
    first = max(shares[0], min(_SHOWN_SCHOOL, graduates // 5))
    return [first, *_by_weight(graduates - first, schools[1:])]


def _by_weight(graduates: int, schools: Sequence[DemoSchool]) -> list[int]:
    weights = [_VOCATIONAL_WEIGHT if school.is_vocational else _ACADEMIC_WEIGHT for school in schools]
    bounds = [graduates * sum(weights[:position]) // max(1, sum(weights)) for position in range(len(weights) + 1)]
    return [end - start for start, end in pairwise(bounds)]


class Cohort:
    """Deals one cohort out, graduate by graduate; what it keeps in memory does not grow with their number."""

    def __init__(self, plan: CohortPlan) -> None:
        self._plan = plan
        self._random = random = Random(plan.seed)
        self._standings = {mix: Deck(shares, random) for mix, shares in mixes.STANDINGS.items()}
        self._plans = Deck(mixes.PLANS, random)
        self._modes = Deck(mixes.TRAINING_MODES, random)
        self._degrees = {True: Deck(mixes.VOCATIONAL_DEGREES, random), False: Deck(mixes.ACADEMIC_DEGREES, random)}
        self._knowing = Deck(mixes.STUDENT_NUMBER_KNOWN, random)
        self._pays = Deck(mixes.MONTHLY_PAY, random)
        self._id_numbers = {degree: invented_id_numbers(degree) for degree in BIRTHS}
        self._endings = _number_endings(plan.taken_endings)
        self._agreements = count()

    def rows(self) -> Iterator[CohortRow]:
        """Yield every row, each after those it refers to."""
        ordinals = count()
        for school, graduates in zip(self._plan.schools, allot(self._plan.graduates, self._plan.schools), strict=True):
            programmes = Deck([(1, programme) for programme in school.programmes], self._random)
            for ordinal in islice(ordinals, graduates):
                yield from self._rows_of_one(ordinal, school, programmes.deal())

    def _rows_of_one(self, ordinal: int, school: DemoSchool, programme: Programme) -> Iterator[CohortRow]:
        degree_code = self._degrees[school.is_vocational].deal()
        id_number = next(self._id_numbers[degree_code])
        person = person_row(serial_id(_PERSONS, ordinal), id_number, self._plan.vault, self._plan.moment - ENROLLED)
        yield person
        graduate = self._graduate_row(ordinal, person, id_number, school, programme, degree_code)
        yield graduate
        yield roster_account_row(serial_id(_ACCOUNTS, ordinal), f"{ordinal * _USERNAME_STRIDE % 10**12:012}", graduate)
        reported = 0
        for row in self._signings(graduate, id_number, school):
            reported += isinstance(row, ReportRow)
            yield row
        yield from transfer_rows(ordinal, graduate, reported)

    def _signings(self, graduate: GraduateRow, id_number: str, school: DemoSchool) -> Iterator[SigningRow]:
        if graduate.training_mode in DIRECTED_MODES:
            return
        first_employer = self._below(len(self._plan.employers))
        for attempt, mix in enumerate(self._plans.deal()):
            employer = self._plan.employers[(first_employer + attempt) % len(self._plan.employers)]
            signing = self._signing(mix, graduate, school, employer)
            yield from signing_rows(signing, graduate, id_number[-4:], school.terms)

    def _graduate_row(
        self, ordinal: int, person: PersonRow, id_number: str, school: DemoSchool, programme: Programme, degree_code: str
    ) -> GraduateRow:
        number = f"19{school.code[1:]}{ordinal:07}" if self._knowing.deal() else None
        name, mode = self._name(), self._modes.deal()
        # Whoever signs has confirmed before; of those who sign nothing here some have not looked yet.
        is_confirmed = mode not in DIRECTED_MODES or ordinal % 3 > 0
        basics = basics_of(ordinal, id_number, degree_code, mode, person.created_at + CONFIRMING if is_confirmed else None)
        return GraduateRow(
            id=serial_id(_GRADUATES, ordinal),
            person_id=person.id,
            school_id=school.id,
            department_id=school.department_ids[programme.department],
            province_code=PROVINCE,
            class_year=CLASS_YEAR,
            exam_number=f"1911{ordinal:010}",
            student_number=number,
            name=name,
            id_number_masked=person.id_number_masked,
            degree_code=degree_code,
            major_code=programme.major_code,
            major_name=programme.major_name,
            training_mode=mode,
            **basics,
            version=1,
            created_at=person.created_at,
            updated_at=person.created_at,
        )

    def _signing(self, mix: Mix, graduate: GraduateRow, school: DemoSchool, employer: EmployerRow) -> Signing:
        standing = self._standings[mix].deal()
        if school.terms.review_levels is ReviewLevels.SCHOOL_ONLY:
            standing = at_one_level(standing)
        ordinal = next(self._agreements)
        is_online = standing.initiator is Initiator.EMPLOYER
        ages = _AGES.get(standing.status, EARLIER if mix is Mix.EARLIER else LATER)
        return Signing(
            id=serial_id(_AGREEMENTS, ordinal),
            review_ids=(serial_id(_REVIEWS, ordinal * MOST_REVIEWS + review) for review in range(MOST_REVIEWS)),
            standing=standing,
            number=self._number(standing, graduate, school),
            employer_id=employer.id if is_online else None,
            employer_name=employer.name if is_online else employer_name(self._below(EMPLOYER_NAMES)),
            position=POSITIONS[self._below(len(POSITIONS))],
            monthly_pay=self._pays.deal(),
            begun_at=instant(self._plan.moment, ages, self._random.random()),
        )

    def _number(self, standing: Standing, graduate: GraduateRow, school: DemoSchool) -> str | None:
        if standing.status not in BEARS_NUMBER[standing.initiator]:
            return None
        return agreement_number(CLASS_YEAR, standing.initiator, school.code, graduate.degree_code, next(self._endings))

    def _name(self) -> str:
        given = "".join(GIVEN_NAMES[self._below(len(GIVEN_NAMES))] for _ in range(2))
        return SURNAMES[self._below(len(SURNAMES))] + given

    def _below(self, bound: int) -> int:
        return int(self._random.random() * bound)


def _number_endings(taken: frozenset[str]) -> Iterator[str]:
    """Yield eight-digit endings of agreement numbers, none twice and none that is taken."""
    for step in range(1, 10**8):
        ending = f"{step * _NUMBER_STRIDE % 10**8:08}"
        if ending not in taken:
            yield ending

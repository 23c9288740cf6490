"""The invented cohort: any number of graduates in the real schools of a province, the same for the same seed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import count, islice, pairwise
from random import Random
from typing import Final
from uuid import UUID

from auth.vault import IdentityVault
from demo import mixes
from demo.basics import basics_of
from demo.chains import Chains
from demo.confirmations import Confirmer, invented_number
from demo.destinations import DestinationRow, Invented, number_endings
from demo.dossier import Actors, Dossier
from demo.ids import serial_id
from demo.mixes import Deck
from demo.people import BIRTHS, invented_id_numbers, person_row, roster_account_row
from demo.rows import AccountRow, EmployerRow, GraduateRow, PersonRow
from demo.schools import PROVINCE, DemoSchool
from demo.settling import SettledRow, settled_rows
from demo.timeline import CLASS_YEAR, CONFIRMING, ENROLLED
from demo.transfers import transfers_of
from demo.vocabulary import GIVEN_NAMES, SURNAMES, Programme
from rules.codes import DIRECTED_MODES
from rules.confirmation import transfer_number

CohortRow = PersonRow | GraduateRow | AccountRow | DestinationRow | SettledRow

_PERSONS, _GRADUATES, _ACCOUNTS = 2, 3, 6
"""Series of `serial_id`, after that of the employers; `demo.destinations` has those of agreements."""
_KEYS: Final = {
    name: (7 + place, most)
    for place, (name, most) in enumerate(
        {
            "ARCHIVE": 1,
            "HUKOU": 1,
            "report": 32,
            "SUPPLEMENT": 1,
            "TERMINATION": 4,
            "REGISTRATION": 2,
            "CONFIRMATION": 4,
            "GRANT": 8,
            "LOOK": 1,
            "audit": 64,
            "entry": 4,
            "receipt": 32,
        }.items()
    )
}
"""What a graduate has -> its series, and how many of one graduate there is room for."""
_ACADEMIC_WEIGHT, _VOCATIONAL_WEIGHT = 3, 2
_SHOWN_SCHOOL: Final = 400
"""The first school, which the figures show, gets as many graduates even in a small cohort, but at most a fifth of all."""
_USERNAME_STRIDE: Final = 618_033_988_751
"""Prime to 10**12: stepping by it visits all twelve-digit names once, in no visible order, as rosters draw them."""


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
    chains: Chains


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
        self._numbers = Random(plan.seed)
        """Apart from the other: how many numbers are drawn changes nothing of the rest."""
        self._destinations = Invented(random, plan.employers, plan.moment, number_endings(plan.taken_endings))
        self._modes = Deck(mixes.TRAINING_MODES, random)
        self._degrees = {True: Deck(mixes.VOCATIONAL_DEGREES, random), False: Deck(mixes.ACADEMIC_DEGREES, random)}
        self._knowing = Deck(mixes.STUDENT_NUMBER_KNOWN, random)
        self._confirming = Deck(mixes.IS_CONFIRMED, random)
        self._id_numbers = {degree: invented_id_numbers(degree) for degree in BIRTHS}
        # Their last seven digits come in no order either, and none twice in ten million.
        self._transfer_digits = number_endings(frozenset())

    def rows(self) -> Iterator[CohortRow]:
        """Yield every row, each after those it refers to."""
        ordinals = count()
        for school, graduates in zip(self._plan.schools, allot(self._plan.graduates, self._plan.schools), strict=True):
            programmes = Deck([(1, programme) for programme in school.programmes], self._random)
            confirmer = Confirmer(partial(self._transfer_number, school.code), lambda: invented_number(self._numbers))
            for ordinal in islice(ordinals, graduates):
                yield from self._rows_of_one(ordinal, school, programmes.deal(), confirmer)

    def _rows_of_one(self, ordinal: int, school: DemoSchool, programme: Programme, confirmer: Confirmer) -> Iterator[CohortRow]:
        degree_code = self._degrees[school.is_vocational].deal()
        id_number = next(self._id_numbers[degree_code])
        person = person_row(serial_id(_PERSONS, ordinal), id_number, self._plan.vault, self._plan.moment - ENROLLED)
        yield person
        graduate = self._graduate_row(ordinal, person, id_number, school, programme, degree_code)
        yield graduate
        account = roster_account_row(serial_id(_ACCOUNTS, ordinal), f"{ordinal * _USERNAME_STRIDE % 10**12:012}", graduate)
        yield account

        def keys(what: str, nth: int) -> UUID:
            series, most = _KEYS[what]
            return serial_id(series, ordinal * most + nth)

        dossier = Dossier(graduate, Actors(account.id, school.code, programme.department), keys)
        yield from self._destinations.rows(dossier, id_number, school, ordinal)
        yield from settled_rows(dossier, transfers_of(ordinal, graduate), confirmer, self._confirming.deal, self._plan.chains)

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

    def _transfer_number(self, school_code: str) -> str:
        return transfer_number(CLASS_YEAR, school_code, next(self._transfer_digits)[1:])

    def _name(self) -> str:
        given = "".join(GIVEN_NAMES[self._below(len(GIVEN_NAMES))] for _ in range(2))
        return SURNAMES[self._below(len(SURNAMES))] + given

    def _below(self, bound: int) -> int:
        return int(self._random.random() * bound)

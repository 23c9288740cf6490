"""Stories: people and agreements that are known by name, written as tables by `demo.figure6` and `demo.tour`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from auth.vault import IdentityVault
from demo.basics import basics_of
from demo.chains import Chains
from demo.confirmations import Confirmer
from demo.dossier import Actors, Dossier
from demo.employers import NAMED_EMPLOYERS, fake_uscc
from demo.ids import named_id
from demo.people import person_row, roster_account_row
from demo.registrations import Plan, registration
from demo.rows import GraduateRow, Row
from demo.schools import PROVINCE, DemoSchool
from demo.settling import settled_rows
from demo.signing import MOST_REVIEWS, Signing, Standing, signing_rows
from demo.timeline import CLASS_YEAR, CONFIRMING, ENROLLED
from demo.transfers import Transfers
from rules.agreement import Initiator
from rules.identity import mask_id_number

_FIRST_OFFLINE: Final = 10
"""Where the serial numbers of employers begin that a story's agreements on paper forms are with."""
_TURN: Final = 2
"""An archive that is on its way (`demo.transfers`)."""
_BETWEEN: Final = timedelta(hours=1)
"""From the beginning of one agreement to that of the row above it."""


@dataclass(frozen=True, slots=True)
class NamedGraduate:
    """One graduate as a table states it."""

    name: str
    id_number: str
    exam_number: str
    student_number: str | None
    department: str
    degree_code: str
    major_code: str
    major_name: str


@dataclass(frozen=True, slots=True)
class NamedSigning:
    """One agreement as a table states it; an employer that signs online must be one of `NAMED_EMPLOYERS`."""

    standing: Standing
    graduate: str
    number: str | None
    employer: str


@dataclass(frozen=True, slots=True)
class Story:
    """Graduates of 北京大学 and their agreements, the one that began last first. Row n has the key `named_id("agreement", "<story>/n")`."""

    name: str
    graduates: tuple[NamedGraduate, ...]
    signings: tuple[NamedSigning, ...]
    age: timedelta
    """How long before the moment of the demonstration the last agreement began."""
    reply_days: int
    """What the school had set when they began."""
    known_by_account: frozenset[str] = frozenset()
    """Graduates whose account `demo.accounts` has; the others get one as rosters give it. They have yet to confirm their basic data."""
    transfers: Mapping[str, tuple[str | None, str | None]] = field(default_factory=dict)
    """Graduate -> the courses of archive and household registration. Who has any confirms its destination too."""
    registrations: tuple[tuple[str, str, str], ...] = ()
    """Graduate, category and course (`demo.courses`) of other destinations."""
    transfer_number: str = ""
    verification_numbers: tuple[str, ...] = ()
    """Of the one confirmation, where there is one."""
    accounts: frozenset[str] = frozenset()
    """Graduates whose account `demo.accounts` has as well, and who have confirmed their basic data."""


def story_rows(story: Story, school: DemoSchool, vault: IdentityVault, moment: datetime, chains: Chains) -> Iterator[Row]:
    """Yield the people, their graduations and accounts, then what each of them has done; `school` is 北京大学."""
    at = moment - ENROLLED
    graduates = {
        graduate.name: _graduate_row(graduate, school, at, None if graduate.name in story.known_by_account else at + CONFIRMING)
        for graduate in story.graduates
    }
    for graduate in story.graduates:
        yield person_row(graduates[graduate.name].person_id, graduate.id_number, vault, moment - ENROLLED)
    yield from graduates.values()
    for name in sorted(graduates.keys() - story.known_by_account - story.accounts):
        account_id = named_id("account", name)
        yield roster_account_row(account_id, f"{account_id.int % 10**12:012}", graduates[name])
    terms = replace(school.terms, reply_days=story.reply_days)
    dossiers = {graduate.name: _dossier(graduate, graduates[graduate.name], school) for graduate in story.graduates}
    for position, signing in enumerate(story.signings, start=1):
        dossier = dossiers[signing.graduate]
        begun_at = moment - story.age - position * _BETWEEN
        told = _signing(f"{story.name}/{position}", signing, begun_at, fake_uscc("11", _FIRST_OFFLINE + position))
        signed = signing_rows(told, dossier, dossier.graduate.id_number_masked[-4:], terms)
        yield signed.agreement
        yield from signed.reviews
    for turn, (name, category, course) in enumerate(story.registrations):
        row, _ = registration(Plan(category, course, moment - story.age, turn), dossiers[name], terms)
        yield row
    for name, dossier in dossiers.items():
        transfers = Transfers(dossier.graduate, _TURN, *story.transfers.get(name, (None, None)))
        confirmer = Confirmer(lambda: story.transfer_number, iter(story.verification_numbers).__next__)
        yield from settled_rows(dossier, transfers, confirmer, lambda: bool(story.transfers), chains)


def _dossier(graduate: NamedGraduate, row: GraduateRow, school: DemoSchool) -> Dossier:
    actors = Actors(named_id("account", graduate.name), school.code, graduate.department)
    return Dossier(row, actors, lambda what, nth: named_id(what, graduate.name, str(nth)))


def _graduate_row(graduate: NamedGraduate, school: DemoSchool, at: datetime, confirmed_at: datetime | None) -> GraduateRow:
    return GraduateRow(
        id=named_id("graduate", graduate.name),
        person_id=named_id("person", graduate.name),
        school_id=school.id,
        department_id=school.department_ids[graduate.department],
        province_code=PROVINCE,
        class_year=CLASS_YEAR,
        exam_number=graduate.exam_number,
        student_number=graduate.student_number,
        name=graduate.name,
        id_number_masked=mask_id_number(graduate.id_number),
        degree_code=graduate.degree_code,
        major_code=graduate.major_code,
        major_name=graduate.major_name,
        training_mode="1",
        **basics_of(int(graduate.exam_number[-4:]), graduate.id_number, graduate.degree_code, "1", confirmed_at),
        version=1,
        created_at=at,
        updated_at=at,
    )


def _signing(place: str, signing: NamedSigning, begun_at: datetime, unregistered: str) -> Signing:
    """Return the agreement at a place of a story. Raises ValueError for an online signing of an employer that is not registered."""
    is_online = signing.standing.initiator is Initiator.EMPLOYER
    if is_online and signing.employer not in NAMED_EMPLOYERS:
        raise ValueError(f"{signing.employer} signs online and must be registered")
    return Signing(
        id=named_id("agreement", place),
        review_ids=(named_id("review", place, str(review)) for review in range(1, MOST_REVIEWS + 1)),
        standing=signing.standing,
        number=signing.number,
        employer_id=named_id("employer", signing.employer) if is_online else None,
        employer_name=signing.employer,
        employer_uscc=fake_uscc("11", NAMED_EMPLOYERS[signing.employer][0]) if is_online else unregistered,
        position=None,
        monthly_pay=None,
        begun_at=begun_at,
    )

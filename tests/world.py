"""A small world on real tables: two provinces, three schools, their graduates and employers, and one account of every role."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any, Final
from uuid import UUID

from tortoise.transactions import in_transaction

from auth.actor import Actor
from auth.modules import Levels, held_levels
from auth.once import OnceKeys
from auth.seal import AuditSeal
from auth.vault import IdentityVault
from models import (
    Account,
    Agreement,
    AgreementTypeSetting,
    ClassYear,
    Department,
    Employer,
    FeatureSwitch,
    Graduate,
    Person,
    School,
    SchoolNaming,
    SchoolSetup,
    SigningCounters,
)
from models.database import CONNECTION
from rules.acts import RecordKind
from rules.agreement import FAILED_REVIEWS, SLOT_AFTER, Initiator, ReviewLevel, Status, reply_deadline
from rules.agreement_number import BEARS_NUMBER, agreement_number
from rules.counters import counter_column
from rules.employer import EmployerStatus
from rules.gate import AgreementType, ClassYearState, Feature, ReviewLevels
from rules.identity import make_id_number, mask_id_number
from rules.roles import AccessLevel, Module, Role
from tests.replay import replayed
from tests.rosters import BASICS
from tests.slots import count_more, hold

NOW: Final = datetime(2023, 3, 1, 4, tzinfo=UTC)
"""Noon in China on an ordinary day of the signing season: what a test's clock shows."""
OPEN_YEAR: Final = 2023
CLOSED_YEAR: Final = 2022
VAULT: Final = IdentityVault(b"a key for tests, of 32 bytes...!")
SEAL: Final = AuditSeal(b"a key for tests, of 32 bytes...!")
ONCE_KEYS: Final = OnceKeys(b"a key for tests, of 32 bytes...!")
READ_WRITE: Final[Levels] = dict.fromkeys(Module, AccessLevel.READ_WRITE)

EMPLOYER_DETAILS: Final[dict[str, Any]] = {
    "nature": "39",
    "industry": "34",
    "division": "110000",
    "address": "测试路1号",
    "contact_name": "测试联系人",
    "contact_phone": "010-00000000",
    "accepts_archive": True,
    "solves_hukou": False,
}
"""What an employer says of itself when it registers."""

_NOT_YET_ACCEPTED: Final = frozenset({Status.PENDING_GRADUATE, Status.WITHDRAWN, Status.REJECTED_BY_GRADUATE, Status.EXPIRED})
_SCOPE: Final = ("province_code", "school_id", "department_id", "person_id", "employer_id")


@dataclass(frozen=True)
class World:
    """What `build_world` wrote. In 北京 DESTINATION is open; in 上海 nothing is."""

    school: School
    """北京大学 10001, in 11: three-party, reviewed by the department and then the school."""
    neighbour_school: School
    """清华大学 10003, in 11 too: two-party, reviewed by the school alone."""
    far_school: School
    """复旦大学 10246, in 31: neither opened nor set up."""
    department: Department
    """RR of `school`."""
    lower_department: Department
    """rr of `school`, which is another department."""
    neighbour_department: Department
    far_department: Department
    graduate: Graduate
    """Of RR, 2023, a bachelor; the graduate account is this person's."""
    classmate: Graduate
    """Of rr, 2023, a master."""
    directed_graduate: Graduate
    """Of RR, 2023, trained for a directed unit (培养方式 2)."""
    former_graduate: Graduate
    """The classmate's earlier graduation, as a bachelor in the closed year 2022."""
    neighbour_graduate: Graduate
    far_graduate: Graduate
    employer: Employer
    """Approved; the employer account is this employer's."""
    other_employer: Employer
    """Approved as well."""
    pending_employer: Employer
    """Not yet approved."""
    accounts: dict[Role, Account]
    """One enabled account of every role, not activated (no password), its stored levels all READ_WRITE."""
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    """Makes what must differ between two agreements differ."""

    def actor(self, role: Role, *, levels: Levels | None = None, **changes: Any) -> Actor:
        """Return the actor of the role's account; `levels` are its stored ones (READ_WRITE on all where not given).

        `changes` replace attributes of the actor: `person_id=world.classmate.person_id` is another graduate.
        """
        account = self.accounts[role]
        actor = Actor(
            account_id=account.id,
            role=role,
            levels=held_levels(role, READ_WRITE if levels is None else levels, READ_WRITE),
            username=account.username,
            display_name=account.display_name,
            address="192.0.2.1",
            **{name: getattr(account, name) for name in _SCOPE},
        )
        return replace(actor, **changes)

    def id_number(self, graduate: Graduate) -> str:
        """Return the identity number of the graduate's person (`graduate.person` fetched or not does not matter)."""
        return _ID_NUMBERS[graduate.name]


_ID_NUMBERS: Final = {
    "花贞沈": make_id_number("110000", date(2001, 2, 3), 1),
    "姜培": make_id_number("110000", date(1998, 5, 6), 2),
    "费半犬": make_id_number("110000", date(2001, 7, 8), 3),
    "邻家生": make_id_number("110000", date(2001, 9, 10), 4),
    "远方人": make_id_number("310000", date(2001, 11, 12), 5),
}


async def build_world() -> World:
    """Write the world into the open database, which has been migrated and holds nothing else."""
    return await replayed("world", _in_one_transaction)


async def _in_one_transaction() -> World:
    async with in_transaction(CONNECTION):
        return await _build_world()


async def _build_world() -> World:
    await ClassYear.create(year=OPEN_YEAR, state=ClassYearState.OPEN)
    await ClassYear.create(year=CLOSED_YEAR, state=ClassYearState.CLOSED)
    places = await _places()
    await _gate(places)
    people = await _people(places)
    employers: dict[str, Any] = {
        "employer": await _employer("测试测试公司", "91110000FAKE00013H", EmployerStatus.APPROVED),
        "other_employer": await _employer("趣综合企业", "91110000FAKE00021C", EmployerStatus.APPROVED),
        "pending_employer": await _employer("待审核企业", "91110000FAKE0003X4", EmployerStatus.PENDING_REVIEW),
    }
    accounts = {
        Role.MINISTRY: await _account(Role.MINISTRY, "moe"),
        Role.PROVINCE: await _account(Role.PROVINCE, "11jy20", province_code="11"),
        Role.SCHOOL: await _account(Role.SCHOOL, "10001", province_code="11", school=places["school"]),
        Role.DEPARTMENT: await _account(
            Role.DEPARTMENT, "10001RR", province_code="11", school=places["school"], department=places["department"]
        ),
        Role.GRADUATE: await _account(Role.GRADUATE, "huazhenshen", person_id=people["graduate"].person_id),
        Role.EMPLOYER: await _account(Role.EMPLOYER, "ceshi", province_code="11", employer=employers["employer"]),
    }
    return World(**places, **people, **employers, accounts=accounts)


async def _school(province_code: str, code: str, name: str) -> School:
    school = await School.create(province_id=province_code, identifier=f"41{province_code}0{code}", code=code, name=name)
    await SchoolNaming.create(school=school, code=code, name=name, valid_from=date(2000, 1, 1))
    return school


async def _department(school: School, name: str) -> Department:
    return await Department.create(school=school, province_code=school.province_id, name=name)


async def _places() -> dict[str, Any]:
    school = await _school("11", "10001", "北京大学")
    neighbour = await _school("11", "10003", "清华大学")
    far = await _school("31", "10246", "复旦大学")
    return {
        "school": school,
        "neighbour_school": neighbour,
        "far_school": far,
        "department": await _department(school, "RR"),
        "lower_department": await _department(school, "rr"),
        "neighbour_department": await _department(neighbour, "哲学系"),
        "far_department": await _department(far, "哲学学院"),
    }


async def _gate(places: dict[str, Any]) -> None:
    await FeatureSwitch.create(province_id="11", feature=Feature.DESTINATION)
    settings = (
        (places["school"], AgreementType.THREE_PARTY, ReviewLevels.DEPARTMENT_THEN_SCHOOL),
        (places["neighbour_school"], AgreementType.TWO_PARTY, ReviewLevels.SCHOOL_ONLY),
    )
    for school, agreement_type, review_levels in settings:
        of_year = {"school": school, "province_code": school.province_id, "class_year": OPEN_YEAR}
        await AgreementTypeSetting.create(**of_year, agreement_type=agreement_type)
        contact = f"{school.name}就业指导中心 010-00000000"
        await SchoolSetup.create(**of_year, feature=Feature.DESTINATION, review_levels=review_levels, reply_days=5, contact=contact)


async def _people(places: dict[str, Any]) -> dict[str, Any]:
    upper, lower = places["department"], places["lower_department"]
    classmate = await _graduate(lower, "姜培", degree_code="11", major_code="010101", major_name="哲学")
    people = {
        "graduate": await _graduate(upper, "花贞沈"),
        "classmate": classmate,
        "directed_graduate": await _graduate(upper, "费半犬", student_number="12345AA", training_mode="2"),
        "former_graduate": await _graduate(upper, "姜培", class_year=CLOSED_YEAR, person_id=classmate.person_id),
        "neighbour_graduate": await _graduate(places["neighbour_department"], "邻家生"),
        "far_graduate": await _graduate(places["far_department"], "远方人"),
    }
    for school in (places["school"], places["neighbour_school"], places["far_school"]):
        for year in (OPEN_YEAR, CLOSED_YEAR):
            graduates = await Graduate.filter(school=school, class_year=year).count()
            await SigningCounters.create(school=school, province_code=school.province_id, class_year=year, graduates=graduates)
    return people


async def _graduate(department: Department, name: str, *, person_id: UUID | None = None, **columns: Any) -> Graduate:
    number = _ID_NUMBERS[name]
    masked = mask_id_number(number)
    if person_id is None:
        person = await Person.create(
            identity_index=VAULT.index(number),
            identity_index_key=VAULT.key_id,
            identity_cipher=VAULT.seal(number),
            identity_cipher_key=VAULT.key_id,
            id_number_masked=masked,
        )
        person_id = person.id
    defaults: dict[str, Any] = {
        "class_year": OPEN_YEAR,
        "degree_code": "31",
        "major_code": "0101",
        "major_name": "哲学类",
        **BASICS,
        "confirmed_at": NOW,
    }
    return await Graduate.create(
        person_id=person_id,
        school_id=department.school_id,
        department=department,
        province_code=department.province_code,
        exam_number=f"23{department.province_code}0000{number[14:17]}",
        name=name,
        id_number_masked=masked,
        **(defaults | columns),
    )


async def _employer(name: str, uscc: str, status: EmployerStatus) -> Employer:
    return await Employer.create(name=name, uscc=uscc, province_code="11", status=status)


def employer_standing(status: EmployerStatus) -> dict[str, Any]:
    """Return the columns of an employer that stands so: its details, and why where it was refused."""
    refused = status in {EmployerStatus.REJECTED, EmployerStatus.DISABLED}
    return {"status": status, "status_reason": "材料不全" if refused else None, **EMPLOYER_DETAILS}


async def _account(role: Role, username: str, **scope: Any) -> Account:
    full = AccessLevel.READ_WRITE
    levels: dict[str, Any] = {"employment_level": full, "archive_level": full, "hukou_level": full}
    return await Account.create(username=username, display_name=username, role=role, **levels, **scope)


async def make_agreement(
    world: World,
    *,
    status: Status = Status.PENDING_GRADUATE,
    initiator: Initiator = Initiator.EMPLOYER,
    graduate: Graduate | None = None,
    employer: Employer | None = None,
    **columns: Any,
) -> Agreement:
    """Write one agreement as the actions would have left it: its number and slot where its status has them, and counted.

    `graduate` is `world.graduate` where not given. Online the employer is `world.employer` where not given, offline none. The n-th
    agreement was created n minutes into the day before `NOW`. `columns` replace anything else.
    """
    graduate = graduate or world.graduate
    number = next(world.numbers)
    created_at = NOW - timedelta(days=1, minutes=-number)
    columns = {
        **await _as_set_up(graduate),
        **await _as_signed(world, initiator, graduate, employer, created_at),
        **await _as_moved(initiator, status, graduate, number),
        "created_at": created_at,
        **columns,
    }
    async with in_transaction(CONNECTION):
        agreement = await Agreement.create(initiator=initiator, status=status, **columns)
        held = await hold(graduate, RecordKind.AGREEMENT, agreement.id, SLOT_AFTER[status])
        await count_more(graduate, {counter_column(initiator, status): 1, **held})
    return agreement


async def _as_set_up(graduate: Graduate) -> dict[str, Any]:
    """What is copied from the graduate and its school's set-up; a school without one counts as three-party, reviewed twice."""
    of_year: dict[str, Any] = {"school_id": graduate.school_id, "class_year": graduate.class_year}
    setting = await AgreementTypeSetting.get_or_none(**of_year)
    setup = await SchoolSetup.get_or_none(**of_year, feature=Feature.DESTINATION)
    return {
        **of_year,
        "graduate": graduate,
        "province_code": graduate.province_code,
        "department_id": graduate.department_id,
        "person_id": graduate.person_id,
        "agreement_type": setting.agreement_type if setting else AgreementType.THREE_PARTY,
        "review_levels": setup.review_levels if setup else ReviewLevels.DEPARTMENT_THEN_SCHOOL,
    }


async def _as_signed(
    world: World, initiator: Initiator, graduate: Graduate, employer: Employer | None, created_at: datetime
) -> dict[str, Any]:
    online = initiator is Initiator.EMPLOYER
    signer = employer or (world.employer if online else None)
    return {
        "employer_id": signer.id if signer else None,
        "employer_name": signer.name if signer else "北京科邦网络信息服务有限公司",
        "invitee_name": graduate.name,
        "invitee_id_last4": graduate.id_number_masked[-4:],
        "reply_deadline": reply_deadline(created_at, 5) if online else None,
    }


async def _as_moved(initiator: Initiator, status: Status, graduate: Graduate, number: int) -> dict[str, Any]:
    school = await School.get(id=graduate.school_id)
    signed = agreement_number(graduate.class_year, initiator, school.code, graduate.degree_code, f"{number:08d}")
    failed = status in FAILED_REVIEWS
    return {
        "number": signed if status in BEARS_NUMBER[initiator] else None,
        "rejected_by": ReviewLevel.SCHOOL if failed else None,
        "status_reason": "材料不全" if failed or status is Status.VOIDED else None,
        "is_graduate_disclosed": status not in _NOT_YET_ACCEPTED,
    }

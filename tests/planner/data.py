"""Small databases full of edge values, the same for the same seed."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

from tortoise.context import TortoiseContext

import models
from models.database import tortoise_config
from rules.acts import ActName, RecordKind
from rules.agreement import FAILED_REVIEWS, STATUSES_OF, Initiator, ReviewLevel, Status
from rules.agreement_number import BEARS_NUMBER
from rules.archive import ARCHIVE_COLUMNS
from rules.codes import DEGREES, EMPLOYER_NATURES, INDUSTRIES
from rules.counters import COUNTER_COLUMNS
from rules.employer import EmployerStatus
from rules.files import ACCEPTED, Purpose
from rules.gate import AgreementType, ClassYearState, Feature, ReviewLevels
from rules.hukou import HUKOU_COLUMNS
from rules.identity import make_id_number, mask_id_number
from rules.keepers import KEPT_BY, Keeper
from rules.roles import AccessLevel, Module, Role
from rules.sessions import EndReason, LoginMethod
from tests.planner.download_data import add_download
from tests.planner.entries import RECORDS, REVIEWED, STOOD
from tests.planner.import_data import add_import
from tests.planner.making import START, YEARS, Rows
from tests.planner.record_data import add_records
from tests.planner.sync_data import add_reports
from tests.world import NOW, VAULT

UNUSED: Final = Feature.HUKOU
"""Opened in the second province, and set up by no school there."""
BEFORE_ACCEPTANCE: Final = frozenset({Status.PENDING_GRADUATE, Status.WITHDRAWN, Status.REJECTED_BY_GRADUATE, Status.EXPIRED})
BY_DEPARTMENT: Final = frozenset({Status.PENDING_DEPARTMENT, Status.PROTOCOL_PENDING_DEPARTMENT, Status.SIGN_PENDING_DEPARTMENT})


async def write(url: str, seed: int) -> None:
    """Fill a migrated database. Works beside an open one."""
    rows = Rows(seed)
    # One takes writes whatever the seed: only there is anything missing.
    for year, state in zip(YEARS, (rows.random.choice(list(ClassYearState)), ClassYearState.OPEN), strict=True):
        until = rows.maybe(NOW + timedelta(microseconds=rows.random.choice((-1, 0, 1))))
        closed_at = rows.maybe(rows.moment()) if state is ClassYearState.CLOSED else None
        rows.add(models.ClassYear, year=year, state=state, changes_until=until, closed_at=closed_at, status_reason=rows.maybe(rows.text()))
    departments = [department for school in _schools(rows) for department in _departments(rows, school)]
    statuses = rows.random.choices(list(EmployerStatus), k=3)
    employers = [_employer(rows, number, status) for number, status in enumerate(statuses)]
    for number in range(16):
        graduate = _graduate(rows, rows.random.choice(departments), number)
        for initiator in rows.random.choices(list(Initiator), weights=(3, 2), k=rows.random.choice((0, 1, 2, 4))):
            agreement = _agreement(rows, graduate, employers, initiator)
            for _ in range(rows.random.choice((0, 0, 1, 3))):
                _review(rows, agreement)
    add_records(rows)
    _accounts(rows, employers)
    for number in range(12):
        _audit_entry(rows, rows.random.choice(departments), number)
    for number, agreement in enumerate(rows.random.choices(rows.made[models.Agreement], k=24), start=12):
        _audit_entry(rows, agreement, number, RecordKind.AGREEMENT)
    for number, registration in enumerate(rows.random.choices(rows.made[models.Registration], k=12), start=36):
        _audit_entry(rows, registration, number, RecordKind.REGISTRATION)
    _transfer_entries(rows)
    for number in range(48, 64):
        # Each kind has some, however few records of it there are.
        kind = (RecordKind.SUPPLEMENT, RecordKind.TERMINATION, RecordKind.DISPUTE)[number % 3]
        _audit_entry(rows, rows.random.choice(rows.made[RECORDS[kind]]), number, kind)
    for number in range(3):
        _sessions(rows, number)
    for number in range(12):
        _upload(rows, number)
    for number in range(9):
        add_import(rows, number)
        add_download(rows, number)
    for number in range(12):
        add_reports(rows, number)
    async with TortoiseContext() as context:
        await context.init(config=tortoise_config(url))
        for model, made in rows.made.items():
            await model.bulk_create(made)


def _transfer_entries(rows: Rows) -> None:
    for first, kind in ((64, RecordKind.ARCHIVE), (76, RecordKind.HUKOU)):
        for number, record in enumerate(rows.random.choices(rows.made[RECORDS[kind]], k=12), start=first):
            _audit_entry(rows, record, number, kind)


def _sessions(rows: Rows, number: int) -> None:
    levels = dict.fromkeys(("employment_level", "archive_level", "hukou_level"), AccessLevel.NONE)
    account = rows.add(models.Account, username=f"moe{number}", display_name="moe", role=Role.MINISTRY, **levels)
    for _ in range(rows.random.choice((1, 2, 5))):
        begun, ended = rows.moment(), rows.moment() if number == 0 else rows.maybe(rows.moment())
        rows.add(
            models.Session,
            account_id=account.id,
            created_at=begun,
            epoch=1,
            method=rows.random.choice(list(LoginMethod)),
            address=rows.maybe(rows.random.choice(("192.0.2.1", "2001:db8::1"))),
            client=rows.maybe(rows.text()),
            refreshed_at=rows.moment(),
            expires_at=begun + timedelta(hours=12),
            ends_at=begun + timedelta(days=7),
            ended_at=ended,
            end_reason=rows.random.choice(list(EndReason)) if ended else None,
        )


def _upload(rows: Rows, number: int) -> None:
    """Make an upload; most are attached to a record."""
    kind = rows.random.choice((RecordKind.AGREEMENT, RecordKind.REGISTRATION, RecordKind.SUPPLEMENT, RecordKind.TERMINATION))
    account, record = rows.random.choice(rows.made[models.Account]), rows.maybe(rows.random.choice(rows.made[RECORDS[kind]]))
    scope = ("school_id", "province_code", "department_id", "person_id", "employer_id")
    to = {"record_kind": kind, "record_id": record.id} if record else {}
    attached = {**to, **{column: getattr(record, column, None) for column in scope}} if record else {}
    content = rows.add(models.StoredContent, sha256=f"{number:064x}", claimed_at=rows.moment())
    media_type, size = rows.random.choice(sorted(ACCEPTED[Purpose.SCAN].media_types)), rows.random.choice((1, 2_097_152))
    told = {"size": size, "media_type": media_type, "file_name": rows.text()[:100]}
    rows.add(models.Upload, account_id=account.id, purpose=Purpose.SCAN, content_id=content.sha256, **told, **attached)


def _employer(rows: Rows, number: int, status: EmployerStatus) -> Any:
    said = ("nature", "industry", "division", "address", "contact_name", "contact_phone", "accepts_archive", "solves_hukou")
    codes = (rows.random.choice((*EMPLOYER_NATURES, "99")), rows.random.choice((*INDUSTRIES, "99")), "110000")
    whole = dict(zip(said, (*codes, rows.text(), rows.text(), "010-1", True, rows.random.random() < 0.5), strict=True))
    refused = status in {EmployerStatus.REJECTED, EmployerStatus.DISABLED}
    return rows.add(
        models.Employer,
        name=rows.text(),
        uscc=f"91110000FAKE{rows.seed}{number:05d}",
        province_code=rows.random.choice(("11", "31")),
        status=status,
        status_reason=rows.text() if refused else None,
        version=1 + number,
        postcode=rows.maybe("100871"),
        contact_email=rows.maybe("a@b.c"),
        superior=rows.maybe(rows.text()),
        **(whole if status is EmployerStatus.REGISTERED or rows.random.random() < 0.5 else {}),
    )


def _accounts(rows: Rows, employers: Sequence[Any]) -> None:
    """Make accounts of every role; some of one school, some persons without one."""
    departments, people = rows.made[models.Department], rows.made[models.Person]
    scopes: list[tuple[Role, dict[str, Any]]] = [(Role.MINISTRY, {}), (Role.PROVINCE, {"province_code": "31"})]
    for department in rows.random.choices(departments, k=6):
        school = {"province_code": department.province_code, "school_id": department.school_id}
        scopes += [(Role.SCHOOL, school), (Role.DEPARTMENT, {**school, "department_id": department.id})]
    for person in rows.random.sample(people, 4):
        scopes.append((Role.GRADUATE, {"person_id": person.id, "school_id": rows.maybe(departments[0].school_id)}))
    scopes += [(Role.EMPLOYER, {"employer_id": each.id, "province_code": each.province_code}) for each in employers]
    for number, (role, scope) in enumerate(scopes):
        levels = {f"{module.lower()}_level": rows.random.choice(list(AccessLevel)) for module in Module}
        names = {"username": f"{rows.random.choice('ABab')}{number:02d}", "display_name": rows.text()}
        password_hash, is_enabled = rows.maybe("hash"), rows.random.random() < 0.7
        rows.add(
            models.Account, **names, role=role, password_hash=password_hash, is_enabled=is_enabled, **_system(rows, role), **scope, **levels
        )


def _system(rows: Rows, role: Role) -> dict[str, Any]:
    return {"source_system": rows.maybe(rows.text()[:20])} if role is Role.PROVINCE else {}


def _schools(rows: Rows) -> list[Any]:
    for feature in Feature:
        if rows.random.random() < 0.7:
            rows.add(models.FeatureSwitch, province_id="11", feature=feature)
    rows.add(models.FeatureSwitch, province_id="31", feature=UNUSED)
    schools = []
    for number, province in enumerate(("11", "11", "31")):
        code = f"{rows.seed}000{number}"
        names: dict[str, Any] = {"identifier": f"41{province}0{code}", "code": code, "name": rows.text()}
        school = rows.add(models.School, province_id=province, **names)
        schools.append(school)
        for year in YEARS:
            place: dict[str, Any] = {"school_id": school.id, "province_code": province, "class_year": year}
            counters = {column: rows.random.choice((0, 1, 2, 7)) for column in ("version", *COUNTER_COLUMNS)}
            counted = rows.add(models.SigningCounters, **place, **counters, graduates=rows.random.choice((0, 3, 7, 60)))
            _snapshot(rows, counted, place)
            for model, columns in ((models.ArchiveCounters, ARCHIVE_COLUMNS), (models.HukouCounters, HUKOU_COLUMNS)):
                rows.add(model, **place, **{column: rows.random.choice((0, 1, 2, 7)) for column in ("version", *columns)})
            if rows.random.random() < 0.7:
                rows.add(models.AgreementTypeSetting, **place, agreement_type=rows.random.choice(list(AgreementType)))
            features = [feature for feature in Feature if province == "11" or feature is not UNUSED]
            for feature in rows.random.sample(features, rows.random.choice((0, 1, len(features)))):
                levels = rows.random.choice(list(ReviewLevels))
                chosen: dict[str, Any] = {
                    f"{kind}_levels": rows.maybe(rows.random.choice(list(ReviewLevels)))
                    for kind in ("supplement", "termination", "registration")
                }
                chosen |= {"allowed_categories": rows.maybe("11 80"), "confirm_from": rows.maybe(START.date())}
                rows.add(models.SchoolSetup, **place, feature=feature, review_levels=levels, contact=rows.text(), **chosen)
    return schools


def _snapshot(rows: Rows, counted: Any, place: dict[str, Any]) -> None:
    """Keep one school's figures, as they are or as they were: a snapshot of its own, since what is in one is of one province."""
    for _ in range(rows.random.choice((0, 1, 2))):
        of: dict[str, Any] = {"province_code": place["province_code"], "class_year": place["class_year"], "label": rows.maybe(rows.text())}
        snapshot = rows.add(models.StatisticsSnapshot, **of, schools=1)
        figures = {column: getattr(counted, column) for column in ("version", "graduates", *COUNTER_COLUMNS)}
        figures |= {"category_80": rows.random.choice((0, 5)), "graduates": rows.random.choice((0, 60))}
        rows.add(models.SchoolSnapshot, **place, **figures, snapshot_id=snapshot.id, counters_id=counted.id, label=snapshot.label)


def _departments(rows: Rows, school: Any) -> list[Any]:
    place = {"school_id": school.id, "province_code": school.province_id}
    return [rows.add(models.Department, **place, name=name) for name in {"RR": 0, "rr": 0, rows.text(): 0}]


def _person(rows: Rows, number: int) -> Any:
    id_number = make_id_number("110000", START.date() - timedelta(days=rows.random.randrange(30_000)), 1 + number)
    return rows.add(
        models.Person,
        identity_index=VAULT.index(id_number),
        identity_index_key=VAULT.key_id,
        identity_cipher=VAULT.seal(id_number),
        identity_cipher_key=VAULT.key_id,
        id_number_masked=mask_id_number(id_number),
    )


def _graduate(rows: Rows, department: Any, number: int) -> Any:
    people = rows.made.get(models.Person, [])
    person = rows.random.choice(people) if people and rows.random.random() < 0.2 else _person(rows, number)
    return rows.add(
        models.Graduate,
        person_id=person.id,
        school_id=department.school_id,
        department_id=department.id,
        province_code=department.province_code,
        class_year=rows.random.choice(YEARS),
        exam_number=f"{rows.random.choice('AaBb')}{number:03d}",
        student_number=rows.maybe(f"2301{number}"),
        name=rows.text(),
        id_number_masked=person.id_number_masked,
        degree_code=rows.random.choice((*DEGREES, "99")),
        major_code="0101",
        major_name=rows.text(),
        training_mode=rows.random.choice("12345"),
        archive_in_school=rows.random.choice((True, True, False, None)),
        hukou_in_school=rows.random.choice((True, True, False, None)),
    )


def _agreement(rows: Rows, graduate: Any, employers: Sequence[Any], initiator: Initiator) -> Any:
    online = initiator is Initiator.EMPLOYER
    held = [row for row in rows.made.get(models.Agreement, []) if row.graduate_id == graduate.id]
    employer = rows.random.choice(employers) if online else rows.maybe(rows.random.choice(employers))
    status = rows.random.choice(sorted(STATUSES_OF[initiator]))
    if status in {Status.EFFECTIVE, Status.PENDING_GRADUATE} and held:
        status = Status.VOIDED
    levels = ReviewLevels.DEPARTMENT_THEN_SCHOOL if status in BY_DEPARTMENT else rows.random.choice(list(ReviewLevels))
    reviewers = list(ReviewLevel) if levels is ReviewLevels.DEPARTMENT_THEN_SCHOOL else [ReviewLevel.SCHOOL]
    failed = status in FAILED_REVIEWS
    count = len(rows.made.get(models.Agreement, []))
    number = f"{graduate.class_year}{4 if online else 1}{rows.seed}0000{rows.random.randrange(5)}{count:08d}"
    return rows.add(
        models.Agreement,
        graduate_id=graduate.id,
        **{name: getattr(graduate, name) for name in ("school_id", "province_code", "department_id", "person_id", "class_year")},
        employer_id=employer.id if employer else None,
        employer_name=rows.text(),
        initiator=initiator,
        agreement_type=rows.random.choice(list(AgreementType)),
        review_levels=levels,
        status=status,
        rejected_by=rows.random.choice(reviewers) if failed else None,
        number=number if status in BEARS_NUMBER[initiator] else None,
        invitee_name=rows.text(),
        invitee_id_last4="001X",
        position=rows.maybe(rows.text()),
        monthly_pay=rows.maybe(rows.random.choice((1, 8000, 2_147_483_647))),
        is_graduate_disclosed=status not in BEFORE_ACCEPTANCE if online else rows.random.random() < 0.5,
        reply_deadline=rows.moment() if online else None,
        employer_uscc=None if online else rows.maybe("91110000FAKE00021R"),
        employer_contact=None if online else rows.maybe(rows.text()),
        employer_phone=None if online else rows.maybe("010-00000000"),
        work_address=rows.maybe(rows.text()),
        start_date=rows.maybe(rows.random.choice((date.min, date(2024, 2, 29), date.max))),
        status_reason=rows.text() if failed or status is Status.VOIDED else rows.maybe(rows.text()),
        version=1 + count,
    )


def _review(rows: Rows, agreement: Any) -> None:
    scope = ("school_id", "province_code", "department_id", "person_id", "employer_id")
    is_passed = rows.random.random() < 0.5
    rows.add(
        models.Review,
        agreement_id=agreement.id,
        **{name: getattr(agreement, name) for name in scope},
        level=rows.random.choice(list(ReviewLevel)),
        is_passed=is_passed,
        reason=None if is_passed else rows.text(),
    )


def _audit_entry(rows: Rows, place: Any, number: int, of: RecordKind | None = None) -> None:
    """Add an entry that a school, a province or nobody but the ministry reads; its seal is not looked at by a read.

    It is of any record, or of the place itself, which is then of that kind.
    """
    kind = of or rows.random.choice(list(KEPT_BY))
    readers: dict[str, Any] = {
        Keeper.SCHOOL: {"chain": f"school:{place.school_id}", "reader_school_id": place.school_id},
        Keeper.PROVINCE: {"chain": f"province:{place.province_code}", "reader_province_code": place.province_code},
        Keeper.NATION: {"chain": "nation"},
    }
    role = rows.random.choice(list(Role))
    rows.add(
        models.Audit,
        account_id=None if role is Role.SYSTEM else rows.random.choice([*rows.made[models.Account], place]).id,
        role=role,
        action=rows.random.choice(list(ActName)),
        record_kind=kind,
        record_id=str((place if of else rows.random.choice(rows.made.get(RECORDS.get(kind, models.School)) or [place])).id),
        status_before=rows.maybe(STOOD.get(kind, REVIEWED)[0]),
        status_after=rows.maybe(STOOD.get(kind, REVIEWED)[1]),
        reason=rows.maybe(rows.text()),
        address=rows.maybe("192.0.2.1"),
        **readers[KEPT_BY[kind]],
        chain_seq=number + 1,
        seal_key="00000000",
        seal=f"{number:064x}",
    )

"""Rows of every type, in scope and out of scope of everybody, every nullable column of some of them filled."""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date
from typing import Any, Final

from tortoise.transactions import in_transaction

from actions.counters import RosterShift, shift_roster
from actions.trail import Act, Trail
from models import (
    Account,
    Agreement,
    Audit,
    Download,
    Employer,
    FeatureSwitch,
    Graduate,
    Registration,
    Review,
    RosterImport,
    SchoolSetup,
    Supplement,
    Termination,
    Upload,
)
from models.database import CONNECTION
from rules.acts import ActName, RecordKind
from rules.agreement import Initiator, ReviewLevel, Status
from rules.employer import EmployerStatus
from rules.gate import Feature, ReviewLevels
from rules.roles import AccessLevel, Role
from tests.access.confirmation_rows import Confirming, write_confirmations
from tests.access.dispute_rows import Disputes, dispute_acts_told, dispute_rows, write_disputes
from tests.access.ending_rows import Endings, ending_rows, write_endings
from tests.access.gate_rows import write_gate
from tests.access.import_rows import write_imports
from tests.access.inbound_rows import say_where_from
from tests.access.kept_rows import kept_of, uploads
from tests.access.oracle import Row
from tests.access.place_rows import gate_rows, place_rows
from tests.access.registration_rows import registration_rows, write_registrations
from tests.access.snapshot_rows import write_snapshots
from tests.access.sync_rows import write_reports
from tests.access.transfer_rows import Transfers, block_rows, enter_transfers, open_features, transfer_rows, write_blocks, write_transfers
from tests.rosters import BASICS
from tests.uploads import make_upload
from tests.world import EMPLOYER_DETAILS, NOW, OPEN_YEAR, SEAL, World, make_agreement

NEXT_YEAR: Final = 2024
"""A class year that takes writes and in which nothing has been written."""
FILLED: Final[dict[str, Any]] = {"position": "工程师", "monthly_pay": 9000}
FORM: Final[dict[str, Any]] = {
    "employer_uscc": "91110000FAKE00021R",
    "employer_contact": "测试联系人",
    "employer_phone": "010-00000000",
    "work_address": "测试路2号",
    "start_date": date(2023, 7, 1),
}
"""All that a graduate types of an employer and its terms."""
CHOICES: Final[dict[str, Any]] = {
    **{f"{kind}_levels": ReviewLevels.SCHOOL_ONLY for kind in ("supplement", "termination", "registration")},
    "allowed_categories": "11 80",
    "confirm_from": date(2023, 6, 1),
    "confirm_until": date(2023, 8, 31),
}
"""What a school's set-up may say besides."""
REST: Final[dict[str, Any]] = {
    "class_name": "2019级1班",
    "major_direction": "外国哲学",
    "directed_unit": "测试测试中学",
    "directed_division": "110108",
    "former_police_station": "测试派出所",
    "email": "graduate@example.com",
    "qq": "100000001",
    "home_address": "测试路3号",
    "home_phone": "010-00000000",
    "home_postcode": "100871",
}
"""What a roster may leave out."""
SAID: Final[dict[str, Any]] = {
    **EMPLOYER_DETAILS,
    "postcode": "100871",
    "contact_email": "hr@example.com",
    "superior": "测试主管部门",
}
"""All that an employer can say of itself."""


@dataclass(frozen=True)
class Cast:
    """The rows, and the agreements that the mutations are tried on."""

    rows: list[Row]
    invitation: Agreement
    """Waits for the graduate; of `world.employer`."""
    waiting: Agreement
    """Waits for the department's review; the classmate's."""
    effective: Agreement
    """In force, online; of `world.school`."""
    idle: Graduate
    """Of `world.school` and the open year; no agreement hangs on it."""
    unconfirmed: Graduate
    """Of the person of `world.graduate`, who has not confirmed what the roster says of it."""
    rejected_form: Agreement
    """Signed offline, rejected before it was issued; of the person of `world.graduate`."""
    issued_form: Agreement
    """Issued, and waits to come back stamped; of the same person."""
    disabled: Account
    """Of `world.neighbour_school`; may not log in."""
    employers: Mapping[str, Employer]
    """The one that the act of this name can be done to."""
    confirming: Confirming
    waiting_import: RosterImport
    """Of `world.school` and NEXT_YEAR; nobody has taken it up."""
    registrations: Sequence[Registration]
    """One that was rejected, one that waits for the department, an approved one, and one that it is asked to void; all of the person of
    `world.graduate`."""
    archives: Transfers
    """Records that the mutations are tried on; so are the next."""
    hukou: Transfers
    endings: Endings
    disputes: Disputes
    scan: Upload | None = None
    """Of the graduate that asks, attached to nothing; there once its account is."""
    letter: Upload | None = None
    """Another of the graduate's, which is a letter."""
    roster: Upload | None = None
    """Of a school account that asks; there once that is."""
    waiting_download: Download | None = None
    """Of the same; nobody has taken it up."""

    def of(self, type_: str) -> list[Row]:
        """Return the rows of a type."""
        return [row for row in self.rows if row.type == type_]

    def unlike(self, type_: str) -> list[Row]:
        """Return the rows of a type, of accounts one of each place, of sessions one of each account: the same people see them."""
        rows = self.of(type_)
        return list({astuple(replace(row, key=None)): row for row in rows}.values()) if type_ in {"Account", "Session"} else rows

    def find(self, id_: str) -> Row:
        """Return a row by its ID."""
        return next(row for row in self.rows if row.id == id_)


async def write_rows(world: World) -> Cast:
    """Write what `build_world` has not, and return everything that can be asked for."""
    await write_gate(world, NEXT_YEAR)
    await write_snapshots(world)
    await SchoolSetup.filter(school=world.neighbour_school, feature=Feature.DESTINATION).update(**CHOICES)
    await Graduate.filter(student_number=None).update(student_number="2023A", **REST)
    idle = await _idle(world)
    unconfirmed = await _idle(world, "unconfirmed")
    await open_features(world)
    await Graduate.filter(id=unconfirmed.id).update(confirmed_at=None)
    issued_to = await _idle(world, "issued")
    issued = await make_agreement(world, graduate=issued_to, initiator=Initiator.GRADUATE, status=Status.PROTOCOL_ISSUED, **FILLED, **FORM)
    form_of = await _idle(world, "form")
    form = await make_agreement(world, graduate=form_of, initiator=Initiator.GRADUATE, status=Status.PROTOCOL_REJECTED, **FILLED, **FORM)
    employers = await _employers(world)
    agreements = await _agreements(world)
    archives, hukou = await write_transfers(world, form_of, issued_to)
    await enter_transfers(world)
    endings = await write_endings(world, [await _idle(world, f"ending-{number}") for number in range(7)], agreements)
    disputes = await write_disputes(world, endings, idle)
    registrations = await write_registrations(world, [await _idle(world, f"registered-{number}") for number in range(4)])
    await write_blocks([*agreements, *await Registration.all(), *await Supplement.all()])
    await _kept_of(world, agreements)
    imports, waiting = await write_imports(world, NEXT_YEAR)
    settled, confirmed = await _idle(world, "settled"), await _idle(world, "confirmed")
    # Confirms without an archive to be registered first.
    await Graduate.filter(id=settled.id).update(archive_in_school=False)
    await shift_roster(world.school.id, OPEN_YEAR, RosterShift(archives=-1), NOW)
    confirmations, confirming = await write_confirmations(world, settled, confirmed, agreements[5])
    await say_where_from(world)
    told = [*imports, *confirmations, *await write_reports(world), *await transfer_rows()]
    rows = [*await place_rows(), *await gate_rows(), *await _people(), *await uploads(), *await _audit(world), *told]
    # What happened to these is entries of the audit, which are there by now.
    rows += [*await registration_rows(), *await ending_rows(), *await block_rows(), *await dispute_rows()]
    disabled = await _disabled(world)
    invitation, asked, effective, *_ = agreements
    tried = (invitation, asked, effective, idle, unconfirmed, form, issued, disabled, employers, confirming, waiting)
    return Cast(rows, *tried, registrations, archives, hukou, endings, disputes)


async def _kept_of(world: World, agreements: Sequence[Agreement]) -> None:
    """Write reviews of agreements, and files; one graduate changed departments after its agreement."""
    # Whoever sees the one does not always see the other.
    await Graduate.filter(id=world.former_graduate.id).update(department_id=world.lower_department.id)
    # What is attached to nothing is nobody's row.
    await make_upload(world.accounts[Role.EMPLOYER])
    for agreement in agreements:
        if agreement.status not in {Status.PENDING_GRADUATE, Status.PENDING_DEPARTMENT}:
            await _review(agreement)
        await make_upload(world.accounts[Role.EMPLOYER], agreement)


async def account_rows() -> list[Row]:
    """Return every account, once all are written. A graduate's is seen by the school that issues its codes."""
    return [
        Row(
            "Account",
            each.id,
            each.province_code,
            each.school_id,
            each.department_id,
            each.person_id,
            each.employer_id,
            standing=("ACCOUNT", each.role),
        )
        for each in await Account.all()
    ]


async def _agreements(world: World) -> list[Agreement]:
    offline: dict[str, Any] = {"graduate": world.far_graduate, "initiator": Initiator.GRADUATE}
    former, directed = world.former_graduate, world.directed_graduate
    other = world.other_employer
    return [
        await make_agreement(world, **FILLED),
        await make_agreement(world, graduate=world.classmate, employer=other, status=Status.PENDING_DEPARTMENT, **FILLED),
        await make_agreement(world, graduate=directed, employer=other, status=Status.EFFECTIVE, **FILLED),
        await make_agreement(world, graduate=world.neighbour_graduate, status=Status.EFFECTIVE, **FILLED),
        await make_agreement(world, employer=other, status=Status.REVIEW_REJECTED, **FILLED),
        await make_agreement(world, graduate=former, status=Status.VOIDED, **FILLED),
        await make_agreement(world, **offline, status=Status.EFFECTIVE, **FILLED, **FORM),
    ]


async def _employers(world: World) -> dict[str, Employer]:
    """Fill every column of the employers of the world, and add one in each status that it has not."""
    await Employer.all().update(**SAID)
    pending = await Employer.get(id=world.pending_employer.id)
    far = {"name": "上海企业", "uscc": "91310000FAKE00055U", "province_code": "31", **SAID}
    await Employer.create(**far, status=EmployerStatus.REJECTED, status_reason="材料不全")
    here = {**far, "province_code": "11", "uscc": "91110000FAKE0006XU"}
    disabled = await Employer.create(**here, status=EmployerStatus.DISABLED, status_reason="虚假招聘")
    await Employer.filter(id=world.other_employer.id).update(status=EmployerStatus.REGISTERED)
    registered = await Employer.get(id=world.other_employer.id)
    approved = await Employer.get(id=world.employer.id)
    return {
        "submitEmployer": registered,
        "updateEmployer": approved,
        "reviewEmployer": pending,
        "disableEmployer": approved,
        "enableEmployer": disabled,
    }


async def _idle(world: World, exam_number: str = "idle") -> Graduate:
    columns = ("person_id", "school_id", "department_id", "province_code", "class_year", "name", "id_number_masked", "degree_code")
    copied: dict[str, Any] = {column: getattr(world.graduate, column) for column in columns}
    studies = {"student_number": "2023B", "major_code": "0101", "major_name": "哲学类", "confirmed_at": NOW, **BASICS}
    idle = await Graduate.create(exam_number=exam_number, **studies, **copied)
    await shift_roster(world.school.id, OPEN_YEAR, RosterShift.of([idle]), NOW)
    return idle


async def _disabled(world: World) -> Account:
    place: dict[str, Any] = {"province_code": "11", "school": world.neighbour_school, "is_enabled": False}
    levels: dict[str, Any] = dict.fromkeys(("employment_level", "archive_level", "hukou_level"), AccessLevel.NONE)
    return await Account.create(username="10003old", display_name="10003old", role=Role.SCHOOL, **place, **levels)


async def _review(agreement: Agreement) -> None:
    failed = agreement.status is Status.REVIEW_REJECTED
    await Review.create(
        agreement=agreement,
        school_id=agreement.school_id,
        province_code=agreement.province_code,
        department_id=agreement.department_id,
        person_id=agreement.person_id,
        employer_id=agreement.employer_id,
        level=ReviewLevel.SCHOOL,
        is_passed=not failed,
        reason="材料不全" if failed else None,
    )


async def _audit(world: World) -> list[Row]:
    """Enter acts that two schools, two provinces and the ministry alone may read of."""
    said: dict[str, Any] = {"before": "PENDING_SCHOOL", "after": "EFFECTIVE", "reason": "材料齐全"}
    passed = {**said, "after": "APPROVED"}
    of_school = {"name": ActName.AGREEMENT_PASS, "kind": RecordKind.AGREEMENT, "province_code": "11", **said}
    of_province = {"name": ActName.FEATURE_OPEN, "kind": RecordKind.FEATURE_SWITCH, **said}
    acts = [
        *(Act(**of_school, record_id=agreement.id, school_id=agreement.school_id) for agreement in await Agreement.all()),
        *(Act(**of_province, record_id=switch.id, province_code=switch.province_id) for switch in await FeatureSwitch.all()),
        *(
            Act(ActName.REGISTRATION_PASS, RecordKind.REGISTRATION, each.id, "11", school_id=each.school_id, **passed)
            for each in await Registration.all()
        ),
        *(
            Act(ActName.SUPPLEMENT_PASS, RecordKind.SUPPLEMENT, each.id, "11", school_id=each.school_id, **passed)
            for each in await Supplement.all()
        ),
        *(
            Act(ActName.TERMINATION_PASS, RecordKind.TERMINATION, each.id, "11", school_id=each.school_id, **passed)
            for each in await Termination.all()
        ),
        *await dispute_acts_told(),
        Act(ActName.DEMO_LOAD, RecordKind.DATABASE, "demo", province_code="11", **said),
    ]
    async with in_transaction(CONNECTION):
        await Trail(world.actor(Role.SCHOOL), NOW, SEAL).record(*acts)
    entries = await Audit.exclude(record_kind__in=(RecordKind.ARCHIVE, RecordKind.HUKOU))
    agreements = {str(each.id): each for each in await Agreement.all()}
    events = [(each, agreements[each.record_id]) for each in entries if each.record_kind == RecordKind.AGREEMENT]
    return [
        *(Row("AuditEntry", each.id, each.reader_province_code, each.reader_school_id, account=each.account_id) for each in entries),
        # What happened to an agreement is seen by whoever sees the agreement.
        *(
            Row("AgreementEvent", each.id, of.province_code, of.school_id, of.department_id, of.person_id, of.employer_id, agreement=of.id)
            for each, of in events
        ),
    ]


async def _people() -> list[Row]:
    graduates = [
        Row("Graduate", each.id, each.province_code, each.school_id, each.department_id, each.person_id, graduate=each.id)
        for each in await Graduate.all()
    ]
    agreements = {
        each.id: Row(
            "Agreement",
            each.id,
            each.province_code,
            each.school_id,
            each.department_id,
            each.person_id,
            each.employer_id,
            each.graduate_id,
            each.id,
            each.class_year,
            (each.initiator, each.status),
            each.is_graduate_disclosed,
        )
        for each in await Agreement.all()
    }
    return [*graduates, *agreements.values(), *await kept_of(agreements)]

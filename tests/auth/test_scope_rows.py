"""Row scope on real tables: every asker sees what is its own, and nobody more than whoever stands above."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Final

import pytest
from tortoise.models import Model
from tortoise.transactions import in_transaction

from actions.trail import Act, Trail
from auth.actor import Actor
from auth.scope import Rows, row_filter
from models import (
    Account,
    Agreement,
    AgreementTypeSetting,
    ArchiveRecord,
    AttachedUpload,
    Audit,
    ClassYear,
    Confirmation,
    Department,
    Dispute,
    Download,
    Employer,
    FeatureSwitch,
    Graduate,
    GraduateDestination,
    HukouRecord,
    OpenWork,
    Province,
    Registration,
    Report,
    Review,
    RosterImport,
    School,
    SchoolSetup,
    Session,
    SigningCounters,
    StatisticsSnapshot,
    Supplement,
    Termination,
    VerificationGrant,
)
from rules.acts import ActName, RecordKind
from rules.agreement import Initiator, ReviewLevel, Status
from rules.record_terms import RecordStatus
from rules.roles import Role
from tests.access.transfer_rows import MIGRATION, RECEIVER, make_transfer
from tests.confirmations import make_confirmation
from tests.disputes import make_dispute
from tests.downloads import make_download
from tests.endings import make_supplement, make_termination
from tests.imports import make_import
from tests.registrations import make_registration
from tests.sessions import begun
from tests.sync.reports import reported
from tests.uploads import make_upload
from tests.world import NOW, SEAL, World, build_world, make_agreement

TABLES: Final[Mapping[Rows, type[Model]]] = {
    Rows.ACCOUNT: Account,
    Rows.AGREEMENT: Agreement,
    Rows.GRADUATE: Graduate,
    Rows.REVIEW: Review,
    Rows.DEPARTMENT: Department,
    Rows.SETUP: SchoolSetup,
    Rows.AGREEMENT_TYPE: AgreementTypeSetting,
    Rows.COUNTERS: SigningCounters,
    Rows.COUNTED_GRADUATE: GraduateDestination,
    Rows.SNAPSHOT: StatisticsSnapshot,
    Rows.REGISTRATION: Registration,
    Rows.SUPPLEMENT: Supplement,
    Rows.TERMINATION: Termination,
    Rows.ARCHIVE_RECORD: ArchiveRecord,
    Rows.HUKOU_RECORD: HukouRecord,
    Rows.EMPLOYER: Employer,
    Rows.EMPLOYER_REGISTRATION: Employer,
    Rows.SCHOOL: School,
    Rows.PROVINCE: Province,
    Rows.FEATURE_SWITCH: FeatureSwitch,
    Rows.CLASS_YEAR: ClassYear,
    Rows.OPEN_WORK: OpenWork,
    Rows.AUDIT: Audit,
    Rows.SESSION: Session,
    Rows.UPLOAD: AttachedUpload,
    Rows.ROSTER_IMPORT: RosterImport,
    Rows.REPORT: Report,
    Rows.CONFIRMATION: Confirmation,
    Rows.VERIFICATION: VerificationGrant,
    Rows.DISPUTE: Dispute,
    Rows.DOWNLOAD: Download,
}


@pytest.fixture
async def world(database: str) -> World:
    """Return the small world with a reviewed agreement of everybody who could be taken for somebody else."""
    world = await build_world()
    agreements = [
        await make_agreement(world, status=Status.REVIEW_REJECTED, graduate=graduate, employer=employer)
        for graduate in (world.graduate, world.classmate, world.neighbour_graduate, world.far_graduate)
        for employer in (world.employer, world.other_employer)
    ]
    agreements.append(await make_agreement(world, status=Status.PROTOCOL_REJECTED, initiator=Initiator.GRADUATE))
    for account in world.accounts.values():
        await begun(account)
        await make_download(account)
    columns = ("school_id", "province_code", "department_id", "person_id", "employer_id")
    for agreement in agreements:
        copied = {column: getattr(agreement, column) for column in columns}
        await Review.create(agreement=agreement, **copied, level=ReviewLevel.SCHOOL, is_passed=False, reason="材料不全")
        await make_upload(world.accounts[Role.GRADUATE], agreement)
    for agreement in agreements[::2][:4]:
        await make_confirmation(agreement)
    for graduate in (world.graduate, world.classmate, world.neighbour_graduate, world.far_graduate):
        await make_dispute(graduate)
        await make_registration(graduate, "70", RecordStatus.CANCELLED)
        await make_termination(await make_supplement(graduate, RecordStatus.CANCELLED), RecordStatus.WITHDRAWN)
        await make_transfer(ArchiveRecord, graduate, RecordStatus.CANCELLED, **RECEIVER)
        await make_transfer(HukouRecord, graduate, RecordStatus.CANCELLED, **MIGRATION)
    for school, role in ((world.school, Role.SCHOOL), (world.neighbour_school, Role.PROVINCE), (world.far_school, Role.MINISTRY)):
        await make_import(world.accounts[role], school)
    for graduate in (world.graduate, world.far_graduate):
        await reported(graduate)
        await StatisticsSnapshot.create(province_code=graduate.province_code, class_year=graduate.class_year, schools=1)
    await make_registration(world.directed_graduate, "80")
    async with in_transaction():
        await Trail(world.actor(Role.PROVINCE), NOW, SEAL).record(
            Act(ActName.AGREEMENT_PASS, RecordKind.AGREEMENT, "1", "11", school_id=world.school.id),
            Act(ActName.FEATURE_OPEN, RecordKind.FEATURE_SWITCH, "1", "11"),
        )
    return world


async def seen(rows: Rows, actor: Actor) -> set[object]:
    """Return the keys of the rows an actor sees."""
    own = row_filter(rows, actor)
    return set() if own is None else {row.pk for row in await TABLES[rows].filter(**own)}


async def test_every_kind_of_rows_can_be_asked_for_by_every_role(world: World) -> None:
    everything = {rows: {row.pk for row in await TABLES[rows].all()} for rows in Rows}
    assert all(everything.values())
    for rows in Rows:
        for role in world.accounts:
            assert await seen(rows, world.actor(role)) <= everything[rows]


async def test_everybody_sees_its_own_downloads_alone(world: World) -> None:
    for role, account in world.accounts.items():
        assert await seen(Rows.DOWNLOAD, world.actor(role)) == {each.id for each in await Download.filter(account=account)} != set()


async def test_everybody_sees_its_own_sessions_alone(world: World) -> None:
    for role, account in world.accounts.items():
        assert await seen(Rows.SESSION, world.actor(role)) == {session.id for session in await Session.filter(account=account)} != set()


async def test_an_upload_that_is_attached_to_nothing_is_among_nobodys_rows(world: World) -> None:
    everybody = [world.actor(role) for role in world.accounts]
    before = [await seen(Rows.UPLOAD, actor) for actor in everybody]
    for account in world.accounts.values():
        await make_upload(account)
    assert [await seen(Rows.UPLOAD, actor) for actor in everybody] == before


async def test_whoever_stands_below_sees_no_business_row_that_whoever_stands_above_does_not(world: World) -> None:
    chain = [world.actor(role) for role in (Role.MINISTRY, Role.PROVINCE, Role.SCHOOL, Role.DEPARTMENT)]
    for rows in (Rows.AGREEMENT, Rows.REVIEW, Rows.UPLOAD, Rows.GRADUATE, Rows.DEPARTMENT):
        for above, below in pairwise([await seen(rows, actor) for actor in chain]):
            assert below < above
    for rows in (Rows.SETUP, Rows.AGREEMENT_TYPE):
        _, province, school, department = [await seen(rows, actor) for actor in chain]
        assert province > school == department != set()


async def test_accounts_are_seen_from_above_those_of_other_places_and_the_levels_above_never(world: World) -> None:
    graduates = await Account.filter(role=Role.GRADUATE)
    await Account.filter(role=Role.GRADUATE).update(school_id=world.school.id)
    own = {role: account.id for role, account in world.accounts.items()}
    province = {own[role] for role in (Role.PROVINCE, Role.SCHOOL, Role.DEPARTMENT, Role.EMPLOYER)}
    assert await seen(Rows.ACCOUNT, world.actor(Role.PROVINCE)) == province
    assert await seen(Rows.ACCOUNT, world.actor(Role.PROVINCE, province_code="31")) == set()
    school = {own[Role.SCHOOL], own[Role.DEPARTMENT], *(account.id for account in graduates)}
    assert await seen(Rows.ACCOUNT, world.actor(Role.SCHOOL)) == school
    assert await seen(Rows.ACCOUNT, world.actor(Role.SCHOOL, school_id=world.neighbour_school.id)) == set()


async def test_two_departments_whose_names_differ_in_case_share_no_row(world: World) -> None:
    upper = world.actor(Role.DEPARTMENT)
    lower = world.actor(Role.DEPARTMENT, department_id=world.lower_department.id)
    for rows in (Rows.AGREEMENT, Rows.REVIEW, Rows.GRADUATE, Rows.DEPARTMENT):
        of_upper, of_lower = await seen(rows, upper), await seen(rows, lower)
        assert of_upper
        assert of_lower
        assert not of_upper & of_lower


async def test_a_graduate_sees_every_graduation_of_its_own_person_and_of_nobody_else(world: World) -> None:
    classmate = world.actor(Role.GRADUATE, person_id=world.classmate.person_id)
    assert await seen(Rows.GRADUATE, classmate) == {world.classmate.id, world.former_graduate.id}
    assert not await seen(Rows.AGREEMENT, classmate) & await seen(Rows.AGREEMENT, world.actor(Role.GRADUATE))


async def test_a_school_and_its_province_read_different_entries_of_the_audit(world: World) -> None:
    [of_school] = await seen(Rows.AUDIT, world.actor(Role.SCHOOL))
    [of_province] = await seen(Rows.AUDIT, world.actor(Role.PROVINCE))
    assert of_school != of_province
    assert await seen(Rows.AUDIT, world.actor(Role.SCHOOL, school_id=world.neighbour_school.id)) == set()


async def test_an_employer_sees_its_own_agreements_and_none_of_employers_that_are_not_registered(world: World) -> None:
    own = {agreement.id for agreement in await Agreement.filter(employer=world.employer)}
    assert await seen(Rows.AGREEMENT, world.actor(Role.EMPLOYER)) == own != set()
    assert await Agreement.filter(employer=None).exists()
    assert await seen(Rows.EMPLOYER, world.actor(Role.EMPLOYER)) == {world.employer.id}
    assert await seen(Rows.GRADUATE, world.actor(Role.EMPLOYER)) == set()

"""Employers register themselves, are reviewed by their province, and claim no credit code for good before that."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import asdict, replace
from typing import Any, Final
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.agreement import invite, move_agreement
from actions.context import ActionContext
from actions.employer import Login, move_employer, register_employer
from auth.passwords import Passwords
from auth.throttle import LimitsThrottle
from models import Account, Agreement, Audit, Change, Employer
from models.database import close_database, open_database
from rules.agreement import Move
from rules.employer import EmployerContact, EmployerMove, EmployerStatus
from rules.employer_errors import UsccTaken
from rules.errors import (
    ChangedMeanwhile,
    EmployerNotApproved,
    InvalidInput,
    MoveNotAllowed,
    NotFound,
    ReasonRequired,
    Refusals,
    RuleError,
    UsernameTaken,
)
from rules.login_errors import TooManyAttempts, WeakPassword
from rules.roles import Role
from rules.throttling import REGISTRATION_BY_ADDRESS
from tests.actions.stage import Stage
from tests.engines import Engine, everything_stored
from tests.rules.test_employer import DETAILS
from tests.sessions import SECRET, logged_in
from tests.world import OPEN_YEAR, build_world, make_agreement

USCC: Final = "91110000FAKE47110F"
PASSWORD: Final = "a password of mine"
SUBMIT, APPROVE, REJECT, DISABLE, ENABLE, UPDATE = EmployerMove


BY_ITSELF: Final = {SUBMIT, UPDATE}
"""What an employer does; a province does the rest."""
CONTACT: Final = EmployerContact(
    address="中关村大街1号",
    postcode="100080",
    contact_name="新联系人",
    contact_phone="010-7654321",
    contact_email=None,
    accepts_archive=False,
    solves_hukou=False,
)


@pytest.fixture(scope="module")
def passwords() -> Iterator[Passwords]:
    pool = Passwords()
    yield pool
    pool.close()


async def register(stage: Stage, passwords: Passwords, username: str = "new_employer", **changes: Any) -> Employer:
    given: dict[str, Any] = {
        "uscc": USCC,
        "details": DETAILS,
        "login": Login(username=username, password=PASSWORD),
        "throttle": LimitsThrottle(SECRET.encode()),
        **changes,
    }
    assert await register_employer(stage.visitor(), passwords=passwords, **given) == username
    return await Employer.get(accounts__username=username)


def as_employer(stage: Stage, employer: Employer) -> ActionContext:
    return stage.as_role(Role.EMPLOYER, employer_id=employer.id)


async def move(stage: Stage, employer: Employer, what: EmployerMove, **given: Any) -> Employer:
    """Take a step as whoever takes it, with the version that is there, and a reason."""
    ctx = as_employer(stage, employer) if what in BY_ITSELF else stage.as_role(Role.PROVINCE)
    version = (await Employer.get(id=employer.id)).version
    await move_employer(ctx, employer.id, what, **{"version": version, "reason": "说明", **given})
    return await Employer.get(id=employer.id)


async def test_whoever_registers_can_log_in_and_may_not_invite_yet(stage: Stage, passwords: Passwords) -> None:
    employer = await register(stage, passwords, uscc=f" {USCC.lower()} ", details=replace(DETAILS, name=" 测试测试公司 ", postcode=" "))
    assert (employer.uscc, employer.name, employer.postcode, employer.province_code) == (USCC, "测试测试公司", None, "11")
    assert (employer.status, employer.version) == (EmployerStatus.REGISTERED, 1)
    account = await Account.get(username="new_employer")
    assert (account.role, account.employer_id, account.province_code, account.display_name) == (
        Role.EMPLOYER,
        employer.id,
        "11",
        "测试测试公司",
    )
    session = await logged_in(passwords, "new_employer", PASSWORD)
    world = stage.world
    person: dict[str, Any] = {"class_year": OPEN_YEAR, "name": "花贞沈", "id_number": world.id_number(world.graduate)}
    async with stage.refuses(EmployerNotApproved):
        await invite(stage.as_actor(session.actor), school_id=world.school.id, **person)


async def test_the_audit_says_who_registered_from_where(stage: Stage, passwords: Passwords) -> None:
    employer = await register(stage, passwords)
    account = await Account.get(username="new_employer")
    assert await Audit.all().order_by("id").values_list("action", "record_id", "account_id", "address", "status_after") == [
        ("EMPLOYER_REGISTER", str(employer.id), account.id, "192.0.2.1", "REGISTERED"),
        ("ACCOUNT_CREATE", str(account.id), account.id, "192.0.2.1", None),
    ]
    assert [change.province_code for change in await Change.all()] == ["11", "11"]
    assert PASSWORD not in str(await everything_stored())


async def test_everything_at_fault_is_told_at_once_and_nothing_is_written(stage: Stage, passwords: Passwords) -> None:
    bad = replace(DETAILS, name=" ", nature="x", address="长" * 101, contact_email="长" * 101)
    async with stage.refuses(Refusals) as refused:
        await register(stage, passwords, uscc=USCC[:-1] + "0", details=bad, login=Login(username="11jy20", password="short"))
    assert [refusal.field for refusal in refused.value.refusals] == [
        "name",
        "address",
        "contactEmail",
        "nature",
        "uscc",
        "username",
        "password",
    ]
    kinds = {type(refusal) for refusal in refused.value.refusals}
    assert kinds == {InvalidInput, WeakPassword}


async def test_a_name_is_one_accounts_and_names_of_staff_are_not_to_be_found_out(stage: Stage, passwords: Passwords) -> None:
    await register(stage, passwords)
    async with stage.refuses(UsernameTaken):
        await register(stage, passwords)
    for username in ("11jy20", "31jy99", "moe", "moe99", "10001", "10003", "10001RR", "100000000001"):
        async with stage.refuses(Refusals) as refused:
            await register(stage, passwords, username)
        assert [refusal.field for refusal in refused.value.refusals] == ["username"]


async def test_an_address_registers_only_so_many(stage: Stage, passwords: Passwords) -> None:
    throttle = LimitsThrottle(SECRET.encode())
    for _ in range(REGISTRATION_BY_ADDRESS.times):
        await throttle.take(REGISTRATION_BY_ADDRESS, "192.0.2.1")
    async with stage.refuses(TooManyAttempts):
        await register(stage, passwords, throttle=throttle)


async def test_a_form_is_corrected_as_often_as_it_takes(stage: Stage, passwords: Passwords) -> None:
    throttle = LimitsThrottle(SECRET.encode())
    for _ in range(REGISTRATION_BY_ADDRESS.times + 1):
        async with stage.refuses(Refusals):
            await register(stage, passwords, "moe", throttle=throttle)
    await register(stage, passwords, throttle=throttle)


async def test_a_registration_is_submitted_rejected_corrected_and_approved(stage: Stage, passwords: Passwords) -> None:
    employer = await register(stage, passwords)
    assert (await move(stage, employer, SUBMIT)).status is EmployerStatus.PENDING_REVIEW
    rejected = await move(stage, employer, REJECT, reason="印章名称不符")
    assert (rejected.status, rejected.status_reason) == (EmployerStatus.REJECTED, "印章名称不符")
    corrected = await move(stage, employer, SUBMIT, details=replace(DETAILS, name="测试测试有限公司", contact_phone="010-1234567"))
    assert (corrected.status, corrected.name, corrected.contact_phone) == (
        EmployerStatus.PENDING_REVIEW,
        "测试测试有限公司",
        "010-1234567",
    )
    assert (corrected.status_reason, corrected.uscc) == (None, USCC)
    approved = await move(stage, employer, APPROVE)
    assert (approved.status, approved.version) == (EmployerStatus.APPROVED, 5)
    acts = await Audit.filter(record_kind="EMPLOYER").order_by("id").values_list("action", "status_before", "status_after")
    assert acts[-1] == ("EMPLOYER_APPROVE", "PENDING_REVIEW", "APPROVED")
    world = stage.world
    person: dict[str, Any] = {"class_year": OPEN_YEAR, "name": "花贞沈", "id_number": world.id_number(world.graduate)}
    await invite(as_employer(stage, employer), school_id=world.school.id, **person)


async def test_details_that_are_wrong_are_not_submitted(stage: Stage, passwords: Passwords) -> None:
    employer = await register(stage, passwords)
    async with stage.refuses(Refusals):
        await move(stage, employer, SUBMIT, details=replace(DETAILS, industry="x"))


async def test_an_approved_employer_keeps_right_how_it_is_reached_and_who_it_is_stays(stage: Stage, passwords: Passwords) -> None:
    employer = await register(stage, passwords)
    for begins in (SUBMIT, APPROVE):
        async with stage.refuses(MoveNotAllowed):
            await move(stage, employer, UPDATE, details=CONTACT)
        await move(stage, employer, begins)
    async with stage.refuses(Refusals) as refused:
        await move(stage, employer, UPDATE, details=replace(CONTACT, address=" ", contact_phone="x", postcode="1"))
    assert {refusal.field for refusal in refused.value.refusals} == {"address", "contactPhone", "postcode"}
    updated = await move(stage, employer, UPDATE, details=CONTACT)
    assert {name: getattr(updated, name) for name in asdict(CONTACT)} == asdict(CONTACT)
    reviewed = asdict(DETAILS).keys() - asdict(CONTACT).keys()
    assert {name: getattr(updated, name) for name in reviewed} == {name: asdict(DETAILS)[name] for name in reviewed}
    assert (updated.status, updated.version) == (EmployerStatus.APPROVED, 4)
    assert await Audit.filter(action="EMPLOYER_UPDATE").values_list("status_before", "status_after") == [("APPROVED", "APPROVED")]
    await move(stage, employer, DISABLE)
    async with stage.refuses(MoveNotAllowed):
        await move(stage, employer, UPDATE, details=CONTACT)


async def test_what_a_province_takes_away_it_explains(stage: Stage, passwords: Passwords) -> None:
    employer = await register(stage, passwords)
    await move(stage, employer, SUBMIT)
    for reason in (None, " "):
        async with stage.refuses(ReasonRequired):
            await move(stage, employer, REJECT, reason=reason)
    await move(stage, employer, APPROVE, reason=None)
    async with stage.refuses(ReasonRequired):
        await move(stage, employer, DISABLE, reason=None)
    async with stage.refuses(InvalidInput):
        await move(stage, employer, DISABLE, reason="长" * 501)


async def test_only_the_province_of_the_credit_code_reviews(stage: Stage, passwords: Passwords) -> None:
    employer = await register(stage, passwords)
    await move(stage, employer, SUBMIT)
    for ctx, refusal in (
        (stage.as_role(Role.PROVINCE, province_code="31"), NotFound),
        (stage.as_role(Role.EMPLOYER), NotFound),
        (stage.as_role(Role.SCHOOL), NotFound),
        (stage.as_role(Role.GRADUATE), NotFound),
        (stage.as_role(Role.MINISTRY), MoveNotAllowed),
        (as_employer(stage, employer), MoveNotAllowed),
    ):
        async with stage.refuses(refusal):
            await move_employer(ctx, employer.id, APPROVE, version=2)
    async with stage.refuses(NotFound):
        await move_employer(stage.as_role(Role.PROVINCE), uuid4(), APPROVE, version=2)
    async with stage.refuses(ChangedMeanwhile):
        await move_employer(stage.as_role(Role.PROVINCE), employer.id, APPROVE, version=1)


async def test_a_credit_code_may_be_claimed_by_anybody_and_shuts_nobody_out(stage: Stage, passwords: Passwords) -> None:
    squatter = await register(stage, passwords, "squatter")
    await move(stage, squatter, SUBMIT)
    owner = await register(stage, passwords, "rightful_owner")
    await move(stage, owner, SUBMIT)
    await move(stage, owner, APPROVE)
    async with stage.refuses(UsccTaken):
        await move(stage, squatter, APPROVE)
    assert (await move(stage, squatter, REJECT)).status is EmployerStatus.REJECTED
    again = await register(stage, passwords, "third_claimant")
    await move(stage, again, SUBMIT)
    await move(stage, owner, DISABLE)
    async with stage.refuses(UsccTaken):
        await move(stage, again, APPROVE)


async def test_disabling_stops_inviting_and_accepting_and_ends_nothing_that_is_signed(stage: Stage, passwords: Passwords) -> None:
    world = stage.world
    signed, waiting = await make_agreement(world), await make_agreement(world, graduate=world.classmate)
    await move_agreement(stage.as_role(Role.GRADUATE), signed.id, Move.ACCEPT, version=1)
    employer = world.employer
    await move(stage, employer, DISABLE, reason="虚假招聘")
    before = await Agreement.get(id=signed.id)
    assert before.employer_id == employer.id
    await move_agreement(stage.as_role(Role.DEPARTMENT), signed.id, Move.PASS, version=2)
    person: dict[str, Any] = {"class_year": OPEN_YEAR, "name": "姜培", "id_number": world.id_number(world.classmate)}
    async with stage.refuses(EmployerNotApproved):
        await invite(stage.as_role(Role.EMPLOYER), school_id=world.school.id, **person)
    classmate = stage.as_role(Role.GRADUATE, person_id=world.classmate.person_id)
    async with stage.refuses(EmployerNotApproved):
        await move_agreement(classmate, waiting.id, Move.ACCEPT, version=1)
    await move_agreement(classmate, waiting.id, Move.REJECT, version=1)
    enabled = await move(stage, employer, ENABLE)
    assert (enabled.status, enabled.status_reason) == (EmployerStatus.APPROVED, None)
    await invite(stage.as_role(Role.EMPLOYER), school_id=world.school.id, **person)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def shared(engine: Engine) -> AsyncIterator[tuple[Stage, list[UUID]]]:
    """Yield a stage with three claimants of one credit code, for all examples."""
    async with engine.fresh() as url:
        await open_database(url)
        try:
            stage = Stage(await build_world())
            await Account.filter(role=Role.EMPLOYER).delete()
            said = {name: getattr(DETAILS, name) for name in type(DETAILS).__dataclass_fields__}
            given: dict[str, Any] = {"uscc": USCC, "province_code": "11", "status": EmployerStatus.REGISTERED, **said}
            yield stage, [(await Employer.create(**given)).id for _ in range(3)]
        finally:
            await close_database()


STEPS: Final = st.lists(st.tuples(st.integers(0, 2), st.sampled_from(EmployerMove), st.booleans()), min_size=1, max_size=12)
AFTER: Final = {
    SUBMIT: ({EmployerStatus.REGISTERED, EmployerStatus.REJECTED}, EmployerStatus.PENDING_REVIEW),
    APPROVE: ({EmployerStatus.PENDING_REVIEW}, EmployerStatus.APPROVED),
    REJECT: ({EmployerStatus.PENDING_REVIEW}, EmployerStatus.REJECTED),
    DISABLE: ({EmployerStatus.APPROVED}, EmployerStatus.DISABLED),
    ENABLE: ({EmployerStatus.DISABLED}, EmployerStatus.APPROVED),
    UPDATE: ({EmployerStatus.APPROVED}, EmployerStatus.APPROVED),
}
"""Written by hand: move -> from where, to where."""
TAKEN: Final = {EmployerStatus.APPROVED, EmployerStatus.DISABLED}


@settings(max_examples=60)
@given(steps=STEPS)
async def test_whatever_is_tried_on_claimants_of_one_code_goes_as_the_oracle_says(
    steps: list[tuple[int, EmployerMove, bool]], shared: tuple[Stage, list[UUID]]
) -> None:
    stage, keys = shared
    await Employer.filter(id__in=keys).update(status=EmployerStatus.REGISTERED, status_reason=None)
    expected = [EmployerStatus.REGISTERED] * 3
    for who, what, by_right in steps:
        employer = await Employer.get(id=keys[who])
        is_its_own = (what in BY_ITSELF) is by_right
        ctx = as_employer(stage, employer) if is_its_own else stage.as_role(Role.PROVINCE)
        sources, target = AFTER[what]
        others = [status for number, status in enumerate(expected) if number != who]
        outcome: type[RuleError] | None = None
        if not by_right or expected[who] not in sources:
            outcome = MoveNotAllowed
        elif what is APPROVE and TAKEN & set(others):
            outcome = UsccTaken
        if outcome is not None:
            with pytest.raises(outcome):
                await move_employer(ctx, employer.id, what, version=employer.version, reason="说明")
        else:
            await move_employer(ctx, employer.id, what, version=employer.version, reason="说明")
            expected[who] = target
        assert [(await Employer.get(id=key)).status for key in keys] == expected
        assert len([status for status in expected if status in TAKEN]) <= 1

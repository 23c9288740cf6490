"""What happened to an agreement, as each of its parties reads it, and what waits for whom after every act."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any, Final

import pytest_asyncio

from actions.agreement import invite, move_agreement
from actions.application import apply
from actions.employer_terms import Terms
from actions.gate import open_feature
from models import Agreement, AgreementTypeSetting, Audit, ClassYear, School, SchoolSetup
from rules.acts import ActName, RecordKind
from rules.agreement import Move
from rules.gate import AgreementType, ClassYearState, Feature, ReviewLevels
from rules.roles import AccessLevel, Module, Role
from tests.access.trying import Both, both_sides
from tests.engines import Engine
from tests.planner.compiled import Compiled
from tests.world import OPEN_YEAR

TIMELINE: Final = """query($id: ID!) { node(id: $id) { ... on Agreement { timeline(last: 20) { totalCount edges { node {
    action actionLabel role roleLabel statusBefore statusBeforeLabel statusAfter statusAfterLabel reason at
    auditEntry { account { username } address } } } } } } }"""
PARTIES: Final = (Role.EMPLOYER, Role.GRADUATE, Role.DEPARTMENT, Role.SCHOOL, Role.PROVINCE, Role.MINISTRY)
REASON: Final = "岗位与协议内容不一致"


@pytest_asyncio.fixture(loop_scope="session")
async def both(engine: Engine) -> AsyncIterator[Both]:
    """Yield a world of the test's own."""
    async with both_sides(engine) as both:
        yield both


async def moved(both: Both, agreement: Any, move: Move, role: Role) -> None:
    """Let an hour pass and somebody make a move."""
    both.stage.clock.advance(timedelta(hours=1))
    version = (await Agreement.get(id=agreement)).version
    reason = REASON if move in {Move.FAIL, Move.VOID} else None
    await move_agreement(both.stage.as_role(role), agreement, move, version=version, reason=reason)


async def invited(both: Both) -> Any:
    """Return the invitation of the world's graduate by the world's employer."""
    world = both.stage.world
    of: dict[str, Any] = {"school_id": world.school.id, "class_year": OPEN_YEAR, "name": world.graduate.name}
    return await invite(both.stage.as_role(Role.EMPLOYER), **of, id_number=world.id_number(world.graduate))


async def told(both: Both, agreement: Any, role: Role, **changes: Any) -> list[dict[str, Any]] | None:
    """Return the timeline as somebody reads it, oldest first; None where the agreement is not theirs."""
    answer = await both.reads.ask(TIMELINE, both.stage.world.actor(role, **changes), id=f"Agreement:{agreement}")
    assert {code for _, code, _ in answer.errors} <= {"FORBIDDEN"}
    node = answer.data["node"]
    if node is None:
        return None
    assert node["timeline"]["totalCount"] == len(node["timeline"]["edges"])
    return [edge["node"] for edge in reversed(node["timeline"]["edges"])]


async def test_every_party_reads_what_happened_in_order(both: Both) -> None:
    agreement = await invited(both)
    for move, role in ((Move.ACCEPT, Role.GRADUATE), (Move.PASS, Role.DEPARTMENT), (Move.PASS, Role.SCHOOL), (Move.VOID, Role.SCHOOL)):
        await moved(both, agreement, move, role)
    for party in PARTIES:
        events = await told(both, agreement, party)
        assert events is not None
        assert [(each["roleLabel"], each["actionLabel"], each["statusBeforeLabel"], each["statusAfterLabel"]) for each in events] == [
            ("单位", "单位发起签约", None, "待毕业生应约"),
            ("毕业生", "毕业生应约", "待毕业生应约", "待院系审核"),
            ("院系", "审核通过", "待院系审核", "待学校审核"),
            ("学校", "审核通过", "待学校审核", "签约已生效"),
            ("学校", "学校作废", "签约已生效", "学校已作废"),
        ]
        assert [each["reason"] for each in events] == [None, None, None, None, REASON]
        assert [each["at"] for each in events] == sorted({each["at"] for each in events})
        assert [(each["action"], each["role"], each["statusAfter"]) for each in events[:2]] == [
            ("AGREEMENT_INVITE", "EMPLOYER", "PENDING_GRADUATE"),
            ("AGREEMENT_ACCEPT", "GRADUATE", "PENDING_DEPARTMENT"),
        ]


async def test_only_who_reads_the_audit_reads_by_whose_account_and_from_where(both: Both) -> None:
    agreement = await invited(both)
    await moved(both, agreement, Move.ACCEPT, Role.GRADUATE)
    await moved(both, agreement, Move.PASS, Role.DEPARTMENT)
    (last,) = [each["auditEntry"] for each in (await told(both, agreement, Role.SCHOOL) or [])[-1:]]
    assert last == {"account": {"username": "10001RR"}, "address": "192.0.2.1"}
    # The entries are the school's to read; the ministry reads all of them, but manages no account of a school's department.
    assert all(each["auditEntry"]["address"] == "192.0.2.1" for each in await told(both, agreement, Role.MINISTRY) or [])
    for party in (Role.PROVINCE, Role.EMPLOYER, Role.GRADUATE, Role.DEPARTMENT):
        events = await told(both, agreement, party)
        assert events
        assert [each["auditEntry"] for each in events] == [None, None, None]


async def test_whoever_does_not_see_the_agreement_sees_nothing_of_its_timeline(both: Both) -> None:
    agreement, world = await invited(both), both.stage.world
    assert await told(both, agreement, Role.GRADUATE, person_id=world.classmate.person_id) is None
    assert await told(both, agreement, Role.EMPLOYER, employer_id=world.other_employer.id) is None
    assert await told(both, agreement, Role.DEPARTMENT, department_id=world.lower_department.id) is None
    assert await told(both, agreement, Role.SCHOOL, school_id=world.neighbour_school.id) is None
    # Nor by the ID of an entry, which is the audit's.
    (entry,) = await Audit.filter(record_id=str(agreement))
    for role, changes in ((Role.EMPLOYER, {"employer_id": world.other_employer.id}), (Role.PROVINCE, {"province_code": "31"})):
        answer = await both.reads.ask(
            "query($id: ID!) { node(id: $id) { id } }", world.actor(role, **changes), id=f"AgreementEvent:{entry.id}"
        )
        assert (answer.data, answer.errors.total()) == ({"node": None}, 0)


async def test_an_employer_reads_that_it_was_declined_and_not_by_whom(both: Both) -> None:
    agreement, world = await invited(both), both.stage.world
    await moved(both, agreement, Move.REJECT, Role.GRADUATE)
    text = "query($id: ID!) { node(id: $id) { ... on Agreement { graduate { name } timeline(first: 9) { edges { node { %s } } } } } }"
    leaves = "id action actionLabel role roleLabel statusBefore statusAfter reason at"
    answer = await both.reads.ask(text % leaves, world.actor(Role.EMPLOYER), id=f"Agreement:{agreement}")
    assert answer.data["node"]["graduate"] is None
    assert [each["node"]["roleLabel"] for each in answer.data["node"]["timeline"]["edges"]] == ["毕业生", "单位"]
    for secret in (world.graduate.name, str(world.graduate.id), str(world.graduate.person_id), "huazhenshen"):
        assert secret not in str(answer.data)


async def test_an_entry_that_names_no_agreement_is_in_no_timeline_and_harms_none(both: Both) -> None:
    agreement = await invited(both)
    sealed: dict[str, Any] = {"chain": "nation", "seal_key": "00000000", "seal": "0" * 64}
    for number, named in enumerate(("1", str(both.stage.world.graduate.id), "not-a-uuid-but-exactly-36-characters")):
        of: dict[str, Any] = {"record_kind": RecordKind.AGREEMENT, "record_id": named, "chain_seq": 100 + number}
        entry = await Audit.create(role=Role.SYSTEM, action=ActName.AGREEMENT_EXPIRE, **of, **sealed)
        answer = await both.reads.ask(
            "query($id: ID!) { node(id: $id) { id } }", both.stage.world.actor(Role.MINISTRY), id=f"AgreementEvent:{entry.id}"
        )
        assert (answer.data, answer.errors.total()) == ({"node": None}, 0)
    assert [each["action"] for each in await told(both, agreement, Role.MINISTRY) or []] == ["AGREEMENT_INVITE"]


WORKLIST: Final = "{ worklist { code count dueAt } }"


async def waiting(both: Both, role: Role, **changes: Any) -> dict[str, int]:
    """Return what waits for somebody: code -> how many, where there are any."""
    answer = await both.reads.ask(WORKLIST, both.stage.world.actor(role, **changes))
    assert not answer.errors
    return {item["code"]: item["count"] for item in answer.data["worklist"] if item["count"]}


async def test_an_agreement_waits_for_one_after_the_other(both: Both) -> None:
    turns = (Role.GRADUATE, Role.DEPARTMENT, Role.SCHOOL)
    agreement = await invited(both)

    async def whose() -> list[Any]:
        found = [await waiting(both, role) for role in turns]
        return [{code: count for code, count in each.items() if not code.endswith("SETUP_MISSING")} for each in found]

    assert await whose() == [{"INVITATIONS_TO_ANSWER": 1}, {}, {}]
    await moved(both, agreement, Move.ACCEPT, Role.GRADUATE)
    assert await whose() == [{}, {"SIGNINGS_TO_REVIEW": 1}, {}]
    await moved(both, agreement, Move.PASS, Role.DEPARTMENT)
    assert await whose() == [{}, {}, {"SIGNINGS_TO_REVIEW": 1}]
    await moved(both, agreement, Move.PASS, Role.SCHOOL)
    assert await whose() == [{}, {}, {}]


async def test_an_invitation_tells_its_deadline_and_waits_only_for_its_own_graduate(both: Both) -> None:
    agreement, world = await invited(both), both.stage.world
    answer = await both.reads.ask(WORKLIST, world.actor(Role.GRADUATE))
    (item,) = (each for each in answer.data["worklist"] if each["code"] == "INVITATIONS_TO_ANSWER")
    deadline = (await Agreement.get(id=agreement)).reply_deadline
    assert deadline is not None
    assert item == {"code": "INVITATIONS_TO_ANSWER", "count": 1, "dueAt": deadline.isoformat()}
    assert await waiting(both, Role.GRADUATE, person_id=world.classmate.person_id) == {}
    assert not any(each["dueAt"] for each in answer.data["worklist"] if each is not item)


async def test_a_form_that_was_issued_waits_for_the_graduate_and_for_its_registered_employer(both: Both) -> None:
    world = both.stage.world
    terms = Terms(
        employer_name=world.employer.name,
        employer_uscc="91110000MA00000077",
        employer_contact="测试联系人",
        employer_phone="010-00000000",
        position="工程师",
        monthly_pay=9000,
        work_address="测试路2号",
        start_date=None,
    )
    agreement = await apply(both.stage.as_role(Role.GRADUATE), world.graduate.id, terms)
    assert await waiting(both, Role.DEPARTMENT) == {"FORMS_TO_REVIEW": 1}
    await moved(both, agreement, Move.FAIL, Role.DEPARTMENT)
    assert await waiting(both, Role.GRADUATE) == {"FORMS_TO_RESUBMIT": 1}
    assert [each["reason"] for each in await told(both, agreement, Role.GRADUATE) or []] == [None, REASON]


async def test_in_a_closed_class_year_nothing_waits(both: Both) -> None:
    await invited(both)
    await ClassYear.filter(year=OPEN_YEAR).update(state=ClassYearState.CLOSED)
    for role in (Role.GRADUATE, Role.SCHOOL, Role.PROVINCE):
        assert set(await waiting(both, role)) <= {"EMPLOYERS_TO_REVIEW"}


async def test_reading_only_leaves_a_department_without_work(both: Both) -> None:
    agreement = await invited(both)
    await moved(both, agreement, Move.ACCEPT, Role.GRADUATE)
    reads = dict.fromkeys(Module, AccessLevel.READ_ONLY)
    answer = await both.reads.ask(WORKLIST, both.stage.world.actor(Role.DEPARTMENT, levels=reads))
    assert answer.data == {"worklist": []}


GAPS: Final = "{ setupGaps(first: 100) { edges { node { schoolCode classYear feature missing missingLabel } } } }"


async def gaps(reads: Compiled, both: Both, role: Role) -> set[tuple[str, str, str]]:
    answer = await reads.ask(GAPS, both.stage.world.actor(role))
    nodes = [edge["node"] for edge in answer.data["setupGaps"]["edges"]]
    assert {each["classYear"] for each in nodes} <= {OPEN_YEAR}
    return {(each["schoolCode"], each["feature"], each["missing"]) for each in nodes}


async def test_what_is_open_and_not_set_up_waits_for_its_school_and_is_known_to_its_province(both: Both) -> None:
    world = both.stage.world
    assert await gaps(both.reads, both, Role.PROVINCE) == set()
    await open_feature(both.stage.as_role(Role.PROVINCE), Feature.ARCHIVE)
    assert await gaps(both.reads, both, Role.PROVINCE) == {("10001", "ARCHIVE", "SETUP"), ("10003", "ARCHIVE", "SETUP")}
    assert await gaps(both.reads, both, Role.SCHOOL) == await gaps(both.reads, both, Role.DEPARTMENT) == {("10001", "ARCHIVE", "SETUP")}
    assert await waiting(both, Role.SCHOOL) == {"ARCHIVE_SETUP_MISSING": 1}
    assert await waiting(both, Role.PROVINCE) == {"EMPLOYERS_TO_REVIEW": 1, "SCHOOLS_NOT_SET_UP": 2}
    of_year: dict[str, Any] = {"school": world.school, "province_code": "11", "class_year": OPEN_YEAR}
    await SchoolSetup.create(**of_year, feature=Feature.ARCHIVE, review_levels=ReviewLevels.SCHOOL_ONLY, reply_days=5, contact="x")
    assert await gaps(both.reads, both, Role.SCHOOL) == set()
    assert await waiting(both, Role.SCHOOL) == {}


async def test_signing_without_an_agreement_type_waits_for_the_province_first(both: Both) -> None:
    added = await School.create(province_id="11", identifier="4111010002", code="10002", name="中国人民大学")
    school = {"school_id": added.id}
    assert await gaps(both.reads, both, Role.PROVINCE) == {("10002", "DESTINATION", "AGREEMENT_TYPE")}
    assert await waiting(both, Role.SCHOOL, **school) == {}
    assert await waiting(both, Role.PROVINCE) == {"EMPLOYERS_TO_REVIEW": 1, "AGREEMENT_TYPES_MISSING": 1}
    of_year: dict[str, Any] = {**school, "province_code": "11", "class_year": OPEN_YEAR}
    await AgreementTypeSetting.create(**of_year, agreement_type=AgreementType.TWO_PARTY)
    assert await gaps(both.reads, both, Role.PROVINCE) == {("10002", "DESTINATION", "SETUP")}
    assert await waiting(both, Role.SCHOOL, **school) == {"SIGNING_SETUP_MISSING": 1}

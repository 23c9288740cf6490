"""The main job from the closed gate to the moving figure: a province opens, a school sets up, a signing is born and voided."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest_asyncio

from auth.passwords import Passwords
from models import Account, Department
from models.database import close_database, open_database
from rules.roles import AccessLevel, Role
from tests.journey.server import PASSWORD, Server, serving
from tests.world import World, build_world

FIGURES = """signingStatistics(classYear: 2023) {
  version graduates onlinePendingGraduate onlinePendingSchool onlineEffective onlineVoided signed
}"""
SEEN = "query($id: ID!) { node(id: $id) { ... on Agreement { inviteeName graduate { name } } } }"
MOVED = "{ agreement { id version status statusLabel agreementNumber } userErrors { code field message } }"


@dataclass(frozen=True)
class Shanghai:
    """上海 has opened nothing; these are its people."""

    server: Server
    world: World


async def accounts_of_shanghai(world: World) -> None:
    """Give 上海 its accounts, and everybody the journey's password."""
    passwords = Passwords(1)
    hashed = await passwords.hash(PASSWORD)
    passwords.close()
    everything: dict[str, Any] = dict.fromkeys(("employment_level", "archive_level", "hukou_level"), AccessLevel.READ_WRITE)
    department: Department = world.far_department
    for username, role, scope in (
        ("31jy20", Role.PROVINCE, {"province_code": "31"}),
        ("10246", Role.SCHOOL, {"province_code": "31", "school_id": world.far_school.id}),
        ("10246d", Role.DEPARTMENT, {"province_code": "31", "school_id": world.far_school.id, "department_id": department.id}),
        ("yuanfang", Role.GRADUATE, {"person_id": world.far_graduate.person_id}),
    ):
        await Account.create(username=username, display_name=username, role=role, password_hash=hashed, **everything, **scope)
    await Account.filter(id=world.accounts[Role.EMPLOYER].id).update(password_hash=hashed)


@pytest_asyncio.fixture(loop_scope="session")
async def shanghai(database_url: str) -> AsyncIterator[Shanghai]:
    """Yield a server over the small world, in which 上海 is still closed."""
    await open_database(database_url)
    try:
        world = await build_world()
        await accounts_of_shanghai(world)
    finally:
        await close_database()
    async with serving(database_url) as server:
        yield Shanghai(server, world)


async def open_the_gate(story: Shanghai, province: str, school: str) -> None:
    """Open the feature with types for every school, then set the school up."""
    opened = await story.server.data(
        "mutation($i: OpenFeatureInput!) { openFeature(input: $i) { featureSwitch { feature province { name } } userErrors { code } } }",
        province,
        i={"feature": "DESTINATION", "classYear": 2023, "agreementType": "TWO_PARTY"},
    )
    assert opened["openFeature"] == {"featureSwitch": {"feature": "DESTINATION", "province": {"name": "上海市"}}, "userErrors": []}
    set_up = await story.server.data(
        "mutation($i: SetUpSchoolInput!) { setUpSchool(input: $i) { setup { reviewLevels replyDays } userErrors { code } } }",
        school,
        i={
            "classYear": 2023,
            "feature": "DESTINATION",
            "reviewLevels": "DEPARTMENT_THEN_SCHOOL",
            "replyDays": 7,
            "contact": "就业中心 测试",
        },
    )
    assert set_up["setUpSchool"] == {"setup": {"reviewLevels": "DEPARTMENT_THEN_SCHOOL", "replyDays": 7}, "userErrors": []}


async def step(story: Shanghai, mutation: str, input_type: str, token: str, **given: object) -> dict[str, object]:
    """Take one step and return the agreement as it is then."""
    answer = await story.server.data(f"mutation($i: {input_type}!) {{ {mutation}(input: $i) {MOVED} }}", token, i=given)
    assert answer[mutation]["userErrors"] == []
    agreement: dict[str, object] = answer[mutation]["agreement"]
    return agreement


async def test_the_province_sees_each_step_of_a_signing_move_its_figures(shanghai: Shanghai) -> None:
    server, world = shanghai.server, shanghai.world
    province, school, department = [await server.log_in(name) for name in ("31jy20", "10246", "10246d")]
    graduate, employer = await server.log_in("yuanfang"), await server.log_in(world.accounts[Role.EMPLOYER].username)
    await open_the_gate(shanghai, province, school)
    invitation = {
        "school": f"School:{world.far_school.id}",
        "classYear": 2023,
        "name": world.far_graduate.name,
        "idNumber": world.id_number(world.far_graduate),
    }
    async with server.watching(f"subscription {{ {FIGURES} }}", province) as live:
        assert (await live.figures())["onlinePendingGraduate"] == 0
        sent = await step(shanghai, "inviteGraduate", "InviteGraduateInput", employer, **invitation)
        await live.until(onlinePendingGraduate=1)
        hidden = await server.data(SEEN, employer, id=sent["id"])
        assert hidden["node"] == {"inviteeName": world.far_graduate.name, "graduate": None}
        accepted = await step(shanghai, "acceptInvitation", "AcceptInvitationInput", graduate, id=sent["id"], version=sent["version"])
        await live.until(onlinePendingGraduate=0)
        review = {"id": sent["id"], "decision": "PASS"}
        passed = await step(shanghai, "reviewAgreement", "ReviewAgreementInput", department, **review, version=accepted["version"])
        await live.until(onlinePendingSchool=1)
        effective = await step(shanghai, "reviewAgreement", "ReviewAgreementInput", school, **review, version=passed["version"])
        assert effective["statusLabel"] == "签约鉴证通过"
        assert str(effective["agreementNumber"]).startswith("2023410246")
        await live.until(onlineEffective=1, signed=1)
        shown = await server.data(SEEN, employer, id=sent["id"])
        assert shown["node"]["graduate"] == {"name": world.far_graduate.name}
        void = {"id": sent["id"], "version": effective["version"], "reason": "信息有误"}
        voided = await step(shanghai, "voidAgreement", "VoidAgreementInput", school, **void)
        assert voided["agreementNumber"] == effective["agreementNumber"]
        last = await live.until(onlineVoided=1, signed=0)
    assert await server.data(f"{{ {FIGURES} }}", province) == {"signingStatistics": last}


async def test_a_closed_gate_refuses_an_invitation_and_says_what_to_do(shanghai: Shanghai) -> None:
    server, world = shanghai.server, shanghai.world
    employer = await server.log_in(world.accounts[Role.EMPLOYER].username)
    answer = await server.data(
        f"mutation($i: InviteGraduateInput!) {{ inviteGraduate(input: $i) {MOVED} }}",
        employer,
        i={
            "school": f"School:{world.far_school.id}",
            "classYear": 2023,
            "name": world.far_graduate.name,
            "idNumber": world.id_number(world.far_graduate),
        },
    )
    assert answer["inviteGraduate"]["agreement"] is None
    assert [error["code"] for error in answer["inviteGraduate"]["userErrors"]] == ["FEATURE_CLOSED"]


async def test_a_token_that_does_not_hold_is_answered_as_an_ended_session_and_not_as_a_stranger(shanghai: Shanghai) -> None:
    for header in ("Bearer nonsense", "Basic abc", "Bearer"):
        response = await shanghai.server.http.post("/graphql", json={"query": "{ __typename }"}, headers={"authorization": header})
        assert response.status_code == 401
        assert response.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


async def test_whoever_logs_in_is_told_its_menus_at_once_and_its_records_with_the_token(shanghai: Shanghai) -> None:
    login = """mutation($i: LoginInput!) { login(input: $i) {
        accessToken viewer { account menus { title isOpen } scope { school { name } } } } }"""
    given = {"query": login, "variables": {"i": {"account": "10246", "password": PASSWORD}}}
    answer = (await shanghai.server.http.post("/graphql", json=given)).json()
    viewer = answer["data"]["login"]["viewer"]
    assert {"title": "签约与登记设置", "isOpen": False} in viewer["menus"]
    assert viewer["scope"] == {"school": None}
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["UNAUTHENTICATED"]
    own = await shanghai.server.data("{ viewer { scope { province { name } school { name } } } }", answer["data"]["login"]["accessToken"])
    assert own == {"viewer": {"scope": {"province": {"name": "上海市"}, "school": {"name": "复旦大学"}}}}

"""A nation from its first account: each level makes the one below, codes become passwords, and a signing comes of it."""

import asyncio
import csv
import io
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pytest_asyncio

from demo.employers import fake_uscc
from models.database import close_database, open_database
from rules.identity import make_id_number
from tests.journey.server import PASSWORD, Server, run, serving
from tests.rosters import ROW, as_input
from tests.world import OPEN_YEAR, World, build_world

LEVELS: Final = dict.fromkeys(("employment", "archive", "hukou"), "READ_WRITE")
PERSON: Final = {"name": "新毕业", "idNumber": make_id_number("310000", date(2001, 1, 1), 7)}
DEPARTMENT: Final = "新学院"
COMPANY: Final = {
    "name": "上海测试公司",
    "nature": "39",
    "industry": "34",
    "division": "310000",
    "address": "测试路1号",
    "contactName": "测试联系人",
    "contactPhone": "021-00000000",
    "acceptsArchive": True,
    "solvesHukou": False,
}
ROSTER: Final = "{ graduates(first: 1) { edges { node { id } } } }"
REVOKED_WITHIN: Final = 1.5
"""Seconds after which a worker has certainly read the newest revocations."""


@dataclass(frozen=True)
class Nation:
    """A running server over places without a single password, and the code of the ministry's account."""

    server: Server
    world: World
    first_code: str

    async def done(self, mutation: str, input_type: str, wanted: str, token: str | None = None, **given: object) -> dict[str, Any]:
        """Do something that nothing is to be said against; return what was wanted of it."""
        document = f"mutation($i: {input_type}!) {{ {mutation}(input: $i) {{ {wanted} userErrors {{ code field message }} }} }}"
        payload: dict[str, Any] = (await self.server.data(document, token, i=given))[mutation]
        assert payload.pop("userErrors") == []
        return payload

    async def activated(self, account: str, code: str, name: str | None = None) -> str:
        """Turn a code into a password; return the token of whoever logs in with it, by this name or its account's."""
        await self.done("activateAccount", "ActivateAccountInput", "account", account=account, activationCode=code, newPassword=PASSWORD)
        return await self.server.log_in(name or account)

    async def made(self, kind: str, by: str, username: str, **given: object) -> str:
        """Make the account of a province, school or department; return its token."""
        given = {"username": username, "displayName": username, **given}
        payload = await self.done(f"create{kind}Account", f"Create{kind}AccountInput", "activationCode", by, **given)
        return await self.activated(username, payload["activationCode"])


@pytest_asyncio.fixture(loop_scope="session")
async def nation(database_url: str) -> AsyncIterator[Nation]:
    """Yield a server whose only account that can be activated is one that an operator has just made."""
    await open_database(database_url)
    try:
        world = await build_world()
    finally:
        await close_database()
    printed = await run(database_url, "accounts", "create", "moe1", "--role", "MINISTRY", "--name", "教育部")
    [line] = csv.DictReader(io.StringIO(printed))
    async with serving(database_url) as server:
        yield Nation(server, world, line["activation_code"])


async def open_the_gate(nation: Nation, province: str, school: str) -> None:
    """Let 上海 open the feature, and the school set itself up."""
    opening = {"feature": "DESTINATION", "classYear": OPEN_YEAR, "agreementType": "TWO_PARTY"}
    await nation.done("openFeature", "OpenFeatureInput", "featureSwitch { feature }", province, **opening)
    setup = {"classYear": OPEN_YEAR, "feature": "DESTINATION", "reviewLevels": "DEPARTMENT_THEN_SCHOOL", "contact": "就业中心"}
    await nation.done("setUpSchool", "SetUpSchoolInput", "setup { replyDays }", school, **setup)


async def enrolled(nation: Nation, school: str) -> str:
    """Put a graduate of a new department on the roster, hand it its code and let it confirm its data; return its token."""
    roster = {"classYear": OPEN_YEAR, "graduates": [as_input({**ROW, **PERSON, "department": DEPARTMENT})], "newDepartments": [DEPARTMENT]}
    on_roster = await nation.done("enrolGraduates", "EnrolGraduatesInput", "graduates", school, **roster)
    wanted = "codes { account code }"
    issued = await nation.done("issueActivationCodes", "IssueActivationCodesInput", wanted, school, graduates=on_roster["graduates"])
    [code] = issued["codes"]
    token = await nation.activated(code["account"], code["code"], name=PERSON["idNumber"])
    confirmed = {"graduate": on_roster["graduates"][0], "version": 1}
    await nation.done("confirmBasicData", "ConfirmBasicDataInput", "graduate { confirmedAt }", token, **confirmed)
    return token


async def department_of(nation: Nation, school: str) -> str:
    """Return the ID of the department that the roster has made."""
    asked = "{ viewer { scope { school { departments(first: 10) { edges { node { id name } } } } } } }"
    edges = (await nation.server.data(asked, school))["viewer"]["scope"]["school"]["departments"]["edges"]
    [found] = [edge["node"]["id"] for edge in edges if edge["node"]["name"] == DEPARTMENT]
    return str(found)


async def approved_employer(nation: Nation, province: str) -> str:
    """Register an employer, submit it and have it reviewed; return its token."""
    account = {"username": "shanghai_ceshi", "password": PASSWORD}
    await nation.done("registerEmployer", "RegisterEmployerInput", "account", uscc=fake_uscc("31", 4711), details=COMPANY, **account)
    token = await nation.server.log_in(account["username"])
    own = (await nation.server.data("{ employerRegistrations(first: 2) { edges { node { id version } } } }", token))[
        "employerRegistrations"
    ]
    [mine] = [edge["node"] for edge in own["edges"]]
    seen = {"employer": mine["id"], "version": mine["version"]}
    wanted = "registration { version status }"
    waiting = await nation.done("submitEmployer", "SubmitEmployerInput", wanted, token, **seen)
    seen["version"] = waiting["registration"]["version"]
    reviewed = await nation.done("reviewEmployer", "ReviewEmployerInput", wanted, province, **seen, decision="APPROVE")
    assert reviewed["registration"]["status"] == "APPROVED"
    return token


async def step(nation: Nation, mutation: str, input_type: str, token: str, **given: object) -> dict[str, Any]:
    """Take one step of a signing; return the agreement as it is then."""
    wanted = "agreement { id version status agreementNumber }"
    agreement: dict[str, Any] = (await nation.done(mutation, input_type, wanted, token, **given))["agreement"]
    return agreement


async def test_from_one_account_of_the_ministry_each_level_makes_the_next_until_a_graduate_signs(nation: Nation) -> None:
    far = f"School:{nation.world.far_school.id}"
    ministry = await nation.activated("moe1", nation.first_code)
    province = await nation.made("Province", ministry, "31jy9", province="Province:31")
    school = await nation.made("School", province, "10246", school=far, levels=LEVELS)
    await open_the_gate(nation, province, school)
    graduate = await enrolled(nation, school)
    department = await nation.made("Department", school, "10246xin", department=await department_of(nation, school), levels=LEVELS)
    employer = await approved_employer(nation, province)
    invitation = {"school": far, "classYear": OPEN_YEAR, **PERSON}
    sent = await step(nation, "inviteGraduate", "InviteGraduateInput", employer, **invitation)
    accepted = await step(nation, "acceptInvitation", "AcceptInvitationInput", graduate, id=sent["id"], version=sent["version"])
    passing = {"id": sent["id"], "decision": "PASS"}
    passed = await step(nation, "reviewAgreement", "ReviewAgreementInput", department, **passing, version=accepted["version"])
    effective = await step(nation, "reviewAgreement", "ReviewAgreementInput", school, **passing, version=passed["version"])
    assert effective["status"] == "EFFECTIVE"
    assert effective["agreementNumber"].startswith("2023410246")


async def test_a_school_that_is_disabled_is_out_within_a_second_and_its_departments_can_do_nothing(nation: Nation) -> None:
    ministry = await nation.activated("moe1", nation.first_code)
    province = await nation.made("Province", ministry, "31jy9", province="Province:31")
    school = await nation.made("School", province, "10246", school=f"School:{nation.world.far_school.id}", levels=LEVELS)
    place = f"Department:{nation.world.far_department.id}"
    department = await nation.made("Department", school, "10246zhe", department=place, levels=LEVELS)
    assert (await nation.server.data(ROSTER, department))["graduates"]["edges"]
    asked = '{ accounts(first: 1, filter: {username: {eq: "10246"}}) { edges { node { id version } } } }'
    [edge] = (await nation.server.data(asked, province))["accounts"]["edges"]
    seen = {"account": edge["node"]["id"], "version": edge["node"]["version"]}
    await nation.done("disableAccount", "ExplainedAccountInput", "account { isEnabled }", province, **seen, reason="离岗")
    await asyncio.sleep(REVOKED_WITHIN)
    answer = await nation.server.ask("{ viewer { account } }", school)
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["UNAUTHENTICATED"]
    answer = await nation.server.ask(ROSTER, department)
    assert [error["extensions"]["code"] for error in answer["errors"]] in (["FORBIDDEN"], ["UNAUTHENTICATED"])
    still = await nation.server.data("{ viewer { account } }", province)
    assert still == {"viewer": {"account": "31jy9"}}

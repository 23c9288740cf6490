"""A season of each role over real sockets: what waits for it, what it does, what it is refused and told, and what it sees of it then."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest_asyncio

from models import Employer, Graduate
from rules.agreement import Status
from rules.employer import EmployerStatus
from rules.roles import Role
from tests.journey.conftest import give_passwords
from tests.journey.season import FIGURES, WATCH, Person, Season, can, seen
from tests.journey.server import serving
from tests.patience import PATIENCE
from tests.world import World, employer_standing

REVIEW = "mutation Review($i: ReviewAgreementInput!) { reviewAgreement(input: $i) { agreement { id } } }"


@pytest_asyncio.fixture(loop_scope="session")
async def season(database: str, world: World, tmp_path: Path) -> AsyncIterator[Season]:
    """Yield a server over the world, in which everybody has a password."""
    await give_passwords()
    async with serving(database, files_url=f"file://{tmp_path}/files") as server:
        yield Season(server, world)


async def test_journey_of_a_graduate(season: Season) -> None:
    world, mine = season.world, season.world.graduate
    first = await season.there_is(Status.PENDING_GRADUATE, graduate=mine)
    other = await season.there_is(Status.PENDING_GRADUATE, graduate=mine, employer=world.other_employer)
    await season.there_is(Status.PENDING_GRADUATE, graduate=world.classmate)
    await Graduate.filter(id=mine.id).update(confirmed_at=None)
    graduate = await season.log_in(Role.GRADUATE)
    await confirms(graduate, str(f"Agreement:{first.id}"))

    waiting = (await graduate.work())["INVITATIONS_TO_ANSWER"]
    assert (waiting["label"], waiting["count"]) == ("待应约的签约邀请", 2)
    invitations = await graduate.shown(waiting)
    assert {row["employerName"] for row in invitations} == {world.employer.name, world.other_employer.name}
    assert waiting["dueAt"] == min(row["replyDeadline"] for row in invitations)
    assert [can(row) for row in invitations] == [{"ACCEPT": [], "REJECT": []}] * 2

    accepted = await graduate.does("acceptInvitation", "AcceptInvitationInput", **seen(await graduate.row(str(f"Agreement:{first.id}"))))
    assert (accepted["statusLabel"], accepted["waitsForLabel"]) == ("待院系审核", "院系")
    second = await graduate.row(other)
    assert can(second) == {"ACCEPT": ["SLOT_TAKEN"], "REJECT": []}
    refusal = await graduate.is_refused("acceptInvitation", "AcceptInvitationInput", **seen(second))
    assert refusal == (
        "SLOT_TAKEN",
        None,
        "该毕业生已有审核中或已生效的去向，不能再签约、补登或登记其他去向。请等待审核结果，或先办理解约或作废。",
    )
    await graduate.does("rejectInvitation", "RejectInvitationInput", **seen(second))
    assert await graduate.waits() == {}
    assert await graduate.counts() == {"PENDING_DEPARTMENT": 1, "REJECTED_BY_GRADUATE": 1}

    for role in (Role.DEPARTMENT, Role.SCHOOL):
        reviewer = await season.log_in(role)
        await reviewer.does("reviewAgreement", "ReviewAgreementInput", **seen(await reviewer.row(first)), decision="PASS")
    effective = await graduate.row(first)
    assert (effective["statusLabel"], effective["waitsForLabel"], can(effective)) == ("签约审核通过", None, {"TERMINATE": []})
    assert effective["agreementNumberLabel"].startswith("2023410001")
    told = await graduate.timeline(effective["id"])
    assert [each[:2] for each in told] == [("毕业生", "毕业生应约"), ("院系", "审核通过"), ("学校", "审核通过")]
    assert await graduate.is_denied(f"{{ {FIGURES} }}")


async def confirms(graduate: Person, invitation: str) -> None:
    """Look through one's basic data and confirm them; before that, no invitation is answered."""
    assert can(await graduate.row(invitation)) == {"ACCEPT": ["BASICS_UNCONFIRMED"], "REJECT": ["BASICS_UNCONFIRMED"]}
    code, _, message = await graduate.is_refused("acceptInvitation", "AcceptInvitationInput", **seen(await graduate.row(invitation)))
    assert (code, message) == ("BASICS_UNCONFIRMED", "请先核对并确认基本信息，再办理签约。如信息有误，请联系学校更正。")
    waiting = (await graduate.work())["BASICS_TO_CONFIRM"]
    assert (waiting["label"], waiting["count"]) == ("待确认的基本信息", 1)
    [basics] = await graduate.shown(waiting)
    assert (basics["name"], basics["mobile"], basics["confirmedAt"]) == ("花贞沈", "19900000001", None)
    given = {"graduate": basics["id"], "version": basics["version"]}
    done = await graduate.payload("confirmBasicData", "ConfirmBasicDataInput", "graduate { id confirmedAt version }", **given)
    assert (done["userErrors"], done["graduate"]["version"]) == ([], basics["version"] + 1)
    assert done["graduate"]["confirmedAt"] is not None


async def test_journey_of_an_employer(season: Season) -> None:
    world = season.world
    issued = await season.there_is(Status.PROTOCOL_ISSUED, graduate=world.directed_graduate, online=False, employer=world.employer)
    await season.there_is(Status.PENDING_GRADUATE, employer=world.other_employer)
    employer = await season.log_in(Role.EMPLOYER)

    waiting = await employer.work()
    assert {code: item["count"] for code, item in waiting.items() if item["count"]} == {"SCANS_TO_UPLOAD": 1}
    [form] = await employer.shown(waiting["SCANS_TO_UPLOAD"])
    assert (form["id"], form["statusLabel"], len(form["agreementNumber"])) == (f"Agreement:{issued.id}", "协议已生成 待回传", 19)
    returned = await employer.does("uploadScan", "UploadScanInput", **seen(form), upload=await employer.uploads())
    assert (returned["statusLabel"], await employer.waits()) == ("待签约审核 (待院系审核)", {})

    typed = season.invitation(world.graduate, position="工程师", monthlyPay=9000)
    refusal = await employer.is_refused("inviteGraduate", "InviteGraduateInput", **typed | {"name": "花贞"})
    assert refusal == ("INVITEE_NOT_FOUND", None, "未找到与所填信息一致的毕业生。请与毕业生核对学校、届别、姓名和身份证号后重新填写。")
    sent = await employer.does("inviteGraduate", "InviteGraduateInput", **typed)
    assert (sent["statusLabel"], sent["inviteeName"], sent["graduate"]) == ("待毕业生应约", world.graduate.name, None)
    refusal = await employer.is_refused("inviteGraduate", "InviteGraduateInput", **typed)
    assert refusal == ("DUPLICATE_INVITATION", None, "已向该毕业生发起签约且仍在有效期内。请等待回应，或撤回后重新发起。")
    withdrawn = await employer.does("withdrawInvitation", "AgreementInput", **seen(sent))
    assert withdrawn["statusLabel"] == "单位已撤回"
    again = await employer.does("inviteGraduate", "InviteGraduateInput", **typed)

    graduate = await season.log_in(Role.GRADUATE)
    await graduate.does("acceptInvitation", "AcceptInvitationInput", **seen(again))
    accepted = await employer.row(again["id"])
    assert (accepted["statusLabel"], accepted["graduate"]) == ("待院系审核", {"name": world.graduate.name, "department": {"name": "RR"}})
    refusal = await employer.is_refused("inviteGraduate", "InviteGraduateInput", **typed)
    assert refusal[0] == "SLOT_TAKEN"
    assert await employer.counts() == {"WITHDRAWN": 1, "PENDING_DEPARTMENT": 1, "SIGN_PENDING_DEPARTMENT": 1}
    assert await employer.is_denied(f"{{ {FIGURES} }}")


async def test_an_employer_sees_the_clock_expire_its_invitation_and_sends_another(season: Season) -> None:
    overdue = await season.there_is(
        Status.PENDING_GRADUATE, graduate=season.world.graduate, reply_deadline=season.world.graduate.created_at
    )
    employer, school = await season.log_in(Role.EMPLOYER), await season.log_in(Role.SCHOOL)
    async with season.server.watching(WATCH, school.token) as live, asyncio.timeout(PATIENCE):
        await live.until(onlineExpired=1)
    expired = await employer.row(overdue)
    assert (expired["statusLabel"], expired["agreementNumberLabel"]) == ("签约逾期未回应 签约失败", "签约信息生效后生成")
    assert await employer.timeline(expired["id"]) == [("系统", "签约逾期未回应", "签约逾期未回应", None)]
    sent = await employer.does("inviteGraduate", "InviteGraduateInput", **season.invitation(season.world.graduate))
    assert await employer.counts() == {"EXPIRED": 1, "PENDING_GRADUATE": 1}
    assert sent["id"] != expired["id"]


async def test_journey_of_a_department(season: Season) -> None:
    world = season.world
    bad = await season.there_is(Status.PENDING_DEPARTMENT)
    good = await season.there_is(Status.PENDING_DEPARTMENT)
    await season.there_is(Status.PROTOCOL_PENDING_DEPARTMENT, online=False)
    await season.there_is(Status.SIGN_PENDING_DEPARTMENT, online=False)
    await season.there_is(Status.PENDING_DEPARTMENT, graduate=world.classmate)
    department = await season.log_in(Role.DEPARTMENT)

    work = await department.work()
    assert {code: item["count"] for code, item in work.items() if item["count"]} == {
        "SIGNINGS_TO_REVIEW": 2,
        "FORMS_TO_REVIEW": 1,
        "SCANS_TO_REVIEW": 1,
    }
    row = await department.row(bad)
    assert can(row) == {"PASS": [], "FAIL": []}
    refusal = await department.is_refused("reviewAgreement", "ReviewAgreementInput", **seen(row), decision="FAIL")
    assert refusal == ("REASON_REQUIRED", "reason", "请填写原因后再提交。")
    failed = await department.does("reviewAgreement", "ReviewAgreementInput", **seen(row), decision="FAIL", reason="岗位与专业不符")
    assert failed["statusLabel"] == "签约审核不通过 (院系审核不通过)"
    assert await department.timeline(failed["id"]) == [("院系", "审核不通过", "签约审核不通过", "岗位与专业不符")]

    rest = [seen(row) for item in (await department.work()).values() for row in await department.shown(item)]
    wanted = "results { agreement { statusLabel } userErrors { code } }"
    told = await department.payload("reviewAgreements", "ReviewAgreementsInput", wanted, agreements=rest, decision="PASS")
    assert told["userErrors"] == []
    labels = ["待学校审核", "待就业协议审核 (待学校审核)", "待签约审核 (待学校审核)"]
    assert told["results"] == [{"agreement": {"statusLabel": label}, "userErrors": []} for label in labels]
    assert await department.waits() == {}
    counts = {"REVIEW_REJECTED": 1, "PENDING_SCHOOL": 1, "PROTOCOL_PENDING_SCHOOL": 1, "SIGN_PENDING_SCHOOL": 1}
    assert await department.counts() == counts
    assert (await department.row(good))["waitsForLabel"] == "学校"
    assert await department.is_denied(f"{{ {FIGURES} }}")


async def test_journey_of_a_school(season: Season) -> None:
    first = await season.there_is(Status.PENDING_SCHOOL)
    await season.there_is(Status.PENDING_SCHOOL, graduate=season.world.classmate)
    await season.there_is(Status.SIGN_PENDING_SCHOOL, online=False)
    await season.there_is(Status.PENDING_SCHOOL, graduate=season.world.neighbour_graduate)
    school = await season.log_in(Role.SCHOOL)

    work = await school.work()
    assert await school.waits() == {"SIGNINGS_TO_REVIEW": 2, "SCANS_TO_REVIEW": 1}
    async with season.server.watching(WATCH, school.token) as live:
        before = await live.figures()
        assert before["onlinePendingSchool"] == 2
        rows = [seen(row) for name in ("SIGNINGS_TO_REVIEW", "SCANS_TO_REVIEW") for row in await school.shown(work[name])]
        told = await school.payload(
            "reviewAgreements", "ReviewAgreementsInput", "results { userErrors { code } }", agreements=rows, decision="PASS"
        )
        assert told["results"] == [{"userErrors": []}] * 3
        await live.until(onlinePendingSchool=0, onlineEffective=2, signed=before["signed"] + 3)

        effective = await school.row(first)
        assert (effective["statusLabel"], can(effective)) == ("签约审核通过", {"VOID": []})
        stale = {"id": effective["id"], "version": effective["version"] - 1, "reason": "信息有误"}
        refusal = await school.is_refused("voidAgreement", "VoidAgreementInput", **stale)
        assert refusal == ("CHANGED_MEANWHILE", None, "该记录刚刚被更新。请刷新，核对最新内容后重试。")
        voided = await school.does("voidAgreement", "VoidAgreementInput", **seen(effective), reason="信息有误")
        assert (voided["statusLabel"], voided["agreementNumber"]) == ("学校已作废", effective["agreementNumber"])
        figures = await live.until(onlineVoided=1, onlineEffective=1, signed=before["signed"] + 2)
    assert await season.server.data(f"{{ {FIGURES} }}", school.token) == {"signingStatistics": figures}
    assert await school.counts() == {"EFFECTIVE": 2, "VOIDED": 1}
    [row] = await school.rows(chosen={"status": {"eq": "VOIDED"}})
    assert await school.timeline(row["id"]) == [("学校", "审核通过", "签约已生效", None), ("学校", "学校作废", "学校已作废", "信息有误")]
    assert await school.waits() == {}


async def test_journey_of_a_province(season: Season) -> None:
    world = season.world
    pending = world.pending_employer
    await Employer.filter(id=pending.id).update(**employer_standing(EmployerStatus.PENDING_REVIEW))
    waiting = await season.there_is(Status.PENDING_SCHOOL, graduate=world.neighbour_graduate)
    await season.there_is(Status.PENDING_SCHOOL, graduate=world.far_graduate)
    province = await season.log_in(Role.PROVINCE)

    assert await province.waits() == {"EMPLOYERS_TO_REVIEW": 1}
    [registration] = await province.shown((await province.work())["EMPLOYERS_TO_REVIEW"])
    assert (registration["name"], registration["status"]) == (pending.name, "PENDING_REVIEW")
    mine = {"employer": registration["id"], "version": registration["version"]}
    review = ("reviewEmployer", "ReviewEmployerInput", "registration { status }")
    refused = await province.payload(*review, **mine, decision="REJECT")
    assert refused == {
        "registration": None,
        "userErrors": [{"code": "REASON_REQUIRED", "field": "reason", "message": "请填写原因后再提交。"}],
    }
    assert await province.payload(*review, **mine, decision="APPROVE") == {"registration": {"status": "APPROVED"}, "userErrors": []}
    assert [row["name"] for row in await province.rows("employerRegistrations", {"status": {"eq": "PENDING_REVIEW"}})] == []

    opening: tuple[Any, ...] = ("openFeature", "OpenFeatureInput", "featureSwitch { feature }")
    assert await province.payload(*opening, feature="ARCHIVE") == {"featureSwitch": {"feature": "ARCHIVE"}, "userErrors": []}
    [refusal] = (await province.payload(*opening, feature="ARCHIVE"))["userErrors"]
    assert refusal["message"] == "本省已开启“档案信息登记”功能，一旦开启不可再关闭，无需重复开启。"
    assert await province.waits() == {"SCHOOLS_NOT_SET_UP": 2}
    gaps = await province.shown((await province.work())["SCHOOLS_NOT_SET_UP"])
    assert [(gap["schoolCode"], gap["feature"], gap["missingLabel"]) for gap in gaps] == [
        (code, "ARCHIVE", "待学校完成设置") for code in ("10001", "10003")
    ]

    async with season.server.watching(WATCH, province.token) as live:
        assert (await live.figures())["onlinePendingSchool"] == 1
        [row] = await province.rows()
        assert (row["id"], can(row)) == (f"Agreement:{waiting.id}", {})
        assert await province.is_denied(REVIEW, i={**seen(row), "decision": "PASS"})
        assert await season.as_neighbour(waiting) == "签约鉴证通过"
        await live.until(onlinePendingSchool=0, onlineEffective=1, signed=1)
    assert await province.counts() == {"EFFECTIVE": 1}


async def test_journey_of_the_ministry(season: Season) -> None:
    world = season.world
    waiting = await season.there_is(Status.PENDING_SCHOOL, graduate=world.neighbour_graduate)
    await season.there_is(Status.EFFECTIVE, graduate=world.far_graduate)
    ministry = await season.log_in(Role.MINISTRY)

    assert await ministry.work() == {}
    given = {"username": "31jy20", "displayName": "上海市", "province": "Province:31"}
    make = ("createProvinceAccount", "CreateProvinceAccountInput", "account { username isEnabled } activationCode")
    made = await ministry.payload(*make, **given)
    assert (made["account"], made["userErrors"]) == ({"username": "31jy20", "isEnabled": True}, [])
    assert made["activationCode"]
    refused = await ministry.payload(*make, **given)
    assert [(each["code"], each["message"]) for each in refused["userErrors"]] == [
        ("USERNAME_TAKEN", "该用户名已被使用。请换一个用户名后重新提交。")
    ]
    asked = '{ accounts(first: 9, filter: { username: { prefix: "31" } }) { totalCount edges { node { username displayName } } } }'
    found = (await season.server.data(asked, ministry.token))["accounts"]
    assert found == {"totalCount": 1, "edges": [{"node": {"username": "31jy20", "displayName": "上海市"}}]}

    async with season.server.watching(WATCH, ministry.token) as live:
        nation = await live.figures()
        assert (nation["onlinePendingSchool"], nation["signed"]) == (1, 1)
        assert await ministry.is_denied(REVIEW, i={**seen(await ministry.row(waiting)), "decision": "PASS"})
        await season.as_neighbour(waiting)
        await live.until(onlinePendingSchool=0, signed=2)
    rows = await ministry.rows(chosen={"status": {"eq": "EFFECTIVE"}})
    assert {row["graduate"]["name"] for row in rows} == {world.neighbour_graduate.name, world.far_graduate.name}
    assert await ministry.counts() == {"EFFECTIVE": 2}

"""What follows a destination, over real sockets: archive, household registration, confirmation, and a verifier without an account."""

from collections.abc import AsyncIterator
from typing import Any, Final

import pytest_asyncio

from models import Graduate
from models.database import close_database, open_database
from rules.agreement import Status
from rules.roles import Role
from tests.actions.stage import another_graduation
from tests.engines import Engine
from tests.journey.conftest import give_passwords
from tests.journey.season import Person, Season, can, seen
from tests.journey.server import serving
from tests.transfers import open_transfers
from tests.world import OPEN_YEAR, build_world

ACTIONS: Final = "availableActions { action allowed reasons { code } }"
ARCHIVE: Final = f"record {{ id version statusLabel waitsForLabel isChange dispatchStateLabel transferNo {ACTIONS} }}"
HUKOU: Final = f"record {{ id version statusLabel waitsForLabel isChange sourceLabel {ACTIONS} }}"
TERMINATION: Final = "termination { id version statusLabel }"
CONFIRMATION: Final = (
    "confirmation { id stateLabel transferNumber grants(first: 9) { edges { node { id version number stateLabel"
    " looks(first: 9) { edges { node { lookedBy keyKindLabel } } } } } } }"
)
STANDS: Final = CONFIRMATION.removeprefix("confirmation ")
VERIFY: Final = """mutation Verify($i: VerifyDestinationInput!) { verifyDestination(input: $i) {
  verified { name idNumber transferNumber sections { title lines { label value } } } userErrors { code message } } }"""
ENTRY: Final = {
    "transferType": "TALENT_AGENCY",
    "receiverName": "北京市测试区人才服务中心",
    "receiverDivision": "110108",
    "receiverAddress": "测试路3号",
    "receiverPerson": "测试联系人",
    "receiverPhone": "010-00000000",
}
MIGRATION: Final = {
    "migrationType": "TO_OTHER",
    "migrationReason": "GRADUATION",
    "destinationDivision": "110108",
    "destinationAddress": "测试路4号",
}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def season(engine: Engine) -> AsyncIterator[Season]:
    """Yield one server for the whole file, over a world in which both features are open and everybody has a password."""
    async with engine.fresh() as url:
        await open_database(url)
        try:
            world = await build_world()
            await open_transfers(world)
            await give_passwords()
            async with serving(url) as server:
                yield Season(server, world)
        finally:
            await close_database()


async def done(person: Person, mutation: str, wanted: str, input_type: str | None = None, **given: Any) -> dict[str, Any]:
    """Do something that nothing is to be said against; return what it is done to as it then is."""
    payload = await person.payload(mutation, input_type or f"{mutation[0].upper()}{mutation[1:]}Input", wanted, **given)
    assert payload["userErrors"] == []
    record: dict[str, Any] = payload[wanted.split()[0]]
    return record


async def graduation(season: Season, **more: Any) -> Graduate:
    """Return one more graduation of the person whose account logs in."""
    return await another_graduation(season.world.graduate, next(season.world.numbers), **more)


async def test_journey_of_an_archive(season: Season) -> None:
    mine = f"Graduate:{(await graduation(season, archive_in_school=True)).id}"
    graduate, department, school = [await season.log_in(role) for role in (Role.GRADUATE, Role.DEPARTMENT, Role.SCHOOL)]
    bad = await graduate.payload("submitArchive", "SubmitArchiveInput", ARCHIVE, graduate=mine, entry={"transferType": "EMPLOYER"})
    assert {each["field"] for each in bad["userErrors"]} == set(ENTRY) - {"transferType"}
    record = await done(graduate, "submitArchive", ARCHIVE, graduate=mine, entry=ENTRY)
    assert (record["statusLabel"], record["waitsForLabel"], can(record)) == ("待院系审核", "院系", {"CANCEL": []})
    assert (await department.waits())["ARCHIVES_TO_REVIEW"] == 1
    failed = await done(department, "reviewArchive", ARCHIVE, **seen(record), decision="FAIL", reason="接收地址不详")
    assert failed["statusLabel"] == "审核不通过 (院系审核不通过)"
    assert (await graduate.waits())["ARCHIVES_TO_RESUBMIT"] == 1
    record = await done(graduate, "resubmitArchive", ARCHIVE, **seen(failed), entry=ENTRY)
    for reviewer in (department, school):
        record = await done(reviewer, "reviewArchive", ARCHIVE, **seen(record), decision="PASS")
    assert (record["statusLabel"], record["dispatchStateLabel"]) == ("审核通过", "未寄出")

    assert (await school.waits())["ARCHIVES_TO_SEND"] == 1
    sent = await done(school, "sendArchive", ARCHIVE, **seen(record), mode="EMS", trackingNo="EX1")
    refused = await graduate.payload(
        "submitArchive", "SubmitArchiveInput", ARCHIVE, graduate=mine, entry={"transferType": "KEEP_AT_SCHOOL"}
    )
    assert [each["code"] for each in refused["userErrors"]] == ["ARCHIVE_DISPATCHED"]
    back = await done(school, "returnArchive", ARCHIVE, **seen(sent), reason="查无此单位")
    change = await done(graduate, "submitArchive", ARCHIVE, graduate=mine, entry={**ENTRY, "receiverName": "另一人才服务中心"})
    assert (back["dispatchStateLabel"], change["isChange"]) == ("已退回", True)
    for reviewer in (department, school):
        change = await done(reviewer, "reviewArchive", ARCHIVE, **seen(change), decision="PASS")
    again = await done(school, "sendArchive", ARCHIVE, **seen(change), mode="EMS", trackingNo="EX2")
    received = await done(school, "receiveArchive", ARCHIVE, "ArchiveRecordInput", **seen(again))
    assert received["dispatchStateLabel"] == "已签收"

    province, employer = await season.log_in(Role.PROVINCE), await season.log_in(Role.EMPLOYER)
    of_mine = {"graduate": {"eq": mine}}
    assert sorted(row["statusLabel"] for row in await province.rows("archiveRecords", of_mine)) == ["审核通过", "已被取代"]
    figures = "{ archiveStatistics(classYear: 2023) { approved received returned } }"
    assert (await season.server.data(figures, province.token))["archiveStatistics"] == {"approved": 1, "received": 1, "returned": 0}
    assert await employer.is_denied("query No { archiveRecords(first: 1) { totalCount } }")
    review = "mutation No($i: ReviewArchiveInput!) { reviewArchive(input: $i) { record { id } } }"
    assert await province.is_denied(review, i={**seen(received), "decision": "PASS"})


async def test_journey_of_a_household_registration(season: Season) -> None:
    row = await graduation(season)
    mine = {"graduate": f"Graduate:{row.id}"}
    graduate, department, school = [await season.log_in(role) for role in (Role.GRADUATE, Role.DEPARTMENT, Role.SCHOOL)]
    refused = await graduate.payload("submitHukou", "SubmitHukouInput", HUKOU, **mine, entry=MIGRATION)
    assert [each["code"] for each in refused["userErrors"]] == ["HUKOU_NOT_NEEDED"]
    corrected = await done(school, "correctGraduate", "graduate { version confirmedAt }", **mine, version=row.version, hukouInSchool=True)
    assert corrected["confirmedAt"] is None
    await done(graduate, "confirmBasicData", "graduate { id }", **mine, version=corrected["version"])
    record = await done(graduate, "submitHukou", HUKOU, **mine, entry=MIGRATION)
    taken = await school.payload("registerHukou", "RegisterHukouInput", HUKOU, **mine, entry=MIGRATION)
    assert [each["code"] for each in taken["userErrors"]] == ["RECORD_UNDER_WAY"]
    for reviewer in (department, school):
        assert (await reviewer.waits())["HUKOU_TO_REVIEW"] == 1
        record = await done(reviewer, "reviewHukou", HUKOU, **seen(record), decision="PASS")
    assert (record["statusLabel"], record["waitsForLabel"]) == ("审核通过", None)
    change = await done(graduate, "submitHukou", HUKOU, **mine, entry={"migrationType": "KEEP"})
    cancelled = await done(graduate, "cancelHukou", HUKOU, "HukouRecordInput", **seen(change))
    assert (change["isChange"], cancelled["statusLabel"]) == (True, "毕业生已取消")
    by_school = await done(school, "registerHukou", HUKOU, **mine, entry={"migrationType": "KEEP"})
    assert (by_school["statusLabel"], by_school["sourceLabel"]) == ("审核通过", "学校登记")
    province = await season.log_in(Role.PROVINCE)
    listed = await province.rows("hukouRecords", {"graduate": {"eq": mine["graduate"]}})
    assert sorted(each["status"] for each in listed) == ["APPROVED", "CANCELLED", "SUPERSEDED"]


async def test_journey_of_a_confirmation_and_of_a_verifier_without_an_account(season: Season) -> None:
    row = await graduation(season, archive_in_school=True)
    mine = f"Graduate:{row.id}"
    graduate, school, employer = [await season.log_in(role) for role in (Role.GRADUATE, Role.SCHOOL, Role.EMPLOYER)]
    waiting = await season.there_is(Status.PENDING_SCHOOL, graduate=row)
    signed = await school.does("reviewAgreement", "ReviewAgreementInput", **seen(await school.row(waiting)), decision="PASS")
    confirming = {"graduate": mine, "destination": signed["id"], "features": ["DESTINATION"], "days": 30}
    early = await graduate.payload("confirmDestination", "ConfirmDestinationInput", CONFIRMATION, **confirming)
    assert [each["code"] for each in early["userErrors"]] == ["ARCHIVE_MISSING"]
    await done(school, "registerArchive", ARCHIVE, graduate=mine, entry=ENTRY)
    made = await done(graduate, "confirmDestination", CONFIRMATION, **confirming)
    assert (made["stateLabel"], made["transferNumber"][:9]) == ("已确认", f"{OPEN_YEAR}10001")
    number = made["grants"]["edges"][0]["node"]["number"]

    nobody = await verified(season, "张三", number)
    assert nobody == (None, ["未核验到有效信息。请与毕业生核对姓名和编号，并确认其授权仍在有效期内。"])
    found, _ = await verified(season, row.name, number.lower())
    assert found is not None
    assert (found["idNumber"], [part["title"] for part in found["sections"]]) == (row.id_number_masked, ["毕业去向"])
    assert {"label": "签约单位", "value": signed["employerName"]} in found["sections"][0]["lines"]
    looked = await node(graduate, made["id"])
    looks = [edge["node"] for edge in looked["grants"]["edges"][0]["node"]["looks"]["edges"]]
    assert looks == [{"lookedBy": "海淀区公安局户籍科", "keyKindLabel": "核验编号"}]
    assert await employer.is_denied("query No { confirmations(first: 1) { totalCount } }")

    end = {"agreement": signed["id"], "version": signed["version"], "reason": "岗位取消"}
    ending = await done(employer, "requestTermination", TERMINATION, **end)
    ending = await done(graduate, "agreeToTermination", TERMINATION, "TerminationInput", **seen(ending))
    for role in (Role.DEPARTMENT, Role.SCHOOL):
        ending = await done(await season.log_in(role), "reviewTermination", TERMINATION, **seen(ending), decision="PASS")
    over = await node(graduate, made["id"])
    assert (over["stateLabel"], over["grants"]["edges"][0]["node"]["stateLabel"]) == ("需重新确认", "已撤销")
    assert await verified(season, row.name, number) == nobody
    granting = {"confirmation": made["id"], "features": ["DESTINATION"], "days": 7}
    refused = await graduate.payload("grantVerification", "GrantVerificationInput", "grant { id }", **granting)
    assert [each["code"] for each in refused["userErrors"]] == ["NOTHING_CONFIRMED"]


async def verified(season: Season, name: str, number: str) -> tuple[dict[str, Any] | None, list[str]]:
    """Ask as somebody without an account; return what is seen, and why nothing is."""
    asked = {"name": name, "number": number, "lookedBy": "海淀区公安局户籍科"}
    answer = (await season.server.data(VERIFY, i=asked))["verifyDestination"]
    return answer["verified"], [each["message"] for each in answer["userErrors"]]


async def node(graduate: Person, key: str) -> dict[str, Any]:
    """Return a confirmation as its graduate's page shows it."""
    document = f"query One($id: ID!) {{ node(id: $id) {{ ... on Confirmation {STANDS} }} }}"
    found: dict[str, Any] = (await graduate.server.data(document, graduate.token, id=key))["node"]
    return found

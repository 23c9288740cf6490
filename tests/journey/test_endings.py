"""Paper agreements and terminations over real sockets: each side does what its page lets it do, and sees what became of it."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import orjson
import pytest_asyncio

from rules.agreement import Status
from rules.roles import Role
from tests.journey.conftest import give_passwords
from tests.journey.season import Person, Season, can, seen
from tests.journey.server import serving
from tests.uploads import pdf
from tests.world import World

ACTIONS = "availableActions { action allowed reasons { code message } }"
FIELDS = f"id version statusLabel waitsForLabel {ACTIONS}"
SUPPLEMENT = f"supplement {{ {FIELDS} agreementNumber scans(first: 5) {{ totalCount }} terminations(first: 5) {{ totalCount }} }}"
TERMINATION = f"termination {{ {FIELDS} kindLabel initiatorLabel employerName agreementNumber }}"
PAPER = {"agreementNumber": "沪0001", "employerName": "线下签约单位", "employerUscc": "91110000MA00000077"}


@pytest_asyncio.fixture(loop_scope="session")
async def season(database: str, world: World, tmp_path: Path) -> AsyncIterator[Season]:
    """Yield a server over the world, in which everybody has a password."""
    await give_passwords()
    async with serving(database, files_url=f"file://{tmp_path}/files") as server:
        yield Season(server, world)


async def sent(person: Person, purpose: str) -> str:
    """Send a file; return its ID."""
    headers = {"authorization": f"Bearer {person.token}"}
    answer = await person.server.http.post(f"/files?purpose={purpose}", content=pdf(), headers=headers)
    assert answer.status_code == 201, answer.text
    return str(orjson.loads(answer.content)["id"])


async def done(person: Person, mutation: str, input_type: str, wanted: str, **given: Any) -> dict[str, Any]:
    """Do something that nothing is to be said against; return the record as it then is."""
    payload = await person.payload(mutation, input_type, wanted, **given)
    assert payload["userErrors"] == []
    record: dict[str, Any] = payload[wanted.split()[0]]
    return record


async def listed(person: Person, root: str, wanted: str) -> list[dict[str, Any]]:
    """Return the rows of a list as its page shows them."""
    selection = wanted.split("{", 1)[1].rsplit("}", 1)[0]
    found = await person.server.data(f"query Rows {{ {root}(first: 20) {{ edges {{ node {{ {selection} }} }} }} }}", person.token)
    return [edge["node"] for edge in found[root]["edges"]]


async def test_journey_of_a_paper_agreement_from_its_scan_to_its_end(season: Season) -> None:
    graduate, mine = await season.log_in(Role.GRADUATE), f"Graduate:{season.world.graduate.id}"
    wrong = {**PAPER, "employerUscc": "1", "agreementNumber": " "}
    scan = await sent(graduate, "SCAN")
    refused = await graduate.payload("submitSupplement", "SubmitSupplementInput", SUPPLEMENT, graduate=mine, paper=wrong, scan=scan)
    assert {each["field"] for each in refused["userErrors"]} == {"employerUscc", "agreementNumber"}
    submitted = await done(graduate, "submitSupplement", "SubmitSupplementInput", SUPPLEMENT, graduate=mine, paper=PAPER, scan=scan)
    assert (submitted["statusLabel"], submitted["waitsForLabel"], can(submitted)) == ("待院系审核", "院系", {"CANCEL": []})
    department, school = await season.log_in(Role.DEPARTMENT), await season.log_in(Role.SCHOOL)
    assert (await department.waits())["SUPPLEMENTS_TO_REVIEW"] == 1
    review = ("reviewSupplement", "ReviewSupplementInput", SUPPLEMENT)
    failed = await done(department, *review, **seen(submitted), decision="FAIL", reason="扫描件不清晰")
    assert failed["statusLabel"] == "审核不通过 (院系审核不通过)"
    assert (await graduate.waits())["SUPPLEMENTS_TO_RESUBMIT"] == 1
    again = {**seen(failed), "paper": PAPER, "scan": await sent(graduate, "SCAN")}
    record = await done(graduate, "resubmitSupplement", "ResubmitSupplementInput", SUPPLEMENT, **again)
    for reviewer in (department, school):
        record = await done(reviewer, *review, **seen(record), decision="PASS")
    assert (record["statusLabel"], record["scans"]["totalCount"]) == ("审核通过", 2)
    assert await (await season.log_in(Role.EMPLOYER)).is_denied("query No { supplements(first: 1) { totalCount } }")

    letter = await sent(graduate, "LETTER")
    end = {"supplement": record["id"], "version": record["version"], "reason": "单位同意解约", "letter": letter}
    asked = await done(graduate, "submitTermination", "SubmitTerminationInput", TERMINATION, **end)
    assert (asked["kindLabel"], asked["statusLabel"], asked["agreementNumber"]) == ("线下解约", "待院系审核", "沪0001")
    [before] = await listed(graduate, "supplements", SUPPLEMENT)
    assert (can(before), before["terminations"]["totalCount"]) == ({"TERMINATE": ["TERMINATION_UNDER_WAY"]}, 1)
    for reviewer in (department, school):
        asked = await done(reviewer, "reviewTermination", "ReviewTerminationInput", TERMINATION, **seen(asked), decision="PASS")
    [after] = await listed(school, "supplements", SUPPLEMENT)
    assert (asked["statusLabel"], after["statusLabel"], can(after)) == ("审核通过", "已解约", {})
    province = await season.log_in(Role.PROVINCE)
    assert [row["statusLabel"] for row in await listed(province, "terminations", TERMINATION)] == ["审核通过"]


async def test_journey_of_a_termination_that_the_employer_asks_for(season: Season) -> None:
    agreement = await season.there_is(Status.EFFECTIVE, graduate=season.world.graduate)
    employer, graduate = await season.log_in(Role.EMPLOYER), await season.log_in(Role.GRADUATE)
    row = await employer.row(agreement)
    assert can(row) == {"TERMINATE": []}
    end = {"agreement": row["id"], "version": row["version"], "reason": "岗位取消"}
    asked = await done(employer, "requestTermination", "RequestTerminationInput", TERMINATION, **end)
    assert (asked["statusLabel"], asked["waitsForLabel"], can(asked)) == ("待对方确认", "毕业生", {"WITHDRAW": []})
    refused = await graduate.payload("requestTermination", "RequestTerminationInput", TERMINATION, **end)
    assert [error["code"] for error in refused["userErrors"]] == ["TERMINATION_UNDER_WAY"]
    assert (await graduate.waits())["TERMINATIONS_TO_ANSWER"] == 1
    [to_answer] = await listed(graduate, "terminations", TERMINATION)
    assert can(to_answer) == {"AGREE": [], "REFUSE": []}
    no = await done(graduate, "refuseTermination", "RefuseTerminationInput", TERMINATION, **seen(to_answer), reason="希望继续履约")
    assert (no["statusLabel"], can(await graduate.row(agreement))) == ("对方不同意", {"TERMINATE": []})

    once_more = await done(employer, "requestTermination", "RequestTerminationInput", TERMINATION, **end)
    agreed = await done(graduate, "agreeToTermination", "TerminationInput", TERMINATION, **seen(once_more))
    for role in (Role.DEPARTMENT, Role.SCHOOL):
        reviewer = await season.log_in(role)
        assert (await reviewer.waits())["TERMINATIONS_TO_REVIEW"] == 1
        agreed = await done(reviewer, "reviewTermination", "ReviewTerminationInput", TERMINATION, **seen(agreed), decision="PASS")
    ended = await graduate.row(agreement)
    assert (agreed["statusLabel"], ended["statusLabel"], can(ended)) == ("审核通过", "已解约", {})
    assert ("学校", "解约生效", "已解约", None) in await graduate.timeline(ended["id"])

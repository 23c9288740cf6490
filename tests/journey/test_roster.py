"""A roster over real HTTP: a template filled in, tried, put right, imported, watched, and its graduates log in and confirm."""

import io
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Final

import pytest_asyncio
from python_calamine import CalamineWorkbook

from models import Graduate
from rules.roles import Role
from rules.roster_fields import field_of_heading
from tests.journey.conftest import give_passwords
from tests.journey.season import Person, Season
from tests.journey.server import PASSWORD, serving
from tests.rosters import ROW, Typed, changed, rows
from tests.sheets import xlsx
from tests.world import World

OUTCOME: Final = "state refusal newCount changedCount sameCount badCount problemCount"
WATCH: Final = f"subscription($id: ID!) {{ rosterImport(id: $id) {{ {OUTCOME} }} }}"
PROBLEMS: Final = """query($id: ID!) { node(id: $id) { ... on RosterImport {
  problems(first: 10) { totalCount edges { node { rowNumber label problem remedy } } } } } }"""
NOTHING: Final = {"refusal": None, "newCount": 0, "changedCount": 0, "sameCount": 0, "badCount": 0, "problemCount": 0}


@pytest_asyncio.fixture(loop_scope="session")
async def season(database: str, world: World, tmp_path: Path) -> AsyncIterator[Season]:
    """Yield a server over the world, in which everybody has a password."""
    await give_passwords()
    async with serving(database, files_url=f"file://{tmp_path}/files") as server:
        yield Season(server, world)


async def got(school: Person, path: str) -> bytes:
    """Return a workbook."""
    answer = await school.server.http.get(path, headers={"authorization": f"Bearer {school.token}"})
    assert answer.status_code == 200, answer.text
    return bytes(answer.content)


def table(content: bytes) -> list[list[Any]]:
    """Return what the first sheet of a workbook says."""
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


async def imported(school: Person, headings: list[str], typed: list[Typed], **how: Any) -> tuple[str, dict[str, Any]]:
    """Fill a template in, send it, ask for its import and watch it to its end; return its ID and how it ended."""
    names = [field.name for heading in headings if (field := field_of_heading(heading))]
    file = xlsx(*([row.get(name) for name in names] for row in typed), headings=headings)
    headers = {"authorization": f"Bearer {school.token}"}
    sent = await school.server.http.post("/files?purpose=ROSTER&name=2023.xlsx", content=file, headers=headers)
    given = {"file": sent.json()["id"], "classYear": 2023, **how}
    begun = await school.payload("importRoster", "ImportRosterInput", "rosterImport { id }", **given)
    assert begun["userErrors"] == []
    key = str(begun["rosterImport"]["id"])
    async with school.server.watching(WATCH, school.token, id=key) as live:
        told = [each["rosterImport"] async for each in live.to_its_end()]
    return key, told[-1]


async def test_journey_of_a_roster(season: Season) -> None:
    school = await season.log_in(Role.SCHOOL)
    headings = [str(heading) for heading in table(await got(school, "/rosters/template.xlsx"))[0]]
    slips = [changed(rows(3)[0], mobile="123"), changed(rows(3)[1], department="R R"), rows(3)[2]]

    key, tried = await imported(school, headings, slips, dryRun=True)
    assert tried == NOTHING | {"state": "DONE", "newCount": 1, "badCount": 2, "problemCount": 2}
    found = (await school.server.data(PROBLEMS, school.token, id=key))["node"]["problems"]
    told = [(node["rowNumber"], node["label"], node["problem"]) for node in (edge["node"] for edge in found["edges"])]
    assert told == [(2, "手机号码", "手机号码须为11位数字"), (3, "院系", "本校没有此院系")]
    report = table(await got(school, f"/rosters/{key.removeprefix('RosterImport:')}/problems.xlsx"))
    assert [row[:3] for row in report[1:]] == [list(each) for each in told]

    _, refused = await imported(school, headings, slips)
    assert (refused["state"], "2行有误" in refused["refusal"]) == ("REFUSED", True)
    assert not await Graduate.filter(name="新毕业").exists()
    _, done = await imported(school, headings, rows(3))
    assert done == NOTHING | {"state": "DONE", "newCount": 3}
    _, again = await imported(school, headings, [changed(rows(3)[0], name="改名者"), *rows(3)[1:]])
    assert again == NOTHING | {"state": "DONE", "changedCount": 1, "sameCount": 2}

    graduate = await activated(season, school)
    [basics] = await graduate.shown((await graduate.work())["BASICS_TO_CONFIRM"])
    assert basics["name"] == "改名者"
    seen = {"graduate": basics["id"], "version": basics["version"]}
    confirmed = await graduate.payload("confirmBasicData", "ConfirmBasicDataInput", "graduate { confirmedAt }", **seen)
    assert confirmed["userErrors"] == []
    await imported(school, headings, [changed(ROW, name="又改名")])
    assert [(each["name"], each["confirmedAt"]) for each in await graduate.rows("graduates")] == [("又改名", None)]


async def activated(season: Season, school: Person) -> Person:
    """Have the code of the first graduate issued and used; return whoever logs in then with the identity number."""
    key = f"Graduate:{(await Graduate.get(name='改名者')).id}"
    issued = await school.payload("issueActivationCodes", "IssueActivationCodesInput", "codes { account code }", graduates=[key])
    [code] = issued["codes"]
    given = {"account": code["account"], "activationCode": code["code"], "newPassword": PASSWORD}
    assert (await school.payload("activateAccount", "ActivateAccountInput", "account", **given))["userErrors"] == []
    return Person(season.server, await season.server.log_in(str(ROW["idNumber"])))

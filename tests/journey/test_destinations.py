"""Registering another destination over HTTP: a graduate, its department and school, and who only looks on, from form to void."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Final

import pytest_asyncio

from rules.record_terms import RecordStatus
from rules.roles import Role
from tests.journey.conftest import give_passwords
from tests.journey.season import Person, Season, seen
from tests.journey.server import serving
from tests.registrations import as_details, make_registration
from tests.transfers import open_transfers
from tests.world import World

SHOWN: Final = """registration { id version status statusLabel waitsForLabel categoryLabel groupLabel isSettled subtypeLabel
  proofs(first: 9) { totalCount edges { node { path } } }
  availableActions { action allowed }
  timeline(first: 9, orderBy: { field: CREATED_AT }) { edges { node { roleLabel actionLabel statusAfterLabel reason } } } }"""
LIST: Final = """query List($f: DestinationRegistrationFilter) { registrations(first: 9, filter: $f) { totalCount edges { node { id } } }
  registrationCounts(filter: $f) { status count } }"""
DESTINATION: Final = "query One($id: ID!) { node(id: $id) { ... on Graduate { destination { categoryLabel isSettled recordKind } } } }"
BLOCKS: Final = """query Blocks($id: ID!) { node(id: $id) { ... on DestinationRegistration {
  archive { transferTypeLabel receiverName } hukou { migrationType } } } }"""
ARCHIVE_FORM: Final = """query Form($g: ID!, $c: String) { archiveForm(graduate: $g, category: $c) {
  suggested types { transferType fields { name use } } } }"""
RECEIVER: Final = {
    "receiverName": "测试大学档案馆",
    "receiverDivision": "110108",
    "receiverAddress": "测试路5号",
    "receiverPerson": "测试联系人",
    "receiverPhone": "010-00000000",
}
REGISTERED: Final = """query Mine($g: ID!) { archiveRecords(first: 9, filter: { graduate: { eq: $g } }) { edges { node {
  status sourceLabel receiverName } } } }"""
FORMS: Final = "{ registrationForms { category proof fields { name use } } }"


@pytest_asyncio.fixture(loop_scope="session")
async def season(database: str, world: World, tmp_path: Path) -> AsyncIterator[Season]:
    """Yield a server over the world, in which everybody has a password."""
    await give_passwords()
    async with serving(database, files_url=f"file://{tmp_path}/files") as server:
        yield Season(server, world)


async def does(person: Person, mutation: str, input_type: str, **given: Any) -> dict[str, Any]:
    """Do something to a registration that nothing is to be said against; return it as it then is."""
    payload = await person.payload(mutation, input_type, SHOWN, **given)
    assert payload["userErrors"] == []
    registration: dict[str, Any] = payload["registration"]
    return registration


async def test_journey_of_another_destination_from_its_form_to_its_approval(season: Season) -> None:
    graduate, department, school = [await season.log_in(role) for role in (Role.GRADUATE, Role.DEPARTMENT, Role.SCHOOL)]
    mine = f"Graduate:{season.world.graduate.id}"
    await open_transfers(season.world)
    forms = {form["category"]: form for form in (await season.server.data(FORMS, graduate.token))["registrationForms"]}
    required = {field["name"] for field in forms["80"]["fields"] if field["use"] == "REQUIRED"}
    assert required == set(as_details("80")) - {"category", "proofs"}

    form = (await season.server.data(ARCHIVE_FORM, graduate.token, g=mine, c="80"))["archiveForm"]
    assert form["suggested"] == "ADMITTED_SCHOOL"
    asked = {each["transferType"]: {field["name"] for field in each["fields"] if field["use"] == "REQUIRED"} for each in form["types"]}
    typed = {"transferType": form["suggested"]}
    wanted = {"graduate": mine, "details": {"category": "80"}, "archive": typed}
    bad = await graduate.payload("submitRegistration", "SubmitRegistrationInput", SHOWN, **wanted)
    beside = {f"archive.{name}" for name in asked["ADMITTED_SCHOOL"]}
    assert {each["field"] for each in bad["userErrors"]} == {*required, "proofs", *beside}
    proof = await graduate.uploads("PROOF")
    typed |= RECEIVER
    wanted |= {"details": as_details("80", [proof]), "archive": typed}
    submitted = await does(graduate, "submitRegistration", "SubmitRegistrationInput", **wanted)
    beside_it = {"archive": {"transferTypeLabel": "转升学院校", "receiverName": "测试大学档案馆"}, "hukou": None}
    for reader in (graduate, department):
        assert (await season.server.data(BLOCKS, reader.token, id=submitted["id"]))["node"] == beside_it
    assert (submitted["statusLabel"], submitted["waitsForLabel"], submitted["subtypeLabel"]) == ("待院系审核", "院系", "研究生")
    assert (submitted["categoryLabel"], submitted["groupLabel"], submitted["isSettled"]) == ("升学（境内）", "升学", True)
    assert submitted["proofs"]["totalCount"] == 1

    assert await department.waits() == {"DESTINATIONS_TO_REVIEW": 1}
    path = submitted["proofs"]["edges"][0]["node"]["path"]
    got = await season.server.http.get(path, headers={"authorization": f"Bearer {department.token}"})
    assert (got.status_code, got.headers["content-type"]) == (200, "application/pdf")
    review = {"decision": "FAIL", "reason": "录取通知书不清晰"}
    failed = await does(department, "reviewRegistration", "ReviewRegistrationInput", **seen(submitted), **review)
    assert failed["statusLabel"] == "审核不通过 (院系审核不通过)"
    assert await graduate.waits() == {"DESTINATIONS_TO_RESUBMIT": 1}
    details = as_details("80", [await graduate.uploads("PROOF")], also=["startDate"])
    again = await does(graduate, "resubmitRegistration", "ResubmitRegistrationInput", **seen(failed), details=details, archive=typed)
    assert again["proofs"]["totalCount"] == 2
    passed = await does(department, "reviewRegistration", "ReviewRegistrationInput", **seen(again), decision="PASS")
    approved = await does(school, "reviewRegistration", "ReviewRegistrationInput", **seen(passed), decision="PASS")
    assert (approved["statusLabel"], approved["waitsForLabel"]) == ("审核通过", None)
    registered = (await season.server.data(REGISTERED, graduate.token, g=mine))["archiveRecords"]["edges"]
    assert [each["node"] for each in registered] == [
        {"status": "APPROVED", "sourceLabel": "随去向登记转入", "receiverName": "测试大学档案馆"}
    ]


async def test_journey_of_an_approved_destination_to_its_end(season: Season) -> None:
    world = season.world
    graduate, school, province, employer = [
        await season.log_in(role) for role in (Role.GRADUATE, Role.SCHOOL, Role.PROVINCE, Role.EMPLOYER)
    ]
    mine = f"Graduate:{world.graduate.id}"
    written = await make_registration(world.graduate, "80", RecordStatus.APPROVED)
    approved = {"id": f"DestinationRegistration:{written.id}", "version": written.version}
    node = (await season.server.data(DESTINATION, province.token, id=mine))["node"]
    assert node["destination"] == {"categoryLabel": "升学（境内）", "isSettled": True, "recordKind": "REGISTRATION"}
    chosen = {"group": {"eq": "FURTHER_STUDY"}, "graduateMatches": {"name": {"eq": world.graduate.name}}}
    listed = await season.server.data(LIST, province.token, f=chosen)
    assert listed["registrations"]["totalCount"] == 1
    assert {each["status"]: each["count"] for each in listed["registrationCounts"] if each["count"]} == {"APPROVED": 1}
    assert await employer.is_denied(LIST, f=chosen)
    keeping = "mutation Keep($i: RegistrationInput!) { keepRegistration(input: $i) { registration { id } } }"
    assert await province.is_denied(keeping, i=approved)

    asked = await does(graduate, "requestRegistrationVoid", "ExplainedRegistrationInput", **approved, reason="改为就业")
    assert asked["availableActions"] == [{"action": "KEEP", "allowed": True}]
    kept = await does(graduate, "keepRegistration", "RegistrationInput", **seen(asked))
    voided = await does(school, "voidRegistration", "ExplainedRegistrationInput", **seen(kept), reason="放弃入学")
    told = [edge["node"] for edge in voided["timeline"]["edges"]]
    assert [(each["roleLabel"], each["statusAfterLabel"]) for each in told] == [
        ("毕业生", "作废申请待院系审核"),
        ("毕业生", "审核通过"),
        ("学校", "已作废"),
    ]
    seeking = await does(graduate, "submitRegistration", "SubmitRegistrationInput", graduate=mine, details=as_details("70"))
    cancelled = await does(graduate, "cancelRegistration", "CancelRegistrationInput", **seen(seeking))
    assert cancelled["statusLabel"] == "毕业生已取消"
    assert (await season.server.data(DESTINATION, graduate.token, id=mine))["node"]["destination"] is None

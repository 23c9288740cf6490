"""Idempotency keys over HTTP: what a client that sends the same again is answered."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any, Final

import httpx
import pytest
import pytest_asyncio

from actions.context import SystemClock
from app.asgi import create_app
from app.settings import Settings
from models import Account, Agreement, Audit, IdempotencyKey
from rules.agreement import Status
from rules.roles import AccessLevel, Role
from tests.engines import everything_stored
from tests.outputs import async_client
from tests.sessions import SECRET, begun
from tests.world import OPEN_YEAR, World, build_world, make_agreement

REJECT: Final = """mutation($input: RejectInvitationInput!, $key: String) {
  done: rejectInvitation(input: $input, idempotencyKey: $key) { agreement { id status version } userErrors { code field message } }
}"""
INVITE: Final = """mutation($input: InviteGraduateInput!, $key: String) {
  done: inviteGraduate(input: $input, idempotencyKey: $key) { agreement { id status } userErrors { code } }
}"""
LEVELS: Final = """mutation($input: SetAccountLevelsInput!, $key: String) {
  done: setAccountLevels(input: $input, idempotencyKey: $key) { account { id version } userErrors { code } }
}"""


@dataclass
class Place:
    """The application over the world, and a client of it."""

    client: httpx.AsyncClient
    world: World
    tokens: dict[Role, str]

    async def ask(self, role: Role, document: str, **variables: Any) -> dict[str, Any]:
        """Return the whole answer to an account of a role."""
        headers = {"authorization": f"Bearer {self.tokens[role]}"}
        answer = await self.client.post("/graphql", json={"query": document, "variables": variables}, headers=headers)
        body: dict[str, Any] = answer.json()
        return body


@pytest_asyncio.fixture(loop_scope="session")
async def place(database_url: str) -> AsyncIterator[Place]:
    """Yield the application, with every account of the world logged in at the real time."""
    app = create_app(Settings(database_url=database_url, secret_key=SECRET))  # type: ignore[arg-type]  # pydantic makes a secret of it.
    async with app.router.lifespan_context(app), async_client(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        world = await build_world()
        now = SystemClock().now()
        tokens = {role: (await begun(account, now=now)).tokens.access_token for role, account in world.accounts.items()}
        yield Place(client, world, tokens)


async def invitation(place: Place) -> dict[str, Any]:
    """Return the input that rejects a new invitation whose deadline is far ahead."""
    agreement = await make_agreement(place.world, reply_deadline=SystemClock().now().replace(year=2999, month=1, day=1))
    return {"id": f"Agreement:{agreement.id}", "version": 1, "reason": "另有去向"}


def invited(place: Place) -> dict[str, Any]:
    """Return the input that invites the world's graduate."""
    graduate = place.world.graduate
    number = place.world.id_number(graduate)
    return {"school": f"School:{graduate.school_id}", "classYear": OPEN_YEAR, "name": graduate.name, "idNumber": number}


async def test_the_answer_is_the_first_one(place: Place) -> None:
    given = await invitation(place)
    first = await place.ask(Role.GRADUATE, REJECT, input=given, key="k")
    assert first["data"]["done"]["userErrors"] == []
    before = await everything_stored()
    assert await place.ask(Role.GRADUATE, REJECT, input=given, key="k") == first
    assert await everything_stored() == before
    again = await place.ask(Role.GRADUATE, REJECT, input=given)
    assert [error["code"] for error in again["data"]["done"]["userErrors"]] == ["MOVE_NOT_ALLOWED"]


async def test_the_same_input_is_the_same_however_it_is_written(place: Place) -> None:
    first = await place.ask(Role.EMPLOYER, INVITE, input=invited(place), key="k")
    given = invited(place)
    literal = """mutation($number: String!) { done: inviteGraduate(idempotencyKey: "k", input: {
      position: null, monthlyPay: null, idNumber: $number, name: "NAME", classYear: YEAR, school: "SCHOOL"
    }) { agreement { id status } userErrors { code } } }"""
    for said, value in (("NAME", given["name"]), ("YEAR", str(given["classYear"])), ("SCHOOL", given["school"])):
        literal = literal.replace(said, value)
    assert await place.ask(Role.EMPLOYER, literal, number=given["idNumber"]) == first
    assert await Agreement.all().count() == await IdempotencyKey.all().count() == 1


async def test_what_is_selected_is_no_part_of_the_input_and_is_read_as_it_is_now(place: Place) -> None:
    given = await invitation(place)
    await place.ask(Role.GRADUATE, REJECT, input=given, key="k")
    await Agreement.all().update(version=7)
    other = REJECT.replace("id status version", "statusLabel version")
    answer = await place.ask(Role.GRADUATE, other, input=given, key="k")
    assert answer["data"]["done"] == {"agreement": {"statusLabel": "毕业生拒绝 签约失败", "version": 7}, "userErrors": []}


async def test_the_same_key_for_something_else_is_refused_and_says_what_to_do(place: Place) -> None:
    given = await invitation(place)
    await place.ask(Role.GRADUATE, REJECT, input=given, key="k")
    before = await everything_stored()
    answer = await place.ask(Role.GRADUATE, REJECT, input=given | {"reason": "又改主意"}, key="k")
    assert answer["data"]["done"]["agreement"] is None
    [error] = answer["data"]["done"]["userErrors"]
    assert (error["code"], error["field"]) == ("IDEMPOTENCY_KEY_REUSED", "idempotencyKey")
    assert "请为本次操作生成新的幂等键" in error["message"]
    assert await everything_stored() == before


async def test_of_two_fields_of_one_document_with_one_key_the_second_is_told_or_refused(place: Place) -> None:
    one, other = await invitation(place), {"id": "Agreement:00000000-0000-0000-0000-000000000001", "version": 1}
    document = """mutation($one: RejectInvitationInput!, $other: RejectInvitationInput!) {
      first: rejectInvitation(input: $one, idempotencyKey: "k") { agreement { id version } userErrors { code } }
      same: rejectInvitation(input: $one, idempotencyKey: "k") { agreement { id version } userErrors { code } }
      other: rejectInvitation(input: $other, idempotencyKey: "k") { agreement { id } userErrors { code } }
      accepted: acceptInvitation(input: {id: "ID", version: 1}, idempotencyKey: "k") { agreement { id } userErrors { code } }
    }""".replace("ID", one["id"])
    data = (await place.ask(Role.GRADUATE, document, one=one, other=other))["data"]
    assert data["first"] == data["same"] == {"agreement": {"id": one["id"], "version": 2}, "userErrors": []}
    refused = {"agreement": None, "userErrors": [{"code": "IDEMPOTENCY_KEY_REUSED"}]}
    assert data["other"] == data["accepted"] == refused
    assert await Audit.all().count() == 1


@pytest.mark.parametrize("key", ["", "a b", "幂等", "x" * 65, "\n"])
async def test_what_is_no_key_is_bad_input_and_nothing_is_done(place: Place, key: str) -> None:
    given = await invitation(place)
    before = await everything_stored()
    answer = await place.ask(Role.GRADUATE, REJECT, input=given, key=key)
    assert answer["data"] is None
    [error] = answer["errors"]
    assert (error["path"], error["extensions"]["code"]) == (["done"], "BAD_USER_INPUT")
    assert not key.strip() or key not in str(error)
    assert await everything_stored() == before


async def test_null_is_no_key(place: Place) -> None:
    answer = await place.ask(Role.GRADUATE, REJECT, input=await invitation(place), key=None)
    assert answer["data"]["done"]["userErrors"] == []
    assert await IdempotencyKey.all().count() == 0


async def test_a_record_that_is_not_among_ones_rows_any_more_is_not_told_again(place: Place) -> None:
    given = await invitation(place)
    await place.ask(Role.GRADUATE, REJECT, input=given, key="k")
    await Agreement.all().delete()
    answer = await place.ask(Role.GRADUATE, REJECT, input=given, key="k")
    assert answer["data"]["done"] == {"agreement": None, "userErrors": []}
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["READ_AFTER_WRITE_FAILED"]


async def test_a_code_is_not_told_again(place: Place) -> None:
    account = await Account.get(id=place.world.accounts[Role.SCHOOL].id)
    document = """mutation($input: ExplainedAccountInput!) {
      done: resetPassword(input: $input, idempotencyKey: "k") { account { id } activationCode userErrors { code message } }
    }"""
    given = {"account": f"Account:{account.id}", "version": account.version, "reason": "遗忘密码"}
    first = (await place.ask(Role.PROVINCE, document, input=given))["data"]["done"]
    assert (first["userErrors"], bool(first["activationCode"])) == ([], True)
    before = await everything_stored()
    again = (await place.ask(Role.PROVINCE, document, input=given))["data"]["done"]
    assert (again["account"], again["activationCode"], again["userErrors"][0]["code"]) == (None, None, "SHOWN_ONCE")
    assert await everything_stored() == before


async def test_a_level_that_was_lowered_is_asked_for_again(place: Place) -> None:
    agreement = await make_agreement(place.world, status=Status.PENDING_SCHOOL)
    document = """mutation($input: ReviewAgreementInput!) {
      done: reviewAgreement(input: $input, idempotencyKey: "k") { agreement { id } userErrors { code } }
    }"""
    given = {"id": f"Agreement:{agreement.id}", "version": 1, "decision": "PASS"}
    assert (await place.ask(Role.SCHOOL, document, input=given))["data"]["done"]["agreement"]
    school = await Account.get(id=place.world.accounts[Role.SCHOOL].id)
    levels = {"employment": AccessLevel.READ_ONLY.name, "archive": "NONE", "hukou": "NONE"}
    lowered = {"account": f"Account:{school.id}", "version": school.version, "levels": levels}
    assert (await place.ask(Role.PROVINCE, LEVELS, input=lowered))["data"]["done"]["userErrors"] == []
    answer = await place.ask(Role.SCHOOL, document, input=given)
    assert "data" not in answer
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["FORBIDDEN"]

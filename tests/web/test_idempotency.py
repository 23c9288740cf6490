"""Idempotency keys over HTTP: what a client that sends the same again is answered."""

from typing import Any, Final

import pytest

from actions.context import SystemClock
from models import Account, Agreement, Audit, IdempotencyKey
from rules.agreement import Status
from rules.roles import AccessLevel, Role
from tests.engines import everything_stored
from tests.web.account_stage import Accounts
from tests.world import OPEN_YEAR, make_agreement

REJECT: Final = """mutation($input: RejectInvitationInput!, $key: String) {
  done: rejectInvitation(input: $input, idempotencyKey: $key) { agreement { id status version } userErrors { code field message } }
}"""
INVITE: Final = """mutation($input: InviteGraduateInput!, $key: String) {
  done: inviteGraduate(input: $input, idempotencyKey: $key) { agreement { id status } userErrors { code } }
}"""
LEVELS: Final = """mutation($input: SetAccountLevelsInput!, $key: String) {
  done: setAccountLevels(input: $input, idempotencyKey: $key) { account { id version } userErrors { code } }
}"""


async def invitation(accounts: Accounts) -> dict[str, Any]:
    """Return the input that rejects a new invitation whose deadline is far ahead."""
    agreement = await make_agreement(accounts.world, reply_deadline=SystemClock().now().replace(year=2999, month=1, day=1))
    return {"id": f"Agreement:{agreement.id}", "version": 1, "reason": "另有去向"}


def invited(accounts: Accounts) -> dict[str, Any]:
    """Return the input that invites the world's graduate."""
    graduate = accounts.world.graduate
    number = accounts.world.id_number(graduate)
    return {"school": f"School:{graduate.school_id}", "classYear": OPEN_YEAR, "name": graduate.name, "idNumber": number}


async def test_the_answer_is_the_first_one(accounts: Accounts) -> None:
    given = await invitation(accounts)
    first = await accounts.ask(Role.GRADUATE, REJECT, input=given, key="k")
    assert first["data"]["done"]["userErrors"] == []
    before = await everything_stored()
    assert await accounts.ask(Role.GRADUATE, REJECT, input=given, key="k") == first
    assert await everything_stored() == before
    again = await accounts.ask(Role.GRADUATE, REJECT, input=given)
    assert [error["code"] for error in again["data"]["done"]["userErrors"]] == ["MOVE_NOT_ALLOWED"]


async def test_the_same_input_is_the_same_however_it_is_written(accounts: Accounts) -> None:
    first = await accounts.ask(Role.EMPLOYER, INVITE, input=invited(accounts), key="k")
    given = invited(accounts)
    literal = """mutation($number: String!) { done: inviteGraduate(idempotencyKey: "k", input: {
      position: null, monthlyPay: null, idNumber: $number, name: "NAME", classYear: YEAR, school: "SCHOOL"
    }) { agreement { id status } userErrors { code } } }"""
    for said, value in (("NAME", given["name"]), ("YEAR", str(given["classYear"])), ("SCHOOL", given["school"])):
        literal = literal.replace(said, value)
    assert await accounts.ask(Role.EMPLOYER, literal, number=given["idNumber"]) == first
    assert await Agreement.all().count() == await IdempotencyKey.all().count() == 1


async def test_what_is_selected_is_no_part_of_the_input_and_is_read_as_it_is_now(accounts: Accounts) -> None:
    given = await invitation(accounts)
    await accounts.ask(Role.GRADUATE, REJECT, input=given, key="k")
    await Agreement.all().update(version=7)
    other = REJECT.replace("id status version", "statusLabel version")
    answer = await accounts.ask(Role.GRADUATE, other, input=given, key="k")
    assert answer["data"]["done"] == {"agreement": {"statusLabel": "毕业生拒绝 签约失败", "version": 7}, "userErrors": []}


async def test_the_same_key_for_something_else_is_refused_and_says_what_to_do(accounts: Accounts) -> None:
    given = await invitation(accounts)
    await accounts.ask(Role.GRADUATE, REJECT, input=given, key="k")
    before = await everything_stored()
    answer = await accounts.ask(Role.GRADUATE, REJECT, input=given | {"reason": "又改主意"}, key="k")
    assert answer["data"]["done"]["agreement"] is None
    [error] = answer["data"]["done"]["userErrors"]
    assert (error["code"], error["field"]) == ("IDEMPOTENCY_KEY_REUSED", "idempotencyKey")
    assert "请为本次操作生成新的幂等键" in error["message"]
    assert await everything_stored() == before


async def test_of_two_fields_of_one_document_with_one_key_the_second_is_told_or_refused(accounts: Accounts) -> None:
    one, other = await invitation(accounts), {"id": "Agreement:00000000-0000-0000-0000-000000000001", "version": 1}
    document = """mutation($one: RejectInvitationInput!, $other: RejectInvitationInput!) {
      first: rejectInvitation(input: $one, idempotencyKey: "k") { agreement { id version } userErrors { code } }
      same: rejectInvitation(input: $one, idempotencyKey: "k") { agreement { id version } userErrors { code } }
      other: rejectInvitation(input: $other, idempotencyKey: "k") { agreement { id } userErrors { code } }
      accepted: acceptInvitation(input: {id: "ID", version: 1}, idempotencyKey: "k") { agreement { id } userErrors { code } }
    }""".replace("ID", one["id"])
    data = (await accounts.ask(Role.GRADUATE, document, one=one, other=other))["data"]
    assert data["first"] == data["same"] == {"agreement": {"id": one["id"], "version": 2}, "userErrors": []}
    refused = {"agreement": None, "userErrors": [{"code": "IDEMPOTENCY_KEY_REUSED"}]}
    assert data["other"] == data["accepted"] == refused
    assert await Audit.all().count() == 1


@pytest.mark.parametrize("key", ["", "a b", "幂等", "x" * 65, "\n"])
async def test_what_is_no_key_is_bad_input_and_nothing_is_done(accounts: Accounts, key: str) -> None:
    given = await invitation(accounts)
    before = await everything_stored()
    answer = await accounts.ask(Role.GRADUATE, REJECT, input=given, key=key)
    assert answer["data"] is None
    [error] = answer["errors"]
    assert (error["path"], error["extensions"]["code"]) == (["done"], "BAD_USER_INPUT")
    assert not key.strip() or key not in str(error)
    assert await everything_stored() == before


async def test_null_is_no_key(accounts: Accounts) -> None:
    answer = await accounts.ask(Role.GRADUATE, REJECT, input=await invitation(accounts), key=None)
    assert answer["data"]["done"]["userErrors"] == []
    assert await IdempotencyKey.all().count() == 0


async def test_a_record_that_is_not_among_ones_rows_any_more_is_not_told_again(accounts: Accounts) -> None:
    given = await invitation(accounts)
    await accounts.ask(Role.GRADUATE, REJECT, input=given, key="k")
    await Agreement.all().delete()
    answer = await accounts.ask(Role.GRADUATE, REJECT, input=given, key="k")
    assert answer["data"]["done"] == {"agreement": None, "userErrors": []}
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["READ_AFTER_WRITE_FAILED"]


async def test_a_code_is_not_told_again(accounts: Accounts) -> None:
    account = await Account.get(id=accounts.world.accounts[Role.SCHOOL].id)
    document = """mutation($input: ExplainedAccountInput!) {
      done: resetPassword(input: $input, idempotencyKey: "k") { account { id } activationCode userErrors { code message } }
    }"""
    given = {"account": f"Account:{account.id}", "version": account.version, "reason": "遗忘密码"}
    first = (await accounts.ask(Role.PROVINCE, document, input=given))["data"]["done"]
    assert (first["userErrors"], bool(first["activationCode"])) == ([], True)
    before = await everything_stored()
    again = (await accounts.ask(Role.PROVINCE, document, input=given))["data"]["done"]
    assert (again["account"], again["activationCode"], again["userErrors"][0]["code"]) == (None, None, "SHOWN_ONCE")
    assert await everything_stored() == before


async def test_a_level_that_was_lowered_is_asked_for_again(accounts: Accounts) -> None:
    agreement = await make_agreement(accounts.world, status=Status.PENDING_SCHOOL)
    document = """mutation($input: ReviewAgreementInput!) {
      done: reviewAgreement(input: $input, idempotencyKey: "k") { agreement { id } userErrors { code } }
    }"""
    given = {"id": f"Agreement:{agreement.id}", "version": 1, "decision": "PASS"}
    assert (await accounts.ask(Role.SCHOOL, document, input=given))["data"]["done"]["agreement"]
    school = await Account.get(id=accounts.world.accounts[Role.SCHOOL].id)
    levels = {"employment": AccessLevel.READ_ONLY.name, "archive": "NONE", "hukou": "NONE"}
    lowered = {"account": f"Account:{school.id}", "version": school.version, "levels": levels}
    assert (await accounts.ask(Role.PROVINCE, LEVELS, input=lowered))["data"]["done"]["userErrors"] == []
    answer = await accounts.ask(Role.SCHOOL, document, input=given)
    assert "data" not in answer
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["FORBIDDEN"]

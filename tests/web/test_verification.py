"""Whoever verifies without an account is told one thing whatever is wrong, after the same time, and tries only so often."""

import asyncio
from datetime import timedelta
from time import monotonic
from typing import Any

import httpx

from actions.context import SystemClock
from models import VerificationGrant, VerificationLook
from resolvers.confirmation import ANSWER_SECONDS
from rules.agreement import Status
from rules.confirmation import ConfirmationState, GrantState
from rules.throttling import VERIFICATION_BY_ADDRESS, VERIFICATION_BY_SERIES
from tests.confirmations import make_confirmation
from tests.engines import everything_stored
from tests.outputs import async_client
from tests.web.account_stage import Accounts
from tests.world import make_agreement

VERIFY = """mutation($name: String!, $number: String!) {
  verifyDestination(input: {name: $name, number: $number, lookedBy: "测试派出所"}) {
    verified { name idNumber schoolName sections { feature } } userErrors { code message field retryAfter }
  }
}"""


async def look(accounts: Accounts, name: str, number: str, address: str = "192.0.2.1") -> dict[str, Any]:
    """Verify from an address, without an account; return the payload."""
    transport = httpx.ASGITransport(accounts.app, client=(address, 4711))
    async with async_client(transport=transport, base_url="http://test") as client:
        answer = await client.post("/graphql", json={"query": VERIFY, "variables": {"name": name, "number": number}})
    payload: dict[str, Any] = answer.json()["data"]["verifyDestination"]
    return payload


async def confirmed(accounts: Accounts) -> tuple[VerificationGrant, str]:
    """Return an authorisation of the world's graduate that holds now, and the transfer number."""
    agreement = await make_agreement(accounts.world, status=Status.EFFECTIVE)
    until = SystemClock().now() + timedelta(days=1)
    confirmation, grant, _ = await make_confirmation(agreement, expires_at=until)
    return grant, confirmation.transfer_number


async def test_whatever_is_wrong_the_answer_is_the_same_and_takes_as_long_and_leaves_no_trace(accounts: Accounts) -> None:
    grant, transfer = await confirmed(accounts)
    name = accounts.world.graduate.name
    stale = await make_agreement(accounts.world, status=Status.EFFECTIVE, graduate=accounts.world.classmate)
    _, revoked, _ = await make_confirmation(stale, state=ConfirmationState.STALE)
    before = await everything_stored()

    async def told(name: str, number: str) -> tuple[dict[str, Any], bool]:
        begun = monotonic()
        answer = await look(accounts, name, number)
        return answer, monotonic() - begun >= ANSWER_SECONDS

    wrong = (
        ("姜培", grant.number),
        (name, "ABCDEFGHJKMN9999"),
        (accounts.world.classmate.name, revoked.number),
        (name, "not a number"),
        ("姜培", transfer),
        (name, f"{transfer[:-1]}9"),
    )
    answers = await asyncio.gather(*(told(*each) for each in wrong))
    assert all(answer == answers[0][0] and is_late for answer, is_late in answers)
    assert [error["code"] for error in answers[0][0]["userErrors"]] == ["VERIFICATION_FAILED"]
    await VerificationGrant.filter(id=grant.id).update(expires_at=SystemClock().now() - timedelta(seconds=1))
    assert await told(name, grant.number) == answers[0]
    await VerificationGrant.filter(id=grant.id).update(expires_at=grant.expires_at)
    assert await everything_stored() == before


async def test_what_was_authorised_is_shown_masked_and_the_look_is_kept(accounts: Accounts) -> None:
    grant, transfer = await confirmed(accounts)
    graduate = accounts.world.graduate
    by_grant, by_transfer = await look(accounts, graduate.name, grant.number.lower()), await look(accounts, graduate.name, transfer)
    assert by_grant["verified"]["idNumber"] == by_transfer["verified"]["idNumber"] == graduate.id_number_masked
    assert [part["feature"] for part in by_grant["verified"]["sections"]] == ["DESTINATION", "ARCHIVE"]
    assert [part["feature"] for part in by_transfer["verified"]["sections"]] == ["ARCHIVE"]
    kept = await VerificationLook.filter(grant_id=grant.id, address="192.0.2.1").order_by("created_at").values_list("looked_by", "key_kind")
    assert kept == [("测试派出所", "VERIFICATION"), ("测试派出所", "TRANSFER")]
    assert await VerificationGrant.filter(id=grant.id, state=GrantState.ACTIVE).exists()


async def test_one_network_is_mistaken_only_so_often_and_others_still_verify(accounts: Accounts) -> None:
    grant, _ = await confirmed(accounts)
    name = accounts.world.graduate.name
    # Of an IPv6 network one has as many addresses as one likes.
    tries = (look(accounts, name, f"ZZZZZZZZZZZZ{each:04d}", f"2001:db8::{each + 1:x}") for each in range(VERIFICATION_BY_ADDRESS.times))
    assert {error["code"] for answer in await asyncio.gather(*tries) for error in answer["userErrors"]} == {"VERIFICATION_FAILED"}
    refused = await look(accounts, name, grant.number, "2001:db8::ffff")
    assert (refused["verified"], refused["userErrors"][0]["code"]) == (None, "TOO_MANY_ATTEMPTS")
    assert (await look(accounts, name, grant.number, "2001:db8:0:1::1"))["verified"]["name"] == name


async def test_transfer_numbers_of_a_school_are_tried_only_so_often_by_one_name_from_anywhere_and_other_numbers_go_on(
    accounts: Accounts,
) -> None:
    grant, transfer = await confirmed(accounts)
    name = accounts.world.graduate.name
    tries = (
        look(accounts, name, f"{transfer[:9]}{9_000_000 + each}", f"198.51.{each // 250}.{each % 250}")
        for each in range(VERIFICATION_BY_SERIES.times)
    )
    assert {error["code"] for answer in await asyncio.gather(*tries) for error in answer["userErrors"]} == {"VERIFICATION_FAILED"}
    refused = await look(accounts, name, transfer, "203.0.113.1")
    assert (refused["verified"], refused["userErrors"][0]["code"]) == (None, "TOO_MANY_ATTEMPTS")
    assert (await look(accounts, name, grant.number, "203.0.113.1"))["verified"]["name"] == name
    assert [error["code"] for error in (await look(accounts, "姜培", transfer, "203.0.113.1"))["userErrors"]] == ["VERIFICATION_FAILED"]

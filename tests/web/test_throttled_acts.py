"""Acts that could be used to find people out are done only so often, whoever does them."""

from datetime import date, timedelta
from typing import Any

from models import Audit
from rules.roles import Role
from rules.throttling import INVITEE_BY_EMPLOYER, REVEAL_BY_ACCOUNT, SEARCH_BY_ACCOUNT
from tests.engines import everything_stored
from tests.outputs import OUTPUTS
from tests.web.account_stage import Accounts
from tests.world import OPEN_YEAR, World

REVEAL = "mutation($i: RevealIdentityNumberInput!) { done: revealIdentityNumber(input: $i) { idNumber userErrors { code retryAfter } } }"
INVITE = "mutation($i: InviteGraduateInput!) { done: inviteGraduate(input: $i) { agreement { id } userErrors { code retryAfter } } }"
SEARCH = """query($f: GraduateFilter!) {
  graduates(first: 1, filter: $f) { totalCount }
  node(id: "DEPARTMENT") { ... on Department { graduates(first: 1, filter: $f) { totalCount } } }
}"""


async def done(accounts: Accounts, role: Role, document: str, **given: Any) -> dict[str, Any]:
    """Do something as an account of a role; return the payload."""
    payload: dict[str, Any] = (await accounts.ask(role, document, i=given))["data"]["done"]
    return payload


async def search(accounts: Accounts, role: Role, *numbers: str) -> dict[str, Any]:
    """Look for identity numbers as an account of a role, in two places at once; return the answer."""
    document = SEARCH.replace("DEPARTMENT", f"Department:{accounts.world.graduate.department_id}")
    return await accounts.ask(role, document, f={"idNumber": {"in": numbers}})


def codes(payload: dict[str, Any]) -> list[str]:
    return [error["code"] for error in payload["userErrors"]]


async def test_identity_numbers_are_shown_to_one_account_only_so_often_an_hour(accounts: Accounts) -> None:
    graduate = accounts.world.graduate
    asked = {"graduate": f"Graduate:{graduate.id}", "reason": "核对档案"}
    with OUTPUTS.revealing(accounts.world.id_number(graduate)):
        for _ in range(REVEAL_BY_ACCOUNT.times):
            assert codes(await done(accounts, Role.SCHOOL, REVEAL, **asked)) == []
        before = await everything_stored()
        refused = await done(accounts, Role.SCHOOL, REVEAL, **asked)
        assert (refused["idNumber"], codes(refused)) == (None, ["TOO_MANY_ATTEMPTS"])
        assert 1 <= refused["userErrors"][0]["retryAfter"] <= 3600
        assert await everything_stored() == before
        assert await Audit.filter(action="IDENTITY_REVEAL").count() == REVEAL_BY_ACCOUNT.times
        assert codes(await done(accounts, Role.GRADUATE, REVEAL, graduate=asked["graduate"])) == []


async def test_an_employer_misses_graduates_only_so_often_an_hour_and_what_it_finds_does_not_count(accounts: Accounts) -> None:
    world = accounts.world
    found = {
        "school": f"School:{world.school.id}",
        "classYear": OPEN_YEAR,
        "name": world.graduate.name,
        "idNumber": world.id_number(world.graduate),
    }
    missed = found | {"name": "无此人"}
    for _ in range(INVITEE_BY_EMPLOYER.times - 1):
        assert codes(await done(accounts, Role.EMPLOYER, INVITE, **missed)) == ["INVITEE_NOT_FOUND"]
    assert codes(await done(accounts, Role.EMPLOYER, INVITE, **found)) == []
    assert codes(await done(accounts, Role.EMPLOYER, INVITE, **missed)) == ["INVITEE_NOT_FOUND"]
    before = await everything_stored()
    for asked in (missed, found | {"name": world.classmate.name, "idNumber": world.id_number(world.classmate)}):
        assert codes(await done(accounts, Role.EMPLOYER, INVITE, **asked)) == ["TOO_MANY_ATTEMPTS"]
    assert await everything_stored() == before


def guesses(world: World, times: int) -> list[str]:
    """Return numbers that differ from a graduate's in the day of birth alone, which its masked form hides."""
    number = world.id_number(world.graduate)
    days = (date(1990, 1, 1) + timedelta(days=each) for each in range(times))
    return [f"{number[:6]}{day:%Y%m%d}{number[14:]}" for day in days]


async def test_a_masked_number_is_not_found_out_by_trying_all_that_it_may_be(accounts: Accounts) -> None:
    number = accounts.world.id_number(accounts.world.graduate)
    half = SEARCH_BY_ACCOUNT.times // 2
    tried = 0
    with OUTPUTS.revealing(number):
        while tried < half:
            portion = guesses(accounts.world, min(100, half - tried))
            answered = await search(accounts, Role.SCHOOL, *portion)
            assert "errors" not in answered
            tried += len(portion)
        refused = await search(accounts, Role.SCHOOL, number)
        assert refused["data"] == {"graduates": None, "node": None}
        assert [(error["path"], error["extensions"]["code"]) for error in refused["errors"]] == [
            (["graduates"], "RATE_LIMITED"),
            (["node"], "RATE_LIMITED"),
        ]
        assert all(1 <= error["extensions"]["retryAfter"] <= 86_400 for error in refused["errors"])
        found = await search(accounts, Role.PROVINCE, number)
        assert found["data"] == {"graduates": {"totalCount": 1}, "node": {"graduates": {"totalCount": 1}}}


async def test_more_numbers_at_once_than_a_day_allows_are_refused_whole(accounts: Accounts) -> None:
    alternatives = [{"idNumber": {"in": guesses(accounts.world, 100)}} for _ in range(SEARCH_BY_ACCOUNT.times // 100 + 1)]
    document = "query($f: GraduateFilter!) { done: graduates(first: 1, filter: $f) { totalCount } }"
    asked = {"query": document, "variables": {"f": {"or": alternatives}}}
    headers = {"authorization": f"Bearer {accounts.tokens[Role.SCHOOL]}"}
    answer = (await accounts.client.post("/graphql", json=asked, headers=headers)).json()
    assert (answer["data"], answer["errors"][0]["extensions"]["code"]) == ({"done": None}, "RATE_LIMITED")
    assert "errors" not in await search(accounts, Role.SCHOOL, accounts.world.id_number(accounts.world.graduate))

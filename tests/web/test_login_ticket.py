"""The ticket that a browser brings back from a provider: good once, for a minute, for the page that asked."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from actions.account import reset_password
from actions.entry import challenge_of
from models import Account, IdentityLink, LoginTicket, Session
from rules.roles import Role
from tests.actions.stage import CODES, Stage
from tests.auth.issuer import CLIENT_SECRET
from tests.web.provider_stage import Browser, Place


async def test_a_ticket_is_good_once(place: Place, browser: Browser) -> None:
    ticket = (await browser.log_in())["ticket"]
    assert (await browser.redeem(ticket))["accessToken"]
    assert [error["code"] for error in (await browser.redeem(ticket))["userErrors"]] == ["LOGIN_TICKET_INVALID"]


async def test_a_ticket_is_good_for_nobody_but_the_page_that_asked(place: Place, browser: Browser) -> None:
    """A ticket read off somebody's screen, or put into somebody else's page, opens nothing, and is spent by the attempt."""
    for wrong in ("", "another page's", challenge_of(browser.verifier), "长" * 100):
        ticket = (await browser.log_in())["ticket"]
        for verifier in (wrong, browser.verifier):
            assert [error["code"] for error in (await browser.redeem(ticket, verifier))["userErrors"]] == ["LOGIN_TICKET_INVALID"]
    assert not await Session.exists()


async def test_a_ticket_is_good_for_a_minute_and_not_for_an_account_that_was_reset_or_disabled(place: Place, browser: Browser) -> None:
    taken: tuple[dict[str, Any], ...] = ({"is_enabled": False}, {"epoch": 9})
    ticket = (await browser.log_in())["ticket"]
    [stored] = await LoginTicket.all()
    assert 55 < (stored.expires_at - stored.created_at).total_seconds() <= 60
    assert ticket not in str(await LoginTicket.all().values())
    await LoginTicket.all().update(expires_at=stored.created_at)
    answers = [await browser.redeem(ticket), await browser.redeem("made up")]
    for change in taken:
        ticket = (await browser.log_in())["ticket"]
        await Account.filter(username="10001").update(**change)
        answers.append(await browser.redeem(ticket))
        await Account.filter(username="10001").update(is_enabled=True, epoch=1)
    assert [answer["userErrors"] for answer in answers] == [answers[0]["userErrors"]] * 4
    assert not await Session.exists()


async def test_tickets_that_nobody_redeemed_are_swept_by_the_next_login(place: Place, browser: Browser) -> None:
    await browser.log_in()
    first = await LoginTicket.get()
    await LoginTicket.all().update(expires_at=first.created_at)
    await browser.log_in()
    assert first.digest not in {ticket.digest for ticket in await LoginTicket.all()}


async def test_the_page_is_told_which_providers_there_are(place: Place, browser: Browser) -> None:
    answer = await browser.http.post("/graphql", json={"query": "{ loginProviders { key title path } }"})
    assert answer.json()["data"]["loginProviders"] == [
        {"key": "jy", "title": "就业管理系统", "path": "/login/jy"},
        {"key": "chsi", "title": "学信网", "path": "/login/chsi"},
    ]


async def test_nothing_that_could_open_an_account_is_logged(
    place: Place, browser: Browser, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    number = place.world.id_number(place.world.graduate)
    place.issuer.said = {"id_card": number}
    address = await browser.agree(await browser.leave("chsi"))
    told = await browser.come_back(address)
    payload = await browser.redeem(told["ticket"])
    place.issuer.sign = lambda issuer, claims: "no token"
    await browser.log_in("chsi")
    # Browser and provider are the test's own: what they log is what they know anyway.
    said = "".join(
        [*(record.getMessage() for record in caplog.records if record.name not in {"httpx", "uvicorn.access"}), *capsys.readouterr()]
    )
    code = parse_qs(urlsplit(address).query)["code"][0]
    for secret in (told["ticket"], payload["accessToken"], code, number, CLIENT_SECRET, browser.verifier):
        assert secret not in said


async def test_a_reset_ends_the_link_too_so_that_the_next_subject_may_be_another(place: Place, browser: Browser) -> None:
    await browser.redeem((await browser.log_in())["ticket"])
    school = await Account.get(username="10001")
    province = Stage(place.world).as_role(Role.PROVINCE)
    await reset_password(province, CODES, school.id, version=school.version, reason="人员变动")
    assert not await IdentityLink.exists()
    place.issuer.subject = "subject-2"
    payload = await browser.redeem((await browser.log_in())["ticket"])
    assert payload["viewer"]["account"] == "10001"
    assert (await IdentityLink.get()).subject == "subject-2"

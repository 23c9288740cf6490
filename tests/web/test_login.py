"""Logging in through an outside provider: a real issuer, real redirects, and everything that a stranger would try on the way."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest

from models import Account, Audit, IdentityLink, LoginTicket, Session
from rules.roles import Role
from rules.sessions import LoginMethod
from rules.throttling import PROVIDER_BY_ADDRESS
from tests.auth.issuer import Claims
from tests.web.provider_stage import HERE, Browser, Place


async def test_whom_the_provider_knows_is_let_in_as_the_account_it_names(place: Place, browser: Browser) -> None:
    told = await browser.log_in()
    assert list(told) == ["ticket"]
    payload = await browser.redeem(told["ticket"])
    assert payload["userErrors"] == []
    assert payload["viewer"] == {"account": "10001", "role": "SCHOOL"}
    assert (await browser.viewer(payload["accessToken"]))["data"] == {"viewer": {"account": "10001"}}
    [session] = await Session.all()
    assert (session.account_id, session.method) == (place.world.accounts[Role.SCHOOL].id, LoginMethod.PROVIDER)
    [link] = await IdentityLink.all()
    assert (link.issuer, link.subject, link.account_id) == (place.issuer.url, "subject-1", session.account_id)
    assert await Audit.all().values_list("action", "account_id", "reason") == [("ACCOUNT_LINK", session.account_id, place.issuer.url)]
    assert not await LoginTicket.exists()


async def test_a_graduate_is_let_in_by_its_identity_number_without_ever_having_had_a_password(place: Place, browser: Browser) -> None:
    number = place.world.id_number(place.world.graduate)
    place.issuer.said = {"id_card": number.lower()}
    payload = await browser.redeem((await browser.log_in("chsi"))["ticket"])
    assert payload["viewer"] == {"account": "huazhenshen", "role": "GRADUATE"}
    assert not await Account.exists(username="huazhenshen", is_activated=True)


async def test_what_the_id_token_does_not_say_is_asked_for_beside_it(place: Place, browser: Browser) -> None:
    place.issuer.said, place.issuer.said_beside = {}, {"preferred_username": "11jy20"}
    assert (await browser.redeem((await browser.log_in())["ticket"]))["viewer"]["account"] == "11jy20"


async def test_user_information_of_somebody_else_is_not_believed(place: Place, browser: Browser) -> None:
    place.issuer.said, place.issuer.said_beside = {}, {"preferred_username": "11jy20", "sub": "somebody else"}
    assert await browser.log_in() == {"loginError": "REFUSED"}


async def test_the_way_out_says_all_that_the_way_back_is_checked_by(place: Place, browser: Browser) -> None:
    away = await browser.leave()
    assert away.status_code == 303
    asked = parse_qs(urlsplit(away.headers["location"]).query)
    assert asked["redirect_uri"] == [f"{HERE}/login/jy/callback"]
    assert asked["code_challenge_method"] == ["S256"]
    assert all(len(asked[name][0]) >= 43 for name in ("state", "nonce", "code_challenge"))
    cookie = away.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Path=/login" in cookie
    assert "Max-Age=600" in cookie
    assert browser.verifier not in cookie
    again = parse_qs(urlsplit((await browser.leave()).headers["location"]).query)
    assert all(again[name] != asked[name] for name in ("state", "nonce", "code_challenge"))


@pytest.mark.parametrize(
    "claims", [{"preferred_username": "nobody"}, {}, {"preferred_username": 10001}, {"preferred_username": "10001\x00"}]
)
async def test_whom_nobody_knows_here_is_not_let_in(place: Place, browser: Browser, claims: Claims) -> None:
    place.issuer.said = claims
    assert await browser.log_in() == {"loginError": "NO_ACCOUNT"}
    assert not await IdentityLink.exists()
    assert not await LoginTicket.exists()


@pytest.mark.parametrize(("provider", "claims"), [("jy", {"preferred_username": "moe"}), ("jy", {"preferred_username": "ceshi"})])
async def test_a_provider_speaks_only_for_the_roles_it_is_trusted_with(
    place: Place, browser: Browser, provider: str, claims: Claims
) -> None:
    place.issuer.said = claims
    assert await browser.log_in(provider) == {"loginError": "NO_ACCOUNT"}


async def test_a_number_is_not_taken_for_a_name_nor_a_name_for_a_number(place: Place, browser: Browser) -> None:
    number = place.world.id_number(place.world.graduate)
    place.issuer.said = {"preferred_username": number, "id_card": "10001"}
    for provider in ("jy", "chsi"):
        assert await browser.log_in(provider) == {"loginError": "NO_ACCOUNT"}


async def test_a_disabled_account_is_answered_as_one_that_does_not_exist(place: Place, browser: Browser) -> None:
    await browser.redeem((await browser.log_in())["ticket"])
    await Account.filter(username="10001").update(is_enabled=False)
    assert await browser.log_in() == {"loginError": "NO_ACCOUNT"}


async def test_once_linked_a_subject_is_its_account_whatever_is_claimed_later(place: Place, browser: Browser) -> None:
    await browser.redeem((await browser.log_in())["ticket"])
    place.issuer.said = {"preferred_username": "11jy20"}
    assert (await browser.redeem((await browser.log_in())["ticket"]))["viewer"]["account"] == "10001"


async def test_another_subject_that_claims_a_linked_account_is_not_let_in(place: Place, browser: Browser) -> None:
    await browser.redeem((await browser.log_in())["ticket"])
    place.issuer.subject = "subject-2"
    assert await browser.log_in() == {"loginError": "NO_ACCOUNT"}
    assert await IdentityLink.all().count() == 1


# What comes back to the browser's address


async def test_a_browser_that_never_left_does_not_come_back(place: Place, browser: Browser) -> None:
    """Login CSRF: somebody else's code and state, in a browser that has no cookie for them."""
    address = await browser.agree(await browser.leave())
    async with place.browser() as victim:
        assert await victim.come_back(address) == {"loginError": "STATE"}
    assert not await LoginTicket.exists()


async def test_a_cookie_is_not_good_for_another_state_or_provider_nor_when_it_was_touched(place: Place, browser: Browser) -> None:
    spoils: tuple[Callable[[str], str], ...] = (
        lambda address: address.replace("state=", "state=x"),
        lambda address: address.split("&state=")[0],
        lambda address: address.replace("/login/jy/", "/login/chsi/"),
    )
    for spoil in spoils:
        address = await browser.agree(await browser.leave())
        assert await browser.come_back(spoil(address)) == {"loginError": "STATE"}
    address = await browser.agree(await browser.leave())
    browser.http.cookies.set("quxiang_login", browser.http.cookies["quxiang_login"][:-4] + "AAAA", domain="127.0.0.1", path="/login")
    assert await browser.come_back(address) == {"loginError": "STATE"}


async def test_a_cookie_is_good_once(place: Place, browser: Browser) -> None:
    address = await browser.agree(await browser.leave())
    assert "ticket" in await browser.come_back(address)
    assert await browser.come_back(address) == {"loginError": "STATE"}


async def test_a_code_is_good_once_even_with_its_cookie(place: Place, browser: Browser) -> None:
    address = await browser.agree(await browser.leave())
    kept = browser.http.cookies["quxiang_login"]
    assert "ticket" in await browser.come_back(address)
    browser.http.cookies.set("quxiang_login", kept, domain="127.0.0.1", path="/login")
    assert await browser.come_back(address) == {"loginError": "REFUSED"}


@pytest.mark.parametrize("query", ["error=access_denied", "", "code=made-up", "code=made-up&iss=https://elsewhere.example.cn"])
async def test_what_is_no_code_of_this_provider_is_refused(place: Place, browser: Browser, query: str) -> None:
    away = await browser.leave()
    state = parse_qs(urlsplit(away.headers["location"]).query)["state"][0]
    assert await browser.come_back(f"{HERE}/login/jy/callback?state={state}&{query}") == {"loginError": "REFUSED"}


# What the provider's answer must hold is proved in tests/auth/test_oidc.py; here only what a browser is told


async def test_a_browser_is_told_why_it_is_not_let_in_and_nothing_is_written(place: Place, browser: Browser) -> None:
    place.issuer.change = lambda claims: {**claims, "nonce": "another"}
    assert await browser.log_in() == {"loginError": "REFUSED"}
    place.issuer.broken = {"/token"}
    assert await browser.log_in() == {"loginError": "UNAVAILABLE"}
    assert not await IdentityLink.exists()
    assert not await LoginTicket.exists()


async def test_a_provider_that_does_not_answer_at_all_is_said_to_be_out_of_reach(place: Place, browser: Browser) -> None:
    place.issuer.broken = {"/.well-known/openid-configuration"}
    assert (await browser.leave()).headers["location"] == "/#loginError=UNAVAILABLE"


async def test_a_provider_nobody_configured_does_not_exist(place: Place, browser: Browser) -> None:
    assert (await browser.leave("elsewhere")).status_code == 404
    assert (await browser.http.get("/login/jy")).status_code == 404
    assert (await browser.http.get("/login/jy", params={"challenge": "short"})).status_code == 404
    assert await browser.come_back("/login/elsewhere/callback?code=1&state=1") == {"loginError": "STATE"}


async def test_an_address_goes_to_providers_only_so_often(place: Place, browser: Browser) -> None:
    for _ in range(PROVIDER_BY_ADDRESS.times):
        await browser.redeem("made up")
    assert (await browser.leave()).headers["location"] == "/#loginError=TOO_MANY"
    assert await browser.come_back("/login/jy/callback?code=1&state=1") == {"loginError": "TOO_MANY"}

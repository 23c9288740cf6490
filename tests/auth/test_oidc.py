"""What of a provider's answers is believed: nothing that it did not sign, as agreed, for us, in this login, just now."""

import hmac
import time
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import Any, Final

import httpx
import orjson
import pytest
import pytest_asyncio
from joserfc import jwt
from joserfc.jwk import OctKey

from auth.identity import IdentityRefused, Match, MatchingRule, ProvenIdentity, ProviderDown
from auth.oidc import ALGORITHMS, OIDCProvider, ProviderSettings, is_safe
from rules.roles import Role
from tests.auth.issuer import CLIENT_ID, CLIENT_SECRET, Claims, Issuer, new_key, running_issuer

BACK: Final = "http://127.0.0.1:8000/login/jy/callback"
RULE: Final = MatchingRule(Match.USERNAME, "preferred_username", frozenset({Role.SCHOOL}))


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def running() -> AsyncIterator[Issuer]:
    async with running_issuer() as issuer:
        yield issuer


@pytest.fixture
def issuer(running: Issuer) -> Issuer:
    running.reset()
    running.said = {"preferred_username": "10001"}
    return running


@pytest.fixture
def settings(issuer: Issuer) -> ProviderSettings:
    return ProviderSettings(key="jy", title="就业管理系统", issuer=issuer.url, client_id=CLIENT_ID, client_secret=CLIENT_SECRET, rule=RULE)


@pytest.fixture
def provider(settings: ProviderSettings) -> OIDCProvider:
    return OIDCProvider(settings)


async def log_in(provider: OIDCProvider, **changed: Any) -> ProvenIdentity:
    """Go to the provider and come back; `changed` replaces what is sent for the code."""
    away = await provider.depart(BACK)
    async with httpx.AsyncClient(trust_env=False) as browser:
        back = httpx.URL((await browser.get(away.url)).headers["location"])
    assert back.params["state"] == away.state
    given: dict[str, Any] = {"nonce": away.nonce, "verifier": away.verifier, "redirect_uri": BACK, **changed}
    return await provider.arrive(given.pop("code", back.params["code"]), **given)


async def test_what_the_provider_signed_for_this_login_is_believed(provider: OIDCProvider, issuer: Issuer) -> None:
    identity = await log_in(provider)
    assert (identity.issuer, identity.subject, identity.claims["preferred_username"]) == (issuer.url, "subject-1", "10001")
    assert "10001" not in repr(identity)


@pytest.mark.parametrize("method", ["client_secret_basic", "client_secret_post"])
async def test_the_client_proves_itself_in_either_way(settings: ProviderSettings, method: str) -> None:
    assert (await log_in(OIDCProvider(replace(settings, token_auth_method=method)))).subject == "subject-1"


async def test_a_wrong_secret_a_code_of_nobody_and_another_verifier_or_address_are_refused(settings: ProviderSettings) -> None:
    with pytest.raises(IdentityRefused):
        await log_in(OIDCProvider(replace(settings, client_secret="guessed")))
    for changed in ({"code": "made up"}, {"verifier": "x" * 64}, {"redirect_uri": "http://127.0.0.1:9999/"}, {"nonce": "another"}):
        with pytest.raises(IdentityRefused):
            await log_in(OIDCProvider(settings), **changed)


def of(**changed: Any) -> Callable[[Claims], Claims]:
    return lambda claims: {**claims, **changed}


def without(name: str) -> Callable[[Claims], Claims]:
    return lambda claims: {key: value for key, value in claims.items() if key != name}


@pytest.mark.parametrize(
    "change",
    [
        of(nonce="another"),
        without("nonce"),
        of(iss="https://elsewhere.example.cn"),
        without("iss"),
        of(aud="another client"),
        of(aud=[CLIENT_ID, "another client"]),
        of(aud=["another client"], azp=CLIENT_ID),
        of(azp="another client"),
        without("aud"),
        of(exp=int(time.time()) - 120),
        of(exp="soon"),
        without("exp"),
        of(iat=int(time.time()) - 3600),
        of(iat=int(time.time()) + 3600),
        without("iat"),
        of(nbf=int(time.time()) + 3600),
        of(sub=""),
        of(sub=1),
        of(sub="1" * 256),
        without("sub"),
        of(at_hash="AAAAAAAAAAAAAAAAAAAAAA"),
    ],
)
async def test_an_id_token_that_is_not_of_this_login_is_refused(
    provider: OIDCProvider, issuer: Issuer, change: Callable[[Claims], Claims]
) -> None:
    issuer.change = change
    with pytest.raises(IdentityRefused):
        await log_in(provider)


def signed_by_another(issuer: Issuer, claims: Claims) -> str:
    return issuer.signed(claims, new_key(str(issuer.key.kid)))


def signed_by_a_key_nobody_knows(issuer: Issuer, claims: Claims) -> str:
    return issuer.signed(claims, new_key("unknown"))


def signed_with_the_clients_secret(issuer: Issuer, claims: Claims) -> str:
    return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(CLIENT_SECRET * 3), algorithms=["HS256"])


def signed_with_the_public_key_as_a_secret(issuer: Issuer, claims: Claims) -> str:
    header = urlsafe_b64encode(orjson.dumps({"alg": "HS256", "kid": issuer.key.kid})).rstrip(b"=").decode()
    body = issuer.signed(claims).split(".")[1]
    digest = hmac.digest(issuer.key.as_pem(private=False), f"{header}.{body}".encode(), "sha256")
    return f"{header}.{body}.{urlsafe_b64encode(digest).rstrip(b'=').decode()}"


def not_signed(issuer: Issuer, claims: Claims) -> str:
    header = urlsafe_b64encode(b'{"alg":"none"}').rstrip(b"=").decode()
    return f"{header}.{issuer.signed(claims).split('.')[1]}."


def touched(issuer: Issuer, claims: Claims) -> str:
    header, _, signature = issuer.signed(claims).split(".")
    _, body, _ = issuer.signed({**claims, "preferred_username": "11jy20"}).split(".")
    return f"{header}.{body}.{signature}"


def of_another_algorithm(issuer: Issuer, claims: Claims) -> str:
    return jwt.encode({"alg": "RS512", "kid": issuer.key.kid}, claims, issuer.key, algorithms=["RS512"])


def no_token(issuer: Issuer, claims: Claims) -> str:
    return "no token"


@pytest.mark.parametrize(
    "sign",
    [
        signed_by_another,
        signed_by_a_key_nobody_knows,
        signed_with_the_clients_secret,
        signed_with_the_public_key_as_a_secret,
        not_signed,
        touched,
        of_another_algorithm,
        no_token,
    ],
)
async def test_an_id_token_that_the_provider_did_not_sign_as_agreed_is_refused(
    provider: OIDCProvider, issuer: Issuer, sign: Callable[[Issuer, Claims], str]
) -> None:
    issuer.sign = sign
    with pytest.raises(IdentityRefused):
        await log_in(provider)


async def test_keys_may_rotate_between_two_logins(provider: OIDCProvider, issuer: Issuer) -> None:
    await log_in(provider)
    issuer.rotate()
    await log_in(provider)


async def test_metadata_and_keys_are_asked_for_once(provider: OIDCProvider, issuer: Issuer) -> None:
    for _ in range(3):
        await log_in(provider)
    assert issuer.asked.count("/.well-known/openid-configuration") == issuer.asked.count("/jwks") == 1


async def test_what_the_id_token_does_not_say_is_asked_for_beside_it_and_only_of_the_same_subject(
    provider: OIDCProvider, issuer: Issuer
) -> None:
    issuer.said, issuer.said_beside = {}, {"preferred_username": "11jy20", "iss": "https://elsewhere.example.cn"}
    identity = await log_in(provider)
    assert (identity.claims["preferred_username"], identity.claims["iss"]) == ("11jy20", issuer.url)
    issuer.said_beside = {"preferred_username": "11jy20", "sub": "somebody else"}
    with pytest.raises(IdentityRefused):
        await log_in(provider)


@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/jwks", "/token", "/userinfo"])
async def test_a_provider_that_does_not_answer_says_nothing_of_who_asks(provider: OIDCProvider, issuer: Issuer, path: str) -> None:
    issuer.said, issuer.broken = {}, {path}
    with pytest.raises(ProviderDown):
        await log_in(provider)
    issuer.broken = set()
    assert (await log_in(provider)).subject == "subject-1"


async def test_a_provider_that_is_not_there_is_down(settings: ProviderSettings) -> None:
    with pytest.raises(ProviderDown):
        await OIDCProvider(replace(settings, issuer="http://127.0.0.1:1")).depart(BACK)


@pytest.mark.parametrize(
    "change",
    [
        of(issuer="https://elsewhere.example.cn"),
        of(token_endpoint="http://elsewhere.example.cn/token"),
        of(jwks_uri="ftp://elsewhere.example.cn"),
        of(authorization_endpoint=None),
        of(userinfo_endpoint=1),
        without("token_endpoint"),
    ],
)
async def test_a_provider_whose_document_is_not_its_own_or_leads_off_tls_is_not_spoken_to(
    provider: OIDCProvider, issuer: Issuer, change: Callable[[Claims], Claims]
) -> None:
    issuer.change_metadata = change
    with pytest.raises(ProviderDown):
        await provider.depart(BACK)


@pytest.mark.parametrize("algorithms", [(), ("none",), ("HS256",), ("RS256", "HS256")])
def test_no_algorithm_is_configured_that_anybody_could_sign_with(settings: ProviderSettings, algorithms: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="algorithms"):
        OIDCProvider(replace(settings, algorithms=algorithms))
    assert not [name for name in ALGORITHMS if name.startswith("HS") or name == "none"]


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://issuer.example.cn", True),
        ("http://127.0.0.1:8000", True),
        ("http://[::1]:8000", True),
        ("http://localhost", True),
        ("http://issuer.example.cn", False),
        ("http://127.0.0.1.example.cn", False),
        ("https://", False),
        ("ftp://127.0.0.1", False),
        (None, False),
    ],
)
def test_providers_are_spoken_to_over_tls_or_on_this_machine(address: object, safe: bool) -> None:
    assert is_safe(address) is safe


def test_the_secret_is_not_shown(settings: ProviderSettings) -> None:
    assert CLIENT_SECRET not in repr(settings)

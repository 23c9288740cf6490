"""An issuer that others wrote, in a process of its own: what we say and what it says fit together."""

import asyncio
import sys
from collections.abc import AsyncIterator
from typing import Final

import httpx
import orjson
import pytest
import pytest_asyncio

from auth.identity import Departure, IdentityRefused, Match, MatchingRule
from auth.oidc import OIDCProvider, ProviderSettings
from rules.roles import Role
from tests.journey.server import free_port

BACK: Final = "http://127.0.0.1:8000/login/jy/callback"
USER: Final = {"sub": "subject-7", "preferred_username": "10001"}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def provider() -> AsyncIterator[OIDCProvider]:
    """Yield a provider whose issuer is the package oidc-provider-mock, once it listens."""
    port = free_port()
    command = (sys.executable, "-m", "oidc_provider_mock", "-p", str(port), "-n", "true", "--user-claims", orjson.dumps(USER).decode())
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL)
    try:
        async with asyncio.timeout(30), httpx.AsyncClient(trust_env=False) as client:
            await listening(client, f"http://127.0.0.1:{port}/.well-known/openid-configuration")
        yield OIDCProvider(
            ProviderSettings(
                key="jy",
                title="就业管理系统",
                issuer=f"http://127.0.0.1:{port}",
                client_id="quxiang",
                client_secret="anything",
                rule=MatchingRule(Match.USERNAME, "preferred_username", frozenset({Role.SCHOOL})),
            )
        )
    finally:
        process.terminate()
        await process.wait()


async def listening(client: httpx.AsyncClient, address: str) -> None:
    """Return once somebody answers at the address."""
    while True:
        try:
            (await client.get(address)).raise_for_status()
        except httpx.HTTPError:
            await asyncio.sleep(0.05)
        else:
            return


async def code_of(away: Departure) -> str:
    """Agree as the predefined user; return the code."""
    async with httpx.AsyncClient(trust_env=False) as browser:
        answer = await browser.post(away.url, data={"sub": USER["sub"]})
    back = httpx.URL(answer.headers["location"])
    assert back.params["state"] == away.state
    return str(back.params["code"])


async def test_a_foreign_issuer_and_we_understand_each_other(provider: OIDCProvider) -> None:
    away = await provider.depart(BACK)
    code = await code_of(away)
    identity = await provider.arrive(code, nonce=away.nonce, verifier=away.verifier, redirect_uri=BACK)
    assert (identity.subject, identity.claims["preferred_username"]) == (USER["sub"], USER["preferred_username"])
    with pytest.raises(IdentityRefused):
        await provider.arrive(code, nonce=away.nonce, verifier=away.verifier, redirect_uri=BACK)


async def test_a_code_of_another_login_is_refused(provider: OIDCProvider) -> None:
    away, other = await provider.depart(BACK), await provider.depart(BACK)
    with pytest.raises(IdentityRefused):
        await provider.arrive(await code_of(other), nonce=away.nonce, verifier=away.verifier, redirect_uri=BACK)

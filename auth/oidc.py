"""One OpenID Connect provider (authorization code, PKCE, state, nonce): what it is told, and what of its answers is believed."""

import asyncio
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from secrets import token_urlsafe
from typing import Any, Final
from urllib.parse import urlsplit

import httpx2
from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from auth.identity import Departure, IdentityRefused, MatchingRule, ProvenIdentity, ProviderDown

ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA")
"""Signatures that a provider may be told to be believed with: never `none`, never a shared secret."""
PATIENCE: Final = 5.0
"""Seconds a provider may take to answer one request."""
METADATA_SECONDS: Final = 3600.0
LEEWAY: Final = 60
"""Seconds by which a provider's clock may differ from ours."""
OLDEST: Final = 600
"""Seconds since an ID token was issued, at most: it is fetched a moment after its code."""
_SUBJECT_LIMIT: Final = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderSettings:
    """What an operator says of a provider."""

    key: str
    title: str
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    rule: MatchingRule
    scopes: str = "openid profile"
    algorithms: tuple[str, ...] = ("RS256",)
    token_auth_method: str = "client_secret_basic"


class OIDCProvider:
    """Implements `auth.identity.IdentityProvider`. Its metadata and keys are fetched when first needed, and kept a while."""

    def __init__(self, settings: ProviderSettings) -> None:
        """Take the settings; nothing is asked yet. Raises ValueError for an algorithm that is not to be believed."""
        if not settings.algorithms or not set(settings.algorithms) <= set(ALGORITHMS):
            raise ValueError(f"{settings.key}: algorithms are some of {', '.join(ALGORITHMS)}")
        self.key: Final = settings.key
        self.title: Final = settings.title
        self.issuer: Final = settings.issuer
        self.rule: Final = settings.rule
        self._settings = settings
        self._lock = asyncio.Lock()
        self._metadata: tuple[float, Mapping[str, Any]] | None = None
        self._keys: KeySet | None = None

    async def depart(self, redirect_uri: str) -> Departure:
        """Return the authorization address with fresh secrets in it. Raises ProviderDown."""
        metadata = await self._known_metadata()
        state, nonce, verifier = token_urlsafe(32), token_urlsafe(32), token_urlsafe(48)
        async with self._client(redirect_uri) as client:
            endpoint = str(metadata["authorization_endpoint"])
            url, _ = client.create_authorization_url(endpoint, state=state, nonce=nonce, code_verifier=verifier)
        return Departure(url, state, nonce, verifier)

    async def arrive(self, code: str, *, nonce: str, verifier: str, redirect_uri: str) -> ProvenIdentity:
        """Exchange a code for an ID token and check it. Raises IdentityRefused, ProviderDown."""
        metadata = await self._known_metadata()
        async with self._client(redirect_uri) as client:
            try:
                token = await client.fetch_token(
                    str(metadata["token_endpoint"]),
                    grant_type="authorization_code",
                    code=code,
                    code_verifier=verifier,
                    redirect_uri=redirect_uri,
                )
            except OAuthError as refused:
                raise IdentityRefused("the provider does not honour the code") from refused
            except (httpx2.HTTPError, ValueError) as down:
                raise ProviderDown(self.key) from down
            claims = await self._checked(token, nonce)
            if self.rule.claim not in claims:
                claims = {**await self._user_info(client, metadata, claims["sub"]), **claims}
        return ProvenIdentity(self.issuer, claims["sub"], claims)

    def _client(self, redirect_uri: str) -> AsyncOAuth2Client:
        settings = self._settings
        return AsyncOAuth2Client(
            client_id=settings.client_id,
            client_secret=settings.client_secret,
            token_endpoint_auth_method=settings.token_auth_method,
            code_challenge_method="S256",
            scope=settings.scopes,
            redirect_uri=redirect_uri,
            timeout=PATIENCE,
            follow_redirects=False,
            trust_env=False,
        )

    async def _checked(self, token: Mapping[str, Any], nonce: str) -> dict[str, Any]:
        """Return the claims of an ID token that is signed, of this issuer, for this client, of this login, and fresh."""
        text = token.get("id_token")
        if not isinstance(text, str):
            raise IdentityRefused("there is no ID token")
        decoded = await self._decoded(text)
        settings = self._settings
        options: Any = {
            "iss": {"essential": True, "value": settings.issuer},
            "aud": {"essential": True, "value": settings.client_id},
            "sub": {"essential": True},
            "exp": {"essential": True},
            "iat": {"essential": True},
        }
        params = {"nonce": nonce, "client_id": settings.client_id, "access_token": token.get("access_token")}
        claims = CodeIDToken(decoded.claims, decoded.header, options, params)
        now = int(time.time())
        try:
            claims.validate(now=now, leeway=LEEWAY)
        except (JoseError, TypeError, ValueError) as refused:
            raise IdentityRefused("the ID token is not for us, or not any more") from refused
        subject, issued_at = claims["sub"], claims["iat"]
        if not isinstance(subject, str) or not 0 < len(subject) <= _SUBJECT_LIMIT or not subject.isprintable():
            raise IdentityRefused("the ID token names nobody")
        if issued_at < now - OLDEST:
            raise IdentityRefused("the ID token was issued long ago")
        return dict(claims)

    async def _decoded(self, text: str) -> jwt.Token:
        """Verify a signature with the provider's keys, asking for them anew where they do not fit: keys rotate."""
        for is_fresh in (False, True):
            keys = await self._known_keys(anew=is_fresh)
            try:
                return jwt.decode(text, keys, algorithms=list(self._settings.algorithms))
            except (JoseError, ValueError) as refused:
                reason = refused
        raise IdentityRefused("the ID token does not verify") from reason

    async def _user_info(self, client: AsyncOAuth2Client, metadata: Mapping[str, Any], subject: str) -> Mapping[str, Any]:
        """Return what the provider says beside the ID token of the same subject; nothing where it has nothing to say."""
        endpoint = metadata.get("userinfo_endpoint")
        if endpoint is None:
            return {}
        try:
            response = await client.get(str(endpoint))
            response.raise_for_status()
            said = response.json()
        except (httpx2.HTTPError, OAuthError, ValueError) as down:
            raise ProviderDown(self.key) from down
        if not isinstance(said, dict) or said.get("sub") != subject:
            raise IdentityRefused("the provider speaks of somebody else")
        return said

    async def _known_metadata(self) -> Mapping[str, Any]:
        """Return the discovery document, asked for at most once an hour. Raises ProviderDown."""
        async with self._lock:
            if self._metadata is None or time.monotonic() - self._metadata[0] > METADATA_SECONDS:
                document = await self._fetch(f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
                needed = [document.get(name) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
                given = [*needed, *([document["userinfo_endpoint"]] if "userinfo_endpoint" in document else [])]
                if document.get("issuer") != self.issuer or not all(is_safe(address) for address in given):
                    raise ProviderDown(self.key)
                self._metadata = time.monotonic(), document
            return self._metadata[1]

    async def _known_keys(self, *, anew: bool) -> KeySet:
        """Return the keys; `anew` asks for them again. Raises ProviderDown."""
        metadata = await self._known_metadata()
        async with self._lock:
            if self._keys is None or anew:
                document = await self._fetch(str(metadata["jwks_uri"]))
                try:
                    self._keys = KeySet.import_key_set(document)  # type: ignore[arg-type]  # it checks what it is given
                except (JoseError, KeyError, TypeError, ValueError) as down:
                    raise ProviderDown(self.key) from down
            return self._keys

    async def _fetch(self, address: str) -> dict[str, Any]:
        try:
            async with httpx2.AsyncClient(timeout=PATIENCE, follow_redirects=False, trust_env=False) as client:
                response = await client.get(address)
                response.raise_for_status()
                document = response.json()
        except (httpx2.HTTPError, httpx2.InvalidURL, json.JSONDecodeError, UnicodeDecodeError) as down:
            raise ProviderDown(self.key) from down
        if not isinstance(document, dict):
            raise ProviderDown(self.key)
        return document


def is_safe(address: object) -> bool:
    """Return whether an address may be spoken to: over TLS, or on this machine."""
    if not isinstance(address, str):
        return False
    parts = urlsplit(address)
    if parts.scheme == "https" and parts.hostname:
        return True
    return parts.scheme == "http" and _is_loopback(parts.hostname or "")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"

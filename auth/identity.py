"""The port for outside identity providers: what one of them proves, and how that finds an account here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from auth.vault import IdentityVault
from models.account import Account
from rules.accounts import USERNAME_LIMIT
from rules.identity import looks_like_id_number
from rules.roles import Role


class IdentityRefused(Exception):
    """What came back proves nothing: forged, expired, replayed, meant for somebody else, or the provider says no."""


class ProviderDown(Exception):
    """The provider does not answer, or not as it should; nothing is said of who asks."""


class Match(StrEnum):
    """How a provider names an account of this system."""

    USERNAME = "USERNAME"
    """By its username: the employment system, whose accounts are the same (guide section 1)."""
    ID_NUMBER = "ID_NUMBER"
    """By the identity number of a graduate: 学信网."""


@dataclass(frozen=True, slots=True)
class MatchingRule:
    """Which claim of a provider names an account, how, and which roles it may speak for."""

    match: Match
    claim: str
    roles: frozenset[Role]
    """A provider that knows teachers must not be able to let somebody in as the ministry."""


@dataclass(frozen=True, slots=True)
class ProvenIdentity:
    """Whom a provider knows: the pair of issuer and subject is one human being for ever, claims are what is said of it now."""

    issuer: str
    subject: str
    claims: Mapping[str, object] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Departure:
    """Somebody on the way to a provider: where to, and the three secrets that prove that the same browser comes back."""

    url: str
    state: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)


class IdentityProvider(Protocol):
    """One outside provider."""

    @property
    def key(self) -> str:
        """How addresses name it, e.g. chsi."""

    @property
    def title(self) -> str:
        """How people name it, e.g. 学信网."""

    @property
    def issuer(self) -> str:
        """How it names itself."""

    @property
    def rule(self) -> MatchingRule:
        """How it names accounts here."""

    async def depart(self, redirect_uri: str) -> Departure:
        """Return where a browser goes to be recognised. Raises ProviderDown."""

    async def arrive(self, code: str, *, nonce: str, verifier: str, redirect_uri: str) -> ProvenIdentity:
        """Return whom the provider recognised. Raises IdentityRefused, ProviderDown."""


async def named_account(identity: ProvenIdentity, rule: MatchingRule, vault: IdentityVault) -> Account | None:
    """Return the account that a proven identity names by the rule's claim; None where it names none that the rule is for."""
    named = identity.claims.get(rule.claim)
    if not isinstance(named, str):
        return None
    account = None
    if rule.match is Match.ID_NUMBER:
        account = await Account.get_or_none(person__identity_index=vault.index(named)) if looks_like_id_number(named) else None
    elif len(named) <= USERNAME_LIMIT and named.isprintable():
        account = await Account.get_or_none(username=named)
    return account if account is not None and account.role in rule.roles else None

"""Coming in through an outside provider: from whom it knows to an account, and from there, by a ticket, to a session."""

import hmac
from base64 import urlsafe_b64encode
from datetime import timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Final

from actions.activation import account_act
from actions.context import Visitor
from actions.transaction import one_transaction, whole_action_retried
from actions.unique import ONE_LINK_OF_ACCOUNT, ONE_LINK_OF_SUBJECT, TryAgain, refused_by
from auth.accounts import actor_of
from auth.identity import MatchingRule, ProvenIdentity, named_account
from models import Account, IdentityLink, LoginTicket
from rules.acts import ActName
from rules.login_errors import LoginFailed, LoginTicketInvalid

TICKET_LIFETIME: Final = timedelta(seconds=60)
CHALLENGE_LENGTH: Final = 43
"""Characters of the base64 of a SHA-256 without padding."""


@whole_action_retried
async def let_in(visitor: Visitor, identity: ProvenIdentity, rule: MatchingRule, challenge: str) -> str:
    """Return a ticket for the account of a proven identity, to be redeemed by the page that can answer the challenge.

    The first time the account is found by what the provider says of it, and linked; from then on by issuer and subject alone, so that
    neither a changed claim nor another subject with the same claim gets in. Raises LoginFailed, with one message, for everything else.
    """
    now = visitor.clock.now()
    link = await IdentityLink.get_or_none(issuer=identity.issuer, subject=identity.subject).select_related("account")
    account = link.account if link is not None else await named_account(identity, rule, visitor.vault)
    actor = await actor_of(account.id) if account is not None and account.role in rule.roles else None
    if account is None or actor is None:
        raise LoginFailed
    ticket = token_urlsafe(32)
    async with one_transaction(visitor.acting_as(actor), now) as trail:
        await LoginTicket.filter(expires_at__lte=now).delete()
        if link is None:
            await _link(identity, account)
            await trail.record(account_act(account, ActName.ACCOUNT_LINK, reason=identity.issuer[:500]))
        await LoginTicket.create(
            digest=digest_of(ticket),
            challenge=challenge,
            account_id=account.id,
            epoch=account.epoch,
            expires_at=now + TICKET_LIFETIME,
            created_at=now,
        )
    return ticket


async def _link(identity: ProvenIdentity, account: Account) -> None:
    """Remember whose account it is. Raises LoginFailed where the provider has named another subject for it before."""
    just_linked = TryAgain("the subject was linked a moment ago")
    with refused_by(ONE_LINK_OF_SUBJECT, just_linked), refused_by(ONE_LINK_OF_ACCOUNT, LoginFailed()):
        await IdentityLink.create(issuer=identity.issuer, subject=identity.subject, account_id=account.id)


async def redeem(visitor: Visitor, ticket: str, verifier: str) -> LoginTicket:
    """Return a ticket that holds, used up: whose account a session may begin of, as it stood. Raises LoginTicketInvalid.

    Whether the account still stands as it did, whoever begins the session sees.
    """
    found = await LoginTicket.get_or_none(digest=digest_of(ticket))
    if found is None or not await LoginTicket.filter(digest=found.digest).delete():
        raise LoginTicketInvalid
    if found.expires_at <= visitor.clock.now() or not hmac.compare_digest(found.challenge, challenge_of(verifier)):
        raise LoginTicketInvalid
    return found


def digest_of(ticket: str) -> str:
    """Return the form in which a ticket is kept. Any text has one."""
    return sha256(ticket.encode("utf-8", "surrogatepass")).hexdigest()


def challenge_of(verifier: str) -> str:
    """Return the challenge that a verifier answers (RFC 7636, S256). Any text has one."""
    return urlsafe_b64encode(sha256(verifier.encode("utf-8", "surrogatepass")).digest()).rstrip(b"=").decode()

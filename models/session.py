"""Sessions: one login from one place, the chain of its refresh tokens, and what every process must forget."""

from typing import TYPE_CHECKING
from uuid import UUID

from tortoise import fields

from models.base import Identified, Stamped
from rules.sessions import EndReason, LoginMethod

if TYPE_CHECKING:
    from models.account import Account


class Session(Identified):
    """One login. It lives while `ended_at` is null, `expires_at` lies ahead and the account is enabled at the same epoch."""

    account: fields.ForeignKeyRelation["Account"] = fields.ForeignKeyField(
        "models.Account", related_name="sessions", on_delete=fields.RESTRICT
    )
    account_id: UUID
    epoch = fields.IntField()
    """The account's epoch when it began: raising the account's ends every session before."""
    method = fields.CharEnumField(LoginMethod, max_length=8)
    address = fields.CharField(max_length=45, null=True)
    """The client's address when it began; null where there is no network between."""
    client = fields.CharField(max_length=200, null=True)
    """What the client calls itself (User-Agent), cut; null where it says nothing."""
    refreshed_at = fields.DatetimeField()
    """When it began, or was last refreshed; tokens are new from that moment on."""
    expires_at = fields.DatetimeField()
    """The instant from which it is over unless it is refreshed before; every refresh moves it, up to `ends_at`."""
    ends_at = fields.DatetimeField()
    """The instant from which it is over whatever happens."""
    ended_at = fields.DatetimeField(null=True)
    """When somebody ended it; null while nobody has."""
    end_reason = fields.CharEnumField(EndReason, max_length=12, null=True)

    class Meta:
        table = "session"


class RefreshToken(Identified):
    """One refresh token of a session, known by its digest only. Used once; a second use is theft, and ends the session."""

    session: fields.ForeignKeyRelation["Session"] = fields.ForeignKeyField(
        "models.Session", related_name="refresh_tokens", on_delete=fields.CASCADE
    )
    session_id: UUID
    digest = fields.CharField(max_length=64, unique=True)
    """Hex SHA-256: the token has 256 random bits, so there is nothing to guess."""
    used_at = fields.DatetimeField(null=True)
    """Null for the one that may be used."""

    class Meta:
        table = "refresh_token"


class Revocation(Stamped):
    """What every process must forget of an account, or of one session: its levels, scope, epoch or end have changed."""

    seq = fields.BigIntField(primary_key=True, generated=False)
    """Drawn under the clock's lock, so that numbers become visible in their order: a reader that has passed one has seen it."""
    account_id = fields.UUIDField(null=True)
    session_id = fields.UUIDField(null=True)
    """Exactly one of the two is given. No foreign keys: these rows are short-lived messages."""

    class Meta:
        table = "revocation"


class RevocationClock(Stamped):
    """The one row under whose lock revocations are numbered."""

    id = fields.IntField(primary_key=True, generated=False)
    seq = fields.BigIntField()
    """The last number drawn; at a hundred a second, four bytes would be used up in a year."""

    class Meta:
        table = "revocation_clock"

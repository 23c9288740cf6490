"""Accounts: who may log in, as what, over which rows, with which levels; and the one-time codes that activate them."""

from typing import TYPE_CHECKING
from uuid import UUID

from tortoise import fields

from models.base import Identified, Stamped
from rules.roles import AccessLevel, Role

if TYPE_CHECKING:
    from models.employer import Employer
    from models.graduate import Person
    from models.places import Department, School


class Account(Identified):
    """One login. Its role says which of the scope columns is set (a check in the database holds it)."""

    username = fields.CharField(max_length=40, unique=True)
    password_hash = fields.CharField(max_length=200, null=True)
    """argon2id; null while the account was never activated or was reset, and then no password logs in."""
    is_activated = fields.BooleanField(generated=True)
    """Whether it has a password; the database works it out."""
    display_name = fields.CharField(max_length=60)
    role = fields.CharEnumField(Role, max_length=10)
    is_enabled = fields.BooleanField(default=True)
    epoch = fields.IntField(default=1)
    """Part of every token: raising it ends all tokens issued before."""
    version = fields.IntField(default=1)
    """Raised by every act of whoever manages it; clients send the one they saw."""
    source_system = fields.CharField(max_length=20, null=True)
    """The name of the province's own system that it speaks for (省级自建系统); null of everybody else."""
    province_code = fields.CharField(max_length=2, null=True)
    """The province above it, itself included: of all staff but the ministry's, and of employers (a copy, held by foreign keys)."""
    school: fields.ForeignKeyNullableRelation["School"] = fields.ForeignKeyField(
        "models.School", related_name="accounts", null=True, on_delete=fields.RESTRICT
    )
    """Of schools and departments; of a graduate the school that put the person on a roster first and issues its codes."""
    school_id: UUID | None
    department: fields.ForeignKeyNullableRelation["Department"] = fields.ForeignKeyField(
        "models.Department", related_name="accounts", null=True, on_delete=fields.RESTRICT
    )
    department_id: UUID | None
    person: fields.ForeignKeyNullableRelation["Person"] = fields.ForeignKeyField(
        "models.Person", related_name="accounts", null=True, on_delete=fields.RESTRICT
    )
    person_id: UUID | None
    employer: fields.ForeignKeyNullableRelation["Employer"] = fields.ForeignKeyField(
        "models.Employer", related_name="accounts", null=True, on_delete=fields.RESTRICT
    )
    employer_id: UUID | None
    employment_level = fields.IntEnumField(AccessLevel)
    archive_level = fields.IntEnumField(AccessLevel)
    hukou_level = fields.IntEnumField(AccessLevel)
    """As stored; what is held is decided by `auth.modules` (a department never holds more than its school)."""

    class Meta:
        table = "account"


class ActivationCode(Stamped):
    """The one code that gives an account its password, known by its digest only. Using it deletes it; a new one replaces it."""

    account: fields.OneToOneRelation[Account] = fields.OneToOneField(
        "models.Account", primary_key=True, related_name="activation_code", on_delete=fields.RESTRICT
    )
    account_id: UUID
    digest = fields.CharField(max_length=64)
    """Hex HMAC-SHA256 of account and code, keyed: a stolen table lets nobody try codes."""
    expires_at = fields.DatetimeField()
    """The instant from which it no longer holds."""

    class Meta:
        table = "activation_code"


class IdentityLink(Identified):
    """Which account an outside provider's subject is, once it has logged in. One of each provider for an account."""

    issuer = fields.CharField(max_length=200)
    subject = fields.CharField(max_length=255)
    account: fields.ForeignKeyRelation[Account] = fields.ForeignKeyField(
        "models.Account", related_name="identity_links", on_delete=fields.RESTRICT
    )
    account_id: UUID

    class Meta:
        table = "identity_link"
        unique_together = (("issuer", "subject"), ("account", "issuer"))


class LoginTicket(Stamped):
    """What a browser that comes back from a provider is handed, known by its digest only. Using it deletes it."""

    digest = fields.CharField(max_length=64, primary_key=True)
    """Hex SHA-256: a ticket has 256 random bits, so there is nothing to guess."""
    challenge = fields.CharField(max_length=43)
    """Base64 of the SHA-256 of what the page that sent the browser away keeps: nobody else can use the ticket."""
    account: fields.ForeignKeyRelation[Account] = fields.ForeignKeyField(
        "models.Account", related_name="login_tickets", on_delete=fields.RESTRICT
    )
    account_id: UUID
    epoch = fields.IntField()
    """The account's when it was issued: whatever ends the account's sessions ends this too."""
    expires_at = fields.DatetimeField()

    class Meta:
        table = "login_ticket"

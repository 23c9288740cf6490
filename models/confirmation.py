"""Confirmed destinations (去向登记确认), what graduates let others verify of them (核验授权), and who looked."""

from tortoise import fields

from models.base import Identified
from rules.confirmation import ConfirmationState, GrantState, LookKey


class OfGraduate(Identified):
    """A row that has the scope of its graduate."""

    graduate_id = fields.UUIDField()
    school_id = fields.UUIDField()
    """Copied from the graduate, as are the next four."""
    province_code = fields.CharField(max_length=2)
    department_id = fields.UUIDField()
    person_id = fields.UUIDField()
    class_year = fields.IntField()

    class Meta:
        abstract = True


class Confirmation(OfGraduate):
    """One confirmation by a graduate. At most one of a graduate is CONFIRMED; those before it are kept, so no number is used again."""

    state = fields.CharEnumField(ConfirmationState, max_length=9)
    category = fields.CharField(max_length=2)
    """Of the destination that was confirmed (毕业去向类别)."""
    holder_kind = fields.CharField(max_length=24)
    """Which kind of record it was, and which one."""
    holder_id = fields.UUIDField()
    transfer_number = fields.CharField(max_length=16, unique=True)
    """转递编号: what the archive travels under."""
    stale_at = fields.DatetimeField(null=True)
    """When something of it changed (需重新确认); null while it holds."""
    version = fields.IntField(default=1)

    class Meta:
        table = "confirmation"


class VerificationGrant(OfGraduate):
    """What a graduate lets somebody verify who has its name and this number."""

    confirmation_id = fields.UUIDField()
    number = fields.CharField(max_length=16, unique=True)
    """核验编号. In the clear, since its graduate reads it again; whoever has it also needs the name."""
    shows_destination = fields.BooleanField()
    shows_archive = fields.BooleanField()
    shows_hukou = fields.BooleanField()
    state = fields.CharEnumField(GrantState, max_length=7)
    expires_at = fields.DatetimeField()
    """From this instant on it shows nothing."""
    revoked_at = fields.DatetimeField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "verification_grant"


class VerificationLook(OfGraduate):
    """Somebody looked, and saw. What found nothing is of no graduate, and is not here."""

    grant_id = fields.UUIDField()
    looked_by = fields.CharField(max_length=60)
    """Whoever looked, as it named itself; nobody has checked that."""
    key_kind = fields.CharEnumField(LookKey, max_length=12)
    address = fields.CharField(max_length=45, null=True)
    """From where."""

    class Meta:
        table = "verification_look"

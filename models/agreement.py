"""Agreements (就业协议), their reviews and their numbers."""

from typing import TYPE_CHECKING
from uuid import UUID

from tortoise import fields

from models.base import Identified, SeenWithAgreement, Stamped
from rules.agreement import Initiator, ReviewLevel, Status
from rules.gate import AgreementType, ReviewLevels
from rules.roles import Role

if TYPE_CHECKING:
    from models.employer import Employer
    from models.graduate import Graduate, Person
    from models.places import Department, School


class Agreement(Identified):
    """One agreement between a graduate and an employer. Only `actions.agreement` writes `status`."""

    graduate: fields.ForeignKeyRelation["Graduate"] = fields.ForeignKeyField(
        "models.Graduate", related_name="agreements", on_delete=fields.RESTRICT
    )
    graduate_id: UUID
    school: fields.ForeignKeyRelation["School"] = fields.ForeignKeyField(
        "models.School", related_name="agreements", on_delete=fields.RESTRICT
    )
    """Copied from the graduate, as are the next three: row scope and the counters ask for them without a join."""
    school_id: UUID
    province_code = fields.CharField(max_length=2)
    department: fields.ForeignKeyRelation["Department"] = fields.ForeignKeyField(
        "models.Department", related_name="agreements", on_delete=fields.RESTRICT
    )
    department_id: UUID
    person: fields.ForeignKeyRelation["Person"] = fields.ForeignKeyField(
        "models.Person", related_name="agreements", on_delete=fields.RESTRICT
    )
    person_id: UUID
    class_year = fields.IntField()
    employer: fields.ForeignKeyNullableRelation["Employer"] = fields.ForeignKeyField(
        "models.Employer", related_name="agreements", null=True, on_delete=fields.RESTRICT
    )
    """Null where a graduate typed an employer that is not registered (offline signing)."""
    employer_id: UUID | None
    employer_name = fields.CharField(max_length=60)
    """As signed; a later renaming of the employer does not reach it."""
    employer_uscc = fields.CharField(max_length=18, null=True)
    """As the graduate typed it, as are the next two (offline signing); null online."""
    employer_contact = fields.CharField(max_length=40, null=True)
    employer_phone = fields.CharField(max_length=20, null=True)
    initiator = fields.CharEnumField(Initiator, max_length=8)
    agreement_type = fields.CharEnumField(AgreementType, max_length=11)
    """As the province had set it when the agreement began."""
    review_levels = fields.CharEnumField(ReviewLevels, max_length=22)
    """As the school had set it when the agreement began; later changes of set-up do not reach it."""
    status = fields.CharEnumField(Status, max_length=27)
    rejected_by = fields.CharEnumField(ReviewLevel, max_length=10, null=True)
    """Which level failed the last review; null unless the status is a failed review."""
    number = fields.CharField(max_length=19, null=True, unique=True)
    """当前协议编号. Null until generated: on issue (started by a graduate) or when effective (by an employer)."""
    invitee_name = fields.CharField(max_length=40)
    """What the employer typed, and all it sees of the graduate before acceptance; the graduate's own name offline."""
    invitee_id_last4 = fields.CharField(max_length=4)
    position = fields.CharField(max_length=60, null=True)
    """Job title (岗位); null where none was typed."""
    monthly_pay = fields.IntField(null=True)
    """Yuan a month; null where none was agreed."""
    work_address = fields.CharField(max_length=120, null=True)
    start_date = fields.DateField(null=True)
    is_graduate_disclosed = fields.BooleanField(default=False)
    """True from the graduate's acceptance on: only then may the employer see who it is."""
    reply_deadline = fields.DatetimeField(null=True)
    """The instant from which an unanswered invitation is expired; null offline."""
    status_reason = fields.CharField(max_length=500, null=True)
    """Why it was last failed, voided or rejected; null where the move needs no reason."""
    version = fields.IntField(default=1)
    """Raised by every move; clients send the one they saw."""

    class Meta:
        table = "agreement"


class Review(Identified):
    """One decision of a department or school on an agreement; never changed afterwards."""

    agreement: fields.ForeignKeyRelation["Agreement"] = fields.ForeignKeyField(
        "models.Agreement", related_name="reviews", on_delete=fields.RESTRICT
    )
    agreement_id: UUID
    school: fields.ForeignKeyRelation["School"] = fields.ForeignKeyField("models.School", related_name="reviews", on_delete=fields.RESTRICT)
    school_id: UUID
    province_code = fields.CharField(max_length=2)
    department: fields.ForeignKeyRelation["Department"] = fields.ForeignKeyField(
        "models.Department", related_name="reviews", on_delete=fields.RESTRICT
    )
    department_id: UUID
    person: fields.ForeignKeyRelation["Person"] = fields.ForeignKeyField("models.Person", related_name="reviews", on_delete=fields.RESTRICT)
    person_id: UUID
    employer: fields.ForeignKeyNullableRelation["Employer"] = fields.ForeignKeyField(
        "models.Employer", related_name="reviews", null=True, on_delete=fields.RESTRICT
    )
    employer_id: UUID | None
    level = fields.CharEnumField(ReviewLevel, max_length=10)
    is_passed = fields.BooleanField()
    reason = fields.CharField(max_length=500, null=True)
    """Required where it failed."""

    class Meta:
        table = "review"


class IssuedNumber(Stamped):
    """A number that an agreement was issued under, then or now. The database writes these itself; none is ever changed or used again."""

    number = fields.CharField(primary_key=True, max_length=19)
    agreement: fields.ForeignKeyRelation["Agreement"] = fields.ForeignKeyField(
        "models.Agreement", related_name="numbers", on_delete=fields.RESTRICT
    )
    agreement_id: UUID
    school: fields.ForeignKeyRelation["School"] = fields.ForeignKeyField("models.School", related_name="numbers", on_delete=fields.RESTRICT)
    school_id: UUID
    province_code = fields.CharField(max_length=2)
    department: fields.ForeignKeyRelation["Department"] = fields.ForeignKeyField(
        "models.Department", related_name="numbers", on_delete=fields.RESTRICT
    )
    department_id: UUID
    person: fields.ForeignKeyRelation["Person"] = fields.ForeignKeyField("models.Person", related_name="numbers", on_delete=fields.RESTRICT)
    person_id: UUID
    employer: fields.ForeignKeyNullableRelation["Employer"] = fields.ForeignKeyField(
        "models.Employer", related_name="numbers", null=True, on_delete=fields.RESTRICT
    )
    employer_id: UUID | None

    class Meta:
        table = "issued_number"


class AgreementEvent(SeenWithAgreement):
    """An entry of the audit about an agreement, as everybody sees it who sees the agreement: the view `agreement_event`.

    It says neither by which account nor from which address: those are the audit's.
    """

    role = fields.CharEnumField(Role, max_length=10)
    action = fields.CharField(max_length=40)
    status_before = fields.CharEnumField(Status, max_length=27, null=True)
    status_after = fields.CharEnumField(Status, max_length=27, null=True)
    reason = fields.CharField(max_length=500, null=True)

    class Meta:
        table = "agreement_event"

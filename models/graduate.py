"""People and their graduations: one human may be a bachelor of 2023 and a master of 2026."""

from typing import TYPE_CHECKING
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from models.base import Identified

if TYPE_CHECKING:
    from models.places import Department, School


class Person(Identified):
    """A human being, known by an identity number that is stored only encrypted and as a keyed index."""

    identity_index = fields.CharField(max_length=64, unique=True)
    """Hex HMAC-SHA256 of the normalised number: equality search without the number."""
    identity_index_key = fields.CharField(max_length=8)
    identity_cipher = fields.BinaryField()
    """AES-GCM: nonce then ciphertext."""
    identity_cipher_key = fields.CharField(max_length=8)
    id_number_masked = fields.CharField(max_length=20)
    """110000********0019: what lists show."""

    class Meta:
        table = "person"


class RosterColumns(Model):
    """What a roster says of a graduate beside its person and its department (`rules.roster_fields.KEPT`), as it is kept."""

    exam_number = fields.CharField(max_length=20)
    """考生号, unique in its school and class year."""
    student_number = fields.CharField(max_length=32, null=True)
    """学号; null where the school keeps none (figure 6 prints --); not always digits (12345AA)."""
    name = fields.CharField(max_length=40)
    degree_code = fields.CharField(max_length=2)
    """学历 code (xldm), e.g. 31 本科生毕业."""
    major_code = fields.CharField(max_length=8)
    major_name = fields.CharField(max_length=60)
    """Free text: 哲学 and 哲学类 both occur."""
    training_mode = fields.CharField(max_length=1, default="1")
    """培养方式 code; 2 定向 and 4 委培 must go to their directed unit."""
    sex_code = fields.CharField(max_length=1, null=True)
    """Null here and below where a roster has it not: from before it was asked for, or because it may be left out."""
    ethnicity_code = fields.CharField(max_length=2, null=True)
    political_status_code = fields.CharField(max_length=2, null=True)
    class_name = fields.CharField(max_length=40, null=True)
    major_direction = fields.CharField(max_length=60, null=True)
    study_years = fields.CharField(max_length=3, null=True)
    """学制 in years, by halves: 4, 2.5."""
    directed_unit = fields.CharField(max_length=60, null=True)
    directed_division = fields.CharField(max_length=6, null=True)
    origin_code = fields.CharField(max_length=6, null=True)
    """生源地, a county's code."""
    teacher_type_code = fields.CharField(max_length=2, null=True)
    hardship_code = fields.CharField(max_length=1, null=True)
    enrolled_month = fields.CharField(max_length=6, null=True)
    """201909, as the next one."""
    graduated_month = fields.CharField(max_length=6, null=True)
    archive_in_school = fields.BooleanField(null=True)
    hukou_in_school = fields.BooleanField(null=True)
    former_police_station = fields.CharField(max_length=80, null=True)
    mobile = fields.CharField(max_length=11, null=True)
    email = fields.CharField(max_length=100, null=True)
    qq = fields.CharField(max_length=12, null=True)
    home_address = fields.CharField(max_length=100, null=True)
    home_phone = fields.CharField(max_length=20, null=True)
    home_postcode = fields.CharField(max_length=6, null=True)

    class Meta:
        abstract = True


class Graduate(Identified, RosterColumns):
    """One person's graduation from one school in one class year (届), as the school's roster has it."""

    person: fields.ForeignKeyRelation["Person"] = fields.ForeignKeyField(
        "models.Person", related_name="graduates", on_delete=fields.RESTRICT
    )
    person_id: UUID
    school: fields.ForeignKeyRelation["School"] = fields.ForeignKeyField(
        "models.School", related_name="graduates", on_delete=fields.RESTRICT
    )
    school_id: UUID
    department: fields.ForeignKeyRelation["Department"] = fields.ForeignKeyField(
        "models.Department", related_name="graduates", on_delete=fields.RESTRICT
    )
    department_id: UUID
    province_code = fields.CharField(max_length=2)
    """Copied from the school: row scope asks for it without a join."""
    class_year = fields.IntField()
    id_number_masked = fields.CharField(max_length=20)
    """Copied from the person."""
    confirmed_at = fields.DatetimeField(null=True)
    """When the graduate confirmed what the roster says (信息确认); null before, and again after a correction."""
    version = fields.IntField(default=1)
    """Raised by every correction; clients send the one they saw."""

    class Meta:
        table = "graduate"
        unique_together = (("school", "class_year", "exam_number"),)

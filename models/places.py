"""Provinces, schools with their dated codes and names, and departments."""

from uuid import UUID

from tortoise import fields

from models.base import Identified, Stamped


class Province(Stamped):
    """A province or the 兵团 (the 32nd tenant). Seeded by a migration from `rules.codes`."""

    code = fields.CharField(max_length=2, primary_key=True)
    name = fields.CharField(max_length=20)

    class Meta:
        table = "province"


class School(Identified):
    """A school under its present code and name; `SchoolNaming` has all it ever had."""

    province: fields.ForeignKeyRelation["Province"] = fields.ForeignKeyField(
        "models.Province", related_name="schools", source_field="province_code", on_delete=fields.RESTRICT
    )
    """Stored, not computed: seeded from the identifier's digits 3-4, overridden for 兵团."""
    province_id: str
    identifier = fields.CharField(max_length=10, unique=True)
    """The ministry's ten digits (学校标识码), whose last five are the code."""
    code = fields.CharField(max_length=5, unique=True)
    """Kept as text: leading zeros count (院校代码)."""
    name = fields.CharField(max_length=60)
    is_vocational = fields.BooleanField(default=False)
    """True for 专科 (高职) schools, whose graduates mostly hold 学历 41."""

    class Meta:
        table = "school"


class SchoolNaming(Identified):
    """One code and name of a school and the days they held; a renaming closes one row and opens the next."""

    school: fields.ForeignKeyRelation["School"] = fields.ForeignKeyField("models.School", related_name="namings", on_delete=fields.RESTRICT)
    school_id: UUID
    code = fields.CharField(max_length=5)
    name = fields.CharField(max_length=60)
    valid_from = fields.DateField()
    valid_until = fields.DateField(null=True)
    """First day it no longer holds; null while it is the present one (one such row per school)."""

    class Meta:
        table = "school_naming"


class Department(Identified):
    """A department (院系) of a school. Names are compared by code point: RR and rr are two departments."""

    school: fields.ForeignKeyRelation["School"] = fields.ForeignKeyField(
        "models.School", related_name="departments", on_delete=fields.RESTRICT
    )
    school_id: UUID
    province_code = fields.CharField(max_length=2)
    name = fields.CharField(max_length=60)

    class Meta:
        table = "department"
        unique_together = (("school", "name"),)

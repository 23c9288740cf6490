"""Employers (用人单位) that sign online."""

from tortoise import fields

from models.base import Identified
from rules.employer import EmployerStatus


class Employer(Identified):
    """A registered employer, named as on its seal and known by its unified social credit code."""

    name = fields.CharField(max_length=60)
    uscc = fields.CharField(max_length=18)
    """统一社会信用代码; one employer's from its approval on (an index holds it), claimed by anybody before."""
    province_code = fields.CharField(max_length=2)
    """Who reviews it: digits 3-4 of the code."""
    status = fields.CharEnumField(EmployerStatus, max_length=16)
    status_reason = fields.CharField(max_length=500, null=True)
    """Why it was rejected or disabled; null in every other status."""
    version = fields.IntField(default=1)
    """Raised by every move; clients send the one they saw."""
    nature = fields.CharField(max_length=2, null=True)
    """单位性质 code. Null, as is all below, where the employer was there before there were registrations."""
    industry = fields.CharField(max_length=2, null=True)
    """单位行业 code."""
    division = fields.CharField(max_length=6, null=True)
    """单位所在地, a code of six digits."""
    address = fields.CharField(max_length=100, null=True)
    postcode = fields.CharField(max_length=6, null=True)
    contact_name = fields.CharField(max_length=40, null=True)
    contact_phone = fields.CharField(max_length=20, null=True)
    contact_email = fields.CharField(max_length=100, null=True)
    superior = fields.CharField(max_length=60, null=True)
    """上级主管部门; null where there is none."""
    accepts_archive = fields.BooleanField(null=True)
    """Whether it takes graduates' archives (是否接收档案)."""
    solves_hukou = fields.BooleanField(null=True)
    """Whether it settles their household registration (是否解决户口)."""

    class Meta:
        table = "employer"

"""Employers (用人单位) that sign online."""

from tortoise import fields

from models.base import Identified
from rules.employer import EmployerStatus


class Employer(Identified):
    """A registered employer, named as on its seal and known by its unified social credit code."""

    name = fields.CharField(max_length=60)
    uscc = fields.CharField(max_length=18, unique=True)
    """统一社会信用代码."""
    province_code = fields.CharField(max_length=2)
    """Of registration: digits 3-4 of the code."""
    status = fields.CharEnumField(EmployerStatus, max_length=16)

    class Meta:
        table = "employer"

"""Employers, as those who deal with their agreements see them."""

import models
from auth.scope import Rows
from rules.employer import EmployerStatus
from schema.access import EMPLOYMENT
from schema.fields import column, entity
from schema.relay import Node


@entity(models.Employer, scope=Rows.EMPLOYER, access=EMPLOYMENT)
class Employer(Node):
    """A registered employer (用人单位)."""

    name: str = column("As on its seal (单位名称).")
    uscc: str = column("Unified social credit code (统一社会信用代码), 18 characters.")
    status: EmployerStatus = column("Whether it may invite (注册状态).")

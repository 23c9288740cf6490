"""Employers: what whoever deals with their agreements may know, and what their registration says."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, Final

import strawberry

import models
from auth.scope import Rows
from rules.codes import EMPLOYER_NATURES, INDUSTRIES
from rules.employer import EmployerStatus
from rules.labels import Label
from rules.names import EMPLOYER_STATUS_NAMES
from rules.roles import Module, Role
from schema.access import EMPLOYMENT, access
from schema.available import AvailableAction
from schema.employer_actions import REGISTRATION_ACTIONS
from schema.fields import available, column, entity, label, one
from schema.relay import Node

if TYPE_CHECKING:
    from schema.places import Province

REGISTRATION: Final = access(Module.EMPLOYMENT, roles=[Role.MINISTRY, Role.PROVINCE, Role.EMPLOYER])
"""Whom to call and what a review said: an employer's own, its province's, the ministry's."""


def labels(attribute: str, names: Mapping[Any, str]) -> list[Label]:
    """Return a code table as what lists print for a column."""
    return [Label({attribute: str(code)}, name) for code, name in names.items()]


@entity(models.Employer, scope=Rows.EMPLOYER, access=EMPLOYMENT)
class Employer(Node):
    """An employer (用人单位)."""

    name: str = column("As on its seal (单位名称).")
    uscc: str = column("Unified social credit code (统一社会信用代码), 18 characters.")
    status: EmployerStatus = column("Whether it may invite (注册状态).")
    registration: Annotated["EmployerRegistration", strawberry.lazy("schema.employer")] | None = one(
        "EmployerRegistration", "What it says of itself (注册信息); for itself and for the province that reviews it.", "id"
    )


@entity(models.Employer, scope=Rows.EMPLOYER_REGISTRATION, access=REGISTRATION)
class EmployerRegistration(Node):
    """An employer's registration (单位注册信息), as the employer wrote it and its province reviews it."""

    name: str = column("As on its seal (单位名称).")
    uscc: str = column("Unified social credit code (统一社会信用代码); others may claim the same one until one is approved.")
    status: EmployerStatus = column("Where the registration stands (注册状态).")
    status_label: str | None = label("The status as lists print it (注册状态), e.g. 待审核.", labels("status", EMPLOYER_STATUS_NAMES))
    status_reason: str | None = column("Why it was rejected or disabled (原因).")
    nature: str | None = column("Code of what it is (单位性质), e.g. 39.")
    nature_label: str | None = label("What it is (单位性质), e.g. 其他企业.", labels("nature", EMPLOYER_NATURES))
    industry: str | None = column("Code of its industry (单位行业), e.g. 34.")
    industry_label: str | None = label("Its industry (单位行业).", labels("industry", INDUSTRIES))
    division: str | None = column("Where it sits (单位所在地), a code of six digits.")
    address: str | None = column("Its address (单位地址).")
    postcode: str | None = column("Its postcode (邮政编码).")
    contact_name: str | None = column("Whom to ask (联系人).")
    contact_phone: str | None = column("How to reach that person (联系电话).")
    contact_email: str | None = column("And in writing (电子邮箱).")
    superior: str | None = column("Who stands above it (上级主管部门).")
    accepts_archive: bool | None = column("Whether it takes graduates' archives (是否接收档案).")
    solves_hukou: bool | None = column("Whether it settles their household registration (是否解决户口).")
    province: Annotated["Province", strawberry.lazy("schema.places")] = one("Province", "Who reviews it (省份).", "province_code")
    available_actions: list[AvailableAction] = available(REGISTRATION_ACTIONS)
    created_at: datetime = column("When it registered (注册时间).")
    updated_at: datetime = column("When it last changed (更新时间).")
    version: int = column("Send it with every act: an act on an older version is refused.")

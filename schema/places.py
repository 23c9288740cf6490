"""Provinces, schools and departments: names everybody may know, and what hangs on them for those who may see it."""

from typing import TYPE_CHECKING, Annotated

import strawberry

import models
from auth.scope import Rows
from schema.access import ANY_MODULE
from schema.fields import column, entity, many, one
from schema.lists.agreement import AgreementFilter, AgreementOrder
from schema.lists.gate import AgreementTypeOrder, AgreementTypeSettingFilter, FeatureSwitchOrder, SetupFilter, SetupOrder
from schema.lists.graduate import GraduateFilter, GraduateOrder
from schema.lists.places import DepartmentOrder, SchoolFilter, SchoolOrder
from schema.relay import Connection, Node

if TYPE_CHECKING:
    from schema.agreement import Agreement
    from schema.gate import AgreementTypeSetting, FeatureSwitch, SchoolSetup
    from schema.graduate import Graduate


@entity(models.Province, scope=Rows.PROVINCE, access=ANY_MODULE)
class Province(Node):
    """A province (省份), or the 兵团."""

    code: str = column("Two digits (省份代码), e.g. 11.")
    name: str = column("As the header shows it, e.g. 北京市.")
    schools: Connection["School"] | None = many("School", "Its schools (院校).", order=SchoolOrder, filters=SchoolFilter, by="province_id")
    feature_switches: Connection[Annotated["FeatureSwitch", strawberry.lazy("schema.gate")]] | None = many(
        "FeatureSwitch",
        "The features it has opened (功能设置); one that is not listed is closed.",
        order=FeatureSwitchOrder,
        by="province_id",
    )


@entity(models.School, scope=Rows.SCHOOL, access=ANY_MODULE)
class School(Node):
    """A school (院校) under its present code and name."""

    code: str = column("Five digits (院校代码), e.g. 10001.")
    name: str = column("Name (院校名称).")
    province: Province = one("Province", "Where it belongs (省份).", "province_id")
    departments: Connection["Department"] | None = many("Department", "Its departments (院系).", order=DepartmentOrder, by="school_id")
    graduates: Connection[Annotated["Graduate", strawberry.lazy("schema.graduate")]] | None = many(
        "Graduate", "Its graduates (毕业生).", order=GraduateOrder, filters=GraduateFilter, by="school_id"
    )
    agreements: Connection[Annotated["Agreement", strawberry.lazy("schema.agreement")]] | None = many(
        "Agreement", "Agreements of its graduates (就业协议).", order=AgreementOrder, filters=AgreementFilter, by="school_id"
    )
    setups: Connection[Annotated["SchoolSetup", strawberry.lazy("schema.gate")]] | None = many(
        "SchoolSetup", "Its set-ups (签约设置, 登记设置).", order=SetupOrder, filters=SetupFilter, by="school_id"
    )
    agreement_types: Connection[Annotated["AgreementTypeSetting", strawberry.lazy("schema.gate")]] | None = many(
        "AgreementTypeSetting",
        "Its agreement types (电子就业协议书类型).",
        order=AgreementTypeOrder,
        filters=AgreementTypeSettingFilter,
        by="school_id",
    )


@entity(models.Department, scope=Rows.DEPARTMENT, access=ANY_MODULE)
class Department(Node):
    """A department (院系) of a school; names differ by code point, so RR and rr are two."""

    name: str = column("Name (院系名称).")
    school: School = one("School", "Its school (院校).", "school_id")
    graduates: Connection[Annotated["Graduate", strawberry.lazy("schema.graduate")]] | None = many(
        "Graduate", "Its graduates (毕业生).", order=GraduateOrder, filters=GraduateFilter, by="department_id"
    )

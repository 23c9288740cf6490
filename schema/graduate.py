"""Graduates: the roster card that any module opens, and the rest, which needs EMPLOYMENT."""

from typing import TYPE_CHECKING, Annotated

import strawberry

import models
from auth.scope import Rows
from rules.labels import DEGREE_LABELS, Label
from schema.access import ANY_MODULE, EMPLOYMENT
from schema.fields import column, entity, label, many, one
from schema.lists.agreement import AgreementFilter, AgreementOrder
from schema.places import Department, School
from schema.relay import Connection, Node

if TYPE_CHECKING:
    from schema.agreement import Agreement

DEGREES = [Label({"degree_code": code}, text) for code, text in DEGREE_LABELS.items()]


@entity(models.Graduate, scope=Rows.GRADUATE, access=ANY_MODULE)
class Graduate(Node):
    """One person's graduation (毕业生) from one school in one class year, as the school's roster has it."""

    name: str = column("Name (姓名).")
    student_number: str | None = column("Student number (学号); null where the school keeps none, which lists print as --.")
    class_year: int = column("Class year (届).")
    major_code: str = column("Major's code (专业代码).")
    major_name: str = column("Major (专业), free text: 哲学 and 哲学类 both occur.")
    degree_code: str = column("Degree code (学历), e.g. 31.")
    degree_label: str | None = label("Degree in short (学历), e.g. 本科.", DEGREES)
    school: School = one("School", "School (院校).", "school_id")
    department: Department = one("Department", "Department (院系).", "department_id")
    exam_number: str | None = column("Examination number (考生号).", access=EMPLOYMENT)
    id_number: str | None = column("Masked: 110000********0019 (身份证号).", "id_number_masked", access=EMPLOYMENT)
    training_mode: str | None = column("Training mode's code (培养方式); 2 and 4 are directed.", access=EMPLOYMENT)
    version: int = column("Send it with every correction: one of an older version is refused.")
    agreements: Connection[Annotated["Agreement", strawberry.lazy("schema.agreement")]] | None = many(
        "Agreement", "Agreements (就业协议), newest first.", order=AgreementOrder, filters=AgreementFilter, by="graduate_id"
    )

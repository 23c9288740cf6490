"""A school's roster (毕业生名册): enrolling, correcting, removing, and the codes that activate graduates' accounts."""

from datetime import datetime
from typing import Any

import strawberry

from actions.roster import enrol, remove_graduate
from actions.roster_codes import IssuedToGraduate, issue_graduate_codes, reset_graduate
from actions.roster_correction import COLUMNS, correct_graduate
from actions.roster_input import RosterRow
from resolvers.acts import act
from resolvers.context import Info, key_of, located
from rules.roles import Module, Role
from schema.errors import UserError
from schema.fields import graphql_name
from schema.graduate import Graduate

WRITES = [Module.EMPLOYMENT]


@strawberry.input(description="One graduate as the roster is to have it.")
class RosterRowInput:
    """One row of a roster."""

    name: str = strawberry.field(description="Name (姓名), without blanks, at most 40 characters.")
    id_number: str = strawberry.field(description="Identity number (身份证号), 18 characters; never shown again.")
    exam_number: str = strawberry.field(description="Examination number (考生号), at most 20 characters; it cannot be corrected later.")
    student_number: str | None = strawberry.field(default=None, description="Student number (学号), where the school keeps one.")
    department: str = strawberry.field(description="Department (院系) by its exact name: RR and rr are two.")
    degree_code: str = strawberry.field(description="Degree code (学历), e.g. 31.")
    major_code: str = strawberry.field(description="Major's code (专业代码), e.g. 020301K.")
    major_name: str = strawberry.field(description="Major (专业), at most 60 characters.")
    training_mode: str = strawberry.field(default="1", description="Training mode's code (培养方式); 2 and 4 are directed.")

    @property
    def row(self) -> RosterRow:
        """The row as actions take it."""
        return RosterRow(**{name: getattr(self, name) for name in RosterRow.__dataclass_fields__})


@strawberry.input(description="Graduates to put on your roster; all of them, or none.")
class EnrolGraduatesInput:
    """Input of enrolGraduates."""

    class_year: int = strawberry.field(description="Class year (届).")
    graduates: list[RosterRowInput] = strawberry.field(description="Who (毕业生), 1 to 100.")
    new_departments: list[str] = strawberry.field(
        default_factory=list,
        description="Departments (新增院系) to make where they are not there yet; any other unknown name is refused as a slip.",
    )


@strawberry.input(description="A graduate as you saw it.")
class GraduateInput:
    """The part that all acts on a graduate share."""

    graduate: strawberry.ID = strawberry.field(description="Which graduate (毕业生).")
    version: int = strawberry.field(description="The version you saw; refused where it has changed since.")


@strawberry.input(description="A graduate as you saw it, and what is to be corrected; what is not given stays.")
class CorrectGraduateInput(GraduateInput):
    """Input of correctGraduate."""

    name: str | None = strawberry.field(default=strawberry.UNSET, description="Name (姓名).")
    student_number: str | None = strawberry.field(default=strawberry.UNSET, description="Student number (学号); null removes it.")
    department: str | None = strawberry.field(default=strawberry.UNSET, description="Department (院系) by its exact name; it must exist.")
    degree_code: str | None = strawberry.field(default=strawberry.UNSET, description="Degree code (学历).")
    major_code: str | None = strawberry.field(default=strawberry.UNSET, description="Major's code (专业代码).")
    major_name: str | None = strawberry.field(default=strawberry.UNSET, description="Major (专业).")
    training_mode: str | None = strawberry.field(default=strawberry.UNSET, description="Training mode's code (培养方式).")

    @property
    def changes(self) -> dict[str, Any]:
        """What is given, by input field."""
        given = {graphql_name(column.removesuffix("_id")): column.removesuffix("_id") for column in COLUMNS.values()}
        return {field: getattr(self, name) for field, name in given.items() if getattr(self, name) is not strawberry.UNSET}


@strawberry.input(description="A graduate as you saw it, and why it does not belong on the roster.")
class RemoveGraduateInput(GraduateInput):
    """Input of removeGraduate."""

    reason: str = strawberry.field(description="Why (原因), at most 500 characters; the audit keeps it.")


@strawberry.input(description="Graduates whose accounts are to be activated.")
class IssueActivationCodesInput:
    """Input of issueActivationCodes."""

    graduates: list[strawberry.ID] = strawberry.field(description="Whose (毕业生), 1 to 100 different people.")


@strawberry.input(description="A graduate who cannot log in any more.")
class ResetGraduatePasswordInput:
    """Input of resetGraduatePassword."""

    graduate: strawberry.ID = strawberry.field(description="Whose (毕业生).")
    reason: str = strawberry.field(description="Why (原因), at most 500 characters; the audit keeps it.")


@strawberry.type(description="What became of enrolGraduates.")
class EnrolGraduatesPayload:
    """Payload of enrolGraduates."""

    graduates: list[strawberry.ID] = strawberry.field(
        default_factory=list, description="Their IDs (毕业生), in the order given; empty where it was refused."
    )
    user_errors: list[UserError] = strawberry.field(
        default_factory=list, description="Everything at fault; `field` is `graduates.N.name`, N from 0. Empty where it was done."
    )


@strawberry.type(description="What became of an act on a graduate (毕业生).")
class GraduatePayload:
    """Payload of correctGraduate."""

    graduate: Graduate | None = strawberry.field(default=None, description="The graduate as it is now; null where the act was refused.")
    user_errors: list[UserError] = strawberry.field(default_factory=list, description="Why it was refused; empty where it was done.")


@strawberry.type(description="What became of removeGraduate.")
class RemoveGraduatePayload:
    """Payload of removeGraduate."""

    removed: bool = strawberry.field(default=False, description="Whether the graduate is off the roster now.")
    user_errors: list[UserError] = strawberry.field(default_factory=list, description="Why it was refused; empty where it was done.")


@strawberry.type(description="A one-time code (激活码) and whom it is for; shown this once.")
class ActivationCode:
    """One code that was issued."""

    graduate: strawberry.ID = strawberry.field(description="For whom (毕业生).")
    account: str = strawberry.field(description="The account it activates (用户名); the identity number does as well.")
    code: str = strawberry.field(description="The code (激活码).")
    expires_at: datetime = strawberry.field(description="From when on it no longer holds (失效时间).")


@strawberry.type(description="The codes that were issued (激活码).")
class ActivationCodesPayload:
    """Payload of issueActivationCodes and resetGraduatePassword."""

    codes: list[ActivationCode] = strawberry.field(
        default_factory=list, description="The codes, in the order given; empty where it was refused."
    )
    user_errors: list[UserError] = strawberry.field(
        default_factory=list, description="Everything at fault; `field` is `graduates.N`, N from 0. Empty where it was done."
    )


def shown(issued: IssuedToGraduate) -> ActivationCode:
    """Return a code as it is shown, once."""
    one = issued.issued
    graduate = strawberry.ID(f"Graduate:{issued.graduate_id}")
    return ActivationCode(graduate=graduate, account=one.username, code=one.code, expires_at=one.expires_at)


@strawberry.type
class RosterMutation:
    """Mutations of a school's roster."""

    @act("Put graduates on your roster (登记名册), each with an account that a code activates.", roles=[Role.SCHOOL], modules=WRITES)
    async def enrol_graduates(self, info: Info, input: EnrolGraduatesInput) -> EnrolGraduatesPayload:
        rows = [graduate.row for graduate in input.graduates]
        keys = await enrol(info.context.acting, class_year=input.class_year, rows=rows, new_departments=input.new_departments)
        return EnrolGraduatesPayload(graduates=[strawberry.ID(f"Graduate:{key}") for key in keys])

    @act("Correct what your roster says of a graduate (更正名册).", roles=[Role.SCHOOL], modules=WRITES)
    async def correct_graduate(self, info: Info, input: CorrectGraduateInput) -> GraduatePayload:
        key = await correct_graduate(info.context.acting, key_of(Graduate, input.graduate), version=input.version, changes=input.changes)
        return GraduatePayload(graduate=located(Graduate, key))

    @act("Take a graduate off your roster (删除); only where nothing hangs on the record.", roles=[Role.SCHOOL], modules=WRITES)
    async def remove_graduate(self, info: Info, input: RemoveGraduateInput) -> RemoveGraduatePayload:
        key = key_of(Graduate, input.graduate)
        await remove_graduate(info.context.acting, key, version=input.version, reason=input.reason)
        return RemoveGraduatePayload(removed=True)

    @act(
        "Issue one-time codes for graduates who have not activated their accounts yet (发放激活码).",
        roles=[Role.SCHOOL],
        modules=WRITES,
    )
    async def issue_activation_codes(self, info: Info, input: IssueActivationCodesInput) -> ActivationCodesPayload:
        context = info.context
        keys = [key_of(Graduate, graduate) for graduate in input.graduates]
        return ActivationCodesPayload(codes=[shown(one) for one in await issue_graduate_codes(context.acting, context.codes, keys)])

    @act("End a graduate's password and sessions, and issue a code for a new one (重置毕业生密码).", roles=[Role.SCHOOL], modules=WRITES)
    async def reset_graduate_password(self, info: Info, input: ResetGraduatePasswordInput) -> ActivationCodesPayload:
        context = info.context
        key = key_of(Graduate, input.graduate)
        return ActivationCodesPayload(codes=[shown(await reset_graduate(context.acting, context.codes, key, reason=input.reason))])

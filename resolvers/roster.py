"""A school's roster (毕业生名册): enrolling, correcting, removing, and the codes that activate graduates' accounts."""

from datetime import datetime

import strawberry

from actions.basics import confirm_basics
from actions.roster import enrol, remove_graduate
from actions.roster_codes import IssuedToGraduate, issue_graduate_codes, reset_graduate
from actions.roster_correction import correct_graduate
from actions.roster_input import RosterRow
from resolvers.acts import act
from resolvers.context import Info, key_of, located
from rules.roles import Module, Role
from rules.roster_fields import CORRECTABLE, FIELDS, RosterField
from schema.errors import UserError
from schema.graduate import Graduate

WRITES = [Module.EMPLOYMENT]


def python_name(field: RosterField) -> str:
    """Return what an input calls a field."""
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in field.name)


def typed(given: str | bool | None) -> str | None:
    """Return what was given as a roster writes it."""
    return str(int(given)) if isinstance(given, bool) else given


@strawberry.input(description="One graduate as the roster is to have it. Codes may be given as the words of their table.")
class RosterRowInput:
    """One row of a roster."""

    exam_number: str = strawberry.field(description="Examination number (考生号), at most 20 characters; it cannot be corrected later.")
    name: str = strawberry.field(description="Name (姓名), without blanks, at most 40 characters.")
    id_number: str = strawberry.field(description="Identity number (身份证号), 18 characters; never shown again.")
    sex_code: str = strawberry.field(description="Sex (性别): code or word; it must go with the identity number.")
    ethnicity_code: str = strawberry.field(description="Ethnicity (民族): code or word.")
    political_status_code: str = strawberry.field(description="Political status (政治面貌): code or word.")
    department: str = strawberry.field(description="Department (院系) by its exact name: RR and rr are two.")
    degree_code: str = strawberry.field(description="Degree (学历): code or word, e.g. 31.")
    major_code: str = strawberry.field(description="Major's code (专业代码), e.g. 020301K.")
    major_name: str = strawberry.field(description="Major (专业), at most 60 characters.")
    study_years: str = strawberry.field(description="Years of study by halves (学制), e.g. 4 or 2.5.")
    origin_code: str = strawberry.field(description="Where the graduate comes from (生源地): a county's six digits.")
    teacher_type_code: str = strawberry.field(description="Teacher training (师范生类别): code or word.")
    hardship_code: str = strawberry.field(description="Hardship (困难生类别): code or word.")
    enrolled_month: str = strawberry.field(description="Month of enrolment (入学时间), YYYYMM.")
    graduated_month: str = strawberry.field(description="Month of graduation (毕业时间), YYYYMM, of the class year.")
    archive_in_school: bool = strawberry.field(description="Whether the archive was moved to the school (档案是否转入学校).")
    hukou_in_school: bool = strawberry.field(description="Whether the household registration was moved to the school (户口是否转入学校).")
    mobile: str = strawberry.field(description="Mobile number (手机号码), 11 digits.")
    student_number: str | None = strawberry.field(default=None, description="Student number (学号), where the school keeps one.")
    class_name: str | None = strawberry.field(default=None, description="Class (班级).")
    major_direction: str | None = strawberry.field(default=None, description="Direction within the major (专业方向).")
    training_mode: str = strawberry.field(default="1", description="Training mode (培养方式): code or word; 2 and 4 are directed.")
    directed_unit: str | None = strawberry.field(
        default=None, description="The unit the graduate is trained for (定向或委培单位); required where the training is directed."
    )
    directed_division: str | None = strawberry.field(
        default=None, description="Its division (定向或委培单位所在地), six digits; required where the training is directed."
    )
    former_police_station: str | None = strawberry.field(
        default=None, description="Police station of the registration before that (入学前户口所在地派出所)."
    )
    email: str | None = strawberry.field(default=None, description="E-mail address (电子邮箱).")
    qq: str | None = strawberry.field(default=None, description="QQ number (QQ号码).")
    home_address: str | None = strawberry.field(default=None, description="Home address (家庭地址).")
    home_phone: str | None = strawberry.field(default=None, description="Telephone at home (家庭电话).")
    home_postcode: str | None = strawberry.field(default=None, description="Postcode of the home (家庭邮编).")

    @property
    def row(self) -> RosterRow:
        """The row as actions take it."""
        return {field.name: typed(getattr(self, python_name(field))) for field in FIELDS if not field.checked_only}


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


@strawberry.input(description="Your own basic data as you saw them.")
class ConfirmBasicDataInput(GraduateInput):
    """Input of confirmBasicData."""


@strawberry.input(description="A graduate as you saw it, and what is to be corrected; what is not given stays.")
class CorrectGraduateInput(GraduateInput):
    """Input of correctGraduate."""

    student_number: str | None = strawberry.field(
        default=strawberry.UNSET, description="Student number (学号), where the school keeps one; null removes it."
    )
    name: str | None = strawberry.field(default=strawberry.UNSET, description="Name (姓名), without blanks.")
    sex_code: str | None = strawberry.field(default=strawberry.UNSET, description="Sex (性别): code or word.")
    ethnicity_code: str | None = strawberry.field(default=strawberry.UNSET, description="Ethnicity (民族): code or word.")
    political_status_code: str | None = strawberry.field(default=strawberry.UNSET, description="Political status (政治面貌): code or word.")
    department: str | None = strawberry.field(default=strawberry.UNSET, description="Department (院系) by its exact name; it must exist.")
    class_name: str | None = strawberry.field(default=strawberry.UNSET, description="Class (班级); null removes it.")
    degree_code: str | None = strawberry.field(default=strawberry.UNSET, description="Degree (学历): code or word, e.g. 31.")
    major_code: str | None = strawberry.field(default=strawberry.UNSET, description="Major's code (专业代码), e.g. 020301K.")
    major_name: str | None = strawberry.field(default=strawberry.UNSET, description="Major (专业).")
    major_direction: str | None = strawberry.field(
        default=strawberry.UNSET, description="Direction within the major (专业方向); null removes it."
    )
    study_years: str | None = strawberry.field(default=strawberry.UNSET, description="Years of study by halves (学制), e.g. 4 or 2.5.")
    training_mode: str | None = strawberry.field(default=strawberry.UNSET, description="Training mode (培养方式): code or word.")
    directed_unit: str | None = strawberry.field(
        default=strawberry.UNSET, description="The unit the graduate is trained for (定向或委培单位); null removes it."
    )
    directed_division: str | None = strawberry.field(
        default=strawberry.UNSET, description="Its division (定向或委培单位所在地), six digits; null removes it."
    )
    origin_code: str | None = strawberry.field(
        default=strawberry.UNSET, description="Where the graduate comes from (生源地): a county's six digits."
    )
    teacher_type_code: str | None = strawberry.field(default=strawberry.UNSET, description="Teacher training (师范生类别): code or word.")
    hardship_code: str | None = strawberry.field(default=strawberry.UNSET, description="Hardship (困难生类别): code or word.")
    enrolled_month: str | None = strawberry.field(default=strawberry.UNSET, description="Month of enrolment (入学时间), YYYYMM.")
    graduated_month: str | None = strawberry.field(
        default=strawberry.UNSET, description="Month of graduation (毕业时间), YYYYMM, of the class year."
    )
    archive_in_school: bool | None = strawberry.field(
        default=strawberry.UNSET, description="Whether the archive was moved to the school (档案是否转入学校)."
    )
    hukou_in_school: bool | None = strawberry.field(
        default=strawberry.UNSET, description="Whether the household registration was moved to the school (户口是否转入学校)."
    )
    former_police_station: str | None = strawberry.field(
        default=strawberry.UNSET, description="Police station of the registration before that (入学前户口所在地派出所); null removes it."
    )
    mobile: str | None = strawberry.field(default=strawberry.UNSET, description="Mobile number (手机号码), 11 digits.")
    email: str | None = strawberry.field(default=strawberry.UNSET, description="E-mail address (电子邮箱); null removes it.")
    qq: str | None = strawberry.field(default=strawberry.UNSET, description="QQ number (QQ号码); null removes it.")
    home_address: str | None = strawberry.field(default=strawberry.UNSET, description="Home address (家庭地址); null removes it.")
    home_phone: str | None = strawberry.field(default=strawberry.UNSET, description="Telephone at home (家庭电话); null removes it.")
    home_postcode: str | None = strawberry.field(default=strawberry.UNSET, description="Postcode of the home (家庭邮编); null removes it.")

    @property
    def changes(self) -> dict[str, str | None]:
        """What is given, by the fields' names."""
        given = {field.name: getattr(self, python_name(field)) for field in CORRECTABLE}
        return {name: typed(value) for name, value in given.items() if value is not strawberry.UNSET}


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
    """Payload of correctGraduate and confirmBasicData."""

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

    @act("Confirm what the roster says of you (信息确认); signing begins with it.", roles=[Role.GRADUATE], modules=WRITES)
    async def confirm_basic_data(self, info: Info, input: ConfirmBasicDataInput) -> GraduatePayload:
        key = await confirm_basics(info.context.acting, key_of(Graduate, input.graduate), version=input.version)
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

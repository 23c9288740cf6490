"""The registration form (毕业去向登记信息表) of a graduate who has confirmed its destination: what it prints, and its PDF."""

from dataclasses import dataclass
from datetime import datetime

from documents.texts import day_of, given, moment_of
from documents.typesetting import Printed, qr_code, typeset


@dataclass(frozen=True, slots=True)
class RegisteredArchive:
    """Where the archive goes (档案转递). Texts are as people read them (`转至单位`), None where the record has nothing."""

    state: str
    """E.g. 审核通过, or 无需转递; then nothing else is there."""
    transfer_type: str | None = None
    receiver: str | None = None
    address: str | None = None
    postcode: str | None = None
    contact: str | None = None
    phone: str | None = None
    dispatch: str | None = None
    """How and whether it was sent, e.g. 机要通信 已寄出."""
    tracking_number: str | None = None


@dataclass(frozen=True, slots=True)
class RegisteredHukou:
    """Where the household registration moves (户口迁移); as the archive."""

    state: str
    """E.g. 审核通过, or 无需迁移."""
    migration_type: str | None = None
    reason: str | None = None
    address: str | None = None
    """Division and address in one, as it is written on an envelope."""
    receiving_unit: str | None = None


@dataclass(frozen=True, slots=True)
class RegistrationForm:
    """What the form prints. All texts are Chinese, as people read them; codes are printed beside their words."""

    class_year: int
    name: str
    sex: str | None
    id_number_masked: str
    """110000********0019: never the number itself."""
    student_number: str | None
    school: str
    department: str
    major: str
    degree: str
    destination_code: str
    """A category of destinations (毕业去向类别), e.g. 10."""
    destination: str
    """Its words, e.g. 签就业协议形式就业."""
    unit: str | None
    """The employer, school, project or enterprise; None for who has none."""
    unit_uscc: str | None
    position: str | None
    division: str | None
    """Where it is (所在地), in words."""
    agreement_number: str | None
    confirmed_at: datetime
    """When the graduate confirmed, aware; printed as the day in China."""
    transfer_number: str
    """转递编号."""
    verification_number: str
    """核验编号."""
    verification_expires_at: datetime
    """From this instant on the verification number tells nobody anything, aware."""
    qr: str
    """What a scanner reads."""
    archive: RegisteredArchive | None = None
    """None where the school has not opened the module: then the form has no such part. So has the next one."""
    hukou: RegisteredHukou | None = None
    mark: str | None = None
    """Printed across every page, e.g. 已失效 where the confirmation is stale."""


def registration_form(form: RegistrationForm) -> bytes:
    """Return the form as PDF: the same bytes for the same form. Milliseconds of work: call it in a thread. Raises TooLong."""
    return typeset("registration", values_of(form), form.confirmed_at)


def values_of(form: RegistrationForm) -> dict[str, Printed]:
    """Return what the template prints of a form."""
    return {
        "title": f"毕业去向登记信息表 {form.name}",
        "class_year": str(form.class_year),
        "graduate": [
            ["姓名", form.name, "性别", given(form.sex)],
            ["身份证号", form.id_number_masked, "学号", given(form.student_number)],
            ["院校", form.school, "院系", form.department],
            ["专业", form.major, "学历", form.degree],
        ],
        "destination": [
            ["去向类别", f"{form.destination}（{form.destination_code}）"],
            ["单位名称", given(form.unit)],
            ["统一社会信用代码", given(form.unit_uscc)],
            ["岗位", given(form.position), "所在地", given(form.division)],
            ["协议编号", given(form.agreement_number)],
        ],
        "archive": None if form.archive is None else archive_rows(form.archive),
        "hukou": None if form.hukou is None else hukou_rows(form.hukou),
        "confirmation": [
            ["转递编号", form.transfer_number, "确认日期", day_of(form.confirmed_at)],
            ["核验编号", form.verification_number, "核验有效期至", moment_of(form.verification_expires_at)],
        ],
        "qr": qr_code(form.qr),
        "mark": form.mark,
    }


def archive_rows(archive: RegisteredArchive) -> list[Printed]:
    """Return the rows of the archive's part: its state alone where nothing is to be sent."""
    if archive.transfer_type is None:
        return [["登记状态", archive.state]]
    return [
        ["登记状态", archive.state, "转递类型", archive.transfer_type],
        ["接收单位", given(archive.receiver)],
        ["接收地址", given(archive.address)],
        ["邮政编码", given(archive.postcode), "联系人及电话", both(archive.contact, archive.phone)],
        ["转递方式", given(archive.dispatch), "寄送单号", given(archive.tracking_number)],
    ]


def hukou_rows(hukou: RegisteredHukou) -> list[Printed]:
    """Return the rows of the household registration's part: its state alone where nothing moves."""
    if hukou.migration_type is None:
        return [["登记状态", hukou.state]]
    return [
        ["登记状态", hukou.state, "迁移类型", hukou.migration_type],
        ["迁移原因", given(hukou.reason), "接收单位", given(hukou.receiving_unit)],
        ["迁往地址", given(hukou.address)],
    ]


def both(first: str | None, second: str | None) -> str:
    """Return what there is of two texts."""
    return given(" ".join(text for text in (first, second) if text) or None)

"""What a graduate types of an employer and of what was agreed with it, made fit to be stored: on a form, or off a paper agreement."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from actions.inputs import optional_pay, optional_text, required_text
from rules.employer import is_phone
from rules.errors import InvalidInput, Refusals
from rules.uscc import check_uscc


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a graduate types of an employer and of what was agreed with it. `monthly_pay` is in yuan."""

    employer_name: str
    employer_uscc: str
    employer_contact: str | None = None
    employer_phone: str | None = None
    position: str | None = None
    monthly_pay: int | None = None
    work_address: str | None = None
    start_date: date | None = None


def columns_of(terms: Terms, agreement_number: str | None = None) -> dict[str, Any]:
    """Return the columns that terms fill; with the number that a paper agreement has, where one is given.

    Raises Refusals with all at fault.
    """
    problems: list[InvalidInput] = []

    def read(reader: Callable[..., Any], *given: Any) -> Any:
        try:
            return reader(*given)
        except InvalidInput as problem:
            problems.append(problem)
            return None

    columns = {
        "employer_name": read(required_text, "employerName", "单位名称", terms.employer_name, 60),
        "employer_uscc": read(_uscc, terms.employer_uscc),
        "employer_contact": read(optional_text, "employerContact", "单位联系人", terms.employer_contact, 40),
        "employer_phone": read(_phone, terms.employer_phone),
        "position": read(optional_text, "position", "岗位", terms.position, 60),
        "monthly_pay": read(optional_pay, terms.monthly_pay),
        "work_address": read(optional_text, "workAddress", "工作地址", terms.work_address, 120),
        "start_date": terms.start_date,
    }
    if agreement_number is not None:
        columns["agreement_number"] = read(required_text, "agreementNumber", "协议编号", agreement_number, 40)
    if problems:
        raise Refusals(problems)
    return columns


def _uscc(typed: str) -> str:
    uscc = typed.strip().upper()
    try:
        check_uscc(uscc)
    except InvalidInput as problem:
        raise InvalidInput("employerUscc", problem.problem) from problem
    return uscc


def _phone(typed: str | None) -> str | None:
    phone = (typed or "").strip() or None
    if phone is not None and not is_phone(phone):
        raise InvalidInput("employerPhone", "单位联系电话须为6至20位数字，可含区号与短横线")
    return phone

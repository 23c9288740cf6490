"""Refusals of registrations of other destinations (去向登记) alone."""

from dataclasses import dataclass

from rules.errors import Code, RuleError


@dataclass(eq=False)
class CategoryNotAllowed(RuleError):
    """The school's set-up does not take registrations of this destination."""

    code = Code.CATEGORY_NOT_ALLOWED
    message = "学校未开放去向类别“{category}”的登记。请选择其他去向类别，或联系学校在设置中开放。"
    field = "category"
    category: str

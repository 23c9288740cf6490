"""The refusals of acts on class years (届别管理)."""

from dataclasses import dataclass

from rules.errors import Code, RuleError


@dataclass(eq=False)
class ClassYearAlreadyOpen(RuleError):
    """The class year takes writes already."""

    code = Code.CLASS_YEAR_ALREADY_OPEN
    message = "{year}届已经开启，可以办理，无需重复开启。"
    field = "year"
    year: int


@dataclass(eq=False)
class ClassYearAlreadyClosed(RuleError):
    """The class year was closed. Opening it again is an act of its own, which has to be explained."""

    code = Code.CLASS_YEAR_ALREADY_CLOSED
    message = "{year}届已经关闭。如需更正该届数据，请使用“重新开启”并说明原因。"
    field = "year"
    year: int

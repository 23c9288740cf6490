"""What is refused of employers' registrations; the codes are those of `rules.errors`."""

from rules.errors import Code, RuleError


class UsccTaken(RuleError):
    """Another registration under the same credit code was approved; a code is one employer's."""

    code = Code.USCC_TAKEN
    message = "该统一社会信用代码已有审核通过的单位。请核实后驳回重复的注册。"

"""What is refused of disputes."""

from rules.errors import Code, RuleError


class DisputeUnderWay(RuleError):
    """The graduate has disputed the same thing already, and its school has not answered yet."""

    code = Code.DISPUTE_UNDER_WAY
    message = "您对此信息已提出异议，正在等待学校答复。如需补充，请先撤回后重新提出。"


class DisputeOver(RuleError):
    """The dispute was answered or withdrawn before."""

    code = Code.DISPUTE_OVER
    message = "该异议已办结。如对结果仍有异议，请由毕业生重新提出。"


class NotDisputable(RuleError):
    """The record does not count as the graduate's destination, so there is nothing wrong with what is registered."""

    code = Code.NOT_DISPUTABLE
    message = "该记录未生效，无需提出异议。如信息有误，请拒绝、取消或修改后重新提交。"
    field = "about"

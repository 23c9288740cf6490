"""What is refused of provinces' own systems, and of whoever touches here what they decide; the codes are those of `rules.errors`."""

from dataclasses import dataclass

from rules.errors import Code, RuleError
from rules.gate_terms import Feature


class ApprovedElsewhere(RuleError):
    """The record came from the province's own system, which goes on deciding about it while the school has not set the feature up here."""

    code = Code.APPROVED_ELSEWHERE
    message = "该记录由本省自建系统审核通过，不能在登记系统中变更。请在自建系统中办理，办理结果会自动同步。"


class InterfaceAccount(RuleError):
    """The account is a province's system's: it hands in what was approved there, and does nothing else."""

    code = Code.INTERFACE_ACCOUNT
    message = "该账号为省级自建系统的接口账号，只能导入自建系统已审核通过的记录。请使用其他账号办理。"


@dataclass(eq=False)
class SetUpHere(RuleError):
    """The school has set the feature up here for the class year, so it decides here; there are not two systems that do."""

    code = Code.SET_UP_HERE
    message = "学校本届已在登记系统中完成“{feature}”设置，不能再从自建系统导入。请在登记系统中办理。"
    feature: Feature


class SourceVersionReused(RuleError):
    """The same version of the same record was imported before and said something else."""

    code = Code.SOURCE_VERSION_REUSED
    message = "该记录的这一版本已导入过，但内容不同。内容有变更时，请提高记录版本后重新提交。"
    field = "sourceVersion"

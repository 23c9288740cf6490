"""What is refused of archives and household registrations; the codes are those of `rules.errors`."""

from dataclasses import dataclass

from rules.errors import Code, RuleError
from rules.transfer_terms import DispatchMove, DispatchState


class ArchiveNotNeeded(RuleError):
    """The archive was never moved to the school, so nothing is to be registered of it (无需转递)."""

    code = Code.ARCHIVE_NOT_NEEDED
    message = "该毕业生的档案未转入学校，无需转递。如名册信息有误，请联系学校更正。"


class HukouNotNeeded(RuleError):
    """The household registration was never moved to the school, so nothing is to be registered of it (无需迁移)."""

    code = Code.HUKOU_NOT_NEEDED
    message = "该毕业生的户口未转入学校，无需迁移。如名册信息有误，请联系学校更正。"


class RecordUnderWay(RuleError):
    """The graduate has a record of the kind that waits for a review, or was rejected and not cancelled: there is one at a time."""

    code = Code.RECORD_UNDER_WAY
    message = "该毕业生已有待审核或待修改的登记。请等待审核结果，或修改、取消该登记后再办理。"


class ArchiveDispatched(RuleError):
    """The archive has left the school: what was registered of it is not changed by a form any more."""

    code = Code.ARCHIVE_DISPATCHED
    message = "档案已寄出，不能再修改转递信息。如档案被退回，请联系学校登记退回后再修改。"


@dataclass(eq=False)
class DispatchNotAllowed(RuleError):
    """The table of dispatches has no such step, or the record is not in force."""

    code = Code.DISPATCH_NOT_ALLOWED
    message = "档案当前不能办理“{move}”。请刷新，核对审核状态与转递状态后重试。"
    now: DispatchState
    move: DispatchMove

"""How many agreements stand where, beside a list of them (各状态数量)."""

from typing import Final

import models
from auth.scope import Rows
from rules.agreement import STATUSES_OF, Initiator, Status
from schema.access import EMPLOYMENT
from schema.agreement import INITIATORS
from schema.fields import aggregate, column, label, row_count
from schema.timeline import stood

EVERY_STANDING: Final = tuple(
    {"initiator": initiator.value, "status": status.value} for initiator, statuses in STATUSES_OF.items() for status in statuses
)
"""Every place where an agreement can stand: online in the order of its life, then offline."""


@aggregate(models.Agreement, scope=Rows.AGREEMENT, access=EMPLOYMENT)
class AgreementCount:
    """How many agreements that were started by one side have one status (各状态数量)."""

    initiator: Initiator = column("Who started them (签约发起方).")
    initiator_label: str | None = label("Who started them, as lists print it: 单位 or 学生.", INITIATORS)
    status: Status = column("Where they stand (签约状态).")
    status_label: str | None = label("The status in short (签约状态), the same for both types of agreement.", stood("status"))
    count: int = row_count("How many (数量); also where there are none.")

"""Class years (届) as the ministry opens and closes them, and what still waits in each."""

from datetime import datetime
from typing import Final

import models
from auth.scope import Rows
from rules.gate import CLASS_YEAR_LABELS, ClassYearState
from rules.labels import Label
from rules.roles import Role
from rules.waiting import OPEN_WORK_LABELS, OpenWorkKind
from schema.access import ANY_MODULE, access
from schema.fields import column, entity, label, many
from schema.gate import SchoolEnablement
from schema.lists.class_year import OpenWorkOrder
from schema.lists.gate import SchoolEnablementFilter, SchoolEnablementOrder
from schema.relay import Connection, Node

STATES: Final = [Label({"state": state}, text) for state, text in CLASS_YEAR_LABELS.items()]
KINDS: Final = [Label({"kind": kind}, text) for kind, text in OPEN_WORK_LABELS.items()]
CLOSERS: Final = access(roles=[Role.MINISTRY])


@entity(models.OpenWork, scope=Rows.OPEN_WORK, access=CLOSERS)
class OpenWork(Node):
    """How much of one kind still waits in a class year, in the whole nation (未办结事项): once it is closed, for nobody."""

    kind: OpenWorkKind = column("What it is (事项).")
    label: str | None = label("What it is, as a page prints it (事项名称), e.g. 待应约的签约邀请.", KINDS)
    count: int = column("How many wait (数量); 0 where none does.", "waiting")


@entity(models.Cohort, scope=Rows.CLASS_YEAR, access=ANY_MODULE)
class Cohort(Node):
    """A class year (届别): it is opened, takes writes, and is closed, when it is read-only for everybody."""

    year: int = column("The year of graduation (届), e.g. 2023.", "class_year")
    state: ClassYearState = column("Whether it takes writes (状态).")
    state_label: str | None = label("Whether it takes writes, as a page prints it (状态): 办理中, 已关闭.", STATES)
    opened_at: datetime = column("When it was opened first (开启时间).")
    closed_at: datetime | None = column("When it was closed (关闭时间); null while it is open.")
    reason: str | None = column("Why it was closed, or opened again (原因); null where nobody has done either.", "status_reason")
    changes_until: datetime | None = column(
        "From when on graduates change nothing by themselves any more (毕业生办理截止时间), only their schools for them; null = never."
    )
    open_work: Connection[OpenWork] | None = many(
        "OpenWork", "What still waits in it (未办结事项), all kinds of it: look before you close it.", order=OpenWorkOrder, by="cohort"
    )
    enablements: Connection[SchoolEnablement] | None = many(
        "SchoolEnablement",
        "How far each school has come with each feature (高校开启情况); with a filter, `totalCount` counts them.",
        order=SchoolEnablementOrder,
        filters=SchoolEnablementFilter,
        by="cohort",
    )

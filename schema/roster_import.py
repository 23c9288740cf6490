"""Imports of rosters (名册导入): how each stands, what came of it, and what is wrong with the file's rows."""

from datetime import datetime
from typing import Final

import models
from auth.scope import Rows
from rules.labels import Label
from rules.roster_import import PHASE_LABELS, STATE_LABELS, ImportMode, ImportPhase, ImportState
from schema import enums as enums  # The rules' enums become GraphQL enums there.
from schema.access import WHOLE_SCHOOLS
from schema.fields import column, entity, label, many, one
from schema.lists.roster_import import RosterProblemFilter, RosterProblemOrder
from schema.places import School
from schema.relay import Connection, Node

STATES: Final = [Label({"state": state}, text) for state, text in STATE_LABELS.items()]
PHASES: Final = [Label({"phase": phase}, text) for phase, text in PHASE_LABELS.items()]


@entity(models.RosterProblem, scope=Rows.ROSTER_IMPORT, access=WHOLE_SCHOOLS)
class RosterProblem(Node):
    """One thing that is wrong with one row of an import's file (问题), and what to do about it."""

    row_number: int = column("The row, as spreadsheets count: the heading is the first; 0 speaks of the file as a whole (行号).")
    field: str | None = column("The field as `RosterRowInput` names it (字段); null where it is the whole row's.")
    label: str | None = column("What the column is called (栏目); null where it is the whole row's.")
    problem: str = column("What is wrong (问题).")
    remedy: str = column("What to do about it (处理办法).")


@entity(models.RosterImport, scope=Rows.ROSTER_IMPORT, access=WHOLE_SCHOOLS)
class RosterImport(Node):
    """One import of one file into a school's roster (名册导入), while it is done and for thirty days after."""

    class_year: int = column("Class year (届).")
    file_name: str = column("What the file was called (文件名).")
    mode: ImportMode = column("What becomes of the rows that are right where others are not (导入方式).")
    dry_run: bool = column("Whether everything is done but to write (试导入).", "is_dry_run")
    makes_departments: bool = column("Whether departments that are not there yet are made (自动新增院系); else their rows are at fault.")
    state: ImportState = column("Where it stands (状态).")
    state_label: str | None = label("Where it stands, as lists print it (状态), e.g. 正在处理.", STATES)
    phase: ImportPhase = column("What is done now, or was done last (阶段).")
    phase_label: str | None = label("What is done now, as a page prints it (阶段), e.g. 读取并检查.", PHASES)
    row_total: int | None = column("Rows of the file, below its heading (总行数); null before it was opened.")
    row_count: int = column("Rows that the phase is through with (已处理行数).")
    new_count: int = column("Rows of graduates who are not on the roster yet (新增).")
    changed_count: int = column("Rows that correct what the roster says (更正).")
    same_count: int = column("Rows that say what the roster says already (未变).")
    bad_count: int = column("Rows that are not imported, because something is wrong with them (有误).")
    problem_count: int = column("Things that are wrong, also those beyond the 10,000 that are told one by one (问题数).")
    new_departments: str | None = column("Departments that are made, or would be, with 、 between (新增院系); null where there are none.")
    refusal: str | None = column("Why nothing was imported, and what to do (原因); null where something was, or it is under way.")
    cancel_requested_at: datetime | None = column("When somebody asked for it to end (申请取消时间); null where nobody did.")
    created_at: datetime = column("When it was asked for (发起时间).")
    finished_at: datetime | None = column("When it ended (结束时间); null while it is under way.")
    version: int = column("Rises with every change.")
    school: School = one("School", "Whose roster (院校).", "school_id")
    problems: Connection[RosterProblem] | None = many(
        "RosterProblem",
        "What is wrong with the file's rows (问题清单).",
        order=RosterProblemOrder,
        filters=RosterProblemFilter,
        by="roster_import_id",
    )

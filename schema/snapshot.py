"""Dated snapshots of statistics (统计快照): what the live figures were at a moment, under the same names."""

from datetime import datetime
from typing import Annotated, Any, Final

import strawberry

import models
from auth.scope import Rows
from planner.bindings import FilterColumn
from rules.counters import CONFIRMED, REGISTERED, STALE
from rules.destinations import DestinationGroup
from rules.statistics import APPROVED, BY_UNITS, GRADUATES, OF_GROUP, SETTLED, SIGNED
from schema.access import WHOLE_SCHOOLS
from schema.fields import aggregate, column, entity, many, one, total
from schema.figures import SigningFigures
from schema.lists.snapshot import SchoolSnapshotFilter, SchoolSnapshotOrder
from schema.places import Province, School
from schema.relay import Connection, Node
from schema.statistics import ClassYear, SchoolSigningStatistics


@entity(models.SchoolSnapshot, scope=Rows.COUNTERS, access=WHOLE_SCHOOLS)
class SchoolSnapshot(Node, SigningFigures):
    """One school's figures as they stood when a snapshot was taken (统计快照明细)."""

    class_year: int = column("Class year (届).")
    taken_at: datetime = column("When it was taken (保存时间).", "created_at")
    school: School = one("School", "Whose figures (院校).", "school_id")
    label: str | None = column("What the snapshot is called (名称), e.g. 9月1日报告; null where it was not named.")
    snapshot: "Snapshot | None" = one(
        "Snapshot", "In which snapshot (统计快照), with all its schools; null for a school, which has name and moment here.", "snapshot_id"
    )
    now: SchoolSigningStatistics = one("SchoolSigningStatistics", "The same figures as they stand now (实时统计).", "counters_id")


@entity(models.StatisticsSnapshot, scope=Rows.SNAPSHOT, access=WHOLE_SCHOOLS)
class Snapshot(Node):
    """The figures of a province's schools in one class year, as they stood at one moment (统计快照); nothing changes them."""

    class_year: int = column("Class year (届).")
    label: str | None = column("What it is called (名称), e.g. 9月1日报告; null where it was not named.")
    taken_at: datetime = column("When it was taken (保存时间): all figures in it are of this moment.", "created_at")
    province: Province = one("Province", "Whose schools (省份).", "province_code")
    school_count: int = column("How many schools are in it (院校数).", "schools")
    schools: Connection[SchoolSnapshot] | None = many(
        "SchoolSnapshot", "Each school's figures (各高校统计).", order=SchoolSnapshotOrder, filters=SchoolSnapshotFilter, by="snapshot_id"
    )


def _more(what: str, *columns: str, less: tuple[str, ...] = ()) -> Any:
    """Bind how many more there are in the later snapshot."""
    return total(f"How many more {what}; fewer below nought.", *columns, less=less)


@aggregate(models.SnapshotPair, scope=Rows.COUNTERS, access=WHOLE_SCHOOLS)
class SchoolComparison:
    """One school's figures in two snapshots (统计快照对比): each whole, and what the later has more than the earlier."""

    school: School = one("School", "Whose figures (院校).", "school_id")
    earlier: SchoolSnapshot = one("SchoolSnapshot", "The figures compared with, all of them and their shares (对比基准).", "earlier_id")
    later: SchoolSnapshot = one("SchoolSnapshot", "The figures compared, all of them and their shares (对比).", "later_id")
    graduates_more: int = _more("graduates are on the roster (毕业生人数增减)", GRADUATES)
    registered_more: int = _more("ask for or hold a destination (已登记人数增减)", REGISTERED)
    approved_more: int = _more("have a destination in force (审核通过人数增减)", *APPROVED)
    unregistered_more: int = _more("have none (未登记人数增减)", GRADUATES, less=APPROVED)
    settled_more: int = _more("have settled (落实人数增减)", *SETTLED)
    by_units_more: int = _more("a unit has taken on (单位就业人数增减)", *BY_UNITS)
    agreement_or_contract_more: int = _more(
        "are under an agreement or a contract (协议和合同就业人数增减)", *OF_GROUP[DestinationGroup.AGREEMENT_OR_CONTRACT]
    )
    entrepreneurship_more: int = _more("founded something (创业人数增减)", *OF_GROUP[DestinationGroup.ENTREPRENEURSHIP])
    flexible_more: int = _more("are in flexible work (灵活就业人数增减)", *OF_GROUP[DestinationGroup.FLEXIBLE])
    further_study_more: int = _more("study on (升学人数增减)", *OF_GROUP[DestinationGroup.FURTHER_STUDY])
    seeking_more: int = _more("look for work (待就业人数增减)", *OF_GROUP[DestinationGroup.SEEKING])
    not_seeking_more: int = _more("do not look for work yet (暂不就业人数增减)", *OF_GROUP[DestinationGroup.NOT_SEEKING])
    signed_more: int = _more("have an agreement in force (已签约人数增减)", *SIGNED)
    confirmed_more: int = _more("have confirmed (已确认人数增减)", CONFIRMED)
    stale_more: int = _more("must confirm again (需重新确认人数增减)", STALE)


_Earlier = Annotated[datetime, strawberry.argument(description="When what is compared with was taken (对比基准), as `takenAt` has it.")]
_Later = Annotated[datetime, strawberry.argument(description="When what is compared was taken (对比), as `takenAt` has it.")]
COMPARED: Final = {
    "class_year": (FilterColumn("class_year"), ClassYear),
    "earlier": (FilterColumn("earlier_at"), _Earlier),
    "later": (FilterColumn("later_at"), _Later),
}
"""Two moments: what the ministry takes of all provinces bears one, so that it compares the nation at once. Their order is not asked."""

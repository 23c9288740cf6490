"""Dated snapshots of statistics (统计快照): what the live figures were at a moment, under the same names."""

from datetime import datetime

import models
from auth.scope import Rows
from schema.access import WHOLE_SCHOOLS
from schema.fields import column, entity, many, one
from schema.figures import SigningFigures
from schema.lists.snapshot import SchoolSnapshotFilter, SchoolSnapshotOrder
from schema.places import Province, School
from schema.relay import Connection, Node
from schema.statistics import SchoolSigningStatistics


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

"""Lists of snapshots, and of the schools in one."""

from enum import Enum

import strawberry

from schema.fields import filter_input, filtered
from schema.filters import DateTimeFilter, IDFilter, IntFilter
from schema.relay import order_input


class SnapshotOrderField(Enum):
    """Orders of snapshots."""

    TAKEN_AT = strawberry.enum_value("created_at", description="When it was taken.")


@order_input("SnapshotOrder", SnapshotOrderField, "a list of snapshots")
class SnapshotOrder:
    """An order of snapshots."""


@filter_input("snapshots")
class SnapshotFilter:
    """Filter of snapshots."""

    class_year: IntFilter | None = filtered("By class year (届).", "class_year")
    province: IDFilter | None = filtered("By province (省份).", "province_code", node="Province")
    taken_at: DateTimeFilter | None = filtered("By when it was taken (保存时间).", "created_at")


class SchoolSnapshotOrderField(Enum):
    """Orders of the schools of a snapshot."""

    TAKEN_AT = strawberry.enum_value("created_at", description="When the snapshot was taken.")
    GRADUATES = strawberry.enum_value("graduates", description="How many were on the roster.")


@order_input("SchoolSnapshotOrder", SchoolSnapshotOrderField, "the schools of a snapshot")
class SchoolSnapshotOrder:
    """An order of the schools of a snapshot."""


@filter_input("schools of a snapshot")
class SchoolSnapshotFilter:
    """Filter of the schools of a snapshot."""

    snapshot: IDFilter | None = filtered("By snapshot (统计快照).", "snapshot_id", node="Snapshot")
    class_year: IntFilter | None = filtered("By class year (届).", "class_year")
    school: IDFilter | None = filtered("By school (院校).", "school_id", node="School")

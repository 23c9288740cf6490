"""Taking and listing snapshots of statistics (统计快照)."""

import strawberry

import actions.snapshot
from resolvers.acts import act
from resolvers.context import Info, located
from rules.roles import Role
from schema.errors import UserError
from schema.fields import broken_down, many
from schema.lists.snapshot import SchoolSnapshotFilter, SchoolSnapshotOrder, SnapshotFilter, SnapshotOrder
from schema.relay import Connection
from schema.snapshot import COMPARED, SchoolComparison, SchoolSnapshot, Snapshot


@strawberry.input(description="Of which class year, and what it is called.")
class TakeStatisticsSnapshotInput:
    """Input of takeStatisticsSnapshot."""

    class_year: int = strawberry.field(description="Class year (届).")
    label: str | None = strawberry.field(default=None, description="What to call it (名称), at most 40 characters.")


@strawberry.type(description="What became of takeStatisticsSnapshot (保存统计快照).")
class TakeStatisticsSnapshotPayload:
    """Payload of takeStatisticsSnapshot."""

    snapshots: list[Snapshot] | None = strawberry.field(
        default=None, description="What was taken: one, by the ministry one a province; null where it was refused."
    )
    user_errors: list[UserError] = strawberry.field(default_factory=list, description="Why it was refused; empty where it was done.")


@strawberry.type
class SnapshotQuery:
    """Root fields of snapshots."""

    statistics_snapshots: Connection[Snapshot] | None = many(
        "Snapshot",
        "Snapshots of statistics you may see (统计快照), newest first.",
        order=SnapshotOrder,
        filters=SnapshotFilter,
    )
    school_snapshots: Connection[SchoolSnapshot] | None = many(
        "SchoolSnapshot",
        "Schools' figures in snapshots you may see (统计快照明细), newest first: of one snapshot, of several to compare, or one school's.",
        order=SchoolSnapshotOrder,
        filters=SchoolSnapshotFilter,
    )
    snapshot_comparison: list[SchoolComparison] | None = broken_down(
        "SchoolSnapshot",
        "SchoolComparison",
        "Two snapshots, school by school of those that are in both (统计快照对比); `SchoolSnapshot.now` is what compares with the present.",
        COMPARED,
        ("school_id", "earlier_id", "later_id"),
    )


@strawberry.type
class SnapshotMutation:
    """Mutations of snapshots."""

    @act(
        "Keep the figures of a class year as they stand (保存统计快照): a province of its schools, the ministry of all.",
        roles=[Role.PROVINCE, Role.MINISTRY],
    )
    async def take_statistics_snapshot(self, info: Info, input: TakeStatisticsSnapshotInput) -> TakeStatisticsSnapshotPayload:
        keys = await actions.snapshot.take_snapshot(info.context.acting, class_year=input.class_year, label=input.label)
        return TakeStatisticsSnapshotPayload(snapshots=[located(Snapshot, key) for key in keys])

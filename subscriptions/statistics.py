"""The live statistics: current figures first, then the figures after each change."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from uuid import UUID

import strawberry

from planner.bindings import BINDING
from planner.ids import parse_id_of
from rules.gate_terms import Feature
from schema import archive, hukou
from schema.archive import ArchiveStatistics
from schema.hukou import HukouStatistics
from schema.places import Province, School
from schema.statistics import CHOSEN, DESCRIPTION, ClassYear, InProvince, InSchool, SigningStatistics
from subscriptions.context import Info
from subscriptions.hub import Chosen


def chosen_by(
    class_year: int, province: strawberry.ID | None, school: strawberry.ID | None, feature: Feature = Feature.DESTINATION
) -> Chosen:
    """Return which counters the arguments choose. Raises BadUserInput for what is no ID."""
    return Chosen(
        class_year,
        str(parse_id_of(province, ["Province"], {"Province": Province.__entity__})) if province is not None else None,  # type: ignore[attr-defined]
        UUID(str(parse_id_of(school, ["School"], {"School": School.__entity__}))) if school is not None else None,  # type: ignore[attr-defined]
        feature,
    )


@strawberry.type
class StatisticsSubscription:
    """Subscriptions to figures."""

    @strawberry.subscription(  # type: ignore[untyped-decorator]
        description=f"{DESCRIPTION} The current figures first, then after every change, at most five times a second.",
        metadata={BINDING: CHOSEN},
    )
    async def signing_statistics(
        self, info: Info, class_year: ClassYear, province: InProvince = None, school: InSchool = None
    ) -> AsyncGenerator[SigningStatistics | None, None]:
        """Yield whenever an answer is due; the answer itself is read by the planner, under the subscriber's own access."""
        async with aclosing(info.context.hub.watch(chosen_by(class_year, province, school))) as due:
            async for _ in due:
                yield None

    @strawberry.subscription(  # type: ignore[untyped-decorator]
        description=f"{archive.DESCRIPTION} The current figures first, then after every change, at most five times a second.",
        metadata={BINDING: archive.CHOSEN},
    )
    async def archive_statistics(
        self, info: Info, class_year: ClassYear, province: InProvince = None, school: InSchool = None
    ) -> AsyncGenerator[ArchiveStatistics | None, None]:
        """Yield whenever an answer is due; the answer itself is read by the planner, under the subscriber's own access."""
        async with aclosing(info.context.hub.watch(chosen_by(class_year, province, school, Feature.ARCHIVE))) as due:
            async for _ in due:
                yield None

    @strawberry.subscription(  # type: ignore[untyped-decorator]
        description=f"{hukou.DESCRIPTION} The current figures first, then after every change, at most five times a second.",
        metadata={BINDING: hukou.CHOSEN},
    )
    async def hukou_statistics(
        self, info: Info, class_year: ClassYear, province: InProvince = None, school: InSchool = None
    ) -> AsyncGenerator[HukouStatistics | None, None]:
        """Yield whenever an answer is due; the answer itself is read by the planner, under the subscriber's own access."""
        async with aclosing(info.context.hub.watch(chosen_by(class_year, province, school, Feature.HUKOU))) as due:
            async for _ in due:
                yield None

"""Lists of downloads."""

from enum import Enum

import strawberry

from rules.download import DownloadState
from schema.fields import filter_input, filtered
from schema.filters import DateTimeFilter, EnumFilter, TextFilter
from schema.relay import order_input


class DownloadOrderField(Enum):
    """Orders of downloads."""

    CREATED_AT = strawberry.enum_value("created_at", description="When it was asked for.")


@order_input("DownloadOrder", DownloadOrderField, "a list of downloads")
class DownloadOrder:
    """An order of downloads."""


@filter_input("downloads")
class DownloadFilter:
    """Filter of downloads."""

    state: EnumFilter[DownloadState] | None = filtered("By where it stands (状态).", "state")
    list: TextFilter | None = filtered("By the list it is of (列表), e.g. agreements.", "list")
    created_at: DateTimeFilter | None = filtered("By when it was asked for (申请时间).", "created_at")

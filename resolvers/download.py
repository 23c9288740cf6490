"""Downloading a list (下载): asking for it, and asking for its end. A job makes the file; `download` watches."""

from functools import partial
from typing import Final

import strawberry
from strawberry.scalars import JSON

from actions.download import Request, cancel_download, request_download
from resolvers.acts import act
from resolvers.context import Info, key_of, located
from rules.download import DownloadFormat
from rules.roles import AccessLevel, Module, Role
from schema.access import ANY_MODULE
from schema.download import Download
from schema.downloads.asking import check, open_columns, read_wanted, refusal_of
from schema.downloads.cells import local_name
from schema.downloads.listed import LISTED
from schema.errors import UserError
from schema.fields import many
from schema.lists.download import DownloadFilter, DownloadOrder
from schema.relay import Connection

EVERYBODY: Final = [role for role in Role if role is not Role.SYSTEM]
SUFFIXES: Final = {DownloadFormat.XLSX: "xlsx", DownloadFormat.CSV: "csv"}


@strawberry.type(description="A column that a file can have (栏目).")
class DownloadColumn:
    """One column of a downloadable list."""

    path: str = strawberry.field(
        description="Choose it by this (栏目路径): fields of the list's row with dots between, e.g. graduate.degreeLabel."
    )
    heading: str = strawberry.field(description="What it is headed (栏目名称), e.g. 学历.")
    is_default: bool = strawberry.field(description="Whether it is in a file for which no columns are chosen (默认栏目).")


@strawberry.type(description="A list or statistic that you can download (可下载的列表).")
class DownloadableList:
    """One list, with the columns that the asker may see."""

    list_name: str = strawberry.field(
        name="list", description="Its name (列表): its root field; of a list in a statistic, the statistic's with a dot before."
    )
    title: str = strawberry.field(description="What it is called (名称), e.g. 就业协议.")
    columns: list[DownloadColumn] = strawberry.field(description="The columns that you may see (栏目), in the order of the page.")


@strawberry.input(description="What a page shows, as a file: the same list, filter and order.")
class RequestDownloadInput:
    """Input of requestDownload."""

    list_name: str = strawberry.field(name="list", description="Which list (列表), as downloadLists names it.")
    filter: JSON | None = strawberry.field(
        default=None,
        description="What that field takes as `filter`, word for word (筛选条件); of a statistic, its arguments as an object.",
    )
    order_by: JSON | None = strawberry.field(default=None, description="What it takes as `orderBy` (排序).")
    columns: list[str] | None = strawberry.field(
        default=None,
        description="Columns by their paths, in the order that the file is to have (栏目). Without it those of the page that you may see.",
    )
    format: DownloadFormat = strawberry.field(default=DownloadFormat.XLSX, description="What kind of file (格式).")


@strawberry.input(description="A download of yours that is under way.")
class CancelDownloadInput:
    """Input of cancelDownload."""

    download: strawberry.ID = strawberry.field(description="Which one (下载).")


@strawberry.type(description="The download as it stands.")
class DownloadPayload:
    """Payload of requestDownload and cancelDownload."""

    download: Download | None = strawberry.field(default=None, description="The download (下载); null where it was refused.")
    user_errors: list[UserError] = strawberry.field(default_factory=list, description="Why it was refused; empty where it was done.")


@strawberry.type
class DownloadQuery:
    """Queries of downloads."""

    downloads: Connection[Download] | None = many(
        "Download", "Your own downloads (我的下载), newest first.", order=DownloadOrder, filters=DownloadFilter
    )

    @strawberry.field(  # type: ignore[untyped-decorator]
        description="What you can download (可下载的列表), and with which columns.", directives=[ANY_MODULE]
    )
    def download_lists(self, info: Info) -> list[DownloadableList] | None:
        schema, profile = info._raw_info.schema, info.context.profile
        return [
            DownloadableList(
                list_name=name,
                title=listed.title,
                columns=[DownloadColumn(path=each.path, heading=each.heading, is_default=each.is_default) for each in columns],
            )
            for name, listed in LISTED.items()
            if refusal_of(schema, profile, name) is None and (columns := open_columns(schema, profile, name))
        ]


async def prepared(info: Info, asked: RequestDownloadInput) -> Request:
    """Return what is asked for as the action takes it. Raises BadUserInput, InvalidInput, a denial, RateLimited."""
    context, schema = info.context, info._raw_info.schema
    wanted = read_wanted(schema, context.profile, asked.list_name, asked.columns, asked.filter, asked.order_by)
    await check(schema, context, wanted)
    title = LISTED[wanted.list].title
    file_name = f"{local_name(title, context.scope.now)}.{SUFFIXES[asked.format]}"
    return Request(wanted.list, title, asked.format, wanted.dumped(), file_name)


@strawberry.type
class DownloadMutation:
    """Mutations of downloads."""

    @act(
        "Ask for a list as a file (下载). It is begun at once and made by a job; watch it by the subscription `download`, and get it from "
        "its `path`. The rows, and what of them you may see, are those of the page.",
        roles=EVERYBODY,
        modules=Module,
        level=AccessLevel.READ_ONLY,
    )
    async def request_download(self, info: Info, input: RequestDownloadInput) -> DownloadPayload:
        key = await request_download(info.context.acting, partial(prepared, info, input))
        return DownloadPayload(download=located(Download, key))

    @act(
        "End a download of yours (取消下载): it leaves nothing. One that is done already expires by itself.",
        roles=EVERYBODY,
        modules=Module,
        level=AccessLevel.READ_ONLY,
    )
    async def cancel_download(self, info: Info, input: CancelDownloadInput) -> DownloadPayload:
        key = await cancel_download(info.context.acting, key_of(Download, input.download))
        return DownloadPayload(download=located(Download, key))

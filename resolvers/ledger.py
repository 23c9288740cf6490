"""What is reported to the employment system, the ledger inside, and what may be edited there (guide section 8)."""

from typing import Final

import strawberry

from actions.ledger import Change, edit_ledger_entry
from resolvers.acts import act
from resolvers.context import Info, key_of
from rules.roles import Module, Role
from schema.errors import UserError
from schema.fields import many
from schema.ledger import ArchiveLedgerEntry, DestinationLedgerEntry, HukouLedgerEntry
from schema.lists import report as lists
from schema.relay import Connection
from schema.report import ArchiveReport, DestinationReport, HukouReport

ENTRIES: Final = {type_.__name__: type_ for type_ in (DestinationLedgerEntry, ArchiveLedgerEntry, HukouLedgerEntry)}


@strawberry.type
class LedgerQuery:
    """Queries of reports and of the ledger."""

    destination_reports: Connection[DestinationReport] | None = many(
        "DestinationReport",
        "Reports of destinations and signings that you may see (毕业去向上报), newest first.",
        order=lists.DestinationReportOrder,
        filters=lists.DestinationReportFilter,
    )
    archive_reports: Connection[ArchiveReport] | None = many(
        "ArchiveReport",
        "Reports of archives that you may see (档案上报), newest first.",
        order=lists.ArchiveReportOrder,
        filters=lists.ArchiveReportFilter,
    )
    hukou_reports: Connection[HukouReport] | None = many(
        "HukouReport",
        "Reports of household registrations that you may see (户口上报), newest first.",
        order=lists.HukouReportOrder,
        filters=lists.HukouReportFilter,
    )
    destination_ledger: Connection[DestinationLedgerEntry] | None = many(
        "DestinationLedgerEntry",
        "Destinations and signings in the ledger that you may see (就业台账：毕业去向), newest first.",
        order=lists.DestinationLedgerEntryOrder,
        filters=lists.DestinationLedgerEntryFilter,
    )
    archive_ledger: Connection[ArchiveLedgerEntry] | None = many(
        "ArchiveLedgerEntry",
        "Archives in the ledger that you may see (就业台账：档案), newest first.",
        order=lists.ArchiveLedgerEntryOrder,
        filters=lists.ArchiveLedgerEntryFilter,
    )
    hukou_ledger: Connection[HukouLedgerEntry] | None = many(
        "HukouLedgerEntry",
        "Household registrations in the ledger that you may see (就业台账：户口), newest first.",
        order=lists.HukouLedgerEntryOrder,
        filters=lists.HukouLedgerEntryFilter,
    )


@strawberry.input(description="One field as it shall stand in the ledger.")
class LedgerChangeInput:
    """A change of updateLedgerEntry."""

    field: str = strawberry.field(description="Which (字段), as `reported` names it.")
    value: str | None = strawberry.field(description="What shall stand there, at most 500 characters; null empties it.")


@strawberry.input(description="An entry as you saw it, and what shall stand there.")
class UpdateLedgerEntryInput:
    """Input of updateLedgerEntry."""

    entry: strawberry.ID = strawberry.field(description="Which entry (台账记录).")
    version: int = strawberry.field(description="The version you saw; refused where it has changed since.")
    changes: list[LedgerChangeInput] = strawberry.field(description="What shall stand there, 1 to 40 fields; the others stay.")


@strawberry.type(description="What became of updateLedgerEntry.")
class UpdateLedgerEntryPayload:
    """Payload of updateLedgerEntry."""

    entry: strawberry.ID | None = strawberry.field(default=None, description="The entry; null where it was refused.")
    user_errors: list[UserError] = strawberry.field(default_factory=list, description="Why it was refused; empty where it was done.")


@strawberry.type
class LedgerMutation:
    """Mutations of the ledger."""

    @act(
        "Edit an archive or a household registration in the ledger (修改就业台账), as the employment system may; "
        "destinations and signings are locked there. It stands, as drift, until the record is approved anew.",
        roles=[Role.SCHOOL],
        modules=list(Module),
    )
    async def update_ledger_entry(self, info: Info, input: UpdateLedgerEntryInput) -> UpdateLedgerEntryPayload:
        type_ = ENTRIES.get(input.entry.partition(":")[0], DestinationLedgerEntry)
        changes = [Change(each.field, each.value) for each in input.changes]
        await edit_ledger_entry(info.context.acting, key_of(type_, input.entry), changes, version=input.version)
        return UpdateLedgerEntryPayload(entry=input.entry)

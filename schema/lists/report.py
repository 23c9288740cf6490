"""Lists of reports and of the ledger: the same for each subject, and of each its own, since its access is its own."""

from enum import Enum
from typing import Any, Final

import strawberry

from rules.ledger import LedgerState
from rules.reporting import Operation, ReportState
from schema.fields import filter_input, filtered
from schema.filters import BooleanFilter, DateTimeFilter, EnumFilter, IDFilter, IntFilter, NullableDateTimeFilter
from schema.relay import order_input


def _named(cls: type, name: str) -> type:
    cls.__name__ = cls.__qualname__ = name
    return cls


def report_order(name: str) -> Any:
    """Return the order of one subject's reports."""

    class Field(Enum):
        """Orders of reports."""

        CREATED_AT = strawberry.enum_value("created_at", description="When it was written.")
        UPDATED_AT = strawberry.enum_value("updated_at", description="When it last got further.")

    class Order:
        """An order of reports."""

    return order_input(name, _named(Field, f"{name}Field"), "a list of reports")(Order)


def report_filter(name: str) -> Any:
    """Return the filter of one subject's reports."""

    class Filter:
        """Filter of reports."""

        state: EnumFilter[ReportState] | None = filtered("By how far it has come (上报状态).", "state")
        operation: EnumFilter[Operation] | None = filtered("By what it says of the record (上报类型).", "operation")
        class_year: IntFilter | None = filtered("By class year (届).", "class_year")
        school: IDFilter | None = filtered("By school (院校).", "school_id", node="School")
        graduate: IDFilter | None = filtered("By graduate (毕业生).", "graduate_id", node="Graduate")
        created_at: DateTimeFilter | None = filtered("By when it was written (生成时间).", "created_at")
        acked_at: NullableDateTimeFilter | None = filtered("By when it was taken (接收时间); null: not yet.", "acked_at")

    return filter_input("reports")(_named(Filter, name))


def ledger_order(name: str) -> Any:
    """Return the order of one subject's entries."""

    class Field(Enum):
        """Orders of entries."""

        REPORTED_AT = strawberry.enum_value("reported_at", description="When what stands was approved or withdrawn.")

    class Order:
        """An order of entries."""

    return order_input(name, _named(Field, f"{name}Field"), "the ledger")(Order)


def ledger_filter(name: str) -> Any:
    """Return the filter of one subject's entries."""

    class Filter:
        """Filter of entries."""

        state: EnumFilter[LedgerState] | None = filtered("By whether it counts (台账状态).", "state")
        has_drift: BooleanFilter | None = filtered("By whether something was edited since it was reported (有无偏差).", "has_drift")
        class_year: IntFilter | None = filtered("By class year (届).", "class_year")
        school: IDFilter | None = filtered("By school (院校).", "school_id", node="School")
        graduate: IDFilter | None = filtered("By graduate (毕业生).", "graduate_id", node="Graduate")
        reported_at: DateTimeFilter | None = filtered("By when what stands was approved or withdrawn (上报时间).", "reported_at")

    return filter_input("entries of the ledger")(_named(Filter, name))


DestinationReportOrder: Final = report_order("DestinationReportOrder")
ArchiveReportOrder: Final = report_order("ArchiveReportOrder")
HukouReportOrder: Final = report_order("HukouReportOrder")
DestinationReportFilter: Final = report_filter("DestinationReportFilter")
ArchiveReportFilter: Final = report_filter("ArchiveReportFilter")
HukouReportFilter: Final = report_filter("HukouReportFilter")
DestinationLedgerEntryOrder: Final = ledger_order("DestinationLedgerEntryOrder")
ArchiveLedgerEntryOrder: Final = ledger_order("ArchiveLedgerEntryOrder")
HukouLedgerEntryOrder: Final = ledger_order("HukouLedgerEntryOrder")
DestinationLedgerEntryFilter: Final = ledger_filter("DestinationLedgerEntryFilter")
ArchiveLedgerEntryFilter: Final = ledger_filter("ArchiveLedgerEntryFilter")
HukouLedgerEntryFilter: Final = ledger_filter("HukouLedgerEntryFilter")


class ReportAttemptOrderField(Enum):
    """Orders of attempts."""

    CREATED_AT = strawberry.enum_value("created_at", description="When it was begun.")


@order_input("ReportAttemptOrder", ReportAttemptOrderField, "attempts")
class ReportAttemptOrder:
    """An order of attempts."""


class LedgerEditOrderField(Enum):
    """Orders of edits."""

    EDITED_AT = strawberry.enum_value("edited_at", description="When it was edited.")


@order_input("LedgerEditOrder", LedgerEditOrderField, "what was edited in the ledger")
class LedgerEditOrder:
    """An order of edits."""


class LedgerReceiptOrderField(Enum):
    """Orders of receipts."""

    REPORTED_AT = strawberry.enum_value("reported_at", description="When it was approved or withdrawn.")


@order_input("LedgerReceiptOrder", LedgerReceiptOrderField, "what the ledger was told")
class LedgerReceiptOrder:
    """An order of receipts."""

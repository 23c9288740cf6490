"""The words of what is reported to the employment system, and of the ledger, by hand."""

from collections.abc import Callable, Mapping
from typing import Any, Final

SUBJECTS: Final = {"Destination": "destination", "Archive": "archive", "Hukou": "hukou"}
REPORTS: Final = {f"{type_}Report": f"{table}_report" for type_, table in SUBJECTS.items()}
ENTRIES: Final = {f"{type_}LedgerEntry": f"{table}_ledger_entry" for type_, table in SUBJECTS.items()}
KEPT: Final = {"ReportAttempt": "report_attempt_seen", "LedgerReceipt": "ledger_receipt_seen", "LedgerEdit": "ledger_edit_seen"}
REPORTED_TABLES: Final[Mapping[str, str]] = {**REPORTS, **ENTRIES, **KEPT}
REPORTED_ORDERS: Final[Mapping[str, tuple[str, str]]] = {
    **dict.fromkeys(REPORTS, ("CREATED_AT", "DESC")),
    **dict.fromkeys(ENTRIES, ("REPORTED_AT", "DESC")),
    "ReportAttempt": ("CREATED_AT", "DESC"),
    "LedgerReceipt": ("REPORTED_AT", "DESC"),
    "LedgerEdit": ("EDITED_AT", "DESC"),
}
_OF_REPORT: Final = {"sequence": "seq", "attemptCount": "attempts", "problem": "last_error"}
_OF_ENTRY: Final = {"sequence": "seq", "reported": "payload"}
REPORTED_COLUMNS: Final[Mapping[str, str]] = {
    **{f"{type_}.{field}": column for type_ in REPORTS for field, column in _OF_REPORT.items()},
    **{f"{type_}.{field}": column for type_ in ENTRIES for field, column in _OF_ENTRY.items()},
    "ReportAttempt.at": "created_at",
    "LedgerReceipt.sequence": "seq",
    "LedgerReceipt.reported": "payload",
    "LedgerReceipt.receivedAt": "created_at",
}
REPORTED_BY: Final[Mapping[str, str]] = {"ReportAttempt": "report_id", "LedgerReceipt": "ledger_entry_id", "LedgerEdit": "ledger_entry_id"}
_OPERATIONS: Final = {"UPSERT": "审核通过", "WITHDRAW": "已撤回"}
_STATES: Final = {"PENDING": "待上报", "ACKED": "已上报", "DEAD": "上报失败", "SKIPPED": "已跳过"}
_STANDINGS: Final = {"APPROVED": "有效", "WITHDRAWN": "已撤回"}
REPORTED_LABELS: Final[Mapping[str, Callable[[Mapping[str, Any]], Any]]] = {
    **{f"{type_}.operationLabel": lambda row: _OPERATIONS[row["operation"]] for type_ in (*REPORTS, "LedgerReceipt")},
    **{f"{type_}.stateLabel": lambda row: _STATES[row["state"]] for type_ in REPORTS},
    **{f"{type_}.stateLabel": lambda row: _STANDINGS[row["state"]] for type_ in ENTRIES},
}

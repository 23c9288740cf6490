"""What a place asks for, in the oracle's words, and what is asked for reports and the ledger."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from rules.roles import AccessLevel, Module, Role

NONE, READ, WRITE = AccessLevel.NONE, AccessLevel.READ_ONLY, AccessLevel.READ_WRITE
Levels = tuple[AccessLevel, AccessLevel, AccessLevel]
"""On EMPLOYMENT, ARCHIVE and HUKOU, in this order."""
ANY: Final = (Module.EMPLOYMENT, Module.ARCHIVE, Module.HUKOU)


@dataclass(frozen=True)
class Need:
    """What one place asks for: any of the modules at the level, and one of the roles where roles are named."""

    modules: tuple[Module, ...] = ()
    level: AccessLevel = READ
    roles: tuple[Role, ...] = ()
    beside: tuple["Need", ...] = ()  # what is asked for too, after this


_STAFF: Final = (Role.MINISTRY, Role.PROVINCE, Role.SCHOOL, Role.DEPARTMENT)
STAFF: Final = Need((Module.EMPLOYMENT,), READ, _STAFF)
"""Sums over the graduates that one looks after."""
OF_REPORTS: Final[Mapping[str, Need]] = {
    "DestinationReport": STAFF,
    "ArchiveReport": Need((Module.ARCHIVE,), READ, _STAFF),
    "HukouReport": Need((Module.HUKOU,), READ, _STAFF),
    "ReportAttempt": Need(ANY, READ, _STAFF),
    **dict.fromkeys(("DestinationLedgerEntry", "LedgerReceipt", "LedgerEdit"), STAFF),
    "ArchiveLedgerEntry": Need((Module.EMPLOYMENT,), READ, _STAFF, (Need((Module.ARCHIVE,)),)),
    "HukouLedgerEntry": Need((Module.EMPLOYMENT,), READ, _STAFF, (Need((Module.HUKOU,)),)),
}
"""The ledger opens to who gets into the 就业管理系统: 无权限 on EMPLOYMENT does not (guide, table 1), whatever else is held.

Graduates and employers do not use it. A subject's reports open to its module.
"""

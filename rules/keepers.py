"""Whose audit an act is entered in, and so who may read of it (guide sections 3-5)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from rules.acts import RecordKind
from rules.roles import Role


class Keeper(StrEnum):
    """Whose audit an act is entered in, and so who may read of it: a school's, a province's, or the ministry's alone."""

    SCHOOL = "SCHOOL"
    PROVINCE = "PROVINCE"
    NATION = "NATION"


KEPT_BY: Final[Mapping[RecordKind, Keeper]] = {
    RecordKind.AGREEMENT: Keeper.SCHOOL,
    RecordKind.AGREEMENT_TYPE_SETTING: Keeper.PROVINCE,
    RecordKind.ARCHIVE: Keeper.SCHOOL,
    RecordKind.ARCHIVE_COUNTERS: Keeper.NATION,
    RecordKind.CLASS_YEAR: Keeper.NATION,
    RecordKind.CONFIRMATION: Keeper.SCHOOL,
    RecordKind.DATABASE: Keeper.NATION,
    RecordKind.DISPUTE: Keeper.SCHOOL,
    RecordKind.EMPLOYER: Keeper.PROVINCE,
    RecordKind.FEATURE_SWITCH: Keeper.PROVINCE,
    RecordKind.GRADUATE: Keeper.SCHOOL,
    RecordKind.HUKOU: Keeper.SCHOOL,
    RecordKind.HUKOU_COUNTERS: Keeper.NATION,
    RecordKind.REGISTRATION: Keeper.SCHOOL,
    RecordKind.REPORT: Keeper.SCHOOL,
    RecordKind.ROSTER_IMPORT: Keeper.SCHOOL,
    RecordKind.SCHOOL_SETUP: Keeper.SCHOOL,
    RecordKind.SIGNING_COUNTERS: Keeper.SCHOOL,
    RecordKind.STATISTICS_SNAPSHOT: Keeper.PROVINCE,
    RecordKind.SUPPLEMENT: Keeper.SCHOOL,
    RecordKind.TERMINATION: Keeper.SCHOOL,
}
"""A school reads what was done to its records, a province what was done to its switches, types and employers.

Accounts: `ACCOUNTS_KEPT_BY`. Downloads: `DOWNLOADS_KEPT_BY`. Of counters that not all of a school's staff may see, only the ministry
reads that they were put right.
"""

ACCOUNTS_KEPT_BY: Final[Mapping[Role, Keeper]] = {
    Role.MINISTRY: Keeper.NATION,
    Role.PROVINCE: Keeper.NATION,
    Role.SCHOOL: Keeper.PROVINCE,
    Role.EMPLOYER: Keeper.PROVINCE,
    Role.DEPARTMENT: Keeper.SCHOOL,
    Role.GRADUATE: Keeper.SCHOOL,
}
"""What is done to an account, whoever manages it reads (guide section 3)."""


DOWNLOADS_KEPT_BY: Final[Mapping[Role, Keeper]] = {
    Role.MINISTRY: Keeper.NATION,
    Role.PROVINCE: Keeper.PROVINCE,
    Role.SCHOOL: Keeper.SCHOOL,
    Role.EMPLOYER: Keeper.PROVINCE,
    Role.DEPARTMENT: Keeper.SCHOOL,
    Role.GRADUATE: Keeper.SCHOOL,
}
"""What an account takes out of the house in files, its own school or province reads."""

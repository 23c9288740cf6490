"""What entries of the audit are of, among the edge values, and how it stood."""

from typing import Final

from tortoise.models import Model

import models
from rules.acts import RecordKind

RECORDS: Final[dict[str, type[Model]]] = {
    RecordKind.ACCOUNT: models.Account,
    RecordKind.AGREEMENT: models.Agreement,
    RecordKind.ARCHIVE: models.ArchiveRecord,
    RecordKind.ARCHIVE_COUNTERS: models.ArchiveCounters,
    RecordKind.AGREEMENT_TYPE_SETTING: models.AgreementTypeSetting,
    RecordKind.DOWNLOAD: models.Download,
    RecordKind.EMPLOYER: models.Employer,
    RecordKind.FEATURE_SWITCH: models.FeatureSwitch,
    RecordKind.GRADUATE: models.Graduate,
    RecordKind.HUKOU: models.HukouRecord,
    RecordKind.HUKOU_COUNTERS: models.HukouCounters,
    RecordKind.CONFIRMATION: models.Confirmation,
    RecordKind.DISPUTE: models.Dispute,
    RecordKind.REGISTRATION: models.Registration,
    RecordKind.ROSTER_IMPORT: models.RosterImport,
    RecordKind.SCHOOL_SETUP: models.SchoolSetup,
    RecordKind.SIGNING_COUNTERS: models.SigningCounters,
    RecordKind.SUPPLEMENT: models.Supplement,
    RecordKind.TERMINATION: models.Termination,
    RecordKind.STATISTICS_SNAPSHOT: models.StatisticsSnapshot,
}
REVIEWED: Final = ("PENDING_SCHOOL", "APPROVED")
STOOD: Final = {RecordKind.AGREEMENT: ("PENDING_SCHOOL", "EFFECTIVE"), RecordKind.DISPUTE: ("OPEN", "RESOLVED")}
"""How records stand before and after what the audit tells of."""

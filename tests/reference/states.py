"""The types of the records that the audit tells of, and what is missing of a set-up, in words."""

from typing import Final

GAPS: Final = {"AGREEMENT_TYPE": "待设置电子就业协议书类型", "SETUP": "待学校完成设置"}
RECORDS: Final = {
    "ACCOUNT": "Account",
    "AGREEMENT": "Agreement",
    "AGREEMENT_TYPE_SETTING": "AgreementTypeSetting",
    "DOWNLOAD": "Download",
    "CLASS_YEAR": "Cohort",
    "CONFIRMATION": "Confirmation",
    "DISPUTE": "Dispute",
    "EMPLOYER": "EmployerRegistration",
    "FEATURE_SWITCH": "FeatureSwitch",
    "GRADUATE": "Graduate",
    "REGISTRATION": "DestinationRegistration",
    "ROSTER_IMPORT": "RosterImport",
    "SCHOOL_SETUP": "SchoolSetup",
    "SIGNING_COUNTERS": "SchoolSigningStatistics",
    "SUPPLEMENT": "Supplement",
    "TERMINATION": "Termination",
    "STATISTICS_SNAPSHOT": "Snapshot",
}
"""Kind of record in the audit -> its type; of the database there is none."""

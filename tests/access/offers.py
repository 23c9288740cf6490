"""Whose turn it is at which record, written by hand: part of the oracle."""

from collections.abc import Mapping
from typing import Final

from rules.roles import Role

MANAGED: Final = ("RENAME", "SET_LEVELS", "DISABLE", "ENABLE", "RESET")
OFFERED: Final[Mapping[tuple[Role, str, str], tuple[str, ...]]] = {
    (Role.GRADUATE, "EMPLOYER", "PENDING_GRADUATE"): ("ACCEPT", "REJECT"),
    (Role.EMPLOYER, "EMPLOYER", "PENDING_GRADUATE"): ("WITHDRAW",),
    (Role.DEPARTMENT, "EMPLOYER", "PENDING_DEPARTMENT"): ("PASS", "FAIL"),
    (Role.SCHOOL, "EMPLOYER", "PENDING_SCHOOL"): ("PASS", "FAIL"),
    (Role.SCHOOL, "EMPLOYER", "EFFECTIVE"): ("VOID",),
    (Role.DEPARTMENT, "GRADUATE", "PROTOCOL_PENDING_DEPARTMENT"): ("PASS", "FAIL"),
    (Role.SCHOOL, "GRADUATE", "PROTOCOL_PENDING_SCHOOL"): ("PASS", "FAIL"),
    (Role.DEPARTMENT, "GRADUATE", "SIGN_PENDING_DEPARTMENT"): ("PASS", "FAIL"),
    (Role.SCHOOL, "GRADUATE", "PROTOCOL_ISSUED"): ("VOID",),
    (Role.SCHOOL, "GRADUATE", "SIGN_PENDING_DEPARTMENT"): ("VOID",),
    (Role.SCHOOL, "GRADUATE", "SIGN_PENDING_SCHOOL"): ("PASS", "FAIL", "VOID"),
    (Role.SCHOOL, "GRADUATE", "SIGN_REJECTED"): ("VOID",),
    (Role.SCHOOL, "GRADUATE", "EFFECTIVE"): ("VOID",),
    (Role.EMPLOYER, "GRADUATE", "PROTOCOL_ISSUED"): ("UPLOAD_SCAN",),
    (Role.EMPLOYER, "GRADUATE", "SIGN_REJECTED"): ("UPLOAD_SCAN",),
    (Role.GRADUATE, "GRADUATE", "PROTOCOL_PENDING_DEPARTMENT"): ("CANCEL",),
    (Role.GRADUATE, "GRADUATE", "PROTOCOL_PENDING_SCHOOL"): ("CANCEL",),
    (Role.GRADUATE, "GRADUATE", "PROTOCOL_REJECTED"): ("RESUBMIT", "CANCEL"),
    (Role.GRADUATE, "GRADUATE", "PROTOCOL_ISSUED"): ("UPLOAD_SCAN", "CANCEL"),
    (Role.GRADUATE, "GRADUATE", "SIGN_PENDING_DEPARTMENT"): ("CANCEL",),
    (Role.GRADUATE, "GRADUATE", "SIGN_PENDING_SCHOOL"): ("CANCEL",),
    (Role.GRADUATE, "GRADUATE", "SIGN_REJECTED"): ("RESUBMIT", "UPLOAD_SCAN", "CANCEL"),
    (Role.DEPARTMENT, "DESTINATION", "PENDING_DEPARTMENT"): ("PASS", "FAIL"),
    (Role.DEPARTMENT, "DESTINATION", "VOID_PENDING_DEPARTMENT"): ("PASS", "FAIL"),
    (Role.SCHOOL, "DESTINATION", "PENDING_SCHOOL"): ("PASS", "FAIL"),
    (Role.SCHOOL, "DESTINATION", "APPROVED"): ("VOID",),
    (Role.SCHOOL, "DESTINATION", "VOID_PENDING_DEPARTMENT"): ("VOID",),
    (Role.SCHOOL, "DESTINATION", "VOID_PENDING_SCHOOL"): ("PASS", "FAIL", "VOID"),
    (Role.GRADUATE, "DESTINATION", "PENDING_DEPARTMENT"): ("CANCEL",),
    (Role.GRADUATE, "DESTINATION", "PENDING_SCHOOL"): ("CANCEL",),
    (Role.GRADUATE, "DESTINATION", "REJECTED"): ("RESUBMIT", "CANCEL"),
    (Role.GRADUATE, "DESTINATION", "APPROVED"): ("REQUEST_VOID",),
    (Role.GRADUATE, "DESTINATION", "VOID_PENDING_DEPARTMENT"): ("KEEP",),
    (Role.GRADUATE, "DESTINATION", "VOID_PENDING_SCHOOL"): ("KEEP",),
    (Role.GRADUATE, "VERIFICATION", "ACTIVE"): ("REVOKE",),
    **{
        (role, kind, status): actions
        for kind in ("ARCHIVE", "HUKOU")
        for role, status, actions in (
            (Role.GRADUATE, "PENDING_DEPARTMENT", ("CANCEL",)),
            (Role.GRADUATE, "PENDING_SCHOOL", ("CANCEL",)),
            (Role.GRADUATE, "REJECTED", ("RESUBMIT", "CANCEL")),
            (Role.DEPARTMENT, "PENDING_DEPARTMENT", ("PASS", "FAIL")),
            (Role.SCHOOL, "PENDING_SCHOOL", ("PASS", "FAIL")),
        )
    },
    (Role.SCHOOL, "ARCHIVE", "APPROVED NOT_SENT"): ("SEND",),
    (Role.SCHOOL, "ARCHIVE", "APPROVED SENT"): ("RECEIVE", "RETURN"),
    (Role.SCHOOL, "ARCHIVE", "APPROVED RETURNED"): ("SEND",),
    (Role.EMPLOYER, "REGISTRATION", "REGISTERED"): ("SUBMIT",),
    (Role.EMPLOYER, "REGISTRATION", "REJECTED"): ("SUBMIT",),
    (Role.PROVINCE, "REGISTRATION", "PENDING_REVIEW"): ("APPROVE", "REJECT"),
    (Role.PROVINCE, "REGISTRATION", "APPROVED"): ("DISABLE",),
    (Role.PROVINCE, "REGISTRATION", "DISABLED"): ("ENABLE",),
    (Role.MINISTRY, "ACCOUNT", "PROVINCE"): ("RENAME", "DISABLE", "ENABLE", "RESET"),
    (Role.PROVINCE, "ACCOUNT", "SCHOOL"): MANAGED,
    (Role.PROVINCE, "ACCOUNT", "EMPLOYER"): ("RESET",),
    (Role.SCHOOL, "ACCOUNT", "DEPARTMENT"): MANAGED,
    (Role.SCHOOL, "ACCOUNT", "GRADUATE"): ("RESET",),
}
"""Whose turn it is at an agreement (guide section 5) or a registration, and who manages whose account (section 3).

Nobody else is offered anything, whatever it may read.
"""

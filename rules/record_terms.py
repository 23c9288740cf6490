"""The words the rules of reviewed records are written in: supplements, terminations, other destinations, archives, hukou."""

from enum import StrEnum


class RecordStatus(StrEnum):
    """Where a reviewed record stands. Every kind of record uses some of these; `rules.lives.LIVES` says which."""

    PENDING_COUNTERPARTY = "PENDING_COUNTERPARTY"
    COUNTERPARTY_REFUSED = "COUNTERPARTY_REFUSED"
    WITHDRAWN = "WITHDRAWN"
    PENDING_DEPARTMENT = "PENDING_DEPARTMENT"
    PENDING_SCHOOL = "PENDING_SCHOOL"
    REJECTED = "REJECTED"
    CANCELLED = "CANCELLED"
    APPROVED = "APPROVED"
    VOID_PENDING_DEPARTMENT = "VOID_PENDING_DEPARTMENT"
    VOID_PENDING_SCHOOL = "VOID_PENDING_SCHOOL"
    VOIDED = "VOIDED"
    TERMINATED = "TERMINATED"
    SUPERSEDED = "SUPERSEDED"
    LAPSED = "LAPSED"


class RecordMove(StrEnum):
    """What can be done to a reviewed record. PASS and FAIL are the two outcomes of a review (审核)."""

    AGREE = "AGREE"
    REFUSE = "REFUSE"
    WITHDRAW = "WITHDRAW"
    RESUBMIT = "RESUBMIT"
    CANCEL = "CANCEL"
    PASS = "PASS"
    FAIL = "FAIL"
    REQUEST_VOID = "REQUEST_VOID"
    KEEP = "KEEP"
    VOID = "VOID"
    TERMINATE = "TERMINATE"
    SUPERSEDE = "SUPERSEDE"
    AMEND = "AMEND"
    LAPSE = "LAPSE"

"""The words the rules of employers' registration are written in: where it stands, what can be done."""

from enum import StrEnum


class EmployerStatus(StrEnum):
    """Where a registration stands (注册状态). Only APPROVED may invite."""

    REGISTERED = "REGISTERED"
    PENDING_REVIEW = "PENDING_REVIEW"
    APPROVED = "APPROVED"
    REJECTED = "REJECTED"
    DISABLED = "DISABLED"


class EmployerMove(StrEnum):
    """What can be done to a registration."""

    SUBMIT = "SUBMIT"
    APPROVE = "APPROVE"
    REJECT = "REJECT"
    DISABLE = "DISABLE"
    ENABLE = "ENABLE"
    UPDATE = "UPDATE"

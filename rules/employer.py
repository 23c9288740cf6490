"""Whether an employer's registration lets it invite (domain: employer accounts are reviewed)."""

from enum import StrEnum


class EmployerStatus(StrEnum):
    """Only APPROVED may invite."""

    PENDING_REVIEW = "PENDING_REVIEW"
    APPROVED = "APPROVED"
    REJECTED = "REJECTED"
    DISABLED = "DISABLED"

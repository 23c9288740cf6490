"""The words the rules of agreements are written in: who starts, where it stands, what can be done, what must hold."""

from enum import StrEnum


class Initiator(StrEnum):
    """Who started the signing (签约发起方): EMPLOYER 单位 signs online, GRADUATE 学生 signs offline."""

    EMPLOYER = "EMPLOYER"
    GRADUATE = "GRADUATE"


class Status(StrEnum):
    """Where an agreement stands. The first ten belong to online signing or both flows, the rest to offline signing."""

    PENDING_GRADUATE = "PENDING_GRADUATE"
    WITHDRAWN = "WITHDRAWN"
    REJECTED_BY_GRADUATE = "REJECTED_BY_GRADUATE"
    EXPIRED = "EXPIRED"
    PENDING_DEPARTMENT = "PENDING_DEPARTMENT"
    PENDING_SCHOOL = "PENDING_SCHOOL"
    REVIEW_REJECTED = "REVIEW_REJECTED"
    EFFECTIVE = "EFFECTIVE"
    VOIDED = "VOIDED"
    TERMINATED = "TERMINATED"
    PROTOCOL_PENDING_DEPARTMENT = "PROTOCOL_PENDING_DEPARTMENT"
    PROTOCOL_PENDING_SCHOOL = "PROTOCOL_PENDING_SCHOOL"
    PROTOCOL_REJECTED = "PROTOCOL_REJECTED"
    PROTOCOL_ISSUED = "PROTOCOL_ISSUED"
    SIGN_PENDING_DEPARTMENT = "SIGN_PENDING_DEPARTMENT"
    SIGN_PENDING_SCHOOL = "SIGN_PENDING_SCHOOL"
    SIGN_REJECTED = "SIGN_REJECTED"
    CANCELLED = "CANCELLED"


class ReviewLevel(StrEnum):
    """Which level decided a review (院系 or 学校)."""

    DEPARTMENT = "DEPARTMENT"
    SCHOOL = "SCHOOL"


class SlotState(StrEnum):
    """How a record holds its graduate's one destination: asked for (RESERVED), in force (HELD), or in force until another one is
    (SUPERSEDABLE: 待就业 and the like, which hinder nobody from signing)."""

    RESERVED = "RESERVED"
    HELD = "HELD"
    SUPERSEDABLE = "SUPERSEDABLE"


class Move(StrEnum):
    """What can be done to an agreement. PASS and FAIL are the two outcomes of a review (审核, or 鉴证 of two-party agreements)."""

    ACCEPT = "ACCEPT"
    REJECT = "REJECT"
    WITHDRAW = "WITHDRAW"
    EXPIRE = "EXPIRE"
    RESUBMIT = "RESUBMIT"
    UPLOAD_SCAN = "UPLOAD_SCAN"
    CANCEL = "CANCEL"
    PASS = "PASS"
    FAIL = "FAIL"
    VOID = "VOID"
    TERMINATE = "TERMINATE"


class Guard(StrEnum):
    """What must hold before a move, besides the status and the role. `rules.guards.HOLDS` has the form of each."""

    BEFORE_DEADLINE = "BEFORE_DEADLINE"
    AT_DEADLINE = "AT_DEADLINE"
    EMPLOYER_APPROVED = "EMPLOYER_APPROVED"
    CLASS_YEAR_OPEN = "CLASS_YEAR_OPEN"
    IN_SEASON = "IN_SEASON"
    FEATURE_OPEN = "FEATURE_OPEN"
    SET_UP = "SET_UP"
    BASICS_CONFIRMED = "BASICS_CONFIRMED"
    NOT_DIRECTED = "NOT_DIRECTED"
    SLOT_FREE = "SLOT_FREE"
    NO_TERMINATION = "NO_TERMINATION"
    REASON_GIVEN = "REASON_GIVEN"
    ARCHIVE_IN_SCHOOL = "ARCHIVE_IN_SCHOOL"
    ARCHIVE_NOT_DISPATCHED = "ARCHIVE_NOT_DISPATCHED"
    HUKOU_IN_SCHOOL = "HUKOU_IN_SCHOOL"
    DECIDED_HERE = "DECIDED_HERE"

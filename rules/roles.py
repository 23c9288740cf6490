"""Who takes part, which modules accounts hold levels on, and how the levels are ordered (guide section 3)."""

from enum import IntEnum, StrEnum


class Role(StrEnum):
    """What an account is. SYSTEM is no account: it is the clock acting (expiry)."""

    MINISTRY = "MINISTRY"
    PROVINCE = "PROVINCE"
    SCHOOL = "SCHOOL"
    DEPARTMENT = "DEPARTMENT"
    GRADUATE = "GRADUATE"
    EMPLOYER = "EMPLOYER"
    SYSTEM = "SYSTEM"


class Module(StrEnum):
    """What an account holds a level on (管理模块, table 1 of the guide)."""

    EMPLOYMENT = "EMPLOYMENT"
    ARCHIVE = "ARCHIVE"
    HUKOU = "HUKOU"


class AccessLevel(IntEnum):
    """无权限 < 只读 < 读写 (guide section 3). Stored as its number, shown by its name."""

    NONE = 0
    READ_ONLY = 1
    READ_WRITE = 2

"""The words the three-step gate is written in: features, agreement types, review levels, class years (guide section 4)."""

from collections.abc import Mapping
from datetime import timedelta, timezone
from enum import StrEnum
from typing import Final

from rules.roles import Module

CHINA: Final = timezone(timedelta(hours=8), "Asia/Shanghai")
"""Deadlines are days in China, which keeps one time all year."""


class Feature(StrEnum):
    """What a province opens, each by itself and for ever (功能设置)."""

    DESTINATION = "DESTINATION"
    ARCHIVE = "ARCHIVE"
    HUKOU = "HUKOU"


MODULE_OF: Final[Mapping[Feature, Module]] = {
    Feature.DESTINATION: Module.EMPLOYMENT,
    Feature.ARCHIVE: Module.ARCHIVE,
    Feature.HUKOU: Module.HUKOU,
}


class AgreementType(StrEnum):
    """The parties of a school's electronic agreements (电子就业协议书类型)."""

    TWO_PARTY = "TWO_PARTY"
    THREE_PARTY = "THREE_PARTY"


class ReviewLevels(StrEnum):
    """Who reviews a signing, in order (学院、学校依次审核)."""

    SCHOOL_ONLY = "SCHOOL_ONLY"
    DEPARTMENT_THEN_SCHOOL = "DEPARTMENT_THEN_SCHOOL"


class Enablement(StrEnum):
    """How far a school has come with a feature in a class year (高校开启情况): the step that is missing next, or none."""

    NOT_OPENED = "NOT_OPENED"
    NO_AGREEMENT_TYPE = "NO_AGREEMENT_TYPE"
    NOT_SET_UP = "NOT_SET_UP"
    SET_UP = "SET_UP"


class ClassYearState(StrEnum):
    """Whether a class year (届) takes writes. CLOSED is read-only."""

    OPEN = "OPEN"
    CLOSED = "CLOSED"

"""The three-step gate: a province opens a feature, sets agreement types, a school sets up (guide section 4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from rules.errors import AgreementTypeMissing, ClassYearClosed, FeatureClosed, InvalidInput, NotSetUp
from rules.gate_terms import CHINA, MODULE_OF, AgreementType, ClassYearState, Enablement, Feature, ReviewLevels

__all__ = [
    "CLASS_YEARS",
    "CLASS_YEAR_LABELS",
    "ENABLEMENT_LABELS",
    "MODULE_OF",
    "REPLY_DAYS",
    "AgreementType",
    "ClassYearState",
    "Enablement",
    "Feature",
    "Gate",
    "ReviewLevels",
    "check_class_year",
    "check_class_year_in_range",
    "check_gate",
    "check_reply_days",
    "check_set_up_allowed",
    "check_two_class_years",
]

REPLY_DAYS: Final = range(1, 31)
"""How many days a school may give an invited graduate to answer. The guide names no number; 5 is the default of the set-up."""

CLASS_YEARS: Final = range(2020, 2101)
"""The class years that can be opened. The registration began with that of 2023; earlier ones are for what is entered later."""

CLASS_YEAR_LABELS: Final[Mapping[ClassYearState, str]] = {ClassYearState.OPEN: "办理中", ClassYearState.CLOSED: "已关闭"}
ENABLEMENT_LABELS: Final[Mapping[Enablement, str]] = {
    Enablement.NOT_OPENED: "本省未开启",
    Enablement.NO_AGREEMENT_TYPE: "待设置电子就业协议书类型",
    Enablement.NOT_SET_UP: "待学校完成设置",
    Enablement.SET_UP: "已开启",
}
"""How far a school has come, as a page prints it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """How far the gate of one feature stands open for one school and class year, as the database has it."""

    feature: Feature
    class_year: int
    class_year_state: ClassYearState | None
    """None where the class year is unknown."""
    feature_open: bool
    """Step 1: the province has opened the feature."""
    agreement_type: AgreementType | None
    """Step 2: what the province set for the school; None where nothing is set, and for features without agreements."""
    set_up: bool
    """Step 3: the school has finished its set-up."""
    changes_until: datetime | None = None
    """From this instant on graduates change nothing by themselves any more; None where nobody has set one. Aware."""


def last_change(class_year: int) -> datetime:
    """Return the instant (UTC) from which graduates change nothing by themselves any more: the end of 31 August in China.

    Source: 教学厅〔2023〕5号. It is what a class year is opened with; the ministry sets another where a year goes otherwise.
    """
    return datetime(class_year, 9, 1, tzinfo=CHINA).astimezone(UTC)


def check_class_year(gate: Gate) -> None:
    """Raise ClassYearClosed unless the class year takes writes. An unknown year is as closed as a past one."""
    if gate.class_year_state is not ClassYearState.OPEN:
        raise ClassYearClosed(gate.class_year)


def check_set_up_allowed(gate: Gate) -> None:
    """Check all that must hold before a school may set up: the class year, then steps 1 and 2.

    Raises ClassYearClosed, FeatureClosed, AgreementTypeMissing. Only DESTINATION has agreements, so only it needs step 2.
    """
    check_class_year(gate)
    if not gate.feature_open:
        raise FeatureClosed(gate.feature)
    if gate.feature is Feature.DESTINATION and gate.agreement_type is None:
        raise AgreementTypeMissing


def check_gate(gate: Gate) -> None:
    """Check all three steps, as anything done by or for a graduate needs them.

    Raises ClassYearClosed, FeatureClosed, AgreementTypeMissing, NotSetUp: the first step that is missing.
    """
    check_set_up_allowed(gate)
    if not gate.set_up:
        raise NotSetUp


def check_reply_days(days: int) -> None:
    """Raise InvalidInput unless `days` (whole days to answer an invitation) is within REPLY_DAYS."""
    if days not in REPLY_DAYS:
        raise InvalidInput("replyDays", f"应约期限须为{REPLY_DAYS[0]}至{REPLY_DAYS[-1]}天")


def check_class_year_in_range(year: int) -> None:
    """Raise InvalidInput unless `year` is one that can be opened."""
    if year not in CLASS_YEARS:
        raise InvalidInput("year", f"届别须为{CLASS_YEARS[0]}至{CLASS_YEARS[-1]}")


def check_two_class_years(from_year: int, to_year: int) -> None:
    """Raise InvalidInput where something would be copied from a class year to itself."""
    if from_year == to_year:
        raise InvalidInput("toYear", "来源届别与目标届别不能相同")

"""What a verifier sees of a graduate (核验): which part of each reported record, in whose words, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from rules.acts import RecordKind
from rules.countries import COUNTRIES
from rules.destinations import CATEGORY_NAMES
from rules.gate_terms import Feature
from rules.transfer_terms import DISPATCH_STATE_NAMES, MIGRATION_REASON_NAMES, MIGRATION_TYPE_NAMES, TRANSFER_TYPE_NAMES

AS_IT_IS: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Shown:
    """One reported column that a verifier reads, and under what; `words` says what a code means, where it is one."""

    column: str
    label: str
    words: Mapping[Any, str] = field(default_factory=lambda: AS_IT_IS)


_CATEGORY: Final = Shown("category", "毕业去向类别", CATEGORY_NAMES)

SHOWN: Final[Mapping[RecordKind, tuple[Shown, ...]]] = {
    RecordKind.AGREEMENT: (
        _CATEGORY,
        Shown("employer_name", "签约单位"),
        Shown("number", "协议编号"),
        Shown("work_address", "工作地址"),
    ),
    RecordKind.SUPPLEMENT: (
        _CATEGORY,
        Shown("employer_name", "签约单位"),
        Shown("agreement_number", "协议编号"),
        Shown("work_address", "工作地址"),
    ),
    RecordKind.REGISTRATION: (
        _CATEGORY,
        Shown("employer_name", "单位名称"),
        Shown("admitted_school_name", "升学院校"),
        Shown("admitted_major", "升学专业"),
        Shown("entity_name", "创业实体"),
        Shown("country", "国家或地区", COUNTRIES),
    ),
    RecordKind.ARCHIVE: (
        Shown("transfer_type", "转递类型", TRANSFER_TYPE_NAMES),
        Shown("receiver_name", "接收单位"),
        Shown("receiver_address", "接收地址"),
        Shown("dispatch_state", "寄送状态", DISPATCH_STATE_NAMES),
    ),
    RecordKind.HUKOU: (
        Shown("migration_type", "迁移类型", MIGRATION_TYPE_NAMES),
        Shown("migration_reason", "迁移原因", MIGRATION_REASON_NAMES),
        Shown("destination_address", "迁往地址"),
        Shown("receiving_unit", "接收单位"),
    ),
}
"""Kind of record -> what a verifier reads of it. Pay, telephones and whatever else is reported, nobody verifies."""

FEATURE_TITLES: Final[Mapping[Feature, str]] = {
    Feature.DESTINATION: "毕业去向",
    Feature.ARCHIVE: "档案转递",
    Feature.HUKOU: "户口迁移",
}


@dataclass(frozen=True, slots=True)
class VerifiedItem:
    """One line of what is verified."""

    name: str
    """The reported column."""
    label: str
    value: str


def items_of(kind: RecordKind, payload: Mapping[str, Any]) -> list[VerifiedItem]:
    """Return what a verifier sees of a reported record, in order; what it does not say is left out."""
    said = [(shown, payload.get(shown.column)) for shown in SHOWN.get(kind, ())]
    return [
        VerifiedItem(shown.column, shown.label, shown.words.get(str(value), str(value))) for shown, value in said if value not in (None, "")
    ]

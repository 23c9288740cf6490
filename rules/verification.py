"""What a verifier sees of a graduate (核验): which part of each reported record, in whose words, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from rules.acts import RecordKind
from rules.gate_terms import Feature

SHOWN: Final[Mapping[RecordKind, Mapping[str, str]]] = {
    RecordKind.AGREEMENT: {"employer_name": "签约单位", "number": "协议编号", "work_address": "工作地址"},
}
"""Kind of record -> reported column -> what a verifier reads it under. Pay, telephones and whatever else is reported, nobody verifies."""

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
    said = [(column, label, payload.get(column)) for column, label in SHOWN.get(kind, {}).items()]
    return [VerifiedItem(column, label, str(value)) for column, label, value in said if value not in (None, "")]

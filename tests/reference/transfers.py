"""What is printed of archives and household registrations, whose turn it is, and what can be done to them, over plain rows."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from rules.acts import ACT_LABELS, ActName
from rules.agreement_terms import Guard
from rules.archive import ARCHIVE
from rules.errors import LevelTooLow, RuleError
from rules.guards import HOLDS, REFUSALS
from rules.hukou import HUKOU
from rules.roles import Module
from rules.transfer_errors import RecordUnderWay
from tests.reference.available import facts_of, record_actions, told
from tests.reference.rows import Store
from tests.reference.turns import SIDES
from tests.reference.vocabulary import Asker, Row

ARCHIVE_TURNS: Final[Mapping[str, frozenset[str]]] = {
    "MINISTRY": frozenset(),
    "PROVINCE": frozenset(),
    "SYSTEM": frozenset(),
    "EMPLOYER": frozenset(),
    "GRADUATE": frozenset({"REJECTED"}),
    "DEPARTMENT": frozenset({"PENDING_DEPARTMENT"}),
    "SCHOOL": frozenset({"PENDING_SCHOOL"}),
}
ARCHIVE_NULLS: Final = ("receiver_name", "sent_at")
"""Columns of archives that lists are sorted by and that can be null."""
STANDS: Final = {
    "PENDING_DEPARTMENT": "待院系审核",
    "PENDING_SCHOOL": "待学校审核",
    "APPROVED": "审核通过",
    "REJECTED": "审核不通过",
    "CANCELLED": "毕业生已取消",
    "SUPERSEDED": "已被取代",
}
ON_THE_WAY: Final = {"NOT_SENT": "未寄出", "SENT": "已寄出", "RECEIVED": "已签收", "RETURNED": "已退回"}
CODES: Final[Mapping[str, Mapping[str, str]]] = {
    "source": {"GRADUATE": "毕业生登记", "SCHOOL": "学校登记", "DESTINATION": "随去向登记转入"},
    "transfer_type": {
        "EMPLOYER": "转至单位",
        "TALENT_AGENCY": "托管公共就业人才机构",
        "ORIGIN": "转回生源地",
        "ADMITTED_SCHOOL": "转升学院校",
        "KEEP_AT_SCHOOL": "留校",
    },
    "dispatch_mode": {"CONFIDENTIAL": "机要通信", "EMS": "邮政特快专递", "SPECIAL_PERSON": "专人送取"},
    "dispatch_state": ON_THE_WAY,
    "migration_type": {
        "BACK_TO_ORIGIN": "迁回原籍",
        "TO_EMPLOYER": "迁往单位",
        "TO_TALENT_MARKET": "迁往人才市场",
        "TO_SCHOOL": "迁往就读学校",
        "TO_OTHER": "其他",
        "KEEP": "保留在校",
    },
    "migration_reason": {"FURTHER_STUDY": "升学", "GRADUATION": "毕业"},
}
LABELLED: Final = {
    "ArchiveRecord": ("source", "transfer_type", "dispatch_mode", "dispatch_state"),
    "HukouRecord": ("source", "migration_type", "migration_reason"),
    "ArchiveBlock": ("transfer_type", "dispatch_mode"),
    "HukouBlock": ("migration_type", "migration_reason"),
}
WAITED_FOR: Final = {"REJECTED": "毕业生", "PENDING_DEPARTMENT": "院系", "PENDING_SCHOOL": "学校"}


def status_label(row: Row) -> str | None:
    """Return what lists print as the status of a record; of one that failed a review, at which level."""
    levels = {"DEPARTMENT": "院系审核不通过", "SCHOOL": "学校审核不通过"}
    return f"审核不通过 ({levels[row['rejected_by']]})" if row["status"] == "REJECTED" else STANDS[row["status"]]


def _camel(column: str) -> str:
    head, *rest = column.split("_")
    return head + "".join(each.capitalize() for each in rest)


def transfer_texts() -> dict[str, Callable[[Row], Any]]:
    """Return the texts of the types' fields."""
    texts: dict[str, Callable[[Row], Any]] = {}
    for type_, columns in LABELLED.items():
        for column in columns:
            texts[f"{type_}.{_camel(column)}Label"] = lambda row, column=column: CODES[column].get(row[column])  # type: ignore[misc]
        if type_.endswith("Block"):
            continue
        texts[f"{type_}.statusLabel"] = status_label
        texts[f"{type_}.waitsForLabel"] = lambda row: WAITED_FOR.get(row["status"])
        texts[f"{type_}Count.statusLabel"] = lambda row: STANDS[row["status"]]
    for kind in ("Archive", "Hukou"):
        known = {**STANDS, **(ON_THE_WAY if kind == "Archive" else {})}
        texts[f"{kind}Event.actionLabel"] = lambda row: ACT_LABELS[ActName(row["action"])]
        texts[f"{kind}Event.roleLabel"] = lambda row: SIDES[row["role"]]
        texts[f"{kind}Event.statusBeforeLabel"] = lambda row, known=known: known.get(row["status_before"])  # type: ignore[misc]
        texts[f"{kind}Event.statusAfterLabel"] = lambda row, known=known: known.get(row["status_after"])  # type: ignore[misc]
        texts[f"{kind}Statistics.schoolCount"] = lambda row: len(row["chosen"])
        for of in ("", "School"):
            texts[f"{of}{kind}Statistics.approved"] = lambda row: row["approved"]
    texts["registrationRate"] = lambda row: _rate(row["registered"], row["needed"])
    texts["approvalRate"] = lambda row: _rate(row["approved"], row["needed"])
    return texts


def _rate(part: int, whole: int) -> int | None:
    return (20_000 * part + whole) // (2 * whole) if whole else None


WAY: Final = {"NOT_SENT": ("SEND",), "SENT": ("RECEIVE", "RETURN"), "RETURNED": ("SEND",)}
"""What the school notes next of an approved archive that does not stay with it."""


def archive_actions(store: Store, asker: Asker, record: Row) -> list[dict[str, Any]]:
    """Return the actions of an archive: those of its reviews, then those of its way."""
    reviews = record_actions(store, asker, ARCHIVE, record)
    if asker.role != "SCHOOL" or record["status"] != "APPROVED" or record["transfer_type"] == "KEEP_AT_SCHOOL":
        return reviews
    facts = facts_of(store, record, ARCHIVE.feature)
    denied: list[RuleError] = [] if asker.levels.get("ARCHIVE") == "READ_WRITE" else [LevelTooLow(Module.ARCHIVE)]
    others = [row for row in store.rows["ArchiveRecord"] if row["graduate_id"] == record["graduate_id"]]
    waits = any(row["status"] in {"PENDING_DEPARTMENT", "PENDING_SCHOOL"} for row in others)
    said = []
    for action in WAY.get(record["dispatch_state"], ()):
        reasons = [*denied, *closed_year(facts)]
        if action == "SEND" and waits:
            reasons.append(RecordUnderWay())
        said.append(told(action, reasons))
    return reviews + said


def closed_year(facts: Any) -> list[RuleError]:
    """Return what is said where the class year takes no writes."""
    guard = Guard.CLASS_YEAR_OPEN
    return [] if HOLDS[guard](facts) else [REFUSALS[guard](facts)]


def hukou_actions(store: Store, asker: Asker, record: Row) -> list[dict[str, Any]]:
    """Return the actions of a household registration."""
    return record_actions(store, asker, HUKOU, record)

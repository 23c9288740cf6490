"""What waits for whom, counted over plain rows: each kind of work by a sentence of its own, and the filter a client would write for it."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from tests.reference.rows import Store
from tests.reference.vocabulary import Asker, Json, Row

Chosen = Callable[[Store, Row], bool]


def of_open_year(store: Store, row: Row) -> bool:
    """Return whether the row's class year takes writes."""
    return any((year["year"], year["state"]) == (row["class_year"], "OPEN") for year in store.beside["class_year"])


def stands_at(status: str) -> tuple[str, Chosen, Mapping[str, Any]]:
    """Return the agreements that stand somewhere and can be moved from there."""
    chosen = {"status": {"eq": status}, "yearIsOpen": {"eq": True}}
    return "agreements", lambda store, row: row["status"] == status and of_open_year(store, row), chosen


def registration_at(status: str) -> tuple[str, Chosen, Mapping[str, Any]]:
    """Return the registrations of other destinations that stand somewhere and can be moved from there."""
    return "registrations", *stands_at(status)[1:]


def listed_in(name: str, status: str, **more: str) -> tuple[str, Chosen, Mapping[str, Any]]:
    """Return the records of a list that stand somewhere and can be moved from there."""
    _, is_chosen, chosen = stands_at(status)
    compared = {column: {"eq": value} for column, value in more.items()}
    return (
        name,
        lambda store, row: is_chosen(store, row) and all(row[column] == value for column, value in more.items()),
        {**chosen, **compared},
    )


def asked_by(side: str) -> list[tuple[str, str, str, Chosen, Mapping[str, Any]]]:
    """Return the terminations that one side has asked for and the other has not answered."""
    return [("TERMINATIONS_TO_ANSWER", "待答复的解约申请", *listed_in("terminations", "PENDING_COUNTERPARTY", initiator=side))]


def unconfirmed() -> tuple[str, Chosen, Mapping[str, Any]]:
    """Return the graduations whose basic data are to be confirmed."""
    chosen = {"confirmedAt": {"isNull": True}, "yearIsOpen": {"eq": True}}
    return "graduates", lambda store, row: row["confirmed_at"] is None and of_open_year(store, row), chosen


def registered_as(status: str) -> tuple[str, Chosen, Mapping[str, Any]]:
    """Return the registrations in a status."""
    return "employerRegistrations", lambda _store, row: row["status"] == status, {"status": {"eq": status}}


def lacks(**wanted: str) -> tuple[str, Chosen, Mapping[str, Any]]:
    """Return what is not set up yet."""
    chosen = {name: {"eq": value} for name, value in wanted.items()}
    return "setupGaps", lambda _store, row: all(row[name] == value for name, value in wanted.items()), chosen


def disputed() -> tuple[str, Chosen, Mapping[str, Any]]:
    """Return the disputes that wait for an answer and can be given one."""
    chosen = {"state": {"eq": "OPEN"}, "yearIsOpen": {"eq": True}}
    return "disputes", lambda store, row: row["state"] == "OPEN" and of_open_year(store, row), chosen


def transfers(kind: str, status: str) -> tuple[str, Chosen, Mapping[str, Any]]:
    """Return the archives or household registrations that stand somewhere and can be moved from there."""
    _, is_chosen, chosen = stands_at(status)
    return f"{kind}Records", is_chosen, chosen


def to_send() -> tuple[str, Chosen, Mapping[str, Any]]:
    """Return the archives that wait to be sent."""
    states, types = ["NOT_SENT", "RETURNED"], ["EMPLOYER", "TALENT_AGENCY", "ORIGIN", "ADMITTED_SCHOOL"]

    def waits(store: Store, row: Row) -> bool:
        leaves = row["dispatch_state"] in states and row["transfer_type"] in types
        return row["status"] == "APPROVED" and leaves and of_open_year(store, row)

    chosen = {"status": {"eq": "APPROVED"}, "dispatchState": {"in": states}, "transferType": {"in": types}, "yearIsOpen": {"eq": True}}
    return "archiveRecords", waits, chosen


TO_CHANGE: Final = [
    ("ARCHIVES_TO_RESUBMIT", "待修改后重新提交的档案转递信息", *transfers("archive", "REJECTED")),
    ("HUKOU_TO_RESUBMIT", "待修改后重新提交的户口迁移信息", *transfers("hukou", "REJECTED")),
]


def transfer_reviews(level: str) -> list[tuple[str, str, str, Chosen, Mapping[str, Any]]]:
    """Return what one level reviews of archives and household registrations; the school sends archives besides."""
    archives = [("ARCHIVES_TO_REVIEW", "待审核的档案转递信息", *transfers("archive", f"PENDING_{level}"))]
    sent = [("ARCHIVES_TO_SEND", "待寄出的档案", *to_send())] if level == "SCHOOL" else []
    return [*archives, *sent, ("HUKOU_TO_REVIEW", "待审核的户口迁移信息", *transfers("hukou", f"PENDING_{level}"))]


RETURNED: Final = [
    ("SCANS_TO_UPLOAD", "待回传盖章扫描件的协议", *stands_at("PROTOCOL_ISSUED")),
    ("SCANS_TO_CORRECT", "签约审核不通过、待重新回传的协议", *stands_at("SIGN_REJECTED")),
]


def reviews(level: str) -> list[tuple[str, str, str, Chosen, Mapping[str, Any]]]:
    """Return what one level reviews."""
    return [
        ("SIGNINGS_TO_REVIEW", "待审核的线上签约", *stands_at(f"PENDING_{level}")),
        ("FORMS_TO_REVIEW", "待审核的就业协议申请", *stands_at(f"PROTOCOL_PENDING_{level}")),
        ("SCANS_TO_REVIEW", "待审核的线下签约", *stands_at(f"SIGN_PENDING_{level}")),
        ("SUPPLEMENTS_TO_REVIEW", "待审核的补登", *listed_in("supplements", f"PENDING_{level}")),
        ("TERMINATIONS_TO_REVIEW", "待审核的解约", *listed_in("terminations", f"PENDING_{level}")),
        ("DESTINATIONS_TO_REVIEW", "待审核的去向登记", *registration_at(f"PENDING_{level}")),
        ("VOIDS_TO_REVIEW", "待审核的去向作废申请", *registration_at(f"VOID_PENDING_{level}")),
    ]


WORK: Final[Mapping[str, list[tuple[str, str, str, Chosen, Mapping[str, Any]]]]] = {
    "GRADUATE": [
        ("BASICS_TO_CONFIRM", "待确认的基本信息", *unconfirmed()),
        ("INVITATIONS_TO_ANSWER", "待应约的签约邀请", *stands_at("PENDING_GRADUATE")),
        ("FORMS_TO_RESUBMIT", "待修改后重新提交的就业协议申请", *stands_at("PROTOCOL_REJECTED")),
        ("SUPPLEMENTS_TO_RESUBMIT", "待修改后重新提交的补登", *listed_in("supplements", "REJECTED")),
        ("DESTINATIONS_TO_RESUBMIT", "待修改后重新提交的去向登记", *registration_at("REJECTED")),
        *RETURNED,
        *asked_by("EMPLOYER"),
        *TO_CHANGE,
    ],
    "EMPLOYER": [
        ("REGISTRATION_TO_SUBMIT", "待提交审核的单位注册信息", *registered_as("REGISTERED")),
        ("REGISTRATION_RETURNED", "审核不通过、待修改的单位注册信息", *registered_as("REJECTED")),
        *RETURNED,
        *asked_by("GRADUATE"),
    ],
    "DEPARTMENT": [*reviews("DEPARTMENT"), *transfer_reviews("DEPARTMENT")],
    "SCHOOL": [
        *reviews("SCHOOL"),
        ("DISPUTES_TO_RESOLVE", "待答复的信息异议", *disputed()),
        *transfer_reviews("SCHOOL"),
        ("SIGNING_SETUP_MISSING", "待完成的签约设置", *lacks(feature="DESTINATION", missing="SETUP")),
        ("ARCHIVE_SETUP_MISSING", "待完成的档案登记设置", *lacks(feature="ARCHIVE", missing="SETUP")),
        ("HUKOU_SETUP_MISSING", "待完成的户口登记设置", *lacks(feature="HUKOU", missing="SETUP")),
    ],
    "PROVINCE": [
        ("EMPLOYERS_TO_REVIEW", "待审核的单位注册", *registered_as("PENDING_REVIEW")),
        ("AGREEMENT_TYPES_MISSING", "待设置协议书类型的高校", *lacks(missing="AGREEMENT_TYPE")),
        ("SCHOOLS_NOT_SET_UP", "未完成设置的高校", *lacks(missing="SETUP")),
    ],
    "MINISTRY": [],
}
"""Role -> its kinds of work."""
MODULES: Final = {
    **dict.fromkeys(("ARCHIVE_SETUP_MISSING", "ARCHIVES_TO_RESUBMIT", "ARCHIVES_TO_REVIEW", "ARCHIVES_TO_SEND"), "ARCHIVE"),
    **dict.fromkeys(("HUKOU_SETUP_MISSING", "HUKOU_TO_RESUBMIT", "HUKOU_TO_REVIEW"), "HUKOU"),
}
"""The module that a kind of work is of, where that is not EMPLOYMENT."""
TYPES: Final = {
    "graduates": "Graduate",
    "agreements": "Agreement",
    "registrations": "DestinationRegistration",
    "supplements": "Supplement",
    "terminations": "Termination",
    "disputes": "Dispute",
    "employerRegistrations": "EmployerRegistration",
    "setupGaps": "SetupGap",
    "archiveRecords": "ArchiveRecord",
    "hukouRecords": "HukouRecord",
}


def worklist(store: Store, asker: Asker) -> list[dict[str, Any]]:
    """Return what waits for somebody: of schools, departments, graduates and employers only what 读写 of its module lets them do."""
    return list(_items(store, asker))


def _items(store: Store, asker: Asker) -> Iterator[dict[str, Any]]:
    for code, label, name, is_chosen, chosen in WORK[str(asker.role)]:
        if asker.role != "PROVINCE" and asker.levels.get(MODULES.get(code, "EMPLOYMENT")) != "READ_WRITE":
            continue
        rows = [row for row in store.rows[TYPES[name]] if store.sees(asker, row) and is_chosen(store, row)]
        deadlines = [row["reply_deadline"] for row in rows if row["reply_deadline"]] if code == "INVITATIONS_TO_ANSWER" else []
        due_at = min(deadlines).isoformat() if deadlines else None
        yield {"code": code, "label": label, "count": len(rows), "dueAt": due_at, "list": name, "filter": Json(chosen)}

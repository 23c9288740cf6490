"""Archives (档案转递): what is registered of them, which of it goes with what, how they travel, and what is suggested (guide section 6)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from rules.acts import RecordKind
from rules.agreement_terms import Guard
from rules.employer import is_division, is_phone, is_postcode
from rules.errors import InvalidInput
from rules.gate_terms import Feature
from rules.registration_fields import Content, Use
from rules.transfer import NEEDED, REGISTERED, STATUSES, life_of, type_counter
from rules.transfer_errors import DispatchNotAllowed
from rules.transfer_terms import DispatchMode, DispatchMove, DispatchState, TransferType

ARCHIVE: Final = life_of(RecordKind.ARCHIVE, Feature.ARCHIVE, Guard.ARCHIVE_IN_SCHOOL, Guard.ARCHIVE_NOT_DISPATCHED)
"""No archive is at the school, no record of it; and what is on its way is not sent elsewhere by a form."""

ARCHIVE_COLUMNS: Final = (
    NEEDED,
    REGISTERED,
    *(status.lower() for status in STATUSES),
    *map(type_counter, TransferType),
    *(state.lower() for state in DispatchState if state is not DispatchState.NOT_SENT),
)
"""Every column of the counters of archives."""

DISPATCHES: Final[Mapping[tuple[DispatchState, DispatchMove], DispatchState]] = {
    (DispatchState.NOT_SENT, DispatchMove.SEND): DispatchState.SENT,
    (DispatchState.SENT, DispatchMove.RECEIVE): DispatchState.RECEIVED,
    (DispatchState.SENT, DispatchMove.RETURN): DispatchState.RETURNED,
    (DispatchState.RETURNED, DispatchMove.SEND): DispatchState.SENT,
}
"""How an approved archive travels; a missing row is a forbidden move. The school alone notes it."""
ON_ITS_WAY: Final = (DispatchState.SENT, DispatchState.RECEIVED)
"""Here the archive has left the school, and what was registered of it stays."""
MOST_SENT_AT_ONCE: Final = 500


def next_dispatch(now: DispatchState, move: DispatchMove, transfer_type: TransferType) -> DispatchState:
    """Return the state that follows; raise DispatchNotAllowed where the table has no row, or the archive stays at the school."""
    after = DISPATCHES.get((now, move))
    if after is None or transfer_type is TransferType.KEEP_AT_SCHOOL:
        raise DispatchNotAllowed(now, move)
    return after


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveEntry:
    """What is registered of an archive, trimmed; what is not said is None."""

    transfer_type: TransferType
    receiver_name: str | None = None
    receiver_division: str | None = None
    receiver_address: str | None = None
    receiver_postcode: str | None = None
    receiver_person: str | None = None
    receiver_phone: str | None = None
    dispatch_mode: DispatchMode | None = None


@dataclass(frozen=True, slots=True)
class TextField:
    """A text of a form: its GraphQL name, what users call it, how long it may be, and what may stand in it."""

    attribute: str
    name: str
    label: str
    longest: int
    content: Content = Content.TEXT


RECEIVER: Final = (
    TextField("receiver_name", "receiverName", "档案接收单位名称", 50),
    TextField("receiver_division", "receiverDivision", "档案接收单位所在地", 6, Content.DIVISION),
    TextField("receiver_address", "receiverAddress", "档案接收单位地址", 100),
    TextField("receiver_postcode", "receiverPostcode", "档案接收单位邮编", 6, Content.POSTCODE),
    TextField("receiver_person", "receiverPerson", "档案接收联系人", 40),
    TextField("receiver_phone", "receiverPhone", "档案接收联系电话", 20, Content.PHONE),
)
"""Who receives an archive that leaves the school."""
DISPATCH_MODE: Final = ("dispatchMode", "转递方式")
"""How it is to travel: what a form asks for beside these texts."""

_SENT: Final[Mapping[str, Use]] = {
    "receiverName": Use.REQUIRED,
    "receiverDivision": Use.REQUIRED,
    "receiverAddress": Use.REQUIRED,
    "receiverPostcode": Use.OPTIONAL,
    "receiverPerson": Use.REQUIRED,
    "receiverPhone": Use.REQUIRED,
    "dispatchMode": Use.OPTIONAL,
}
ARCHIVE_USES: Final[Mapping[TransferType, Mapping[str, Use]]] = {
    type_: dict.fromkeys(_SENT, Use.FORBIDDEN) if type_ is TransferType.KEEP_AT_SCHOOL else _SENT for type_ in TransferType
}
"""Type -> field -> how a form of this type uses it: what is checked, and what clients draw (`archiveForm`)."""


def archive_problems(entry: ArchiveEntry, graduate_name: str) -> Iterator[InvalidInput]:
    """Yield everything that is wrong with what is registered, in the order of its fields."""
    uses = ARCHIVE_USES[entry.transfer_type]
    for field in RECEIVER:
        value, use = getattr(entry, field.attribute), uses[field.name]
        if value is None:
            if use is Use.REQUIRED:
                yield InvalidInput(field.name, f"{field.label}不能为空")
        elif use is Use.FORBIDDEN:
            yield InvalidInput(field.name, f"档案留校时不填写{field.label}")
        elif field.content is Content.DIVISION and not is_division(value):
            yield InvalidInput(field.name, f"{field.label}须为六位行政区划代码")
        elif field.content is Content.POSTCODE and not is_postcode(value):
            yield InvalidInput(field.name, "邮政编码须为六位数字")
        elif field.content is Content.PHONE and not is_phone(value):
            yield InvalidInput(field.name, "联系电话须为6至20位数字，可含区号与短横线")
        elif field.attribute == "receiver_person" and value == graduate_name:
            yield InvalidInput(field.name, "档案不得由毕业生本人接收，请填写接收单位的联系人")
    name, label = DISPATCH_MODE
    if entry.dispatch_mode is not None and uses[name] is Use.FORBIDDEN:
        yield InvalidInput(name, f"档案留校时不填写{label}")


_KEEPS_ARCHIVES: Final = frozenset({"10", "20", "21", "22", "23", "25", "29", "31", "40"})
"""Natures of employers that keep the archives of whom they employ: 机关, 事业单位, 国有企业, 部队."""
_BY_CATEGORY: Final[Mapping[str, TransferType]] = {
    "12": TransferType.TALENT_AGENCY,
    "27": TransferType.TALENT_AGENCY,
    "75": TransferType.TALENT_AGENCY,
    "76": TransferType.TALENT_AGENCY,
    "80": TransferType.ADMITTED_SCHOOL,
}


def suggested_transfer(category: str | None, nature: str | None) -> TransferType:
    """Return where the archive of a graduate with such a destination commonly goes; ORIGIN where nothing else is known.

    `category` is its 毕业去向类别 and `nature` its employer's 单位性质; None where it has none.
    """
    if category in {"10", "11"} and nature is not None:
        return TransferType.EMPLOYER if nature in _KEEPS_ARCHIVES else TransferType.TALENT_AGENCY
    return _BY_CATEGORY.get(category or "", TransferType.ORIGIN)

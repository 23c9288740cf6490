"""What statistics must show, reckoned one formula after another as the guide's neighbours print them: no table of ours is read."""

from collections.abc import Callable, Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from tests.reference.vocabulary import Row

CODES: Final = ("10", "11", "12", "27", "46", "50", "51", "75", "76", "80", "85", "70", "71", "72")
ONLINE: Final = (
    *("pending_graduate", "withdrawn", "rejected_by_graduate", "expired", "pending_department", "pending_school"),
    *("review_rejected", "effective", "voided", "terminated"),
)
SUMS: Final[Mapping[str, tuple[str, ...]]] = {
    "approved": CODES,
    "agreementOrContract": ("10", "11", "27", "46", "50", "51"),
    "entrepreneurship": ("75",),
    "flexible": ("12", "76"),
    "furtherStudy": ("80", "85"),
    "seeking": ("70",),
    "notSeeking": ("71", "72"),
    "byUnits": ("10", "11", "12", "27", "46", "50", "51"),
    **{f"category{code}": (code,) for code in CODES},
}
"""Figure -> the categories it adds up."""
OF_ROSTER: Final[Mapping[str, str]] = {
    **{f"{name}Rate": name for name in ("agreementOrContract", "entrepreneurship", "flexible", "furtherStudy", "seeking", "notSeeking")},
    "byUnitsRate": "byUnits",
    "settledRate": "settled",
    **{f"{name}Rate": name for name in ("registered", "approved", "confirmed")},
    "signingRate": "signed",
}
"""Rate -> the figure that is a share of the roster."""


BROKEN_DOWN: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "departmentStatistics": ("DepartmentStatistics", ("department_id",)),
    "degreeStatistics": ("DegreeStatistics", ("degree_code",)),
    "majorStatistics": ("MajorStatistics", ("department_id", "major_code")),
}
"""Root field -> the type of a group, and by what graduates are grouped."""


def broken_down(name: str, graduates: Iterable[Row], slots: Iterable[Row]) -> list[dict[str, Any]]:
    """Return the groups of graduates, added up one by one, in order."""
    type_name, by = BROKEN_DOWN[name]
    held = {slot["graduate_id"]: slot for slot in slots}
    groups: dict[tuple[str, ...], dict[str, Any]] = {}
    for graduate in graduates:
        of = tuple(graduate[column] for column in by)
        group = groups.setdefault(
            of,
            {
                **dict(zip(by, of, strict=True)),
                "__typename": type_name,
                "major_name": graduate["major_name"],
                "graduates": 0,
                "registered": 0,
                **{f"category_{code}": 0 for code in CODES},
            },
        )
        group["graduates"] += 1
        group["major_name"] = min(group["major_name"], graduate["major_name"])
        slot = held.get(graduate["id"])
        if slot is not None:
            group["registered"] += 1
        if slot is not None and slot["category"] is not None:
            group[f"category_{slot['category']}"] += 1
    return [groups[of] for of in sorted(groups)]


def basis_points(part: int, whole: int) -> int | None:
    """Return part over whole in hundredths of a percent, rounded half up; None of nothing."""
    return int((Decimal(10_000 * part) / whole).quantize(Decimal(1), ROUND_HALF_UP)) if whole else None


def rates(figures: Mapping[str, Any]) -> dict[str, int | None]:
    """Return the rates that belong to figures, as clients read both; those of the figures that are there."""
    found = {
        rate: basis_points(figures[part], figures["graduates"])
        for rate, part in OF_ROSTER.items()
        if part in figures and "graduates" in figures
    }
    sent = ["online" + "".join(word.capitalize() for word in status.split("_")) for status in ONLINE]
    if "onlineExpired" in figures:
        found["expiryRate"] = basis_points(figures["onlineExpired"], sum(figures[name] for name in sent))
    if "needed" in figures:
        found["registrationRate"] = basis_points(figures["registered"], figures["needed"])
        found["approvalRate"] = basis_points(figures["approved"], figures["needed"])
    return found


def _sum(codes: tuple[str, ...]) -> Callable[[Row], int]:
    return lambda row: int(sum(row[f"category_{code}"] for code in codes))


def _settled(row: Row) -> int:
    """Return who has settled: the roster without those who look for work, do not yet, or are not registered."""
    unregistered = row["graduates"] - sum(row[f"category_{code}"] for code in CODES)
    return int(row["graduates"] - row["category_70"] - row["category_71"] - row["category_72"] - unregistered)


_COUNTED: Final[Mapping[str, Callable[[Row], int]]] = {
    **{name: _sum(codes) for name, codes in SUMS.items()},
    "settled": _settled,
    "unregistered": lambda row: int(row["graduates"] - sum(row[f"category_{code}"] for code in CODES)),
    **{name: lambda row, name=name: int(row[name]) for name in ("registered", "confirmed")},  # type: ignore[misc]
    "signed": lambda row: int(row["online_effective"] + row["offline_effective"] + row["supplement_approved"]),
}


def _rate(name: str) -> Callable[[Row], int | None]:
    if name == "expiryRate":
        return lambda row: basis_points(row["online_expired"], sum(row[f"online_{status}"] for status in ONLINE))
    return lambda row: basis_points(_COUNTED[OF_ROSTER[name]](row), row["graduates"])


LEAVES: Final[Mapping[str, Callable[[Row], Any]]] = {**_COUNTED, **{name: _rate(name) for name in (*OF_ROSTER, "expiryRate")}}
"""Figure -> what it is of a row of counters, or of several that are summed up."""


def compared(earlier: Row, later: Row) -> dict[str, Any]:
    """Return what a school's later figures have more than its earlier ones."""
    own: dict[str, Callable[[Row], int]] = {name: lambda row, name=name: int(row[name]) for name in ("graduates", "stale")}  # type: ignore[misc]
    more = {f"{name}More": figure(later) - figure(earlier) for name, figure in {**_COUNTED, **own}.items()}
    return {"__typename": "SchoolComparison", "school_id": later["school_id"], "earlier_id": earlier["id"], "later_id": later["id"], **more}


COMPARED: Final[Mapping[str, Callable[[Row], Any]]] = {
    f"SchoolComparison.{name}More": lambda row, name=name: row[f"{name}More"]  # type: ignore[misc]
    for name in (*_COUNTED, "graduates", "stale")
    if not name.startswith("category")
}
"""Figure of a comparison -> what it is of a compared row."""

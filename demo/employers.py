"""Invented employers: two that figure 6 names, one still under review, and as many more as the cohort needs."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final
from uuid import UUID

from demo.ids import named_id, serial_id
from demo.rows import EmployerRow
from demo.vocabulary import EMPLOYER_PLACES, EMPLOYER_TRADES, EMPLOYER_WORDS
from rules.codes import INDUSTRIES, PROVINCES
from rules.employer import EmployerStatus
from rules.uscc import organisation_check_character, uscc_check_character

EMPLOYER_SERIES: Final = 1
_FIRST_GENERATED: Final = 100
MOST_INVENTED: Final = 9_000 - _FIRST_GENERATED
"""The codes have room for no more, beside those of employers that are not registered."""
_REGIONS: Final = ("11", "11", "11", *sorted(set(PROVINCES) - {"66"}))
"""Where employers are registered; 北京 more often than any other province."""

NAMED_EMPLOYERS: Final = {
    "测试测试公司": (1, EmployerStatus.APPROVED),
    "趣综合企业": (2, EmployerStatus.APPROVED),
    "测试待审公司": (3, EmployerStatus.PENDING_REVIEW),
}
"""Name -> serial number inside its credit code, and status. The first two sign online in figure 6; the third may not invite yet."""


_INDUSTRIES: Final = tuple(INDUSTRIES)

EMPLOYER_NAMES: Final = len(EMPLOYER_PLACES) * len(EMPLOYER_WORDS) * len(EMPLOYER_TRADES)
"""How many names there are; several employers may share one, as in life."""


def fake_uscc(region: str, serial: int) -> str:
    """Return the valid, clearly fake credit code of a province (two digits) and a serial number of 0-9999."""
    organisation = f"FAKE{serial:04}"
    body = f"91{region}0000{organisation}{organisation_check_character(organisation)}"
    return body + uscc_check_character(body)


def employer_name(number: int) -> str:
    """Return the name of an invented employer; all begin with 测试, the first `EMPLOYER_NAMES` differ."""
    rest, trade = divmod(number, len(EMPLOYER_TRADES))
    rest, word = divmod(rest, len(EMPLOYER_WORDS))
    place = EMPLOYER_PLACES[rest % len(EMPLOYER_PLACES)]
    return f"测试{place}{EMPLOYER_WORDS[word]}{EMPLOYER_TRADES[trade]}有限公司"


def unregistered_uscc(number: int) -> str:
    """Return the credit code of an employer that is on no list here: the same for the same name (`employer_name`)."""
    return fake_uscc("11", 9999 - number % EMPLOYER_NAMES)


def named_employer_rows(at: datetime) -> Iterator[EmployerRow]:
    """Yield the employers that documents know by name."""
    for name, (serial, status) in NAMED_EMPLOYERS.items():
        yield _row(named_id("employer", name), name, "11", serial, status, at)


def invented_employer_rows(count: int, at: datetime) -> Iterator[EmployerRow]:
    """Yield approved employers, at most `MOST_INVENTED`."""
    for number in range(count):
        region = _REGIONS[number % len(_REGIONS)]
        serial = _FIRST_GENERATED + number
        yield _row(serial_id(EMPLOYER_SERIES, number), employer_name(number), region, serial, EmployerStatus.APPROVED, at)


def _row(key: UUID, name: str, region: str, serial: int, status: EmployerStatus, at: datetime) -> EmployerRow:
    """Return an employer's row; whom to call is as invented as its code."""
    return EmployerRow(
        id=key,
        name=name,
        uscc=fake_uscc(region, serial),
        province_code=region,
        status=status,
        status_reason=None,
        version=1,
        nature="39",
        industry=_INDUSTRIES[serial % len(_INDUSTRIES)],
        division=f"{region}0000",
        address="测试路1号",
        postcode=None,
        contact_name="测试联系人",
        contact_phone=f"1990000{serial:04}",
        contact_email="hr@example.com",
        superior=None,
        accepts_archive=serial % 2 == 0,
        solves_hukou=False,
        created_at=at,
        updated_at=at,
    )

"""Invented people: identity numbers that validate and are clearly fake, the row of a person, and of the account a roster gives it."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from auth.vault import IdentityVault
from demo.rows import AccountRow, GraduateRow, PersonRow
from rules.codes import PROVINCES
from rules.identity import make_id_number, mask_id_number
from rules.roles import AccessLevel, Role

BIRTHS: Final[Mapping[str, tuple[date, int]]] = {
    "01": (date(1993, 1, 1), 4 * 365),
    "11": (date(1997, 1, 1), 3 * 365),
    "31": (date(2000, 1, 1), 2 * 365),
    "41": (date(2002, 1, 1), 1 * 365),
}
"""Degree code -> first birthday and number of birthdays of the class of 2023. They do not overlap, so no two degrees share a number."""

_FIRST_ORDER: Final = 20
"""Lower order digits are kept for the people who are known by name."""
_ORDERS: Final = 1000 - _FIRST_ORDER
_REGIONS: Final = tuple(f"{code}0000" for code in sorted(PROVINCES) if code != "66")
"""Whole provinces, which no real number has; 66 (兵团) is no division of its own."""
_STRIDE: Final = 7_368_787
"""A prime that divides none of the ranges: stepping by it visits every number once, in no visible order."""


def invented_id_numbers(degree_code: str) -> Iterator[str]:
    """Yield valid, clearly fake identity numbers of one degree's ages, never the same one twice (over ten million of them)."""
    first_birthday, birthdays = BIRTHS[degree_code]
    capacity = birthdays * len(_REGIONS) * _ORDERS
    for step in range(capacity):
        rest, order = divmod(step * _STRIDE % capacity, _ORDERS)
        birthday, region = divmod(rest, len(_REGIONS))
        yield make_id_number(_REGIONS[region], first_birthday + timedelta(days=birthday), _FIRST_ORDER + order)


def person_row(person_id: UUID, id_number: str, vault: IdentityVault, at: datetime) -> PersonRow:
    """Return the person's row: the number sealed and indexed, and masked for lists."""
    return PersonRow(
        id=person_id,
        identity_index=vault.index(id_number),
        identity_index_key=vault.key_id,
        identity_cipher=vault.seal(id_number),
        identity_cipher_key=vault.key_id,
        id_number_masked=mask_id_number(id_number),
        created_at=at,
        updated_at=at,
    )


def roster_account_row(account_id: UUID, username: str, graduate: GraduateRow) -> AccountRow:
    """Return the account that a roster gives a graduate: without a password, activated with a code that the school issues."""
    return AccountRow(
        id=account_id,
        username=username,
        password_hash=None,
        display_name=graduate.name,
        role=Role.GRADUATE,
        is_enabled=True,
        epoch=1,
        version=1,
        province_code=None,
        school_id=graduate.school_id,
        department_id=None,
        person_id=graduate.person_id,
        employer_id=None,
        employment_level=AccessLevel.READ_WRITE,
        archive_level=AccessLevel.READ_WRITE,
        hukou_level=AccessLevel.READ_WRITE,
        created_at=graduate.created_at,
        updated_at=graduate.created_at,
    )

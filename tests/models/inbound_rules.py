"""What the database refuses of records that provinces' own systems have handed in: one of them is there."""

from typing import Final

from models import ImportedRecord

TABLES: Final = ("registration", "supplement", "archive_record", "hukou_record")
OF_INBOUND: Final = {
    **{f"{table}_source_whole": [f"UPDATE {table} SET source_id = 'a'", f"UPDATE {table} SET source_system = 'b'"] for table in TABLES},
    "account_system_of_province": ["UPDATE account SET source_system = 'b' WHERE role = 'SCHOOL'"],
    "imported_record_kind_known": ["UPDATE imported_record SET record_kind = 'AGREEMENT', record_id = id"],
    "imported_record_whole": ["UPDATE imported_record SET record_id = id", "UPDATE imported_record SET record_kind = 'HUKOU'"],
    "imported_record_digest_length": ["UPDATE imported_record SET digest = 'ab'"],
    "imported_record_version_positive": ["UPDATE imported_record SET source_version = 0"],
}
"""Rule -> statements of which each breaks it and no other."""


async def begin_inbound() -> None:
    """Write it."""
    await ImportedRecord.create(province_code="31", source_system="b", source_id="a", source_version=1, digest="0" * 64)

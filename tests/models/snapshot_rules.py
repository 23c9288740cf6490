"""What the database refuses of snapshots: one of each province is there."""

from typing import Final

_TABLES: Final = ("statistics_snapshot", "school_snapshot")
_HEAD: Final = (
    "INSERT INTO statistics_snapshot (id, province_code, class_year, taken_by, schools, created_at, updated_at) "
    "SELECT '00000000-0000-7000-8000-000000000001', province_code, class_year, {by}, {schools}, created_at, updated_at "
    "FROM statistics_snapshot LIMIT 1"
)

OF_SNAPSHOTS: Final[dict[str, list[str]]] = {
    "statistics_snapshot_taken_by_known": [_HEAD.format(by="'SCHOOL'", schools=1)],
    "statistics_snapshot_of_schools": [_HEAD.format(by="'PROVINCE'", schools=0)],
    **{f"{table}_kept": [f"UPDATE {table} SET class_year = 2022", f"DELETE FROM {table}"] for table in _TABLES},
}
"""Rule -> statements that break it."""

"""Comparisons of snapshots: of every two of a school and class year, what the later has more than the earlier."""

from tortoise.migrations.migration import Migration as BaseMigration

from models.migrations._script import script

_CATEGORIES = ("10", "11", "12", "27", "46", "50", "51", "75", "76", "80", "85", "70", "71", "72")
_COUNTED = (
    *("graduates", "registered", "confirmed", "stale", "online_effective", "offline_effective", "supplement_approved"),
    *(f"category_{code}" for code in _CATEGORIES),
)
_MORE = ",\n    ".join(f"later.{column} - earlier.{column} AS {column}" for column in _COUNTED)

_VIEW = f"""
CREATE VIEW snapshot_pair AS
SELECT later.id AS id, later.school_id, later.province_code, later.class_year,
    earlier.id AS earlier_id, earlier.created_at AS earlier_at,
    later.id AS later_id, later.created_at AS later_at,
    {_MORE}
FROM school_snapshot later JOIN school_snapshot earlier ON earlier.counters_id = later.counters_id;
"""


class Migration(BaseMigration):
    dependencies = [("models", "0031_slots_counted")]
    operations = [script(_VIEW)]

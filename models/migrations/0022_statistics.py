"""Statistics by department, degree and major: graduates and what became of each, as numbers to add up."""

from tortoise.migrations.migration import Migration as BaseMigration

from models.migrations._script import script

_CATEGORIES = ("10", "11", "12", "27", "46", "50", "51", "75", "76", "80", "85", "70", "71", "72")
_COUNTED = ",\n    ".join(f"CASE slot.category WHEN '{code}' THEN 1 ELSE 0 END AS category_{code}" for code in _CATEGORIES)
_FILTERED = ("person_id", "name", "student_number", "exam_number", "id_number_masked", "class_name", "training_mode", "confirmed_at")
_GROUPED = ("id", "school_id", "province_code", "department_id", "class_year", "degree_code", "major_code", "major_name")

# A row a graduate, so that every filter is applied before anything is added up.
_VIEW = f"""
CREATE VIEW graduate_destination AS
SELECT {", ".join(f"graduate.{column}" for column in (*_GROUPED, *_FILTERED))},
    1 AS graduates,
    CASE WHEN slot.graduate_id IS NULL THEN 0 ELSE 1 END AS registered,
    {_COUNTED}
FROM graduate LEFT JOIN destination_slot slot ON slot.graduate_id = graduate.id;

CREATE INDEX graduate_counted ON graduate (school_id, class_year, department_id, degree_code, major_code, major_name, province_code, id);
"""


class Migration(BaseMigration):
    dependencies = [("models", "0021_download")]
    operations = [script(_VIEW)]

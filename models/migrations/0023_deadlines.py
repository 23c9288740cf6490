"""Until when graduates may change what is theirs by themselves, as clients read it of a class year."""

from tortoise.migrations.migration import Migration as BaseMigration

from models.migrations._script import script_per_engine

_COHORT = """
DROP VIEW cohort;
CREATE VIEW cohort AS
SELECT CAST(year AS text){collated} AS cohort, year AS class_year, state, created_at AS opened_at, closed_at, status_reason, changes_until
FROM class_year;
"""


class Migration(BaseMigration):
    dependencies = [("models", "0022_statistics")]
    operations = [script_per_engine(postgres=_COHORT.format(collated=' COLLATE "C"'), sqlite=_COHORT.format(collated=""))]

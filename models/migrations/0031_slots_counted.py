"""Statistics of one school read the slots of its graduates alone, and of each no more than its category."""

from tortoise.migrations.migration import Migration as BaseMigration

from models.migrations._script import script

# Without it PostgreSQL reads every slot of the nation to add up those of one school.
_INDEX = "CREATE INDEX destination_slot_counted ON destination_slot (graduate_id, category);"


class Migration(BaseMigration):
    dependencies = [("models", "0030_disputes")]
    operations = [script(_INDEX)]

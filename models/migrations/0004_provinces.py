"""The 32 provinces, without which no other row can be written. A province added later needs a migration of its own."""

from datetime import UTC, datetime
from typing import Any

from tortoise.migrations.migration import Migration as BaseMigration
from tortoise.migrations.operations import RunPython
from tortoise.migrations.schema_editor.base import BaseSchemaEditor

from rules.codes import PROVINCES


async def _insert(_apps: Any, editor: BaseSchemaEditor) -> None:
    one, two, three = ("$1", "$2", "$3") if editor.DIALECT == "postgres" else ("?1", "?2", "?3")
    now = datetime.now(UTC)
    await editor.client.execute_many(
        f"INSERT INTO province (code, name, created_at, updated_at) VALUES ({one}, {two}, {three}, {three})",
        [[code, name, now] for code, name in PROVINCES.items()],
    )


class Migration(BaseMigration):
    dependencies = [("models", "0003_triggers")]
    operations = [RunPython(_insert)]

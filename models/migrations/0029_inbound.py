"""Records that provinces' own systems have approved: who hands them in, where each is from, and which version counts."""

from typing import Final

from tortoise.migrations.migration import Migration as BaseMigration

from models.migrations._script import script

_SYSTEM: Final = """
ALTER TABLE account ADD COLUMN
    source_system varchar(20) CONSTRAINT account_system_of_province CHECK (source_system IS NULL OR role = 'PROVINCE');
"""
_SOURCE: Final = """
ALTER TABLE {table} ADD COLUMN
    source_system varchar(20);
ALTER TABLE {table} ADD COLUMN
    source_id varchar(64) CONSTRAINT {table}_source_whole CHECK ((source_id IS NULL) = (source_system IS NULL));
"""
_INDEX: Final = """
CREATE INDEX {table}_of_source ON {table} (source_id, id) WHERE source_id IS NOT NULL;
"""
_TABLES: Final = ("registration", "supplement", "archive_record", "hukou_record")

_IMPORTED: Final = """
CREATE TABLE imported_record (
    id uuid PRIMARY KEY,
    province_code varchar(2) NOT NULL REFERENCES province (code),
    source_system varchar(20) NOT NULL,
    source_id varchar(64) NOT NULL,
    source_version integer NOT NULL,
    digest varchar(64) NOT NULL,
    record_kind varchar(16),
    record_id uuid,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    UNIQUE (province_code, source_system, source_id),
    CONSTRAINT imported_record_kind_known CHECK (record_kind IN ('REGISTRATION', 'SUPPLEMENT', 'ARCHIVE', 'HUKOU')),
    CONSTRAINT imported_record_whole CHECK ((record_kind IS NULL) = (record_id IS NULL)),
    CONSTRAINT imported_record_digest_length CHECK (length(digest) = 64),
    CONSTRAINT imported_record_version_positive CHECK (source_version >= 1)
);
CREATE UNIQUE INDEX imported_record_of_record ON imported_record (record_id) WHERE record_id IS NOT NULL;
"""


class Migration(BaseMigration):
    dependencies = [("models", "0027_transfers")]
    operations = [
        script(_SYSTEM + "".join(_SOURCE.format(table=table) for table in _TABLES)),
        script(_IMPORTED + "".join(_INDEX.format(table=table) for table in _TABLES)),
    ]

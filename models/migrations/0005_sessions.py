"""Sessions, their refresh tokens, and the numbered revocations that every process reads."""

from datetime import UTC, datetime
from typing import Any

from tortoise.migrations.migration import Migration as BaseMigration
from tortoise.migrations.operations import RunPython
from tortoise.migrations.schema_editor.base import BaseSchemaEditor

from models.migrations._script import script

_SESSIONS = """
CREATE TABLE session (
    id uuid PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES account (id),
    epoch integer NOT NULL,
    method varchar(8) NOT NULL,
    address varchar(45),
    client varchar(200),
    refreshed_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    ended_at timestamptz,
    end_reason varchar(12),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT session_method_known CHECK (method IN ('PASSWORD', 'PROVIDER')),
    CONSTRAINT session_end_reason_known CHECK (end_reason IN ('LOGOUT', 'OWNER', 'PASSWORD', 'ACCOUNT', 'TOKEN_REUSED')),
    CONSTRAINT session_ended_with_reason CHECK ((ended_at IS NULL) = (end_reason IS NULL)),
    CONSTRAINT session_expires_before_it_ends CHECK (expires_at <= ends_at)
);

CREATE TABLE refresh_token (
    id uuid PRIMARY KEY,
    session_id uuid NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    digest varchar(64) NOT NULL UNIQUE,
    used_at timestamptz,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT refresh_token_digest_length CHECK (length(digest) = 64)
);

CREATE TABLE revocation (
    seq bigint PRIMARY KEY,
    account_id uuid,
    session_id uuid,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT revocation_of_account_or_session CHECK ((account_id IS NULL) <> (session_id IS NULL))
);

CREATE TABLE revocation_clock (
    id integer PRIMARY KEY,
    seq bigint NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT revocation_clock_is_one CHECK (id = 1)
);
"""

_INDEXES = """
CREATE INDEX session_page_of_account ON session (account_id, created_at, id);
CREATE INDEX session_lapsed ON session (expires_at);
CREATE INDEX refresh_token_of_session ON refresh_token (session_id);
CREATE INDEX revocation_age ON revocation (created_at);
CREATE UNIQUE INDEX refresh_token_one_unused ON refresh_token (session_id) WHERE used_at IS NULL;
"""


async def _begin(_apps: Any, editor: BaseSchemaEditor) -> None:
    one = "$1" if editor.DIALECT == "postgres" else "?1"
    await editor.client.execute_many(
        f"INSERT INTO revocation_clock (id, seq, created_at, updated_at) VALUES (1, 0, {one}, {one})", [[datetime.now(UTC)]]
    )


class Migration(BaseMigration):
    dependencies = [("models", "0004_provinces")]
    operations = [script(_SESSIONS), script(_INDEXES), RunPython(_begin)]

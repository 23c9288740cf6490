"""Idempotency keys: what was done under one, in a row of the same transaction."""

from tortoise.migrations.migration import Migration as BaseMigration

from models.migrations._script import script

_TABLE = """
CREATE TABLE idempotency_key (
    id uuid PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES account (id),
    key_digest varchar(64) NOT NULL,
    mutation varchar(40) NOT NULL,
    input_digest varchar(64) NOT NULL,
    outcome varchar(4000) NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT idempotency_key_digest_length CHECK (length(key_digest) = 64),
    CONSTRAINT idempotency_key_input_length CHECK (length(input_digest) = 64),
    UNIQUE (account_id, key_digest)
);
CREATE INDEX idempotency_key_created ON idempotency_key (created_at);
"""


class Migration(BaseMigration):
    dependencies = [("models", "0010_offline")]
    operations = [script(_TABLE)]

"""Downloads of lists (下载): what was asked for, its progress and lease, and the file while it can be got."""

from tortoise.migrations.migration import Migration as BaseMigration

from models.migrations._script import script

_TABLE = """
CREATE TABLE download (
    id uuid PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES account (id),
    address varchar(45),
    list varchar(60) NOT NULL,
    title varchar(40) NOT NULL,
    format varchar(8) NOT NULL,
    wanted bytea NOT NULL,
    state varchar(16) NOT NULL,
    row_total integer,
    row_count integer NOT NULL,
    sha256 varchar(64) REFERENCES stored_content (sha256),
    size integer,
    file_name varchar(100) NOT NULL,
    path varchar(60),
    failure varchar(500),
    cancel_requested_at timestamptz,
    expires_at timestamptz,
    tries integer NOT NULL,
    lease_holder uuid,
    lease_until timestamptz,
    finished_at timestamptz,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT download_format_known CHECK (format IN ('XLSX', 'CSV')),
    CONSTRAINT download_state_known CHECK (state IN ('QUEUED', 'RUNNING', 'DONE', 'EXPIRED', 'CANCELLED', 'FAILED')),
    CONSTRAINT download_leased_while_running CHECK ((state = 'RUNNING') = (lease_until IS NOT NULL)),
    CONSTRAINT download_finished_when_over CHECK ((state IN ('QUEUED', 'RUNNING')) = (finished_at IS NULL)),
    CONSTRAINT download_has_its_file_while_done CHECK ((state = 'DONE') = (sha256 IS NOT NULL)),
    CONSTRAINT download_sized_while_done CHECK ((state = 'DONE') = (size IS NOT NULL)),
    CONSTRAINT download_found_while_done CHECK ((state = 'DONE') = (path IS NOT NULL)),
    CONSTRAINT download_expires_once_done CHECK ((state IN ('DONE', 'EXPIRED')) = (expires_at IS NOT NULL)),
    CONSTRAINT download_failed_for_a_reason CHECK ((state = 'FAILED') = (failure IS NOT NULL)),
    CONSTRAINT download_version_positive CHECK (version >= 1)
);
CREATE INDEX download_page_of_account ON download (account_id, created_at, id);
CREATE INDEX download_waiting ON download (created_at, id) WHERE state IN ('QUEUED', 'RUNNING');
CREATE INDEX download_content ON download (sha256) WHERE sha256 IS NOT NULL;
CREATE INDEX download_finished ON download (finished_at);
"""


class Migration(BaseMigration):
    dependencies = [("models", "0020_class_years")]
    operations = [script(_TABLE)]

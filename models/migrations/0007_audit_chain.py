"""The audit becomes chains of sealed entries, one for each school, each province and the nation, and says who may read an entry.

Entries from before keep what they say and stay outside the chains; from here on none is taken without its seal.
"""

from tortoise.migrations.migration import Migration as BaseMigration

from models.migrations._script import script, script_per_engine

_COLUMNS = """
ALTER TABLE audit ADD COLUMN
    reader_school_id uuid;
ALTER TABLE audit ADD COLUMN
    reader_province_code varchar(2);
ALTER TABLE audit ADD COLUMN
    chain varchar(43) CONSTRAINT audit_read_by_its_chain CHECK (
        (chain IS NULL OR chain = 'nation') AND reader_school_id IS NULL AND reader_province_code IS NULL
        OR chain IS NOT NULL AND reader_school_id IS NOT NULL AND reader_province_code IS NULL
            AND chain = 'school:' || CAST(reader_school_id AS text)
        OR chain IS NOT NULL AND reader_school_id IS NULL AND reader_province_code IS NOT NULL
            AND chain = 'province:' || reader_province_code
    );
ALTER TABLE audit ADD COLUMN
    chain_seq integer;
ALTER TABLE audit ADD COLUMN
    seal_key varchar(8);
ALTER TABLE audit ADD COLUMN
    seal varchar(64) CONSTRAINT audit_sealed_whole CHECK (
        (seal IS NULL) = (chain IS NULL) AND (seal IS NULL) = (chain_seq IS NULL) AND (seal IS NULL) = (seal_key IS NULL)
    );

CREATE TABLE audit_chain (
    chain varchar(43) PRIMARY KEY,
    seq integer NOT NULL,
    seal varchar(64) NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT audit_chain_seq_from_zero CHECK (seq >= 0),
    CONSTRAINT audit_chain_seal_length CHECK (length(seal) = 64)
);
"""

_INDEXES = """
CREATE UNIQUE INDEX audit_one_of_a_number ON audit (chain, chain_seq);
CREATE INDEX audit_page ON audit (created_at, id);
CREATE INDEX audit_page_of_school ON audit (reader_school_id, created_at, id);
CREATE INDEX audit_page_of_province ON audit (reader_province_code, created_at, id);
CREATE INDEX audit_of_record ON audit (record_id, created_at, id);
"""

_SQLITE = """
CREATE TRIGGER audit_sealed BEFORE INSERT ON audit WHEN NEW.seal IS NULL
BEGIN SELECT RAISE(ABORT, 'audit_sealed: an entry is sealed when it is written'); END;
"""

_POSTGRES = """
CREATE TRIGGER audit_sealed BEFORE INSERT ON audit FOR EACH ROW WHEN (NEW.seal IS NULL)
EXECUTE FUNCTION refuse('an entry is sealed when it is written');
"""


class Migration(BaseMigration):
    dependencies = [("models", "0006_accounts")]
    operations = [script(_COLUMNS), script(_INDEXES), script_per_engine(postgres=_POSTGRES, sqlite=_SQLITE)]

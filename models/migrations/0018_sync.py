"""Sync to the employment system: reports that an operator skips, their attempts, who sends them, and the ledger that takes them inside."""

from tortoise.migrations.migration import Migration as BaseMigration

from models.migrations._script import script

# A table's checks cannot be changed on SQLite, so the reports are written anew.
_REPORT = """
CREATE TABLE report_before AS SELECT * FROM report;
DROP TABLE report;

CREATE TABLE report (
    id uuid PRIMARY KEY,
    graduate_id uuid NOT NULL REFERENCES graduate (id),
    seq integer NOT NULL,
    school_id uuid NOT NULL,
    province_code varchar(2) NOT NULL,
    department_id uuid NOT NULL,
    person_id uuid NOT NULL REFERENCES person (id),
    class_year integer NOT NULL REFERENCES class_year (year),
    feature varchar(11) NOT NULL,
    operation varchar(8) NOT NULL,
    record_kind varchar(24) NOT NULL,
    record_id uuid NOT NULL,
    record_version integer NOT NULL,
    payload text NOT NULL,
    state varchar(7) NOT NULL,
    attempts integer NOT NULL,
    next_attempt_at timestamptz,
    last_error varchar(500),
    acked_at timestamptz,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    UNIQUE (graduate_id, seq),
    UNIQUE (record_id, record_version, operation),
    FOREIGN KEY (school_id, province_code) REFERENCES school (id, province_code),
    FOREIGN KEY (department_id, school_id) REFERENCES department (id, school_id),
    CONSTRAINT report_seq_from_one CHECK (seq >= 1),
    CONSTRAINT report_feature_known CHECK (feature IN ('DESTINATION', 'ARCHIVE', 'HUKOU')),
    CONSTRAINT report_operation_known CHECK (operation IN ('UPSERT', 'WITHDRAW')),
    CONSTRAINT report_state_known CHECK (state IN ('PENDING', 'ACKED', 'DEAD', 'SKIPPED')),
    CONSTRAINT report_attempts_from_zero CHECK (attempts >= 0),
    CONSTRAINT report_acked_where_acked CHECK ((state = 'ACKED') = (acked_at IS NOT NULL))
);

INSERT INTO report (
    id, graduate_id, seq, school_id, province_code, department_id, person_id, class_year, feature, operation, record_kind, record_id,
    record_version, payload, state, attempts, next_attempt_at, last_error, acked_at, created_at, updated_at
)
SELECT id, graduate_id, seq, school_id, province_code, department_id, person_id, class_year, feature, operation, record_kind, record_id,
    record_version, payload, state, attempts, next_attempt_at, last_error, acked_at, created_at, updated_at
FROM report_before;
DROP TABLE report_before;

CREATE INDEX report_in_the_way ON report (graduate_id, seq) WHERE state IN ('PENDING', 'DEAD');
CREATE INDEX report_waiting ON report (created_at, id) WHERE state = 'PENDING';
CREATE INDEX report_page ON report (feature, created_at, id);
CREATE INDEX report_page_of_school ON report (school_id, feature, created_at, id);
CREATE INDEX report_page_of_province ON report (province_code, feature, created_at, id);
CREATE INDEX report_page_of_department ON report (department_id, feature, created_at, id);
"""

_DELIVERY = """
CREATE TABLE report_attempt (
    id uuid PRIMARY KEY,
    report_id uuid NOT NULL REFERENCES report (id),
    status integer,
    problem varchar(200),
    milliseconds integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT report_attempt_milliseconds_from_zero CHECK (milliseconds >= 0)
);
CREATE INDEX report_attempt_of_report ON report_attempt (report_id, created_at, id);
CREATE INDEX report_attempt_old ON report_attempt (created_at);

CREATE TABLE relay_lease (
    name varchar(20) PRIMARY KEY,
    holder uuid,
    until timestamptz,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT relay_lease_whole CHECK ((holder IS NULL) = (until IS NULL))
);
INSERT INTO relay_lease (name, created_at, updated_at) VALUES ('reports', '2023-01-01 00:00:00+00:00', '2023-01-01 00:00:00+00:00');
"""

_LEDGER = """
CREATE TABLE ledger_entry (
    id uuid PRIMARY KEY,
    graduate_id uuid NOT NULL REFERENCES graduate (id),
    school_id uuid NOT NULL,
    province_code varchar(2) NOT NULL,
    department_id uuid NOT NULL,
    person_id uuid NOT NULL REFERENCES person (id),
    class_year integer NOT NULL REFERENCES class_year (year),
    feature varchar(11) NOT NULL,
    state varchar(9) NOT NULL,
    source_system varchar(20) NOT NULL,
    record_kind varchar(24) NOT NULL,
    record_id uuid NOT NULL,
    record_version integer NOT NULL,
    seq integer NOT NULL,
    category varchar(2),
    payload text NOT NULL,
    reported_at timestamptz NOT NULL,
    has_drift boolean NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    UNIQUE (graduate_id, feature),
    FOREIGN KEY (school_id, province_code) REFERENCES school (id, province_code),
    FOREIGN KEY (department_id, school_id) REFERENCES department (id, school_id),
    CONSTRAINT ledger_entry_feature_known CHECK (feature IN ('DESTINATION', 'ARCHIVE', 'HUKOU')),
    CONSTRAINT ledger_entry_state_known CHECK (state IN ('APPROVED', 'WITHDRAWN')),
    CONSTRAINT ledger_entry_seq_from_one CHECK (seq >= 1),
    CONSTRAINT ledger_entry_locked CHECK (feature <> 'DESTINATION' OR NOT has_drift)
);
CREATE INDEX ledger_entry_page ON ledger_entry (feature, reported_at, id);
CREATE INDEX ledger_entry_page_of_school ON ledger_entry (school_id, feature, reported_at, id);
CREATE INDEX ledger_entry_page_of_province ON ledger_entry (province_code, feature, reported_at, id);
CREATE INDEX ledger_entry_page_of_department ON ledger_entry (department_id, feature, reported_at, id);

CREATE TABLE ledger_receipt (
    id uuid PRIMARY KEY,
    ledger_entry_id uuid NOT NULL REFERENCES ledger_entry (id),
    idempotency_key varchar(100) NOT NULL UNIQUE,
    operation varchar(8) NOT NULL,
    source_system varchar(20) NOT NULL,
    record_kind varchar(24) NOT NULL,
    record_id uuid NOT NULL,
    record_version integer NOT NULL,
    seq integer NOT NULL,
    payload text NOT NULL,
    reported_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT ledger_receipt_operation_known CHECK (operation IN ('UPSERT', 'WITHDRAW'))
);
CREATE INDEX ledger_receipt_of_entry ON ledger_receipt (ledger_entry_id, seq, id);

CREATE TABLE ledger_edit (
    id uuid PRIMARY KEY,
    ledger_entry_id uuid NOT NULL REFERENCES ledger_entry (id),
    field varchar(40) NOT NULL,
    reported varchar(500),
    edited varchar(500),
    account_id uuid NOT NULL,
    edited_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    UNIQUE (ledger_entry_id, field)
);
"""

_REPORT_COLUMNS = """id, graduate_id, seq, school_id, province_code, department_id, person_id, class_year, feature, operation,
    record_kind, record_id, record_version, payload, state, attempts, next_attempt_at, last_error, acked_at, created_at, updated_at"""
_LEDGER_COLUMNS = """id, graduate_id, school_id, province_code, department_id, person_id, class_year, feature, state, source_system,
    record_kind, record_id, record_version, seq, category, payload, reported_at, has_drift, version, created_at, updated_at"""
_VIEWS = (
    "".join(
        f"CREATE VIEW {feature.lower()}_report AS\nSELECT {_REPORT_COLUMNS}\nFROM report WHERE feature = '{feature}';\n"
        f"CREATE VIEW {feature.lower()}_ledger_entry AS\nSELECT {_LEDGER_COLUMNS}\nFROM ledger_entry WHERE feature = '{feature}';\n"
        for feature in ("DESTINATION", "ARCHIVE", "HUKOU")
    )
    + """
CREATE VIEW report_attempt_seen AS
SELECT report_attempt.id AS id, report_attempt.report_id AS report_id, report.school_id AS school_id,
    report.province_code AS province_code, report.department_id AS department_id, report_attempt.status AS status,
    report_attempt.problem AS problem, report_attempt.milliseconds AS milliseconds, report_attempt.created_at AS created_at,
    report_attempt.updated_at AS updated_at
FROM report_attempt JOIN report ON report.id = report_attempt.report_id;

CREATE VIEW ledger_receipt_seen AS
SELECT ledger_receipt.id AS id, ledger_receipt.ledger_entry_id AS ledger_entry_id, ledger_entry.school_id AS school_id,
    ledger_entry.province_code AS province_code, ledger_entry.department_id AS department_id, ledger_receipt.operation AS operation,
    ledger_receipt.source_system AS source_system, ledger_receipt.record_version AS record_version, ledger_receipt.seq AS seq,
    ledger_receipt.payload AS payload, ledger_receipt.reported_at AS reported_at, ledger_receipt.created_at AS created_at,
    ledger_receipt.updated_at AS updated_at
FROM ledger_receipt JOIN ledger_entry ON ledger_entry.id = ledger_receipt.ledger_entry_id;

CREATE VIEW ledger_edit_seen AS
SELECT ledger_edit.id AS id, ledger_edit.ledger_entry_id AS ledger_entry_id, ledger_entry.school_id AS school_id,
    ledger_entry.province_code AS province_code, ledger_entry.department_id AS department_id, ledger_edit.field AS field,
    ledger_edit.reported AS reported, ledger_edit.edited AS edited, ledger_edit.account_id AS account_id,
    ledger_edit.edited_at AS edited_at, ledger_edit.created_at AS created_at, ledger_edit.updated_at AS updated_at
FROM ledger_edit JOIN ledger_entry ON ledger_entry.id = ledger_edit.ledger_entry_id;
"""
)


class Migration(BaseMigration):
    dependencies = [("models", "0017_record_files")]
    operations = [script(_REPORT), script(_DELIVERY), script(_LEDGER), script(_VIEWS)]

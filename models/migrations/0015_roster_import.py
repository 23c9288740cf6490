"""Imports of rosters (名册导入): the job, what is wrong with the file's rows, and the rows while they wait to be written."""

from tortoise.migrations.migration import Migration as BaseMigration

from models.migrations._script import script

_TABLES = """
CREATE TABLE roster_import (
    id uuid PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES account (id),
    address varchar(45),
    school_id uuid NOT NULL,
    province_code varchar(2) NOT NULL,
    class_year integer NOT NULL REFERENCES class_year (year),
    upload_id uuid REFERENCES upload (id),
    file_name varchar(100) NOT NULL,
    mode varchar(16) NOT NULL,
    is_dry_run boolean NOT NULL,
    makes_departments boolean NOT NULL,
    state varchar(16) NOT NULL,
    phase varchar(16) NOT NULL,
    columns varchar(1000),
    row_cursor integer NOT NULL,
    row_total integer,
    row_count integer NOT NULL,
    new_count integer NOT NULL,
    changed_count integer NOT NULL,
    same_count integer NOT NULL,
    bad_count integer NOT NULL,
    problem_count integer NOT NULL,
    new_departments varchar(2000),
    refusal varchar(500),
    cancel_requested_at timestamptz,
    tries integer NOT NULL,
    lease_holder uuid,
    lease_until timestamptz,
    finished_at timestamptz,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    FOREIGN KEY (school_id, province_code) REFERENCES school (id, province_code),
    CONSTRAINT roster_import_mode_known CHECK (mode IN ('ALL_OR_NOTHING', 'SKIP_BAD')),
    CONSTRAINT roster_import_state_known CHECK (state IN ('QUEUED', 'RUNNING', 'DONE', 'REFUSED', 'CANCELLED', 'FAILED')),
    CONSTRAINT roster_import_phase_known CHECK (phase IN ('READING', 'COMPARING', 'WRITING')),
    CONSTRAINT roster_import_leased_while_running CHECK ((state = 'RUNNING') = (lease_until IS NOT NULL)),
    CONSTRAINT roster_import_finished_when_over CHECK ((state IN ('QUEUED', 'RUNNING')) = (finished_at IS NULL)),
    CONSTRAINT roster_import_version_positive CHECK (version >= 1)
);
CREATE UNIQUE INDEX roster_import_one_under_way ON roster_import (school_id, class_year) WHERE state IN ('QUEUED', 'RUNNING');
CREATE INDEX roster_import_page_of_school ON roster_import (school_id, created_at, id);
CREATE INDEX roster_import_page_of_province ON roster_import (province_code, created_at, id);
CREATE INDEX roster_import_upload ON roster_import (upload_id) WHERE upload_id IS NOT NULL;
CREATE INDEX roster_import_finished ON roster_import (finished_at);

CREATE TABLE roster_problem (
    id uuid PRIMARY KEY,
    roster_import_id uuid NOT NULL REFERENCES roster_import (id) ON DELETE CASCADE,
    school_id uuid NOT NULL,
    province_code varchar(2) NOT NULL,
    row_number integer NOT NULL,
    field varchar(24),
    label varchar(40),
    problem varchar(200) NOT NULL,
    remedy varchar(200) NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX roster_problem_page_of_import ON roster_problem (roster_import_id, row_number, id);

CREATE TABLE roster_row (
    id uuid PRIMARY KEY,
    roster_import_id uuid NOT NULL REFERENCES roster_import (id) ON DELETE CASCADE,
    row_number integer NOT NULL,
    department varchar(60) NOT NULL,
    identity_index varchar(64) NOT NULL,
    identity_index_key varchar(8) NOT NULL,
    identity_cipher bytea NOT NULL,
    identity_cipher_key varchar(8) NOT NULL,
    id_number_masked varchar(20) NOT NULL,
    person_id uuid NOT NULL,
    account_id uuid NOT NULL,
    username varchar(12) NOT NULL,
    graduate_id uuid NOT NULL,
    fate varchar(8),
    changes varchar(500),
    exam_number varchar(20) NOT NULL,
    student_number varchar(32),
    name varchar(40) NOT NULL,
    degree_code varchar(2) NOT NULL,
    major_code varchar(8) NOT NULL,
    major_name varchar(60) NOT NULL,
    training_mode varchar(1) NOT NULL,
    sex_code varchar(1),
    ethnicity_code varchar(2),
    political_status_code varchar(2),
    class_name varchar(40),
    major_direction varchar(60),
    study_years varchar(3),
    directed_unit varchar(60),
    directed_division varchar(6),
    origin_code varchar(6),
    teacher_type_code varchar(2),
    hardship_code varchar(1),
    enrolled_month varchar(6),
    graduated_month varchar(6),
    archive_in_school boolean,
    hukou_in_school boolean,
    former_police_station varchar(80),
    mobile varchar(11),
    email varchar(100),
    qq varchar(12),
    home_address varchar(100),
    home_phone varchar(20),
    home_postcode varchar(6),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    UNIQUE (roster_import_id, row_number),
    CONSTRAINT roster_row_fate_known CHECK (fate IN ('NEW', 'CHANGED', 'SAME', 'BAD')),
    CONSTRAINT roster_row_id_number_masked CHECK (id_number_masked LIKE '%****%')
);
CREATE INDEX roster_row_exam ON roster_row (roster_import_id, exam_number);
CREATE INDEX roster_row_identity ON roster_row (roster_import_id, identity_index);
"""


class Migration(BaseMigration):
    dependencies = [("models", "0014_basics")]
    operations = [script(_TABLES)]

"""Dated snapshots of statistics: every school's counters as they stood at one moment, kept for ever."""

from tortoise.migrations.migration import Migration as BaseMigration

from models.migrations._script import script, script_per_engine

_COUNTED = (
    "version",
    "graduates",
    "online_pending_graduate",
    "online_withdrawn",
    "online_rejected_by_graduate",
    "online_expired",
    "online_pending_department",
    "online_pending_school",
    "online_review_rejected",
    "online_effective",
    "online_voided",
    "online_terminated",
    "offline_protocol_pending_department",
    "offline_protocol_pending_school",
    "offline_protocol_rejected",
    "offline_protocol_issued",
    "offline_sign_pending_department",
    "offline_sign_pending_school",
    "offline_sign_rejected",
    "offline_effective",
    "offline_voided",
    "offline_terminated",
    "offline_cancelled",
    "supplement_pending_department",
    "supplement_pending_school",
    "supplement_approved",
    "supplement_rejected",
    "supplement_cancelled",
    "supplement_voided",
    "supplement_terminated",
    "termination_pending_counterparty",
    "termination_counterparty_refused",
    "termination_withdrawn",
    "termination_pending_department",
    "termination_pending_school",
    "termination_approved",
    "termination_rejected",
    "termination_lapsed",
    "registration_pending_department",
    "registration_pending_school",
    "registration_approved",
    "registration_rejected",
    "registration_cancelled",
    "registration_void_pending_department",
    "registration_void_pending_school",
    "registration_voided",
    "registration_superseded",
    "category_10",
    "category_11",
    "category_12",
    "category_27",
    "category_46",
    "category_50",
    "category_51",
    "category_75",
    "category_76",
    "category_80",
    "category_85",
    "category_70",
    "category_71",
    "category_72",
    "registered",
    "confirmed",
    "stale",
)
_COLUMNS = "".join(f"    {column} integer NOT NULL,\n" for column in _COUNTED)

_TABLES = f"""
CREATE TABLE statistics_snapshot (
    id uuid PRIMARY KEY,
    province_code varchar(2) NOT NULL REFERENCES province (code),
    class_year integer NOT NULL REFERENCES class_year (year),
    label varchar(40),
    schools integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    UNIQUE (id, province_code, class_year),
    CONSTRAINT statistics_snapshot_of_schools CHECK (schools >= 1)
);
CREATE INDEX statistics_snapshot_page ON statistics_snapshot (created_at, id);
CREATE INDEX statistics_snapshot_page_of_province ON statistics_snapshot (province_code, created_at, id);

CREATE TABLE school_snapshot (
    id uuid PRIMARY KEY,
    snapshot_id uuid NOT NULL,
    counters_id uuid NOT NULL REFERENCES signing_counters (id),
    school_id uuid NOT NULL,
    province_code varchar(2) NOT NULL,
    class_year integer NOT NULL,
{_COLUMNS}    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    UNIQUE (snapshot_id, school_id),
    FOREIGN KEY (snapshot_id, province_code, class_year) REFERENCES statistics_snapshot (id, province_code, class_year),
    FOREIGN KEY (school_id, province_code) REFERENCES school (id, province_code)
);
CREATE INDEX school_snapshot_page ON school_snapshot (created_at, id);
CREATE INDEX school_snapshot_page_of_province ON school_snapshot (province_code, created_at, id);
CREATE INDEX school_snapshot_of_school ON school_snapshot (school_id, created_at, id);
"""

_KEPT = ("statistics_snapshot", "school_snapshot")
_POSTGRES = "".join(
    f"CREATE TRIGGER {table}_kept BEFORE DELETE OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse('a snapshot stays as it is');\n"
    f"CREATE TRIGGER {table}_kept_from_truncate BEFORE TRUNCATE ON {table} EXECUTE FUNCTION refuse('a snapshot stays as it is');\n"
    for table in _KEPT
)
_SQLITE = "".join(
    f"CREATE TRIGGER {table}_kept BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{table}_kept: a snapshot stays as it is'); END;\n"
    f"CREATE TRIGGER {table}_kept_from_delete BEFORE DELETE ON {table} "
    f"BEGIN SELECT RAISE(ABORT, '{table}_kept: a snapshot stays as it is'); END;\n"
    for table in _KEPT
)


class Migration(BaseMigration):
    dependencies = [("models", "0024_registrations")]
    operations = [script(_TABLES), script_per_engine(postgres=_POSTGRES, sqlite=_SQLITE)]

"""Disputes of graduates about what is registered of them, what happened to each, open work of every kind, and what lists lacked."""

from typing import Final

from tortoise.migrations.migration import Migration as BaseMigration

from models.migrations._records import copies_graduate, event_view, pages
from models.migrations._script import script, script_per_engine

_TABLE: Final = f"""
CREATE TABLE dispute (
    id uuid PRIMARY KEY,
    graduate_id uuid NOT NULL REFERENCES graduate (id),
    school_id uuid NOT NULL REFERENCES school (id),
    province_code varchar(2) NOT NULL REFERENCES province (code),
    department_id uuid NOT NULL REFERENCES department (id),
    person_id uuid NOT NULL REFERENCES person (id),
    class_year integer NOT NULL REFERENCES class_year (year),
    subject varchar(12) NOT NULL,
    record_id uuid NOT NULL,
    reason varchar(500) NOT NULL,
    state varchar(9) NOT NULL,
    answer varchar(500),
    closed_at timestamptz,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT dispute_subject_known CHECK (subject IN ('BASICS', 'AGREEMENT', 'SUPPLEMENT', 'REGISTRATION')),
    CONSTRAINT dispute_state_known CHECK (state IN ('OPEN', 'RESOLVED', 'WITHDRAWN')),
    CONSTRAINT dispute_answered_where_resolved CHECK ((answer IS NOT NULL) = (state = 'RESOLVED')),
    CONSTRAINT dispute_closed_where_over CHECK ((closed_at IS NOT NULL) = (state <> 'OPEN')),
    CONSTRAINT dispute_version_positive CHECK (version >= 1)
);
CREATE UNIQUE INDEX dispute_one_open ON dispute (record_id) WHERE state = 'OPEN';
CREATE INDEX dispute_open_of_year ON dispute (class_year) WHERE state = 'OPEN';
{pages("dispute").replace("status", "state")}"""

_RECORDS: Final = ("agreement", "supplement", "registration")
_WRONG: Final = "\n    OR ".join(
    (
        "NEW.subject = 'BASICS' AND NEW.record_id <> NEW.graduate_id",
        *(
            f"NEW.subject = '{table.upper()}' AND NOT EXISTS (\n"
            f"        SELECT 1 FROM {table} WHERE id = NEW.record_id AND graduate_id = NEW.graduate_id\n    )"
            for table in _RECORDS
        ),
    )
)
_SAID: Final = "nothing of its graduate is disputed"
_POSTGRES: Final = f"""
CREATE FUNCTION dispute_of_its_graduate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {_WRONG} THEN
        RAISE EXCEPTION '%: {_SAID}', TG_NAME USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER dispute_of_its_graduate BEFORE INSERT OR UPDATE OF graduate_id, subject, record_id ON dispute
FOR EACH ROW EXECUTE FUNCTION dispute_of_its_graduate();
"""
_SQLITE: Final = "".join(
    f"""
CREATE TRIGGER dispute_of_its_graduate{suffix} BEFORE {event} ON dispute WHEN {_WRONG}
BEGIN SELECT RAISE(ABORT, 'dispute_of_its_graduate: {_SAID}'); END;
"""
    for suffix, event in (("", "INSERT"), ("_on_update", "UPDATE OF graduate_id, subject, record_id"))
)
# As before, and what waits of the kinds of records that have come since. Counters are exact, so nothing is counted that they count.
_WAITING: Final = ("pending_department", "pending_school")
_OF_AGREEMENTS: Final = {
    "INVITATIONS": ("online_pending_graduate",),
    "REVIEWS": tuple(f"{what}_{waiting}" for what in ("online", "offline_protocol", "offline_sign") for waiting in _WAITING),
    "FORMS": ("offline_protocol_rejected", "offline_protocol_issued", "offline_sign_rejected"),
    "SUPPLEMENTS": tuple(f"supplement_{waiting}" for waiting in (*_WAITING, "rejected")),
    "TERMINATIONS": tuple(f"termination_{waiting}" for waiting in ("pending_counterparty", *_WAITING)),
    "DESTINATIONS": tuple(
        f"registration_{waiting}" for waiting in (*_WAITING, "rejected", "void_pending_department", "void_pending_school")
    ),
}


def _counted(table: str, columns: tuple[str, ...]) -> str:
    return f"SELECT coalesce(sum({' + '.join(columns)}), 0) FROM {table} WHERE {table}.class_year = class_year.year"


_WORK: Final = {
    "BASICS": "SELECT count(*) FROM graduate WHERE graduate.class_year = class_year.year AND graduate.confirmed_at IS NULL",
    **{kind: _counted("signing_counters", columns) for kind, columns in _OF_AGREEMENTS.items()},
    "ARCHIVES": _counted("archive_counters", (*_WAITING, "rejected")),
    "HUKOU": _counted("hukou_counters", (*_WAITING, "rejected")),
    "IMPORTS": "SELECT count(*) FROM roster_import WHERE roster_import.class_year = class_year.year AND state IN ('QUEUED', 'RUNNING')",
    "DISPUTES": "SELECT count(*) FROM dispute WHERE dispute.class_year = class_year.year AND dispute.state = 'OPEN'",
}
_OPEN_WORK: Final = "DROP VIEW open_work;\nCREATE VIEW open_work AS\n{};\n".format(
    " UNION ALL\n".join(
        f"SELECT CAST(year AS text){{collated}} || '/{kind}' AS work, CAST(year AS text){{collated}} AS cohort, year AS class_year, "
        f"'{kind}' AS kind,\n    CAST(({waiting}) AS integer) AS waiting FROM class_year"
        for kind, waiting in _WORK.items()
    )
)
_DESTINATION: Final = """
DROP VIEW graduate_destination;
CREATE VIEW graduate_destination AS
SELECT {columns},
    1 AS graduates,
    CASE WHEN slot.graduate_id IS NULL THEN 0 ELSE 1 END AS registered,
    {counted}
FROM graduate LEFT JOIN destination_slot slot ON slot.graduate_id = graduate.id;
""".format(
    columns=", ".join(
        f"graduate.{column}"
        for column in (
            *("id", "school_id", "province_code", "department_id", "class_year", "degree_code", "major_code", "major_name"),
            *("person_id", "name", "student_number", "exam_number", "id_number_masked", "class_name", "training_mode", "confirmed_at"),
            *("archive_in_school", "hukou_in_school"),
        )
    ),
    counted=",\n    ".join(
        f"CASE slot.category WHEN '{code}' THEN 1 ELSE 0 END AS category_{code}"
        for code in ("10", "11", "12", "27", "46", "50", "51", "75", "76", "80", "85", "70", "71", "72")
    ),
)
# What a snapshot is called is told beside each school's figures in it; they are kept as they are, but for this.
_LABEL: Final = """
ALTER TABLE school_snapshot ADD COLUMN
    label varchar(40);
"""
_NAMED: Final = """UPDATE school_snapshot SET label =
    (SELECT snapshot.label FROM statistics_snapshot AS snapshot WHERE snapshot.id = school_snapshot.snapshot_id);
"""
_KEPT: Final = """CREATE TRIGGER school_snapshot_kept BEFORE UPDATE ON school_snapshot
BEGIN SELECT RAISE(ABORT, 'school_snapshot_kept: a snapshot stays as it is'); END;
"""
_NAMES: Final = (
    f"ALTER TABLE school_snapshot DISABLE TRIGGER school_snapshot_kept;\n{_NAMED}"
    "ALTER TABLE school_snapshot ENABLE TRIGGER school_snapshot_kept;\n",
    f"DROP TRIGGER school_snapshot_kept;\n{_NAMED}{_KEPT}",
)
_BOTH: Final = (
    (_POSTGRES, _SQLITE),
    copies_graduate("dispute"),
    event_view("dispute"),
    _NAMES,
    (_DESTINATION, _DESTINATION),
    (_OPEN_WORK.format(collated=' COLLATE "C"'), _OPEN_WORK.format(collated="")),
)


class Migration(BaseMigration):
    dependencies = [("models", "0028_blocks")]
    operations = [
        script(_TABLE),
        script(_LABEL),
        script_per_engine(postgres="".join(each[0] for each in _BOTH), sqlite="".join(each[1] for each in _BOTH)),
    ]

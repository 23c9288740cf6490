"""When and why a class year was closed, what still waits in it, and how far every school has come with every feature."""

from tortoise.migrations.migration import Migration as BaseMigration

from models.migrations._script import script, script_per_engine

# What was closed before is told to have been when it was last written.
_COLUMNS = """
ALTER TABLE class_year ADD COLUMN
    closed_at timestamptz CONSTRAINT class_year_closed_where_it_is CHECK (closed_at IS NULL OR state = 'CLOSED');
ALTER TABLE class_year ADD COLUMN
    status_reason varchar(500);
UPDATE class_year SET closed_at = updated_at WHERE state = 'CLOSED';
"""

_COHORT = """
CREATE VIEW cohort AS
SELECT CAST(year AS text){collated} AS cohort, year AS class_year, state, created_at AS opened_at, closed_at, status_reason FROM class_year;
"""

# Counters are exact, so nothing is counted here that they have counted. A class year without work is told so: 0.
_WORK: dict[str, str | tuple[str, ...]] = {
    "BASICS": "SELECT count(*) FROM graduate WHERE graduate.class_year = class_year.year AND graduate.confirmed_at IS NULL",
    "INVITATIONS": ("online_pending_graduate",),
    "REVIEWS": (
        "online_pending_department",
        "online_pending_school",
        "offline_protocol_pending_department",
        "offline_protocol_pending_school",
        "offline_sign_pending_department",
        "offline_sign_pending_school",
    ),
    "FORMS": ("offline_protocol_rejected", "offline_protocol_issued", "offline_sign_rejected"),
    "IMPORTS": "SELECT count(*) FROM roster_import WHERE roster_import.class_year = class_year.year AND state IN ('QUEUED', 'RUNNING')",
}


def _waiting(counted: str | tuple[str, ...]) -> str:
    if isinstance(counted, str):
        return counted
    total = " + ".join(counted)
    return f"SELECT coalesce(sum({total}), 0) FROM signing_counters WHERE signing_counters.class_year = class_year.year"


_BRANCHES = " UNION ALL\n".join(
    f"SELECT CAST(year AS text){{collated}} || '/{kind}' AS work, CAST(year AS text){{collated}} AS cohort, year AS class_year, "
    f"'{kind}' AS kind,\n    CAST(({_waiting(counted)}) AS integer) AS waiting FROM class_year"
    for kind, counted in _WORK.items()
)
_OPEN_WORK = f"CREATE VIEW open_work AS\n{_BRANCHES};\n"


def _state(feature: str, typed: str = "") -> str:
    return (
        f"    CASE WHEN {feature}_switch.id IS NULL THEN 'NOT_OPENED'{typed} WHEN {feature}_setup.id IS NULL THEN 'NOT_SET_UP' "
        f"ELSE 'SET_UP' END AS {feature},\n    {feature}_switch.created_at AS {feature}_opened_at, "
        f"{feature}_setup.created_at AS {feature}_set_up_at"
    )


def _joined(feature: str) -> str:
    return (
        f"LEFT JOIN feature_switch AS {feature}_switch ON {feature}_switch.province_code = school.province_code "
        f"AND {feature}_switch.feature = '{feature.upper()}'\n"
        f"LEFT JOIN school_setup AS {feature}_setup ON {feature}_setup.school_id = school.id "
        f"AND {feature}_setup.class_year = class_year.year AND {feature}_setup.feature = '{feature.upper()}'"
    )


_ENABLEMENT = f"""
CREATE VIEW school_enablement AS
SELECT CAST(school.id AS text) || '/' || CAST(class_year.year AS text){{collated}} AS enablement,
    CAST(class_year.year AS text){{collated}} AS cohort, school.id AS school_id, school.code AS school_code, school.name AS school_name,
    school.province_code AS province_code, class_year.year AS class_year, agreement_type_setting.agreement_type AS agreement_type,
{_state("destination", " WHEN agreement_type_setting.id IS NULL THEN 'NO_AGREEMENT_TYPE'")},
{_state("archive")},
{_state("hukou")}
FROM class_year CROSS JOIN school
LEFT JOIN agreement_type_setting
    ON agreement_type_setting.school_id = school.id AND agreement_type_setting.class_year = class_year.year
{_joined("destination")}
{_joined("archive")}
{_joined("hukou")};
"""
_VIEWS = _COHORT + _OPEN_WORK + _ENABLEMENT


class Migration(BaseMigration):
    dependencies = [("models", "0019_confirmation")]
    operations = [
        script(_COLUMNS),
        script_per_engine(postgres=_VIEWS.format(collated=' COLLATE "C"'), sqlite=_VIEWS.format(collated="")),
    ]

"""The lists of a working day: what is asked for by number or sorted by a column, an agreement's timeline, and what is not set up yet."""

from tortoise.migrations.migration import Migration as BaseMigration

from models.migrations._script import script, script_per_engine

# The two indexes of statuses also count by who started it and by class year without looking at a row.
_INDEXES = """
DROP INDEX agreement_page_of_school_status;
DROP INDEX agreement_page_of_province_status;
CREATE INDEX agreement_page_of_school_status ON agreement (school_id, status, created_at, id, initiator, class_year);
CREATE INDEX agreement_page_of_province_status ON agreement (province_code, status, created_at, id, initiator, class_year);
CREATE INDEX agreement_page_of_school_updated ON agreement (school_id, updated_at, id);
CREATE INDEX agreement_page_of_school_number ON agreement (school_id, number, id);
CREATE INDEX agreement_page_of_school_employer ON agreement (school_id, employer_name, id);
CREATE INDEX agreement_page_of_school_invitee ON agreement (school_id, invitee_name, id);
CREATE INDEX graduate_of_student_number ON graduate (student_number) WHERE student_number IS NOT NULL;
CREATE INDEX graduate_of_exam_number ON graduate (exam_number);
"""

# A column's check would read its own name; here there is none, only a text that is compared by code point on either engine.
_GAP = """
CREATE VIEW setup_gap AS
SELECT CAST(school.id AS text) || '/' || CAST(class_year.year AS text) || '/' || feature_switch.feature{collated} AS gap,
    school.id AS school_id, school.code AS school_code, school.province_code AS province_code,
    class_year.year AS class_year, feature_switch.feature AS feature,
    CASE WHEN feature_switch.feature = 'DESTINATION' AND NOT EXISTS (
        SELECT 1 FROM agreement_type_setting
        WHERE agreement_type_setting.school_id = school.id AND agreement_type_setting.class_year = class_year.year
    ) THEN 'AGREEMENT_TYPE' ELSE 'SETUP' END AS missing
FROM class_year CROSS JOIN feature_switch JOIN school ON school.province_code = feature_switch.province_code
WHERE class_year.state = 'OPEN' AND NOT EXISTS (
    SELECT 1 FROM school_setup
    WHERE school_setup.school_id = school.id AND school_setup.class_year = class_year.year AND school_setup.feature = feature_switch.feature
);
"""

# Both ways round, so that an index answers it from an agreement and from an entry. Only a text that is a UUID is read as one.
_EVENT = """
CREATE VIEW agreement_event AS
SELECT audit.id AS id, agreement.id AS agreement_id, agreement.school_id AS school_id, agreement.province_code AS province_code,
    agreement.department_id AS department_id, agreement.person_id AS person_id, agreement.employer_id AS employer_id,
    audit.role AS role, audit.action AS action, audit.status_before AS status_before, audit.status_after AS status_after,
    audit.reason AS reason, audit.created_at AS created_at, audit.updated_at AS updated_at
FROM audit JOIN agreement ON {tie}
WHERE audit.record_kind = 'AGREEMENT';
"""
_SQLITE_TIE = "agreement.id = audit.record_id"
_POSTGRES_TIE = """audit.record_id = CAST(agreement.id AS text)
    AND agreement.id = CASE WHEN audit.record_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN CAST(audit.record_id AS uuid) END"""


class Migration(BaseMigration):
    dependencies = [("models", "0011_idempotency")]
    operations = [
        script(_INDEXES),
        script_per_engine(
            postgres=_GAP.format(collated=' COLLATE "C"') + _EVENT.format(tie=_POSTGRES_TIE),
            sqlite=_GAP.format(collated="") + _EVENT.format(tie=_SQLITE_TIE),
        ),
    ]

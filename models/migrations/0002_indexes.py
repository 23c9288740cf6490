"""The indexes of the questions that are asked: pages in the order they are shown, what is due, and what may exist only once."""

from tortoise.migrations.migration import Migration as BaseMigration

from models.migrations._script import script

_ONCE = """
CREATE UNIQUE INDEX school_naming_one_present ON school_naming (school_id) WHERE valid_until IS NULL;
CREATE UNIQUE INDEX agreement_one_live_invitation ON agreement (graduate_id, employer_id) WHERE status = 'PENDING_GRADUATE';
CREATE UNIQUE INDEX agreement_one_effective ON agreement (graduate_id) WHERE status = 'EFFECTIVE';
"""

_PAGES = """
CREATE INDEX agreement_page ON agreement (created_at, id);
CREATE INDEX agreement_page_of_province ON agreement (province_code, created_at, id);
CREATE INDEX agreement_page_of_province_year ON agreement (province_code, class_year, created_at, id);
CREATE INDEX agreement_page_of_province_status ON agreement (province_code, status, created_at, id);
CREATE INDEX agreement_page_of_school ON agreement (school_id, created_at, id);
CREATE INDEX agreement_page_of_school_status ON agreement (school_id, status, created_at, id);
CREATE INDEX agreement_page_of_department ON agreement (department_id, created_at, id);
CREATE INDEX agreement_page_of_person ON agreement (person_id, created_at, id);
CREATE INDEX agreement_page_of_graduate ON agreement (graduate_id, created_at, id);
CREATE INDEX agreement_page_of_employer ON agreement (employer_id, created_at, id);
CREATE INDEX graduate_page ON graduate (name, id);
CREATE INDEX graduate_page_of_province_year ON graduate (province_code, class_year, name, id);
CREATE INDEX graduate_page_of_school ON graduate (school_id, name, id);
CREATE INDEX graduate_page_of_school_year ON graduate (school_id, class_year, name, id);
CREATE INDEX graduate_page_of_department ON graduate (department_id, name, id);
CREATE INDEX graduate_of_person ON graduate (person_id);
CREATE INDEX review_page_of_agreement ON review (agreement_id, created_at, id);
"""

_WORK = """
CREATE INDEX agreement_due ON agreement (reply_deadline) WHERE status = 'PENDING_GRADUATE';
CREATE INDEX account_of_school ON account (school_id);
CREATE INDEX change_in_order ON change (created_at, id);
CREATE INDEX signing_counters_of_year_province ON signing_counters (class_year, province_code);
"""


class Migration(BaseMigration):
    dependencies = [("models", "0001_tables")]
    operations = [script(_ONCE), script(_PAGES), script(_WORK)]

"""The indexes of two orders that clerks ask for within their school: agreements by reply deadline, graduates by student number.

Both columns can be null, and null is larger than everything: what has no deadline or no number comes last.
"""

from tortoise.migrations.migration import Migration as BaseMigration

from models.migrations._script import script

_PAGES = """
CREATE INDEX agreement_page_of_school_deadline ON agreement (school_id, reply_deadline, id);
CREATE INDEX graduate_page_of_school_student_number ON graduate (school_id, student_number, id);
"""


class Migration(BaseMigration):
    dependencies = [("models", "0007_audit_chain")]
    operations = [script(_PAGES)]

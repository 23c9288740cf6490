"""What no column can say: rows that stay as they were written, and copies that must equal what they were copied from.

Copies are what row scope reads: a wrong one would show the row to the wrong people. Both engines answer with an integrity error
that begins with the trigger's name.
"""

from tortoise.migrations.migration import Migration as BaseMigration

from models.migrations._script import script_per_engine

_SQLITE = """
CREATE TRIGGER feature_switch_kept BEFORE UPDATE OF id, province_code, feature ON feature_switch
BEGIN SELECT RAISE(ABORT, 'feature_switch_kept: once open, never closed'); END;
CREATE TRIGGER feature_switch_kept_from_delete BEFORE DELETE ON feature_switch
BEGIN SELECT RAISE(ABORT, 'feature_switch_kept: once open, never closed'); END;
CREATE TRIGGER school_setup_kept BEFORE DELETE ON school_setup
BEGIN SELECT RAISE(ABORT, 'school_setup_kept: edited, never unset'); END;
CREATE TRIGGER review_kept BEFORE UPDATE ON review
BEGIN SELECT RAISE(ABORT, 'review_kept: a review stays as it was given'); END;
CREATE TRIGGER review_kept_from_delete BEFORE DELETE ON review
BEGIN SELECT RAISE(ABORT, 'review_kept: a review stays as it was given'); END;
CREATE TRIGGER audit_kept BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'audit_kept: the audit is only added to'); END;
CREATE TRIGGER audit_kept_from_delete BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'audit_kept: the audit is only added to'); END;

CREATE TRIGGER agreement_copies_graduate BEFORE INSERT ON agreement
WHEN NOT EXISTS (
    SELECT 1 FROM graduate WHERE id = NEW.graduate_id AND person_id = NEW.person_id AND school_id = NEW.school_id
    AND department_id = NEW.department_id AND province_code = NEW.province_code AND class_year = NEW.class_year
)
BEGIN SELECT RAISE(ABORT, 'agreement_copies_graduate: its scope is not that of its graduate'); END;
CREATE TRIGGER agreement_copies_graduate_on_update
BEFORE UPDATE OF graduate_id, person_id, school_id, department_id, province_code, class_year ON agreement
WHEN NOT EXISTS (
    SELECT 1 FROM graduate WHERE id = NEW.graduate_id AND person_id = NEW.person_id AND school_id = NEW.school_id
    AND department_id = NEW.department_id AND province_code = NEW.province_code AND class_year = NEW.class_year
)
BEGIN SELECT RAISE(ABORT, 'agreement_copies_graduate: its scope is not that of its graduate'); END;

CREATE TRIGGER review_copies_agreement BEFORE INSERT ON review
WHEN NOT EXISTS (
    SELECT 1 FROM agreement WHERE id = NEW.agreement_id AND person_id = NEW.person_id AND school_id = NEW.school_id
    AND department_id = NEW.department_id AND province_code = NEW.province_code AND employer_id IS NEW.employer_id
)
BEGIN SELECT RAISE(ABORT, 'review_copies_agreement: its scope is not that of its agreement'); END;

CREATE TRIGGER destination_slot_held_by_its_graduate BEFORE INSERT ON destination_slot
WHEN NOT EXISTS (SELECT 1 FROM agreement WHERE id = NEW.holder_id AND graduate_id = NEW.graduate_id)
BEGIN SELECT RAISE(ABORT, 'destination_slot_held_by_its_graduate: the holder is no agreement of this graduate'); END;
CREATE TRIGGER destination_slot_held_by_its_graduate_on_update BEFORE UPDATE OF graduate_id, holder_id ON destination_slot
WHEN NOT EXISTS (SELECT 1 FROM agreement WHERE id = NEW.holder_id AND graduate_id = NEW.graduate_id)
BEGIN SELECT RAISE(ABORT, 'destination_slot_held_by_its_graduate: the holder is no agreement of this graduate'); END;
"""

_POSTGRES = """
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%: %', TG_NAME, TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER feature_switch_kept BEFORE DELETE OR UPDATE OF id, province_code, feature ON feature_switch
FOR EACH ROW EXECUTE FUNCTION refuse('once open, never closed');
CREATE TRIGGER feature_switch_kept_from_truncate BEFORE TRUNCATE ON feature_switch
EXECUTE FUNCTION refuse('once open, never closed');
CREATE TRIGGER school_setup_kept BEFORE DELETE ON school_setup
FOR EACH ROW EXECUTE FUNCTION refuse('edited, never unset');
CREATE TRIGGER school_setup_kept_from_truncate BEFORE TRUNCATE ON school_setup
EXECUTE FUNCTION refuse('edited, never unset');
CREATE TRIGGER review_kept BEFORE DELETE OR UPDATE ON review
FOR EACH ROW EXECUTE FUNCTION refuse('a review stays as it was given');
CREATE TRIGGER review_kept_from_truncate BEFORE TRUNCATE ON review
EXECUTE FUNCTION refuse('a review stays as it was given');
CREATE TRIGGER audit_kept BEFORE DELETE OR UPDATE ON audit
FOR EACH ROW EXECUTE FUNCTION refuse('the audit is only added to');
CREATE TRIGGER audit_kept_from_truncate BEFORE TRUNCATE ON audit
EXECUTE FUNCTION refuse('the audit is only added to');

CREATE FUNCTION agreement_copies_graduate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM graduate WHERE id = NEW.graduate_id AND person_id = NEW.person_id AND school_id = NEW.school_id
        AND department_id = NEW.department_id AND province_code = NEW.province_code AND class_year = NEW.class_year
    ) THEN
        RAISE EXCEPTION '%: its scope is not that of its graduate', TG_NAME USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER agreement_copies_graduate
BEFORE INSERT OR UPDATE OF graduate_id, person_id, school_id, department_id, province_code, class_year ON agreement
FOR EACH ROW EXECUTE FUNCTION agreement_copies_graduate();

CREATE FUNCTION review_copies_agreement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM agreement WHERE id = NEW.agreement_id AND person_id = NEW.person_id AND school_id = NEW.school_id
        AND department_id = NEW.department_id AND province_code = NEW.province_code AND employer_id IS NOT DISTINCT FROM NEW.employer_id
    ) THEN
        RAISE EXCEPTION '%: its scope is not that of its agreement', TG_NAME USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER review_copies_agreement BEFORE INSERT ON review
FOR EACH ROW EXECUTE FUNCTION review_copies_agreement();

CREATE FUNCTION destination_slot_held_by_its_graduate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM agreement WHERE id = NEW.holder_id AND graduate_id = NEW.graduate_id) THEN
        RAISE EXCEPTION '%: the holder is no agreement of this graduate', TG_NAME USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER destination_slot_held_by_its_graduate BEFORE INSERT OR UPDATE OF graduate_id, holder_id ON destination_slot
FOR EACH ROW EXECUTE FUNCTION destination_slot_held_by_its_graduate();
"""


class Migration(BaseMigration):
    dependencies = [("models", "0002_indexes")]
    operations = [script_per_engine(postgres=_POSTGRES, sqlite=_SQLITE)]

"""What the form of a destination says of the archive and the household registration, kept with it until it is approved."""

from typing import Final

from tortoise.migrations.migration import Migration as BaseMigration

from models.migrations._script import script, script_per_engine

_OF_RECORD: Final = """
    id uuid PRIMARY KEY,
    graduate_id uuid NOT NULL REFERENCES graduate (id),
    school_id uuid NOT NULL REFERENCES school (id),
    province_code varchar(2) NOT NULL REFERENCES province (code),
    department_id uuid NOT NULL REFERENCES department (id),
    person_id uuid NOT NULL REFERENCES person (id),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,""".strip("\n")

_TRANSFERS: Final = "'EMPLOYER', 'TALENT_AGENCY', 'ORIGIN', 'ADMITTED_SCHOOL', 'KEEP_AT_SCHOOL'"
_MIGRATIONS: Final = "'BACK_TO_ORIGIN', 'TO_EMPLOYER', 'TO_TALENT_MARKET', 'TO_SCHOOL', 'TO_OTHER', 'KEEP'"
_BLOCKS: Final = f"""
CREATE TABLE archive_block (
{_OF_RECORD}
    transfer_type varchar(15) NOT NULL,
    receiver_name varchar(50),
    receiver_division varchar(6),
    receiver_address varchar(100),
    receiver_postcode varchar(6),
    receiver_person varchar(40),
    receiver_phone varchar(20),
    dispatch_mode varchar(14),
    CONSTRAINT archive_block_transfer_type_known CHECK (transfer_type IN ({_TRANSFERS})),
    CONSTRAINT archive_block_dispatch_mode_known CHECK (dispatch_mode IN ('CONFIDENTIAL', 'EMS', 'SPECIAL_PERSON')),
    CONSTRAINT archive_block_receiver_unless_kept CHECK ((transfer_type = 'KEEP_AT_SCHOOL') = (receiver_name IS NULL))
);

CREATE TABLE hukou_block (
{_OF_RECORD}
    migration_type varchar(16) NOT NULL,
    migration_reason varchar(13),
    destination_division varchar(6),
    destination_address varchar(100),
    receiving_unit varchar(60),
    CONSTRAINT hukou_block_migration_type_known CHECK (migration_type IN ({_MIGRATIONS})),
    CONSTRAINT hukou_block_migration_reason_known CHECK (migration_reason IN ('FURTHER_STUDY', 'GRADUATION')),
    CONSTRAINT hukou_block_destination_unless_kept CHECK (
        (migration_type = 'KEEP') = (destination_address IS NULL) AND (migration_type = 'KEEP') = (migration_reason IS NULL)
    )
);
"""

# A block has the key and the scope of its record, whichever kind of destination that is.
_SAME: Final = """SELECT 1 FROM {table} WHERE id = NEW.id AND graduate_id = NEW.graduate_id AND person_id = NEW.person_id
    AND school_id = NEW.school_id AND department_id = NEW.department_id AND province_code = NEW.province_code"""
_OF_NONE: Final = " AND ".join(f"NOT EXISTS ({_SAME.format(table=table)})" for table in ("agreement", "registration", "supplement"))
_TABLES: Final = ("archive_block", "hukou_block")
_POSTGRES: Final = f"""
CREATE FUNCTION block_copies_record() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {_OF_NONE} THEN
        RAISE EXCEPTION '%: its scope is not that of its record', TG_NAME USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
""" + "".join(
    f"""
CREATE TRIGGER {table}_copies_record BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION block_copies_record();
"""
    for table in _TABLES
)
_SQLITE: Final = "".join(
    f"""
CREATE TRIGGER {table}_copies_record{suffix} BEFORE {event} ON {table} WHEN {_OF_NONE}
BEGIN SELECT RAISE(ABORT, '{table}_copies_record: its scope is not that of its record'); END;
"""
    for table in _TABLES
    for suffix, event in (("", "INSERT"), ("_on_update", "UPDATE"))
)


class Migration(BaseMigration):
    dependencies = [("models", "0029_inbound")]
    operations = [script(_BLOCKS), script_per_engine(postgres=_POSTGRES, sqlite=_SQLITE)]

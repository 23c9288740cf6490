"""The rest of the basic data (基本信息): what the employment system asks of a graduate, and when the graduate confirmed it."""

from tortoise.migrations.migration import Migration as BaseMigration

from models.migrations._script import script

_COLUMNS = """
ALTER TABLE graduate ADD COLUMN
    sex_code varchar(1) CONSTRAINT graduate_sex_code_known CHECK (sex_code IN ('1', '2'));
ALTER TABLE graduate ADD COLUMN
    ethnicity_code varchar(2);
ALTER TABLE graduate ADD COLUMN
    political_status_code varchar(2);
ALTER TABLE graduate ADD COLUMN
    class_name varchar(40);
ALTER TABLE graduate ADD COLUMN
    major_direction varchar(60);
ALTER TABLE graduate ADD COLUMN
    study_years varchar(3);
ALTER TABLE graduate ADD COLUMN
    directed_unit varchar(60);
ALTER TABLE graduate ADD COLUMN
    directed_division varchar(6);
ALTER TABLE graduate ADD COLUMN
    origin_code varchar(6);
ALTER TABLE graduate ADD COLUMN
    teacher_type_code varchar(2);
ALTER TABLE graduate ADD COLUMN
    hardship_code varchar(1);
ALTER TABLE graduate ADD COLUMN
    enrolled_month varchar(6) CONSTRAINT graduate_enrolled_digits CHECK (ltrim(enrolled_month, '0123456789') = '');
ALTER TABLE graduate ADD COLUMN
    graduated_month varchar(6) CONSTRAINT graduate_graduated_digits CHECK (ltrim(graduated_month, '0123456789') = '');
ALTER TABLE graduate ADD COLUMN
    archive_in_school boolean;
ALTER TABLE graduate ADD COLUMN
    hukou_in_school boolean;
ALTER TABLE graduate ADD COLUMN
    former_police_station varchar(80);
ALTER TABLE graduate ADD COLUMN
    mobile varchar(11);
ALTER TABLE graduate ADD COLUMN
    email varchar(100);
ALTER TABLE graduate ADD COLUMN
    qq varchar(12);
ALTER TABLE graduate ADD COLUMN
    home_address varchar(100);
ALTER TABLE graduate ADD COLUMN
    home_phone varchar(20);
ALTER TABLE graduate ADD COLUMN
    home_postcode varchar(6);
ALTER TABLE graduate ADD COLUMN
    confirmed_at timestamptz;
"""


class Migration(BaseMigration):
    dependencies = [("models", "0013_roster_files")]
    operations = [script(_COLUMNS)]

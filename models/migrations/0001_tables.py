"""The first tables. What a row may not say is refused here, by name: `agreement_number_where_given`."""

from tortoise.migrations.migration import Migration as BaseMigration

from models.migrations._script import script

_PLACES = """
CREATE TABLE province (
    code varchar(2) PRIMARY KEY,
    name varchar(20) NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT province_code_digits CHECK (length(code) = 2 AND ltrim(code, '0123456789') = '')
);

CREATE TABLE school (
    id uuid PRIMARY KEY,
    province_code varchar(2) NOT NULL REFERENCES province (code),
    identifier varchar(10) NOT NULL UNIQUE,
    code varchar(5) NOT NULL UNIQUE,
    name varchar(60) NOT NULL,
    is_vocational boolean NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    UNIQUE (id, province_code),
    CONSTRAINT school_identifier_digits CHECK (length(identifier) = 10 AND ltrim(identifier, '0123456789') = ''),
    CONSTRAINT school_code_of_identifier CHECK (code = substr(identifier, 6))
);

CREATE TABLE school_naming (
    id uuid PRIMARY KEY,
    school_id uuid NOT NULL REFERENCES school (id),
    code varchar(5) NOT NULL,
    name varchar(60) NOT NULL,
    valid_from date NOT NULL,
    valid_until date,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT school_naming_code_digits CHECK (length(code) = 5 AND ltrim(code, '0123456789') = ''),
    CONSTRAINT school_naming_days CHECK (valid_until > valid_from)
);

CREATE TABLE department (
    id uuid PRIMARY KEY,
    school_id uuid NOT NULL,
    province_code varchar(2) NOT NULL,
    name varchar(60) NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    UNIQUE (school_id, name),
    UNIQUE (id, school_id),
    FOREIGN KEY (school_id, province_code) REFERENCES school (id, province_code)
);

CREATE TABLE employer (
    id uuid PRIMARY KEY,
    name varchar(60) NOT NULL,
    uscc varchar(18) NOT NULL UNIQUE,
    province_code varchar(2) NOT NULL REFERENCES province (code),
    status varchar(16) NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT employer_uscc_length CHECK (length(uscc) = 18),
    CONSTRAINT employer_status_known CHECK (status IN ('PENDING_REVIEW', 'APPROVED', 'REJECTED', 'DISABLED'))
);
"""

_GATE = """
CREATE TABLE class_year (
    year integer PRIMARY KEY,
    state varchar(6) NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT class_year_plausible CHECK (year BETWEEN 2000 AND 2100),
    CONSTRAINT class_year_state_known CHECK (state IN ('OPEN', 'CLOSED'))
);

CREATE TABLE feature_switch (
    id uuid PRIMARY KEY,
    province_code varchar(2) NOT NULL REFERENCES province (code),
    feature varchar(11) NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    UNIQUE (province_code, feature),
    CONSTRAINT feature_switch_feature_known CHECK (feature IN ('DESTINATION', 'ARCHIVE', 'HUKOU'))
);

CREATE TABLE agreement_type_setting (
    id uuid PRIMARY KEY,
    school_id uuid NOT NULL,
    province_code varchar(2) NOT NULL,
    class_year integer NOT NULL REFERENCES class_year (year),
    agreement_type varchar(11) NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    UNIQUE (school_id, class_year),
    FOREIGN KEY (school_id, province_code) REFERENCES school (id, province_code),
    CONSTRAINT agreement_type_setting_type_known CHECK (agreement_type IN ('TWO_PARTY', 'THREE_PARTY'))
);

CREATE TABLE school_setup (
    id uuid PRIMARY KEY,
    school_id uuid NOT NULL,
    province_code varchar(2) NOT NULL,
    class_year integer NOT NULL REFERENCES class_year (year),
    feature varchar(11) NOT NULL,
    review_levels varchar(22) NOT NULL,
    reply_days integer NOT NULL,
    contact varchar(100) NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    UNIQUE (school_id, class_year, feature),
    FOREIGN KEY (school_id, province_code) REFERENCES school (id, province_code),
    CONSTRAINT school_setup_feature_known CHECK (feature IN ('DESTINATION', 'ARCHIVE', 'HUKOU')),
    CONSTRAINT school_setup_review_levels_known CHECK (review_levels IN ('SCHOOL_ONLY', 'DEPARTMENT_THEN_SCHOOL')),
    CONSTRAINT school_setup_reply_days CHECK (reply_days BETWEEN 1 AND 30)
);
"""

_PEOPLE = """
CREATE TABLE person (
    id uuid PRIMARY KEY,
    identity_index varchar(64) NOT NULL UNIQUE,
    identity_index_key varchar(8) NOT NULL,
    identity_cipher bytea NOT NULL,
    identity_cipher_key varchar(8) NOT NULL,
    id_number_masked varchar(20) NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT person_identity_index_length CHECK (length(identity_index) = 64),
    CONSTRAINT person_id_number_masked CHECK (id_number_masked LIKE '%****%')
);

CREATE TABLE graduate (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES person (id),
    school_id uuid NOT NULL,
    department_id uuid NOT NULL,
    province_code varchar(2) NOT NULL,
    class_year integer NOT NULL REFERENCES class_year (year),
    exam_number varchar(20) NOT NULL,
    student_number varchar(32),
    name varchar(40) NOT NULL,
    id_number_masked varchar(20) NOT NULL,
    degree_code varchar(2) NOT NULL,
    major_code varchar(8) NOT NULL,
    major_name varchar(60) NOT NULL,
    training_mode varchar(1) NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    UNIQUE (school_id, class_year, exam_number),
    FOREIGN KEY (school_id, province_code) REFERENCES school (id, province_code),
    FOREIGN KEY (department_id, school_id) REFERENCES department (id, school_id),
    CONSTRAINT graduate_id_number_masked CHECK (id_number_masked LIKE '%****%'),
    CONSTRAINT graduate_degree_code_digits CHECK (length(degree_code) = 2 AND ltrim(degree_code, '0123456789') = ''),
    CONSTRAINT graduate_training_mode_known CHECK (training_mode IN ('1', '2', '3', '4', '5'))
);

CREATE TABLE account (
    id uuid PRIMARY KEY,
    username varchar(40) NOT NULL UNIQUE,
    password_hash varchar(200),
    display_name varchar(60) NOT NULL,
    role varchar(10) NOT NULL,
    is_enabled boolean NOT NULL,
    epoch integer NOT NULL,
    province_code varchar(2) REFERENCES province (code),
    school_id uuid REFERENCES school (id),
    department_id uuid,
    person_id uuid REFERENCES person (id),
    employer_id uuid REFERENCES employer (id),
    employment_level integer NOT NULL,
    archive_level integer NOT NULL,
    hukou_level integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    FOREIGN KEY (department_id, school_id) REFERENCES department (id, school_id),
    CONSTRAINT account_role_known CHECK (role IN ('MINISTRY', 'PROVINCE', 'SCHOOL', 'DEPARTMENT', 'GRADUATE', 'EMPLOYER')),
    CONSTRAINT account_scope_of_role CHECK (
        (province_code IS NOT NULL) = (role = 'PROVINCE')
        AND (school_id IS NOT NULL) = (role IN ('SCHOOL', 'DEPARTMENT'))
        AND (department_id IS NOT NULL) = (role = 'DEPARTMENT')
        AND (person_id IS NOT NULL) = (role = 'GRADUATE')
        AND (employer_id IS NOT NULL) = (role = 'EMPLOYER')
    ),
    CONSTRAINT account_epoch_positive CHECK (epoch >= 1),
    CONSTRAINT account_levels_known CHECK (
        employment_level BETWEEN 0 AND 2 AND archive_level BETWEEN 0 AND 2 AND hukou_level BETWEEN 0 AND 2
    )
);
"""

_AGREEMENTS = """
CREATE TABLE agreement (
    id uuid PRIMARY KEY,
    graduate_id uuid NOT NULL REFERENCES graduate (id),
    school_id uuid NOT NULL REFERENCES school (id),
    province_code varchar(2) NOT NULL REFERENCES province (code),
    department_id uuid NOT NULL REFERENCES department (id),
    person_id uuid NOT NULL REFERENCES person (id),
    class_year integer NOT NULL REFERENCES class_year (year),
    employer_id uuid REFERENCES employer (id),
    employer_name varchar(60) NOT NULL,
    initiator varchar(8) NOT NULL,
    agreement_type varchar(11) NOT NULL,
    review_levels varchar(22) NOT NULL,
    status varchar(27) NOT NULL,
    rejected_by varchar(10),
    number varchar(19) UNIQUE,
    invitee_name varchar(40) NOT NULL,
    invitee_id_last4 varchar(4) NOT NULL,
    position varchar(60),
    monthly_pay integer,
    is_graduate_disclosed boolean NOT NULL,
    reply_deadline timestamptz,
    status_reason varchar(500),
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT agreement_type_known CHECK (agreement_type IN ('TWO_PARTY', 'THREE_PARTY')),
    CONSTRAINT agreement_review_levels_known CHECK (review_levels IN ('SCHOOL_ONLY', 'DEPARTMENT_THEN_SCHOOL')),
    CONSTRAINT agreement_status_of_initiator CHECK (
        status IN ('EFFECTIVE', 'VOIDED', 'TERMINATED')
        OR initiator = 'EMPLOYER' AND status IN (
            'PENDING_GRADUATE', 'WITHDRAWN', 'REJECTED_BY_GRADUATE', 'EXPIRED', 'PENDING_DEPARTMENT', 'PENDING_SCHOOL', 'REVIEW_REJECTED'
        )
        OR initiator = 'GRADUATE' AND status IN (
            'PROTOCOL_PENDING_DEPARTMENT', 'PROTOCOL_PENDING_SCHOOL', 'PROTOCOL_REJECTED', 'PROTOCOL_ISSUED',
            'SIGN_PENDING_DEPARTMENT', 'SIGN_PENDING_SCHOOL', 'SIGN_REJECTED', 'CANCELLED'
        )
    ),
    CONSTRAINT agreement_rejected_by_known CHECK (rejected_by IN ('DEPARTMENT', 'SCHOOL')),
    CONSTRAINT agreement_rejected_by_where_rejected CHECK (
        (rejected_by IS NOT NULL) = (status IN ('REVIEW_REJECTED', 'PROTOCOL_REJECTED', 'SIGN_REJECTED'))
    ),
    CONSTRAINT agreement_department_reviews_where_set_up CHECK (
        review_levels = 'DEPARTMENT_THEN_SCHOOL'
        OR coalesce(rejected_by, 'SCHOOL') = 'SCHOOL'
        AND status NOT IN ('PENDING_DEPARTMENT', 'PROTOCOL_PENDING_DEPARTMENT', 'SIGN_PENDING_DEPARTMENT')
    ),
    CONSTRAINT agreement_number_where_given CHECK (
        status = 'CANCELLED'
        OR (number IS NOT NULL) = (status IN (
            'EFFECTIVE', 'VOIDED', 'TERMINATED', 'PROTOCOL_ISSUED', 'SIGN_PENDING_DEPARTMENT', 'SIGN_PENDING_SCHOOL', 'SIGN_REJECTED'
        ))
    ),
    CONSTRAINT agreement_number_form CHECK (
        length(number) = 19
        AND ltrim(number, '0123456789') = ''
        AND substr(number, 1, 4) = CAST(class_year AS varchar(4))
        AND substr(number, 5, 1) = CASE initiator WHEN 'EMPLOYER' THEN '4' ELSE '1' END
        AND substr(number, 11, 1) IN ('0', '1', '2', '3', '4')
    ),
    CONSTRAINT agreement_invitee_id_last4_length CHECK (length(invitee_id_last4) = 4),
    CONSTRAINT agreement_monthly_pay_positive CHECK (monthly_pay > 0),
    CONSTRAINT agreement_disclosed_from_acceptance CHECK (
        initiator = 'GRADUATE'
        OR (NOT is_graduate_disclosed) = (status IN ('PENDING_GRADUATE', 'WITHDRAWN', 'REJECTED_BY_GRADUATE', 'EXPIRED'))
    ),
    CONSTRAINT agreement_online_has_employer_and_deadline CHECK (
        initiator = 'EMPLOYER' AND employer_id IS NOT NULL AND reply_deadline IS NOT NULL
        OR initiator = 'GRADUATE' AND reply_deadline IS NULL
    ),
    CONSTRAINT agreement_reason_where_refused CHECK (
        status_reason IS NOT NULL OR status NOT IN ('VOIDED', 'REVIEW_REJECTED', 'PROTOCOL_REJECTED', 'SIGN_REJECTED')
    ),
    CONSTRAINT agreement_version_positive CHECK (version >= 1)
);

CREATE TABLE review (
    id uuid PRIMARY KEY,
    agreement_id uuid NOT NULL REFERENCES agreement (id),
    school_id uuid NOT NULL REFERENCES school (id),
    province_code varchar(2) NOT NULL REFERENCES province (code),
    department_id uuid NOT NULL REFERENCES department (id),
    person_id uuid NOT NULL REFERENCES person (id),
    employer_id uuid REFERENCES employer (id),
    level varchar(10) NOT NULL,
    is_passed boolean NOT NULL,
    reason varchar(500),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT review_level_known CHECK (level IN ('DEPARTMENT', 'SCHOOL')),
    CONSTRAINT review_reason_where_failed CHECK (is_passed OR reason IS NOT NULL)
);

CREATE TABLE destination_slot (
    graduate_id uuid PRIMARY KEY REFERENCES graduate (id),
    holder_kind varchar(16) NOT NULL,
    holder_id uuid NOT NULL,
    state varchar(8) NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    UNIQUE (holder_id, holder_kind),
    CONSTRAINT destination_slot_holder_kind_known CHECK (holder_kind IN ('AGREEMENT')),
    CONSTRAINT destination_slot_state_known CHECK (state IN ('RESERVED', 'HELD'))
);
"""

_COUNTED = (
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
)

_columns = ",\n    ".join(f"{column} integer NOT NULL" for column in _COUNTED)
_none_below_zero = ",\n    ".join(f"CONSTRAINT signing_counters_{column} CHECK ({column} >= 0)" for column in _COUNTED)

_STATISTICS = f"""
CREATE TABLE signing_counters (
    id uuid PRIMARY KEY,
    school_id uuid NOT NULL,
    province_code varchar(2) NOT NULL,
    class_year integer NOT NULL REFERENCES class_year (year),
    version integer NOT NULL,
    {_columns},
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    UNIQUE (school_id, class_year),
    FOREIGN KEY (school_id, province_code) REFERENCES school (id, province_code),
    CONSTRAINT signing_counters_version_from_zero CHECK (version >= 0),
    {_none_below_zero}
);
"""

_TRAIL = """
CREATE TABLE audit (
    id uuid PRIMARY KEY,
    account_id uuid,
    role varchar(10) NOT NULL,
    action varchar(40) NOT NULL,
    record_kind varchar(24) NOT NULL,
    record_id varchar(64) NOT NULL,
    status_before varchar(27),
    status_after varchar(27),
    reason varchar(500),
    school_id uuid,
    province_code varchar(2),
    address varchar(45),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT audit_role_known CHECK (role IN ('MINISTRY', 'PROVINCE', 'SCHOOL', 'DEPARTMENT', 'GRADUATE', 'EMPLOYER', 'SYSTEM')),
    CONSTRAINT audit_account_unless_clock CHECK ((account_id IS NULL) = (role = 'SYSTEM'))
);

CREATE TABLE change (
    id uuid PRIMARY KEY,
    record_kind varchar(24) NOT NULL,
    record_id varchar(64) NOT NULL,
    school_id uuid,
    province_code varchar(2),
    class_year integer,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);

CREATE TABLE database_mark (
    name varchar(20) PRIMARY KEY,
    value varchar(200) NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
"""


class Migration(BaseMigration):
    initial = True
    operations = [script(_PLACES), script(_GATE), script(_PEOPLE), script(_AGREEMENTS), script(_STATISTICS), script(_TRAIL)]

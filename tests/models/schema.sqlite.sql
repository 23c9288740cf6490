CREATE TABLE account (
    id TEXT CHECK (length(id) = 36 AND id = lower(id)) PRIMARY KEY,
    username TEXT CHECK (length(username) BETWEEN 1 AND 40) NOT NULL UNIQUE,
    password_hash TEXT CHECK (length(password_hash) BETWEEN 1 AND 200),
    is_activated INTEGER CHECK (is_activated IN (0, 1)) NOT NULL GENERATED ALWAYS AS (password_hash IS NOT NULL) STORED,
    display_name TEXT CHECK (length(display_name) BETWEEN 1 AND 60) NOT NULL,
    role TEXT CHECK (length(role) BETWEEN 1 AND 10) NOT NULL,
    is_enabled INTEGER CHECK (is_enabled IN (0, 1)) NOT NULL,
    epoch INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    province_code TEXT CHECK (length(province_code) BETWEEN 1 AND 2) REFERENCES province (code),
    school_id TEXT CHECK (length(school_id) = 36 AND school_id = lower(school_id)) REFERENCES school (id),
    department_id TEXT CHECK (length(department_id) = 36 AND department_id = lower(department_id)),
    person_id TEXT CHECK (length(person_id) = 36 AND person_id = lower(person_id)) REFERENCES person (id),
    employer_id TEXT CHECK (length(employer_id) = 36 AND employer_id = lower(employer_id)),
    employment_level INTEGER NOT NULL,
    archive_level INTEGER NOT NULL,
    hukou_level INTEGER NOT NULL,
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL, source_system TEXT CHECK (length(source_system) BETWEEN 1 AND 20) CONSTRAINT account_system_of_province CHECK (source_system IS NULL OR role = 'PROVINCE'),
    FOREIGN KEY (school_id, province_code) REFERENCES school (id, province_code),
    FOREIGN KEY (department_id, school_id) REFERENCES department (id, school_id),
    FOREIGN KEY (employer_id, province_code) REFERENCES employer (id, province_code),
    CONSTRAINT account_role_known CHECK (role IN ('MINISTRY', 'PROVINCE', 'SCHOOL', 'DEPARTMENT', 'GRADUATE', 'EMPLOYER')),
    CONSTRAINT account_scope_of_role CHECK (
        (province_code IS NOT NULL) = (role IN ('PROVINCE', 'SCHOOL', 'DEPARTMENT', 'EMPLOYER'))
        AND CASE role WHEN 'GRADUATE' THEN TRUE ELSE (school_id IS NOT NULL) = (role IN ('SCHOOL', 'DEPARTMENT')) END
        AND (department_id IS NOT NULL) = (role = 'DEPARTMENT')
        AND (person_id IS NOT NULL) = (role = 'GRADUATE')
        AND (employer_id IS NOT NULL) = (role = 'EMPLOYER')
    ),
    CONSTRAINT account_epoch_positive CHECK (epoch >= 1),
    CONSTRAINT account_version_positive CHECK (version >= 1),
    CONSTRAINT account_levels_known CHECK (
        employment_level BETWEEN 0 AND 2 AND archive_level BETWEEN 0 AND 2 AND hukou_level BETWEEN 0 AND 2
    )
) STRICT;

CREATE UNIQUE INDEX account_one_of_name_in_any_case ON account (lower(username)) WHERE role <> 'GRADUATE';

CREATE UNIQUE INDEX account_one_of_person ON account (person_id) WHERE person_id IS NOT NULL;

CREATE INDEX account_page_of_province ON account (province_code, username, id) WHERE province_code IS NOT NULL;

CREATE INDEX account_page_of_school ON account (school_id, username, id);

CREATE TABLE activation_code (
    account_id TEXT CHECK (length(account_id) = 36 AND account_id = lower(account_id)) PRIMARY KEY REFERENCES account (id),
    digest TEXT CHECK (length(digest) BETWEEN 1 AND 64) NOT NULL,
    expires_at TEXT CHECK (length(expires_at) IN (25, 32) AND expires_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    CONSTRAINT activation_code_digest_length CHECK (length(digest) = 64)
) STRICT;

CREATE TABLE agreement (
    id TEXT CHECK (length(id) = 36 AND id = lower(id)) PRIMARY KEY,
    graduate_id TEXT CHECK (length(graduate_id) = 36 AND graduate_id = lower(graduate_id)) NOT NULL REFERENCES graduate (id),
    school_id TEXT CHECK (length(school_id) = 36 AND school_id = lower(school_id)) NOT NULL REFERENCES school (id),
    province_code TEXT CHECK (length(province_code) BETWEEN 1 AND 2) NOT NULL REFERENCES province (code),
    department_id TEXT CHECK (length(department_id) = 36 AND department_id = lower(department_id)) NOT NULL REFERENCES department (id),
    person_id TEXT CHECK (length(person_id) = 36 AND person_id = lower(person_id)) NOT NULL REFERENCES person (id),
    class_year INTEGER NOT NULL REFERENCES class_year (year),
    employer_id TEXT CHECK (length(employer_id) = 36 AND employer_id = lower(employer_id)) REFERENCES employer (id),
    employer_name TEXT CHECK (length(employer_name) BETWEEN 1 AND 60) NOT NULL,
    initiator TEXT CHECK (length(initiator) BETWEEN 1 AND 8) NOT NULL,
    agreement_type TEXT CHECK (length(agreement_type) BETWEEN 1 AND 11) NOT NULL,
    review_levels TEXT CHECK (length(review_levels) BETWEEN 1 AND 22) NOT NULL,
    status TEXT CHECK (length(status) BETWEEN 1 AND 27) NOT NULL,
    rejected_by TEXT CHECK (length(rejected_by) BETWEEN 1 AND 10),
    number TEXT CHECK (length(number) BETWEEN 1 AND 19) UNIQUE,
    invitee_name TEXT CHECK (length(invitee_name) BETWEEN 1 AND 40) NOT NULL,
    invitee_id_last4 TEXT CHECK (length(invitee_id_last4) BETWEEN 1 AND 4) NOT NULL,
    position TEXT CHECK (length(position) BETWEEN 1 AND 60),
    monthly_pay INTEGER,
    is_graduate_disclosed INTEGER CHECK (is_graduate_disclosed IN (0, 1)) NOT NULL,
    reply_deadline TEXT CHECK (length(reply_deadline) IN (25, 32) AND reply_deadline GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00'),
    status_reason TEXT CHECK (length(status_reason) BETWEEN 1 AND 500),
    version INTEGER NOT NULL,
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL, employer_uscc TEXT CHECK (length(employer_uscc) BETWEEN 1 AND 18) CONSTRAINT agreement_employer_uscc_length CHECK (length(employer_uscc) = 18), employer_contact TEXT CHECK (length(employer_contact) BETWEEN 1 AND 40), employer_phone TEXT CHECK (length(employer_phone) BETWEEN 1 AND 20), work_address TEXT CHECK (length(work_address) BETWEEN 1 AND 120), start_date TEXT CHECK (start_date GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
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
) STRICT;

CREATE UNIQUE INDEX agreement_one_live_invitation ON agreement (graduate_id, employer_id) WHERE status = 'PENDING_GRADUATE';

CREATE UNIQUE INDEX agreement_one_effective ON agreement (graduate_id) WHERE status = 'EFFECTIVE';

CREATE INDEX agreement_page ON agreement (created_at, id);

CREATE INDEX agreement_page_of_province ON agreement (province_code, created_at, id);

CREATE INDEX agreement_page_of_province_year ON agreement (province_code, class_year, created_at, id);

CREATE INDEX agreement_page_of_school ON agreement (school_id, created_at, id);

CREATE INDEX agreement_page_of_department ON agreement (department_id, created_at, id);

CREATE INDEX agreement_page_of_person ON agreement (person_id, created_at, id);

CREATE INDEX agreement_page_of_graduate ON agreement (graduate_id, created_at, id);

CREATE INDEX agreement_page_of_employer ON agreement (employer_id, created_at, id);

CREATE INDEX agreement_due ON agreement (reply_deadline) WHERE status = 'PENDING_GRADUATE';

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

CREATE INDEX agreement_page_of_school_deadline ON agreement (school_id, reply_deadline, id);

CREATE TRIGGER issued_number_remembered AFTER INSERT ON agreement WHEN NEW.number IS NOT NULL
BEGIN INSERT INTO issued_number VALUES (
        NEW.number, NEW.id, NEW.school_id, NEW.province_code, NEW.department_id, NEW.person_id, NEW.employer_id,
        NEW.updated_at, NEW.updated_at
    ); END;

CREATE TRIGGER issued_number_remembered_on_update AFTER UPDATE OF number ON agreement
WHEN NEW.number IS NOT NULL AND NEW.number IS NOT OLD.number
BEGIN INSERT INTO issued_number VALUES (
        NEW.number, NEW.id, NEW.school_id, NEW.province_code, NEW.department_id, NEW.person_id, NEW.employer_id,
        NEW.updated_at, NEW.updated_at
    ); END;

CREATE INDEX agreement_page_of_school_status ON agreement (school_id, status, created_at, id, initiator, class_year);

CREATE INDEX agreement_page_of_province_status ON agreement (province_code, status, created_at, id, initiator, class_year);

CREATE INDEX agreement_page_of_school_updated ON agreement (school_id, updated_at, id);

CREATE INDEX agreement_page_of_school_number ON agreement (school_id, number, id);

CREATE INDEX agreement_page_of_school_employer ON agreement (school_id, employer_name, id);

CREATE INDEX agreement_page_of_school_invitee ON agreement (school_id, invitee_name, id);

CREATE VIEW agreement_event AS
SELECT audit.id AS id, agreement.id AS agreement_id, agreement.school_id AS school_id, agreement.province_code AS province_code,
    agreement.department_id AS department_id, agreement.person_id AS person_id, agreement.employer_id AS employer_id,
    audit.role AS role, audit.action AS action, audit.status_before AS status_before, audit.status_after AS status_after,
    audit.reason AS reason, audit.created_at AS created_at, audit.updated_at AS updated_at
FROM audit JOIN agreement ON agreement.id = audit.record_id
WHERE audit.record_kind = 'AGREEMENT';

CREATE TABLE agreement_type_setting (
    id TEXT CHECK (length(id) = 36 AND id = lower(id)) PRIMARY KEY,
    school_id TEXT CHECK (length(school_id) = 36 AND school_id = lower(school_id)) NOT NULL,
    province_code TEXT CHECK (length(province_code) BETWEEN 1 AND 2) NOT NULL,
    class_year INTEGER NOT NULL REFERENCES class_year (year),
    agreement_type TEXT CHECK (length(agreement_type) BETWEEN 1 AND 11) NOT NULL,
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    UNIQUE (school_id, class_year),
    FOREIGN KEY (school_id, province_code) REFERENCES school (id, province_code),
    CONSTRAINT agreement_type_setting_type_known CHECK (agreement_type IN ('TWO_PARTY', 'THREE_PARTY'))
) STRICT;

CREATE TABLE archive_block (
    id TEXT CHECK (length(id) = 36 AND id = lower(id)) PRIMARY KEY,
    graduate_id TEXT CHECK (length(graduate_id) = 36 AND graduate_id = lower(graduate_id)) NOT NULL REFERENCES graduate (id),
    school_id TEXT CHECK (length(school_id) = 36 AND school_id = lower(school_id)) NOT NULL REFERENCES school (id),
    province_code TEXT CHECK (length(province_code) BETWEEN 1 AND 2) NOT NULL REFERENCES province (code),
    department_id TEXT CHECK (length(department_id) = 36 AND department_id = lower(department_id)) NOT NULL REFERENCES department (id),
    person_id TEXT CHECK (length(person_id) = 36 AND person_id = lower(person_id)) NOT NULL REFERENCES person (id),
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    transfer_type TEXT CHECK (length(transfer_type) BETWEEN 1 AND 15) NOT NULL,
    receiver_name TEXT CHECK (length(receiver_name) BETWEEN 1 AND 50),
    receiver_division TEXT CHECK (length(receiver_division) BETWEEN 1 AND 6),
    receiver_address TEXT CHECK (length(receiver_address) BETWEEN 1 AND 100),
    receiver_postcode TEXT CHECK (length(receiver_postcode) BETWEEN 1 AND 6),
    receiver_person TEXT CHECK (length(receiver_person) BETWEEN 1 AND 40),
    receiver_phone TEXT CHECK (length(receiver_phone) BETWEEN 1 AND 20),
    dispatch_mode TEXT CHECK (length(dispatch_mode) BETWEEN 1 AND 14),
    CONSTRAINT archive_block_transfer_type_known CHECK (transfer_type IN ('EMPLOYER', 'TALENT_AGENCY', 'ORIGIN', 'ADMITTED_SCHOOL', 'KEEP_AT_SCHOOL')),
    CONSTRAINT archive_block_dispatch_mode_known CHECK (dispatch_mode IN ('CONFIDENTIAL', 'EMS', 'SPECIAL_PERSON')),
    CONSTRAINT archive_block_receiver_unless_kept CHECK ((transfer_type = 'KEEP_AT_SCHOOL') = (receiver_name IS NULL))
) STRICT;

CREATE TRIGGER archive_block_copies_record BEFORE INSERT ON archive_block WHEN NOT EXISTS (SELECT 1 FROM agreement WHERE id = NEW.id AND graduate_id = NEW.graduate_id AND person_id = NEW.person_id
    AND school_id = NEW.school_id AND department_id = NEW.department_id AND province_code = NEW.province_code) AND NOT EXISTS (SELECT 1 FROM registration WHERE id = NEW.id AND graduate_id = NEW.graduate_id AND person_id = NEW.person_id
    AND school_id = NEW.school_id AND department_id = NEW.department_id AND province_code = NEW.province_code) AND NOT EXISTS (SELECT 1 FROM supplement WHERE id = NEW.id AND graduate_id = NEW.graduate_id AND person_id = NEW.person_id
    AND school_id = NEW.school_id AND department_id = NEW.department_id AND province_code = NEW.province_code)
BEGIN SELECT RAISE(ABORT, 'archive_block_copies_record: its scope is not that of its record'); END;

CREATE TRIGGER archive_block_copies_record_on_update BEFORE UPDATE ON archive_block WHEN NOT EXISTS (SELECT 1 FROM agreement WHERE id = NEW.id AND graduate_id = NEW.graduate_id AND person_id = NEW.person_id
    AND school_id = NEW.school_id AND department_id = NEW.department_id AND province_code = NEW.province_code) AND NOT EXISTS (SELECT 1 FROM registration WHERE id = NEW.id AND graduate_id = NEW.graduate_id AND person_id = NEW.person_id
    AND school_id = NEW.school_id AND department_id = NEW.department_id AND province_code = NEW.province_code) AND NOT EXISTS (SELECT 1 FROM supplement WHERE id = NEW.id AND graduate_id = NEW.graduate_id AND person_id = NEW.person_id
    AND school_id = NEW.school_id AND department_id = NEW.department_id AND province_code = NEW.province_code)
BEGIN SELECT RAISE(ABORT, 'archive_block_copies_record: its scope is not that of its record'); END;

CREATE TABLE archive_counters (
    id TEXT CHECK (length(id) = 36 AND id = lower(id)) PRIMARY KEY,
    school_id TEXT CHECK (length(school_id) = 36 AND school_id = lower(school_id)) NOT NULL,
    province_code TEXT CHECK (length(province_code) BETWEEN 1 AND 2) NOT NULL,
    class_year INTEGER NOT NULL REFERENCES class_year (year),
    version INTEGER NOT NULL,
    needed INTEGER NOT NULL DEFAULT 0,
    registered INTEGER NOT NULL DEFAULT 0,
    pending_department INTEGER NOT NULL DEFAULT 0,
    pending_school INTEGER NOT NULL DEFAULT 0,
    approved INTEGER NOT NULL DEFAULT 0,
    rejected INTEGER NOT NULL DEFAULT 0,
    cancelled INTEGER NOT NULL DEFAULT 0,
    superseded INTEGER NOT NULL DEFAULT 0,
    type_employer INTEGER NOT NULL DEFAULT 0,
    type_talent_agency INTEGER NOT NULL DEFAULT 0,
    type_origin INTEGER NOT NULL DEFAULT 0,
    type_admitted_school INTEGER NOT NULL DEFAULT 0,
    type_keep_at_school INTEGER NOT NULL DEFAULT 0,
    sent INTEGER NOT NULL DEFAULT 0,
    received INTEGER NOT NULL DEFAULT 0,
    returned INTEGER NOT NULL DEFAULT 0,
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    UNIQUE (school_id, class_year),
    FOREIGN KEY (school_id, province_code) REFERENCES school (id, province_code),
    CONSTRAINT archive_counters_version_from_zero CHECK (version >= 0),
    CONSTRAINT archive_counters_needed CHECK (needed >= 0),
    CONSTRAINT archive_counters_registered CHECK (registered >= 0),
    CONSTRAINT archive_counters_pending_department CHECK (pending_department >= 0),
    CONSTRAINT archive_counters_pending_school CHECK (pending_school >= 0),
    CONSTRAINT archive_counters_approved CHECK (approved >= 0),
    CONSTRAINT archive_counters_rejected CHECK (rejected >= 0),
    CONSTRAINT archive_counters_cancelled CHECK (cancelled >= 0),
    CONSTRAINT archive_counters_superseded CHECK (superseded >= 0),
    CONSTRAINT archive_counters_type_employer CHECK (type_employer >= 0),
    CONSTRAINT archive_counters_type_talent_agency CHECK (type_talent_agency >= 0),
    CONSTRAINT archive_counters_type_origin CHECK (type_origin >= 0),
    CONSTRAINT archive_counters_type_admitted_school CHECK (type_admitted_school >= 0),
    CONSTRAINT archive_counters_type_keep_at_school CHECK (type_keep_at_school >= 0),
    CONSTRAINT archive_counters_sent CHECK (sent >= 0),
    CONSTRAINT archive_counters_received CHECK (received >= 0),
    CONSTRAINT archive_counters_returned CHECK (returned >= 0)
) STRICT;

CREATE INDEX archive_counters_of_province ON archive_counters (province_code, class_year);

CREATE VIEW archive_event AS
SELECT audit.id AS id, record.id AS archive_record_id, record.school_id AS school_id, record.province_code AS province_code,
    record.department_id AS department_id, record.person_id AS person_id,
    audit.role AS role, audit.action AS action, audit.status_before AS status_before, audit.status_after AS status_after,
    audit.reason AS reason, audit.account_id AS account_id, audit.address AS address,
    audit.created_at AS created_at, audit.updated_at AS updated_at
FROM audit JOIN archive_record AS record ON record.id = audit.record_id
WHERE audit.record_kind = 'ARCHIVE';

CREATE VIEW archive_ledger_entry AS
SELECT id, graduate_id, school_id, province_code, department_id, person_id, class_year, feature, state, source_system,
    record_kind, record_id, record_version, seq, category, payload, reported_at, has_drift, version, created_at, updated_at
FROM ledger_entry WHERE feature = 'ARCHIVE';

CREATE TABLE archive_record (
    id TEXT CHECK (length(id) = 36 AND id = lower(id)) PRIMARY KEY,
    graduate_id TEXT CHECK (length(graduate_id) = 36 AND graduate_id = lower(graduate_id)) NOT NULL REFERENCES graduate (id),
    school_id TEXT CHECK (length(school_id) = 36 AND school_id = lower(school_id)) NOT NULL,
    province_code TEXT CHECK (length(province_code) BETWEEN 1 AND 2) NOT NULL,
    department_id TEXT CHECK (length(department_id) = 36 AND department_id = lower(department_id)) NOT NULL,
    person_id TEXT CHECK (length(person_id) = 36 AND person_id = lower(person_id)) NOT NULL REFERENCES person (id),
    class_year INTEGER NOT NULL REFERENCES class_year (year),
    review_levels TEXT CHECK (length(review_levels) BETWEEN 1 AND 22) NOT NULL,
    status TEXT CHECK (length(status) BETWEEN 1 AND 23) NOT NULL,
    rejected_by TEXT CHECK (length(rejected_by) BETWEEN 1 AND 10),
    status_reason TEXT CHECK (length(status_reason) BETWEEN 1 AND 500),
    version INTEGER NOT NULL,
    source TEXT CHECK (length(source) BETWEEN 1 AND 11) NOT NULL,
    is_change INTEGER CHECK (is_change IN (0, 1)) NOT NULL,
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    transfer_type TEXT CHECK (length(transfer_type) BETWEEN 1 AND 15) NOT NULL,
    receiver_name TEXT CHECK (length(receiver_name) BETWEEN 1 AND 50),
    receiver_division TEXT CHECK (length(receiver_division) BETWEEN 1 AND 6),
    receiver_address TEXT CHECK (length(receiver_address) BETWEEN 1 AND 100),
    receiver_postcode TEXT CHECK (length(receiver_postcode) BETWEEN 1 AND 6),
    receiver_person TEXT CHECK (length(receiver_person) BETWEEN 1 AND 40),
    receiver_phone TEXT CHECK (length(receiver_phone) BETWEEN 1 AND 20),
    dispatch_mode TEXT CHECK (length(dispatch_mode) BETWEEN 1 AND 14),
    dispatch_state TEXT CHECK (length(dispatch_state) BETWEEN 1 AND 8) NOT NULL,
    tracking_no TEXT CHECK (length(tracking_no) BETWEEN 1 AND 40),
    transfer_no TEXT CHECK (length(transfer_no) BETWEEN 1 AND 16),
    sent_at TEXT CHECK (length(sent_at) IN (25, 32) AND sent_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00'),
    received_at TEXT CHECK (length(received_at) IN (25, 32) AND received_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00'),
    return_reason TEXT CHECK (length(return_reason) BETWEEN 1 AND 500), source_system TEXT CHECK (length(source_system) BETWEEN 1 AND 20), source_id TEXT CHECK (length(source_id) BETWEEN 1 AND 64) CONSTRAINT archive_record_source_whole CHECK ((source_id IS NULL) = (source_system IS NULL)),
    FOREIGN KEY (school_id, province_code) REFERENCES school (id, province_code),
    FOREIGN KEY (department_id, school_id) REFERENCES department (id, school_id),
    CONSTRAINT archive_record_status_known CHECK (status IN ('PENDING_COUNTERPARTY', 'COUNTERPARTY_REFUSED', 'WITHDRAWN', 'PENDING_DEPARTMENT', 'PENDING_SCHOOL', 'REJECTED', 'CANCELLED', 'APPROVED', 'VOID_PENDING_DEPARTMENT', 'VOID_PENDING_SCHOOL', 'VOIDED', 'TERMINATED', 'SUPERSEDED', 'LAPSED')),
    CONSTRAINT archive_record_status_of_its_life CHECK (
        status IN ('PENDING_DEPARTMENT', 'PENDING_SCHOOL', 'APPROVED', 'REJECTED', 'CANCELLED', 'SUPERSEDED')
    ),
    CONSTRAINT archive_record_review_levels_known CHECK (review_levels IN ('SCHOOL_ONLY', 'DEPARTMENT_THEN_SCHOOL')),
    CONSTRAINT archive_record_rejected_by_known CHECK (rejected_by IN ('DEPARTMENT', 'SCHOOL')),
    CONSTRAINT archive_record_rejected_by_where_rejected CHECK ((status = 'REJECTED') = (rejected_by IS NOT NULL)),
    CONSTRAINT archive_record_source_known CHECK (source IN ('GRADUATE', 'SCHOOL', 'DESTINATION')),
    CONSTRAINT archive_record_version_positive CHECK (version >= 1),
    CONSTRAINT archive_record_transfer_type_known CHECK (transfer_type IN ('EMPLOYER', 'TALENT_AGENCY', 'ORIGIN', 'ADMITTED_SCHOOL', 'KEEP_AT_SCHOOL')),
    CONSTRAINT archive_record_dispatch_mode_known CHECK (dispatch_mode IN ('CONFIDENTIAL', 'EMS', 'SPECIAL_PERSON')),
    CONSTRAINT archive_record_dispatch_state_known CHECK (dispatch_state IN ('NOT_SENT', 'SENT', 'RECEIVED', 'RETURNED')),
    CONSTRAINT archive_record_receiver_unless_kept CHECK (
        (transfer_type = 'KEEP_AT_SCHOOL') = (receiver_name IS NULL) AND (transfer_type <> 'KEEP_AT_SCHOOL' OR dispatch_state = 'NOT_SENT')
    ),
    CONSTRAINT archive_record_sent_once_approved CHECK (dispatch_state = 'NOT_SENT' OR status IN ('APPROVED', 'SUPERSEDED')),
    CONSTRAINT archive_record_sent_at_a_moment CHECK ((dispatch_state = 'NOT_SENT') = (sent_at IS NULL)),
    CONSTRAINT archive_record_received_at_a_moment CHECK ((dispatch_state = 'RECEIVED') = (received_at IS NOT NULL)),
    CONSTRAINT archive_record_returned_for_a_reason CHECK ((dispatch_state = 'RETURNED') = (return_reason IS NOT NULL))
) STRICT;

CREATE UNIQUE INDEX archive_record_one_open ON archive_record (graduate_id) WHERE status IN ('PENDING_DEPARTMENT', 'PENDING_SCHOOL', 'REJECTED');

CREATE UNIQUE INDEX archive_record_one_approved ON archive_record (graduate_id) WHERE status = 'APPROVED';

CREATE INDEX archive_record_of_graduate ON archive_record (graduate_id, created_at, id);

CREATE INDEX archive_record_of_person ON archive_record (person_id, created_at, id);

CREATE INDEX archive_record_page ON archive_record (created_at, id);

CREATE INDEX archive_record_page_of_province ON archive_record (province_code, created_at, id);

CREATE INDEX archive_record_page_of_school ON archive_record (school_id, created_at, id);

CREATE INDEX archive_record_page_of_department ON archive_record (department_id, created_at, id);

CREATE INDEX archive_record_page_of_school_status ON archive_record (school_id, status, created_at, id);

CREATE TRIGGER archive_record_copies_graduate BEFORE INSERT ON archive_record
WHEN NOT EXISTS (
    SELECT 1 FROM graduate WHERE id = NEW.graduate_id AND person_id = NEW.person_id AND school_id = NEW.school_id
    AND department_id = NEW.department_id AND province_code = NEW.province_code AND class_year = NEW.class_year
)
BEGIN SELECT RAISE(ABORT, 'archive_record_copies_graduate: its scope is not that of its graduate'); END;

CREATE TRIGGER archive_record_copies_graduate_on_update BEFORE UPDATE OF graduate_id, person_id, school_id, department_id, province_code, class_year ON archive_record
WHEN NOT EXISTS (
    SELECT 1 FROM graduate WHERE id = NEW.graduate_id AND person_id = NEW.person_id AND school_id = NEW.school_id
    AND department_id = NEW.department_id AND province_code = NEW.province_code AND class_year = NEW.class_year
)
BEGIN SELECT RAISE(ABORT, 'archive_record_copies_graduate: its scope is not that of its graduate'); END;

CREATE INDEX archive_record_of_source ON archive_record (source_id, id) WHERE source_id IS NOT NULL;

CREATE VIEW archive_report AS
SELECT id, graduate_id, seq, school_id, province_code, department_id, person_id, class_year, feature, operation,
    record_kind, record_id, record_version, payload, state, attempts, next_attempt_at, last_error, acked_at, created_at, updated_at
FROM report WHERE feature = 'ARCHIVE';

CREATE VIEW attached_upload AS
SELECT id, media_type, size, file_name, '/files/' || CAST(id AS text) AS path,
    record_kind, record_id, school_id, province_code, department_id, person_id, employer_id, created_at, updated_at
FROM upload WHERE record_id IS NOT NULL;

CREATE TABLE audit (
    id TEXT CHECK (length(id) = 36 AND id = lower(id)) PRIMARY KEY,
    account_id TEXT CHECK (length(account_id) = 36 AND account_id = lower(account_id)),
    role TEXT CHECK (length(role) BETWEEN 1 AND 10) NOT NULL,
    action TEXT CHECK (length(action) BETWEEN 1 AND 40) NOT NULL,
    record_kind TEXT CHECK (length(record_kind) BETWEEN 1 AND 24) NOT NULL,
    record_id TEXT CHECK (length(record_id) BETWEEN 1 AND 64) NOT NULL,
    status_before TEXT CHECK (length(status_before) BETWEEN 1 AND 27),
    status_after TEXT CHECK (length(status_after) BETWEEN 1 AND 27),
    reason TEXT CHECK (length(reason) BETWEEN 1 AND 500),
    school_id TEXT CHECK (length(school_id) = 36 AND school_id = lower(school_id)),
    province_code TEXT CHECK (length(province_code) BETWEEN 1 AND 2),
    address TEXT CHECK (length(address) BETWEEN 1 AND 45),
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL, reader_school_id TEXT CHECK (length(reader_school_id) = 36 AND reader_school_id = lower(reader_school_id)), reader_province_code TEXT CHECK (length(reader_province_code) BETWEEN 1 AND 2), chain TEXT CHECK (length(chain) BETWEEN 1 AND 43) CONSTRAINT audit_read_by_its_chain CHECK (
        (chain IS NULL OR chain = 'nation') AND reader_school_id IS NULL AND reader_province_code IS NULL
        OR chain IS NOT NULL AND reader_school_id IS NOT NULL AND reader_province_code IS NULL
            AND chain = 'school:' || CAST(reader_school_id AS text)
        OR chain IS NOT NULL AND reader_school_id IS NULL AND reader_province_code IS NOT NULL
            AND chain = 'province:' || reader_province_code
    ), chain_seq INTEGER, seal_key TEXT CHECK (length(seal_key) BETWEEN 1 AND 8), seal TEXT CHECK (length(seal) BETWEEN 1 AND 64) CONSTRAINT audit_sealed_whole CHECK (
        (seal IS NULL) = (chain IS NULL) AND (seal IS NULL) = (chain_seq IS NULL) AND (seal IS NULL) = (seal_key IS NULL)
    ),
    CONSTRAINT audit_role_known CHECK (role IN ('MINISTRY', 'PROVINCE', 'SCHOOL', 'DEPARTMENT', 'GRADUATE', 'EMPLOYER', 'SYSTEM')),
    CONSTRAINT audit_account_unless_clock CHECK ((account_id IS NULL) = (role = 'SYSTEM'))
) STRICT;

CREATE TRIGGER audit_kept BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'audit_kept: the audit is only added to'); END;

CREATE TRIGGER audit_kept_from_delete BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'audit_kept: the audit is only added to'); END;

CREATE UNIQUE INDEX audit_one_of_a_number ON audit (chain, chain_seq);

CREATE INDEX audit_page ON audit (created_at, id);

CREATE INDEX audit_page_of_school ON audit (reader_school_id, created_at, id);

CREATE INDEX audit_page_of_province ON audit (reader_province_code, created_at, id);

CREATE INDEX audit_of_record ON audit (record_id, created_at, id);

CREATE TRIGGER audit_sealed BEFORE INSERT ON audit WHEN NEW.seal IS NULL
BEGIN SELECT RAISE(ABORT, 'audit_sealed: an entry is sealed when it is written'); END;

CREATE TABLE audit_chain (
    chain TEXT CHECK (length(chain) BETWEEN 1 AND 43) PRIMARY KEY,
    seq INTEGER NOT NULL,
    seal TEXT CHECK (length(seal) BETWEEN 1 AND 64) NOT NULL,
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    CONSTRAINT audit_chain_seq_from_zero CHECK (seq >= 0),
    CONSTRAINT audit_chain_seal_length CHECK (length(seal) = 64)
) STRICT;

CREATE VIEW audit_entry AS
SELECT id, account_id, role, action, record_kind, record_id, status_before, status_after, reason, school_id, province_code, address,
    reader_school_id, reader_province_code, chain, chain_seq, seal_key, seal, created_at, updated_at
FROM audit WHERE record_kind NOT IN ('ARCHIVE', 'HUKOU');

CREATE TABLE change (
    id TEXT CHECK (length(id) = 36 AND id = lower(id)) PRIMARY KEY,
    record_kind TEXT CHECK (length(record_kind) BETWEEN 1 AND 24) NOT NULL,
    record_id TEXT CHECK (length(record_id) BETWEEN 1 AND 64) NOT NULL,
    school_id TEXT CHECK (length(school_id) = 36 AND school_id = lower(school_id)),
    province_code TEXT CHECK (length(province_code) BETWEEN 1 AND 2),
    class_year INTEGER,
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL
) STRICT;

CREATE INDEX change_in_order ON change (created_at, id);

CREATE TABLE class_year (
    year INTEGER PRIMARY KEY,
    state TEXT CHECK (length(state) BETWEEN 1 AND 6) NOT NULL,
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL, changes_until TEXT CHECK (length(changes_until) IN (25, 32) AND changes_until GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00'), closed_at TEXT CHECK (length(closed_at) IN (25, 32) AND closed_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') CONSTRAINT class_year_closed_where_it_is CHECK (closed_at IS NULL OR state = 'CLOSED'), status_reason TEXT CHECK (length(status_reason) BETWEEN 1 AND 500),
    CONSTRAINT class_year_plausible CHECK (year BETWEEN 2000 AND 2100),
    CONSTRAINT class_year_state_known CHECK (state IN ('OPEN', 'CLOSED'))
) STRICT;

CREATE VIEW cohort AS
SELECT CAST(year AS text) AS cohort, year AS class_year, state, created_at AS opened_at, closed_at, status_reason, changes_until
FROM class_year;

CREATE TABLE confirmation (
    id TEXT CHECK (length(id) = 36 AND id = lower(id)) PRIMARY KEY,
    graduate_id TEXT CHECK (length(graduate_id) = 36 AND graduate_id = lower(graduate_id)) NOT NULL REFERENCES graduate (id),
    school_id TEXT CHECK (length(school_id) = 36 AND school_id = lower(school_id)) NOT NULL,
    province_code TEXT CHECK (length(province_code) BETWEEN 1 AND 2) NOT NULL,
    department_id TEXT CHECK (length(department_id) = 36 AND department_id = lower(department_id)) NOT NULL,
    person_id TEXT CHECK (length(person_id) = 36 AND person_id = lower(person_id)) NOT NULL REFERENCES person (id),
    class_year INTEGER NOT NULL REFERENCES class_year (year),
    state TEXT CHECK (length(state) BETWEEN 1 AND 9) NOT NULL,
    category TEXT CHECK (length(category) BETWEEN 1 AND 2) NOT NULL,
    holder_kind TEXT CHECK (length(holder_kind) BETWEEN 1 AND 24) NOT NULL,
    holder_id TEXT CHECK (length(holder_id) = 36 AND holder_id = lower(holder_id)) NOT NULL,
    transfer_number TEXT CHECK (length(transfer_number) BETWEEN 1 AND 16) NOT NULL UNIQUE,
    stale_at TEXT CHECK (length(stale_at) IN (25, 32) AND stale_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00'),
    version INTEGER NOT NULL,
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    UNIQUE (id, graduate_id),
    FOREIGN KEY (school_id, province_code) REFERENCES school (id, province_code),
    FOREIGN KEY (department_id, school_id) REFERENCES department (id, school_id),
    CONSTRAINT confirmation_state_known CHECK (state IN ('CONFIRMED', 'STALE')),
    CONSTRAINT confirmation_stale_since CHECK ((state = 'STALE') = (stale_at IS NOT NULL)),
    CONSTRAINT confirmation_transfer_number_digits CHECK (length(transfer_number) = 16 AND ltrim(transfer_number, '0123456789') = ''),
    CONSTRAINT confirmation_version_positive CHECK (version >= 1)
) STRICT;

CREATE UNIQUE INDEX confirmation_one_in_force ON confirmation (graduate_id) WHERE state = 'CONFIRMED';

CREATE INDEX confirmation_page_of_school ON confirmation (school_id, class_year, created_at, id);

CREATE INDEX confirmation_page_of_province ON confirmation (province_code, class_year, created_at, id);

CREATE INDEX confirmation_of_graduate ON confirmation (graduate_id, created_at, id);

CREATE INDEX confirmation_of_person ON confirmation (person_id, created_at, id);

CREATE TABLE database_mark (
    name TEXT CHECK (length(name) BETWEEN 1 AND 20) PRIMARY KEY,
    value TEXT CHECK (length(value) BETWEEN 1 AND 200) NOT NULL,
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL
) STRICT;

CREATE TABLE department (
    id TEXT CHECK (length(id) = 36 AND id = lower(id)) PRIMARY KEY,
    school_id TEXT CHECK (length(school_id) = 36 AND school_id = lower(school_id)) NOT NULL,
    province_code TEXT CHECK (length(province_code) BETWEEN 1 AND 2) NOT NULL,
    name TEXT CHECK (length(name) BETWEEN 1 AND 60) NOT NULL,
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    UNIQUE (school_id, name),
    UNIQUE (id, school_id),
    FOREIGN KEY (school_id, province_code) REFERENCES school (id, province_code)
) STRICT;

CREATE VIEW destination_in_force AS
SELECT graduate.id AS id, graduate.school_id AS school_id, graduate.province_code AS province_code,
    graduate.department_id AS department_id, graduate.person_id AS person_id, destination_slot.category AS category,
    CASE WHEN destination_slot.under_id IS NULL THEN destination_slot.holder_kind ELSE 'REGISTRATION' END AS record_kind,
    coalesce(destination_slot.under_id, destination_slot.holder_id) AS record_id,
    destination_slot.created_at AS created_at, destination_slot.updated_at AS updated_at
FROM destination_slot JOIN graduate ON graduate.id = destination_slot.graduate_id
WHERE destination_slot.category IS NOT NULL;

CREATE VIEW destination_ledger_entry AS
SELECT id, graduate_id, school_id, province_code, department_id, person_id, class_year, feature, state, source_system,
    record_kind, record_id, record_version, seq, category, payload, reported_at, has_drift, version, created_at, updated_at
FROM ledger_entry WHERE feature = 'DESTINATION';

CREATE VIEW destination_report AS
SELECT id, graduate_id, seq, school_id, province_code, department_id, person_id, class_year, feature, operation,
    record_kind, record_id, record_version, payload, state, attempts, next_attempt_at, last_error, acked_at, created_at, updated_at
FROM report WHERE feature = 'DESTINATION';

CREATE TABLE destination_slot (
    graduate_id TEXT CHECK (length(graduate_id) = 36 AND graduate_id = lower(graduate_id)) PRIMARY KEY REFERENCES graduate (id),
    holder_kind TEXT CHECK (length(holder_kind) BETWEEN 1 AND 16) NOT NULL,
    holder_id TEXT CHECK (length(holder_id) = 36 AND holder_id = lower(holder_id)) NOT NULL,
    state TEXT CHECK (length(state) BETWEEN 1 AND 12) NOT NULL,
    category TEXT CHECK (length(category) BETWEEN 1 AND 2),
    under_id TEXT CHECK (length(under_id) = 36 AND under_id = lower(under_id)),
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    UNIQUE (holder_id, holder_kind),
    CONSTRAINT destination_slot_holder_kind_known CHECK (holder_kind IN ('AGREEMENT', 'SUPPLEMENT', 'REGISTRATION')),
    CONSTRAINT destination_slot_state_known CHECK (state IN ('RESERVED', 'HELD', 'SUPERSEDABLE')),
    CONSTRAINT destination_slot_category_where_in_force CHECK (
        (state = 'RESERVED' AND (category IS NULL) = (under_id IS NULL))
        OR (state <> 'RESERVED' AND category IS NOT NULL AND under_id IS NULL)
    )
) STRICT;

CREATE TRIGGER destination_slot_held_by_its_graduate BEFORE INSERT ON destination_slot
WHEN NEW.holder_kind = 'AGREEMENT' AND NOT EXISTS (SELECT 1 FROM agreement WHERE id = NEW.holder_id AND graduate_id = NEW.graduate_id)
BEGIN SELECT RAISE(ABORT, 'destination_slot_held_by_its_graduate: the holder is no agreement of this graduate'); END;

CREATE TRIGGER destination_slot_held_by_its_graduate_on_update BEFORE UPDATE OF graduate_id, holder_kind, holder_id ON destination_slot
WHEN NEW.holder_kind = 'AGREEMENT' AND NOT EXISTS (SELECT 1 FROM agreement WHERE id = NEW.holder_id AND graduate_id = NEW.graduate_id)
BEGIN SELECT RAISE(ABORT, 'destination_slot_held_by_its_graduate: the holder is no agreement of this graduate'); END;

CREATE TRIGGER destination_slot_of_its_registration BEFORE INSERT ON destination_slot WHEN NEW.holder_kind = 'REGISTRATION' AND NOT EXISTS (SELECT 1 FROM registration WHERE id = NEW.holder_id AND graduate_id = NEW.graduate_id) OR NEW.under_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM registration WHERE id = NEW.under_id AND graduate_id = NEW.graduate_id)
BEGIN SELECT RAISE(ABORT, 'destination_slot_of_its_registration: no registration of this graduate'); END;

CREATE TRIGGER destination_slot_of_its_registration_on_update
BEFORE UPDATE OF graduate_id, holder_kind, holder_id, under_id ON destination_slot WHEN NEW.holder_kind = 'REGISTRATION' AND NOT EXISTS (SELECT 1 FROM registration WHERE id = NEW.holder_id AND graduate_id = NEW.graduate_id) OR NEW.under_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM registration WHERE id = NEW.under_id AND graduate_id = NEW.graduate_id)
BEGIN SELECT RAISE(ABORT, 'destination_slot_of_its_registration: no registration of this graduate'); END;

CREATE TRIGGER destination_slot_of_its_supplement BEFORE INSERT ON destination_slot WHEN NEW.holder_kind = 'SUPPLEMENT' AND NOT EXISTS (
    SELECT 1 FROM supplement WHERE id = NEW.holder_id AND graduate_id = NEW.graduate_id
)
BEGIN SELECT RAISE(ABORT, 'destination_slot_of_its_supplement: no supplement of this graduate'); END;

CREATE TRIGGER destination_slot_of_its_supplement_on_update BEFORE UPDATE OF graduate_id, holder_kind, holder_id ON destination_slot WHEN NEW.holder_kind = 'SUPPLEMENT' AND NOT EXISTS (
    SELECT 1 FROM supplement WHERE id = NEW.holder_id AND graduate_id = NEW.graduate_id
)
BEGIN SELECT RAISE(ABORT, 'destination_slot_of_its_supplement: no supplement of this graduate'); END;

CREATE INDEX destination_slot_counted ON destination_slot (graduate_id, category);

CREATE TABLE dispute (
    id TEXT CHECK (length(id) = 36 AND id = lower(id)) PRIMARY KEY,
    graduate_id TEXT CHECK (length(graduate_id) = 36 AND graduate_id = lower(graduate_id)) NOT NULL REFERENCES graduate (id),
    school_id TEXT CHECK (length(school_id) = 36 AND school_id = lower(school_id)) NOT NULL REFERENCES school (id),
    province_code TEXT CHECK (length(province_code) BETWEEN 1 AND 2) NOT NULL REFERENCES province (code),
    department_id TEXT CHECK (length(department_id) = 36 AND department_id = lower(department_id)) NOT NULL REFERENCES department (id),
    person_id TEXT CHECK (length(person_id) = 36 AND person_id = lower(person_id)) NOT NULL REFERENCES person (id),
    class_year INTEGER NOT NULL REFERENCES class_year (year),
    subject TEXT CHECK (length(subject) BETWEEN 1 AND 12) NOT NULL,
    record_id TEXT CHECK (length(record_id) = 36 AND record_id = lower(record_id)) NOT NULL,
    reason TEXT CHECK (length(reason) BETWEEN 1 AND 500) NOT NULL,
    state TEXT CHECK (length(state) BETWEEN 1 AND 9) NOT NULL,
    answer TEXT CHECK (length(answer) BETWEEN 1 AND 500),
    closed_at TEXT CHECK (length(closed_at) IN (25, 32) AND closed_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00'),
    version INTEGER NOT NULL,
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    CONSTRAINT dispute_subject_known CHECK (subject IN ('BASICS', 'AGREEMENT', 'SUPPLEMENT', 'REGISTRATION')),
    CONSTRAINT dispute_state_known CHECK (state IN ('OPEN', 'RESOLVED', 'WITHDRAWN')),
    CONSTRAINT dispute_answered_where_resolved CHECK ((answer IS NOT NULL) = (state = 'RESOLVED')),
    CONSTRAINT dispute_closed_where_over CHECK ((closed_at IS NOT NULL) = (state <> 'OPEN')),
    CONSTRAINT dispute_version_positive CHECK (version >= 1)
) STRICT;

CREATE UNIQUE INDEX dispute_one_open ON dispute (record_id) WHERE state = 'OPEN';

CREATE INDEX dispute_open_of_year ON dispute (class_year) WHERE state = 'OPEN';

CREATE INDEX dispute_page_of_province ON dispute (province_code, created_at, id);

CREATE INDEX dispute_page_of_school ON dispute (school_id, created_at, id);

CREATE INDEX dispute_page_of_department ON dispute (department_id, created_at, id);

CREATE INDEX dispute_page_of_person ON dispute (person_id, created_at, id);

CREATE INDEX dispute_page_of_graduate ON dispute (graduate_id, created_at, id);

CREATE INDEX dispute_page_of_province_state ON dispute (province_code, state, created_at, id, class_year);

CREATE INDEX dispute_page_of_school_state ON dispute (school_id, state, created_at, id, class_year);

CREATE INDEX dispute_page_of_department_state ON dispute (department_id, state, created_at, id, class_year);

CREATE TRIGGER dispute_of_its_graduate BEFORE INSERT ON dispute WHEN NEW.subject = 'BASICS' AND NEW.record_id <> NEW.graduate_id
    OR NEW.subject = 'AGREEMENT' AND NOT EXISTS (
        SELECT 1 FROM agreement WHERE id = NEW.record_id AND graduate_id = NEW.graduate_id
    )
    OR NEW.subject = 'SUPPLEMENT' AND NOT EXISTS (
        SELECT 1 FROM supplement WHERE id = NEW.record_id AND graduate_id = NEW.graduate_id
    )
    OR NEW.subject = 'REGISTRATION' AND NOT EXISTS (
        SELECT 1 FROM registration WHERE id = NEW.record_id AND graduate_id = NEW.graduate_id
    )
BEGIN SELECT RAISE(ABORT, 'dispute_of_its_graduate: nothing of its graduate is disputed'); END;

CREATE TRIGGER dispute_of_its_graduate_on_update BEFORE UPDATE OF graduate_id, subject, record_id ON dispute WHEN NEW.subject = 'BASICS' AND NEW.record_id <> NEW.graduate_id
    OR NEW.subject = 'AGREEMENT' AND NOT EXISTS (
        SELECT 1 FROM agreement WHERE id = NEW.record_id AND graduate_id = NEW.graduate_id
    )
    OR NEW.subject = 'SUPPLEMENT' AND NOT EXISTS (
        SELECT 1 FROM supplement WHERE id = NEW.record_id AND graduate_id = NEW.graduate_id
    )
    OR NEW.subject = 'REGISTRATION' AND NOT EXISTS (
        SELECT 1 FROM registration WHERE id = NEW.record_id AND graduate_id = NEW.graduate_id
    )
BEGIN SELECT RAISE(ABORT, 'dispute_of_its_graduate: nothing of its graduate is disputed'); END;

CREATE TRIGGER dispute_copies_graduate BEFORE INSERT ON dispute WHEN NOT EXISTS (SELECT 1 FROM graduate WHERE id = NEW.graduate_id AND person_id = NEW.person_id AND school_id = NEW.school_id
    AND department_id = NEW.department_id AND province_code = NEW.province_code AND class_year = NEW.class_year)
BEGIN SELECT RAISE(ABORT, 'dispute_copies_graduate: its scope is not that of its graduate'); END;

CREATE TRIGGER dispute_copies_graduate_on_update BEFORE UPDATE OF graduate_id, person_id, school_id, department_id, province_code, class_year ON dispute WHEN NOT EXISTS (SELECT 1 FROM graduate WHERE id = NEW.graduate_id AND person_id = NEW.person_id AND school_id = NEW.school_id
    AND department_id = NEW.department_id AND province_code = NEW.province_code AND class_year = NEW.class_year)
BEGIN SELECT RAISE(ABORT, 'dispute_copies_graduate: its scope is not that of its graduate'); END;

CREATE VIEW dispute_event AS
SELECT audit.id AS id, dispute.id AS dispute_id, dispute.school_id AS school_id, dispute.province_code AS province_code,
    dispute.department_id AS department_id, dispute.person_id AS person_id, 
    audit.role AS role, audit.action AS action, audit.status_before AS status_before, audit.status_after AS status_after,
    audit.reason AS reason, audit.created_at AS created_at, audit.updated_at AS updated_at
FROM audit JOIN dispute ON dispute.id = audit.record_id
WHERE audit.record_kind = 'DISPUTE';

CREATE TABLE download (
    id TEXT CHECK (length(id) = 36 AND id = lower(id)) PRIMARY KEY,
    account_id TEXT CHECK (length(account_id) = 36 AND account_id = lower(account_id)) NOT NULL REFERENCES account (id),
    address TEXT CHECK (length(address) BETWEEN 1 AND 45),
    list TEXT CHECK (length(list) BETWEEN 1 AND 60) NOT NULL,
    title TEXT CHECK (length(title) BETWEEN 1 AND 40) NOT NULL,
    format TEXT CHECK (length(format) BETWEEN 1 AND 8) NOT NULL,
    wanted BLOB NOT NULL,
    state TEXT CHECK (length(state) BETWEEN 1 AND 16) NOT NULL,
    row_total INTEGER,
    row_count INTEGER NOT NULL,
    sha256 TEXT CHECK (length(sha256) BETWEEN 1 AND 64) REFERENCES stored_content (sha256),
    size INTEGER,
    file_name TEXT CHECK (length(file_name) BETWEEN 1 AND 100) NOT NULL,
    path TEXT CHECK (length(path) BETWEEN 1 AND 60),
    failure TEXT CHECK (length(failure) BETWEEN 1 AND 500),
    cancel_requested_at TEXT CHECK (length(cancel_requested_at) IN (25, 32) AND cancel_requested_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00'),
    expires_at TEXT CHECK (length(expires_at) IN (25, 32) AND expires_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00'),
    tries INTEGER NOT NULL,
    lease_holder TEXT CHECK (length(lease_holder) = 36 AND lease_holder = lower(lease_holder)),
    lease_until TEXT CHECK (length(lease_until) IN (25, 32) AND lease_until GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00'),
    finished_at TEXT CHECK (length(finished_at) IN (25, 32) AND finished_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00'),
    version INTEGER NOT NULL,
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    CONSTRAINT download_format_known CHECK (format IN ('XLSX', 'CSV')),
    CONSTRAINT download_state_known CHECK (state IN ('QUEUED', 'RUNNING', 'DONE', 'EXPIRED', 'CANCELLED', 'FAILED')),
    CONSTRAINT download_leased_while_running CHECK ((state = 'RUNNING') = (lease_until IS NOT NULL)),
    CONSTRAINT download_finished_when_over CHECK ((state IN ('QUEUED', 'RUNNING')) = (finished_at IS NULL)),
    CONSTRAINT download_has_its_file_while_done CHECK ((state = 'DONE') = (sha256 IS NOT NULL)),
    CONSTRAINT download_sized_while_done CHECK ((state = 'DONE') = (size IS NOT NULL)),
    CONSTRAINT download_found_while_done CHECK ((state = 'DONE') = (path IS NOT NULL)),
    CONSTRAINT download_expires_once_done CHECK ((state IN ('DONE', 'EXPIRED')) = (expires_at IS NOT NULL)),
    CONSTRAINT download_failed_for_a_reason CHECK ((state = 'FAILED') = (failure IS NOT NULL)),
    CONSTRAINT download_version_positive CHECK (version >= 1)
) STRICT;

CREATE INDEX download_page_of_account ON download (account_id, created_at, id);

CREATE INDEX download_waiting ON download (created_at, id) WHERE state IN ('QUEUED', 'RUNNING');

CREATE INDEX download_content ON download (sha256) WHERE sha256 IS NOT NULL;

CREATE INDEX download_finished ON download (finished_at);

CREATE TABLE employer (
    id TEXT CHECK (length(id) = 36 AND id = lower(id)) PRIMARY KEY,
    name TEXT CHECK (length(name) BETWEEN 1 AND 60) NOT NULL,
    uscc TEXT CHECK (length(uscc) BETWEEN 1 AND 18) NOT NULL,
    province_code TEXT CHECK (length(province_code) BETWEEN 1 AND 2) NOT NULL REFERENCES province (code),
    status TEXT CHECK (length(status) BETWEEN 1 AND 16) NOT NULL,
    status_reason TEXT CHECK (length(status_reason) BETWEEN 1 AND 500),
    version INTEGER NOT NULL DEFAULT 1,
    nature TEXT CHECK (length(nature) BETWEEN 1 AND 2),
    industry TEXT CHECK (length(industry) BETWEEN 1 AND 2),
    division TEXT CHECK (length(division) BETWEEN 1 AND 6),
    address TEXT CHECK (length(address) BETWEEN 1 AND 100),
    postcode TEXT CHECK (length(postcode) BETWEEN 1 AND 6),
    contact_name TEXT CHECK (length(contact_name) BETWEEN 1 AND 40),
    contact_phone TEXT CHECK (length(contact_phone) BETWEEN 1 AND 20),
    contact_email TEXT CHECK (length(contact_email) BETWEEN 1 AND 100),
    superior TEXT CHECK (length(superior) BETWEEN 1 AND 60),
    accepts_archive INTEGER CHECK (accepts_archive IN (0, 1)),
    solves_hukou INTEGER CHECK (solves_hukou IN (0, 1)),
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    UNIQUE (id, province_code),
    CONSTRAINT employer_uscc_length CHECK (length(uscc) = 18),
    CONSTRAINT employer_status_known CHECK (status IN ('REGISTERED', 'PENDING_REVIEW', 'APPROVED', 'REJECTED', 'DISABLED')),
    CONSTRAINT employer_reason_where_refused CHECK ((status_reason IS NOT NULL) = (status IN ('REJECTED', 'DISABLED'))),
    CONSTRAINT employer_whole_where_registered CHECK (status <> 'REGISTERED' OR nature IS NOT NULL AND industry IS NOT NULL AND division IS NOT NULL AND address IS NOT NULL AND contact_name IS NOT NULL AND contact_phone IS NOT NULL AND accepts_archive IS NOT NULL AND solves_hukou IS NOT NULL),
    CONSTRAINT employer_codes_digits CHECK (ltrim(nature, '0123456789') = '' AND ltrim(industry, '0123456789') = ''),
    CONSTRAINT employer_division_digits CHECK (length(division) = 6 AND ltrim(division, '0123456789') = ''),
    CONSTRAINT employer_postcode_digits CHECK (length(postcode) = 6 AND ltrim(postcode, '0123456789') = ''),
    CONSTRAINT employer_version_positive CHECK (version >= 1)
) STRICT;

CREATE UNIQUE INDEX employer_one_of_code ON employer (uscc) WHERE status IN ('APPROVED', 'DISABLED');

CREATE INDEX employer_page ON employer (created_at, id);

CREATE INDEX employer_page_of_province ON employer (province_code, created_at, id);

CREATE INDEX employer_page_of_province_status ON employer (province_code, status, created_at, id);

CREATE TABLE feature_switch (
    id TEXT CHECK (length(id) = 36 AND id = lower(id)) PRIMARY KEY,
    province_code TEXT CHECK (length(province_code) BETWEEN 1 AND 2) NOT NULL REFERENCES province (code),
    feature TEXT CHECK (length(feature) BETWEEN 1 AND 11) NOT NULL,
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    UNIQUE (province_code, feature),
    CONSTRAINT feature_switch_feature_known CHECK (feature IN ('DESTINATION', 'ARCHIVE', 'HUKOU'))
) STRICT;

CREATE TRIGGER feature_switch_kept BEFORE UPDATE OF id, province_code, feature ON feature_switch
BEGIN SELECT RAISE(ABORT, 'feature_switch_kept: once open, never closed'); END;

CREATE TRIGGER feature_switch_kept_from_delete BEFORE DELETE ON feature_switch
BEGIN SELECT RAISE(ABORT, 'feature_switch_kept: once open, never closed'); END;

CREATE TABLE graduate (
    id TEXT CHECK (length(id) = 36 AND id = lower(id)) PRIMARY KEY,
    person_id TEXT CHECK (length(person_id) = 36 AND person_id = lower(person_id)) NOT NULL REFERENCES person (id),
    school_id TEXT CHECK (length(school_id) = 36 AND school_id = lower(school_id)) NOT NULL,
    department_id TEXT CHECK (length(department_id) = 36 AND department_id = lower(department_id)) NOT NULL,
    province_code TEXT CHECK (length(province_code) BETWEEN 1 AND 2) NOT NULL,
    class_year INTEGER NOT NULL REFERENCES class_year (year),
    exam_number TEXT CHECK (length(exam_number) BETWEEN 1 AND 20) NOT NULL,
    student_number TEXT CHECK (length(student_number) BETWEEN 1 AND 32),
    name TEXT CHECK (length(name) BETWEEN 1 AND 40) NOT NULL,
    id_number_masked TEXT CHECK (length(id_number_masked) BETWEEN 1 AND 20) NOT NULL,
    degree_code TEXT CHECK (length(degree_code) BETWEEN 1 AND 2) NOT NULL,
    major_code TEXT CHECK (length(major_code) BETWEEN 1 AND 8) NOT NULL,
    major_name TEXT CHECK (length(major_name) BETWEEN 1 AND 60) NOT NULL,
    training_mode TEXT CHECK (length(training_mode) BETWEEN 1 AND 1) NOT NULL,
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL, version integer NOT NULL DEFAULT 1 CONSTRAINT graduate_version_positive CHECK (version >= 1), sex_code TEXT CHECK (length(sex_code) BETWEEN 1 AND 1) CONSTRAINT graduate_sex_code_known CHECK (sex_code IN ('1', '2')), ethnicity_code TEXT CHECK (length(ethnicity_code) BETWEEN 1 AND 2), political_status_code TEXT CHECK (length(political_status_code) BETWEEN 1 AND 2), class_name TEXT CHECK (length(class_name) BETWEEN 1 AND 40), major_direction TEXT CHECK (length(major_direction) BETWEEN 1 AND 60), study_years TEXT CHECK (length(study_years) BETWEEN 1 AND 3), directed_unit TEXT CHECK (length(directed_unit) BETWEEN 1 AND 60), directed_division TEXT CHECK (length(directed_division) BETWEEN 1 AND 6), origin_code TEXT CHECK (length(origin_code) BETWEEN 1 AND 6), teacher_type_code TEXT CHECK (length(teacher_type_code) BETWEEN 1 AND 2), hardship_code TEXT CHECK (length(hardship_code) BETWEEN 1 AND 1), enrolled_month TEXT CHECK (length(enrolled_month) BETWEEN 1 AND 6) CONSTRAINT graduate_enrolled_digits CHECK (ltrim(enrolled_month, '0123456789') = ''), graduated_month TEXT CHECK (length(graduated_month) BETWEEN 1 AND 6) CONSTRAINT graduate_graduated_digits CHECK (ltrim(graduated_month, '0123456789') = ''), archive_in_school INTEGER CHECK (archive_in_school IN (0, 1)), hukou_in_school INTEGER CHECK (hukou_in_school IN (0, 1)), former_police_station TEXT CHECK (length(former_police_station) BETWEEN 1 AND 80), mobile TEXT CHECK (length(mobile) BETWEEN 1 AND 11), email TEXT CHECK (length(email) BETWEEN 1 AND 100), qq TEXT CHECK (length(qq) BETWEEN 1 AND 12), home_address TEXT CHECK (length(home_address) BETWEEN 1 AND 100), home_phone TEXT CHECK (length(home_phone) BETWEEN 1 AND 20), home_postcode TEXT CHECK (length(home_postcode) BETWEEN 1 AND 6), confirmed_at TEXT CHECK (length(confirmed_at) IN (25, 32) AND confirmed_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00'),
    UNIQUE (school_id, class_year, exam_number),
    FOREIGN KEY (school_id, province_code) REFERENCES school (id, province_code),
    FOREIGN KEY (department_id, school_id) REFERENCES department (id, school_id),
    CONSTRAINT graduate_id_number_masked CHECK (id_number_masked LIKE '%****%'),
    CONSTRAINT graduate_degree_code_digits CHECK (length(degree_code) = 2 AND ltrim(degree_code, '0123456789') = ''),
    CONSTRAINT graduate_training_mode_known CHECK (training_mode IN ('1', '2', '3', '4', '5'))
) STRICT;

CREATE INDEX graduate_page ON graduate (name, id);

CREATE INDEX graduate_page_of_province_year ON graduate (province_code, class_year, name, id);

CREATE INDEX graduate_page_of_school ON graduate (school_id, name, id);

CREATE INDEX graduate_page_of_school_year ON graduate (school_id, class_year, name, id);

CREATE INDEX graduate_page_of_department ON graduate (department_id, name, id);

CREATE INDEX graduate_of_person ON graduate (person_id);

CREATE INDEX graduate_page_of_school_student_number ON graduate (school_id, student_number, id);

CREATE INDEX graduate_of_student_number ON graduate (student_number) WHERE student_number IS NOT NULL;

CREATE INDEX graduate_of_exam_number ON graduate (exam_number);

CREATE INDEX graduate_counted ON graduate (school_id, class_year, department_id, degree_code, major_code, major_name, province_code, id);

CREATE VIEW graduate_destination AS
SELECT graduate.id, graduate.school_id, graduate.province_code, graduate.department_id, graduate.class_year, graduate.degree_code, graduate.major_code, graduate.major_name, graduate.person_id, graduate.name, graduate.student_number, graduate.exam_number, graduate.id_number_masked, graduate.class_name, graduate.training_mode, graduate.confirmed_at, graduate.archive_in_school, graduate.hukou_in_school,
    1 AS graduates,
    CASE WHEN slot.graduate_id IS NULL THEN 0 ELSE 1 END AS registered,
    CASE slot.category WHEN '10' THEN 1 ELSE 0 END AS category_10,
    CASE slot.category WHEN '11' THEN 1 ELSE 0 END AS category_11,
    CASE slot.category WHEN '12' THEN 1 ELSE 0 END AS category_12,
    CASE slot.category WHEN '27' THEN 1 ELSE 0 END AS category_27,
    CASE slot.category WHEN '46' THEN 1 ELSE 0 END AS category_46,
    CASE slot.category WHEN '50' THEN 1 ELSE 0 END AS category_50,
    CASE slot.category WHEN '51' THEN 1 ELSE 0 END AS category_51,
    CASE slot.category WHEN '75' THEN 1 ELSE 0 END AS category_75,
    CASE slot.category WHEN '76' THEN 1 ELSE 0 END AS category_76,
    CASE slot.category WHEN '80' THEN 1 ELSE 0 END AS category_80,
    CASE slot.category WHEN '85' THEN 1 ELSE 0 END AS category_85,
    CASE slot.category WHEN '70' THEN 1 ELSE 0 END AS category_70,
    CASE slot.category WHEN '71' THEN 1 ELSE 0 END AS category_71,
    CASE slot.category WHEN '72' THEN 1 ELSE 0 END AS category_72
FROM graduate LEFT JOIN destination_slot slot ON slot.graduate_id = graduate.id;

CREATE TABLE hukou_block (
    id TEXT CHECK (length(id) = 36 AND id = lower(id)) PRIMARY KEY,
    graduate_id TEXT CHECK (length(graduate_id) = 36 AND graduate_id = lower(graduate_id)) NOT NULL REFERENCES graduate (id),
    school_id TEXT CHECK (length(school_id) = 36 AND school_id = lower(school_id)) NOT NULL REFERENCES school (id),
    province_code TEXT CHECK (length(province_code) BETWEEN 1 AND 2) NOT NULL REFERENCES province (code),
    department_id TEXT CHECK (length(department_id) = 36 AND department_id = lower(department_id)) NOT NULL REFERENCES department (id),
    person_id TEXT CHECK (length(person_id) = 36 AND person_id = lower(person_id)) NOT NULL REFERENCES person (id),
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    migration_type TEXT CHECK (length(migration_type) BETWEEN 1 AND 16) NOT NULL,
    migration_reason TEXT CHECK (length(migration_reason) BETWEEN 1 AND 13),
    destination_division TEXT CHECK (length(destination_division) BETWEEN 1 AND 6),
    destination_address TEXT CHECK (length(destination_address) BETWEEN 1 AND 100),
    receiving_unit TEXT CHECK (length(receiving_unit) BETWEEN 1 AND 60),
    CONSTRAINT hukou_block_migration_type_known CHECK (migration_type IN ('BACK_TO_ORIGIN', 'TO_EMPLOYER', 'TO_TALENT_MARKET', 'TO_SCHOOL', 'TO_OTHER', 'KEEP')),
    CONSTRAINT hukou_block_migration_reason_known CHECK (migration_reason IN ('FURTHER_STUDY', 'GRADUATION')),
    CONSTRAINT hukou_block_destination_unless_kept CHECK (
        (migration_type = 'KEEP') = (destination_address IS NULL) AND (migration_type = 'KEEP') = (migration_reason IS NULL)
    )
) STRICT;

CREATE TRIGGER hukou_block_copies_record BEFORE INSERT ON hukou_block WHEN NOT EXISTS (SELECT 1 FROM agreement WHERE id = NEW.id AND graduate_id = NEW.graduate_id AND person_id = NEW.person_id
    AND school_id = NEW.school_id AND department_id = NEW.department_id AND province_code = NEW.province_code) AND NOT EXISTS (SELECT 1 FROM registration WHERE id = NEW.id AND graduate_id = NEW.graduate_id AND person_id = NEW.person_id
    AND school_id = NEW.school_id AND department_id = NEW.department_id AND province_code = NEW.province_code) AND NOT EXISTS (SELECT 1 FROM supplement WHERE id = NEW.id AND graduate_id = NEW.graduate_id AND person_id = NEW.person_id
    AND school_id = NEW.school_id AND department_id = NEW.department_id AND province_code = NEW.province_code)
BEGIN SELECT RAISE(ABORT, 'hukou_block_copies_record: its scope is not that of its record'); END;

CREATE TRIGGER hukou_block_copies_record_on_update BEFORE UPDATE ON hukou_block WHEN NOT EXISTS (SELECT 1 FROM agreement WHERE id = NEW.id AND graduate_id = NEW.graduate_id AND person_id = NEW.person_id
    AND school_id = NEW.school_id AND department_id = NEW.department_id AND province_code = NEW.province_code) AND NOT EXISTS (SELECT 1 FROM registration WHERE id = NEW.id AND graduate_id = NEW.graduate_id AND person_id = NEW.person_id
    AND school_id = NEW.school_id AND department_id = NEW.department_id AND province_code = NEW.province_code) AND NOT EXISTS (SELECT 1 FROM supplement WHERE id = NEW.id AND graduate_id = NEW.graduate_id AND person_id = NEW.person_id
    AND school_id = NEW.school_id AND department_id = NEW.department_id AND province_code = NEW.province_code)
BEGIN SELECT RAISE(ABORT, 'hukou_block_copies_record: its scope is not that of its record'); END;

CREATE TABLE hukou_counters (
    id TEXT CHECK (length(id) = 36 AND id = lower(id)) PRIMARY KEY,
    school_id TEXT CHECK (length(school_id) = 36 AND school_id = lower(school_id)) NOT NULL,
    province_code TEXT CHECK (length(province_code) BETWEEN 1 AND 2) NOT NULL,
    class_year INTEGER NOT NULL REFERENCES class_year (year),
    version INTEGER NOT NULL,
    needed INTEGER NOT NULL DEFAULT 0,
    registered INTEGER NOT NULL DEFAULT 0,
    pending_department INTEGER NOT NULL DEFAULT 0,
    pending_school INTEGER NOT NULL DEFAULT 0,
    approved INTEGER NOT NULL DEFAULT 0,
    rejected INTEGER NOT NULL DEFAULT 0,
    cancelled INTEGER NOT NULL DEFAULT 0,
    superseded INTEGER NOT NULL DEFAULT 0,
    type_back_to_origin INTEGER NOT NULL DEFAULT 0,
    type_to_employer INTEGER NOT NULL DEFAULT 0,
    type_to_talent_market INTEGER NOT NULL DEFAULT 0,
    type_to_school INTEGER NOT NULL DEFAULT 0,
    type_to_other INTEGER NOT NULL DEFAULT 0,
    type_keep INTEGER NOT NULL DEFAULT 0,
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    UNIQUE (school_id, class_year),
    FOREIGN KEY (school_id, province_code) REFERENCES school (id, province_code),
    CONSTRAINT hukou_counters_version_from_zero CHECK (version >= 0),
    CONSTRAINT hukou_counters_needed CHECK (needed >= 0),
    CONSTRAINT hukou_counters_registered CHECK (registered >= 0),
    CONSTRAINT hukou_counters_pending_department CHECK (pending_department >= 0),
    CONSTRAINT hukou_counters_pending_school CHECK (pending_school >= 0),
    CONSTRAINT hukou_counters_approved CHECK (approved >= 0),
    CONSTRAINT hukou_counters_rejected CHECK (rejected >= 0),
    CONSTRAINT hukou_counters_cancelled CHECK (cancelled >= 0),
    CONSTRAINT hukou_counters_superseded CHECK (superseded >= 0),
    CONSTRAINT hukou_counters_type_back_to_origin CHECK (type_back_to_origin >= 0),
    CONSTRAINT hukou_counters_type_to_employer CHECK (type_to_employer >= 0),
    CONSTRAINT hukou_counters_type_to_talent_market CHECK (type_to_talent_market >= 0),
    CONSTRAINT hukou_counters_type_to_school CHECK (type_to_school >= 0),
    CONSTRAINT hukou_counters_type_to_other CHECK (type_to_other >= 0),
    CONSTRAINT hukou_counters_type_keep CHECK (type_keep >= 0)
) STRICT;

CREATE INDEX hukou_counters_of_province ON hukou_counters (province_code, class_year);

CREATE VIEW hukou_event AS
SELECT audit.id AS id, record.id AS hukou_record_id, record.school_id AS school_id, record.province_code AS province_code,
    record.department_id AS department_id, record.person_id AS person_id,
    audit.role AS role, audit.action AS action, audit.status_before AS status_before, audit.status_after AS status_after,
    audit.reason AS reason, audit.account_id AS account_id, audit.address AS address,
    audit.created_at AS created_at, audit.updated_at AS updated_at
FROM audit JOIN hukou_record AS record ON record.id = audit.record_id
WHERE audit.record_kind = 'HUKOU';

CREATE VIEW hukou_ledger_entry AS
SELECT id, graduate_id, school_id, province_code, department_id, person_id, class_year, feature, state, source_system,
    record_kind, record_id, record_version, seq, category, payload, reported_at, has_drift, version, created_at, updated_at
FROM ledger_entry WHERE feature = 'HUKOU';

CREATE TABLE hukou_record (
    id TEXT CHECK (length(id) = 36 AND id = lower(id)) PRIMARY KEY,
    graduate_id TEXT CHECK (length(graduate_id) = 36 AND graduate_id = lower(graduate_id)) NOT NULL REFERENCES graduate (id),
    school_id TEXT CHECK (length(school_id) = 36 AND school_id = lower(school_id)) NOT NULL,
    province_code TEXT CHECK (length(province_code) BETWEEN 1 AND 2) NOT NULL,
    department_id TEXT CHECK (length(department_id) = 36 AND department_id = lower(department_id)) NOT NULL,
    person_id TEXT CHECK (length(person_id) = 36 AND person_id = lower(person_id)) NOT NULL REFERENCES person (id),
    class_year INTEGER NOT NULL REFERENCES class_year (year),
    review_levels TEXT CHECK (length(review_levels) BETWEEN 1 AND 22) NOT NULL,
    status TEXT CHECK (length(status) BETWEEN 1 AND 23) NOT NULL,
    rejected_by TEXT CHECK (length(rejected_by) BETWEEN 1 AND 10),
    status_reason TEXT CHECK (length(status_reason) BETWEEN 1 AND 500),
    version INTEGER NOT NULL,
    source TEXT CHECK (length(source) BETWEEN 1 AND 11) NOT NULL,
    is_change INTEGER CHECK (is_change IN (0, 1)) NOT NULL,
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    migration_type TEXT CHECK (length(migration_type) BETWEEN 1 AND 16) NOT NULL,
    migration_reason TEXT CHECK (length(migration_reason) BETWEEN 1 AND 13),
    destination_division TEXT CHECK (length(destination_division) BETWEEN 1 AND 6),
    destination_address TEXT CHECK (length(destination_address) BETWEEN 1 AND 100),
    receiving_unit TEXT CHECK (length(receiving_unit) BETWEEN 1 AND 60), source_system TEXT CHECK (length(source_system) BETWEEN 1 AND 20), source_id TEXT CHECK (length(source_id) BETWEEN 1 AND 64) CONSTRAINT hukou_record_source_whole CHECK ((source_id IS NULL) = (source_system IS NULL)),
    FOREIGN KEY (school_id, province_code) REFERENCES school (id, province_code),
    FOREIGN KEY (department_id, school_id) REFERENCES department (id, school_id),
    CONSTRAINT hukou_record_status_known CHECK (status IN ('PENDING_COUNTERPARTY', 'COUNTERPARTY_REFUSED', 'WITHDRAWN', 'PENDING_DEPARTMENT', 'PENDING_SCHOOL', 'REJECTED', 'CANCELLED', 'APPROVED', 'VOID_PENDING_DEPARTMENT', 'VOID_PENDING_SCHOOL', 'VOIDED', 'TERMINATED', 'SUPERSEDED', 'LAPSED')),
    CONSTRAINT hukou_record_status_of_its_life CHECK (
        status IN ('PENDING_DEPARTMENT', 'PENDING_SCHOOL', 'APPROVED', 'REJECTED', 'CANCELLED', 'SUPERSEDED')
    ),
    CONSTRAINT hukou_record_review_levels_known CHECK (review_levels IN ('SCHOOL_ONLY', 'DEPARTMENT_THEN_SCHOOL')),
    CONSTRAINT hukou_record_rejected_by_known CHECK (rejected_by IN ('DEPARTMENT', 'SCHOOL')),
    CONSTRAINT hukou_record_rejected_by_where_rejected CHECK ((status = 'REJECTED') = (rejected_by IS NOT NULL)),
    CONSTRAINT hukou_record_source_known CHECK (source IN ('GRADUATE', 'SCHOOL', 'DESTINATION')),
    CONSTRAINT hukou_record_version_positive CHECK (version >= 1),
    CONSTRAINT hukou_record_migration_type_known CHECK (migration_type IN ('BACK_TO_ORIGIN', 'TO_EMPLOYER', 'TO_TALENT_MARKET', 'TO_SCHOOL', 'TO_OTHER', 'KEEP')),
    CONSTRAINT hukou_record_migration_reason_known CHECK (migration_reason IN ('FURTHER_STUDY', 'GRADUATION')),
    CONSTRAINT hukou_record_destination_unless_kept CHECK (
        (migration_type = 'KEEP') = (destination_address IS NULL) AND (migration_type = 'KEEP') = (migration_reason IS NULL)
    )
) STRICT;

CREATE UNIQUE INDEX hukou_record_one_open ON hukou_record (graduate_id) WHERE status IN ('PENDING_DEPARTMENT', 'PENDING_SCHOOL', 'REJECTED');

CREATE UNIQUE INDEX hukou_record_one_approved ON hukou_record (graduate_id) WHERE status = 'APPROVED';

CREATE INDEX hukou_record_of_graduate ON hukou_record (graduate_id, created_at, id);

CREATE INDEX hukou_record_of_person ON hukou_record (person_id, created_at, id);

CREATE INDEX hukou_record_page ON hukou_record (created_at, id);

CREATE INDEX hukou_record_page_of_province ON hukou_record (province_code, created_at, id);

CREATE INDEX hukou_record_page_of_school ON hukou_record (school_id, created_at, id);

CREATE INDEX hukou_record_page_of_department ON hukou_record (department_id, created_at, id);

CREATE INDEX hukou_record_page_of_school_status ON hukou_record (school_id, status, created_at, id);

CREATE TRIGGER hukou_record_copies_graduate BEFORE INSERT ON hukou_record
WHEN NOT EXISTS (
    SELECT 1 FROM graduate WHERE id = NEW.graduate_id AND person_id = NEW.person_id AND school_id = NEW.school_id
    AND department_id = NEW.department_id AND province_code = NEW.province_code AND class_year = NEW.class_year
)
BEGIN SELECT RAISE(ABORT, 'hukou_record_copies_graduate: its scope is not that of its graduate'); END;

CREATE TRIGGER hukou_record_copies_graduate_on_update BEFORE UPDATE OF graduate_id, person_id, school_id, department_id, province_code, class_year ON hukou_record
WHEN NOT EXISTS (
    SELECT 1 FROM graduate WHERE id = NEW.graduate_id AND person_id = NEW.person_id AND school_id = NEW.school_id
    AND department_id = NEW.department_id AND province_code = NEW.province_code AND class_year = NEW.class_year
)
BEGIN SELECT RAISE(ABORT, 'hukou_record_copies_graduate: its scope is not that of its graduate'); END;

CREATE INDEX hukou_record_of_source ON hukou_record (source_id, id) WHERE source_id IS NOT NULL;

CREATE VIEW hukou_report AS
SELECT id, graduate_id, seq, school_id, province_code, department_id, person_id, class_year, feature, operation,
    record_kind, record_id, record_version, payload, state, attempts, next_attempt_at, last_error, acked_at, created_at, updated_at
FROM report WHERE feature = 'HUKOU';

CREATE TABLE idempotency_key (
    id TEXT CHECK (length(id) = 36 AND id = lower(id)) PRIMARY KEY,
    account_id TEXT CHECK (length(account_id) = 36 AND account_id = lower(account_id)) NOT NULL REFERENCES account (id),
    key_digest TEXT CHECK (length(key_digest) BETWEEN 1 AND 64) NOT NULL,
    mutation TEXT CHECK (length(mutation) BETWEEN 1 AND 40) NOT NULL,
    input_digest TEXT CHECK (length(input_digest) BETWEEN 1 AND 64) NOT NULL,
    outcome TEXT CHECK (length(outcome) BETWEEN 1 AND 4000) NOT NULL,
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    CONSTRAINT idempotency_key_digest_length CHECK (length(key_digest) = 64),
    CONSTRAINT idempotency_key_input_length CHECK (length(input_digest) = 64),
    UNIQUE (account_id, key_digest)
) STRICT;

CREATE INDEX idempotency_key_created ON idempotency_key (created_at);

CREATE TABLE identity_link (
    id TEXT CHECK (length(id) = 36 AND id = lower(id)) PRIMARY KEY,
    issuer TEXT CHECK (length(issuer) BETWEEN 1 AND 200) NOT NULL,
    subject TEXT CHECK (length(subject) BETWEEN 1 AND 255) NOT NULL,
    account_id TEXT CHECK (length(account_id) = 36 AND account_id = lower(account_id)) NOT NULL REFERENCES account (id),
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    UNIQUE (issuer, subject),
    UNIQUE (account_id, issuer)
) STRICT;

CREATE TABLE imported_record (
    id TEXT CHECK (length(id) = 36 AND id = lower(id)) PRIMARY KEY,
    province_code TEXT CHECK (length(province_code) BETWEEN 1 AND 2) NOT NULL REFERENCES province (code),
    source_system TEXT CHECK (length(source_system) BETWEEN 1 AND 20) NOT NULL,
    source_id TEXT CHECK (length(source_id) BETWEEN 1 AND 64) NOT NULL,
    source_version INTEGER NOT NULL,
    digest TEXT CHECK (length(digest) BETWEEN 1 AND 64) NOT NULL,
    record_kind TEXT CHECK (length(record_kind) BETWEEN 1 AND 16),
    record_id TEXT CHECK (length(record_id) = 36 AND record_id = lower(record_id)),
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    UNIQUE (province_code, source_system, source_id),
    CONSTRAINT imported_record_kind_known CHECK (record_kind IN ('REGISTRATION', 'SUPPLEMENT', 'ARCHIVE', 'HUKOU')),
    CONSTRAINT imported_record_whole CHECK ((record_kind IS NULL) = (record_id IS NULL)),
    CONSTRAINT imported_record_digest_length CHECK (length(digest) = 64),
    CONSTRAINT imported_record_version_positive CHECK (source_version >= 1)
) STRICT;

CREATE UNIQUE INDEX imported_record_of_record ON imported_record (record_id) WHERE record_id IS NOT NULL;

CREATE TABLE issued_number (
    number TEXT CHECK (length(number) BETWEEN 1 AND 19) PRIMARY KEY,
    agreement_id TEXT CHECK (length(agreement_id) = 36 AND agreement_id = lower(agreement_id)) NOT NULL REFERENCES agreement (id),
    school_id TEXT CHECK (length(school_id) = 36 AND school_id = lower(school_id)) NOT NULL REFERENCES school (id),
    province_code TEXT CHECK (length(province_code) BETWEEN 1 AND 2) NOT NULL REFERENCES province (code),
    department_id TEXT CHECK (length(department_id) = 36 AND department_id = lower(department_id)) NOT NULL REFERENCES department (id),
    person_id TEXT CHECK (length(person_id) = 36 AND person_id = lower(person_id)) NOT NULL REFERENCES person (id),
    employer_id TEXT CHECK (length(employer_id) = 36 AND employer_id = lower(employer_id)) REFERENCES employer (id),
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL
) STRICT;

CREATE INDEX issued_number_page_of_agreement ON issued_number (agreement_id, created_at, number);

CREATE TRIGGER issued_number_kept BEFORE UPDATE ON issued_number
BEGIN SELECT RAISE(ABORT, 'issued_number_kept: a number is never used again'); END;

CREATE TRIGGER issued_number_kept_from_delete BEFORE DELETE ON issued_number
BEGIN SELECT RAISE(ABORT, 'issued_number_kept: a number is never used again'); END;

CREATE TABLE ledger_edit (
    id TEXT CHECK (length(id) = 36 AND id = lower(id)) PRIMARY KEY,
    ledger_entry_id TEXT CHECK (length(ledger_entry_id) = 36 AND ledger_entry_id = lower(ledger_entry_id)) NOT NULL REFERENCES ledger_entry (id),
    field TEXT CHECK (length(field) BETWEEN 1 AND 40) NOT NULL,
    reported TEXT CHECK (length(reported) BETWEEN 1 AND 500),
    edited TEXT CHECK (length(edited) BETWEEN 1 AND 500),
    account_id TEXT CHECK (length(account_id) = 36 AND account_id = lower(account_id)) NOT NULL,
    edited_at TEXT CHECK (length(edited_at) IN (25, 32) AND edited_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    UNIQUE (ledger_entry_id, field)
) STRICT;

CREATE VIEW ledger_edit_seen AS
SELECT ledger_edit.id AS id, ledger_edit.ledger_entry_id AS ledger_entry_id, ledger_entry.school_id AS school_id,
    ledger_entry.province_code AS province_code, ledger_entry.department_id AS department_id, ledger_edit.field AS field,
    ledger_edit.reported AS reported, ledger_edit.edited AS edited, ledger_edit.account_id AS account_id,
    ledger_edit.edited_at AS edited_at, ledger_edit.created_at AS created_at, ledger_edit.updated_at AS updated_at
FROM ledger_edit JOIN ledger_entry ON ledger_entry.id = ledger_edit.ledger_entry_id;

CREATE TABLE ledger_entry (
    id TEXT CHECK (length(id) = 36 AND id = lower(id)) PRIMARY KEY,
    graduate_id TEXT CHECK (length(graduate_id) = 36 AND graduate_id = lower(graduate_id)) NOT NULL REFERENCES graduate (id),
    school_id TEXT CHECK (length(school_id) = 36 AND school_id = lower(school_id)) NOT NULL,
    province_code TEXT CHECK (length(province_code) BETWEEN 1 AND 2) NOT NULL,
    department_id TEXT CHECK (length(department_id) = 36 AND department_id = lower(department_id)) NOT NULL,
    person_id TEXT CHECK (length(person_id) = 36 AND person_id = lower(person_id)) NOT NULL REFERENCES person (id),
    class_year INTEGER NOT NULL REFERENCES class_year (year),
    feature TEXT CHECK (length(feature) BETWEEN 1 AND 11) NOT NULL,
    state TEXT CHECK (length(state) BETWEEN 1 AND 9) NOT NULL,
    source_system TEXT CHECK (length(source_system) BETWEEN 1 AND 20) NOT NULL,
    record_kind TEXT CHECK (length(record_kind) BETWEEN 1 AND 24) NOT NULL,
    record_id TEXT CHECK (length(record_id) = 36 AND record_id = lower(record_id)) NOT NULL,
    record_version INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    category TEXT CHECK (length(category) BETWEEN 1 AND 2),
    payload text NOT NULL,
    reported_at TEXT CHECK (length(reported_at) IN (25, 32) AND reported_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    has_drift INTEGER CHECK (has_drift IN (0, 1)) NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    UNIQUE (graduate_id, feature),
    FOREIGN KEY (school_id, province_code) REFERENCES school (id, province_code),
    FOREIGN KEY (department_id, school_id) REFERENCES department (id, school_id),
    CONSTRAINT ledger_entry_feature_known CHECK (feature IN ('DESTINATION', 'ARCHIVE', 'HUKOU')),
    CONSTRAINT ledger_entry_state_known CHECK (state IN ('APPROVED', 'WITHDRAWN')),
    CONSTRAINT ledger_entry_seq_from_one CHECK (seq >= 1),
    CONSTRAINT ledger_entry_locked CHECK (feature <> 'DESTINATION' OR NOT has_drift)
) STRICT;

CREATE INDEX ledger_entry_page ON ledger_entry (feature, reported_at, id);

CREATE INDEX ledger_entry_page_of_school ON ledger_entry (school_id, feature, reported_at, id);

CREATE INDEX ledger_entry_page_of_province ON ledger_entry (province_code, feature, reported_at, id);

CREATE INDEX ledger_entry_page_of_department ON ledger_entry (department_id, feature, reported_at, id);

CREATE TABLE ledger_receipt (
    id TEXT CHECK (length(id) = 36 AND id = lower(id)) PRIMARY KEY,
    ledger_entry_id TEXT CHECK (length(ledger_entry_id) = 36 AND ledger_entry_id = lower(ledger_entry_id)) NOT NULL REFERENCES ledger_entry (id),
    idempotency_key TEXT CHECK (length(idempotency_key) BETWEEN 1 AND 100) NOT NULL UNIQUE,
    operation TEXT CHECK (length(operation) BETWEEN 1 AND 8) NOT NULL,
    source_system TEXT CHECK (length(source_system) BETWEEN 1 AND 20) NOT NULL,
    record_kind TEXT CHECK (length(record_kind) BETWEEN 1 AND 24) NOT NULL,
    record_id TEXT CHECK (length(record_id) = 36 AND record_id = lower(record_id)) NOT NULL,
    record_version INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    payload text NOT NULL,
    reported_at TEXT CHECK (length(reported_at) IN (25, 32) AND reported_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    CONSTRAINT ledger_receipt_operation_known CHECK (operation IN ('UPSERT', 'WITHDRAW'))
) STRICT;

CREATE INDEX ledger_receipt_of_entry ON ledger_receipt (ledger_entry_id, seq, id);

CREATE VIEW ledger_receipt_seen AS
SELECT ledger_receipt.id AS id, ledger_receipt.ledger_entry_id AS ledger_entry_id, ledger_entry.school_id AS school_id,
    ledger_entry.province_code AS province_code, ledger_entry.department_id AS department_id, ledger_receipt.operation AS operation,
    ledger_receipt.source_system AS source_system, ledger_receipt.record_version AS record_version, ledger_receipt.seq AS seq,
    ledger_receipt.payload AS payload, ledger_receipt.reported_at AS reported_at, ledger_receipt.created_at AS created_at,
    ledger_receipt.updated_at AS updated_at
FROM ledger_receipt JOIN ledger_entry ON ledger_entry.id = ledger_receipt.ledger_entry_id;

CREATE TABLE login_ticket (
    digest TEXT CHECK (length(digest) BETWEEN 1 AND 64) PRIMARY KEY,
    challenge TEXT CHECK (length(challenge) BETWEEN 1 AND 43) NOT NULL,
    account_id TEXT CHECK (length(account_id) = 36 AND account_id = lower(account_id)) NOT NULL REFERENCES account (id),
    epoch INTEGER NOT NULL,
    expires_at TEXT CHECK (length(expires_at) IN (25, 32) AND expires_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    CONSTRAINT login_ticket_digest_length CHECK (length(digest) = 64),
    CONSTRAINT login_ticket_challenge_length CHECK (length(challenge) = 43)
) STRICT;

CREATE INDEX login_ticket_lapsed ON login_ticket (expires_at);

CREATE VIEW open_work AS
SELECT CAST(year AS text) || '/BASICS' AS work, CAST(year AS text) AS cohort, year AS class_year, 'BASICS' AS kind,
    CAST((SELECT count(*) FROM graduate WHERE graduate.class_year = class_year.year AND graduate.confirmed_at IS NULL) AS integer) AS waiting FROM class_year UNION ALL
SELECT CAST(year AS text) || '/INVITATIONS' AS work, CAST(year AS text) AS cohort, year AS class_year, 'INVITATIONS' AS kind,
    CAST((SELECT coalesce(sum(online_pending_graduate), 0) FROM signing_counters WHERE signing_counters.class_year = class_year.year) AS integer) AS waiting FROM class_year UNION ALL
SELECT CAST(year AS text) || '/REVIEWS' AS work, CAST(year AS text) AS cohort, year AS class_year, 'REVIEWS' AS kind,
    CAST((SELECT coalesce(sum(online_pending_department + online_pending_school + offline_protocol_pending_department + offline_protocol_pending_school + offline_sign_pending_department + offline_sign_pending_school), 0) FROM signing_counters WHERE signing_counters.class_year = class_year.year) AS integer) AS waiting FROM class_year UNION ALL
SELECT CAST(year AS text) || '/FORMS' AS work, CAST(year AS text) AS cohort, year AS class_year, 'FORMS' AS kind,
    CAST((SELECT coalesce(sum(offline_protocol_rejected + offline_protocol_issued + offline_sign_rejected), 0) FROM signing_counters WHERE signing_counters.class_year = class_year.year) AS integer) AS waiting FROM class_year UNION ALL
SELECT CAST(year AS text) || '/SUPPLEMENTS' AS work, CAST(year AS text) AS cohort, year AS class_year, 'SUPPLEMENTS' AS kind,
    CAST((SELECT coalesce(sum(supplement_pending_department + supplement_pending_school + supplement_rejected), 0) FROM signing_counters WHERE signing_counters.class_year = class_year.year) AS integer) AS waiting FROM class_year UNION ALL
SELECT CAST(year AS text) || '/TERMINATIONS' AS work, CAST(year AS text) AS cohort, year AS class_year, 'TERMINATIONS' AS kind,
    CAST((SELECT coalesce(sum(termination_pending_counterparty + termination_pending_department + termination_pending_school), 0) FROM signing_counters WHERE signing_counters.class_year = class_year.year) AS integer) AS waiting FROM class_year UNION ALL
SELECT CAST(year AS text) || '/DESTINATIONS' AS work, CAST(year AS text) AS cohort, year AS class_year, 'DESTINATIONS' AS kind,
    CAST((SELECT coalesce(sum(registration_pending_department + registration_pending_school + registration_rejected + registration_void_pending_department + registration_void_pending_school), 0) FROM signing_counters WHERE signing_counters.class_year = class_year.year) AS integer) AS waiting FROM class_year UNION ALL
SELECT CAST(year AS text) || '/ARCHIVES' AS work, CAST(year AS text) AS cohort, year AS class_year, 'ARCHIVES' AS kind,
    CAST((SELECT coalesce(sum(pending_department + pending_school + rejected), 0) FROM archive_counters WHERE archive_counters.class_year = class_year.year) AS integer) AS waiting FROM class_year UNION ALL
SELECT CAST(year AS text) || '/HUKOU' AS work, CAST(year AS text) AS cohort, year AS class_year, 'HUKOU' AS kind,
    CAST((SELECT coalesce(sum(pending_department + pending_school + rejected), 0) FROM hukou_counters WHERE hukou_counters.class_year = class_year.year) AS integer) AS waiting FROM class_year UNION ALL
SELECT CAST(year AS text) || '/IMPORTS' AS work, CAST(year AS text) AS cohort, year AS class_year, 'IMPORTS' AS kind,
    CAST((SELECT count(*) FROM roster_import WHERE roster_import.class_year = class_year.year AND state IN ('QUEUED', 'RUNNING')) AS integer) AS waiting FROM class_year UNION ALL
SELECT CAST(year AS text) || '/DISPUTES' AS work, CAST(year AS text) AS cohort, year AS class_year, 'DISPUTES' AS kind,
    CAST((SELECT count(*) FROM dispute WHERE dispute.class_year = class_year.year AND dispute.state = 'OPEN') AS integer) AS waiting FROM class_year;

CREATE TABLE person (
    id TEXT CHECK (length(id) = 36 AND id = lower(id)) PRIMARY KEY,
    identity_index TEXT CHECK (length(identity_index) BETWEEN 1 AND 64) NOT NULL UNIQUE,
    identity_index_key TEXT CHECK (length(identity_index_key) BETWEEN 1 AND 8) NOT NULL,
    identity_cipher BLOB NOT NULL,
    identity_cipher_key TEXT CHECK (length(identity_cipher_key) BETWEEN 1 AND 8) NOT NULL,
    id_number_masked TEXT CHECK (length(id_number_masked) BETWEEN 1 AND 20) NOT NULL,
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    CONSTRAINT person_identity_index_length CHECK (length(identity_index) = 64),
    CONSTRAINT person_id_number_masked CHECK (id_number_masked LIKE '%****%')
) STRICT;

CREATE TABLE province (
    code TEXT CHECK (length(code) BETWEEN 1 AND 2) PRIMARY KEY,
    name TEXT CHECK (length(name) BETWEEN 1 AND 20) NOT NULL,
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    CONSTRAINT province_code_digits CHECK (length(code) = 2 AND ltrim(code, '0123456789') = '')
) STRICT;

CREATE TABLE refresh_token (
    id TEXT CHECK (length(id) = 36 AND id = lower(id)) PRIMARY KEY,
    session_id TEXT CHECK (length(session_id) = 36 AND session_id = lower(session_id)) NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    digest TEXT CHECK (length(digest) BETWEEN 1 AND 64) NOT NULL UNIQUE,
    used_at TEXT CHECK (length(used_at) IN (25, 32) AND used_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00'),
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    CONSTRAINT refresh_token_digest_length CHECK (length(digest) = 64)
) STRICT;

CREATE INDEX refresh_token_of_session ON refresh_token (session_id);

CREATE UNIQUE INDEX refresh_token_one_unused ON refresh_token (session_id) WHERE used_at IS NULL;

CREATE TABLE registration (
    id TEXT CHECK (length(id) = 36 AND id = lower(id)) PRIMARY KEY,
    graduate_id TEXT CHECK (length(graduate_id) = 36 AND graduate_id = lower(graduate_id)) NOT NULL REFERENCES graduate (id),
    school_id TEXT CHECK (length(school_id) = 36 AND school_id = lower(school_id)) NOT NULL REFERENCES school (id),
    province_code TEXT CHECK (length(province_code) BETWEEN 1 AND 2) NOT NULL REFERENCES province (code),
    department_id TEXT CHECK (length(department_id) = 36 AND department_id = lower(department_id)) NOT NULL REFERENCES department (id),
    person_id TEXT CHECK (length(person_id) = 36 AND person_id = lower(person_id)) NOT NULL REFERENCES person (id),
    class_year INTEGER NOT NULL REFERENCES class_year (year),
    review_levels TEXT CHECK (length(review_levels) BETWEEN 1 AND 22) NOT NULL,
    status TEXT CHECK (length(status) BETWEEN 1 AND 23) NOT NULL,
    rejected_by TEXT CHECK (length(rejected_by) BETWEEN 1 AND 10),
    status_reason TEXT CHECK (length(status_reason) BETWEEN 1 AND 500),
    version INTEGER NOT NULL,
    category TEXT CHECK (length(category) BETWEEN 1 AND 2) NOT NULL,
    subtype TEXT CHECK (length(subtype) BETWEEN 1 AND 40),
    employer_name TEXT CHECK (length(employer_name) BETWEEN 1 AND 60),
    employer_uscc TEXT CHECK (length(employer_uscc) BETWEEN 1 AND 18),
    employer_nature TEXT CHECK (length(employer_nature) BETWEEN 1 AND 2),
    employer_industry TEXT CHECK (length(employer_industry) BETWEEN 1 AND 2),
    division TEXT CHECK (length(division) BETWEEN 1 AND 6),
    employer_address TEXT CHECK (length(employer_address) BETWEEN 1 AND 100),
    employer_contact TEXT CHECK (length(employer_contact) BETWEEN 1 AND 40),
    employer_phone TEXT CHECK (length(employer_phone) BETWEEN 1 AND 20),
    position_category TEXT CHECK (length(position_category) BETWEEN 1 AND 2),
    position TEXT CHECK (length(position) BETWEEN 1 AND 60),
    country TEXT CHECK (length(country) BETWEEN 1 AND 3),
    admitted_school_code TEXT CHECK (length(admitted_school_code) BETWEEN 1 AND 5),
    admitted_school_name TEXT CHECK (length(admitted_school_name) BETWEEN 1 AND 100),
    admitted_major TEXT CHECK (length(admitted_major) BETWEEN 1 AND 60),
    admitted_degree TEXT CHECK (length(admitted_degree) BETWEEN 1 AND 2),
    is_full_time INTEGER CHECK (is_full_time IN (0, 1)),
    entity_name TEXT CHECK (length(entity_name) BETWEEN 1 AND 60),
    entity_uscc TEXT CHECK (length(entity_uscc) BETWEEN 1 AND 18),
    role TEXT CHECK (length(role) BETWEEN 1 AND 40),
    occupation TEXT CHECK (length(occupation) BETWEEN 1 AND 100),
    wish TEXT CHECK (length(wish) BETWEEN 1 AND 200),
    start_date TEXT CHECK (start_date GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL, source_system TEXT CHECK (length(source_system) BETWEEN 1 AND 20), source_id TEXT CHECK (length(source_id) BETWEEN 1 AND 64) CONSTRAINT registration_source_whole CHECK ((source_id IS NULL) = (source_system IS NULL)),
    CONSTRAINT registration_category_known CHECK (
        category IN ('10', '11', '12', '27', '46', '50', '51', '75', '76', '80', '85', '70', '71', '72')
    ),
    CONSTRAINT registration_review_levels_known CHECK (review_levels IN ('SCHOOL_ONLY', 'DEPARTMENT_THEN_SCHOOL')),
    CONSTRAINT registration_status_of_its_life CHECK (
        status IN (
            'PENDING_DEPARTMENT', 'PENDING_SCHOOL', 'APPROVED', 'REJECTED', 'CANCELLED', 'VOID_PENDING_DEPARTMENT',
            'VOID_PENDING_SCHOOL', 'VOIDED', 'SUPERSEDED'
        )
    ),
    CONSTRAINT registration_rejected_by_known CHECK (rejected_by IN ('DEPARTMENT', 'SCHOOL')),
    CONSTRAINT registration_rejected_by_where_rejected CHECK ((rejected_by IS NOT NULL) = (status = 'REJECTED')),
    CONSTRAINT registration_department_reviews_where_set_up CHECK (
        review_levels = 'DEPARTMENT_THEN_SCHOOL'
        OR coalesce(rejected_by, 'SCHOOL') = 'SCHOOL' AND status NOT IN ('PENDING_DEPARTMENT', 'VOID_PENDING_DEPARTMENT')
    ),
    CONSTRAINT registration_reason_where_asked CHECK (
        status_reason IS NOT NULL OR status NOT IN ('REJECTED', 'VOID_PENDING_DEPARTMENT', 'VOID_PENDING_SCHOOL', 'VOIDED')
    ),
    CONSTRAINT registration_only_unsettled_is_superseded CHECK (status <> 'SUPERSEDED' OR category IN ('70', '71', '72')),
    CONSTRAINT registration_version_positive CHECK (version >= 1)
) STRICT;

CREATE INDEX registration_page ON registration (created_at, id);

CREATE INDEX registration_page_of_province ON registration (province_code, created_at, id);

CREATE INDEX registration_page_of_province_status ON registration (province_code, status, created_at, id, class_year);

CREATE INDEX registration_page_of_school ON registration (school_id, created_at, id);

CREATE INDEX registration_page_of_school_status ON registration (school_id, status, created_at, id, class_year);

CREATE INDEX registration_page_of_school_category ON registration (school_id, category, created_at, id, class_year);

CREATE INDEX registration_page_of_school_updated ON registration (school_id, updated_at, id);

CREATE INDEX registration_page_of_school_employer ON registration (school_id, employer_name, id);

CREATE INDEX registration_page_of_department ON registration (department_id, created_at, id);

CREATE INDEX registration_page_of_department_status ON registration (department_id, status, created_at, id, class_year);

CREATE INDEX registration_page_of_person ON registration (person_id, created_at, id);

CREATE INDEX registration_page_of_graduate ON registration (graduate_id, created_at, id);

CREATE TRIGGER registration_copies_graduate BEFORE INSERT ON registration WHEN NOT EXISTS (SELECT 1 FROM graduate WHERE id = NEW.graduate_id AND person_id = NEW.person_id AND school_id = NEW.school_id
    AND department_id = NEW.department_id AND province_code = NEW.province_code AND class_year = NEW.class_year)
BEGIN SELECT RAISE(ABORT, 'registration_copies_graduate: its scope is not that of its graduate'); END;

CREATE TRIGGER registration_copies_graduate_on_update BEFORE UPDATE OF graduate_id, person_id, school_id, department_id, province_code, class_year ON registration WHEN NOT EXISTS (SELECT 1 FROM graduate WHERE id = NEW.graduate_id AND person_id = NEW.person_id AND school_id = NEW.school_id
    AND department_id = NEW.department_id AND province_code = NEW.province_code AND class_year = NEW.class_year)
BEGIN SELECT RAISE(ABORT, 'registration_copies_graduate: its scope is not that of its graduate'); END;

CREATE INDEX registration_of_source ON registration (source_id, id) WHERE source_id IS NOT NULL;

CREATE VIEW registration_event AS
SELECT audit.id AS id, registration.id AS registration_id, registration.school_id AS school_id,
    registration.province_code AS province_code, registration.department_id AS department_id, registration.person_id AS person_id,
    audit.role AS role, audit.action AS action, audit.status_before AS status_before, audit.status_after AS status_after,
    audit.reason AS reason, audit.created_at AS created_at, audit.updated_at AS updated_at
FROM audit JOIN registration ON registration.id = audit.record_id
WHERE audit.record_kind = 'REGISTRATION';

CREATE TABLE relay_lease (
    name TEXT CHECK (length(name) BETWEEN 1 AND 20) PRIMARY KEY,
    holder TEXT CHECK (length(holder) = 36 AND holder = lower(holder)),
    until TEXT CHECK (length(until) IN (25, 32) AND until GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00'),
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    CONSTRAINT relay_lease_whole CHECK ((holder IS NULL) = (until IS NULL))
) STRICT;

CREATE TABLE report (
    id TEXT CHECK (length(id) = 36 AND id = lower(id)) PRIMARY KEY,
    graduate_id TEXT CHECK (length(graduate_id) = 36 AND graduate_id = lower(graduate_id)) NOT NULL REFERENCES graduate (id),
    seq INTEGER NOT NULL,
    school_id TEXT CHECK (length(school_id) = 36 AND school_id = lower(school_id)) NOT NULL,
    province_code TEXT CHECK (length(province_code) BETWEEN 1 AND 2) NOT NULL,
    department_id TEXT CHECK (length(department_id) = 36 AND department_id = lower(department_id)) NOT NULL,
    person_id TEXT CHECK (length(person_id) = 36 AND person_id = lower(person_id)) NOT NULL REFERENCES person (id),
    class_year INTEGER NOT NULL REFERENCES class_year (year),
    feature TEXT CHECK (length(feature) BETWEEN 1 AND 11) NOT NULL,
    operation TEXT CHECK (length(operation) BETWEEN 1 AND 8) NOT NULL,
    record_kind TEXT CHECK (length(record_kind) BETWEEN 1 AND 24) NOT NULL,
    record_id TEXT CHECK (length(record_id) = 36 AND record_id = lower(record_id)) NOT NULL,
    record_version INTEGER NOT NULL,
    payload text NOT NULL,
    state TEXT CHECK (length(state) BETWEEN 1 AND 7) NOT NULL,
    attempts INTEGER NOT NULL,
    next_attempt_at TEXT CHECK (length(next_attempt_at) IN (25, 32) AND next_attempt_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00'),
    last_error TEXT CHECK (length(last_error) BETWEEN 1 AND 500),
    acked_at TEXT CHECK (length(acked_at) IN (25, 32) AND acked_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00'),
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    UNIQUE (graduate_id, seq),
    UNIQUE (record_id, record_version, operation),
    FOREIGN KEY (school_id, province_code) REFERENCES school (id, province_code),
    FOREIGN KEY (department_id, school_id) REFERENCES department (id, school_id),
    CONSTRAINT report_seq_from_one CHECK (seq >= 1),
    CONSTRAINT report_feature_known CHECK (feature IN ('DESTINATION', 'ARCHIVE', 'HUKOU')),
    CONSTRAINT report_operation_known CHECK (operation IN ('UPSERT', 'WITHDRAW')),
    CONSTRAINT report_state_known CHECK (state IN ('PENDING', 'ACKED', 'DEAD', 'SKIPPED')),
    CONSTRAINT report_attempts_from_zero CHECK (attempts >= 0),
    CONSTRAINT report_acked_where_acked CHECK ((state = 'ACKED') = (acked_at IS NOT NULL))
) STRICT;

CREATE INDEX report_in_the_way ON report (graduate_id, seq) WHERE state IN ('PENDING', 'DEAD');

CREATE INDEX report_waiting ON report (created_at, id) WHERE state = 'PENDING';

CREATE INDEX report_page ON report (feature, created_at, id);

CREATE INDEX report_page_of_school ON report (school_id, feature, created_at, id);

CREATE INDEX report_page_of_province ON report (province_code, feature, created_at, id);

CREATE INDEX report_page_of_department ON report (department_id, feature, created_at, id);

CREATE TABLE report_attempt (
    id TEXT CHECK (length(id) = 36 AND id = lower(id)) PRIMARY KEY,
    report_id TEXT CHECK (length(report_id) = 36 AND report_id = lower(report_id)) NOT NULL REFERENCES report (id),
    status INTEGER,
    problem TEXT CHECK (length(problem) BETWEEN 1 AND 200),
    milliseconds INTEGER NOT NULL,
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    CONSTRAINT report_attempt_milliseconds_from_zero CHECK (milliseconds >= 0)
) STRICT;

CREATE INDEX report_attempt_of_report ON report_attempt (report_id, created_at, id);

CREATE INDEX report_attempt_old ON report_attempt (created_at);

CREATE VIEW report_attempt_seen AS
SELECT report_attempt.id AS id, report_attempt.report_id AS report_id, report.school_id AS school_id,
    report.province_code AS province_code, report.department_id AS department_id, report_attempt.status AS status,
    report_attempt.problem AS problem, report_attempt.milliseconds AS milliseconds, report_attempt.created_at AS created_at,
    report_attempt.updated_at AS updated_at
FROM report_attempt JOIN report ON report.id = report_attempt.report_id;

CREATE TABLE review (
    id TEXT CHECK (length(id) = 36 AND id = lower(id)) PRIMARY KEY,
    agreement_id TEXT CHECK (length(agreement_id) = 36 AND agreement_id = lower(agreement_id)) NOT NULL REFERENCES agreement (id),
    school_id TEXT CHECK (length(school_id) = 36 AND school_id = lower(school_id)) NOT NULL REFERENCES school (id),
    province_code TEXT CHECK (length(province_code) BETWEEN 1 AND 2) NOT NULL REFERENCES province (code),
    department_id TEXT CHECK (length(department_id) = 36 AND department_id = lower(department_id)) NOT NULL REFERENCES department (id),
    person_id TEXT CHECK (length(person_id) = 36 AND person_id = lower(person_id)) NOT NULL REFERENCES person (id),
    employer_id TEXT CHECK (length(employer_id) = 36 AND employer_id = lower(employer_id)) REFERENCES employer (id),
    level TEXT CHECK (length(level) BETWEEN 1 AND 10) NOT NULL,
    is_passed INTEGER CHECK (is_passed IN (0, 1)) NOT NULL,
    reason TEXT CHECK (length(reason) BETWEEN 1 AND 500),
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    CONSTRAINT review_level_known CHECK (level IN ('DEPARTMENT', 'SCHOOL')),
    CONSTRAINT review_reason_where_failed CHECK (is_passed OR reason IS NOT NULL)
) STRICT;

CREATE INDEX review_page_of_agreement ON review (agreement_id, created_at, id);

CREATE TRIGGER review_kept BEFORE UPDATE ON review
BEGIN SELECT RAISE(ABORT, 'review_kept: a review stays as it was given'); END;

CREATE TRIGGER review_kept_from_delete BEFORE DELETE ON review
BEGIN SELECT RAISE(ABORT, 'review_kept: a review stays as it was given'); END;

CREATE TRIGGER review_copies_agreement BEFORE INSERT ON review
WHEN NOT EXISTS (
    SELECT 1 FROM agreement WHERE id = NEW.agreement_id AND person_id = NEW.person_id AND school_id = NEW.school_id
    AND department_id = NEW.department_id AND province_code = NEW.province_code AND employer_id IS NEW.employer_id
)
BEGIN SELECT RAISE(ABORT, 'review_copies_agreement: its scope is not that of its agreement'); END;

CREATE TABLE revocation (
    seq INTEGER PRIMARY KEY,
    account_id TEXT CHECK (length(account_id) = 36 AND account_id = lower(account_id)),
    session_id TEXT CHECK (length(session_id) = 36 AND session_id = lower(session_id)),
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    CONSTRAINT revocation_of_account_or_session CHECK ((account_id IS NULL) <> (session_id IS NULL))
) STRICT;

CREATE INDEX revocation_age ON revocation (created_at);

CREATE TABLE revocation_clock (
    id INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL,
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    CONSTRAINT revocation_clock_is_one CHECK (id = 1)
) STRICT;

CREATE TABLE roster_import (
    id TEXT CHECK (length(id) = 36 AND id = lower(id)) PRIMARY KEY,
    account_id TEXT CHECK (length(account_id) = 36 AND account_id = lower(account_id)) NOT NULL REFERENCES account (id),
    address TEXT CHECK (length(address) BETWEEN 1 AND 45),
    school_id TEXT CHECK (length(school_id) = 36 AND school_id = lower(school_id)) NOT NULL,
    province_code TEXT CHECK (length(province_code) BETWEEN 1 AND 2) NOT NULL,
    class_year INTEGER NOT NULL REFERENCES class_year (year),
    upload_id TEXT CHECK (length(upload_id) = 36 AND upload_id = lower(upload_id)) REFERENCES upload (id),
    file_name TEXT CHECK (length(file_name) BETWEEN 1 AND 100) NOT NULL,
    mode TEXT CHECK (length(mode) BETWEEN 1 AND 16) NOT NULL,
    is_dry_run INTEGER CHECK (is_dry_run IN (0, 1)) NOT NULL,
    makes_departments INTEGER CHECK (makes_departments IN (0, 1)) NOT NULL,
    state TEXT CHECK (length(state) BETWEEN 1 AND 16) NOT NULL,
    phase TEXT CHECK (length(phase) BETWEEN 1 AND 16) NOT NULL,
    columns TEXT CHECK (length(columns) BETWEEN 1 AND 1000),
    row_cursor INTEGER NOT NULL,
    row_total INTEGER,
    row_count INTEGER NOT NULL,
    new_count INTEGER NOT NULL,
    changed_count INTEGER NOT NULL,
    same_count INTEGER NOT NULL,
    bad_count INTEGER NOT NULL,
    problem_count INTEGER NOT NULL,
    new_departments TEXT CHECK (length(new_departments) BETWEEN 1 AND 2000),
    refusal TEXT CHECK (length(refusal) BETWEEN 1 AND 500),
    cancel_requested_at TEXT CHECK (length(cancel_requested_at) IN (25, 32) AND cancel_requested_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00'),
    tries INTEGER NOT NULL,
    lease_holder TEXT CHECK (length(lease_holder) = 36 AND lease_holder = lower(lease_holder)),
    lease_until TEXT CHECK (length(lease_until) IN (25, 32) AND lease_until GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00'),
    finished_at TEXT CHECK (length(finished_at) IN (25, 32) AND finished_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00'),
    version INTEGER NOT NULL,
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    FOREIGN KEY (school_id, province_code) REFERENCES school (id, province_code),
    CONSTRAINT roster_import_mode_known CHECK (mode IN ('ALL_OR_NOTHING', 'SKIP_BAD')),
    CONSTRAINT roster_import_state_known CHECK (state IN ('QUEUED', 'RUNNING', 'DONE', 'REFUSED', 'CANCELLED', 'FAILED')),
    CONSTRAINT roster_import_phase_known CHECK (phase IN ('READING', 'COMPARING', 'WRITING')),
    CONSTRAINT roster_import_leased_while_running CHECK ((state = 'RUNNING') = (lease_until IS NOT NULL)),
    CONSTRAINT roster_import_finished_when_over CHECK ((state IN ('QUEUED', 'RUNNING')) = (finished_at IS NULL)),
    CONSTRAINT roster_import_version_positive CHECK (version >= 1)
) STRICT;

CREATE UNIQUE INDEX roster_import_one_under_way ON roster_import (school_id, class_year) WHERE state IN ('QUEUED', 'RUNNING');

CREATE INDEX roster_import_page_of_school ON roster_import (school_id, created_at, id);

CREATE INDEX roster_import_page_of_province ON roster_import (province_code, created_at, id);

CREATE INDEX roster_import_upload ON roster_import (upload_id) WHERE upload_id IS NOT NULL;

CREATE INDEX roster_import_finished ON roster_import (finished_at);

CREATE TABLE roster_problem (
    id TEXT CHECK (length(id) = 36 AND id = lower(id)) PRIMARY KEY,
    roster_import_id TEXT CHECK (length(roster_import_id) = 36 AND roster_import_id = lower(roster_import_id)) NOT NULL REFERENCES roster_import (id) ON DELETE CASCADE,
    school_id TEXT CHECK (length(school_id) = 36 AND school_id = lower(school_id)) NOT NULL,
    province_code TEXT CHECK (length(province_code) BETWEEN 1 AND 2) NOT NULL,
    row_number INTEGER NOT NULL,
    field TEXT CHECK (length(field) BETWEEN 1 AND 24),
    label TEXT CHECK (length(label) BETWEEN 1 AND 40),
    problem TEXT CHECK (length(problem) BETWEEN 1 AND 200) NOT NULL,
    remedy TEXT CHECK (length(remedy) BETWEEN 1 AND 200) NOT NULL,
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL
) STRICT;

CREATE INDEX roster_problem_page_of_import ON roster_problem (roster_import_id, row_number, id);

CREATE TABLE roster_row (
    id TEXT CHECK (length(id) = 36 AND id = lower(id)) PRIMARY KEY,
    roster_import_id TEXT CHECK (length(roster_import_id) = 36 AND roster_import_id = lower(roster_import_id)) NOT NULL REFERENCES roster_import (id) ON DELETE CASCADE,
    row_number INTEGER NOT NULL,
    department TEXT CHECK (length(department) BETWEEN 1 AND 60) NOT NULL,
    identity_index TEXT CHECK (length(identity_index) BETWEEN 1 AND 64) NOT NULL,
    identity_index_key TEXT CHECK (length(identity_index_key) BETWEEN 1 AND 8) NOT NULL,
    identity_cipher BLOB NOT NULL,
    identity_cipher_key TEXT CHECK (length(identity_cipher_key) BETWEEN 1 AND 8) NOT NULL,
    id_number_masked TEXT CHECK (length(id_number_masked) BETWEEN 1 AND 20) NOT NULL,
    person_id TEXT CHECK (length(person_id) = 36 AND person_id = lower(person_id)) NOT NULL,
    account_id TEXT CHECK (length(account_id) = 36 AND account_id = lower(account_id)) NOT NULL,
    username TEXT CHECK (length(username) BETWEEN 1 AND 12) NOT NULL,
    graduate_id TEXT CHECK (length(graduate_id) = 36 AND graduate_id = lower(graduate_id)) NOT NULL,
    fate TEXT CHECK (length(fate) BETWEEN 1 AND 8),
    changes TEXT CHECK (length(changes) BETWEEN 1 AND 500),
    exam_number TEXT CHECK (length(exam_number) BETWEEN 1 AND 20) NOT NULL,
    student_number TEXT CHECK (length(student_number) BETWEEN 1 AND 32),
    name TEXT CHECK (length(name) BETWEEN 1 AND 40) NOT NULL,
    degree_code TEXT CHECK (length(degree_code) BETWEEN 1 AND 2) NOT NULL,
    major_code TEXT CHECK (length(major_code) BETWEEN 1 AND 8) NOT NULL,
    major_name TEXT CHECK (length(major_name) BETWEEN 1 AND 60) NOT NULL,
    training_mode TEXT CHECK (length(training_mode) BETWEEN 1 AND 1) NOT NULL,
    sex_code TEXT CHECK (length(sex_code) BETWEEN 1 AND 1),
    ethnicity_code TEXT CHECK (length(ethnicity_code) BETWEEN 1 AND 2),
    political_status_code TEXT CHECK (length(political_status_code) BETWEEN 1 AND 2),
    class_name TEXT CHECK (length(class_name) BETWEEN 1 AND 40),
    major_direction TEXT CHECK (length(major_direction) BETWEEN 1 AND 60),
    study_years TEXT CHECK (length(study_years) BETWEEN 1 AND 3),
    directed_unit TEXT CHECK (length(directed_unit) BETWEEN 1 AND 60),
    directed_division TEXT CHECK (length(directed_division) BETWEEN 1 AND 6),
    origin_code TEXT CHECK (length(origin_code) BETWEEN 1 AND 6),
    teacher_type_code TEXT CHECK (length(teacher_type_code) BETWEEN 1 AND 2),
    hardship_code TEXT CHECK (length(hardship_code) BETWEEN 1 AND 1),
    enrolled_month TEXT CHECK (length(enrolled_month) BETWEEN 1 AND 6),
    graduated_month TEXT CHECK (length(graduated_month) BETWEEN 1 AND 6),
    archive_in_school INTEGER CHECK (archive_in_school IN (0, 1)),
    hukou_in_school INTEGER CHECK (hukou_in_school IN (0, 1)),
    former_police_station TEXT CHECK (length(former_police_station) BETWEEN 1 AND 80),
    mobile TEXT CHECK (length(mobile) BETWEEN 1 AND 11),
    email TEXT CHECK (length(email) BETWEEN 1 AND 100),
    qq TEXT CHECK (length(qq) BETWEEN 1 AND 12),
    home_address TEXT CHECK (length(home_address) BETWEEN 1 AND 100),
    home_phone TEXT CHECK (length(home_phone) BETWEEN 1 AND 20),
    home_postcode TEXT CHECK (length(home_postcode) BETWEEN 1 AND 6),
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    UNIQUE (roster_import_id, row_number),
    CONSTRAINT roster_row_fate_known CHECK (fate IN ('NEW', 'CHANGED', 'SAME', 'BAD')),
    CONSTRAINT roster_row_id_number_masked CHECK (id_number_masked LIKE '%****%')
) STRICT;

CREATE INDEX roster_row_exam ON roster_row (roster_import_id, exam_number);

CREATE INDEX roster_row_identity ON roster_row (roster_import_id, identity_index);

CREATE TABLE school (
    id TEXT CHECK (length(id) = 36 AND id = lower(id)) PRIMARY KEY,
    province_code TEXT CHECK (length(province_code) BETWEEN 1 AND 2) NOT NULL REFERENCES province (code),
    identifier TEXT CHECK (length(identifier) BETWEEN 1 AND 10) NOT NULL UNIQUE,
    code TEXT CHECK (length(code) BETWEEN 1 AND 5) NOT NULL UNIQUE,
    name TEXT CHECK (length(name) BETWEEN 1 AND 60) NOT NULL,
    is_vocational INTEGER CHECK (is_vocational IN (0, 1)) NOT NULL,
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    UNIQUE (id, province_code),
    CONSTRAINT school_identifier_digits CHECK (length(identifier) = 10 AND ltrim(identifier, '0123456789') = ''),
    CONSTRAINT school_code_of_identifier CHECK (code = substr(identifier, 6))
) STRICT;

CREATE VIEW school_enablement AS
SELECT CAST(school.id AS text) || '/' || CAST(class_year.year AS text) AS enablement,
    CAST(class_year.year AS text) AS cohort, school.id AS school_id, school.code AS school_code, school.name AS school_name,
    school.province_code AS province_code, class_year.year AS class_year, agreement_type_setting.agreement_type AS agreement_type,
    CASE WHEN destination_switch.id IS NULL THEN 'NOT_OPENED' WHEN agreement_type_setting.id IS NULL THEN 'NO_AGREEMENT_TYPE' WHEN destination_setup.id IS NULL THEN 'NOT_SET_UP' ELSE 'SET_UP' END AS destination,
    destination_switch.created_at AS destination_opened_at, destination_setup.created_at AS destination_set_up_at,
    CASE WHEN archive_switch.id IS NULL THEN 'NOT_OPENED' WHEN archive_setup.id IS NULL THEN 'NOT_SET_UP' ELSE 'SET_UP' END AS archive,
    archive_switch.created_at AS archive_opened_at, archive_setup.created_at AS archive_set_up_at,
    CASE WHEN hukou_switch.id IS NULL THEN 'NOT_OPENED' WHEN hukou_setup.id IS NULL THEN 'NOT_SET_UP' ELSE 'SET_UP' END AS hukou,
    hukou_switch.created_at AS hukou_opened_at, hukou_setup.created_at AS hukou_set_up_at
FROM class_year CROSS JOIN school
LEFT JOIN agreement_type_setting
    ON agreement_type_setting.school_id = school.id AND agreement_type_setting.class_year = class_year.year
LEFT JOIN feature_switch AS destination_switch ON destination_switch.province_code = school.province_code AND destination_switch.feature = 'DESTINATION'
LEFT JOIN school_setup AS destination_setup ON destination_setup.school_id = school.id AND destination_setup.class_year = class_year.year AND destination_setup.feature = 'DESTINATION'
LEFT JOIN feature_switch AS archive_switch ON archive_switch.province_code = school.province_code AND archive_switch.feature = 'ARCHIVE'
LEFT JOIN school_setup AS archive_setup ON archive_setup.school_id = school.id AND archive_setup.class_year = class_year.year AND archive_setup.feature = 'ARCHIVE'
LEFT JOIN feature_switch AS hukou_switch ON hukou_switch.province_code = school.province_code AND hukou_switch.feature = 'HUKOU'
LEFT JOIN school_setup AS hukou_setup ON hukou_setup.school_id = school.id AND hukou_setup.class_year = class_year.year AND hukou_setup.feature = 'HUKOU';

CREATE TABLE school_naming (
    id TEXT CHECK (length(id) = 36 AND id = lower(id)) PRIMARY KEY,
    school_id TEXT CHECK (length(school_id) = 36 AND school_id = lower(school_id)) NOT NULL REFERENCES school (id),
    code TEXT CHECK (length(code) BETWEEN 1 AND 5) NOT NULL,
    name TEXT CHECK (length(name) BETWEEN 1 AND 60) NOT NULL,
    valid_from TEXT CHECK (valid_from GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]') NOT NULL,
    valid_until TEXT CHECK (valid_until GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    CONSTRAINT school_naming_code_digits CHECK (length(code) = 5 AND ltrim(code, '0123456789') = ''),
    CONSTRAINT school_naming_days CHECK (valid_until > valid_from)
) STRICT;

CREATE UNIQUE INDEX school_naming_one_present ON school_naming (school_id) WHERE valid_until IS NULL;

CREATE TABLE school_setup (
    id TEXT CHECK (length(id) = 36 AND id = lower(id)) PRIMARY KEY,
    school_id TEXT CHECK (length(school_id) = 36 AND school_id = lower(school_id)) NOT NULL,
    province_code TEXT CHECK (length(province_code) BETWEEN 1 AND 2) NOT NULL,
    class_year INTEGER NOT NULL REFERENCES class_year (year),
    feature TEXT CHECK (length(feature) BETWEEN 1 AND 11) NOT NULL,
    review_levels TEXT CHECK (length(review_levels) BETWEEN 1 AND 22) NOT NULL,
    reply_days INTEGER NOT NULL,
    contact TEXT CHECK (length(contact) BETWEEN 1 AND 100) NOT NULL,
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL, allowed_categories TEXT CHECK (length(allowed_categories) BETWEEN 1 AND 60), confirm_from TEXT CHECK (confirm_from GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), confirm_until TEXT CHECK (confirm_until GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]') CONSTRAINT school_setup_confirm_days CHECK (confirm_until >= confirm_from), supplement_levels TEXT CHECK (length(supplement_levels) BETWEEN 1 AND 22) CONSTRAINT school_setup_supplement_levels_known CHECK (supplement_levels IN ('SCHOOL_ONLY', 'DEPARTMENT_THEN_SCHOOL')), termination_levels TEXT CHECK (length(termination_levels) BETWEEN 1 AND 22) CONSTRAINT school_setup_termination_levels_known CHECK (termination_levels IN ('SCHOOL_ONLY', 'DEPARTMENT_THEN_SCHOOL')), registration_levels TEXT CHECK (length(registration_levels) BETWEEN 1 AND 22) CONSTRAINT school_setup_registration_levels_known CHECK (registration_levels IN ('SCHOOL_ONLY', 'DEPARTMENT_THEN_SCHOOL')),
    UNIQUE (school_id, class_year, feature),
    FOREIGN KEY (school_id, province_code) REFERENCES school (id, province_code),
    CONSTRAINT school_setup_feature_known CHECK (feature IN ('DESTINATION', 'ARCHIVE', 'HUKOU')),
    CONSTRAINT school_setup_review_levels_known CHECK (review_levels IN ('SCHOOL_ONLY', 'DEPARTMENT_THEN_SCHOOL')),
    CONSTRAINT school_setup_reply_days CHECK (reply_days BETWEEN 1 AND 30)
) STRICT;

CREATE TRIGGER school_setup_kept BEFORE DELETE ON school_setup
BEGIN SELECT RAISE(ABORT, 'school_setup_kept: edited, never unset'); END;

CREATE TABLE school_snapshot (
    id TEXT CHECK (length(id) = 36 AND id = lower(id)) PRIMARY KEY,
    snapshot_id TEXT CHECK (length(snapshot_id) = 36 AND snapshot_id = lower(snapshot_id)) NOT NULL,
    counters_id TEXT CHECK (length(counters_id) = 36 AND counters_id = lower(counters_id)) NOT NULL REFERENCES signing_counters (id),
    school_id TEXT CHECK (length(school_id) = 36 AND school_id = lower(school_id)) NOT NULL,
    province_code TEXT CHECK (length(province_code) BETWEEN 1 AND 2) NOT NULL,
    class_year INTEGER NOT NULL,
    version INTEGER NOT NULL,
    graduates INTEGER NOT NULL,
    online_pending_graduate INTEGER NOT NULL,
    online_withdrawn INTEGER NOT NULL,
    online_rejected_by_graduate INTEGER NOT NULL,
    online_expired INTEGER NOT NULL,
    online_pending_department INTEGER NOT NULL,
    online_pending_school INTEGER NOT NULL,
    online_review_rejected INTEGER NOT NULL,
    online_effective INTEGER NOT NULL,
    online_voided INTEGER NOT NULL,
    online_terminated INTEGER NOT NULL,
    offline_protocol_pending_department INTEGER NOT NULL,
    offline_protocol_pending_school INTEGER NOT NULL,
    offline_protocol_rejected INTEGER NOT NULL,
    offline_protocol_issued INTEGER NOT NULL,
    offline_sign_pending_department INTEGER NOT NULL,
    offline_sign_pending_school INTEGER NOT NULL,
    offline_sign_rejected INTEGER NOT NULL,
    offline_effective INTEGER NOT NULL,
    offline_voided INTEGER NOT NULL,
    offline_terminated INTEGER NOT NULL,
    offline_cancelled INTEGER NOT NULL,
    supplement_pending_department INTEGER NOT NULL,
    supplement_pending_school INTEGER NOT NULL,
    supplement_approved INTEGER NOT NULL,
    supplement_rejected INTEGER NOT NULL,
    supplement_cancelled INTEGER NOT NULL,
    supplement_voided INTEGER NOT NULL,
    supplement_terminated INTEGER NOT NULL,
    termination_pending_counterparty INTEGER NOT NULL,
    termination_counterparty_refused INTEGER NOT NULL,
    termination_withdrawn INTEGER NOT NULL,
    termination_pending_department INTEGER NOT NULL,
    termination_pending_school INTEGER NOT NULL,
    termination_approved INTEGER NOT NULL,
    termination_rejected INTEGER NOT NULL,
    termination_lapsed INTEGER NOT NULL,
    registration_pending_department INTEGER NOT NULL,
    registration_pending_school INTEGER NOT NULL,
    registration_approved INTEGER NOT NULL,
    registration_rejected INTEGER NOT NULL,
    registration_cancelled INTEGER NOT NULL,
    registration_void_pending_department INTEGER NOT NULL,
    registration_void_pending_school INTEGER NOT NULL,
    registration_voided INTEGER NOT NULL,
    registration_superseded INTEGER NOT NULL,
    category_10 INTEGER NOT NULL,
    category_11 INTEGER NOT NULL,
    category_12 INTEGER NOT NULL,
    category_27 INTEGER NOT NULL,
    category_46 INTEGER NOT NULL,
    category_50 INTEGER NOT NULL,
    category_51 INTEGER NOT NULL,
    category_75 INTEGER NOT NULL,
    category_76 INTEGER NOT NULL,
    category_80 INTEGER NOT NULL,
    category_85 INTEGER NOT NULL,
    category_70 INTEGER NOT NULL,
    category_71 INTEGER NOT NULL,
    category_72 INTEGER NOT NULL,
    registered INTEGER NOT NULL,
    confirmed INTEGER NOT NULL,
    stale INTEGER NOT NULL,
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL, label TEXT CHECK (length(label) BETWEEN 1 AND 40),
    UNIQUE (snapshot_id, school_id),
    FOREIGN KEY (snapshot_id, province_code, class_year) REFERENCES statistics_snapshot (id, province_code, class_year),
    FOREIGN KEY (school_id, province_code) REFERENCES school (id, province_code)
) STRICT;

CREATE INDEX school_snapshot_page ON school_snapshot (created_at, id);

CREATE INDEX school_snapshot_page_of_province ON school_snapshot (province_code, created_at, id);

CREATE INDEX school_snapshot_of_school ON school_snapshot (school_id, created_at, id);

CREATE TRIGGER school_snapshot_kept_from_delete BEFORE DELETE ON school_snapshot BEGIN SELECT RAISE(ABORT, 'school_snapshot_kept: a snapshot stays as it is'); END;

CREATE TRIGGER school_snapshot_kept BEFORE UPDATE ON school_snapshot
BEGIN SELECT RAISE(ABORT, 'school_snapshot_kept: a snapshot stays as it is'); END;

CREATE TABLE session (
    id TEXT CHECK (length(id) = 36 AND id = lower(id)) PRIMARY KEY,
    account_id TEXT CHECK (length(account_id) = 36 AND account_id = lower(account_id)) NOT NULL REFERENCES account (id),
    epoch INTEGER NOT NULL,
    method TEXT CHECK (length(method) BETWEEN 1 AND 8) NOT NULL,
    address TEXT CHECK (length(address) BETWEEN 1 AND 45),
    client TEXT CHECK (length(client) BETWEEN 1 AND 200),
    refreshed_at TEXT CHECK (length(refreshed_at) IN (25, 32) AND refreshed_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    expires_at TEXT CHECK (length(expires_at) IN (25, 32) AND expires_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    ends_at TEXT CHECK (length(ends_at) IN (25, 32) AND ends_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    ended_at TEXT CHECK (length(ended_at) IN (25, 32) AND ended_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00'),
    end_reason TEXT CHECK (length(end_reason) BETWEEN 1 AND 12),
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    CONSTRAINT session_method_known CHECK (method IN ('PASSWORD', 'PROVIDER')),
    CONSTRAINT session_end_reason_known CHECK (end_reason IN ('LOGOUT', 'OWNER', 'PASSWORD', 'ACCOUNT', 'TOKEN_REUSED')),
    CONSTRAINT session_ended_with_reason CHECK ((ended_at IS NULL) = (end_reason IS NULL)),
    CONSTRAINT session_expires_before_it_ends CHECK (expires_at <= ends_at)
) STRICT;

CREATE INDEX session_page_of_account ON session (account_id, created_at, id);

CREATE INDEX session_lapsed ON session (expires_at);

CREATE VIEW setup_gap AS
SELECT CAST(school.id AS text) || '/' || CAST(class_year.year AS text) || '/' || feature_switch.feature AS gap,
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

CREATE TABLE signing_counters (
    id TEXT CHECK (length(id) = 36 AND id = lower(id)) PRIMARY KEY,
    school_id TEXT CHECK (length(school_id) = 36 AND school_id = lower(school_id)) NOT NULL,
    province_code TEXT CHECK (length(province_code) BETWEEN 1 AND 2) NOT NULL,
    class_year INTEGER NOT NULL REFERENCES class_year (year),
    version INTEGER NOT NULL,
    graduates INTEGER NOT NULL,
    online_pending_graduate INTEGER NOT NULL,
    online_withdrawn INTEGER NOT NULL,
    online_rejected_by_graduate INTEGER NOT NULL,
    online_expired INTEGER NOT NULL,
    online_pending_department INTEGER NOT NULL,
    online_pending_school INTEGER NOT NULL,
    online_review_rejected INTEGER NOT NULL,
    online_effective INTEGER NOT NULL,
    online_voided INTEGER NOT NULL,
    online_terminated INTEGER NOT NULL,
    offline_protocol_pending_department INTEGER NOT NULL,
    offline_protocol_pending_school INTEGER NOT NULL,
    offline_protocol_rejected INTEGER NOT NULL,
    offline_protocol_issued INTEGER NOT NULL,
    offline_sign_pending_department INTEGER NOT NULL,
    offline_sign_pending_school INTEGER NOT NULL,
    offline_sign_rejected INTEGER NOT NULL,
    offline_effective INTEGER NOT NULL,
    offline_voided INTEGER NOT NULL,
    offline_terminated INTEGER NOT NULL,
    offline_cancelled INTEGER NOT NULL,
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL, supplement_pending_department integer NOT NULL DEFAULT 0 CONSTRAINT signing_counters_supplement_pending_department CHECK (supplement_pending_department >= 0), supplement_pending_school integer NOT NULL DEFAULT 0 CONSTRAINT signing_counters_supplement_pending_school CHECK (supplement_pending_school >= 0), supplement_approved integer NOT NULL DEFAULT 0 CONSTRAINT signing_counters_supplement_approved CHECK (supplement_approved >= 0), supplement_rejected integer NOT NULL DEFAULT 0 CONSTRAINT signing_counters_supplement_rejected CHECK (supplement_rejected >= 0), supplement_cancelled integer NOT NULL DEFAULT 0 CONSTRAINT signing_counters_supplement_cancelled CHECK (supplement_cancelled >= 0), supplement_voided integer NOT NULL DEFAULT 0 CONSTRAINT signing_counters_supplement_voided CHECK (supplement_voided >= 0), supplement_terminated integer NOT NULL DEFAULT 0 CONSTRAINT signing_counters_supplement_terminated CHECK (supplement_terminated >= 0), termination_pending_counterparty integer NOT NULL DEFAULT 0 CONSTRAINT signing_counters_termination_pending_counterparty CHECK (termination_pending_counterparty >= 0), termination_counterparty_refused integer NOT NULL DEFAULT 0 CONSTRAINT signing_counters_termination_counterparty_refused CHECK (termination_counterparty_refused >= 0), termination_withdrawn integer NOT NULL DEFAULT 0 CONSTRAINT signing_counters_termination_withdrawn CHECK (termination_withdrawn >= 0), termination_pending_department integer NOT NULL DEFAULT 0 CONSTRAINT signing_counters_termination_pending_department CHECK (termination_pending_department >= 0), termination_pending_school integer NOT NULL DEFAULT 0 CONSTRAINT signing_counters_termination_pending_school CHECK (termination_pending_school >= 0), termination_approved integer NOT NULL DEFAULT 0 CONSTRAINT signing_counters_termination_approved CHECK (termination_approved >= 0), termination_rejected integer NOT NULL DEFAULT 0 CONSTRAINT signing_counters_termination_rejected CHECK (termination_rejected >= 0), termination_lapsed integer NOT NULL DEFAULT 0 CONSTRAINT signing_counters_termination_lapsed CHECK (termination_lapsed >= 0), registration_pending_department integer NOT NULL DEFAULT 0 CONSTRAINT signing_counters_registration_pending_department CHECK (registration_pending_department >= 0), registration_pending_school integer NOT NULL DEFAULT 0 CONSTRAINT signing_counters_registration_pending_school CHECK (registration_pending_school >= 0), registration_approved integer NOT NULL DEFAULT 0 CONSTRAINT signing_counters_registration_approved CHECK (registration_approved >= 0), registration_rejected integer NOT NULL DEFAULT 0 CONSTRAINT signing_counters_registration_rejected CHECK (registration_rejected >= 0), registration_cancelled integer NOT NULL DEFAULT 0 CONSTRAINT signing_counters_registration_cancelled CHECK (registration_cancelled >= 0), registration_void_pending_department integer NOT NULL DEFAULT 0 CONSTRAINT signing_counters_registration_void_pending_department CHECK (registration_void_pending_department >= 0), registration_void_pending_school integer NOT NULL DEFAULT 0 CONSTRAINT signing_counters_registration_void_pending_school CHECK (registration_void_pending_school >= 0), registration_voided integer NOT NULL DEFAULT 0 CONSTRAINT signing_counters_registration_voided CHECK (registration_voided >= 0), registration_superseded integer NOT NULL DEFAULT 0 CONSTRAINT signing_counters_registration_superseded CHECK (registration_superseded >= 0), category_10 integer NOT NULL DEFAULT 0 CONSTRAINT signing_counters_category_10 CHECK (category_10 >= 0), category_11 integer NOT NULL DEFAULT 0 CONSTRAINT signing_counters_category_11 CHECK (category_11 >= 0), category_12 integer NOT NULL DEFAULT 0 CONSTRAINT signing_counters_category_12 CHECK (category_12 >= 0), category_27 integer NOT NULL DEFAULT 0 CONSTRAINT signing_counters_category_27 CHECK (category_27 >= 0), category_46 integer NOT NULL DEFAULT 0 CONSTRAINT signing_counters_category_46 CHECK (category_46 >= 0), category_50 integer NOT NULL DEFAULT 0 CONSTRAINT signing_counters_category_50 CHECK (category_50 >= 0), category_51 integer NOT NULL DEFAULT 0 CONSTRAINT signing_counters_category_51 CHECK (category_51 >= 0), category_75 integer NOT NULL DEFAULT 0 CONSTRAINT signing_counters_category_75 CHECK (category_75 >= 0), category_76 integer NOT NULL DEFAULT 0 CONSTRAINT signing_counters_category_76 CHECK (category_76 >= 0), category_80 integer NOT NULL DEFAULT 0 CONSTRAINT signing_counters_category_80 CHECK (category_80 >= 0), category_85 integer NOT NULL DEFAULT 0 CONSTRAINT signing_counters_category_85 CHECK (category_85 >= 0), category_70 integer NOT NULL DEFAULT 0 CONSTRAINT signing_counters_category_70 CHECK (category_70 >= 0), category_71 integer NOT NULL DEFAULT 0 CONSTRAINT signing_counters_category_71 CHECK (category_71 >= 0), category_72 integer NOT NULL DEFAULT 0 CONSTRAINT signing_counters_category_72 CHECK (category_72 >= 0), registered integer NOT NULL DEFAULT 0 CONSTRAINT signing_counters_registered CHECK (registered >= 0), confirmed integer NOT NULL DEFAULT 0 CONSTRAINT signing_counters_confirmed CHECK (confirmed >= 0), stale integer NOT NULL DEFAULT 0 CONSTRAINT signing_counters_stale CHECK (stale >= 0),
    UNIQUE (school_id, class_year),
    FOREIGN KEY (school_id, province_code) REFERENCES school (id, province_code),
    CONSTRAINT signing_counters_version_from_zero CHECK (version >= 0),
    CONSTRAINT signing_counters_graduates CHECK (graduates >= 0),
    CONSTRAINT signing_counters_online_pending_graduate CHECK (online_pending_graduate >= 0),
    CONSTRAINT signing_counters_online_withdrawn CHECK (online_withdrawn >= 0),
    CONSTRAINT signing_counters_online_rejected_by_graduate CHECK (online_rejected_by_graduate >= 0),
    CONSTRAINT signing_counters_online_expired CHECK (online_expired >= 0),
    CONSTRAINT signing_counters_online_pending_department CHECK (online_pending_department >= 0),
    CONSTRAINT signing_counters_online_pending_school CHECK (online_pending_school >= 0),
    CONSTRAINT signing_counters_online_review_rejected CHECK (online_review_rejected >= 0),
    CONSTRAINT signing_counters_online_effective CHECK (online_effective >= 0),
    CONSTRAINT signing_counters_online_voided CHECK (online_voided >= 0),
    CONSTRAINT signing_counters_online_terminated CHECK (online_terminated >= 0),
    CONSTRAINT signing_counters_offline_protocol_pending_department CHECK (offline_protocol_pending_department >= 0),
    CONSTRAINT signing_counters_offline_protocol_pending_school CHECK (offline_protocol_pending_school >= 0),
    CONSTRAINT signing_counters_offline_protocol_rejected CHECK (offline_protocol_rejected >= 0),
    CONSTRAINT signing_counters_offline_protocol_issued CHECK (offline_protocol_issued >= 0),
    CONSTRAINT signing_counters_offline_sign_pending_department CHECK (offline_sign_pending_department >= 0),
    CONSTRAINT signing_counters_offline_sign_pending_school CHECK (offline_sign_pending_school >= 0),
    CONSTRAINT signing_counters_offline_sign_rejected CHECK (offline_sign_rejected >= 0),
    CONSTRAINT signing_counters_offline_effective CHECK (offline_effective >= 0),
    CONSTRAINT signing_counters_offline_voided CHECK (offline_voided >= 0),
    CONSTRAINT signing_counters_offline_terminated CHECK (offline_terminated >= 0),
    CONSTRAINT signing_counters_offline_cancelled CHECK (offline_cancelled >= 0)
) STRICT;

CREATE INDEX signing_counters_of_year_province ON signing_counters (class_year, province_code);

CREATE VIEW snapshot_pair AS
SELECT later.id AS id, later.school_id, later.province_code, later.class_year,
    earlier.id AS earlier_id, earlier.created_at AS earlier_at,
    later.id AS later_id, later.created_at AS later_at,
    later.graduates - earlier.graduates AS graduates,
    later.registered - earlier.registered AS registered,
    later.confirmed - earlier.confirmed AS confirmed,
    later.stale - earlier.stale AS stale,
    later.online_effective - earlier.online_effective AS online_effective,
    later.offline_effective - earlier.offline_effective AS offline_effective,
    later.supplement_approved - earlier.supplement_approved AS supplement_approved,
    later.category_10 - earlier.category_10 AS category_10,
    later.category_11 - earlier.category_11 AS category_11,
    later.category_12 - earlier.category_12 AS category_12,
    later.category_27 - earlier.category_27 AS category_27,
    later.category_46 - earlier.category_46 AS category_46,
    later.category_50 - earlier.category_50 AS category_50,
    later.category_51 - earlier.category_51 AS category_51,
    later.category_75 - earlier.category_75 AS category_75,
    later.category_76 - earlier.category_76 AS category_76,
    later.category_80 - earlier.category_80 AS category_80,
    later.category_85 - earlier.category_85 AS category_85,
    later.category_70 - earlier.category_70 AS category_70,
    later.category_71 - earlier.category_71 AS category_71,
    later.category_72 - earlier.category_72 AS category_72
FROM school_snapshot later JOIN school_snapshot earlier ON earlier.counters_id = later.counters_id;

CREATE TABLE statistics_snapshot (
    id TEXT CHECK (length(id) = 36 AND id = lower(id)) PRIMARY KEY,
    province_code TEXT CHECK (length(province_code) BETWEEN 1 AND 2) NOT NULL REFERENCES province (code),
    class_year INTEGER NOT NULL REFERENCES class_year (year),
    label TEXT CHECK (length(label) BETWEEN 1 AND 40),
    schools INTEGER NOT NULL,
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    UNIQUE (id, province_code, class_year),
    CONSTRAINT statistics_snapshot_of_schools CHECK (schools >= 1)
) STRICT;

CREATE INDEX statistics_snapshot_page ON statistics_snapshot (created_at, id);

CREATE INDEX statistics_snapshot_page_of_province ON statistics_snapshot (province_code, created_at, id);

CREATE TRIGGER statistics_snapshot_kept BEFORE UPDATE ON statistics_snapshot BEGIN SELECT RAISE(ABORT, 'statistics_snapshot_kept: a snapshot stays as it is'); END;

CREATE TRIGGER statistics_snapshot_kept_from_delete BEFORE DELETE ON statistics_snapshot BEGIN SELECT RAISE(ABORT, 'statistics_snapshot_kept: a snapshot stays as it is'); END;

CREATE TABLE stored_content (
    sha256 TEXT CHECK (length(sha256) BETWEEN 1 AND 64) PRIMARY KEY,
    claimed_at TEXT CHECK (length(claimed_at) IN (25, 32) AND claimed_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    CONSTRAINT stored_content_sha256_length CHECK (length(sha256) = 64)
) STRICT;

CREATE INDEX stored_content_claimed ON stored_content (claimed_at);

CREATE TABLE supplement (
    id TEXT CHECK (length(id) = 36 AND id = lower(id)) PRIMARY KEY,
    graduate_id TEXT CHECK (length(graduate_id) = 36 AND graduate_id = lower(graduate_id)) NOT NULL REFERENCES graduate (id),
    school_id TEXT CHECK (length(school_id) = 36 AND school_id = lower(school_id)) NOT NULL REFERENCES school (id),
    province_code TEXT CHECK (length(province_code) BETWEEN 1 AND 2) NOT NULL REFERENCES province (code),
    department_id TEXT CHECK (length(department_id) = 36 AND department_id = lower(department_id)) NOT NULL REFERENCES department (id),
    person_id TEXT CHECK (length(person_id) = 36 AND person_id = lower(person_id)) NOT NULL REFERENCES person (id),
    class_year INTEGER NOT NULL REFERENCES class_year (year),
    review_levels TEXT CHECK (length(review_levels) BETWEEN 1 AND 22) NOT NULL,
    status TEXT CHECK (length(status) BETWEEN 1 AND 23) NOT NULL,
    rejected_by TEXT CHECK (length(rejected_by) BETWEEN 1 AND 10),
    status_reason TEXT CHECK (length(status_reason) BETWEEN 1 AND 500),
    version INTEGER NOT NULL,
    agreement_number TEXT CHECK (length(agreement_number) BETWEEN 1 AND 40) NOT NULL,
    employer_name TEXT CHECK (length(employer_name) BETWEEN 1 AND 60) NOT NULL,
    employer_uscc TEXT CHECK (length(employer_uscc) BETWEEN 1 AND 18) NOT NULL,
    employer_contact TEXT CHECK (length(employer_contact) BETWEEN 1 AND 40),
    employer_phone TEXT CHECK (length(employer_phone) BETWEEN 1 AND 20),
    position TEXT CHECK (length(position) BETWEEN 1 AND 60),
    monthly_pay INTEGER,
    work_address TEXT CHECK (length(work_address) BETWEEN 1 AND 120),
    start_date TEXT CHECK (start_date GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL, source_system TEXT CHECK (length(source_system) BETWEEN 1 AND 20), source_id TEXT CHECK (length(source_id) BETWEEN 1 AND 64) CONSTRAINT supplement_source_whole CHECK ((source_id IS NULL) = (source_system IS NULL)),
    CONSTRAINT supplement_reason_where_asked CHECK (status_reason IS NOT NULL OR status NOT IN ('REJECTED', 'VOIDED')),
    CONSTRAINT supplement_uscc_length CHECK (length(employer_uscc) = 18),
    CONSTRAINT supplement_monthly_pay_positive CHECK (monthly_pay > 0),
    CONSTRAINT supplement_review_levels_known CHECK (review_levels IN ('SCHOOL_ONLY', 'DEPARTMENT_THEN_SCHOOL')),
    CONSTRAINT supplement_status_of_its_life CHECK (status IN ('PENDING_DEPARTMENT', 'PENDING_SCHOOL', 'APPROVED', 'REJECTED', 'CANCELLED', 'VOIDED', 'TERMINATED')),
    CONSTRAINT supplement_rejected_by_known CHECK (rejected_by IN ('DEPARTMENT', 'SCHOOL')),
    CONSTRAINT supplement_rejected_by_where_rejected CHECK ((rejected_by IS NOT NULL) = (status = 'REJECTED')),
    CONSTRAINT supplement_department_reviews_where_set_up CHECK (
        review_levels = 'DEPARTMENT_THEN_SCHOOL' OR coalesce(rejected_by, 'SCHOOL') = 'SCHOOL' AND status <> 'PENDING_DEPARTMENT'
    ),
    CONSTRAINT supplement_version_positive CHECK (version >= 1)
) STRICT;

CREATE INDEX supplement_page_of_province ON supplement (province_code, created_at, id);

CREATE INDEX supplement_page_of_school ON supplement (school_id, created_at, id);

CREATE INDEX supplement_page_of_department ON supplement (department_id, created_at, id);

CREATE INDEX supplement_page_of_person ON supplement (person_id, created_at, id);

CREATE INDEX supplement_page_of_graduate ON supplement (graduate_id, created_at, id);

CREATE INDEX supplement_page_of_province_status ON supplement (province_code, status, created_at, id, class_year);

CREATE INDEX supplement_page_of_school_status ON supplement (school_id, status, created_at, id, class_year);

CREATE INDEX supplement_page_of_department_status ON supplement (department_id, status, created_at, id, class_year);

CREATE INDEX supplement_page_of_school_updated ON supplement (school_id, updated_at, id);

CREATE INDEX supplement_page_of_school_employer ON supplement (school_id, employer_name, id);

CREATE TRIGGER supplement_copies_graduate BEFORE INSERT ON supplement WHEN NOT EXISTS (SELECT 1 FROM graduate WHERE id = NEW.graduate_id AND person_id = NEW.person_id AND school_id = NEW.school_id
    AND department_id = NEW.department_id AND province_code = NEW.province_code AND class_year = NEW.class_year)
BEGIN SELECT RAISE(ABORT, 'supplement_copies_graduate: its scope is not that of its graduate'); END;

CREATE TRIGGER supplement_copies_graduate_on_update BEFORE UPDATE OF graduate_id, person_id, school_id, department_id, province_code, class_year ON supplement WHEN NOT EXISTS (SELECT 1 FROM graduate WHERE id = NEW.graduate_id AND person_id = NEW.person_id AND school_id = NEW.school_id
    AND department_id = NEW.department_id AND province_code = NEW.province_code AND class_year = NEW.class_year)
BEGIN SELECT RAISE(ABORT, 'supplement_copies_graduate: its scope is not that of its graduate'); END;

CREATE INDEX supplement_of_source ON supplement (source_id, id) WHERE source_id IS NOT NULL;

CREATE VIEW supplement_event AS
SELECT audit.id AS id, supplement.id AS supplement_id, supplement.school_id AS school_id, supplement.province_code AS province_code,
    supplement.department_id AS department_id, supplement.person_id AS person_id, 
    audit.role AS role, audit.action AS action, audit.status_before AS status_before, audit.status_after AS status_after,
    audit.reason AS reason, audit.created_at AS created_at, audit.updated_at AS updated_at
FROM audit JOIN supplement ON supplement.id = audit.record_id
WHERE audit.record_kind = 'SUPPLEMENT';

CREATE TABLE termination (
    id TEXT CHECK (length(id) = 36 AND id = lower(id)) PRIMARY KEY,
    graduate_id TEXT CHECK (length(graduate_id) = 36 AND graduate_id = lower(graduate_id)) NOT NULL REFERENCES graduate (id),
    school_id TEXT CHECK (length(school_id) = 36 AND school_id = lower(school_id)) NOT NULL REFERENCES school (id),
    province_code TEXT CHECK (length(province_code) BETWEEN 1 AND 2) NOT NULL REFERENCES province (code),
    department_id TEXT CHECK (length(department_id) = 36 AND department_id = lower(department_id)) NOT NULL REFERENCES department (id),
    person_id TEXT CHECK (length(person_id) = 36 AND person_id = lower(person_id)) NOT NULL REFERENCES person (id),
    class_year INTEGER NOT NULL REFERENCES class_year (year),
    review_levels TEXT CHECK (length(review_levels) BETWEEN 1 AND 22) NOT NULL,
    status TEXT CHECK (length(status) BETWEEN 1 AND 23) NOT NULL,
    rejected_by TEXT CHECK (length(rejected_by) BETWEEN 1 AND 10),
    status_reason TEXT CHECK (length(status_reason) BETWEEN 1 AND 500),
    version INTEGER NOT NULL,
    agreement_id TEXT CHECK (length(agreement_id) = 36 AND agreement_id = lower(agreement_id)) REFERENCES agreement (id),
    supplement_id TEXT CHECK (length(supplement_id) = 36 AND supplement_id = lower(supplement_id)) REFERENCES supplement (id),
    initiator TEXT CHECK (length(initiator) BETWEEN 1 AND 8) NOT NULL,
    kind TEXT CHECK (length(kind) BETWEEN 1 AND 7) NOT NULL,
    reason TEXT CHECK (length(reason) BETWEEN 1 AND 500) NOT NULL,
    employer_id TEXT CHECK (length(employer_id) = 36 AND employer_id = lower(employer_id)) REFERENCES employer (id),
    employer_name TEXT CHECK (length(employer_name) BETWEEN 1 AND 60) NOT NULL,
    agreement_number TEXT CHECK (length(agreement_number) BETWEEN 1 AND 40) NOT NULL,
    is_graduate_disclosed INTEGER CHECK (is_graduate_disclosed IN (0, 1)) NOT NULL,
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    CONSTRAINT termination_of_one CHECK ((agreement_id IS NULL) <> (supplement_id IS NULL)),
    CONSTRAINT termination_initiator_known CHECK (initiator IN ('EMPLOYER', 'GRADUATE')),
    CONSTRAINT termination_kind_known CHECK (kind IN ('ONLINE', 'OFFLINE')),
    CONSTRAINT termination_offline_by_graduate CHECK (
        kind = 'ONLINE' AND supplement_id IS NULL
        OR kind = 'OFFLINE' AND initiator = 'GRADUATE' AND status NOT IN ('PENDING_COUNTERPARTY', 'COUNTERPARTY_REFUSED')
    ),
    CONSTRAINT termination_reason_where_asked CHECK (status_reason IS NOT NULL OR status NOT IN ('REJECTED', 'COUNTERPARTY_REFUSED')),
    CONSTRAINT termination_review_levels_known CHECK (review_levels IN ('SCHOOL_ONLY', 'DEPARTMENT_THEN_SCHOOL')),
    CONSTRAINT termination_status_of_its_life CHECK (status IN ('PENDING_COUNTERPARTY', 'PENDING_DEPARTMENT', 'PENDING_SCHOOL', 'COUNTERPARTY_REFUSED', 'WITHDRAWN', 'APPROVED', 'REJECTED', 'LAPSED')),
    CONSTRAINT termination_rejected_by_known CHECK (rejected_by IN ('DEPARTMENT', 'SCHOOL')),
    CONSTRAINT termination_rejected_by_where_rejected CHECK ((rejected_by IS NOT NULL) = (status = 'REJECTED')),
    CONSTRAINT termination_department_reviews_where_set_up CHECK (
        review_levels = 'DEPARTMENT_THEN_SCHOOL' OR coalesce(rejected_by, 'SCHOOL') = 'SCHOOL' AND status <> 'PENDING_DEPARTMENT'
    ),
    CONSTRAINT termination_version_positive CHECK (version >= 1)
) STRICT;

CREATE INDEX termination_page_of_province ON termination (province_code, created_at, id);

CREATE INDEX termination_page_of_school ON termination (school_id, created_at, id);

CREATE INDEX termination_page_of_department ON termination (department_id, created_at, id);

CREATE INDEX termination_page_of_person ON termination (person_id, created_at, id);

CREATE INDEX termination_page_of_graduate ON termination (graduate_id, created_at, id);

CREATE INDEX termination_page_of_province_status ON termination (province_code, status, created_at, id, class_year);

CREATE INDEX termination_page_of_school_status ON termination (school_id, status, created_at, id, class_year);

CREATE INDEX termination_page_of_department_status ON termination (department_id, status, created_at, id, class_year);

CREATE INDEX termination_page_of_school_updated ON termination (school_id, updated_at, id);

CREATE INDEX termination_page_of_school_employer ON termination (school_id, employer_name, id);

CREATE INDEX termination_page_of_employer ON termination (employer_id, created_at, id);

CREATE INDEX termination_of_agreement ON termination (agreement_id, created_at, id) WHERE agreement_id IS NOT NULL;

CREATE INDEX termination_of_supplement ON termination (supplement_id, created_at, id) WHERE supplement_id IS NOT NULL;

CREATE UNIQUE INDEX termination_one_open_of_agreement ON termination (agreement_id) WHERE status IN ('PENDING_COUNTERPARTY', 'PENDING_DEPARTMENT', 'PENDING_SCHOOL');

CREATE UNIQUE INDEX termination_one_open_of_supplement ON termination (supplement_id) WHERE status IN ('PENDING_COUNTERPARTY', 'PENDING_DEPARTMENT', 'PENDING_SCHOOL');

CREATE TRIGGER termination_copies_ended BEFORE INSERT ON termination WHEN NEW.agreement_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM agreement WHERE id = NEW.agreement_id AND employer_id IS NEW.employer_id AND graduate_id = NEW.graduate_id AND person_id = NEW.person_id AND school_id = NEW.school_id
        AND department_id = NEW.department_id AND province_code = NEW.province_code AND class_year = NEW.class_year
    ) OR NEW.supplement_id IS NOT NULL AND (NEW.employer_id IS NOT NULL OR NOT EXISTS (
        SELECT 1 FROM supplement WHERE id = NEW.supplement_id AND graduate_id = NEW.graduate_id AND person_id = NEW.person_id AND school_id = NEW.school_id
        AND department_id = NEW.department_id AND province_code = NEW.province_code AND class_year = NEW.class_year
    ))
BEGIN SELECT RAISE(ABORT, 'termination_copies_ended: its scope is not that of what it ends'); END;

CREATE TRIGGER termination_copies_ended_on_update BEFORE UPDATE OF agreement_id, supplement_id, graduate_id, person_id, school_id, department_id, province_code, class_year, employer_id ON termination WHEN NEW.agreement_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM agreement WHERE id = NEW.agreement_id AND employer_id IS NEW.employer_id AND graduate_id = NEW.graduate_id AND person_id = NEW.person_id AND school_id = NEW.school_id
        AND department_id = NEW.department_id AND province_code = NEW.province_code AND class_year = NEW.class_year
    ) OR NEW.supplement_id IS NOT NULL AND (NEW.employer_id IS NOT NULL OR NOT EXISTS (
        SELECT 1 FROM supplement WHERE id = NEW.supplement_id AND graduate_id = NEW.graduate_id AND person_id = NEW.person_id AND school_id = NEW.school_id
        AND department_id = NEW.department_id AND province_code = NEW.province_code AND class_year = NEW.class_year
    ))
BEGIN SELECT RAISE(ABORT, 'termination_copies_ended: its scope is not that of what it ends'); END;

CREATE VIEW termination_event AS
SELECT audit.id AS id, termination.id AS termination_id, termination.school_id AS school_id, termination.province_code AS province_code,
    termination.department_id AS department_id, termination.person_id AS person_id, termination.employer_id AS employer_id, 
    audit.role AS role, audit.action AS action, audit.status_before AS status_before, audit.status_after AS status_after,
    audit.reason AS reason, audit.created_at AS created_at, audit.updated_at AS updated_at
FROM audit JOIN termination ON termination.id = audit.record_id
WHERE audit.record_kind = 'TERMINATION';

CREATE TABLE "tortoise_migrations" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "app" VARCHAR(255) NOT NULL,
    "name" VARCHAR(255) NOT NULL,
    "applied_at" TIMESTAMP NOT NULL,
    CONSTRAINT "uid_tortoise_mi_app_3803a5" UNIQUE ("app", "name")
);

CREATE TABLE upload (
    id TEXT CHECK (length(id) = 36 AND id = lower(id)) PRIMARY KEY,
    account_id TEXT CHECK (length(account_id) = 36 AND account_id = lower(account_id)) NOT NULL REFERENCES account (id),
    purpose TEXT CHECK (length(purpose) BETWEEN 1 AND 16) NOT NULL,
    sha256 TEXT CHECK (length(sha256) BETWEEN 1 AND 64) NOT NULL REFERENCES stored_content (sha256),
    size INTEGER NOT NULL,
    media_type TEXT CHECK (length(media_type) BETWEEN 1 AND 80) NOT NULL,
    file_name TEXT CHECK (length(file_name) BETWEEN 1 AND 100) NOT NULL,
    record_kind TEXT CHECK (length(record_kind) BETWEEN 1 AND 16),
    record_id TEXT CHECK (length(record_id) = 36 AND record_id = lower(record_id)),
    school_id TEXT CHECK (length(school_id) = 36 AND school_id = lower(school_id)) REFERENCES school (id),
    province_code TEXT CHECK (length(province_code) BETWEEN 1 AND 2) REFERENCES province (code),
    department_id TEXT CHECK (length(department_id) = 36 AND department_id = lower(department_id)) REFERENCES department (id),
    person_id TEXT CHECK (length(person_id) = 36 AND person_id = lower(person_id)) REFERENCES person (id),
    employer_id TEXT CHECK (length(employer_id) = 36 AND employer_id = lower(employer_id)) REFERENCES employer (id),
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    CONSTRAINT upload_purpose_known CHECK (purpose IN ('SCAN', 'LETTER', 'PROOF', 'ROSTER')),
    CONSTRAINT upload_record_kind_known CHECK (record_kind IN ('AGREEMENT', 'SUPPLEMENT', 'TERMINATION', 'REGISTRATION')),
    CONSTRAINT upload_size_positive CHECK (size > 0),
    CONSTRAINT upload_media_type_of_purpose CHECK (
        (purpose NOT IN ('SCAN', 'LETTER', 'PROOF') OR media_type IN ('image/jpeg', 'image/png', 'application/pdf'))
        AND (purpose <> 'ROSTER' OR media_type IN ('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'text/csv'))
    ),
    CONSTRAINT upload_roster_apart CHECK (purpose <> 'ROSTER' OR record_id IS NULL),
    CONSTRAINT upload_attached_whole CHECK (
        record_kind IS NULL AND record_id IS NULL AND school_id IS NULL AND province_code IS NULL AND department_id IS NULL
            AND person_id IS NULL AND employer_id IS NULL
        OR record_kind IS NOT NULL AND record_id IS NOT NULL AND school_id IS NOT NULL AND province_code IS NOT NULL
            AND department_id IS NOT NULL AND person_id IS NOT NULL
    )
) STRICT;

CREATE INDEX upload_of_record ON upload (record_id, created_at, id);

CREATE INDEX upload_unattached ON upload (created_at) WHERE record_id IS NULL;

CREATE INDEX upload_of_content ON upload (sha256);

CREATE TRIGGER upload_kept BEFORE UPDATE ON upload WHEN OLD.record_id IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'upload_kept: what is attached stays as it is'); END;

CREATE TRIGGER upload_kept_from_delete BEFORE DELETE ON upload WHEN OLD.record_id IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'upload_kept: what is attached stays as it is'); END;

CREATE TRIGGER upload_copies_agreement BEFORE INSERT ON upload
WHEN NEW.record_kind = 'AGREEMENT' AND NOT EXISTS (
    SELECT 1 FROM agreement WHERE id = NEW.record_id AND person_id = NEW.person_id AND school_id = NEW.school_id
    AND department_id = NEW.department_id AND province_code = NEW.province_code AND employer_id IS NEW.employer_id
)
BEGIN SELECT RAISE(ABORT, 'upload_copies_agreement: its scope is not that of its agreement'); END;

CREATE TRIGGER upload_copies_agreement_on_update BEFORE UPDATE ON upload
WHEN NEW.record_kind = 'AGREEMENT' AND NOT EXISTS (
    SELECT 1 FROM agreement WHERE id = NEW.record_id AND person_id = NEW.person_id AND school_id = NEW.school_id
    AND department_id = NEW.department_id AND province_code = NEW.province_code AND employer_id IS NEW.employer_id
)
BEGIN SELECT RAISE(ABORT, 'upload_copies_agreement: its scope is not that of its agreement'); END;

CREATE TRIGGER upload_copies_registration BEFORE INSERT ON upload
WHEN NEW.record_kind = 'REGISTRATION' AND NOT EXISTS (
    SELECT 1 FROM registration WHERE id = NEW.record_id AND person_id = NEW.person_id AND school_id = NEW.school_id
    AND department_id = NEW.department_id AND province_code = NEW.province_code AND NEW.employer_id IS NULL
)
BEGIN SELECT RAISE(ABORT, 'upload_copies_registration: its scope is not that of its registration'); END;

CREATE TRIGGER upload_copies_registration_on_update BEFORE UPDATE ON upload
WHEN NEW.record_kind = 'REGISTRATION' AND NOT EXISTS (
    SELECT 1 FROM registration WHERE id = NEW.record_id AND person_id = NEW.person_id AND school_id = NEW.school_id
    AND department_id = NEW.department_id AND province_code = NEW.province_code AND NEW.employer_id IS NULL
)
BEGIN SELECT RAISE(ABORT, 'upload_copies_registration: its scope is not that of its registration'); END;

CREATE TRIGGER upload_copies_supplement BEFORE INSERT ON upload
WHEN NEW.record_kind = 'SUPPLEMENT' AND NOT EXISTS (
    SELECT 1 FROM supplement WHERE id = NEW.record_id AND person_id = NEW.person_id AND school_id = NEW.school_id
    AND department_id = NEW.department_id AND province_code = NEW.province_code AND NEW.employer_id IS NULL
)
BEGIN SELECT RAISE(ABORT, 'upload_copies_supplement: its scope is not that of its supplement'); END;

CREATE TRIGGER upload_copies_supplement_on_update BEFORE UPDATE ON upload
WHEN NEW.record_kind = 'SUPPLEMENT' AND NOT EXISTS (
    SELECT 1 FROM supplement WHERE id = NEW.record_id AND person_id = NEW.person_id AND school_id = NEW.school_id
    AND department_id = NEW.department_id AND province_code = NEW.province_code AND NEW.employer_id IS NULL
)
BEGIN SELECT RAISE(ABORT, 'upload_copies_supplement: its scope is not that of its supplement'); END;

CREATE TRIGGER upload_copies_termination BEFORE INSERT ON upload
WHEN NEW.record_kind = 'TERMINATION' AND NOT EXISTS (
    SELECT 1 FROM termination WHERE id = NEW.record_id AND person_id = NEW.person_id AND school_id = NEW.school_id
    AND department_id = NEW.department_id AND province_code = NEW.province_code AND employer_id IS NEW.employer_id
)
BEGIN SELECT RAISE(ABORT, 'upload_copies_termination: its scope is not that of its termination'); END;

CREATE TRIGGER upload_copies_termination_on_update BEFORE UPDATE ON upload
WHEN NEW.record_kind = 'TERMINATION' AND NOT EXISTS (
    SELECT 1 FROM termination WHERE id = NEW.record_id AND person_id = NEW.person_id AND school_id = NEW.school_id
    AND department_id = NEW.department_id AND province_code = NEW.province_code AND employer_id IS NEW.employer_id
)
BEGIN SELECT RAISE(ABORT, 'upload_copies_termination: its scope is not that of its termination'); END;

CREATE TABLE verification_grant (
    id TEXT CHECK (length(id) = 36 AND id = lower(id)) PRIMARY KEY,
    confirmation_id TEXT CHECK (length(confirmation_id) = 36 AND confirmation_id = lower(confirmation_id)) NOT NULL,
    graduate_id TEXT CHECK (length(graduate_id) = 36 AND graduate_id = lower(graduate_id)) NOT NULL REFERENCES graduate (id),
    school_id TEXT CHECK (length(school_id) = 36 AND school_id = lower(school_id)) NOT NULL,
    province_code TEXT CHECK (length(province_code) BETWEEN 1 AND 2) NOT NULL,
    department_id TEXT CHECK (length(department_id) = 36 AND department_id = lower(department_id)) NOT NULL,
    person_id TEXT CHECK (length(person_id) = 36 AND person_id = lower(person_id)) NOT NULL REFERENCES person (id),
    class_year INTEGER NOT NULL REFERENCES class_year (year),
    number TEXT CHECK (length(number) BETWEEN 1 AND 16) NOT NULL UNIQUE,
    shows_destination INTEGER CHECK (shows_destination IN (0, 1)) NOT NULL,
    shows_archive INTEGER CHECK (shows_archive IN (0, 1)) NOT NULL,
    shows_hukou INTEGER CHECK (shows_hukou IN (0, 1)) NOT NULL,
    state TEXT CHECK (length(state) BETWEEN 1 AND 7) NOT NULL,
    expires_at TEXT CHECK (length(expires_at) IN (25, 32) AND expires_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    revoked_at TEXT CHECK (length(revoked_at) IN (25, 32) AND revoked_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00'),
    version INTEGER NOT NULL,
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    UNIQUE (id, graduate_id),
    FOREIGN KEY (confirmation_id, graduate_id) REFERENCES confirmation (id, graduate_id),
    FOREIGN KEY (school_id, province_code) REFERENCES school (id, province_code),
    FOREIGN KEY (department_id, school_id) REFERENCES department (id, school_id),
    CONSTRAINT verification_grant_number_length CHECK (length(number) = 16),
    CONSTRAINT verification_grant_state_known CHECK (state IN ('ACTIVE', 'REVOKED')),
    CONSTRAINT verification_grant_revoked_since CHECK ((state = 'REVOKED') = (revoked_at IS NOT NULL)),
    CONSTRAINT verification_grant_version_positive CHECK (version >= 1)
) STRICT;

CREATE INDEX verification_grant_of_confirmation ON verification_grant (confirmation_id, created_at, id);

CREATE INDEX verification_grant_of_person ON verification_grant (person_id, created_at, id);

CREATE INDEX verification_grant_active ON verification_grant (graduate_id) WHERE state = 'ACTIVE';

CREATE TABLE verification_look (
    id TEXT CHECK (length(id) = 36 AND id = lower(id)) PRIMARY KEY,
    grant_id TEXT CHECK (length(grant_id) = 36 AND grant_id = lower(grant_id)) NOT NULL,
    graduate_id TEXT CHECK (length(graduate_id) = 36 AND graduate_id = lower(graduate_id)) NOT NULL REFERENCES graduate (id),
    school_id TEXT CHECK (length(school_id) = 36 AND school_id = lower(school_id)) NOT NULL,
    province_code TEXT CHECK (length(province_code) BETWEEN 1 AND 2) NOT NULL,
    department_id TEXT CHECK (length(department_id) = 36 AND department_id = lower(department_id)) NOT NULL,
    person_id TEXT CHECK (length(person_id) = 36 AND person_id = lower(person_id)) NOT NULL REFERENCES person (id),
    class_year INTEGER NOT NULL REFERENCES class_year (year),
    looked_by TEXT CHECK (length(looked_by) BETWEEN 1 AND 60) NOT NULL,
    key_kind TEXT CHECK (length(key_kind) BETWEEN 1 AND 12) NOT NULL,
    address TEXT CHECK (length(address) BETWEEN 1 AND 45),
    created_at TEXT CHECK (length(created_at) IN (25, 32) AND created_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    updated_at TEXT CHECK (length(updated_at) IN (25, 32) AND updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00') NOT NULL,
    FOREIGN KEY (grant_id, graduate_id) REFERENCES verification_grant (id, graduate_id),
    FOREIGN KEY (school_id, province_code) REFERENCES school (id, province_code),
    FOREIGN KEY (department_id, school_id) REFERENCES department (id, school_id),
    CONSTRAINT verification_look_key_kind_known CHECK (key_kind IN ('VERIFICATION', 'TRANSFER'))
) STRICT;

CREATE INDEX verification_look_of_grant ON verification_look (grant_id, created_at, id);

CREATE INDEX verification_look_of_person ON verification_look (person_id, created_at, id);

CREATE TRIGGER verification_look_kept BEFORE UPDATE ON verification_look
BEGIN SELECT RAISE(ABORT, 'verification_look_kept: who looked stays known'); END;

CREATE TRIGGER verification_look_kept_from_delete BEFORE DELETE ON verification_look
BEGIN SELECT RAISE(ABORT, 'verification_look_kept: who looked stays known'); END;

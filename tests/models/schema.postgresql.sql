CREATE FUNCTION public.agreement_copies_graduate() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM graduate WHERE id = NEW.graduate_id AND person_id = NEW.person_id AND school_id = NEW.school_id
        AND department_id = NEW.department_id AND province_code = NEW.province_code AND class_year = NEW.class_year
    ) THEN
        RAISE EXCEPTION '%: its scope is not that of its graduate', TG_NAME USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.block_copies_record() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM agreement WHERE id = NEW.id AND graduate_id = NEW.graduate_id AND person_id = NEW.person_id
    AND school_id = NEW.school_id AND department_id = NEW.department_id AND province_code = NEW.province_code) AND NOT EXISTS (SELECT 1 FROM registration WHERE id = NEW.id AND graduate_id = NEW.graduate_id AND person_id = NEW.person_id
    AND school_id = NEW.school_id AND department_id = NEW.department_id AND province_code = NEW.province_code) AND NOT EXISTS (SELECT 1 FROM supplement WHERE id = NEW.id AND graduate_id = NEW.graduate_id AND person_id = NEW.person_id
    AND school_id = NEW.school_id AND department_id = NEW.department_id AND province_code = NEW.province_code) THEN
        RAISE EXCEPTION '%: its scope is not that of its record', TG_NAME USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.destination_slot_held_by_its_graduate() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NEW.holder_kind = 'AGREEMENT'
        AND NOT EXISTS (SELECT 1 FROM agreement WHERE id = NEW.holder_id AND graduate_id = NEW.graduate_id) THEN
        RAISE EXCEPTION '%: the holder is no agreement of this graduate', TG_NAME USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.destination_slot_of_its_registration() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NEW.holder_kind = 'REGISTRATION' AND NOT EXISTS (SELECT 1 FROM registration WHERE id = NEW.holder_id AND graduate_id = NEW.graduate_id) OR NEW.under_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM registration WHERE id = NEW.under_id AND graduate_id = NEW.graduate_id) THEN
        RAISE EXCEPTION '%: no registration of this graduate', TG_NAME USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.destination_slot_of_its_supplement() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NEW.holder_kind = 'SUPPLEMENT' AND NOT EXISTS (
    SELECT 1 FROM supplement WHERE id = NEW.holder_id AND graduate_id = NEW.graduate_id
) THEN
        RAISE EXCEPTION '%: no supplement of this graduate', TG_NAME USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.dispute_copies_graduate() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM graduate WHERE id = NEW.graduate_id AND person_id = NEW.person_id AND school_id = NEW.school_id
    AND department_id = NEW.department_id AND province_code = NEW.province_code AND class_year = NEW.class_year) THEN
        RAISE EXCEPTION '%: its scope is not that of its graduate', TG_NAME USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.dispute_of_its_graduate() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NEW.subject = 'BASICS' AND NEW.record_id <> NEW.graduate_id
    OR NEW.subject = 'AGREEMENT' AND NOT EXISTS (
        SELECT 1 FROM agreement WHERE id = NEW.record_id AND graduate_id = NEW.graduate_id
    )
    OR NEW.subject = 'SUPPLEMENT' AND NOT EXISTS (
        SELECT 1 FROM supplement WHERE id = NEW.record_id AND graduate_id = NEW.graduate_id
    )
    OR NEW.subject = 'REGISTRATION' AND NOT EXISTS (
        SELECT 1 FROM registration WHERE id = NEW.record_id AND graduate_id = NEW.graduate_id
    ) THEN
        RAISE EXCEPTION '%: nothing of its graduate is disputed', TG_NAME USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.issued_number_remembered() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO issued_number VALUES (
        NEW.number, NEW.id, NEW.school_id, NEW.province_code, NEW.department_id, NEW.person_id, NEW.employer_id,
        NEW.updated_at, NEW.updated_at
    );
    RETURN NULL;
END $$;

CREATE FUNCTION public.refuse() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION '%: %', TG_NAME, TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION public.registration_copies_graduate() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM graduate WHERE id = NEW.graduate_id AND person_id = NEW.person_id AND school_id = NEW.school_id
    AND department_id = NEW.department_id AND province_code = NEW.province_code AND class_year = NEW.class_year) THEN
        RAISE EXCEPTION '%: its scope is not that of its graduate', TG_NAME USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.review_copies_agreement() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM agreement WHERE id = NEW.agreement_id AND person_id = NEW.person_id AND school_id = NEW.school_id
        AND department_id = NEW.department_id AND province_code = NEW.province_code AND employer_id IS NOT DISTINCT FROM NEW.employer_id
    ) THEN
        RAISE EXCEPTION '%: its scope is not that of its agreement', TG_NAME USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.supplement_copies_graduate() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM graduate WHERE id = NEW.graduate_id AND person_id = NEW.person_id AND school_id = NEW.school_id
    AND department_id = NEW.department_id AND province_code = NEW.province_code AND class_year = NEW.class_year) THEN
        RAISE EXCEPTION '%: its scope is not that of its graduate', TG_NAME USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.termination_copies_ended() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NEW.agreement_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM agreement WHERE id = NEW.agreement_id AND employer_id IS NOT DISTINCT FROM NEW.employer_id AND graduate_id = NEW.graduate_id AND person_id = NEW.person_id AND school_id = NEW.school_id
        AND department_id = NEW.department_id AND province_code = NEW.province_code AND class_year = NEW.class_year
    ) OR NEW.supplement_id IS NOT NULL AND (NEW.employer_id IS NOT NULL OR NOT EXISTS (
        SELECT 1 FROM supplement WHERE id = NEW.supplement_id AND graduate_id = NEW.graduate_id AND person_id = NEW.person_id AND school_id = NEW.school_id
        AND department_id = NEW.department_id AND province_code = NEW.province_code AND class_year = NEW.class_year
    )) THEN
        RAISE EXCEPTION '%: its scope is not that of what it ends', TG_NAME USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.transfer_copies_graduate() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NOT EXISTS (
    SELECT 1 FROM graduate WHERE id = NEW.graduate_id AND person_id = NEW.person_id AND school_id = NEW.school_id
    AND department_id = NEW.department_id AND province_code = NEW.province_code AND class_year = NEW.class_year
) THEN
        RAISE EXCEPTION '%: its scope is not that of its graduate', TG_NAME USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.upload_copies_agreement() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM agreement WHERE id = NEW.record_id AND person_id = NEW.person_id AND school_id = NEW.school_id
    AND department_id = NEW.department_id AND province_code = NEW.province_code AND employer_id IS NOT DISTINCT FROM NEW.employer_id
    ) THEN
        RAISE EXCEPTION '%: its scope is not that of its agreement', TG_NAME USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.upload_copies_registration() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM registration WHERE id = NEW.record_id AND person_id = NEW.person_id AND school_id = NEW.school_id
    AND department_id = NEW.department_id AND province_code = NEW.province_code AND NEW.employer_id IS NULL
    ) THEN
        RAISE EXCEPTION '%: its scope is not that of its registration', TG_NAME USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.upload_copies_supplement() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM supplement WHERE id = NEW.record_id AND person_id = NEW.person_id AND school_id = NEW.school_id
    AND department_id = NEW.department_id AND province_code = NEW.province_code AND NEW.employer_id IS NULL
    ) THEN
        RAISE EXCEPTION '%: its scope is not that of its supplement', TG_NAME USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.upload_copies_termination() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM termination WHERE id = NEW.record_id AND person_id = NEW.person_id AND school_id = NEW.school_id
    AND department_id = NEW.department_id AND province_code = NEW.province_code AND employer_id IS NOT DISTINCT FROM NEW.employer_id
    ) THEN
        RAISE EXCEPTION '%: its scope is not that of its termination', TG_NAME USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TABLE public.account (
    id uuid NOT NULL,
    username character varying(40) NOT NULL COLLATE pg_catalog."C",
    password_hash character varying(200) COLLATE pg_catalog."C",
    display_name character varying(60) NOT NULL COLLATE pg_catalog."C",
    role character varying(10) NOT NULL COLLATE pg_catalog."C",
    is_enabled boolean NOT NULL,
    epoch integer NOT NULL,
    province_code character varying(2) COLLATE pg_catalog."C",
    school_id uuid,
    department_id uuid,
    person_id uuid,
    employer_id uuid,
    employment_level integer NOT NULL,
    archive_level integer NOT NULL,
    hukou_level integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    is_activated boolean GENERATED ALWAYS AS ((password_hash IS NOT NULL)) STORED NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    source_system character varying(20) COLLATE pg_catalog."C",
    CONSTRAINT account_display_name_check CHECK (((display_name)::text <> ''::text)),
    CONSTRAINT account_epoch_positive CHECK ((epoch >= 1)),
    CONSTRAINT account_levels_known CHECK ((((employment_level >= 0) AND (employment_level <= 2)) AND ((archive_level >= 0) AND (archive_level <= 2)) AND ((hukou_level >= 0) AND (hukou_level <= 2)))),
    CONSTRAINT account_password_hash_check CHECK (((password_hash)::text <> ''::text)),
    CONSTRAINT account_province_code_check CHECK (((province_code)::text <> ''::text)),
    CONSTRAINT account_role_check CHECK (((role)::text <> ''::text)),
    CONSTRAINT account_role_known CHECK (((role)::text = ANY ((ARRAY['MINISTRY'::character varying, 'PROVINCE'::character varying, 'SCHOOL'::character varying, 'DEPARTMENT'::character varying, 'GRADUATE'::character varying, 'EMPLOYER'::character varying])::text[]))),
    CONSTRAINT account_scope_of_role CHECK ((((province_code IS NOT NULL) = ((role)::text = ANY ((ARRAY['PROVINCE'::character varying, 'SCHOOL'::character varying, 'DEPARTMENT'::character varying, 'EMPLOYER'::character varying])::text[]))) AND
CASE role
    WHEN 'GRADUATE'::text THEN true
    ELSE ((school_id IS NOT NULL) = ((role)::text = ANY ((ARRAY['SCHOOL'::character varying, 'DEPARTMENT'::character varying])::text[])))
END AND ((department_id IS NOT NULL) = ((role)::text = 'DEPARTMENT'::text)) AND ((person_id IS NOT NULL) = ((role)::text = 'GRADUATE'::text)) AND ((employer_id IS NOT NULL) = ((role)::text = 'EMPLOYER'::text)))),
    CONSTRAINT account_source_system_check CHECK (((source_system)::text <> ''::text)),
    CONSTRAINT account_system_of_province CHECK (((source_system IS NULL) OR ((role)::text = 'PROVINCE'::text))),
    CONSTRAINT account_username_check CHECK (((username)::text <> ''::text)),
    CONSTRAINT account_version_positive CHECK ((version >= 1))
);

CREATE TABLE public.activation_code (
    account_id uuid NOT NULL,
    digest character varying(64) NOT NULL COLLATE pg_catalog."C",
    expires_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT activation_code_digest_check CHECK (((digest)::text <> ''::text)),
    CONSTRAINT activation_code_digest_length CHECK ((length((digest)::text) = 64))
);

CREATE TABLE public.agreement (
    id uuid NOT NULL,
    graduate_id uuid NOT NULL,
    school_id uuid NOT NULL,
    province_code character varying(2) NOT NULL COLLATE pg_catalog."C",
    department_id uuid NOT NULL,
    person_id uuid NOT NULL,
    class_year integer NOT NULL,
    employer_id uuid,
    employer_name character varying(60) NOT NULL COLLATE pg_catalog."C",
    initiator character varying(8) NOT NULL COLLATE pg_catalog."C",
    agreement_type character varying(11) NOT NULL COLLATE pg_catalog."C",
    review_levels character varying(22) NOT NULL COLLATE pg_catalog."C",
    status character varying(27) NOT NULL COLLATE pg_catalog."C",
    rejected_by character varying(10) COLLATE pg_catalog."C",
    number character varying(19) COLLATE pg_catalog."C",
    invitee_name character varying(40) NOT NULL COLLATE pg_catalog."C",
    invitee_id_last4 character varying(4) NOT NULL COLLATE pg_catalog."C",
    "position" character varying(60) COLLATE pg_catalog."C",
    monthly_pay integer,
    is_graduate_disclosed boolean NOT NULL,
    reply_deadline timestamp with time zone,
    status_reason character varying(500) COLLATE pg_catalog."C",
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    employer_uscc character varying(18) COLLATE pg_catalog."C",
    employer_contact character varying(40) COLLATE pg_catalog."C",
    employer_phone character varying(20) COLLATE pg_catalog."C",
    work_address character varying(120) COLLATE pg_catalog."C",
    start_date date,
    CONSTRAINT agreement_agreement_type_check CHECK (((agreement_type)::text <> ''::text)),
    CONSTRAINT agreement_department_reviews_where_set_up CHECK ((((review_levels)::text = 'DEPARTMENT_THEN_SCHOOL'::text) OR (((COALESCE(rejected_by, 'SCHOOL'::character varying))::text = 'SCHOOL'::text) AND ((status)::text <> ALL ((ARRAY['PENDING_DEPARTMENT'::character varying, 'PROTOCOL_PENDING_DEPARTMENT'::character varying, 'SIGN_PENDING_DEPARTMENT'::character varying])::text[]))))),
    CONSTRAINT agreement_disclosed_from_acceptance CHECK ((((initiator)::text = 'GRADUATE'::text) OR ((NOT is_graduate_disclosed) = ((status)::text = ANY ((ARRAY['PENDING_GRADUATE'::character varying, 'WITHDRAWN'::character varying, 'REJECTED_BY_GRADUATE'::character varying, 'EXPIRED'::character varying])::text[]))))),
    CONSTRAINT agreement_employer_contact_check CHECK (((employer_contact)::text <> ''::text)),
    CONSTRAINT agreement_employer_name_check CHECK (((employer_name)::text <> ''::text)),
    CONSTRAINT agreement_employer_phone_check CHECK (((employer_phone)::text <> ''::text)),
    CONSTRAINT agreement_employer_uscc_check CHECK (((employer_uscc)::text <> ''::text)),
    CONSTRAINT agreement_employer_uscc_length CHECK ((length((employer_uscc)::text) = 18)),
    CONSTRAINT agreement_initiator_check CHECK (((initiator)::text <> ''::text)),
    CONSTRAINT agreement_invitee_id_last4_check CHECK (((invitee_id_last4)::text <> ''::text)),
    CONSTRAINT agreement_invitee_id_last4_length CHECK ((length((invitee_id_last4)::text) = 4)),
    CONSTRAINT agreement_invitee_name_check CHECK (((invitee_name)::text <> ''::text)),
    CONSTRAINT agreement_monthly_pay_positive CHECK ((monthly_pay > 0)),
    CONSTRAINT agreement_number_check CHECK (((number)::text <> ''::text)),
    CONSTRAINT agreement_number_form CHECK (((length((number)::text) = 19) AND (ltrim((number)::text, '0123456789'::text) = ''::text) AND (substr((number)::text, 1, 4) = ((class_year)::character varying(4))::text) AND (substr((number)::text, 5, 1) =
CASE initiator
    WHEN 'EMPLOYER'::text THEN '4'::text
    ELSE '1'::text
END) AND (substr((number)::text, 11, 1) = ANY (ARRAY['0'::text, '1'::text, '2'::text, '3'::text, '4'::text])))),
    CONSTRAINT agreement_number_where_given CHECK ((((status)::text = 'CANCELLED'::text) OR ((number IS NOT NULL) = ((status)::text = ANY ((ARRAY['EFFECTIVE'::character varying, 'VOIDED'::character varying, 'TERMINATED'::character varying, 'PROTOCOL_ISSUED'::character varying, 'SIGN_PENDING_DEPARTMENT'::character varying, 'SIGN_PENDING_SCHOOL'::character varying, 'SIGN_REJECTED'::character varying])::text[]))))),
    CONSTRAINT agreement_online_has_employer_and_deadline CHECK (((((initiator)::text = 'EMPLOYER'::text) AND (employer_id IS NOT NULL) AND (reply_deadline IS NOT NULL)) OR (((initiator)::text = 'GRADUATE'::text) AND (reply_deadline IS NULL)))),
    CONSTRAINT agreement_position_check CHECK ((("position")::text <> ''::text)),
    CONSTRAINT agreement_province_code_check CHECK (((province_code)::text <> ''::text)),
    CONSTRAINT agreement_reason_where_refused CHECK (((status_reason IS NOT NULL) OR ((status)::text <> ALL ((ARRAY['VOIDED'::character varying, 'REVIEW_REJECTED'::character varying, 'PROTOCOL_REJECTED'::character varying, 'SIGN_REJECTED'::character varying])::text[])))),
    CONSTRAINT agreement_rejected_by_check CHECK (((rejected_by)::text <> ''::text)),
    CONSTRAINT agreement_rejected_by_known CHECK (((rejected_by)::text = ANY ((ARRAY['DEPARTMENT'::character varying, 'SCHOOL'::character varying])::text[]))),
    CONSTRAINT agreement_rejected_by_where_rejected CHECK (((rejected_by IS NOT NULL) = ((status)::text = ANY ((ARRAY['REVIEW_REJECTED'::character varying, 'PROTOCOL_REJECTED'::character varying, 'SIGN_REJECTED'::character varying])::text[])))),
    CONSTRAINT agreement_review_levels_check CHECK (((review_levels)::text <> ''::text)),
    CONSTRAINT agreement_review_levels_known CHECK (((review_levels)::text = ANY ((ARRAY['SCHOOL_ONLY'::character varying, 'DEPARTMENT_THEN_SCHOOL'::character varying])::text[]))),
    CONSTRAINT agreement_status_check CHECK (((status)::text <> ''::text)),
    CONSTRAINT agreement_status_of_initiator CHECK ((((status)::text = ANY ((ARRAY['EFFECTIVE'::character varying, 'VOIDED'::character varying, 'TERMINATED'::character varying])::text[])) OR (((initiator)::text = 'EMPLOYER'::text) AND ((status)::text = ANY ((ARRAY['PENDING_GRADUATE'::character varying, 'WITHDRAWN'::character varying, 'REJECTED_BY_GRADUATE'::character varying, 'EXPIRED'::character varying, 'PENDING_DEPARTMENT'::character varying, 'PENDING_SCHOOL'::character varying, 'REVIEW_REJECTED'::character varying])::text[]))) OR (((initiator)::text = 'GRADUATE'::text) AND ((status)::text = ANY ((ARRAY['PROTOCOL_PENDING_DEPARTMENT'::character varying, 'PROTOCOL_PENDING_SCHOOL'::character varying, 'PROTOCOL_REJECTED'::character varying, 'PROTOCOL_ISSUED'::character varying, 'SIGN_PENDING_DEPARTMENT'::character varying, 'SIGN_PENDING_SCHOOL'::character varying, 'SIGN_REJECTED'::character varying, 'CANCELLED'::character varying])::text[]))))),
    CONSTRAINT agreement_status_reason_check CHECK (((status_reason)::text <> ''::text)),
    CONSTRAINT agreement_type_known CHECK (((agreement_type)::text = ANY ((ARRAY['TWO_PARTY'::character varying, 'THREE_PARTY'::character varying])::text[]))),
    CONSTRAINT agreement_version_positive CHECK ((version >= 1)),
    CONSTRAINT agreement_work_address_check CHECK (((work_address)::text <> ''::text))
);

CREATE TABLE public.audit (
    id uuid NOT NULL,
    account_id uuid,
    role character varying(10) NOT NULL COLLATE pg_catalog."C",
    action character varying(40) NOT NULL COLLATE pg_catalog."C",
    record_kind character varying(24) NOT NULL COLLATE pg_catalog."C",
    record_id character varying(64) NOT NULL COLLATE pg_catalog."C",
    status_before character varying(27) COLLATE pg_catalog."C",
    status_after character varying(27) COLLATE pg_catalog."C",
    reason character varying(500) COLLATE pg_catalog."C",
    school_id uuid,
    province_code character varying(2) COLLATE pg_catalog."C",
    address character varying(45) COLLATE pg_catalog."C",
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    reader_school_id uuid,
    reader_province_code character varying(2) COLLATE pg_catalog."C",
    chain character varying(43) COLLATE pg_catalog."C",
    chain_seq integer,
    seal_key character varying(8) COLLATE pg_catalog."C",
    seal character varying(64) COLLATE pg_catalog."C",
    CONSTRAINT audit_account_unless_clock CHECK (((account_id IS NULL) = ((role)::text = 'SYSTEM'::text))),
    CONSTRAINT audit_action_check CHECK (((action)::text <> ''::text)),
    CONSTRAINT audit_address_check CHECK (((address)::text <> ''::text)),
    CONSTRAINT audit_chain_check CHECK (((chain)::text <> ''::text)),
    CONSTRAINT audit_province_code_check CHECK (((province_code)::text <> ''::text)),
    CONSTRAINT audit_read_by_its_chain CHECK (((((chain IS NULL) OR ((chain)::text = 'nation'::text)) AND (reader_school_id IS NULL) AND (reader_province_code IS NULL)) OR ((chain IS NOT NULL) AND (reader_school_id IS NOT NULL) AND (reader_province_code IS NULL) AND ((chain)::text = ('school:'::text || (reader_school_id)::text))) OR ((chain IS NOT NULL) AND (reader_school_id IS NULL) AND (reader_province_code IS NOT NULL) AND ((chain)::text = ('province:'::text || (reader_province_code)::text))))),
    CONSTRAINT audit_reader_province_code_check CHECK (((reader_province_code)::text <> ''::text)),
    CONSTRAINT audit_reason_check CHECK (((reason)::text <> ''::text)),
    CONSTRAINT audit_record_id_check CHECK (((record_id)::text <> ''::text)),
    CONSTRAINT audit_record_kind_check CHECK (((record_kind)::text <> ''::text)),
    CONSTRAINT audit_role_check CHECK (((role)::text <> ''::text)),
    CONSTRAINT audit_role_known CHECK (((role)::text = ANY ((ARRAY['MINISTRY'::character varying, 'PROVINCE'::character varying, 'SCHOOL'::character varying, 'DEPARTMENT'::character varying, 'GRADUATE'::character varying, 'EMPLOYER'::character varying, 'SYSTEM'::character varying])::text[]))),
    CONSTRAINT audit_seal_check CHECK (((seal)::text <> ''::text)),
    CONSTRAINT audit_seal_key_check CHECK (((seal_key)::text <> ''::text)),
    CONSTRAINT audit_sealed_whole CHECK ((((seal IS NULL) = (chain IS NULL)) AND ((seal IS NULL) = (chain_seq IS NULL)) AND ((seal IS NULL) = (seal_key IS NULL)))),
    CONSTRAINT audit_status_after_check CHECK (((status_after)::text <> ''::text)),
    CONSTRAINT audit_status_before_check CHECK (((status_before)::text <> ''::text))
);

CREATE VIEW public.agreement_event AS
 SELECT audit.id,
    agreement.id AS agreement_id,
    agreement.school_id,
    agreement.province_code,
    agreement.department_id,
    agreement.person_id,
    agreement.employer_id,
    audit.role,
    audit.action,
    audit.status_before,
    audit.status_after,
    audit.reason,
    audit.created_at,
    audit.updated_at
   FROM (public.audit
     JOIN public.agreement ON ((((audit.record_id)::text = (agreement.id)::text) AND (agreement.id =
        CASE
            WHEN ((audit.record_id)::text ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'::text) THEN (audit.record_id)::uuid
            ELSE NULL::uuid
        END))))
  WHERE ((audit.record_kind)::text = 'AGREEMENT'::text);

CREATE TABLE public.agreement_type_setting (
    id uuid NOT NULL,
    school_id uuid NOT NULL,
    province_code character varying(2) NOT NULL COLLATE pg_catalog."C",
    class_year integer NOT NULL,
    agreement_type character varying(11) NOT NULL COLLATE pg_catalog."C",
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT agreement_type_setting_agreement_type_check CHECK (((agreement_type)::text <> ''::text)),
    CONSTRAINT agreement_type_setting_province_code_check CHECK (((province_code)::text <> ''::text)),
    CONSTRAINT agreement_type_setting_type_known CHECK (((agreement_type)::text = ANY ((ARRAY['TWO_PARTY'::character varying, 'THREE_PARTY'::character varying])::text[])))
);

CREATE TABLE public.archive_block (
    id uuid NOT NULL,
    graduate_id uuid NOT NULL,
    school_id uuid NOT NULL,
    province_code character varying(2) NOT NULL COLLATE pg_catalog."C",
    department_id uuid NOT NULL,
    person_id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    transfer_type character varying(15) NOT NULL COLLATE pg_catalog."C",
    receiver_name character varying(50) COLLATE pg_catalog."C",
    receiver_division character varying(6) COLLATE pg_catalog."C",
    receiver_address character varying(100) COLLATE pg_catalog."C",
    receiver_postcode character varying(6) COLLATE pg_catalog."C",
    receiver_person character varying(40) COLLATE pg_catalog."C",
    receiver_phone character varying(20) COLLATE pg_catalog."C",
    dispatch_mode character varying(14) COLLATE pg_catalog."C",
    CONSTRAINT archive_block_dispatch_mode_check CHECK (((dispatch_mode)::text <> ''::text)),
    CONSTRAINT archive_block_dispatch_mode_known CHECK (((dispatch_mode)::text = ANY ((ARRAY['CONFIDENTIAL'::character varying, 'EMS'::character varying, 'SPECIAL_PERSON'::character varying])::text[]))),
    CONSTRAINT archive_block_province_code_check CHECK (((province_code)::text <> ''::text)),
    CONSTRAINT archive_block_receiver_address_check CHECK (((receiver_address)::text <> ''::text)),
    CONSTRAINT archive_block_receiver_division_check CHECK (((receiver_division)::text <> ''::text)),
    CONSTRAINT archive_block_receiver_name_check CHECK (((receiver_name)::text <> ''::text)),
    CONSTRAINT archive_block_receiver_person_check CHECK (((receiver_person)::text <> ''::text)),
    CONSTRAINT archive_block_receiver_phone_check CHECK (((receiver_phone)::text <> ''::text)),
    CONSTRAINT archive_block_receiver_postcode_check CHECK (((receiver_postcode)::text <> ''::text)),
    CONSTRAINT archive_block_receiver_unless_kept CHECK ((((transfer_type)::text = 'KEEP_AT_SCHOOL'::text) = (receiver_name IS NULL))),
    CONSTRAINT archive_block_transfer_type_check CHECK (((transfer_type)::text <> ''::text)),
    CONSTRAINT archive_block_transfer_type_known CHECK (((transfer_type)::text = ANY ((ARRAY['EMPLOYER'::character varying, 'TALENT_AGENCY'::character varying, 'ORIGIN'::character varying, 'ADMITTED_SCHOOL'::character varying, 'KEEP_AT_SCHOOL'::character varying])::text[])))
);

CREATE TABLE public.archive_counters (
    id uuid NOT NULL,
    school_id uuid NOT NULL,
    province_code character varying(2) NOT NULL COLLATE pg_catalog."C",
    class_year integer NOT NULL,
    version integer NOT NULL,
    needed integer DEFAULT 0 NOT NULL,
    registered integer DEFAULT 0 NOT NULL,
    pending_department integer DEFAULT 0 NOT NULL,
    pending_school integer DEFAULT 0 NOT NULL,
    approved integer DEFAULT 0 NOT NULL,
    rejected integer DEFAULT 0 NOT NULL,
    cancelled integer DEFAULT 0 NOT NULL,
    superseded integer DEFAULT 0 NOT NULL,
    type_employer integer DEFAULT 0 NOT NULL,
    type_talent_agency integer DEFAULT 0 NOT NULL,
    type_origin integer DEFAULT 0 NOT NULL,
    type_admitted_school integer DEFAULT 0 NOT NULL,
    type_keep_at_school integer DEFAULT 0 NOT NULL,
    sent integer DEFAULT 0 NOT NULL,
    received integer DEFAULT 0 NOT NULL,
    returned integer DEFAULT 0 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT archive_counters_approved CHECK ((approved >= 0)),
    CONSTRAINT archive_counters_cancelled CHECK ((cancelled >= 0)),
    CONSTRAINT archive_counters_needed CHECK ((needed >= 0)),
    CONSTRAINT archive_counters_pending_department CHECK ((pending_department >= 0)),
    CONSTRAINT archive_counters_pending_school CHECK ((pending_school >= 0)),
    CONSTRAINT archive_counters_province_code_check CHECK (((province_code)::text <> ''::text)),
    CONSTRAINT archive_counters_received CHECK ((received >= 0)),
    CONSTRAINT archive_counters_registered CHECK ((registered >= 0)),
    CONSTRAINT archive_counters_rejected CHECK ((rejected >= 0)),
    CONSTRAINT archive_counters_returned CHECK ((returned >= 0)),
    CONSTRAINT archive_counters_sent CHECK ((sent >= 0)),
    CONSTRAINT archive_counters_superseded CHECK ((superseded >= 0)),
    CONSTRAINT archive_counters_type_admitted_school CHECK ((type_admitted_school >= 0)),
    CONSTRAINT archive_counters_type_employer CHECK ((type_employer >= 0)),
    CONSTRAINT archive_counters_type_keep_at_school CHECK ((type_keep_at_school >= 0)),
    CONSTRAINT archive_counters_type_origin CHECK ((type_origin >= 0)),
    CONSTRAINT archive_counters_type_talent_agency CHECK ((type_talent_agency >= 0)),
    CONSTRAINT archive_counters_version_from_zero CHECK ((version >= 0))
);

CREATE TABLE public.archive_record (
    id uuid NOT NULL,
    graduate_id uuid NOT NULL,
    school_id uuid NOT NULL,
    province_code character varying(2) NOT NULL COLLATE pg_catalog."C",
    department_id uuid NOT NULL,
    person_id uuid NOT NULL,
    class_year integer NOT NULL,
    review_levels character varying(22) NOT NULL COLLATE pg_catalog."C",
    status character varying(23) NOT NULL COLLATE pg_catalog."C",
    rejected_by character varying(10) COLLATE pg_catalog."C",
    status_reason character varying(500) COLLATE pg_catalog."C",
    version integer NOT NULL,
    source character varying(11) NOT NULL COLLATE pg_catalog."C",
    is_change boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    transfer_type character varying(15) NOT NULL COLLATE pg_catalog."C",
    receiver_name character varying(50) COLLATE pg_catalog."C",
    receiver_division character varying(6) COLLATE pg_catalog."C",
    receiver_address character varying(100) COLLATE pg_catalog."C",
    receiver_postcode character varying(6) COLLATE pg_catalog."C",
    receiver_person character varying(40) COLLATE pg_catalog."C",
    receiver_phone character varying(20) COLLATE pg_catalog."C",
    dispatch_mode character varying(14) COLLATE pg_catalog."C",
    dispatch_state character varying(8) NOT NULL COLLATE pg_catalog."C",
    tracking_no character varying(40) COLLATE pg_catalog."C",
    transfer_no character varying(16) COLLATE pg_catalog."C",
    sent_at timestamp with time zone,
    received_at timestamp with time zone,
    return_reason character varying(500) COLLATE pg_catalog."C",
    source_system character varying(20) COLLATE pg_catalog."C",
    source_id character varying(64) COLLATE pg_catalog."C",
    CONSTRAINT archive_record_dispatch_mode_check CHECK (((dispatch_mode)::text <> ''::text)),
    CONSTRAINT archive_record_dispatch_mode_known CHECK (((dispatch_mode)::text = ANY ((ARRAY['CONFIDENTIAL'::character varying, 'EMS'::character varying, 'SPECIAL_PERSON'::character varying])::text[]))),
    CONSTRAINT archive_record_dispatch_state_check CHECK (((dispatch_state)::text <> ''::text)),
    CONSTRAINT archive_record_dispatch_state_known CHECK (((dispatch_state)::text = ANY ((ARRAY['NOT_SENT'::character varying, 'SENT'::character varying, 'RECEIVED'::character varying, 'RETURNED'::character varying])::text[]))),
    CONSTRAINT archive_record_province_code_check CHECK (((province_code)::text <> ''::text)),
    CONSTRAINT archive_record_received_at_a_moment CHECK ((((dispatch_state)::text = 'RECEIVED'::text) = (received_at IS NOT NULL))),
    CONSTRAINT archive_record_receiver_address_check CHECK (((receiver_address)::text <> ''::text)),
    CONSTRAINT archive_record_receiver_division_check CHECK (((receiver_division)::text <> ''::text)),
    CONSTRAINT archive_record_receiver_name_check CHECK (((receiver_name)::text <> ''::text)),
    CONSTRAINT archive_record_receiver_person_check CHECK (((receiver_person)::text <> ''::text)),
    CONSTRAINT archive_record_receiver_phone_check CHECK (((receiver_phone)::text <> ''::text)),
    CONSTRAINT archive_record_receiver_postcode_check CHECK (((receiver_postcode)::text <> ''::text)),
    CONSTRAINT archive_record_receiver_unless_kept CHECK (((((transfer_type)::text = 'KEEP_AT_SCHOOL'::text) = (receiver_name IS NULL)) AND (((transfer_type)::text <> 'KEEP_AT_SCHOOL'::text) OR ((dispatch_state)::text = 'NOT_SENT'::text)))),
    CONSTRAINT archive_record_rejected_by_check CHECK (((rejected_by)::text <> ''::text)),
    CONSTRAINT archive_record_rejected_by_known CHECK (((rejected_by)::text = ANY ((ARRAY['DEPARTMENT'::character varying, 'SCHOOL'::character varying])::text[]))),
    CONSTRAINT archive_record_rejected_by_where_rejected CHECK ((((status)::text = 'REJECTED'::text) = (rejected_by IS NOT NULL))),
    CONSTRAINT archive_record_return_reason_check CHECK (((return_reason)::text <> ''::text)),
    CONSTRAINT archive_record_returned_for_a_reason CHECK ((((dispatch_state)::text = 'RETURNED'::text) = (return_reason IS NOT NULL))),
    CONSTRAINT archive_record_review_levels_check CHECK (((review_levels)::text <> ''::text)),
    CONSTRAINT archive_record_review_levels_known CHECK (((review_levels)::text = ANY ((ARRAY['SCHOOL_ONLY'::character varying, 'DEPARTMENT_THEN_SCHOOL'::character varying])::text[]))),
    CONSTRAINT archive_record_sent_at_a_moment CHECK ((((dispatch_state)::text = 'NOT_SENT'::text) = (sent_at IS NULL))),
    CONSTRAINT archive_record_sent_once_approved CHECK ((((dispatch_state)::text = 'NOT_SENT'::text) OR ((status)::text = ANY ((ARRAY['APPROVED'::character varying, 'SUPERSEDED'::character varying])::text[])))),
    CONSTRAINT archive_record_source_check CHECK (((source)::text <> ''::text)),
    CONSTRAINT archive_record_source_id_check CHECK (((source_id)::text <> ''::text)),
    CONSTRAINT archive_record_source_known CHECK (((source)::text = ANY ((ARRAY['GRADUATE'::character varying, 'SCHOOL'::character varying, 'DESTINATION'::character varying])::text[]))),
    CONSTRAINT archive_record_source_system_check CHECK (((source_system)::text <> ''::text)),
    CONSTRAINT archive_record_source_whole CHECK (((source_id IS NULL) = (source_system IS NULL))),
    CONSTRAINT archive_record_status_check CHECK (((status)::text <> ''::text)),
    CONSTRAINT archive_record_status_known CHECK (((status)::text = ANY ((ARRAY['PENDING_COUNTERPARTY'::character varying, 'COUNTERPARTY_REFUSED'::character varying, 'WITHDRAWN'::character varying, 'PENDING_DEPARTMENT'::character varying, 'PENDING_SCHOOL'::character varying, 'REJECTED'::character varying, 'CANCELLED'::character varying, 'APPROVED'::character varying, 'VOID_PENDING_DEPARTMENT'::character varying, 'VOID_PENDING_SCHOOL'::character varying, 'VOIDED'::character varying, 'TERMINATED'::character varying, 'SUPERSEDED'::character varying, 'LAPSED'::character varying])::text[]))),
    CONSTRAINT archive_record_status_of_its_life CHECK (((status)::text = ANY ((ARRAY['PENDING_DEPARTMENT'::character varying, 'PENDING_SCHOOL'::character varying, 'APPROVED'::character varying, 'REJECTED'::character varying, 'CANCELLED'::character varying, 'SUPERSEDED'::character varying])::text[]))),
    CONSTRAINT archive_record_status_reason_check CHECK (((status_reason)::text <> ''::text)),
    CONSTRAINT archive_record_tracking_no_check CHECK (((tracking_no)::text <> ''::text)),
    CONSTRAINT archive_record_transfer_no_check CHECK (((transfer_no)::text <> ''::text)),
    CONSTRAINT archive_record_transfer_type_check CHECK (((transfer_type)::text <> ''::text)),
    CONSTRAINT archive_record_transfer_type_known CHECK (((transfer_type)::text = ANY ((ARRAY['EMPLOYER'::character varying, 'TALENT_AGENCY'::character varying, 'ORIGIN'::character varying, 'ADMITTED_SCHOOL'::character varying, 'KEEP_AT_SCHOOL'::character varying])::text[]))),
    CONSTRAINT archive_record_version_positive CHECK ((version >= 1))
);

CREATE VIEW public.archive_event AS
 SELECT audit.id,
    record.id AS archive_record_id,
    record.school_id,
    record.province_code,
    record.department_id,
    record.person_id,
    audit.role,
    audit.action,
    audit.status_before,
    audit.status_after,
    audit.reason,
    audit.account_id,
    audit.address,
    audit.created_at,
    audit.updated_at
   FROM (public.audit
     JOIN public.archive_record record ON ((((audit.record_id)::text = (record.id)::text) AND (record.id =
        CASE
            WHEN ((audit.record_id)::text ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'::text) THEN (audit.record_id)::uuid
            ELSE NULL::uuid
        END))))
  WHERE ((audit.record_kind)::text = 'ARCHIVE'::text);

CREATE TABLE public.ledger_entry (
    id uuid NOT NULL,
    graduate_id uuid NOT NULL,
    school_id uuid NOT NULL,
    province_code character varying(2) NOT NULL COLLATE pg_catalog."C",
    department_id uuid NOT NULL,
    person_id uuid NOT NULL,
    class_year integer NOT NULL,
    feature character varying(11) NOT NULL COLLATE pg_catalog."C",
    state character varying(9) NOT NULL COLLATE pg_catalog."C",
    source_system character varying(20) NOT NULL COLLATE pg_catalog."C",
    record_kind character varying(24) NOT NULL COLLATE pg_catalog."C",
    record_id uuid NOT NULL,
    record_version integer NOT NULL,
    seq integer NOT NULL,
    category character varying(2) COLLATE pg_catalog."C",
    payload text NOT NULL,
    reported_at timestamp with time zone NOT NULL,
    has_drift boolean NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT ledger_entry_category_check CHECK (((category)::text <> ''::text)),
    CONSTRAINT ledger_entry_feature_check CHECK (((feature)::text <> ''::text)),
    CONSTRAINT ledger_entry_feature_known CHECK (((feature)::text = ANY ((ARRAY['DESTINATION'::character varying, 'ARCHIVE'::character varying, 'HUKOU'::character varying])::text[]))),
    CONSTRAINT ledger_entry_locked CHECK ((((feature)::text <> 'DESTINATION'::text) OR (NOT has_drift))),
    CONSTRAINT ledger_entry_province_code_check CHECK (((province_code)::text <> ''::text)),
    CONSTRAINT ledger_entry_record_kind_check CHECK (((record_kind)::text <> ''::text)),
    CONSTRAINT ledger_entry_seq_from_one CHECK ((seq >= 1)),
    CONSTRAINT ledger_entry_source_system_check CHECK (((source_system)::text <> ''::text)),
    CONSTRAINT ledger_entry_state_check CHECK (((state)::text <> ''::text)),
    CONSTRAINT ledger_entry_state_known CHECK (((state)::text = ANY ((ARRAY['APPROVED'::character varying, 'WITHDRAWN'::character varying])::text[])))
);

CREATE VIEW public.archive_ledger_entry AS
 SELECT id,
    graduate_id,
    school_id,
    province_code,
    department_id,
    person_id,
    class_year,
    feature,
    state,
    source_system,
    record_kind,
    record_id,
    record_version,
    seq,
    category,
    payload,
    reported_at,
    has_drift,
    version,
    created_at,
    updated_at
   FROM public.ledger_entry
  WHERE ((feature)::text = 'ARCHIVE'::text);

CREATE TABLE public.report (
    id uuid NOT NULL,
    graduate_id uuid NOT NULL,
    seq integer NOT NULL,
    school_id uuid NOT NULL,
    province_code character varying(2) NOT NULL COLLATE pg_catalog."C",
    department_id uuid NOT NULL,
    person_id uuid NOT NULL,
    class_year integer NOT NULL,
    feature character varying(11) NOT NULL COLLATE pg_catalog."C",
    operation character varying(8) NOT NULL COLLATE pg_catalog."C",
    record_kind character varying(24) NOT NULL COLLATE pg_catalog."C",
    record_id uuid NOT NULL,
    record_version integer NOT NULL,
    payload text NOT NULL,
    state character varying(7) NOT NULL COLLATE pg_catalog."C",
    attempts integer NOT NULL,
    next_attempt_at timestamp with time zone,
    last_error character varying(500) COLLATE pg_catalog."C",
    acked_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT report_acked_where_acked CHECK ((((state)::text = 'ACKED'::text) = (acked_at IS NOT NULL))),
    CONSTRAINT report_attempts_from_zero CHECK ((attempts >= 0)),
    CONSTRAINT report_feature_check CHECK (((feature)::text <> ''::text)),
    CONSTRAINT report_feature_known CHECK (((feature)::text = ANY ((ARRAY['DESTINATION'::character varying, 'ARCHIVE'::character varying, 'HUKOU'::character varying])::text[]))),
    CONSTRAINT report_last_error_check CHECK (((last_error)::text <> ''::text)),
    CONSTRAINT report_operation_check CHECK (((operation)::text <> ''::text)),
    CONSTRAINT report_operation_known CHECK (((operation)::text = ANY ((ARRAY['UPSERT'::character varying, 'WITHDRAW'::character varying])::text[]))),
    CONSTRAINT report_province_code_check CHECK (((province_code)::text <> ''::text)),
    CONSTRAINT report_record_kind_check CHECK (((record_kind)::text <> ''::text)),
    CONSTRAINT report_seq_from_one CHECK ((seq >= 1)),
    CONSTRAINT report_state_check CHECK (((state)::text <> ''::text)),
    CONSTRAINT report_state_known CHECK (((state)::text = ANY ((ARRAY['PENDING'::character varying, 'ACKED'::character varying, 'DEAD'::character varying, 'SKIPPED'::character varying])::text[])))
);

CREATE VIEW public.archive_report AS
 SELECT id,
    graduate_id,
    seq,
    school_id,
    province_code,
    department_id,
    person_id,
    class_year,
    feature,
    operation,
    record_kind,
    record_id,
    record_version,
    payload,
    state,
    attempts,
    next_attempt_at,
    last_error,
    acked_at,
    created_at,
    updated_at
   FROM public.report
  WHERE ((feature)::text = 'ARCHIVE'::text);

CREATE TABLE public.upload (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    purpose character varying(16) NOT NULL COLLATE pg_catalog."C",
    sha256 character varying(64) NOT NULL COLLATE pg_catalog."C",
    size integer NOT NULL,
    media_type character varying(80) NOT NULL COLLATE pg_catalog."C",
    file_name character varying(100) NOT NULL COLLATE pg_catalog."C",
    school_id uuid,
    province_code character varying(2) COLLATE pg_catalog."C",
    department_id uuid,
    person_id uuid,
    employer_id uuid,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    record_kind character varying(16) COLLATE pg_catalog."C",
    record_id uuid,
    CONSTRAINT upload_attached_whole CHECK ((((record_kind IS NULL) AND (record_id IS NULL) AND (school_id IS NULL) AND (province_code IS NULL) AND (department_id IS NULL) AND (person_id IS NULL) AND (employer_id IS NULL)) OR ((record_kind IS NOT NULL) AND (record_id IS NOT NULL) AND (school_id IS NOT NULL) AND (province_code IS NOT NULL) AND (department_id IS NOT NULL) AND (person_id IS NOT NULL)))),
    CONSTRAINT upload_file_name_check CHECK (((file_name)::text <> ''::text)),
    CONSTRAINT upload_media_type_check CHECK (((media_type)::text <> ''::text)),
    CONSTRAINT upload_media_type_of_purpose CHECK (((((purpose)::text <> ALL ((ARRAY['SCAN'::character varying, 'LETTER'::character varying, 'PROOF'::character varying])::text[])) OR ((media_type)::text = ANY ((ARRAY['image/jpeg'::character varying, 'image/png'::character varying, 'application/pdf'::character varying])::text[]))) AND (((purpose)::text <> 'ROSTER'::text) OR ((media_type)::text = ANY ((ARRAY['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'::character varying, 'text/csv'::character varying])::text[]))))),
    CONSTRAINT upload_province_code_check CHECK (((province_code)::text <> ''::text)),
    CONSTRAINT upload_purpose_check CHECK (((purpose)::text <> ''::text)),
    CONSTRAINT upload_purpose_known CHECK (((purpose)::text = ANY ((ARRAY['SCAN'::character varying, 'LETTER'::character varying, 'PROOF'::character varying, 'ROSTER'::character varying])::text[]))),
    CONSTRAINT upload_record_kind_check CHECK (((record_kind)::text <> ''::text)),
    CONSTRAINT upload_record_kind_known CHECK (((record_kind)::text = ANY ((ARRAY['AGREEMENT'::character varying, 'SUPPLEMENT'::character varying, 'TERMINATION'::character varying, 'REGISTRATION'::character varying])::text[]))),
    CONSTRAINT upload_roster_apart CHECK ((((purpose)::text <> 'ROSTER'::text) OR (record_id IS NULL))),
    CONSTRAINT upload_sha256_check CHECK (((sha256)::text <> ''::text)),
    CONSTRAINT upload_size_positive CHECK ((size > 0))
);

CREATE VIEW public.attached_upload AS
 SELECT id,
    media_type,
    size,
    file_name,
    ('/files/'::text || (id)::text) AS path,
    record_kind,
    record_id,
    school_id,
    province_code,
    department_id,
    person_id,
    employer_id,
    created_at,
    updated_at
   FROM public.upload
  WHERE (record_id IS NOT NULL);

CREATE TABLE public.audit_chain (
    chain character varying(43) NOT NULL COLLATE pg_catalog."C",
    seq integer NOT NULL,
    seal character varying(64) NOT NULL COLLATE pg_catalog."C",
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT audit_chain_chain_check CHECK (((chain)::text <> ''::text)),
    CONSTRAINT audit_chain_seal_check CHECK (((seal)::text <> ''::text)),
    CONSTRAINT audit_chain_seal_length CHECK ((length((seal)::text) = 64)),
    CONSTRAINT audit_chain_seq_from_zero CHECK ((seq >= 0))
);

CREATE VIEW public.audit_entry AS
 SELECT id,
    account_id,
    role,
    action,
    record_kind,
    record_id,
    status_before,
    status_after,
    reason,
    school_id,
    province_code,
    address,
    reader_school_id,
    reader_province_code,
    chain,
    chain_seq,
    seal_key,
    seal,
    created_at,
    updated_at
   FROM public.audit
  WHERE ((record_kind)::text <> ALL ((ARRAY['ARCHIVE'::character varying, 'HUKOU'::character varying])::text[]));

CREATE TABLE public.change (
    id uuid NOT NULL,
    record_kind character varying(24) NOT NULL COLLATE pg_catalog."C",
    record_id character varying(64) NOT NULL COLLATE pg_catalog."C",
    school_id uuid,
    province_code character varying(2) COLLATE pg_catalog."C",
    class_year integer,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT change_province_code_check CHECK (((province_code)::text <> ''::text)),
    CONSTRAINT change_record_id_check CHECK (((record_id)::text <> ''::text)),
    CONSTRAINT change_record_kind_check CHECK (((record_kind)::text <> ''::text))
);

CREATE TABLE public.class_year (
    year integer NOT NULL,
    state character varying(6) NOT NULL COLLATE pg_catalog."C",
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    changes_until timestamp with time zone,
    closed_at timestamp with time zone,
    status_reason character varying(500) COLLATE pg_catalog."C",
    CONSTRAINT class_year_closed_where_it_is CHECK (((closed_at IS NULL) OR ((state)::text = 'CLOSED'::text))),
    CONSTRAINT class_year_plausible CHECK (((year >= 2000) AND (year <= 2100))),
    CONSTRAINT class_year_state_check CHECK (((state)::text <> ''::text)),
    CONSTRAINT class_year_state_known CHECK (((state)::text = ANY ((ARRAY['OPEN'::character varying, 'CLOSED'::character varying])::text[]))),
    CONSTRAINT class_year_status_reason_check CHECK (((status_reason)::text <> ''::text))
);

CREATE VIEW public.cohort AS
 SELECT ((year)::text COLLATE "C") AS cohort,
    year AS class_year,
    state,
    created_at AS opened_at,
    closed_at,
    status_reason,
    changes_until
   FROM public.class_year;

CREATE TABLE public.confirmation (
    id uuid NOT NULL,
    graduate_id uuid NOT NULL,
    school_id uuid NOT NULL,
    province_code character varying(2) NOT NULL COLLATE pg_catalog."C",
    department_id uuid NOT NULL,
    person_id uuid NOT NULL,
    class_year integer NOT NULL,
    state character varying(9) NOT NULL COLLATE pg_catalog."C",
    category character varying(2) NOT NULL COLLATE pg_catalog."C",
    holder_kind character varying(24) NOT NULL COLLATE pg_catalog."C",
    holder_id uuid NOT NULL,
    transfer_number character varying(16) NOT NULL COLLATE pg_catalog."C",
    stale_at timestamp with time zone,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT confirmation_category_check CHECK (((category)::text <> ''::text)),
    CONSTRAINT confirmation_holder_kind_check CHECK (((holder_kind)::text <> ''::text)),
    CONSTRAINT confirmation_province_code_check CHECK (((province_code)::text <> ''::text)),
    CONSTRAINT confirmation_stale_since CHECK ((((state)::text = 'STALE'::text) = (stale_at IS NOT NULL))),
    CONSTRAINT confirmation_state_check CHECK (((state)::text <> ''::text)),
    CONSTRAINT confirmation_state_known CHECK (((state)::text = ANY ((ARRAY['CONFIRMED'::character varying, 'STALE'::character varying])::text[]))),
    CONSTRAINT confirmation_transfer_number_check CHECK (((transfer_number)::text <> ''::text)),
    CONSTRAINT confirmation_transfer_number_digits CHECK (((length((transfer_number)::text) = 16) AND (ltrim((transfer_number)::text, '0123456789'::text) = ''::text))),
    CONSTRAINT confirmation_version_positive CHECK ((version >= 1))
);

CREATE TABLE public.database_mark (
    name character varying(20) NOT NULL COLLATE pg_catalog."C",
    value character varying(200) NOT NULL COLLATE pg_catalog."C",
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT database_mark_name_check CHECK (((name)::text <> ''::text)),
    CONSTRAINT database_mark_value_check CHECK (((value)::text <> ''::text))
);

CREATE TABLE public.department (
    id uuid NOT NULL,
    school_id uuid NOT NULL,
    province_code character varying(2) NOT NULL COLLATE pg_catalog."C",
    name character varying(60) NOT NULL COLLATE pg_catalog."C",
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT department_name_check CHECK (((name)::text <> ''::text)),
    CONSTRAINT department_province_code_check CHECK (((province_code)::text <> ''::text))
);

CREATE TABLE public.destination_slot (
    graduate_id uuid NOT NULL,
    holder_kind character varying(16) NOT NULL COLLATE pg_catalog."C",
    holder_id uuid NOT NULL,
    state character varying(12) NOT NULL COLLATE pg_catalog."C",
    category character varying(2) COLLATE pg_catalog."C",
    under_id uuid,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT destination_slot_category_check CHECK (((category)::text <> ''::text)),
    CONSTRAINT destination_slot_category_where_in_force CHECK (((((state)::text = 'RESERVED'::text) AND ((category IS NULL) = (under_id IS NULL))) OR (((state)::text <> 'RESERVED'::text) AND (category IS NOT NULL) AND (under_id IS NULL)))),
    CONSTRAINT destination_slot_holder_kind_check CHECK (((holder_kind)::text <> ''::text)),
    CONSTRAINT destination_slot_holder_kind_known CHECK (((holder_kind)::text = ANY ((ARRAY['AGREEMENT'::character varying, 'SUPPLEMENT'::character varying, 'REGISTRATION'::character varying])::text[]))),
    CONSTRAINT destination_slot_state_check CHECK (((state)::text <> ''::text)),
    CONSTRAINT destination_slot_state_known CHECK (((state)::text = ANY ((ARRAY['RESERVED'::character varying, 'HELD'::character varying, 'SUPERSEDABLE'::character varying])::text[])))
);

CREATE TABLE public.graduate (
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    school_id uuid NOT NULL,
    department_id uuid NOT NULL,
    province_code character varying(2) NOT NULL COLLATE pg_catalog."C",
    class_year integer NOT NULL,
    exam_number character varying(20) NOT NULL COLLATE pg_catalog."C",
    student_number character varying(32) COLLATE pg_catalog."C",
    name character varying(40) NOT NULL COLLATE pg_catalog."C",
    id_number_masked character varying(20) NOT NULL COLLATE pg_catalog."C",
    degree_code character varying(2) NOT NULL COLLATE pg_catalog."C",
    major_code character varying(8) NOT NULL COLLATE pg_catalog."C",
    major_name character varying(60) NOT NULL COLLATE pg_catalog."C",
    training_mode character varying(1) NOT NULL COLLATE pg_catalog."C",
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    sex_code character varying(1) COLLATE pg_catalog."C",
    ethnicity_code character varying(2) COLLATE pg_catalog."C",
    political_status_code character varying(2) COLLATE pg_catalog."C",
    class_name character varying(40) COLLATE pg_catalog."C",
    major_direction character varying(60) COLLATE pg_catalog."C",
    study_years character varying(3) COLLATE pg_catalog."C",
    directed_unit character varying(60) COLLATE pg_catalog."C",
    directed_division character varying(6) COLLATE pg_catalog."C",
    origin_code character varying(6) COLLATE pg_catalog."C",
    teacher_type_code character varying(2) COLLATE pg_catalog."C",
    hardship_code character varying(1) COLLATE pg_catalog."C",
    enrolled_month character varying(6) COLLATE pg_catalog."C",
    graduated_month character varying(6) COLLATE pg_catalog."C",
    archive_in_school boolean,
    hukou_in_school boolean,
    former_police_station character varying(80) COLLATE pg_catalog."C",
    mobile character varying(11) COLLATE pg_catalog."C",
    email character varying(100) COLLATE pg_catalog."C",
    qq character varying(12) COLLATE pg_catalog."C",
    home_address character varying(100) COLLATE pg_catalog."C",
    home_phone character varying(20) COLLATE pg_catalog."C",
    home_postcode character varying(6) COLLATE pg_catalog."C",
    confirmed_at timestamp with time zone,
    CONSTRAINT graduate_class_name_check CHECK (((class_name)::text <> ''::text)),
    CONSTRAINT graduate_degree_code_check CHECK (((degree_code)::text <> ''::text)),
    CONSTRAINT graduate_degree_code_digits CHECK (((length((degree_code)::text) = 2) AND (ltrim((degree_code)::text, '0123456789'::text) = ''::text))),
    CONSTRAINT graduate_directed_division_check CHECK (((directed_division)::text <> ''::text)),
    CONSTRAINT graduate_directed_unit_check CHECK (((directed_unit)::text <> ''::text)),
    CONSTRAINT graduate_email_check CHECK (((email)::text <> ''::text)),
    CONSTRAINT graduate_enrolled_digits CHECK ((ltrim((enrolled_month)::text, '0123456789'::text) = ''::text)),
    CONSTRAINT graduate_enrolled_month_check CHECK (((enrolled_month)::text <> ''::text)),
    CONSTRAINT graduate_ethnicity_code_check CHECK (((ethnicity_code)::text <> ''::text)),
    CONSTRAINT graduate_exam_number_check CHECK (((exam_number)::text <> ''::text)),
    CONSTRAINT graduate_former_police_station_check CHECK (((former_police_station)::text <> ''::text)),
    CONSTRAINT graduate_graduated_digits CHECK ((ltrim((graduated_month)::text, '0123456789'::text) = ''::text)),
    CONSTRAINT graduate_graduated_month_check CHECK (((graduated_month)::text <> ''::text)),
    CONSTRAINT graduate_hardship_code_check CHECK (((hardship_code)::text <> ''::text)),
    CONSTRAINT graduate_home_address_check CHECK (((home_address)::text <> ''::text)),
    CONSTRAINT graduate_home_phone_check CHECK (((home_phone)::text <> ''::text)),
    CONSTRAINT graduate_home_postcode_check CHECK (((home_postcode)::text <> ''::text)),
    CONSTRAINT graduate_id_number_masked CHECK (((id_number_masked)::text ~~ '%****%'::text)),
    CONSTRAINT graduate_id_number_masked_check CHECK (((id_number_masked)::text <> ''::text)),
    CONSTRAINT graduate_major_code_check CHECK (((major_code)::text <> ''::text)),
    CONSTRAINT graduate_major_direction_check CHECK (((major_direction)::text <> ''::text)),
    CONSTRAINT graduate_major_name_check CHECK (((major_name)::text <> ''::text)),
    CONSTRAINT graduate_mobile_check CHECK (((mobile)::text <> ''::text)),
    CONSTRAINT graduate_name_check CHECK (((name)::text <> ''::text)),
    CONSTRAINT graduate_origin_code_check CHECK (((origin_code)::text <> ''::text)),
    CONSTRAINT graduate_political_status_code_check CHECK (((political_status_code)::text <> ''::text)),
    CONSTRAINT graduate_province_code_check CHECK (((province_code)::text <> ''::text)),
    CONSTRAINT graduate_qq_check CHECK (((qq)::text <> ''::text)),
    CONSTRAINT graduate_sex_code_check CHECK (((sex_code)::text <> ''::text)),
    CONSTRAINT graduate_sex_code_known CHECK (((sex_code)::text = ANY ((ARRAY['1'::character varying, '2'::character varying])::text[]))),
    CONSTRAINT graduate_student_number_check CHECK (((student_number)::text <> ''::text)),
    CONSTRAINT graduate_study_years_check CHECK (((study_years)::text <> ''::text)),
    CONSTRAINT graduate_teacher_type_code_check CHECK (((teacher_type_code)::text <> ''::text)),
    CONSTRAINT graduate_training_mode_check CHECK (((training_mode)::text <> ''::text)),
    CONSTRAINT graduate_training_mode_known CHECK (((training_mode)::text = ANY ((ARRAY['1'::character varying, '2'::character varying, '3'::character varying, '4'::character varying, '5'::character varying])::text[]))),
    CONSTRAINT graduate_version_positive CHECK ((version >= 1))
);

CREATE VIEW public.destination_in_force AS
 SELECT graduate.id,
    graduate.school_id,
    graduate.province_code,
    graduate.department_id,
    graduate.person_id,
    destination_slot.category,
        CASE
            WHEN (destination_slot.under_id IS NULL) THEN destination_slot.holder_kind
            ELSE 'REGISTRATION'::character varying
        END AS record_kind,
    COALESCE(destination_slot.under_id, destination_slot.holder_id) AS record_id,
    destination_slot.created_at,
    destination_slot.updated_at
   FROM (public.destination_slot
     JOIN public.graduate ON ((graduate.id = destination_slot.graduate_id)))
  WHERE (destination_slot.category IS NOT NULL);

CREATE VIEW public.destination_ledger_entry AS
 SELECT id,
    graduate_id,
    school_id,
    province_code,
    department_id,
    person_id,
    class_year,
    feature,
    state,
    source_system,
    record_kind,
    record_id,
    record_version,
    seq,
    category,
    payload,
    reported_at,
    has_drift,
    version,
    created_at,
    updated_at
   FROM public.ledger_entry
  WHERE ((feature)::text = 'DESTINATION'::text);

CREATE VIEW public.destination_report AS
 SELECT id,
    graduate_id,
    seq,
    school_id,
    province_code,
    department_id,
    person_id,
    class_year,
    feature,
    operation,
    record_kind,
    record_id,
    record_version,
    payload,
    state,
    attempts,
    next_attempt_at,
    last_error,
    acked_at,
    created_at,
    updated_at
   FROM public.report
  WHERE ((feature)::text = 'DESTINATION'::text);

CREATE TABLE public.dispute (
    id uuid NOT NULL,
    graduate_id uuid NOT NULL,
    school_id uuid NOT NULL,
    province_code character varying(2) NOT NULL COLLATE pg_catalog."C",
    department_id uuid NOT NULL,
    person_id uuid NOT NULL,
    class_year integer NOT NULL,
    subject character varying(12) NOT NULL COLLATE pg_catalog."C",
    record_id uuid NOT NULL,
    reason character varying(500) NOT NULL COLLATE pg_catalog."C",
    state character varying(9) NOT NULL COLLATE pg_catalog."C",
    answer character varying(500) COLLATE pg_catalog."C",
    closed_at timestamp with time zone,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT dispute_answer_check CHECK (((answer)::text <> ''::text)),
    CONSTRAINT dispute_answered_where_resolved CHECK (((answer IS NOT NULL) = ((state)::text = 'RESOLVED'::text))),
    CONSTRAINT dispute_closed_where_over CHECK (((closed_at IS NOT NULL) = ((state)::text <> 'OPEN'::text))),
    CONSTRAINT dispute_province_code_check CHECK (((province_code)::text <> ''::text)),
    CONSTRAINT dispute_reason_check CHECK (((reason)::text <> ''::text)),
    CONSTRAINT dispute_state_check CHECK (((state)::text <> ''::text)),
    CONSTRAINT dispute_state_known CHECK (((state)::text = ANY ((ARRAY['OPEN'::character varying, 'RESOLVED'::character varying, 'WITHDRAWN'::character varying])::text[]))),
    CONSTRAINT dispute_subject_check CHECK (((subject)::text <> ''::text)),
    CONSTRAINT dispute_subject_known CHECK (((subject)::text = ANY ((ARRAY['BASICS'::character varying, 'AGREEMENT'::character varying, 'SUPPLEMENT'::character varying, 'REGISTRATION'::character varying])::text[]))),
    CONSTRAINT dispute_version_positive CHECK ((version >= 1))
);

CREATE VIEW public.dispute_event AS
 SELECT audit.id,
    dispute.id AS dispute_id,
    dispute.school_id,
    dispute.province_code,
    dispute.department_id,
    dispute.person_id,
    audit.role,
    audit.action,
    audit.status_before,
    audit.status_after,
    audit.reason,
    audit.created_at,
    audit.updated_at
   FROM (public.audit
     JOIN public.dispute ON ((((audit.record_id)::text = (dispute.id)::text) AND (dispute.id =
        CASE
            WHEN ((audit.record_id)::text ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'::text) THEN (audit.record_id)::uuid
            ELSE NULL::uuid
        END))))
  WHERE ((audit.record_kind)::text = 'DISPUTE'::text);

CREATE TABLE public.download (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    address character varying(45) COLLATE pg_catalog."C",
    list character varying(60) NOT NULL COLLATE pg_catalog."C",
    title character varying(40) NOT NULL COLLATE pg_catalog."C",
    format character varying(8) NOT NULL COLLATE pg_catalog."C",
    wanted bytea NOT NULL,
    state character varying(16) NOT NULL COLLATE pg_catalog."C",
    row_total integer,
    row_count integer NOT NULL,
    sha256 character varying(64) COLLATE pg_catalog."C",
    size integer,
    file_name character varying(100) NOT NULL COLLATE pg_catalog."C",
    path character varying(60) COLLATE pg_catalog."C",
    failure character varying(500) COLLATE pg_catalog."C",
    cancel_requested_at timestamp with time zone,
    expires_at timestamp with time zone,
    tries integer NOT NULL,
    lease_holder uuid,
    lease_until timestamp with time zone,
    finished_at timestamp with time zone,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT download_address_check CHECK (((address)::text <> ''::text)),
    CONSTRAINT download_expires_once_done CHECK ((((state)::text = ANY ((ARRAY['DONE'::character varying, 'EXPIRED'::character varying])::text[])) = (expires_at IS NOT NULL))),
    CONSTRAINT download_failed_for_a_reason CHECK ((((state)::text = 'FAILED'::text) = (failure IS NOT NULL))),
    CONSTRAINT download_failure_check CHECK (((failure)::text <> ''::text)),
    CONSTRAINT download_file_name_check CHECK (((file_name)::text <> ''::text)),
    CONSTRAINT download_finished_when_over CHECK ((((state)::text = ANY ((ARRAY['QUEUED'::character varying, 'RUNNING'::character varying])::text[])) = (finished_at IS NULL))),
    CONSTRAINT download_format_check CHECK (((format)::text <> ''::text)),
    CONSTRAINT download_format_known CHECK (((format)::text = ANY ((ARRAY['XLSX'::character varying, 'CSV'::character varying])::text[]))),
    CONSTRAINT download_found_while_done CHECK ((((state)::text = 'DONE'::text) = (path IS NOT NULL))),
    CONSTRAINT download_has_its_file_while_done CHECK ((((state)::text = 'DONE'::text) = (sha256 IS NOT NULL))),
    CONSTRAINT download_leased_while_running CHECK ((((state)::text = 'RUNNING'::text) = (lease_until IS NOT NULL))),
    CONSTRAINT download_list_check CHECK (((list)::text <> ''::text)),
    CONSTRAINT download_path_check CHECK (((path)::text <> ''::text)),
    CONSTRAINT download_sha256_check CHECK (((sha256)::text <> ''::text)),
    CONSTRAINT download_sized_while_done CHECK ((((state)::text = 'DONE'::text) = (size IS NOT NULL))),
    CONSTRAINT download_state_check CHECK (((state)::text <> ''::text)),
    CONSTRAINT download_state_known CHECK (((state)::text = ANY ((ARRAY['QUEUED'::character varying, 'RUNNING'::character varying, 'DONE'::character varying, 'EXPIRED'::character varying, 'CANCELLED'::character varying, 'FAILED'::character varying])::text[]))),
    CONSTRAINT download_title_check CHECK (((title)::text <> ''::text)),
    CONSTRAINT download_version_positive CHECK ((version >= 1))
);

CREATE TABLE public.employer (
    id uuid NOT NULL,
    name character varying(60) NOT NULL COLLATE pg_catalog."C",
    uscc character varying(18) NOT NULL COLLATE pg_catalog."C",
    province_code character varying(2) NOT NULL COLLATE pg_catalog."C",
    status character varying(16) NOT NULL COLLATE pg_catalog."C",
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    status_reason character varying(500) COLLATE pg_catalog."C",
    nature character varying(2) COLLATE pg_catalog."C",
    industry character varying(2) COLLATE pg_catalog."C",
    division character varying(6) COLLATE pg_catalog."C",
    address character varying(100) COLLATE pg_catalog."C",
    postcode character varying(6) COLLATE pg_catalog."C",
    contact_name character varying(40) COLLATE pg_catalog."C",
    contact_phone character varying(20) COLLATE pg_catalog."C",
    contact_email character varying(100) COLLATE pg_catalog."C",
    superior character varying(60) COLLATE pg_catalog."C",
    accepts_archive boolean,
    solves_hukou boolean,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT employer_address_check CHECK (((address)::text <> ''::text)),
    CONSTRAINT employer_codes_digits CHECK (((ltrim((nature)::text, '0123456789'::text) = ''::text) AND (ltrim((industry)::text, '0123456789'::text) = ''::text))),
    CONSTRAINT employer_contact_email_check CHECK (((contact_email)::text <> ''::text)),
    CONSTRAINT employer_contact_name_check CHECK (((contact_name)::text <> ''::text)),
    CONSTRAINT employer_contact_phone_check CHECK (((contact_phone)::text <> ''::text)),
    CONSTRAINT employer_division_check CHECK (((division)::text <> ''::text)),
    CONSTRAINT employer_division_digits CHECK (((length((division)::text) = 6) AND (ltrim((division)::text, '0123456789'::text) = ''::text))),
    CONSTRAINT employer_industry_check CHECK (((industry)::text <> ''::text)),
    CONSTRAINT employer_name_check CHECK (((name)::text <> ''::text)),
    CONSTRAINT employer_nature_check CHECK (((nature)::text <> ''::text)),
    CONSTRAINT employer_postcode_check CHECK (((postcode)::text <> ''::text)),
    CONSTRAINT employer_postcode_digits CHECK (((length((postcode)::text) = 6) AND (ltrim((postcode)::text, '0123456789'::text) = ''::text))),
    CONSTRAINT employer_province_code_check CHECK (((province_code)::text <> ''::text)),
    CONSTRAINT employer_reason_where_refused CHECK (((status_reason IS NOT NULL) = ((status)::text = ANY ((ARRAY['REJECTED'::character varying, 'DISABLED'::character varying])::text[])))),
    CONSTRAINT employer_status_check CHECK (((status)::text <> ''::text)),
    CONSTRAINT employer_status_known CHECK (((status)::text = ANY ((ARRAY['REGISTERED'::character varying, 'PENDING_REVIEW'::character varying, 'APPROVED'::character varying, 'REJECTED'::character varying, 'DISABLED'::character varying])::text[]))),
    CONSTRAINT employer_status_reason_check CHECK (((status_reason)::text <> ''::text)),
    CONSTRAINT employer_superior_check CHECK (((superior)::text <> ''::text)),
    CONSTRAINT employer_uscc_check CHECK (((uscc)::text <> ''::text)),
    CONSTRAINT employer_uscc_length CHECK ((length((uscc)::text) = 18)),
    CONSTRAINT employer_version_positive CHECK ((version >= 1)),
    CONSTRAINT employer_whole_where_registered CHECK ((((status)::text <> 'REGISTERED'::text) OR ((nature IS NOT NULL) AND (industry IS NOT NULL) AND (division IS NOT NULL) AND (address IS NOT NULL) AND (contact_name IS NOT NULL) AND (contact_phone IS NOT NULL) AND (accepts_archive IS NOT NULL) AND (solves_hukou IS NOT NULL))))
);

CREATE TABLE public.feature_switch (
    id uuid NOT NULL,
    province_code character varying(2) NOT NULL COLLATE pg_catalog."C",
    feature character varying(11) NOT NULL COLLATE pg_catalog."C",
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT feature_switch_feature_check CHECK (((feature)::text <> ''::text)),
    CONSTRAINT feature_switch_feature_known CHECK (((feature)::text = ANY ((ARRAY['DESTINATION'::character varying, 'ARCHIVE'::character varying, 'HUKOU'::character varying])::text[]))),
    CONSTRAINT feature_switch_province_code_check CHECK (((province_code)::text <> ''::text))
);

CREATE VIEW public.graduate_destination AS
 SELECT graduate.id,
    graduate.school_id,
    graduate.province_code,
    graduate.department_id,
    graduate.class_year,
    graduate.degree_code,
    graduate.major_code,
    graduate.major_name,
    graduate.person_id,
    graduate.name,
    graduate.student_number,
    graduate.exam_number,
    graduate.id_number_masked,
    graduate.class_name,
    graduate.training_mode,
    graduate.confirmed_at,
    graduate.archive_in_school,
    graduate.hukou_in_school,
    1 AS graduates,
        CASE
            WHEN (slot.graduate_id IS NULL) THEN 0
            ELSE 1
        END AS registered,
        CASE slot.category
            WHEN '10'::text THEN 1
            ELSE 0
        END AS category_10,
        CASE slot.category
            WHEN '11'::text THEN 1
            ELSE 0
        END AS category_11,
        CASE slot.category
            WHEN '12'::text THEN 1
            ELSE 0
        END AS category_12,
        CASE slot.category
            WHEN '27'::text THEN 1
            ELSE 0
        END AS category_27,
        CASE slot.category
            WHEN '46'::text THEN 1
            ELSE 0
        END AS category_46,
        CASE slot.category
            WHEN '50'::text THEN 1
            ELSE 0
        END AS category_50,
        CASE slot.category
            WHEN '51'::text THEN 1
            ELSE 0
        END AS category_51,
        CASE slot.category
            WHEN '75'::text THEN 1
            ELSE 0
        END AS category_75,
        CASE slot.category
            WHEN '76'::text THEN 1
            ELSE 0
        END AS category_76,
        CASE slot.category
            WHEN '80'::text THEN 1
            ELSE 0
        END AS category_80,
        CASE slot.category
            WHEN '85'::text THEN 1
            ELSE 0
        END AS category_85,
        CASE slot.category
            WHEN '70'::text THEN 1
            ELSE 0
        END AS category_70,
        CASE slot.category
            WHEN '71'::text THEN 1
            ELSE 0
        END AS category_71,
        CASE slot.category
            WHEN '72'::text THEN 1
            ELSE 0
        END AS category_72
   FROM (public.graduate
     LEFT JOIN public.destination_slot slot ON ((slot.graduate_id = graduate.id)));

CREATE TABLE public.hukou_block (
    id uuid NOT NULL,
    graduate_id uuid NOT NULL,
    school_id uuid NOT NULL,
    province_code character varying(2) NOT NULL COLLATE pg_catalog."C",
    department_id uuid NOT NULL,
    person_id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    migration_type character varying(16) NOT NULL COLLATE pg_catalog."C",
    migration_reason character varying(13) COLLATE pg_catalog."C",
    destination_division character varying(6) COLLATE pg_catalog."C",
    destination_address character varying(100) COLLATE pg_catalog."C",
    receiving_unit character varying(60) COLLATE pg_catalog."C",
    CONSTRAINT hukou_block_destination_address_check CHECK (((destination_address)::text <> ''::text)),
    CONSTRAINT hukou_block_destination_division_check CHECK (((destination_division)::text <> ''::text)),
    CONSTRAINT hukou_block_destination_unless_kept CHECK (((((migration_type)::text = 'KEEP'::text) = (destination_address IS NULL)) AND (((migration_type)::text = 'KEEP'::text) = (migration_reason IS NULL)))),
    CONSTRAINT hukou_block_migration_reason_check CHECK (((migration_reason)::text <> ''::text)),
    CONSTRAINT hukou_block_migration_reason_known CHECK (((migration_reason)::text = ANY ((ARRAY['FURTHER_STUDY'::character varying, 'GRADUATION'::character varying])::text[]))),
    CONSTRAINT hukou_block_migration_type_check CHECK (((migration_type)::text <> ''::text)),
    CONSTRAINT hukou_block_migration_type_known CHECK (((migration_type)::text = ANY ((ARRAY['BACK_TO_ORIGIN'::character varying, 'TO_EMPLOYER'::character varying, 'TO_TALENT_MARKET'::character varying, 'TO_SCHOOL'::character varying, 'TO_OTHER'::character varying, 'KEEP'::character varying])::text[]))),
    CONSTRAINT hukou_block_province_code_check CHECK (((province_code)::text <> ''::text)),
    CONSTRAINT hukou_block_receiving_unit_check CHECK (((receiving_unit)::text <> ''::text))
);

CREATE TABLE public.hukou_counters (
    id uuid NOT NULL,
    school_id uuid NOT NULL,
    province_code character varying(2) NOT NULL COLLATE pg_catalog."C",
    class_year integer NOT NULL,
    version integer NOT NULL,
    needed integer DEFAULT 0 NOT NULL,
    registered integer DEFAULT 0 NOT NULL,
    pending_department integer DEFAULT 0 NOT NULL,
    pending_school integer DEFAULT 0 NOT NULL,
    approved integer DEFAULT 0 NOT NULL,
    rejected integer DEFAULT 0 NOT NULL,
    cancelled integer DEFAULT 0 NOT NULL,
    superseded integer DEFAULT 0 NOT NULL,
    type_back_to_origin integer DEFAULT 0 NOT NULL,
    type_to_employer integer DEFAULT 0 NOT NULL,
    type_to_talent_market integer DEFAULT 0 NOT NULL,
    type_to_school integer DEFAULT 0 NOT NULL,
    type_to_other integer DEFAULT 0 NOT NULL,
    type_keep integer DEFAULT 0 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT hukou_counters_approved CHECK ((approved >= 0)),
    CONSTRAINT hukou_counters_cancelled CHECK ((cancelled >= 0)),
    CONSTRAINT hukou_counters_needed CHECK ((needed >= 0)),
    CONSTRAINT hukou_counters_pending_department CHECK ((pending_department >= 0)),
    CONSTRAINT hukou_counters_pending_school CHECK ((pending_school >= 0)),
    CONSTRAINT hukou_counters_province_code_check CHECK (((province_code)::text <> ''::text)),
    CONSTRAINT hukou_counters_registered CHECK ((registered >= 0)),
    CONSTRAINT hukou_counters_rejected CHECK ((rejected >= 0)),
    CONSTRAINT hukou_counters_superseded CHECK ((superseded >= 0)),
    CONSTRAINT hukou_counters_type_back_to_origin CHECK ((type_back_to_origin >= 0)),
    CONSTRAINT hukou_counters_type_keep CHECK ((type_keep >= 0)),
    CONSTRAINT hukou_counters_type_to_employer CHECK ((type_to_employer >= 0)),
    CONSTRAINT hukou_counters_type_to_other CHECK ((type_to_other >= 0)),
    CONSTRAINT hukou_counters_type_to_school CHECK ((type_to_school >= 0)),
    CONSTRAINT hukou_counters_type_to_talent_market CHECK ((type_to_talent_market >= 0)),
    CONSTRAINT hukou_counters_version_from_zero CHECK ((version >= 0))
);

CREATE TABLE public.hukou_record (
    id uuid NOT NULL,
    graduate_id uuid NOT NULL,
    school_id uuid NOT NULL,
    province_code character varying(2) NOT NULL COLLATE pg_catalog."C",
    department_id uuid NOT NULL,
    person_id uuid NOT NULL,
    class_year integer NOT NULL,
    review_levels character varying(22) NOT NULL COLLATE pg_catalog."C",
    status character varying(23) NOT NULL COLLATE pg_catalog."C",
    rejected_by character varying(10) COLLATE pg_catalog."C",
    status_reason character varying(500) COLLATE pg_catalog."C",
    version integer NOT NULL,
    source character varying(11) NOT NULL COLLATE pg_catalog."C",
    is_change boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    migration_type character varying(16) NOT NULL COLLATE pg_catalog."C",
    migration_reason character varying(13) COLLATE pg_catalog."C",
    destination_division character varying(6) COLLATE pg_catalog."C",
    destination_address character varying(100) COLLATE pg_catalog."C",
    receiving_unit character varying(60) COLLATE pg_catalog."C",
    source_system character varying(20) COLLATE pg_catalog."C",
    source_id character varying(64) COLLATE pg_catalog."C",
    CONSTRAINT hukou_record_destination_address_check CHECK (((destination_address)::text <> ''::text)),
    CONSTRAINT hukou_record_destination_division_check CHECK (((destination_division)::text <> ''::text)),
    CONSTRAINT hukou_record_destination_unless_kept CHECK (((((migration_type)::text = 'KEEP'::text) = (destination_address IS NULL)) AND (((migration_type)::text = 'KEEP'::text) = (migration_reason IS NULL)))),
    CONSTRAINT hukou_record_migration_reason_check CHECK (((migration_reason)::text <> ''::text)),
    CONSTRAINT hukou_record_migration_reason_known CHECK (((migration_reason)::text = ANY ((ARRAY['FURTHER_STUDY'::character varying, 'GRADUATION'::character varying])::text[]))),
    CONSTRAINT hukou_record_migration_type_check CHECK (((migration_type)::text <> ''::text)),
    CONSTRAINT hukou_record_migration_type_known CHECK (((migration_type)::text = ANY ((ARRAY['BACK_TO_ORIGIN'::character varying, 'TO_EMPLOYER'::character varying, 'TO_TALENT_MARKET'::character varying, 'TO_SCHOOL'::character varying, 'TO_OTHER'::character varying, 'KEEP'::character varying])::text[]))),
    CONSTRAINT hukou_record_province_code_check CHECK (((province_code)::text <> ''::text)),
    CONSTRAINT hukou_record_receiving_unit_check CHECK (((receiving_unit)::text <> ''::text)),
    CONSTRAINT hukou_record_rejected_by_check CHECK (((rejected_by)::text <> ''::text)),
    CONSTRAINT hukou_record_rejected_by_known CHECK (((rejected_by)::text = ANY ((ARRAY['DEPARTMENT'::character varying, 'SCHOOL'::character varying])::text[]))),
    CONSTRAINT hukou_record_rejected_by_where_rejected CHECK ((((status)::text = 'REJECTED'::text) = (rejected_by IS NOT NULL))),
    CONSTRAINT hukou_record_review_levels_check CHECK (((review_levels)::text <> ''::text)),
    CONSTRAINT hukou_record_review_levels_known CHECK (((review_levels)::text = ANY ((ARRAY['SCHOOL_ONLY'::character varying, 'DEPARTMENT_THEN_SCHOOL'::character varying])::text[]))),
    CONSTRAINT hukou_record_source_check CHECK (((source)::text <> ''::text)),
    CONSTRAINT hukou_record_source_id_check CHECK (((source_id)::text <> ''::text)),
    CONSTRAINT hukou_record_source_known CHECK (((source)::text = ANY ((ARRAY['GRADUATE'::character varying, 'SCHOOL'::character varying, 'DESTINATION'::character varying])::text[]))),
    CONSTRAINT hukou_record_source_system_check CHECK (((source_system)::text <> ''::text)),
    CONSTRAINT hukou_record_source_whole CHECK (((source_id IS NULL) = (source_system IS NULL))),
    CONSTRAINT hukou_record_status_check CHECK (((status)::text <> ''::text)),
    CONSTRAINT hukou_record_status_known CHECK (((status)::text = ANY ((ARRAY['PENDING_COUNTERPARTY'::character varying, 'COUNTERPARTY_REFUSED'::character varying, 'WITHDRAWN'::character varying, 'PENDING_DEPARTMENT'::character varying, 'PENDING_SCHOOL'::character varying, 'REJECTED'::character varying, 'CANCELLED'::character varying, 'APPROVED'::character varying, 'VOID_PENDING_DEPARTMENT'::character varying, 'VOID_PENDING_SCHOOL'::character varying, 'VOIDED'::character varying, 'TERMINATED'::character varying, 'SUPERSEDED'::character varying, 'LAPSED'::character varying])::text[]))),
    CONSTRAINT hukou_record_status_of_its_life CHECK (((status)::text = ANY ((ARRAY['PENDING_DEPARTMENT'::character varying, 'PENDING_SCHOOL'::character varying, 'APPROVED'::character varying, 'REJECTED'::character varying, 'CANCELLED'::character varying, 'SUPERSEDED'::character varying])::text[]))),
    CONSTRAINT hukou_record_status_reason_check CHECK (((status_reason)::text <> ''::text)),
    CONSTRAINT hukou_record_version_positive CHECK ((version >= 1))
);

CREATE VIEW public.hukou_event AS
 SELECT audit.id,
    record.id AS hukou_record_id,
    record.school_id,
    record.province_code,
    record.department_id,
    record.person_id,
    audit.role,
    audit.action,
    audit.status_before,
    audit.status_after,
    audit.reason,
    audit.account_id,
    audit.address,
    audit.created_at,
    audit.updated_at
   FROM (public.audit
     JOIN public.hukou_record record ON ((((audit.record_id)::text = (record.id)::text) AND (record.id =
        CASE
            WHEN ((audit.record_id)::text ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'::text) THEN (audit.record_id)::uuid
            ELSE NULL::uuid
        END))))
  WHERE ((audit.record_kind)::text = 'HUKOU'::text);

CREATE VIEW public.hukou_ledger_entry AS
 SELECT id,
    graduate_id,
    school_id,
    province_code,
    department_id,
    person_id,
    class_year,
    feature,
    state,
    source_system,
    record_kind,
    record_id,
    record_version,
    seq,
    category,
    payload,
    reported_at,
    has_drift,
    version,
    created_at,
    updated_at
   FROM public.ledger_entry
  WHERE ((feature)::text = 'HUKOU'::text);

CREATE VIEW public.hukou_report AS
 SELECT id,
    graduate_id,
    seq,
    school_id,
    province_code,
    department_id,
    person_id,
    class_year,
    feature,
    operation,
    record_kind,
    record_id,
    record_version,
    payload,
    state,
    attempts,
    next_attempt_at,
    last_error,
    acked_at,
    created_at,
    updated_at
   FROM public.report
  WHERE ((feature)::text = 'HUKOU'::text);

CREATE TABLE public.idempotency_key (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    key_digest character varying(64) NOT NULL COLLATE pg_catalog."C",
    mutation character varying(40) NOT NULL COLLATE pg_catalog."C",
    input_digest character varying(64) NOT NULL COLLATE pg_catalog."C",
    outcome character varying(4000) NOT NULL COLLATE pg_catalog."C",
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT idempotency_key_digest_length CHECK ((length((key_digest)::text) = 64)),
    CONSTRAINT idempotency_key_input_digest_check CHECK (((input_digest)::text <> ''::text)),
    CONSTRAINT idempotency_key_input_length CHECK ((length((input_digest)::text) = 64)),
    CONSTRAINT idempotency_key_key_digest_check CHECK (((key_digest)::text <> ''::text)),
    CONSTRAINT idempotency_key_mutation_check CHECK (((mutation)::text <> ''::text)),
    CONSTRAINT idempotency_key_outcome_check CHECK (((outcome)::text <> ''::text))
);

CREATE TABLE public.identity_link (
    id uuid NOT NULL,
    issuer character varying(200) NOT NULL COLLATE pg_catalog."C",
    subject character varying(255) NOT NULL COLLATE pg_catalog."C",
    account_id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT identity_link_issuer_check CHECK (((issuer)::text <> ''::text)),
    CONSTRAINT identity_link_subject_check CHECK (((subject)::text <> ''::text))
);

CREATE TABLE public.imported_record (
    id uuid NOT NULL,
    province_code character varying(2) NOT NULL COLLATE pg_catalog."C",
    source_system character varying(20) NOT NULL COLLATE pg_catalog."C",
    source_id character varying(64) NOT NULL COLLATE pg_catalog."C",
    source_version integer NOT NULL,
    digest character varying(64) NOT NULL COLLATE pg_catalog."C",
    record_kind character varying(16) COLLATE pg_catalog."C",
    record_id uuid,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT imported_record_digest_check CHECK (((digest)::text <> ''::text)),
    CONSTRAINT imported_record_digest_length CHECK ((length((digest)::text) = 64)),
    CONSTRAINT imported_record_kind_known CHECK (((record_kind)::text = ANY ((ARRAY['REGISTRATION'::character varying, 'SUPPLEMENT'::character varying, 'ARCHIVE'::character varying, 'HUKOU'::character varying])::text[]))),
    CONSTRAINT imported_record_province_code_check CHECK (((province_code)::text <> ''::text)),
    CONSTRAINT imported_record_record_kind_check CHECK (((record_kind)::text <> ''::text)),
    CONSTRAINT imported_record_source_id_check CHECK (((source_id)::text <> ''::text)),
    CONSTRAINT imported_record_source_system_check CHECK (((source_system)::text <> ''::text)),
    CONSTRAINT imported_record_version_positive CHECK ((source_version >= 1)),
    CONSTRAINT imported_record_whole CHECK (((record_kind IS NULL) = (record_id IS NULL)))
);

CREATE TABLE public.issued_number (
    number character varying(19) NOT NULL COLLATE pg_catalog."C",
    agreement_id uuid NOT NULL,
    school_id uuid NOT NULL,
    province_code character varying(2) NOT NULL COLLATE pg_catalog."C",
    department_id uuid NOT NULL,
    person_id uuid NOT NULL,
    employer_id uuid,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT issued_number_number_check CHECK (((number)::text <> ''::text)),
    CONSTRAINT issued_number_province_code_check CHECK (((province_code)::text <> ''::text))
);

CREATE TABLE public.ledger_edit (
    id uuid NOT NULL,
    ledger_entry_id uuid NOT NULL,
    field character varying(40) NOT NULL COLLATE pg_catalog."C",
    reported character varying(500) COLLATE pg_catalog."C",
    edited character varying(500) COLLATE pg_catalog."C",
    account_id uuid NOT NULL,
    edited_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT ledger_edit_edited_check CHECK (((edited)::text <> ''::text)),
    CONSTRAINT ledger_edit_field_check CHECK (((field)::text <> ''::text)),
    CONSTRAINT ledger_edit_reported_check CHECK (((reported)::text <> ''::text))
);

CREATE VIEW public.ledger_edit_seen AS
 SELECT ledger_edit.id,
    ledger_edit.ledger_entry_id,
    ledger_entry.school_id,
    ledger_entry.province_code,
    ledger_entry.department_id,
    ledger_edit.field,
    ledger_edit.reported,
    ledger_edit.edited,
    ledger_edit.account_id,
    ledger_edit.edited_at,
    ledger_edit.created_at,
    ledger_edit.updated_at
   FROM (public.ledger_edit
     JOIN public.ledger_entry ON ((ledger_entry.id = ledger_edit.ledger_entry_id)));

CREATE TABLE public.ledger_receipt (
    id uuid NOT NULL,
    ledger_entry_id uuid NOT NULL,
    idempotency_key character varying(100) NOT NULL COLLATE pg_catalog."C",
    operation character varying(8) NOT NULL COLLATE pg_catalog."C",
    source_system character varying(20) NOT NULL COLLATE pg_catalog."C",
    record_kind character varying(24) NOT NULL COLLATE pg_catalog."C",
    record_id uuid NOT NULL,
    record_version integer NOT NULL,
    seq integer NOT NULL,
    payload text NOT NULL,
    reported_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT ledger_receipt_idempotency_key_check CHECK (((idempotency_key)::text <> ''::text)),
    CONSTRAINT ledger_receipt_operation_check CHECK (((operation)::text <> ''::text)),
    CONSTRAINT ledger_receipt_operation_known CHECK (((operation)::text = ANY ((ARRAY['UPSERT'::character varying, 'WITHDRAW'::character varying])::text[]))),
    CONSTRAINT ledger_receipt_record_kind_check CHECK (((record_kind)::text <> ''::text)),
    CONSTRAINT ledger_receipt_source_system_check CHECK (((source_system)::text <> ''::text))
);

CREATE VIEW public.ledger_receipt_seen AS
 SELECT ledger_receipt.id,
    ledger_receipt.ledger_entry_id,
    ledger_entry.school_id,
    ledger_entry.province_code,
    ledger_entry.department_id,
    ledger_receipt.operation,
    ledger_receipt.source_system,
    ledger_receipt.record_version,
    ledger_receipt.seq,
    ledger_receipt.payload,
    ledger_receipt.reported_at,
    ledger_receipt.created_at,
    ledger_receipt.updated_at
   FROM (public.ledger_receipt
     JOIN public.ledger_entry ON ((ledger_entry.id = ledger_receipt.ledger_entry_id)));

CREATE TABLE public.login_ticket (
    digest character varying(64) NOT NULL COLLATE pg_catalog."C",
    challenge character varying(43) NOT NULL COLLATE pg_catalog."C",
    account_id uuid NOT NULL,
    epoch integer NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT login_ticket_challenge_check CHECK (((challenge)::text <> ''::text)),
    CONSTRAINT login_ticket_challenge_length CHECK ((length((challenge)::text) = 43)),
    CONSTRAINT login_ticket_digest_check CHECK (((digest)::text <> ''::text)),
    CONSTRAINT login_ticket_digest_length CHECK ((length((digest)::text) = 64))
);

CREATE TABLE public.roster_import (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    address character varying(45) COLLATE pg_catalog."C",
    school_id uuid NOT NULL,
    province_code character varying(2) NOT NULL COLLATE pg_catalog."C",
    class_year integer NOT NULL,
    upload_id uuid,
    file_name character varying(100) NOT NULL COLLATE pg_catalog."C",
    mode character varying(16) NOT NULL COLLATE pg_catalog."C",
    is_dry_run boolean NOT NULL,
    makes_departments boolean NOT NULL,
    state character varying(16) NOT NULL COLLATE pg_catalog."C",
    phase character varying(16) NOT NULL COLLATE pg_catalog."C",
    columns character varying(1000) COLLATE pg_catalog."C",
    row_cursor integer NOT NULL,
    row_total integer,
    row_count integer NOT NULL,
    new_count integer NOT NULL,
    changed_count integer NOT NULL,
    same_count integer NOT NULL,
    bad_count integer NOT NULL,
    problem_count integer NOT NULL,
    new_departments character varying(2000) COLLATE pg_catalog."C",
    refusal character varying(500) COLLATE pg_catalog."C",
    cancel_requested_at timestamp with time zone,
    tries integer NOT NULL,
    lease_holder uuid,
    lease_until timestamp with time zone,
    finished_at timestamp with time zone,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT roster_import_address_check CHECK (((address)::text <> ''::text)),
    CONSTRAINT roster_import_columns_check CHECK (((columns)::text <> ''::text)),
    CONSTRAINT roster_import_file_name_check CHECK (((file_name)::text <> ''::text)),
    CONSTRAINT roster_import_finished_when_over CHECK ((((state)::text = ANY ((ARRAY['QUEUED'::character varying, 'RUNNING'::character varying])::text[])) = (finished_at IS NULL))),
    CONSTRAINT roster_import_leased_while_running CHECK ((((state)::text = 'RUNNING'::text) = (lease_until IS NOT NULL))),
    CONSTRAINT roster_import_mode_check CHECK (((mode)::text <> ''::text)),
    CONSTRAINT roster_import_mode_known CHECK (((mode)::text = ANY ((ARRAY['ALL_OR_NOTHING'::character varying, 'SKIP_BAD'::character varying])::text[]))),
    CONSTRAINT roster_import_new_departments_check CHECK (((new_departments)::text <> ''::text)),
    CONSTRAINT roster_import_phase_check CHECK (((phase)::text <> ''::text)),
    CONSTRAINT roster_import_phase_known CHECK (((phase)::text = ANY ((ARRAY['READING'::character varying, 'COMPARING'::character varying, 'WRITING'::character varying])::text[]))),
    CONSTRAINT roster_import_province_code_check CHECK (((province_code)::text <> ''::text)),
    CONSTRAINT roster_import_refusal_check CHECK (((refusal)::text <> ''::text)),
    CONSTRAINT roster_import_state_check CHECK (((state)::text <> ''::text)),
    CONSTRAINT roster_import_state_known CHECK (((state)::text = ANY ((ARRAY['QUEUED'::character varying, 'RUNNING'::character varying, 'DONE'::character varying, 'REFUSED'::character varying, 'CANCELLED'::character varying, 'FAILED'::character varying])::text[]))),
    CONSTRAINT roster_import_version_positive CHECK ((version >= 1))
);

CREATE TABLE public.signing_counters (
    id uuid NOT NULL,
    school_id uuid NOT NULL,
    province_code character varying(2) NOT NULL COLLATE pg_catalog."C",
    class_year integer NOT NULL,
    version integer NOT NULL,
    graduates integer NOT NULL,
    online_pending_graduate integer NOT NULL,
    online_withdrawn integer NOT NULL,
    online_rejected_by_graduate integer NOT NULL,
    online_expired integer NOT NULL,
    online_pending_department integer NOT NULL,
    online_pending_school integer NOT NULL,
    online_review_rejected integer NOT NULL,
    online_effective integer NOT NULL,
    online_voided integer NOT NULL,
    online_terminated integer NOT NULL,
    offline_protocol_pending_department integer NOT NULL,
    offline_protocol_pending_school integer NOT NULL,
    offline_protocol_rejected integer NOT NULL,
    offline_protocol_issued integer NOT NULL,
    offline_sign_pending_department integer NOT NULL,
    offline_sign_pending_school integer NOT NULL,
    offline_sign_rejected integer NOT NULL,
    offline_effective integer NOT NULL,
    offline_voided integer NOT NULL,
    offline_terminated integer NOT NULL,
    offline_cancelled integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    supplement_pending_department integer DEFAULT 0 NOT NULL,
    supplement_pending_school integer DEFAULT 0 NOT NULL,
    supplement_approved integer DEFAULT 0 NOT NULL,
    supplement_rejected integer DEFAULT 0 NOT NULL,
    supplement_cancelled integer DEFAULT 0 NOT NULL,
    supplement_voided integer DEFAULT 0 NOT NULL,
    supplement_terminated integer DEFAULT 0 NOT NULL,
    termination_pending_counterparty integer DEFAULT 0 NOT NULL,
    termination_counterparty_refused integer DEFAULT 0 NOT NULL,
    termination_withdrawn integer DEFAULT 0 NOT NULL,
    termination_pending_department integer DEFAULT 0 NOT NULL,
    termination_pending_school integer DEFAULT 0 NOT NULL,
    termination_approved integer DEFAULT 0 NOT NULL,
    termination_rejected integer DEFAULT 0 NOT NULL,
    termination_lapsed integer DEFAULT 0 NOT NULL,
    registration_pending_department integer DEFAULT 0 NOT NULL,
    registration_pending_school integer DEFAULT 0 NOT NULL,
    registration_approved integer DEFAULT 0 NOT NULL,
    registration_rejected integer DEFAULT 0 NOT NULL,
    registration_cancelled integer DEFAULT 0 NOT NULL,
    registration_void_pending_department integer DEFAULT 0 NOT NULL,
    registration_void_pending_school integer DEFAULT 0 NOT NULL,
    registration_voided integer DEFAULT 0 NOT NULL,
    registration_superseded integer DEFAULT 0 NOT NULL,
    category_10 integer DEFAULT 0 NOT NULL,
    category_11 integer DEFAULT 0 NOT NULL,
    category_12 integer DEFAULT 0 NOT NULL,
    category_27 integer DEFAULT 0 NOT NULL,
    category_46 integer DEFAULT 0 NOT NULL,
    category_50 integer DEFAULT 0 NOT NULL,
    category_51 integer DEFAULT 0 NOT NULL,
    category_75 integer DEFAULT 0 NOT NULL,
    category_76 integer DEFAULT 0 NOT NULL,
    category_80 integer DEFAULT 0 NOT NULL,
    category_85 integer DEFAULT 0 NOT NULL,
    category_70 integer DEFAULT 0 NOT NULL,
    category_71 integer DEFAULT 0 NOT NULL,
    category_72 integer DEFAULT 0 NOT NULL,
    registered integer DEFAULT 0 NOT NULL,
    confirmed integer DEFAULT 0 NOT NULL,
    stale integer DEFAULT 0 NOT NULL,
    CONSTRAINT signing_counters_category_10 CHECK ((category_10 >= 0)),
    CONSTRAINT signing_counters_category_11 CHECK ((category_11 >= 0)),
    CONSTRAINT signing_counters_category_12 CHECK ((category_12 >= 0)),
    CONSTRAINT signing_counters_category_27 CHECK ((category_27 >= 0)),
    CONSTRAINT signing_counters_category_46 CHECK ((category_46 >= 0)),
    CONSTRAINT signing_counters_category_50 CHECK ((category_50 >= 0)),
    CONSTRAINT signing_counters_category_51 CHECK ((category_51 >= 0)),
    CONSTRAINT signing_counters_category_70 CHECK ((category_70 >= 0)),
    CONSTRAINT signing_counters_category_71 CHECK ((category_71 >= 0)),
    CONSTRAINT signing_counters_category_72 CHECK ((category_72 >= 0)),
    CONSTRAINT signing_counters_category_75 CHECK ((category_75 >= 0)),
    CONSTRAINT signing_counters_category_76 CHECK ((category_76 >= 0)),
    CONSTRAINT signing_counters_category_80 CHECK ((category_80 >= 0)),
    CONSTRAINT signing_counters_category_85 CHECK ((category_85 >= 0)),
    CONSTRAINT signing_counters_confirmed CHECK ((confirmed >= 0)),
    CONSTRAINT signing_counters_graduates CHECK ((graduates >= 0)),
    CONSTRAINT signing_counters_offline_cancelled CHECK ((offline_cancelled >= 0)),
    CONSTRAINT signing_counters_offline_effective CHECK ((offline_effective >= 0)),
    CONSTRAINT signing_counters_offline_protocol_issued CHECK ((offline_protocol_issued >= 0)),
    CONSTRAINT signing_counters_offline_protocol_pending_department CHECK ((offline_protocol_pending_department >= 0)),
    CONSTRAINT signing_counters_offline_protocol_pending_school CHECK ((offline_protocol_pending_school >= 0)),
    CONSTRAINT signing_counters_offline_protocol_rejected CHECK ((offline_protocol_rejected >= 0)),
    CONSTRAINT signing_counters_offline_sign_pending_department CHECK ((offline_sign_pending_department >= 0)),
    CONSTRAINT signing_counters_offline_sign_pending_school CHECK ((offline_sign_pending_school >= 0)),
    CONSTRAINT signing_counters_offline_sign_rejected CHECK ((offline_sign_rejected >= 0)),
    CONSTRAINT signing_counters_offline_terminated CHECK ((offline_terminated >= 0)),
    CONSTRAINT signing_counters_offline_voided CHECK ((offline_voided >= 0)),
    CONSTRAINT signing_counters_online_effective CHECK ((online_effective >= 0)),
    CONSTRAINT signing_counters_online_expired CHECK ((online_expired >= 0)),
    CONSTRAINT signing_counters_online_pending_department CHECK ((online_pending_department >= 0)),
    CONSTRAINT signing_counters_online_pending_graduate CHECK ((online_pending_graduate >= 0)),
    CONSTRAINT signing_counters_online_pending_school CHECK ((online_pending_school >= 0)),
    CONSTRAINT signing_counters_online_rejected_by_graduate CHECK ((online_rejected_by_graduate >= 0)),
    CONSTRAINT signing_counters_online_review_rejected CHECK ((online_review_rejected >= 0)),
    CONSTRAINT signing_counters_online_terminated CHECK ((online_terminated >= 0)),
    CONSTRAINT signing_counters_online_voided CHECK ((online_voided >= 0)),
    CONSTRAINT signing_counters_online_withdrawn CHECK ((online_withdrawn >= 0)),
    CONSTRAINT signing_counters_province_code_check CHECK (((province_code)::text <> ''::text)),
    CONSTRAINT signing_counters_registered CHECK ((registered >= 0)),
    CONSTRAINT signing_counters_registration_approved CHECK ((registration_approved >= 0)),
    CONSTRAINT signing_counters_registration_cancelled CHECK ((registration_cancelled >= 0)),
    CONSTRAINT signing_counters_registration_pending_department CHECK ((registration_pending_department >= 0)),
    CONSTRAINT signing_counters_registration_pending_school CHECK ((registration_pending_school >= 0)),
    CONSTRAINT signing_counters_registration_rejected CHECK ((registration_rejected >= 0)),
    CONSTRAINT signing_counters_registration_superseded CHECK ((registration_superseded >= 0)),
    CONSTRAINT signing_counters_registration_void_pending_department CHECK ((registration_void_pending_department >= 0)),
    CONSTRAINT signing_counters_registration_void_pending_school CHECK ((registration_void_pending_school >= 0)),
    CONSTRAINT signing_counters_registration_voided CHECK ((registration_voided >= 0)),
    CONSTRAINT signing_counters_stale CHECK ((stale >= 0)),
    CONSTRAINT signing_counters_supplement_approved CHECK ((supplement_approved >= 0)),
    CONSTRAINT signing_counters_supplement_cancelled CHECK ((supplement_cancelled >= 0)),
    CONSTRAINT signing_counters_supplement_pending_department CHECK ((supplement_pending_department >= 0)),
    CONSTRAINT signing_counters_supplement_pending_school CHECK ((supplement_pending_school >= 0)),
    CONSTRAINT signing_counters_supplement_rejected CHECK ((supplement_rejected >= 0)),
    CONSTRAINT signing_counters_supplement_terminated CHECK ((supplement_terminated >= 0)),
    CONSTRAINT signing_counters_supplement_voided CHECK ((supplement_voided >= 0)),
    CONSTRAINT signing_counters_termination_approved CHECK ((termination_approved >= 0)),
    CONSTRAINT signing_counters_termination_counterparty_refused CHECK ((termination_counterparty_refused >= 0)),
    CONSTRAINT signing_counters_termination_lapsed CHECK ((termination_lapsed >= 0)),
    CONSTRAINT signing_counters_termination_pending_counterparty CHECK ((termination_pending_counterparty >= 0)),
    CONSTRAINT signing_counters_termination_pending_department CHECK ((termination_pending_department >= 0)),
    CONSTRAINT signing_counters_termination_pending_school CHECK ((termination_pending_school >= 0)),
    CONSTRAINT signing_counters_termination_rejected CHECK ((termination_rejected >= 0)),
    CONSTRAINT signing_counters_termination_withdrawn CHECK ((termination_withdrawn >= 0)),
    CONSTRAINT signing_counters_version_from_zero CHECK ((version >= 0))
);

CREATE VIEW public.open_work AS
 SELECT (((class_year.year)::text COLLATE "C") || '/BASICS'::text) AS work,
    ((class_year.year)::text COLLATE "C") AS cohort,
    class_year.year AS class_year,
    'BASICS'::text AS kind,
    (( SELECT count(*) AS count
           FROM public.graduate
          WHERE ((graduate.class_year = class_year.year) AND (graduate.confirmed_at IS NULL))))::integer AS waiting
   FROM public.class_year
UNION ALL
 SELECT (((class_year.year)::text COLLATE "C") || '/INVITATIONS'::text) AS work,
    ((class_year.year)::text COLLATE "C") AS cohort,
    class_year.year AS class_year,
    'INVITATIONS'::text AS kind,
    (( SELECT COALESCE(sum(signing_counters.online_pending_graduate), (0)::bigint) AS "coalesce"
           FROM public.signing_counters
          WHERE (signing_counters.class_year = class_year.year)))::integer AS waiting
   FROM public.class_year
UNION ALL
 SELECT (((class_year.year)::text COLLATE "C") || '/REVIEWS'::text) AS work,
    ((class_year.year)::text COLLATE "C") AS cohort,
    class_year.year AS class_year,
    'REVIEWS'::text AS kind,
    (( SELECT COALESCE(sum((((((signing_counters.online_pending_department + signing_counters.online_pending_school) + signing_counters.offline_protocol_pending_department) + signing_counters.offline_protocol_pending_school) + signing_counters.offline_sign_pending_department) + signing_counters.offline_sign_pending_school)), (0)::bigint) AS "coalesce"
           FROM public.signing_counters
          WHERE (signing_counters.class_year = class_year.year)))::integer AS waiting
   FROM public.class_year
UNION ALL
 SELECT (((class_year.year)::text COLLATE "C") || '/FORMS'::text) AS work,
    ((class_year.year)::text COLLATE "C") AS cohort,
    class_year.year AS class_year,
    'FORMS'::text AS kind,
    (( SELECT COALESCE(sum(((signing_counters.offline_protocol_rejected + signing_counters.offline_protocol_issued) + signing_counters.offline_sign_rejected)), (0)::bigint) AS "coalesce"
           FROM public.signing_counters
          WHERE (signing_counters.class_year = class_year.year)))::integer AS waiting
   FROM public.class_year
UNION ALL
 SELECT (((class_year.year)::text COLLATE "C") || '/SUPPLEMENTS'::text) AS work,
    ((class_year.year)::text COLLATE "C") AS cohort,
    class_year.year AS class_year,
    'SUPPLEMENTS'::text AS kind,
    (( SELECT COALESCE(sum(((signing_counters.supplement_pending_department + signing_counters.supplement_pending_school) + signing_counters.supplement_rejected)), (0)::bigint) AS "coalesce"
           FROM public.signing_counters
          WHERE (signing_counters.class_year = class_year.year)))::integer AS waiting
   FROM public.class_year
UNION ALL
 SELECT (((class_year.year)::text COLLATE "C") || '/TERMINATIONS'::text) AS work,
    ((class_year.year)::text COLLATE "C") AS cohort,
    class_year.year AS class_year,
    'TERMINATIONS'::text AS kind,
    (( SELECT COALESCE(sum(((signing_counters.termination_pending_counterparty + signing_counters.termination_pending_department) + signing_counters.termination_pending_school)), (0)::bigint) AS "coalesce"
           FROM public.signing_counters
          WHERE (signing_counters.class_year = class_year.year)))::integer AS waiting
   FROM public.class_year
UNION ALL
 SELECT (((class_year.year)::text COLLATE "C") || '/DESTINATIONS'::text) AS work,
    ((class_year.year)::text COLLATE "C") AS cohort,
    class_year.year AS class_year,
    'DESTINATIONS'::text AS kind,
    (( SELECT COALESCE(sum(((((signing_counters.registration_pending_department + signing_counters.registration_pending_school) + signing_counters.registration_rejected) + signing_counters.registration_void_pending_department) + signing_counters.registration_void_pending_school)), (0)::bigint) AS "coalesce"
           FROM public.signing_counters
          WHERE (signing_counters.class_year = class_year.year)))::integer AS waiting
   FROM public.class_year
UNION ALL
 SELECT (((class_year.year)::text COLLATE "C") || '/ARCHIVES'::text) AS work,
    ((class_year.year)::text COLLATE "C") AS cohort,
    class_year.year AS class_year,
    'ARCHIVES'::text AS kind,
    (( SELECT COALESCE(sum(((archive_counters.pending_department + archive_counters.pending_school) + archive_counters.rejected)), (0)::bigint) AS "coalesce"
           FROM public.archive_counters
          WHERE (archive_counters.class_year = class_year.year)))::integer AS waiting
   FROM public.class_year
UNION ALL
 SELECT (((class_year.year)::text COLLATE "C") || '/HUKOU'::text) AS work,
    ((class_year.year)::text COLLATE "C") AS cohort,
    class_year.year AS class_year,
    'HUKOU'::text AS kind,
    (( SELECT COALESCE(sum(((hukou_counters.pending_department + hukou_counters.pending_school) + hukou_counters.rejected)), (0)::bigint) AS "coalesce"
           FROM public.hukou_counters
          WHERE (hukou_counters.class_year = class_year.year)))::integer AS waiting
   FROM public.class_year
UNION ALL
 SELECT (((class_year.year)::text COLLATE "C") || '/IMPORTS'::text) AS work,
    ((class_year.year)::text COLLATE "C") AS cohort,
    class_year.year AS class_year,
    'IMPORTS'::text AS kind,
    (( SELECT count(*) AS count
           FROM public.roster_import
          WHERE ((roster_import.class_year = class_year.year) AND ((roster_import.state)::text = ANY ((ARRAY['QUEUED'::character varying, 'RUNNING'::character varying])::text[])))))::integer AS waiting
   FROM public.class_year
UNION ALL
 SELECT (((class_year.year)::text COLLATE "C") || '/DISPUTES'::text) AS work,
    ((class_year.year)::text COLLATE "C") AS cohort,
    class_year.year AS class_year,
    'DISPUTES'::text AS kind,
    (( SELECT count(*) AS count
           FROM public.dispute
          WHERE ((dispute.class_year = class_year.year) AND ((dispute.state)::text = 'OPEN'::text))))::integer AS waiting
   FROM public.class_year;

CREATE TABLE public.person (
    id uuid NOT NULL,
    identity_index character varying(64) NOT NULL COLLATE pg_catalog."C",
    identity_index_key character varying(8) NOT NULL COLLATE pg_catalog."C",
    identity_cipher bytea NOT NULL,
    identity_cipher_key character varying(8) NOT NULL COLLATE pg_catalog."C",
    id_number_masked character varying(20) NOT NULL COLLATE pg_catalog."C",
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT person_id_number_masked CHECK (((id_number_masked)::text ~~ '%****%'::text)),
    CONSTRAINT person_id_number_masked_check CHECK (((id_number_masked)::text <> ''::text)),
    CONSTRAINT person_identity_cipher_key_check CHECK (((identity_cipher_key)::text <> ''::text)),
    CONSTRAINT person_identity_index_check CHECK (((identity_index)::text <> ''::text)),
    CONSTRAINT person_identity_index_key_check CHECK (((identity_index_key)::text <> ''::text)),
    CONSTRAINT person_identity_index_length CHECK ((length((identity_index)::text) = 64))
);

CREATE TABLE public.province (
    code character varying(2) NOT NULL COLLATE pg_catalog."C",
    name character varying(20) NOT NULL COLLATE pg_catalog."C",
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT province_code_check CHECK (((code)::text <> ''::text)),
    CONSTRAINT province_code_digits CHECK (((length((code)::text) = 2) AND (ltrim((code)::text, '0123456789'::text) = ''::text))),
    CONSTRAINT province_name_check CHECK (((name)::text <> ''::text))
);

CREATE TABLE public.refresh_token (
    id uuid NOT NULL,
    session_id uuid NOT NULL,
    digest character varying(64) NOT NULL COLLATE pg_catalog."C",
    used_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT refresh_token_digest_check CHECK (((digest)::text <> ''::text)),
    CONSTRAINT refresh_token_digest_length CHECK ((length((digest)::text) = 64))
);

CREATE TABLE public.registration (
    id uuid NOT NULL,
    graduate_id uuid NOT NULL,
    school_id uuid NOT NULL,
    province_code character varying(2) NOT NULL COLLATE pg_catalog."C",
    department_id uuid NOT NULL,
    person_id uuid NOT NULL,
    class_year integer NOT NULL,
    review_levels character varying(22) NOT NULL COLLATE pg_catalog."C",
    status character varying(23) NOT NULL COLLATE pg_catalog."C",
    rejected_by character varying(10) COLLATE pg_catalog."C",
    status_reason character varying(500) COLLATE pg_catalog."C",
    version integer NOT NULL,
    category character varying(2) NOT NULL COLLATE pg_catalog."C",
    subtype character varying(40) COLLATE pg_catalog."C",
    employer_name character varying(60) COLLATE pg_catalog."C",
    employer_uscc character varying(18) COLLATE pg_catalog."C",
    employer_nature character varying(2) COLLATE pg_catalog."C",
    employer_industry character varying(2) COLLATE pg_catalog."C",
    division character varying(6) COLLATE pg_catalog."C",
    employer_address character varying(100) COLLATE pg_catalog."C",
    employer_contact character varying(40) COLLATE pg_catalog."C",
    employer_phone character varying(20) COLLATE pg_catalog."C",
    position_category character varying(2) COLLATE pg_catalog."C",
    "position" character varying(60) COLLATE pg_catalog."C",
    country character varying(3) COLLATE pg_catalog."C",
    admitted_school_code character varying(5) COLLATE pg_catalog."C",
    admitted_school_name character varying(100) COLLATE pg_catalog."C",
    admitted_major character varying(60) COLLATE pg_catalog."C",
    admitted_degree character varying(2) COLLATE pg_catalog."C",
    is_full_time boolean,
    entity_name character varying(60) COLLATE pg_catalog."C",
    entity_uscc character varying(18) COLLATE pg_catalog."C",
    role character varying(40) COLLATE pg_catalog."C",
    occupation character varying(100) COLLATE pg_catalog."C",
    wish character varying(200) COLLATE pg_catalog."C",
    start_date date,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    source_system character varying(20) COLLATE pg_catalog."C",
    source_id character varying(64) COLLATE pg_catalog."C",
    CONSTRAINT registration_admitted_degree_check CHECK (((admitted_degree)::text <> ''::text)),
    CONSTRAINT registration_admitted_major_check CHECK (((admitted_major)::text <> ''::text)),
    CONSTRAINT registration_admitted_school_code_check CHECK (((admitted_school_code)::text <> ''::text)),
    CONSTRAINT registration_admitted_school_name_check CHECK (((admitted_school_name)::text <> ''::text)),
    CONSTRAINT registration_category_check CHECK (((category)::text <> ''::text)),
    CONSTRAINT registration_category_known CHECK (((category)::text = ANY ((ARRAY['10'::character varying, '11'::character varying, '12'::character varying, '27'::character varying, '46'::character varying, '50'::character varying, '51'::character varying, '75'::character varying, '76'::character varying, '80'::character varying, '85'::character varying, '70'::character varying, '71'::character varying, '72'::character varying])::text[]))),
    CONSTRAINT registration_country_check CHECK (((country)::text <> ''::text)),
    CONSTRAINT registration_department_reviews_where_set_up CHECK ((((review_levels)::text = 'DEPARTMENT_THEN_SCHOOL'::text) OR (((COALESCE(rejected_by, 'SCHOOL'::character varying))::text = 'SCHOOL'::text) AND ((status)::text <> ALL ((ARRAY['PENDING_DEPARTMENT'::character varying, 'VOID_PENDING_DEPARTMENT'::character varying])::text[]))))),
    CONSTRAINT registration_division_check CHECK (((division)::text <> ''::text)),
    CONSTRAINT registration_employer_address_check CHECK (((employer_address)::text <> ''::text)),
    CONSTRAINT registration_employer_contact_check CHECK (((employer_contact)::text <> ''::text)),
    CONSTRAINT registration_employer_industry_check CHECK (((employer_industry)::text <> ''::text)),
    CONSTRAINT registration_employer_name_check CHECK (((employer_name)::text <> ''::text)),
    CONSTRAINT registration_employer_nature_check CHECK (((employer_nature)::text <> ''::text)),
    CONSTRAINT registration_employer_phone_check CHECK (((employer_phone)::text <> ''::text)),
    CONSTRAINT registration_employer_uscc_check CHECK (((employer_uscc)::text <> ''::text)),
    CONSTRAINT registration_entity_name_check CHECK (((entity_name)::text <> ''::text)),
    CONSTRAINT registration_entity_uscc_check CHECK (((entity_uscc)::text <> ''::text)),
    CONSTRAINT registration_occupation_check CHECK (((occupation)::text <> ''::text)),
    CONSTRAINT registration_only_unsettled_is_superseded CHECK ((((status)::text <> 'SUPERSEDED'::text) OR ((category)::text = ANY ((ARRAY['70'::character varying, '71'::character varying, '72'::character varying])::text[])))),
    CONSTRAINT registration_position_category_check CHECK (((position_category)::text <> ''::text)),
    CONSTRAINT registration_position_check CHECK ((("position")::text <> ''::text)),
    CONSTRAINT registration_province_code_check CHECK (((province_code)::text <> ''::text)),
    CONSTRAINT registration_reason_where_asked CHECK (((status_reason IS NOT NULL) OR ((status)::text <> ALL ((ARRAY['REJECTED'::character varying, 'VOID_PENDING_DEPARTMENT'::character varying, 'VOID_PENDING_SCHOOL'::character varying, 'VOIDED'::character varying])::text[])))),
    CONSTRAINT registration_rejected_by_check CHECK (((rejected_by)::text <> ''::text)),
    CONSTRAINT registration_rejected_by_known CHECK (((rejected_by)::text = ANY ((ARRAY['DEPARTMENT'::character varying, 'SCHOOL'::character varying])::text[]))),
    CONSTRAINT registration_rejected_by_where_rejected CHECK (((rejected_by IS NOT NULL) = ((status)::text = 'REJECTED'::text))),
    CONSTRAINT registration_review_levels_check CHECK (((review_levels)::text <> ''::text)),
    CONSTRAINT registration_review_levels_known CHECK (((review_levels)::text = ANY ((ARRAY['SCHOOL_ONLY'::character varying, 'DEPARTMENT_THEN_SCHOOL'::character varying])::text[]))),
    CONSTRAINT registration_role_check CHECK (((role)::text <> ''::text)),
    CONSTRAINT registration_source_id_check CHECK (((source_id)::text <> ''::text)),
    CONSTRAINT registration_source_system_check CHECK (((source_system)::text <> ''::text)),
    CONSTRAINT registration_source_whole CHECK (((source_id IS NULL) = (source_system IS NULL))),
    CONSTRAINT registration_status_check CHECK (((status)::text <> ''::text)),
    CONSTRAINT registration_status_of_its_life CHECK (((status)::text = ANY ((ARRAY['PENDING_DEPARTMENT'::character varying, 'PENDING_SCHOOL'::character varying, 'APPROVED'::character varying, 'REJECTED'::character varying, 'CANCELLED'::character varying, 'VOID_PENDING_DEPARTMENT'::character varying, 'VOID_PENDING_SCHOOL'::character varying, 'VOIDED'::character varying, 'SUPERSEDED'::character varying])::text[]))),
    CONSTRAINT registration_status_reason_check CHECK (((status_reason)::text <> ''::text)),
    CONSTRAINT registration_subtype_check CHECK (((subtype)::text <> ''::text)),
    CONSTRAINT registration_version_positive CHECK ((version >= 1)),
    CONSTRAINT registration_wish_check CHECK (((wish)::text <> ''::text))
);

CREATE VIEW public.registration_event AS
 SELECT audit.id,
    registration.id AS registration_id,
    registration.school_id,
    registration.province_code,
    registration.department_id,
    registration.person_id,
    audit.role,
    audit.action,
    audit.status_before,
    audit.status_after,
    audit.reason,
    audit.created_at,
    audit.updated_at
   FROM (public.audit
     JOIN public.registration ON ((((audit.record_id)::text = (registration.id)::text) AND (registration.id =
        CASE
            WHEN ((audit.record_id)::text ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'::text) THEN (audit.record_id)::uuid
            ELSE NULL::uuid
        END))))
  WHERE ((audit.record_kind)::text = 'REGISTRATION'::text);

CREATE TABLE public.relay_lease (
    name character varying(20) NOT NULL COLLATE pg_catalog."C",
    holder uuid,
    until timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT relay_lease_name_check CHECK (((name)::text <> ''::text)),
    CONSTRAINT relay_lease_whole CHECK (((holder IS NULL) = (until IS NULL)))
);

CREATE TABLE public.report_attempt (
    id uuid NOT NULL,
    report_id uuid NOT NULL,
    status integer,
    problem character varying(200) COLLATE pg_catalog."C",
    milliseconds integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT report_attempt_milliseconds_from_zero CHECK ((milliseconds >= 0)),
    CONSTRAINT report_attempt_problem_check CHECK (((problem)::text <> ''::text))
);

CREATE VIEW public.report_attempt_seen AS
 SELECT report_attempt.id,
    report_attempt.report_id,
    report.school_id,
    report.province_code,
    report.department_id,
    report_attempt.status,
    report_attempt.problem,
    report_attempt.milliseconds,
    report_attempt.created_at,
    report_attempt.updated_at
   FROM (public.report_attempt
     JOIN public.report ON ((report.id = report_attempt.report_id)));

CREATE TABLE public.review (
    id uuid NOT NULL,
    agreement_id uuid NOT NULL,
    school_id uuid NOT NULL,
    province_code character varying(2) NOT NULL COLLATE pg_catalog."C",
    department_id uuid NOT NULL,
    person_id uuid NOT NULL,
    employer_id uuid,
    level character varying(10) NOT NULL COLLATE pg_catalog."C",
    is_passed boolean NOT NULL,
    reason character varying(500) COLLATE pg_catalog."C",
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT review_level_check CHECK (((level)::text <> ''::text)),
    CONSTRAINT review_level_known CHECK (((level)::text = ANY ((ARRAY['DEPARTMENT'::character varying, 'SCHOOL'::character varying])::text[]))),
    CONSTRAINT review_province_code_check CHECK (((province_code)::text <> ''::text)),
    CONSTRAINT review_reason_check CHECK (((reason)::text <> ''::text)),
    CONSTRAINT review_reason_where_failed CHECK ((is_passed OR (reason IS NOT NULL)))
);

CREATE TABLE public.revocation (
    seq bigint NOT NULL,
    account_id uuid,
    session_id uuid,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT revocation_of_account_or_session CHECK (((account_id IS NULL) <> (session_id IS NULL)))
);

CREATE TABLE public.revocation_clock (
    id integer NOT NULL,
    seq bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT revocation_clock_is_one CHECK ((id = 1))
);

CREATE TABLE public.roster_problem (
    id uuid NOT NULL,
    roster_import_id uuid NOT NULL,
    school_id uuid NOT NULL,
    province_code character varying(2) NOT NULL COLLATE pg_catalog."C",
    row_number integer NOT NULL,
    field character varying(24) COLLATE pg_catalog."C",
    label character varying(40) COLLATE pg_catalog."C",
    problem character varying(200) NOT NULL COLLATE pg_catalog."C",
    remedy character varying(200) NOT NULL COLLATE pg_catalog."C",
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT roster_problem_field_check CHECK (((field)::text <> ''::text)),
    CONSTRAINT roster_problem_label_check CHECK (((label)::text <> ''::text)),
    CONSTRAINT roster_problem_problem_check CHECK (((problem)::text <> ''::text)),
    CONSTRAINT roster_problem_province_code_check CHECK (((province_code)::text <> ''::text)),
    CONSTRAINT roster_problem_remedy_check CHECK (((remedy)::text <> ''::text))
);

CREATE TABLE public.roster_row (
    id uuid NOT NULL,
    roster_import_id uuid NOT NULL,
    row_number integer NOT NULL,
    department character varying(60) NOT NULL COLLATE pg_catalog."C",
    identity_index character varying(64) NOT NULL COLLATE pg_catalog."C",
    identity_index_key character varying(8) NOT NULL COLLATE pg_catalog."C",
    identity_cipher bytea NOT NULL,
    identity_cipher_key character varying(8) NOT NULL COLLATE pg_catalog."C",
    id_number_masked character varying(20) NOT NULL COLLATE pg_catalog."C",
    person_id uuid NOT NULL,
    account_id uuid NOT NULL,
    username character varying(12) NOT NULL COLLATE pg_catalog."C",
    graduate_id uuid NOT NULL,
    fate character varying(8) COLLATE pg_catalog."C",
    changes character varying(500) COLLATE pg_catalog."C",
    exam_number character varying(20) NOT NULL COLLATE pg_catalog."C",
    student_number character varying(32) COLLATE pg_catalog."C",
    name character varying(40) NOT NULL COLLATE pg_catalog."C",
    degree_code character varying(2) NOT NULL COLLATE pg_catalog."C",
    major_code character varying(8) NOT NULL COLLATE pg_catalog."C",
    major_name character varying(60) NOT NULL COLLATE pg_catalog."C",
    training_mode character varying(1) NOT NULL COLLATE pg_catalog."C",
    sex_code character varying(1) COLLATE pg_catalog."C",
    ethnicity_code character varying(2) COLLATE pg_catalog."C",
    political_status_code character varying(2) COLLATE pg_catalog."C",
    class_name character varying(40) COLLATE pg_catalog."C",
    major_direction character varying(60) COLLATE pg_catalog."C",
    study_years character varying(3) COLLATE pg_catalog."C",
    directed_unit character varying(60) COLLATE pg_catalog."C",
    directed_division character varying(6) COLLATE pg_catalog."C",
    origin_code character varying(6) COLLATE pg_catalog."C",
    teacher_type_code character varying(2) COLLATE pg_catalog."C",
    hardship_code character varying(1) COLLATE pg_catalog."C",
    enrolled_month character varying(6) COLLATE pg_catalog."C",
    graduated_month character varying(6) COLLATE pg_catalog."C",
    archive_in_school boolean,
    hukou_in_school boolean,
    former_police_station character varying(80) COLLATE pg_catalog."C",
    mobile character varying(11) COLLATE pg_catalog."C",
    email character varying(100) COLLATE pg_catalog."C",
    qq character varying(12) COLLATE pg_catalog."C",
    home_address character varying(100) COLLATE pg_catalog."C",
    home_phone character varying(20) COLLATE pg_catalog."C",
    home_postcode character varying(6) COLLATE pg_catalog."C",
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT roster_row_changes_check CHECK (((changes)::text <> ''::text)),
    CONSTRAINT roster_row_class_name_check CHECK (((class_name)::text <> ''::text)),
    CONSTRAINT roster_row_degree_code_check CHECK (((degree_code)::text <> ''::text)),
    CONSTRAINT roster_row_department_check CHECK (((department)::text <> ''::text)),
    CONSTRAINT roster_row_directed_division_check CHECK (((directed_division)::text <> ''::text)),
    CONSTRAINT roster_row_directed_unit_check CHECK (((directed_unit)::text <> ''::text)),
    CONSTRAINT roster_row_email_check CHECK (((email)::text <> ''::text)),
    CONSTRAINT roster_row_enrolled_month_check CHECK (((enrolled_month)::text <> ''::text)),
    CONSTRAINT roster_row_ethnicity_code_check CHECK (((ethnicity_code)::text <> ''::text)),
    CONSTRAINT roster_row_exam_number_check CHECK (((exam_number)::text <> ''::text)),
    CONSTRAINT roster_row_fate_check CHECK (((fate)::text <> ''::text)),
    CONSTRAINT roster_row_fate_known CHECK (((fate)::text = ANY ((ARRAY['NEW'::character varying, 'CHANGED'::character varying, 'SAME'::character varying, 'BAD'::character varying])::text[]))),
    CONSTRAINT roster_row_former_police_station_check CHECK (((former_police_station)::text <> ''::text)),
    CONSTRAINT roster_row_graduated_month_check CHECK (((graduated_month)::text <> ''::text)),
    CONSTRAINT roster_row_hardship_code_check CHECK (((hardship_code)::text <> ''::text)),
    CONSTRAINT roster_row_home_address_check CHECK (((home_address)::text <> ''::text)),
    CONSTRAINT roster_row_home_phone_check CHECK (((home_phone)::text <> ''::text)),
    CONSTRAINT roster_row_home_postcode_check CHECK (((home_postcode)::text <> ''::text)),
    CONSTRAINT roster_row_id_number_masked CHECK (((id_number_masked)::text ~~ '%****%'::text)),
    CONSTRAINT roster_row_id_number_masked_check CHECK (((id_number_masked)::text <> ''::text)),
    CONSTRAINT roster_row_identity_cipher_key_check CHECK (((identity_cipher_key)::text <> ''::text)),
    CONSTRAINT roster_row_identity_index_check CHECK (((identity_index)::text <> ''::text)),
    CONSTRAINT roster_row_identity_index_key_check CHECK (((identity_index_key)::text <> ''::text)),
    CONSTRAINT roster_row_major_code_check CHECK (((major_code)::text <> ''::text)),
    CONSTRAINT roster_row_major_direction_check CHECK (((major_direction)::text <> ''::text)),
    CONSTRAINT roster_row_major_name_check CHECK (((major_name)::text <> ''::text)),
    CONSTRAINT roster_row_mobile_check CHECK (((mobile)::text <> ''::text)),
    CONSTRAINT roster_row_name_check CHECK (((name)::text <> ''::text)),
    CONSTRAINT roster_row_origin_code_check CHECK (((origin_code)::text <> ''::text)),
    CONSTRAINT roster_row_political_status_code_check CHECK (((political_status_code)::text <> ''::text)),
    CONSTRAINT roster_row_qq_check CHECK (((qq)::text <> ''::text)),
    CONSTRAINT roster_row_sex_code_check CHECK (((sex_code)::text <> ''::text)),
    CONSTRAINT roster_row_student_number_check CHECK (((student_number)::text <> ''::text)),
    CONSTRAINT roster_row_study_years_check CHECK (((study_years)::text <> ''::text)),
    CONSTRAINT roster_row_teacher_type_code_check CHECK (((teacher_type_code)::text <> ''::text)),
    CONSTRAINT roster_row_training_mode_check CHECK (((training_mode)::text <> ''::text)),
    CONSTRAINT roster_row_username_check CHECK (((username)::text <> ''::text))
);

CREATE TABLE public.school (
    id uuid NOT NULL,
    province_code character varying(2) NOT NULL COLLATE pg_catalog."C",
    identifier character varying(10) NOT NULL COLLATE pg_catalog."C",
    code character varying(5) NOT NULL COLLATE pg_catalog."C",
    name character varying(60) NOT NULL COLLATE pg_catalog."C",
    is_vocational boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT school_code_check CHECK (((code)::text <> ''::text)),
    CONSTRAINT school_code_of_identifier CHECK (((code)::text = substr((identifier)::text, 6))),
    CONSTRAINT school_identifier_check CHECK (((identifier)::text <> ''::text)),
    CONSTRAINT school_identifier_digits CHECK (((length((identifier)::text) = 10) AND (ltrim((identifier)::text, '0123456789'::text) = ''::text))),
    CONSTRAINT school_name_check CHECK (((name)::text <> ''::text)),
    CONSTRAINT school_province_code_check CHECK (((province_code)::text <> ''::text))
);

CREATE TABLE public.school_setup (
    id uuid NOT NULL,
    school_id uuid NOT NULL,
    province_code character varying(2) NOT NULL COLLATE pg_catalog."C",
    class_year integer NOT NULL,
    feature character varying(11) NOT NULL COLLATE pg_catalog."C",
    review_levels character varying(22) NOT NULL COLLATE pg_catalog."C",
    reply_days integer NOT NULL,
    contact character varying(100) NOT NULL COLLATE pg_catalog."C",
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    allowed_categories character varying(60) COLLATE pg_catalog."C",
    confirm_from date,
    confirm_until date,
    supplement_levels character varying(22) COLLATE pg_catalog."C",
    termination_levels character varying(22) COLLATE pg_catalog."C",
    registration_levels character varying(22) COLLATE pg_catalog."C",
    CONSTRAINT school_setup_allowed_categories_check CHECK (((allowed_categories)::text <> ''::text)),
    CONSTRAINT school_setup_confirm_days CHECK ((confirm_until >= confirm_from)),
    CONSTRAINT school_setup_contact_check CHECK (((contact)::text <> ''::text)),
    CONSTRAINT school_setup_feature_check CHECK (((feature)::text <> ''::text)),
    CONSTRAINT school_setup_feature_known CHECK (((feature)::text = ANY ((ARRAY['DESTINATION'::character varying, 'ARCHIVE'::character varying, 'HUKOU'::character varying])::text[]))),
    CONSTRAINT school_setup_province_code_check CHECK (((province_code)::text <> ''::text)),
    CONSTRAINT school_setup_registration_levels_check CHECK (((registration_levels)::text <> ''::text)),
    CONSTRAINT school_setup_registration_levels_known CHECK (((registration_levels)::text = ANY ((ARRAY['SCHOOL_ONLY'::character varying, 'DEPARTMENT_THEN_SCHOOL'::character varying])::text[]))),
    CONSTRAINT school_setup_reply_days CHECK (((reply_days >= 1) AND (reply_days <= 30))),
    CONSTRAINT school_setup_review_levels_check CHECK (((review_levels)::text <> ''::text)),
    CONSTRAINT school_setup_review_levels_known CHECK (((review_levels)::text = ANY ((ARRAY['SCHOOL_ONLY'::character varying, 'DEPARTMENT_THEN_SCHOOL'::character varying])::text[]))),
    CONSTRAINT school_setup_supplement_levels_check CHECK (((supplement_levels)::text <> ''::text)),
    CONSTRAINT school_setup_supplement_levels_known CHECK (((supplement_levels)::text = ANY ((ARRAY['SCHOOL_ONLY'::character varying, 'DEPARTMENT_THEN_SCHOOL'::character varying])::text[]))),
    CONSTRAINT school_setup_termination_levels_check CHECK (((termination_levels)::text <> ''::text)),
    CONSTRAINT school_setup_termination_levels_known CHECK (((termination_levels)::text = ANY ((ARRAY['SCHOOL_ONLY'::character varying, 'DEPARTMENT_THEN_SCHOOL'::character varying])::text[])))
);

CREATE VIEW public.school_enablement AS
 SELECT (((school.id)::text || '/'::text) || ((class_year.year)::text COLLATE "C")) AS enablement,
    ((class_year.year)::text COLLATE "C") AS cohort,
    school.id AS school_id,
    school.code AS school_code,
    school.name AS school_name,
    school.province_code,
    class_year.year AS class_year,
    agreement_type_setting.agreement_type,
        CASE
            WHEN (destination_switch.id IS NULL) THEN 'NOT_OPENED'::text
            WHEN (agreement_type_setting.id IS NULL) THEN 'NO_AGREEMENT_TYPE'::text
            WHEN (destination_setup.id IS NULL) THEN 'NOT_SET_UP'::text
            ELSE 'SET_UP'::text
        END AS destination,
    destination_switch.created_at AS destination_opened_at,
    destination_setup.created_at AS destination_set_up_at,
        CASE
            WHEN (archive_switch.id IS NULL) THEN 'NOT_OPENED'::text
            WHEN (archive_setup.id IS NULL) THEN 'NOT_SET_UP'::text
            ELSE 'SET_UP'::text
        END AS archive,
    archive_switch.created_at AS archive_opened_at,
    archive_setup.created_at AS archive_set_up_at,
        CASE
            WHEN (hukou_switch.id IS NULL) THEN 'NOT_OPENED'::text
            WHEN (hukou_setup.id IS NULL) THEN 'NOT_SET_UP'::text
            ELSE 'SET_UP'::text
        END AS hukou,
    hukou_switch.created_at AS hukou_opened_at,
    hukou_setup.created_at AS hukou_set_up_at
   FROM ((((((((public.class_year
     CROSS JOIN public.school)
     LEFT JOIN public.agreement_type_setting ON (((agreement_type_setting.school_id = school.id) AND (agreement_type_setting.class_year = class_year.year))))
     LEFT JOIN public.feature_switch destination_switch ON ((((destination_switch.province_code)::text = (school.province_code)::text) AND ((destination_switch.feature)::text = 'DESTINATION'::text))))
     LEFT JOIN public.school_setup destination_setup ON (((destination_setup.school_id = school.id) AND (destination_setup.class_year = class_year.year) AND ((destination_setup.feature)::text = 'DESTINATION'::text))))
     LEFT JOIN public.feature_switch archive_switch ON ((((archive_switch.province_code)::text = (school.province_code)::text) AND ((archive_switch.feature)::text = 'ARCHIVE'::text))))
     LEFT JOIN public.school_setup archive_setup ON (((archive_setup.school_id = school.id) AND (archive_setup.class_year = class_year.year) AND ((archive_setup.feature)::text = 'ARCHIVE'::text))))
     LEFT JOIN public.feature_switch hukou_switch ON ((((hukou_switch.province_code)::text = (school.province_code)::text) AND ((hukou_switch.feature)::text = 'HUKOU'::text))))
     LEFT JOIN public.school_setup hukou_setup ON (((hukou_setup.school_id = school.id) AND (hukou_setup.class_year = class_year.year) AND ((hukou_setup.feature)::text = 'HUKOU'::text))));

CREATE TABLE public.school_naming (
    id uuid NOT NULL,
    school_id uuid NOT NULL,
    code character varying(5) NOT NULL COLLATE pg_catalog."C",
    name character varying(60) NOT NULL COLLATE pg_catalog."C",
    valid_from date NOT NULL,
    valid_until date,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT school_naming_code_check CHECK (((code)::text <> ''::text)),
    CONSTRAINT school_naming_code_digits CHECK (((length((code)::text) = 5) AND (ltrim((code)::text, '0123456789'::text) = ''::text))),
    CONSTRAINT school_naming_days CHECK ((valid_until > valid_from)),
    CONSTRAINT school_naming_name_check CHECK (((name)::text <> ''::text))
);

CREATE TABLE public.school_snapshot (
    id uuid NOT NULL,
    snapshot_id uuid NOT NULL,
    counters_id uuid NOT NULL,
    school_id uuid NOT NULL,
    province_code character varying(2) NOT NULL COLLATE pg_catalog."C",
    class_year integer NOT NULL,
    version integer NOT NULL,
    graduates integer NOT NULL,
    online_pending_graduate integer NOT NULL,
    online_withdrawn integer NOT NULL,
    online_rejected_by_graduate integer NOT NULL,
    online_expired integer NOT NULL,
    online_pending_department integer NOT NULL,
    online_pending_school integer NOT NULL,
    online_review_rejected integer NOT NULL,
    online_effective integer NOT NULL,
    online_voided integer NOT NULL,
    online_terminated integer NOT NULL,
    offline_protocol_pending_department integer NOT NULL,
    offline_protocol_pending_school integer NOT NULL,
    offline_protocol_rejected integer NOT NULL,
    offline_protocol_issued integer NOT NULL,
    offline_sign_pending_department integer NOT NULL,
    offline_sign_pending_school integer NOT NULL,
    offline_sign_rejected integer NOT NULL,
    offline_effective integer NOT NULL,
    offline_voided integer NOT NULL,
    offline_terminated integer NOT NULL,
    offline_cancelled integer NOT NULL,
    supplement_pending_department integer NOT NULL,
    supplement_pending_school integer NOT NULL,
    supplement_approved integer NOT NULL,
    supplement_rejected integer NOT NULL,
    supplement_cancelled integer NOT NULL,
    supplement_voided integer NOT NULL,
    supplement_terminated integer NOT NULL,
    termination_pending_counterparty integer NOT NULL,
    termination_counterparty_refused integer NOT NULL,
    termination_withdrawn integer NOT NULL,
    termination_pending_department integer NOT NULL,
    termination_pending_school integer NOT NULL,
    termination_approved integer NOT NULL,
    termination_rejected integer NOT NULL,
    termination_lapsed integer NOT NULL,
    registration_pending_department integer NOT NULL,
    registration_pending_school integer NOT NULL,
    registration_approved integer NOT NULL,
    registration_rejected integer NOT NULL,
    registration_cancelled integer NOT NULL,
    registration_void_pending_department integer NOT NULL,
    registration_void_pending_school integer NOT NULL,
    registration_voided integer NOT NULL,
    registration_superseded integer NOT NULL,
    category_10 integer NOT NULL,
    category_11 integer NOT NULL,
    category_12 integer NOT NULL,
    category_27 integer NOT NULL,
    category_46 integer NOT NULL,
    category_50 integer NOT NULL,
    category_51 integer NOT NULL,
    category_75 integer NOT NULL,
    category_76 integer NOT NULL,
    category_80 integer NOT NULL,
    category_85 integer NOT NULL,
    category_70 integer NOT NULL,
    category_71 integer NOT NULL,
    category_72 integer NOT NULL,
    registered integer NOT NULL,
    confirmed integer NOT NULL,
    stale integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    label character varying(40) COLLATE pg_catalog."C",
    CONSTRAINT school_snapshot_label_check CHECK (((label)::text <> ''::text)),
    CONSTRAINT school_snapshot_province_code_check CHECK (((province_code)::text <> ''::text))
);

CREATE TABLE public.session (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    epoch integer NOT NULL,
    method character varying(8) NOT NULL COLLATE pg_catalog."C",
    address character varying(45) COLLATE pg_catalog."C",
    client character varying(200) COLLATE pg_catalog."C",
    refreshed_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    end_reason character varying(12) COLLATE pg_catalog."C",
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT session_address_check CHECK (((address)::text <> ''::text)),
    CONSTRAINT session_client_check CHECK (((client)::text <> ''::text)),
    CONSTRAINT session_end_reason_check CHECK (((end_reason)::text <> ''::text)),
    CONSTRAINT session_end_reason_known CHECK (((end_reason)::text = ANY ((ARRAY['LOGOUT'::character varying, 'OWNER'::character varying, 'PASSWORD'::character varying, 'ACCOUNT'::character varying, 'TOKEN_REUSED'::character varying])::text[]))),
    CONSTRAINT session_ended_with_reason CHECK (((ended_at IS NULL) = (end_reason IS NULL))),
    CONSTRAINT session_expires_before_it_ends CHECK ((expires_at <= ends_at)),
    CONSTRAINT session_method_check CHECK (((method)::text <> ''::text)),
    CONSTRAINT session_method_known CHECK (((method)::text = ANY ((ARRAY['PASSWORD'::character varying, 'PROVIDER'::character varying])::text[])))
);

CREATE VIEW public.setup_gap AS
 SELECT (((((school.id)::text || '/'::text) || (class_year.year)::text) || '/'::text) || ((feature_switch.feature)::text COLLATE "C")) AS gap,
    school.id AS school_id,
    school.code AS school_code,
    school.province_code,
    class_year.year AS class_year,
    feature_switch.feature,
        CASE
            WHEN (((feature_switch.feature)::text = 'DESTINATION'::text) AND (NOT (EXISTS ( SELECT 1
               FROM public.agreement_type_setting
              WHERE ((agreement_type_setting.school_id = school.id) AND (agreement_type_setting.class_year = class_year.year)))))) THEN 'AGREEMENT_TYPE'::text
            ELSE 'SETUP'::text
        END AS missing
   FROM ((public.class_year
     CROSS JOIN public.feature_switch)
     JOIN public.school ON (((school.province_code)::text = (feature_switch.province_code)::text)))
  WHERE (((class_year.state)::text = 'OPEN'::text) AND (NOT (EXISTS ( SELECT 1
           FROM public.school_setup
          WHERE ((school_setup.school_id = school.id) AND (school_setup.class_year = class_year.year) AND ((school_setup.feature)::text = (feature_switch.feature)::text))))));

CREATE VIEW public.snapshot_pair AS
 SELECT later.id,
    later.school_id,
    later.province_code,
    later.class_year,
    earlier.id AS earlier_id,
    earlier.created_at AS earlier_at,
    later.id AS later_id,
    later.created_at AS later_at,
    (later.graduates - earlier.graduates) AS graduates,
    (later.registered - earlier.registered) AS registered,
    (later.confirmed - earlier.confirmed) AS confirmed,
    (later.stale - earlier.stale) AS stale,
    (later.online_effective - earlier.online_effective) AS online_effective,
    (later.offline_effective - earlier.offline_effective) AS offline_effective,
    (later.supplement_approved - earlier.supplement_approved) AS supplement_approved,
    (later.category_10 - earlier.category_10) AS category_10,
    (later.category_11 - earlier.category_11) AS category_11,
    (later.category_12 - earlier.category_12) AS category_12,
    (later.category_27 - earlier.category_27) AS category_27,
    (later.category_46 - earlier.category_46) AS category_46,
    (later.category_50 - earlier.category_50) AS category_50,
    (later.category_51 - earlier.category_51) AS category_51,
    (later.category_75 - earlier.category_75) AS category_75,
    (later.category_76 - earlier.category_76) AS category_76,
    (later.category_80 - earlier.category_80) AS category_80,
    (later.category_85 - earlier.category_85) AS category_85,
    (later.category_70 - earlier.category_70) AS category_70,
    (later.category_71 - earlier.category_71) AS category_71,
    (later.category_72 - earlier.category_72) AS category_72
   FROM (public.school_snapshot later
     JOIN public.school_snapshot earlier ON ((earlier.counters_id = later.counters_id)));

CREATE TABLE public.statistics_snapshot (
    id uuid NOT NULL,
    province_code character varying(2) NOT NULL COLLATE pg_catalog."C",
    class_year integer NOT NULL,
    label character varying(40) COLLATE pg_catalog."C",
    schools integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT statistics_snapshot_label_check CHECK (((label)::text <> ''::text)),
    CONSTRAINT statistics_snapshot_of_schools CHECK ((schools >= 1)),
    CONSTRAINT statistics_snapshot_province_code_check CHECK (((province_code)::text <> ''::text))
);

CREATE TABLE public.stored_content (
    sha256 character varying(64) NOT NULL COLLATE pg_catalog."C",
    claimed_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT stored_content_sha256_check CHECK (((sha256)::text <> ''::text)),
    CONSTRAINT stored_content_sha256_length CHECK ((length((sha256)::text) = 64))
);

CREATE TABLE public.supplement (
    id uuid NOT NULL,
    graduate_id uuid NOT NULL,
    school_id uuid NOT NULL,
    province_code character varying(2) NOT NULL COLLATE pg_catalog."C",
    department_id uuid NOT NULL,
    person_id uuid NOT NULL,
    class_year integer NOT NULL,
    review_levels character varying(22) NOT NULL COLLATE pg_catalog."C",
    status character varying(23) NOT NULL COLLATE pg_catalog."C",
    rejected_by character varying(10) COLLATE pg_catalog."C",
    status_reason character varying(500) COLLATE pg_catalog."C",
    version integer NOT NULL,
    agreement_number character varying(40) NOT NULL COLLATE pg_catalog."C",
    employer_name character varying(60) NOT NULL COLLATE pg_catalog."C",
    employer_uscc character varying(18) NOT NULL COLLATE pg_catalog."C",
    employer_contact character varying(40) COLLATE pg_catalog."C",
    employer_phone character varying(20) COLLATE pg_catalog."C",
    "position" character varying(60) COLLATE pg_catalog."C",
    monthly_pay integer,
    work_address character varying(120) COLLATE pg_catalog."C",
    start_date date,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    source_system character varying(20) COLLATE pg_catalog."C",
    source_id character varying(64) COLLATE pg_catalog."C",
    CONSTRAINT supplement_agreement_number_check CHECK (((agreement_number)::text <> ''::text)),
    CONSTRAINT supplement_department_reviews_where_set_up CHECK ((((review_levels)::text = 'DEPARTMENT_THEN_SCHOOL'::text) OR (((COALESCE(rejected_by, 'SCHOOL'::character varying))::text = 'SCHOOL'::text) AND ((status)::text <> 'PENDING_DEPARTMENT'::text)))),
    CONSTRAINT supplement_employer_contact_check CHECK (((employer_contact)::text <> ''::text)),
    CONSTRAINT supplement_employer_name_check CHECK (((employer_name)::text <> ''::text)),
    CONSTRAINT supplement_employer_phone_check CHECK (((employer_phone)::text <> ''::text)),
    CONSTRAINT supplement_employer_uscc_check CHECK (((employer_uscc)::text <> ''::text)),
    CONSTRAINT supplement_monthly_pay_positive CHECK ((monthly_pay > 0)),
    CONSTRAINT supplement_position_check CHECK ((("position")::text <> ''::text)),
    CONSTRAINT supplement_province_code_check CHECK (((province_code)::text <> ''::text)),
    CONSTRAINT supplement_reason_where_asked CHECK (((status_reason IS NOT NULL) OR ((status)::text <> ALL ((ARRAY['REJECTED'::character varying, 'VOIDED'::character varying])::text[])))),
    CONSTRAINT supplement_rejected_by_check CHECK (((rejected_by)::text <> ''::text)),
    CONSTRAINT supplement_rejected_by_known CHECK (((rejected_by)::text = ANY ((ARRAY['DEPARTMENT'::character varying, 'SCHOOL'::character varying])::text[]))),
    CONSTRAINT supplement_rejected_by_where_rejected CHECK (((rejected_by IS NOT NULL) = ((status)::text = 'REJECTED'::text))),
    CONSTRAINT supplement_review_levels_check CHECK (((review_levels)::text <> ''::text)),
    CONSTRAINT supplement_review_levels_known CHECK (((review_levels)::text = ANY ((ARRAY['SCHOOL_ONLY'::character varying, 'DEPARTMENT_THEN_SCHOOL'::character varying])::text[]))),
    CONSTRAINT supplement_source_id_check CHECK (((source_id)::text <> ''::text)),
    CONSTRAINT supplement_source_system_check CHECK (((source_system)::text <> ''::text)),
    CONSTRAINT supplement_source_whole CHECK (((source_id IS NULL) = (source_system IS NULL))),
    CONSTRAINT supplement_status_check CHECK (((status)::text <> ''::text)),
    CONSTRAINT supplement_status_of_its_life CHECK (((status)::text = ANY ((ARRAY['PENDING_DEPARTMENT'::character varying, 'PENDING_SCHOOL'::character varying, 'APPROVED'::character varying, 'REJECTED'::character varying, 'CANCELLED'::character varying, 'VOIDED'::character varying, 'TERMINATED'::character varying])::text[]))),
    CONSTRAINT supplement_status_reason_check CHECK (((status_reason)::text <> ''::text)),
    CONSTRAINT supplement_uscc_length CHECK ((length((employer_uscc)::text) = 18)),
    CONSTRAINT supplement_version_positive CHECK ((version >= 1)),
    CONSTRAINT supplement_work_address_check CHECK (((work_address)::text <> ''::text))
);

CREATE VIEW public.supplement_event AS
 SELECT audit.id,
    supplement.id AS supplement_id,
    supplement.school_id,
    supplement.province_code,
    supplement.department_id,
    supplement.person_id,
    audit.role,
    audit.action,
    audit.status_before,
    audit.status_after,
    audit.reason,
    audit.created_at,
    audit.updated_at
   FROM (public.audit
     JOIN public.supplement ON ((((audit.record_id)::text = (supplement.id)::text) AND (supplement.id =
        CASE
            WHEN ((audit.record_id)::text ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'::text) THEN (audit.record_id)::uuid
            ELSE NULL::uuid
        END))))
  WHERE ((audit.record_kind)::text = 'SUPPLEMENT'::text);

CREATE TABLE public.termination (
    id uuid NOT NULL,
    graduate_id uuid NOT NULL,
    school_id uuid NOT NULL,
    province_code character varying(2) NOT NULL COLLATE pg_catalog."C",
    department_id uuid NOT NULL,
    person_id uuid NOT NULL,
    class_year integer NOT NULL,
    review_levels character varying(22) NOT NULL COLLATE pg_catalog."C",
    status character varying(23) NOT NULL COLLATE pg_catalog."C",
    rejected_by character varying(10) COLLATE pg_catalog."C",
    status_reason character varying(500) COLLATE pg_catalog."C",
    version integer NOT NULL,
    agreement_id uuid,
    supplement_id uuid,
    initiator character varying(8) NOT NULL COLLATE pg_catalog."C",
    kind character varying(7) NOT NULL COLLATE pg_catalog."C",
    reason character varying(500) NOT NULL COLLATE pg_catalog."C",
    employer_id uuid,
    employer_name character varying(60) NOT NULL COLLATE pg_catalog."C",
    agreement_number character varying(40) NOT NULL COLLATE pg_catalog."C",
    is_graduate_disclosed boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT termination_agreement_number_check CHECK (((agreement_number)::text <> ''::text)),
    CONSTRAINT termination_department_reviews_where_set_up CHECK ((((review_levels)::text = 'DEPARTMENT_THEN_SCHOOL'::text) OR (((COALESCE(rejected_by, 'SCHOOL'::character varying))::text = 'SCHOOL'::text) AND ((status)::text <> 'PENDING_DEPARTMENT'::text)))),
    CONSTRAINT termination_employer_name_check CHECK (((employer_name)::text <> ''::text)),
    CONSTRAINT termination_initiator_check CHECK (((initiator)::text <> ''::text)),
    CONSTRAINT termination_initiator_known CHECK (((initiator)::text = ANY ((ARRAY['EMPLOYER'::character varying, 'GRADUATE'::character varying])::text[]))),
    CONSTRAINT termination_kind_check CHECK (((kind)::text <> ''::text)),
    CONSTRAINT termination_kind_known CHECK (((kind)::text = ANY ((ARRAY['ONLINE'::character varying, 'OFFLINE'::character varying])::text[]))),
    CONSTRAINT termination_of_one CHECK (((agreement_id IS NULL) <> (supplement_id IS NULL))),
    CONSTRAINT termination_offline_by_graduate CHECK (((((kind)::text = 'ONLINE'::text) AND (supplement_id IS NULL)) OR (((kind)::text = 'OFFLINE'::text) AND ((initiator)::text = 'GRADUATE'::text) AND ((status)::text <> ALL ((ARRAY['PENDING_COUNTERPARTY'::character varying, 'COUNTERPARTY_REFUSED'::character varying])::text[]))))),
    CONSTRAINT termination_province_code_check CHECK (((province_code)::text <> ''::text)),
    CONSTRAINT termination_reason_check CHECK (((reason)::text <> ''::text)),
    CONSTRAINT termination_reason_where_asked CHECK (((status_reason IS NOT NULL) OR ((status)::text <> ALL ((ARRAY['REJECTED'::character varying, 'COUNTERPARTY_REFUSED'::character varying])::text[])))),
    CONSTRAINT termination_rejected_by_check CHECK (((rejected_by)::text <> ''::text)),
    CONSTRAINT termination_rejected_by_known CHECK (((rejected_by)::text = ANY ((ARRAY['DEPARTMENT'::character varying, 'SCHOOL'::character varying])::text[]))),
    CONSTRAINT termination_rejected_by_where_rejected CHECK (((rejected_by IS NOT NULL) = ((status)::text = 'REJECTED'::text))),
    CONSTRAINT termination_review_levels_check CHECK (((review_levels)::text <> ''::text)),
    CONSTRAINT termination_review_levels_known CHECK (((review_levels)::text = ANY ((ARRAY['SCHOOL_ONLY'::character varying, 'DEPARTMENT_THEN_SCHOOL'::character varying])::text[]))),
    CONSTRAINT termination_status_check CHECK (((status)::text <> ''::text)),
    CONSTRAINT termination_status_of_its_life CHECK (((status)::text = ANY ((ARRAY['PENDING_COUNTERPARTY'::character varying, 'PENDING_DEPARTMENT'::character varying, 'PENDING_SCHOOL'::character varying, 'COUNTERPARTY_REFUSED'::character varying, 'WITHDRAWN'::character varying, 'APPROVED'::character varying, 'REJECTED'::character varying, 'LAPSED'::character varying])::text[]))),
    CONSTRAINT termination_status_reason_check CHECK (((status_reason)::text <> ''::text)),
    CONSTRAINT termination_version_positive CHECK ((version >= 1))
);

CREATE VIEW public.termination_event AS
 SELECT audit.id,
    termination.id AS termination_id,
    termination.school_id,
    termination.province_code,
    termination.department_id,
    termination.person_id,
    termination.employer_id,
    audit.role,
    audit.action,
    audit.status_before,
    audit.status_after,
    audit.reason,
    audit.created_at,
    audit.updated_at
   FROM (public.audit
     JOIN public.termination ON ((((audit.record_id)::text = (termination.id)::text) AND (termination.id =
        CASE
            WHEN ((audit.record_id)::text ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'::text) THEN (audit.record_id)::uuid
            ELSE NULL::uuid
        END))))
  WHERE ((audit.record_kind)::text = 'TERMINATION'::text);

CREATE TABLE public.tortoise_migrations (
    id integer NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied_at timestamp with time zone NOT NULL
);

CREATE SEQUENCE public.tortoise_migrations_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.tortoise_migrations_id_seq OWNED BY public.tortoise_migrations.id;

CREATE TABLE public.verification_grant (
    id uuid NOT NULL,
    confirmation_id uuid NOT NULL,
    graduate_id uuid NOT NULL,
    school_id uuid NOT NULL,
    province_code character varying(2) NOT NULL COLLATE pg_catalog."C",
    department_id uuid NOT NULL,
    person_id uuid NOT NULL,
    class_year integer NOT NULL,
    number character varying(16) NOT NULL COLLATE pg_catalog."C",
    shows_destination boolean NOT NULL,
    shows_archive boolean NOT NULL,
    shows_hukou boolean NOT NULL,
    state character varying(7) NOT NULL COLLATE pg_catalog."C",
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT verification_grant_number_check CHECK (((number)::text <> ''::text)),
    CONSTRAINT verification_grant_number_length CHECK ((length((number)::text) = 16)),
    CONSTRAINT verification_grant_province_code_check CHECK (((province_code)::text <> ''::text)),
    CONSTRAINT verification_grant_revoked_since CHECK ((((state)::text = 'REVOKED'::text) = (revoked_at IS NOT NULL))),
    CONSTRAINT verification_grant_state_check CHECK (((state)::text <> ''::text)),
    CONSTRAINT verification_grant_state_known CHECK (((state)::text = ANY ((ARRAY['ACTIVE'::character varying, 'REVOKED'::character varying])::text[]))),
    CONSTRAINT verification_grant_version_positive CHECK ((version >= 1))
);

CREATE TABLE public.verification_look (
    id uuid NOT NULL,
    grant_id uuid NOT NULL,
    graduate_id uuid NOT NULL,
    school_id uuid NOT NULL,
    province_code character varying(2) NOT NULL COLLATE pg_catalog."C",
    department_id uuid NOT NULL,
    person_id uuid NOT NULL,
    class_year integer NOT NULL,
    looked_by character varying(60) NOT NULL COLLATE pg_catalog."C",
    key_kind character varying(12) NOT NULL COLLATE pg_catalog."C",
    address character varying(45) COLLATE pg_catalog."C",
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT verification_look_address_check CHECK (((address)::text <> ''::text)),
    CONSTRAINT verification_look_key_kind_check CHECK (((key_kind)::text <> ''::text)),
    CONSTRAINT verification_look_key_kind_known CHECK (((key_kind)::text = ANY ((ARRAY['VERIFICATION'::character varying, 'TRANSFER'::character varying])::text[]))),
    CONSTRAINT verification_look_looked_by_check CHECK (((looked_by)::text <> ''::text)),
    CONSTRAINT verification_look_province_code_check CHECK (((province_code)::text <> ''::text))
);

ALTER TABLE ONLY public.tortoise_migrations ALTER COLUMN id SET DEFAULT nextval('public.tortoise_migrations_id_seq'::regclass);

ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_username_key UNIQUE (username);

ALTER TABLE ONLY public.activation_code
    ADD CONSTRAINT activation_code_pkey PRIMARY KEY (account_id);

ALTER TABLE ONLY public.agreement
    ADD CONSTRAINT agreement_number_key UNIQUE (number);

ALTER TABLE ONLY public.agreement
    ADD CONSTRAINT agreement_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agreement_type_setting
    ADD CONSTRAINT agreement_type_setting_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agreement_type_setting
    ADD CONSTRAINT agreement_type_setting_school_id_class_year_key UNIQUE (school_id, class_year);

ALTER TABLE ONLY public.archive_block
    ADD CONSTRAINT archive_block_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.archive_counters
    ADD CONSTRAINT archive_counters_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.archive_counters
    ADD CONSTRAINT archive_counters_school_id_class_year_key UNIQUE (school_id, class_year);

ALTER TABLE ONLY public.archive_record
    ADD CONSTRAINT archive_record_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.audit_chain
    ADD CONSTRAINT audit_chain_pkey PRIMARY KEY (chain);

ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.change
    ADD CONSTRAINT change_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.class_year
    ADD CONSTRAINT class_year_pkey PRIMARY KEY (year);

ALTER TABLE ONLY public.confirmation
    ADD CONSTRAINT confirmation_id_graduate_id_key UNIQUE (id, graduate_id);

ALTER TABLE ONLY public.confirmation
    ADD CONSTRAINT confirmation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.confirmation
    ADD CONSTRAINT confirmation_transfer_number_key UNIQUE (transfer_number);

ALTER TABLE ONLY public.database_mark
    ADD CONSTRAINT database_mark_pkey PRIMARY KEY (name);

ALTER TABLE ONLY public.department
    ADD CONSTRAINT department_id_school_id_key UNIQUE (id, school_id);

ALTER TABLE ONLY public.department
    ADD CONSTRAINT department_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.department
    ADD CONSTRAINT department_school_id_name_key UNIQUE (school_id, name);

ALTER TABLE ONLY public.destination_slot
    ADD CONSTRAINT destination_slot_holder_id_holder_kind_key UNIQUE (holder_id, holder_kind);

ALTER TABLE ONLY public.destination_slot
    ADD CONSTRAINT destination_slot_pkey PRIMARY KEY (graduate_id);

ALTER TABLE ONLY public.dispute
    ADD CONSTRAINT dispute_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.download
    ADD CONSTRAINT download_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.employer
    ADD CONSTRAINT employer_id_province_code_key UNIQUE (id, province_code);

ALTER TABLE ONLY public.employer
    ADD CONSTRAINT employer_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.feature_switch
    ADD CONSTRAINT feature_switch_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.feature_switch
    ADD CONSTRAINT feature_switch_province_code_feature_key UNIQUE (province_code, feature);

ALTER TABLE ONLY public.graduate
    ADD CONSTRAINT graduate_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.graduate
    ADD CONSTRAINT graduate_school_id_class_year_exam_number_key UNIQUE (school_id, class_year, exam_number);

ALTER TABLE ONLY public.hukou_block
    ADD CONSTRAINT hukou_block_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.hukou_counters
    ADD CONSTRAINT hukou_counters_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.hukou_counters
    ADD CONSTRAINT hukou_counters_school_id_class_year_key UNIQUE (school_id, class_year);

ALTER TABLE ONLY public.hukou_record
    ADD CONSTRAINT hukou_record_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.idempotency_key
    ADD CONSTRAINT idempotency_key_account_id_key_digest_key UNIQUE (account_id, key_digest);

ALTER TABLE ONLY public.idempotency_key
    ADD CONSTRAINT idempotency_key_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.identity_link
    ADD CONSTRAINT identity_link_account_id_issuer_key UNIQUE (account_id, issuer);

ALTER TABLE ONLY public.identity_link
    ADD CONSTRAINT identity_link_issuer_subject_key UNIQUE (issuer, subject);

ALTER TABLE ONLY public.identity_link
    ADD CONSTRAINT identity_link_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.imported_record
    ADD CONSTRAINT imported_record_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.imported_record
    ADD CONSTRAINT imported_record_province_code_source_system_source_id_key UNIQUE (province_code, source_system, source_id);

ALTER TABLE ONLY public.issued_number
    ADD CONSTRAINT issued_number_pkey PRIMARY KEY (number);

ALTER TABLE ONLY public.ledger_edit
    ADD CONSTRAINT ledger_edit_ledger_entry_id_field_key UNIQUE (ledger_entry_id, field);

ALTER TABLE ONLY public.ledger_edit
    ADD CONSTRAINT ledger_edit_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ledger_entry
    ADD CONSTRAINT ledger_entry_graduate_id_feature_key UNIQUE (graduate_id, feature);

ALTER TABLE ONLY public.ledger_entry
    ADD CONSTRAINT ledger_entry_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ledger_receipt
    ADD CONSTRAINT ledger_receipt_idempotency_key_key UNIQUE (idempotency_key);

ALTER TABLE ONLY public.ledger_receipt
    ADD CONSTRAINT ledger_receipt_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.login_ticket
    ADD CONSTRAINT login_ticket_pkey PRIMARY KEY (digest);

ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_identity_index_key UNIQUE (identity_index);

ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.province
    ADD CONSTRAINT province_pkey PRIMARY KEY (code);

ALTER TABLE ONLY public.refresh_token
    ADD CONSTRAINT refresh_token_digest_key UNIQUE (digest);

ALTER TABLE ONLY public.refresh_token
    ADD CONSTRAINT refresh_token_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.registration
    ADD CONSTRAINT registration_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.relay_lease
    ADD CONSTRAINT relay_lease_pkey PRIMARY KEY (name);

ALTER TABLE ONLY public.report_attempt
    ADD CONSTRAINT report_attempt_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_graduate_id_seq_key UNIQUE (graduate_id, seq);

ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_record_id_record_version_operation_key UNIQUE (record_id, record_version, operation);

ALTER TABLE ONLY public.review
    ADD CONSTRAINT review_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.revocation_clock
    ADD CONSTRAINT revocation_clock_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.revocation
    ADD CONSTRAINT revocation_pkey PRIMARY KEY (seq);

ALTER TABLE ONLY public.roster_import
    ADD CONSTRAINT roster_import_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.roster_problem
    ADD CONSTRAINT roster_problem_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.roster_row
    ADD CONSTRAINT roster_row_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.roster_row
    ADD CONSTRAINT roster_row_roster_import_id_row_number_key UNIQUE (roster_import_id, row_number);

ALTER TABLE ONLY public.school
    ADD CONSTRAINT school_code_key UNIQUE (code);

ALTER TABLE ONLY public.school
    ADD CONSTRAINT school_id_province_code_key UNIQUE (id, province_code);

ALTER TABLE ONLY public.school
    ADD CONSTRAINT school_identifier_key UNIQUE (identifier);

ALTER TABLE ONLY public.school_naming
    ADD CONSTRAINT school_naming_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.school
    ADD CONSTRAINT school_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.school_setup
    ADD CONSTRAINT school_setup_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.school_setup
    ADD CONSTRAINT school_setup_school_id_class_year_feature_key UNIQUE (school_id, class_year, feature);

ALTER TABLE ONLY public.school_snapshot
    ADD CONSTRAINT school_snapshot_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.school_snapshot
    ADD CONSTRAINT school_snapshot_snapshot_id_school_id_key UNIQUE (snapshot_id, school_id);

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.signing_counters
    ADD CONSTRAINT signing_counters_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.signing_counters
    ADD CONSTRAINT signing_counters_school_id_class_year_key UNIQUE (school_id, class_year);

ALTER TABLE ONLY public.statistics_snapshot
    ADD CONSTRAINT statistics_snapshot_id_province_code_class_year_key UNIQUE (id, province_code, class_year);

ALTER TABLE ONLY public.statistics_snapshot
    ADD CONSTRAINT statistics_snapshot_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.stored_content
    ADD CONSTRAINT stored_content_pkey PRIMARY KEY (sha256);

ALTER TABLE ONLY public.supplement
    ADD CONSTRAINT supplement_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.termination
    ADD CONSTRAINT termination_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.tortoise_migrations
    ADD CONSTRAINT tortoise_migrations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.tortoise_migrations
    ADD CONSTRAINT uid_tortoise_mi_app_3803a5 UNIQUE (app, name);

ALTER TABLE ONLY public.upload
    ADD CONSTRAINT upload_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.verification_grant
    ADD CONSTRAINT verification_grant_id_graduate_id_key UNIQUE (id, graduate_id);

ALTER TABLE ONLY public.verification_grant
    ADD CONSTRAINT verification_grant_number_key UNIQUE (number);

ALTER TABLE ONLY public.verification_grant
    ADD CONSTRAINT verification_grant_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.verification_look
    ADD CONSTRAINT verification_look_pkey PRIMARY KEY (id);

CREATE UNIQUE INDEX account_one_of_name_in_any_case ON public.account USING btree (lower((username)::text)) WHERE ((role)::text <> 'GRADUATE'::text);

CREATE UNIQUE INDEX account_one_of_person ON public.account USING btree (person_id) WHERE (person_id IS NOT NULL);

CREATE INDEX account_page_of_province ON public.account USING btree (province_code, username, id) WHERE (province_code IS NOT NULL);

CREATE INDEX account_page_of_school ON public.account USING btree (school_id, username, id);

CREATE INDEX agreement_due ON public.agreement USING btree (reply_deadline) WHERE ((status)::text = 'PENDING_GRADUATE'::text);

CREATE UNIQUE INDEX agreement_one_effective ON public.agreement USING btree (graduate_id) WHERE ((status)::text = 'EFFECTIVE'::text);

CREATE UNIQUE INDEX agreement_one_live_invitation ON public.agreement USING btree (graduate_id, employer_id) WHERE ((status)::text = 'PENDING_GRADUATE'::text);

CREATE INDEX agreement_page ON public.agreement USING btree (created_at, id);

CREATE INDEX agreement_page_of_department ON public.agreement USING btree (department_id, created_at, id);

CREATE INDEX agreement_page_of_employer ON public.agreement USING btree (employer_id, created_at, id);

CREATE INDEX agreement_page_of_graduate ON public.agreement USING btree (graduate_id, created_at, id);

CREATE INDEX agreement_page_of_person ON public.agreement USING btree (person_id, created_at, id);

CREATE INDEX agreement_page_of_province ON public.agreement USING btree (province_code, created_at, id);

CREATE INDEX agreement_page_of_province_status ON public.agreement USING btree (province_code, status, created_at, id, initiator, class_year);

CREATE INDEX agreement_page_of_province_year ON public.agreement USING btree (province_code, class_year, created_at, id);

CREATE INDEX agreement_page_of_school ON public.agreement USING btree (school_id, created_at, id);

CREATE INDEX agreement_page_of_school_deadline ON public.agreement USING btree (school_id, reply_deadline, id);

CREATE INDEX agreement_page_of_school_employer ON public.agreement USING btree (school_id, employer_name, id);

CREATE INDEX agreement_page_of_school_invitee ON public.agreement USING btree (school_id, invitee_name, id);

CREATE INDEX agreement_page_of_school_number ON public.agreement USING btree (school_id, number, id);

CREATE INDEX agreement_page_of_school_status ON public.agreement USING btree (school_id, status, created_at, id, initiator, class_year);

CREATE INDEX agreement_page_of_school_updated ON public.agreement USING btree (school_id, updated_at, id);

CREATE INDEX archive_counters_of_province ON public.archive_counters USING btree (province_code, class_year);

CREATE INDEX archive_record_of_graduate ON public.archive_record USING btree (graduate_id, created_at, id);

CREATE INDEX archive_record_of_person ON public.archive_record USING btree (person_id, created_at, id);

CREATE INDEX archive_record_of_source ON public.archive_record USING btree (source_id, id) WHERE (source_id IS NOT NULL);

CREATE UNIQUE INDEX archive_record_one_approved ON public.archive_record USING btree (graduate_id) WHERE ((status)::text = 'APPROVED'::text);

CREATE UNIQUE INDEX archive_record_one_open ON public.archive_record USING btree (graduate_id) WHERE ((status)::text = ANY ((ARRAY['PENDING_DEPARTMENT'::character varying, 'PENDING_SCHOOL'::character varying, 'REJECTED'::character varying])::text[]));

CREATE INDEX archive_record_page ON public.archive_record USING btree (created_at, id);

CREATE INDEX archive_record_page_of_department ON public.archive_record USING btree (department_id, created_at, id);

CREATE INDEX archive_record_page_of_province ON public.archive_record USING btree (province_code, created_at, id);

CREATE INDEX archive_record_page_of_school ON public.archive_record USING btree (school_id, created_at, id);

CREATE INDEX archive_record_page_of_school_status ON public.archive_record USING btree (school_id, status, created_at, id);

CREATE INDEX audit_of_record ON public.audit USING btree (record_id, created_at, id);

CREATE UNIQUE INDEX audit_one_of_a_number ON public.audit USING btree (chain, chain_seq);

CREATE INDEX audit_page ON public.audit USING btree (created_at, id);

CREATE INDEX audit_page_of_province ON public.audit USING btree (reader_province_code, created_at, id);

CREATE INDEX audit_page_of_school ON public.audit USING btree (reader_school_id, created_at, id);

CREATE INDEX change_in_order ON public.change USING btree (created_at, id);

CREATE INDEX confirmation_of_graduate ON public.confirmation USING btree (graduate_id, created_at, id);

CREATE INDEX confirmation_of_person ON public.confirmation USING btree (person_id, created_at, id);

CREATE UNIQUE INDEX confirmation_one_in_force ON public.confirmation USING btree (graduate_id) WHERE ((state)::text = 'CONFIRMED'::text);

CREATE INDEX confirmation_page_of_province ON public.confirmation USING btree (province_code, class_year, created_at, id);

CREATE INDEX confirmation_page_of_school ON public.confirmation USING btree (school_id, class_year, created_at, id);

CREATE INDEX destination_slot_counted ON public.destination_slot USING btree (graduate_id, category);

CREATE UNIQUE INDEX dispute_one_open ON public.dispute USING btree (record_id) WHERE ((state)::text = 'OPEN'::text);

CREATE INDEX dispute_open_of_year ON public.dispute USING btree (class_year) WHERE ((state)::text = 'OPEN'::text);

CREATE INDEX dispute_page_of_department ON public.dispute USING btree (department_id, created_at, id);

CREATE INDEX dispute_page_of_department_state ON public.dispute USING btree (department_id, state, created_at, id, class_year);

CREATE INDEX dispute_page_of_graduate ON public.dispute USING btree (graduate_id, created_at, id);

CREATE INDEX dispute_page_of_person ON public.dispute USING btree (person_id, created_at, id);

CREATE INDEX dispute_page_of_province ON public.dispute USING btree (province_code, created_at, id);

CREATE INDEX dispute_page_of_province_state ON public.dispute USING btree (province_code, state, created_at, id, class_year);

CREATE INDEX dispute_page_of_school ON public.dispute USING btree (school_id, created_at, id);

CREATE INDEX dispute_page_of_school_state ON public.dispute USING btree (school_id, state, created_at, id, class_year);

CREATE INDEX download_content ON public.download USING btree (sha256) WHERE (sha256 IS NOT NULL);

CREATE INDEX download_finished ON public.download USING btree (finished_at);

CREATE INDEX download_page_of_account ON public.download USING btree (account_id, created_at, id);

CREATE INDEX download_waiting ON public.download USING btree (created_at, id) WHERE ((state)::text = ANY ((ARRAY['QUEUED'::character varying, 'RUNNING'::character varying])::text[]));

CREATE UNIQUE INDEX employer_one_of_code ON public.employer USING btree (uscc) WHERE ((status)::text = ANY ((ARRAY['APPROVED'::character varying, 'DISABLED'::character varying])::text[]));

CREATE INDEX employer_page ON public.employer USING btree (created_at, id);

CREATE INDEX employer_page_of_province ON public.employer USING btree (province_code, created_at, id);

CREATE INDEX employer_page_of_province_status ON public.employer USING btree (province_code, status, created_at, id);

CREATE INDEX graduate_counted ON public.graduate USING btree (school_id, class_year, department_id, degree_code, major_code, major_name, province_code, id);

CREATE INDEX graduate_of_exam_number ON public.graduate USING btree (exam_number);

CREATE INDEX graduate_of_person ON public.graduate USING btree (person_id);

CREATE INDEX graduate_of_student_number ON public.graduate USING btree (student_number) WHERE (student_number IS NOT NULL);

CREATE INDEX graduate_page ON public.graduate USING btree (name, id);

CREATE INDEX graduate_page_of_department ON public.graduate USING btree (department_id, name, id);

CREATE INDEX graduate_page_of_province_year ON public.graduate USING btree (province_code, class_year, name, id);

CREATE INDEX graduate_page_of_school ON public.graduate USING btree (school_id, name, id);

CREATE INDEX graduate_page_of_school_student_number ON public.graduate USING btree (school_id, student_number, id);

CREATE INDEX graduate_page_of_school_year ON public.graduate USING btree (school_id, class_year, name, id);

CREATE INDEX hukou_counters_of_province ON public.hukou_counters USING btree (province_code, class_year);

CREATE INDEX hukou_record_of_graduate ON public.hukou_record USING btree (graduate_id, created_at, id);

CREATE INDEX hukou_record_of_person ON public.hukou_record USING btree (person_id, created_at, id);

CREATE INDEX hukou_record_of_source ON public.hukou_record USING btree (source_id, id) WHERE (source_id IS NOT NULL);

CREATE UNIQUE INDEX hukou_record_one_approved ON public.hukou_record USING btree (graduate_id) WHERE ((status)::text = 'APPROVED'::text);

CREATE UNIQUE INDEX hukou_record_one_open ON public.hukou_record USING btree (graduate_id) WHERE ((status)::text = ANY ((ARRAY['PENDING_DEPARTMENT'::character varying, 'PENDING_SCHOOL'::character varying, 'REJECTED'::character varying])::text[]));

CREATE INDEX hukou_record_page ON public.hukou_record USING btree (created_at, id);

CREATE INDEX hukou_record_page_of_department ON public.hukou_record USING btree (department_id, created_at, id);

CREATE INDEX hukou_record_page_of_province ON public.hukou_record USING btree (province_code, created_at, id);

CREATE INDEX hukou_record_page_of_school ON public.hukou_record USING btree (school_id, created_at, id);

CREATE INDEX hukou_record_page_of_school_status ON public.hukou_record USING btree (school_id, status, created_at, id);

CREATE INDEX idempotency_key_created ON public.idempotency_key USING btree (created_at);

CREATE UNIQUE INDEX imported_record_of_record ON public.imported_record USING btree (record_id) WHERE (record_id IS NOT NULL);

CREATE INDEX issued_number_page_of_agreement ON public.issued_number USING btree (agreement_id, created_at, number);

CREATE INDEX ledger_entry_page ON public.ledger_entry USING btree (feature, reported_at, id);

CREATE INDEX ledger_entry_page_of_department ON public.ledger_entry USING btree (department_id, feature, reported_at, id);

CREATE INDEX ledger_entry_page_of_province ON public.ledger_entry USING btree (province_code, feature, reported_at, id);

CREATE INDEX ledger_entry_page_of_school ON public.ledger_entry USING btree (school_id, feature, reported_at, id);

CREATE INDEX ledger_receipt_of_entry ON public.ledger_receipt USING btree (ledger_entry_id, seq, id);

CREATE INDEX login_ticket_lapsed ON public.login_ticket USING btree (expires_at);

CREATE INDEX refresh_token_of_session ON public.refresh_token USING btree (session_id);

CREATE UNIQUE INDEX refresh_token_one_unused ON public.refresh_token USING btree (session_id) WHERE (used_at IS NULL);

CREATE INDEX registration_of_source ON public.registration USING btree (source_id, id) WHERE (source_id IS NOT NULL);

CREATE INDEX registration_page ON public.registration USING btree (created_at, id);

CREATE INDEX registration_page_of_department ON public.registration USING btree (department_id, created_at, id);

CREATE INDEX registration_page_of_department_status ON public.registration USING btree (department_id, status, created_at, id, class_year);

CREATE INDEX registration_page_of_graduate ON public.registration USING btree (graduate_id, created_at, id);

CREATE INDEX registration_page_of_person ON public.registration USING btree (person_id, created_at, id);

CREATE INDEX registration_page_of_province ON public.registration USING btree (province_code, created_at, id);

CREATE INDEX registration_page_of_province_status ON public.registration USING btree (province_code, status, created_at, id, class_year);

CREATE INDEX registration_page_of_school ON public.registration USING btree (school_id, created_at, id);

CREATE INDEX registration_page_of_school_category ON public.registration USING btree (school_id, category, created_at, id, class_year);

CREATE INDEX registration_page_of_school_employer ON public.registration USING btree (school_id, employer_name, id);

CREATE INDEX registration_page_of_school_status ON public.registration USING btree (school_id, status, created_at, id, class_year);

CREATE INDEX registration_page_of_school_updated ON public.registration USING btree (school_id, updated_at, id);

CREATE INDEX report_attempt_of_report ON public.report_attempt USING btree (report_id, created_at, id);

CREATE INDEX report_attempt_old ON public.report_attempt USING btree (created_at);

CREATE INDEX report_in_the_way ON public.report USING btree (graduate_id, seq) WHERE ((state)::text = ANY ((ARRAY['PENDING'::character varying, 'DEAD'::character varying])::text[]));

CREATE INDEX report_page ON public.report USING btree (feature, created_at, id);

CREATE INDEX report_page_of_department ON public.report USING btree (department_id, feature, created_at, id);

CREATE INDEX report_page_of_province ON public.report USING btree (province_code, feature, created_at, id);

CREATE INDEX report_page_of_school ON public.report USING btree (school_id, feature, created_at, id);

CREATE INDEX report_waiting ON public.report USING btree (created_at, id) WHERE ((state)::text = 'PENDING'::text);

CREATE INDEX review_page_of_agreement ON public.review USING btree (agreement_id, created_at, id);

CREATE INDEX revocation_age ON public.revocation USING btree (created_at);

CREATE INDEX roster_import_finished ON public.roster_import USING btree (finished_at);

CREATE UNIQUE INDEX roster_import_one_under_way ON public.roster_import USING btree (school_id, class_year) WHERE ((state)::text = ANY ((ARRAY['QUEUED'::character varying, 'RUNNING'::character varying])::text[]));

CREATE INDEX roster_import_page_of_province ON public.roster_import USING btree (province_code, created_at, id);

CREATE INDEX roster_import_page_of_school ON public.roster_import USING btree (school_id, created_at, id);

CREATE INDEX roster_import_upload ON public.roster_import USING btree (upload_id) WHERE (upload_id IS NOT NULL);

CREATE INDEX roster_problem_page_of_import ON public.roster_problem USING btree (roster_import_id, row_number, id);

CREATE INDEX roster_row_exam ON public.roster_row USING btree (roster_import_id, exam_number);

CREATE INDEX roster_row_identity ON public.roster_row USING btree (roster_import_id, identity_index);

CREATE UNIQUE INDEX school_naming_one_present ON public.school_naming USING btree (school_id) WHERE (valid_until IS NULL);

CREATE INDEX school_snapshot_of_school ON public.school_snapshot USING btree (school_id, created_at, id);

CREATE INDEX school_snapshot_page ON public.school_snapshot USING btree (created_at, id);

CREATE INDEX school_snapshot_page_of_province ON public.school_snapshot USING btree (province_code, created_at, id);

CREATE INDEX session_lapsed ON public.session USING btree (expires_at);

CREATE INDEX session_page_of_account ON public.session USING btree (account_id, created_at, id);

CREATE INDEX signing_counters_of_year_province ON public.signing_counters USING btree (class_year, province_code);

CREATE INDEX statistics_snapshot_page ON public.statistics_snapshot USING btree (created_at, id);

CREATE INDEX statistics_snapshot_page_of_province ON public.statistics_snapshot USING btree (province_code, created_at, id);

CREATE INDEX stored_content_claimed ON public.stored_content USING btree (claimed_at);

CREATE INDEX supplement_of_source ON public.supplement USING btree (source_id, id) WHERE (source_id IS NOT NULL);

CREATE INDEX supplement_page_of_department ON public.supplement USING btree (department_id, created_at, id);

CREATE INDEX supplement_page_of_department_status ON public.supplement USING btree (department_id, status, created_at, id, class_year);

CREATE INDEX supplement_page_of_graduate ON public.supplement USING btree (graduate_id, created_at, id);

CREATE INDEX supplement_page_of_person ON public.supplement USING btree (person_id, created_at, id);

CREATE INDEX supplement_page_of_province ON public.supplement USING btree (province_code, created_at, id);

CREATE INDEX supplement_page_of_province_status ON public.supplement USING btree (province_code, status, created_at, id, class_year);

CREATE INDEX supplement_page_of_school ON public.supplement USING btree (school_id, created_at, id);

CREATE INDEX supplement_page_of_school_employer ON public.supplement USING btree (school_id, employer_name, id);

CREATE INDEX supplement_page_of_school_status ON public.supplement USING btree (school_id, status, created_at, id, class_year);

CREATE INDEX supplement_page_of_school_updated ON public.supplement USING btree (school_id, updated_at, id);

CREATE INDEX termination_of_agreement ON public.termination USING btree (agreement_id, created_at, id) WHERE (agreement_id IS NOT NULL);

CREATE INDEX termination_of_supplement ON public.termination USING btree (supplement_id, created_at, id) WHERE (supplement_id IS NOT NULL);

CREATE UNIQUE INDEX termination_one_open_of_agreement ON public.termination USING btree (agreement_id) WHERE ((status)::text = ANY ((ARRAY['PENDING_COUNTERPARTY'::character varying, 'PENDING_DEPARTMENT'::character varying, 'PENDING_SCHOOL'::character varying])::text[]));

CREATE UNIQUE INDEX termination_one_open_of_supplement ON public.termination USING btree (supplement_id) WHERE ((status)::text = ANY ((ARRAY['PENDING_COUNTERPARTY'::character varying, 'PENDING_DEPARTMENT'::character varying, 'PENDING_SCHOOL'::character varying])::text[]));

CREATE INDEX termination_page_of_department ON public.termination USING btree (department_id, created_at, id);

CREATE INDEX termination_page_of_department_status ON public.termination USING btree (department_id, status, created_at, id, class_year);

CREATE INDEX termination_page_of_employer ON public.termination USING btree (employer_id, created_at, id);

CREATE INDEX termination_page_of_graduate ON public.termination USING btree (graduate_id, created_at, id);

CREATE INDEX termination_page_of_person ON public.termination USING btree (person_id, created_at, id);

CREATE INDEX termination_page_of_province ON public.termination USING btree (province_code, created_at, id);

CREATE INDEX termination_page_of_province_status ON public.termination USING btree (province_code, status, created_at, id, class_year);

CREATE INDEX termination_page_of_school ON public.termination USING btree (school_id, created_at, id);

CREATE INDEX termination_page_of_school_employer ON public.termination USING btree (school_id, employer_name, id);

CREATE INDEX termination_page_of_school_status ON public.termination USING btree (school_id, status, created_at, id, class_year);

CREATE INDEX termination_page_of_school_updated ON public.termination USING btree (school_id, updated_at, id);

CREATE INDEX upload_of_content ON public.upload USING btree (sha256);

CREATE INDEX upload_of_record ON public.upload USING btree (record_id, created_at, id);

CREATE INDEX upload_unattached ON public.upload USING btree (created_at) WHERE (record_id IS NULL);

CREATE INDEX verification_grant_active ON public.verification_grant USING btree (graduate_id) WHERE ((state)::text = 'ACTIVE'::text);

CREATE INDEX verification_grant_of_confirmation ON public.verification_grant USING btree (confirmation_id, created_at, id);

CREATE INDEX verification_grant_of_person ON public.verification_grant USING btree (person_id, created_at, id);

CREATE INDEX verification_look_of_grant ON public.verification_look USING btree (grant_id, created_at, id);

CREATE INDEX verification_look_of_person ON public.verification_look USING btree (person_id, created_at, id);

CREATE TRIGGER agreement_copies_graduate BEFORE INSERT OR UPDATE OF graduate_id, person_id, school_id, department_id, province_code, class_year ON public.agreement FOR EACH ROW EXECUTE FUNCTION public.agreement_copies_graduate();

CREATE TRIGGER archive_block_copies_record BEFORE INSERT OR UPDATE ON public.archive_block FOR EACH ROW EXECUTE FUNCTION public.block_copies_record();

CREATE TRIGGER archive_record_copies_graduate BEFORE INSERT OR UPDATE OF graduate_id, person_id, school_id, department_id, province_code, class_year ON public.archive_record FOR EACH ROW EXECUTE FUNCTION public.transfer_copies_graduate();

CREATE TRIGGER audit_kept BEFORE DELETE OR UPDATE ON public.audit FOR EACH ROW EXECUTE FUNCTION public.refuse('the audit is only added to');

CREATE TRIGGER audit_kept_from_truncate BEFORE TRUNCATE ON public.audit FOR EACH STATEMENT EXECUTE FUNCTION public.refuse('the audit is only added to');

CREATE TRIGGER audit_sealed BEFORE INSERT ON public.audit FOR EACH ROW WHEN ((new.seal IS NULL)) EXECUTE FUNCTION public.refuse('an entry is sealed when it is written');

CREATE TRIGGER destination_slot_held_by_its_graduate BEFORE INSERT OR UPDATE OF graduate_id, holder_kind, holder_id ON public.destination_slot FOR EACH ROW EXECUTE FUNCTION public.destination_slot_held_by_its_graduate();

CREATE TRIGGER destination_slot_of_its_registration BEFORE INSERT OR UPDATE OF graduate_id, holder_kind, holder_id, under_id ON public.destination_slot FOR EACH ROW EXECUTE FUNCTION public.destination_slot_of_its_registration();

CREATE TRIGGER destination_slot_of_its_supplement BEFORE INSERT OR UPDATE OF graduate_id, holder_kind, holder_id ON public.destination_slot FOR EACH ROW EXECUTE FUNCTION public.destination_slot_of_its_supplement();

CREATE TRIGGER dispute_copies_graduate BEFORE INSERT OR UPDATE OF graduate_id, person_id, school_id, department_id, province_code, class_year ON public.dispute FOR EACH ROW EXECUTE FUNCTION public.dispute_copies_graduate();

CREATE TRIGGER dispute_of_its_graduate BEFORE INSERT OR UPDATE OF graduate_id, subject, record_id ON public.dispute FOR EACH ROW EXECUTE FUNCTION public.dispute_of_its_graduate();

CREATE TRIGGER feature_switch_kept BEFORE DELETE OR UPDATE OF id, province_code, feature ON public.feature_switch FOR EACH ROW EXECUTE FUNCTION public.refuse('once open, never closed');

CREATE TRIGGER feature_switch_kept_from_truncate BEFORE TRUNCATE ON public.feature_switch FOR EACH STATEMENT EXECUTE FUNCTION public.refuse('once open, never closed');

CREATE TRIGGER hukou_block_copies_record BEFORE INSERT OR UPDATE ON public.hukou_block FOR EACH ROW EXECUTE FUNCTION public.block_copies_record();

CREATE TRIGGER hukou_record_copies_graduate BEFORE INSERT OR UPDATE OF graduate_id, person_id, school_id, department_id, province_code, class_year ON public.hukou_record FOR EACH ROW EXECUTE FUNCTION public.transfer_copies_graduate();

CREATE TRIGGER issued_number_kept BEFORE DELETE OR UPDATE ON public.issued_number FOR EACH ROW EXECUTE FUNCTION public.refuse('a number is never used again');

CREATE TRIGGER issued_number_kept_from_truncate BEFORE TRUNCATE ON public.issued_number FOR EACH STATEMENT EXECUTE FUNCTION public.refuse('a number is never used again');

CREATE TRIGGER issued_number_remembered AFTER INSERT ON public.agreement FOR EACH ROW WHEN ((new.number IS NOT NULL)) EXECUTE FUNCTION public.issued_number_remembered();

CREATE TRIGGER issued_number_remembered_on_update AFTER UPDATE OF number ON public.agreement FOR EACH ROW WHEN (((new.number IS NOT NULL) AND ((new.number)::text IS DISTINCT FROM (old.number)::text))) EXECUTE FUNCTION public.issued_number_remembered();

CREATE TRIGGER registration_copies_graduate BEFORE INSERT OR UPDATE OF graduate_id, person_id, school_id, department_id, province_code, class_year ON public.registration FOR EACH ROW EXECUTE FUNCTION public.registration_copies_graduate();

CREATE TRIGGER review_copies_agreement BEFORE INSERT ON public.review FOR EACH ROW EXECUTE FUNCTION public.review_copies_agreement();

CREATE TRIGGER review_kept BEFORE DELETE OR UPDATE ON public.review FOR EACH ROW EXECUTE FUNCTION public.refuse('a review stays as it was given');

CREATE TRIGGER review_kept_from_truncate BEFORE TRUNCATE ON public.review FOR EACH STATEMENT EXECUTE FUNCTION public.refuse('a review stays as it was given');

CREATE TRIGGER school_setup_kept BEFORE DELETE ON public.school_setup FOR EACH ROW EXECUTE FUNCTION public.refuse('edited, never unset');

CREATE TRIGGER school_setup_kept_from_truncate BEFORE TRUNCATE ON public.school_setup FOR EACH STATEMENT EXECUTE FUNCTION public.refuse('edited, never unset');

CREATE TRIGGER school_snapshot_kept BEFORE DELETE OR UPDATE ON public.school_snapshot FOR EACH ROW EXECUTE FUNCTION public.refuse('a snapshot stays as it is');

CREATE TRIGGER school_snapshot_kept_from_truncate BEFORE TRUNCATE ON public.school_snapshot FOR EACH STATEMENT EXECUTE FUNCTION public.refuse('a snapshot stays as it is');

CREATE TRIGGER statistics_snapshot_kept BEFORE DELETE OR UPDATE ON public.statistics_snapshot FOR EACH ROW EXECUTE FUNCTION public.refuse('a snapshot stays as it is');

CREATE TRIGGER statistics_snapshot_kept_from_truncate BEFORE TRUNCATE ON public.statistics_snapshot FOR EACH STATEMENT EXECUTE FUNCTION public.refuse('a snapshot stays as it is');

CREATE TRIGGER supplement_copies_graduate BEFORE INSERT OR UPDATE OF graduate_id, person_id, school_id, department_id, province_code, class_year ON public.supplement FOR EACH ROW EXECUTE FUNCTION public.supplement_copies_graduate();

CREATE TRIGGER termination_copies_ended BEFORE INSERT OR UPDATE OF agreement_id, supplement_id, graduate_id, person_id, school_id, department_id, province_code, class_year, employer_id ON public.termination FOR EACH ROW EXECUTE FUNCTION public.termination_copies_ended();

CREATE TRIGGER upload_copies_agreement BEFORE INSERT OR UPDATE ON public.upload FOR EACH ROW WHEN (((new.record_kind)::text = 'AGREEMENT'::text)) EXECUTE FUNCTION public.upload_copies_agreement();

CREATE TRIGGER upload_copies_registration BEFORE INSERT OR UPDATE ON public.upload FOR EACH ROW WHEN (((new.record_kind)::text = 'REGISTRATION'::text)) EXECUTE FUNCTION public.upload_copies_registration();

CREATE TRIGGER upload_copies_supplement BEFORE INSERT OR UPDATE ON public.upload FOR EACH ROW WHEN (((new.record_kind)::text = 'SUPPLEMENT'::text)) EXECUTE FUNCTION public.upload_copies_supplement();

CREATE TRIGGER upload_copies_termination BEFORE INSERT OR UPDATE ON public.upload FOR EACH ROW WHEN (((new.record_kind)::text = 'TERMINATION'::text)) EXECUTE FUNCTION public.upload_copies_termination();

CREATE TRIGGER upload_kept BEFORE DELETE OR UPDATE ON public.upload FOR EACH ROW WHEN ((old.record_id IS NOT NULL)) EXECUTE FUNCTION public.refuse('what is attached stays as it is');

CREATE TRIGGER upload_kept_from_truncate BEFORE TRUNCATE ON public.upload FOR EACH STATEMENT EXECUTE FUNCTION public.refuse('what is attached stays as it is');

CREATE TRIGGER verification_look_kept BEFORE DELETE OR UPDATE ON public.verification_look FOR EACH ROW EXECUTE FUNCTION public.refuse('who looked stays known');

CREATE TRIGGER verification_look_kept_from_truncate BEFORE TRUNCATE ON public.verification_look FOR EACH STATEMENT EXECUTE FUNCTION public.refuse('who looked stays known');

ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_department_id_school_id_fkey FOREIGN KEY (department_id, school_id) REFERENCES public.department(id, school_id);

ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_employer_id_province_code_fkey FOREIGN KEY (employer_id, province_code) REFERENCES public.employer(id, province_code);

ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_province_code_fkey FOREIGN KEY (province_code) REFERENCES public.province(code);

ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_school_id_fkey FOREIGN KEY (school_id) REFERENCES public.school(id);

ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_school_id_province_code_fkey FOREIGN KEY (school_id, province_code) REFERENCES public.school(id, province_code);

ALTER TABLE ONLY public.activation_code
    ADD CONSTRAINT activation_code_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.agreement
    ADD CONSTRAINT agreement_class_year_fkey FOREIGN KEY (class_year) REFERENCES public.class_year(year);

ALTER TABLE ONLY public.agreement
    ADD CONSTRAINT agreement_department_id_fkey FOREIGN KEY (department_id) REFERENCES public.department(id);

ALTER TABLE ONLY public.agreement
    ADD CONSTRAINT agreement_employer_id_fkey FOREIGN KEY (employer_id) REFERENCES public.employer(id);

ALTER TABLE ONLY public.agreement
    ADD CONSTRAINT agreement_graduate_id_fkey FOREIGN KEY (graduate_id) REFERENCES public.graduate(id);

ALTER TABLE ONLY public.agreement
    ADD CONSTRAINT agreement_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.agreement
    ADD CONSTRAINT agreement_province_code_fkey FOREIGN KEY (province_code) REFERENCES public.province(code);

ALTER TABLE ONLY public.agreement
    ADD CONSTRAINT agreement_school_id_fkey FOREIGN KEY (school_id) REFERENCES public.school(id);

ALTER TABLE ONLY public.agreement_type_setting
    ADD CONSTRAINT agreement_type_setting_class_year_fkey FOREIGN KEY (class_year) REFERENCES public.class_year(year);

ALTER TABLE ONLY public.agreement_type_setting
    ADD CONSTRAINT agreement_type_setting_school_id_province_code_fkey FOREIGN KEY (school_id, province_code) REFERENCES public.school(id, province_code);

ALTER TABLE ONLY public.archive_block
    ADD CONSTRAINT archive_block_department_id_fkey FOREIGN KEY (department_id) REFERENCES public.department(id);

ALTER TABLE ONLY public.archive_block
    ADD CONSTRAINT archive_block_graduate_id_fkey FOREIGN KEY (graduate_id) REFERENCES public.graduate(id);

ALTER TABLE ONLY public.archive_block
    ADD CONSTRAINT archive_block_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.archive_block
    ADD CONSTRAINT archive_block_province_code_fkey FOREIGN KEY (province_code) REFERENCES public.province(code);

ALTER TABLE ONLY public.archive_block
    ADD CONSTRAINT archive_block_school_id_fkey FOREIGN KEY (school_id) REFERENCES public.school(id);

ALTER TABLE ONLY public.archive_counters
    ADD CONSTRAINT archive_counters_class_year_fkey FOREIGN KEY (class_year) REFERENCES public.class_year(year);

ALTER TABLE ONLY public.archive_counters
    ADD CONSTRAINT archive_counters_school_id_province_code_fkey FOREIGN KEY (school_id, province_code) REFERENCES public.school(id, province_code);

ALTER TABLE ONLY public.archive_record
    ADD CONSTRAINT archive_record_class_year_fkey FOREIGN KEY (class_year) REFERENCES public.class_year(year);

ALTER TABLE ONLY public.archive_record
    ADD CONSTRAINT archive_record_department_id_school_id_fkey FOREIGN KEY (department_id, school_id) REFERENCES public.department(id, school_id);

ALTER TABLE ONLY public.archive_record
    ADD CONSTRAINT archive_record_graduate_id_fkey FOREIGN KEY (graduate_id) REFERENCES public.graduate(id);

ALTER TABLE ONLY public.archive_record
    ADD CONSTRAINT archive_record_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.archive_record
    ADD CONSTRAINT archive_record_school_id_province_code_fkey FOREIGN KEY (school_id, province_code) REFERENCES public.school(id, province_code);

ALTER TABLE ONLY public.confirmation
    ADD CONSTRAINT confirmation_class_year_fkey FOREIGN KEY (class_year) REFERENCES public.class_year(year);

ALTER TABLE ONLY public.confirmation
    ADD CONSTRAINT confirmation_department_id_school_id_fkey FOREIGN KEY (department_id, school_id) REFERENCES public.department(id, school_id);

ALTER TABLE ONLY public.confirmation
    ADD CONSTRAINT confirmation_graduate_id_fkey FOREIGN KEY (graduate_id) REFERENCES public.graduate(id);

ALTER TABLE ONLY public.confirmation
    ADD CONSTRAINT confirmation_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.confirmation
    ADD CONSTRAINT confirmation_school_id_province_code_fkey FOREIGN KEY (school_id, province_code) REFERENCES public.school(id, province_code);

ALTER TABLE ONLY public.department
    ADD CONSTRAINT department_school_id_province_code_fkey FOREIGN KEY (school_id, province_code) REFERENCES public.school(id, province_code);

ALTER TABLE ONLY public.destination_slot
    ADD CONSTRAINT destination_slot_graduate_id_fkey FOREIGN KEY (graduate_id) REFERENCES public.graduate(id);

ALTER TABLE ONLY public.dispute
    ADD CONSTRAINT dispute_class_year_fkey FOREIGN KEY (class_year) REFERENCES public.class_year(year);

ALTER TABLE ONLY public.dispute
    ADD CONSTRAINT dispute_department_id_fkey FOREIGN KEY (department_id) REFERENCES public.department(id);

ALTER TABLE ONLY public.dispute
    ADD CONSTRAINT dispute_graduate_id_fkey FOREIGN KEY (graduate_id) REFERENCES public.graduate(id);

ALTER TABLE ONLY public.dispute
    ADD CONSTRAINT dispute_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.dispute
    ADD CONSTRAINT dispute_province_code_fkey FOREIGN KEY (province_code) REFERENCES public.province(code);

ALTER TABLE ONLY public.dispute
    ADD CONSTRAINT dispute_school_id_fkey FOREIGN KEY (school_id) REFERENCES public.school(id);

ALTER TABLE ONLY public.download
    ADD CONSTRAINT download_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.download
    ADD CONSTRAINT download_sha256_fkey FOREIGN KEY (sha256) REFERENCES public.stored_content(sha256);

ALTER TABLE ONLY public.employer
    ADD CONSTRAINT employer_province_code_fkey FOREIGN KEY (province_code) REFERENCES public.province(code);

ALTER TABLE ONLY public.feature_switch
    ADD CONSTRAINT feature_switch_province_code_fkey FOREIGN KEY (province_code) REFERENCES public.province(code);

ALTER TABLE ONLY public.graduate
    ADD CONSTRAINT graduate_class_year_fkey FOREIGN KEY (class_year) REFERENCES public.class_year(year);

ALTER TABLE ONLY public.graduate
    ADD CONSTRAINT graduate_department_id_school_id_fkey FOREIGN KEY (department_id, school_id) REFERENCES public.department(id, school_id);

ALTER TABLE ONLY public.graduate
    ADD CONSTRAINT graduate_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.graduate
    ADD CONSTRAINT graduate_school_id_province_code_fkey FOREIGN KEY (school_id, province_code) REFERENCES public.school(id, province_code);

ALTER TABLE ONLY public.hukou_block
    ADD CONSTRAINT hukou_block_department_id_fkey FOREIGN KEY (department_id) REFERENCES public.department(id);

ALTER TABLE ONLY public.hukou_block
    ADD CONSTRAINT hukou_block_graduate_id_fkey FOREIGN KEY (graduate_id) REFERENCES public.graduate(id);

ALTER TABLE ONLY public.hukou_block
    ADD CONSTRAINT hukou_block_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.hukou_block
    ADD CONSTRAINT hukou_block_province_code_fkey FOREIGN KEY (province_code) REFERENCES public.province(code);

ALTER TABLE ONLY public.hukou_block
    ADD CONSTRAINT hukou_block_school_id_fkey FOREIGN KEY (school_id) REFERENCES public.school(id);

ALTER TABLE ONLY public.hukou_counters
    ADD CONSTRAINT hukou_counters_class_year_fkey FOREIGN KEY (class_year) REFERENCES public.class_year(year);

ALTER TABLE ONLY public.hukou_counters
    ADD CONSTRAINT hukou_counters_school_id_province_code_fkey FOREIGN KEY (school_id, province_code) REFERENCES public.school(id, province_code);

ALTER TABLE ONLY public.hukou_record
    ADD CONSTRAINT hukou_record_class_year_fkey FOREIGN KEY (class_year) REFERENCES public.class_year(year);

ALTER TABLE ONLY public.hukou_record
    ADD CONSTRAINT hukou_record_department_id_school_id_fkey FOREIGN KEY (department_id, school_id) REFERENCES public.department(id, school_id);

ALTER TABLE ONLY public.hukou_record
    ADD CONSTRAINT hukou_record_graduate_id_fkey FOREIGN KEY (graduate_id) REFERENCES public.graduate(id);

ALTER TABLE ONLY public.hukou_record
    ADD CONSTRAINT hukou_record_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.hukou_record
    ADD CONSTRAINT hukou_record_school_id_province_code_fkey FOREIGN KEY (school_id, province_code) REFERENCES public.school(id, province_code);

ALTER TABLE ONLY public.idempotency_key
    ADD CONSTRAINT idempotency_key_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.identity_link
    ADD CONSTRAINT identity_link_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.imported_record
    ADD CONSTRAINT imported_record_province_code_fkey FOREIGN KEY (province_code) REFERENCES public.province(code);

ALTER TABLE ONLY public.issued_number
    ADD CONSTRAINT issued_number_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES public.agreement(id);

ALTER TABLE ONLY public.issued_number
    ADD CONSTRAINT issued_number_department_id_fkey FOREIGN KEY (department_id) REFERENCES public.department(id);

ALTER TABLE ONLY public.issued_number
    ADD CONSTRAINT issued_number_employer_id_fkey FOREIGN KEY (employer_id) REFERENCES public.employer(id);

ALTER TABLE ONLY public.issued_number
    ADD CONSTRAINT issued_number_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.issued_number
    ADD CONSTRAINT issued_number_province_code_fkey FOREIGN KEY (province_code) REFERENCES public.province(code);

ALTER TABLE ONLY public.issued_number
    ADD CONSTRAINT issued_number_school_id_fkey FOREIGN KEY (school_id) REFERENCES public.school(id);

ALTER TABLE ONLY public.ledger_edit
    ADD CONSTRAINT ledger_edit_ledger_entry_id_fkey FOREIGN KEY (ledger_entry_id) REFERENCES public.ledger_entry(id);

ALTER TABLE ONLY public.ledger_entry
    ADD CONSTRAINT ledger_entry_class_year_fkey FOREIGN KEY (class_year) REFERENCES public.class_year(year);

ALTER TABLE ONLY public.ledger_entry
    ADD CONSTRAINT ledger_entry_department_id_school_id_fkey FOREIGN KEY (department_id, school_id) REFERENCES public.department(id, school_id);

ALTER TABLE ONLY public.ledger_entry
    ADD CONSTRAINT ledger_entry_graduate_id_fkey FOREIGN KEY (graduate_id) REFERENCES public.graduate(id);

ALTER TABLE ONLY public.ledger_entry
    ADD CONSTRAINT ledger_entry_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.ledger_entry
    ADD CONSTRAINT ledger_entry_school_id_province_code_fkey FOREIGN KEY (school_id, province_code) REFERENCES public.school(id, province_code);

ALTER TABLE ONLY public.ledger_receipt
    ADD CONSTRAINT ledger_receipt_ledger_entry_id_fkey FOREIGN KEY (ledger_entry_id) REFERENCES public.ledger_entry(id);

ALTER TABLE ONLY public.login_ticket
    ADD CONSTRAINT login_ticket_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.refresh_token
    ADD CONSTRAINT refresh_token_session_id_fkey FOREIGN KEY (session_id) REFERENCES public.session(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.registration
    ADD CONSTRAINT registration_class_year_fkey FOREIGN KEY (class_year) REFERENCES public.class_year(year);

ALTER TABLE ONLY public.registration
    ADD CONSTRAINT registration_department_id_fkey FOREIGN KEY (department_id) REFERENCES public.department(id);

ALTER TABLE ONLY public.registration
    ADD CONSTRAINT registration_graduate_id_fkey FOREIGN KEY (graduate_id) REFERENCES public.graduate(id);

ALTER TABLE ONLY public.registration
    ADD CONSTRAINT registration_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.registration
    ADD CONSTRAINT registration_province_code_fkey FOREIGN KEY (province_code) REFERENCES public.province(code);

ALTER TABLE ONLY public.registration
    ADD CONSTRAINT registration_school_id_fkey FOREIGN KEY (school_id) REFERENCES public.school(id);

ALTER TABLE ONLY public.report_attempt
    ADD CONSTRAINT report_attempt_report_id_fkey FOREIGN KEY (report_id) REFERENCES public.report(id);

ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_class_year_fkey FOREIGN KEY (class_year) REFERENCES public.class_year(year);

ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_department_id_school_id_fkey FOREIGN KEY (department_id, school_id) REFERENCES public.department(id, school_id);

ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_graduate_id_fkey FOREIGN KEY (graduate_id) REFERENCES public.graduate(id);

ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_school_id_province_code_fkey FOREIGN KEY (school_id, province_code) REFERENCES public.school(id, province_code);

ALTER TABLE ONLY public.review
    ADD CONSTRAINT review_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES public.agreement(id);

ALTER TABLE ONLY public.review
    ADD CONSTRAINT review_department_id_fkey FOREIGN KEY (department_id) REFERENCES public.department(id);

ALTER TABLE ONLY public.review
    ADD CONSTRAINT review_employer_id_fkey FOREIGN KEY (employer_id) REFERENCES public.employer(id);

ALTER TABLE ONLY public.review
    ADD CONSTRAINT review_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.review
    ADD CONSTRAINT review_province_code_fkey FOREIGN KEY (province_code) REFERENCES public.province(code);

ALTER TABLE ONLY public.review
    ADD CONSTRAINT review_school_id_fkey FOREIGN KEY (school_id) REFERENCES public.school(id);

ALTER TABLE ONLY public.roster_import
    ADD CONSTRAINT roster_import_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.roster_import
    ADD CONSTRAINT roster_import_class_year_fkey FOREIGN KEY (class_year) REFERENCES public.class_year(year);

ALTER TABLE ONLY public.roster_import
    ADD CONSTRAINT roster_import_school_id_province_code_fkey FOREIGN KEY (school_id, province_code) REFERENCES public.school(id, province_code);

ALTER TABLE ONLY public.roster_import
    ADD CONSTRAINT roster_import_upload_id_fkey FOREIGN KEY (upload_id) REFERENCES public.upload(id);

ALTER TABLE ONLY public.roster_problem
    ADD CONSTRAINT roster_problem_roster_import_id_fkey FOREIGN KEY (roster_import_id) REFERENCES public.roster_import(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.roster_row
    ADD CONSTRAINT roster_row_roster_import_id_fkey FOREIGN KEY (roster_import_id) REFERENCES public.roster_import(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.school_naming
    ADD CONSTRAINT school_naming_school_id_fkey FOREIGN KEY (school_id) REFERENCES public.school(id);

ALTER TABLE ONLY public.school
    ADD CONSTRAINT school_province_code_fkey FOREIGN KEY (province_code) REFERENCES public.province(code);

ALTER TABLE ONLY public.school_setup
    ADD CONSTRAINT school_setup_class_year_fkey FOREIGN KEY (class_year) REFERENCES public.class_year(year);

ALTER TABLE ONLY public.school_setup
    ADD CONSTRAINT school_setup_school_id_province_code_fkey FOREIGN KEY (school_id, province_code) REFERENCES public.school(id, province_code);

ALTER TABLE ONLY public.school_snapshot
    ADD CONSTRAINT school_snapshot_counters_id_fkey FOREIGN KEY (counters_id) REFERENCES public.signing_counters(id);

ALTER TABLE ONLY public.school_snapshot
    ADD CONSTRAINT school_snapshot_school_id_province_code_fkey FOREIGN KEY (school_id, province_code) REFERENCES public.school(id, province_code);

ALTER TABLE ONLY public.school_snapshot
    ADD CONSTRAINT school_snapshot_snapshot_id_province_code_class_year_fkey FOREIGN KEY (snapshot_id, province_code, class_year) REFERENCES public.statistics_snapshot(id, province_code, class_year);

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.signing_counters
    ADD CONSTRAINT signing_counters_class_year_fkey FOREIGN KEY (class_year) REFERENCES public.class_year(year);

ALTER TABLE ONLY public.signing_counters
    ADD CONSTRAINT signing_counters_school_id_province_code_fkey FOREIGN KEY (school_id, province_code) REFERENCES public.school(id, province_code);

ALTER TABLE ONLY public.statistics_snapshot
    ADD CONSTRAINT statistics_snapshot_class_year_fkey FOREIGN KEY (class_year) REFERENCES public.class_year(year);

ALTER TABLE ONLY public.statistics_snapshot
    ADD CONSTRAINT statistics_snapshot_province_code_fkey FOREIGN KEY (province_code) REFERENCES public.province(code);

ALTER TABLE ONLY public.supplement
    ADD CONSTRAINT supplement_class_year_fkey FOREIGN KEY (class_year) REFERENCES public.class_year(year);

ALTER TABLE ONLY public.supplement
    ADD CONSTRAINT supplement_department_id_fkey FOREIGN KEY (department_id) REFERENCES public.department(id);

ALTER TABLE ONLY public.supplement
    ADD CONSTRAINT supplement_graduate_id_fkey FOREIGN KEY (graduate_id) REFERENCES public.graduate(id);

ALTER TABLE ONLY public.supplement
    ADD CONSTRAINT supplement_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.supplement
    ADD CONSTRAINT supplement_province_code_fkey FOREIGN KEY (province_code) REFERENCES public.province(code);

ALTER TABLE ONLY public.supplement
    ADD CONSTRAINT supplement_school_id_fkey FOREIGN KEY (school_id) REFERENCES public.school(id);

ALTER TABLE ONLY public.termination
    ADD CONSTRAINT termination_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES public.agreement(id);

ALTER TABLE ONLY public.termination
    ADD CONSTRAINT termination_class_year_fkey FOREIGN KEY (class_year) REFERENCES public.class_year(year);

ALTER TABLE ONLY public.termination
    ADD CONSTRAINT termination_department_id_fkey FOREIGN KEY (department_id) REFERENCES public.department(id);

ALTER TABLE ONLY public.termination
    ADD CONSTRAINT termination_employer_id_fkey FOREIGN KEY (employer_id) REFERENCES public.employer(id);

ALTER TABLE ONLY public.termination
    ADD CONSTRAINT termination_graduate_id_fkey FOREIGN KEY (graduate_id) REFERENCES public.graduate(id);

ALTER TABLE ONLY public.termination
    ADD CONSTRAINT termination_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.termination
    ADD CONSTRAINT termination_province_code_fkey FOREIGN KEY (province_code) REFERENCES public.province(code);

ALTER TABLE ONLY public.termination
    ADD CONSTRAINT termination_school_id_fkey FOREIGN KEY (school_id) REFERENCES public.school(id);

ALTER TABLE ONLY public.termination
    ADD CONSTRAINT termination_supplement_id_fkey FOREIGN KEY (supplement_id) REFERENCES public.supplement(id);

ALTER TABLE ONLY public.upload
    ADD CONSTRAINT upload_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.upload
    ADD CONSTRAINT upload_department_id_fkey FOREIGN KEY (department_id) REFERENCES public.department(id);

ALTER TABLE ONLY public.upload
    ADD CONSTRAINT upload_employer_id_fkey FOREIGN KEY (employer_id) REFERENCES public.employer(id);

ALTER TABLE ONLY public.upload
    ADD CONSTRAINT upload_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.upload
    ADD CONSTRAINT upload_province_code_fkey FOREIGN KEY (province_code) REFERENCES public.province(code);

ALTER TABLE ONLY public.upload
    ADD CONSTRAINT upload_school_id_fkey FOREIGN KEY (school_id) REFERENCES public.school(id);

ALTER TABLE ONLY public.upload
    ADD CONSTRAINT upload_sha256_fkey FOREIGN KEY (sha256) REFERENCES public.stored_content(sha256);

ALTER TABLE ONLY public.verification_grant
    ADD CONSTRAINT verification_grant_class_year_fkey FOREIGN KEY (class_year) REFERENCES public.class_year(year);

ALTER TABLE ONLY public.verification_grant
    ADD CONSTRAINT verification_grant_confirmation_id_graduate_id_fkey FOREIGN KEY (confirmation_id, graduate_id) REFERENCES public.confirmation(id, graduate_id);

ALTER TABLE ONLY public.verification_grant
    ADD CONSTRAINT verification_grant_department_id_school_id_fkey FOREIGN KEY (department_id, school_id) REFERENCES public.department(id, school_id);

ALTER TABLE ONLY public.verification_grant
    ADD CONSTRAINT verification_grant_graduate_id_fkey FOREIGN KEY (graduate_id) REFERENCES public.graduate(id);

ALTER TABLE ONLY public.verification_grant
    ADD CONSTRAINT verification_grant_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.verification_grant
    ADD CONSTRAINT verification_grant_school_id_province_code_fkey FOREIGN KEY (school_id, province_code) REFERENCES public.school(id, province_code);

ALTER TABLE ONLY public.verification_look
    ADD CONSTRAINT verification_look_class_year_fkey FOREIGN KEY (class_year) REFERENCES public.class_year(year);

ALTER TABLE ONLY public.verification_look
    ADD CONSTRAINT verification_look_department_id_school_id_fkey FOREIGN KEY (department_id, school_id) REFERENCES public.department(id, school_id);

ALTER TABLE ONLY public.verification_look
    ADD CONSTRAINT verification_look_graduate_id_fkey FOREIGN KEY (graduate_id) REFERENCES public.graduate(id);

ALTER TABLE ONLY public.verification_look
    ADD CONSTRAINT verification_look_grant_id_graduate_id_fkey FOREIGN KEY (grant_id, graduate_id) REFERENCES public.verification_grant(id, graduate_id);

ALTER TABLE ONLY public.verification_look
    ADD CONSTRAINT verification_look_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.verification_look
    ADD CONSTRAINT verification_look_school_id_province_code_fkey FOREIGN KEY (school_id, province_code) REFERENCES public.school(id, province_code);

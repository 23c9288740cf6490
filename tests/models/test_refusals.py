"""The database itself refuses what a row may not say, by the name of the rule, and keeps what it had."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any, Final

import pytest
import pytest_asyncio
from tortoise.connection import get_connection
from tortoise.exceptions import BaseORMException, IntegrityError
from tortoise.transactions import in_transaction

from actions.reports import Reported, report
from actions.trail import Act, Trail
from auth.actor import Actor
from auth.revocation import revoke
from models import Account, ActivationCode, IdempotencyKey, IdentityLink, LoginTicket, RefreshToken, Review, Session
from models.database import CONNECTION, close_database, open_database
from rules.acts import ActName, RecordKind
from rules.agreement import Initiator, ReviewLevel, Status
from rules.counters import COUNTER_COLUMNS
from rules.gate import Feature
from rules.reporting import Operation
from rules.roles import Role
from rules.sessions import LoginMethod
from tests.engines import ENGINE, Engine, everything_stored
from tests.models.dispute_rules import OF_CLAIMS, begin_claims
from tests.models.ending_rules import OF_ENDINGS, SECOND_TERMINATION, begin_endings
from tests.models.inbound_rules import OF_INBOUND, begin_inbound
from tests.models.job_rules import OF_JOBS, begin_jobs
from tests.models.key_rules import OF_KEYS
from tests.models.record_rules import OF_RECORDS, begin_registrations
from tests.models.schema import EXPECTED
from tests.models.session_rules import OF_SESSIONS
from tests.models.snapshot_rules import OF_SNAPSHOTS, begin_snapshots
from tests.models.sync_rules import OF_SYNC, begin_sync
from tests.models.transfer_rules import OF_TRANSFERS, OF_TRANSFERS_UNNAMED, begin_transfers
from tests.models.upload_rules import OF_UPLOADS
from tests.models.year_rules import OF_YEARS
from tests.uploads import make_upload
from tests.world import NOW, SEAL, build_world, make_agreement

Stored = dict[str, list[dict[str, object]]]
_NEW_ID: Final = "00000000-0000-7000-8000-000000000001"
_INVITED: Final = "WHERE status = 'PENDING_GRADUATE'"
_EFFECTIVE: Final = "WHERE status = 'EFFECTIVE'"
_REJECTED: Final = "UPDATE agreement SET status = 'REVIEW_REJECTED', is_graduate_disclosed = TRUE"
_REVIEW: Final = (
    "INSERT INTO review (id, agreement_id, school_id, province_code, department_id, person_id, employer_id, "
    f"level, is_passed, reason, created_at, updated_at) SELECT '{_NEW_ID}', agreement_id, school_id, {{province}}, "
    "department_id, person_id, {employer}, {level}, {passed}, NULL, created_at, updated_at FROM review"
)
_AUDIT: Final = (
    "INSERT INTO audit (id, account_id, role, action, record_kind, record_id, created_at, updated_at, "
    "reader_school_id, reader_province_code, chain, chain_seq, seal_key, seal) "
    f"SELECT '{_NEW_ID}', {{account}}, {{role}}, action, record_kind, record_id, created_at, updated_at, "
    "{school}, {province}, {chain}, chain_seq + {further}, seal_key, {seal} FROM audit"
)


def _review(*, province: str = "province_code", employer: str = "employer_id", level: str = "'SCHOOL'", passed: str = "TRUE") -> str:
    return _REVIEW.format(province=province, employer=employer, level=level, passed=passed)


def _entry(**given: str) -> str:
    as_it_is = {"account": "account_id", "role": "role", "school": "reader_school_id", "province": "NULL", "chain": "chain", "seal": "seal"}
    return _AUDIT.format(**{**as_it_is, "further": "1", **given})


def _number(text: str) -> str:
    return f"UPDATE agreement SET number = '{text}' {_EFFECTIVE}"


_APPROVED: Final = Reported(
    kind=RecordKind.AGREEMENT, feature=Feature.DESTINATION, operation=Operation.UPSERT, version=1, said={"category": "10"}
)
_WRITE: Final = {"issued_number_remembered"}
"""Triggers that refuse nothing: they write."""
_BY_NAME: Final[dict[str, list[str]]] = {
    **(OF_KEYS | OF_UPLOADS | OF_YEARS | OF_JOBS | OF_TRANSFERS),
    **(OF_RECORDS | OF_ENDINGS | OF_CLAIMS),
    **(OF_SYNC | OF_INBOUND),
    "province_code_digits": ["INSERT INTO province SELECT '1a', name, created_at, updated_at FROM province WHERE code = '11'"],
    "school_identifier_digits": ["UPDATE school SET identifier = '411x010001' WHERE code = '10001'"],
    "school_code_of_identifier": ["UPDATE school SET identifier = '4111010002' WHERE code = '10001'"],
    "school_naming_code_digits": ["UPDATE school_naming SET code = '1000x'"],
    "school_naming_days": ["UPDATE school_naming SET valid_until = valid_from"],
    "employer_uscc_length": ["UPDATE employer SET uscc = '9111' WHERE status = 'PENDING_REVIEW'"],
    "employer_status_known": ["UPDATE employer SET status = 'LIKED'"],
    "employer_reason_where_refused": [
        "UPDATE employer SET status = 'REJECTED' WHERE status = 'PENDING_REVIEW'",
        "UPDATE employer SET status = 'DISABLED' WHERE uscc = '91110000FAKE00013H'",
        "UPDATE employer SET status_reason = '材料不全' WHERE status = 'APPROVED'",
    ],
    "employer_whole_where_registered": ["UPDATE employer SET status = 'REGISTERED' WHERE status = 'PENDING_REVIEW'"],
    "employer_codes_digits": ["UPDATE employer SET nature = 'x1'", "UPDATE employer SET industry = '3x'"],
    "employer_division_digits": ["UPDATE employer SET division = '11000'", "UPDATE employer SET division = '11000x'"],
    "employer_postcode_digits": ["UPDATE employer SET postcode = '10087'", "UPDATE employer SET postcode = '10087x'"],
    "employer_version_positive": ["UPDATE employer SET version = 0"],
    "class_year_closed_where_it_is": ["UPDATE class_year SET closed_at = created_at WHERE year = 2023"],
    "feature_switch_feature_known": [
        f"INSERT INTO feature_switch SELECT '{_NEW_ID}', province_code, 'OTHER', created_at, updated_at FROM feature_switch"
    ],
    "feature_switch_kept": [
        "UPDATE feature_switch SET feature = 'ARCHIVE'",
        "UPDATE feature_switch SET province_code = '31'",
        "DELETE FROM feature_switch",
    ],
    "agreement_type_setting_type_known": ["UPDATE agreement_type_setting SET agreement_type = 'FOUR_PARTY'"],
    "person_identity_index_length": ["UPDATE person SET identity_index = 'ab'"],
    "person_id_number_masked": ["UPDATE person SET id_number_masked = '110000200102030019'"],
    "graduate_id_number_masked": ["UPDATE graduate SET id_number_masked = '110000200102030019'"],
    "graduate_degree_code_digits": ["UPDATE graduate SET degree_code = '3x'"],
    "graduate_version_positive": ["UPDATE graduate SET version = 0"],
    "graduate_training_mode_known": ["UPDATE graduate SET training_mode = '6'"],
    "account_role_known": ["UPDATE account SET role = 'SYSTEM' WHERE role = 'MINISTRY'"],
    "account_scope_of_role": [
        "UPDATE account SET province_code = '11' WHERE role = 'MINISTRY'",
        "UPDATE account SET province_code = NULL WHERE role = 'PROVINCE'",
        "UPDATE account SET province_code = NULL WHERE role = 'SCHOOL'",
        "UPDATE account SET province_code = NULL WHERE role = 'DEPARTMENT'",
        "UPDATE account SET province_code = NULL WHERE role = 'EMPLOYER'",
        "UPDATE account SET province_code = '11' WHERE role = 'GRADUATE'",
        "UPDATE account SET school_id = (SELECT id FROM school WHERE code = '10001') WHERE role = 'MINISTRY'",
        "UPDATE account SET school_id = NULL WHERE role = 'SCHOOL'",
        "UPDATE account SET department_id = NULL WHERE role = 'DEPARTMENT'",
        "UPDATE account SET person_id = NULL WHERE role = 'GRADUATE'",
        "UPDATE account SET employer_id = NULL WHERE role = 'EMPLOYER'",
        "UPDATE account SET role = 'MINISTRY' WHERE role = 'SCHOOL'",
    ],
    "account_epoch_positive": ["UPDATE account SET epoch = 0"],
    "account_version_positive": ["UPDATE account SET version = 0"],
    "account_levels_known": [
        "UPDATE account SET employment_level = 3",
        "UPDATE account SET archive_level = -1",
        "UPDATE account SET hukou_level = 3",
    ],
    "agreement_type_known": ["UPDATE agreement SET agreement_type = 'FOUR_PARTY'"],
    "agreement_review_levels_known": [f"UPDATE agreement SET review_levels = 'NOBODY' {_EFFECTIVE}"],
    "agreement_status_of_initiator": [
        f"UPDATE agreement SET status = 'LOST', is_graduate_disclosed = TRUE {_INVITED}",
        f"UPDATE agreement SET status = 'CANCELLED', is_graduate_disclosed = TRUE {_INVITED}",
        "UPDATE agreement SET status = 'PENDING_SCHOOL', number = NULL WHERE initiator = 'GRADUATE'",
    ],
    "agreement_rejected_by_known": [f"{_REJECTED}, status_reason = '材料不全', rejected_by = 'PROVINCE' {_INVITED}"],
    "agreement_rejected_by_where_rejected": [
        f"UPDATE agreement SET rejected_by = 'SCHOOL' {_EFFECTIVE}",
        f"{_REJECTED}, status_reason = '材料不全' {_INVITED}",
    ],
    "agreement_department_reviews_where_set_up": [
        f"UPDATE agreement SET review_levels = 'SCHOOL_ONLY', status = 'PENDING_DEPARTMENT', is_graduate_disclosed = TRUE {_INVITED}",
        f"{_REJECTED}, status_reason = '材料不全', rejected_by = 'DEPARTMENT', review_levels = 'SCHOOL_ONLY' {_INVITED}",
    ],
    "agreement_number_where_given": [
        f"UPDATE agreement SET number = NULL {_EFFECTIVE}",
        f"UPDATE agreement SET number = '2023410001300000099' {_INVITED}",
    ],
    "agreement_number_form": [
        _number("2022410001100000099"),
        _number("2023110001100000099"),
        _number("2023410001500000099"),
        _number("202341000110000009"),
        _number("202341000110000009x"),
    ],
    "agreement_invitee_id_last4_length": ["UPDATE agreement SET invitee_id_last4 = '19'"],
    "agreement_monthly_pay_positive": ["UPDATE agreement SET monthly_pay = 0"],
    "agreement_disclosed_from_acceptance": [
        f"UPDATE agreement SET is_graduate_disclosed = TRUE {_INVITED}",
        f"UPDATE agreement SET is_graduate_disclosed = FALSE {_EFFECTIVE}",
    ],
    "agreement_online_has_employer_and_deadline": [
        f"UPDATE agreement SET employer_id = NULL {_INVITED}",
        f"UPDATE agreement SET reply_deadline = NULL {_INVITED}",
        "UPDATE agreement SET reply_deadline = created_at WHERE initiator = 'GRADUATE'",
    ],
    "agreement_reason_where_refused": [f"UPDATE agreement SET status = 'VOIDED' {_EFFECTIVE}"],
    "agreement_version_positive": ["UPDATE agreement SET version = 0"],
    "agreement_employer_uscc_length": ["UPDATE agreement SET employer_uscc = '9111'"],
    "issued_number_kept": ["UPDATE issued_number SET created_at = updated_at", "DELETE FROM issued_number"],
    "agreement_copies_graduate": [
        "UPDATE agreement SET province_code = '31'",
        "UPDATE agreement SET school_id = (SELECT id FROM school WHERE code = '10246')",
        f"UPDATE agreement SET department_id = (SELECT id FROM department WHERE name = 'rr') {_INVITED}",
        f"UPDATE agreement SET person_id = (SELECT person_id FROM graduate WHERE name = '邻家生') {_INVITED}",
        f"UPDATE agreement SET class_year = 2022 {_INVITED}",
        f"UPDATE agreement SET graduate_id = (SELECT id FROM graduate WHERE name = '邻家生') {_INVITED}",
    ],
    "review_copies_agreement": [_review(province="'31'"), _review(employer="NULL")],
    "review_level_known": [_review(level="'PROVINCE'")],
    "review_reason_where_failed": [_review(passed="FALSE")],
    "review_kept": ["UPDATE review SET is_passed = TRUE", "DELETE FROM review"],
    "audit_role_known": [_entry(role="'ROBOT'")],
    "audit_account_unless_clock": [_entry(account="NULL"), _entry(role="'SYSTEM'")],
    "audit_read_by_its_chain": [
        _entry(chain="'nation'"),
        _entry(chain="'school:other'"),
        _entry(school="NULL"),
        _entry(school="NULL", chain="'nation'", province="'11'"),
        _entry(school="NULL", chain="'province:11'", province="'31'"),
        _entry(province="'11'"),
    ],
    "audit_sealed_whole": [_entry(chain="NULL", school="NULL"), _entry(further="NULL")],
    "audit_sealed": [_entry(seal="NULL")],
    "audit_chain_seq_from_zero": ["UPDATE audit_chain SET seq = -1"],
    "audit_chain_seal_length": ["UPDATE audit_chain SET seal = 'short'"],
    "audit_kept": ["UPDATE audit SET reason = '改'", "DELETE FROM audit"],
    **OF_SESSIONS,
    **OF_SNAPSHOTS,
    "revocation_of_account_or_session": [
        "UPDATE revocation SET session_id = account_id",
        "UPDATE revocation SET account_id = NULL",
    ],
    "revocation_clock_is_one": ["INSERT INTO revocation_clock SELECT 2, seq, created_at, updated_at FROM revocation_clock"],
    "signing_counters_version_from_zero": ["UPDATE signing_counters SET version = -1"],
    **{f"signing_counters_{column}": [f"UPDATE signing_counters SET {column} = -1"] for column in ("graduates", *COUNTER_COLUMNS)},
}
"""Rule -> statements of which each breaks it and no other."""

if ENGINE == "postgresql":
    for _table in ("feature_switch", "school_setup", "review", "upload", "audit", "statistics_snapshot", "school_snapshot"):
        _BY_NAME[f"{_table}_kept"].append(f"TRUNCATE {_table} CASCADE")

_UNNAMED: Final = {
    **OF_TRANSFERS_UNNAMED,
    "a school has one present naming": "UPDATE school_naming SET school_id = (SELECT id FROM school WHERE code = '10001')",
    "a school code is one school's": "UPDATE school SET code = '10001', identifier = '4211010001' WHERE code = '10003'",
    "a department name is one department's in its school": "UPDATE department SET name = 'RR' WHERE name = 'rr'",
    "a department's province is its school's": "UPDATE department SET province_code = '31' WHERE name = 'RR'",
    "a graduate's department is of its school": (
        "UPDATE graduate SET department_id = (SELECT id FROM department WHERE name = '哲学系') WHERE name = '花贞沈'"
    ),
    "a graduate's province is its school's": "UPDATE graduate SET province_code = '31' WHERE name = '花贞沈'",
    "a graduate's class year exists": "UPDATE graduate SET class_year = 2024 WHERE name = '邻家生'",
    "an exam number is one graduate's in its school and class year": "UPDATE graduate SET exam_number = '1'",
    "a department account's department is of its school": (
        "UPDATE account SET school_id = (SELECT id FROM school WHERE code = '10003') WHERE role = 'DEPARTMENT'"
    ),
    "a school account's province is its school's": "UPDATE account SET province_code = '31' WHERE role = 'SCHOOL'",
    "a department account's province is its school's": "UPDATE account SET province_code = '31' WHERE role = 'DEPARTMENT'",
    "an employer account's province is its employer's": "UPDATE account SET province_code = '31' WHERE role = 'EMPLOYER'",
    "a credit code is one approved employer's": "UPDATE employer SET uscc = '91110000FAKE00013H' WHERE status = 'APPROVED'",
    "a user name is one account's": "UPDATE account SET username = 'moe'",
    "a user name is one account's in any case": "UPDATE account SET username = '10001rR' WHERE role = 'SCHOOL'",
    "a person has one account": (
        "INSERT INTO account (id, username, display_name, role, is_enabled, epoch, person_id, employment_level, archive_level, "
        f"hukou_level, created_at, updated_at) SELECT '{_NEW_ID}', 'another', display_name, role, is_enabled, epoch, person_id, "
        "employment_level, archive_level, hukou_level, created_at, updated_at FROM account WHERE role = 'GRADUATE'"
    ),
    "whether an account is activated is the database's to say": "UPDATE account SET is_activated = TRUE",
    "a provider's subject is one account": (
        f"INSERT INTO identity_link (id, issuer, subject, account_id, created_at, updated_at) SELECT '{_NEW_ID}', issuer, subject, "
        "(SELECT id FROM account WHERE role = 'MINISTRY'), created_at, updated_at FROM identity_link"
    ),
    "an account is one subject of a provider": (
        f"INSERT INTO identity_link (id, issuer, subject, account_id, created_at, updated_at) SELECT '{_NEW_ID}', issuer, '2', account_id, "
        "created_at, updated_at FROM identity_link"
    ),
    "an account is kept while it has a code": "DELETE FROM account WHERE role = 'PROVINCE'",
    "a session has one refresh token that may be used": (
        f"INSERT INTO refresh_token (id, session_id, digest, created_at, updated_at) SELECT '{_NEW_ID}', session_id, '{'1' * 64}', "
        "created_at, updated_at FROM refresh_token"
    ),
    "a refresh token is one session's": (
        f"INSERT INTO refresh_token (id, session_id, digest, used_at, created_at, updated_at) SELECT '{_NEW_ID}', session_id, digest, "
        "created_at, created_at, updated_at FROM refresh_token"
    ),
    "a number of a chain is one entry's": _entry(further="0"),
    "an account is kept while it has sessions": "DELETE FROM account",
    "a person is kept while it has graduations": "DELETE FROM person",
    "of one agreement one termination is open": SECOND_TERMINATION,
    "a number is never used again": "INSERT INTO issued_number SELECT * FROM issued_number",
    "text says something or is null": "UPDATE agreement SET position = ''",
    "text is not longer than its column": f"UPDATE agreement SET status_reason = '{'长' * 501}'",
    "what must be said is not null": "UPDATE graduate SET name = NULL",
}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def stored(engine: Engine) -> AsyncIterator[Stored]:
    """Open one database for all of them, since each leaves it as it was, and yield what it holds."""
    async with engine.fresh() as url:
        await open_database(url)
        try:
            world = await build_world()
            await make_agreement(world)
            effective = await make_agreement(world, status=Status.EFFECTIVE, graduate=world.classmate)
            await make_agreement(world, status=Status.PROTOCOL_ISSUED, initiator=Initiator.GRADUATE, graduate=world.directed_graduate)
            scope = ("school_id", "province_code", "department_id", "person_id", "employer_id")
            copies = {column: getattr(effective, column) for column in scope}
            await begin_registrations(world)
            await begin_endings(world, effective)
            await begin_claims(world, effective)
            await begin_transfers(world)
            await report(effective, _APPROVED, NOW)
            await begin_sync()
            await Review.create(agreement=effective, level=ReviewLevel.SCHOOL, is_passed=True, **copies)
            await begin_jobs(world)
            await begin_inbound()
            await begin_snapshots(world)
            await make_upload(world.accounts[Role.GRADUATE])
            await make_upload(world.accounts[Role.GRADUATE], effective)
            school = world.accounts[Role.SCHOOL]
            await _act_as(world.actor(Role.SCHOOL))
            await _log_in(school)
            link: dict[str, Any] = {"issuer": "https://issuer.example.cn", "account_id": school.id}
            await IdentityLink.create(subject="1", **link)
            await LoginTicket.create(digest="0" * 64, challenge="0" * 43, account=school, epoch=1, expires_at=school.created_at)
            await ActivationCode.create(account=world.accounts[Role.PROVINCE], digest="0" * 64, expires_at=school.created_at)
            await IdempotencyKey.create(account=school, key_digest="0" * 64, mutation="x", input_digest="0" * 64, outcome="done")
            yield await everything_stored()
        finally:
            await close_database()


async def _act_as(school: Actor) -> None:
    act = Act(ActName.AGREEMENT_PASS, RecordKind.AGREEMENT, "1", "11", school_id=school.school_id)
    async with in_transaction(CONNECTION):
        await Trail(school, NOW, SEAL).record(act)


async def _log_in(account: Account) -> None:
    until = account.created_at + timedelta(days=1)
    moments: dict[str, Any] = {"refreshed_at": account.created_at, "expires_at": until, "ends_at": until}
    session = await Session.create(account=account, epoch=1, method=LoginMethod.PASSWORD, **moments)
    await RefreshToken.create(session=session, digest="0" * 64)
    async with in_transaction(CONNECTION):
        await revoke(account.created_at, accounts=[account.id])


@pytest.mark.parametrize(("rule", "statement"), [(rule, statement) for rule, statements in _BY_NAME.items() for statement in statements])
async def test_a_named_rule_refuses_what_breaks_it(stored: Stored, rule: str, statement: str) -> None:
    with pytest.raises(IntegrityError, match=rf"\b{rule}(_from_truncate)?\b"):
        await get_connection(CONNECTION).execute_query(statement)
    assert await everything_stored() == stored


@pytest.mark.parametrize("rule", _UNNAMED)
async def test_a_type_or_a_key_holds_the_rule(stored: Stored, rule: str) -> None:
    with pytest.raises(BaseORMException, match=r"(?i)unique|foreign key|check|null|too long|invalid|cannot store|generated"):
        await get_connection(CONNECTION).execute_query(_UNNAMED[rule])
    assert await everything_stored() == stored


def test_every_named_rule_of_the_schema_is_tried() -> None:
    schema = EXPECTED.read_text(encoding="utf-8")
    checks = {name for name in re.findall(r"CONSTRAINT (\w+) CHECK", schema) if not name.endswith("_check")}
    triggers = {re.sub(r"_(from_delete|from_truncate|on_update)$", "", name) for name in re.findall(r"CREATE TRIGGER (\w+)", schema)}
    assert checks | triggers - _WRITE == set(_BY_NAME)

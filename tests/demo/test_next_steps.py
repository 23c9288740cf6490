"""Nothing of the demonstration waits for somebody who is not there."""

from typing import Any

import pytest

from demo.accounts import DEMO_ACCOUNTS
from demo.ids import named_id
from demo.record_rows import RegistrationRow
from demo.rows import AccountRow, AgreementRow, Row
from demo.transfer_rows import ArchiveBlockRow, ArchiveRecordRow, HukouRecordRow
from rules.acts import RecordKind
from rules.lives import LIVES
from rules.record_terms import RecordMove
from rules.roles import AccessLevel, Module, Role
from tests.demo.plan import of, records

SCHOOL = named_id("school", "10001")


def waits_for(kind: RecordKind, status: str) -> set[Role]:
    """Return who may move such a record on, the clock aside; nobody where it has come to its end."""
    onward = {RecordMove.PASS, RecordMove.RESUBMIT}
    return {role for before, move, role in LIVES[kind].transitions if before == status and move in onward}


def some_account_takes(record: Any, roles: set[Role], module: Module) -> bool:
    """Return whether an account that documents name, or a graduate's own, may take the next step of the record."""
    people = {row.person_id for row in of(AccountRow) if row.role == Role.GRADUATE}
    staff = (
        account
        for account in DEMO_ACCOUNTS
        if account.role in roles and account.levels[list(Module).index(module)] is AccessLevel.READ_WRITE
    )
    return (Role.GRADUATE in roles and record.person_id in people) or any(
        account.scope["school_id"] == record.school_id and account.scope.get("department_id", record.department_id) == record.department_id
        for account in staff
        if account.role in {Role.SCHOOL, Role.DEPARTMENT}
    )


@pytest.mark.parametrize(
    ("table", "kind", "module"),
    [(ArchiveRecordRow, RecordKind.ARCHIVE, Module.ARCHIVE), (HukouRecordRow, RecordKind.HUKOU, Module.HUKOU)],
)
def test_whoever_an_archive_or_a_household_registration_waits_for_has_an_account(
    table: type[Row], kind: RecordKind, module: Module
) -> None:
    waiting = [(record, waits_for(kind, record.status)) for record in records(table) if record.school_id == SCHOOL]
    waiting = [(record, roles) for record, roles in waiting if roles]
    assert {Role.SCHOOL, Role.GRADUATE} == {role for _, roles in waiting for role in roles}
    assert [record.id for record, roles in waiting if not some_account_takes(record, roles, module)] == []


@pytest.mark.parametrize("table", [ArchiveRecordRow, HukouRecordRow])
def test_no_archive_and_no_household_registration_waits_for_a_department_of_any_school(table: type[Row]) -> None:
    assert {record.status for record in records(table)} >= {"PENDING_SCHOOL", "APPROVED", "REJECTED", "CANCELLED"}
    assert "PENDING_DEPARTMENT" not in {record.status for record in records(table)}


def test_the_department_that_has_an_account_and_its_school_have_agreements_to_review() -> None:
    department = named_id("department", "10001", "rr")
    assert any(row.status == "PENDING_DEPARTMENT" for row in of(AgreementRow) if row.department_id == department)
    assert any(row.status == "PENDING_SCHOOL" for row in of(AgreementRow) if row.school_id == SCHOOL)


def test_some_destinations_that_wait_say_where_the_archive_goes_and_no_graduate_has_said_it_by_itself() -> None:
    blocks = of(ArchiveBlockRow)
    waiting = {row.id: row for row in of(RegistrationRow) if row.status.startswith("PENDING")}
    assert blocks
    assert {block.id for block in blocks} <= waiting.keys()
    assert all(block.person_id == waiting[block.id].person_id for block in blocks)
    assert not {block.graduate_id for block in blocks} & {record.graduate_id for record in of(ArchiveRecordRow)}

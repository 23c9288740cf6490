"""Row scope is complete, closed where it does not speak, and the same for reads and for actions."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from itertools import product
from typing import Final
from uuid import UUID

import pytest

from auth.actor import CLOCK_ACTOR, SCOPE_KEYS, Actor
from auth.modules import Profile
from auth.scope import SCOPES, Rows, Scope, row_filter, scope_columns
from rules.roles import Role
from tests.auth.actors import ACCOUNT_ID, DEPARTMENT_ID, EMPLOYER_ID, PERSON_ID, PROVINCE_CODE, SCHOOL_ID, actor_of
from tests.world import NOW, VAULT

ACCOUNTS: Final = tuple(role for role in Role if role is not Role.SYSTEM)

NO_ROWS: Final = {
    # An employer meets a graduate on an accepted agreement; the roster would tell it who studies where.
    (Rows.GRADUATE, Role.EMPLOYER),
    # How a school works and how far it has come is its staff's, its province's and the ministry's business.
    *product((Rows.SETUP, Rows.AGREEMENT_TYPE, Rows.COUNTED_GRADUATE), (Role.GRADUATE, Role.EMPLOYER)),
    # Whom to call at an employer, and what its review said, is between it, its province and the ministry.
    *product((Rows.EMPLOYER_REGISTRATION,), (Role.SCHOOL, Role.DEPARTMENT, Role.GRADUATE)),
    # What waits in the whole nation is for whoever closes a class year.
    *product((Rows.OPEN_WORK,), set(ACCOUNTS) - {Role.MINISTRY}),
    # A snapshot is its province's; a school has its own figures in it.
    *product((Rows.SNAPSHOT,), (Role.SCHOOL, Role.DEPARTMENT, Role.GRADUATE, Role.EMPLOYER)),
    # Counters, the audit and imports of rosters are of whole schools.
    *product((Rows.COUNTERS, Rows.AUDIT, Rows.ROSTER_IMPORT), (Role.DEPARTMENT, Role.GRADUATE, Role.EMPLOYER)),
    # Graduates and employers use no employment system.
    *product((Rows.REPORT,), (Role.GRADUATE, Role.EMPLOYER)),
    # No employer learns what becomes of a graduate; whom a graduate lets verify what is its own affair alone.
    *product(
        (Rows.CONFIRMATION, Rows.DISPUTE, Rows.REGISTRATION, Rows.SUPPLEMENT, Rows.ARCHIVE_RECORD, Rows.HUKOU_RECORD), (Role.EMPLOYER,)
    ),
    *product((Rows.VERIFICATION,), set(ACCOUNTS) - {Role.GRADUATE}),
    # Accounts are for those who manage some; everybody is told by `viewer` what it is itself.
    *product((Rows.ACCOUNT,), (Role.DEPARTMENT, Role.GRADUATE, Role.EMPLOYER)),
    # The clock expires agreements, operators manage accounts, and they read nothing else.
    *product(set(Rows) - {Rows.AGREEMENT, Rows.ACCOUNT}, (Role.SYSTEM,)),
}
"""Every pair without rows, each a decision."""

REFERENCE: Final = (Rows.SCHOOL, Rows.PROVINCE, Rows.FEATURE_SWITCH, Rows.CLASS_YEAR)

ALL_ROWS: Final = {
    *product(set(Rows) - {Rows.SESSION, Rows.DOWNLOAD, Rows.VERIFICATION}, (Role.MINISTRY,)),
    *product(REFERENCE, ACCOUNTS),
    # Names of registered employers stand on agreements; an employer looks at itself alone.
    *product((Rows.EMPLOYER,), set(ACCOUNTS) - {Role.EMPLOYER}),
    # Names of departments stand on agreements.
    *product((Rows.DEPARTMENT,), (Role.GRADUATE, Role.EMPLOYER)),
    (Rows.AGREEMENT, Role.SYSTEM),
    (Rows.ACCOUNT, Role.SYSTEM),
}
"""Every pair that sees the whole nation, each a decision."""

OWN_ROWS: Final[Mapping[Role, dict[str, object]]] = {
    Role.PROVINCE: {"province_code": PROVINCE_CODE},
    Role.SCHOOL: {"school_id": SCHOOL_ID},
    Role.DEPARTMENT: {"department_id": DEPARTMENT_ID},
    Role.GRADUATE: {"person_id": PERSON_ID},
    Role.EMPLOYER: {"employer_id": EMPLOYER_ID},
}


def clock() -> datetime:
    return NOW


@pytest.mark.parametrize(("rows", "role"), [*product(Rows, Role)])
def test_every_pair_of_rows_and_role_is_decided(rows: Rows, role: Role) -> None:
    columns = scope_columns(rows, role)
    assert (columns is None) == ((rows, role) in NO_ROWS)
    assert (columns == ()) == ((rows, role) in ALL_ROWS)


@pytest.mark.parametrize("rows", [Rows.AGREEMENT, Rows.REVIEW, Rows.UPLOAD])
@pytest.mark.parametrize("role", OWN_ROWS)
def test_business_records_are_seen_by_the_one_key_of_each_role(rows: Rows, role: Role) -> None:
    assert row_filter(rows, actor_of(role)) == OWN_ROWS[role]


def test_a_department_sees_its_own_row_and_how_its_school_is_set_up() -> None:
    department = actor_of(Role.DEPARTMENT)
    assert row_filter(Rows.DEPARTMENT, department) == {"id": DEPARTMENT_ID}
    assert row_filter(Rows.SETUP, department) == row_filter(Rows.AGREEMENT_TYPE, department) == {"school_id": SCHOOL_ID}


def test_a_province_and_a_school_read_what_is_entered_for_them_and_nothing_of_each_other() -> None:
    assert row_filter(Rows.AUDIT, actor_of(Role.PROVINCE)) == {"reader_province_code": PROVINCE_CODE}
    assert row_filter(Rows.AUDIT, actor_of(Role.SCHOOL)) == {"reader_school_id": SCHOOL_ID}


@pytest.mark.parametrize("role", ACCOUNTS)
def test_everybody_sees_its_own_sessions_and_nobody_anybody_elses(role: Role) -> None:
    assert row_filter(Rows.SESSION, actor_of(role)) == {"account_id": ACCOUNT_ID}


def test_only_the_session_that_speaks_is_ones_own_and_without_one_none_is() -> None:
    speaking = replace(actor_of(Role.SCHOOL), session_id=UUID(int=9))
    assert Scope(speaking, clock, VAULT.index).own(Rows.SESSION, "id") == UUID(int=9)
    assert Scope(actor_of(Role.SCHOOL), clock, VAULT.index).own(Rows.SESSION, "id") is None
    assert Scope(None, clock, VAULT.index).own(Rows.SESSION, "id") is None
    with pytest.raises(KeyError):
        Scope(speaking, clock, VAULT.index).own(Rows.AGREEMENT, "id")


def test_an_employer_sees_itself_alone_among_employers() -> None:
    for rows in (Rows.EMPLOYER, Rows.EMPLOYER_REGISTRATION):
        assert row_filter(rows, actor_of(Role.EMPLOYER)) == {"id": EMPLOYER_ID}


@pytest.mark.parametrize("rows", Rows)
def test_an_anonymous_client_has_no_rows_of_any_kind(rows: Rows) -> None:
    assert scope_columns(rows, None) is None
    assert Profile.of(None).columns(rows) is None
    with pytest.raises(KeyError):
        Scope(None, clock, VAULT.index).value(rows, "id")


@pytest.mark.parametrize(("rows", "role"), [*product(Rows, Role)])
def test_reads_and_actions_see_the_same_rows(rows: Rows, role: Role) -> None:
    actor = actor_of(role)
    columns = Profile.of(actor).columns(rows)
    read = None if columns is None else {column: Scope(actor, clock, VAULT.index).value(rows, column) for column in columns}
    assert read == row_filter(rows, actor)


@pytest.mark.parametrize(("rows", "role"), sorted(NO_ROWS))
def test_asking_for_a_value_where_there_are_no_rows_is_an_error_and_not_a_value(rows: Rows, role: Role) -> None:
    with pytest.raises(KeyError):
        Scope(actor_of(role), clock, VAULT.index).value(rows, "id")


@pytest.mark.parametrize("role", Role)
def test_scope_uses_only_what_an_actor_of_the_role_must_carry(role: Role) -> None:
    used = {key for by_role in SCOPES.values() for key in by_role.get(role, {}).values()}
    assert used == set(SCOPE_KEYS[role])


@pytest.mark.parametrize(("role", "key"), [(role, key) for role, keys in SCOPE_KEYS.items() for key in keys])
def test_an_actor_without_a_key_of_its_scope_cannot_be_made(role: Role, key: str) -> None:
    with pytest.raises(ValueError, match=key):
        replace(actor_of(role), **{key: None})  # type: ignore[arg-type]  # one of the scope keys, all of which may be None


def test_no_account_acts_as_the_clock() -> None:
    with pytest.raises(ValueError, match="no account is the clock"):
        replace(CLOCK_ACTOR, account_id=UUID(int=1))


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PROVINCE])
def test_only_a_province_has_a_system_of_its_own(role: Role) -> None:
    with pytest.raises(ValueError, match="speaks for its system"):
        replace(actor_of(role), source_system="省级自建系统")


SHARED: Final = tuple(rows for rows in Rows if rows not in {Rows.SESSION, Rows.DOWNLOAD})
"""Rows that several accounts see alike."""


@pytest.mark.parametrize("role", ACCOUNTS)
def test_accounts_of_the_same_rows_share_a_key_and_of_their_own_rows_never(role: Role) -> None:
    one, other = Scope(actor_of(role), clock, VAULT.index), Scope(actor_of(role, number=101), clock, VAULT.index)
    assert one.key(SHARED) == other.key(SHARED)
    assert one.key(Rows) != other.key(Rows)


def test_keys_tell_apart_whoever_sees_different_rows() -> None:
    def other(actor: Actor, key: str) -> Actor:
        return replace(actor, **{key: "31" if key == "province_code" else UUID(int=99)})  # type: ignore[arg-type]  # as above

    actors = [actor_of(role) for role in Role]
    others = [other(actor_of(role), key) for role, keys in SCOPE_KEYS.items() for key in keys]
    keys = {Scope(None, clock, VAULT.index).key(Rows), *(Scope(actor, clock, VAULT.index).key(Rows) for actor in [*actors, *others])}
    assert len(keys) == 1 + len(actors) + len(others)

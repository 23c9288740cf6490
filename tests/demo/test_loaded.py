"""What a loaded demonstration holds, read back from the engine in hand."""

from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from tortoise.connection import get_connection

from actions.chains import verify
from auth.devices import Devices
from auth.login import Logins
from auth.passwords import Passwords
from auth.throttle import LimitsThrottle
from demo import figure6
from demo.accounts import DEMO_ACCOUNTS, DEMO_PASSWORD, DemoAccount
from demo.ids import named_id
from demo.load import DemoSummary
from demo.rows import TABLES, AccountRow, AgreementRow, GraduateRow, PersonRow, Row
from demo.settled import SETTLED_GRADUATE
from demo.tour import TOUR_GRADUATE
from jobs.recount import recount
from models import Account, Agreement, Audit, DatabaseMark, Graduate, SigningCounters
from models.database import CONNECTION, close_database, open_database
from rules.agreement import Status
from rules.roles import Role
from tests.demo.plan import GRADUATES, MOMENT, load, rows
from tests.engines import Engine
from tests.sessions import HOME, ISSUER, SECRET
from tests.world import SEAL, VAULT


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def demonstration(engine: Engine, passwords: Passwords) -> AsyncIterator[DemoSummary]:
    """Yield the summary of a demonstration of the usual size; its database is open, and the tests but log in only read it."""
    async with engine.fresh() as url:
        summary = await load(url, passwords, graduates=GRADUATES)
        await open_database(url)
        yield summary
        await close_database()


async def rows_of(table: str) -> int:
    return int((await get_connection(CONNECTION).execute_query_dict(f"SELECT count(*) AS rows FROM {table}"))[0]["rows"])


async def test_every_row_that_was_made_is_stored(demonstration: DemoSummary) -> None:
    made = Counter(TABLES[type(row)] for row in rows())
    assert demonstration.rows == made
    for table, number in made.items():
        # The load itself is one entry of the audit and one chain.
        if table != "database_mark":
            assert await rows_of(table) == number + (table in {"audit", "audit_chain"})
    assert await rows_of("graduate") == GRADUATES


@pytest.mark.parametrize("kind", [GraduateRow, AgreementRow])
async def test_values_read_back_through_the_models_are_those_that_were_made(demonstration: DemoSummary, kind: type[Row]) -> None:
    model: Any = {GraduateRow: Graduate, AgreementRow: Agreement}[kind]
    stored = {row["id"]: row for row in await model.all().values(*kind._fields)}
    made = [row for row in rows() if isinstance(row, kind)]
    assert len(stored) == len(made)
    for row in made:
        assert tuple(stored[row[0]][column] for column in kind._fields) == tuple(row)


async def test_counters_equal_a_recount(demonstration: DemoSummary) -> None:
    assert await SigningCounters.all().count() == 92
    assert await recount() == []


async def test_it_is_marked_and_the_audit_says_that_it_was_loaded(demonstration: DemoSummary) -> None:
    assert await DatabaseMark.all().values_list("name", "value") == [("demo", "2000 graduates")]
    assert await Audit.filter(chain="nation").values_list("role", "action", "record_id") == [("SYSTEM", "DEMO_LOAD", "demo")]
    assert await verify(SEAL) == (demonstration.rows["audit"] + 1, [])


async def test_the_province_sees_figure_6_first(demonstration: DemoSummary) -> None:
    first = (
        await Agreement.filter(province_code="11").order_by("-created_at", "-id").limit(10).values_list("invitee_name", "number", "status")
    )
    assert first == [(signing.graduate, signing.number, signing.standing.status) for signing in figure6.ROWS]


async def test_each_account_of_the_tour_has_its_next_step(demonstration: DemoSummary) -> None:
    department, school = named_id("department", "10001", "rr"), named_id("school", "10001")
    invited = Agreement.filter(person_id=named_id("person", TOUR_GRADUATE), status=Status.PENDING_GRADUATE)
    assert await invited.count() == 2
    assert await Agreement.filter(department_id=department, status=Status.PENDING_DEPARTMENT).exists()
    assert await Agreement.filter(school_id=school, status=Status.PENDING_SCHOOL).exists()
    assert await Agreement.filter(employer_id=named_id("employer", "测试测试公司"), status=Status.PENDING_GRADUATE).exists()


@pytest.mark.parametrize("account", DEMO_ACCOUNTS, ids=lambda account: account.username)
async def test_every_account_logs_in_with_the_one_password(demonstration: DemoSummary, passwords: Passwords, account: DemoAccount) -> None:
    logins = Logins(passwords, LimitsThrottle(SECRET.encode()), Devices(SECRET.encode()), ISSUER, VAULT)
    logged_in = await logins.log_in(account.username, DEMO_PASSWORD, origin=HOME, now=MOMENT)
    assert (logged_in.actor.role, logged_in.actor.display_name) == (account.role, account.display_name)


async def test_people_are_found_by_number_and_no_number_is_stored_in_the_clear(demonstration: DemoSummary) -> None:
    person = await get_connection(CONNECTION).execute_query_dict("SELECT * FROM person LIMIT 1")
    assert set(person[0]) == set(PersonRow._fields)
    number = VAULT.open(bytes(person[0]["identity_cipher"]))
    assert VAULT.index(number) == person[0]["identity_index"]
    assert number not in str(person[0])


async def test_every_graduate_has_an_account_and_only_those_of_documents_need_no_code(demonstration: DemoSummary) -> None:
    assert await Account.filter(role=Role.GRADUATE).count() == GRADUATES
    activated = await Account.filter(role=Role.GRADUATE, is_activated=True)
    assert {account.display_name for account in activated} == {TOUR_GRADUATE, SETTLED_GRADUATE}
    issued_here = Account.filter(role=Role.GRADUATE, school_id=named_id("school", "10001"))
    assert await issued_here.count() == await Graduate.filter(school_id=named_id("school", "10001")).count()
    names = [account.username for account in await Account.filter(role=Role.GRADUATE, is_activated=False)]
    assert all(len(name) == 12 and name.isdigit() for name in names)


async def test_the_accounts_that_documents_name_are_those_of_the_table(demonstration: DemoSummary) -> None:
    stored = await Account.filter(password_hash__not_isnull=True).order_by("username").values(*AccountRow._fields)
    assert [row["username"] for row in stored] == sorted(account.username for account in DEMO_ACCOUNTS)
    assert len({row["password_hash"] for row in stored}) == 1

"""A demonstration is loaded whole or not at all, and only into an empty database, on the engine in hand."""

import asyncio
from typing import Any, get_args

import pytest
from tortoise import Tortoise

from actions.activation import activate
from actions.context import ActionContext, NoSignals, SystemClock, Visitor
from actions.roster_codes import issue_graduate_codes
from auth.accounts import actor_of
from auth.networks import Origin
from auth.passwords import Passwords
from auth.throttle import LimitsThrottle
from demo import figure6
from demo.accounts import DEMO_PASSWORD
from demo.ids import named_id
from demo.load import MUST_BE_EMPTY, DatabaseNotEmpty, DemoSummary
from demo.rows import TABLES, Row
from demo.stream import FEWEST_GRADUATES
from demo.tally import COLUMNS as COUNTER_COLUMNS
from demo.tally import TABLE as COUNTERS
from models import Change, DatabaseMark, Department, Graduate, LedgerEntry, LedgerReceipt, Report, SigningCounters
from models.database import APP
from rules.ledger import LedgerState
from sync.ledger import EmbeddedReceiver
from tests.actions.stage import CODES
from tests.demo.plan import load
from tests.engines import everything_stored
from tests.sessions import SECRET
from tests.world import SEAL, VAULT, World


class Interrupted(Exception):
    """Stands for whatever ends a load half-way."""


async def test_a_database_that_holds_anything_is_refused_and_keeps_what_it_has(world: World, database: str, passwords: Passwords) -> None:
    before = await everything_stored()
    with pytest.raises(DatabaseNotEmpty, match="只能装入空数据库"):
        await load(database, passwords)
    assert await everything_stored() == before


async def test_a_single_row_in_any_table_is_enough_to_be_refused(database: str, passwords: Passwords) -> None:
    await Change.create(record_kind="agreement", record_id="1")
    with pytest.raises(DatabaseNotEmpty) as refusal:
        await load(database, passwords)
    assert refusal.value.table == "change"


async def test_a_second_demonstration_is_refused(database: str, passwords: Passwords) -> None:
    await load(database, passwords)
    before = await everything_stored()
    with pytest.raises(DatabaseNotEmpty):
        await load(database, passwords)
    assert await everything_stored() == before


async def test_of_two_loads_at_once_one_is_refused(database: str, passwords: Passwords) -> None:
    outcomes = await asyncio.gather(load(database, passwords), load(database, passwords), return_exceptions=True)
    assert {type(outcome) for outcome in outcomes} == {DemoSummary, DatabaseNotEmpty}
    assert await Graduate.all().count() == FEWEST_GRADUATES


async def test_a_load_that_ends_half_way_leaves_no_trace_and_no_mark(database: str, passwords: Passwords) -> None:
    def interrupt(what: str, done: int, total: int) -> None:
        raise Interrupted

    before = await everything_stored()
    with pytest.raises(Interrupted):
        await load(database, passwords, graduates=1000, progress=interrupt)
    assert await everything_stored() == before
    assert not await DatabaseMark.exists()


async def test_progress_ends_with_all_graduates(database: str, passwords: Passwords) -> None:
    seen: list[tuple[str, int, int]] = []
    await load(database, passwords, graduates=1000, progress=lambda what, done, total: seen.append((what, done, total)))
    assert len(seen) > 1
    assert [done for _, done, _ in seen] == sorted(done for _, done, _ in seen)
    assert seen[-1] == ("毕业生", 1000, 1000)


async def test_fewer_graduates_than_the_stories_have_are_refused(database: str, passwords: Passwords) -> None:
    with pytest.raises(ValueError, match=f"at least {FEWEST_GRADUATES}"):
        await load(database, passwords, graduates=FEWEST_GRADUATES - 1)
    assert not await Department.exists()


WITH_ACCOUNTS = ("activation_code", "identity_link", "login_ticket", "session", "refresh_token", "revocation", "revocation_clock")
WITH_UPLOADS = ("upload", "attached_upload", "stored_content")
"""Nobody uploads without an account."""
WITH_IMPORTS = ("roster_import", "roster_problem", "roster_row")
"""Nor imports anything."""
WITH_DOWNLOADS = ("download",)
"""Nor downloads anything."""
WITH_ACTS = (
    *("audit_entry", "idempotency_key", "destination_in_force"),
    *("agreement_event", "archive_event", "hukou_event", "supplement_event", "termination_event", "registration_event", "dispute_event"),
)
"""Tables that hold nothing while those of accounts, of changes and of slots hold nothing."""
WITH_SCHOOLS = ("setup_gap", "graduate_destination", "school_enablement", "snapshot_pair")
"""Nobody lacks anything, and nobody has come anywhere, where there are no schools."""
WITH_YEARS = ("cohort", "open_work")
"""Views of class years."""
WITH_REPORTS = (
    *(f"{subject}_{of}" for subject in ("destination", "archive", "hukou") for of in ("report", "ledger_entry")),
    *("report_attempt_seen", "ledger_receipt_seen", "ledger_edit_seen", "relay_lease"),
)
"""Views of what is reported, and the one row that says who reports."""


async def test_every_table_that_needs_no_account_must_be_empty(database: str) -> None:
    tables = {model._meta.db_table for model in (Tortoise.apps or {})[APP].values()}
    with_accounts = {*WITH_ACCOUNTS, *WITH_UPLOADS, *WITH_IMPORTS, *WITH_DOWNLOADS, *WITH_ACTS, *WITH_REPORTS}
    assert set(MUST_BE_EMPTY) == tables - {"province", *with_accounts, *WITH_SCHOOLS, *WITH_YEARS}


async def test_every_row_type_has_the_columns_of_its_table(database: str) -> None:
    columns_of = {
        meta.db_table: set(meta.fields_db_projection.values()) - set(meta.generated_db_fields)
        for model in (Tortoise.apps or {})[APP].values()
        for meta in [model._meta]
    }
    assert set(TABLES) == set(get_args(Row))
    for kind, table in TABLES.items():
        assert set(kind._fields) == columns_of[table]
    assert set(COUNTER_COLUMNS) == columns_of[COUNTERS] == set(SigningCounters._meta.fields_db_projection.values())


async def test_the_ledger_is_what_its_receiver_makes_of_the_reports(database: str, passwords: Passwords) -> None:
    await load(database, passwords)
    loaded = await ledger()
    await LedgerReceipt.all().delete()
    await LedgerEntry.all().delete()
    receiver = EmbeddedReceiver(SystemClock())
    for report in await Report.all().order_by("graduate_id", "seq"):
        await receiver.deliver(report)
    assert await ledger() == loaded
    assert {state for _, _, state, *_ in loaded[0]} == set(LedgerState)


async def ledger() -> tuple[list[Any], list[Any]]:
    """Return what the entries and the receipts say, but for their keys and when they were entered."""
    said = ("record_id", "record_version", "seq", "payload", "reported_at")
    entries = await LedgerEntry.all().order_by("graduate_id", "feature").values_list("graduate_id", "feature", "state", "version", *said)
    return list(entries), list(await LedgerReceipt.all().order_by("idempotency_key").values_list("idempotency_key", "operation", *said))


async def test_the_school_issues_a_code_that_activates_a_graduates_account(database: str, passwords: Passwords) -> None:
    await load(database, passwords)
    school = await actor_of(named_id("account", "10001"))
    assert school is not None
    ctx = ActionContext(school, SystemClock(), NoSignals(), VAULT, SEAL)
    [one] = await issue_graduate_codes(ctx, CODES, [named_id("graduate", "花贞沈")])
    username = await activate(
        Visitor(SystemClock(), NoSignals(), VAULT, SEAL, Origin()),
        login_name=next(graduate.id_number for graduate in figure6.GRADUATES if graduate.name == "花贞沈"),
        code=one.issued.code,
        new_password=DEMO_PASSWORD,
        codes=CODES,
        passwords=passwords,
        throttle=LimitsThrottle(SECRET.encode()),
    )
    assert username == one.issued.username

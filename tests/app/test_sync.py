"""Reports where everything is put together: the server sends them by itself, and an operator's commands say and decide what they should."""

import asyncio
from uuid import uuid4

import pytest
from pydantic import SecretStr, ValidationError

from app.asgi import create_app
from app.settings import Settings
from demo.stream import FEWEST_GRADUATES
from models import LedgerEntry, Report
from rules.reporting import ReportState
from tests.app.test_cli import migrated as migrated  # A fixture.
from tests.app.test_cli import quxiang
from tests.patience import PATIENCE
from tests.sync.receiver import SECRET
from tests.sync.reports import reported
from tests.world import build_world

KEY = SecretStr("a key for tests, of 32 bytes...!")


async def test_a_server_without_an_address_takes_what_is_reported_into_its_ledger(database_url: str) -> None:
    app = create_app(Settings(database_url=database_url, secret_key=KEY))
    async with app.router.lifespan_context(app):
        report = await reported((await build_world()).graduate)
        async with asyncio.timeout(PATIENCE):
            while (await Report.get(id=report.id)).state is not ReportState.ACKED:  # noqa: ASYNC110 - another task writes it
                await asyncio.sleep(0.05)
        assert (await LedgerEntry.get()).record_id == report.record_id


def test_an_operator_is_told_how_far_reports_are_and_decides_about_them(migrated: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert quxiang(capsys, "demo", "--graduates", str(FEWEST_GRADUATES))[0] == 0
    code, said = quxiang(capsys, "sync", "status")
    assert (code, said.splitlines()[0]) == (0, "Reports go to the employment ledger inside.")
    number = sum(int(line.split()[2]) for line in said.splitlines() if "ACKED" in line)
    assert quxiang(capsys, "sync", "retry", "--all") == (0, "0 reports are due now.\n")
    assert quxiang(capsys, "sync", "skip", str(uuid4()), "--reason", "x")[0] == 1
    assert quxiang(capsys, "sync", "replay", "--school", "99999") == (1, "No school has the code 99999.\n")
    assert quxiang(capsys, "sync", "replay", "--since", "2000-01-01") == (0, f"{number} reports will be sent again.\n")
    assert quxiang(capsys, "sync", "retry")[0] == quxiang(capsys, "sync", "replay")[0] == 2


@pytest.mark.parametrize(
    ("url", "secret"),
    [
        ("https://jy.example.cn/reports", None),
        ("https://jy.example.cn/reports", SecretStr("whsec_c2hvcnQ=")),
        ("http://jy.example.cn/reports", SecretStr(SECRET)),
        ("ftp://jy.example.cn/reports", SecretStr(SECRET)),
    ],
)
def test_reports_go_signed_and_over_tls_or_not_at_all(url: str, secret: SecretStr | None) -> None:
    with pytest.raises(ValidationError):
        Settings(sync_url=url, sync_secret=secret)


def test_a_receiver_on_this_machine_needs_no_tls() -> None:
    assert Settings(sync_url="http://127.0.0.1:9000/reports", sync_secret=SecretStr(SECRET)).sync_url is not None

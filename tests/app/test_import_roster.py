"""`quxiang import-roster`: an operator imports a school's roster, is told how far it is and what is wrong, and may stop it."""

import asyncio
import signal
import subprocess
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest

from models import Account, Audit, Graduate, RosterImport
from models.database import close_database, open_database
from rules.roles import AccessLevel, Role
from rules.roster_import import ImportState
from tests.app.processes import PATIENCE_SECONDS
from tests.app.test_cli import SECRET, quxiang
from tests.journey.server import COMMAND, environment
from tests.journey.test_import_workers import crowd
from tests.outputs import OUTPUTS
from tests.rosters import Typed, changed, csv_file, rows
from tests.storage.test_workbooks import sheet_of
from tests.world import build_world

T = TypeVar("T")
WRONG = [rows(2)[0], changed(rows(2)[1], mobile="1")]


@dataclass
class Operator:
    """Runs the command on one database, over a file of rows, and looks into it."""

    url: str
    folder: Path
    capsys: pytest.CaptureFixture[str]

    def arguments(self, typed: Sequence[Typed] | bytes, *more: str, account: str = "10001") -> list[str]:
        file = self.folder / "roster.csv"
        file.write_bytes(typed if isinstance(typed, bytes) else csv_file(typed))
        return ["import-roster", str(file), "--account", account, "--year", "2023", *more]

    def __call__(self, typed: Sequence[Typed] | bytes, *more: str, account: str = "10001") -> tuple[int, str]:
        return quxiang(self.capsys, *self.arguments(typed, *more, account=account))

    def look(self, question: Callable[[], Awaitable[T]]) -> T:
        async def ask() -> T:
            await open_database(self.url)
            try:
                return await question()
            finally:
                await close_database()

        return asyncio.run(ask())


@pytest.fixture
def operator(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Operator:
    for name, value in {"DATABASE_URL": database_url, "SECRET_KEY": SECRET, "FILES_URL": f"file://{tmp_path}/files"}.items():
        monkeypatch.setenv(f"QUXIANG_{name}", value)
    made = Operator(database_url, tmp_path, capsys)
    made.look(build_world)
    return made


def test_a_roster_is_imported_in_the_name_of_the_schools_account(operator: Operator) -> None:
    code, said = operator(rows(3))
    assert (code, "Done. Of 3 rows: 3 new, 0 corrected, 0 unchanged, 0 bad.\n" in said) == (0, True)
    assert operator.look(lambda: Graduate.filter(name="新毕业").count()) == 3
    act = operator.look(lambda: Audit.get(action="ROSTER_IMPORT"))
    assert (act.role, str(act.address)[:6]) == (Role.SCHOOL, "local:")
    code, said = operator(rows(3), "--dry-run")
    assert (code, "a dry run: nothing was written. Of 3 rows: 0 new, 0 corrected, 3 unchanged" in said) == (0, True)


def test_what_is_wrong_is_printed_row_by_row_and_nothing_is_written(operator: Operator) -> None:
    code, said = operator(WRONG)
    assert (code, "Refused, nothing was written. Of 2 rows: 1 new" in said) == (1, True)
    assert "第3行 手机号码：手机号码须为11位数字。" in said
    assert not operator.look(lambda: Graduate.filter(name="新毕业").exists())


def test_what_is_wrong_is_written_to_a_workbook_where_one_is_named(operator: Operator) -> None:
    report = operator.folder / "problems.xlsx"
    code, said = operator(WRONG, "--skip-bad", "--problems", str(report))
    assert (code, "Done. Of 2 rows: 1 new, 0 corrected, 0 unchanged, 1 bad." in said) == (1, True)
    assert sheet_of(report.read_bytes(), "问题清单")[1][:3] == [3, "手机号码", "手机号码须为11位数字"]
    before = report.read_bytes()
    code, said = operator(rows(2), "--problems", str(report))
    assert (code, "is there already" in said, report.read_bytes() == before) == (1, True, True)


def test_departments_are_made_where_that_is_asked_for(operator: Operator) -> None:
    code, said = operator([changed(rows(1)[0], department="新院系")], "--make-departments")
    assert (code, "New departments: 新院系" in said) == (0, True)


def test_no_other_account_imports(operator: Operator) -> None:
    for account in ("11jy20", "nobody"):
        code, said = operator(rows(1), account=account)
        assert (code, f"No enabled school account is called {account}" in said) == (1, True)
    operator.look(lambda: Account.filter(username="10001").update(employment_level=AccessLevel.READ_ONLY))
    code, said = operator(rows(1))
    assert (code, "读写权限" in said) == (1, True)
    assert not operator.look(lambda: RosterImport.all().exists())


def test_a_file_that_is_no_roster_is_told_before_anything_is_begun(operator: Operator) -> None:
    code, said = operator(b"\x00\x01")
    assert (code, "只能上传xlsx或csv文件" in said) == (1, True)
    assert not operator.look(lambda: RosterImport.all().exists())


def test_ctrl_c_cancels_what_is_not_written_yet(operator: Operator) -> None:
    command = [*COMMAND, *operator.arguments(crowd(4_000))]
    settings = environment(operator.url) | {"QUXIANG_SECRET_KEY": SECRET, "QUXIANG_FILES_URL": f"file://{operator.folder}/files"}
    with subprocess.Popen(command, env=settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            operator.look(some_rows_are_read)
            process.send_signal(signal.SIGINT)
            said, _ = process.communicate(timeout=PATIENCE_SECONDS)
        finally:
            if process.poll() is None:
                process.kill()
    OUTPUTS.look("commands", said, "import-roster")
    assert (process.returncode, "Cancelled. Of 4000 rows" in said) == (1, True)
    assert operator.look(lambda: RosterImport.get()).state is ImportState.CANCELLED
    assert not operator.look(lambda: Graduate.filter(exam_number__startswith="9900").exists())


async def some_rows_are_read() -> None:
    """Wait until an import has begun to read."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    has_begun = False
    while not has_begun:
        assert time.monotonic() < deadline
        await asyncio.sleep(0.005)
        has_begun = await RosterImport.filter(row_count__gt=0).exists()

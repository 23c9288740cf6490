"""`quxiang import-roster`: an operator imports a school's roster, is told how far it is and what is wrong, and may stop it."""

import asyncio
import signal
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest_asyncio

from models import Account, Audit, Graduate, RosterImport
from rules.roles import AccessLevel, Role
from rules.roster_import import ImportState
from tests.journey.server import COMMAND, environment
from tests.journey.test_import_workers import crowd
from tests.outputs import OUTPUTS
from tests.rosters import Typed, changed, csv_file, rows
from tests.storage.test_workbooks import sheet_of
from tests.world import World


@dataclass
class Operator:
    """Runs the command on one database, over a file of rows."""

    url: str
    folder: Path

    async def begin(self, typed: Sequence[Typed], *more: str, account: str = "10001") -> asyncio.subprocess.Process:
        file = self.folder / "roster.csv"
        file.write_bytes(csv_file(typed))
        command = [*COMMAND, "import-roster", str(file), "--account", account, "--year", "2023", *more]
        settings = environment(self.url) | {"QUXIANG_FILES_URL": f"file://{self.folder}/files"}
        pipe = asyncio.subprocess.PIPE
        return await asyncio.create_subprocess_exec(*command, env=settings, stdout=pipe, stderr=asyncio.subprocess.STDOUT)

    async def run(self, typed: Sequence[Typed], *more: str, account: str = "10001") -> tuple[int | None, str]:
        return await ended(await self.begin(typed, *more, account=account))


async def ended(process: asyncio.subprocess.Process) -> tuple[int | None, str]:
    """Return a command's exit code and all it said."""
    async with asyncio.timeout(60):
        said = (await process.communicate())[0].decode()
    OUTPUTS.look("commands", said, "import-roster")
    return process.returncode, said


@pytest_asyncio.fixture(loop_scope="session")
async def operator(database: str, world: World, tmp_path: Path) -> AsyncIterator[Operator]:
    """Yield an operator over the world."""
    yield Operator(database, tmp_path)


async def test_a_roster_is_imported_in_the_name_of_the_schools_account(operator: Operator) -> None:
    code, said = await operator.run(rows(3))
    assert (code, said.splitlines()[-1]) == (0, "Done. Of 3 rows: 3 new, 0 corrected, 0 unchanged, 0 bad.")
    assert await Graduate.filter(name="新毕业").count() == 3
    act = await Audit.get(action="ROSTER_IMPORT")
    assert (act.role, str(act.address)[:6]) == (Role.SCHOOL, "local:")
    code, said = await operator.run(rows(3), "--dry-run")
    assert (code, "a dry run: nothing was written. Of 3 rows: 0 new, 0 corrected, 3 unchanged" in said) == (0, True)


async def test_what_is_wrong_is_printed_row_by_row_and_nothing_is_written(operator: Operator) -> None:
    code, said = await operator.run([rows(2)[0], changed(rows(2)[1], mobile="1")])
    assert (code, "Refused, nothing was written. Of 2 rows: 1 new" in said) == (1, True)
    assert "第3行 手机号码：手机号码须为11位数字。" in said
    assert not await Graduate.filter(name="新毕业").exists()


async def test_what_is_wrong_is_written_to_a_workbook_where_one_is_named(operator: Operator) -> None:
    report = operator.folder / "problems.xlsx"
    code, said = await operator.run([rows(2)[0], changed(rows(2)[1], mobile="1")], "--skip-bad", "--problems", str(report))
    assert (code, "Done. Of 2 rows: 1 new, 0 corrected, 0 unchanged, 1 bad." in said) == (1, True)
    assert sheet_of(report.read_bytes(), "问题清单")[1][:3] == [3, "手机号码", "手机号码须为11位数字"]
    before = report.read_bytes()
    code, said = await operator.run(rows(2), "--problems", str(report))
    assert (code, "is there already" in said, report.read_bytes() == before) == (1, True, True)


async def test_departments_are_made_where_that_is_asked_for(operator: Operator) -> None:
    code, said = await operator.run([changed(rows(1)[0], department="新院系")], "--make-departments")
    assert (code, "New departments: 新院系" in said) == (0, True)


async def test_no_other_account_imports(operator: Operator) -> None:
    for account in ("11jy20", "nobody"):
        code, said = await operator.run(rows(1), account=account)
        assert (code, f"No enabled school account is called {account}" in said) == (1, True)
    await Account.filter(username="10001").update(employment_level=AccessLevel.READ_ONLY)
    code, said = await operator.run(rows(1))
    assert (code, "读写权限" in said) == (1, True)
    assert not await RosterImport.exists()


async def test_a_file_that_is_no_roster_is_told_before_anything_is_begun(operator: Operator) -> None:
    process = await operator.begin(rows(1))
    await ended(process)
    (operator.folder / "x.csv").write_bytes(b"\x00\x01")
    command = [*COMMAND, "import-roster", str(operator.folder / "x.csv"), "--account", "10001", "--year", "2023"]
    broken = await asyncio.create_subprocess_exec(
        *command, env=environment(operator.url), stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    code, said = await ended(broken)
    assert (code, "只能上传xlsx或csv文件" in said) == (1, True)
    assert await RosterImport.all().count() == 1


async def test_ctrl_c_cancels_what_is_not_written_yet(operator: Operator) -> None:
    process = await operator.begin(crowd(4_000))
    async with asyncio.timeout(60):
        has_begun = False
        while not has_begun:
            await asyncio.sleep(0.005)
            has_begun = await RosterImport.filter(row_count__gt=0).exists()
    process.send_signal(signal.SIGINT)
    code, said = await ended(process)
    assert (code, "Cancelled. Of 4000 rows" in said) == (1, True)
    assert (await RosterImport.get()).state is ImportState.CANCELLED
    assert not await Graduate.filter(exam_number__startswith="9900").exists()

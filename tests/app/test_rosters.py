"""`quxiang roster-template`: the template is written once and replaces nothing."""

from pathlib import Path

import pytest

from storage.workbooks import ROSTER
from tests.app.test_cli import quxiang
from tests.storage.test_workbooks import sheet_of


def test_the_template_is_written_under_its_own_name_or_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert quxiang(capsys, "roster-template") == (0, "The template is written to 毕业生名册模板.xlsx.\n")
    assert quxiang(capsys, "roster-template", "a.xlsx")[0] == 0
    for name in ("毕业生名册模板.xlsx", "a.xlsx"):
        assert sheet_of((tmp_path / name).read_bytes(), ROSTER)[0][0] == "考生号"


def test_a_file_that_is_there_is_not_replaced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    filled = tmp_path / "filled.xlsx"
    filled.write_bytes(b"a day's work")
    code, said = quxiang(capsys, "roster-template", str(filled))
    assert (code, "cannot be written: File exists" in said) == (1, True)
    assert filled.read_bytes() == b"a day's work"


def test_a_folder_that_is_not_there_is_said_and_not_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = quxiang(capsys, "roster-template", str(tmp_path / "none" / "a.xlsx"))
    assert (code, "No such file or directory" in said) == (1, True)
    assert list(tmp_path.iterdir()) == []

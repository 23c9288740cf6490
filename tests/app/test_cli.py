"""The command line: what a newcomer runs works, and what cannot work says why and leaves no trace."""

import json
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest
import structlog

from app.cli import main
from app.logging import QUIET
from demo.accounts import DEMO_PASSWORD
from demo.stream import FEWEST_GRADUATES
from tests.app.processes import interrupt, served
from tests.outputs import OUTPUTS

SECRET: Final = "a secret of at least thirty-two bytes"
LOGIN: Final = "mutation($input: LoginInput!) { login(input: $input) { accessToken refreshToken deviceToken userErrors { message } } }"


@contextmanager
def logging_put_back() -> Iterator[None]:
    """Keep what a command sets for its process from the tests that come after it."""
    loggers = {name: logging.getLogger(name) for name in ["", *QUIET]}
    levels = {name: logger.level for name, logger in loggers.items()}
    handlers, raising, configured = logging.getLogger().handlers, logging.raiseExceptions, structlog.get_config()
    try:
        yield
    finally:
        logging.getLogger().handlers, logging.raiseExceptions = handlers, raising
        structlog.configure(**configured)
        for name, logger in loggers.items():
            logger.setLevel(levels[name])


def quxiang(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """Run one command; return its exit code and all it said."""
    with logging_put_back(), pytest.raises(SystemExit) as ended:
        main(arguments)
    said = "".join(capsys.readouterr())
    OUTPUTS.look("commands", said, " ".join(arguments))
    if isinstance(ended.value.code, str):
        return 1, said + ended.value.code
    return ended.value.code or 0, said


@pytest.fixture(autouse=True)
def only_these_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings of whoever runs the tests do not reach them."""
    for name in os.environ:
        if name.startswith("QUXIANG_"):
            monkeypatch.delenv(name)


@pytest.fixture
def no_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("QUXIANG_DATABASE_URL", f"sqlite://{tmp_path}/quxiang.db")
    return tmp_path / "quxiang.db"


@pytest.fixture
def migrated(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUXIANG_DATABASE_URL", database_url)
    monkeypatch.setenv("QUXIANG_SECRET_KEY", SECRET)


def test_what_a_newcomer_runs_fills_an_empty_database_once_and_serves_it_until_ctrl_c(
    migrated: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert quxiang(capsys, "migrate") == (0, "The database is up to date.\n")
    assert quxiang(capsys, "demo", "--unless-filled")[0] == 0
    assert quxiang(capsys, "demo", "--unless-filled") == (0, "The database already holds data; nothing was loaded.\n")
    assert quxiang(capsys, "demo")[0] == 1
    assert quxiang(capsys, "recount", "--check") == (0, "Every counter is exact.\n")
    taken = (0, "1 snapshots were taken, one a province.\n")
    assert quxiang(capsys, "snapshot", "--class-year", "2023", "--label", "9月1日报告") == taken
    assert quxiang(capsys, "snapshot", "--class-year", "1999") == (1, "Nothing is counted in class year 1999.\n")
    assert quxiang(capsys, "snapshot", "--class-year", "2023", "--label", "长" * 41)[0] == 1
    monkeypatch.setenv("QUXIANG_HOST", "0.0.0.0")
    code, said = quxiang(capsys, "serve")
    assert code == 1
    assert "QUXIANG_ALLOW_DEMO_BEYOND_LOOPBACK" in said
    monkeypatch.delenv("QUXIANG_HOST")
    monkeypatch.setenv("QUXIANG_LOG_FORMAT", "json")
    with served() as (client, process):
        variables = {"input": {"account": "11jy20", "password": DEMO_PASSWORD}}
        asked = client.post("/graphql", json={"query": LOGIN, "variables": variables})
        assert client.get("/").status_code == 200
        said = interrupt(process)
    login = asked.json()["data"]["login"]
    assert login["userErrors"] == []
    assert process.returncode == 0
    assert "11jy20" in said
    assert DEMO_PASSWORD in said
    assert "Traceback" not in said
    logged = [line for line in said.splitlines() if line.startswith("{")]
    assert asked.headers["x-request-id"] in {json.loads(line).get("request_id") for line in logged}
    secrets = (DEMO_PASSWORD, login["accessToken"], login["refreshToken"], login["deviceToken"])
    assert not any(secret in line for secret in secrets for line in logged)


def test_an_operator_sees_that_the_audit_holds_and_where_it_was_rewritten(
    migrated: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert quxiang(capsys, "demo", "--graduates", str(FEWEST_GRADUATES))[0] == 0
    code, said = quxiang(capsys, "audit", "verify")
    assert (code, said.partition(". ")[2]) == (0, "Broken chains: none.\n")
    held = said.partition(".")[0]
    code, anchors = quxiang(capsys, "audit", "anchors")
    assert (code, anchors.split()[:2]) == (0, ["nation", "1"])
    assert held == f"Entries that hold: {sum(int(anchor.split()[1]) for anchor in anchors.splitlines())}"
    kept = tmp_path / "anchors"
    kept.write_text(anchors)
    assert quxiang(capsys, "audit", "verify", "--anchors", str(kept))[0] == 0
    kept.write_text(anchors.replace(" 1 ", " 2 "))
    code, said = quxiang(capsys, "audit", "verify", "--anchors", str(kept))
    assert (code, said) == (1, f"nation: entry 2 is missing\n{held}. Broken chains: 1.\n")


def test_the_audit_does_not_hold_under_another_secret(
    migrated: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert quxiang(capsys, "demo", "--graduates", str(FEWEST_GRADUATES))[0] == 0
    monkeypatch.setenv("QUXIANG_SECRET_KEY", SECRET[::-1])
    code, said = quxiang(capsys, "audit", "verify")
    assert code == 1
    assert said.startswith("nation: entry 1 is sealed under another key\nschool:")
    assert said.endswith(": entry 1 is sealed under another key\nEntries that hold: 0. Broken chains: 2.\n")


def test_a_file_of_anchors_that_is_none_is_named_by_its_line(migrated: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = tmp_path / "anchors"
    kept.write_text("\nnation one two\n")
    code, said = quxiang(capsys, "audit", "verify", "--anchors", str(kept))
    assert code == 1
    assert "line 2: not a line that" in said


def test_a_wrong_setting_is_named_without_its_value_and_nothing_is_done(
    no_database: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QUXIANG_PORT", "tiger")
    code, said = quxiang(capsys, "migrate")
    assert code == 2
    assert said.startswith("QUXIANG_PORT: ")
    assert "tiger" not in said
    assert not no_database.exists()


def test_providers_that_are_no_json_are_told_without_being_repeated(
    no_database: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QUXIANG_OIDC_PROVIDERS", '[{"client_secret": "tiger"')
    assert quxiang(capsys, "migrate") == (2, "QUXIANG_OIDC_PROVIDERS: this is not JSON\n")
    assert not no_database.exists()


@pytest.mark.parametrize("command", ["serve", "work", "demo", "recount", "snapshot --class-year 2023"])
def test_a_database_that_does_not_exist_is_not_created_by_looking(
    command: str, no_database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert quxiang(capsys, *command.split()) == (1, "There is no database yet. Run: quxiang migrate\n")
    assert list(no_database.parent.iterdir()) == []


@pytest.mark.parametrize("command", ["serve", "work"])
def test_a_database_without_tables_is_told_in_one_sentence(command: str, no_database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    no_database.touch()
    code, said = quxiang(capsys, command)
    assert code == 1
    assert said.endswith("Run: quxiang migrate")


def test_a_database_out_of_reach_is_told_in_one_sentence_without_its_password(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QUXIANG_DATABASE_URL", "postgres://nobody:tiger@127.0.0.1:1/quxiang")
    monkeypatch.setenv("QUXIANG_SECRET_KEY", SECRET)
    code, said = quxiang(capsys, "serve")
    assert code == 1
    assert said.startswith("The database cannot be reached")
    assert "tiger" not in said


def test_the_schema_is_printed_without_a_database(no_database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = quxiang(capsys, "schema")
    assert code == 0
    assert "type Query" in said
    assert not no_database.exists()

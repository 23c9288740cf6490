"""The command line from outside: what a newcomer runs works, and what cannot work says why and leaves no trace."""

import json
import signal
from pathlib import Path

from demo.accounts import DEMO_PASSWORD
from tests.app.processes import SECRET, quxiang, served

LOGIN = "mutation($input: LoginInput!) { login(input: $input) { token userErrors { message } } }"


def test_what_a_newcomer_runs_fills_an_empty_database_once_and_serves_it_until_ctrl_c(database_url: str) -> None:
    settings = {"database_url": database_url, "secret_key": SECRET}
    assert quxiang("migrate", **settings).returncode == 0
    assert quxiang("demo", "--unless-filled", **settings).returncode == 0
    again = quxiang("demo", "--unless-filled", **settings)
    assert (again.returncode, again.stdout) == (0, "The database already holds data; nothing was loaded.\n")
    refused = quxiang("demo", **settings)
    assert refused.returncode == 1
    assert "already holds data" in refused.stderr
    checked = quxiang("recount", "--check", **settings)
    assert (checked.returncode, checked.stdout) == (0, "Every counter is exact.\n")
    with served(**settings) as (client, process):
        variables = {"input": {"account": "11jy20", "password": DEMO_PASSWORD}}
        answer = client.post("/graphql", json={"query": LOGIN, "variables": variables}).json()
        assert answer["data"]["login"]["userErrors"] == []
        assert client.get("/").status_code == 200
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=15)
    assert process.returncode == 0
    assert DEMO_PASSWORD in said
    assert "11jy20" in said
    assert "Traceback" not in said
    assert answer["data"]["login"]["token"] not in said


def test_a_demo_is_not_shown_to_other_machines_unless_that_is_said_by_name(tmp_path: Path) -> None:
    settings = {"database_url": f"sqlite://{tmp_path}/quxiang.db", "host": "0.0.0.0"}
    quxiang("migrate", **settings)
    quxiang("demo", **settings)
    refused = quxiang("serve", **settings)
    assert refused.returncode == 1
    assert "QUXIANG_ALLOW_DEMO_BEYOND_LOOPBACK" in refused.stderr
    with served(allow_demo_beyond_loopback="true", **settings) as (client, _):
        assert client.get("/health").status_code == 200


def test_a_wrong_setting_is_named_without_its_value_and_nothing_is_done(tmp_path: Path) -> None:
    wrong = quxiang("migrate", database_url=f"sqlite://{tmp_path}/quxiang.db", port="tiger")
    assert wrong.returncode == 2
    assert wrong.stderr.startswith("QUXIANG_PORT: ")
    assert "tiger" not in wrong.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_was_never_migrated_is_not_created_by_looking_at_it(tmp_path: Path) -> None:
    for command in ("serve", "demo", "recount"):
        absent = quxiang(command, database_url=f"sqlite://{tmp_path}/quxiang.db")
        assert (absent.returncode, absent.stderr) == (1, "There is no database yet. Run: quxiang migrate\n")
    assert list(tmp_path.iterdir()) == []


def test_a_database_without_tables_or_out_of_reach_is_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "quxiang.db").touch()
    empty = quxiang("serve", database_url=f"sqlite://{tmp_path}/quxiang.db")
    unreachable = quxiang("serve", database_url="postgres://nobody:tiger@127.0.0.1:1/quxiang", secret_key=SECRET)
    assert (empty.returncode, unreachable.returncode) == (1, 1)
    assert "Run: quxiang migrate" in empty.stderr
    assert unreachable.stderr.startswith("The database cannot be reached")
    assert "tiger" not in unreachable.stderr
    assert len(unreachable.stderr.splitlines()) == 1


def test_log_lines_are_json_when_asked_for(tmp_path: Path) -> None:
    settings = {"database_url": f"sqlite://{tmp_path}/quxiang.db", "log_format": "json"}
    quxiang("migrate", **settings)
    with served(**settings) as (client, process):
        asked = client.get("/health", params={"variables": "110101199003070038"})
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=15)
    lines = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    assert asked.headers["x-request-id"] in {line.get("request_id") for line in lines}
    assert "110101199003070038" not in said

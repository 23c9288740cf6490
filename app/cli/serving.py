"""`quxiang serve`, `quxiang work` and `quxiang migrate`: what an operator runs."""

import asyncio
from typing import Final

import typer

from app.cli.terminal import FAILED, fail, read_settings, settings_of_a_database
from app.server import DemoBeyondLoopback
from app.server import serve as run_server
from app.settings import Settings
from app.work import work as run_worker
from demo.accounts import DEMO_ACCOUNTS, DEMO_PASSWORD
from models.database import migrate as migrate_database

TRY: Final = """
试一试：打开上面的网址，以 11jy20 登录并执行 ① 实时统计；在另一个浏览器标签页以 10001 登录，用 ② 找到、用 ③ 审核一份协议，看 ① 的数字变化。
Try: open the address above, log in as 11jy20 and run ① the live statistics; in another browser tab log in as 10001,
find an agreement with ② and review it with ③: the figures of ① change.
"""

group = typer.Typer()


@group.command()
def serve() -> None:
    """Serve GraphQL at /graphql and the GraphiQL page at /, until Ctrl-C."""
    settings = settings_of_a_database()
    try:
        began = run_server(settings, lambda is_demo: _announce(settings, is_demo=is_demo))
    except DemoBeyondLoopback:
        fail(
            f"This is a demo database: everybody knows its passwords, and {settings.host} can be reached from other machines.\n"
            "Listen on 127.0.0.1, or set QUXIANG_ALLOW_DEMO_BEYOND_LOOPBACK=true if that is meant."
        )
    if not began:
        raise typer.Exit(FAILED)


@group.command()
def work() -> None:
    """Run imports and send reports beside the servers, until Ctrl-C.

    Needed where QUXIANG_REDIS_URL is set, for the imports; as many as there is work for.
    """
    settings = settings_of_a_database()
    run_worker(settings, lambda: typer.echo("Waiting for imports of rosters. Ctrl-C stops."))


@group.command()
def migrate() -> None:
    """Create the tables, or bring them to this version. Data are kept; running it again changes nothing."""
    asyncio.run(migrate_database(read_settings().database_url))
    typer.echo("The database is up to date.")


def _announce(settings: Settings, *, is_demo: bool) -> None:
    """Say where the server is and, over demo data, who one can be there and what to try first."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    typer.echo(f"\n去向 quxiang  http://{host}:{settings.port}/   GraphQL: /graphql   Ctrl-C 停止 / stops\n")
    if not is_demo:
        return
    typer.echo(f"演示账号 / demo accounts（密码 / password: {DEMO_PASSWORD}）")
    for account in DEMO_ACCOUNTS:
        typer.echo(f"  {account.username:<16}{account.display_name}")
    typer.echo(TRY)

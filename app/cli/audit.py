"""`quxiang audit`: shows that the audit is still what was written, and prints what shows it later."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Annotated, Final, TypeVar

import typer

from actions.chains import Anchor, Break, anchors, verify
from app.cli.terminal import fail, settings_of_a_database
from app.settings import Settings
from auth.seal import AuditSeal
from models.database import close_database, open_database

T = TypeVar("T")

group: Final = typer.Typer(
    name="audit", help="Verify the audit's chains of seals, one for each school, each province and the nation.", no_args_is_help=True
)


@group.command("verify")
def verify_audit(
    kept: Annotated[
        Path | None,
        typer.Option(
            "--anchors", metavar="FILE", exists=True, dir_okay=False, help="Chains must go through what `anchors` printed earlier."
        ),
    ] = None,
) -> None:
    """Compute every seal again; exit 1 where an entry was changed, moved or taken away. It needs the server's QUXIANG_SECRET_KEY.

    Entries at the very end of a chain can be taken away unseen by whoever owns the database, unless an anchor was kept elsewhere.
    """
    settings = settings_of_a_database()
    expected = _read_anchors(kept) if kept is not None else []
    held, breaks = asyncio.run(_in_database(settings, lambda: verify(AuditSeal(settings.secret()), expected)))
    for broken in breaks:
        typer.echo(_told(broken), err=True)
    if breaks:
        fail(f"Entries that hold: {held}. Broken chains: {len(breaks)}.")
    typer.echo(f"Entries that hold: {held}. Broken chains: none.")


@group.command("anchors")
def print_anchors() -> None:
    """Print where every chain ends. Keep it away from the database: `verify --anchors FILE` shows that nothing before it has gone."""
    for anchor in asyncio.run(_in_database(settings_of_a_database(), anchors)):
        typer.echo(f"{anchor.chain} {anchor.seq} {anchor.seal}")


async def _in_database(settings: Settings, work: Callable[[], Awaitable[T]]) -> T:
    await open_database(settings.database_url)
    try:
        return await work()
    finally:
        await close_database()


def _read_anchors(path: Path) -> Sequence[Anchor]:
    """Read a file that `anchors` printed; name the line that is none."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        match line.split():
            case [chain, seq, seal] if seq.isdecimal() and len(seal) == 64:
                found.append(Anchor(chain, int(seq), seal))
            case []:
                continue
            case _:
                fail(f"{path}, line {number}: not a line that `quxiang audit anchors` prints.")
    return found


def _told(broken: Break) -> str:
    return f"{broken.chain}: entry {broken.seq} {broken.problem}"

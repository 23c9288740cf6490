"""`quxiang roster-template`: a workbook for a school to fill in."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.terminal import fail
from rules.roster_fields import FIELDS
from storage.workbooks import template
from web.rosters import TEMPLATE_NAME

group = typer.Typer()


@group.command()
def roster_template(
    file: Annotated[Path, typer.Argument(help="Where it is written; nothing that is there is replaced.")] = Path(TEMPLATE_NAME),
) -> None:
    """Write the roster's template (毕业生名册模板): an empty sheet, what belongs into each column, and the code tables."""
    try:
        with file.open("xb") as written:
            written.write(template(FIELDS))
    except OSError as refused:
        fail(f"{file} cannot be written: {refused.strerror}.")
    typer.echo(f"The template is written to {file}.")

"""`quxiang schema`: what clients see."""

import typer

from app.schema import build_schema

group = typer.Typer()


@group.command()
def schema() -> None:
    """Print the GraphQL schema (SDL)."""
    typer.echo(build_schema().as_str())

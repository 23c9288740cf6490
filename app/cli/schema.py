"""`quxiang schema` and `quxiang access-matrix`: what clients see, and who may see it."""

import typer

from app.schema import build_schema
from schema.matrix import access_matrix as matrix_of

group = typer.Typer()


@group.command()
def schema() -> None:
    """Print the GraphQL schema (SDL)."""
    typer.echo(build_schema().as_str())


@group.command()
def access_matrix() -> None:
    """Print who may read, use and do what, as docs/access-matrix.md holds it."""
    typer.echo(matrix_of(build_schema()._schema), nl=False)

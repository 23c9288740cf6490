"""`quxiang explain`: what a read asks of an account, the SQL it becomes, and how the engine would run it."""

import asyncio
import json
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, cast

import typer
from graphql import GraphQLError

from actions.context import SystemClock
from app.asgi import open_reads
from app.cli.terminal import MISUSED, fail, settings_of_a_database
from app.schema import build_schema
from app.settings import Settings
from auth.accounts import actor_of
from auth.actor import Actor
from auth.modules import Profile, Requirement
from auth.scope import Scope
from auth.vault import IdentityVault
from models import Account
from models.database import close_database, open_database
from planner.execute import planner_of
from planner.explain import Decision, Explained, Explainer, Explaining, ExplainingDatabase

group = typer.Typer()


@group.command()
def explain(
    file: Annotated[typer.FileText, typer.Argument(encoding="utf-8", help="A GraphQL document; - reads standard input.")],
    account: Annotated[str, typer.Option("--as", help="The account that asks, by its name.", show_default=False)],
    variables: Annotated[str, typer.Option(help="The variables, a JSON object.")] = "{}",
    operation: Annotated[str | None, typer.Option(help="Which operation, where there are several.", show_default=False)] = None,
) -> None:
    """Show how each root field of a document is answered: access, SQL, parameters, the engine's plan. Nothing is run or changed.

    Values that may tell who somebody is are not shown.
    """
    given, settings = _variables(variables), settings_of_a_database()
    try:
        explained = asyncio.run(_explained(settings, file.read(), account, given, operation))
    except GraphQLError as error:
        fail(f"{error.message} ({(error.extensions or {}).get('code')})")
    for field in explained:
        typer.echo("\n".join(_lines(field)))


def _variables(text: str) -> dict[str, Any]:
    """Read the variables; stop where they are no JSON object."""
    try:
        variables = json.loads(text)
    except ValueError:
        variables = None
    if not isinstance(variables, dict):
        typer.echo("--variables must be a JSON object.", err=True)
        raise typer.Exit(MISUSED)
    return variables


async def _explained(settings: Settings, text: str, account: str, variables: dict[str, Any], operation: str | None) -> list[Explained]:
    """Explain a document as an account. Raises GraphQLError where it cannot be read."""
    schema = build_schema()._schema
    document = planner_of(schema).documents.read(text)
    if document.ast is None:
        raise document.errors[0]
    await open_database(settings.database_url)
    reads = await open_reads(settings.database_url)
    try:
        actor = await _actor(account)
        scope = Scope(actor, SystemClock().now, IdentityVault(settings.secret()).index)
        context = Explaining(Profile.of(actor), scope, cast("ExplainingDatabase", reads))
        return await Explainer.of(schema, document.ast, context, variables, operation).explain()
    finally:
        await reads.close()
        await close_database()


async def _actor(username: str) -> Actor:
    """Return the actor of an account; stop where there is none that may log in."""
    found = await Account.filter(username=username).values_list("id", flat=True)
    actor = await actor_of(cast("Any", found[0])) if found else None
    if actor is None:
        fail("There is no such account, or it is disabled.")
    return actor


def _lines(field: Explained) -> Iterator[str]:
    """Yield what is said of one root field."""
    yield f"── {field.key}: {field.coordinate} ──"
    yield "access"
    yield from (f"  {_decision(decision)}" for decision in field.decisions)
    for error in field.errors:
        where = ".".join(str(key) for key in error.path or [field.key])
        yield f"  error {(error.extensions or {}).get('code')} at {where}: {error.message}"
    if field.statement is None:
        yield "no statement: the field is refused, or no read of a table\n"
        return
    yield from ("statement", *_indented(field.statement.splitlines()), "parameters")
    yield from (f"  {number}  {each.value}  {each.source}" for number, each in enumerate(field.parameters, 1))
    yield from ("plan", *_indented(field.plan), "")


def _indented(lines: Sequence[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


def _decision(decision: Decision) -> str:
    asks = " and ".join(requirement(cast("Requirement", each)) for each in decision.asks)
    return f"{'granted' if decision.refusal is None else 'denied '} {decision.coordinate}: {asks}"


def requirement(asked: Requirement) -> str:
    """Return what one place of the schema asks for, in words."""
    if asked.public:
        return "nothing (public)"
    modules = f"{asked.level.name} on {' or '.join(asked.any_of)}" if asked.any_of else ""
    roles = f"role {' or '.join(asked.roles)}" if asked.roles else ""
    return ", ".join(part for part in (modules, roles) if part)

"""The stage of the matrix: rows of every type in three schools, an account for every combination of levels, and the real endpoint."""

import re
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from itertools import product
from typing import Any, Final

import strawberry
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.types import ASGIApp

from app.asgi import made, open_reads
from app.schema import the_schema
from app.settings import Settings
from auth.sessions import Issuer
from auth.standings import Standings
from auth.tokens import Tokens
from models import Account, Department, Session
from models.database import close_database, open_database
from rules.files import Purpose
from rules.roles import Role
from rules.sessions import EndReason
from tests.access.download_rows import write_downloads
from tests.access.oracle import NONE, READ, WRITE, Asker, Levels, Row
from tests.access.rows import Cast, account_rows, write_rows
from tests.engines import ENGINE
from tests.imports import FILE
from tests.patience import PATIENCE
from tests.posting import post
from tests.sessions import HOME, SECRET, begun, session_of
from tests.uploads import make_upload
from tests.world import NOW, World, build_world
from web.context import RequestContext, Services, context_of
from web.graphql import GraphQLEndpoint

LEVELS: Final[tuple[Levels, ...]] = tuple(product((NONE, READ, WRITE), (NONE, READ, WRITE), (NONE, READ, WRITE)))
"""Every combination of levels on the three modules."""
READS_ALL: Final[Levels] = (READ, READ, READ)
WRITES_ALL: Final = (WRITE, WRITE, WRITE)
WRITES_EMPLOYMENT: Final = (WRITE, NONE, NONE)
FEW_LEVELS: Final = ((READ, NONE, NONE), (NONE, READ, NONE), WRITES_ALL)
ASKED_LEVELS: Final = LEVELS if ENGINE == "sqlite" else (WRITES_EMPLOYMENT, *FEW_LEVELS)
"""The levels of the accounts that ask. What they deny is decided before a database is asked, so in one run all ask, and in the other
as many as let the engine compile each field both for who may read it and for who may not."""
NEIGHBOUR: Final = (READ, NONE, WRITE)
"""What the neighbour school holds, and so the most that its departments can."""


class SeasonClock:
    """Always the same noon of the signing season, so that tokens and deadlines hold."""

    def now(self) -> datetime:
        """Return the moment."""
        return NOW


@dataclass
class Stage:
    """What the tests ask, and of whom."""

    world: World
    cast: Cast
    askers: Sequence[Asker]
    services: Services
    schema: strawberry.Schema
    app: ASGIApp
    tokens: Mapping[str, str]
    """Asker's name -> its Authorization header."""

    @property
    def rows(self) -> Sequence[Row]:
        """Every row on the stage."""
        return self.cast.rows

    @cached_property
    def places(self) -> Sequence[Asker]:
        """Askers of every place, of the many levels only some: whose rows one sees has nothing to do with levels."""
        return [asker for asker in self.askers if asker.held in FEW_LEVELS or not re.search(" [-rw]{3}$", asker.name)]

    def by_role(self, role: Role) -> Iterator[Asker]:
        """Yield the askers of a role."""
        return (asker for asker in self.askers if asker.role is role)

    async def ask(self, asker: Asker, query: str, **variables: Any) -> dict[str, Any]:
        """Return the whole answer as HTTP gives it, with `status` beside `data` and `errors`. An internal fault fails the test."""
        token = self.tokens.get(asker.name)
        headers = {"authorization": token} if token else {}
        status, answer = await post(self.app, "/graphql", {"query": query, "variables": variables}, headers)
        codes = {error["extensions"]["code"] for error in answer.get("errors", [])}
        assert "INTERNAL_SERVER_ERROR" not in codes, (asker.name, query, answer)
        return {**answer, "status": status}

    async def context(self, asker: Asker) -> RequestContext:
        """Return the context of an asker's socket, made from its token as a socket's is."""
        return await context_of(self.services, self.tokens.get(asker.name), HOME)


def denials(answer: dict[str, Any]) -> list[tuple[tuple[object, ...], dict[str, Any]]]:
    """Return an answer's errors as (path, extensions), in a fixed order."""
    return sorted(((tuple(error.get("path", ())), error["extensions"]) for error in answer.get("errors", [])), key=repr)


@dataclass(frozen=True)
class Written:
    """What `write_stage` has written, and who can ask about it. Every copy of the database holds the same."""

    world: World
    cast: Cast
    askers: Sequence[Asker]
    tokens: Mapping[str, str]


def settings_of(url: str) -> Settings:
    """Return the settings of the stage's services."""
    return Settings(database_url=url, secret_key=SECRET)  # type: ignore[arg-type]  # pydantic makes a secret of it.


async def write_stage(url: str) -> Written:
    """Write the stage into an empty migrated database, and leave it closed."""
    await open_database(url)
    try:
        world = await build_world()
        cast = await write_rows(world)
        askers, accounts = await open_accounts(world)
        roster = await make_upload(accounts["school w--"], **FILE)
        scan, letter = await make_upload(accounts["graduate"]), await make_upload(accounts["graduate"], purpose=Purpose.LETTER)
        cast = replace(cast, rows=[*cast.rows, *await account_rows()], scan=scan, letter=letter, roster=roster)
        downloads, waiting = await write_downloads(accounts)
        cast = replace(cast, rows=[*cast.rows, *downloads], waiting_download=waiting)
        settings = settings_of(url)
        tokens = await log_everybody_in(cast, askers, accounts, Issuer(Tokens(settings.secret()), settings.lifetimes()))
        return Written(world, cast, askers, tokens)
    finally:
        await close_database()


@asynccontextmanager
async def open_stage(url: str, written: Written) -> AsyncIterator[Stage]:
    """Open the endpoint over a copy of the database that was written."""
    async with AsyncExitStack() as stack:
        await open_database(url)
        stack.push_async_callback(close_database)
        reads = await open_reads(url)
        stack.push_async_callback(reads.close)
        # A machine that stalls for seconds while somebody is asked for the first time is no database that does not answer.
        patient = Standings(check_seconds=PATIENCE)
        services, schema = await made(settings_of(url), reads, SeasonClock(), stack, patient), the_schema()
        app = Starlette(routes=[Route("/graphql", GraphQLEndpoint(schema, services, body_limit=1 << 20), methods=["POST"])])
        yield Stage(written.world, written.cast, written.askers, services, schema, app, written.tokens)


async def log_everybody_in(cast: Cast, askers: Sequence[Asker], accounts: Mapping[str, Account], issuer: Issuer) -> dict[str, str]:
    """Begin three sessions of every account: one that was ended, one elsewhere, and the one that asks. Return the tokens of these."""
    tokens = {}
    for asker in askers:
        if asker.role is not None:
            account = accounts[asker.name]
            ended, elsewhere = [await begun(account, issuer=issuer, now=NOW - timedelta(hours=hours)) for hours in (2, 1)]
            await Session.filter(id=session_of(ended)).update(ended_at=NOW, end_reason=EndReason.OWNER)
            asking = await begun(account, issuer=issuer)
            tokens[asker.name] = f"Bearer {asking.tokens.access_token}"
            cast.rows.extend(Row("Session", session_of(each), account=asker.account) for each in (ended, elsewhere, asking))
    return tokens


async def open_accounts(world: World) -> tuple[list[Asker], dict[str, Account]]:
    """Write an account for every asker; the account stores what was granted, the asker holds what the guide says it then holds."""
    askers, accounts = [Asker("nobody", None)], {}
    # A person has one account: the askers' graduates take the place of the world's.
    await Account.filter(role=Role.GRADUATE).delete()
    for asker, stored in who(world):
        employment, archive, hukou = stored
        accounts[asker.name] = await Account.create(
            username=asker.name,
            display_name=asker.name,
            role=asker.role,
            province_code=asker.province,
            school_id=asker.school,
            department_id=asker.department,
            person_id=asker.person,
            employer_id=asker.employer,
            employment_level=employment,
            archive_level=archive,
            hukou_level=hukou,
        )
        askers.append(replace(asker, account=accounts[asker.name].id))
    await Account.filter(role=Role.GRADUATE).update(school_id=world.school.id)
    return askers, accounts


def who(world: World) -> Iterator[tuple[Asker, Levels]]:
    """Yield every asker but nobody, with the levels its account stores."""
    yield Asker("ministry", Role.MINISTRY, READS_ALL), WRITES_ALL
    yield Asker("province 11", Role.PROVINCE, READS_ALL, province="11"), WRITES_ALL
    yield Asker("province 31", Role.PROVINCE, READS_ALL, province="31"), (NONE, NONE, NONE)
    for levels in ASKED_LEVELS:
        named = "".join("-rw"[level] for level in levels)
        yield Asker(f"school {named}", Role.SCHOOL, levels, "11", school=world.school.id), levels
        yield department(f"department {named}", levels, world.department), levels
    yield Asker("neighbour school", Role.SCHOOL, NEIGHBOUR, "11", school=world.neighbour_school.id), NEIGHBOUR
    yield department("neighbour department", NEIGHBOUR, world.neighbour_department), WRITES_ALL
    yield department("lower department", WRITES_ALL, world.lower_department), WRITES_ALL
    yield Asker("graduate", Role.GRADUATE, WRITES_ALL, person=world.graduate.person_id), (NONE, NONE, NONE)
    yield Asker("classmate", Role.GRADUATE, WRITES_ALL, person=world.classmate.person_id), WRITES_ALL
    yield Asker("employer", Role.EMPLOYER, WRITES_EMPLOYMENT, "11", employer=world.employer.id), WRITES_ALL
    yield Asker("other employer", Role.EMPLOYER, WRITES_EMPLOYMENT, "11", employer=world.other_employer.id), (NONE, NONE, NONE)


def department(name: str, held: Levels, of: Department) -> Asker:
    """Return a department's asker."""
    return Asker(name, Role.DEPARTMENT, held, of.province_code, of.school_id, of.id)

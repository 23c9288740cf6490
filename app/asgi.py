"""The application: everything made, put together, and taken down again."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import timedelta
from typing import Any, NoReturn

from broadcaster import Broadcast
from graphql import GraphQLSchema
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import Receive, Scope, Send

from actions.context import ActionContext, Clock, SystemClock
from app.relaying import relay_of
from app.schema import the_schema
from app.settings import Settings
from auth.activation import ActivationCodes
from auth.actor import CLOCK_ACTOR
from auth.breached import BreachedFile
from auth.devices import Devices
from auth.feed import Feed
from auth.login import Logins
from auth.login_state import LoginStates
from auth.oidc import OIDCProvider
from auth.once import OnceKeys
from auth.passwords import Passwords
from auth.seal import AuditSeal
from auth.sessions import Issuer
from auth.standings import Standings
from auth.throttle import LimitsThrottle
from auth.tokens import Tokens
from auth.vault import IdentityVault
from jobs import download, download_leftovers, expiry, idempotency, relay, roster_import, roster_leftovers, sessions, uploads
from jobs.broker import DOWNLOADS, Bell, broker_of
from jobs.download import Downloader, Means
from jobs.roster_import import Importer
from jobs.worker import Worker, ring_forever, run_forever
from models.database import close_database, is_postgres, open_database, sqlite_path
from models.feed import FeedConnection
from planner.canary import check_depth
from planner.databases import Database, PostgreSQLDatabase, Snapshots, SQLiteDatabase
from storage.blobs import Blobs
from storage.examiner import Examiner
from subscriptions.hub import Hub
from subscriptions.versions import version_reader
from web.context import ProcessSignals, Services
from web.documents import DocumentEndpoints, document_routes
from web.downloads import DownloadEndpoints, download_routes
from web.files import FileEndpoints, file_routes
from web.graphql import GraphQLEndpoint
from web.guide import guide_routes
from web.login import Entrances, LoginEndpoints, login_routes
from web.pages import DemoLogins, page_routes
from web.request_log import RequestLog
from web.rosters import RosterEndpoints, roster_routes
from web.websocket import GraphQLSocket


async def open_reads(url: str) -> Snapshots:
    """Open the connections that reads run on."""
    if is_postgres(url):
        return await PostgreSQLDatabase.open(url)
    return await SQLiteDatabase.open(sqlite_path(url))


@asynccontextmanager
async def services_of(settings: Settings, schema: GraphQLSchema) -> AsyncIterator[Services]:
    """Make what requests share; take it down in the opposite order."""
    async with AsyncExitStack() as stack:
        await open_database(settings.database_url)
        stack.push_async_callback(close_database)
        database = await open_reads(settings.database_url)
        stack.push_async_callback(database.close)
        await check_depth(database)
        services = await made(settings, database, SystemClock(), stack)
        acting = ActionContext(CLOCK_ACTOR, services.clock, services.signals, services.vault, services.seal)
        history = timedelta(days=settings.session_history_days)
        means = means_of(settings, schema, database, services.blobs)
        ctx = ActionContext(CLOCK_ACTOR, services.clock, ProcessSignals(services.hub, services.standings), services.vault, services.seal)
        workers: list[tuple[Worker[Any], Bell]] = [
            (Importer(ctx, services.blobs), services.imports),
            (Downloader(ctx, means), services.downloads),
        ]
        reports = relay_of(settings, services.vault, services.clock)
        rounds = (
            *(done(worker, bell, settings, services.clock) for worker, bell in workers),
            expiry.run_forever(acting),
            sessions.run_forever(services.clock, history),
            uploads.run_forever(services.clock, services.blobs),
            idempotency.run_forever(services.clock),
            roster_leftovers.run_forever(services.clock),
            download_leftovers.run_forever(services.clock),
            relay.run_forever(reports),
            relay.prune_forever(services.clock),
        )
        for work in rounds:
            stack.push_async_callback(stopped, asyncio.create_task(work))
        for worker, _ in workers:
            # Before its rounds are cut off: it ends with the portion in hand, and gives back what it holds.
            stack.push_async_callback(worker.stop)
        stack.push_async_callback(reports.stop)
        yield services


def done(worker: Worker[Any], bell: Bell, settings: Settings, clock: Clock) -> Coroutine[Any, Any, NoReturn]:
    """Return what goes on all the time so that jobs are done: here or, where there is a Redis, by workers."""
    if settings.redis_url is not None:
        return ring_forever(clock, worker.leases, bell)
    bell.answered_by(worker.run)
    return run_forever(worker)


def means_of(settings: Settings, schema: GraphQLSchema, database: Snapshots, blobs: Blobs) -> Means:
    """Return what it takes to make the files of downloads."""
    return Means(schema, database, blobs, settings.download_rows, timedelta(hours=settings.download_hours))


async def made(settings: Settings, database: Database, clock: Clock, stack: AsyncExitStack, standings: Standings | None = None) -> Services:
    """Make what requests share over an open database; the stack takes it down. `standings` are as everywhere where none are given."""
    secret, standings = settings.secret(), standings or Standings()
    revocations = await FeedConnection.open(settings.database_url)
    stack.push_async_callback(revocations.close)
    feed = Feed(revocations, standings, clock.now)
    await feed.begin()
    stack.push_async_callback(stopped, asyncio.create_task(feed.run_forever()))
    passwords = Passwords(breached=BreachedFile(settings.breached_passwords) if settings.breached_passwords else None)
    stack.callback(passwords.close)
    throttle, imports = LimitsThrottle(secret, settings.redis()), Bell(broker_of(settings.redis()), roster_import.WORK)
    downloads = Bell(broker_of(settings.redis(), DOWNLOADS), download.WORK)
    stack.push_async_callback(throttle.close)
    for bell in (imports, downloads):
        stack.push_async_callback(bell.close)
    blobs, examiner = Blobs(settings.files()), Examiner()
    stack.callback(blobs.close)
    stack.callback(examiner.close)
    issuer, vault = Issuer(Tokens(secret), settings.lifetimes()), IdentityVault(secret)
    return Services(
        database=database,
        imports=imports,
        downloads=downloads,
        hub=await stack.enter_async_context(Hub(Broadcast("memory://"), version_reader(database))),
        standings=standings,
        issuer=issuer,
        logins=Logins(passwords, throttle, Devices(secret), issuer, vault),
        passwords=passwords,
        throttle=throttle,
        vault=vault,
        codes=ActivationCodes(secret, timedelta(days=settings.activation_code_days)),
        seal=AuditSeal(secret),
        once_keys=OnceKeys(secret),
        blobs=blobs,
        examiner=examiner,
        clock=clock,
        providers={entry.key: OIDCProvider(entry.settings) for entry in settings.oidc_providers},
        employment_system_url=settings.employment_system_url,
    )


async def stopped(task: asyncio.Task[Any]) -> None:
    """Cancel a task and wait until it has ended."""
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


class Entrance:
    """Hands requests to endpoints that exist only while the application runs."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._schema = the_schema()
        self._endpoint: GraphQLEndpoint
        self._socket: GraphQLSocket
        self._login: LoginEndpoints
        self._files: FileEndpoints
        self._rosters: RosterEndpoints
        self._downloads: DownloadEndpoints
        self._documents: DocumentEndpoints
        self._services: Services

    @asynccontextmanager
    async def lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        """Open everything, serve, close everything."""
        async with services_of(self._settings, self._schema._schema) as services:
            self._services = services
            self._endpoint = GraphQLEndpoint(self._schema, services, self._settings.body_limit_bytes)
            self._socket = GraphQLSocket(self._schema, services)
            self._files = FileEndpoints(services)
            self._rosters = RosterEndpoints(services)
            self._downloads = DownloadEndpoints(services, self._schema._schema)
            self._documents = DocumentEndpoints(self._schema, services, self._settings.form_check_url)
            entrances = Entrances(services.providers, LoginStates(self._settings.secret()), (self._settings.public_url or "").rstrip("/"))
            self._login = LoginEndpoints(services, entrances)
            yield

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a GraphQL request, or serve a GraphQL socket."""
        await (self._endpoint if scope["type"] == "http" else self._socket)(scope, receive, send)

    async def begin_login(self, request: Request) -> Response:
        """Send a browser to an outside provider."""
        return await self._login.begin(request)

    async def end_login(self, request: Request) -> Response:
        """Take a browser back from an outside provider."""
        return await self._login.callback(request)

    async def upload(self, request: Request) -> Response:
        """Take a file."""
        return await self._files.upload(request)

    async def get_file(self, request: Request) -> Response:
        """Give a file back."""
        return await self._files.get(request)

    async def get_roster_template(self, request: Request) -> Response:
        """Give a roster's template."""
        return await self._rosters.template(request)

    async def get_roster_problems(self, request: Request) -> Response:
        """Give what is wrong with an import."""
        return await self._rosters.problems(request)

    async def get_agreement_form(self, request: Request) -> Response:
        """Give an agreement's form."""
        return await self._documents.agreement(request)

    async def get_registration_form(self, request: Request) -> Response:
        """Give the registration form of a confirmed destination."""
        return await self._documents.confirmation(request)

    async def get_download(self, request: Request) -> Response:
        """Give the file of a download."""
        return await self._downloads.get(request)

    async def ask_database(self) -> object:
        """Ask the database anything, to learn whether it answers."""
        return await self._services.database.fetch("select 1", [])


def create_app(settings: Settings, demo: DemoLogins | None = None) -> Starlette:
    """Return the ASGI application; it opens its database when it starts up. Over demo data its page offers the accounts of `demo`."""
    entrance = Entrance(settings)
    routes = [
        Route("/graphql", entrance, methods=["POST"]),
        WebSocketRoute("/graphql", entrance),
        *file_routes(entrance.upload, entrance.get_file),
        *download_routes(entrance.get_download),
        *roster_routes(entrance.get_roster_template, entrance.get_roster_problems),
        *document_routes(entrance.get_agreement_form, entrance.get_registration_form),
        *login_routes(entrance.begin_login, entrance.end_login),
        *guide_routes(),
        *page_routes(entrance.ask_database, demo=demo),
    ]
    app = Starlette(routes=routes, lifespan=entrance.lifespan, middleware=[Middleware(RequestLog)])
    # Starlette would answer /graphql/ by sending the client to whatever host its request names.
    app.router.redirect_slashes = False
    return app

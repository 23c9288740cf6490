"""One season over real sockets: a server over the small world, and people who log in and do what their pages let them do."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import orjson

from models import Account, Agreement, Graduate
from rules.agreement import Initiator, Status
from rules.roles import Role
from tests.actions.stage import another_graduation
from tests.journey.server import Server
from tests.uploads import pdf
from tests.world import OPEN_YEAR, World, make_agreement

ROW: Final = """
fragment Row on Agreement {
  id version status statusLabel agreementNumber agreementNumberLabel employerName inviteeName waitsForLabel replyDeadline
  graduate { name department { name } }
  availableActions { action allowed reasons { code message } }
}
"""
FOUND: Final = {
    "agreements": ("AgreementFilter", "...Row", ROW),
    "archiveRecords": ("ArchiveRecordFilter", "id version status statusLabel", ""),
    "hukouRecords": ("HukouRecordFilter", "id version status statusLabel", ""),
    "employerRegistrations": ("EmployerRegistrationFilter", "id version name status statusReason", ""),
    "graduates": ("GraduateFilter", "id version name mobile confirmedAt", ""),
    "registrations": ("DestinationRegistrationFilter", "id version status statusLabel", ""),
    "setupGaps": ("SetupGapFilter", "schoolCode feature missingLabel", ""),
    "supplements": ("SupplementFilter", "id version status statusLabel", ""),
    "terminations": ("TerminationFilter", "id version status statusLabel", ""),
}
"""A list -> the type of its filter, what a page shows of a row, and the fragment that this is written with."""
TIMELINE: Final = """query Timeline($id: ID!) { node(id: $id) { ... on Agreement {
  timeline(first: 20, orderBy: { field: CREATED_AT }) { edges { node { roleLabel actionLabel statusAfterLabel reason } } }
} } }"""
FIGURES: Final = "signingStatistics(classYear: 2023) { graduates signed onlinePendingSchool onlineEffective onlineVoided onlineExpired }"
WATCH: Final = f"subscription Figures {{ {FIGURES} }}"
Refusal = tuple[str, str | None, str]
"""Code, field and message, as a user is told it."""


@dataclass(frozen=True)
class Person:
    """Somebody who is logged in."""

    server: Server
    token: str

    async def work(self) -> dict[str, dict[str, Any]]:
        """Return what waits for it: code -> item."""
        worklist = (await self.server.data("query Work { worklist { code label count dueAt list filter } }", self.token))["worklist"]
        return {item["code"]: item for item in worklist}

    async def waits(self) -> dict[str, int]:
        """Return how much waits, without what does not."""
        return {code: item["count"] for code, item in (await self.work()).items() if item["count"]}

    async def shown(self, item: dict[str, Any]) -> list[dict[str, Any]]:
        """Return the rows behind an item: its list, asked with its filter word for word."""
        return await self.rows(item["list"], item["filter"])

    async def rows(self, name: str = "agreements", chosen: dict[str, Any] | None = None) -> list[dict[str, Any]]:
        """Return the rows of a list."""
        kind, selection, fragment = FOUND[name]
        document = (
            f"query Rows($f: {kind}) {{ {name}(first: 20, filter: $f) {{ totalCount edges {{ node {{ {selection} }} }} }} }} {fragment}"
        )
        found = (await self.server.data(document, self.token, f=chosen))[name]
        assert found["totalCount"] == len(found["edges"])
        return [edge["node"] for edge in found["edges"]]

    async def row(self, agreement: Agreement | str) -> dict[str, Any]:
        """Return an agreement as its page shows it."""
        key = agreement if isinstance(agreement, str) else f"Agreement:{agreement.id}"
        row: dict[str, Any] = (await self.server.data(f"query One($id: ID!) {{ node(id: $id) {{ ...Row }} }} {ROW}", self.token, id=key))[
            "node"
        ]
        return row

    async def counts(self) -> dict[str, int]:
        """Return how many agreements stand where, however they began, without the statuses in which none does."""
        counts = (await self.server.data("query Counts { agreementCounts { initiator status count } }", self.token))["agreementCounts"]
        together = Counter({(each["initiator"], each["status"]): each["count"] for each in counts})
        return {status: together["EMPLOYER", status] + together["GRADUATE", status] for (_, status), count in together.items() if count}

    async def timeline(self, key: str) -> list[tuple[str, str, str, str | None]]:
        """Return what happened to an agreement: side, act, where it stood after, reason."""
        edges = (await self.server.data(TIMELINE, self.token, id=key))["node"]["timeline"]["edges"]
        names = ("roleLabel", "actionLabel", "statusAfterLabel", "reason")
        return [tuple(edge["node"][name] for name in names) for edge in edges]

    async def payload(self, mutation: str, input_type: str, wanted: str = "agreement { ...Row }", **given: Any) -> dict[str, Any]:
        """Send an act; return what was wanted of it, and why it was refused."""
        fragment = ROW if "...Row" in wanted else ""
        refusals = "userErrors { code field message }"
        document = f"mutation Act($i: {input_type}!) {{ done: {mutation}(input: $i) {{ {wanted} {refusals} }} }} {fragment}"
        payload: dict[str, Any] = (await self.server.data(document, self.token, i=given))["done"]
        return payload

    async def does(self, mutation: str, input_type: str, **given: Any) -> dict[str, Any]:
        """Do something to an agreement that nothing is to be said against; return it as it then is."""
        payload = await self.payload(mutation, input_type, **given)
        assert payload["userErrors"] == []
        agreement: dict[str, Any] = payload["agreement"]
        return agreement

    async def is_refused(self, mutation: str, input_type: str, **given: Any) -> Refusal:
        """Try something to an agreement that is refused; return the refusal."""
        payload = await self.payload(mutation, input_type, **given)
        assert payload["agreement"] is None
        [refusal] = payload["userErrors"]
        return refusal["code"], refusal["field"], refusal["message"]

    async def is_denied(self, document: str, **variables: Any) -> bool:
        """Return whether a document is no business of this account."""
        answer = await self.server.ask(document, self.token, **variables)
        return {error["extensions"]["code"] for error in answer.get("errors", [])} == {"FORBIDDEN"}

    async def uploads(self, purpose: str = "SCAN") -> str:
        """Send a scan, or another paper; return its ID."""
        headers = {"authorization": f"Bearer {self.token}", "content-disposition": "attachment; filename=scan.pdf"}
        answer = await self.server.http.post(f"/files?purpose={purpose}", content=pdf(), headers=headers)
        assert answer.status_code == 201, answer.text
        return str(orjson.loads(answer.content)["id"])


@dataclass(frozen=True)
class Season:
    """A server over the world, which this process has open too: what others did before a journey is written directly."""

    server: Server
    world: World

    async def log_in(self, role: Role) -> Person:
        """Return whoever has the role, logged in."""
        account = await Account.get(id=self.world.accounts[role].id)
        return Person(self.server, await self.server.log_in(account.username))

    async def there_is(self, status: Status, *, graduate: Graduate | None = None, online: bool = True, **columns: Any) -> Agreement:
        """Write an agreement of one more graduation, or of the graduate given, whose invitation is open for three days yet."""
        graduate = graduate or await another_graduation(self.world.graduate, next(self.world.numbers))
        if online:
            columns = {"reply_deadline": datetime.now(UTC) + timedelta(days=3), **columns}
        initiator = Initiator.EMPLOYER if online else Initiator.GRADUATE
        return await make_agreement(self.world, graduate=graduate, status=status, initiator=initiator, **columns)

    async def as_neighbour(self, agreement: Agreement) -> str:
        """Let the neighbour school, which reviews alone, pass what waits for it; return how that is called there."""
        mine = self.world.accounts[Role.SCHOOL]
        columns = {name: getattr(mine, name) for name in ("password_hash", "employment_level", "archive_level", "hukou_level")}
        columns |= {"password_hash": (await Account.get(id=mine.id)).password_hash, "school_id": self.world.neighbour_school.id}
        await Account.create(username="10003", display_name="清华大学", role=Role.SCHOOL, province_code="11", **columns)
        school = Person(self.server, await self.server.log_in("10003"))
        passed = await school.does("reviewAgreement", "ReviewAgreementInput", **seen(await school.row(agreement)), decision="PASS")
        return str(passed["statusLabel"])

    def invitation(self, graduate: Graduate, **typed: Any) -> dict[str, Any]:
        """Return what an employer types to invite a graduate."""
        number = self.world.id_number(graduate)
        return {"school": f"School:{graduate.school_id}", "classYear": OPEN_YEAR, "name": graduate.name, "idNumber": number, **typed}


def seen(row: dict[str, Any]) -> dict[str, Any]:
    """Return what an act sends of an agreement: its ID, and the version that was seen."""
    return {"id": row["id"], "version": row["version"]}


def can(row: dict[str, Any]) -> dict[str, list[str]]:
    """Return what can be done to an agreement: act -> why not now, nothing where it can be."""
    return {each["action"]: [reason["code"] for reason in each["reasons"]] for each in row["availableActions"]}

"""500 records of each kind reviewed at once by their school, over HTTP: how long the answer takes, on both engines."""

from itertools import count
from time import perf_counter
from types import SimpleNamespace
from typing import Any, Final, cast

import httpx
import uvloop

from auth.seal import AuditSeal
from benchmarks.reads import token_of
from benchmarks.servers import SECRET, after_a_night, demo_database, on_each_engine, product
from jobs.recount import recount
from models import Employer, Graduate, School
from models.database import close_database, open_database
from rules.acts import RecordKind
from rules.agreement import MOST_REVIEWED_AT_ONCE, Status
from rules.record_terms import RecordStatus
from tests.access.bulk_acts import BULKS
from tests.actions.reviewing import MAKES
from tests.actions.stage import another_graduation
from tests.world import World, make_agreement

GRADUATES: Final = 20_000
SCHOOL: Final = "10001"
KINDS: Final = {
    RecordKind.AGREEMENT: ("reviewAgreements", "agreements", "Agreement"),
    RecordKind.SUPPLEMENT: ("reviewSupplements", "supplements", "Supplement"),
    RecordKind.TERMINATION: ("reviewTerminations", "terminations", "Termination"),
    RecordKind.REGISTRATION: ("reviewRegistrations", "registrations", "DestinationRegistration"),
    RecordKind.ARCHIVE: ("reviewArchives", "archives", "ArchiveRecord"),
    RecordKind.HUKOU: ("reviewHukous", "hukous", "HukouRecord"),
}
"""Kind of record -> mutation, the list it is given, and the type of the records."""


async def _agreement(world: World, graduate: Graduate, _: RecordStatus) -> Any:
    return await make_agreement(world, graduate=graduate, status=Status.PENDING_SCHOOL)


async def make_waiting(url: str) -> dict[RecordKind, list[str]]:
    """Write records of every kind that wait for the school, each of a graduation of its own; return their keys."""
    await open_database(url)
    try:
        school = await School.get(code=SCHOOL)
        likeness = await Graduate.filter(school_id=school.id).order_by("id").first()
        employer = await Employer.filter(status="APPROVED").order_by("id").first()
        if likeness is None:
            raise RuntimeError("the demo data have no graduate of the school")
        world, numbers = cast("World", SimpleNamespace(employer=employer, numbers=count(90_000_000))), count()
        made: dict[RecordKind, list[str]] = {}
        for kind in KINDS:
            make = MAKES.get(kind, _agreement)
            made[kind] = []
            for _ in range(MOST_REVIEWED_AT_ONCE):
                graduate = await another_graduation(likeness, next(numbers), archive_in_school=True, hukou_in_school=True)
                made[kind].append(str((await make(world, graduate, RecordStatus.PENDING_SCHOOL)).id))
        await recount(fixed_under=AuditSeal(SECRET.encode()))
        return made
    finally:
        await close_database()


async def reviewed(client: httpx.AsyncClient, kind: RecordKind, keys: list[str]) -> float:
    """Pass records; return how many seconds the answer takes. Raises RuntimeError where not all of them are passed."""
    name, given, of_type = KINDS[kind]
    document = f"mutation($input: {name[0].upper()}{name[1:]}Input!) {{ {BULKS[name]} }}"
    variables = {"input": {given: [{"id": f"{of_type}:{key}", "version": 1} for key in keys], "decision": "PASS"}}
    began = perf_counter()
    answer = (await client.post("/graphql", json={"query": document, "variables": variables})).json()
    took = perf_counter() - began
    results = answer["data"][name]["results"]
    if len(results) != len(keys) or any(each["userErrors"] for each in results):
        raise RuntimeError(str(answer)[:2000])
    return took


async def measure(name: str) -> None:
    """Review on one engine."""
    async with demo_database(GRADUATES, name) as url:
        waiting = await make_waiting(url)
        await after_a_night(url)
        async with product(url) as port:
            headers = {"authorization": f"Bearer {await token_of(port, SCHOOL)}"}
            async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=120) as client:
                for kind, keys in waiting.items():
                    print(f"{name}: {len(keys)} of {kind} reviewed in {await reviewed(client, kind, keys):.1f} s", flush=True)


if __name__ == "__main__":
    uvloop.run(on_each_engine("benchmarks.bulk_review", measure))

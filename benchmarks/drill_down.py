"""Statistics of one big school by department, degree and major, over HTTP: how long an answer takes, on both engines."""

from itertools import cycle
from statistics import median
from time import perf_counter
from typing import Final

import orjson
import uvloop

from benchmarks.client import Connection, request_of
from benchmarks.reads import token_of
from benchmarks.servers import after_a_night, demo_database, on_each_engine, product
from demo.timeline import CLASS_YEAR
from models import DestinationSlot, Graduate, Registration, School
from models.database import close_database, open_database
from rules.acts import RecordKind
from rules.agreement_terms import SlotState
from rules.gate import ReviewLevels
from rules.record_terms import RecordStatus
from rules.registration import CATEGORIES, held_as
from rules.registration_fields import FIELD_OF
from tests.registrations import COPIED, filled

GRADUATES: Final = 40_000
"""Of all schools, so that the one is a part of big tables."""
ROSTER: Final = 28_000
"""Of the one school: the biggest there are have so many a year."""
SCHOOL: Final = "10001"
TIMES: Final = 20
BATCH: Final = 2_000
FIGURES: Final = "graduates registered settled settledRate unregistered " + " ".join(f"category{code}" for code in CATEGORIES)
FIELDS: Final = {
    "departmentStatistics": "department { id name }",
    "degreeStatistics": "degreeCode degreeLabel",
    "majorStatistics": "department { id name } majorCode majorName",
}
"""Root field -> what it says beside figures."""


def registered(graduate: Graduate, category: str) -> Registration:
    """Return an approved registration of a graduate, not stored."""
    said = {FIELD_OF[name].attribute: value for name, value in filled(category).items()}
    copied = {column: getattr(graduate, column) for column in COPIED}
    standing = {"status": RecordStatus.APPROVED, "review_levels": ReviewLevels.SCHOOL_ONLY}
    return Registration(graduate_id=graduate.id, category=category, **said, **copied, **standing)


def slot_of(registration: Registration, graduate: Graduate) -> DestinationSlot:
    """Return how it holds the graduate's destination."""
    return DestinationSlot(
        graduate_id=graduate.id,
        holder_kind=RecordKind.REGISTRATION,
        holder_id=registration.id,
        state=held_as(SlotState.HELD, registration.category),
        category=registration.category,
    )


async def grow(url: str) -> str:
    """Let the school have so many graduates, seven of eight with a destination in force; return its key."""
    await open_database(url)
    try:
        school = await School.get(code=SCHOOL)
        old = await Graduate.filter(school_id=school.id, class_year=CLASS_YEAR).order_by("id")
        columns = [column for column in Graduate._meta.db_fields if column not in {"id", "exam_number"}]
        categories, likenesses = cycle(CATEGORIES), cycle(old)
        for first in range(len(old), ROSTER, BATCH):
            new = [
                Graduate(exam_number=f"more-{first + place}", **{column: getattr(likeness, column) for column in columns})
                for place, likeness in zip(range(min(BATCH, ROSTER - first)), likenesses, strict=False)
            ]
            settled = [(registered(each, next(categories)), each) for place, each in enumerate(new) if place % 8]
            await Graduate.bulk_create(new)
            await Registration.bulk_create(registration for registration, _ in settled)
            await DestinationSlot.bulk_create(slot_of(*each) for each in settled)
        return str(school.id)
    finally:
        await close_database()


async def measure(name: str) -> None:
    """Ask on one engine."""
    async with demo_database(GRADUATES, name) as url:
        school = await grow(url)
        await after_a_night(url)
        async with product(url) as port:
            token, connection = await token_of(port, SCHOOL), await Connection.open(port)
            for field, said in FIELDS.items():
                document = f'{{ {field}(school: "School:{school}", classYear: {CLASS_YEAR}) {{ {said} {FIGURES} }} }}'
                request, took = request_of(orjson.dumps({"query": document}), token), []
                for _ in range(TIMES):
                    began = perf_counter()
                    answer = orjson.loads(await connection.ask(request))
                    took.append((perf_counter() - began) * 1000)
                counted = sum(each["graduates"] for each in answer["data"][field])
                if counted != ROSTER:
                    raise RuntimeError(f"{field} counts {counted}")
                print(
                    f"{name}: {field}, {len(answer['data'][field])} groups of {counted} graduates: median {median(took):.0f} ms", flush=True
                )
            connection.close()


if __name__ == "__main__":
    uvloop.run(on_each_engine("benchmarks.drill_down", measure))

"""The plain server's types: scalars copied from a row, relations resolved through the request's loaders."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Self, TypeVar

import strawberry

import models
from benchmarks.plain.loaders import Loaders
from rules.agreement import ReviewLevel, Status
from rules.employer import EmployerStatus
from rules.gate import AgreementType
from rules.labels import DEGREE_LABELS, status_label

T = TypeVar("T")

for enum in (AgreementType, EmployerStatus, ReviewLevel, Status):
    strawberry.enum(enum)


@dataclass(frozen=True, slots=True)
class Context:
    """What a request's resolvers share."""

    loaders: Loaders


Info = strawberry.Info[Context, None]


@strawberry.interface
class Node:
    """Anything with an ID."""

    id: strawberry.ID


@strawberry.type
class PageInfo:
    """Where a page ends."""

    has_next_page: bool
    end_cursor: str | None


@strawberry.type
class Edge(Generic[T]):
    """A row and its cursor."""

    node: T
    cursor: str


@strawberry.type
class Connection(Generic[T]):
    """A page of a list."""

    edges: list[Edge[T]]
    page_info: PageInfo


def cursor_of(order: str, value: object, key: object) -> str:
    """Return a keyset cursor: hex of the JSON array of order, value and key."""
    return json.dumps([order, value, str(key)], ensure_ascii=False, separators=(",", ":")).encode().hex()


def connection_of(edges: list[Edge[T]], first: int) -> Connection[T]:
    """Return the page of `first` edges out of one more than that."""
    page = edges[:first]
    return Connection(edges=page, page_info=PageInfo(has_next_page=len(edges) > first, end_cursor=page[-1].cursor if page else None))


@strawberry.type
class Province(Node):
    """A province."""

    code: str
    name: str

    @classmethod
    def of(cls, row: models.Province) -> Self:
        return cls(id=strawberry.ID(f"Province:{row.code}"), code=row.code, name=row.name)


@strawberry.type
class School(Node):
    """A school."""

    row: strawberry.Private[models.School]
    code: str
    name: str

    @classmethod
    def of(cls, row: models.School) -> Self:
        return cls(row=row, id=strawberry.ID(f"School:{row.id}"), code=row.code, name=row.name)

    @strawberry.field
    async def province(self, info: Info) -> Province:
        return Province.of(await info.context.loaders.provinces.load(self.row.province_id))


@strawberry.type
class Department(Node):
    """A department."""

    name: str

    @classmethod
    def of(cls, row: models.Department) -> Self:
        return cls(id=strawberry.ID(f"Department:{row.id}"), name=row.name)


@strawberry.type
class Employer(Node):
    """A registered employer."""

    name: str
    uscc: str
    status: EmployerStatus

    @classmethod
    def of(cls, row: models.Employer) -> Self:
        return cls(id=strawberry.ID(f"Employer:{row.id}"), name=row.name, uscc=row.uscc, status=row.status)


@strawberry.type
class Review(Node):
    """A decision on an agreement."""

    level: ReviewLevel
    is_passed: bool
    reason: str | None
    reviewed_at: datetime

    @classmethod
    def of(cls, row: models.Review) -> Self:
        return cls(
            id=strawberry.ID(f"Review:{row.id}"), level=row.level, is_passed=row.is_passed, reason=row.reason, reviewed_at=row.created_at
        )


@strawberry.type
class Agreement(Node):
    """An agreement between a graduate and an employer."""

    row: strawberry.Private[models.Agreement]
    status: Status
    status_label: str
    agreement_number: str | None
    agreement_type: AgreementType
    employer_name: str
    monthly_pay: int | None
    created_at: datetime

    @classmethod
    def of(cls, row: models.Agreement) -> Self:
        return cls(
            row=row,
            id=strawberry.ID(f"Agreement:{row.id}"),
            status=row.status,
            status_label=status_label(row.status, row.agreement_type, row.rejected_by),
            agreement_number=row.number,
            agreement_type=row.agreement_type,
            employer_name=row.employer_name,
            monthly_pay=row.monthly_pay,
            created_at=row.created_at,
        )

    @strawberry.field
    async def employer(self, info: Info) -> Employer | None:
        if self.row.employer_id is None:
            return None
        return Employer.of(await info.context.loaders.employers.load(self.row.employer_id))

    @strawberry.field
    async def reviews(self, info: Info, first: int) -> Connection[Review]:
        rows = await info.context.loaders.reviews.load(self.row.id)
        return connection_of([Edge(node=Review.of(row), cursor=newest_first(row)) for row in rows[: first + 1]], first)


@strawberry.type
class Graduate(Node):
    """A graduation."""

    row: strawberry.Private[models.Graduate]
    name: str
    student_number: str | None
    class_year: int
    major_code: str
    major_name: str
    degree_code: str
    degree_label: str | None
    exam_number: str
    id_number: str
    training_mode: str

    @classmethod
    def of(cls, row: models.Graduate) -> Self:
        return cls(
            row=row,
            id=strawberry.ID(f"Graduate:{row.id}"),
            name=row.name,
            student_number=row.student_number,
            class_year=row.class_year,
            major_code=row.major_code,
            major_name=row.major_name,
            degree_code=row.degree_code,
            degree_label=DEGREE_LABELS.get(row.degree_code),
            exam_number=row.exam_number,
            id_number=row.id_number_masked,
            training_mode=row.training_mode,
        )

    @strawberry.field
    async def school(self, info: Info) -> School:
        return School.of(await info.context.loaders.schools.load(self.row.school_id))

    @strawberry.field
    async def department(self, info: Info) -> Department:
        return Department.of(await info.context.loaders.departments.load(self.row.department_id))

    @strawberry.field
    async def agreements(self, info: Info, first: int) -> Connection[Agreement]:
        rows = await info.context.loaders.agreements.load(self.row.id)
        return connection_of([Edge(node=Agreement.of(row), cursor=newest_first(row)) for row in rows[: first + 1]], first)


def newest_first(row: models.Agreement | models.Review) -> str:
    """Return the cursor of a row in a list that begins with the newest."""
    return cursor_of("-CREATED_AT", row.created_at.isoformat(), row.id)


@strawberry.interface
class SigningFigures:
    """Figures of one school, or their sums."""

    version: int
    graduates: int
    signed: int
    signing_rate: int | None
    online_pending_graduate: int
    online_pending_department: int
    online_pending_school: int
    online_review_rejected: int
    online_effective: int
    offline_effective: int


FIGURES = (
    "version",
    "graduates",
    "online_pending_graduate",
    "online_pending_department",
    "online_pending_school",
    "online_review_rejected",
    "online_effective",
    "offline_effective",
)
"""The figures that are counters themselves."""


def figures_of(rows: list[models.SigningCounters]) -> dict[str, Any]:
    """Return the sums of counters, how many have signed, and their rate in basis points, rounded half up."""
    sums = {name: sum(getattr(row, name) for row in rows) for name in FIGURES}
    signed, graduates = sums["online_effective"] + sums["offline_effective"], sums["graduates"]
    rate = (20_000 * signed + graduates) // (2 * graduates) if graduates else None
    return {**sums, "signed": signed, "signing_rate": rate}


@strawberry.type
class SchoolSigningStatistics(Node, SigningFigures):
    """Figures of one school."""

    row: strawberry.Private[models.SigningCounters]

    @classmethod
    def of(cls, row: models.SigningCounters) -> Self:
        return cls(row=row, id=strawberry.ID(f"SchoolSigningStatistics:{row.id}"), **figures_of([row]))

    @strawberry.field
    async def school(self, info: Info) -> School:
        return School.of(await info.context.loaders.schools.load(self.row.school_id))


@strawberry.type
class SigningStatistics(SigningFigures):
    """Figures of a province."""

    rows: strawberry.Private[list[models.SigningCounters]]
    school_count: int

    @strawberry.field
    def schools(self, first: int) -> Connection[SchoolSigningStatistics]:
        rows = sorted(self.rows, key=lambda row: (row.graduates, row.id))
        edges = [
            Edge(node=SchoolSigningStatistics.of(row), cursor=cursor_of("GRADUATES", row.graduates, row.id)) for row in rows[: first + 1]
        ]
        return connection_of(edges, first)

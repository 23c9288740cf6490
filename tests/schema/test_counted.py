"""What the build refuses of filters by related rows, of counts and of work: ways round that a list would not take."""

from typing import Any, Final

import pytest
import strawberry

import models
from auth.modules import Requirement
from auth.scope import Rows
from planner.bindings import One, Standing, WorkItem, Worklist, table_of
from rules.agreement import Initiator
from rules.gate import AgreementType, Feature
from rules.roles import Role
from schema.access import ANY_MODULE, EMPLOYMENT, EVERY_ACCOUNT
from schema.fields import aggregate, bound, column, counted, entity, filter_input, filtered, filtered_by, many, one, row_count
from schema.filters import BooleanFilter, EnumFilter, IntFilter, TextFilter
from schema.relay import Connection, Node
from schema.requirements import SchemaError
from tests.schema.test_build import NameOrder, built, root


@filter_input("schools")
class SchoolFilter:
    """By name."""

    name: TextFilter | None = filtered("By name.", "name")


@entity(models.School, scope=Rows.SCHOOL, access=ANY_MODULE)
class School(Node):
    """A school."""

    name: str = column("Name.")


@entity(models.Graduate, scope=Rows.GRADUATE, access=EMPLOYMENT)
class Graduate(Node):
    """A graduate."""

    name: str = column("Name.")
    class_year: int = column("Class year.")
    degree_code: str = column("Degree.")
    student_number: str | None = column("Number.")
    school: School = one("School", "Its school.", "school_id")


def graduates(filters: type) -> tuple[Any, Any]:
    """Return a list of graduates with a filter."""
    return Connection[Graduate] | None, many("Graduate", "Rows.", order=NameOrder, filters=filters)


def by_school(relation: One) -> type:
    """Return a filter of graduates by their school."""

    @strawberry.input(description="By the school.")
    class RelatedFilter:
        """By the school."""

        of_school: SchoolFilter | None = filtered_by("By the school.", relation, SchoolFilter)

    return RelatedFilter


def schools() -> tuple[Any, Any]:
    return Connection[School] | None, many("School", "Rows.", order=NameOrder, filters=SchoolFilter)


def test_a_filter_by_a_relation_of_a_field_builds() -> None:
    built(root(graduates=graduates(by_school(One("School", "school_id"))), schools=schools()))


@pytest.mark.parametrize("relation", [One("School", "person_id"), One("School", "school_id", "is_vocational")])
def test_a_filter_by_a_relation_that_no_field_follows_so_is_refused(relation: One) -> None:
    with pytest.raises(SchemaError, match=r"filter(s|ed) .*by (person_id|school_id)"):
        built(root(graduates=graduates(by_school(relation)), schools=schools()))


@filter_input("graduates")
class GraduateFilter:
    """By class year."""

    class_year: IntFilter | None = filtered("By class year.", "class_year")


EVERY: Final = ({"degree_code": "31"}, {"degree_code": "11"})


def counts(scope: Rows = Rows.GRADUATE, access: Any = EMPLOYMENT) -> type:
    """Return a type that counts graduates."""

    @aggregate(models.Graduate, scope=scope, access=access)
    class DegreeCount:
        """How many."""

        degree_code: str = column("Degree.")
        count: int = row_count("How many.")

    return DegreeCount


def counting(type_: type, groups: tuple[dict[str, str], ...] = EVERY) -> type:
    """Return a Query that lists graduates and counts them."""
    field = counted("Graduate", "DegreeCount", "Counts.", groups, GraduateFilter)
    return root(graduates=graduates(GraduateFilter), counts=(list[type_] | None, field))  # type: ignore[valid-type]


def test_counts_of_what_is_listed_build() -> None:
    built(counting(counts()))


def test_counts_over_other_rows_than_are_listed_are_refused() -> None:
    with pytest.raises(SchemaError, match=r"^counts counts rows of Graduate as DegreeCount, which has others"):
        built(counting(counts(scope=Rows.SCHOOL)))


def test_counts_for_whoever_may_not_list_are_refused() -> None:
    with pytest.raises(SchemaError, match=r"^Query\.counts counts rows of Graduate and asks for less"):
        built(counting(counts(access=ANY_MODULE)))


@pytest.mark.parametrize(("attribute", "why"), [("student_number", "which can be null"), ("nothing", "does not exist")])
def test_counts_by_what_has_no_word_are_refused(attribute: str, why: str) -> None:
    with pytest.raises(SchemaError, match=why):
        built(counting(counts(), ({attribute: "1"},)))


@strawberry.type(description="Work.")
class Work:
    """Work."""

    count: int = strawberry.field(description="How many.")


def working(**item: Any) -> type:
    """Return a Query with one list and one kind of work."""
    known: dict[str, Any] = {"code": "A", "label": "a", "needs": (Requirement(roles=(Role.SCHOOL,)),), "list": "schools", "filter": {}}
    field = bound(Worklist((WorkItem(**(known | item)),)), "Work.", EVERY_ACCOUNT)
    return root(schools=schools(), work=(list[Work] | None, field))


def test_work_that_a_client_could_list_builds() -> None:
    built(working(filter={"name": {"eq": "x"}}))


@pytest.mark.parametrize(
    "item",
    [{"list": "pupils"}, {"filter": {"code": {"eq": "x"}}}, {"filter": {"name": {"like": "x"}}}, {"filter": {"name": {"eq": 1}}}],
    ids=str,
)
def test_work_that_no_client_could_list_is_refused(item: dict[str, Any]) -> None:
    with pytest.raises(SchemaError, match=r"^work lists A in a way no client could: "):
        built(working(**item))


YEARS: Final = Standing(table_of(models.ClassYear), "year", "state", ("OPEN",))


@pytest.mark.parametrize(
    ("annotation", "field", "why"),
    [
        (IntFilter | None, filtered("By year.", "class_year", among=YEARS), "asks for more than whether"),
        (EnumFilter[Initiator] | None, filtered("By x.", "degree_code", stands_for={"EMPLOYER": ("31",)}), "not all of whose words"),
        (TextFilter | None, filtered("By x.", "degree_code", stands_for={"31": ("31",)}), "not all of whose words"),
    ],
)
def test_a_filter_that_stands_for_what_it_cannot_is_refused(annotation: Any, field: Any, why: str) -> None:
    cls: Any = type("OddFilter", (), {"__annotations__": {"odd": annotation}, "odd": field})
    with pytest.raises(SchemaError, match=why):
        built(root(graduates=graduates(strawberry.input(cls, description="Odd."))))


def test_a_filter_all_of_whose_words_stand_for_some_builds() -> None:
    words = {"DESTINATION": ("31",), "ARCHIVE": (), "HUKOU": ("11", "31")}
    years = filtered("By year.", "class_year", among=YEARS)
    annotations = {"feature": EnumFilter[Feature] | None, "is_open": BooleanFilter | None, "type": EnumFilter[AgreementType] | None}
    kinds = filtered("By x.", "degree_code", stands_for={"TWO_PARTY": (), "THREE_PARTY": ("31",)})
    fields = {"feature": filtered("By x.", "degree_code", stands_for=words), "is_open": years, "type": kinds}
    cls: Any = type("WholeFilter", (), {"__annotations__": annotations, **fields})
    built(root(graduates=graduates(strawberry.input(cls, description="Whole."))))

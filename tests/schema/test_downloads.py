"""Which lists can be downloaded, and with which columns: no list is forgotten, and every column says in Chinese what it holds."""

from collections.abc import Iterator

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLObjectType,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
)

from app.schema import build_schema
from planner.bindings import Aggregate, Page
from planner.execute import planner_of
from planner.limits import MAX_LONG_PAGE, MAX_PAGE
from schema.downloads.asking import Wanted, fields_of, place_of, written
from schema.downloads.cells import cell_of, local_time, percent
from schema.downloads.columns import Column
from schema.downloads.listed import LISTED, NOT_LISTED
from schema.downloads.notes import filter_in_words, order_in_words

SCHEMA = build_schema()._schema
FIGURE_6 = ["签约发起方", "姓名", "院校", "院系", "专业", "学历", "身份证号", "当前协议编号", "签约单位", "学号", "签约状态"]
"""All but the last, 操作, which is of the page."""


def lists_in_the_schema() -> Iterator[str]:
    """Yield the names of all lists and statistics that a query answers at its root, and of the lists in the statistics."""
    assert SCHEMA.query_type is not None
    roots = planner_of(SCHEMA).catalog.roots
    for name, field in SCHEMA.query_type.fields.items():
        bound = roots.get(f"Query.{name}")
        if isinstance(bound, Page | Aggregate) or (bound is not None and is_list_type(get_nullable_type(field.type))):
            yield name
        if isinstance(bound, Aggregate):
            type_ = get_named_type(field.type)
            assert isinstance(type_, GraphQLObjectType)
            yield from (f"{name}.{below}" for below, each in type_.fields.items() if get_named_type(each.type).name.endswith("Connection"))


def test_every_list_can_be_downloaded_or_says_why_not() -> None:
    assert not set(LISTED) & set(NOT_LISTED)
    assert set(lists_in_the_schema()) == set(LISTED) | set(NOT_LISTED)


@pytest.mark.parametrize("name", LISTED)
def test_every_column_leads_to_one_value_that_is_printed_in_words(name: str) -> None:
    place, columns = place_of(SCHEMA, name), LISTED[name].columns
    assert len({column.path for column in columns}) == len({column.heading for column in columns}) == len(columns)
    assert any(column.is_default for column in columns)
    for column in columns:
        type_ = get_named_type([field for _, field in fields_of(place, column)][-1].type)
        assert is_leaf_type(type_), column.path
        if isinstance(type_, GraphQLEnumType):
            assert column.words is not None, column.path
            assert set(column.words) == set(type_.values), column.path


@pytest.mark.parametrize("name", LISTED)
def test_a_sheet_can_bear_the_lists_title(name: str) -> None:
    # Two digits are left for the number of a further sheet.
    assert len(LISTED[name].title) <= 29
    assert not set(LISTED[name].title) & set("[]:*?/\\'")


def test_the_list_of_agreements_prints_figure_6() -> None:
    printed = [column.heading for column in LISTED["agreements"].columns if column.is_default]
    assert printed == FIGURE_6


@pytest.mark.parametrize("name", LISTED)
def test_whatever_a_list_is_filtered_by_has_a_chinese_name(name: str) -> None:
    root = place_of(SCHEMA, name).root
    type_ = get_named_type(root.args["filter"].type) if "filter" in root.args else None
    described = type_.fields if isinstance(type_, GraphQLInputObjectType) else root.args
    for field, definition in described.items():
        if field not in {"and", "or", "not"}:
            assert any("\u4e00" <= each <= "\u9fff" for each in definition.description or ""), field


def test_a_filter_is_told_in_words_and_tells_no_identity_number() -> None:
    number = "11010119900307803X"
    given = {
        "status": {"in": ["EFFECTIVE"]},
        "not": {"rejectedBy": {"isNull": False}},
        "or": [{"graduateMatches": {"idNumber": {"eq": number}}}, {"employerName": {"prefix": f"单位{number}"}}],
    }
    order = [{"field": "CREATED_AT", "direction": "DESC"}]
    wanted = Wanted("agreements", given, order, ("statusLabel",))
    told = filter_in_words(SCHEMA, wanted)
    assert "签约状态属于签约审核通过" in told
    assert "不符合（审核不通过的级别不为空）" in told
    assert "签约单位开头为单位110101********803X" in told
    assert number not in told
    assert order_in_words(SCHEMA, wanted) == "CREATED_AT降序"
    assert filter_in_words(SCHEMA, Wanted("signingStatistics", {"classYear": 2023}, None, ("graduates",))) == "届等于2023"
    assert filter_in_words(SCHEMA, Wanted("graduates", None, None, ("name",))) == "全部"


def test_only_what_the_list_takes_becomes_its_document() -> None:
    wanted = Wanted("signingStatistics.schools", {"classYear": 2023}, None, ("school.code", "school.name", "graduates"))
    document = written(SCHEMA, wanted, MAX_LONG_PAGE)
    assert "signingStatistics(classYear: $classYear) { schools(first: $first, after: $after)" in document.text
    assert "school { code name } graduates" in document.text
    assert document.variables["first"] == MAX_LONG_PAGE > MAX_PAGE


CELLS = [
    (Column("", "at"), "DateTime", {"at": "2023-06-30T16:00:01.5+00:00"}, "2023-07-01 00:00:01"),
    (Column("", "at"), "DateTime", {"at": None}, ""),
    (Column("", "day"), "Date", {"day": "2023-07-01"}, "2023-07-01"),
    (Column("", "is"), "Boolean", {"is": False}, "否"),
    (Column("", "pay"), "Int", {"pay": -5}, -5),
    (Column("", "number"), "String", {"number": "0012"}, "0012"),
    (Column("", "one.number", null="--"), "String", {"one": None}, "--"),
    (Column("", "one.number", null="--"), "String", {"one": {"number": None}}, "--"),
    (Column("", "word", {"A": "甲"}), "Word", {"word": "A"}, "甲"),
    (Column("", "word", {"A": "甲"}), "String", {"word": "B"}, "B"),
    (Column("", "rate", is_rate=True), "Int", {"rate": 6189}, "61.89%"),
]


@pytest.mark.parametrize(("column", "scalar", "row", "cell"), CELLS)
def test_a_cell_holds_what_the_page_shows(column: Column, scalar: str, row: dict[str, object], cell: str | int) -> None:
    assert cell_of(column, scalar, row) == cell


def test_rates_and_moments_are_exact() -> None:
    assert [percent(each) for each in (0, 1, 100, 10_000)] == ["0.00%", "0.01%", "1.00%", "100.00%"]
    assert local_time("9999-12-31T23:59:59Z") == "9999-12-31T23:59:59Z"

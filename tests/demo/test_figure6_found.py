"""Every row of figure 6 is found by each of its columns, and the list beside it counts what the figure shows."""

from collections.abc import AsyncIterator, Iterator
from typing import Any, Final

import pytest
import pytest_asyncio

import app.schema
from auth.actor import Actor
from auth.modules import NO_LEVELS, held_levels
from auth.passwords import Passwords
from demo import figure6
from models.database import close_database, open_database
from rules.codes import DEGREE_LEVELS
from rules.roles import Role
from tests.demo.plan import load
from tests.demo.test_figure6 import as_printed
from tests.engines import Engine
from tests.planner.actors import NOBODY
from tests.planner.compiled import Compiled, open_reads

STATUSES: Final = {
    ("学生", "签约审核不通过 (学校审核不通过)"): "SIGN_REJECTED",
    ("学生", "就业协议审核不通过 (学校审核不通过)"): "PROTOCOL_REJECTED",
    ("单位", "签约审核不通过 (学校审核不通过)"): "REVIEW_REJECTED",
    ("学生", "学校已作废"): "VOIDED",
    ("单位", "学校已作废"): "VOIDED",
    ("单位", "签约逾期未回应 签约失败"): "EXPIRED",
    ("单位", "签约审核通过"): "EFFECTIVE",
}
"""签约发起方 and 签约状态 as the figure prints them -> the status."""
PROVINCE: Final = Actor(account_id=NOBODY, role=Role.PROVINCE, province_code="11", levels=held_levels(Role.PROVINCE, NO_LEVELS, NO_LEVELS))
QUERY: Final = """query($f: AgreementFilter) { agreements(first: 10, filter: $f) { edges { node {
    initiatorLabel statusLabel agreementNumberLabel employerName
    graduate { name studentNumber majorName degreeLabel department { name } school { name } } } } } }"""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def reads(engine: Engine, passwords: Passwords) -> AsyncIterator[Compiled]:
    """Yield reads over the smallest demonstration."""
    async with engine.fresh() as url:
        await load(url, passwords)
        await open_database(url)
        reads = await open_reads(url)
        yield Compiled(app.schema.the_schema()._schema, reads)
        await reads.close()
        await close_database()


async def ids(reads: Compiled, cells: list[str]) -> dict[str, str]:
    """Return the IDs of a row's school and department, which a page chooses from lists."""
    text = """query($name: String) { schools(first: 1, filter: {name: {eq: $name}}) { edges { node { id departments(first: 100) {
        edges { node { id name } } } } } } }"""
    (edge,) = (await reads.ask(text, PROVINCE, name=cells[2])).data["schools"]["edges"]
    departments = {each["node"]["name"]: each["node"]["id"] for each in edge["node"]["departments"]["edges"]}
    return {"school": edge["node"]["id"], "department": departments[cells[3]]}


def by_each_column(cells: list[str], place: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Yield a filter for every column of a row, as it is printed."""
    by, name, _, _, major, degree, _, number, employer, student_number, status = cells
    level = next(digit for digit, label in DEGREE_LEVELS.items() if label == degree)
    yield {"initiator": {"eq": "EMPLOYER" if by == "单位" else "GRADUATE"}}
    yield {"inviteeName": {"eq": name}}
    yield {"graduateMatches": {"name": {"prefix": name[:1]}}}
    yield from ({key: {"eq": id_}} for key, id_ in place.items())
    yield {"graduateMatches": {"majorName": {"eq": major}}}
    yield {"graduateMatches": {"degreeCode": {"prefix": level}}}
    yield {"agreementNumber": {"isNull": True} if number == "签约信息生效后生成" else {"eq": number}}
    yield {"employerName": {"eq": employer}}
    yield {"graduateMatches": {"studentNumber": {"isNull": True} if student_number == "--" else {"eq": student_number}}}
    yield {"status": {"eq": STATUSES[by, status]}, "rejectedBy": {"eq": "SCHOOL"} if "不通过" in status else {"isNull": True}}


def shown(node: dict[str, Any]) -> list[str]:
    """Return the cells of a row as a page prints it; the sixth is hidden."""
    graduate = node["graduate"]
    told = [graduate["name"], graduate["school"]["name"], graduate["department"]["name"], graduate["majorName"], graduate["degreeLabel"]]
    number, employer = node["agreementNumberLabel"], node["employerName"]
    return [node["initiatorLabel"], *told, "", number, employer, graduate["studentNumber"] or "--", node["statusLabel"]]


@pytest.mark.parametrize("at", range(len(figure6.ROWS)))
async def test_a_row_of_the_figure_is_found_by_each_of_its_columns_and_by_all_of_them(reads: Compiled, at: int) -> None:
    cells = as_printed()[at]
    filters = list(by_each_column(cells, await ids(reads, cells)))
    for each in (*filters, {"and": filters}):
        answer = await reads.ask(QUERY, PROVINCE, f=each)
        assert not answer.errors
        found = [shown(edge["node"]) for edge in answer.data["agreements"]["edges"]]
        # The figure's rows are the province's newest, so that the first ten of a filter have every one of them that it chooses.
        assert cells in found, each
    # All columns together leave exactly this row.
    assert found == [cells]

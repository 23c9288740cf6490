"""`quxiang explain`: a reader learns what a document asks, becomes and costs; no name and no number gets out."""

import json
from pathlib import Path
from typing import Final

import pytest

from rules.roles import Role
from tests.journey.server import ended
from tests.world import World

DOCUMENT: Final = """query Find($name: String!) {
  graduates(first: 3, filter: {name: {eq: $name}}, orderBy: {field: EXAM_NUMBER}) { edges { node { name idNumber } } }
}
query Count { agreements(first: 1) { totalCount } }"""


async def quxiang(url: str, *arguments: str) -> tuple[int, str]:
    """Run one command as an operator does; return its exit code and all it said."""
    return await ended(url, *arguments)


@pytest.fixture
def document(tmp_path: Path) -> str:
    path = tmp_path / "find.graphql"
    path.write_text(DOCUMENT, encoding="utf-8")
    return str(path)


async def test_a_document_is_explained_as_an_account_without_what_is_personal(database: str, world: World, document: str) -> None:
    variables = json.dumps({"name": world.graduate.name})
    account = world.accounts[Role.SCHOOL].username
    code, said = await quxiang(database, "explain", document, "--as", account, "--operation", "Find", "--variables", variables)
    assert code == 0
    for told in (
        "── graduates: Query.graduates ──",
        "granted Query.graduates: READ_ONLY on EMPLOYMENT or ARCHIVE or HUKOU",
        "granted GraduateOrderField.EXAM_NUMBER: READ_ONLY on EMPLOYMENT or ARCHIVE or HUKOU and READ_ONLY on EMPLOYMENT",
        "order by t1.exam_number,t1.id",
        "graduates: filter, name eq",
        f"{world.school.id!r}  scope of GRADUATE: school_id",
    ):
        assert told in said
    assert world.graduate.name not in said
    assert world.id_number(world.graduate) not in said


async def test_what_cannot_be_explained_is_told_in_one_sentence(database: str, world: World, document: str) -> None:
    account = world.accounts[Role.SCHOOL].username
    for arguments, code, told in (
        (("--as", account), 1, "Must provide operation name if query contains multiple operations. (OPERATION_RESOLUTION_FAILURE)"),
        (("--as", account, "--operation", "Find"), 1, "(BAD_USER_INPUT)"),
        (("--as", "nobody", "--operation", "Count"), 1, "There is no such account, or it is disabled."),
        (("--as", account, "--variables", "["), 2, "--variables must be a JSON object."),
    ):
        ended, said = await quxiang(database, "explain", document, *arguments)
        assert (ended, said.count("\n")) == (code, 1)
        assert told in said

"""What descriptions say of access is what the directives ask, read back as a client would; and the page of the matrix is the schema's."""

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any, Final

import pytest
from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLObjectType, build_schema
from typer.testing import CliRunner

import app.schema
from app.cli import commands
from auth.modules import Requirement
from rules.roles import AccessLevel, Module, Role
from schema.access_text import in_words
from tests.access.oracle import MUTATIONS, NONE, READ, TYPES, WRITE, Asker, Levels, Need, meets
from tests.reference.access import Access, may
from tests.reference.vocabulary import Asker as Reader
from tests.reference.words import PRODUCT

PAGE: Final = Path(__file__).parents[2] / "docs" / "access-matrix.md"
PRINTED: Final = build_schema(app.schema.build_schema().as_str())
ACCESS: Final = re.compile(r" Access: ([^.]+)\.$")
ROLES: Final = tuple(role.value for role in Role if role is not Role.SYSTEM)
LEVELS: Final = ("NONE", "READ_ONLY", "READ_WRITE")
READERS: Final = [Reader()] + [
    Reader(role, dict(zip(("EMPLOYMENT", "ARCHIVE", "HUKOU"), levels, strict=True)))
    for role, levels in product(ROLES, product(LEVELS, repeat=3))
]


def read_back(text: str | None) -> list[dict[str, Any]]:
    """Return the requirements that a description tells, in the form of directives' arguments."""
    said = ACCESS.search(text or "")
    if said is None or said[1] == "anybody":
        return []
    return [one_read_back(part) for part in said[1].split(" and ")]


def one_read_back(text: str) -> dict[str, Any]:
    modules, _, roles = text.partition("as ")
    words = re.findall(r"[A-Z_]+", modules)
    asked: dict[str, Any] = {"anyOf": words[:-1], "level": words[-1]} if words else {}
    return {**asked, **({"roles": re.findall(r"[A-Z]+", roles)} if roles else {})}


def fields() -> Iterator[tuple[str, list[dict[str, Any]], str | None]]:
    """Yield every field of every object: coordinate, what its directives and those it inherits ask, its description."""
    access = Access(PRINTED, PRODUCT)
    for type_ in PRINTED.type_map.values():
        if isinstance(type_, GraphQLObjectType) and not re.search(r"^__|Connection$|Edge$", type_.name):
            for name, field in type_.fields.items():
                yield f"{type_.name}.{name}", access.of_field(type_, field), field.description


def test_every_description_tells_what_the_directives_ask() -> None:
    checked = 0
    for coordinate, asked, description in fields():
        told = read_back(description)
        assert [may(reader, told) for reader in READERS] == [may(reader, asked) for reader in READERS], coordinate
        checked += 1
    assert checked > 150


def test_filters_and_orders_tell_what_their_columns_ask() -> None:
    told = {
        f"{type_.name}.{name}"
        for type_ in PRINTED.type_map.values()
        if isinstance(type_, GraphQLInputObjectType | GraphQLEnumType) and re.search(r"(Filter|OrderField)$", type_.name)
        for name, part in (type_.fields if isinstance(type_, GraphQLInputObjectType) else type_.values).items()
        if read_back(part.description)
    }
    assert {"AgreementFilter.status", "GraduateFilter.examNumber", "GraduateOrderField.EXAM_NUMBER", "SchoolFilter.name"} <= told
    assert "TextFilter.eq" not in told


@pytest.mark.parametrize(
    ("requirements", "words"),
    [
        ([Requirement(public=True)], "anybody"),
        ([Requirement((Module.ARCHIVE,))], "ARCHIVE, READ_ONLY"),
        ([Requirement(tuple(Module), AccessLevel.READ_WRITE)], "EMPLOYMENT, ARCHIVE or HUKOU, READ_WRITE"),
        ([Requirement(roles=(Role.PROVINCE,))], "as PROVINCE"),
        ([Requirement((Module.HUKOU,), roles=(Role.SCHOOL, Role.PROVINCE))], "HUKOU, READ_ONLY; as SCHOOL or PROVINCE"),
        ([Requirement((Module.ARCHIVE,)), Requirement((Module.HUKOU,))], "ARCHIVE, READ_ONLY and HUKOU, READ_ONLY"),
        ([Requirement((Module.ARCHIVE, Module.HUKOU)), Requirement((Module.ARCHIVE,), AccessLevel.READ_WRITE)], "ARCHIVE, READ_WRITE"),
    ],
)
def test_requirements_are_told_without_those_that_others_imply(requirements: list[Requirement], words: str) -> None:
    assert in_words(requirements) == words


def test_the_page_is_what_the_command_prints() -> None:
    assert CliRunner().invoke(commands, ["access-matrix"]).output == PAGE.read_text(encoding="utf-8")


def cells(first: str) -> dict[str, list[str]]:
    """Return the last six cells of each line of the page whose first cell fits, by what stands in the brackets."""
    rows = [line.strip("| ").split(" | ") for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    return {found[1]: row[-6:] for row in rows if (found := re.fullmatch(first, row[0]))}


def expected(need: Need | None) -> list[str]:
    """Return what the oracle of the access tests says of a need, role by role."""
    if need is None:
        return ["yes"] * 6
    answers = {role: {meets(Asker("", Role(role), levels), need) for levels in levels_of(Role(role))} for role in ROLES}
    return ["level" if len(answer) == 2 else "yes" if answer == {True} else "–" for answer in answers.values()]


def levels_of(role: Role) -> list[Levels]:
    """Return the levels that accounts of a role can hold."""
    none, read, write = NONE, READ, WRITE
    match role:
        case Role.SCHOOL | Role.DEPARTMENT:
            return list(product((none, read, write), (none, read, write), (none, read, write)))
        case Role.GRADUATE:
            return [(write, write, write)]
        case Role.EMPLOYER:
            return [(write, none, none)]
        case _:
            return [(read, read, read)]


def test_the_page_says_of_every_record_and_every_act_what_the_oracle_says() -> None:
    records, acts = cells(r"\*\*(\w+)\*\*"), cells(r"`(\w+)`")
    assert records == {name: expected(need) for name, need in TYPES.items()}
    assert {name: acts[name] for name in MUTATIONS} == {name: expected(need) for name, need in MUTATIONS.items()}

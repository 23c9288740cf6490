"""docs/guide-coverage.md answers for every sentence of the operation guide, with operations that there are and tests that there are."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLInterfaceType, GraphQLObjectType, build_schema

ROOT: Final = Path(__file__).parents[2]
GUIDE: Final = (ROOT / "docs/guide/province.zh.md").read_text(encoding="utf-8")
TABLE: Final = (ROOT / "docs/guide-coverage.md").read_text(encoding="utf-8")
SCHEMA: Final = build_schema((ROOT / "schema/schema.graphql").read_text(encoding="utf-8"))
ADDRESS: Final = re.compile(r"(GET|POST) (/[^` ]*)")
FRONT_MATTER: Final = 11
"""Lines of the guide before its text: title, date and contents."""


class Covered(NamedTuple):
    """One row: what the guide says word for word, what does it, and what proves it."""

    said: str
    operations: list[str]
    tests: list[str]


def rows() -> list[Covered]:
    """Return the rows of every table of the page."""
    cells = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in TABLE.splitlines() if line.startswith("| ")]
    found = [row for row in cells if row[0].strip("| ") not in {"what the guide says", "---"}]
    assert all(len(row) == 3 for row in found)
    return [Covered(said, re.findall(r"`([^`]+)`", done), re.findall(r"`([^`]+)`", proof)) for said, done, proof in found]


ROWS: Final = rows()


def plain(text: str) -> str:
    """Return a text without markup and blanks, which the page writes in its own way."""
    return re.sub(r"[\s*|]|\[|\]|\(#\)|>", "", text)


def sentences() -> Iterator[str]:
    """Yield what the guide says: its sentences, the rows of its tables, and the captions of its figures."""
    lines = [line for line in GUIDE.splitlines() if line.strip() and not line.startswith("#")]
    for line in lines[FRONT_MATTER - 1 :]:
        yield from (part for part in re.split(r"(?<=。)", line.strip()) if part.strip())


@pytest.mark.parametrize("sentence", list(sentences()))
def test_every_sentence_of_the_guide_has_a_row(sentence: str) -> None:
    assert any(plain(row.said) in plain(sentence) or plain(sentence) in plain(row.said) for row in ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.said[:20])
def test_a_row_says_what_the_guide_says_and_neither_of_its_other_cells_is_empty(row: Covered) -> None:
    assert plain(row.said) in plain(GUIDE)
    assert row.operations
    assert row.tests


@pytest.mark.parametrize("operation", sorted({operation for row in ROWS for operation in row.operations}))
def test_every_operation_is_there(operation: str) -> None:
    if address := ADDRESS.fullmatch(operation):
        assert any(re.escape(address[2].split("{")[0]).replace("\\", "") in text for text in sources("web"))
    elif operation.startswith("quxiang "):
        _, *words = operation.split()
        assert all(f'"{word}"' in text or f"def {word}(" in text for word in words[1:] for text in ["".join(sources("app"))])
    else:
        type_name, _, field = operation.partition(".")
        type_ = SCHEMA.type_map[type_name]
        if isinstance(type_, GraphQLEnumType):
            assert field in type_.values
        else:
            assert isinstance(type_, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType)
            assert field in type_.fields


@cache
def sources(folder: str) -> tuple[str, ...]:
    """Return the texts of a folder's Python files."""
    return tuple(path.read_text(encoding="utf-8") for path in sorted((ROOT / folder).rglob("*.py")))


@cache
def functions_of(path: str) -> frozenset[str]:
    """Return the names of a file's functions."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


@pytest.mark.parametrize("test", sorted({test for row in ROWS for test in row.tests}))
def test_every_test_is_there(test: str) -> None:
    path, _, name = test.partition("::")
    assert name.startswith("test_")
    assert name in functions_of(path)

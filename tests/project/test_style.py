"""House rules that no linter checks: small files, small functions, a purpose at the top, nothing left for later."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.project.files import python_files, text_of, texts, tree_of

LINES_OF_A_FILE: Final = 350
LINES_OF_A_FUNCTION: Final = 45

UNBOUNDED: Final = ("models/migrations/", "rules/codes.py", "schema/downloads/listed.py", "tests/reference/words.py")
"""Migrations, code tables, the columns of downloads and the words of the reference are as long as what they state."""

LEFT_FOR_LATER: Final = re.compile(r"\b(?:TO(?:DO)|FIX(?:ME)|X(?:XX))\b")
STAND_INS: Final = frozenset({"skip", "skipif", "skipUnless", "importorskip", "xfail", "mock", "Mock", "MagicMock", "AsyncMock"})
"""A test that does not run, or that runs against something made up, proves nothing."""


def bounded(path: Path) -> bool:
    return not path.as_posix().startswith(UNBOUNDED)


def functions_of(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree_of(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def names_of(path: Path) -> Iterator[str]:
    """Yield every name and attribute a file uses, and the last part of every module it imports."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.alias):
            yield node.name.rpartition(".")[2]


@pytest.mark.parametrize("path", python_files(), ids=str)
def test_a_file_says_its_purpose_first(path: Path) -> None:
    assert ast.get_docstring(tree_of(path)), "the first statement is a docstring of one sentence"


def test_no_file_is_longer_than_a_reader_holds_in_mind() -> None:
    long = {
        str(path): length
        for path in python_files()
        if bounded(path) and (length := len((text_of(path) or "").splitlines())) > LINES_OF_A_FILE
    }
    assert long == {}, "such a file becomes a folder of the same name"


def test_no_function_is_longer_than_a_screen() -> None:
    long = {
        f"{path}:{function.lineno} {function.name}": length
        for path in python_files()
        if bounded(path)
        for function in functions_of(path)
        if (length := (function.end_lineno or function.lineno) - function.lineno + 1) > LINES_OF_A_FUNCTION
    }
    assert long == {}, "such a function is two"


def test_nothing_is_left_for_later() -> None:
    assert [str(path) for path, text in texts() if LEFT_FOR_LATER.search(text)] == []


def test_no_test_is_skipped_or_runs_against_a_stand_in() -> None:
    tests = [path for path in python_files() if path.parts[0] == "tests"]
    assert {str(path): found for path in tests if (found := STAND_INS.intersection(names_of(path)))} == {}


def test_no_test_replaces_a_part_of_what_it_tests() -> None:
    replaced = [
        f"{path}:{node.lineno}"
        for path in python_files()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute)
        and node.attr == "setattr"
        and isinstance(node.value, ast.Name)
        and node.value.id == "monkeypatch"
    ]
    assert replaced == []

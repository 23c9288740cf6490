"""Documents point at what exists, and no file names a machine or a package registry."""

import ast
import re
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from graphql import parse, validate

from app.schema import the_schema
from tests.project.files import ROOT, project_files, pyproject, python_files, text_of, texts, tree_of

LINK: Final = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
REGISTRY: Final = re.compile(r"://[^/\s\"']*(?:registry|pypi|pythonhosted|npmjs|mirrors?\.)", re.IGNORECASE)
MACHINE_PATH: Final = re.compile(r"(?<![\w.:/-])/(?:work|root|home|Users|mnt)/\w")
FUNCTION: Final = (ast.FunctionDef, ast.AsyncFunctionDef)

DOCUMENTS: Final = [path for path in project_files() if path.suffix == ".md"]


@pytest.mark.parametrize("path", DOCUMENTS, ids=str)
def test_every_relative_link_leads_to_a_file(path: Path) -> None:
    targets = [first or second for first, second in LINK.findall(text_of(path) or "")]
    local = [target.partition("#")[0] for target in targets if "://" not in target and not target.startswith(("#", "mailto:"))]
    assert [target for target in local if not (ROOT / path.parent / target).exists()] == []


@pytest.mark.parametrize("path", [path for path in DOCUMENTS if "```graphql" in (text_of(path) or "")], ids=str)
def test_every_operation_in_the_documents_is_valid(path: Path) -> None:
    schema = the_schema()._schema
    for operation in re.findall(r"```graphql\n(.*?)```", text_of(path) or "", re.DOTALL):
        assert validate(schema, parse(operation)) == []


@pytest.mark.parametrize("path", [path for path in DOCUMENTS if "`test_" in (text_of(path) or "")], ids=str)
def test_every_test_that_a_document_names_exists(path: Path) -> None:
    assert set(re.findall(r"`(test_\w+)`", text_of(path) or "")) - functions() == set()


@cache
def functions() -> set[str]:
    """Return the names of all functions there are."""
    return {node.name for file in python_files() for node in ast.walk(tree_of(file)) if isinstance(node, FUNCTION)}


def test_no_file_names_a_package_registry() -> None:
    assert [str(path) for path, text in texts() if REGISTRY.search(text)] == []


def test_no_file_names_a_place_on_one_machine() -> None:
    assert [str(path) for path, text in texts() if MACHINE_PATH.search(text)] == []


def test_the_changelog_tells_of_this_version() -> None:
    assert f"## {pyproject()['project']['version']}" in (text_of(Path("CHANGELOG.md")) or "")

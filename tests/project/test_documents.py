"""Documents point at what exists, and no file names a machine or a package registry."""

import re
from pathlib import Path
from typing import Final

import pytest
from graphql import parse, validate

from app.schema import build_schema
from tests.project.files import ROOT, project_files, pyproject, text_of, texts

LINK: Final = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
REGISTRY: Final = re.compile(r"://[^/\s\"']*(?:registry|pypi|pythonhosted|npmjs|mirrors?\.)", re.IGNORECASE)
MACHINE_PATH: Final = re.compile(r"(?<![\w.:/-])/(?:work|root|home|Users|mnt)/\w")

DOCUMENTS: Final = [path for path in project_files() if path.suffix == ".md"]


@pytest.mark.parametrize("path", DOCUMENTS, ids=str)
def test_every_relative_link_leads_to_a_file(path: Path) -> None:
    targets = [first or second for first, second in LINK.findall(text_of(path) or "")]
    local = [target.partition("#")[0] for target in targets if "://" not in target and not target.startswith(("#", "mailto:"))]
    assert [target for target in local if not (ROOT / path.parent / target).exists()] == []


@pytest.mark.parametrize("path", [path for path in DOCUMENTS if "```graphql" in (text_of(path) or "")], ids=str)
def test_every_operation_in_the_documents_is_valid(path: Path) -> None:
    schema = build_schema()._schema
    for operation in re.findall(r"```graphql\n(.*?)```", text_of(path) or "", re.DOTALL):
        assert validate(schema, parse(operation)) == []


def test_no_file_names_a_package_registry() -> None:
    assert [str(path) for path, text in texts() if REGISTRY.search(text)] == []


def test_no_file_names_a_place_on_one_machine() -> None:
    assert [str(path) for path, text in texts() if MACHINE_PATH.search(text)] == []


def test_the_changelog_tells_of_this_version() -> None:
    assert f"## {pyproject()['project']['version']}" in (text_of(Path("CHANGELOG.md")) or "")

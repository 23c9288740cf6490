"""Every list of the project's packages names the same folders; the arrows between them are import-linter's, in pyproject.toml."""

import ast
import sys
from pathlib import Path

from tests.project.files import ROOT, project_files, pyproject, python_files, tree_of

BESIDE_THE_SERVICE = {"benchmarks", "tests"}


def python_folders() -> set[str]:
    return {path.parts[0] for path in python_files() if len(path.parts) > 1}


def test_no_package_shadows_the_standard_library() -> None:
    assert python_folders() & sys.stdlib_module_names == set()


def test_every_package_is_installed_checked_and_held_to_its_layer() -> None:
    tool = pyproject()["tool"]
    service = python_folders() - BESIDE_THE_SERVICE
    assert {name.removesuffix("*") for name in tool["setuptools"]["packages"]["find"]["include"]} == service
    assert set(tool["importlinter"]["root_packages"]) == service
    assert set(tool["mypy"]["files"]) == service | BESIDE_THE_SERVICE
    assert set(tool["ruff"]["lint"]["isort"]["known-first-party"]) == service | BESIDE_THE_SERVICE


def test_every_folder_says_what_it_is_for() -> None:
    folders = {parent for path in project_files() for parent in path.parents if parent.parts and not parent.parts[0].startswith(".")}
    silent = {str(folder) for folder in folders if not says_its_purpose(folder)}
    assert silent == set(), "a folder of Python has a docstring in its __init__.py; any other a README.md, its own or a parent's"


def says_its_purpose(folder: Path) -> bool:
    if any(path.parent == folder for path in python_files()) and folder.parts[:2] != ("web", "graphiql"):
        init = folder / "__init__.py"
        return (ROOT / init).is_file() and bool(ast.get_docstring(tree_of(init)))
    return any((ROOT / parent / "README.md").is_file() for parent in (folder, *folder.parents) if parent.parts)

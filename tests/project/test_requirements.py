"""What is installed is what was pinned: every package by version and hash, in Python and for the GraphiQL page."""

import json
import re
from pathlib import Path
from typing import Final

from tests.project.files import text_of

PIN: Final = re.compile(r"^([a-z][a-z0-9-]*)==([^\s;]+)", re.MULTILINE)
NAME: Final = re.compile(r"^([a-z][a-z0-9-]*)", re.MULTILINE)
LOCK: Final = Path("web/graphiql/package-lock.json")


def pins(name: str) -> dict[str, str]:
    return dict(PIN.findall(text_of(Path(name)) or ""))


def wanted(name: str) -> set[str]:
    return set(NAME.findall(text_of(Path(name)) or ""))


def test_every_requirement_is_pinned_with_its_hashes() -> None:
    for name in ("requirements", "requirements-dev"):
        assert wanted(f"{name}.in") <= pins(f"{name}.txt").keys()
        entries = re.split(r"\n(?=\S)", (text_of(Path(f"{name}.txt")) or "").strip())
        assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_tests_run_with_the_versions_that_serve() -> None:
    assert pins("requirements.txt").items() <= pins("requirements-dev.txt").items()


def test_every_package_of_the_page_is_pinned_by_hash_and_not_by_place() -> None:
    packages = json.loads(text_of(LOCK) or "")["packages"]
    fetched = {name: package for name, package in packages.items() if name and not package.get("inBundle")}
    assert fetched
    assert [name for name, package in fetched.items() if "integrity" not in package or "resolved" in package] == []

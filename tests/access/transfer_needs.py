"""Who may act on archives and household registrations, written by hand: part of the oracle."""

from collections.abc import Mapping
from typing import Final

from rules.roles import Module, Role
from tests.access.needs import WRITE, Need

OF_TRANSFERS: Final[Mapping[str, Need]] = {
    **{
        f"{act}{module.value.capitalize()}": Need((module,), WRITE, roles)
        for module in (Module.ARCHIVE, Module.HUKOU)
        for act, roles in (
            ("submit", (Role.GRADUATE,)),
            ("resubmit", (Role.GRADUATE,)),
            ("cancel", (Role.GRADUATE,)),
            ("register", (Role.SCHOOL,)),
            ("review", (Role.DEPARTMENT, Role.SCHOOL)),
        )
    },
    **{f"{act}Archive": Need((Module.ARCHIVE,), WRITE, (Role.SCHOOL,)) for act in ("send", "receive", "return")},
    "reviewArchives": Need((Module.ARCHIVE,), WRITE, (Role.DEPARTMENT, Role.SCHOOL)),
    "reviewHukous": Need((Module.HUKOU,), WRITE, (Role.DEPARTMENT, Role.SCHOOL)),
    "sendArchives": Need((Module.ARCHIVE,), WRITE, (Role.SCHOOL,)),
}
"""Mutation -> what it needs."""

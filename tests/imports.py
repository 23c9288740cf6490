"""Imports of rosters as rows alone: queued, held, or over, with what hangs on them."""

from typing import Any, Final
from uuid import UUID

from models import Account, RosterImport, RosterProblem, School
from rules.files import MediaType, Purpose
from rules.roster_import import UNDER_WAY, ImportMode, ImportPhase, ImportState
from tests.uploads import make_upload
from tests.world import NOW, OPEN_YEAR

FILE: Final[dict[str, Any]] = {"purpose": Purpose.ROSTER, "media_type": MediaType.XLSX, "file_name": "毕业生名册.xlsx"}
"""What an upload of a roster says of itself."""


async def make_import(account: Account, school: School, **columns: Any) -> RosterImport:
    """Write one import of a school's, queued unless told otherwise; its file is there as long as it is under way."""
    state = columns.get("state", ImportState.QUEUED)
    told: dict[str, Any] = {
        "class_year": OPEN_YEAR,
        "file_name": FILE["file_name"],
        "mode": ImportMode.ALL_OR_NOTHING,
        "is_dry_run": False,
        "makes_departments": False,
        "phase": ImportPhase.READING,
        "created_at": NOW,
        "upload_id": (await make_upload(account, **FILE)).id if state in UNDER_WAY else None,
        "finished_at": None if state in UNDER_WAY else NOW,
    }
    return await RosterImport.create(account=account, school_id=school.id, province_code=school.province_id, **(told | columns))


async def make_problem(of: RosterImport, row_number: int = 2, **columns: Any) -> RosterProblem:
    """Write one thing that is wrong with a row of an import's file."""
    told: dict[str, Any] = {
        "field": "name",
        "label": "姓名",
        "problem": "姓名为空。",
        "remedy": "请填写姓名。",
        "created_at": NOW,
    }
    scope: dict[str, Any] = {"school_id": of.school_id, "province_code": of.province_code}
    return await RosterProblem.create(roster_import_id=of.id, row_number=row_number, **scope, **(told | columns))


async def as_it_stands(key: UUID) -> RosterImport:
    """Return an import as it stands."""
    return await RosterImport.get(id=key)

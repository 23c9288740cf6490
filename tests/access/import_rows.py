"""Imports of rosters of every school and state, every nullable column of some of them filled."""

from typing import Any

from models import RosterImport, RosterProblem
from rules.roles import Role
from rules.roster_import import ImportState
from tests.access.oracle import Row
from tests.imports import make_import, make_problem
from tests.world import NOW, World


async def write_imports(world: World, waiting_year: int) -> tuple[list[Row], RosterImport]:
    """Write imports, and return their rows, and the one that waits: of the school on which most of the stage is, of a year of its own."""
    account = world.accounts[Role.SCHOOL]
    filled: dict[str, Any] = {
        "row_total": 3,
        "new_departments": "哲学系",
        "refusal": "有2行有误，未导入任何数据。",
        "cancel_requested_at": NOW,
    }
    waiting = await make_import(account, world.school, class_year=waiting_year)
    refused = [
        await make_import(account, school, state=ImportState.REFUSED, **filled)
        for school in (world.school, world.neighbour_school, world.far_school)
    ]
    for each in refused:
        await make_problem(each)
        await make_problem(each, 0, field=None, label=None)
    return [
        *(Row("RosterImport", each.id, each.province_code, each.school_id, class_year=each.class_year) for each in [waiting, *refused]),
        *(
            Row("RosterProblem", each.id, each.province_code, each.school_id, roster_import=each.roster_import_id)
            for each in await RosterProblem.all()
        ),
    ], waiting

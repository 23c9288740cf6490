"""What the database refuses of basic data and of imports: one that is under way, with a row that waits."""

from datetime import datetime
from typing import Any, Final
from uuid import uuid4

from models import RosterRow
from rules.roles import Role
from rules.roster_import import Fate
from tests.imports import make_import, make_problem
from tests.rosters import BASICS
from tests.world import World

OF_IMPORTS: Final[dict[str, list[str]]] = {
    "graduate_sex_code_known": ["UPDATE graduate SET sex_code = '3'"],
    "graduate_enrolled_digits": ["UPDATE graduate SET enrolled_month = '20x909'"],
    "graduate_graduated_digits": ["UPDATE graduate SET graduated_month = '20x306'"],
    "roster_import_mode_known": ["UPDATE roster_import SET mode = 'SOME'"],
    "roster_import_state_known": ["UPDATE roster_import SET state = 'LOST', finished_at = created_at"],
    "roster_import_phase_known": ["UPDATE roster_import SET phase = 'GUESSING'"],
    "roster_import_leased_while_running": [
        "UPDATE roster_import SET state = 'RUNNING'",
        "UPDATE roster_import SET lease_until = created_at",
    ],
    "roster_import_finished_when_over": [
        "UPDATE roster_import SET finished_at = created_at",
        "UPDATE roster_import SET state = 'DONE'",
    ],
    "roster_import_version_positive": ["UPDATE roster_import SET version = 0"],
    "roster_row_fate_known": ["UPDATE roster_row SET fate = 'LOST'"],
    "roster_row_id_number_masked": ["UPDATE roster_row SET id_number_masked = '110000200102030019'"],
}
"""Rule -> statements of which each breaks it and no other."""


async def begin_import(world: World, at: datetime) -> None:
    """Write an import that is under way, with a problem and a row that waits."""
    job = await make_import(world.accounts[Role.SCHOOL], world.school, upload_id=None)
    await make_problem(job)
    person = {"identity_index": "0" * 64, "identity_index_key": "0" * 8, "identity_cipher": b"x", "identity_cipher_key": "0" * 8}
    keys: dict[str, Any] = {name: uuid4() for name in ("person_id", "account_id", "graduate_id")}
    studies = {"exam_number": "1", "name": "新毕业", "degree_code": "31", "major_code": "0101", "major_name": "哲学类", **BASICS}
    told = {**person, **keys, **studies, "department": "RR", "username": "0" * 12, "id_number_masked": "110000********0019"}
    await RosterRow.create(roster_import=job, row_number=2, fate=Fate.NEW, created_at=at, **told)

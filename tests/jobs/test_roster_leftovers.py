"""What imports leave behind goes: sealed numbers as soon as an import is over, the import itself when nobody asks any more."""

from datetime import timedelta

from jobs.roster_leftovers import Removed, run_once
from models import RosterImport, RosterProblem, RosterRow
from rules.roster_import import KEPT, ImportMode, ImportState
from storage.blobs import Blobs
from tests.actions.importing import begun, carried_on, imported
from tests.actions.stage import Stage
from tests.rosters import changed, rows
from tests.world import NOW


async def test_rows_of_an_import_that_is_over_go_and_those_of_one_under_way_stay(stage: Stage, blobs: Blobs) -> None:
    job = await carried_on(stage, await begun(stage, blobs, rows(3)), blobs, portions=1)
    assert await RosterRow.filter(roster_import_id=job.id).count() == 3
    assert await run_once(NOW) == Removed(0, 0, 0)
    over = {"state": ImportState.CANCELLED, "finished_at": NOW, "lease_until": None, "lease_holder": None}
    await RosterImport.filter(id=job.id).update(**over)
    assert await run_once(NOW) == Removed(3, 0, 0)


async def test_an_import_can_be_looked_at_for_a_while_and_then_goes_with_its_problems(stage: Stage, blobs: Blobs) -> None:
    job = await imported(stage, blobs, [changed(rows(1)[0], name="")], mode=ImportMode.SKIP_BAD)
    assert job.state is ImportState.DONE
    assert await run_once(NOW + KEPT - timedelta(seconds=1)) == Removed(0, 0, 0)
    assert await run_once(NOW + KEPT) == Removed(0, 1, 1)
    assert not await RosterProblem.all().exists()

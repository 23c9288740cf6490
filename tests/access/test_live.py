"""The subscriptions for everybody: denied before the first event, and never of rows out of scope."""

from contextlib import aclosing
from typing import Any

import orjson
import pytest
from strawberry.types.execution import ExecutionResult

from tests.access.conftest import Cells
from tests.access.expected import check_record, truths
from tests.access.oracle import TYPES, Asker, Row, refusal, sees
from tests.access.sdl import fields_of, node_document, whole
from tests.access.stage import Stage
from tests.access.test_lists import check_sums, is_in

FIELDS = "version graduates signed signingRate schoolCount classYear"


FIGURES = f"""subscription($province: ID, $school: ID) {{
    signingStatistics(classYear: 2023, province: $province, school: $school) {{ {FIELDS}
        schools(first: 100) {{ totalCount pageInfo {{ hasNextPage startCursor endCursor }} edges {{ cursor node {{ id }} }} }} }} }}"""
DOWNLOAD = f"subscription($id: ID!) {{ download(id: $id) {{ {whole('Download')} }} }}"
IMPORT = f"subscription($id: ID!) {{ rosterImport(id: $id) {{ {whole('RosterImport')} }} }}"


async def first_event(stage: Stage, asker: Asker, query: str, **variables: Any) -> ExecutionResult:
    """Return the first thing a subscriber is told; then it leaves. Whoever is refused is told nothing more."""
    events = await stage.schema.subscribe(query, variable_values=variables, context_value=await stage.context(asker))
    async with aclosing(events) as open_events:
        told = await anext(open_events)
        assert told.errors is None or await anext(open_events, None) is None
        return told


def test_the_table_speaks_of_every_live_view() -> None:
    assert set(fields_of("Subscription")) == {"signingStatistics", "rosterImport", "download"}


async def test_a_live_view_is_denied_before_its_first_event_and_sums_the_schools_in_scope(stage: Stage, cells: Cells) -> None:
    truth = await truths(stage, "SchoolSigningStatistics", node_document("SchoolSigningStatistics"))
    places: list[Row | None] = [None, *stage.cast.of("Province"), *stage.cast.of("School")]
    for asker in stage.askers:
        facts = refusal(asker, iter([TYPES["SigningStatistics"]]))
        for place in places:
            told = await first_event(stage, asker, FIGURES, **({place.type.lower(): place.id} if place else {}))
            cells.add("live views")
            if facts is not None:
                assert told.data is None
                assert [error.extensions for error in told.errors or []] == [{"coordinate": "Subscription.signingStatistics", **facts}]
                continue
            chosen = [row for row in stage.cast.of("SchoolSigningStatistics") if row.class_year == 2023 and is_in(row, place)]
            assert told.errors is None
            figures = orjson.loads(orjson.dumps(told.data))["signingStatistics"]
            check_sums(figures, {row.id: truth[row.id] for row in chosen if sees(asker, row)})


@pytest.mark.parametrize(("type_", "name", "query"), [("RosterImport", "rosterImport", IMPORT), ("Download", "download", DOWNLOAD)])
async def test_a_job_is_watched_by_whoever_sees_it_and_is_null_for_everybody_else(
    stage: Stage, cells: Cells, type_: str, name: str, query: str
) -> None:
    truth = await truths(stage, type_, node_document(type_))
    for asker in stage.askers:
        facts = refusal(asker, iter([TYPES[type_]]))
        for row in stage.cast.of(type_):
            told = await first_event(stage, asker, query, id=row.id)
            cells.add("live views")
            if facts is not None:
                assert told.data is None
                assert [error.extensions for error in told.errors or []] == [{"coordinate": f"Subscription.{name}", **facts}]
                continue
            assert told.errors is None
            shown = orjson.loads(orjson.dumps(told.data))[name]
            assert (shown is not None) is sees(asker, row)
            if shown is not None:
                check_record(stage, asker, row, shown, truth[row.id])

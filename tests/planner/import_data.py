"""Imports of rosters among the edge values."""

import models
from rules.roster_import import UNDER_WAY, ImportMode, ImportPhase, ImportState
from tests.planner.making import YEARS, Rows


def add_import(rows: Rows, number: int) -> None:
    """Make an import of a roster that is over, with some of what is wrong with its file."""
    school, state = rows.random.choice(rows.made[models.School]), rows.random.choice(sorted(set(ImportState) - set(UNDER_WAY)))
    place = {"school_id": school.id, "province_code": school.province_id}
    counts = ("row_count", "new_count", "changed_count", "same_count", "bad_count", "problem_count")
    made = rows.add(
        models.RosterImport,
        **place,
        account_id=rows.random.choice(rows.made[models.Account]).id,
        class_year=rows.random.choice(YEARS),
        file_name=rows.text()[:100],
        mode=rows.random.choice(list(ImportMode)),
        is_dry_run=rows.random.random() < 0.5,
        makes_departments=rows.random.random() < 0.5,
        state=state,
        phase=rows.random.choice(list(ImportPhase)),
        row_total=rows.maybe(100_000),
        **{column: rows.random.choice((0, 1, 100_000)) for column in counts},
        new_departments=rows.maybe(rows.text()),
        refusal=rows.maybe(rows.text()),
        cancel_requested_at=rows.maybe(rows.moment()),
        finished_at=rows.moment(),
        version=1 + number,
    )
    for _ in range(rows.random.choice((0, 1, 5))):
        where = {"field": rows.maybe("name"), "label": rows.maybe(rows.text()[:40])}
        told = {"problem": rows.text()[:200], "remedy": rows.text()[:200]}
        rows.add(
            models.RosterProblem, **place, roster_import_id=made.id, row_number=rows.random.choice((0, 2, 3, 100_001)), **where, **told
        )

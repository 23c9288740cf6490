"""Records beside agreements among the edge values, of every kind."""

import models
from tests.planner.confirmation_data import add_confirmation
from tests.planner.dispute_data import add_dispute
from tests.planner.ending_data import add_supplement, add_termination
from tests.planner.inbound_data import add_imports
from tests.planner.making import Rows
from tests.planner.registration_data import add_registration, add_slot
from tests.planner.transfer_data import add_blocks, add_transfers


def add_records(rows: Rows) -> None:
    """Make records beside agreements of every kind, what holds graduates' destinations, and what they have confirmed."""
    for graduate in rows.made[models.Graduate]:
        for _ in range(rows.random.choice((0, 0, 1, 2))):
            add_registration(rows, graduate)
        for _ in range(rows.random.choice((0, 0, 1))):
            add_supplement(rows, graduate)
    for ended in rows.random.choices([*rows.made[models.Agreement], *rows.made[models.Supplement]], k=16):
        add_termination(rows, ended)
    disputed = (models.Graduate, models.Agreement, models.Supplement, models.Registration)
    for about in rows.random.choices([row for model in disputed for row in rows.made.get(model, [])], k=16):
        add_dispute(rows, about)
    for number, graduate in enumerate(rows.made[models.Graduate]):
        add_slot(rows, graduate)
        add_transfers(rows, graduate)
        add_confirmation(rows, graduate, number)
    add_blocks(rows)
    add_imports(rows)

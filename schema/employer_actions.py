"""What can be done to a registration: the moves of `rules.employer`, guarded by a credit code being one employer's."""

from collections.abc import Iterator
from typing import Final

import models
from auth.modules import Requirement
from planner.bindings import table_of
from planner.predicates import Action, Actions, Exists, Guarded, IsOneOf, Not
from rules.employer import HOLDS_CODE, TRANSITIONS, EmployerMove
from rules.employer_errors import UsccTaken
from rules.roles import Role
from schema.available import EMPLOYMENT_TOO_LOW, NOTHING_MORE, WRITES_EMPLOYMENT, refused

CODE_FREE: Final = Guarded(
    Not(Exists(table_of(models.Employer), {"uscc": "uscc"}, other={"id": "id"}, among={"status": tuple(sorted(HOLDS_CODE))})),
    refused(UsccTaken),
)
"""No other employer holds the code; an index refuses whoever approves a second one all the same."""


def _registration_actions() -> Iterator[Action]:
    for move in EmployerMove:
        for role in (Role.EMPLOYER, Role.PROVINCE):
            begins = tuple(status for status, its_move, its_role in TRANSITIONS if (its_move, its_role) == (move, role))
            if begins:
                yield Action(
                    move.name,
                    offered_to=(Requirement(roles=(role,)),),
                    needs=WRITES_EMPLOYMENT if role is Role.EMPLOYER else NOTHING_MORE,
                    denied=EMPLOYMENT_TOO_LOW,
                    when=IsOneOf("status", begins),
                    guards=(CODE_FREE,) if move is EmployerMove.APPROVE else (),
                )


REGISTRATION_ACTIONS: Final = Actions(tuple(_registration_actions()))
"""What can be done to a registration, in the order of the moves."""

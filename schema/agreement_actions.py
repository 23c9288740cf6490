"""What can be done to an agreement: the moves of `rules.agreement`, each with the SQL form of its guards (`schema.guards`)."""

from collections.abc import Iterator
from typing import Final

from auth.modules import Requirement
from planner.predicates import Action, Actions, AllOf, AnyOf, IsOneOf
from rules.agreement import GUARDS, TRANSITIONS, Move, Status
from rules.gate import Feature
from rules.roles import Role
from rules.termination import ASKERS
from schema.available import EMPLOYMENT_TOO_LOW, WRITES_EMPLOYMENT
from schema.guards import guarded
from schema.record_actions import termination_action


def _agreement_actions() -> Iterator[Action]:
    for move in Move:
        for role in Role:
            begins = tuple(
                AllOf((IsOneOf("initiator", (initiator,)), IsOneOf("status", (status,))))
                for initiator, status, its_move, its_role in TRANSITIONS
                if (its_move, its_role) == (move, role)
            )
            if begins and role is not Role.SYSTEM:
                yield Action(
                    move.name,
                    offered_to=(Requirement(roles=(role,)),),
                    needs=WRITES_EMPLOYMENT,
                    denied=EMPLOYMENT_TOO_LOW,
                    when=AnyOf(begins),
                    guards=guarded(GUARDS[move], Feature.DESTINATION),
                )


_IN_FORCE: Final = IsOneOf("status", (Status.EFFECTIVE,))
AGREEMENT_ACTIONS: Final = Actions(
    (
        *_agreement_actions(),
        *(
            termination_action(
                "agreement_id", AllOf((IsOneOf("initiator", tuple(by for by, askers in ASKERS.items() if role in askers)), _IN_FORCE)), role
            )
            for role in (Role.GRADUATE, Role.EMPLOYER)
        ),
    )
)
"""What can be done to an agreement, in the order of the moves; last, to ask that it be terminated."""

"""What can be done to a reviewed record: the moves of its life, each with the SQL form of its guards (`schema.guards`)."""

from collections.abc import Iterator

from auth.modules import Requirement
from planner.predicates import Action, Actions, IsOneOf
from rules.errors import LevelTooLow
from rules.gate import MODULE_OF
from rules.record_life import Life
from rules.record_terms import RecordMove
from rules.roles import AccessLevel, Role
from schema.available import refused
from schema.guards import guarded


def record_actions(life: Life) -> Actions:
    """Return what can be done to records of a life, in the order of the moves."""
    return Actions(tuple(_actions(life)))


def _actions(life: Life) -> Iterator[Action]:
    module = MODULE_OF[life.feature]
    for move in RecordMove:
        for role in Role:
            begins = tuple(now for now, its_move, its_role in life.transitions if (its_move, its_role) == (move, role))
            if begins and role is not Role.SYSTEM:
                yield Action(
                    move.name,
                    offered_to=(Requirement(roles=(role,)),),
                    needs=(Requirement((module,), AccessLevel.READ_WRITE),),
                    denied=refused(LevelTooLow, module=module),
                    when=IsOneOf("status", begins),
                    guards=guarded(life.guards[move], life.feature),
                )

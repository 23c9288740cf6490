"""What can be done to a reviewed record: the moves of its life, each with the SQL form of its guards (`schema.guards`)."""

from collections.abc import Iterator

from auth.modules import Requirement
from planner.predicates import Action, Actions, AllOf, IsOneOf, Not, Predicate
from rules.errors import LevelTooLow
from rules.gate import MODULE_OF, Feature
from rules.record_life import Life, Side
from rules.record_terms import RecordMove
from rules.roles import AccessLevel, Role
from rules.termination import ASKING
from schema.available import EMPLOYMENT_TOO_LOW, WRITES_EMPLOYMENT, refused
from schema.guards import guarded


def record_actions(life: Life, *more: Action) -> Actions:
    """Return what can be done to records of a life, in the order of the moves, and what else there is."""
    return Actions((*_actions(life), *more))


def termination_action(ended_by: str, when: Predicate, *roles: Role) -> Action:
    """Return the action of asking to end a record: `ended_by` is the column of terminations that leads to it, `when` it is in force."""
    return Action(
        RecordMove.TERMINATE.name,
        offered_to=(Requirement(roles=roles),),
        needs=WRITES_EMPLOYMENT,
        denied=EMPLOYMENT_TOO_LOW,
        when=when,
        guards=guarded(ASKING, Feature.DESTINATION, ended_by),
    )


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
                    when=_on_its_side(life, move, role, IsOneOf("status", begins)),
                    guards=guarded(life.guards[move], life.feature),
                )


def _on_its_side(life: Life, move: RecordMove, role: Role, stands: Predicate) -> Predicate:
    """Return that a record stands so, and that it is this party's turn where it hangs on who asked (`rules.record_life.is_on_side`)."""
    side = life.sides.get(move)
    if side is None:
        return stands
    asked = IsOneOf("initiator", (role.value,))
    return AllOf((stands, asked if side is Side.ASKER else Not(asked)))

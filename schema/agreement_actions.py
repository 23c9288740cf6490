"""What can be done to an agreement: the moves of `rules.agreement`, and the SQL form of each of their guards (`rules.guards.HOLDS`)."""

from collections.abc import Iterator, Mapping
from typing import Final

import models
from auth.modules import Requirement
from planner.bindings import table_of
from planner.predicates import Action, Actions, AllOf, AnyOf, Exists, FromColumn, Guarded, IsAhead, IsOneOf, Not, Predicate, Refused
from rules.agreement import GUARDS, TRANSITIONS, Guard, Move, SlotState
from rules.codes import DIRECTED_MODES
from rules.errors import BasicsUnconfirmed, ClassYearClosed, DeadlinePassed, DirectedGraduate, FeatureClosed, NotSetUp, SlotTaken
from rules.gate import ClassYearState, Feature
from rules.roles import Role
from schema.available import EMPLOYMENT_TOO_LOW, WRITES_EMPLOYMENT, refused

IN_THE_WAY: Final = (SlotState.RESERVED, SlotState.HELD)
DESTINATION: Final = {"feature": (Feature.DESTINATION,)}

HOLDS: Final[Mapping[Guard, Predicate]] = {
    Guard.BEFORE_DEADLINE: IsAhead("reply_deadline"),
    Guard.CLASS_YEAR_OPEN: Exists(table_of(models.ClassYear), {"year": "class_year"}, among={"state": (ClassYearState.OPEN,)}),
    Guard.FEATURE_OPEN: Exists(table_of(models.FeatureSwitch), {"province_id": "province_code"}, among=DESTINATION),
    Guard.SET_UP: Exists(table_of(models.SchoolSetup), {"school_id": "school_id", "class_year": "class_year"}, among=DESTINATION),
    Guard.BASICS_CONFIRMED: Exists(table_of(models.Graduate), {"id": "graduate_id"}, present=("confirmed_at",)),
    Guard.NOT_DIRECTED: Not(
        Exists(table_of(models.Graduate), {"id": "graduate_id"}, among={"training_mode": tuple(sorted(DIRECTED_MODES))})
    ),
    Guard.SLOT_FREE: Not(
        Exists(table_of(models.DestinationSlot), {"graduate_id": "graduate_id"}, other={"holder_id": "id"}, among={"state": IN_THE_WAY})
    ),
}
"""The SQL form of each guard. Two are not here: REASON_GIVEN asks about an input, and AT_DEADLINE is the clock's."""

REFUSED: Final[Mapping[Guard, Refused]] = {
    Guard.BEFORE_DEADLINE: refused(DeadlinePassed),
    Guard.CLASS_YEAR_OPEN: refused(ClassYearClosed, year=FromColumn("class_year")),
    Guard.FEATURE_OPEN: refused(FeatureClosed, feature=Feature.DESTINATION),
    Guard.SET_UP: refused(NotSetUp),
    Guard.BASICS_CONFIRMED: refused(BasicsUnconfirmed),
    Guard.NOT_DIRECTED: refused(DirectedGraduate),
    Guard.SLOT_FREE: refused(SlotTaken),
}
"""What is said where a guard does not hold."""


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
                    guards=tuple(Guarded(HOLDS[guard], REFUSED[guard]) for guard in GUARDS[move] if guard in HOLDS),
                )


AGREEMENT_ACTIONS: Final = Actions(tuple(_agreement_actions()))
"""What can be done to an agreement, in the order of the moves."""

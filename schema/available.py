"""What can be done to a record now (可执行操作): the moves and guards of `rules`, told before they are tried.

Each guard has two forms, the one that actions check (`rules.agreement.HOLDS`) and the one here, which the planner compiles; tests hold
them equal.
"""

from collections.abc import Iterator, Mapping
from enum import Enum
from string import Formatter
from typing import Any, Final

import strawberry

import models
from auth.modules import Requirement
from planner.bindings import table_of
from planner.predicates import Action, Actions, AllOf, AnyOf, Exists, FromColumn, Guarded, IsAhead, IsOneOf, Not, Predicate, Refused
from rules.agreement import GUARDS, TRANSITIONS, Guard, Move
from rules.codes import DIRECTED_MODES
from rules.errors import ClassYearClosed, DeadlinePassed, DirectedGraduate, FeatureClosed, LevelTooLow, NotSetUp, RuleError, SlotTaken
from rules.gate import ClassYearState, Feature
from rules.names import name_of
from rules.roles import AccessLevel, Module, Role
from schema.errors import UserError
from schema.fields import graphql_name


@strawberry.enum(name="Action", description="What can be done to a record (操作); each is a mutation of a like name.")
class ActionName(Enum):
    """Names of actions."""

    ACCEPT = strawberry.enum_value("ACCEPT", description="Accept an invitation (应约): acceptInvitation.")
    REJECT = strawberry.enum_value("REJECT", description="Decline an invitation (拒绝): rejectInvitation.")
    WITHDRAW = strawberry.enum_value("WITHDRAW", description="Withdraw an invitation (撤回): withdrawInvitation.")
    PASS = strawberry.enum_value("PASS", description="Let a review pass (审核通过): reviewAgreement with PASS.")
    FAIL = strawberry.enum_value("FAIL", description="Let a review fail (审核不通过): reviewAgreement with FAIL; it needs a reason.")
    VOID = strawberry.enum_value("VOID", description="Void an agreement in force (作废): voidAgreement; it needs a reason.")


@strawberry.type(description="Something that whoever asks could do with a record (可执行操作), by its state and its own role.")
class AvailableAction:
    """One action of a record."""

    action: ActionName = strawberry.field(description="What (操作).")
    allowed: bool = strawberry.field(description="Whether it would be done now (是否可执行).")
    reasons: list[UserError] = strawberry.field(description="Why it would be refused (原因); empty where it is allowed.")


def refused(error: type[RuleError], **facts: Any) -> Refused:
    """Return a refusal as the planner writes it: `facts` are terms of the rules, or `FromColumn` where the row has them."""
    message: list[str | FromColumn] = []
    for literal, name, _, _ in Formatter().parse(error.message):
        message.append(literal)
        if name is not None:
            fact = facts[name]
            message.append(fact if isinstance(fact, FromColumn) else str(name_of(fact)))
    return Refused(error.code, tuple(message), graphql_name(error.field) if error.field else None)


DESTINATION: Final = {"feature": (Feature.DESTINATION,)}

HOLDS: Final[Mapping[Guard, Predicate]] = {
    Guard.BEFORE_DEADLINE: IsAhead("reply_deadline"),
    Guard.CLASS_YEAR_OPEN: Exists(table_of(models.ClassYear), {"year": "class_year"}, among={"state": (ClassYearState.OPEN,)}),
    Guard.FEATURE_OPEN: Exists(table_of(models.FeatureSwitch), {"province_id": "province_code"}, among=DESTINATION),
    Guard.SET_UP: Exists(table_of(models.SchoolSetup), {"school_id": "school_id", "class_year": "class_year"}, among=DESTINATION),
    Guard.NOT_DIRECTED: Not(
        Exists(table_of(models.Graduate), {"id": "graduate_id"}, among={"training_mode": tuple(sorted(DIRECTED_MODES))})
    ),
    Guard.SLOT_FREE: Not(Exists(table_of(models.DestinationSlot), {"graduate_id": "graduate_id"}, other={"holder_id": "id"})),
}
"""The SQL form of each guard. Two are not here: REASON_GIVEN asks about an input, and AT_DEADLINE is the clock's."""

REFUSED: Final[Mapping[Guard, Refused]] = {
    Guard.BEFORE_DEADLINE: refused(DeadlinePassed),
    Guard.CLASS_YEAR_OPEN: refused(ClassYearClosed, year=FromColumn("class_year")),
    Guard.FEATURE_OPEN: refused(FeatureClosed, feature=Feature.DESTINATION),
    Guard.SET_UP: refused(NotSetUp),
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
                    needs=(Requirement((Module.EMPLOYMENT,), AccessLevel.READ_WRITE),),
                    denied=refused(LevelTooLow, module=Module.EMPLOYMENT),
                    when=AnyOf(begins),
                    guards=tuple(Guarded(HOLDS[guard], REFUSED[guard]) for guard in GUARDS[move] if guard in HOLDS),
                )


AGREEMENT_ACTIONS: Final = Actions(tuple(_agreement_actions()))
"""What can be done to an agreement, in the order of the moves."""
